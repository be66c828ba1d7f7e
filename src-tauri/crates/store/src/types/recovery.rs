//! Backups, files of facts, and the repair of a damaged library.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// The repair of a damaged library, and the losses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recovery {
    /// Which step led to a sound library.
    pub how: RepairedBy,
    /// The first thing that was found wrong, in SQLite's words.
    pub wrong: String,
    /// The name of the backup it began from.
    pub backup: Option<String>,
    /// What the library holds now.
    pub kept: Contents,
    /// The part that is not in the backup: it was read from the damaged file.
    pub newer: Contents,
    /// Rows of the damaged file that could not be read.
    pub lost_rows: u64,
    /// Pages of the damaged file with an unknown number of unreadable rows.
    pub lost_pages: u64,
    /// Papers whose article is to be fetched (again).
    pub to_fetch: u64,
}

/// The step that repaired a damaged library.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RepairedBy {
    /// Only indexes were wrong and were rebuilt: nothing is lost.
    Indexes,
    /// Every readable row was kept.
    Salvaged,
    /// Nothing newer than the backup was readable.
    Backup,
    /// There was no sound backup, and nothing was readable.
    Empty,
}

/// What a library holds, counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contents {
    /// Papers.
    pub papers: u64,
    /// Starred papers.
    pub starred: u64,
    /// Notes.
    pub notes: u64,
    /// Tags on papers, each counted once for each paper.
    pub tags: u64,
}

/// A damaged library that was moved aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DamagedFile {
    /// The file.
    pub path: PathBuf,
    /// When it was moved.
    pub made: Timestamp,
    /// Its size in bytes, with its other SQLite files.
    pub bytes: u64,
}

/// A file of the user's facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactsFile {
    /// The file.
    pub path: PathBuf,
    /// When it was made.
    pub made: Timestamp,
    /// The revision of the library then.
    pub revision: i64,
    /// Its size in bytes.
    pub bytes: u64,
}

/// What a file of facts added to the library.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct AddedFacts {
    /// Stars.
    pub starred: u64,
    /// Marks for later.
    pub later: u64,
    /// Marks of having been read.
    pub read: u64,
    /// Tags on papers.
    pub tags: u64,
    /// Notes, or additions to notes.
    pub notes: u64,
    /// Saved searches.
    pub saved: u64,
    /// Citation keys.
    pub citation_keys: u64,
    /// Collections.
    pub collections: u64,
    /// Papers in collections.
    pub collected: u64,
    /// Highlights.
    pub highlights: u64,
    /// Opinions on words, and "less of this" on papers.
    pub opinions: u64,
    /// Lines that could not be understood.
    pub unreadable: u64,
}

/// How to begin where `library.db` is missing while there are backups.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Begin {
    /// With an empty library.
    Empty,
    /// With the newest intact backup, and the user's newer changes from a file of facts.
    Newest,
    /// With this backup.
    With(PathBuf),
}

/// An automatic backup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    /// The file.
    pub path: PathBuf,
    /// When it was made.
    pub made: Timestamp,
    /// Its size in bytes.
    pub bytes: u64,
    /// Why it was made: `daily`, `manual`, `migration` or `restore`.
    pub reason: String,
    /// Its content; `None` when it is unknown.
    pub content: Option<crate::Content>,
}
