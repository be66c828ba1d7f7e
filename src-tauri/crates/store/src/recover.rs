//! A broken library: moved aside, never deleted; the newest sound backup takes its place.
//!
//! The replacement is made whole first and given a name that says that a recovery is under way. From then on every step
//! can be taken again: a crash anywhere in between is finished by the next start.

use crate::error::database_error;
use crate::files::{Files, Lock, SUFFIXES, exists, remove_database, rename, sync_file};
use crate::schema::{self, MIGRATIONS};
use crate::{OpenEvent, StoreError, restore};
use jiff::Timestamp;
use rusqlite::Connection;
use std::path::Path;

/// Moves a library that was found broken while it was open aside and puts the newest sound backup in its place; then it is to be opened again.
/// A `Store` still open on the broken file writes nothing more ([`StoreError::Gone`]). Where open files can't be moved (Windows) it must be dropped first.
pub fn set_aside_and_recover(folder: &Path, now: Timestamp) -> Result<OpenEvent, StoreError> {
    let files = Files::new(folder);
    if !exists(&files.library()) {
        return Err(StoreError::Gone(folder.to_owned()));
    }
    let Lock::Held(_lock) = files.lock()? else { return Err(StoreError::ReadOnly) };
    files.remove_leftovers();
    match finish(&files)? {
        // Another process was at it and did not come to its end.
        Some(event) => Ok(event),
        None => recover(&files, now, MIGRATIONS),
    }
}

/// As [`set_aside_and_recover`], while the lock is held.
pub(crate) fn recover(files: &Files, now: Timestamp, migrations: &[&str]) -> Result<OpenEvent, StoreError> {
    make_replacement(files, migrations)?;
    let stamp = files.free_stamp(now);
    rename(&files.unfinished(), &files.replacement(&stamp))?;
    finish_with(files, &stamp)
}

/// Finishes a recovery that was interrupted.
pub(crate) fn finish(files: &Files) -> Result<Option<OpenEvent>, StoreError> {
    files.waiting_replacement()?.map(|(_, stamp)| finish_with(files, &stamp)).transpose()
}

fn finish_with(files: &Files, stamp: &str) -> Result<OpenEvent, StoreError> {
    let replacement = files.replacement(stamp);
    let origin = origin(&replacement).map_err(|error| database_error(files, error))?;
    for suffix in SUFFIXES {
        let (from, to) = (files.library_with(suffix), files.broken(stamp, suffix));
        if exists(&from) && !exists(&to) {
            rename(&from, &to)?;
        }
    }
    rename(&replacement, &files.library())?;
    Ok(OpenEvent::Recovered { moved_to: files.broken(stamp, ""), backup: origin.map(|name| files.backup_folder().join(name)) })
}

fn origin(replacement: &Path) -> rusqlite::Result<Option<String>> {
    Connection::open(replacement)?.query_row("SELECT origin FROM library", [], |row| row.get(0))
}

fn make_replacement(files: &Files, migrations: &[&str]) -> Result<(), StoreError> {
    let path = files.unfinished();
    for backup in files.backups()? {
        match restore::prepare(&backup.path, files, migrations) {
            Ok(()) => return Ok(()),
            Err(StoreError::BadBackup { why, .. }) => tracing::warn!(backup = %backup.path.display(), why, "a backup is not sound"),
            Err(error) => return Err(error),
        }
    }
    remove_database(&path);
    schema::create(&path, migrations).map_err(|error| database_error(files, error))?;
    sync_file(&path)
}
