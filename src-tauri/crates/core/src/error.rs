//! The one error of the use cases, and how it crosses to the window.

use crate::wire::WireError;
use paperboy_paper::PaperId;
use paperboy_report::LinkRefused;
use paperboy_search::IndexError;
use paperboy_store::StoreError;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// Why a use case did not do as asked.
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
    /// No saved search has the name.
    #[error("there is no saved search named “{0}”")]
    UnknownSearch(String),
    /// A word given stands for nothing known: a setting, a date, an id.
    #[error("{0}")]
    BadValue(String),
    /// There is no network; the hosts that were tried.
    #[error("{0}")]
    Offline(String),
    /// A paper's article could not be read for now.
    #[error("{id} could not be fetched: {why}")]
    NotRead {
        /// The paper.
        id: PaperId,
        /// What the source answered.
        why: String,
    },
    /// A paper's report could not be written.
    #[error("the report of {id} could not be written: {why}")]
    NotWritten {
        /// The paper.
        id: PaperId,
        /// What is missing.
        why: String,
    },
    /// An address may not be opened.
    #[error("the address was not opened: {0}")]
    Link(#[from] LinkRefused),
    /// An address leads to this machine or its network, and the user has not said that it may be
    /// opened; the host.
    #[error("{0} leads to this computer or its local network")]
    LinkNear(String),
    /// A file could not be read or written.
    #[error("{path}: {source}")]
    File {
        /// The file.
        path: PathBuf,
        /// The cause.
        source: std::io::Error,
    },
    /// What was to leave the library could not be written to the path that the user named.
    #[error("{path} was not written: {why}")]
    NotSaved {
        /// The path.
        path: PathBuf,
        /// What stands against it.
        why: crate::NotWritten,
    },
}

impl Error {
    /// Whether `library.db` is missing beside its backups: the user says how to begin.
    pub fn is_missing_library(&self) -> bool {
        matches!(self, Self::Store(StoreError::Missing { .. }))
    }

    /// The error as the window and the command line tell it; the cause belongs in the log.
    pub fn wire(&self) -> WireError {
        let (code, message, detail) = match self {
            Self::Store(error) => store(error),
            Self::Index(IndexError::Busy) => (
                "index",
                "Another program is indexing this library: the window or another command. Wait until it has finished, or close it, and try again. Nothing was lost.".into(),
                String::new(),
            ),
            Self::Index(IndexError::Full) => (
                "disk_full",
                "The disk is full, so the search index could not be updated. Nothing was lost. Free some space, and the index will be updated. Until then, you can search what it already contains.".into(),
                String::new(),
            ),
            Self::Index(IndexError::Storage(_)) => (
                "index",
                "The search index could not be updated; the log has more details. Nothing was lost. You can search what it already contains; it will be updated when it can be written.".into(),
                String::new(),
            ),
            Self::Index(error) => (
                "index",
                format!("The search index could not be used: {error}. It is only a cache; `paperboy reindex` rebuilds it."),
                String::new(),
            ),
            Self::UnknownPaper(id) => unknown(id),
            Self::UnknownSearch(_) => ("bad_value", sentence(&self.to_string()), String::new()),
            Self::BadValue(why) => ("bad_value", sentence(why), String::new()),
            Self::Offline(why) => (
                "offline",
                format!(
                    "Fetching stopped because {why}. You can still read and search. Papers fetched so far are kept; the rest can be fetched when the network is back."
                ),
                String::new(),
            ),
            Self::NotRead { id, why } => {
                ("not_read", format!("{id} could not be fetched: {why}. Paperboy will try again with the next fetch."), id.to_string())
            }
            Self::NotWritten { id, why } => {
                ("not_written", sentence(&format!("The report of {id} was not written: {why}")), id.to_string())
            }
            Self::Link(why) => ("link_refused", format!("The link was not opened: {why}."), String::new()),
            Self::LinkNear(host) => (
                "link_near",
                format!("The link was not opened: {host} leads to this computer or its local network, not to a public website."),
                host.clone(),
            ),
            Self::File { path, source } => not_used(path, source),
            Self::NotSaved { path, why } => ("file", sentence(&format!("{} was not written: {why}", path.display())), path.display().to_string()),
        };
        WireError { code: code.to_owned(), message, detail }
    }
}

