//! The check (核对): whether a paper supports the claims of a text about it.
//!
//! A claim is a figure with its unit, or a name. A figure is found where the paper has the same
//! value with the same unit, in whatever spelling, or the same quantity in a unit that converts
//! exactly: 330 ms is 0.33 s, 1.2万 is 12K. A bare number has the unit that its column, row,
//! caption or the measure named beside it gives; 0.7147 of a rate is 71.47%. Of a range both ends
//! must be in one passage. Small counts must count the same thing as far as its word is known here.
//!
//! What is found must belong to what the sentence names: a cell of a table has the labels of its
//! row, column, panel and caption, and where the sentence names another label of the same kind, the
//! figure is another's. A label is named by its words, its translation (`vocabulary.txt`) or the
//! paper's own abbreviation, or word by word in the other language (`lexicon.txt`). A figure that is
//! not found in this way may be rounded from one with more digits, or computed from cells that the
//! sentence names where hardly any others would give it by chance; both come with the passages that
//! they are based on.

mod candidate;
mod claim;
mod compute;
mod figure;
mod header;
mod index;
mod judge;
mod label;
mod lexicon;
mod lookup;
mod mention;
mod name;
mod nouns;
mod number;
mod outcome;
mod rank;
mod scope;
mod source;
mod term;
#[cfg(test)]
mod tests;
mod unit;
mod vocabulary;
mod words;

pub use outcome::{Cell, Direction, How, Outcome, Passage, Passages, Place, Sum, SumKind, Why};

use index::Index;
use paperboy_paper::Article;
use source::Source;

/// The known text of a paper.
#[derive(Debug, Clone, Copy)]
pub struct Paper<'a> {
    /// The title, on one line.
    pub title: &'a str,
    /// The abstract that a list gave.
    pub abstract_text: Option<&'a str>,
    /// The article as far as it was read.
    pub article: Option<&'a Article>,
}

/// A figure or a name that a text gives.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// Which of the texts it is in.
    pub of: usize,
    /// Whether it is a figure or a name.
    pub kind: ClaimKind,
    /// As it is in the text, letter for letter.
    pub text: String,
    /// How many times the same characters are in the text before it.
    pub occurrence: u32,
    /// The sentence it is in.
    pub sentence: String,
    /// What the check found out about it.
    pub outcome: Outcome,
}

/// The kinds of claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ClaimKind {
    /// A figure with its unit, or a range of figures.
    Figure,
    /// The name of a model, data set or metric.
    Name,
}

/// The result of a check.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Checked {
    /// The claims in the order of the texts.
    pub claims: Vec<Claim>,
    /// How many tables of the paper are pictures, which can't be read.
    pub pictured_tables: u32,
}

/// Looks every figure and name of plain texts up in a paper.
///
/// Claims after the first 300 are neither looked up nor listed. A paper with only a known title
/// gives no claims: there is no text in which they could be looked up.
pub fn check(texts: &[&str], paper: &Paper) -> Checked {
    let source = Source::of(paper);
    if source.is_empty() {
        return Checked::default();
    }
    let (wanted, sentences) = claim::claims(texts, &source.labels, &source.defined);
    let index = Index::of(&source);
    let outcomes = judge::judge(&wanted, &sentences, &source, &index);
    let claims = wanted.into_iter().zip(outcomes).map(|(wanted, outcome)| Claim {
        of: wanted.of,
        kind: wanted.kind,
        text: wanted.text,
        occurrence: wanted.occurrence,
        sentence: sentences[wanted.sentence].text.clone(),
        outcome,
    });
    Checked { claims: claims.collect(), pictured_tables: source.pictured }
}
