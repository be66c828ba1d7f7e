//! The health of Paperboy on this computer: findings, each with a state and what was found.

use super::{KeyTrouble, LearntState, MeaningStatus, SyncTrouble, WireError};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
#[cfg(test)]
use ts_rs::TS;

/// The health of Paperboy and its library on this computer.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct HealthReport {
    /// The worst state of a finding.
    pub state: HealthState,
    /// What was found, by subject.
    pub findings: Vec<Finding>,
}

/// One thing that was found.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct Finding {
    /// Whether something is to be done.
    pub state: HealthState,
    /// What it is about.
    pub subject: HealthSubject,
    /// What was found.
    pub found: Found,
}

/// Whether something is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(TS))]
pub enum HealthState {
    /// Nothing.
    Ok,
    /// The user should know, and can do something.
    Attention,
    /// It does not work.
    Broken,
}

/// What a finding is about, in the order in which findings are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(TS))]
pub enum HealthSubject {
    /// The two programs, and which library they find.
    Programs,
    /// The library's database.
    Library,
    /// The search index.
    Index,
    /// Search by meaning.
    Meaning,
    /// The learnt order.
    Order,
    /// Backups.
    Backups,
    /// The space on the disk.
    Disk,
    /// Fetching.
    Fetching,
    /// Synchronisation.
    Sync,
    /// The system's keyring.
    Keyring,
    /// Crashes of the two programs.
    Crashes,
}

/// How the library was found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(TS))]
pub enum LibraryBy {
    /// It is in the platform's folder.
    #[default]
    Platform,
    /// `--library` names it.
    Argument,
    /// `PAPERBOY_LIBRARY` names it.
    Variable,
}

/// What was found. The interfaces put it into words, together with what to do.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
#[cfg_attr(test, derive(TS))]
pub enum Found {
    /// The versions of the two programs.
    Versions {
        /// The window's; null: there is none beside the command.
        window: Option<String>,
        /// The command's; null: there is none beside the window.
        command: Option<String>,
    },
    /// Which library was found, and how.
    Place {
        /// Its folder.
        folder: String,
        /// How.
        by: LibraryBy,
        /// The folder that is found where nothing else is named; null: this one.
        usual: Option<String>,
        /// Whether there is a library in that folder.
        has_usual: bool,
    },
    /// The window uses the safe renderer, because it stayed blank with the usual one.
    SafeRenderer,
    /// There is no library yet.
    NoLibrary,
    /// The library could not be opened.
    NotOpened {
        /// Why not.
        error: WireError,
    },
    /// The library is open.
    Library {
        /// The size of its database in bytes.
        bytes: f64,
        /// The version of its schema.
        schema: u32,
        /// How many papers it contains.
        papers: u32,
        /// How many days it contains.
        days: u32,
    },
    /// The library can only be read.
    ReadOnly,
    /// The library is damaged.
    Damaged,
    /// When the whole database was last checked.
    Checked {
        /// When; null: not yet.
        at: Option<String>,
    },
    /// How far the index is.
    Index {
        /// How many papers are indexed.
        indexed: u32,
        /// How many papers there are.
        papers: u32,
        /// Whether it is being updated now.
        building: bool,
        /// Whether it lacks changes of the library.
        behind: bool,
    },
    /// How far papers are encoded for search by meaning.
    Vectors {
        /// Whether there is a model, and why not.
        status: MeaningStatus,
        /// How many papers are encoded.
        encoded: u32,
        /// How many papers there are.
        papers: u32,
    },
    /// Whether there is a learnt order.
    Order {
        /// Whether there is.
        learnt: LearntState,
    },
    /// The backups.
    Backups {
        /// The folder that they are in.
        folder: String,
        /// How many copies of the whole library there are.
        copies: u32,
        /// How many facts files there are.
        facts: u32,
        /// How many bytes they take together.
        bytes: f64,
        /// When the newest copy was made.
        newest: Option<String>,
        /// Whether the library changed since then.
        changed: bool,
    },
    /// Damaged libraries that were set aside.
    SetAside {
        /// How many.
        files: u32,
        /// How many bytes they take.
        bytes: f64,
    },
    /// How much space everything takes, in bytes.
    Space {
        /// The database, without its articles.
        library: f64,
        /// The articles, which are in the database.
        articles: f64,
        /// The search index and the vectors of search by meaning.
        index: f64,
        /// The backups, facts files and damaged libraries.
        backups: f64,
        /// The figures.
        figures: f64,
        /// The PDFs.
        pdfs: f64,
        /// The logs.
        logs: f64,
    },
    /// How much space is left on the disk of the library.
    Free {
        /// How many bytes.
        bytes: f64,
    },
    /// The last fetch.
    Fetched {
        /// Its outcome; null: none is recorded.
        last: Option<LastFetch>,
    },
    /// Whether devices are synchronised.
    Sync {
        /// The folder; null: none is set up.
        folder: Option<String>,
        /// How many changes are not in the folder yet.
        pending: u32,
        /// When everything was last synchronised.
        last: Option<String>,
        /// Why the last attempt failed, in English.
        failed: Option<String>,
        /// Why it failed; null: it did not, or another one is running.
        trouble: Option<SyncTrouble>,
        /// How many files of other devices were not used.
        problems: u32,
    },
    /// Whether the system's keyring can be used.
    Keyring {
        /// Why not.
        trouble: Option<KeyTrouble>,
        /// Whether a key is kept there, or would be.
        needed: bool,
    },
    /// A program crashed.
    Crashed {
        /// The last report of it.
        report: CrashReport,
    },
    /// This could not be found out.
    Unknown {
        /// Why not.
        error: WireError,
    },
}

