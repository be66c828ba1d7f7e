//! A file with a note: what is Paperboy's in it, and how that is replaced.

use crate::front::front;
use crate::sum::sum;
use crate::{Note, Property};
use std::collections::BTreeMap;
use std::ops::Range;

const BEGIN: &str = "<!-- paperboy:begin ";
const END: &str = "<!-- paperboy:end ";
const CLOSE: &str = " -->";
/// The record of a property that is the user's: they removed or wrote it.
const USERS: &str = "-";

/// What a file becomes with a newer state of its note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Merged {
    /// It contains the state already.
    Unchanged,
    /// The text of the file.
    Changed(String),
    /// The part between the comments is not as Paperboy left it, or is not there: the file is the
    /// user's.
    Conflict,
}

/// A new file with a note.
pub fn fresh(note: &Note) -> String {
    let mut properties = String::new();
    let mut record = Record::default();
    for property in &note.properties {
        if let Some(lines) = property.lines() {
            record.0.insert(property.key.to_owned(), sum(&lines));
            properties.push_str(&lines);
        }
    }
    format!("---\n{properties}---\n{}\n", block(note, &record))
}

/// The id of the first note in a file.
pub fn id_of(file: &str) -> Option<&str> {
    let begin = file.match_indices(BEGIN).find(|(at, _)| is_line_start(file, *at))?.0;
    file[begin + BEGIN.len()..].split(' ').next().filter(|id| !id.is_empty())
}

/// Puts a newer state of a note into its file.
pub fn merged(file: &str, note: &Note) -> Merged {
    let Some(found) = OwnedBlock::of(file, &note.id) else { return Merged::Conflict };
    let newline = if found.has_carriage_returns { "\r\n" } else { "\n" };
    let with_newlines = |text: String| {
        if found.has_carriage_returns { text.replace('\n', newline) } else { text }
    };
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    let mut record = Record::default();
    let mut new_lines = String::new();
    let front = front(file);
    if front.as_ref().is_some_and(|front| found.block.start < front.lines.end) {
        return Merged::Conflict;
    }
    let existing = |key: &str| {
        let properties = front.iter().flat_map(|front| &front.properties);
        // Obsidian knows a property in any case, and one that is there twice was written by the user.
        let same = properties.filter(|(name, _)| name.eq_ignore_ascii_case(key));
        let mut lines = same.map(|(_, lines)| lines.clone());
        (lines.next(), lines.next().is_some())
    };
    let mut keys: Vec<&str> = note.properties.iter().map(|property| property.key).collect();
    keys.extend(
        found
            .record
            .0
            .keys()
            .map(String::as_str)
            .filter(|key| !note.properties.iter().any(|property| property.key == *key)),
    );
    for key in keys {
        let property = note.properties.iter().find(|property| property.key == key);
        let new = property.and_then(Property::lines);
        let former = found.record.0.get(key).map(String::as_str);
        let (lines, is_double) = existing(key);
        match (former, lines) {
            (Some(USERS), _) | (None, Some(_)) => record.set_users(key),
            (Some(_), None) => record.set_users(key),
            (Some(former), Some(lines)) => {
                if is_double || sum(&file[lines.clone()]) != former {
                    record.0.insert(key.to_owned(), former.to_owned());
                    continue;
                }
                if let Some(new) = &new {
                    record.0.insert(key.to_owned(), sum(new));
                }
                edits.push((lines, with_newlines(new.unwrap_or_default())));
            }
            (None, None) => {
                if let Some(new) = new {
                    record.0.insert(key.to_owned(), sum(&new));
                    new_lines.push_str(&new);
                }
            }
        }
    }
    if !new_lines.is_empty() {
        edits.push(match &front {
            Some(front) => (front.lines.end..front.lines.end, with_newlines(new_lines)),
            None => {
                let begin = if file.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
                (begin..begin, with_newlines(format!("---\n{new_lines}---\n")))
            }
        });
    }
    edits.push((found.block, with_newlines(block(note, &record))));
    let merged = edited(file, edits);
    if merged == file { Merged::Unchanged } else { Merged::Changed(merged) }
}

/// A text in which ranges, none within another, are replaced.
fn edited(text: &str, mut edits: Vec<(Range<usize>, String)>) -> String {
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    let (mut edited, mut at) = (String::with_capacity(text.len()), 0);
    for (range, new) in edits {
        edited.push_str(&text[at..range.start]);
        edited.push_str(&new);
        at = range.end;
    }
    edited.push_str(&text[at..]);
    edited
}

/// The part of a file that is Paperboy's, from the first comment to the last, without the end of
/// the last line.
fn block(note: &Note, record: &Record) -> String {
    let body = plain(&note.body);
    let (id, sum) = (&note.id, sum(&body));
    format!("{BEGIN}{id} sum={sum} properties={}{CLOSE}\n{body}{END}{id}{CLOSE}", record.text())
}

/// The text as it is between the comments: it contains none of these, no other ends of lines, and
/// ends with one.
fn plain(body: &str) -> String {
    let body = body.replace("\r\n", "\n").replace('\r', "\n");
    let body = body.replace("<!-- paperboy:", "<!-- paperboy :");
    format!("{}\n", body.trim_end())
}

/// What is known of each property that Paperboy wrote into a file: the checksum of its lines, or
/// that it is the user's.
#[derive(Debug, Default, Clone)]
struct Record(BTreeMap<String, String>);

impl Record {
    fn set_users(&mut self, key: &str) {
        self.0.insert(key.to_owned(), USERS.to_owned());
    }

    fn text(&self) -> String {
        let each = self.0.iter().map(|(key, sum)| format!("{key}:{sum}"));
        each.collect::<Vec<_>>().join(",")
    }

    fn parse(text: &str) -> Self {
        let each = text.split(',').filter_map(|entry| entry.split_once(':'));
        Self(each.map(|(key, sum)| (key.to_owned(), sum.to_owned())).collect())
    }
}

/// Paperboy's part of a file, as Paperboy left it.
struct OwnedBlock {
    block: Range<usize>,
    record: Record,
    has_carriage_returns: bool,
}

impl OwnedBlock {
    /// `None` where the part is missing, there twice, or changed.
    fn of(file: &str, id: &str) -> Option<Self> {
        let begin = only_line(file, &format!("{BEGIN}{id} "))?;
        let end = only_line(file, &format!("{END}{id}{CLOSE}"))?;
        let opening = &file[begin.clone()];
        let has_carriage_returns = opening.ends_with('\r');
        let content = file.get(begin.end + 1..end.start)?;
        let fields = opening.trim_end().strip_prefix(BEGIN)?.strip_suffix(CLOSE)?;
        let field = |name: &str| fields.split(' ').find_map(|field| field.strip_prefix(name));
        if field("sum=")? != sum(content)
            || file[end.clone()].trim_end() != format!("{END}{id}{CLOSE}")
        {
            return None;
        }
        let record = Record::parse(field("properties=")?);
        let end = end.start + file[end.clone()].trim_end().len();
        Some(Self { block: begin.start..end, record, has_carriage_returns })
    }
}

/// The only line that begins with a text, without its end of line.
fn only_line(file: &str, begin: &str) -> Option<Range<usize>> {
    let mut found = file.match_indices(begin).filter(|(at, _)| is_line_start(file, *at));
    let (start, _) = found.next()?;
    if found.next().is_some() {
        return None;
    }
    let end = file[start..].find('\n').map_or(file.len(), |length| start + length);
    Some(start..end)
}

fn is_line_start(file: &str, at: usize) -> bool {
    at == 0 || file[..at].ends_with(['\n', '\u{feff}'])
}
