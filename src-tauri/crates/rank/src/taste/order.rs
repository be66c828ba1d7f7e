//! Papers in the learnt order, each with the reasons.

use super::Taste;
use super::likeness::Like;
use super::paper::{Field, Paper, Word, Words};

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
    /// `words` are those that it was learnt with.
    pub fn order(&self, words: &Words, papers: &[&Paper]) -> Vec<Ranked> {
        let mut likeness = Vec::new();
        let mut ranked: Vec<Ranked> = papers
            .iter()
            .enumerate()
            .map(|(index, paper)| self.ranked(words, index, paper, &mut likeness))
            .collect();
        ranked.sort_by(|a, b| b.score.total_cmp(&a.score));
        ranked
    }

    fn ranked(
        &self,
        words: &Words,
        index: usize,
        paper: &Paper,
        likeness: &mut Vec<f32>,
    ) -> Ranked {
        let values = self.vocabulary.vector(paper);
        // A word that was met after learning has no weight.
        let weight = |word: u32| self.weights.get(word as usize).copied().unwrap_or_default();
        // With their places in the order of the words.
        let mut parts: Vec<(f64, u32, usize)> = Vec::with_capacity(values.len());
        for (place, x) in values.iter().enumerate() {
            let part = weight(x.word) * f64::from(x.value);
            if part != 0.0 {
                parts.push((part, x.word, place));
            }
        }
        let score = parts.iter().fold(0.0, |sum, (part, ..)| sum + part);
        parts.retain(|(_, word, _)| words.is_word(*word));
        parts.sort_unstable_by(|a, b| b.0.abs().total_cmp(&a.0.abs()).then(a.2.cmp(&b.2)));
        let (raising, lowering): (Vec<_>, Vec<_>) =
            parts.into_iter().partition(|(part, ..)| *part > 0.0);
        let named =
            raising.into_iter().take(MAX_RAISING).chain(lowering.into_iter().take(MAX_LOWERING));
        let reason = |(weight, word, _): (f64, u32, usize)| {
            let field = self.vocabulary.field_of(paper, word)?;
            Some(Reason { word: words.word(word).clone(), field, weight })
        };
        let mut reasons: Vec<Reason> = named.filter_map(reason).collect();
        reasons.sort_by(|a, b| b.weight.abs().total_cmp(&a.weight.abs()));
        let like = self.liked.nearest(paper.key, &values, likeness);
        Ranked { index, score, reasons, like }
    }
}
