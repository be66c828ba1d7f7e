//! The user's opinions on single words, and what was learnt of each.

use super::Taste;
use super::paper::{Word, Words};

/// The user's opinion on a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Opinion {
    /// More papers with it.
    More,
    /// Fewer papers with it.
    Less,
    /// It says nothing about the taste, and neither raises nor lowers a paper.
    Forgotten,
}

/// A word with what was learnt about it.
#[derive(Debug, Clone, PartialEq)]
pub struct LearntWord {
    /// The word.
    pub word: Word,
    /// How much it raises a paper that has it; negative: lowers.
    pub weight: f64,
    /// The user's opinion on it.
    pub opinion: Option<Opinion>,
}

/// How many times the largest weight that was learnt an opinion weighs. A word is one among the
/// hundreds of a long paper, and others beside it say nearly the same: it decides nevertheless.
const STRENGTH: f64 = 30.0;

/// Puts the opinions in place of the weights of their words: "more" and "less" weigh more than what
/// was learnt of any word. All other weights stay, so that "less" moves no paper with the word up.
pub(super) fn apply(opinions: &[(u32, Opinion)], weights: &mut [f64]) {
    let largest = weights.iter().fold(0.0_f64, |largest, weight| largest.max(weight.abs()));
    let strength = STRENGTH * if largest > 0.0 { largest } else { 1.0 };
    for (word, opinion) in opinions {
        let weight = &mut weights[*word as usize];
        *weight = match opinion {
            Opinion::More => weight.max(0.0) + strength,
            Opinion::Less => weight.min(0.0) - strength,
            Opinion::Forgotten => 0.0,
        };
    }
}

impl Taste {
    /// The words with what was learnt of each, those with the largest weights first. Words that
    /// the user has an opinion on are all there, forgotten ones last. `words` are those that it was
    /// learnt with.
    pub fn words(&self, words: &Words) -> Vec<LearntWord> {
        let opinion =
            |word: u32| self.opinions.iter().find(|(of, _)| *of == word).map(|(_, said)| *said);
        let mut learnt: Vec<LearntWord> = (0..)
            .zip(&self.weights)
            .filter(|(word, weight)| words.is_word(*word) && **weight != 0.0)
            .map(|(word, weight)| LearntWord {
                word: words.word(word).clone(),
                weight: *weight,
                opinion: opinion(word),
            })
            .collect();
        let forgotten =
            self.opinions.iter().filter(|(word, _)| self.weights[*word as usize] == 0.0);
        learnt.extend(forgotten.map(|(word, opinion)| LearntWord {
            word: words.word(*word).clone(),
            weight: 0.0,
            opinion: Some(*opinion),
        }));
        learnt.sort_unstable_by(|a, b| {
            b.weight.abs().total_cmp(&a.weight.abs()).then_with(|| a.word.cmp(&b.word))
        });
        learnt
    }
}
