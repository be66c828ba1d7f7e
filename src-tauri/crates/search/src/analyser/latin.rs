//! Runs of letters and digits: their parts and the other ways of spelling them.

use super::fold::{Cell, Class};
use std::ops::Range;

/// Longer compounds are lists rather than names: no joined form of them.
pub(super) const MAX_JOINED_PARTS: usize = 6;
/// A word's letters beyond these do not count.
pub(super) const MAX_WORD_LETTERS: usize = 64;

/// The letters after the dot of `Node.js` and `llama.cpp`, at most, and those of `.gitignore`.
const MAX_EXTENSION_LETTERS: usize = 4;
const MAX_DOTTED_LETTERS: usize = 10;

fn class(cells: &[Cell], at: usize) -> Class {
    cells.get(at).map_or(Class::Other, |cell| cell.class)
}

fn is_word(cells: &[Cell], at: usize) -> bool {
    matches!(class(cells, at), Class::Letter | Class::Digit)
}

fn char_at(cells: &[Cell], at: usize) -> Option<char> {
    cells.get(at).map(|cell| cell.c)
}

/// Whether a word other than of a script without spaces begins here: with a letter, a digit, or the
/// dot of `.NET`.
pub(super) fn begins_word(cells: &[Cell], at: usize) -> bool {
    is_word(cells, at) || begins_with_dot(cells, at)
}

fn begins_with_dot(cells: &[Cell], at: usize) -> bool {
    let free = || {
        at == 0
            || char_at(cells, at - 1)
                .is_some_and(|c| c.is_whitespace() || "([{<\"'`“‘「『《/、，,:;".contains(c))
    };
    char_at(cells, at) == Some('.')
        && (1..=MAX_DOTTED_LETTERS).contains(&letters(cells, at + 1))
        && free()
}

/// How many single letters there are.
fn letters(cells: &[Cell], at: usize) -> usize {
    let letters =
        cells[at.min(cells.len())..].iter().take_while(|cell| cell.c.is_ascii_alphabetic()).count();
    if is_word(cells, at + letters) { 0 } else { letters }
}

/// Whether a name continues here after its dot: `js`, `NET`, but not the `The` of a new sentence.
fn is_extension(cells: &[Cell], at: usize) -> bool {
    let letters = letters(cells, at);
    let letters = &cells[at.min(cells.len())..][..letters];
    let one_case = || letters.iter().all(|cell| cell.capital == letters[0].capital);
    let known = || {
        ["ai", "js", "net"].iter().any(|known| letters.iter().map(|cell| cell.c).eq(known.chars()))
    };
    (1..=MAX_EXTENSION_LETTERS).contains(&letters.len()) && (one_case() || known())
}

/// The end of the compound that begins at `start`, and its parts, as ranges of cells.
///
/// `0.33`, `1.3b`, `2512.23576` and `1,000` are one part, and so are `C#`, `C++` and `A*`; `-` and
/// `_` between letters or digits part a compound, and so do the dot of `Node.js` and the `^` of a
/// formula.
pub(super) fn compound(cells: &[Cell], start: usize, parts: &mut Vec<Range<usize>>) -> usize {
    parts.clear();
    let class = |at: usize| class(cells, at);
    let is_word = |at: usize| is_word(cells, at);
    let mut part = start;
    let mut at = if char_at(cells, start) == Some('.') { start + 1 } else { start };
    loop {
        while is_word(at) {
            at += 1;
        }
        let inside = match char_at(cells, at) {
            Some('.') => class(at - 1) == Class::Digit && class(at + 1) == Class::Digit,
            Some(',') => {
                class(at - 1) == Class::Digit
                    && (1..=3).all(|ahead| class(at + ahead) == Class::Digit)
                    && !is_word(at + 4)
            }
            _ => false,
        };
        if inside {
            at += 1;
            continue;
        }
        let signs = signs(cells, part, at);
        at += signs;
        parts.push(part..at);
        let parted = match char_at(cells, at) {
            Some('-' | '_') => is_word(at + 1),
            Some('^') => class(at - 1) == Class::Letter && is_word(at + 1),
            Some('.') => {
                signs == 0
                    && at - part > 1
                    && cells[part..at].iter().any(|cell| cell.class == Class::Letter)
                    && is_extension(cells, at + 1)
            }
            _ => false,
        };
        if parted {
            at += 1;
        } else if signs == 0 || !is_word(at) {
            return at;
        }
        part = at;
    }
}

