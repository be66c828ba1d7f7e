//! What crosses to the window: plain data with the names the front end uses.
//!
//! The types in `ui/src/lib/bindings/` are made from these; a test fails when they are stale.

mod backups;
mod recovery;
mod searching;
mod writing;

pub use backups::*;
pub use recovery::*;
pub use searching::*;
pub use writing::*;

use crate::DeepLink;
use serde::{Deserialize, Serialize};
#[cfg(test)]
use ts_rs::TS;

/// The state of the library and the program, asked for at start and after every `changed` event.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct Status {
    /// How many papers are kept.
    pub papers: u32,
    /// How many days are kept.
    pub days: u32,
    /// How many papers are starred.
    pub starred: u32,
    /// How many papers are kept for later.
    pub later: u32,
    /// How many papers are unread.
    pub unread: u32,
    /// The tags in use.
    pub tags: Vec<TagCount>,
    /// Whether the library can only be read.
    pub read_only: bool,
    /// What the reader should hear of, until dismissed.
    pub notices: Vec<Notice>,
    /// The search index.
    pub index: IndexState,
    /// The import that runs now.
    pub job: Option<Progress>,
    /// The fetching that runs now.
    pub fetch: Option<Progress>,
    /// The writing that runs, waits or is held; null when nothing is to be written.
    pub writing: Option<WritingState>,
}

/// A tag and how many papers have it.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct TagCount {
    /// The tag.
    pub name: String,
    /// How many papers have it.
    pub papers: u32,
}

/// How far the search index is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct IndexState {
    /// How many papers are indexed.
    pub indexed: u32,
    /// How many papers there are.
    pub papers: u32,
    /// Whether it is being brought up to date now.
    pub building: bool,
    /// Whether it could not follow the last changes: the disk is full, or another program is at it.
    /// What is counted in it may be too few.
    pub behind: bool,
}

/// Something the reader should hear of once. The window words it by `kind`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct Notice {
    /// Its number, to dismiss it by.
    pub id: u32,
    /// `migrated`, `recovered`, `read_only`, `index_rebuilt`, `index_failed`, `damaged`,
    /// `backup_failed`, `disk_full`; `disk_full_reading`: opened to be read because the disk is
    /// full; `unprotected`: files were write-protected; `gone`, `replaced`: so were files of the
    /// open library; `import_stuck`: an import is not begun again; `clock`: it is or was wrong.
    pub kind: String,
    /// The path, or whatever it concerns.
    pub detail: String,
    /// Of a library that was damaged: how it was made whole, and what that cost.
    pub recovery: Option<Recovery>,
}

/// A day kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct Day {
    /// `YYYY-MM-DD`, a day in America/New_York.
    pub date: String,
    /// How many papers stand on it.
    pub papers: u32,
    /// How many of them are unread.
    pub unread: u32,
    /// The page it came from.
    pub source_url: Option<String>,
}

/// Which papers a list holds.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum View {
    /// A day's papers in the report's order.
    Day {
        /// `YYYY-MM-DD`.
        date: String,
    },
    /// The starred ones, newest day first.
    Starred,
    /// Those kept for later, newest day first.
    Later,
    /// The unread ones, newest day first.
    Unread,
    /// Those with a tag, newest day first.
    Tag {
        /// The tag.
        name: String,
    },
    /// All, newest day first.
    All,
}

/// A part of a list.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct CardPage {
    /// The cards from the offset asked for.
    pub cards: Vec<Card>,
    /// How long the whole list is.
    pub total: u32,
}

/// Whose words a card shows as a paper's contribution.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(TS))]
pub enum ContributionSource {
    /// The shown report's.
    Report,
    /// The summary that a model of Hugging Face wrote.
    HuggingFace,
    /// The paper's abstract.
    Abstract,
}

/// A paper in a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct Card {
    /// The arXiv id.
    pub id: String,
    /// The title, plain text (may hold `$LaTeX$`).
    pub title: String,
    /// The newest day it stands on.
    pub date: String,
    /// The domain as short labels.
    pub domain: Vec<String>,
    /// The core contribution: safe HTML of one paragraph.
    pub contribution_html: Option<String>,
    /// Whose words that is; null: there is none.
    pub contribution_source: Option<ContributionSource>,
    /// `html`, `markdown`, `abs`, `abstract`; null: nothing read yet.
    pub reading_source: Option<String>,
    /// Whether it is starred.
    pub starred: bool,
    /// Whether it was read.
    pub read: bool,
    /// Whether it is kept for later.
    pub later: bool,
    /// The reader's tags.
    pub tags: Vec<String>,
    /// Whether the reader wrote a note.
    pub has_note: bool,
    /// Why it was not read, or not more fully.
    pub reading_problem: Option<String>,
    /// How many readers of the source voted for it, when last asked.
    pub upvotes: Option<u32>,
    /// Who wrote the shown report: `imported`, `extract`, `model:NAME`; null: there is none.
    pub writer: Option<String>,
    /// How many figures and names of the shown report were looked up and not found; null: not
    /// looked up.
    pub unverified: Option<u32>,
    /// Whether some of it was altered on the disk and is not shown.
    pub damaged: bool,
}

