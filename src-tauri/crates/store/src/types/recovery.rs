//! How a damaged library was made whole.

use serde::{Deserialize, Serialize};

/// What it took to make a damaged library whole, and what that cost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recovery {
    /// Which step led to a sound library.
    pub how: Mended,
    /// The first thing that was found wrong, in SQLite's words.
    pub wrong: String,
    /// The name of the backup it began from.
    pub backup: Option<String>,
    /// What the library holds now.
    pub kept: Contents,
    /// What of that is not in the backup: it was read from the damaged file.
    pub newer: Contents,
    /// Rows of the damaged file that could not be read.
    pub lost_rows: u64,
    /// Pages of the damaged file with an unknown number of unreadable rows.
    pub lost_pages: u64,
    /// Papers whose article is to be fetched (again).
    pub to_fetch: u64,
}

/// The step that made a damaged library whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mended {
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
