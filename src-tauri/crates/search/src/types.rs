//! The input and output of the index.

use paperboy_paper::Date;
use roaring::RoaringTreemap;
use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::str::FromStr;

/// An index just opened.
pub struct Opening {
    /// The index, empty when it was reset.
    pub index: crate::Index,
    /// Why it was reset, if it was: `missing`, `stale`, `schema` or `broken: …`.
    pub reset_reason: Option<String>,
}

/// The error of the index.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// Another process is writing it.
    #[error("another program is writing the search index")]
    Busy,
    /// It can't be written: the disk is full.
    #[error("the disk is full")]
    Full,
    /// It can't be written: a missing permission, a drive that is gone.
    #[error("the search index can't be written: {0}")]
    Storage(String),
    /// It is broken: open it again after removing its folder.
    #[error("the search index is damaged: {0}")]
    Damaged(String),
}

/// A field of a paper that can be searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// The title.
    Title,
    /// 应用领域.
    Domain,
    /// 一句话核心贡献.
    Contribution,
    /// 使用指南.
    Usage,
    /// 主要创新点.
    Innovations,
    /// 实验效果.
    Results,
    /// The abstract.
    Abstract,
    /// The authors.
    Author,
    /// The user's note.
    Note,
    /// The user's tags.
    Tag,
    /// What the user highlighted, and the notes on it.
    Highlight,
}

/// A paper as it is indexed: plain text, no Markdown. Texts by [`Field`]; several authors or tags
/// are several texts.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The database's number for the paper.
    pub key: u64,
    /// The arXiv id, also searched.
    pub id: String,
    /// The days it is on, newest first.
    pub dates: Vec<Date>,
    /// `html`, `markdown`, `abs` or `abstract`.
    pub source: Option<String>,
    /// `imported`, `extract`, or `model:NAME`.
    pub writer: Option<String>,
    /// Each field's texts.
    pub texts: Vec<(Field, String)>,
}

/// A set of papers that the library knows, not the index.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum SetKey {
    /// `is:starred`, `is:unread`, `is:read`, `is:later`, `has:note`, `has:highlight`, `has:code`,
    /// `has:project`, `has:unverified`, `has:misattributed`, `has:computed`: the words as they are
    /// there.
    Mark(String),
    /// `tag:NAME`.
    Tag(String),
    /// `in:NAME`, a collection.
    Collection(String),
}

/// The keys of the papers in sets that a query names; a set not named here is empty.
pub type Sets = HashMap<SetKey, RoaringTreemap>;

/// In which order hits come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// The best first; newer wins ties.
    #[default]
    Relevance,
    /// The newest day first.
    Newest,
}

/// One question to the index.
pub struct SearchRequest<'a> {
    /// The query.
    pub query: &'a crate::Query,
    /// The keys of the papers in each set of [`Query::sets`](crate::Query::sets); a set not named
    /// here is empty.
    pub sets: HashMap<SetKey, RoaringTreemap>,
    /// The order.
    pub sort: Sort,
    /// How many hits to pass over.
    pub offset: usize,
    /// How many hits to give at most.
    pub limit: usize,
}

/// The answer to an [`SearchRequest`].
#[derive(Debug, Clone, PartialEq)]
pub struct IndexAnswer {
    /// The hits, strict ones before looser ones.
    pub hits: Vec<Hit>,
    /// How many there are in all.
    pub total: u64,
    /// Whether `total` was counted rather than estimated.
    pub total_is_exact: bool,
}

/// One paper found.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// The database's number for the paper.
    pub key: u64,
    /// How well it fits; higher is better.
    pub score: f32,
    /// Whether it was found only by asking more loosely (typos, parts, any of the words).
    pub looser: bool,
}

/// A passage of a hit.
#[derive(Debug, Clone, PartialEq)]
pub struct Snippet {
    /// Where it was found.
    pub field: Field,
    /// The passage, plain text.
    pub text: String,
    /// What matched in it: ranges in Unicode characters, rising, apart.
    pub highlights: Vec<(usize, usize)>,
}

/// How many papers under a query there are of each kind.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Counts {
    /// The papers' keys.
    pub keys: RoaringTreemap,
    /// How many belong to each of the [`domains`](crate::domains()), by its number.
    pub domains: Vec<u64>,
    /// How many are on a day of each month; a paper may be on days of several.
    pub months: BTreeMap<Month, u64>,
    /// How many were read from each source.
    pub sources: BTreeMap<String, u64>,
    /// The number of reports of each writer, by its name in lower case; `model` means all models
    /// together.
    pub writers: BTreeMap<String, u64>,
}

/// A month of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(i64);

impl Month {
    /// `month` from 1 to 12.
    pub fn new(year: i64, month: i64) -> Self {
        Self(year * 12 + month - 1)
    }

    /// The month after a number of months.
    pub fn plus(self, months: i64) -> Self {
        Self(self.0 + months)
    }

    /// How many months it is later than another.
    pub fn since(self, other: Self) -> i64 {
        self.0 - other.0
    }
}

impl fmt::Display for Month {
    /// `YYYY-MM`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.0.div_euclid(12), self.0.rem_euclid(12) + 1)
    }
}

impl FromStr for Month {
    type Err = ();

    /// Reads `YYYY-MM`.
    fn from_str(text: &str) -> Result<Self, ()> {
        let (year, month) = text
            .split_once('-')
            .filter(|(year, month)| year.len() == 4 && month.len() == 2)
            .ok_or(())?;
        let number = |text: &str| {
            if text.bytes().all(|b| b.is_ascii_digit()) {
                text.parse().map_err(|_| ())
            } else {
                Err(())
            }
        };
        let month: i64 = number(month)?;
        if (1..=12).contains(&month) { Ok(Self::new(number(year)?, month)) } else { Err(()) }
    }
}
