//! What crosses about searching beyond the hits: facets, saved searches, related papers, trends.

use super::WritingCause;
use serde::{Deserialize, Serialize};
#[cfg(test)]
use ts_rs::TS;

/// What the papers that a query finds strictly are, by kind; of all papers, when it asks for
/// nothing. Every entry is also a key that can be typed, and its number is that of the strict hits
/// of the query with the key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct Facets {
    /// The fields of research, the commonest first, their children below them.
    pub domains: Vec<DomainFacet>,
    /// The months, newest first.
    pub months: Vec<Facet>,
    /// The reading sources, the most frequent first.
    pub sources: Vec<Facet>,
    /// Who wrote the reports.
    pub writers: Vec<Facet>,
    /// The user's tags.
    pub tags: Vec<Facet>,
    /// How many are starred.
    pub starred: Facet,
    /// How many are unread.
    pub unread: Facet,
    /// Whether the index held the whole library: else there may be more.
    pub is_exact: bool,
}

/// A value and how many papers under the query have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct Facet {
    /// The value: `2025-12`, `html`, `extract`, a tag.
    pub label: String,
    /// The key that narrows the query to it: `date:2025-12`. The command `choose` puts it into a
    /// query, or takes it out.
    pub key: String,
    /// How many papers.
    pub papers: u32,
    /// Whether the query holds the key already.
    pub chosen: bool,
}

/// A field of research.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct DomainFacet {
    /// Its name in Chinese.
    pub zh: String,
    /// Its name in English.
    pub en: String,
    /// The filter as it is typed: `domain:计算机视觉`.
    pub key: String,
    /// How many papers.
    pub papers: u32,
    /// Whether the query holds the key already.
    pub chosen: bool,
    /// Its parts, the commonest first.
    pub children: Vec<DomainFacet>,
}

/// A saved search.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct SavedSearch {
    /// Its name.
    pub name: String,
    /// The query.
    pub query: String,
    /// How many papers it finds strictly.
    pub total: u32,
    /// How many of them are unread.
    pub unread: u32,
    /// Whether the index held the whole library: else there may be more.
    pub total_is_exact: bool,
}

/// The hits of a saved search on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct DayNews {
    /// The saved search's name.
    pub name: String,
    /// Its query, narrowed to the day.
    pub query: String,
    /// How many of the day's papers it finds strictly.
    pub papers: u32,
}

/// How many papers a month has under a query.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct MonthCount {
    /// `YYYY-MM`.
    pub month: String,
    /// How many papers under the query.
    pub papers: u32,
    /// How many papers in all.
    pub of: u32,
}

/// What rose and fell in a month against the months before it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct MonthTrends {
    /// `YYYY-MM`.
    pub month: String,
    /// How many papers it has.
    pub papers: u32,
    /// How many papers the months compared with have, together.
    pub before: u32,
    /// The fields that rose most.
    pub domains_up: Vec<Shift>,
    /// The fields that fell most.
    pub domains_down: Vec<Shift>,
    /// The terms that rose most.
    pub terms_up: Vec<Shift>,
    /// The terms that fell most.
    pub terms_down: Vec<Shift>,
}

/// How a field's or a term's share changed.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct Shift {
    /// The field's name in Chinese, or the term.
    pub zh: String,
    /// The field's name in English, or the term.
    pub en: String,
    /// The query that finds it.
    pub query: String,
    /// How many papers of the month have it.
    pub papers: u32,
    /// How many of the papers of the months before have it.
    pub papers_before: u32,
}

/// A place in the opened paper that a query finds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct Matched {
    /// The part that contains it: a section's key, `title`, `abstract`, `summary`, or `rest` for a
    /// report without sections.
    pub section: String,
    /// The exact text from the part.
    pub text: String,
    /// The number of earlier occurrences of the same text in the part.
    pub occurrence: u32,
}

/// In which order hits come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(TS))]
pub enum SortOrder {
    /// The best first; newer wins ties.
    Relevance,
    /// The newest day first.
    Newest,
}

/// An answer to a search.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct SearchAnswer {
    /// The query as it was entered.
    pub query: String,
    /// What it was understood as.
    pub understood: String,
    /// How many hits there are.
    pub total: u32,
    /// Whether `total` was counted rather than estimated.
    pub total_is_exact: bool,
    /// How long it took, in milliseconds.
    pub took_ms: f64,
    /// Whether papers are missing that are similar in meaning: the embedding service did not answer.
    pub words_alone: bool,
    /// The nearest papers to a description in Chinese that have no report, the nearest first, at
    /// most 40: only their English texts were searched. Empty where enough papers have its words,
    /// and with another offset than 0.
    pub without_report: Vec<String>,
    /// The requested hits.
    pub hits: Vec<Hit>,
}

/// Whether papers are found by what they mean.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct MeaningState {
    /// Whether they are, and why not.
    pub status: MeaningStatus,
    /// How many papers have been encoded.
    pub encoded: u32,
    /// How many papers there are.
    pub papers: u32,
    /// The model file that can't be used, or the place where the user may put one.
    pub file: String,
    /// The address of the embedding service instead of the model file; empty for none.
    pub url: String,
    /// The name of its model; empty for none.
    pub name: String,
    /// Why the service gave no vectors the last time.
    pub trouble: Option<WritingCause>,
}

/// Whether there is a model to find papers by what they mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
#[serde(rename_all = "snake_case")]
pub enum MeaningStatus {
    /// There is.
    Ready,
    /// The user turned it off.
    Off,
    /// There is no model file.
    Missing,
    /// The model file is damaged.
    Damaged,
    /// The file is another program's, or of another version.
    Foreign,
    /// The model file can't be read.
    Unreadable,
    /// The embedding service gave no vectors the last time, and is asked again later.
    Paused,
    /// The library names an embedding service that the user of this machine did not.
    Unconfirmed,
}

/// A paper found.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct Hit {
    /// The arXiv id.
    pub id: String,
    /// The newest day that lists it.
    pub date: String,
    /// The title.
    pub title: String,
    /// How well it fits; higher is better.
    pub score: f32,
    /// Whether it was found only by asking more loosely.
    pub looser: bool,
    /// Whether it is similar in meaning to what was looked for: then the passage is its nearest
    /// sentence.
    pub meaning: bool,
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
