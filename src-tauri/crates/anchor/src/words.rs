//! The words of a sentence, as far as they count when it is compared with another version.

use std::collections::HashMap;
use std::sync::LazyLock;

/// How much a word may change of what is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A word that a sentence may gain or lose.
    Plain,
    /// A word that turns or bounds what is said.
    Turn,
    /// A number or a name.
    Exact,
    /// A formula.
    Formula,
}

/// A word, or a Chinese character that is in no known word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    /// Equal for words that mean the same.
    pub(crate) key: String,
    pub(crate) kind: Kind,
    /// Its visible characters.
    pub(crate) from: usize,
    pub(crate) to: usize,
}

/// What the table says of a word.
#[derive(Clone, Copy)]
enum Entry {
    Filler,
    Turn,
    /// It means the same as this one.
    Same(&'static str),
}

/// The longest entries, in Chinese characters and in English words.
const LONGEST: usize = 7;
const LONGEST_PHRASE: usize = 4;
/// The longest formula that is one word, in characters.
const LONGEST_FORMULA: usize = 2_000;

static TABLE: LazyLock<HashMap<String, Entry>> = LazyLock::new(|| {
    let mut table = HashMap::new();
    for line in include_str!("words.txt").lines().filter(|line| !line.starts_with('#')) {
        let (entry, words) = match line.split_at_checked(2) {
            Some(("- ", words)) => (Some(Entry::Filler), words),
            Some(("! ", words)) => (Some(Entry::Turn), words),
            _ => (None, line),
        };
        let mut words = words.split_whitespace();
        let mut add = |word: &str, entry| {
            let stems: Vec<String> = word.split('_').map(stem).collect();
            // The first line that has a word decides.
            table.entry(stems.join(" ")).or_insert(entry);
        };
        match entry {
            Some(entry) => words.for_each(|word| add(word, entry)),
            None => {
                if let Some(first) = words.next() {
                    add(first, Entry::Same(first));
                    words.for_each(|word| add(word, Entry::Same(first)));
                }
            }
        }
    }
    table
});

/// The words of a text that count.
pub(crate) fn tokens(text: &str) -> Vec<Token> {
    let characters: Vec<char> = text.chars().collect();
    let count = |is: fn(&char) -> bool| characters.iter().filter(|c| is(c)).count();
    let is_chinese = count(|c| is_cjk(*c)) * 8 > count(char::is_ascii_alphabetic);
    let mut reader = Reader {
        characters,
        at: 0,
        visible: 0,
        found: Vec::new(),
        is_chinese,
        is_sentence_start: true,
    };
    reader.read();
    reader.found
}

struct Reader {
    characters: Vec<char>,
    /// The next character, and how many visible ones were before it.
    at: usize,
    visible: usize,
    found: Vec<Token>,
    /// Among Chinese, every Latin word is a name.
    is_chinese: bool,
    is_sentence_start: bool,
}

impl Reader {
    fn read(&mut self) {
        while let Some(&c) = self.characters.get(self.at) {
            let length = match c {
                '$' => self.formula(),
                _ if is_cjk(c) => self.chinese(),
                _ if c.is_alphanumeric() => self.word(),
                _ => self.sign(c),
            };
            if matches!(c, '.' | '!' | '?' | '。' | '！' | '？' | '\n' | '：' | ':') {
                self.is_sentence_start = true;
            } else if !c.is_whitespace() && c.is_alphanumeric() {
                self.is_sentence_start = false;
            }
            self.skip(length);
        }
    }

    fn skip(&mut self, length: usize) {
        let passed = &self.characters[self.at..self.at + length];
        self.visible += passed.iter().filter(|c| !c.is_whitespace()).count();
        self.at += length;
    }

    fn add(&mut self, key: String, kind: Kind, length: usize) {
        let passed = &self.characters[self.at..self.at + length];
        let visible = passed.iter().filter(|c| !c.is_whitespace()).count();
        let (from, to) = (self.visible, self.visible + visible);
        self.found.push(Token { key, kind, from, to });
    }

