//! Backups and damaged files, as the window and the command list them.

use paperboy_store::Begin;
use serde::{Deserialize, Serialize};
#[cfg(test)]
use ts_rs::TS;

/// How the window begins where the library is missing and has backups.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(TS))]
pub enum BeginWith {
    /// The newest sound backup, and what the user did since as far as a file of facts holds it.
    NewestBackup,
    /// Nothing.
    Nothing,
}

impl From<BeginWith> for Begin {
    fn from(with: BeginWith) -> Self {
        match with {
            BeginWith::NewestBackup => Self::Newest,
            BeginWith::Nothing => Self::Empty,
        }
    }
}

/// The files that the library can be restored from.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct Backups {
    /// Copies of the whole library, the newest content first.
    pub copies: Vec<Backup>,
    /// Small files of what the user did, the newest content first.
    pub facts: Vec<Backup>,
    /// Damaged libraries that were moved aside, the newest first.
    pub damaged: Vec<Backup>,
    /// How many bytes the copies may take together; three are kept whatever they take.
    pub max_bytes: f64,
}

/// A backup, or a damaged file.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct Backup {
    /// The file's name, by which it is restored or removed.
    pub name: String,
    /// When it was made, RFC 3339 in UTC.
    pub made: String,
    /// Its size in bytes.
    pub bytes: f64,
    /// Of copies `daily`, `manual`, `migration` or `restore`; else `facts` or `damaged`.
    pub reason: String,
}
