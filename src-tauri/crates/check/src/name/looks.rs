//! Which words look like names of models, data sets and metrics.

use super::known;
use std::ops::Range;

/// How many bytes of a word are a name; `None` when it is an ordinary word, a number or a generic
/// acronym.
pub(super) fn name(word: &str) -> Option<usize> {
    // `GRPO-based`: the stem is the name.
    let stem = known::without_ending(word);
    let stem = stem
        .strip_suffix('s')
        .filter(|stem| stem.len() > 2 && stem.bytes().all(|byte| byte.is_ascii_uppercase()))
        .unwrap_or(stem);
    is_name(stem).then_some(stem.len())
}

fn is_name(word: &str) -> bool {
    if known::is_name(word) {
        return true;
    }
    if word.len() < 2 || known::is_generic(word) {
        return false;
    }
    // Recall@5 and pass@1 are metrics.
    if word.contains('@') {
        return word.starts_with(|c: char| c.is_ascii_alphabetic());
    }
    let parts: Vec<&str> = word.split(['-', '_']).collect();
    if parts.len() > 1 {
        let starts_with_name = parts[0].starts_with(|c: char| c.is_ascii_alphabetic());
        let capitals = |part: &&&str| part.starts_with(|c: char| c.is_ascii_uppercase());
        let is_letter_and_word =
            parts.iter().any(|part| part.len() == 1) && parts.iter().filter(capitals).count() > 1;
        let is_size_of_word = parts[0].len() > 2
            && capitals(&&parts[0])
            && !known::is_generic(parts[0])
            && parts.iter().skip(1).any(|part| part.bytes().any(|byte| byte.is_ascii_digit()));
        // `o4-mini`.
        let is_small = parts[0].bytes().any(|byte| byte.is_ascii_digit())
            && word.bytes().filter(u8::is_ascii_alphabetic).count() > 2
            || parts[0].len() == 1 && capitals(&&parts[0]) && is_numbered(&parts)
            || is_joined(&parts)
            || parts[0].len() > 1
                && parts.iter().skip(1).any(|part| {
                    part.starts_with(|c: char| c.is_ascii_digit())
                        && part.ends_with(['b', 'B', 'k', 'K', 'M'])
                });
        // `multilingual-e5-large`.
        let has_mixed = parts.len() > 2
            && parts.iter().any(|part| {
                part.starts_with(|c: char| c.is_ascii_alphabetic())
                    && part.bytes().any(|byte| byte.is_ascii_digit())
            });
        return starts_with_name
            && (parts.iter().any(|part| !known::is_generic(part) && is_plain_name(part))
                || is_letter_and_word
                || is_size_of_word
                || is_small
                || has_mixed);
    }
    is_plain_name(word)
}

/// `F-22`: a letter and a number of several digits.
fn is_numbered(parts: &[&str]) -> bool {
    parts.len() == 2 && parts[1].len() > 1 && parts[1].bytes().all(|byte| byte.is_ascii_digit())
}

/// `Wilson-Cowan`, `LSTM-Hydro`: capitalised words of which none is a common one.
fn is_joined(parts: &[&str]) -> bool {
    let is_word = |part: &&str| {
        part.len() > 2
            && part.starts_with(|c: char| c.is_ascii_uppercase())
            && part.bytes().skip(1).all(|byte| byte.is_ascii_lowercase())
            && !known::is_generic(part)
            && !known::is_common(part)
            && !is_adjective(part)
    };
    let is_acronym =
        |part: &&str| part.len() > 1 && part.bytes().all(|byte| byte.is_ascii_uppercase());
    parts.len() == 2
        && parts.iter().all(|part| is_word(part) || is_acronym(part))
        && parts.iter().any(is_word)
        && !known::is_prefix(parts[0])
}

/// Whether a word ends as adjectives, participles and abstract nouns do.
fn is_adjective(word: &str) -> bool {
    const ENDINGS: [&str; 19] = [
        "ing", "tion", "sion", "ment", "ness", "ity", "ology", "ive", "ed", "al", "ic", "able",
        "less", "ful", "ous", "wise", "ly", "free", "ance",
    ];
    ENDINGS.iter().any(|ending| word.ends_with(ending))
}

/// Whether a word without hyphens looks like a name: capitals inside it, or letters with digits.
fn is_plain_name(word: &str) -> bool {
    let letters = word.bytes().filter(u8::is_ascii_alphabetic).count();
    let capitals = word.bytes().filter(u8::is_ascii_uppercase).count();
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let starts_with_digit = word.starts_with(|c: char| c.is_ascii_digit());
    if digits > 0 {
        return match letters {
            0 => false,
            1 => !starts_with_digit && digits >= 3 && capitals == 1,
            _ if starts_with_digit => {
                capitals >= 2
                    && !word
                        .bytes()
                        .take_while(|byte| !byte.is_ascii_alphabetic())
                        .any(|byte| byte == b'.')
            }
            _ => capitals > 0 || letters >= 3,
        };
    }
    let is_roman = word.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X'));
    // Two capitals alone are rarely a name; a plural is one of the acronym before it.
    capitals >= 2 && letters >= 3 && !is_roman
        || capitals == 1 && !word.starts_with(|c: char| c.is_ascii_uppercase()) && letters >= 3
}

/// Whether a word that looks like an ordinary one is a name for its capital: it begins no sentence,
/// and is no common word.
pub(super) fn is_proper(text: &str, word: &Range<usize>) -> bool {
    let letters = &text[word.clone()];
    let is_capitalised = letters.len() > 3
        && letters.starts_with(|c: char| c.is_ascii_uppercase())
        && letters.bytes().skip(1).all(|byte| byte.is_ascii_lowercase());
    const ENDINGS: [&str; 8] = ["ing", "tion", "sion", "ment", "ness", "ity", "ology", "ive"];
    let is_common = known::is_generic(letters)
        || known::is_common(letters)
        || ENDINGS.iter().any(|ending| letters.ends_with(ending));
    if !is_capitalised || is_common {
        return false;
    }
    let before =
        text[..word.start].trim_end_matches([' ', '*', '"', '“', '‘', '(', '（', '「', '《', '`']);
    // Latin words in Chinese are meant as names wherever they are.
    let beside = text[word.end..].trim_start().chars().next();
    let in_chinese =
        beside.is_some_and(is_chinese) || before.chars().next_back().is_some_and(is_chinese);
    in_chinese
        || !before.is_empty()
            && !before.ends_with([
                '.', '!', '?', ':', '\n', '。', '！', '？', '：', '•', '-', '–', '—', '|', '\t',
                ';',
            ])
}

fn is_chinese(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}')
}
