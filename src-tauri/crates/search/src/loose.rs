//! Words asked more loosely: with typos, as beginnings, by most of their characters.
//!
//! Typos and beginnings are looked up in the dictionaries here, and asked as plain words: a tenth of the time that
//! tantivy's own queries for them take.

use crate::Field;
use crate::analyser::Unit;
use crate::prefix_query::below;
use crate::query::{Builder, Pass, boosted, term, union};
use levenshtein_automata::{DFA, Distance, LevenshteinAutomatonBuilder, SINK_STATE};
use std::collections::HashMap;
use std::sync::LazyLock;
use tantivy::query::{BooleanQuery, Occur, Query};
use tantivy_fst::Automaton;

/// A word stands for at most so many words of the index in all fields.
const MOST_TERMS: usize = 64;
/// So many words are looked at in each dictionary.
const MOST_LOOKED_AT: usize = 256;
/// Words of fewer letters are not taken for beginnings.
const SHORTEST_BEGINNING: usize = 3;
/// Of a run of characters, this share of its pairs must be found.
const SHARE_OF_PAIRS: f32 = 0.6;
/// A run's pairs beyond these are not asked for.
const MOST_PAIRS: usize = 32;

static ONE_TYPO: LazyLock<LevenshteinAutomatonBuilder> = LazyLock::new(|| LevenshteinAutomatonBuilder::new(1, true));
static TWO_TYPOS: LazyLock<LevenshteinAutomatonBuilder> = LazyLock::new(|| LevenshteinAutomatonBuilder::new(2, true));

/// Recognises a word with as many typos as its length bears; `None` of short words and figures.
pub(crate) fn typos(word: &str) -> Option<DFA> {
    if !word.bytes().all(|b| b.is_ascii_alphabetic()) {
        return None;
    }
    match word.len() {
        0..4 => None,
        4..8 => Some(ONE_TYPO.build_dfa(word)),
        _ => Some(TWO_TYPOS.build_dfa(word)),
    }
}

/// Whether a word may be taken for the beginning of longer ones.
pub(crate) fn is_beginning(word: &str) -> bool {
    word.len() >= SHORTEST_BEGINNING && word.bytes().all(|b| b.is_ascii_alphanumeric()) && word.bytes().any(|b| b.is_ascii_alphabetic())
}

/// The clauses of a unit, any of which is enough.
pub(crate) fn unit(builder: &Builder<'_>, field: Option<Field>, unit: &Unit, pass: Pass) -> tantivy::Result<Vec<Box<dyn Query>>> {
    let mut clauses = builder.unit(field, unit);
    if unit.han {
        let pairs: Vec<&String> = unit.pieces.iter().take(MOST_PAIRS).filter(|piece| piece.chars().count() == 2).collect();
        if pairs.len() > 1 {
            let pairs: Vec<_> = pairs.into_iter().map(|pair| anywhere(builder, field, pair)).collect();
            let needed = if pass == Pass::Any { 1 } else { (pairs.len() as f32 * SHARE_OF_PAIRS).ceil() as usize };
            if needed == 1 {
                clauses.extend(pairs.into_iter().flatten());
            } else {
                let pairs = pairs.into_iter().map(union).collect();
                clauses.push(Box::new(BooleanQuery::union_with_minimum_required_clauses(pairs, needed)));
            }
        }
        return Ok(clauses);
    }
    if let [piece] = unit.pieces.as_slice() {
        clauses.extend(alike(builder, field, piece)?);
        return Ok(clauses);
    }
    let mut pieces = Vec::new();
    for piece in &unit.pieces {
        let mut any = anywhere(builder, field, piece);
        any.extend(alike(builder, field, piece)?);
        pieces.push(any);
    }
    if pass == Pass::Any {
        clauses.extend(pieces.into_iter().flatten());
    } else {
        let all = pieces.into_iter().map(|piece| (Occur::Must, union(piece))).collect();
        clauses.push(Box::new(BooleanQuery::new(all)));
    }
    Ok(clauses)
}

/// Walks a dictionary by a word's typos.
struct Dictionary<'a>(&'a DFA);

impl Automaton for Dictionary<'_> {
    type State = u32;

    fn start(&self) -> u32 {
        self.0.initial_state()
    }

    fn is_match(&self, state: &u32) -> bool {
        matches!(self.0.distance(*state), Distance::Exact(_))
    }

    fn can_match(&self, state: &u32) -> bool {
        *state != SINK_STATE
    }

    fn accept(&self, state: &u32, byte: u8) -> u32 {
        self.0.transition(*state, byte)
    }
}

fn anywhere(builder: &Builder<'_>, field: Option<Field>, text: &str) -> Vec<Box<dyn Query>> {
    let fields = field.map_or(Field::ALL.to_vec(), |field| vec![field]);
    fields.into_iter().map(|field| boosted(term(builder.columns.text(field), text), field.weight())).collect()
}

/// The words of the index that `word` may have been meant for, or begins.
fn alike(builder: &Builder<'_>, field: Option<Field>, word: &str) -> tantivy::Result<Vec<Box<dyn Query>>> {
    let fields = field.map_or(Field::ALL.to_vec(), |field| vec![field]);
    let typos = typos(word);
    let mut found: HashMap<(Field, String), (f32, u32)> = HashMap::new();
    for segment in builder.searcher.segment_readers() {
        for &field in &fields {
            let index = segment.inverted_index(builder.columns.text(field))?;
            let mut note = |term: &[u8], likeness: f32, papers: u32| {
                if let Ok(term) = std::str::from_utf8(term)
                    && term != word
                {
                    let entry = found.entry((field, term.to_owned())).or_insert((likeness, 0));
                    entry.0 = entry.0.max(likeness);
                    entry.1 += papers;
                }
            };
            if is_beginning(word) {
                let mut terms = index.terms().range().ge(word).lt(below(word)).into_stream()?;
                let mut seen = 0;
                while seen < MOST_LOOKED_AT && terms.advance() {
                    seen += 1;
                    let share = word.len() as f32 / terms.key().len() as f32;
                    note(terms.key(), share, terms.value().doc_freq);
                }
            }
            if let Some(typos) = &typos {
                // The first letter is rarely mistaken, and bounds the walk through the dictionary to a hundredth.
                let first = &word[..1];
                let mut terms = index.terms().search(Dictionary(typos)).ge(first).lt(below(first)).into_stream()?;
                let mut seen = 0;
                while seen < MOST_LOOKED_AT && terms.advance() {
                    seen += 1;
                    let distance = f32::from(typos.eval(terms.key()).to_u8());
                    note(terms.key(), 1.0 / (1.0 + distance), terms.value().doc_freq);
                }
            }
        }
    }
    let mut found: Vec<_> = found.into_iter().collect();
    // The most likely meant first; among equals the more common word, and then any fixed order.
    found.sort_by(|(a, (likeness_a, papers_a)), (b, (likeness_b, papers_b))| {
        likeness_b.total_cmp(likeness_a).then(papers_b.cmp(papers_a)).then(a.cmp(b))
    });
    found.truncate(MOST_TERMS);
    let clause = |((field, text), (likeness, _)): ((Field, String), (f32, u32))| {
        boosted(term(builder.columns.text(field), &text), field.weight() * likeness)
    };
    Ok(found.into_iter().map(clause).collect())
}