/// A paper opened for reading.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct OpenPaper {
    /// What its card shows.
    pub card: Card,
    /// All the days it stands on, newest first.
    pub dates: Vec<String>,
    /// Its authors, when known.
    pub authors: Vec<String>,
    /// Its abstract, safe HTML, when known.
    pub abstract_html: Option<String>,
    /// The one-sentence summary that a model of Hugging Face wrote.
    pub summary: Option<String>,
    /// The keywords that a model of Hugging Face chose.
    pub keywords: Vec<String>,
    /// Who published it.
    pub organization: Option<String>,
    /// The day it was published, `YYYY-MM-DD`.
    pub published: Option<String>,
    /// Whether its article can be read here.
    pub has_article: bool,
    /// Whether it is settled what can be read of it; until then the next fetch tries again.
    pub reading_settled: bool,
    /// The number of the shown version; null: there is no report.
    pub version: Option<u32>,
    /// How many versions there are.
    pub versions: u32,
    /// How the shown report was written; null for an imported one.
    pub record: Option<WritingRecord>,
    /// What became of its figures and names when they were looked up; null: not looked up.
    pub check: Option<Check>,
    /// The sections the report has, in order.
    pub sections: Vec<OpenSection>,
    /// The report as a whole, safe HTML, when it has none of the five sections.
    pub rest_html: Option<String>,
    /// The reader's note, plain text.
    pub note: Option<String>,
    /// Its addresses.
    pub links: Links,
}

/// A paper's article.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct OpenArticle {
    /// `html`, `markdown` or `abs`.
    pub reading_source: String,
    /// When it was fetched, RFC 3339 in UTC.
    pub fetched: String,
    /// Its sections in order, the abstract first and the references last.
    pub sections: Vec<ArticleSection>,
    /// How many pieces of text the page held that a reader can't see; they were left out.
    pub hidden: u32,
    /// Whether part of the page was left unread because it was too deep or too large.
    pub cut_short: bool,
}

/// A section of an article.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct ArticleSection {
    /// `abstract`, `front`, `body`, `acknowledgements`, `appendix` or `references`.
    pub part: String,
    /// 1 for a section, 2 for a subsection, to 5; 0 for text without a heading.
    pub level: u32,
    /// The heading with its number as safe HTML; empty where there is none, or where the window has
    /// its own word.
    pub title_html: String,
    /// What stands in it, up to the next heading, as safe HTML.
    pub html: String,
}

/// What came of an errand of fetching.
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
    /// Why a list could not be had, if one could not.
    pub problem: Option<String>,
    /// The lists that could not be had; the first of them where there are many.
    pub missing_lists: Vec<MissingList>,
    /// The papers that could not be read for now; the first of them where there are many.
    pub failures: Vec<FetchFailure>,
}

/// A day whose list could not be had.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct MissingList {
    /// The day.
    pub date: String,
    /// Why, as the network says it.
    pub problem: String,
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
    /// Why, as the sources say it.
    pub problem: String,
}

/// One section of a paper opened for reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct OpenSection {
    /// `domain`, `contribution`, `usage`, `innovations`, `results`.
    pub key: String,
    /// The text as safe HTML; formulas are `<span data-math-style="inline|display">LaTeX</span>`.
    pub html: String,
}

/// A paper's addresses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct Links {
    /// Its page on Hugging Face.
    pub huggingface: String,
    /// Its abstract page on arXiv.
    pub arxiv: String,
    /// Its PDF.
    pub pdf: String,
    /// Its code.
    pub code: Option<String>,
    /// Its project's page.
    pub project: Option<String>,
}

/// The papers before and after one in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct Neighbours {
    /// The one before.
    pub previous: Option<String>,
    /// The one after.
    pub next: Option<String>,
}

/// A mark the reader sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(rename_all = "lowercase")]
pub enum Mark {
    /// It was read.
    Read,
    /// It is a favourite.
    Starred,
    /// It is to be read later.
    Later,
}

/// A change of the reader's, for undo.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct Change {
    /// Its number; null when nothing changed.
    pub id: Option<u32>,
    /// How many papers it changed.
    pub papers: u32,
}

/// A change taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct Undone {
    /// `read`, `starred`, `later`, `tags`, `note`, `version`, `saved` or `facts`.
    pub what: String,
    /// The papers that are as they were before.
    pub ids: Vec<String>,
}

/// An answer to a search.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct SearchAnswer {
    /// The query as it was asked.
    pub query: String,
    /// What it was understood as.
    pub understood: String,
    /// How many hits there are.
    pub total: u32,
    /// Whether `total` was counted rather than estimated.
    pub total_is_exact: bool,
    /// How long it took, in milliseconds.
    pub took_ms: f64,
    /// The hits asked for.
    pub hits: Vec<Hit>,
}

