//! The input and output of the store.

mod fetching;
mod recovery;
mod shared;
mod writing;

pub use fetching::*;
pub use recovery::*;
pub use shared::*;
pub use writing::*;

use crate::CollectionId;
use jiff::Timestamp;
use paperboy_paper::{Date, PaperId, ReadingReason, ReadingSource};
use std::path::PathBuf;

/// A library just opened, and what happened on the way.
pub struct Opening {
    /// The open library.
    pub store: crate::Store,
    /// The events for the user, in order.
    pub events: Vec<OpenEvent>,
}

/// Something that happened while a library was opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OpenEvent {
    /// There was no library, and it was created.
    Created,
    /// It was of an older schema and was migrated after this backup.
    Migrated {
        /// The schema's version before.
        from: u32,
        /// The backup made before it.
        backup: PathBuf,
    },
    /// It was damaged, and was repaired.
    Recovered {
        /// The new path of the damaged file.
        moved_to: PathBuf,
        /// The backup that it began from, if any.
        backup: Option<PathBuf>,
        /// The repair, and the losses.
        recovery: Recovery,
    },
    /// It can only be read.
    ReadOnly,
    /// The disk is full: it can only be read until it is opened again.
    DiskFull,
    /// Its files were write-protected although their folder is not; the protection was removed.
    Unprotected(Vec<PathBuf>),
}

/// Whether a library can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Reading and writing.
    ReadWrite,
    /// Reading alone: the folder or the drive does not allow writing.
    ReadOnly,
}

/// The error of the library.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A newer Paperboy made it.
    #[error(
        "the library in {folder} was made by a newer version of Paperboy (schema {found}; this version knows {known})"
    )]
    Newer {
        /// The library's folder.
        folder: PathBuf,
        /// The schema's version found.
        found: u32,
        /// The newest version known here.
        known: u32,
    },
    /// The file is some other program's database.
    #[error("{0} is not a Paperboy library")]
    NotALibrary(PathBuf),
    /// The library was found damaged while it was open.
    #[error("the library's database is damaged")]
    Damaged(#[source] rusqlite::Error),
    /// The disk is full.
    #[error("the disk is full")]
    DiskFull,
    /// The library can only be read.
    #[error("the library is read-only")]
    ReadOnly,
    /// The folder or file can't be opened.
    #[error("no permission for {0}")]
    NoPermission(PathBuf),
    /// The folder or its drive has gone.
    #[error("{0} no longer exists")]
    Gone(PathBuf),
    /// Another program has removed or replaced a file of the library while it was open.
    #[error("{0} was removed or replaced by another program")]
    Replaced(PathBuf),
    /// There are changes that can only be read where the folder can be written: the database has a
    /// log.
    #[error("{0} was not closed properly, and its folder is not writable")]
    NotClosed(PathBuf),
    /// Another process holds the library longer than is waited for.
    #[error("another program is writing to the library")]
    Busy,
    /// The database is missing while there are backups: the user decides whether to begin with one
    /// of them or empty.
    #[error("library.db is missing in {folder}, but there are backups")]
    Missing {
        /// The library's folder.
        folder: PathBuf,
        /// The copy with the newest content.
        newest: Option<PathBuf>,
    },
    /// It was stopped by the user.
    #[error("it was stopped")]
    Stopped,
    /// The backup named is missing or not sound.
    #[error("{path} is not an intact backup: {why}")]
    BadBackup {
        /// The file named.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// No backup, facts file or damaged library has the name.
    #[error("there is no backup named “{0}”")]
    UnknownBackup(String),
    /// The paper is not in the library.
    #[error("{0} is not in the library")]
    UnknownPaper(PaperId),
    /// A file could not be read or written.
    #[error("{path}: {source}")]
    File {
        /// The file.
        path: PathBuf,
        /// The cause.
        source: std::io::Error,
    },
    /// Any other error of SQLite.
    #[error("the library's database: {0}")]
    Database(#[source] rusqlite::Error),
}

/// A document to be stored, with its papers.
#[derive(Debug, Clone)]
pub struct NewDocument {
    /// The day of the report.
    pub date: Date,
    /// The page it names as its source.
    pub source_url: Option<String>,
    /// The file's bytes, kept as they are.
    pub raw: Vec<u8>,
    /// Its papers in order, none twice.
    pub papers: Vec<NewReport>,
}

/// One paper's report in a [`NewDocument`].
#[derive(Debug, Clone)]
pub struct NewReport {
    /// The paper.
    pub id: PaperId,
    /// Its title, on one line.
    pub title: String,
    /// What it was read from.
    pub reading_source: Option<ReadingSource>,
    /// The report's Markdown, untouched.
    pub body: String,
}

/// What [`add_document`](crate::Store::add_document) did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Added {
    /// The day was not there, or not with this document's papers: papers were added to it.
    Added,
    /// Papers were there; at least one got a new version.
    Updated,
    /// The same bytes, or the same papers with the same reports, were kept already.
    Unchanged,
}

/// A day and its numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day {
    /// The day, in America/New_York.
    pub date: Date,
    /// The number of papers on it.
    pub papers: u64,
    /// How many of them are unread.
    pub unread: u64,
    /// The page it came from.
    pub source_url: Option<String>,
}

