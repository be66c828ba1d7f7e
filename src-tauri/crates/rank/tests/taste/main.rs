//! The learnt order: what holds for any papers, examples and opinions.
#![allow(clippy::unwrap_used)]

mod bounds;
mod properties;
mod small;

use paperboy_rank::taste::{Example, Field, Paper, Ranked, Signal, Taste, Term, Word};

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
fn ordered<'t>(taste: &Taste, titles: &[&'t str]) -> Vec<&'t str> {
    let papers: Vec<Paper> = (1_000..).zip(titles).map(|(key, title)| paper(key, title)).collect();
    taste.order(&papers).iter().map(|ranked| titles[ranked.index]).collect()
}

/// The papers in the order in which they were given.
fn by_index(mut ranked: Vec<Ranked>) -> Vec<Ranked> {
    ranked.sort_by_key(|one| one.index);
    ranked
}
