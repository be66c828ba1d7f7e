//! What crosses about the check of a report: its figures and names, and where the paper says them.

use serde::{Deserialize, Serialize};
#[cfg(test)]
use ts_rs::TS;

/// A check's numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct Checked {
    /// How many figures and names were looked up.
    pub figures: u32,
    /// How many of them were found.
    pub found: u32,
}

/// What became of a report's figures and names when they were looked up.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct Check {
    /// Whether they were looked up in the whole paper; else in its abstract alone.
    pub whole: bool,
    /// The figures and names in the order of the report.
    pub claims: Vec<Claim>,
}

/// A figure or a name of a report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct Claim {
    /// The section it stands in, by key.
    pub section: String,
    /// `figure` or `name`.
    pub kind: String,
    /// As it stands in the section's text, letter for letter.
    pub text: String,
    /// How many times the same text stood in the section before.
    pub occurrence: u32,
    /// Where the paper says it; null when it does not say it so.
    pub passage: Option<Passage>,
    /// What became of it.
    #[serde(default)]
    pub outcome: ClaimOutcome,
    /// The sentence of the report that it is in.
    #[serde(default)]
    pub sentence: String,
    /// All that the outcome rests on, the best first: where the paper says it, gives the figures
    /// that it is computed from, or gives it of another owner or in another direction.
    #[serde(default)]
    pub passages: Vec<Passage>,
    /// Of a computed figure how it is computed, from the paper's figures: `71.2 − 68.4 = 2.8`.
    #[serde(default)]
    pub sum: Option<String>,
    /// Of another's figure whose it is.
    #[serde(default)]
    pub owner: Option<Owner>,
}

/// What became of a figure or name that was looked up.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(TS))]
pub enum ClaimOutcome {
    /// The paper says it, letter for letter.
    Found,
    /// The paper says it in another spelling or unit.
    Respelled,
    /// The paper says it with more digits.
    Rounded,
    /// The paper's figure keeps to the bound that the report gives.
    Bound,
    /// It follows from figures of the paper.
    Computed,
    /// The paper gives the figure of something else.
    AnotherOwner,
    /// The paper gives it as a change in the other direction.
    AnotherDirection,
    /// The paper does not say it.
    #[default]
    NotFound,
    /// The check can't tell.
    NotChecked,
}

/// Whose figure it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct Owner {
    /// What the paper gives it of; empty when that has no name.
    pub of: String,
    /// What the report gives it of.
    pub asked: String,
    /// What the paper gives of that; null when no table tells.
    pub there: Option<Passage>,
}

/// Where a paper says something.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct Passage {
    /// The heading of the section, plain text; empty for title and abstract.
    pub heading: String,
    /// `title`, `abstract` or `section`.
    pub place: String,
    /// The section's index in the opened article's sections; null when it is not among them.
    pub section: Option<u32>,
    /// The sentence, caption or table row, plain text.
    pub text: String,
    /// What was found in it: a range in Unicode characters.
    pub highlight: (u32, u32),
    /// The cell, when it is a table's.
    #[serde(default)]
    pub cell: Option<TableCell>,
}

/// A cell of a table with its labels, all plain text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct TableCell {
    /// What is written in it.
    pub value: String,
    /// The labels of its row.
    pub row: Vec<String>,
    /// The headings of its column, the uppermost first.
    pub column: Vec<String>,
    /// The heading of the group of rows.
    pub panel: Option<String>,
    /// The table's label and caption.
    pub caption: String,
}