/// How many signs that belong to a name are after the letters from `part` to `at`: C#, C++,
/// HumanEval+, A*.
fn signs(cells: &[Cell], part: usize, at: usize) -> usize {
    let Some(sign) = char_at(cells, at).filter(|sign| matches!(sign, '#' | '+' | '*')) else {
        return 0;
    };
    let run = cells[at..].iter().take_while(|cell| cell.c == sign).count();
    let letters = &cells[part..at];
    let behind_letter = letters.last().is_some_and(|cell| cell.class == Class::Letter);
    let behind = class(cells, at + run);
    let belongs = match (sign, run) {
        ('+', 2) => letters.iter().any(|cell| cell.class == Class::Letter),
        ('+', 1) => behind_letter && behind == Class::Other,
        ('#', 1) => behind_letter && behind != Class::Letter,
        ('*', 1) => {
            letters.iter().all(|cell| cell.capital)
                && !matches!(behind, Class::Letter | Class::Digit)
        }
        _ => false,
    };
    if belongs { run } else { 0 }
}

/// A part of a compound without the signs of its name, if that is still a word: PointNet of
/// `PointNet++`, but no c of `C#`.
pub(super) fn without_signs(part: &str) -> Option<&str> {
    let plain = part.trim_start_matches('.').trim_end_matches(['#', '+', '*']);
    (plain.len() < part.len() && (plain.chars().count() > 1 || part.ends_with('*')))
        .then_some(plain)
}

/// The parts of a name written in CamelCase, when there are several and each has two letters or
/// more.
pub(super) fn camel_parts(cells: &[Cell], out: &mut Vec<Range<usize>>) {
    out.clear();
    let mut start = 0;
    for at in 1..cells.len() {
        let rises = cells[at].capital && !cells[at - 1].capital;
        // The last capital of `HTTPServer` begins the next part, but the s of `VLMs` belongs to the
        // capitals.
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

/// How many leading letters are before a figure: 4 in `qwen3` and `qwen2.5`. `None` with fewer
/// than two, or without a figure.
pub(super) fn letters_before_figure(word: &str) -> Option<usize> {
    let digits = word.find(|c: char| c.is_numeric())?;
    (word[..digits].chars().count() >= 2 && word[..digits].chars().all(char::is_alphabetic))
        .then_some(digits)
}

/// `rtx4090` → `rtx`, `4090`: letters and then nothing but a figure.
pub(super) fn name_and_figure(word: &str) -> Option<(&str, &str)> {
    let (name, figure) = word.split_at(word.find(|c: char| c.is_ascii_digit())?);
    let whole = !name.is_empty()
        && name.chars().all(char::is_alphabetic)
        && figure.chars().all(|c| c.is_ascii_digit() || c == '.');
    whole.then_some((name, figure))
}

/// `2512.23576v2` → `2512.23576`.
pub(super) fn without_version(word: &str) -> Option<&str> {
    let (id, version) = word.split_once('v')?;
    let (month, number) = id.split_once('.')?;
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    (month.len() == 4 && number.len() >= 4 && digits(month) && digits(number) && digits(version))
        .then_some(id)
}

/// The singular of an English plural, written over the plural's end; `None` for what does not look
/// like one.
pub(super) fn singular(word: &str) -> Option<String> {
    if word.len() < 4
        || !word.is_ascii()
        || !word.ends_with('s')
        || !word.as_bytes()[word.len() - 2].is_ascii_alphabetic()
    {
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
