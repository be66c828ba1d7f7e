//! The input and output of the store for writing: answers, versions, checks, and the queue.

use jiff::Timestamp;
use paperboy_paper::{Date, PaperId, ReadingSource};

/// A model's answer that came whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAnswer {
    /// The digest of the whole prompt.
    pub digest: Vec<u8>,
    /// The model's name.
    pub model: String,
    /// The answer.
    pub text: String,
    /// Whether it ended of itself rather than at a bound or a filter.
    pub done: bool,
    /// Tokens of the question.
    pub prompt_tokens: u64,
    /// Tokens of the answer.
    pub completion_tokens: u64,
    /// The day in the user's time zone.
    pub date: Date,
}

/// An answer that is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredAnswer {
    /// The model's answer.
    pub text: String,
    /// Whether it ended of itself.
    pub done: bool,
    /// Whether its result is stored as a report.
    pub used: bool,
    /// Tokens of the question.
    pub prompt_tokens: u64,
}

/// What a model was paid on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spending {
    /// The day in the user's time zone.
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
    /// The prompt's name and version; `None` when no model was used.
    pub prompt: Option<String>,
    /// Why the extractive writer replaced the model.
    pub reason: Option<String>,
    /// Keys of the sections that the extractive writer wrote in a model's report.
    pub extracted: Vec<String>,
    /// The number of characters of the paper in the prompt.
    pub read: u64,
    /// How many characters the paper has.
    pub of: u64,
    /// Where the model's server cut the prompt; `None` when no cut is known.
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

/// The outcome for a report that was written.
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
    /// How many figures and names were looked up, without those that could not be checked.
    pub figures: u32,
    /// How many of them are found or computed.
    pub found: u32,
    /// How many had each outcome; `None`: an earlier version did not count them.
    pub outcomes: Option<Outcomes>,
}

/// How many of a report's figures and names had each outcome.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Outcomes {
    /// The paper contains it.
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

impl From<Outcomes> for Checked {
    fn from(outcomes: Outcomes) -> Self {
        let found = outcomes.found + outcomes.computed;
        let missing = outcomes.another_owner + outcomes.another_direction + outcomes.not_found;
        Self { figures: found + missing, found, outcomes: Some(outcomes) }
    }
}

/// The checks of the reports that a day's papers show, together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayChecked {
    /// The sums over the reports whose outcomes were counted.
    pub outcomes: Outcomes,
    /// How many such reports there are.
    pub reports: u64,
    /// How many others are shown.
    pub others: u64,
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
    /// Digests of its answers, including the useless ones: they are used now.
    pub answers: Vec<Vec<u8>>,
    /// Whether the user requested it: then it replaces another shown report. An automatic report
    /// never does.
    pub is_requested: bool,
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
    /// `model` or `extract`; `None` for the setting at that time.
    pub writer: Option<String>,
    /// Whether also where a report is shown.
    pub again: bool,
}
