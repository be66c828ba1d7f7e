//! The tree to tantivy's queries.
//!
//! Every branch obeys the same tree: a paper excluded by one clause is excluded however it was
//! found by the others.

use crate::analyser::{Sequence, Unit};
use crate::leap::{AllOf, AnyOf};
use crate::loose;
use crate::not_query::NotQuery;
use crate::prefix_query::PrefixQuery;
use crate::schema::{Columns, days};
use crate::set_query::SetQuery;
use crate::synonyms::Alike;
use crate::tree::{How, Node, Text};
use crate::{Field, Glossary, SetKey};
use roaring::RoaringTreemap;
use std::cell::Cell;
use std::collections::HashMap;
use std::ops::Bound;
use std::sync::Arc;
use tantivy::query::{
    BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, PhrasePrefixQuery, PhraseQuery, Query,
    RangeQuery, TermQuery,
};
use tantivy::schema::{Field as Column, IndexRecordOption};
use tantivy::{Searcher, Term};

/// The largest number of the index's words that the last word of an open phrase matches.
const MAX_OPEN_TERMS: u32 = 10_000;
/// The score of a prefix and of a whole id, relative to the scores of words.
const PREFIX_WORTH: f32 = 2.0;
const ID_WORTH: f32 = 50.0;
/// A phrase of more terms either matches or not, with a fixed score.
const MAX_PHRASE_TERMS: usize = 24;
const LONG_PHRASE_WORTH: f32 = 20.0;
/// Neighbouring words found side by side count this much more.
const ADJACENCY_WORTH: f32 = 1.0;

/// In a query of more words it counts for nothing which of them are side by side.
const MAX_ADJACENCY_WORDS: usize = 8;

/// With more clauses than these, their lists are read from beginning to end instead of sought for
/// each paper.
const MAX_SEEKING_CLAUSES: usize = 64;

/// How to read the words of a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pass {
    /// Exactly as in the query.
    Strict,
    /// With typos, the beginnings of words, and most of a run of characters.
    Looser,
    /// Any of the words, over the whole paper.
    Any,
    /// As written: for exclusions.
    Written,
}

/// Makes tantivy's queries of trees.
pub(crate) struct Builder<'a> {
    pub searcher: &'a Searcher,
    pub columns: &'a Columns,
    pub sets: &'a HashMap<SetKey, RoaringTreemap>,
    /// The user's words for things, beside the built-in ones.
    pub glossary: Option<&'a Glossary>,
    /// How many words were looked up in the dictionaries for words like them.
    pub looked_up: Cell<usize>,
}

pub(crate) type Clauses = Vec<Box<dyn Query>>;

