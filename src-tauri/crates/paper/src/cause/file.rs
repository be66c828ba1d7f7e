//! The error of the file system.

use serde::{Deserialize, Serialize};
use std::io::{self, ErrorKind};

/// The error of a file, as a part of a sentence that names a remedy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub enum FileCause {
    /// The disk is full.
    #[error("the disk is full; free some space and try again")]
    DiskFull,
    /// The user's disk quota is used up.
    #[error("your disk quota is used up; free some space and try again")]
    QuotaUsedUp,
    /// The file is too large for the file system.
    #[error("it would be larger than the file system allows")]
    TooLarge,
    /// The user lacks the permission.
    #[error("Paperboy has no permission; change the permissions")]
    NoPermission,
    /// Nothing can be written there.
    #[error("the disk is read-only; choose a location on another disk")]
    ReadOnlyDisk,
    /// The file does not exist.
    #[error("there is no such file or folder")]
    NotFound,
    /// A file is where a folder should be.
    #[error("a part of the path is a file, not a folder")]
    NotAFolder,
    /// A folder is where a file should be.
    #[error("it is a folder, not a file")]
    IsAFolder,
    /// The name is too long for the system.
    #[error("its name or its path is too long for this system; choose a shorter one")]
    NameTooLong,
    /// The file exists already.
    #[error("a file with this name already exists")]
    Exists,
    /// Another program uses the file.
    #[error("another program is using it; close that program and try again")]
    InUse,
    /// Another program has locked the file.
    #[error("another program has locked it; close that program and try again")]
    Locked,
    /// The network drive does not know it any more.
    #[error("the file is no longer on the network drive; reconnect the drive and try again")]
    LostByDrive,
    /// The program that reads from the pipe has ended.
    #[error("the program that reads from it has ended")]
    ReaderEnded,
    /// Anything else, in the system's words.
    #[error("{text}")]
    Other {
        /// The words, for the log and the command line.
        text: String,
    },
}

impl From<&io::Error> for FileCause {
    fn from(error: &io::Error) -> Self {
        match error.kind() {
            ErrorKind::StorageFull => Self::DiskFull,
            ErrorKind::QuotaExceeded => Self::QuotaUsedUp,
            ErrorKind::FileTooLarge => Self::TooLarge,
            ErrorKind::PermissionDenied => Self::NoPermission,
            ErrorKind::ReadOnlyFilesystem => Self::ReadOnlyDisk,
            ErrorKind::NotFound => Self::NotFound,
            ErrorKind::NotADirectory => Self::NotAFolder,
            ErrorKind::IsADirectory => Self::IsAFolder,
            ErrorKind::InvalidFilename => Self::NameTooLong,
            ErrorKind::AlreadyExists => Self::Exists,
            ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => Self::InUse,
            ErrorKind::StaleNetworkFileHandle => Self::LostByDrive,
            ErrorKind::BrokenPipe => Self::ReaderEnded,
            _ => {
                // Without the number at the end of the system's words.
                let text = error.to_string();
                let words = text.split(" (os error").next().unwrap_or_default();
                Self::Other { text: words.to_owned() }
            }
        }
    }
}
