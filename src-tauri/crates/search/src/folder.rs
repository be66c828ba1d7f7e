//! The index's folder: the committed state, resetting it, and reading it without changing it.

use crate::IndexError;
use crate::schema::{Columns, VERSION, checksum, tokenizers};
use serde_json::json;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    Directory, DirectoryLock, FileHandle, INDEX_WRITER_LOCK, Lock, META_LOCK, MmapDirectory,
    WatchCallback, WatchHandle, WritePtr,
};
use tantivy::{Index, IndexMeta, TantivyError};

const META: &str = "meta.json";
const MANAGED: &str = ".managed.json";

/// The data that is committed together with the papers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Commit {
    /// The library's generation id.
    pub history: String,
    /// The library's revision up to which everything is indexed.
    pub revision: u64,
}

impl Commit {
    /// As it is written down. The seal notices a flipped bit, which the file it is in would
    /// not.
    pub fn payload(&self) -> String {
        json!({"version": VERSION, "history": self.history, "revision": self.revision, "seal": self.seal()}).to_string()
    }

    fn seal(&self) -> u64 {
        checksum(0, &format!("{VERSION}\n{}\n{}", self.revision, self.history))
    }

    /// Reads the committed state; the error is the reason why it can't be used: `schema` or
    /// `broken: …`.
    pub fn read(meta: &IndexMeta) -> Result<Self, String> {
        let payload = meta.payload.as_deref().unwrap_or_default();
        let value: serde_json::Value = serde_json::from_str(payload)
            .map_err(|_| "broken: the last commit is not Paperboy's".to_owned())?;
        if value["version"].as_u64() != Some(VERSION) {
            return Err("schema".to_owned());
        }
        let (Some(history), Some(revision)) =
            (value["history"].as_str(), value["revision"].as_u64())
        else {
            return Err("broken: the last commit can't be read".to_owned());
        };
        let commit = Self { history: history.to_owned(), revision };
        if value["seal"].as_u64() != Some(commit.seal()) {
            return Err("broken: the last commit does not match its checksum".to_owned());
        }
        if meta.schema != Columns::new().0 {
            return Err("schema".to_owned());
        }
        Ok(commit)
    }
}

/// Opens the index in the folder. The error is the reason why it can't be used: `missing`, `stale`,
/// `schema`, or `broken: …`.
pub(crate) fn open(folder: &Path, history: &str, writable: bool) -> Result<Index, String> {
    if !folder.join(META).is_file() {
        return Err("missing".to_owned());
    }
    let broken = |error: TantivyError| format!("broken: {error}");
    let directory = MmapDirectory::open(folder).map_err(|error| format!("broken: {error}"))?;
    let mut index =
        if writable { Index::open(directory) } else { Index::open(ReadOnly(directory)) }
            .map_err(broken)?;
    index.set_tokenizers(tokenizers());
    // As long as this is held, no writer removes the files that are being opened.
    let held =
        index.directory().acquire_lock(&META_LOCK).map_err(|error| format!("broken: {error}"))?;
    let meta = index.load_metas().map_err(broken)?;
    let commit = Commit::read(&meta)?;
    if commit.history != history {
        return Err("stale".to_owned());
    }
    for segment in index.searchable_segments().map_err(broken)? {
        let reader = tantivy::SegmentReader::open(&segment).map_err(broken)?;
        let keys = reader.fast_fields().u64(crate::schema::KEY).map_err(broken)?;
        // The number of papers is in a file without a checksum.
        if keys.num_docs() != segment.meta().max_doc()
            || segment.meta().num_deleted_docs() > segment.meta().max_doc()
        {
            return Err("broken: a segment does not have the expected number of papers".to_owned());
        }
    }
    drop(held);
    Ok(index)
}

