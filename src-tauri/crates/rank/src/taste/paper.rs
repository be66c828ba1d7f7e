//! A paper as the words that are in it.

use std::cmp::Reverse;
use std::collections::HashMap;

/// The longest term that is read, in bytes; a longer one is no word.
const MAX_TERM_BYTES: usize = 100;
/// The largest number of different words of a field that count, the most frequent first.
const MAX_WORDS_OF_A_FIELD: usize = 500;

/// Where in a paper a term is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// The title.
    Title,
    /// 应用领域.
    Domain,
    /// 一句话核心贡献.
    Contribution,
    /// 主要创新点.
    Innovations,
    /// The abstract: all that there is of a paper without a report.
    Abstract,
    /// The keywords that a list has of it.
    Keywords,
    /// The authors, each name one term.
    Authors,
    /// The organisation, its whole name one term.
    Organisation,
}

impl Field {
    pub(super) const COUNT: usize = 8;

    /// How much a field counts beside others, whatever its length.
    pub(super) fn share(self) -> f64 {
        match self {
            Self::Title | Self::Domain | Self::Contribution | Self::Abstract | Self::Keywords => {
                1.0
            }
            Self::Innovations => 0.7,
            Self::Authors => 0.4,
            Self::Organisation => 0.5,
        }
    }

    /// What the terms of this field name.
    pub fn kind(self) -> WordKind {
        match self {
            Self::Authors => WordKind::Author,
            Self::Organisation => WordKind::Organisation,
            Self::Title
            | Self::Domain
            | Self::Contribution
            | Self::Innovations
            | Self::Abstract
            | Self::Keywords => WordKind::Subject,
        }
    }
}

/// What a word names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum WordKind {
    /// What a paper is about: one word, whichever of its texts it is in.
    Subject,
    /// Who wrote it.
    Author,
    /// Where it was written.
    Organisation,
}

/// A word that has a weight of its own: the author Young and the word "young" are two.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Word {
    /// What it names.
    pub kind: WordKind,
    /// Its text, as the terms have it.
    pub text: String,
}

/// An occurrence of a term in a paper. A term that occurs twice is there twice.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Term {
    /// Where it is.
    pub field: Field,
    /// Its text in one form for all its spellings: words are compared byte by byte.
    pub text: String,
    /// Whether a user would read it as a word. Another term, such as two characters of a Chinese
    /// text that may belong to two words, counts as well and is never named as a reason.
    pub is_word: bool,
}

/// How often a word is in a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Count {
    /// The word's number in [`Words`].
    pub word: u32,
    pub field: Field,
    pub times: u16,
}

/// A paper, as far as it is compared with others: small enough to be kept for all that is learnt
/// from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Paper {
    /// The library's number for it: a newer paper has a higher one.
    pub key: u64,
    /// Sorted by the words' kinds and texts, and then by field: sums over them are the same
    /// whatever numbers the words have.
    pub(super) counts: Box<[Count]>,
}

/// The words of all papers, each with a number: papers refer to words by it.
#[derive(Debug, Default)]
pub struct Words {
    /// By kind.
    numbers: [HashMap<Box<str>, u32>; 3],
    words: Vec<KnownWord>,
}

#[derive(Debug)]
struct KnownWord {
    word: Word,
    /// Whether somewhere a user would read it as a word.
    is_word: bool,
}

impl Words {
    /// A paper with these terms, in any order.
    pub fn paper(&mut self, key: u64, terms: &[Term]) -> Paper {
        counted(key, terms, |kind, text, is_word| self.number(kind, text, is_word))
    }

    /// As [`paper`](Self::paper), to be ordered once and then dropped: words that are not known stay
    /// unknown, so that any number of papers can be ordered in the same memory. No other paper may
    /// be made before that.
    pub fn passing_paper(&self, key: u64, terms: &[Term]) -> Paper {
        let mut unknown = self.words.len() as u32;
        let mut last: Option<(WordKind, &str)> = None;
        counted(key, terms, |kind, text, _| match self.numbers[kind as usize].get(text) {
            Some(number) => *number,
            None => {
                // A word that is in several fields comes several times in a row.
                if last != Some((kind, text)) {
                    unknown += 1;
                    last = Some((kind, text));
                }
                unknown - 1
            }
        })
    }

