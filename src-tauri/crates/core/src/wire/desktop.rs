//! What the desktop around the window does for the program, and what the user chose of it.

use serde::Serialize;
#[cfg(test)]
use ts_rs::TS;

/// The tray, notifications and the start at login.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct DesktopState {
    /// Whether closing the window leaves the program in the tray, where there is one.
    pub closes_to_tray: bool,
    /// Whether something on this desktop shows a tray. Without one, closing the window always quits.
    pub has_tray: bool,
    /// Whether a notification is shown when a day is complete.
    pub tells_days: bool,
    /// Whether something on this desktop shows notifications.
    pub has_notifications: bool,
    /// Whether the program starts at login, hidden in the tray; null: this system has no such entry
    /// that Paperboy can make.
    pub starts_at_login: Option<bool>,
}
