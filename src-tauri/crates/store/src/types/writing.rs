//! What the store takes and gives of writing: answers, versions, checks, and what waits to be
//! written.

use jiff::Timestamp;
use paperboy_paper::{Date, PaperId, ReadingSource};

/// A model's answer that came whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAnswer {
    /// Of all that was asked.
    pub digest: Vec<u8>,
    /// The model's name.
    pub model: String,
    /// What it said.
    pub text: String,
    /// Whether it ended of itself rather than at a bound or a filter.
    pub done: bool,
    /// Tokens of the question.
    pub prompt_tokens: u64,
    /// Tokens of the answer.
    pub completion_tokens: u64,
    /// The reader's own day.
    pub date: Date,
}

/// An answer that is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredAnswer {
    /// What the model said.
    pub text: String,
    /// Whether it ended of itself.
    pub done: bool,
    /// Whether what became of it is kept as a report.
    pub used: bool,
    /// Tokens of the question.
    pub prompt_tokens: u64,
}

/// What a model was paid on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spending {
    /// The reader's own day.
    pub date: Date,
    /// The model's name.
    pub model: String,
    /// How many answers came whole.
    pub answers: u64,
    /// Tokens of the questions.
    pub prompt: u64,
    /// Tokens of the answers.
    pub completion: u64,
}

/// How a report was written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Record {
    /// `zh` or `en`.
    pub language: String,
    /// The prompt's name and version; `None`: no model was asked.
    pub prompt: Option<String>,
    /// Why the extractive writer wrote it although a model was asked.
    pub reason: Option<String>,
    /// Keys of the sections that the extractive writer wrote in a model's report.
    pub extracted: Vec<String>,
    /// How many characters of the paper the model was given.
    pub read: u64,
    /// How many characters the paper has.
    pub of: u64,
    /// Where the model's server cut the question; `None`: it read all of it, as far as is known.
    pub cut: Option<PromptCut>,
    /// Digest of what it was written from.
    pub source: Vec<u8>,
}

/// How much of a question a model's server read, when it was less than it was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PromptCut {
    /// Tokens read, as the server counted them.
    pub read: u64,
    /// About how many tokens were sent.
    pub sent: u64,
}

/// What became of a report that was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AddedReport {
    /// The version's number.
    pub number: i64,
    /// Whether it is the very report that was shown before: nothing changed.
    pub unchanged: bool,
}

/// The numbers of a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Checked {
    /// How many figures and names were looked up.
    pub figures: u32,
    /// How many of them were found.
    pub found: u32,
}

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// The checker's version.
    pub checker: u32,
    /// When the article that they were looked up in was fetched; `None`: they were looked up in the
    /// list's abstract.
    pub article: Option<Timestamp>,
    /// Whether they were looked up in the whole paper.
    pub whole: bool,
    /// Its numbers.
    pub checked: Checked,
    /// The claims, in a form the store does not look into; compressed here.
    pub claims: Vec<u8>,
}

/// A report just written.
#[derive(Debug, Clone)]
pub struct NewWritten {
    /// The paper's title, on one line.
    pub title: String,
    /// The Markdown.
    pub body: String,
    /// `extract` or `model:NAME`.
    pub writer: String,
    /// What its writer had read.
    pub reading_source: Option<ReadingSource>,
    /// How it was written.
    pub record: Record,
    /// What its check found.
    pub check: Check,
    /// Digests of the answers that it was made of, the useless ones too: they are used now.
    pub answers: Vec<Vec<u8>>,
    /// Whether the reader asked for it: it is shown also where another report is. What was written
    /// unasked never takes a report's place.
    pub asked: bool,
}

/// One version of a paper's report.
#[derive(Debug, Clone, PartialEq)]
pub struct Version {
    /// Its number in the database.
    pub id: i64,
    /// `imported`, `extract`, or `model:NAME`.
    pub writer: String,
    /// When it was added.
    pub added: Timestamp,
    /// What its writer had read.
    pub reading_source: Option<ReadingSource>,
    /// Whether it is the one shown.
    pub shown: bool,
    /// How it was written; `None` for an imported one.
    pub record: Option<Record>,
    /// What its check found; `None`: not looked up.
    pub checked: Option<Checked>,
}

/// A paper whose report is to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToWrite {
    /// The paper.
    pub id: PaperId,
    /// `model` or `extract`; `None`: as the setting says by then.
    pub writer: Option<String>,
    /// Whether also where a report is shown.
    pub again: bool,
}
