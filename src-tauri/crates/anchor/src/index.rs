//! The numbered words of a text, and the sentences that contain each.

use crate::split::Break;
use crate::text::{Placed, Text};
use crate::words::{Kind, Token, is_chinese, tokens_in};
use std::collections::HashMap;

/// A word in more sentences than this does not help to find a quote.
const MAX_SENTENCES: usize = 400;

/// A word of a text, with what is before it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Word {
    /// Equal for words that mean the same.
    pub(crate) number: u32,
    pub(crate) kind: Kind,
    /// Its visible characters.
    pub(crate) from: usize,
    pub(crate) to: usize,
    /// The strongest break between the word before and this one.
    pub(crate) begins: Break,
    /// Whether `、` is between them.
    pub(crate) is_listed: bool,
    /// Whether a bracket is opened between them.
    pub(crate) is_opened: bool,
    pub(crate) role: Role,
    /// Whether it is a sign, or a number that counts something and names nothing.
    pub(crate) is_figure: bool,
    /// Whether it carries little meaning: it may be at another place of the sentence.
    pub(crate) is_light: bool,
    /// Whether it is a filler that may as well be a part of a longer word.
    pub(crate) is_part: bool,
}

/// Fillers that may be part of a longer word: `中` is in `中文`, and `能` in `能量`.
const PARTS: &str = "会能中时向地得等内上下里所即可并则";

/// Verbs and the like with little meaning.
const LIGHT: [&str; 5] = ["需要", "约", "require", "use", "achieve"];

/// What a word does in a sentence, where that counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    None,
    /// It joins two equals, such as `and`.
    Joint,
    /// It begins a clause that says more, such as `while`.
    Turn,
    /// It says how a noun belongs to the sentence, such as `from`.
    Case,
    /// `把`: the object of the action follows.
    Object,
    /// `of`: the words after it may also be before the words before it.
    Genitive,
    /// It relates two lists by their order, such as `respectively`.
    Order,
    /// It makes a clause a condition, such as `if`.
    Condition,
    /// `by`: the actor follows.
    By,
    /// It states an identity or a passive.
    Copula,
    /// The authors: a sentence means the same with and without them.
    Author,
}

impl Role {
    fn of(key: &str) -> Self {
        match key {
            "and" | "or" | "与" | "和" | "及" | "以及" | "或" | "或者" | "并" | "且" => {
                Self::Joint
            }
            "but" | "while" | "whereas" | "which" | "so" | "although" | "though" | "而" | "但"
            | "但是" | "然而" | "从而" | "并且" | "而且" => Self::Turn,
            "of" | "'s" => Self::Genitive,
            "by" => Self::By,
            "is" | "are" | "was" | "were" | "be" | "been" | "being" | "是" => Self::Copula,
            "in" | "on" | "at" | "for" | "from" | "as" | "to" | "into" | "onto" | "upon"
            | "against" | "compared" | "在" | "从" | "向" | "由" | "被" | "对" | "相比" | "于" => {
                Self::Case
            }
            "把" | "将" => Self::Object,
            "respectively" | "分别" | "依次" => Self::Order,
            "if" | "with" | "when" | "where" | "because" | "until" | "without" | "no" | "under"
            | "given" | "unless" | "after" | "before" | "时" | "当" | "如果" | "若" | "后"
            | "之后" | "没有" => Self::Condition,
            "author" | "作者" => Self::Author,
            _ => Self::None,
        }
    }
}

/// The numbers of words.
#[derive(Default)]
pub(crate) struct Numbers(HashMap<String, u32>);

impl Numbers {
    fn get_or_add(&mut self, key: String) -> u32 {
        let next = self.0.len() as u32;
        *self.0.entry(key).or_insert(next)
    }

    /// The number of a word; a word of no known text gets a number above those of the known texts.
    fn get_or_above(&self, key: String, above: &mut Self) -> u32 {
        match self.0.get(&key) {
            Some(number) => *number,
            None => self.0.len() as u32 + above.get_or_add(key),
        }
    }

    /// The words of a part of a text that has these breaks; unknown words are numbered above.
    pub(crate) fn words(&self, text: &str, breaks: &[Break], is_chinese: bool) -> Vec<Word> {
        let mut above = Self::default();
        words(text, breaks, is_chinese, |key| self.get_or_above(key, &mut above))
    }
}

