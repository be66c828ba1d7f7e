//! Opening a library, whatever state it is in.

use crate::connection::{
    ReadMode, has_log, open_alone, open_to_read, open_to_read_anywhere, open_to_write,
    set_up_library,
};
use crate::error::{damage, database_error, file_error};
use crate::files::{Files, Lock, SUFFIXES, exists, remove_database, rename, sync_file};
use crate::schema::{self, MIGRATIONS};
use crate::store::integrity_errors;
use crate::{OpenEvent, Opening, Store, StoreError, backup, disk_space, recover};
use jiff::Timestamp;
use rusqlite::{Connection, ErrorCode};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

impl Store {
    /// Opens the library in `folder`, creates it when there is none, migrates an older one to
    /// today's schema (after a backup), and recovers a damaged one: the file is moved aside and
    /// replaced by what could be salvaged of it and of its backups. Where the folder can't be
    /// written but a library is there, it is opened for reading.
    pub fn open(folder: &Path, now: Timestamp) -> Result<Opening, StoreError> {
        open_knowing(folder, now, MIGRATIONS)
    }
}

/// Like [`Store::open`], with these migrations.
pub(crate) fn open_knowing(
    folder: &Path,
    now: Timestamp,
    migrations: &'static [&'static str],
) -> Result<Opening, StoreError> {
    let files = Files::new(folder);
    make_folder(folder)?;
    let there = exists(&files.library());
    match files.lock()? {
        Lock::Held(_lock) => match open_locked(&files, now, migrations) {
            // The file is another user's and write-protected.
            Err(StoreError::ReadOnly) if there => open_for_reading(&files, migrations),
            // There is no space even for the log's index.
            Err(StoreError::DiskFull) if there => open_on_full_disk(&files, migrations),
            opening => opening,
        },
        Lock::Unwritable if there => open_for_reading(&files, migrations),
        Lock::Unwritable => Err(StoreError::NoPermission(folder.to_owned())),
    }
}

fn make_folder(folder: &Path) -> Result<(), StoreError> {
    match fs::create_dir_all(folder) {
        Err(error) if error.kind() == ErrorKind::ReadOnlyFilesystem => {
            Err(StoreError::NoPermission(folder.to_owned()))
        }
        result => result.map_err(file_error(folder)),
    }
}

fn open_locked(
    files: &Files,
    now: Timestamp,
    migrations: &'static [&'static str],
) -> Result<Opening, StoreError> {
    files.remove_leftovers();
    let mut events = Vec::new();
    let unprotected = unprotect(files);
    if !unprotected.is_empty() {
        events.push(OpenEvent::Unprotected(unprotected));
    }
    events.extend(recover::finish(files, now)?);
    if is_missing(files)? {
        let has_backups = !files.backups()?.is_empty() || !files.facts()?.is_empty();
        match (exists(&files.library()), has_backups) {
            // No crash of ours leaves an empty file: something else emptied it.
            (true, true) => events.push(recover::recover(files, now, migrations)?),
            (false, true) => {
                let newest = backup::all(files)?.into_iter().next().map(|backup| backup.path);
                return Err(StoreError::Missing { folder: files.folder().to_owned(), newest });
            }
            (_, false) => {
                create(files, now, migrations)?;
                events.push(OpenEvent::Created);
            }
        }
    }
    let opened = match is_known_to_be_damaged(files)? {
        Some(error) => Err(StoreError::Damaged(error)),
        None => open_sound(files, now, migrations),
    };
    let (writer, event) = match opened {
        Err(StoreError::Damaged(error)) => {
            tracing::error!(%error, "the library is damaged");
            events.push(recover::recover(files, now, migrations)?);
            open_sound(files, now, migrations)?
        }
        opened => opened?,
    };
    events.extend(event);
    Ok(Opening {
        store: Store::new(files.clone(), migrations, Some(writer), ReadMode::Shared),
        events,
    })
}

/// Damage that another program found and could not repair, unless it is repaired by now.
fn is_known_to_be_damaged(files: &Files) -> Result<Option<rusqlite::Error>, StoreError> {
    let mark = files.damage_mark();
    if !exists(&mark) {
        return Ok(None);
    }
    let errors = open_to_read(&files.library(), ReadMode::Shared)
        .and_then(|connection| integrity_errors(&connection));
    match errors {
        Ok(errors) if errors.is_empty() => {
            fs::remove_file(&mark).map(|()| None).map_err(file_error(&mark))
        }
        Ok(errors) => Ok(Some(damage(errors.join("; ")))),
        Err(error) => Ok(Some(error)),
    }
}

