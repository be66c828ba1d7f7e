//! Words, and their numbers.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A map by words' numbers, which are hashes already.
pub type WordMap<T> = HashMap<u64, T, BuildHasherDefault<Same>>;

/// Takes a number for its own hash.
#[derive(Debug, Default)]
pub struct Same(u64);

impl Hasher for Same {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = number_of(bytes);
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = number;
    }
}

/// A word's number: FNV-1a, the same in every run.
pub fn number(word: &str) -> u64 {
    number_of(word.as_bytes())
}

fn number_of(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// A word's number, the same for its singular and its plural.
pub fn stem(word: &str) -> u64 {
    match word.strip_suffix('s') {
        Some(stem) if stem.len() > 3 && !stem.ends_with(['s', 'u', 'i']) => number(stem),
        _ => number(word),
    }
}

/// Calls back with each word in lower case and as it is shown. Chinese has no blanks: each two
/// characters are a word.
pub fn each_word(text: &str, mut each: impl FnMut(&str, &str)) {
    let mut word = String::with_capacity(24);
    let mut start = None;
    let mut han: Option<(usize, char)> = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        if is_han(c) {
            if let Some((before, _)) = han {
                let pair = &text[before..at + c.len_utf8()];
                each(pair, pair);
            }
            han = Some((at, c));
        } else {
            han = None;
        }
        let joins = c.is_alphanumeric() && !is_han(c);
        let ties = matches!(c, '-' | '\'' | '’' | '.' | '/')
            && start.is_some()
            && text[at + c.len_utf8()..].starts_with(char::is_alphanumeric);
        if joins || ties {
            start.get_or_insert(at);
            continue;
        }
        if let Some(start) = start.take() {
            let shown = &text[start..at];
            word.clear();
            if shown.is_ascii() {
                word.push_str(shown);
                word.make_ascii_lowercase();
            } else {
                word.extend(shown.chars().flat_map(char::to_lowercase));
            }
            each(&word, shown);
        }
    }
}

/// Whether a character is Chinese.
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '\u{20000}'..='\u{2A6DF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let mut words = Vec::new();
        each_word(text, |word, _| words.push(word.to_owned()));
        words
    }

    #[test]
    fn words_are_cut_at_blanks_and_chinese_in_pairs() {
        assert_eq!(
            words("We propose State-of-the-Art GPT-4o, 3.5x."),
            ["we", "propose", "state-of-the-art", "gpt-4o", "3.5x"]
        );
        assert_eq!(words("我们提出ERC损失"), ["我们", "们提", "提出", "erc", "损失"]);
    }

    #[test]
    fn singular_and_plural_are_one_word() {
        assert_eq!(stem("routers"), stem("router"));
        assert_ne!(stem("loss"), stem("los"));
    }
}
