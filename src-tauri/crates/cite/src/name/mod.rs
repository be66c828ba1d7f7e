//! Authors' names.
//!
//! Sources give names as plain text (`Ludwig van Beethoven`, `DeepSeek-AI`, `张三`). The parts are
//! those of BibTeX (first, von, last, jr), by the rules in "Tame the BeaST" by Nicolas Markey.

mod words;

use crate::line::{is_cjk, line_within};
use words::{CONJUNCTIONS, GROUPS, LARGE_PARTICLES, SUFFIXES, VIETNAMESE};

/// The longest name, in bytes; longer ones are cut.
const MAX_NAME_BYTES: usize = 1_000;

/// An author. No part holds line breaks or control characters.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Name {
    /// A person whose family and given names can be distinguished.
    Person {
        /// `Ludwig`
        given: String,
        /// `van`; mostly empty.
        particle: String,
        /// `Beethoven`
        family: String,
        /// `Jr.`; mostly empty.
        suffix: String,
    },
    /// A name that is given whole: a group, a name in Chinese, Japanese or Korean script, a single
    /// word.
    Whole(String),
}

impl Name {
    /// Reads a name as sources write it, given name first, or the family name before a comma.
    /// `None` when it is no name: some lists have a colon or "et al." for an author.
    pub fn parse(text: &str) -> Option<Self> {
        let text = line_within(text, MAX_NAME_BYTES);
        let is_nobody = ["others", "et al", "et al."].contains(&text.as_str());
        if is_nobody || !text.chars().any(char::is_alphanumeric) {
            return None;
        }
        if text.chars().any(is_cjk) || is_group(&text) {
            return Some(Self::Whole(text));
        }
        let parts: Vec<&str> = text.split(',').map(str::trim).collect();
        Some(match parts[..] {
            [name, suffix] if is_suffix(suffix) => Self::western(name, suffix),
            [family, given] => Self::of_parts(given, "", family, ""),
            [family, suffix, given] if is_suffix(suffix) => {
                Self::of_parts(given, "", family, suffix)
            }
            [family, given, suffix] if is_suffix(suffix) => {
                Self::of_parts(given, "", family, suffix)
            }
            [name] => Self::western(name, ""),
            _ => Self::Whole(text),
        })
    }

    /// A name that its source gives whole.
    pub(crate) fn parse_whole(text: &str) -> Self {
        Self::Whole(line_within(text, MAX_NAME_BYTES))
    }

    /// The name of these parts. Lower-case words that begin the family name are its particle; a
    /// Chinese, Japanese or Korean name becomes whole, and so does a family name alone.
    pub(crate) fn of_parts(given: &str, particle: &str, family: &str, suffix: &str) -> Self {
        let [given, particle, family, suffix] =
            [given, particle, family, suffix].map(|part| line_within(part, MAX_NAME_BYTES));
        if family.is_empty() || given.is_empty() {
            let parts = [given, particle, family, suffix];
            let parts: Vec<&str> =
                parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
            return Self::Whole(parts.join(" "));
        }
        if family.chars().all(is_cjk) && given.chars().all(is_cjk) {
            return Self::Whole(format!("{family}{given}"));
        }
        if particle.is_empty() {
            let (particle, family) = without_particle(&family);
            return Self::Person { given, particle, family, suffix };
        }
        Self::Person { given, particle, family, suffix }
    }

    fn western(name: &str, suffix: &str) -> Self {
        let mut words: Vec<&str> = name.split(' ').filter(|word| !word.is_empty()).collect();
        let mut suffix = suffix;
        if suffix.is_empty()
            && words.len() > 2
            && let Some(last) = words.pop_if(|last| is_suffix(last))
        {
            suffix = last;
        }
        let Some(first_of_family) = first_of_family(&words) else {
            return Self::Whole([name, suffix].join(" ").trim_end().to_owned());
        };
        let (given, family) = words.split_at(first_of_family);
        Self::of_parts(&given.join(" "), "", &family.join(" "), suffix)
    }

    /// The name as one reads it: given name first.
    pub fn shown(&self) -> String {
        match self {
            Self::Whole(name) => name.clone(),
            Self::Person { given, particle, family, suffix } => {
                let parts = [given, particle, family, suffix];
                let parts: Vec<&str> = parts
                    .iter()
                    .map(|part| part.as_str())
                    .filter(|part| !part.is_empty())
                    .collect();
                parts.join(" ")
            }
        }
    }
}

/// The place of the word with which particle and family name begin; `None` for one word alone.
fn first_of_family(words: &[&str]) -> Option<usize> {
    let last = words.len().checked_sub(1).filter(|last| *last > 0)?;
    if let Some(at) = (1..last).find(|at| begins_small(words[*at])) {
        // Fernando De la Torre
        let joins = at > 1
            && (CONJUNCTIONS.contains(&words[at]) || LARGE_PARTICLES.contains(&words[at - 1]));
        return Some(if joins { at - 1 } else { at });
    }
    let large = (1..last).find(|at| LARGE_PARTICLES.contains(&words[*at]));
    Some(large.filter(|_| !is_vietnamese(words.iter().copied())).unwrap_or(last))
}

/// Whether a Vietnamese family name is among the words, beside which `Van` and `The` are given names.
fn is_vietnamese<'a>(mut words: impl Iterator<Item = &'a str>) -> bool {
    words.any(|word| VIETNAMESE.contains(&word))
}

/// The lower-case words that begin a family name, and the rest; nothing is taken where nothing
/// would be left.
fn without_particle(family: &str) -> (String, String) {
    let words: Vec<&str> = family.split(' ').collect();
    let small = words.iter().take_while(|word| begins_small(word)).count();
    let small = if small == words.len() { 0 } else { small };
    (words[..small].join(" "), words[small..].join(" "))
}

/// Whether a word begins with a small letter, after an apostrophe (`'t`) too.
pub(crate) fn begins_small(word: &str) -> bool {
    word.trim_start_matches(['\'', '’', '‘', '`']).chars().next().is_some_and(char::is_lowercase)
}

fn is_suffix(text: &str) -> bool {
    SUFFIXES.contains(&text.trim_end_matches('.'))
}

fn is_group(text: &str) -> bool {
    if text.contains([':', '(', ')', '/', '@', '&', '|', ';', '=']) || text.contains(" and ") {
        return true;
    }
    let mut words = text.split(' ').map(|word| word.trim_matches([',', '.']));
    (text.starts_with("The ") && !is_vietnamese(text.split(' ')))
        || words.any(|word| {
            word.ends_with("AI")
                || word.chars().any(|c| c.is_ascii_digit())
                || GROUPS.contains(&word.to_lowercase().as_str())
        })
}

#[cfg(test)]
mod tests;