fn words(
    text: &str,
    breaks: &[Break],
    is_chinese: bool,
    mut number: impl FnMut(String) -> u32,
) -> Vec<Word> {
    let mut at = 0;
    let mut visible = text.chars().filter(|c| !c.is_whitespace()).enumerate().peekable();
    let tokens = tokens_in(text, is_chinese);
    let figures = figures(&tokens, is_chinese);
    tokens
        .into_iter()
        .zip(figures)
        .map(|(Token { key, kind, from, to }, is_figure)| {
            let role = Role::of(&key);
            let is_light = LIGHT.contains(&key.as_str());
            let is_part = kind == Kind::Filler && to - from == 1 && PARTS.contains(key.as_str());
            // The first word of a text begins a sentence; two words may share their characters.
            let begins = breaks[at.min(from)..=from].iter().copied().max().unwrap_or(Break::None);
            let begins = if at > from { Break::None } else { begins };
            let (mut is_listed, mut is_opened) = (false, false);
            while let Some((place, c)) = visible.next_if(|(place, _)| *place < from) {
                is_listed |= place >= at && c == '、';
                is_opened |= place >= at && matches!(c, '(' | '（');
            }
            at = from + 1;
            // What is listed is one clause.
            let is_one = is_listed && begins == Break::Clause;
            let begins = if is_one { Break::None } else { begins };
            Word {
                number: number(key),
                kind,
                from,
                to,
                begins,
                is_listed,
                is_opened,
                role,
                is_figure,
                is_light,
                is_part,
            }
        })
        .collect()
}

/// Which words are figures: signs, and numbers that follow no name, no noun and no `第`.
fn figures(tokens: &[Token], is_chinese: bool) -> Vec<bool> {
    let is_number = |token: &Token| token.key.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let is_figure = |at: usize| {
        let token = &tokens[at];
        let before = at.checked_sub(1).map(|before| &tokens[before]);
        let is_free = |it: &Token| match it.kind {
            Kind::Filler => true,
            Kind::Exact => is_number(it) || "−<>≤≥=".contains(&it.key),
            _ => is_chinese && !["第", "图", "表", "组", "版"].contains(&it.key.as_str()),
        };
        let is_sign = "−<>≤≥".contains(&token.key);
        token.kind == Kind::Exact && (is_sign || (is_number(token) && before.is_none_or(is_free)))
    };
    (0..tokens.len()).map(is_figure).collect()
}

/// The words of a text.
pub(crate) struct Index {
    pub(crate) numbers: Numbers,
    pub(crate) words: Vec<Word>,
    /// The first word of each sentence, and after the last one the number of words.
    pub(crate) sentences: Vec<usize>,
    /// The sentences that contain each significant word, by its number.
    having: Vec<Vec<u32>>,
}

impl Index {
    pub(crate) fn new(text: &Text) -> Self {
        let mut index = Self {
            numbers: Numbers::default(),
            words: Vec::new(),
            sentences: Vec::new(),
            having: Vec::new(),
        };
        for section in &text.sections {
            index.add(section, &text.breaks[section.from..section.to]);
        }
        index.sentences.push(index.words.len());
        index
    }

    fn add(&mut self, section: &Placed, breaks: &[Break]) {
        let numbers = &mut self.numbers;
        let source = section.source();
        let words = words(source, breaks, is_chinese(source), |key| numbers.get_or_add(key));
        self.having.resize_with(self.numbers.0.len(), Vec::new);
        for (n, word) in words.into_iter().enumerate() {
            let (from, to) = (section.from + word.from, section.from + word.to);
            if n == 0 || word.begins == Break::Sentence {
                self.sentences.push(self.words.len());
            }
            let begins = if n == 0 { Break::Sentence } else { word.begins };
            self.words.push(Word { from, to, begins, ..word });
            if word.kind != Kind::Filler {
                let sentence = self.sentences.len() as u32 - 1;
                let list = &mut self.having[word.number as usize];
                if list.last() != Some(&sentence) {
                    list.push(sentence);
                }
            }
        }
    }

    /// The sentence that a word is in.
    pub(crate) fn sentence_of(&self, word: usize) -> usize {
        self.sentences.partition_point(|first| *first <= word).saturating_sub(1)
    }

    /// The last sentence's end among the sentences.
    pub(crate) fn last(&self) -> usize {
        self.sentences.len() - 1
    }

    /// The sentences that share the most weight with some words; the most promising first.
    pub(crate) fn promising(&self, wanted: &[(u32, f64)], most: usize) -> Vec<usize> {
        let mut all = vec![0.0; self.last()];
        let mut wanted = wanted.to_vec();
        wanted.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
        wanted.dedup_by_key(|word| word.0);
        for (number, weight) in wanted {
            let Some(sentences) = self.having.get(number as usize) else { continue };
            if sentences.len() > MAX_SENTENCES {
                continue;
            }
            // A rare word has more weight.
            let weight = weight / (1.0 + sentences.len() as f64).sqrt();
            for sentence in sentences {
                all[*sentence as usize] += weight;
            }
        }
        let mut scores: Vec<(usize, f64)> =
            all.into_iter().enumerate().filter(|(_, score)| *score > 0.0).collect();
        scores.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        scores.into_iter().take(most).map(|(sentence, _)| sentence).collect()
    }
}
