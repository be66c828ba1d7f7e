//! Runs of letters and digits: their parts and the other ways of spelling them.

use super::fold::{Cell, Class};
use std::ops::Range;

/// Longer compounds are lists rather than names: no joined form of them.
pub(super) const MOST_PARTS_JOINED: usize = 6;
/// A word's letters beyond these do not count.
pub(super) const LONGEST_WORD: usize = 64;

/// The end of the compound that begins at `start`, and its hyphenated parts, as ranges of cells.
///
/// `0.33`, `1.3b`, `2512.23576` and `1,000` are one part; `-` and `_` between letters or digits part a compound.
pub(super) fn compound(cells: &[Cell], start: usize, parts: &mut Vec<Range<usize>>) -> usize {
    parts.clear();
    let class = |at: usize| cells.get(at).map_or(Class::Other, |cell| cell.class);
    let is_word = |at: usize| matches!(class(at), Class::Letter | Class::Digit);
    let mut part = start;
    let mut at = start;
    loop {
        while is_word(at) {
            at += 1;
        }
        let inside = match cells.get(at).map(|cell| cell.c) {
            Some('.') => class(at - 1) == Class::Digit && class(at + 1) == Class::Digit,
            Some(',') => class(at - 1) == Class::Digit && (1..=3).all(|ahead| class(at + ahead) == Class::Digit) && !is_word(at + 4),
            _ => false,
        };
        if inside {
            at += 1;
            continue;
        }
        parts.push(part..at);
        if matches!(cells.get(at).map(|cell| cell.c), Some('-' | '_')) && is_word(at + 1) {
            at += 1;
            part = at;
        } else {
            return at;
        }
    }
}

/// The parts of a name written in CamelCase, when there are several and each has two letters or more.
pub(super) fn camel_parts(cells: &[Cell], out: &mut Vec<Range<usize>>) {
    out.clear();
    let mut start = 0;
    for at in 1..cells.len() {
        let rises = cells[at].capital && !cells[at - 1].capital;
        // The last capital of `HTTPServer` begins the next part, but the s of `VLMs` belongs to the capitals.
        let falls = cells[at].capital
            && cells[at - 1].capital
            && cells.get(at + 1).is_some_and(|next| next.class == Class::Letter && !next.capital)
            && !(cells[at + 1].c == 's' && at + 2 == cells.len());
        if rises || falls {
            out.push(start..at);
            start = at;
        }
    }
    out.push(start..cells.len());
    if out.len() < 2 || out.iter().any(|part| part.len() < 2) {
        out.clear();
    }
}

/// How many leading letters stand before a figure: 4 in `qwen3` and `qwen2.5`. `None` with fewer than two, or without a figure.
pub(super) fn letters_before_figure(word: &str) -> Option<usize> {
    let digits = word.find(|c: char| c.is_numeric())?;
    (word[..digits].chars().count() >= 2 && word[..digits].chars().all(char::is_alphabetic)).then_some(digits)
}

/// `rtx4090` → `rtx`, `4090`: letters and then nothing but a figure.
pub(super) fn name_and_figure(word: &str) -> Option<(&str, &str)> {
    let (name, figure) = word.split_at(word.find(|c: char| c.is_ascii_digit())?);
    let whole = !name.is_empty() && name.chars().all(char::is_alphabetic) && figure.chars().all(|c| c.is_ascii_digit() || c == '.');
    whole.then_some((name, figure))
}

/// `2512.23576v2` → `2512.23576`.
pub(super) fn without_version(word: &str) -> Option<&str> {
    let (id, version) = word.split_once('v')?;
    let (month, number) = id.split_once('.')?;
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    (month.len() == 4 && number.len() >= 4 && digits(month) && digits(number) && digits(version)).then_some(id)
}

/// The singular of an English plural, written over the plural's end; `None` for what does not look like one.
pub(super) fn singular(word: &str) -> Option<String> {
    if word.len() < 4 || !word.is_ascii() || !word.ends_with('s') || !word.as_bytes()[word.len() - 2].is_ascii_alphabetic() {
        return None;
    }
    let stem = &word[..word.len() - 1];
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() > 1) {
        return Some(format!("{stem}y"));
    }
    if ["sses", "xes", "ches", "shes"].iter().any(|end| word.ends_with(end)) {
        return Some(word[..word.len() - 2].to_owned());
    }
    (!stem.ends_with(['s', 'u', 'i'])).then(|| stem.to_owned())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn plurals_lose_their_s_and_other_words_keep_it() {
        for (plural, expected) in [
            ("models", Some("model")),
            ("policies", Some("policy")),
            ("classes", Some("class")),
            ("patches", Some("patch")),
            ("llms", Some("llm")),
            ("loss", None),
            ("corpus", None),
            ("analysis", None),
            ("gas", None),
            ("1990s", None),
        ] {
            assert_eq!(singular(plural).as_deref(), expected, "{plural}");
        }
    }
}
