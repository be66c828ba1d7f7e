//! A quote whose words have changed a little.

use crate::align::{Step, are_harmless, steps};
use crate::exact::Context;
use crate::split::Break;
use crate::text::{Quote, Text};
use crate::words::{Kind, Token, tokens};
use std::cell::Cell;
use std::collections::HashMap;

/// The share of the words of both that must be the same.
const ALIKE: f64 = 0.9;
/// How much less alike the next best place must be.
const AHEAD: f64 = 0.1;
/// The fewest and the most words of a quote that is looked for in other words.
const MIN_WORDS: usize = 5;
const MAX_WORDS: usize = 600;
/// Sentences that are compared with a quote, the most promising first.
const CANDIDATES: usize = 5;
/// A word that more sentences have says nothing about where a quote is.
const MAX_SENTENCES: usize = 400;
/// The most comparisons of two words for all quotes of a text: time is bounded, whatever the text.
const MAX_COMPARISONS: u64 = 60_000_000;

/// The words of a text, by number.
pub(crate) struct Reworded {
    numbers: HashMap<String, u32>,
    words: Vec<Word>,
    /// The first word of each sentence, and behind the last one the number of words.
    sentences: Vec<usize>,
    /// The sentences that have a word, by its number.
    having: Vec<Vec<u32>>,
    comparisons: Cell<u64>,
}

#[derive(Clone, Copy)]
struct Word {
    number: u32,
    kind: Kind,
    from: usize,
    to: usize,
}

/// A place that a quote may have.
struct Candidate {
    from: usize,
    to: usize,
    alike: f64,
    is_harmless: bool,
}

impl Reworded {
    pub(crate) fn new(text: &Text) -> Self {
        let mut numbers = HashMap::new();
        let mut words = Vec::new();
        let mut sentences = Vec::new();
        let mut having: Vec<Vec<u32>> = Vec::new();
        let mut at = 0;
        for section in &text.sections {
            for Token { key, kind, from, to } in tokens(section.source()) {
                let (from, to) = (section.from + from, section.from + to);
                let begins = text.breaks[at..=from].contains(&Break::Sentence);
                if begins || sentences.is_empty() {
                    sentences.push(words.len());
                }
                at = from + 1;
                let next = numbers.len() as u32;
                let number = *numbers.entry(key).or_insert(next);
                having.resize_with(numbers.len(), Vec::new);
                let sentence = sentences.len() as u32 - 1;
                let list = &mut having[number as usize];
                if list.last() != Some(&sentence) {
                    list.push(sentence);
                }
                words.push(Word { number, kind, from, to });
            }
        }
        sentences.push(words.len());
        Self { numbers, words, sentences, having, comparisons: Cell::new(0) }
    }

    /// Where the quote is in other words: at least nine tenths of its words are there, no other
    /// place is nearly as much alike, and every number and name is equal.
    pub(crate) fn place(&self, text: &Text, quote: &Quote) -> Option<(usize, usize)> {
        // Of a sentence that was there twice, nobody can tell which one it became.
        if quote.repeated {
            return None;
        }
        let wanted: Vec<Word> = self.numbered(&quote.exact);
        if !(MIN_WORDS..=MAX_WORDS).contains(&wanted.len()) {
            return None;
        }
        let context = Context::of(quote);
        let spanned = 1 + text_breaks(&quote.exact);
        let mut candidates: Vec<Candidate> = Vec::new();
        for sentence in self.promising(&wanted) {
            for (first, last) in self.windows(sentence, spanned, wanted.len()) {
                if let Some(candidate) = self.compare(&wanted, first, last) {
                    candidates.push(candidate);
                }
            }
        }
        candidates.sort_by(|a, b| {
            (b.alike, b.is_harmless)
                .partial_cmp(&(a.alike, a.is_harmless))
                .unwrap_or(std::cmp::Ordering::Equal)
        });
        let Some(best) = candidates.iter().find(|it| it.is_harmless && it.alike >= ALIKE) else {
            return self.reordered(text, quote, &wanted, spanned);
        };
        let is_apart = |it: &&Candidate| it.to <= best.from || it.from >= best.to;
        let rival = candidates.iter().filter(is_apart).find(|it| {
            if it.is_harmless { it.alike > best.alike - AHEAD } else { it.alike > best.alike }
        });
        match rival {
            Some(_) => None,
            None => Some(self.snapped(text, &context, best)),
        }
    }

    /// The place of a quote whose clauses have another order and are otherwise the same.
    fn reordered(
        &self,
        text: &Text,
        quote: &Quote,
        wanted: &[Word],
        spanned: usize,
    ) -> Option<(usize, usize)> {
        let old = clauses(wanted, &crate::split::breaks(&quote.exact));
        let mut places: Vec<(usize, usize)> = self
            .promising(wanted)
            .into_iter()
            .filter(|first| first + spanned < self.sentences.len())
            .map(|first| &self.words[self.sentences[first]..self.sentences[first + spanned]])
            .filter(|here| old.len() > 1 && clauses(here, &text.breaks) == old)
            .map(|here| text.sentence_around((here[0].from, here[here.len() - 1].to)))
            .collect();
        places.dedup();
        if let [only] = places[..] { Some(only) } else { None }
    }

    /// The words of a quote; those that the text does not have are numbered above its own.
    fn numbered(&self, quote: &str) -> Vec<Word> {
        let mut unknown: HashMap<String, u32> = HashMap::new();
        tokens(quote)
            .into_iter()
            .map(|Token { key, kind, from, to }| {
                let known = self.numbers.get(&key).copied();
                let next = (self.numbers.len() + unknown.len()) as u32;
                let number = known.unwrap_or_else(|| *unknown.entry(key).or_insert(next));
                Word { number, kind, from, to }
            })
            .collect()
    }

