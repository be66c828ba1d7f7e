//! The input and output of the store for fetching: lists, readings, articles.

use super::NewReport;
use jiff::Timestamp;
use paperboy_paper::{Date, PaperId, ReadingReason, ReadingSource};

/// A day's list as its source gave it.
#[derive(Debug, Clone)]
pub struct Listing {
    /// The day.
    pub date: Date,
    /// The page it came from.
    pub source_url: String,
    /// The papers in the source's order.
    pub papers: Vec<ListedPaper>,
}

/// The data of a paper in a list.
#[derive(Debug, Clone)]
pub struct ListedPaper {
    /// The paper.
    pub id: PaperId,
    /// Its title, on one line.
    pub title: String,
    /// Its abstract.
    pub abstract_text: Option<String>,
    /// Its authors.
    pub authors: Vec<String>,
    /// Where its code is.
    pub code: Option<String>,
    /// Its project's page.
    pub project: Option<String>,
    /// The number of votes for it.
    pub upvotes: Option<u32>,
    /// The source's keywords.
    pub keywords: Vec<String>,
    /// The source's own one-sentence summary.
    pub summary: Option<String>,
    /// Who published it.
    pub organization: Option<String>,
    /// The day it was published.
    pub published: Option<Date>,
}

impl ListedPaper {
    /// A paper of which nothing else is known. One without a title is called by its id.
    pub fn new(id: PaperId, title: String) -> Self {
        Self {
            title: if title.is_empty() { id.to_string() } else { title },
            id,
            abstract_text: None,
            authors: Vec::new(),
            code: None,
            project: None,
            upvotes: None,
            keywords: Vec::new(),
            summary: None,
            organization: None,
            published: None,
        }
    }
}

/// A day of another digest.
#[derive(Debug, Clone)]
pub struct NewDigest {
    /// Its day and papers.
    pub listing: Listing,
    /// Who wrote the texts.
    pub writer: String,
    /// What the writer wrote about papers, each under the headings of the digest.
    pub texts: Vec<NewReport>,
}

/// What [`add_listing`](crate::Store::add_listing) did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// How many papers the list names, each counted once.
    pub listed: u64,
    /// Those that are new to the day.
    pub added: Vec<PaperId>,
}

/// How far reading a paper's article is.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// The paper.
    pub id: PaperId,
    /// Its title.
    pub title: String,
    /// The source of the stored article.
    pub source: Option<ReadingSource>,
    /// Whether it is settled what the fullest source is.
    pub settled: bool,
    /// Why it was not read, or not more fully.
    pub reasons: Vec<ReadingReason>,
    /// When it was last tried.
    pub tried: Option<Timestamp>,
    /// How often it was tried.
    pub tries: u32,
    /// The entity tag of the article's HTML as kept.
    pub etag: Option<String>,
    /// The date of the article's HTML as kept, as the source wrote it.
    pub last_modified: Option<String>,
}

/// An article to keep.
#[derive(Debug, Clone)]
pub struct NewArticle {
    /// What it was read from.
    pub source: ReadingSource,
    /// The article, in a form the store does not look into; it is compressed here.
    pub body: Vec<u8>,
    /// The entity tag the source gave.
    pub etag: Option<String>,
    /// The date the source gave.
    pub last_modified: Option<String>,
    /// Why nothing fuller was read.
    pub reasons: Vec<ReadingReason>,
}

/// An article that is kept.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredArticle {
    /// What it was read from.
    pub source: ReadingSource,
    /// The article as it was put.
    pub body: Vec<u8>,
    /// When it was fetched.
    pub fetched: Timestamp,
}

/// Whether an article is kept while its paper is to be read again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReplaceWhenRead {
    /// It is the paper's, and stays until a new one comes.
    Yes,
    /// It is not the paper's, and goes at once.
    No,
}