impl Found {
    /// What it is about; what could not be found out is about what was asked for.
    pub(crate) fn subject(&self, asked: HealthSubject) -> HealthSubject {
        use HealthSubject as S;
        match self {
            Self::Versions { .. } | Self::Place { .. } | Self::SafeRenderer => S::Programs,
            Self::NoLibrary
            | Self::NotOpened { .. }
            | Self::Library { .. }
            | Self::ReadOnly
            | Self::Damaged
            | Self::Checked { .. } => S::Library,
            Self::Index { .. } => S::Index,
            Self::Vectors { .. } => S::Meaning,
            Self::Order { .. } => S::Order,
            Self::Backups { .. } | Self::SetAside { .. } => S::Backups,
            Self::Space { .. } | Self::Free { .. } => S::Disk,
            Self::Fetched { .. } => S::Fetching,
            Self::Sync { .. } => S::Sync,
            Self::Keyring { .. } => S::Keyring,
            Self::Crashed { .. } => S::Crashes,
            Self::Unknown { .. } => asked,
        }
    }
}

/// What a program wrote when it crashed. It stays on this computer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct CrashReport {
    /// Its file.
    pub path: String,
    /// How many reports there are.
    pub reports: u32,
    /// When it was.
    pub at: String,
    /// Where in the program.
    pub place: String,
    /// The report. It may repeat a piece of a text that the program was working on.
    pub text: String,
}

/// The result of the last fetch, by whichever program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct LastFetch {
    /// When it ended.
    #[cfg_attr(test, ts(type = "string"))]
    pub at: Timestamp,
    /// The first day.
    pub from: String,
    /// The last day.
    pub to: String,
    /// How many papers were new.
    pub added: u32,
    /// How many were read.
    pub read: u32,
    /// How many could not be read for now.
    pub failed: u32,
    /// How many days' lists could not be had.
    pub missing: u32,
    /// How it ended.
    pub end: FetchEnd,
}

/// How a fetch ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(TS))]
pub enum FetchEnd {
    /// At its end.
    Done,
    /// There was no network.
    Offline,
    /// The library failed.
    Failed,
}
