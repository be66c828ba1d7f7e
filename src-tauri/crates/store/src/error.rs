//! Where SQLite's and the file system's errors become the store's: once, here.

use crate::StoreError;
use crate::files::{Files, SUFFIXES};
use paperboy_paper::FileCause;
use rusqlite::{Error, ErrorCode, ffi};
use std::fs::File;
use std::io::{self, ErrorKind};
use std::path::Path;

/// What an error of SQLite on the library's database means.
pub(crate) fn database_error(files: &Files, error: Error) -> StoreError {
    // A stored value is invalid for its column: it was altered on the disk.
    if matches!(
        error,
        Error::FromSqlConversionFailure(..)
            | Error::InvalidColumnType(..)
            | Error::IntegralValueOutOfRange(..)
            | Error::Utf8Error(..)
    ) {
        return StoreError::Damaged(error);
    }
    let Some(failure) = error.sqlite_error().copied() else { return StoreError::Database(error) };
    let library = files.library();
    let gone = || {
        std::fs::metadata(&library).is_err_and(|error| error.kind() != ErrorKind::PermissionDenied)
    };
    match failure.code {
        ErrorCode::DatabaseBusy
        | ErrorCode::DatabaseLocked
        | ErrorCode::FileLockingProtocolFailed => StoreError::Busy,
        ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => StoreError::Damaged(error),
        // SQLite's error for a header with an invalid schema format.
        ErrorCode::Unknown if error.to_string() == "unsupported file format" => {
            StoreError::Damaged(error)
        }
        ErrorCode::DiskFull => StoreError::DiskFull,
        ErrorCode::ReadOnly if failure.extended_code == ffi::SQLITE_READONLY_DBMOVED => {
            StoreError::Gone(files.folder().to_owned())
        }
        ErrorCode::ReadOnly => StoreError::ReadOnly,
        ErrorCode::PermissionDenied => StoreError::NoPermission(library),
        ErrorCode::CannotOpen if is_too_long(&library) => {
            StoreError::File { path: library, source: ErrorKind::InvalidFilename.into() }
        }
        ErrorCode::CannotOpen | ErrorCode::SystemIoFailure if gone() => {
            StoreError::Gone(files.folder().to_owned())
        }
        // The log's index could not be made as large as it must be.
        ErrorCode::SystemIoFailure if failure.extended_code == ffi::SQLITE_IOERR_SHMSIZE => {
            StoreError::DiskFull
        }
        ErrorCode::CannotOpen => match SUFFIXES
            .map(|suffix| files.library_with(suffix))
            .into_iter()
            .find(|path| forbidden(path))
        {
            Some(path) => StoreError::NoPermission(path),
            None => StoreError::Database(error),
        },
        _ => StoreError::Database(error),
    }
}

/// What an error of the file system on `path` means.
pub(crate) fn file_error(path: &Path) -> impl FnOnce(io::Error) -> StoreError {
    let path = path.to_owned();
    move |source| match source.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => StoreError::DiskFull,
        ErrorKind::PermissionDenied => StoreError::NoPermission(path),
        ErrorKind::ReadOnlyFilesystem => StoreError::ReadOnly,
        _ => StoreError::File { path, source },
    }
}

/// Refuses what the user named to restore from and what is no regular file: a pipe would be waited
/// for.
pub(crate) fn ensure_restorable(path: &Path) -> Result<(), StoreError> {
    let why = match std::fs::metadata(path) {
        Ok(found) if found.is_file() => return Ok(()),
        Ok(found) if found.is_dir() => FileCause::IsAFolder.to_string(),
        Ok(_) => "it is a device, a pipe or a socket, not a file".to_owned(),
        Err(error) if error.kind() == ErrorKind::NotFound => "there is no such file".to_owned(),
        Err(error) => FileCause::from(&error).to_string(),
    };
    Err(StoreError::BadBackup { path: path.to_owned(), why })
}

/// Damage that Paperboy found, not SQLite.
pub(crate) fn damage(why: impl Into<String>) -> Error {
    Error::SqliteFailure(ffi::Error::new(ffi::SQLITE_CORRUPT), Some(why.into()))
}

/// Whether a path with SQLite's suffixes is too long for SQLite, although the system might accept
/// it.
fn is_too_long(path: &Path) -> bool {
    const MAX_PATH_BYTES: usize = 512 - "-journal".len() - 1;
    std::path::absolute(path).is_ok_and(|path| path.as_os_str().len() > MAX_PATH_BYTES)
}

/// SQLite only reports that it could not open a file; opening it again gives the reason.
fn forbidden(path: &Path) -> bool {
    match File::open(path) {
        Ok(file) => {
            // Closing a file drops every lock this process has on it, SQLite's too: rather keep it
            // open for good.
            std::mem::forget(file);
            false
        }
        Err(error) => error.kind() == ErrorKind::PermissionDenied,
    }
}