/// A paper found.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct Hit {
    /// The arXiv id.
    pub id: String,
    /// The newest day it stands on.
    pub date: String,
    /// The title.
    pub title: String,
    /// How well it fits; higher is better.
    pub score: f32,
    /// Whether it was found only by asking more loosely.
    pub looser: bool,
    /// The field that matched best: `title`, `domain`, …
    pub field: String,
    /// The best passage, plain text.
    pub snippet: String,
    /// What matched in the snippet: ranges in Unicode characters.
    pub highlights: Vec<(u32, u32)>,
    /// What matched in the title: ranges in Unicode characters.
    pub title_highlights: Vec<(u32, u32)>,
    /// Whether it is starred.
    pub starred: bool,
    /// Whether it was read.
    pub read: bool,
    /// Whether it is kept for later.
    pub later: bool,
}

/// How far a job is.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct Progress {
    /// `import`, `fetch`, `write`, `backup` or `restore`.
    pub job: String,
    /// Of `fetch`: empty while lists are asked for, `read` while articles are, `wait` while a
    /// source allows no request, `offline` while it waits for the network. `write` while reports
    /// are written, `wait` while another process writes.
    pub phase: String,
    /// How many steps are done.
    pub done: u32,
    /// How many there are; 0 while unknown.
    pub total: u32,
    /// What is at hand: a file's name, a day, a paper's title.
    pub at: String,
    /// How long the phase will still take, in seconds, when that can be told.
    pub seconds_left: Option<u32>,
}

/// What became of the files of an import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct Imported {
    /// Each file, in order.
    pub files: Vec<ImportedFile>,
    /// How many files and folders of the folders were left out: hidden ones, and copies that lost a
    /// sync conflict.
    pub left_out: u32,
    /// Whether the reader stopped it; what was done is kept.
    pub cancelled: bool,
}

/// What became of one file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct ImportedFile {
    /// Its path as given.
    pub path: String,
    /// The day it tells of.
    pub date: Option<String>,
    /// How many papers it holds.
    pub papers: u32,
    /// Whether the library changed by it.
    pub outcome: Outcome,
    /// What was wrong with it, in sentences.
    pub problems: Vec<String>,
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
    /// All of it was kept already.
    Unchanged,
    /// Nothing was taken; the problems say why.
    Refused,
}

/// The settings of the window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct Settings {
    /// `system`, `zh` or `en`.
    pub language: String,
    /// `system`, `light` or `dark`.
    pub theme: String,
    /// The size of the text in per cent, 80 to 200.
    pub text_size: u32,
    /// When Paperboy fetches by itself: `ask` (nobody agreed yet), `off`, or hours such as
    /// `07:00-23:00/3h`.
    pub fetch_schedule: String,
}

/// What the settings and the About view tell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct About {
    /// The program's version.
    pub version: String,
    /// The library's folder.
    pub library: String,
    /// The folder of the logs.
    pub logs: String,
}

/// The one error that crosses. A code exists only where somebody acts on it or words it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct WireError {
    /// `newer_library`, `not_a_library`, `damaged`, `disk_full`, `read_only`, `no_permission`,
    /// `gone`, `replaced`, `not_closed`, `busy`, `bad_backup`, `library_missing`, `stopped`,
    /// `unknown_paper`, `offline`, `not_read`, `not_written`, `index`, `link_refused`, `link_near`,
    /// `bad_value`, `file`, `not_opened`, `internal`.
    pub code: String,
    /// A sentence in English: what happened, to what, and what can be done.
    pub message: String,
    /// What it happened to: a path, an id.
    pub detail: String,
}

/// What the window is told of unasked.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(TS))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Event {
    /// The library changed, here or in another process: ask again for what is shown.
    Changed,
    /// The reader's settings changed.
    Settings,
    /// A job moved on; at most ten times a second.
    Progress {
        /// How far it is.
        progress: Progress,
    },
    /// An import ended.
    Imported {
        /// What became of its files.
        result: Imported,
    },
    /// An errand of fetching ended.
    Fetched {
        /// What came of it.
        summary: FetchSummary,
    },
    /// A report grows while a model writes it; at most ten times a second for each paper.
    Writing {
        /// The paper's arXiv id.
        id: String,
        /// All that was written of it so far, safe HTML; empty when it begins again, and while the
        /// model only reasons.
        html: String,
        /// Whether the model reasons: what it thinks is no part of the report and is not shown.
        thinking: bool,
    },
    /// A report was written again and is the very one that was shown before.
    Unchanged {
        /// The paper's arXiv id.
        id: String,
    },
    /// Writing moved on, was held or ended.
    Written {
        /// How far it is; null when nothing is left to be written.
        state: Option<WritingState>,
    },
    /// A job failed as a whole.
    Failed {
        /// Why.
        error: WireError,
    },
    /// The index moved on.
    Index {
        /// How far it is.
        state: IndexState,
    },
    /// Another program asked for a place in the window.
    Opened {
        /// The place.
        link: DeepLink,
    },
    /// Files are being dragged over the window (true) or not any more (false).
    Dragging {
        /// Whether they are over it.
        over: bool,
    },
}