    fn known(&mut self, key: &str, entry: Entry, length: usize) {
        match entry {
            Entry::Filler => {}
            Entry::Turn => self.add(key.to_owned(), Kind::Turn, length),
            Entry::Same(first) => self.add(first.to_owned(), Kind::Plain, length),
        }
    }

    /// A formula is one word.
    fn formula(&mut self) -> usize {
        let rest = &self.characters[self.at + 1..];
        let end = rest.iter().take(LONGEST_FORMULA).position(|c| *c == '$').filter(|end| *end > 0);
        let Some(end) = end else { return 1 };
        let key: String = rest[..end].iter().filter(|c| !c.is_whitespace()).collect();
        self.add(key, Kind::Formula, end + 2);
        end + 2
    }

    fn chinese(&mut self) -> usize {
        let rest = &self.characters[self.at..];
        let run: String = rest.iter().take(LONGEST).take_while(|c| is_cjk(**c)).collect();
        let ends: Vec<usize> = run.char_indices().map(|(at, c)| at + c.len_utf8()).collect();
        for (at, end) in ends.iter().enumerate().rev() {
            let length = at + 1;
            if let Some(entry) = TABLE.get(&run[..*end]) {
                self.known(&run[..*end], *entry, length);
                return length;
            }
        }
        self.add(run[..ends[0]].to_owned(), Kind::Plain, 1);
        1
    }

    fn word(&mut self) -> usize {
        let (word, length) = self.word_at(self.at);
        let is_number = word.starts_with(|c: char| c.is_ascii_digit());
        let has_digit = word.contains(|c: char| c.is_ascii_digit());
        if is_number && !word.contains(char::is_alphabetic) {
            self.add(number(&word), Kind::Exact, length);
            return length;
        }
        let has_capital = word.chars().skip(1).any(char::is_uppercase)
            || (word.starts_with(char::is_uppercase) && !self.is_sentence_start);
        if has_digit || has_capital {
            self.add(word.to_lowercase().replace(['-', '_'], ""), Kind::Exact, length);
            return length;
        }
        // The longest known phrase that begins here.
        let (mut stems, mut end) = (stem(&word), self.at + length);
        let mut best = TABLE.get(&stems).map(|entry| (stems.clone(), *entry, length));
        for _ in 1..LONGEST_PHRASE {
            let gap = self.characters[end..].iter().take_while(|c| matches!(c, ' ' | '-')).count();
            let next = self.characters.get(end + gap);
            if gap == 0 || !next.is_some_and(char::is_ascii_alphabetic) {
                break;
            }
            let (word, length) = self.word_at(end + gap);
            stems = format!("{stems} {}", stem(&word));
            end += gap + length;
            if let Some(entry) = TABLE.get(&stems) {
                best = Some((stems.clone(), *entry, end - self.at));
            }
        }
        if let Some((key, entry, length)) = best {
            self.known(&key, entry, length);
            return length;
        }
        let kind = if self.is_chinese { Kind::Exact } else { Kind::Plain };
        self.add(stem(&word), kind, length);
        length
    }

    /// The word or number at a character: letters and digits, with signs between them that belong
    /// to a number or a name.
    fn word_at(&self, at: usize) -> (String, usize) {
        let rest = &self.characters[at..];
        let is_part = |c: char| c.is_alphanumeric() && !is_cjk(c);
        let mut end = 0;
        while let Some(&c) = rest.get(end) {
            let joins = match c {
                '.' | ',' => {
                    end > 0
                        && rest[end - 1].is_ascii_digit()
                        && rest.get(end + 1).is_some_and(char::is_ascii_digit)
                }
                // A name with a number, such as GPT-4; other parts are words of their own.
                '-' | '_' => rest.get(end + 1).is_some_and(|next| {
                    next.is_ascii_digit() && end > 0 && rest[end - 1].is_alphabetic()
                }),
                '\'' | '’' => rest.get(end + 1).is_some_and(|next| next.is_ascii_alphabetic()),
                _ => is_part(c),
            };
            if !joins {
                break;
            }
            end += 1;
        }
        (rest[..end.max(1)].iter().collect(), end.max(1))
    }

