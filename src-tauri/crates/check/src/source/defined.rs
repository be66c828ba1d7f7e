//! The paper's own definitions of names: its abbreviations, and the name of its method.

use super::Spot;
use crate::Place;
use crate::name;

/// The most abbreviations that are learnt.
const MAX_ABBREVIATIONS: usize = 200;
/// The most bytes between the full form of an abbreviation and its brackets.
const MAX_GAP_BYTES: usize = 120;

/// Each abbreviation with its full form: MRR of `Mean Reciprocal Rank (MRR)`, BE of `BE is the boundary
/// error`, HR of `HR, hazard ratio; …`.
pub(super) fn abbreviations(spots: &[Spot]) -> Vec<(String, String)> {
    let mut defined: Vec<(String, String)> = Vec::new();
    for spot in spots.iter().filter(|spot| spot.cells.is_empty()) {
        for (at, _) in spot.text.match_indices(" (") {
            let inner = &spot.text[at + 2..];
            let Some(end) = inner.find([')', ',', ';']) else { continue };
            let short = &inner[..end];
            if defined.len() < MAX_ABBREVIATIONS
                && let Some(words) = stands_for(&spot.text[..at], short)
                && !defined.iter().any(|(known, _)| known == short)
            {
                defined.push((short.to_owned(), words.to_owned()));
            }
        }
        for (short, words) in explained(&spot.text) {
            if defined.len() < MAX_ABBREVIATIONS && !defined.iter().any(|(known, _)| known == short)
            {
                defined.push((short.to_owned(), words.to_owned()));
            }
        }
    }
    defined
}

/// The abbreviations that a text explains behind them.
fn explained(text: &str) -> Vec<(&str, &str)> {
    const SIGNS: [&str; 10] = [
        " is the ",
        " is a ",
        " is ",
        " denotes ",
        " stands for ",
        " means ",
        ", ",
        ": ",
        " = ",
        " – ",
    ];
    let is_letter = |c: char| c.is_ascii_alphanumeric();
    let mut found = Vec::new();
    let mut start = 0;
    while let Some(length) = text[start..].find(|c: char| !is_letter(c)) {
        let short = &text[start..start + length];
        let behind = &text[start + length..];
        let is_acronym =
            (2..=8).contains(&short.len()) && short.bytes().all(|byte| byte.is_ascii_uppercase());
        if is_acronym && !text[..start].ends_with('-') {
            let explained = SIGNS
                .iter()
                .filter_map(|sign| behind.strip_prefix(sign))
                .find_map(|words| words_of(words, short));
            found.extend(explained.map(|words| (short, words)));
        }
        let gap = behind.find(is_letter).unwrap_or(behind.len());
        start += length + gap;
    }
    found
}

/// The words that a text begins with whose first letters make an abbreviation; small words are no
/// part of it.
fn words_of<'a>(text: &'a str, short: &str) -> Option<&'a str> {
    let mut letters = short.bytes();
    let mut wanted = letters.next()?;
    let mut at = 0;
    loop {
        let rest = &text[at..];
        let length = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let first = rest.bytes().next().filter(|_| length > 0)?;
        if first.eq_ignore_ascii_case(&wanted) {
            match letters.next() {
                Some(next) => wanted = next,
                None => return Some(&text[..at + length]),
            }
        } else if length > 3 {
            return None;
        }
        at += length;
        if !text[at..].starts_with([' ', '-']) {
            return None;
        }
        at += 1;
    }
}