impl Builder<'_> {
    /// The query of a tree.
    pub fn query(&self, node: &Node, pass: Pass) -> tantivy::Result<Box<dyn Query>> {
        Ok(match node {
            Node::Nothing => Box::new(EmptyQuery),
            Node::Or(nodes) => self.either(nodes, pass)?,
            Node::And(nodes) => self.both(nodes, pass)?,
            Node::Not(_) => self.both(std::slice::from_ref(node), pass)?,
            Node::Text(text) => union(self.text(text, pass)?),
            Node::Domain { text, .. } => {
                // Who names the field just so comes first.
                let named = text
                    .units
                    .iter()
                    .filter(|_| pass != Pass::Written)
                    .flat_map(|unit| self.unit(text.field, unit));
                let optional = named.collect();
                Box::new(AllOf {
                    required: vec![Box::new(ConstScoreQuery::new(self.filter(node), 0.0))],
                    optional,
                })
            }
            filter => Box::new(ConstScoreQuery::new(self.filter(filter), 0.0)),
        })
    }

    /// One flat union where possible: nested ones are a hundred times slower.
    fn either(&self, nodes: &[Node], pass: Pass) -> tantivy::Result<Box<dyn Query>> {
        Ok(union(self.clauses(nodes, pass)?))
    }

    /// The clauses of some nodes, any of which is enough.
    fn clauses(&self, nodes: &[Node], pass: Pass) -> tantivy::Result<Clauses> {
        let mut clauses = Clauses::new();
        for node in nodes {
            match node {
                Node::Text(text) => clauses.extend(self.text(text, pass)?),
                Node::Or(nodes) => clauses.extend(self.clauses(nodes, pass)?),
                node => clauses.push(self.query(node, pass)?),
            }
        }
        Ok(clauses)
    }

    fn both(&self, nodes: &[Node], pass: Pass) -> tantivy::Result<Box<dyn Query>> {
        // Of each of these, any clause is needed.
        let mut required: Vec<Clauses> = Vec::new();
        let mut optional = Clauses::new();
        // In the loosest pass, one of the free words is enough.
        let mut free = Clauses::new();
        let mut free_words: Vec<&Text> = Vec::new();
        let mut at = 0;
        while let Some(node) = nodes.get(at) {
            at += 1;
            match node {
                Node::Not(node) => required
                    .push(vec![Box::new(NotQuery { excluded: self.query(node, Pass::Written)? })]),
                Node::Text(text) if pass == Pass::Any && text.is_free() => free_words.push(text),
                node @ (Node::Or(_) | Node::And(_)) if pass == Pass::Any && is_free(node) => {
                    free.push(self.query(node, pass)?)
                }
                Node::Text(Text { field, alike: Some(alike), .. })
                    if pass == Pass::Looser && alike.span > 1 =>
                {
                    // The words of a term, or the term in another name.
                    let words = &nodes[at - 1..at - 1 + alike.span];
                    at += alike.span - 1;
                    let apart = words
                        .iter()
                        .map(|word| self.clauses(std::slice::from_ref(word), pass))
                        .collect::<tantivy::Result<_>>()?;
                    let mut either = self.alike(*field, alike);
                    either.push(all(apart, Clauses::new()));
                    required.push(either);
                }
                Node::Text(text) => {
                    let mut clauses = self.text(text, pass)?;
                    if pass != Pass::Written
                        && let Some(Node::Text(next)) = nodes.get(at)
                        && let Some(joined) = name_and_figure(text, next)
                    {
                        at += 1;
                        let apart = vec![clauses, self.text(next, pass)?];
                        clauses = self
                            .in_fields(None, &Sequence { terms: vec![(0, joined)], open: false });
                        clauses.push(all(apart, Clauses::new()));
                    }
                    required.push(clauses);
                }
                node => required.push(self.clauses(std::slice::from_ref(node), pass)?),
            }
        }
        free.extend(free_words.iter().flat_map(|text| self.id(text)));
        free.extend(self.whole(&free_words)?);
        if !free.is_empty() || !free_words.is_empty() {
            // A word in its field or a phrase is one of the words, too; a filter is none.
            let has_required =
                nodes.iter().any(|node| matches!(node, Node::Text(text) if !text.is_free()));
            if has_required { optional.push(union(free)) } else { required.push(free) }
        }
        if !matches!(pass, Pass::Written | Pass::Any) {
            optional.extend(self.neighbours(nodes));
        }
        Ok(all(required, optional))
    }

    /// Neighbouring words of the query, found side by side where it counts.
    fn neighbours(&self, nodes: &[Node]) -> Clauses {
        let mut clauses = Clauses::new();
        if nodes.len() > MAX_ADJACENCY_WORDS {
            return clauses;
        }
        for pair in nodes.windows(2) {
            let [Node::Text(one), Node::Text(other)] = pair else { continue };
            if !one.is_free() || !other.is_free() {
                continue;
            }
            // Chinese words that belong together have no space between them.
            let han = |text: &Text, unit: Option<&Unit>| {
                unit.is_some_and(|unit| unit.han) && text.how == How::Word
            };
            let between = if han(one, one.units.last()) && han(other, other.units.first()) {
                ""
            } else {
                " "
            };
            let Some(sequence) =
                Sequence::of(&format!("{}{between}{}", one.written, other.written), false)
            else {
                continue;
            };
            // An open phrase would cost more than its worth here.
            if sequence.open {
                continue;
            }
            for field in [Field::Title, Field::Domain, Field::Contribution, Field::Innovations] {
                clauses.push(boosted(
                    self.sequence(self.columns.text(field), &sequence),
                    field.weight() * ADJACENCY_WORTH,
                ));
            }
        }
        clauses
    }

    /// The clauses of a text, any of which is enough.
    fn text(&self, text: &Text, pass: Pass) -> tantivy::Result<Clauses> {
        let id = self.id(text);
        if pass == Pass::Written || text.how == How::Phrase {
            let written =
                text.exact.iter().flat_map(|sequence| self.in_fields(text.field, sequence));
            // What a word finds strictly, its exclusion excludes; of a word of several pieces, only
            // the run as written is meant.
            let spelled = match text.units.as_slice() {
                [unit] if text.how == How::Word => self.unit(text.field, unit),
                _ => Clauses::new(),
            };
            return Ok(written.chain(spelled).chain(id).collect());
        }
        if pass == Pass::Any && text.is_free() {
            return Ok(self.whole(&[text])?.into_iter().chain(id).collect());
        }
        // Where a field is named, one character in common is not enough, however loosely one asks.
        let mut clauses = Clauses::new();
        let loosely = |unit: &Unit| {
            if text.how == How::Word {
                loose::unit(self, text.field, unit)
            } else {
                Ok(self.unit(text.field, unit))
            }
        };
        match text.units.as_slice() {
            [unit] if pass == Pass::Strict => clauses = self.unit(text.field, unit),
            [unit] => clauses = loosely(unit)?,
            units => {
                let unit = |unit: &Unit| {
                    if pass == Pass::Strict {
                        Ok(self.unit(text.field, unit))
                    } else {
                        loosely(unit)
                    }
                };
                let required = units.iter().map(unit).collect::<tantivy::Result<_>>()?;
                // The word as it was written counts more than its pieces here and there.
                let run =
                    text.exact.iter().flat_map(|sequence| self.in_fields(text.field, sequence));
                clauses.push(all(required, run.collect()));
            }
        }
        if pass != Pass::Strict
            && let Some(alike) = text.alike.as_ref().filter(|alike| alike.span == 1)
        {
            clauses.extend(self.alike(text.field, alike));
        }
        clauses.extend(id);
        Ok(clauses)
    }

    /// The paper whose id a text is.
    fn id(&self, text: &Text) -> Option<Box<dyn Query>> {
        let id = term(self.columns.id, text.id.as_ref()?);
        Some(Box::new(ConstScoreQuery::new(id, ID_WORTH)))
    }

    /// The other names of the terms in a text.
    fn alike(&self, field: Option<Field>, alike: &Alike) -> Clauses {
        let named = |names: &Vec<Sequence>| -> Clauses {
            names.iter().flat_map(|name| self.in_fields(field, name)).collect()
        };
        match alike.parts.as_slice() {
            [names] => named(names),
            parts => vec![all(parts.iter().map(named).collect(), Clauses::new())],
        }
    }

    /// A unit in each of its spellings.
    pub fn unit(&self, field: Option<Field>, unit: &Unit) -> Clauses {
        unit.spellings.iter().flat_map(|sequence| self.in_fields(field, sequence)).collect()
    }

    /// A sequence in the field, or in every field by its weight.
    pub fn in_fields(&self, field: Option<Field>, sequence: &Sequence) -> Clauses {
        let fields: Vec<(Field, f32)> = match field {
            Some(field) => vec![(field, 1.0)],
            None => Field::ALL.into_iter().map(|field| (field, field.weight())).collect(),
        };
        if let ([(_, prefix)], true) = (sequence.terms.as_slice(), sequence.open) {
            let columns = fields
                .into_iter()
                .map(|(field, weight)| (self.columns.text(field), weight * PREFIX_WORTH))
                .collect();
            return vec![Box::new(PrefixQuery { columns, prefix: prefix.clone() })];
        }
        fields
            .into_iter()
            .map(|(field, weight)| {
                boosted(self.sequence(self.columns.text(field), sequence), weight)
            })
            .collect()
    }

    fn sequence(&self, column: Column, sequence: &Sequence) -> Box<dyn Query> {
        let terms = || {
            sequence
                .terms
                .iter()
                .map(|(at, text)| (*at as usize, Term::from_field_text(column, text)))
                .collect()
        };
        match (sequence.terms.as_slice(), sequence.open) {
            ([(_, text)], false) => term(column, text),
            ([(_, text)], true) => prefix(column, text),
            // Looking up the frequency of each term of a long phrase costs more than the search,
            // and has no use.
            (several, false) if several.len() > MAX_PHRASE_TERMS => Box::new(ConstScoreQuery::new(
                Box::new(PhraseQuery::new_with_offset(terms())),
                LONG_PHRASE_WORTH,
            )),
            (_, false) => Box::new(PhraseQuery::new_with_offset(terms())),
            (_, true) => {
                let mut query = PhrasePrefixQuery::new_with_offset(terms());
                query.set_max_expansions(MAX_OPEN_TERMS);
                Box::new(query)
            }
        }
    }

    fn filter(&self, node: &Node) -> Box<dyn Query> {
        match node {
            Node::Id { text, whole: true } => term(self.columns.id, text),
            Node::Id { text, whole: false } => prefix(self.columns.id, text),
            Node::Domain { number, .. } => Box::new(TermQuery::new(
                Term::from_field_u64(self.columns.domains, *number as u64),
                IndexRecordOption::Basic,
            )),
            Node::Source(name) => term(self.columns.source, name),
            Node::Writer(name) => match name.strip_suffix('*') {
                Some(begins) => union(
                    ["", "model:"]
                        .map(|kind| prefix(self.columns.writer, &format!("{kind}{begins}")))
                        .into(),
                ),
                None => union(vec![
                    term(self.columns.writer, name),
                    term(self.columns.writer, &format!("model:{name}")),
                ]),
            },
            Node::Date { from, to } => {
                let bound = |date: &Option<_>| {
                    date.map_or(Bound::Unbounded, |date| {
                        Bound::Included(Term::from_field_i64(self.columns.dates, days(date)))
                    })
                };
                Box::new(RangeQuery::new(bound(from), bound(to)))
            }
            Node::Set(set) => match self.sets.get(set).filter(|keys| !keys.is_empty()) {
                Some(keys) => {
                    Box::new(SetQuery { column: self.columns.key, keys: Arc::new(keys.clone()) })
                }
                None => Box::new(EmptyQuery),
            },
            Node::Nothing | Node::And(_) | Node::Or(_) | Node::Not(_) | Node::Text(_) => {
                Box::new(EmptyQuery)
            }
        }
    }
}

