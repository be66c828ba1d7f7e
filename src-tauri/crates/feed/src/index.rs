//! The index of a folder of published days, for other libraries: `index.json`.

use jiff::Timestamp;
use paperboy_paper::Date;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

/// What the file says it is.
const FORMAT: &str = "paperboy-days";
const VERSION: u32 = 1;
/// The most days that are read: thirty years of them.
const MAX_DAYS: usize = 11_000;
/// The longest text in it, in bytes.
const MAX_TEXT_BYTES: usize = 500;

/// The days of a folder, the newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Index {
    /// The folder's id, which never changes.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its days.
    pub days: Vec<IndexedDay>,
}

/// A day in the index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndexedDay {
    /// The day.
    pub date: Date,
    /// The name of its report, relative to the index: `days/2026-01-15.md`.
    pub file: String,
    /// How many papers are in it.
    pub papers: u32,
    /// How large it is, in bytes.
    pub bytes: u64,
    /// The SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// When it last changed.
    pub updated: Timestamp,
}

/// Why some bytes are no index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotAnIndex {
    /// It is something else.
    Other,
    /// A newer version of Paperboy wrote it.
    Newer,
}

#[derive(Serialize, Deserialize)]
struct File {
    format: String,
    version: u32,
    id: String,
    title: String,
    days: Vec<serde_json::Value>,
}

impl Index {
    /// The file's text.
    pub fn write(&self) -> String {
        let day = |day: &IndexedDay| serde_json::json!(day);
        let file = File {
            format: FORMAT.to_owned(),
            version: VERSION,
            id: self.id.clone(),
            title: self.title.clone(),
            days: self.days.iter().map(day).collect(),
        };
        // Texts and numbers have no form that JSON could not hold.
        format!("{:#}\n", serde_json::json!(file))
    }

    /// Reads the file. Days that can't be read, or whose file is not below the index, are left out;
    /// of two with one date the first counts.
    pub fn read(bytes: &[u8]) -> Result<Self, NotAnIndex> {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let file: File = serde_json::from_slice(bytes).map_err(|_| NotAnIndex::Other)?;
        if file.format != FORMAT {
            return Err(NotAnIndex::Other);
        }
        if file.version > VERSION {
            return Err(NotAnIndex::Newer);
        }
        let mut seen = HashSet::new();
        let days = file.days.into_iter().take(MAX_DAYS);
        let mut days: Vec<IndexedDay> = days
            .filter_map(|day| serde_json::from_value::<IndexedDay>(day).ok())
            .filter(|day| is_below(&day.file) && is_digest(&day.sha256) && seen.insert(day.date))
            .collect();
        days.sort_by_key(|day| std::cmp::Reverse(day.date));
        Ok(Self { id: short(file.id), title: short(file.title), days })
    }
}

/// Whether a name leads to a file below the folder of the index, on every system.
fn is_below(name: &str) -> bool {
    let is_part = |part: &str| {
        !part.is_empty()
            && !part.starts_with('.')
            && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
    };
    name.len() <= 200 && name.split('/').count() <= 4 && name.split('/').all(is_part)
}

fn is_digest(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}

fn short(text: String) -> String {
    let text = crate::line(&text);
    text[..text.floor_char_boundary(MAX_TEXT_BYTES)].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(date: &str, file: &str) -> IndexedDay {
        IndexedDay {
            date: date.parse().unwrap(),
            file: file.to_owned(),
            papers: 3,
            bytes: 7,
            sha256: "ab".repeat(32),
            updated: "2026-01-15T17:00:00Z".parse().unwrap(),
        }
    }

    #[test]
    fn an_index_is_read_as_it_was_written() {
        let days = vec![day("2026-01-15", "days/2026-01-15.md"), day("2026-01-14", "x.md")];
        let index = Index { id: "tag:a,2026".into(), title: "实验室 \"A\"".into(), days };
        assert_eq!(Index::read(index.write().as_bytes()), Ok(index));
    }

    #[test]
    fn days_that_lead_elsewhere_or_come_twice_are_left_out() {
        let names = [
            "../a.md",
            "/etc/passwd",
            "a/../../b",
            "https://a.b/c.md",
            "a\\b.md",
            "",
            "a//b.md",
            ".hidden",
            "a/b/c/d/e.md",
            "a?b",
        ];
        let mut days: Vec<IndexedDay> = names.iter().map(|name| day("2026-01-15", name)).collect();
        days.push(day("2026-01-15", "first.md"));
        days.push(day("2026-01-15", "second.md"));
        days.push(IndexedDay { sha256: "AB".repeat(32), ..day("2026-01-14", "third.md") });
        let index = Index { id: String::new(), title: String::new(), days };
        let read = Index::read(index.write().as_bytes()).unwrap();
        let files: Vec<&str> = read.days.iter().map(|day| day.file.as_str()).collect();
        assert_eq!(files, ["first.md"]);
    }

    #[test]
    fn other_files_and_newer_ones_are_distinguished() {
        for other in ["", "[]", "{}", "<html>", r#"{"format":"x","version":1}"#] {
            assert_eq!(Index::read(other.as_bytes()), Err(NotAnIndex::Other), "{other}");
        }
        let newer = r#"{"format":"paperboy-days","version":2,"id":"","title":"","days":[]}"#;
        assert_eq!(Index::read(newer.as_bytes()), Err(NotAnIndex::Newer));
        let odd =
            r#"{"format":"paperboy-days","version":1,"id":"","title":"","days":[1,{"date":"x"}]}"#;
        assert!(Index::read(odd.as_bytes()).unwrap().days.is_empty());
    }
}
