//! Backups, and the health of the library.

use crate::destination::Destination;
use crate::wire::{Backup, Event};
use crate::{App, Error, NotWritten};
use paperboy_store::StoreError;
use serde::Serialize;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The library's health, as `check` tells it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Health {
    /// `ok`, or what is wrong with the database.
    pub database: String,
    /// `ok`, or what is wrong with the index.
    pub index: String,
    /// How many papers are kept.
    pub papers: u64,
    /// How many papers are indexed.
    pub indexed: u64,
}

impl App {
    /// The automatic backups, newest first.
    pub fn backups(&self) -> Result<Vec<Backup>, Error> {
        Ok(self.store().backups()?.iter().filter_map(wire).collect())
    }

    /// Makes an automatic backup if one is due; `None` when none is.
    pub fn back_up(&self) -> Result<Option<Backup>, Error> {
        let made = self.store().automatic_backup(self.now())?;
        made.map_or(Ok(None), |path| self.backup_at(&path))
    }

    /// Makes a backup now, whatever others there are, and gives it.
    pub fn back_up_now(&self) -> Result<Backup, Error> {
        let path = self.store().backup_now(self.now())?;
        self.backup_at(&path)?.ok_or_else(|| Error::Store(StoreError::Gone(path)))
    }

    fn backup_at(&self, path: &Path) -> Result<Option<Backup>, Error> {
        Ok(self.store().backups()?.iter().find(|backup| backup.path == path).and_then(wire))
    }

    /// Writes a copy of the library's database to a file that must not exist yet, or to what takes its bytes, such as a pipe.
    pub fn backup_to(&self, path: &Path) -> Result<(), Error> {
        let not_saved = |why| Error::NotSaved { path: path.to_owned(), why };
        match self.destination(path).map_err(not_saved)? {
            Destination::File(_, Some(_)) => Err(not_saved(NotWritten::Exists)),
            Destination::File(file, None) => Ok(self.store().backup_to(&file)?),
            Destination::Stream(mut stream) => {
                // SQLite writes files alone. A library that can't be written has no room of its own for one.
                let beside = tempfile::tempdir_in(&self.places.library).or_else(|_| tempfile::tempdir());
                let folder = beside.map_err(|error| not_saved(error.into()))?;
                let copy = folder.path().join("backup.db");
                self.store().backup_to(&copy)?;
                let sent = File::open(&copy).and_then(|mut copy| std::io::copy(&mut copy, &mut stream));
                sent.map(drop).map_err(|error| not_saved(error.into()))
            }
        }
    }

    /// Puts a backup in the library's place. What stood there is backed up first; the path of that backup is given back.
    pub fn restore_from(&self, path: &Path) -> Result<PathBuf, Error> {
        let kept = self.store().restore(path, self.now())?;
        self.indexing.forget();
        self.background.wake();
        Ok(kept)
    }

    /// Restores one of the automatic backups by its name, behind the window's back.
    pub fn start_restore(self: &Arc<Self>, name: &str) -> Result<(), Error> {
        let backup = self.store().backups()?.into_iter().find(|backup| backup.path.file_name().is_some_and(|file| file == name));
        let path = backup.map(|backup| backup.path).ok_or_else(|| {
            Error::Store(StoreError::BadBackup { path: PathBuf::from(name), why: "there is no backup of that name".to_owned() })
        })?;
        let app = self.clone();
        std::thread::spawn(move || {
            let job = app.watched_job("restore");
            job.at(0, 1, &path.display().to_string());
            match app.restore_from(&path) {
                Ok(_) => job.at(1, 1, ""),
                Err(error) => app.failed(&error),
            }
            app.emit(&Event::Changed);
        });
        Ok(())
    }

    /// Checks database and index. `repair`: a damaged database is made whole, as at a start, and a damaged index is rebuilt.
    pub fn check(&self, repair: bool) -> Result<Health, Error> {
        let wrong = self.store().check()?;
        if !wrong.is_empty() && repair {
            self.recover()?;
            return self.check(repair);
        }
        let database = spoken(wrong);
        let mut index = match self.index().and_then(|index| Ok(index.check()?)) {
            Ok(wrong) => spoken(wrong),
            Err(Error::Index(error)) => error.to_string(),
            Err(error) => return Err(error),
        };
        let mut indexed = None;
        if index == OK {
            match self.catch_up_unmended() {
                Err(Error::Index(error)) => {
                    index = error.to_string();
                    indexed = Some(self.index()?.papers());
                }
                followed => followed?,
            }
            if let Some(why) = self.disagreement(true)? {
                index = why;
                indexed = Some(self.index()?.papers());
            }
        }
        if index != OK && repair {
            self.reindex()?;
            return self.check(false);
        }
        if indexed.is_none() {
            self.settle()?;
        }
        let indexed = indexed.map_or_else(|| self.index().map(|index| index.papers()), Ok)?;
        Ok(Health { database, index, papers: self.store().paper_count()?, indexed })
    }
}

/// What is said of what is as it should be.
const OK: &str = "ok";

fn spoken(wrong: Vec<String>) -> String {
    if wrong.is_empty() { OK.to_owned() } else { wrong.join("; ") }
}

fn wire(backup: &paperboy_store::Backup) -> Option<Backup> {
    let name = backup.path.file_name()?.to_string_lossy().into_owned();
    Some(Backup { name, made: backup.made.to_string(), bytes: backup.bytes as f64, reason: backup.reason.clone() })
}