impl Text {
    /// Whether a looser pass may do without it: a word that names no field. A phrase or a field is
    /// meant.
    pub fn is_free(&self) -> bool {
        self.field.is_none() && self.how == How::Word
    }
}

fn is_free(node: &Node) -> bool {
    match node {
        Node::Text(text) => text.is_free(),
        Node::And(nodes) | Node::Or(nodes) => nodes.iter().all(is_free),
        _ => false,
    }
}

/// `sora 2` is also `sora2`.
fn name_and_figure(name: &Text, figure: &Text) -> Option<String> {
    let single = |text: &Text| match text.exact.as_slice() {
        [sequence] if text.is_free() => sequence.single().map(str::to_owned),
        _ => None,
    };
    let (name, figure) = (single(name)?, single(figure)?);
    let fits = name.chars().all(|c| c.is_ascii_alphabetic())
        && figure.starts_with(|c: char| c.is_ascii_digit());
    fits.then(|| name + &figure)
}

pub(crate) fn term(column: Column, text: &str) -> Box<dyn Query> {
    Box::new(TermQuery::new(Term::from_field_text(column, text), IndexRecordOption::WithFreqs))
}

fn prefix(column: Column, text: &str) -> Box<dyn Query> {
    Box::new(PrefixQuery { columns: vec![(column, PREFIX_WORTH)], prefix: text.to_owned() })
}

pub(crate) fn boosted(query: Box<dyn Query>, weight: f32) -> Box<dyn Query> {
    if weight == 1.0 { query } else { Box::new(BoostQuery::new(query, weight)) }
}

/// All of these, of each any clause; and what counts besides.
pub(crate) fn all(mut required: Vec<Clauses>, optional: Clauses) -> Box<dyn Query> {
    if required.len() == 1 {
        // Alone it is read from beginning to end.
        let only = union(required.remove(0));
        return if optional.is_empty() {
            only
        } else {
            Box::new(AllOf { required: vec![only], optional })
        };
    }
    let any = |clauses: Clauses| match clauses.len() {
        2..=MAX_SEEKING_CLAUSES => Box::new(AnyOf(clauses)),
        _ => union(clauses),
    };
    Box::new(AllOf { required: required.into_iter().map(any).collect(), optional })
}

pub(crate) fn union(mut clauses: Clauses) -> Box<dyn Query> {
    match clauses.len() {
        0 => Box::new(EmptyQuery),
        1 => clauses.remove(0),
        _ => Box::new(BooleanQuery::union(clauses)),
    }
}
