//! The words of a text in the form in which two versions of it are compared.

mod characters;
mod numbers;
mod read_number;
mod stem;
mod table;
#[cfg(test)]
mod tests;

pub(crate) use self::characters::{is_cjk, narrow};
use self::numbers::{chinese_number, english_number, formula};
use self::stem::stem;
use self::table::{Entry, TABLE};

/// How much a word can change the meaning of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A word that adds nothing.
    Filler,
    /// A word that a sentence may gain or lose.
    Plain,
    /// A word that denies.
    Negation,
    /// A word that reverses or limits the meaning.
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

/// The longest name in a comparison, in characters.
const MAX_COMPARED: usize = 30;
/// The longest formula that is one word, in characters.
const MAX_FORMULA_CHARS: usize = 2_000;
/// The words of a text, including those that add nothing.
pub(crate) fn tokens(text: &str) -> Vec<Token> {
    tokens_in(text, is_chinese(text))
}

/// Whether a text is Chinese: every Latin word in it is a name.
pub(crate) fn is_chinese(text: &str) -> bool {
    let count = |is: fn(&char) -> bool| text.chars().filter(is).count();
    count(|c| is_cjk(*c)) * 8 > count(char::is_ascii_alphabetic)
}

/// The words of a part of a text.
pub(crate) fn tokens_in(text: &str, is_chinese: bool) -> Vec<Token> {
    let characters: Vec<char> = text.chars().map(narrow).collect();
    let mut visible = Vec::with_capacity(characters.len() + 1);
    let mut seen = 0;
    for c in &characters {
        visible.push(seen);
        seen += usize::from(!c.is_whitespace());
    }
    visible.push(seen);
    let mut reader = Reader {
        characters,
        visible,
        at: 0,
        found: Vec::new(),
        is_chinese,
        is_sentence_start: true,
        is_comparison: false,
    };
    reader.read();
    reader.found
}

struct Reader {
    characters: Vec<char>,
    /// The number of visible characters before each character, and in all.
    visible: Vec<usize>,
    at: usize,
    found: Vec<Token>,
    /// Among Chinese, every Latin word is a name.
    is_chinese: bool,
    is_sentence_start: bool,
    /// Whether `相比` belongs to a `与` before it.
    is_comparison: bool,
}

impl Reader {
    fn read(&mut self) {
        while let Some(&c) = self.characters.get(self.at) {
            let end = match c {
                '$' => self.formula(),
                _ if is_cjk(c) => self.chinese(),
                _ if c.is_ascii_digit() => self.number(),
                _ if c.is_alphanumeric() => self.word(),
                _ => self.sign(c),
            };
            if matches!(c, '.' | '!' | '?' | '。' | '\n' | ':' | '|' | '\t') {
                self.is_sentence_start = true;
            } else if c.is_alphanumeric() {
                self.is_sentence_start = false;
            }
            self.at = end.max(self.at + 1);
        }
    }

    /// Adds a word that ends before a character.
    fn add(&mut self, key: impl Into<String>, kind: Kind, from: usize, end: usize) {
        let (from, to) = (self.visible[from], self.visible[end]);
        self.found.push(Token { key: key.into(), kind, from, to });
    }

    fn known(&mut self, entry: &Entry, end: usize) {
        let kinds = std::iter::once(entry.kind).chain(std::iter::repeat(Kind::Plain));
        for (key, kind) in entry.keys.iter().zip(kinds) {
            self.add(*key, kind, self.at, end);
        }
    }

    /// A formula is one word.
    fn formula(&mut self) -> usize {
        let rest = &self.characters[self.at + 1..];
        let length =
            rest.iter().take(MAX_FORMULA_CHARS).position(|c| *c == '$').filter(|it| *it > 0);
        let Some(length) = length else { return self.at + 1 };
        let key = formula(&rest[..length].iter().collect::<String>());
        let end = self.at + length + 2;
        self.add(key, Kind::Formula, self.at, end);
        end
    }

