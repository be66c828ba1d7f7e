//! Diagnostics: the health as text that may be shown to others. It is made of values that are
//! known to say nothing private, and never of titles, notes, queries, addresses, keys or log lines.

use super::Programs;
use crate::App;
use crate::wire::{CrashReport, Finding, Found, HealthReport, WireError};
use jiff::tz::TimeZone;
use std::path::{Component, Path, PathBuf};

/// Settings whose values are words of Paperboy's own, or numbers.
const HARMLESS_SETTINGS: [&str; 20] = [
    "model.parallel",
    "model.daily_token_budget",
    "model.first_token_seconds",
    "model.correct",
    "report.language",
    "report.writer",
    "fetch.schedule",
    "notify.day",
    "window.close",
    "figures.fetch",
    "figures.space_mb",
    "export.figures",
    "pdf.keep",
    "pdf.space_mb",
    "vault.auto",
    "vault.papers",
    "mcp.changes",
    "ui.language",
    "ui.theme",
    "ui.text_size",
];

/// Names of folders that say nothing about the user.
const PLAIN_NAMES: [&str; 16] = [
    ".local",
    "share",
    "state",
    ".config",
    "paperboy",
    "library",
    "logs",
    "backups",
    "Library",
    "Application Support",
    "Logs",
    "AppData",
    "Local",
    "Roaming",
    "systemd",
    "user",
];

/// What the program that asks knows of the computer.
#[derive(Debug, Clone, Default)]
pub struct Computer {
    /// The system and its parts, as words: `linux x86_64`, `WebKitGTK 2.50.1`.
    pub parts: Vec<String>,
    /// The user's home, which is not named.
    pub home: Option<PathBuf>,
}

impl App {
    /// The health of this library as text that says nothing private.
    pub fn diagnostics(&self, programs: &Programs, computer: &Computer) -> String {
        let mut text = diagnostics(&self.health(programs), computer);
        text.push_str("\nsettings\n");
        for key in HARMLESS_SETTINGS {
            if let Ok(value) = self.setting(key) {
                text.push_str(&format!("  {key} = {value}\n"));
            }
        }
        // Whether they are set, and not what they are.
        for key in ["model.url", "model.name", "vault.folder"] {
            let state = match self.setting(key) {
                Ok(value) if value.is_empty() => "not set",
                Ok(_) => "set",
                Err(_) => continue,
            };
            text.push_str(&format!("  {key} is {state}\n"));
        }
        text
    }
}

/// A health as text that says nothing private.
pub fn diagnostics(report: &HealthReport, computer: &Computer) -> String {
    let mut text = format!("Paperboy {}\n", env!("CARGO_PKG_VERSION"));
    if !computer.parts.is_empty() {
        text.push_str(&format!("{}\n", computer.parts.join(", ")));
    }
    text.push_str(&format!("{}\n\n", report.state.name()));
    let home = computer.home.as_deref();
    for finding in &report.findings {
        let found = Finding { found: public(&finding.found, home), ..*finding };
        let (subject, state) = (finding.subject.name(), finding.state.name());
        text.push_str(&format!("{subject} ({state}): {}\n", found.text(&TimeZone::UTC)));
    }
    text
}

/// What was found without what is private in it.
fn public(found: &Found, home: Option<&Path>) -> Found {
    let path = |path: &String| shortened(Path::new(path), home);
    match found.clone() {
        Found::Place { folder, by, usual, has_usual } => {
            Found::Place { folder: path(&folder), by, usual: usual.as_ref().map(path), has_usual }
        }
        Found::NotOpened { error } => Found::NotOpened { error: code_of(&error) },
        Found::Unknown { error } => Found::Unknown { error: code_of(&error) },
        Found::Backups { folder, copies, facts, bytes, newest, changed } => {
            Found::Backups { folder: path(&folder), copies, facts, bytes, newest, changed }
        }
        // The reason may name a folder or a file.
        Found::Sync { folder, pending, last, failed, trouble: _, problems } => Found::Sync {
            folder: folder.as_ref().map(path),
            pending,
            last,
            failed: failed.map(|_| "see `paperboy sync --status`".to_owned()),
            trouble: None,
            problems,
        },
        // The message of a crash may repeat a text.
        Found::Crashed { report } => Found::Crashed {
            report: CrashReport { path: path(&report.path), text: String::new(), ..report },
        },
        // A version is whatever the other program printed.
        Found::Versions { window, command } => {
            Found::Versions { window: window.map(version), command: command.map(version) }
        }
        found @ (Found::NoLibrary
        | Found::SafeRenderer
        | Found::Library { .. }
        | Found::ReadOnly
        | Found::Damaged
        | Found::Checked { .. }
        | Found::Index { .. }
        | Found::Vectors { .. }
        | Found::Order { .. }
        | Found::SetAside { .. }
        | Found::Space { .. }
        | Found::Free { .. }
        | Found::Fetched { .. }
        | Found::Keyring { .. }) => found,
    }
}

fn code_of(error: &WireError) -> WireError {
    let message = format!("{:?}", error.code);
    WireError { code: error.code, message, detail: String::new(), cause: None }
}

fn version(text: String) -> String {
    let is_version = text.len() < 40
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '+'));
    if is_version { text } else { "unknown".to_owned() }
}

/// A path without the names that the user gave: `~/.local/share/paperboy`, `~/…/paperboy`, `/…`.
fn shortened(path: &Path, home: Option<&Path>) -> String {
    let (mut text, rest) = match home.and_then(|home| path.strip_prefix(home).ok()) {
        Some(rest) => ("~".to_owned(), rest),
        None => (String::new(), path),
    };
    let mut was_left_out = false;
    for part in rest.components() {
        let Component::Normal(name) = part else { continue };
        let name = name.to_str().unwrap_or_default();
        let is_plain = PLAIN_NAMES.contains(&name) || is_own(name);
        if is_plain {
            text.push_str(&format!("/{name}"));
        } else if !was_left_out {
            text.push_str("/…");
        }
        was_left_out = !is_plain;
    }
    if text.is_empty() { "/".to_owned() } else { text }
}

/// Whether a file is named by Paperboy: a program and a time.
fn is_own(name: &str) -> bool {
    name.starts_with("crash-")
        && name.ends_with(".txt")
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_keeps_no_name_that_the_user_gave() {
        let home = Path::new("/home/li");
        let of = |path: &str| shortened(Path::new(path), Some(home));
        assert_eq!(of("/home/li/.local/share/paperboy"), "~/.local/share/paperboy");
        assert_eq!(of("/home/li/Divorce/2025/paperboy/backups"), "~/…/paperboy/backups");
        assert_eq!(of("/media/li/secret disk"), "/…");
        assert_eq!(of("/home/li"), "~");
        assert_eq!(of("/home/lisa/x"), "/…");
        assert_eq!(
            of("/home/li/.local/state/paperboy/logs/crash-window-20260115-170000.txt"),
            "~/.local/state/paperboy/logs/crash-window-20260115-170000.txt"
        );
        assert_eq!(shortened(Path::new("/home/li/.local"), None), "/…/.local");
    }
}