fn is_missing(files: &Files) -> Result<bool, StoreError> {
    let path = files.library();
    match fs::metadata(&path) {
        // A folder, or a pipe, for which opening would wait without end.
        Ok(metadata) if !metadata.is_file() => Err(StoreError::NotALibrary(path)),
        Ok(metadata) => Ok(metadata.len() == 0),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(true),
        Err(error) => Err(file_error(&path)(error)),
    }
}

pub(crate) fn create(files: &Files, now: Timestamp, migrations: &[&str]) -> Result<(), StoreError> {
    set_logs_aside(files, now)?;
    let path = files.unfinished();
    // Backups and facts of a library that was removed may be left: those of this one come after them.
    let beyond = backup::newest_revision(files)?;
    schema::create(&path, migrations)
        .and_then(|()| match beyond {
            0 => Ok(()),
            _ => schema::begin_history(&open_alone(&path)?, None, beyond),
        })
        .map_err(|error| database_error(files, error))
        .inspect_err(|_| remove_database(&path))?;
    sync_file(&path)?;
    rename(&path, &files.library())
}

/// A log without its database: SQLite would delete it.
pub(crate) fn set_logs_aside(files: &Files, now: Timestamp) -> Result<(), StoreError> {
    let timestamp = files.free_timestamp(now);
    for suffix in &SUFFIXES[1..] {
        if exists(&files.library_with(suffix)) {
            rename(&files.library_with(suffix), &files.damaged_path(&timestamp, suffix))?;
        }
    }
    Ok(())
}

/// Opens a library for writing, after a check of its owner and its version, and migrates it.
fn open_sound(
    files: &Files,
    now: Timestamp,
    migrations: &[&str],
) -> Result<(Connection, Option<OpenEvent>), StoreError> {
    let store_error = |error| database_error(files, error);
    if !disk_space::is_sufficient(files) {
        return Err(StoreError::DiskFull);
    }
    let mut connection = open_to_write(&files.library()).map_err(store_error)?;
    let found = recognise(&connection, files, migrations)?;
    if connection.is_readonly(rusqlite::MAIN_DB).map_err(store_error)? {
        return Err(StoreError::ReadOnly);
    }
    set_up_library(&connection).map_err(store_error)?;
    let mut event = None;
    if found < schema::newest(migrations) {
        let backup = backup::make(&connection, files, backup::MIGRATION, now)?;
        schema::migrate(&mut connection, migrations).map_err(store_error)?;
        event = Some(OpenEvent::Migrated { from: found, backup });
    }
    look_into(&connection, files)?;
    disk_space::reserve(files)?;
    Ok((connection, event))
}

/// Removes the write protection of the library's files where their folder can be written: it comes
/// from a copy of a read-only medium, or from an accidental `chmod`. Where that is not permitted,
/// opening reports the error.
#[cfg(unix)]
fn unprotect(files: &Files) -> Vec<PathBuf> {
    use std::os::unix::fs::PermissionsExt;
    /// The owner's right to write.
    const WRITE: u32 = 0o200;
    let mut unprotected = Vec::new();
    for path in SUFFIXES.map(|suffix| files.library_with(suffix)) {
        let Ok(found) = fs::metadata(&path) else { continue };
        let mode = found.permissions().mode();
        if found.is_file()
            && mode & WRITE == 0
            && fs::set_permissions(&path, fs::Permissions::from_mode(mode | WRITE)).is_ok()
        {
            tracing::warn!(path = %path.display(), mode = format!("{mode:o}"), "a file of the library was write-protected");
            unprotected.push(path);
        }
    }
    unprotected
}

#[cfg(not(unix))]
fn unprotect(_: &Files) -> Vec<PathBuf> {
    Vec::new()
}