    fn chinese(&mut self) -> usize {
        let rest = &self.characters[self.at..];
        if rest.starts_with(&['百', '分', '之'])
            && let Some((value, length)) = chinese_number(&rest[3..])
        {
            let end = self.at + 3 + length;
            self.add(value, Kind::Exact, self.at, end);
            self.add("%", Kind::Exact, self.at, end);
            return end;
        }
        if matches!(rest[0], '与' | '和' | '同' | '跟') && compares(&rest[1..]) {
            // `与 X 相比` is `比 X`.
            self.add("相比", Kind::Plain, self.at, self.at + 1);
            self.is_comparison = true;
            return self.at + 1;
        }
        if self.is_comparison && rest.starts_with(&COMPARED) {
            self.is_comparison = false;
            self.add("了", Kind::Filler, self.at, self.at + COMPARED.len());
            return self.at + COMPARED.len();
        }
        if let Some((entry, length)) = TABLE.chinese(rest) {
            if length == 1 && rest[0] == '成' && self.is_behind_number() {
                // Tenths.
                self.add('成', Kind::Turn, self.at, self.at + 1);
                return self.at + 1;
            }
            self.known(entry, self.at + length);
            return self.at + length;
        }
        if let Some((value, length)) = chinese_number(rest) {
            let (value, end) = self.multiplied(&value, 0, self.at + length);
            self.add(value, Kind::Exact, self.at, end);
            return end;
        }
        self.add(rest[0], Kind::Plain, self.at, self.at + 1);
        self.at + 1
    }

    fn word(&mut self) -> usize {
        let end = self.word_end(self.at);
        let mut word: String = self.characters[self.at..end].iter().collect();
        let mut behind = None;
        if let Some(rest) = word.strip_suffix("'s") {
            (behind, word) = (Some(("'s", Kind::Filler, 2)), rest.to_owned());
        } else if let Some(rest) = word.strip_suffix("n't") {
            let rest = match rest {
                "ca" => "can",
                "wo" => "will",
                _ => rest,
            };
            (behind, word) = (Some(("not", Kind::Negation, 3)), rest.to_owned());
        }
        let length = end - self.at - behind.map_or(0, |(_, _, length)| length);
        let (end, cut) = (self.read_word(&word, self.at + length), end);
        match behind {
            // A phrase does not continue after the sign.
            Some((key, kind, _)) if end < cut => {
                self.add(key, kind, end, cut);
                cut
            }
            _ => end,
        }
    }

    /// Adds a word of letters, or the phrase that it begins; returns where it ends.
    fn read_word(&mut self, word: &str, end: usize) -> usize {
        let has_digit = word.contains(|c: char| c.is_ascii_digit());
        let inner = word.chars().skip(1).filter(|c| c.is_uppercase()).count();
        // One letter is a name, unless it is the article.
        let is_letter = word.chars().nth(1).is_none()
            && word.starts_with(char::is_uppercase)
            && (self.is_chinese || !self.is_sentence_start);
        if has_digit || inner > 0 || is_letter {
            // `LLMs` are more than one `LLM`.
            let name = word.strip_suffix('s').filter(|_| inner > 1).unwrap_or(word);
            self.add(name.to_lowercase().replace(['-', '_'], ""), Kind::Exact, self.at, end);
            return end;
        }
        let first = stem(word);
        if let Some((entry, end)) = self.phrase(&first, end) {
            self.known(entry, end);
            return end;
        }
        let lower = word.to_lowercase();
        if let Some(value) = english_number(&lower) {
            let (value, end) = self.with_unit(value, end);
            self.add(value, Kind::Exact, self.at, end);
            return end;
        } else if self.is_behind_number() && lower == "times" {
            self.add("倍", Kind::Turn, self.at, end);
        } else if lower == "percent" {
            self.add("%", Kind::Exact, self.at, end);
        } else {
            let is_name = word.starts_with(char::is_uppercase) && !self.is_sentence_start;
            let kind = if is_name || self.is_chinese { Kind::Exact } else { Kind::Plain };
            self.add(first, kind, self.at, end);
        }
        end
    }

