//! Papers as sparse vectors (TF-IDF by field).

use super::paper::{Field, Paper, Term, Word, WordKind};
use std::cmp::Reverse;
use std::collections::HashMap;

/// Longer terms are no words and are not read, in bytes.
const MAX_TERM_BYTES: usize = 100;
/// The largest number of different words of a field that count, the most frequent first.
const MAX_WORDS_OF_A_FIELD: usize = 500;

/// A coordinate of a paper's vector.
#[derive(Debug, Clone, Copy)]
pub(super) struct Value {
    /// The word's number in the vocabulary.
    pub word: u32,
    /// The field of the paper in which the word counts most.
    pub field: Field,
    pub value: f64,
}

/// How often a word is in a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Count {
    word: u32,
    field: Field,
    times: u32,
}

/// A word of the examples or of an opinion.
#[derive(Debug)]
pub(super) struct Known {
    pub word: Word,
    /// Whether a user would read it as a word.
    pub is_word: bool,
    /// How many papers have it.
    papers: u32,
}

/// The words of the examples and opinions, sorted: a word's number is its place, whatever the order
/// of papers and terms.
#[derive(Debug)]
pub(super) struct Vocabulary {
    words: Vec<Known>,
    /// Of each word how it begins: looking up in numbers beside each other is quicker.
    beginnings: Vec<u64>,
    /// Of each word how rare it is.
    rarities: Vec<f64>,
    /// How rare a word is that no paper has.
    rarest: f64,
}

impl Vocabulary {
    /// The vocabulary of these papers and words, and the vectors of the papers.
    pub fn of<'p>(
        papers: impl Iterator<Item = &'p Paper>,
        words: impl Iterator<Item = &'p Word>,
    ) -> (Self, Vec<Vec<Value>>) {
        let mut names = Names::default();
        for word in words {
            names.number(word.kind, &word.text, true);
        }
        let mut papers: Vec<Vec<(u32, Field)>> = papers
            .map(|paper| {
                let number =
                    |term: &'p Term| names.number(term.field.kind(), &term.text, term.is_word);
                tokens(paper, number)
            })
            .collect();
        let (mut words, numbers) = names.sorted();
        for token in papers.iter_mut().flatten() {
            token.0 = numbers[token.0 as usize];
        }
        let papers: Vec<Vec<Count>> = papers.into_iter().map(counted).collect();
        let mut last_paper = vec![usize::MAX; words.len()];
        for (paper, counts) in papers.iter().enumerate() {
            for word in counts.iter().map(|count| count.word as usize) {
                if last_paper[word] != paper {
                    last_paper[word] = paper;
                    words[word].papers += 1;
                }
            }
        }
        let rarity =
            |papers_with: u32| (1.0 + papers.len() as f64 / f64::from(papers_with.max(1))).ln();
        let vocabulary = Self {
            beginnings: words.iter().map(|one| beginning(one.word.kind, &one.word.text)).collect(),
            rarities: words.iter().map(|one| rarity(one.papers)).collect(),
            rarest: rarity(0),
            words,
        };
        let vectors = papers.iter().map(|counts| vocabulary.weighted(counts)).collect();
        (vocabulary, vectors)
    }

    /// The vector of a paper. Words that are not in the vocabulary have numbers beyond it: they are
    /// a part of what the paper is about.
    pub fn vector(&self, paper: &Paper) -> Vec<Value> {
        let mut names = Names::default();
        let mut tokens =
            tokens(paper, |term| names.number(term.field.kind(), &term.text, term.is_word));
        let (own, numbers) = names.sorted();
        let known = own.iter().map(|own| self.number(own.word.kind, &own.word.text));
        let known: Vec<u32> = known
            .zip(self.words.len() as u32..)
            .map(|(known, beyond)| known.unwrap_or(beyond))
            .collect();
        for token in &mut tokens {
            token.0 = known[numbers[token.0 as usize] as usize];
        }
        self.weighted(&counted(tokens))
    }

    /// The words by their numbers.
    pub fn words(&self) -> &[Known] {
        &self.words
    }

    pub fn number(&self, kind: WordKind, text: &str) -> Option<u32> {
        let begins = beginning(kind, text);
        let first = self.beginnings.partition_point(|one| *one < begins);
        let alike = self.beginnings[first..].iter().take_while(|one| **one == begins).count();
        let found = self.words[first..first + alike]
            .binary_search_by(|known| (known.word.kind, &*known.word.text).cmp(&(kind, text)));
        found.ok().map(|number| (first + number) as u32)
    }

    /// Each field as a direction, and their sum by shares as one, in the order of the words.
    fn weighted(&self, counts: &[Count]) -> Vec<Value> {
        let weight = |count: &Count| {
            let rarity = self.rarities.get(count.word as usize).unwrap_or(&self.rarest);
            if count.times == 1 { *rarity } else { (1.0 + f64::from(count.times).ln()) * rarity }
        };
        let weights: Vec<f64> = counts.iter().map(weight).collect();
        let mut squares = [0.0; Field::COUNT];
        for (count, weight) in counts.iter().zip(&weights) {
            squares[count.field as usize] += weight * weight;
        }
        let mut values: Vec<Value> = Vec::with_capacity(counts.len());
        // The field in which a word counts most names it; among equals the first.
        let mut most = 0.0;
        for (Count { word, field, .. }, weight) in counts.iter().zip(weights) {
            let value = field.share() * weight / squares[*field as usize].sqrt();
            match values.last_mut().filter(|last| last.word == *word) {
                Some(last) => {
                    last.value += value;
                    if value > most {
                        (last.field, most) = (*field, value);
                    }
                }
                None => {
                    values.push(Value { word: *word, field: *field, value });
                    most = value;
                }
            }
        }
        scale(&mut values);
        values
    }
}

