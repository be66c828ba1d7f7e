//! Backups: SQLite's own, so that each is one consistent state whatever is written meanwhile.

use crate::connection::{open_alone, open_to_read_anywhere};
use crate::error::{damage, database_error, file_error};
use crate::files::{Files, UNFINISHED, remove_database, rename, sync_file};
use crate::store::wrong;
use crate::{Backup, Store, StoreError, keep};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use rusqlite::backup::{Backup as Copy, StepResult};
use rusqlite::{Connection, Transaction, TransactionBehavior};
use std::fs::{self, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Pages copied in one go: 2 MiB.
const STEP: i32 = 512;
/// Between two steps, so that the disk serves others too.
const PAUSE: Duration = Duration::from_millis(1);

/// Why a backup was made, in its name: by itself, or because the user asked for it.
pub(crate) const DAILY: &str = "daily";
const MANUAL: &str = "manual";
/// A second backup of a day is made when so much changed, …
const MUCH: u64 = 25;
/// … and the first one is older than this, or the day's last hour has begun.
const RECENT: SignedDuration = SignedDuration::from_hours(6);
const LAST_HOUR: i8 = 23;

/// How much was ever added and changed; 0: the library holds nothing.
fn changes(connection: &Connection) -> rusqlite::Result<i64> {
    let sql = "SELECT (SELECT coalesce(max(revision), 0) FROM paper) + (SELECT coalesce(sum(seq), 0) FROM sqlite_sequence)";
    connection.query_row(sql, [], |row| row.get(0))
}

impl Store {
    /// Writes a consistent copy of the database to a file that must not exist yet.
    pub fn backup_to(&self, path: &Path) -> Result<(), StoreError> {
        // The name is taken first, so that nothing that appears there meanwhile is overwritten.
        OpenOptions::new().write(true).create_new(true).open(path).map_err(file_error(path))?;
        let unfinished = unfinished(path);
        let result = self.copy_to(&unfinished).and_then(|()| rename(&unfinished, path));
        result.inspect_err(|_| {
            remove_database(&unfinished);
            remove_database(path);
        })
    }

    /// Makes a backup among the automatic ones now, whatever others there are: the user asked for it.
    pub fn backup_now(&self, now: Timestamp) -> Result<PathBuf, StoreError> {
        if self.writer.is_none() {
            return Err(StoreError::ReadOnly);
        }
        self.ensure_there()?;
        make_with(&self.files, MANUAL, now, |path| self.copy_to(path))
    }

    /// Makes the day's automatic backup and removes those that are no longer kept (7 days, 4 weeks). Days and weeks are UTC's.
    /// `None` when none is due: of a library that holds nothing, or when the day has one and little changed since or it is recent.
    pub fn automatic_backup(&self, now: Timestamp) -> Result<Option<PathBuf>, StoreError> {
        if self.writer.is_none() {
            return Err(StoreError::ReadOnly);
        }
        self.ensure_there()?;
        let changes = self.read(changes)?;
        if changes == 0 || self.is_backed_up(changes, now)? {
            return Ok(None);
        }
        let path = make_with(&self.files, DAILY, now, |path| self.copy_to(path))?;
        for backup in keep::no_longer_kept(&self.backups()?, now) {
            remove_database(&backup.path);
        }
        self.files.remove_old_unfinished(now)?;
        Ok(Some(path))
    }

    /// Whether the day has an automatic backup that is recent, or holds nearly all there is.
    fn is_backed_up(&self, changes: i64, now: Timestamp) -> Result<bool, StoreError> {
        let zoned = |time: Timestamp| time.to_zoned(TimeZone::UTC);
        let backups = self.backups()?;
        let Some(newest) = backups.iter().find(|backup| zoned(backup.made).date() == zoned(now).date() && backup.reason == DAILY) else {
            return Ok(false);
        };
        let is_recent = now.duration_since(newest.made) < RECENT && zoned(now).hour() < LAST_HOUR;
        let held = || open_to_read_anywhere(&newest.path).and_then(|(connection, _)| self::changes(&connection));
        // A backup that can't be read holds nothing.
        Ok(is_recent || held().is_ok_and(|held| changes.abs_diff(held) < MUCH))
    }

    /// The automatic backups, newest first.
    pub fn backups(&self) -> Result<Vec<Backup>, StoreError> {
        self.files.backups()
    }

    fn copy_to(&self, path: &Path) -> Result<(), StoreError> {
        // Within one read, so that writers do not make the copy begin again.
        self.read(|connection| {
            connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
            Ok(copy(connection, path))
        })?
        .map_err(|error| told(&self.files, path, error))?;
        sync_file(path)
    }
}

/// Makes an automatic backup from a connection that is in no transaction.
pub(crate) fn make(connection: &Connection, files: &Files, reason: &str, now: Timestamp) -> Result<PathBuf, StoreError> {
    make_with(files, reason, now, |path| {
        let one_state = || {
            let snapshot = Transaction::new_unchecked(connection, TransactionBehavior::Deferred)?;
            snapshot.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
            copy(&snapshot, path)
        };
        one_state().map_err(|error| told(files, path, error))?;
        sync_file(path)
    })
}

fn make_with(
    files: &Files,
    reason: &str,
    now: Timestamp,
    copy: impl FnOnce(&Path) -> Result<(), StoreError>,
) -> Result<PathBuf, StoreError> {
    let folder = files.backup_folder();
    fs::create_dir_all(&folder).map_err(file_error(&folder))?;
    let path = files.free_backup(reason, now);
    let unfinished = unfinished(&path);
    copy(&unfinished).and_then(|()| rename(&unfinished, &path)).inspect_err(|_| remove_database(&unfinished))?;
    Ok(path)
}

/// Copies what `source` sees into a new file that stands alone, and looks whether the copy is sound:
/// a copy of a broken library must never push a sound backup out.
pub(crate) fn copy(source: &Connection, path: &Path) -> rusqlite::Result<()> {
    remove_database(path);
    let mut target = open_alone(path)?;
    let copying = Copy::new(source, &mut target)?;
    while copying.step(STEP)? != StepResult::Done {
        std::thread::sleep(PAUSE);
    }
    drop(copying);
    target.query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(()))?;
    match wrong(&target)?.into_iter().next() {
        None => target.close().map_err(|(_, error)| error),
        Some(wrong) => Err(damage(wrong)),
    }
}

/// Under its own name nothing is ever half a backup.
fn unfinished(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".{}{UNFINISHED}", std::process::id()));
    name.into()
}

/// What an error of copying the library to `path` means; what is not the library's fault is the copy's.
fn told(files: &Files, path: &Path, error: rusqlite::Error) -> StoreError {
    match database_error(files, error) {
        StoreError::Database(error) => StoreError::File { path: path.to_owned(), source: io::Error::other(error) },
        told => told,
    }
}
