//! What a paper cites, entry by entry.

use super::join::Words;
use super::page::{Column, Row};
use crate::article::{Reference, Text};
use std::collections::HashMap;

/// The longest label in square brackets, in bytes.
const MAX_LABEL_BYTES: usize = 40;

/// The rows of the references.
#[derive(Default)]
pub(super) struct References<'a> {
    rows: Vec<&'a Row>,
}

impl<'a> References<'a> {
    pub(super) fn add(&mut self, row: &'a Row) {
        self.rows.push(row);
    }

    pub(super) fn finish(self, words: &Words) -> Vec<Reference> {
        let texts: Vec<String> = self.rows.iter().map(|row| row.text()).collect();
        let in_brackets = texts.iter().filter(|text| bracketed(text).is_some()).count();
        let has_brackets = in_brackets * 8 >= texts.len() && in_brackets > 1;
        let has_numbers = !has_brackets && texts.iter().any(|text| numbered(text, 1).is_some());
        let lefts = lefts(&self.rows);
        let mut entries: Vec<Reference> = Vec::new();
        let (mut label, mut entry) = (None, String::new());
        let mut next = 1;
        for (at, (row, text)) in self.rows.iter().zip(&texts).enumerate() {
            let before = at.checked_sub(1).map(|at| self.rows[at]);
            let (new_label, rest) = match () {
                () if has_brackets => match bracketed(text) {
                    Some((label, rest)) => (Some(label.to_owned()), rest),
                    None => (None, text.as_str()),
                },
                () if has_numbers => match numbered(text, next) {
                    Some(rest) => {
                        next += 1;
                        (Some(format!("{}.", next - 1)), rest)
                    }
                    None => (None, text.as_str()),
                },
                () => (None, text.as_str()),
            };
            let begins = match () {
                () if has_brackets || has_numbers => new_label.is_some(),
                () => begins(row, before, &entry, &lefts),
            };
            if begins && !entry.is_empty() {
                entries.push(reference(label.take(), &entry));
                entry.clear();
            }
            if begins {
                label = new_label;
            }
            words.join(&mut entry, rest);
        }
        if !entry.is_empty() {
            entries.push(reference(label, &entry));
        }
        entries
    }
}

fn reference(label: Option<String>, text: &str) -> Reference {
    Reference { label, text: Text::words(text) }
}

/// `[12] …`, `[DW23] …`
fn bracketed(text: &str) -> Option<(&str, &str)> {
    let end = text.strip_prefix('[')?.find(']')? + 2;
    let (label, rest) = (&text[..end], text[end..].trim_start());
    (end > 2 && label.len() <= MAX_LABEL_BYTES && !rest.is_empty()).then_some((label, rest))
}

/// `12. …`, of this number alone.
fn numbered(text: &str, number: u32) -> Option<&str> {
    let rest = text.strip_prefix(&number.to_string())?.strip_prefix('.')?;
    rest.strip_prefix(' ').filter(|rest| !rest.is_empty())
}

/// Where the entries of each column of each page begin, where their further lines are indented.
fn lefts(rows: &[&Row]) -> HashMap<(usize, Column), f32> {
    let mut lefts: HashMap<(usize, Column), f32> = HashMap::new();
    for row in rows {
        let left = lefts.entry((row.page, row.column)).or_insert(row.left);
        *left = left.min(row.left);
    }
    let is_hanging = |row: &&&Row| {
        let left = lefts.get(&(row.page, row.column)).copied().unwrap_or(row.left);
        row.left > left + row.size * 0.5
    };
    let hanging = rows.iter().filter(is_hanging).count();
    if hanging * 5 < rows.len() {
        lefts.clear();
    }
    lefts
}

/// Whether an entry without a label begins with a row.
fn begins(
    row: &Row,
    before: Option<&Row>,
    entry: &str,
    lefts: &HashMap<(usize, Column), f32>,
) -> bool {
    let Some(before) = before else { return true };
    match lefts.get(&(row.page, row.column)) {
        Some(left) => row.left < left + row.size * 0.5,
        // A new one is further away, or follows one that ended early.
        None => {
            let gap = row.base - before.base;
            let ended = super::flow::ends_sentence(entry);
            ended && (gap > row.size * 1.5 || before.is_short())
        }
    }
}
