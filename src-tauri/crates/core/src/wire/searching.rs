//! What crosses about searching beyond the hits: facets, saved searches, related papers, trends.

use serde::Serialize;
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
    /// What was read, the commonest first.
    pub sources: Vec<Facet>,
    /// Who wrote the reports.
    pub writers: Vec<Facet>,
    /// The reader's tags.
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
    /// What is typed to narrow the query to it: `date:2025-12`. The command `choose` puts it into a
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
    /// What is typed: `domain:计算机视觉`.
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

/// What a day brought to a saved search.
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
    /// The part it stands in: a section's key, `title`, `abstract`, `summary`, or `rest` for a
    /// report without sections.
    pub section: String,
    /// As it stands in the part's text, letter for letter.
    pub text: String,
    /// How many times the same text stood in the part before.
    pub occurrence: u32,
}