    /// Signs that belong to a number or compare.
    fn sign(&mut self, c: char) -> usize {
        let before = self.at.checked_sub(1).map(|at| self.characters[at]);
        let next = self.characters.get(self.at + 1);
        let is_minus = matches!(c, '-' | '−' | '–')
            && next.is_some_and(char::is_ascii_digit)
            && before.is_none_or(|before| !before.is_alphanumeric());
        let key = match c {
            '%' | '％' => "%",
            '×' | '‰' | '±' | '<' | '>' | '≤' | '≥' | '≠' | '=' | '+' | '↑' | '↓' | '→' | '＜'
            | '＞' | '√' | '∞' => {
                self.add(c.to_string(), Kind::Exact, 1);
                return 1;
            }
            _ if is_minus => "−",
            _ => return 1,
        };
        self.add(key.to_owned(), Kind::Exact, 1);
        1
    }
}

/// A number as it counts: without separators of thousands, and without zeros that say nothing.
fn number(text: &str) -> String {
    let plain = text.replace(',', "");
    match plain.split_once('.') {
        Some((whole, part)) if !part.contains('.') => {
            let part = part.trim_end_matches('0');
            if part.is_empty() { whole.to_owned() } else { format!("{whole}.{part}") }
        }
        _ => plain,
    }
}

/// What the forms of an English word have in common.
fn stem(word: &str) -> String {
    let word = word.to_lowercase();
    if !word.is_ascii() || word.len() < 4 {
        return word;
    }
    let cut = ["ing", "ed", "es", "s"]
        .iter()
        .find_map(|ending| word.strip_suffix(ending).filter(|rest| rest.len() > 2))
        .filter(|_| !word.ends_with("ss") && !word.ends_with("is") && !word.ends_with("us"))
        .unwrap_or(&word);
    let cut = cut.strip_suffix('e').filter(|rest| rest.len() > 2).unwrap_or(cut);
    let bytes = cut.as_bytes();
    // `dropped` and `drop`.
    let is_doubled =
        cut.len() > 3 && cut.len() < word.len() && bytes[cut.len() - 1] == bytes[cut.len() - 2];
    if is_doubled && !cut.ends_with("ss") && !cut.ends_with("ll") {
        return cut[..cut.len() - 1].to_owned();
    }
    cut.to_owned()
}

fn is_cjk(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{2fdf}' | '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3134f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Vec<String> {
        let kept = |it: Token| match it.kind {
            Kind::Plain => it.key,
            _ => format!("={}", it.key),
        };
        tokens(text).into_iter().map(kept).collect()
    }

    #[test]
    fn words_that_mean_the_same_have_one_key_and_fillers_none() {
        assert_eq!(keys("本文提出了一种新方法"), keys("作者设计一种新方案"));
        assert_eq!(keys("We present a method."), keys("The authors introduced an approach"));
        assert_eq!(keys("due to noise"), keys("Because of the noise"));
        assert_ne!(keys("教师模型"), keys("学生模型"));
    }

    #[test]
    fn numbers_names_formulas_and_negations_must_be_equal() {
        assert_eq!(keys("达到 92.10%"), ["达到", "=92.1", "=%"]);
        assert_eq!(keys("GPT-4 用 1,000 张图"), ["=gpt4", "使用", "=1000", "张", "图"]);
        assert_eq!(keys("损失 $\\mathcal{L}$ 不变"), ["损", "失", "=\\mathcal{L}", "=不", "变"]);
        assert_eq!(keys("The model of Alice fails"), ["model", "=alice", "=fail"]);
        assert_eq!(keys("ten teams"), ["=ten", "team"]);
    }

    #[test]
    fn a_word_knows_its_visible_characters() {
        let found = tokens("在 A 上，用 B2。");
        let places: Vec<_> = found.iter().map(|it| (it.key.as_str(), it.from, it.to)).collect();
        assert_eq!(places, [("a", 1, 2), ("使用", 4, 5), ("b2", 5, 7)]);
    }
}
