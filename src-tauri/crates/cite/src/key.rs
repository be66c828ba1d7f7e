//! Citation keys, in the form of arXiv's own: family name, year, first word of the title that is no
//! stop word, in lower-case ASCII (`vaswani2017attention`).

use crate::line::is_cjk;
use crate::{Name, Reference};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use std::fmt;

/// The longest key, in bytes.
pub const MAX_KEY_BYTES: usize = 100;
/// The longest family name and title word in a key that is made here.
const MAX_PART_CHARS: usize = 24;

/// Words that are left out of keys.
const STOP_WORDS: [&str; 32] = [
    "a", "an", "the", "on", "of", "in", "for", "and", "to", "with", "from", "by", "at", "as", "is",
    "are", "be", "can", "do", "does", "how", "what", "why", "when", "via", "or", "towards",
    "toward", "into", "it", "its", "we",
];

/// Chinese family names of two characters.
const TWO_CHARACTER_NAMES: [&str; 18] = [
    "欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "司徒", "令狐", "长孙",
    "宇文", "夏侯", "端木", "独孤", "南宫", "歐陽",
];

/// Characters that are read in another way as a family name.
const READ_OTHERWISE: [(&str, &str); 16] = [
    ("曾", "zeng"),
    ("单", "shan"),
    ("解", "xie"),
    ("仇", "qiu"),
    ("查", "zha"),
    ("区", "ou"),
    ("朴", "piao"),
    ("盖", "ge"),
    ("乐", "yue"),
    ("翟", "zhai"),
    ("覃", "qin"),
    ("缪", "miao"),
    ("尉迟", "yuchi"),
    ("长孙", "zhangsun"),
    ("任", "ren"),
    ("沈", "shen"),
];

/// A citation key. Once a paper has one, it is stored with the paper and never made again: a text
/// that cites it would lose its reference.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Key(String);

/// Why a text is no citation key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyRefused {
    /// It is empty.
    Empty,
    /// It has more than 100 characters.
    TooLong,
    /// It holds a character that ends a key in BibTeX or means something to LaTeX.
    Character(char),
}

impl Key {
    /// Takes a key that a user typed.
    ///
    /// # Errors
    /// When BibTeX, biber or LaTeX would not read it as one key.
    pub fn parse(text: &str) -> Result<Self, KeyRefused> {
        let text = text.trim();
        let refused = |c: &char| !c.is_ascii_graphic() || "{}\"#%'(),=~\\@&$^|<>[]`;".contains(*c);
        if let Some(c) = text.chars().find(refused) {
            return Err(KeyRefused::Character(c));
        }
        match text.len() {
            0 => Err(KeyRefused::Empty),
            1..=MAX_KEY_BYTES => Ok(Self(text.to_owned())),
            _ => Err(KeyRefused::TooLong),
        }
    }

    /// The key of a paper that has none yet, beside those that others have: a key that is taken
    /// gets `a`, `b`, … after it at the newcomer. `taken` holds keys as [`Key::folded`] gives them.
    pub fn for_newcomer(reference: &Reference, taken: &HashSet<String>) -> Self {
        let base = Self::base(reference);
        let mut key = base.clone();
        for number in 1.. {
            if !taken.contains(&key.folded()) {
                break;
            }
            key = Self(format!("{}{}", base.0, suffix(number)));
        }
        key
    }

    /// The key as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The form in which two keys are one: BibTeX takes large and small letters for the same.
    pub fn folded(&self) -> String {
        self.0.to_ascii_lowercase()
    }

    fn base(reference: &Reference) -> Self {
        let name = reference.authors.iter().map(family).find(|name| !name.is_empty());
        let year = reference.cited_date().map(|date| date.year.to_string()).unwrap_or_default();
        let word = first_word(&reference.title);
        match (name, &reference.id) {
            (Some(name), _) => Self(format!("{name}{year}{word}")),
            (None, Some(id)) => Self(format!("arxiv{}", id.as_str().replace('/', "-"))),
            (None, None) => Self(format!("anonymous{year}{word}")),
        }
    }
}