    fn is_behind_number(&self) -> bool {
        self.found.last().is_some_and(|last| {
            last.to == self.visible[self.at]
                && last.kind == Kind::Exact
                && last.key.starts_with(|c: char| c.is_ascii_digit())
        })
    }

    /// The longest known phrase that begins with a word, and where it ends.
    fn phrase(&self, first: &str, end: usize) -> Option<(&'static Entry, usize)> {
        let mut best = TABLE.english(first).map(|entry| (entry, end));
        let (mut stems, mut at) = (first.to_owned(), end);
        for _ in 1..TABLE.longest_phrase(first) {
            let gap = self.characters[at..].iter().take_while(|c| matches!(c, ' ' | '-')).count();
            let next = self.characters.get(at + gap);
            if gap == 0 || !next.is_some_and(char::is_ascii_alphabetic) {
                break;
            }
            let behind = self.word_end(at + gap);
            let word: String = self.characters[at + gap..behind].iter().collect();
            stems = format!("{stems} {}", stem(&word));
            at = behind;
            if let Some(entry) = TABLE.english(&stems) {
                best = Some((entry, at));
            }
        }
        best
    }

    /// Where the word or number at a character ends: letters and digits, with signs between them
    /// that belong to a number or a name.
    fn word_end(&self, at: usize) -> usize {
        let rest = self.characters.get(at..).unwrap_or_default();
        let is_part = |c: char| c.is_alphanumeric() && !is_cjk(c);
        let mut end = 0;
        while let Some(&c) = rest.get(end) {
            let is_before = |is: fn(&char) -> bool| end > 0 && is(&rest[end - 1]);
            let is_next = |is: fn(&char) -> bool| rest.get(end + 1).is_some_and(is);
            let joins = match c {
                '.' | ',' => is_before(char::is_ascii_digit) && is_next(char::is_ascii_digit),
                // A name with a number, such as GPT-4, and 3e-4; other parts are their own words.
                '-' | '_' => {
                    is_next(char::is_ascii_digit) && is_before(|c| c.is_alphabetic() && !is_cjk(*c))
                }
                '\'' => is_next(char::is_ascii_alphabetic),
                _ => is_part(c),
            };
            if !joins {
                break;
            }
            end += 1;
        }
        at + end.max(1)
    }

    /// Signs that belong to a number or compare.
    fn sign(&mut self, c: char) -> usize {
        let before = self.at.checked_sub(1).map(|at| self.characters[at]);
        let next = self.characters.get(self.at + 1);
        let is_minus = matches!(c, '-' | '−')
            && next.is_some_and(char::is_ascii_digit)
            && before.is_none_or(|before| !before.is_alphanumeric());
        let end = self.at + 1;
        match c {
            // Between two numbers it multiplies them.
            '×' if !self.characters[end..]
                .iter()
                .find(|c| **c != ' ')
                .is_some_and(char::is_ascii_digit) =>
            {
                self.add("倍", Kind::Turn, self.at, end);
            }
            '%' | '×' | '‰' | '±' | '<' | '>' | '≤' | '≥' | '≠' | '=' | '+' | '↑' | '↓' | '→'
            | '√' | '∞' => self.add(c, Kind::Exact, self.at, end),
            _ if is_minus => self.add('−', Kind::Exact, self.at, end),
            _ => {}
        }
        end
    }
}

const COMPARED: [char; 2] = ['相', '比'];

/// Whether a clause continues with the other side of a comparison, as in `与 X 相比`.
fn compares(text: &[char]) -> bool {
    let clause = text.iter().take(MAX_COMPARED);
    let length =
        clause.take_while(|c| !matches!(c, '，' | '。' | '；' | ';' | '\n' | '与')).count();
    text[..length].windows(COMPARED.len()).any(|it| *it == COMPARED)
}
