//! What a query is about: its words and known terms, each with the other words for it.

use crate::analyser::{Unit, stem};
use crate::glossary::{Glossary, MAX_NAME_CHARS, MAX_NAME_WORDS, Name, is_stop_word};
use crate::tree::Text;
use std::collections::HashSet;

/// The largest number of words and terms of a query that are distinguished.
const MAX_CONCEPTS: usize = 64;
/// The weight of another word in the language of the query, relative to the word itself.
const WORTH_OF_LIKE: f32 = 0.5;
/// The weight of a single word of a known term.
const WORTH_OF_PART: f32 = 0.5;
/// Characters that join words without a meaning of their own: no unknown word contains one.
const JOINING: &str =
    "的了吗呢吧啊么个这那在是和与把被让给就也都还又很上下里中为以及或从到对用能会要没不有怎";

/// One thing that a query asks for.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Concept {
    /// What it counts for.
    pub worth: f32,
    /// As it is written, if the index may hold that. No other word may count more.
    pub own: Option<Vec<String>>,
    /// Other words for it, and what they count for.
    pub others: Vec<(Vec<String>, f32)>,
}

/// What some words ask for, in their order, each thing once.
pub(crate) fn concepts(texts: &[&Text], own: Option<&Glossary>) -> Vec<Concept> {
    let mut reading =
        ConceptFinder { own, concepts: Vec::new(), seen: HashSet::new(), stopping: true };
    reading.read(texts);
    if reading.concepts.is_empty() {
        reading.stopping = false;
        reading.read(texts);
    }
    reading.concepts
}

struct ConceptFinder<'g> {
    own: Option<&'g Glossary>,
    concepts: Vec<Concept>,
    seen: HashSet<Vec<String>>,
    /// Whether stop words are left out.
    stopping: bool,
}

impl ConceptFinder<'_> {
    fn read(&mut self, texts: &[&Text]) {
        // Words that follow one another, as they are looked up: a compound is several.
        let mut words: Vec<String> = Vec::new();
        for unit in texts.iter().flat_map(|text| &text.units) {
            if unit.han {
                self.words(&std::mem::take(&mut words));
                self.run(unit);
            } else {
                let pieces: Vec<String> = unit.pieces.iter().map(|piece| stem(piece)).collect();
                if unit.spellings.len() > 1 {
                    self.words(&std::mem::take(&mut words));
                    self.compound(unit, &pieces);
                } else {
                    words.extend(pieces);
                }
            }
        }
        self.words(&words);
    }

    /// A compound or a name with a figure: as a whole in any spelling, and its parts.
    fn compound(&mut self, unit: &Unit, pieces: &[String]) {
        let mut names = Glossary::names(self.own, &pieces.join(" "));
        // A short figure alone is in any paper.
        let is_short = |term: &str| term.len() < 3 && term.bytes().all(|b| b.is_ascii_digit());
        let spellings = unit.spellings.iter().filter(|run| {
            run.terms.len() == 1 || !run.terms.iter().any(|(_, term)| is_short(term))
        });
        names.extend(spellings.map(|run| Name {
            terms: run.terms.iter().map(|(_, term)| stem(term)).collect(),
            // Another spelling is the same word.
            han: true,
        }));
        self.add(1.0, pieces.to_vec(), &names, false);
        if pieces.len() > 1 {
            for piece in pieces.iter().filter(|piece| !is_stop_word(piece)) {
                self.add(WORTH_OF_PART, vec![piece.clone()], &[], false);
            }
        }
    }

    /// Words side by side: the longest known term from each on.
    fn words(&mut self, words: &[String]) {
        let mut at = 0;
        while at < words.len() {
            let longest = (1..=MAX_NAME_WORDS.min(words.len() - at)).rev().find_map(|span| {
                let words = &words[at..at + span];
                if span == 1 && self.stopping && is_stop_word(&words[0]) {
                    return None;
                }
                let names = Glossary::names(self.own, &words.join(" "));
                (!names.is_empty()).then_some((span, names))
            });
            let span = longest.as_ref().map_or(1, |(span, _)| *span);
            let meant: Vec<String> = words[at..at + span]
                .iter()
                .filter(|word| !self.stopping || !is_stop_word(word))
                .cloned()
                .collect();
            at += span;
            if meant.is_empty() {
                continue;
            }
            let names = longest.map(|(_, names)| names).unwrap_or_default();
            if meant.len() > 1 {
                for word in &meant {
                    self.add(WORTH_OF_PART, vec![word.clone()], &[], false);
                }
            }
            self.add(1.0, meant, &names, false);
        }
    }

    /// A run of characters: the longest known term from each on, and of the rest its pairs.
    fn run(&mut self, unit: &Unit) {
        let last = unit.pieces.last().into_iter().flat_map(|pair| pair.chars().skip(1));
        let run: Vec<char> =
            unit.pieces.iter().filter_map(|pair| pair.chars().next()).chain(last).collect();
        let (mut at, mut unknown) = (0, 0);
        while at < run.len() {
            let longest = (1..=MAX_NAME_CHARS.min(run.len() - at)).rev().find_map(|length| {
                let text: String = run[at..at + length].iter().collect();
                let names = Glossary::names(self.own, &text);
                (!names.is_empty()).then_some((length, names))
            });
            match longest {
                Some((length, names)) => {
                    self.pairs(&run[unknown..at]);
                    self.add(1.0, pairs(&run[at..at + length]), &names, true);
                    at += length;
                    unknown = at;
                }
                None => at += 1,
            }
        }
        self.pairs(&run[unknown..]);
    }

    fn pairs(&mut self, run: &[char]) {
        for pair in run.windows(2) {
            if !self.stopping || !pair.iter().any(|c| JOINING.contains(*c)) {
                self.add(1.0, vec![pair.iter().collect()], &[], true);
            }
        }
    }

    fn add(&mut self, worth: f32, mut terms: Vec<String>, names: &[Name], han: bool) {
        // As names are kept: for a paper as a whole, the order of words is nothing.
        terms.sort_unstable();
        terms.dedup();
        if self.concepts.len() >= MAX_CONCEPTS || !self.seen.insert(terms.clone()) {
            return;
        }
        let others = names
            .iter()
            .filter(|name| name.terms != terms)
            .map(|name| {
                // A translation is the same concept; a similar word in the same language may be
                // another one.
                let worth = if han || name.han { 1.0 } else { WORTH_OF_LIKE };
                (name.terms.clone(), worth)
            })
            .collect();
        self.concepts.push(Concept { worth, own: (!terms.is_empty()).then_some(terms), others });
    }
}

/// The pairs of neighbouring characters; none of a single one.
fn pairs(run: &[char]) -> Vec<String> {
    run.windows(2).map(|pair| pair.iter().collect()).collect()
}
