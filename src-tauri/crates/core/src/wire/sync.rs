//! Synchronisation with other devices.

use super::KeyTrouble;
use paperboy_net::StorageTrouble;
use paperboy_paper::FileCause;
use paperboy_sync::{KeyRefused, Refused, Stop};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
#[cfg(test)]
use ts_rs::TS;

/// Why devices are not synchronised. Each message names a remedy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
#[cfg_attr(test, derive(TS))]
pub enum SyncTrouble {
    /// No folder was chosen.
    #[error("no folder is set up; run `paperboy sync setup PATH` to choose one")]
    NotSetUp,
    /// The folder is not there.
    #[error("there is no folder {folder}; connect the folder's drive, or set up another folder")]
    NoFolder {
        /// The folder.
        folder: String,
    },
    /// The folder is the library's own.
    #[error("the folder is inside the library; choose another one")]
    InLibrary,
    /// What was set up there is gone.
    #[error(
        "the key file paperboy-sync.json is missing from {folder}; connect the folder's drive or wait until the file has arrived; if it is lost, run `paperboy sync forget`, then set up another folder"
    )]
    NoKeyFile {
        /// The folder.
        folder: String,
    },
    /// The key file is damaged.
    #[error("the folder's key file paperboy-sync.json is damaged; restore an intact copy of it")]
    BadKeyFile,
    /// A newer Paperboy set it up.
    #[error("a newer version of Paperboy set the folder up; update Paperboy on this computer")]
    Newer,
    /// The folder belongs to another set of devices.
    #[error(
        "the folder was reset and now belongs to other devices; to join them, run `paperboy sync forget`, then `paperboy sync setup PATH`"
    )]
    OtherSet,
    /// Two devices set a folder up at once.
    #[error("another device has just set the folder up; run the command again")]
    SetUpMeanwhile,
    /// The files are encrypted.
    #[error(
        "the files in the folder are encrypted, and the passphrase is not known on this computer; set the folder up again and give the passphrase"
    )]
    NeedsPassphrase,
    /// Neither the passphrase nor the recovery code is right.
    #[error("the passphrase or recovery code is wrong; nothing was changed")]
    WrongPassphrase,
    /// A folder that was set up without a passphrase got one.
    #[error(
        "the folder was set up without a passphrase, so its files are not encrypted; leave the passphrase out, or choose an empty folder"
    )]
    NotEncrypted,
    /// The passphrase is too short.
    #[error("the passphrase is too short; use at least 8 characters")]
    ShortPassphrase,
    /// The keyring does not give the key.
    #[error("the key or password can't be read: {}", .why.of_keyring())]
    Keyring {
        /// Why not.
        why: KeyTrouble,
    },
    /// What was done here is dated in the future.
    #[error(
        "the newest change on this computer is dated {hours} hours ahead of its clock; correct the clock"
    )]
    ClockAhead {
        /// How far.
        hours: u32,
    },
    /// There is too much for one file.
    #[error("this library contains more than can be synchronised")]
    TooLarge,
    /// Another one is under way.
    #[error("another synchronisation is under way; wait until it has finished")]
    Running,
    /// The user stopped it.
    #[error("the synchronisation was stopped; the next one continues it")]
    Stopped,
    /// A device is not one of the set.
    #[error("there is no such device; it may have been removed already")]
    UnknownDevice,
    /// What was sent is not there.
    #[error(
        "what was sent has not arrived in the folder yet, so the operation was not completed; try again later"
    )]
    NotArrived,
    /// The disk of the library is full.
    #[error("the disk with the library is full; free some space")]
    DiskFull,
    /// The library can't be read or written.
    #[error("the library could not be read or written; the log has the details")]
    Library,
    /// The folder has files of devices, but no key file.
    #[error(
        "the folder contains files of other devices, but no key file; wait until the key file has arrived, or choose an empty folder"
    )]
    KeyFileMissing,
    /// The password of a server is not known here.
    #[error(
        "the password for {host} is not known on this computer; run `paperboy sync setup` with the address again"
    )]
    NeedsPassword {
        /// The host.
        host: String,
    },
    /// The server did not do what it was asked.
    #[error("{why}")]
    Storage {
        /// Why not.
        why: StorageTrouble,
    },
    /// The folder can't be read or written.
    #[error("the folder could not be used: {why}")]
    Folder {
        /// The error.
        why: FileCause,
    },
}

impl SyncTrouble {
    /// Whether it says nothing about the next attempt.
    pub(crate) fn is_passing(&self) -> bool {
        matches!(self, Self::Stopped | Self::Running)
    }

    /// Whether it says the same as another one, but for the time that is left to wait.
    pub(crate) fn is_repeated_by(&self, other: &Self) -> bool {
        use StorageTrouble::Busy;
        match (self, other) {
            (
                Self::Storage { why: Busy { host: one, .. } },
                Self::Storage { why: Busy { host: other, .. } },
            ) => one == other,
            _ => self == other,
        }
    }
}

