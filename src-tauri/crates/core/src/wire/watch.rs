//! What is new about papers that the user keeps.

pub use paperboy_paper::{AtomCause, News};
use serde::{Deserialize, Serialize};
#[cfg(test)]
use ts_rs::TS;

/// Something new about a paper that the user keeps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct NewsOfPaper {
    /// The paper's id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What is new.
    pub news: News,
    /// When it was found.
    pub found: String,
}

/// Whether arXiv is asked what is new about papers that the user keeps, and how far that is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct WatchState {
    /// Whether the user agreed to automatic look-ups.
    pub on: bool,
    /// How many papers the user keeps.
    pub kept: u32,
    /// Of how many of them it is time to ask.
    pub due: u32,
    /// Whether arXiv is being asked now.
    pub running: bool,
    /// How the last look-up ended; null: there was none.
    pub last: Option<WatchEnd>,
}

/// How a look-up ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct WatchEnd {
    /// When.
    pub at: String,
    /// About how many papers arXiv was asked.
    pub asked: u32,
    /// How many things were new.
    pub news: u32,
    /// Why it ended before its end; null: it did not.
    pub problem: Option<AtomCause>,
}
