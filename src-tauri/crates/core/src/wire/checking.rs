//! The check of a report for the window: its figures and names, and their places in the paper.

use serde::{Deserialize, Serialize};
#[cfg(test)]
use ts_rs::TS;

/// A check's numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct Checked {
    /// How many figures and names were looked up, without those that could not be checked.
    pub figures: u32,
    /// How many of them are found or computed.
    pub found: u32,
    /// How many had each outcome; null until the report is checked again, where an earlier version
    /// checked it.
    pub outcomes: Option<OutcomeCounts>,
}

/// How many figures and names had each outcome.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct OutcomeCounts {
    /// The paper contains it, in whatever form.
    pub found: u32,
    /// It follows from figures of the paper.
    pub computed: u32,
    /// The paper gives the figure of something else.
    pub another_owner: u32,
    /// The paper gives it as a change in the other direction.
    pub another_direction: u32,
    /// The paper does not contain it.
    pub not_found: u32,
    /// It could not be checked.
    pub not_checked: u32,
}

/// What the checks of a day's reports found, together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct DayCheck {
    /// The sums over the reports that were checked.
    pub outcomes: OutcomeCounts,
    /// How many these are.
    pub reports: u32,
    /// How many others there are: not checked yet, or without a text to be checked against.
    pub others: u32,
}

/// The outcome for a report's figures and names when they were looked up.
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
    /// The section that contains it, by key.
    pub section: String,
    /// `figure` or `name`.
    pub kind: String,
    /// The exact text from the section.
    pub text: String,
    /// The number of earlier occurrences of the same text in the section.
    pub occurrence: u32,
    /// The place in the paper; null when the paper does not contain it in this form.
    pub passage: Option<Passage>,
    /// The outcome.
    #[serde(default)]
    pub outcome: ClaimOutcome,
    /// The sentence of the report that it is in.
    #[serde(default)]
    pub sentence: String,
    /// All evidence for the outcome, the best first: the places where the paper contains the claim,
    /// the figures that it is computed from, or the same figure with another owner or in another
    /// direction.
    #[serde(default)]
    pub passages: Vec<Passage>,
    /// Of a computed figure how it is computed, from the paper's figures: `71.2 − 68.4 = 2.8`.
    #[serde(default)]
    pub sum: Option<String>,
    /// The owner of another's figure.
    #[serde(default)]
    pub owner: Option<Owner>,
}

/// The outcome for a figure or name that was looked up.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(TS))]
pub enum ClaimOutcome {
    /// The paper contains it exactly.
    Found,
    /// The paper contains it in another spelling or unit.
    Respelled,
    /// The paper contains it with more digits.
    Rounded,
    /// The paper's figure keeps to the bound that the report gives.
    Bound,
    /// It follows from figures of the paper.
    Computed,
    /// The paper gives the figure of something else.
    AnotherOwner,
    /// The paper gives it as a change in the other direction.
    AnotherDirection,
    /// The paper does not contain the claim.
    #[default]
    NotFound,
    /// The check can't tell.
    NotChecked,
}

/// Whose figure it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct Owner {
    /// The owner in the paper; empty when it has no name.
    pub of: String,
    /// The owner in the report.
    pub asked: String,
    /// The paper's figure for that owner; null when no table has it.
    pub there: Option<Passage>,
}

/// A place in a paper.
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
    /// The match in it: a range in Unicode characters.
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
