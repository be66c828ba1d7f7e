//! What is known of a quote's own sentences.

use crate::index::{Numbers, Role, Word};
use crate::split::Break;
use crate::text::{CONTEXT, Quote, Section, Text};
use crate::words::Kind;
use std::collections::HashSet;

/// Where a word is, seen from the quote.
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
    /// The text that is known, as one section.
    pub(crate) text: Text,
    /// The visible characters of the quote, and of its sentences.
    pub(crate) quote: (usize, usize),
    pub(crate) sentences: (usize, usize),
    /// Whether there was more text before this one.
    pub(crate) is_cut: bool,
    /// Whether more of the first or last sentence was there than is known.
    pub(crate) is_cut_before: bool,
    pub(crate) is_cut_behind: bool,
}

/// The words of a quote's sentences, numbered as those of the text in which it is looked for.
pub(crate) struct HomeWords {
    pub(crate) words: Vec<Word>,
    pub(crate) sides: Vec<Side>,
    /// Those that count.
    pub(crate) content: Vec<usize>,
    /// What else the text around the sentences says.
    pub(crate) around: HashSet<u32>,
    /// How many sentences they are.
    pub(crate) spanned: usize,
    pub(crate) is_cut_before: bool,
    pub(crate) is_cut_behind: bool,
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
            is_cut: prefix >= CONTEXT,
            is_cut_before: prefix >= CONTEXT && sentences.0 == 0,
            is_cut_behind: suffix >= CONTEXT && sentences.1 == text.len(),
            text,
            quote: (from, to),
            sentences,
        }
    }

    /// Whether the quote is whole sentences.
    pub(crate) fn is_whole(&self) -> bool {
        self.quote == self.sentences
    }

    pub(crate) fn words(&self, numbers: &Numbers) -> HomeWords {
        let all = numbers.words(self.text.sections[0].source(), &self.text.breaks);
        let (begin, end) = self.sentences;
        let is_here = |word: &Word| word.to > begin && word.from < end;
        let content = |word: &&Word| word.kind != Kind::Filler;
        let around = all.iter().filter(|word| !is_here(word)).filter(content);
        let around = around.map(|word| word.number).collect();
        let words: Vec<Word> = all.into_iter().filter(is_here).collect();
        let sides = sides(&words, self.quote);
        let content = (0..words.len()).filter(|at| words[*at].kind != Kind::Filler).collect();
        let breaks = &self.text.breaks[begin..end];
        let spanned = 1 + breaks.iter().skip(1).filter(|it| **it == Break::Sentence).count();
        let Self { is_cut_before, is_cut_behind, .. } = *self;
        HomeWords { words, sides, content, around, spanned, is_cut_before, is_cut_behind }
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

/// The words of the clause around some words: of it, where another one is joined to it, only the
/// first.
pub(crate) fn clause_around(words: &[Word], first: usize, last: usize) -> (usize, usize) {
    let begin = (0..=first).rev().find(|at| words[*at].begins >= Break::Clause).unwrap_or(0);
    let ends = |word: &Word| {
        word.begins >= Break::Clause || matches!(word.role, Role::Turn | Role::Joint)
    };
    let end = (last + 1..words.len()).find(|at| ends(&words[*at])).unwrap_or(words.len());
    (begin, end)
}
