//! A quote with the sentences around it, as far as they are stored.

use crate::index::{Numbers, Role, Word};
use crate::split::Break;
use crate::text::{CONTEXT_CHARS, Quote, Section, Text};
use crate::words::{Kind, is_chinese};
use std::cell::OnceCell;
use std::collections::HashSet;

/// Where a word is, relative to the quote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Quote,
    /// In the quote's clause.
    Clause,
    /// In an earlier clause of the sentence.
    Ahead,
    /// In a later clause of the sentence.
    Behind,
}

/// A quote with the text around it.
pub(crate) struct Home {
    /// The stored text, as one section.
    pub(crate) text: Text,
    /// The visible characters of the quote, and of its sentences.
    pub(crate) quote: (usize, usize),
    pub(crate) sentences: (usize, usize),
    /// Whether there was more text before this one.
    pub(crate) is_cut: bool,
    /// Whether the first or last sentence is cut off in the stored text.
    pub(crate) is_cut_before: bool,
    pub(crate) is_cut_behind: bool,
}

/// The words of a quote's sentences, numbered as those of the text in which it is looked for.
pub(crate) struct HomeWords<'a> {
    home: &'a Home,
    numbers: &'a Numbers,
    pub(crate) words: Vec<Word>,
    pub(crate) sides: Vec<Side>,
    /// The significant ones.
    pub(crate) content: Vec<usize>,
    /// The words of the text around the sentences, once they are needed.
    around: OnceCell<HashSet<u32>>,
    /// How many sentences they are.
    pub(crate) spanned: usize,
}

impl Home {
    pub(crate) fn of(quote: &Quote) -> Self {
        let text = Text::new(vec![Section {
            part: String::new(),
            name: String::new(),
            text: format!("{}{}{}", quote.prefix, quote.exact, quote.suffix),
        }]);
        let count = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
        let (prefix, suffix) = (count(&quote.prefix), count(&quote.suffix));
        let (from, to) = (prefix, text.len() - suffix);
        let sentences = text.sentence_around((from, to));
        Self {
            is_cut: prefix >= CONTEXT_CHARS,
            is_cut_before: prefix >= CONTEXT_CHARS && sentences.0 == 0,
            is_cut_behind: suffix >= CONTEXT_CHARS && sentences.1 == text.len(),
            text,
            quote: (from, to),
            sentences,
        }
    }

    /// Whether the quote is whole sentences.
    pub(crate) fn is_whole(&self) -> bool {
        self.quote == self.sentences
    }

    pub(crate) fn words<'a>(&'a self, numbers: &'a Numbers) -> HomeWords<'a> {
        let (begin, end) = self.sentences;
        let mut words = self.words_between(numbers, begin, end);
        for word in &mut words {
            (word.from, word.to) = (word.from + begin, word.to + begin);
        }
        let sides = sides(&words, self.quote);
        let content = (0..words.len()).filter(|at| words[*at].kind != Kind::Filler).collect();
        let breaks = &self.text.breaks[begin..end];
        let spanned = 1 + breaks.iter().skip(1).filter(|it| **it == Break::Sentence).count();
        HomeWords { home: self, numbers, words, sides, content, around: OnceCell::new(), spanned }
    }

    fn words_between(&self, numbers: &Numbers, begin: usize, end: usize) -> Vec<Word> {
        let is_chinese = is_chinese(self.text.sections[0].source());
        let text = self.text.source_between(begin, end);
        numbers.words(text, &self.text.breaks[begin..end], is_chinese)
    }
}

impl HomeWords<'_> {
    /// Whether the text around the sentences has a word.
    pub(crate) fn has_around(&self, number: u32) -> bool {
        let around = self.around.get_or_init(|| {
            let (begin, end) = self.home.sentences;
            let parts = [(0, begin), (end, self.home.text.len())];
            let words = parts.map(|(from, to)| self.home.words_between(self.numbers, from, to));
            words.iter().flatten().map(|word| word.number).collect()
        });
        around.contains(&number)
    }

    /// The text that is known.
    pub(crate) fn text(&self) -> &Text {
        &self.home.text
    }

    /// Whether a clause ends where the quote does.
    pub(crate) fn ends_clause(&self) -> bool {
        let last = self.sides.iter().rposition(|side| *side == Side::Quote);
        let next = last.and_then(|last| self.words.get(last + 1));
        next.map_or(!self.is_cut_behind(), |word| word.begins >= Break::Clause)
    }

    pub(crate) fn is_cut_before(&self) -> bool {
        self.home.is_cut_before
    }

    pub(crate) fn is_cut_behind(&self) -> bool {
        self.home.is_cut_behind
    }
}

fn sides(words: &[Word], (from, to): (usize, usize)) -> Vec<Side> {
    let is_quote = |word: &Word| word.to > from && word.from < to;
    let mut sides = vec![Side::Behind; words.len()];
    let (first, last) = (words.iter().position(is_quote), words.iter().rposition(is_quote));
    let (Some(first), Some(last)) = (first, last) else { return sides };
    let (begin, end) = clause_around(words, first, last);
    for (at, side) in sides.iter_mut().enumerate() {
        *side = match at {
            at if at < begin => Side::Ahead,
            at if at >= end => Side::Behind,
            at if (first..=last).contains(&at) => Side::Quote,
            _ => Side::Clause,
        };
    }
    sides
}

/// The words of the clause around some words; of two joined clauses, only the first.
pub(crate) fn clause_around(words: &[Word], first: usize, last: usize) -> (usize, usize) {
    let begin = (0..=first).rev().find(|at| words[*at].begins >= Break::Clause).unwrap_or(0);
    let ends = |word: &Word| {
        word.begins >= Break::Clause
            || word.is_opened
            || matches!(word.role, Role::Turn | Role::Joint)
    };
    let end = (last + 1..words.len()).find(|at| ends(&words[*at])).unwrap_or(words.len());
    (begin, end)
}
