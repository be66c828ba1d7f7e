//! What crosses about writing reports: versions, checks, the model, spending.

use super::OpenSection;
use serde::{Deserialize, Serialize};
#[cfg(test)]
use ts_rs::TS;

/// How far writing is.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct WritingState {
    /// How many reports of this round are done.
    pub done: u32,
    /// How many the round has.
    pub total: u32,
    /// The papers being written now, by arXiv id.
    pub at: Vec<String>,
    /// The papers that wait, by arXiv id, the next one first; the first of them where there are many.
    pub waiting: Vec<String>,
    /// Whether the reader paused it.
    pub paused: bool,
    /// Why nothing is written although papers wait: `budget` (goes on the next day), `model` (it can't be asked; the message says why).
    pub held: Option<String>,
    /// The sentence that says so, in English.
    pub message: Option<String>,
}

/// One version of a paper's report, as the list of versions shows it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct Version {
    /// Its number.
    pub number: u32,
    /// `imported`, `extract`, `model:NAME`.
    pub writer: String,
    /// When it was added, RFC 3339 in UTC.
    pub added: String,
    /// `html`, `markdown`, `abs`, `abstract`: what its writer had read.
    pub reading_source: Option<String>,
    /// Whether it is the one shown.
    pub shown: bool,
    /// How it was written; null for an imported one.
    pub record: Option<WritingRecord>,
    /// How many figures and names were looked up and found; null: not looked up.
    pub checked: Option<Checked>,
}

/// How a report was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct WritingRecord {
    /// `zh` or `en`.
    pub language: String,
    /// The prompt's name and version, `zh-1`; null when no model was asked.
    pub prompt: Option<String>,
    /// Why the extractive writer wrote it although a model was asked: `refusal`, `empty`, `looping`, `wrong_language`, `no_report`, `too_long`, `cut`, `busy`, `unreachable`, `garbage`, `key`, `unknown_model`, `quota`.
    pub reason: Option<String>,
    /// The sections the extractive writer wrote in a model's report, by key.
    pub extracted: Vec<String>,
    /// How many characters of the paper the model was given.
    pub read: u32,
    /// How many characters the paper has.
    pub of: u32,
}

/// A check's numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct Checked {
    /// How many figures and names were looked up.
    pub figures: u32,
    /// How many of them were found.
    pub found: u32,
}

/// A version opened for reading or comparing.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct OpenVersion {
    /// What the list of versions shows of it.
    pub version: Version,
    /// The sections the report has, in order.
    pub sections: Vec<OpenSection>,
    /// The report as a whole, safe HTML, when it has none of the five sections.
    pub rest_html: Option<String>,
    /// Its check.
    pub check: Option<Check>,
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
    /// Where the paper says it; null: not found.
    pub passage: Option<Passage>,
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
}

/// The settings of writing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct ModelSettings {
    /// `model` or `extract`: who writes when nothing else is said.
    pub writer: String,
    /// `zh` or `en`.
    pub language: String,
    /// The endpoint's address, up to `/v1`; empty: none set.
    pub url: String,
    /// The model's name; empty: none set.
    pub name: String,
    /// How many reports are written at once.
    pub parallel: u32,
    /// How many tokens a day may be used; 0: no bound.
    pub daily_token_budget: u32,
    /// Where the key comes from: `keyring`, `environment`; null: none set.
    pub key_from: Option<String>,
}

/// What a test of the connection to the model found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct ModelTest {
    /// `ok`, or what is wrong: `unreachable`, `key`, `unknown_model`, `quota`, `busy`, `garbage`, `unset`.
    pub outcome: String,
    /// A sentence in English.
    pub message: String,
}

/// Tokens used on a day by a model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct Spending {
    /// `YYYY-MM-DD`, the reader's day.
    pub date: String,
    /// The model's name.
    pub model: String,
    /// How many requests were answered.
    pub answers: u32,
    /// Tokens of the prompts.
    pub prompt: u32,
    /// Tokens of the answers.
    pub completion: u32,
}
