//! The repair of a damaged library, as the window and the command report it.

use paperboy_store::{Contents, RepairedBy};
use serde::Serialize;
#[cfg(test)]
use ts_rs::TS;

/// The repair of a damaged library, and the losses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct Recovery {
    /// The step that led to a sound library.
    pub how: RecoveredBy,
    /// The first thing that was found wrong, in the database's words.
    pub wrong: String,
    /// The day of the backup that it began from, `YYYY-MM-DD` in UTC.
    pub backup: Option<String>,
    /// What the library holds now.
    pub kept: Held,
    /// What of that is newer than the backup.
    pub newer: Held,
    /// Damaged places of the file, each a row or a page, that could not be read.
    pub lost: u32,
    /// Papers whose text is to be fetched again.
    pub to_fetch: u32,
}

/// The step that repaired a damaged library.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(TS))]
pub enum RecoveredBy {
    /// Only indexes of the database were wrong.
    Indexes,
    /// Every readable row was kept.
    Salvaged,
    /// Only the backup was readable.
    Backup,
    /// Nothing was readable.
    Empty,
}

/// What a library holds, counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct Held {
    /// Papers.
    pub papers: u32,
    /// Starred papers.
    pub starred: u32,
    /// Notes.
    pub notes: u32,
    /// Tags on papers.
    pub tags: u32,
}

/// What a file of facts added to the library.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct AddedFacts {
    /// Stars.
    pub starred: u32,
    /// Marks for later.
    pub later: u32,
    /// Marks of having been read.
    pub read: u32,
    /// Tags on papers.
    pub tags: u32,
    /// Notes, or additions to notes.
    pub notes: u32,
    /// Saved searches.
    pub saved: u32,
    /// Citation keys.
    pub citation_keys: u32,
    /// Collections.
    pub collections: u32,
    /// Papers in collections.
    pub collected: u32,
    /// Highlights.
    pub highlights: u32,
    /// Preferences for words, and "less of this" on papers.
    pub opinions: u32,
    /// Lines of the file that could not be understood.
    pub unreadable: u32,
}

impl From<paperboy_store::AddedFacts> for AddedFacts {
    fn from(added: paperboy_store::AddedFacts) -> Self {
        Self {
            starred: count(added.starred),
            later: count(added.later),
            read: count(added.read),
            tags: count(added.tags),
            notes: count(added.notes),
            saved: count(added.saved),
            citation_keys: count(added.citation_keys),
            collections: count(added.collections),
            collected: count(added.collected),
            highlights: count(added.highlights),
            opinions: count(added.opinions),
            unreadable: count(added.unreadable),
        }
    }
}

impl From<&paperboy_store::Recovery> for Recovery {
    fn from(recovery: &paperboy_store::Recovery) -> Self {
        let how = match recovery.how {
            RepairedBy::Indexes => RecoveredBy::Indexes,
            RepairedBy::Salvaged => RecoveredBy::Salvaged,
            RepairedBy::Backup => RecoveredBy::Backup,
            RepairedBy::Empty => RecoveredBy::Empty,
        };
        Self {
            how,
            wrong: recovery.wrong.clone(),
            backup: recovery.backup.as_deref().and_then(day_of_backup),
            kept: Held::from(recovery.kept),
            newer: Held::from(recovery.newer),
            lost: count(recovery.lost_rows + recovery.lost_pages),
            to_fetch: count(recovery.to_fetch),
        }
    }
}

impl From<Contents> for Held {
    fn from(contents: Contents) -> Self {
        let Contents { papers, starred, notes, tags } = contents;
        Self {
            papers: count(papers),
            starred: count(starred),
            notes: count(notes),
            tags: count(tags),
        }
    }
}

/// The day in the name of a backup, `library-YYYYMMDD-…`.
fn day_of_backup(name: &str) -> Option<String> {
    let digits = name.strip_prefix("library-")?.get(..8)?;
    digits
        .bytes()
        .all(|byte| byte.is_ascii_digit())
        .then(|| format!("{}-{}-{}", &digits[..4], &digits[4..6], &digits[6..]))
}

fn count(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