/// `a` to `z`, then `aa`, `ab`, …
fn suffix(number: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = number;
    while rest > 0 {
        let letter = u8::try_from((rest - 1) % 26).unwrap_or_default();
        letters.push(char::from(b'a' + letter));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// The family name of an author for a key, which is empty where no letter of it has a Latin form.
fn family(name: &Name) -> String {
    let whole = match name {
        Name::Person { family, .. } => return ascii(family),
        Name::Whole(whole) => whole,
    };
    let Some(first) = whole.chars().next().filter(|c| is_cjk(*c)) else {
        return ascii(whole);
    };
    // A blank ends a Japanese or Korean family name; a Chinese one has one character, or two.
    let word = whole.split(' ').next().unwrap_or(whole);
    let family = match TWO_CHARACTER_NAMES.iter().find(|double| word.starts_with(**double)) {
        Some(double) => double,
        None if word.len() < whole.len() => word,
        None => &whole[..first.len_utf8()],
    };
    match READ_OTHERWISE.iter().find(|(own, _)| *own == family) {
        Some((_, read)) => (*read).to_owned(),
        None => ascii(family),
    }
}

fn first_word(title: &str) -> String {
    // A table of characters can't give the reading of a Chinese or Japanese word.
    let parts = |c: char| c.is_whitespace() || is_cjk(c) || matches!(c, '—' | '–' | ':' | '：');
    let words = title.split(parts);
    let word = |word: &str| {
        let word = ascii(word);
        (!word.is_empty() && !STOP_WORDS.contains(&word.as_str())).then_some(word)
    };
    words.take(500).find_map(word).unwrap_or_default()
}

/// The letters and digits of a text in Latin small letters.
fn ascii(text: &str) -> String {
    let text: String = text.chars().take(MAX_PART_CHARS).collect();
    let latin = deunicode::deunicode_with_tofu(&text, "");
    let kept = latin.chars().filter(char::is_ascii_alphanumeric);
    kept.take(MAX_PART_CHARS).map(|c| c.to_ascii_lowercase()).collect()
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for KeyRefused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("A citation key can't be empty."),
            Self::TooLong => {
                write!(f, "A citation key has at most {MAX_KEY_BYTES} characters.")
            }
            Self::Character(c) => write!(
                f,
                "A citation key can't contain {}: letters without accents, digits and - _ : . + / are allowed.",
                c.escape_default()
            ),
        }
    }
}

impl std::error::Error for KeyRefused {}

impl TryFrom<String> for Key {
    type Error = KeyRefused;
    fn try_from(text: String) -> Result<Self, KeyRefused> {
        Self::parse(&text)
    }
}

impl From<Key> for String {
    fn from(key: Key) -> Self {
        key.0
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use paperboy_paper::PaperId;

    fn key(author: &str, title: &str) -> String {
        let reference = Reference {
            id: PaperId::parse("1706.03762"),
            title: title.into(),
            authors: Name::parse(author).into_iter().collect(),
            ..Default::default()
        };
        Key::for_newcomer(&reference, &HashSet::new()).to_string()
    }

    #[test]
    fn keys_have_the_form_of_arxiv() {
        for (author, title, expected) in [
            ("Ashish Vaswani", "Attention Is All You Need", "vaswani2017attention"),
            ("Aaron van den Oord", "Representation Learning", "oord2017representation"),
            ("DeepSeek-AI", "DeepSeek-R1: Incentivizing", "deepseekai2017deepseekr1"),
            ("Łukasz Kaiser", "A Überblick", "kaiser2017uberblick"),
            ("Øyvind Ørsted", "On the Way", "orsted2017way"),
            ("张三", "一种方法", "zhang2017"),
            ("张三", "面向 LLM 的推理", "zhang2017llm"),
            ("欧阳修", "The Method", "ouyang2017method"),
            ("曾巩", "The Method", "zeng2017method"),
            ("山田 太郎", "Method", "shantian2017method"),
            ("Physical Intelligence", "$\\pi_0$: A Model", "intelligence2017pi0"),
            ("", "Method", "arxiv1706.03762"),
        ] {
            assert_eq!(key(author, title), expected, "{author}, {title}");
        }
        for title in ["🙂 \u{202e}{\\", "", "%&#", "，"] {
            assert!(Key::parse(&key("Łi", title)).is_ok(), "{title}");
        }
    }

    #[test]
    fn the_newcomer_gets_the_suffix_and_no_key_is_given_twice() {
        let reference = Reference {
            title: "Method".into(),
            authors: vec![Name::Whole("Li".into())],
            ..Default::default()
        };
        let mut taken = HashSet::new();
        let mut keys = Vec::new();
        for _ in 0..30 {
            let key = Key::for_newcomer(&reference, &taken);
            assert!(taken.insert(key.folded()), "{key} is taken");
            keys.push(key.to_string());
        }
        assert_eq!(keys[..3], ["limethod", "limethoda", "limethodb"]);
        assert_eq!(keys[26..29], ["limethodz", "limethodaa", "limethodab"]);
        let taken = HashSet::from([Key::parse("LiMethod").unwrap().folded()]);
        assert_eq!(Key::for_newcomer(&reference, &taken).as_str(), "limethoda");
    }

    #[test]
    fn a_typed_key_is_one_key_for_every_program_or_refused() {
        for text in ["vaswani2017", "DBLP:conf/nips/VaswaniSPUJGKP17", "a-b_c.d+e", " x "] {
            assert_eq!(Key::parse(text).unwrap().as_str(), text.trim());
        }
        assert_eq!(Key::parse(" "), Err(KeyRefused::Empty));
        assert_eq!(Key::parse(&"x".repeat(101)), Err(KeyRefused::TooLong));
        for c in ['{', '}', ',', ' ', '\\', '%', '#', '"', 'é', '张', '\n', '~', '@', '='] {
            assert_eq!(Key::parse(&format!("a{c}b")), Err(KeyRefused::Character(c)));
        }
        assert!(serde_json::from_str::<Key>("\"a,b\"").is_err());
    }
}