/// Words in the order in which they are met.
#[derive(Default)]
struct Names<'p> {
    /// By kind.
    numbers: [HashMap<&'p str, u32>; 3],
    /// With whether somewhere it is a word.
    met: Vec<(WordKind, &'p str, bool)>,
}

impl<'p> Names<'p> {
    fn number(&mut self, kind: WordKind, text: &'p str, is_word: bool) -> u32 {
        let number = *self.numbers[kind as usize].entry(text).or_insert_with(|| {
            self.met.push((kind, text, false));
            self.met.len() as u32 - 1
        });
        self.met[number as usize].2 |= is_word;
        number
    }

    /// The words sorted, and the new number of each by its old one.
    fn sorted(self) -> (Vec<Known>, Vec<u32>) {
        let mut order: Vec<u32> = (0..self.met.len() as u32).collect();
        order.sort_by_cached_key(|number| {
            let (kind, text, _) = self.met[*number as usize];
            (beginning(kind, text), kind, text)
        });
        let mut numbers = vec![0; order.len()];
        for (new, old) in (0..).zip(&order) {
            numbers[*old as usize] = new;
        }
        let known = order.iter().map(|old| {
            let (kind, text, is_word) = self.met[*old as usize];
            Known { word: Word { kind, text: text.to_owned() }, is_word, papers: 0 }
        });
        (known.collect(), numbers)
    }
}

/// The kind and the first seven bytes of a word, in the order of words.
fn beginning(kind: WordKind, text: &str) -> u64 {
    let mut bytes = [kind as u8, 0, 0, 0, 0, 0, 0, 0];
    for (to, from) in bytes[1..].iter_mut().zip(text.bytes()) {
        *to = from;
    }
    u64::from_be_bytes(bytes)
}

/// The terms that are read of a paper, by their numbers.
fn tokens<'p>(paper: &'p Paper, mut number: impl FnMut(&'p Term) -> u32) -> Vec<(u32, Field)> {
    let read = paper.terms.iter().filter(|term| (1..=MAX_TERM_BYTES).contains(&term.text.len()));
    read.map(|term| (number(term), term.field)).collect()
}

fn counted(mut tokens: Vec<(u32, Field)>) -> Vec<Count> {
    tokens.sort_unstable();
    let same = tokens.chunk_by(|a, b| a == b);
    let mut counts: Vec<Count> = same
        .map(|same| Count { word: same[0].0, field: same[0].1, times: same.len() as u32 })
        .collect();
    if counts.len() > MAX_WORDS_OF_A_FIELD {
        counts.sort_unstable_by_key(|count| (count.field, Reverse(count.times), count.word));
        let fields = counts.chunk_by(|a, b| a.field == b.field);
        counts =
            fields.flat_map(|field| field.iter().take(MAX_WORDS_OF_A_FIELD)).copied().collect();
        counts.sort_unstable();
    }
    counts
}

/// Scales a vector to length 1; nothing is left as it is.
pub(super) fn scale(values: &mut [Value]) {
    let length = values.iter().map(|one| one.value * one.value).sum::<f64>().sqrt();
    if length > 0.0 {
        values.iter_mut().for_each(|one| one.value /= length);
    }
}
