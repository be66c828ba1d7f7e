//! What crosses of publishing days.

use paperboy_paper::FileCause;
use serde::Serialize;
#[cfg(test)]
use ts_rs::TS;

/// The settings of publishing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct PublishSettings {
    /// The folder; null: none is chosen.
    pub folder: Option<String>,
    /// Only papers that this query finds; empty: all.
    pub query: String,
    /// The title; empty: `Paperboy`.
    pub title: String,
    /// The address at which the folder is on the web; empty: not known.
    pub address: String,
    /// Whether it is published after each change.
    pub auto: bool,
}

/// What a publishing did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct Published {
    /// The folder.
    pub folder: String,
    /// How many days it published.
    pub days: u32,
    /// How many papers are on them.
    pub papers: u32,
    /// How many files were written.
    pub written: u32,
    /// How many files were as they should be.
    pub unchanged: u32,
    /// How many reports were left out, because they contain sentences of papers whose licence
    /// is not known or does not allow passing them on.
    pub withheld: u32,
    /// The first files of somebody else's in the place of a file, which were left as they are.
    pub foreign: Vec<String>,
    /// The first files that could not be written.
    pub failures: Vec<PublishFailure>,
    /// Whether the user stopped it.
    pub cancelled: bool,
}

/// A file that could not be published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct PublishFailure {
    /// Its path.
    pub path: String,
    /// The error of the file system.
    pub why: FileCause,
}
