//! The one error that crosses, and its causes.

use super::{SyncTrouble, ValueCause, WritingCause};
use paperboy_net::ZoteroError;
use paperboy_paper::{FileCause, ReadingReason};
use paperboy_report::LinkRefused;
use serde::Serialize;
use std::io;
#[cfg(test)]
use ts_rs::TS;

/// The one error that crosses. The window words it by `code` and `cause`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct WireError {
    /// What happened.
    pub code: ErrorCode,
    /// What happened, to what, and what can be done, in English, for the command line and the log:
    /// one sentence as a line after the program's name, in small letters and without a full stop,
    /// or several whole sentences.
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
    /// `library.db` is missing, and there are facts files but no backup of the whole library.
    OnlyFactsLeft,
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
    /// Zotero did not take papers.
    Zotero,
    /// Devices are not synchronised.
    Sync,
    /// Days are not published to a server.
    Publish,
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
    /// Of `file`, when a file was to be written.
    NotSaved {
        /// Why nothing was written.
        why: NotWritten,
    },
    /// Of `zotero`.
    Zotero {
        /// Why not.
        why: ZoteroError,
    },
    /// Of `sync` and `publish`.
    Sync {
        /// Why not.
        why: SyncTrouble,
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

/// The reason why nothing was written to the path that the user named. Each message names a remedy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
#[cfg_attr(test, derive(TS))]
pub enum NotWritten {
    /// It is a file of a library, by whatever name.
    #[error("it is one of the library's own files; choose another name or folder")]
    OfALibrary,
    /// It is a database.
    #[error("a database with this name already exists and would be lost; choose another name")]
    Database,
    /// A backup replaces nothing.
    #[error("a file with this name already exists; choose another name, or remove the file first")]
    Exists,
    /// It is a folder.
    #[error("it is a folder; add a file name")]
    Folder,
    /// It ends like a folder's name, and there is no such folder.
    #[error("there is no such folder; create it first, or leave out the last slash to name a file")]
    NoFolder,
    /// It is a socket.
    #[error("it is a socket, which can't be written to like a file; choose another name")]
    Socket,
    /// It is a disk.
    #[error("it is a disk, whose content would be lost; choose another name")]
    Disk,
    /// A named pipe has no reader.
    #[error("it is a named pipe, and no program reads from it; start that program first")]
    NoReader,
    /// The file's mode forbids it.
    #[error("the file is write-protected; make it writable or choose another name")]
    Protected,
    /// Links that lead to each other.
    #[error("its symbolic links form a loop; choose another name")]
    Circle,
    /// The folder that it should be in does not exist.
    #[error("there is no folder {folder}; create it first")]
    FolderMissing {
        /// The folder.
        folder: String,
    },
    /// The user may not write there.
    #[error("Paperboy has no permission; change the permissions or choose another location")]
    NoPermission,
    /// Any other error of the file system.
    #[error("{why}")]
    File {
        /// The error.
        why: FileCause,
    },
}

impl From<io::Error> for NotWritten {
    fn from(error: io::Error) -> Self {
        match FileCause::from(&error) {
            FileCause::NoPermission => Self::NoPermission,
            why => Self::File { why },
        }
    }
}

impl NotWritten {
    /// Whether the program that read from a pipe has ended, which is no error for a command.
    pub fn is_closed_pipe(&self) -> bool {
        matches!(self, Self::File { why: FileCause::ReaderEnded })
    }
}
