//! Restores a backup into the library while other processes may have it open.

use crate::backup::{self, copy};
use crate::citation_keys::keep_keys;
use crate::connection::{
    ReadMode, lock, open_alone, open_to_read, open_to_read_anywhere, open_to_write,
};
use crate::error::ensure_restorable;
use crate::files::{Files, Identity, Lock, remove_database, sync_file};
use crate::{Recovery, Store, StoreError, salvage, schema};
use jiff::Timestamp;
use paperboy_paper::FileCause;
use rusqlite::backup::{Backup as Copy, StepResult};
use rusqlite::{Connection, ErrorCode};
use std::fs;
use std::path::{Path, PathBuf};

impl Store {
    /// Replaces the library with a backup, after a backup of the current state, whose path is
    /// returned: restoring that one undoes the change. Papers keep the citation keys that they
    /// have.
    ///
    /// The library's content changes in one transaction: other processes see the old state or the
    /// new one, and may continue.
    pub fn restore(&self, backup: &Path, now: Timestamp) -> Result<PathBuf, StoreError> {
        let writer = self.writer.as_ref().ok_or(StoreError::ReadOnly)?;
        self.ensure_there()?;
        if is_same_file(backup, &self.files.library()) {
            return Err(StoreError::BadBackup {
                path: backup.to_owned(),
                why: "it is the library itself".to_owned(),
            });
        }
        let Lock::Held(_lock) = self.files.lock()? else { return Err(StoreError::ReadOnly) };
        let prepared = self.files.unfinished();
        let beyond = self.newest_revision()?;
        let result = prepare(backup, &self.files, self.migrations, beyond)
            .and_then(|()| self.keep_citation_keys(&prepared))
            .and_then(|()| self.overwrite(&mut lock(writer), &prepared, now));
        remove_database(&prepared);
        result
    }

    /// Adds what is readable in a damaged library and missing in this one. The current state is
    /// backed up first; the backup's path and the result are returned.
    pub fn salvage(
        &self,
        damaged: &Path,
        now: Timestamp,
    ) -> Result<(PathBuf, Recovery), StoreError> {
        let writer = self.writer.as_ref().ok_or(StoreError::ReadOnly)?;
        self.ensure_there()?;
        if is_same_file(damaged, &self.files.library()) {
            return Err(StoreError::BadBackup {
                path: damaged.to_owned(),
                why: "it is the library itself".to_owned(),
            });
        }
        ensure_restorable(damaged)?;
        let Lock::Held(_lock) = self.files.lock()? else { return Err(StoreError::ReadOnly) };
        let writer = lock(writer);
        let current = open_to_read(&self.files.library(), ReadMode::Shared)
            .map_err(|error| self.store_error(error))?;
        let beyond = self.newest_revision()?;
        let backup = backup::make(&current, &self.files, backup::RESTORE, now)?;
        let recovery =
            salvage::add_what_is_readable(&writer, damaged, &self.files, self.migrations, beyond)?;
        self.ensure_there()?;
        Ok((backup, recovery))
    }

    /// A key that was given out stays the paper's: what cites it knows nothing of backups.
    fn keep_citation_keys(&self, prepared: &Path) -> Result<(), StoreError> {
        let store_error = |error| self.store_error(error);
        let to = open_alone(prepared).map_err(store_error)?;
        self.read(|from| keep_keys(from, &to))?;
        to.close().map_err(|(_, error)| store_error(error))
    }

    /// How much was ever changed in this library or one that a backup holds.
    fn newest_revision(&self) -> Result<i64, StoreError> {
        Ok(self.read(schema::revision)?.max(backup::newest_revision(&self.files)?))
    }

    fn overwrite(
        &self,
        writer: &mut Connection,
        prepared: &Path,
        now: Timestamp,
    ) -> Result<PathBuf, StoreError> {
        let store_error = |error| self.store_error(error);
        let source = open_to_read(prepared, ReadMode::Shared).map_err(store_error)?;
        let copying = Copy::new(&source, writer).map_err(store_error)?;
        // The first step locks out all other writers, so that what they wrote before is in the
        // safety copy and nothing comes after it.
        completed(copying.step(1).map_err(store_error)?)?;
        let current = open_to_read(&self.files.library(), ReadMode::Shared).map_err(store_error)?;
        let backup = backup::make(&current, &self.files, backup::RESTORE, now)?;
        completed(copying.step(-1).map_err(store_error)?)?;
        self.ensure_there()?;
        Ok(backup)
    }
}

fn completed(step: StepResult) -> Result<(), StoreError> {
    match step {
        StepResult::Busy | StepResult::Locked => Err(StoreError::Busy),
        _ => Ok(()),
    }
}

/// Makes a backup a library that could be opened as it is: sound, with today's schema, and with a
/// new generation ahead of the revision `beyond`. It is left in [`Files::unfinished`].
pub(crate) fn prepare(
    backup: &Path,
    files: &Files,
    migrations: &[&str],
    beyond: i64,
) -> Result<(), StoreError> {
    let unsound =
        |why: &str| StoreError::BadBackup { path: backup.to_owned(), why: why.to_owned() };
    let scratch = files.unpacked();
    let plain = match backup::plain(backup, &scratch) {
        Err(StoreError::File { source, .. }) => {
            return Err(unsound(&FileCause::from(&source).to_string()));
        }
        Err(StoreError::NoPermission(_)) => {
            return Err(unsound(&FileCause::NoPermission.to_string()));
        }
        plain => plain?,
    };
    let path = files.unfinished();
    let origin = backup.file_name().map(|name| name.to_string_lossy());
    let made = make(&plain, &path, migrations, origin.as_deref(), beyond);
    remove_database(&scratch);
    let result = match made {
        Ok(None) => return sync_file(&path),
        Ok(Some(why)) => unsound(&why),
        Err(error) if error.sqlite_error_code() == Some(ErrorCode::DiskFull) => {
            StoreError::DiskFull
        }
        Err(error) => unsound(&error.to_string()),
    };
    remove_database(&path);
    Err(result)
}

/// `Some`: why the backup can't be used.
fn make(
    backup: &Path,
    path: &Path,
    migrations: &[&str],
    origin: Option<&str>,
    beyond: i64,
) -> rusqlite::Result<Option<String>> {
    let (source, _) = open_to_read_anywhere(backup)?;
    if schema::application_id(&source)? != schema::APPLICATION_ID {
        return Ok(Some("it is not a Paperboy library".to_owned()));
    }
    let (found, known) = (schema::version(&source)?, schema::newest(migrations));
    if found > known {
        return Ok(Some(format!(
            "it was made by a newer version of Paperboy (schema {found}; this version knows {known})"
        )));
    }
    copy(&source, path)?;
    let mut connection = open_to_write(path)?;
    schema::migrate(&mut connection, migrations)?;
    schema::probe(&connection)?;
    if !schema::is_led_to_by(&connection, migrations)? {
        return Ok(Some("its schema has been altered".to_owned()));
    }
    schema::begin_history(&connection, origin, beyond)?;
    connection.close().map_err(|(_, error)| error)?;
    Ok(None)
}

fn is_same_file(a: &Path, b: &Path) -> bool {
    let same_name = fs::canonicalize(a).is_ok_and(|a| fs::canonicalize(b).is_ok_and(|b| a == b));
    // On Unix a second name of the same file is found out too.
    same_name || (cfg!(unix) && Identity::of(a).is_some_and(|a| Some(a) == Identity::of(b)))
}
