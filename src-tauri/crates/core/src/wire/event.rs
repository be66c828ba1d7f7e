//! The events for the window.

use super::{
    FetchSummary, Imported, IndexState, Progress, Published, SyncTrouble, Synced, VaultUpdate,
    WireError, WritingState,
};
use crate::DeepLink;
use serde::Serialize;
#[cfg(test)]
use ts_rs::TS;

/// An event that is sent to the window.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(TS))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Event {
    /// The library changed, here or in another process: the shown data should be requested again.
    Changed,
    /// The user's settings changed.
    Settings,
    /// A job moved on; at most ten times a second.
    Progress {
        /// How far it is.
        progress: Progress,
    },
    /// An import ended.
    Imported {
        /// The outcome for its files.
        result: Imported,
    },
    /// A fetch job ended.
    Fetched {
        /// The result.
        summary: FetchSummary,
    },
    /// An update of the vault that the user requested ended.
    Vault {
        /// The outcome for its notes.
        result: VaultUpdate,
    },
    /// A publishing that the user requested ended.
    Published {
        /// What it did.
        result: Published,
    },
    /// A synchronisation that the user requested ended.
    Synced {
        /// What it did.
        result: Synced,
    },
    /// A synchronisation failed; one that nobody requested is reported once.
    SyncFailed {
        /// Why.
        why: SyncTrouble,
    },
    /// A report grows while a model writes it; at most ten times a second for each paper.
    Writing {
        /// The paper's arXiv id.
        id: String,
        /// The whole text so far, safe HTML; empty when the model starts again, and while it only
        /// reasons.
        html: String,
        /// Whether the model reasons: what it thinks is no part of the report and is not shown.
        thinking: bool,
    },
    /// A report was written again and is the very one that was shown before.
    Unchanged {
        /// The paper's arXiv id.
        id: String,
    },
    /// Writing moved on, was held or ended.
    Written {
        /// How far it is; null when nothing is left to be written.
        state: Option<WritingState>,
    },
    /// A job failed as a whole.
    Failed {
        /// Why.
        error: WireError,
    },
    /// The index moved on.
    Index {
        /// How far it is.
        state: IndexState,
    },
    /// More papers can be found by meaning, or all of them can.
    Meaning,
    /// Another program requested a place in the window.
    Opened {
        /// The place.
        link: DeepLink,
    },
    /// A day is complete: its papers have been read, and nothing waits to be written. Each day is
    /// reported once.
    DayComplete {
        /// The day, as `YYYY-MM-DD`.
        date: String,
        /// How many papers it has.
        papers: u32,
        /// How many of them are like those that the user liked; null: nothing was learnt yet.
        for_you: Option<u32>,
    },
    /// Files are being dragged over the window (true) or not any more (false).
    Dragging {
        /// Whether they are over it.
        over: bool,
    },
}
