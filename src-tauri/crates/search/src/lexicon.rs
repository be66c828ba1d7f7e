//! Many names looked for in a text at once.

use crate::analyser::{Analysis, Kind, Sequence};
use crate::highlight::run_at;
use std::cmp::Reverse;
use std::collections::HashMap;
use std::ops::Range;

/// Names, each with a number.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    by_first_term: HashMap<String, Vec<(Sequence, usize)>>,
}

/// Where a name is, in words and characters (from, and, the longest first, to), its number, and its
/// place in bytes.
type Match = (u32, Reverse<u32>, usize, (u32, u32));

/// A name as it is compared and looked for: its last word in the singular. `None` when there is no
/// letter in it.
pub(crate) fn name(text: &str) -> Option<Sequence> {
    Sequence::of(text, false).map(|run| run.in_the_singular())
}

impl Lexicon {
    /// Adds a name.
    pub fn add(&mut self, name: Sequence, number: usize) {
        // A sequence is never empty.
        let first = name.terms.first().map(|(_, term)| term.clone()).unwrap_or_default();
        self.by_first_term.entry(first).or_default().push((name, number));
    }

    /// The numbers of the names that the text holds, in its order, as often as it holds them.
    pub fn find(&self, analysis: &Analysis) -> Vec<usize> {
        self.find_places(analysis).into_iter().map(|(number, _)| number).collect()
    }

    /// As [`find`](Self::find), each with its place in the text, in bytes.
    ///
    /// Of what is within a longer name, only its end counts as well: 多模态大语言模型 is a
    /// 大语言模型, but 推理加速 is no 推理, and 强化学习 holds no 化学.
    pub fn find_places(&self, analysis: &Analysis) -> Vec<(usize, Range<usize>)> {
        let mut matches: Vec<Match> = Vec::new();
        for (at, token) in
            analysis.tokens().iter().enumerate().filter(|(_, token)| token.kind != Kind::Variant)
        {
            let Some(names) = self.by_first_term.get(analysis.text(token)) else { continue };
            for (name, number) in names {
                let Some(place) = run_at(name, analysis, at, token) else { continue };
                // A pair of characters reaches over two places.
                let end = name.terms.last().map_or(0, |(last, term)| {
                    last + u32::from(!term.is_ascii() && term.chars().count() == 2)
                });
                matches.push((token.position, Reverse(token.position + end), *number, place));
            }
        }
        matches.sort_unstable();
        let mut furthest = 0;
        matches.retain(|(_, Reverse(to), ..)| {
            let within = furthest > *to;
            furthest = furthest.max(*to);
            !within
        });
        let place = |(.., number, (from, to)): Match| (number, from as usize..to as usize);
        matches.into_iter().map(place).collect()
    }
}