/// Resets the index in the folder. Only files that are tantivy's are removed.
///
/// One atomic write makes the old index an empty one; the files that are removed after it are not
/// needed.
pub(crate) fn begin(folder: &Path, history: &str) -> Result<Index, IndexError> {
    fs::create_dir_all(folder).map_err(storage)?;
    let directory = MmapDirectory::open(folder).map_err(storage)?;
    let lock = directory.acquire_lock(&INDEX_WRITER_LOCK).map_err(|error| match error {
        LockError::LockBusy => IndexError::Busy,
        LockError::IoError(error) => storage(error),
    })?;
    let meta = IndexMeta {
        payload: Some(Commit { history: history.to_owned(), revision: 0 }.payload()),
        ..IndexMeta::with_schema(Columns::new().0)
    };
    let meta = serde_json::to_vec_pretty(&meta).map_err(storage)?;
    directory.atomic_write(Path::new(META), &meta).map_err(storage)?;
    for file in fs::read_dir(folder).map_err(storage)?.flatten() {
        let name = file.file_name();
        if name.to_str().is_some_and(is_segment_file) || name.to_str() == Some(MANAGED) {
            fs::remove_file(file.path()).map_err(storage)?;
        }
    }
    directory.sync_directory().map_err(storage)?;
    drop(lock);
    open(folder, history, true).map_err(storage)
}

/// An empty index in memory, for a folder that can't be written.
pub(crate) fn in_memory(history: &str) -> Result<Index, IndexError> {
    let mut index = Index::create_in_ram(Columns::new().0);
    index.set_tokenizers(tokenizers());
    let mut writer = index
        .writer_with_num_threads::<tantivy::TantivyDocument>(1, 15_000_000)
        .map_err(storage)?;
    let mut commit = writer.prepare_commit().map_err(storage)?;
    commit.set_payload(&Commit { history: history.to_owned(), revision: 0 }.payload());
    commit.commit().map_err(storage)?;
    Ok(index)
}

/// tantivy names a segment's files by 32 hexadecimal digits, perhaps a number, and an extension.
fn is_segment_file(name: &str) -> bool {
    let Some((stem, extension)) = name.split_once('.') else { return false };
    stem.len() == 32
        && stem.bytes().all(|b| b.is_ascii_hexdigit())
        && extension.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'.')
}

pub(crate) fn storage(error: impl std::fmt::Display) -> IndexError {
    let message = error.to_string();
    // tantivy puts the system's errors into words of its own, and their numbers with them.
    if FULL.iter().any(|full| message.contains(full)) {
        IndexError::Full
    } else {
        IndexError::Storage(message)
    }
}

/// The system's numbers for a disk that is full, or full for this user.
const FULL: [&str; 3] = if cfg!(windows) {
    ["(os error 112)", "(os error 39)", "(os error 1295)"]
} else {
    ["(os error 28)", "(os error 122)", "(os error 69)"]
};

/// A folder that is read and never written: no lock, no file.
#[derive(Debug, Clone)]
struct ReadOnly(MmapDirectory);

fn refused() -> io::Error {
    io::Error::new(io::ErrorKind::ReadOnlyFilesystem, "the index was opened for reading only")
}

impl Directory for ReadOnly {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        self.0.get_file_handle(path)
    }
    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        Err(DeleteError::IoError { io_error: Arc::new(refused()), filepath: path.to_owned() })
    }
    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.0.exists(path)
    }
    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        Err(OpenWriteError::wrap_io_error(refused(), PathBuf::from(path)))
    }
    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.0.atomic_read(path)
    }
    fn atomic_write(&self, _: &Path, _: &[u8]) -> io::Result<()> {
        Err(refused())
    }
    fn sync_directory(&self) -> io::Result<()> {
        Ok(())
    }
    fn acquire_lock(&self, _: &Lock) -> Result<DirectoryLock, LockError> {
        Ok(DirectoryLock::from(Box::new(())))
    }
    fn watch(&self, _: WatchCallback) -> tantivy::Result<WatchHandle> {
        Ok(WatchHandle::empty())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn only_tantivys_own_files_are_taken_for_its() {
        for (name, expected) in [
            ("0123456789abcdef0123456789abcdef.term", true),
            ("0123456789abcdef0123456789abcdef.17.del", true),
            ("0123456789abcdef0123456789abcdef", false),
            ("notes.term", false),
            ("library.sqlite", false),
        ] {
            assert_eq!(is_segment_file(name), expected, "{name}");
        }
    }
}
