//! Begins a library where the database is missing and there are backups, as the user decided.

use crate::connection::open_alone;
use crate::error::database_error;
use crate::files::{Files, Lock, exists, rename, sync_file};
use crate::schema::MIGRATIONS;
use crate::{Backup, Begin, Store, StoreError, backup, facts, open, restore};
use jiff::Timestamp;
use std::path::Path;

impl Store {
    /// Makes a library in a folder where `library.db` is missing; where it is there by now, nothing
    /// is done. Then it is opened as usual.
    pub fn begin(folder: &Path, begin: &Begin, now: Timestamp) -> Result<(), StoreError> {
        let files = Files::new(folder);
        let Lock::Held(_lock) = files.lock()? else { return Err(StoreError::ReadOnly) };
        if exists(&files.library()) {
            return Ok(());
        }
        files.remove_leftovers();
        match begin {
            Begin::Empty => open::create(&files, now, MIGRATIONS),
            Begin::With(path) => {
                restore::prepare(path, &files, MIGRATIONS, backup::newest_revision(&files)?)?;
                put_in_place(&files, now)
            }
            Begin::Newest => {
                prepare_newest(&files)?;
                put_in_place(&files, now)
            }
        }
    }
}

fn prepare_newest(files: &Files) -> Result<(), StoreError> {
    let beyond = backup::newest_revision(files)?;
    let mut refusal = StoreError::BadBackup {
        path: files.backup_folder(),
        why: "there is no backup of the whole library".to_owned(),
    };
    for backup in backup::all(files)? {
        match restore::prepare(&backup.path, files, MIGRATIONS, beyond) {
            Ok(()) => return add_newer_facts(files, &backup),
            Err(error @ StoreError::BadBackup { .. }) => {
                tracing::warn!(%error, "a backup is not intact");
                refusal = error;
            }
            Err(error) => return Err(error),
        }
    }
    Err(refusal)
}

/// Adds to the prepared library what the user did since that backup.
fn add_newer_facts(files: &Files, backup: &Backup) -> Result<(), StoreError> {
    let revision = backup.content.as_ref().map_or(0, |content| content.revision);
    let path = files.unfinished();
    let connection = open_alone(&path).map_err(|error| database_error(files, error))?;
    let added = facts::add_newer(&connection, files, revision)
        .map_err(|error| database_error(files, error))?;
    tracing::info!(?added, "facts newer than the backup were added");
    connection.close().map_err(|(_, error)| database_error(files, error))?;
    sync_file(&path)
}

fn put_in_place(files: &Files, now: Timestamp) -> Result<(), StoreError> {
    open::set_logs_aside(files, now)?;
    rename(&files.unfinished(), &files.library())
}
