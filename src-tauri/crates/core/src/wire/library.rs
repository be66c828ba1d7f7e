//! What crosses of the library as a whole: its state, its days and lists, what the user changes in it.

use super::{Card, Collection, DayCheck, LearntState, Progress, Recovery, WritingState};
use serde::{Deserialize, Serialize};
#[cfg(test)]
use ts_rs::TS;

/// The state of the library and the program, requested at start and after every `changed` event.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct Status {
    /// How many papers are kept.
    pub papers: u32,
    /// How many days are kept.
    pub days: u32,
    /// How many papers are starred.
    pub starred: u32,
    /// How many papers are kept for later.
    pub later: u32,
    /// How many papers are unread.
    pub unread: u32,
    /// Changes with the tags in use and their numbers of papers: then ask for `tags`, of which
    /// there may be thousands.
    pub tags: String,
    /// The collections in their order, each followed by those in it.
    pub collections: Vec<Collection>,
    /// Whether the library can only be read.
    pub read_only: bool,
    /// The notices for the user, until they are dismissed.
    pub notices: Vec<Notice>,
    /// The search index.
    pub index: IndexState,
    /// The import that runs now.
    pub job: Option<Progress>,
    /// The fetching that runs now.
    pub fetch: Option<Progress>,
    /// The fetching of figures that runs, or waits for other fetching or the network.
    pub figures: Option<Progress>,
    /// The writing that runs, waits or is held; null when nothing is to be written.
    pub writing: Option<WritingState>,
}

/// A tag and how many papers have it.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct TagCount {
    /// The tag.
    pub name: String,
    /// How many papers have it.
    pub papers: u32,
}

/// How far the search index is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct IndexState {
    /// How many papers are indexed.
    pub indexed: u32,
    /// How many papers there are.
    pub papers: u32,
    /// Whether it is being updated now.
    pub building: bool,
    /// Whether it lacks the last changes: the disk is full, or another program is writing it. Its
    /// counts may be too low.
    pub behind: bool,
}

/// A notice for the user. The window words it by `kind`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct Notice {
    /// Its number, to dismiss it by.
    pub id: u32,
    /// What it is about.
    pub kind: NoticeKind,
    /// The path, or whatever it concerns.
    pub detail: String,
    /// For a damaged library: its repair and the losses.
    pub recovery: Option<Recovery>,
}

/// What a notice is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(TS))]
pub enum NoticeKind {
    /// The library was migrated to this version's schema; the backup made before.
    Migrated,
    /// It was damaged and is repaired.
    Recovered,
    /// It can only be read.
    ReadOnly,
    /// The search index is rebuilt.
    IndexRebuilt,
    /// The search index could not be updated.
    IndexFailed,
    /// A part of the library is damaged.
    Damaged,
    /// The automatic backup failed.
    BackupFailed,
    /// The disk is full.
    DiskFull,
    /// It was opened to be read because the disk is full.
    DiskFullReading,
    /// Files were write-protected.
    Unprotected,
    /// The library is not there any more.
    Gone,
    /// Another program replaced a file of the open library.
    Replaced,
    /// An import is not resumed.
    ImportStuck,
    /// The clock is or was wrong.
    Clock,
    /// A note was written beside a file of the user's in the vault.
    VaultConflict,
    /// The vault could not be updated.
    VaultFailed,
    /// Days could not be published.
    PublishFailed,
    /// The window stayed blank, and the program was started again with the safe renderer.
    SafeRenderer,
}

/// A day kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct Day {
    /// `YYYY-MM-DD`, a day in America/New_York.
    pub date: String,
    /// The number of papers on it.
    pub papers: u32,
    /// How many of them are unread.
    pub unread: u32,
    /// The page it came from.
    pub source_url: Option<String>,
}

/// Which papers a list holds.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum View {
    /// A day's papers in the report's order.
    Day {
        /// `YYYY-MM-DD`.
        date: String,
    },
    /// The starred ones, newest day first.
    Starred,
    /// Those kept for later, newest day first.
    Later,
    /// The unread ones, newest day first.
    Unread,
    /// Those with a tag, newest day first.
    Tag {
        /// The tag.
        name: String,
    },
    /// Those in a collection or in one in it, in the user's order.
    Collection {
        /// Its id.
        id: String,
    },
    /// All, newest day first.
    All,
    /// The unread ones of the two weeks up to the newest day, in the learnt order.
    #[serde(rename = "for_me")]
    ForMe,
    /// The papers of these two weeks that are not in a collection, in the order that was learnt from
    /// its papers.
    #[serde(rename = "for_collection")]
    ForCollection {
        /// Its id.
        id: String,
    },
}

/// A part of a list.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct CardPage {
    /// The cards from the requested offset.
    pub cards: Vec<Card>,
    /// How long the whole list is.
    pub total: u32,
    /// Whether the list is in the learnt order, where it should be; null: it should not.
    pub learnt: Option<LearntState>,
    /// What the checks of a day's reports found; null in another list.
    pub check: Option<DayCheck>,
}

/// The papers before and after one in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct Neighbours {
    /// The one before.
    pub previous: Option<String>,
    /// The one after.
    pub next: Option<String>,
}

/// A mark the user sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(rename_all = "lowercase")]
pub enum Mark {
    /// It was read.
    Read,
    /// It is a favourite.
    Starred,
    /// It is to be read later.
    Later,
}

/// A change by the user, for undo.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct Change {
    /// Its number; null when nothing changed.
    pub id: Option<u32>,
    /// How many papers it changed.
    pub papers: u32,
}

/// An undone change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct Undone {
    /// `read`, `starred`, `later`, `tags`, `note`, `version`, `saved`, `facts`,
    /// `citation_key`, `collection` or `collected`.
    pub what: String,
    /// The papers that are as they were before.
    pub ids: Vec<String>,
}

/// The settings of the window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct Settings {
    /// `system`, `zh` or `en`.
    pub language: String,
    /// `system`, `light` or `dark`.
    pub theme: String,
    /// The size of the text in per cent, 80 to 200.
    pub text_size: u32,
    /// The schedule of automatic fetching: `ask` (the user has not decided), `off`, or hours such
    /// as `07:00-23:00/3h`.
    pub fetch_schedule: String,
}

/// A folder that the window offers to open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(TS))]
pub enum Folder {
    /// The library's.
    Library,
    /// That of the logs.
    Logs,
}

/// The data of the settings and the About view.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct About {
    /// The program's version.
    pub version: String,
    /// The library's folder.
    pub library: String,
    /// The folder of the logs.
    pub logs: String,
}