/// A paper with its shown report and the user's marks.
#[derive(Debug, Clone, PartialEq)]
pub struct Paper {
    /// The database's number for it, which the search index knows it by.
    pub key: u64,
    /// The library's revision at the last change of the paper's searched data.
    pub revision: u64,
    /// The arXiv id.
    pub id: PaperId,
    /// The title, on one line.
    pub title: String,
    /// The days that list it, newest first; never empty.
    pub dates: Vec<Date>,
    /// Its authors, when known.
    pub authors: Vec<String>,
    /// Its abstract, when known.
    pub abstract_text: Option<String>,
    /// Where its code is, when known.
    pub code: Option<String>,
    /// Its project's page, when known.
    pub project: Option<String>,
    /// The number of votes on the source at the last request.
    pub upvotes: Option<u32>,
    /// The source's keywords.
    pub keywords: Vec<String>,
    /// The source's own one-sentence summary.
    pub summary: Option<String>,
    /// Who published it.
    pub organization: Option<String>,
    /// The day it was published.
    pub published: Option<Date>,
    /// The source that it was read from: by the shown report's writer, otherwise by Paperboy.
    pub reading_source: Option<ReadingSource>,
    /// Why it was not read, or not more fully.
    pub reading_reasons: Vec<ReadingReason>,
    /// Whether it is settled what the fullest source is.
    pub reading_settled: bool,
    /// Whether its article is kept.
    pub has_article: bool,
    /// The shown report.
    pub report: Option<Report>,
    /// The user's marks.
    pub marks: Marks,
    /// The user's tags, by name.
    pub tags: Vec<String>,
    /// The user's note.
    pub note: Option<String>,
    /// The names of the collections that it is in.
    pub collections: Vec<String>,
    /// The key by which it is cited, once it has one.
    pub citation_key: Option<String>,
    /// How many highlights the user made in its texts.
    pub highlights: u64,
    /// What they mark and the notes on them, for searching.
    pub highlighted: Vec<String>,
    /// Whether a part was altered on the disk: that part is missing here.
    pub is_damaged: bool,
}

/// One version of a paper's report.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// Its number in the database.
    pub id: i64,
    /// `imported`, `extract`, or `model:NAME`.
    pub writer: String,
    /// What its writer had read.
    pub reading_source: Option<ReadingSource>,
    /// The Markdown, untouched.
    pub body: String,
    /// What its check found; `None`: not looked up.
    pub checked: Option<Checked>,
}

/// When the user set each mark; `None`: not set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Marks {
    /// Read.
    pub read: Option<Timestamp>,
    /// Starred.
    pub starred: Option<Timestamp>,
    /// Kept for later.
    pub later: Option<Timestamp>,
}

/// A mark the user sets on a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mark {
    /// It was read.
    Read,
    /// It is a favourite.
    Starred,
    /// It is to be read later.
    Later,
}

/// Which papers a list holds, and in which order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct List {
    /// Only this day's or these days' papers (both ends included). One day: in the report's order;
    /// else newest day first, then the report's order.
    pub dates: Option<(Date, Date)>,
    /// Only starred ones.
    pub starred: bool,
    /// Only unread ones.
    pub unread: bool,
    /// Only those kept for later.
    pub later: bool,
    /// Only those with this tag.
    pub tag: Option<String>,
    /// Only those in this collection or one in it, in its order.
    pub collection: Option<CollectionId>,
}

/// A set of papers by the user's marks.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum KeyFilter {
    /// Every paper.
    All,
    /// With the mark.
    Marked(Mark),
    /// Without the mark.
    NotMarked(Mark),
    /// With the tag, whatever its case.
    Tagged(String),
    /// In the collection or one in it.
    Collected(CollectionId),
    /// With a note.
    Noted,
    /// With a highlight.
    Highlighted,
    /// With an address of its code.
    Code,
    /// With an address of its project.
    Project,
    /// With a shown report of which a figure or a name was looked up and not found.
    Unverified,
    /// With a shown report of which the paper gives a figure for something else.
    Misattributed,
    /// With a shown report of which a figure was computed from those of the paper.
    Computed,
}

/// A change by the user that can be undone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Its number, for undo; `None` when nothing changed.
    pub id: Option<i64>,
    /// How many papers it changed.
    pub papers: u64,
    /// Papers named that are not in the library.
    pub unknown: Vec<PaperId>,
}

/// A query with a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedSearch {
    /// The name, as the user wrote it.
    pub name: String,
    /// The query, as the user wrote it.
    pub query: String,
}

/// An undone change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undone {
    /// What it had been: `read`, `starred`, `later`, `tags`, `note`, `version`, `saved`, `facts`,
    /// `citation_key`, `collection`, `collected`, `highlight` or `card_figure`.
    pub what: String,
    /// The papers that are as they were before.
    pub ids: Vec<PaperId>,
}