impl Synced {
    /// Whether everything was in sync before.
    pub(crate) fn is_without_change(&self) -> bool {
        let Self { received, removed, sent, is_renewed, backup, .. } = self;
        *received + *removed + *sent == 0 && !is_renewed && backup.is_none()
    }
}

impl From<Stop> for SyncTrouble {
    fn from(stop: Stop) -> Self {
        match stop {
            Stop::ClockAhead { hours } => {
                Self::ClockAhead { hours: u32::try_from(hours).unwrap_or(u32::MAX) }
            }
            Stop::Cancelled => Self::Stopped,
            Stop::TooLarge => Self::TooLarge,
            Stop::NotArrived => Self::NotArrived,
        }
    }
}

impl From<KeyRefused> for SyncTrouble {
    fn from(why: KeyRefused) -> Self {
        match why {
            KeyRefused::NotOurs => Self::BadKeyFile,
            KeyRefused::Newer => Self::Newer,
            KeyRefused::NeedsPassphrase => Self::NeedsPassphrase,
            KeyRefused::WrongPassphrase => Self::WrongPassphrase,
        }
    }
}

/// A folder that may be set up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct SyncOffer {
    /// The folder.
    pub folder: String,
    /// Whether it is on a server.
    pub is_server: bool,
    /// Whether no device has set it up yet.
    pub is_new: bool,
    /// Whether its files are encrypted.
    pub is_encrypted: bool,
    /// Whether a passphrase or recovery code is needed to open them.
    pub needs_passphrase: bool,
}

/// What setting up a folder did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct SyncSetup {
    /// The folder.
    pub folder: String,
    /// Whether this device is the first.
    pub is_new: bool,
    /// Whether its files are encrypted.
    pub is_encrypted: bool,
    /// Opens the files without the passphrase; it is shown this once.
    pub recovery_code: Option<String>,
    /// Why the key is known only until the program ends.
    pub key_trouble: Option<KeyTrouble>,
}

/// Whether everything is synchronised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct SyncStatus {
    /// The folder; null: none is set up.
    pub folder: Option<String>,
    /// Whether its files are encrypted.
    pub is_encrypted: bool,
    /// Whether it is synchronised automatically.
    pub is_automatic: bool,
    /// Whether reports that a model wrote are synchronised, too.
    pub shares_reports: bool,
    /// Whether full texts of papers are synchronised, too.
    pub shares_articles: bool,
    /// Whether figures of papers are synchronised, too.
    pub shares_figures: bool,
    /// Its state.
    pub state: SyncState,
    /// How many changes made here, and items of this device, are not in the folder yet.
    pub pending: u32,
    /// When everything was last synchronised.
    pub last: Option<String>,
    /// Why the last attempt failed, and what to do, in English; null: it did not.
    pub failed: Option<String>,
    /// The other devices that have files in the folder.
    pub devices: Vec<SyncDevice>,
    /// Files of other devices that were not used.
    pub problems: Vec<SyncProblem>,
}

/// The state of the synchronisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
#[cfg_attr(test, derive(TS))]
pub enum SyncState {
    /// No folder is set up.
    Off,
    /// It was never synchronised.
    New,
    /// It is synchronised just now.
    Running,
    /// The last attempt failed.
    Failed {
        /// Why.
        why: SyncTrouble,
    },
    /// Changes made here are not in the folder yet.
    Pending,
    /// The folder has everything.
    InSync,
}

/// Another device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct SyncDevice {
    /// Its id.
    pub id: String,
    /// What its user calls it; may be empty.
    pub name: String,
    /// When the newest change was made that it knew when it last synchronised.
    pub last: Option<String>,
}

/// A file of another device that was not used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct SyncProblem {
    /// Its name.
    pub file: String,
    /// Why not.
    pub cause: Refused,
    /// Why not, in English.
    pub why: String,
}

/// What a synchronisation would change here.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct SyncPreview {
    /// Whether it would be the first with these devices.
    pub is_first: bool,
    /// How much would be new here, by kind.
    pub added: BTreeMap<String, u32>,
    /// How much would be replaced by something newer.
    pub replaced: u32,
    /// How much would be removed, because it was removed elsewhere.
    pub removed: u32,
    /// How many changes would be sent.
    pub pending: u32,
    /// How large the files of reports, full texts and figures are that were not read for this, in
    /// KiB.
    pub unread_kb: u32,
}

/// What a synchronisation did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct Synced {
    /// How many changes and items came from other devices.
    pub received: u32,
    /// How many things were removed, because they had been removed elsewhere long ago.
    pub removed: u32,
    /// How many changes and items were sent.
    pub sent: u32,
    /// How many changes and items of others were not understood.
    pub unreadable: u32,
    /// Whether another copy of this library was noticed; this one is a device of its own now.
    pub is_renewed: bool,
    /// The backup that was made before the first merge.
    pub backup: Option<String>,
    /// Files of other devices that were not used.
    pub problems: Vec<SyncProblem>,
}
