//! Versions and sizes after a name.

use super::{known, word_end};
use crate::unit;
use std::ops::Range;

/// How many bytes a version or size takes after a family of models or devices: ` 3.5`, ` V3.1`, `
/// 4090`, ` 4o`, ` 3.1 8B`.
pub(super) fn version_behind(text: &str, name: &Range<usize>) -> usize {
    let rest = &text[name.end..];
    if !known::is_family(&text[name.clone()]) {
        return year(rest);
    }
    // `Claude Sonnet 4.5`.
    let mut taken = 0;
    while let Some(behind) = rest[taken..].strip_prefix(' ')
        && let end = word_end(behind.as_bytes(), 0)
        && known::is_line(&behind[..end])
    {
        taken += 1 + end;
    }
    let line = taken;
    taken += version(&rest[taken..]);
    if taken == line {
        return taken;
    }
    // A size comes after a version.
    while taken > 0 && rest.as_bytes()[taken - 1].is_ascii_digit() {
        match version(&rest[taken..]) {
            0 => break,
            more => taken += more,
        }
    }
    taken
}

/// A year after the name of a data set or a shared task: `CoMT 2017`.
fn year(text: &str) -> usize {
    let Some(rest) = text.strip_prefix(' ') else { return 0 };
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let is_year = digits == 4 && (rest.starts_with("19") || rest.starts_with("20"));
    let behind = rest[digits..].trim_start();
    let is_figure = unit::measure(behind).is_some()
        || behind
            .starts_with(['个', '条', '张', '篇', '名', '年', '项', '种', '%', ',', '.', '，'])
            && !behind.starts_with(", ")
        || rest[digits..].starts_with(|c: char| c.is_ascii_alphanumeric());
    if is_year && !is_figure { 1 + digits } else { 0 }
}

/// The length in bytes of a space and the following word, when that has digits and is no figure
/// with a unit.
fn version(text: &str) -> usize {
    let Some(rest) = text.strip_prefix(' ') else { return 0 };
    let (word, behind) = rest.split_at(word_end(rest.as_bytes(), 0));
    let digits = word.strip_prefix(['V', 'v', 'R']).unwrap_or(word);
    let suffix = digits.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let behind = behind.trim_start();
    let is_size = suffix.len() == 1
        && unit::measure(suffix)
            .is_some_and(|(measure, _)| measure.dimension == unit::Dimension::Count);
    let is_figure = unit::measure(suffix).is_some()
        || unit::measure(behind).is_some()
        || behind.starts_with('个');
    if digits.len() > suffix.len() && (is_size || !is_figure) { 1 + word.len() } else { 0 }
}
