//! What can be found quickly about a library's health: its size, its schema, its last check.

use crate::backup::Content;
use crate::files::{Files, SUFFIXES, exists};
use crate::{Store, StoreError, schema};
use jiff::Timestamp;
use std::fs;
use std::path::Path;

/// The longest record of a check that is read, in bytes.
const MAX_RECORD_BYTES: u64 = 200;

/// The last check of the whole database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LastCheck {
    /// When it ended.
    pub at: Timestamp,
    /// Whether it found no damage.
    pub is_intact: bool,
}

/// Whether a folder contains a library, or backups of one.
pub fn holds_library(folder: &Path) -> bool {
    let files = Files::new(folder);
    exists(&files.library()) || exists(&files.backup_folder())
}

impl Store {
    /// How many bytes the database takes, with its log.
    pub fn file_size(&self) -> u64 {
        let size = |suffix: &&str| fs::metadata(self.files.library_with(suffix));
        SUFFIXES.iter().filter_map(|suffix| size(suffix).ok()).map(|file| file.len()).sum()
    }

    /// The version of the schema.
    pub fn schema_version(&self) -> Result<u32, StoreError> {
        self.read(schema::version)
    }

    /// How many bytes of the database are articles.
    pub fn article_size(&self) -> Result<u64, StoreError> {
        let sql = "SELECT coalesce(sum(length(body)), 0) FROM article";
        self.read(|connection| {
            connection.query_row(sql, [], |row| row.get(0)).map(i64::cast_unsigned)
        })
    }

    /// How much was ever changed in this library, to be compared with its backups.
    pub fn content(&self) -> Result<Content, StoreError> {
        self.read(Content::of)
    }

    /// Whether damage was found that is not repaired yet.
    pub fn is_known_damaged(&self) -> bool {
        exists(&self.files.damage_mark())
    }

    /// Notes when the whole database was checked, and whether it was intact. The record is beside
    /// the database: a check is no change of the library.
    pub fn note_check(&self, at: Timestamp, is_intact: bool) -> Result<(), StoreError> {
        let outcome = if is_intact { INTACT } else { DAMAGED };
        let record = format!("{} {at} {outcome}\n", self.history_id()?);
        if self.writer.is_some()
            && let Err(error) = fs::write(self.files.check_record(), record)
        {
            tracing::warn!(%error, "the time of the check could not be noted");
        }
        Ok(())
    }

    /// The last check of this library; `None` where none was noted, or only one of a library that
    /// was here before.
    pub fn last_check(&self) -> Result<Option<LastCheck>, StoreError> {
        let history_id = self.history_id()?;
        let path = self.files.check_record();
        let is_short = fs::metadata(&path).is_ok_and(|file| file.len() <= MAX_RECORD_BYTES);
        let record =
            if is_short { fs::read_to_string(path).unwrap_or_default() } else { String::new() };
        Ok(read_record(&record, &history_id))
    }
}

const INTACT: &str = "intact";
const DAMAGED: &str = "damaged";

fn read_record(record: &str, history_id: &str) -> Option<LastCheck> {
    let mut words = record.split_whitespace();
    let (of, at, outcome) = (words.next()?, words.next()?.parse().ok()?, words.next()?);
    (of == history_id && matches!(outcome, INTACT | DAMAGED))
        .then_some(LastCheck { at, is_intact: outcome == INTACT })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_counts_for_its_own_library_alone() {
        let at: Timestamp = "2026-01-15T17:00:00Z".parse().unwrap();
        let read = |record: &str| read_record(record, "abc");
        assert_eq!(
            read("abc 2026-01-15T17:00:00Z intact\n"),
            Some(LastCheck { at, is_intact: true })
        );
        assert_eq!(
            read("abc 2026-01-15T17:00:00Z damaged"),
            Some(LastCheck { at, is_intact: false })
        );
        for other in [
            "",
            "abd 2026-01-15T17:00:00Z intact",
            "abc yesterday intact",
            "abc 2026-01-15T17:00:00Z",
        ] {
            assert_eq!(read(other), None, "{other}");
        }
    }
}
