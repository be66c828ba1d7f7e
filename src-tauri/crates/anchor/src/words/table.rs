//! The words with a known meaning, from `words.txt`.

use super::stem::stem;
use super::{Kind, is_cjk};
use std::collections::HashMap;
use std::sync::LazyLock;

/// The meaning of a known word: the words that it stands for, and their kind.
pub(crate) struct Entry {
    pub(crate) kind: Kind,
    /// The keys of the words that it means, the first of this kind, further ones plain.
    pub(crate) keys: Vec<&'static str>,
}

/// A Chinese word with its meaning.
type Chinese = (Vec<char>, Entry);

/// The known words.
pub(crate) struct Table {
    /// English words and phrases, as stems with spaces between them.
    english: HashMap<String, Entry>,
    /// The length, in words, of the longest phrase that begins with a word.
    phrases: HashMap<String, usize>,
    /// Chinese words by their first character, the longest first.
    chinese: HashMap<char, Vec<Chinese>>,
}

/// The table of `words.txt`.
pub(crate) static TABLE: LazyLock<Table> = LazyLock::new(|| Table::read(include_str!("words.txt")));

impl Table {
    fn read(lines: &'static str) -> Self {
        let mut table =
            Self { english: HashMap::new(), phrases: HashMap::new(), chinese: HashMap::new() };
        for line in lines.lines().filter(|line| !line.starts_with('#')) {
            let (kind, is_group, words) = match line.split_at_checked(2) {
                Some(("- ", words)) => (Kind::Filler, false, words),
                Some(("~ ", words)) => (Kind::Negation, true, words),
                Some(("! ", words)) => (Kind::Turn, false, words),
                Some(("= ", words)) => (Kind::Turn, true, words),
                Some((". ", words)) => (Kind::Plain, false, words),
                _ => (Kind::Plain, true, line),
            };
            let mut first = None;
            for word in words.split_whitespace() {
                let key = if is_group { *first.get_or_insert(word) } else { word };
                table.add(word, Entry { kind, keys: key.split('+').collect() });
            }
        }
        for words in table.chinese.values_mut() {
            // The sort is stable: of equal words the one that was read first stays first.
            words.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
        }
        table
    }

    fn add(&mut self, word: &str, entry: Entry) {
        let first = word.chars().next().filter(|c| is_cjk(*c));
        if let Some(first) = first {
            self.chinese.entry(first).or_default().push((word.chars().collect(), entry));
        } else {
            let stems: Vec<String> = word.split(['_', '-']).map(stem).collect();
            let longest = self.phrases.entry(stems[0].clone()).or_default();
            *longest = stems.len().max(*longest);
            // The first line with a word counts.
            self.english.entry(stems.join(" ")).or_insert(entry);
        }
    }

    /// The meaning of an English word or phrase, whose stems are passed.
    pub(crate) fn english(&self, stems: &str) -> Option<&Entry> {
        self.english.get(stems)
    }

    /// The most words of a known phrase that begins with a word; 0: none does.
    pub(crate) fn longest_phrase(&self, stem: &str) -> usize {
        self.phrases.get(stem).copied().unwrap_or(0)
    }

    /// The longest known Chinese word at the beginning of a text, and its length in characters.
    pub(crate) fn chinese(&self, text: &[char]) -> Option<(&Entry, usize)> {
        let words = self.chinese.get(text.first()?)?;
        let (word, entry) = words.iter().find(|(word, _)| text.starts_with(word))?;
        Some((entry, word.len()))
    }
}
