//! The words of texts in both languages, those of one meaning under one number: `lexicon.txt` and
//! `nouns.txt`, read once.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;
use std::sync::LazyLock;

/// How many letters of an English word its line is looked up by.
const KEY_LETTERS: usize = 2;
/// Words that say nothing of what a label is.
const STOP: [&str; 28] = [
    "of", "the", "a", "an", "in", "on", "for", "and", "or", "with", "to", "by", "per", "at",
    "from", "based", "using", "vs", "our", "ours", "is", "as", "its", "we", "no", "not", "than",
    "without",
];

struct Lexicon {
    /// Chinese words by their first character, the longest first.
    chinese: HashMap<char, Vec<(&'static str, u64)>>,
    /// English beginnings by their first letters.
    english: HashMap<&'static str, Vec<(&'static str, u64)>>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(read);

fn read() -> Lexicon {
    let mut lexicon = Lexicon { chinese: HashMap::new(), english: HashMap::new() };
    let words = |side: &'static str| side.split(',').map(str::trim).filter(|word| !word.is_empty());
    let lines = include_str!("lexicon.txt").lines().chain(include_str!("nouns.txt").lines());
    let lines = lines.filter(|line| !line.starts_with('#'));
    for (n, (chinese, english)) in lines.filter_map(|line| line.split_once('|')).enumerate() {
        for word in words(chinese) {
            if let Some(first) = word.chars().next() {
                lexicon.chinese.entry(first).or_default().push((word, n as u64));
            }
        }
        for word in words(english) {
            if let Some(key) = word.get(..KEY_LETTERS) {
                lexicon.english.entry(key).or_default().push((word, n as u64));
            }
        }
    }
    let words = lexicon.chinese.values_mut();
    words.for_each(|words| words.sort_by_key(|(word, _)| std::cmp::Reverse(word.len())));
    lexicon
}

/// A word with what it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) range: Range<usize>,
    pub(super) is_latin: bool,
    /// What the same word has in another place.
    pub(super) stem: u64,
    /// The lines of the lexicon that have it.
    pub(super) lines: Vec<u64>,
}

/// The words of a text that say something, in their order: Latin ones, and the Chinese ones that are
/// known.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let length = if c.is_ascii_alphanumeric() {
            let length = latin_length(&text[at..]);
            let lower = text[at..at + length].to_ascii_lowercase();
            if !STOP.contains(&lower.as_str()) {
                let lines = lines_of(&lower);
                let stem =
                    stem(lower.strip_suffix('s').filter(|it| it.len() > 2).unwrap_or(&lower));
                found.push(Word { range: at..at + length, is_latin: true, stem, lines });
            }
            length
        } else if c.is_ascii() {
            1
        } else {
            let here = LEXICON.chinese.get(&c).map_or(&[][..], Vec::as_slice);
            let here = here.iter().filter(|(word, _)| text[at..].starts_with(word));
            let longest = here.clone().next().map(|(word, _)| *word);
            if let Some(word) = longest {
                let lines =
                    here.filter(|(other, _)| *other == word).map(|(_, line)| *line).collect();
                let range = at..at + word.len();
                found.push(Word { range, is_latin: false, stem: stem(word), lines });
            }
            longest.map_or(c.len_utf8(), str::len)
        };
        at += length;
    }
    found
}

/// The length of the Latin word that a text begins with: a point between digits is a part of it.
fn latin_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let is_inner = |at: usize| {
        bytes[at].is_ascii_alphanumeric()
            || bytes[at] == b'.'
                && bytes[at - 1].is_ascii_digit()
                && bytes.get(at + 1).is_some_and(u8::is_ascii_digit)
    };
    (1..bytes.len()).find(|at| !is_inner(*at)).unwrap_or(bytes.len())
}

fn stem(word: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    word.hash(&mut hasher);
    hasher.finish()
}

/// The lines with an English word; short beginnings are whole words or their plurals.
fn lines_of(lower: &str) -> Vec<u64> {
    let of_key = lower.get(..KEY_LETTERS).and_then(|key| LEXICON.english.get(key));
    let begins = |beginning: &str| {
        lower.strip_prefix(beginning).is_some_and(|rest| {
            beginning.len() > 3 || matches!(rest, "" | "s" | "es" | "y" | "ies")
        })
    };
    let lines = of_key.into_iter().flatten().filter(|(beginning, _)| begins(beginning));
    lines.map(|(_, line)| *line).collect()
}

impl Word {
    /// Under what it is found: its own letters in the same script, its meanings in the other one.
    pub(super) fn keys(&self) -> impl Iterator<Item = (Script, u64)> + '_ {
        let script = if self.is_latin { Script::Latin } else { Script::Chinese };
        let meanings = self.lines.iter().map(move |line| (Script::Meaning(self.is_latin), *line));
        std::iter::once((script, self.stem)).chain(meanings)
    }

    /// Under what a label's word is looked for that this one of a text may mean.
    pub(super) fn wanted(&self) -> impl Iterator<Item = (Script, u64)> + '_ {
        let script = if self.is_latin { Script::Latin } else { Script::Chinese };
        let meanings = self.lines.iter().map(move |line| (Script::Meaning(!self.is_latin), *line));
        std::iter::once((script, self.stem)).chain(meanings)
    }
}

/// What a word is known by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Script {
    Latin,
    Chinese,
    /// A line of the lexicon, of a Latin word or of a Chinese one.
    Meaning(bool),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_one_meaning_have_one_line() {
        let lines = |text: &str| words(text).into_iter().map(|word| word.lines).collect::<Vec<_>>();
        for (chinese, english) in [
            ("平均气动弦长", "mean aerodynamic chord"),
            ("径流系数", "runoff coefficient"),
            ("学习率", "LR"),
        ] {
            let (chinese, english) = (lines(chinese), lines(english));
            assert_eq!(chinese.len(), english.len());
            for (a, b) in chinese.iter().zip(&english) {
                assert!(a.iter().any(|line| b.contains(line)), "{a:?} {b:?}");
            }
        }
        assert!(words("of the 的").is_empty());
        assert_eq!(words("v2.5 models").len(), 2);
    }
}
