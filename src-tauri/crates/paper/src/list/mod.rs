//! Hugging Face's list of a day's papers: the answer of its API, or its page.

mod item;
mod page;

use crate::{Date, ListCause, MAX_PAGE_BYTES, PaperId};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::HashSet;
use std::fmt;

/// The content of a day's list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DayList {
    /// The papers in the list's order, each once.
    pub items: Vec<ListedPaper>,
    /// What could not be read; the rest of the list could.
    pub problems: Vec<ListProblem>,
}

/// The data of a paper in the list. Missing data is empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedPaper {
    /// Its identifier.
    pub id: PaperId,
    /// The title, in one line.
    pub title: String,
    /// The abstract, its line breaks as spaces. Formulas keep their dollar signs.
    #[serde(rename = "abstract")]
    pub abstract_text: String,
    /// The authors in their order.
    pub authors: Vec<String>,
    /// When it was published on arXiv.
    pub published: Option<Date>,
    /// When somebody put it on the list.
    pub submitted_on_daily: Option<Date>,
    /// Who put it there.
    pub submitted_by: Option<String>,
    /// Upvotes at the time of the answer.
    pub upvotes: u32,
    /// Comments at the time of the answer.
    pub comments: Option<u32>,
    /// Address of its code, http or https.
    pub code: Option<String>,
    /// Stars of the code's repository.
    pub code_stars: Option<u32>,
    /// Address of its project page, http or https.
    pub project: Option<String>,
    /// A model's one-sentence summary, made by Hugging Face.
    pub ai_summary: Option<String>,
    /// A model's keywords, made by Hugging Face.
    pub ai_keywords: Vec<String>,
    /// The organization after it.
    pub organization: Option<String>,
}

/// A part of a list that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct ListProblem {
    /// The place in the list, from 0; null when it is not about one item.
    #[cfg_attr(feature = "bindings", ts(type = "number | null"))]
    pub index: Option<usize>,
    /// What is wrong with it.
    pub kind: ListProblemKind,
}

/// What can be wrong with an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub enum ListProblemKind {
    /// It is no record of a paper.
    NoRecord,
    /// It has no arXiv id.
    NoId,
    /// It has no title.
    NoTitle,
    /// The paper is in the list before.
    Repeated,
    /// Only titles could be read: the page's data was missing or damaged.
    TitlesOnly,
    /// The list has more than [`DayList::MAX_PAPERS`] items.
    TooMany,
}

/// Why an answer is no list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoList {
    /// Larger than [`MAX_PAGE_BYTES`].
    TooLarge,
    /// A web page where data was requested.
    WebPage,
    /// No JSON, or cut off.
    NotJson,
    /// JSON of another shape: an error message, for one.
    OtherShape,
    /// The page shows another day.
    OtherDay(Date),
    /// The page does not name its day.
    NoDay,
}

impl DayList {
    /// The largest number of papers of a list: the API returns 100 at a time, and the busiest day
    /// had about 130.
    pub const MAX_PAPERS: usize = 2000;

    /// Reads an answer of `api/daily_papers`. An empty list is a day without papers.
    ///
    /// # Errors
    /// When the answer is no list at all. An item that cannot be read is a problem, not an error.
    pub fn from_json(bytes: &[u8]) -> Result<Self, NoList> {
        let value = json(bytes)?;
        let items = match &value {
            Value::Array(items) => items,
            // Archives wrap it.
            Value::Object(fields) => ["data", "dailyPapers", "papers"]
                .iter()
                .find_map(|name| fields.get(*name).and_then(Value::as_array))
                .ok_or(NoList::OtherShape)?,
            _ => return Err(NoList::OtherShape),
        };
        Ok(Self::from_items(items))
    }

    /// Reads the page `/papers/date/DAY`.
    ///
    /// # Errors
    /// When it is no such page, or that of another day: for a day without papers Hugging Face shows
    /// one before.
    pub fn from_page(bytes: &[u8], day: Date) -> Result<Self, NoList> {
        page::read(bytes, day)
    }

    fn from_items(items: &[Value]) -> Self {
        let mut list = Self::default();
        let mut known = HashSet::new();
        for (index, value) in items.iter().enumerate() {
            if index >= Self::MAX_PAPERS {
                list.problem(None, ListProblemKind::TooMany);
                break;
            }
            match item::read(value) {
                Ok(paper) if known.contains(&paper.id) => {
                    list.problem(Some(index), ListProblemKind::Repeated)
                }
                Ok(paper) => {
                    known.insert(paper.id.clone());
                    list.items.push(paper);
                }
                Err(kind) => list.problem(Some(index), kind),
            }
        }
        list
    }

    fn problem(&mut self, index: Option<usize>, kind: ListProblemKind) {
        self.problems.push(ListProblem { index, kind });
    }
}

fn json(bytes: &[u8]) -> Result<Value, NoList> {
    if bytes.len() > MAX_PAGE_BYTES {
        return Err(NoList::TooLarge);
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii();
    if bytes.starts_with(b"<") {
        return Err(NoList::WebPage);
    }
    // serde_json rejects input that is nested deeper than 128.
    match serde_json::from_slice(bytes) {
        Ok(value) => Ok(value),
        Err(_) => {
            serde_json::from_str(&String::from_utf8_lossy(bytes)).map_err(|_| NoList::NotJson)
        }
    }
}

impl fmt::Display for ListProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(index) = self.index {
            write!(f, "item {}: ", index + 1)?;
        }
        f.write_str(match self.kind {
            ListProblemKind::NoRecord => "it is not a paper",
            ListProblemKind::NoId => "it has no arXiv id",
            ListProblemKind::NoTitle => "it has no title",
            ListProblemKind::Repeated => "the paper is in the list already",
            ListProblemKind::TitlesOnly => "the page's data is damaged: only titles could be read",
            ListProblemKind::TooMany => "the list is too long: the rest was left out",
        })
    }
}

impl fmt::Display for NoList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        ListCause::from(self.clone()).fmt(f)
    }
}

impl std::error::Error for NoList {}
