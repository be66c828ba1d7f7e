//! Backups, and the health of the library.

use crate::destination::Destination;
use crate::wire::{AddedFacts, Backup, Backups, Event, JobKind, NotWritten, NoticeKind};
use crate::{App, Clock, Error, Job, Places};
use jiff::Timestamp;
use paperboy_store::{Begin, Store, StoreError};
use serde::Serialize;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The setting for how far the library was ahead of the clock at the last notice about that.
const CLOCK_REPORTED: &str = "clock.told";

/// Progress of a backup is counted in thousandths, and reported in hundredths.
const HUNDREDTHS: usize = 100;

/// The library's health, as `check` reports it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Health {
    /// `ok`, or the damage of the database.
    pub database: String,
    /// `ok`, or the damage of the index.
    pub index: String,
    /// How many papers are kept.
    pub papers: u64,
    /// How many papers are indexed.
    pub indexed: u64,
}

impl App {
    /// Makes a library where `library.db` is missing beside its backups; then it is opened as
    /// usual.
    pub fn begin(places: &Places, clock: &Clock, begin: &Begin) -> Result<(), Error> {
        Ok(Store::begin(&places.library, begin, clock())?)
    }

    /// The files that the library can be restored from.
    pub fn backups(&self) -> Result<Backups, Error> {
        let store = self.store();
        let copies = store
            .backups()?
            .iter()
            .filter_map(|copy| wire(&copy.path, copy.made, copy.bytes, &copy.reason))
            .collect();
        let facts = store
            .facts()?
            .iter()
            .filter_map(|file| wire(&file.path, file.made, file.bytes, "facts"))
            .collect();
        let damaged = store
            .damaged_files()?
            .iter()
            .filter_map(|file| wire(&file.path, file.made, file.bytes, "damaged"))
            .collect();
        Ok(Backups { copies, facts, damaged, max_bytes: store.max_backup_bytes()? as f64 })
    }

    /// Makes an automatic backup if one is due; `None` when none is. The user's facts are backed up
    /// separately when that is due.
    pub fn back_up(&self) -> Result<Option<Backup>, Error> {
        self.note("clock", self.compare_clock());
        self.back_up_facts()?;
        let made = self.store().automatic_backup(self.now())?;
        made.map_or(Ok(None), |path| self.backup_at(&path))
    }

    /// Backs up the user's facts when they have changed and the last file of them is an hour old.
    pub fn back_up_facts(&self) -> Result<(), Error> {
        Ok(self.store().back_up_facts(self.now()).map(drop)?)
    }

    /// Makes a backup now, whether or not one is due, and returns it. It can be stopped as an
    /// import can.
    pub fn back_up_now(self: &Arc<Self>) -> Result<Backup, Error> {
        let job = self.watched_job(JobKind::Backup);
        self.jobs.lock().backup = Some(job.clone());
        let made = self.store().backup_now(self.now(), &watching(&job));
        self.jobs.lock().backup = None;
        self.emit(&Event::Changed);
        let path = made?;
        self.backup_at(&path)?.ok_or_else(|| Error::Store(StoreError::Gone(path)))
    }

    fn backup_at(&self, path: &Path) -> Result<Option<Backup>, Error> {
        let made = self.store().backups()?.into_iter().find(|copy| copy.path == path);
        Ok(made.and_then(|copy| wire(&copy.path, copy.made, copy.bytes, &copy.reason)))
    }

    /// Writes a copy of the library's database to a file that must not exist yet, or to what takes
    /// its bytes, such as a pipe.
    pub fn backup_to(&self, path: &Path, job: &Job) -> Result<(), Error> {
        let not_saved = |why| Error::NotSaved { path: path.to_owned(), why };
        match self.destination(path).map_err(not_saved)? {
            Destination::File(_, Some(_)) => Err(not_saved(NotWritten::Exists)),
            Destination::File(file, None) => {
                // SQLite's error would neither name the user's file nor state why it can't be made.
                let folder = file.parent().unwrap_or(Path::new("."));
                tempfile::tempfile_in(folder).map_err(|error| not_saved(error.into()))?;
                Ok(self.store().backup_to(&file, &watching(job))?)
            }
            Destination::Stream(mut stream) => {
                // SQLite writes files alone. A library that can't be written has no place for such
                // a file.
                let beside =
                    tempfile::tempdir_in(&self.places.library).or_else(|_| tempfile::tempdir());
                let folder = beside.map_err(|error| not_saved(error.into()))?;
                let copy = folder.path().join("backup.db");
                self.store().backup_to(&copy, &watching(job))?;
                let sent =
                    File::open(&copy).and_then(|mut copy| std::io::copy(&mut copy, &mut stream));
                sent.map(drop).map_err(|error| not_saved(error.into()))
            }
        }
    }

