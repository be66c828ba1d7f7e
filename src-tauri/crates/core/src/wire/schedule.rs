//! The schedule of automatic fetching, and the timer behind it.

use super::LastFetch;
use serde::Serialize;
#[cfg(test)]
use ts_rs::TS;

/// The schedule of automatic fetching.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct ScheduleStatus {
    /// The setting: `ask`, `off`, or hours.
    pub schedule: String,
    /// The timer of the system behind it.
    pub timer: TimerState,
    /// The next run; null: there is none.
    pub next: Option<String>,
    /// The result of the last fetch; null: none is recorded.
    pub last: Option<LastFetch>,
}

/// Whether a timer of the system fetches, also while no window is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "state", rename_all = "snake_case")]
#[cfg_attr(test, derive(TS))]
pub enum TimerState {
    /// It does.
    On,
    /// There is none.
    Off,
    /// There can be none, or it does not run: the window fetches while it is open.
    Failed {
        /// Why.
        why: TimerTrouble,
    },
}

/// Why there is no timer of the system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(TS))]
pub enum TimerTrouble {
    /// The system has no timers for users.
    NoSystem,
    /// They do not work.
    Failed,
}
