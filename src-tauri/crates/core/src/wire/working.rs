//! Jobs for the window: their progress, and the result of an import or a fetch.

use super::{FetchedSubscription, ImportProblem};
use paperboy_paper::{DayProblem, ReadingReason};
use serde::Serialize;
#[cfg(test)]
use ts_rs::TS;

/// How far a job is.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct Progress {
    /// Which job it is.
    pub job: JobKind,
    /// What it does just now.
    pub phase: Phase,
    /// How many steps are done.
    pub done: u32,
    /// How many there are; 0 while unknown.
    pub total: u32,
    /// The current item: a file's name, a day, a paper's title.
    pub at: String,
    /// The estimated remaining time of the phase in seconds, if there is an estimate.
    pub seconds_left: Option<u32>,
}

/// The jobs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(TS))]
pub enum JobKind {
    /// Files are imported.
    Import,
    /// Lists and articles are fetched.
    Fetch,
    /// Figures are fetched.
    Figures,
    /// Reports are written.
    Write,
    /// A backup is made.
    Backup,
    /// A backup is restored.
    Restore,
    /// What a file of stars, tags and notes contains is added.
    RestoreFacts,
    /// Notes in an Obsidian vault are updated.
    Vault,
    /// What the user did is synchronised with other devices.
    Sync,
    /// Days are published.
    Publish,
    /// arXiv is asked what is new about papers that the user keeps.
    Watch,
}

/// What a job does just now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(TS))]
pub enum Phase {
    /// What it is for; a fetch asks for lists.
    Work,
    /// A fetch asks for articles.
    Read,
    /// Figures are asked for.
    Figures,
    /// PDFs are asked for.
    Pdfs,
    /// Reports are written.
    Write,
    /// A source allows no request, or another process writes.
    Wait,
    /// There is no network.
    Offline,
}

/// The outcome for the files of an import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct Imported {
    /// Each file, in order.
    pub files: Vec<ImportedFile>,
    /// How many files and folders of the folders were left out: hidden ones, and copies that lost a
    /// sync conflict.
    pub left_out: u32,
    /// Whether the user stopped it; finished work is kept.
    pub cancelled: bool,
}

/// The outcome for one file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct ImportedFile {
    /// Its path as given.
    pub path: String,
    /// What it is; null: nothing that is imported.
    pub kind: Option<ImportKind>,
    /// The day of its papers.
    pub date: Option<String>,
    /// The collection that its papers were put into.
    pub collection: Option<String>,
    /// How many papers of it are in the library.
    pub papers: u32,
    /// How many of the user's highlights it added or gave another note.
    pub highlights: u32,
    /// Whether the library changed by it.
    pub outcome: Outcome,
    /// What was wrong with it.
    pub problems: Vec<ImportProblem>,
}

/// The kinds of files that are imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(TS))]
pub enum ImportKind {
    /// A daily report.
    Report,
    /// A day of daily-arXiv-ai-enhanced.
    DailyArxiv,
    /// A list of Hugging Face.
    HuggingFace,
    /// A newsletter, in JSON or Markdown.
    Newsletter,
    /// References for BibTeX.
    Bibtex,
    /// References for BibLaTeX.
    Biblatex,
    /// References in RIS.
    Ris,
    /// References in CSL-JSON.
    CslJson,
    /// Papers that Paperboy exported in JSON.
    Papers,
    /// A table of highlights or notes.
    Table,
    /// A list of identifiers or links.
    Ids,
}

/// What importing a file did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// Papers were added to the day.
    Added,
    /// Papers got a new version.
    Updated,
    /// All of it was in the library already.
    Unchanged,
    /// Nothing was imported; the problems are the reasons.
    Refused,
}

/// The outcome for a pasted text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[cfg_attr(test, derive(TS))]
pub enum Pasted {
    /// It names papers.
    Papers {
        /// The arXiv ids of those that are in the library.
        known: Vec<String>,
        /// How many others are being added.
        adding: u32,
    },
    /// It is being imported.
    Import,
    /// It is nothing that is imported.
    Nothing,
}

/// The result of a fetch job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct FetchSummary {
    /// The first day.
    pub from: String,
    /// The last day.
    pub to: String,
    /// How many papers the lists named.
    pub listed: u32,
    /// How many were new.
    pub added: u32,
    /// How many were read now.
    pub read: u32,
    /// How many could not be read for now.
    pub failed: u32,
    /// The ids that were to be added and that arXiv does not have.
    pub unknown: Vec<String>,
    /// The lists that could not be had; the first of them where there are many.
    pub missing_lists: Vec<MissingList>,
    /// What the subscriptions added.
    pub subscriptions: Vec<FetchedSubscription>,
    /// The papers that could not be read for now; the first of them where there are many.
    pub failures: Vec<FetchFailure>,
}

/// A day whose list could not be fetched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct MissingList {
    /// The day.
    pub date: String,
    /// Why.
    pub problem: DayProblem,
}

/// A paper that a fetch could not read for now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct FetchFailure {
    /// The arXiv id.
    pub id: String,
    /// The title.
    pub title: String,
    /// The day it was fetched for.
    pub date: String,
    /// Why.
    pub reasons: Vec<ReadingReason>,
}