fn store(error: &StoreError) -> (&'static str, String, String) {
    let at = |path: &PathBuf| path.display().to_string();
    match error {
        StoreError::Newer { folder, .. } => {
            ("newer_library", format!("The library in {} was made by a newer version of Paperboy. Update Paperboy to open it. Nothing was changed.", at(folder)), at(folder))
        }
        StoreError::NotALibrary(path) => {
            ("not_a_library", format!("{} belongs to another program and was not changed. Choose another folder for the library.", at(path)), at(path))
        }
        StoreError::Damaged(_) => {
            ("damaged", "The library's database is damaged. Restart Paperboy: it repairs the library or restores the newest intact backup, and keeps the damaged file.".into(), String::new())
        }
        StoreError::DiskFull => ("disk_full", "The disk is full, so nothing was saved. Free some space and try again. You can still read and search.".into(), String::new()),
        StoreError::ReadOnly => ("read_only", "The library is read-only, so nothing was saved. Make its folder writable and restart Paperboy.".into(), String::new()),
        StoreError::NoPermission(path) => ("no_permission", format!("Paperboy has no permission to use {}. Change its permissions or choose another folder.", at(path)), at(path)),
        StoreError::Gone(path) => ("gone", format!("The library in {} can no longer be found. Connect its drive or put the folder back, then try again.", at(path)), at(path)),
        StoreError::Replaced(path) => (
            "replaced",
            format!(
                "Another program removed or replaced {} while the library was open, so nothing was saved. What was saved before is kept. Open the library again.",
                at(path)
            ),
            at(path),
        ),
        StoreError::NotClosed(path) => (
            "not_closed",
            format!(
                "The library in {} was not closed properly, and its newest changes can be read only if its folder is writable. Copy the whole folder to a writable disk and open it there.",
                at(path)
            ),
            at(path),
        ),
        StoreError::Busy => ("busy", "Another program is writing to the library. Nothing was saved. Try again in a moment.".into(), String::new()),
        StoreError::Missing { folder, newest } => {
            let newest = newest.as_ref().map_or_else(|| "PATH".to_owned(), at);
            ("library_missing", format!("library.db is missing in {}, but there are backups. Restore the newest with `paperboy restore {newest}`, or start with an empty library with `paperboy restore --empty`.", at(folder)), at(folder))
        }
        StoreError::Stopped => ("stopped", "The backup was stopped. No incomplete file was left behind.".into(), String::new()),
        StoreError::BadBackup { path, why } => ("bad_backup", format!("{} was not restored: {why}. The library was not changed.", at(path)), at(path)),
        StoreError::UnknownPaper(id) => unknown(id),
        StoreError::File { path, source } => not_used(path, source),
        StoreError::Database(cause) => ("internal", "The library's database reported an error; the log has more details.".into(), cause.to_string()),
    }
}

fn not_used(path: &Path, source: &io::Error) -> (&'static str, String, String) {
    (
        "file",
        sentence(&format!("{} could not be used: {}", path.display(), in_words(source))),
        path.display().to_string(),
    )
}

/// What the file system says, as a part of a sentence that says what can be done.
pub fn in_words(error: &io::Error) -> String {
    let words = match error.kind() {
        ErrorKind::StorageFull => "the disk is full; free some space and try again",
        ErrorKind::QuotaExceeded => {
            "the user's disk quota is used up; free some space and try again"
        }
        ErrorKind::FileTooLarge => "it would be larger than the file system allows",
        ErrorKind::PermissionDenied => {
            "there is no permission; change the permissions or choose another place"
        }
        ErrorKind::ReadOnlyFilesystem => "the disk is read-only; choose a place on another disk",
        ErrorKind::NotFound => "there is no such file or folder",
        ErrorKind::NotADirectory => "a part of the path is a file, not a folder",
        ErrorKind::IsADirectory => "it is a folder, not a file",
        ErrorKind::InvalidFilename => {
            "its name or its path is too long for this system; choose a shorter one"
        }
        ErrorKind::AlreadyExists => "a file with this name already exists",
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => {
            "another program is using it; close that program and try again"
        }
        ErrorKind::StaleNetworkFileHandle => {
            "the network drive has lost the file; connect the drive again"
        }
        ErrorKind::BrokenPipe => "the program that reads from it has ended",
        // The system's words, without the number behind them.
        _ => {
            let said = error.to_string();
            return said.split(" (os error").next().unwrap_or_default().to_owned();
        }
    };
    words.to_owned()
}

fn unknown(id: &PaperId) -> (&'static str, String, String) {
    ("unknown_paper", format!("{id} is not in the library."), id.to_string())
}

fn sentence(text: &str) -> String {
    if text.ends_with(['.', '!', '?']) { text.to_owned() } else { format!("{text}.") }
}