    /// Drops all words but those of these papers, which get other numbers: nothing else that was
    /// made with the words can be used any more.
    pub fn keep_only<'p>(&mut self, papers: impl IntoIterator<Item = &'p mut Paper>) {
        let before = std::mem::take(self);
        let mut new: Vec<Option<u32>> = vec![None; before.words.len()];
        for count in papers.into_iter().flat_map(|paper| paper.counts.iter_mut()) {
            let known = &before.words[count.word as usize];
            let number = new[count.word as usize].get_or_insert_with(|| {
                self.number(known.word.kind, &known.word.text, known.is_word)
            });
            count.word = *number;
        }
    }

    /// The first field of a paper that has a word.
    pub fn field_in(&self, paper: &Paper, word: &Word) -> Option<Field> {
        let number = self.numbers[word.kind as usize].get(&*word.text)?;
        paper.counts.iter().find(|count| count.word == *number).map(|count| count.field)
    }

    /// Whether a word is among them.
    pub fn has(&self, word: &Word) -> bool {
        self.numbers[word.kind as usize].contains_key(&*word.text)
    }
    /// How many words there are.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    pub(super) fn number(&mut self, kind: WordKind, text: &str, is_word: bool) -> u32 {
        let numbers = &mut self.numbers[kind as usize];
        let number = match numbers.get(text) {
            Some(number) => *number,
            None => {
                let number = self.words.len() as u32;
                numbers.insert(text.into(), number);
                let word = Word { kind, text: text.to_owned() };
                self.words.push(KnownWord { word, is_word: false });
                number
            }
        };
        self.words[number as usize].is_word |= is_word;
        number
    }

    pub(super) fn word(&self, number: u32) -> &Word {
        &self.words[number as usize].word
    }

    pub(super) fn is_word(&self, number: u32) -> bool {
        self.words[number as usize].is_word
    }
}

/// A paper with these terms, whose words have these numbers.
fn counted<'t>(
    key: u64,
    terms: &'t [Term],
    mut number: impl FnMut(WordKind, &'t str, bool) -> u32,
) -> Paper {
    let is_read = |term: &&Term| (1..=MAX_TERM_BYTES).contains(&term.text.len());
    let mut read: Vec<&Term> = terms.iter().filter(is_read).collect();
    let place = |term: &Term| (term.field.kind(), term.field);
    read.sort_unstable_by(|a, b| {
        (place(a).0, &a.text, place(a).1).cmp(&(place(b).0, &b.text, place(b).1))
    });
    let same = |a: &&Term, b: &&Term| a.field == b.field && a.text == b.text;
    let mut counts = Vec::new();
    for same in read.chunk_by(same) {
        let is_word = same.iter().any(|term| term.is_word);
        let word = number(same[0].field.kind(), &same[0].text, is_word);
        let times = u16::try_from(same.len()).unwrap_or(u16::MAX);
        counts.push(Count { word, field: same[0].field, times });
    }
    if counts.len() > MAX_WORDS_OF_A_FIELD {
        // The order of the texts decides among words that are as frequent.
        let mut order: Vec<usize> = (0..counts.len()).collect();
        order.sort_by_key(|at| (counts[*at].field, Reverse(counts[*at].times)));
        let fields = order.chunk_by(|a, b| counts[*a].field == counts[*b].field);
        let mut kept: Vec<usize> =
            fields.flat_map(|field| field.iter().take(MAX_WORDS_OF_A_FIELD)).copied().collect();
        kept.sort_unstable();
        counts = kept.into_iter().map(|at| counts[at]).collect();
    }
    Paper { key, counts: counts.into() }
}
