//! The library's truth: SQLite. The only crate that names rusqlite.
//!
//! What came from outside (documents, days, papers, reports with all their versions) is only ever added;
//! what the reader did (marks, tags, notes, settings) lives in tables of its own and outlives it.

mod types;

pub use types::*;

use jiff::Timestamp;
use paperboy_paper::{Date, PaperId};
use std::path::{Path, PathBuf};

/// An open library. Methods may be called from any thread; a reader never waits for a writer.
pub struct Store {}

impl Store {
    /// Opens the library in `folder`, makes it when there is none, brings an older one to today's schema (after a backup),
    /// and recovers a broken one: the file is moved aside, the newest sound automatic backup put in its place.
    /// Where the folder can't be written but a library is there, it is opened for reading.
    pub fn open(_folder: &Path, _now: Timestamp) -> Result<Opening, StoreError> {
        todo!()
    }

    /// Whether this library can be written.
    pub fn access(&self) -> Access {
        todo!()
    }
    /// Names this library's line of history; another after a restore or recovery, so that caches know they are stale.
    pub fn history_id(&self) -> Result<String, StoreError> {
        todo!()
    }
    /// Rises with every change of what is searched.
    pub fn revision(&self) -> Result<u64, StoreError> {
        todo!()
    }
    /// Another value whenever any connection, also another process's, has changed the database.
    pub fn change_stamp(&self) -> Result<i64, StoreError> {
        todo!()
    }
    /// SQLite's integrity and foreign-key checks: what is wrong, empty when nothing is. Seconds on a large library.
    pub fn check(&self) -> Result<Vec<String>, StoreError> {
        todo!()
    }
    /// How many papers are kept.
    pub fn paper_count(&self) -> Result<u64, StoreError> {
        todo!()
    }

    /// Adds a document with all its papers, or nothing. The same bytes again change nothing.
    pub fn add_document(&self, _document: &NewDocument, _now: Timestamp) -> Result<Added, StoreError> {
        todo!()
    }
    /// The newest document of a day, when the day holds just that document's papers and shows its versions: then the file can be given back byte for byte.
    pub fn verbatim(&self, _date: Date) -> Result<Option<Vec<u8>>, StoreError> {
        todo!()
    }
    /// The days kept, newest first.
    pub fn days(&self) -> Result<Vec<Day>, StoreError> {
        todo!()
    }
    /// A paper with its shown report and the reader's marks.
    pub fn paper(&self, _id: &PaperId) -> Result<Option<Paper>, StoreError> {
        todo!()
    }
    /// The papers with these keys, in the order of the keys; unknown ones are left out.
    pub fn papers_by_key(&self, _keys: &[u64]) -> Result<Vec<Paper>, StoreError> {
        todo!()
    }
    /// A part of a list, and how long the whole list is.
    pub fn list(&self, _list: &List, _offset: u64, _limit: u64) -> Result<(Vec<Paper>, u64), StoreError> {
        todo!()
    }
    /// The papers before and after `id` in a list.
    pub fn neighbours(&self, _list: &List, _id: &PaperId) -> Result<(Option<PaperId>, Option<PaperId>), StoreError> {
        todo!()
    }
    /// Papers changed after `revision`, oldest change first, at most `limit`: the index is brought up to date with these.
    pub fn changed_since(&self, _revision: u64, _limit: usize) -> Result<Vec<Paper>, StoreError> {
        todo!()
    }
    /// The keys of all papers with a mark, a tag or a note, for the search's filters; rising.
    pub fn keys(&self, _filter: &KeyFilter) -> Result<Vec<u64>, StoreError> {
        todo!()
    }

    /// Sets or takes back a mark on papers; unknown papers are left out and named in the answer.
    pub fn mark(&self, _ids: &[PaperId], _mark: Mark, _on: bool, _now: Timestamp) -> Result<Change, StoreError> {
        todo!()
    }
    /// Adds and removes tags on papers.
    pub fn tag(&self, _ids: &[PaperId], _add: &[String], _remove: &[String], _now: Timestamp) -> Result<Change, StoreError> {
        todo!()
    }
    /// Sets a paper's note; `None` or blank text removes it.
    pub fn set_note(&self, _id: &PaperId, _text: Option<&str>, _now: Timestamp) -> Result<Change, StoreError> {
        todo!()
    }
    /// Takes back one change of the reader's, or the newest not yet taken back.
    pub fn undo(&self, _change: Option<i64>, _now: Timestamp) -> Result<Option<Undone>, StoreError> {
        todo!()
    }
    /// The tags in use with their numbers of papers, by name.
    pub fn tags(&self) -> Result<Vec<(String, u64)>, StoreError> {
        todo!()
    }

    /// A setting's value as it was put.
    pub fn setting(&self, _key: &str) -> Result<Option<String>, StoreError> {
        todo!()
    }
    /// Puts a setting; `None` removes it.
    pub fn set_setting(&self, _key: &str, _value: Option<&str>) -> Result<(), StoreError> {
        todo!()
    }

    /// Writes a consistent copy of the database to a file that must not exist yet.
    pub fn backup_to(&self, _path: &Path) -> Result<(), StoreError> {
        todo!()
    }
    /// Makes the day's automatic backup unless there is one, and removes those that are no longer kept (7 days, 4 weeks).
    pub fn automatic_backup(&self, _now: Timestamp) -> Result<Option<PathBuf>, StoreError> {
        todo!()
    }
    /// The automatic backups, newest first.
    pub fn backups(&self) -> Result<Vec<Backup>, StoreError> {
        todo!()
    }
    /// Puts a backup in the library's place, after a backup of what stands there now, whose path is given back.
    pub fn restore(&self, _backup: &Path, _now: Timestamp) -> Result<PathBuf, StoreError> {
        todo!()
    }
}
/// Moves a broken library's files aside and puts the newest sound backup in its place.
pub fn set_aside_and_recover(_folder: &Path, _now: Timestamp) -> Result<OpenEvent, StoreError> {
    todo!()
}