/// The words before an abbreviation whose first letters it is made of.
fn stands_for<'a>(before: &'a str, short: &str) -> Option<&'a str> {
    let letters: Vec<u8> = short.bytes().filter(u8::is_ascii_alphabetic).collect();
    let is_acronym = (2..=8).contains(&letters.len())
        && short.len() <= 10
        && letters.iter().filter(|byte| byte.is_ascii_uppercase()).count() >= 2;
    if !is_acronym {
        return None;
    }
    // LB of LongBench.
    let last = before.rsplit(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    if last.bytes().filter(u8::is_ascii_uppercase).eq(letters.iter().copied()) {
        return Some(last);
    }
    let window = before.ceil_char_boundary(before.len().saturating_sub(MAX_GAP_BYTES));
    let is_break = |c: char| !(c.is_alphanumeric() || c == '-' || c == ' ');
    let start = before[window..].rfind(is_break).map_or(window, |at| {
        window + at + before[window + at..].chars().next().map_or(1, char::len_utf8)
    });
    // Backwards, word by word: the last word that is needed begins with the first letter.
    let mut left = letters.as_slice();
    let mut end = before.len();
    loop {
        let word_start = before[start..end].rfind([' ', '-']).map_or(start, |at| start + at + 1);
        let word = &before[word_start..end];
        if let Some((last, rest)) = left.split_last()
            && word.bytes().next().is_some_and(|byte| byte.eq_ignore_ascii_case(last))
        {
            left = rest;
        } else if word.len() > 4 {
            return None;
        }
        if left.is_empty() {
            return Some(before[word_start..].trim());
        }
        if word_start == start {
            return None;
        }
        end = word_start - 1;
    }
}

/// What the paper calls its own method: the name before the colon of its title, and what its
/// abstract proposes.
pub(super) fn own_names(spots: &[Spot]) -> Vec<String> {
    const VERBS: [&str; 8] =
        ["propose ", "present ", "introduce ", "called ", "named ", "提出", "介绍", "develop "];
    let mut defined: Vec<String> = Vec::new();
    let mut add = |words: &str, is_title: bool| {
        let words = words.trim_start_matches(['a', 'n', ' ', '了', '“', '"', '*']);
        let end = words
            .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '.' | '@')))
            .unwrap_or(words.len());
        let name = words[..end].trim_end_matches(['.', '-']);
        if name.starts_with(|c: char| c.is_ascii_uppercase())
            && (name::is_distinctive(name) || is_title && name.len() > 2 && !name::is_common(name))
            && !defined.iter().any(|known| known == name)
            && defined.len() < 4
        {
            defined.push(name.to_owned());
        }
    };
    for spot in spots {
        match spot.place {
            Place::Title => {
                if let Some((name, _)) = spot
                    .text
                    .split_once([':', '：'])
                    .filter(|(name, _)| name.split(' ').count() <= 3)
                {
                    add(name, true);
                }
            }
            Place::Abstract => {
                for verb in VERBS {
                    if let Some((_, behind)) = spot.text.split_once(verb) {
                        add(behind, false);
                    }
                }
            }
            Place::Section(_) => break,
        }
    }
    defined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_abbreviation_may_be_explained_behind_it() {
        for (text, expected) in [
            ("BE is the boundary error, a distance.", &[("BE", "boundary error")][..]),
            ("HR, hazard ratio; RR, risk ratio.", &[("HR", "hazard ratio"), ("RR", "risk ratio")]),
            ("GSD: ground sampling distance", &[("GSD", "ground sampling distance")]),
            ("LSTM is a network.", &[]),
            ("A table, a beam", &[]),
        ] {
            assert_eq!(explained(text), expected, "{text}");
        }
    }

    #[test]
    fn an_abbreviation_stands_for_the_words_it_begins() {
        for (text, short, words) in [
            ("We report the Mean Reciprocal Rank", "MRR", Some("Mean Reciprocal Rank")),
            ("with retrieval-augmented generation", "RAG", Some("retrieval-augmented generation")),
            ("the area under the curve", "AUC", Some("area under the curve")),
            ("the score on LongBench", "LB", Some("LongBench")),
            ("something else", "MRR", None),
            ("", "AB", None),
        ] {
            assert_eq!(stands_for(text, short), words, "{text}");
        }
    }
}
