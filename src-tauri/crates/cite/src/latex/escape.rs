//! Text to LaTeX.
//!
//! Every text comes out with balanced braces, as BibTeX counts them: it counts those after a
//! backslash too. So `\{` is written only where a text's own braces balance, and else the command
//! for it, which Pandoc leaves out. `|`, `"` and a backquote stay as they are, since Pandoc leaves
//! out the commands for them as well.

use super::formula;
use super::signs::{BRACES, ESCAPED};
use crate::line::is_cjk;

/// A title: escaped, with formulas as they are, and braces around the words whose capitals a
/// bibliography style must keep.
pub fn title(title: &str) -> String {
    let is_sentence = is_sentence_case(title);
    let balances = balances(title);
    let mut out = String::with_capacity(title.len() + 16);
    let (mut at, mut word) = (0, 0);
    let mut is_first = true;
    while let Some(c) = title[at..].chars().next() {
        let length = if c == '$' { formula::at_beginning(&title[at..]) } else { None };
        if length.is_some() || c == ' ' {
            push_word(&title[word..at], balances, is_sentence && !is_first, &mut out);
            is_first &= word == at && length.is_none();
            let end = at + length.unwrap_or(1);
            match length {
                // In braces, since styles change the capitals of formulas too.
                Some(_) => out.extend(["{", &title[at..end], "}"]),
                None => out.push(' '),
            }
            (at, word) = (end, end);
        } else {
            at += c.len_utf8();
        }
    }
    push_word(&title[word..], balances, is_sentence && !is_first, &mut out);
    out
}

/// Text in which a dollar sign is a dollar sign.
pub fn literal(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    push_literal(text, balances(text), &mut out);
    out
}

fn push_literal(text: &str, balances: bool, out: &mut String) {
    let mut before = ' ';
    for c in text.chars() {
        // Two of them would become one other sign.
        if matches!(c, '-' | '\'' | '`' | ',') && c == before {
            out.push_str("{}");
        }
        let braces = BRACES.iter().filter(|_| !balances);
        match braces.chain(&ESCAPED).find(|(sign, _)| *sign == c) {
            Some((_, command)) => out.push_str(command),
            None => out.push(c),
        }
        before = c;
    }
}

/// Whether each brace of a text has its other one.
fn balances(text: &str) -> bool {
    let depth = text.bytes().try_fold(0_usize, |depth, byte| match byte {
        b'{' => Some(depth + 1),
        b'}' => depth.checked_sub(1),
        _ => Some(depth),
    });
    depth == Some(0)
}

fn push_word(word: &str, balances: bool, keeps_first: bool, out: &mut String) {
    let is_edge = |c: char| !c.is_alphanumeric();
    let core = word.trim_matches(is_edge);
    if core.is_empty() || !needs_protection(core, keeps_first) {
        return push_literal(word, balances, out);
    }
    let begin = word.len() - word.trim_start_matches(is_edge).len();
    push_literal(&word[..begin], balances, out);
    // The core begins with a letter or digit: `{\` would be a special character to BibTeX, whose
    // capitals it changes.
    out.push('{');
    push_literal(core, balances, out);
    out.push('}');
    push_literal(&word[begin + core.len()..], balances, out);
}

/// Whether a style's change of capitals would spoil a word: `BERT`, `LoRA`, `R1`, `3D`; where only
/// names begin with a capital, also `Bayes`. Words such as `A` and `Pre-Training` it may change.
fn needs_protection(word: &str, keeps_first: bool) -> bool {
    let has_digit = word.chars().any(|c| c.is_ascii_digit());
    let has_upper = word.chars().any(char::is_uppercase);
    (keeps_first && word.starts_with(char::is_uppercase))
        || (has_upper && has_digit)
        || word
            .split(|c: char| !c.is_alphanumeric())
            .any(|part| part.chars().skip(1).any(char::is_uppercase))
}

/// Whether only the first word of a title and names begin with a capital.
fn is_sentence_case(title: &str) -> bool {
    let words = title
        .split(' ')
        .skip(1)
        .filter(|word| word.chars().filter(|c| c.is_alphabetic() && !is_cjk(*c)).count() > 3);
    let (mut small, mut large) = (0, 0);
    for word in words {
        match word.chars().find(|c| c.is_alphabetic()) {
            Some(first) if first.is_lowercase() => small += 1,
            _ => large += 1,
        }
    }
    small > large
}
