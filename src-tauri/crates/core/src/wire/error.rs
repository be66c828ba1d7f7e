//! The one error that crosses, and its causes.

use super::{ValueCause, WritingCause};
use paperboy_paper::{FileCause, ReadingReason};
use paperboy_report::LinkRefused;
use serde::Serialize;
#[cfg(test)]
use ts_rs::TS;

/// The one error that crosses. The window words it by `code` and `cause`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct WireError {
    /// What happened.
    pub code: ErrorCode,
    /// A sentence in English, for the command line and the log: what happened, to what, and what
    /// can be done.
    pub message: String,
    /// What it happened to: a path, an id.
    pub detail: String,
    /// The cause, where it adds to the code.
    pub cause: Option<ErrorCause>,
}

/// What happened. A code exists only where somebody acts on it or words it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(TS))]
pub enum ErrorCode {
    /// A newer version made the library.
    NewerLibrary,
    /// The file is another program's.
    NotALibrary,
    /// The database is damaged.
    Damaged,
    /// The disk is full.
    DiskFull,
    /// The library can only be read.
    ReadOnly,
    /// A file may not be used.
    NoPermission,
    /// The library is not there any more.
    Gone,
    /// Another program replaced a file of the open library.
    Replaced,
    /// The library was not closed, and its newest changes can't be read.
    NotClosed,
    /// Another program is writing.
    Busy,
    /// A backup can't be used.
    BadBackup,
    /// `library.db` is missing beside its backups.
    LibraryMissing,
    /// The user stopped it.
    Stopped,
    /// A paper is not in the library.
    UnknownPaper,
    /// There is no network.
    Offline,
    /// A paper could not be fetched for now.
    NotRead,
    /// A paper's full text was altered on the disk.
    TextAltered,
    /// A report could not be written.
    NotWritten,
    /// The search index can't be used.
    Index,
    /// A link is not one that is opened.
    LinkRefused,
    /// A link leads to this computer or its network.
    LinkNear,
    /// A value that can't be.
    BadValue,
    /// A file could not be used.
    File,
    /// The system has no program that opens it.
    NotOpened,
    /// The clipboard could not be used.
    Clipboard,
    /// Anything else; the log has more.
    Internal,
}

/// Why an error happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
#[cfg_attr(test, derive(TS))]
pub enum ErrorCause {
    /// Of `bad_value`.
    Value {
        /// What is wrong with the value.
        why: Box<ValueCause>,
    },
    /// Of `not_read`.
    Reading {
        /// The answer of each source.
        reasons: Vec<ReadingReason>,
    },
    /// Of `not_written`.
    Writing {
        /// Why there is no report.
        causes: Vec<WritingCause>,
    },
    /// Of `link_refused`.
    Link {
        /// What is wrong with the address.
        why: LinkRefused,
    },
    /// Of `file`.
    File {
        /// The error of the file system.
        why: FileCause,
    },
    /// Of `index`.
    Index {
        /// What is wrong with it.
        why: IndexCause,
    },
}

/// Why the search index can't be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(TS))]
pub enum IndexCause {
    /// Another program is writing it.
    Busy,
    /// It can't be written for now.
    NotUpdated,
    /// It is broken.
    Broken,
}
