//! What travels between the user's devices.

use super::{ListedPaper, Record, StoredArticle};
use jiff::Timestamp;
use paperboy_paper::{Date, ReadingSource};

/// A paper that an item travels with, for a library that lacks it.
#[derive(Debug, Clone)]
pub struct SharedPaper {
    /// The paper.
    pub paper: ListedPaper,
    /// The first day that lists the paper.
    pub date: Date,
    /// The page of that day.
    pub source_url: String,
}

/// A full text, as it travels between the user's devices.
#[derive(Debug, Clone)]
pub struct SharedArticle {
    /// Its paper.
    pub paper: SharedPaper,
    /// The article.
    pub article: StoredArticle,
}

/// An image of a paper's figure, as it travels between the user's devices.
#[derive(Debug, Clone)]
pub struct SharedImage {
    /// Its paper.
    pub paper: SharedPaper,
    /// Where it is from: see the schema.
    pub source: String,
    /// When it was last asked for.
    pub fetched: Timestamp,
    /// The digest of the article for which it was last asked for.
    pub article: String,
    /// The caption of its figure, if it is the one on the paper's card.
    pub card: Option<String>,
    /// The file for the paper's text.
    pub file: Vec<u8>,
}

/// A report that a model wrote, as it travels between the user's devices.
#[derive(Debug, Clone)]
pub struct SharedReport {
    /// Its paper.
    pub paper: SharedPaper,
    /// The report's title, on one line.
    pub title: String,
    /// The Markdown.
    pub body: String,
    /// `model:NAME`.
    pub writer: String,
    /// What its writer had read.
    pub reading_source: Option<ReadingSource>,
    /// When it was written.
    pub added: Timestamp,
    /// How it was written.
    pub record: Record,
}
