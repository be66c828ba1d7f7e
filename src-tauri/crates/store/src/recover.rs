//! A damaged library is moved aside, never deleted, and replaced by the result of [`salvage`].
//!
//! The replacement is completed first and gets a name that marks a running recovery. From then on
//! every step can be repeated: after a crash the next start finishes the recovery.

use crate::connection::{ReadMode, open_to_read};
use crate::error::database_error;
use crate::files::{Files, Lock, SUFFIXES, exists, rename};
use crate::schema::MIGRATIONS;
use crate::store::integrity_errors;
use crate::{Contents, OpenEvent, Recovery, RepairedBy, StoreError, salvage};
use jiff::Timestamp;
use std::path::{Path, PathBuf};

/// Moves a library aside that was found damaged while it was open, and puts the result of
/// [`salvage`] in its place; then it is to be opened again. A `Store` that is still open on the
/// damaged file writes nothing more ([`StoreError::Gone`]). Where open files can't be moved
/// (Windows), it must be dropped first.
pub fn set_aside_and_recover(folder: &Path, now: Timestamp) -> Result<OpenEvent, StoreError> {
    let files = Files::new(folder);
    if !exists(&files.library()) {
        return Err(StoreError::Gone(folder.to_owned()));
    }
    let Lock::Held(_lock) = files.lock()? else { return Err(StoreError::ReadOnly) };
    files.remove_leftovers();
    match finish(&files, now)? {
        // Another process had begun this recovery and was interrupted.
        Some(event) => Ok(event),
        None => match recovered_by_another(&files)? {
            Some(event) => Ok(event),
            None => recover(&files, now, MIGRATIONS),
        },
    }
}

/// The recovery that another process completed after this one found the damage and before it got the
/// lock: a second recovery would discard the changes since.
fn recovered_by_another(files: &Files) -> Result<Option<OpenEvent>, StoreError> {
    let recovery = || -> rusqlite::Result<Option<Recovery>> {
        let connection = open_to_read(&files.library(), ReadMode::Shared)?;
        if integrity_errors(&connection)?.is_empty() {
            salvage::recovery(&connection)
        } else {
            Ok(None)
        }
    };
    // A library that can't be read is still damaged.
    let Some(recovery) = recovery().unwrap_or(None) else { return Ok(None) };
    let moved_to = files.newest_damaged()?;
    Ok(moved_to.map(|moved_to| event(files, moved_to, recovery)))
}

/// Like [`set_aside_and_recover`], while the lock is held.
pub(crate) fn recover(
    files: &Files,
    now: Timestamp,
    migrations: &[&str],
) -> Result<OpenEvent, StoreError> {
    salvage::make_whole(files, migrations)?;
    let timestamp = files.free_timestamp(now);
    rename(&files.unfinished(), &files.replacement(&timestamp))?;
    finish_with(files, &timestamp, now)
}

/// Finishes a recovery that was interrupted.
pub(crate) fn finish(files: &Files, now: Timestamp) -> Result<Option<OpenEvent>, StoreError> {
    files.waiting_replacement()?.map(|timestamp| finish_with(files, &timestamp, now)).transpose()
}

fn finish_with(files: &Files, timestamp: &str, now: Timestamp) -> Result<OpenEvent, StoreError> {
    let replacement = files.replacement(timestamp);
    let recovery = open_to_read(&replacement, ReadMode::Shared)
        .and_then(|connection| salvage::recovery(&connection))
        .map_err(|error| database_error(files, error))?;
    // After a crash the user may have put another file in the library's place; it is moved aside
    // too, and overwrites nothing.
    let taken = SUFFIXES.iter().any(|suffix| {
        exists(&files.library_with(suffix)) && exists(&files.damaged_path(timestamp, suffix))
    });
    let file_time = if taken { files.free_timestamp(now) } else { timestamp.to_owned() };
    for suffix in SUFFIXES {
        if exists(&files.library_with(suffix)) {
            rename(&files.library_with(suffix), &files.damaged_path(&file_time, suffix))?;
        }
    }
    rename(&replacement, &files.library())?;
    // A remaining mark only costs a check: the next start removes it when it finds no damage.
    let _ = std::fs::remove_file(files.damage_mark());
    Ok(event(
        files,
        files.damaged_path(&file_time, ""),
        // An older Paperboy stored no recovery where it began empty.
        recovery.unwrap_or_else(|| Recovery::new(RepairedBy::Backup, Contents::default())),
    ))
}

fn event(files: &Files, moved_to: PathBuf, recovery: Recovery) -> OpenEvent {
    let backup = recovery.backup.as_ref().map(|name| files.backup_folder().join(name));
    OpenEvent::Recovered { moved_to, backup, recovery }
}
