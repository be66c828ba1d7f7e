//! Disk space for the index of the write-ahead log, the one file that SQLite writes through mapped
//! memory.
//!
//! A write to mapped memory without allocated space on the disk can't return an error: the system
//! ends the program (SIGBUS). SQLite writes a byte into each 4 KiB of a new piece of the file
//! first, so that a full disk is an error. Where the file system's blocks are smaller, as on ext4
//! with blocks of 1 KiB, that leaves holes. So the whole file is allocated as soon as it exists,
//! and where there is no space for that, the library is read-only.

use crate::StoreError;
use crate::files::Files;

/// The smallest free space on the disk for opening a library for writing, in bytes: more than the
/// first piece of the index, its allocation and a small change need.
const MIN_FREE_BYTES: u64 = 256 << 10;
/// How much of the index is allocated, in bytes: enough for a log of 60 MB, which is far more than
/// is ever kept.
const RESERVED_BYTES: u64 = 128 << 10;
/// The first piece of the index, in bytes.
const FIRST_PIECE_BYTES: u64 = 32 << 10;

/// Whether a library may be opened for writing: an index of the log can be created, or is allocated
/// already.
#[cfg(unix)]
pub(crate) fn is_sufficient(files: &Files) -> bool {
    use std::os::unix::fs::MetadataExt;
    let has_index = std::fs::metadata(files.library_with("-shm"))
        .is_ok_and(|index| index.blocks() * 512 >= FIRST_PIECE_BYTES);
    // A file system that does not report its size does not report its free space either.
    let has_space = |free: rustix::fs::StatVfs| {
        free.f_blocks == 0 || free.f_bavail.saturating_mul(free.f_frsize) >= MIN_FREE_BYTES
    };
    has_index || rustix::fs::statvfs(files.folder()).map_or(true, has_space)
}

/// Allocates disk space for the index of an open library's log.
#[cfg(unix)]
pub(crate) fn reserve(files: &Files) -> Result<(), StoreError> {
    use crate::error::file_error;
    use rustix::fs::{FallocateFlags, fallocate};
    use std::fs::File;
    use std::io::{self, ErrorKind};
    let path = files.library_with("-shm");
    let index = match File::options().read(true).write(true).open(&path) {
        Ok(index) => index,
        // On this drive there is no write-ahead log.
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(file_error(&path)(error)),
    };
    let reserved =
        fallocate(&index, FallocateFlags::empty(), 0, RESERVED_BYTES).map_err(io::Error::from);
    open_files::keep(index);
    match reserved {
        Err(error) if matches!(error.kind(), ErrorKind::StorageFull | ErrorKind::QuotaExceeded) => {
            Err(StoreError::DiskFull)
        }
        // Not every file system can allocate; then the library is opened all the same.
        _ => Ok(()),
    }
}

#[cfg(unix)]
mod open_files {
    use std::fs::File;
    use std::os::unix::fs::MetadataExt;
    use std::sync::{Mutex, PoisonError};

    /// Closing a file drops every lock that this process has on it, SQLite's too: so it stays open
    /// until it is deleted.
    static OPEN: Mutex<Vec<File>> = Mutex::new(Vec::new());

    pub(super) fn keep(file: File) {
        let mut open = OPEN.lock().unwrap_or_else(PoisonError::into_inner);
        open.retain(|file| file.metadata().is_ok_and(|file| file.nlink() > 0));
        open.push(file);
    }
}

#[cfg(not(unix))]
pub(crate) fn is_sufficient(_: &Files) -> bool {
    true
}

#[cfg(not(unix))]
pub(crate) fn reserve(_: &Files) -> Result<(), StoreError> {
    Ok(())
}
