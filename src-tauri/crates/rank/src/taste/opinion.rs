//! What the user says about single words, and what was learnt of each.

use super::Taste;
use super::paper::Word;
use super::vocabulary::Vocabulary;
use std::collections::BTreeMap;

/// What the user said about a word.
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
    /// What the user said about it.
    pub opinion: Option<Opinion>,
}

/// Puts the opinions in place of the weights of their words: "more" and "less" weigh more than what
/// was learnt of any word. All other weights stay, so that "less" moves no paper with the word up.
pub(super) fn apply(
    opinions: &BTreeMap<Word, Opinion>,
    vocabulary: &Vocabulary,
    weights: &mut [f64],
) {
    let largest = weights.iter().fold(0.0_f64, |largest, weight| largest.max(weight.abs()));
    let strength = if largest > 0.0 { largest } else { 1.0 };
    for (word, opinion) in opinions {
        let Some(number) = vocabulary.number(word.kind, &word.text) else { continue };
        let weight = &mut weights[number as usize];
        *weight = match opinion {
            Opinion::More => weight.max(0.0) + strength,
            Opinion::Less => weight.min(0.0) - strength,
            Opinion::Forgotten => 0.0,
        };
    }
}

impl Taste {
    /// The words with what was learnt of each, those with the largest weights first. Words that
    /// the user has an opinion on are all there, forgotten ones last.
    pub fn words(&self) -> Vec<LearntWord> {
        let known = self.vocabulary.words().iter().zip(&self.weights);
        let mut words: Vec<LearntWord> = known
            .filter(|(known, _)| known.is_word)
            .map(|(known, weight)| LearntWord {
                word: known.word.clone(),
                weight: *weight,
                opinion: self.opinions.get(&known.word).copied(),
            })
            .filter(|learnt| learnt.weight != 0.0 || learnt.opinion.is_some())
            .collect();
        words.sort_unstable_by(|a, b| {
            b.weight.abs().total_cmp(&a.weight.abs()).then_with(|| a.word.cmp(&b.word))
        });
        words
    }
}
