//! The learnt order: what holds for any papers, examples and opinions.
#![allow(clippy::unwrap_used)]

mod bounds;
mod properties;
mod small;

use paperboy_rank::taste::{
    self, Field, LearntWord, Opinion, Ranked, Signal, Term, TooFew, Word, Words,
};

/// A paper by its terms.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Paper {
    key: u64,
    terms: Vec<Term>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Example {
    paper: Paper,
    signals: Vec<Signal>,
}

/// What was learnt, with the words that it was learnt with.
#[derive(Debug)]
struct Taste {
    words: Words,
    taste: taste::Taste,
}

impl Taste {
    fn learn(examples: &[Example], opinions: &[(Word, Opinion)]) -> Result<Self, TooFew> {
        let mut words = Words::default();
        let papers: Vec<taste::Paper> =
            examples.iter().map(|one| words.paper(one.paper.key, &one.paper.terms)).collect();
        let examples: Vec<taste::Example<'_>> = papers
            .iter()
            .zip(examples)
            .map(|(paper, one)| taste::Example { paper, signals: one.signals.clone() })
            .collect();
        let taste = taste::Taste::learn(&mut words, &examples, opinions)?;
        Ok(Self { words, taste })
    }

    fn order(&mut self, papers: &[Paper]) -> Vec<Ranked> {
        let papers: Vec<taste::Paper> =
            papers.iter().map(|paper| self.words.paper(paper.key, &paper.terms)).collect();
        self.taste.order(&self.words, &papers.iter().collect::<Vec<_>>())
    }

    fn words(&self) -> Vec<LearntWord> {
        self.taste.words(&self.words)
    }
}

fn term(field: Field, text: &str) -> Term {
    Term { field, text: text.to_owned(), is_word: true }
}

/// A paper with these words in its title.
fn paper(key: u64, title: &str) -> Paper {
    Paper { key, terms: title.split_whitespace().map(|word| term(Field::Title, word)).collect() }
}

fn example(key: u64, title: &str, signal: Signal) -> Example {
    Example { paper: paper(key, title), signals: vec![signal] }
}

/// Examples with one signal, numbered from 1.
fn examples(titles: &[(&str, Signal)]) -> Vec<Example> {
    (1..).zip(titles).map(|(key, (title, signal))| example(key, title, *signal)).collect()
}

fn has(paper: &Paper, word: &Word) -> bool {
    paper.terms.iter().any(|term| term.field.kind() == word.kind && term.text == word.text)
}

/// The titles in the learnt order.
fn ordered<'t>(taste: &mut Taste, titles: &[&'t str]) -> Vec<&'t str> {
    let papers: Vec<Paper> = (1_000..).zip(titles).map(|(key, title)| paper(key, title)).collect();
    taste.order(&papers).iter().map(|ranked| titles[ranked.index]).collect()
}

/// The papers in the order in which they were given.
fn by_index(mut ranked: Vec<Ranked>) -> Vec<Ranked> {
    ranked.sort_by_key(|one| one.index);
    ranked
}
