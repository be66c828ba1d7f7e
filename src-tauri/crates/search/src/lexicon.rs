//! Many names looked for in a text at once.

use crate::analyser::{Analysis, Kind, Sequence};
use crate::highlight::found_run;
use std::collections::HashMap;

/// Names, each with a number.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    by_first_term: HashMap<String, Vec<(Sequence, usize)>>,
}

/// A name as it is compared and looked for: its last word in the singular. `None` when there is no letter in it.
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

    /// Calls `see` with the number of each name that the text holds, and the place of the token it begins with.
    pub fn find(&self, analysis: &Analysis, mut see: impl FnMut(usize, usize)) {
        for (at, token) in analysis.tokens().iter().enumerate().filter(|(_, token)| token.kind != Kind::Variant) {
            let Some(names) = self.by_first_term.get(analysis.text(token)) else { continue };
            for (name, number) in names {
                if found_run(name, analysis, at, token).is_some() {
                    see(*number, at);
                }
            }
        }
    }
}
