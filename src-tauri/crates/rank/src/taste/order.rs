//! Papers in the learnt order, each with the reasons.

use super::Taste;
use super::likeness::Like;
use super::paper::{Field, Paper, Word};
use super::vocabulary::Value;

/// The largest number of words that are named for the rise of a paper, and for its fall.
const MAX_RAISING: usize = 5;
const MAX_LOWERING: usize = 3;

/// A paper at its place in the learnt order.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranked {
    /// Its place among the papers that were to be ordered.
    pub index: usize,
    /// How well it fits; higher is better. Scores of one [`Taste`] can be compared.
    pub score: f64,
    /// The words that raise it most and those that lower it most, the strongest first.
    pub reasons: Vec<Reason>,
    /// The liked paper that it is most like, if it is like any.
    pub like: Option<Like>,
}

/// A word that raises or lowers a paper.
#[derive(Debug, Clone, PartialEq)]
pub struct Reason {
    /// The word, which is in the paper.
    pub word: Word,
    /// The field of the paper in which it counts most.
    pub field: Field,
    /// Its part of the score; negative: it lowers the paper.
    pub weight: f64,
}

impl Taste {
    /// All papers, the best first. Papers with one score stay in the order in which they came.
    pub fn order(&self, papers: &[Paper]) -> Vec<Ranked> {
        let mut ranked: Vec<Ranked> =
            papers.iter().enumerate().map(|(index, paper)| self.ranked(index, paper)).collect();
        ranked.sort_by(|a, b| b.score.total_cmp(&a.score));
        ranked
    }

    fn ranked(&self, index: usize, paper: &Paper) -> Ranked {
        let values = self.vocabulary.vector(paper);
        let weighed =
            values.iter().filter_map(|x| Some((self.weights.get(x.word as usize)? * x.value, x)));
        let mut parts: Vec<(f64, &Value)> = weighed.filter(|(part, _)| *part != 0.0).collect();
        let score = parts.iter().fold(0.0, |sum, (part, _)| sum + part);
        parts.retain(|(_, x)| self.vocabulary.words()[x.word as usize].is_word);
        parts.sort_unstable_by(|(a, x), (b, y)| {
            b.abs().total_cmp(&a.abs()).then_with(|| x.word.cmp(&y.word))
        });
        let (raising, lowering): (Vec<_>, Vec<_>) =
            parts.into_iter().partition(|(part, _)| *part > 0.0);
        let named =
            raising.into_iter().take(MAX_RAISING).chain(lowering.into_iter().take(MAX_LOWERING));
        let mut reasons: Vec<Reason> = named
            .map(|(weight, x)| Reason {
                word: self.vocabulary.words()[x.word as usize].word.clone(),
                field: x.field,
                weight,
            })
            .collect();
        reasons.sort_by(|a, b| b.weight.abs().total_cmp(&a.weight.abs()));
        Ranked { index, score, reasons, like: self.liked.nearest(paper.key, &values) }
    }
}
