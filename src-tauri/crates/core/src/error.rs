//! The one error of the use cases, and how it crosses to the window.

use crate::wire::{
    ErrorCause, ErrorCode, IndexCause, SyncTrouble, ValueCause, WireError, WritingCause,
};
use paperboy_net::ZoteroError;
use paperboy_paper::{FileCause, PaperId, ReadingReason};
use paperboy_report::LinkRefused;
use paperboy_search::IndexError;
use paperboy_store::StoreError;
use std::io;
use std::path::{Path, PathBuf};

/// The error of a use case.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The library.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The search index.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// A paper named is not in the library.
    #[error("{0} is not in the library")]
    UnknownPaper(PaperId),
    /// A value given can't be: a setting, a date, an id.
    #[error("{0}")]
    BadValue(ValueCause),
    /// There is no network; the hosts that were tried.
    #[error("there is no network connection: {} can't be reached", .0.join(" and "))]
    Offline(Vec<String>),
    /// A paper's article could not be read for now.
    #[error("the full text of {id} could not be fetched: {}", ReadingReason::sentence(.reasons).unwrap_or_default())]
    NotRead {
        /// The paper.
        id: PaperId,
        /// What the sources answered.
        reasons: Vec<ReadingReason>,
    },
    /// A paper's article was altered on the disk; it was removed and is fetched again.
    #[error("the stored full text of {0} was altered on the disk; it was removed")]
    TextAltered(PaperId),
    /// A paper's report could not be written.
    #[error("the report of {id} could not be written: {}", WritingCause::sentence(.causes).unwrap_or_default())]
    NotWritten {
        /// The paper.
        id: PaperId,
        /// Why not.
        causes: Vec<WritingCause>,
    },
    /// An address may not be opened.
    #[error("the address was not opened: {0}")]
    Link(#[from] LinkRefused),
    /// An address leads to this machine or its network, and the user has not agreed to open it; the
    /// host.
    #[error("{0} leads to this computer or its local network")]
    LinkNear(String),
    /// Zotero did not take papers.
    #[error("{0}")]
    Zotero(#[from] ZoteroError),
    /// Devices are not synchronised.
    #[error("{0}")]
    Sync(#[from] SyncTrouble),
    /// Days are not published to a server.
    #[error("{0}")]
    NotPublished(SyncTrouble),
    /// Another process publishes days of the library.
    #[error("another program is publishing days of this library")]
    PublishedByAnother,
    /// A file could not be read or written.
    #[error("{path}: {source}")]
    File {
        /// The file.
        path: PathBuf,
        /// The cause.
        source: std::io::Error,
    },
    /// An export could not be written to the path that the user named.
    #[error("{path} was not written: {why}")]
    NotSaved {
        /// The path.
        path: PathBuf,
        /// The reason for the refusal.
        why: crate::wire::NotWritten,
    },
}

impl Error {
    /// Whether `library.db` is missing while there are backups: the user decides how to begin.
    pub fn is_missing_library(&self) -> bool {
        matches!(self, Self::Store(StoreError::Missing { .. }))
    }

    /// The error as the window and the command line report it; the cause belongs in the log.
    pub fn wire(&self) -> WireError {
        let (code, message, detail) = match self {
            Self::Store(error) => store(error),
            Self::Index(IndexError::Busy) => (
                ErrorCode::Index,
                "Another program is indexing this library: the window or another command. Wait until it has finished, or close it, and try again. Nothing was lost.".into(),
                String::new(),
            ),
            Self::Index(IndexError::Full) => (
                ErrorCode::DiskFull,
                "The disk is full, so the search index could not be updated. Nothing was lost. Free some space, and the index will be updated. Until then, you can search what it already contains.".into(),
                String::new(),
            ),
            Self::Index(IndexError::Storage(_)) => (
                ErrorCode::Index,
                "The search index could not be updated; the log has more details. Nothing was lost. You can search what it already contains; it will be updated when it can be written.".into(),
                String::new(),
            ),
            Self::Index(error) => (
                ErrorCode::Index,
                format!("{error}; `paperboy reindex` rebuilds it; no papers or notes are affected"),
                String::new(),
            ),
            Self::UnknownPaper(id) => unknown(id),
            Self::BadValue(why) => (ErrorCode::BadValue, why.to_string(), String::new()),
            Self::Offline(_) => (
                ErrorCode::Offline,
                format!(
                    "Fetching stopped because {self}. You can still read and search. Papers fetched so far are kept; the rest can be fetched when the network is back."
                ),
                String::new(),
            ),
            Self::NotRead { id, .. } => {
                (ErrorCode::NotRead, format!("{self}; Paperboy will try again with the next fetch of the paper's day"), id.to_string())
            }
            Self::TextAltered(id) => {
                (ErrorCode::TextAltered, format!("The stored full text of {id} was altered on the disk. It was removed and will be fetched again with the next fetch."), id.to_string())
            }
            Self::NotWritten { id, causes } => {
                let why = WritingCause::sentence(causes).unwrap_or_default();
                (ErrorCode::NotWritten, format!("the report of {id} was not written: {why}"), id.to_string())
            }
            Self::Link(why) => (ErrorCode::LinkRefused, format!("the link was not opened: {why}"), String::new()),
            Self::LinkNear(host) => (
                ErrorCode::LinkNear,
                format!("the link was not opened: {host} leads to this computer or its local network, not to a public website"),
                host.clone(),
            ),
            Self::Zotero(why) => {
                (ErrorCode::Zotero, format!("the papers were not sent to Zotero: {why}"), String::new())
            }
            Self::NotPublished(why) => (ErrorCode::Publish, format!("publishing to the server failed: {why}"), String::new()),
            Self::PublishedByAnother => (
                ErrorCode::Busy,
                "Another program is publishing days of this library. Nothing was published. Try again in a moment.".into(),
                String::new(),
            ),
            Self::Sync(why) => (ErrorCode::Sync, format!("synchronisation failed: {why}"), String::new()),
            Self::File { path, source } => not_used(path, source),
            Self::NotSaved { path, why } => (ErrorCode::File, format!("{} was not written: {why}", path.display()), path.display().to_string()),
        };
        WireError { code, message, detail, cause: self.cause() }
    }

    /// The cause, where it adds to the code.
    fn cause(&self) -> Option<ErrorCause> {
        Some(match self {
            Self::BadValue(why) => ErrorCause::Value { why: Box::new(why.clone()) },
            Self::Store(StoreError::UnknownBackup(name)) => {
                ErrorCause::Value { why: Box::new(unknown_backup(name)) }
            }
            Self::NotRead { reasons, .. } => ErrorCause::Reading { reasons: reasons.clone() },
            Self::NotWritten { causes, .. } => ErrorCause::Writing { causes: causes.clone() },
            Self::Link(why) => ErrorCause::Link { why: *why },
            Self::Zotero(why) => ErrorCause::Zotero { why: why.clone() },
            Self::Sync(why) | Self::NotPublished(why) => ErrorCause::Sync { why: why.clone() },
            Self::File { source, .. } | Self::Store(StoreError::File { source, .. }) => {
                ErrorCause::File { why: source.into() }
            }
            Self::NotSaved { why, .. } => ErrorCause::NotSaved { why: why.clone() },
            Self::Index(IndexError::Busy) => ErrorCause::Index { why: IndexCause::Busy },
            Self::Index(IndexError::Storage(_)) => {
                ErrorCause::Index { why: IndexCause::NotUpdated }
            }
            Self::Index(IndexError::Damaged(_)) => ErrorCause::Index { why: IndexCause::Broken },
            _ => return None,
        })
    }
}

impl From<ValueCause> for Error {
    fn from(why: ValueCause) -> Self {
        Self::BadValue(why)
    }
}

impl From<paperboy_sync::Stop> for Error {
    fn from(stop: paperboy_sync::Stop) -> Self {
        Self::Sync(stop.into())
    }
}

impl From<paperboy_sync::KeyRefused> for Error {
    fn from(why: paperboy_sync::KeyRefused) -> Self {
        Self::Sync(why.into())
    }
}

fn store(error: &StoreError) -> (ErrorCode, String, String) {
    let at = |path: &PathBuf| path.display().to_string();
    match error {
        StoreError::Newer { folder, .. } => {
            (ErrorCode::NewerLibrary, format!("The library in {} was made by a newer version of Paperboy. Update Paperboy to open it. Nothing was changed.", at(folder)), at(folder))
        }
        StoreError::NotALibrary(path) => {
            (ErrorCode::NotALibrary, format!("{} is not a Paperboy library and was not changed. Name another folder with --library.", at(path)), at(path))
        }
        StoreError::Damaged(_) => {
            (ErrorCode::Damaged, "The library's database is damaged. `paperboy check --repair` repairs it or restores the newest intact backup, and keeps the damaged file.".into(), String::new())
        }
        StoreError::DiskFull => (ErrorCode::DiskFull, "The disk is full, so nothing was saved. Free some space and try again. You can still read and search.".into(), String::new()),
        StoreError::ReadOnly => (ErrorCode::ReadOnly, "The library is read-only, so nothing was saved. Make its folder writable and try again.".into(), String::new()),
        StoreError::NoPermission(path) => (ErrorCode::NoPermission, format!("Paperboy has no permission to use {}. Change its permissions; if it is part of the library, you can also name another folder with --library.", at(path)), at(path)),
        StoreError::Gone(path) => (ErrorCode::Gone, format!("The library in {} can no longer be found. Connect its drive or put the folder back, then try again.", at(path)), at(path)),
        StoreError::Replaced(path) => (
            ErrorCode::Replaced,
            format!(
                "Another program removed or replaced {} while the library was open, so nothing was saved. What was saved before is kept. Run the command again.",
                at(path)
            ),
            at(path),
        ),
        StoreError::NotClosed(path) => (
            ErrorCode::NotClosed,
            format!(
                "The library in {} was not closed properly, and its newest changes can be read only if its folder is writable. Copy the whole folder to a writable disk and name the copy with --library.",
                at(path)
            ),
            at(path),
        ),
        StoreError::Busy => (ErrorCode::Busy, "Another program is writing to the library. Nothing was saved. Try again in a moment.".into(), String::new()),
        StoreError::Missing { folder, newest: Some(newest) } => {
            (ErrorCode::LibraryMissing, format!("library.db is missing from {}, but there are backups. Restore the newest with `paperboy restore {}`, or start with an empty library with `paperboy restore --empty`.", at(folder), at(newest)), at(folder))
        }
        StoreError::Missing { folder, newest: None } => {
            (ErrorCode::OnlyFactsLeft, format!("library.db is missing from {}, and there is no full backup. Start with an empty library with `paperboy restore --empty`, then add your stars, tags and notes with `paperboy restore --facts NAME`; `paperboy backups` lists the names.", at(folder)), at(folder))
        }
        StoreError::Stopped => (ErrorCode::Stopped, "The backup was stopped. No incomplete file was left behind.".into(), String::new()),
        StoreError::BadBackup { path, why } => (ErrorCode::BadBackup, format!("{} was not restored: {why}. The library was not changed. `paperboy backups` lists the backups.", at(path)), at(path)),
        StoreError::UnknownBackup(name) => (ErrorCode::BadValue, unknown_backup(name).to_string(), String::new()),
        StoreError::UnknownPaper(id) => unknown(id),
        StoreError::File { path, source } => not_used(path, source),
        StoreError::Database(cause) => (ErrorCode::Internal, "the library's database reported an error; run `paperboy check`; the log has more details".into(), cause.to_string()),
    }
}

fn not_used(path: &Path, source: &io::Error) -> (ErrorCode, String, String) {
    (
        ErrorCode::File,
        format!("{} could not be used: {}", path.display(), in_words(source)),
        path.display().to_string(),
    )
}

/// The error of the file system, as a part of a sentence that names a remedy.
pub fn in_words(error: &io::Error) -> String {
    FileCause::from(error).to_string()
}

fn unknown_backup(name: &str) -> ValueCause {
    ValueCause::UnknownBackup { name: name.to_owned() }
}

fn unknown(id: &PaperId) -> (ErrorCode, String, String) {
    (ErrorCode::UnknownPaper, format!("{id} is not in the library"), id.to_string())
}
