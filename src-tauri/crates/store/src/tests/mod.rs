//! The store's guarantees, tested from outside; a few tests reach inside to damage data.
#![allow(clippy::unwrap_used)]

mod altered;
mod backups;
mod clocks;
mod crashes;
mod documents;
mod facts;
mod fetching;
mod files_taken;
mod highlights;
mod images;
mod keeping;
mod lists;
mod log;
mod migrated;
mod migrations;
mod notes_and_tags;
mod opening;
mod read_only;
mod recovery;
mod searches;
mod sharing;
mod sixty_days;
mod sync;
mod taste;
mod undo;
mod versions;
mod writing;

pub(crate) use log::both;
pub(crate) use undo::made_highlight;

use crate::{Added, NewDocument, NewReport, OpenEvent, Opening, Paper, Store, StoreError};
use jiff::Timestamp;
use paperboy_paper::{Date, PaperId, ReadingSource};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A library in a folder that goes with it.
pub(crate) struct Library {
    store: Store,
    folder: TempDir,
}

impl std::ops::Deref for Library {
    type Target = Store;
    fn deref(&self) -> &Store {
        &self.store
    }
}

impl Library {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { store: open(folder.path()).store, folder }
    }

    /// With these days, `papers` papers each: 1 to `papers` on the first, the next ones on the
    /// second, and so on.
    pub(crate) fn with_days(dates: &[&str], papers: u32) -> Self {
        let library = Self::new();
        for (date, first) in dates.iter().zip((1..).step_by(papers as usize)) {
            let papers: Vec<NewReport> =
                (first..first + papers).map(|n| report(n, &format!("body {n}"))).collect();
            library.add(date, date, papers);
        }
        library
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn file(&self, name: &str) -> PathBuf {
        self.path().join(name)
    }

    pub(crate) fn add(&self, date: &str, raw: &str, papers: Vec<NewReport>) -> Added {
        self.add_document(&document(date, raw, papers), at(0)).unwrap()
    }

    fn one(&self, n: u32) -> Paper {
        self.paper(&id(n)).unwrap().unwrap()
    }

    /// Closes the library and gives its folder.
    pub(crate) fn close(self) -> TempDir {
        drop(self.store);
        self.folder
    }
}

pub(crate) fn open(folder: &Path) -> Opening {
    Store::open(folder, at(0)).unwrap()
}

fn refusal(folder: &Path) -> StoreError {
    Store::open(folder, at(0)).err().expect("the library was opened")
}

/// Seconds after noon of the fifth of January 2026, UTC.
pub(crate) fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_767_614_400 + seconds).unwrap()
}

pub(crate) fn id(n: u32) -> PaperId {
    PaperId::parse(&format!("2512.{n:05}")).unwrap()
}

pub(crate) fn ids(numbers: &[u32]) -> Vec<PaperId> {
    numbers.iter().map(|n| id(*n)).collect()
}

fn numbers(papers: &[Paper]) -> Vec<u32> {
    papers.iter().map(|paper| number(&paper.id)).collect()
}

fn number(id: &PaperId) -> u32 {
    id.as_str()[5..].parse().unwrap()
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

pub(crate) fn report(n: u32, body: &str) -> NewReport {
    NewReport {
        id: id(n),
        title: format!("Paper {n}"),
        reading_source: Some(ReadingSource::Html),
        body: body.to_owned(),
    }
}

pub(crate) fn document(date: &str, raw: &str, papers: Vec<NewReport>) -> NewDocument {
    let source_url = Some(format!("https://huggingface.co/papers/date/{date}"));
    NewDocument { date: day(date), source_url, raw: raw.as_bytes().to_vec(), papers }
}

fn recovered(events: &[OpenEvent]) -> (&Path, Option<&Path>) {
    match events {
        [OpenEvent::Recovered { moved_to, backup, .. }] => (moved_to, backup.as_deref()),
        other => panic!("{other:?}"),
    }
}

/// The database in a compressed backup.
fn open_backup(path: &Path) -> rusqlite::Connection {
    let plain = path.parent().unwrap().parent().unwrap().join("opened-backup.db");
    rusqlite::Connection::open(crate::backup::plain(path, &plain).unwrap()).unwrap()
}

/// The names in a folder, sorted.
pub(crate) fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// Two stores and many threads use one library; this does not compile when they can't.
#[test]
fn a_store_may_be_used_from_any_thread() {
    fn any_thread<T: Send + Sync>() {}
    any_thread::<Store>();
}