    /// The sentences that have most of the words, the most promising first.
    fn promising(&self, wanted: &[Word]) -> Vec<usize> {
        let mut scores: HashMap<u32, f64> = HashMap::new();
        let mut numbers: Vec<u32> = wanted.iter().map(|word| word.number).collect();
        numbers.sort_unstable();
        numbers.dedup();
        for number in numbers {
            let Some(sentences) = self.having.get(number as usize) else { continue };
            if sentences.len() > MAX_SENTENCES {
                continue;
            }
            // A rare word says more.
            let weight = 1.0 / (1.0 + sentences.len() as f64).sqrt();
            for sentence in sentences {
                *scores.entry(*sentence).or_default() += weight;
            }
        }
        let mut scores: Vec<(u32, f64)> = scores.into_iter().collect();
        scores.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        scores.into_iter().take(CANDIDATES).map(|(sentence, _)| sentence as usize).collect()
    }

    /// Ranges of sentences around one that may hold a quote of so many sentences and words.
    fn windows(&self, sentence: usize, spanned: usize, words: usize) -> Vec<(usize, usize)> {
        let last = self.sentences.len() - 1;
        let length = |from: usize, to: usize| self.sentences[to] - self.sentences[from];
        if spanned > 1 {
            let from = sentence.saturating_sub(spanned - 1);
            return vec![(from, (sentence + spanned).min(last))];
        }
        let mut windows = vec![(sentence, sentence + 1)];
        // It was divided into two.
        if length(sentence, sentence + 1) * 10 < words * 9 {
            windows.push((sentence, (sentence + 2).min(last)));
            windows.push((sentence.saturating_sub(1), sentence + 1));
        }
        windows
    }

    fn compare(&self, wanted: &[Word], first: usize, last: usize) -> Option<Candidate> {
        let here = &self.words[self.sentences[first]..self.sentences[last]];
        let cost = (wanted.len() * here.len()) as u64;
        let spent = self.comparisons.get() + cost;
        if here.len() > 4 * MAX_WORDS || spent > MAX_COMPARISONS {
            return None;
        }
        let [old, new] =
            [wanted, here].map(|words| words.iter().map(|it| it.number).collect::<Vec<_>>());
        if shared(&old, &new) * 10 < old.len() * 8 {
            return None;
        }
        self.comparisons.set(spent);
        let steps = steps(&old, &new, true);
        let there: Vec<usize> = steps
            .iter()
            .filter_map(|step| match step {
                Step::Same(_, at) | Step::Changed(_, at) | Step::Added(at) => Some(*at),
                Step::Gone(_) => None,
            })
            .collect();
        let (from, to) = (*there.first()?, *there.last()? + 1);
        let same = steps.iter().filter(|step| matches!(step, Step::Same(..))).count();
        let alike = 2.0 * same as f64 / (wanted.len() + to - from) as f64;
        // A word that is gone where another one follows may have become that one.
        let is_gone = |step: Option<&Step>| matches!(step, Some(Step::Gone(_)));
        let is_cut =
            (is_gone(steps.first()) && from > 0) || (is_gone(steps.last()) && to < here.len());
        let is_harmless = !is_cut && are_harmless(&steps, |at| wanted[at].kind, |at| here[at].kind);
        Some(Candidate { from: here[from].from, to: here[to - 1].to, alike, is_harmless })
    }

    /// The place with what belongs to it and is no word that counts. Where the quote was whole
    /// sentences, so is its place, unless the sentences say more.
    fn snapped(&self, text: &Text, context: &Context, best: &Candidate) -> (usize, usize) {
        let (begin, end) = text.sentence_around((best.from, best.to));
        let is_word_in = |from: usize, to: usize| {
            let first = self.words.partition_point(|word| word.from < from);
            self.words.get(first).is_some_and(|word| word.to <= to)
        };
        let from = if context.begins_sentence() && !is_word_in(begin, best.from) {
            begin
        } else {
            best.from
        };
        let to = if context.ends_sentence() && !is_word_in(best.to, end) { end } else { best.to };
        (from, to)
    }
}

/// The clauses of some words, sorted.
fn clauses(words: &[Word], breaks: &[Break]) -> Vec<Vec<u32>> {
    let mut clauses: Vec<Vec<u32>> = Vec::new();
    let mut at = words.first().map_or(0, |word| word.from);
    for word in words {
        let begins = breaks[at.min(word.from)..=word.from].iter().any(|it| *it != Break::None);
        if begins || clauses.is_empty() {
            clauses.push(Vec::new());
        }
        at = word.from + 1;
        if let Some(last) = clauses.last_mut() {
            last.push(word.number);
        }
    }
    clauses.sort();
    clauses
}

/// How many sentences begin within a text.
fn text_breaks(text: &str) -> usize {
    let breaks = crate::split::breaks(text);
    breaks.iter().skip(1).filter(|it| **it == Break::Sentence).count()
}

/// How many words two lists share, each counted as often as both have it.
fn shared(old: &[u32], new: &[u32]) -> usize {
    let [mut old, mut new] = [old.to_vec(), new.to_vec()];
    old.sort_unstable();
    new.sort_unstable();
    let (mut o, mut n, mut count) = (0, 0, 0);
    while let (Some(a), Some(b)) = (old.get(o), new.get(n)) {
        match a.cmp(b) {
            std::cmp::Ordering::Less => o += 1,
            std::cmp::Ordering::Greater => n += 1,
            std::cmp::Ordering::Equal => (o, n, count) = (o + 1, n + 1, count + 1),
        }
    }
    count
}