fn open_for_reading(
    files: &Files,
    migrations: &'static [&'static str],
) -> Result<Opening, StoreError> {
    let (connection, reading) =
        open_to_read_anywhere(&files.library()).map_err(|error| {
            match error.sqlite_error_code() {
                Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly) if has_log(&files.library()) => {
                    StoreError::NotClosed(files.folder().to_owned())
                }
                _ => database_error(files, error),
            }
        })?;
    read_with(files, migrations, &connection)?;
    Ok(Opening {
        store: Store::new(files.clone(), migrations, None, reading),
        events: vec![OpenEvent::ReadOnly],
    })
}

/// Opens a library on a full disk for reading. The index of its log can't be created: it exists, or
/// there is no log.
fn open_on_full_disk(
    files: &Files,
    migrations: &'static [&'static str],
) -> Result<Opening, StoreError> {
    let reading = match (exists(&files.library_with("-shm")), has_log(&files.library())) {
        (true, _) => ReadMode::Shared,
        (false, false) => ReadMode::Unchanging,
        (false, true) => return Err(StoreError::DiskFull),
    };
    let connection =
        open_to_read(&files.library(), reading).map_err(|error| database_error(files, error))?;
    read_with(files, migrations, &connection)?;
    let store = Store::new(files.clone(), migrations, None, reading).because_full();
    Ok(Opening { store, events: vec![OpenEvent::DiskFull] })
}

/// Looks whether a library can be read as it is.
fn read_with(
    files: &Files,
    migrations: &[&str],
    connection: &Connection,
) -> Result<(), StoreError> {
    if recognise(connection, files, migrations)? < schema::newest(migrations) {
        // It would have to be migrated first.
        return Err(StoreError::ReadOnly);
    }
    look_into(connection, files)
}

/// The version of a library that is ours and not newer than we are.
fn recognise(
    connection: &Connection,
    files: &Files,
    migrations: &[&str],
) -> Result<u32, StoreError> {
    let store_error = |error| database_error(files, error);
    let (found, known) =
        (schema::version(connection).map_err(store_error)?, schema::newest(migrations));
    let is_ours =
        schema::application_id(connection).map_err(store_error)? == schema::APPLICATION_ID;
    if let Some(why) = contradiction(connection, is_ours, found, migrations).map_err(store_error)? {
        return Err(StoreError::Damaged(damage(why)));
    }
    if !is_ours {
        // Both the header and the tables of a database identify its owner.
        return Err(match schema::has_our_tables(connection).map_err(store_error)? {
            true => StoreError::Damaged(damage("its header names another program")),
            false => StoreError::NotALibrary(files.library()),
        });
    }
    if found > known {
        return Err(StoreError::Newer { folder: files.folder().to_owned(), found, known });
    }
    Ok(found)
}

/// The most versions by which a library can be ahead: a greater number was never written.
const MAX_VERSIONS_AHEAD: u32 = 100_000;

/// The damage of a library's header and schema: where they contradict each other, the longer one is
/// right.
fn contradiction(
    connection: &Connection,
    is_ours: bool,
    found: u32,
    migrations: &[&str],
) -> rusqlite::Result<Option<String>> {
    let known = schema::newest(migrations);
    let is_todays = schema::is_led_to_by(connection, migrations)?;
    if is_ours && found == known {
        return Ok((!is_todays).then(|| "its schema has been altered".to_owned()));
    }
    // A newer Paperboy may have changed only rows: its library is left alone.
    let may_be_newer = is_ours && (known + 1..=known + MAX_VERSIONS_AHEAD).contains(&found);
    let was_never_written = is_ours && found > known + MAX_VERSIONS_AHEAD;
    if (!is_todays || may_be_newer) && !was_never_written {
        return Ok(None);
    }
    // A step that changes only rows leads from one schema to the same.
    let steps = usize::try_from(found).unwrap_or(usize::MAX).min(migrations.len());
    if is_ours && found < known && schema::is_led_to_by(connection, &migrations[..steps])? {
        return Ok(None);
    }
    Ok(Some(format!("its header names another program, or version {found}")))
}

fn look_into(connection: &Connection, files: &Files) -> Result<(), StoreError> {
    schema::probe(connection).map_err(|error| match error.sqlite_error_code() {
        // A table or the library's only row is not there.
        Some(ErrorCode::Unknown) | None => StoreError::Damaged(damage(error.to_string())),
        Some(_) => database_error(files, error),
    })
}