    /// Replaces the library with a backup. The current library is backed up first; the path of that
    /// backup is returned.
    pub fn restore_from(&self, path: &Path) -> Result<PathBuf, Error> {
        let previous = self.store().restore(path, self.now())?;
        self.indexing.forget();
        self.background.wake();
        Ok(previous)
    }

    /// Adds the facts of a file that are missing here. This is one change, which can be undone.
    pub fn restore_facts(&self, path: &Path) -> Result<AddedFacts, Error> {
        let added = self.store().restore_facts(path, self.now())?;
        self.background.wake();
        Ok(AddedFacts::from(added))
    }

    /// Restores a backup or a file of facts by its name, in the background.
    pub fn start_restore(self: &Arc<Self>, name: &str) -> Result<(), Error> {
        let store = self.store();
        let is_named = |path: &PathBuf| path.file_name().is_some_and(|file| file == name);
        let copy = store.backups()?.into_iter().map(|backup| backup.path).find(is_named);
        let facts = store.facts()?.into_iter().map(|file| file.path).find(is_named);
        let is_facts = copy.is_none();
        let path = copy.or(facts).ok_or_else(|| StoreError::UnknownBackup(name.to_owned()))?;
        let app = self.clone();
        std::thread::spawn(move || {
            let kind = if is_facts { JobKind::RestoreFacts } else { JobKind::Restore };
            let job = app.watched_job(kind);
            job.at(0, 1, &path.display().to_string());
            let restored = if is_facts {
                app.restore_facts(&path).map(drop)
            } else {
                app.restore_from(&path).map(drop)
            };
            match restored {
                Ok(()) => job.at(1, 1, ""),
                Err(error) => app.failed(&error),
            }
            app.emit(&Event::Changed);
        });
        Ok(())
    }

    /// Removes a backup, a file of facts or a damaged file for good, by its name in
    /// [`backups`](Self::backups).
    pub fn forget_backup(&self, name: &str) -> Result<Backups, Error> {
        self.store().remove_stored_file(name)?;
        self.backups()
    }

    /// Shows one notice that the clock is or was wrong: the library or a backup has a date in the
    /// future.
    fn compare_clock(&self) -> Result<(), Error> {
        let store = self.store();
        let Some(ahead) = store.ahead_of(self.now())? else { return Ok(()) };
        let ahead = ahead.to_string();
        if store.setting(CLOCK_REPORTED)?.as_deref() != Some(&ahead) {
            store.set_setting(CLOCK_REPORTED, Some(&ahead))?;
            self.notice(NoticeKind::Clock, &ahead);
        }
        Ok(())
    }

    /// Checks the whole database: the errors. When that was, and whether there were any, is noted.
    pub(crate) fn checked_store(&self) -> Result<Vec<String>, Error> {
        let store = self.store();
        let wrong = store.check()?;
        // In a damaged database, the history that the record is of may be unreadable; the damage
        // has a mark of its own.
        if let Err(error) = store.note_check(self.now(), wrong.is_empty()) {
            tracing::warn!(?error, "the time of the check could not be noted");
        }
        Ok(wrong)
    }

    /// Checks database and index. `repair`: a damaged database is repaired, as at a start, and a
    /// damaged index is rebuilt.
    pub fn check(&self, repair: bool) -> Result<Health, Error> {
        let wrong = self.checked_store()?;
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
            match self.update_unrepaired_index() {
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
            self.wait_until_indexed()?;
        }
        let indexed = indexed.map_or_else(|| self.index().map(|index| index.papers()), Ok)?;
        Ok(Health { database, index, papers: self.store().paper_count()?, indexed })
    }
}

/// The text for a sound part.
const OK: &str = "ok";

fn spoken(wrong: Vec<String>) -> String {
    if wrong.is_empty() { OK.to_owned() } else { wrong.join("; ") }
}

fn watching(job: &Job) -> impl Fn(u32) -> bool + Sync {
    move |thousandths| {
        job.at(thousandths as usize / 10, HUNDREDTHS, "");
        !job.is_cancelled()
    }
}

fn wire(path: &Path, made: Timestamp, bytes: u64, reason: &str) -> Option<Backup> {
    let name = path.file_name()?.to_string_lossy().into_owned();
    Some(Backup { name, made: made.to_string(), bytes: bytes as f64, reason: reason.to_owned() })
}
