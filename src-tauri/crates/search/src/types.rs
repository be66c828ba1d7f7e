//! What the index takes and gives.

use paperboy_paper::Date;
use roaring::RoaringTreemap;
use std::collections::HashMap;

/// An index just opened.
pub struct Opening {
    /// The index, empty when it was begun anew.
    pub index: crate::Index,
    /// Why it was begun anew, if it was: `missing`, `stale`, `schema` or `broken: …`.
    pub begun_anew: Option<String>,
}

/// Why the index did not do as asked.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// Another process is writing it.
    #[error("another program is writing the search index")]
    Busy,
    /// It can't be written: a full disk, a missing permission.
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
    /// The reader's note.
    Note,
    /// The reader's tags.
    Tag,
}

/// A paper as it is indexed: plain text, no Markdown. Texts by [`Field`]; several authors or tags are several texts.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The database's number for the paper.
    pub key: u64,
    /// The arXiv id, also searched.
    pub id: String,
    /// The days it stands on, newest first.
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
    /// `is:starred`, `is:unread`, `is:read`, `is:later`, `has:note`, `has:code`, `has:project`, `has:unverified`: the words as they stand there.
    Mark(String),
    /// `tag:NAME`.
    Tag(String),
}

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
pub struct Ask<'a> {
    /// The query.
    pub query: &'a crate::Query,
    /// The keys of the papers in each set of [`Query::sets`](crate::Query::sets); a set not named here is empty.
    pub sets: HashMap<SetKey, RoaringTreemap>,
    /// The order.
    pub sort: Sort,
    /// How many hits to pass over.
    pub offset: usize,
    /// How many hits to give at most.
    pub limit: usize,
}

/// The answer to an [`Ask`].
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
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
