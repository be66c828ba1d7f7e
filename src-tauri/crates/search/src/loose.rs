//! The loose form of words: with typos, as prefixes, by most of their characters.
//!
//! Typos and prefixes are looked up in the dictionaries here, and searched as plain words: this
//! takes a tenth of the time of tantivy's own queries for them.

use crate::Field;
use crate::analyser::Unit;
use crate::min_match_query::MinMatchQuery;
use crate::prefix_query::below;
use crate::query::{Builder, Clauses, all, boosted, term};
use levenshtein_automata::{DFA, Distance, LevenshteinAutomatonBuilder, SINK_STATE};
use std::collections::HashMap;
use std::sync::LazyLock;
use tantivy::Term;
use tantivy::query::Query;
use tantivy::schema::Field as Column;
use tantivy_fst::Automaton;

/// The largest number of the index's words, in all fields, that replace one word.
const MAX_TERMS: usize = 64;
/// The largest number of a query's words that are looked up in the dictionaries: further words are
/// used as written.
const MAX_LOOKED_UP_WORDS: usize = 12;
/// The largest number of words that are compared in each dictionary.
const MAX_WORDS_PER_DICTIONARY: usize = 256;
/// A word in this many papers is no typo.
const MIN_PAPERS_OF_A_WORD: u64 = 3;
/// Words of fewer letters are not treated as prefixes.
const MIN_PREFIX_LETTERS: usize = 3;
/// The share of a run's pairs that must match.
const SHARE_OF_PAIRS: f32 = 0.6;
/// A run of more pairs is searched by its pairs alone.
const MAX_RUN_PAIRS: usize = 8;
/// The largest number of a run's pairs that are searched.
const MAX_PAIRS: usize = 16;

static ONE_TYPO: LazyLock<LevenshteinAutomatonBuilder> =
    LazyLock::new(|| LevenshteinAutomatonBuilder::new(1, true));
static TWO_TYPOS: LazyLock<LevenshteinAutomatonBuilder> =
    LazyLock::new(|| LevenshteinAutomatonBuilder::new(2, true));

/// The number of typos that are allowed for a word's length: none in short words and figures.
fn max_typos(word: &str) -> usize {
    match word.len() {
        _ if !word.bytes().all(|b| b.is_ascii_alphabetic()) => 0,
        0..4 => 0,
        4..8 => 1,
        _ => 2,
    }
}

/// Recognises a word with the allowed number of typos; `None` if no typo is allowed.
fn typos(word: &str) -> Option<DFA> {
    match max_typos(word) {
        0 => None,
        1 => Some(ONE_TYPO.build_dfa(word)),
        _ => Some(TWO_TYPOS.build_dfa(word)),
    }
}

/// Whether `other` may be `word` with typos: the same rule as for the dictionaries, for a few words
/// of a text.
pub(crate) fn is_typo(word: &str, other: &str) -> bool {
    let limit = max_typos(word);
    let (word, other) = (word.as_bytes(), other.as_bytes());
    limit > 0
        && word.first() == other.first()
        && word.len().abs_diff(other.len()) <= limit
        && distance(word, other) <= limit
}

/// Insertions, deletions, replacements and swaps of neighbours that lead from one word to the
/// other.
fn distance(a: &[u8], b: &[u8]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for i in 0..a.len() {
        let mut row = vec![i + 1];
        for j in 0..b.len() {
            let mut least =
                (above[j] + usize::from(a[i] != b[j])).min(above[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j] {
                least = least.min(before[j - 1] + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut above, row);
    }
    above[b.len()]
}

/// Whether a word may be treated as the prefix of longer ones.
pub(crate) fn is_beginning(word: &str) -> bool {
    word.len() >= MIN_PREFIX_LETTERS
        && word.bytes().all(|b| b.is_ascii_alphanumeric())
        && word.bytes().any(|b| b.is_ascii_alphabetic())
}

/// The clauses of a unit, any of which is enough.
pub(crate) fn unit(
    builder: &Builder<'_>,
    field: Option<Field>,
    unit: &Unit,
) -> tantivy::Result<Vec<Box<dyn Query>>> {
    // A paper with the whole of a long run has its pairs as well, and asking for the run once more
    // is dear.
    let mut clauses =
        if unit.pieces.len() > MAX_RUN_PAIRS { Vec::new() } else { builder.unit(field, unit) };
    if unit.han {
        let pairs: Vec<&String> =
            unit.pieces.iter().take(MAX_PAIRS).filter(|piece| piece.chars().count() == 2).collect();
        if pairs.len() > 1 {
            let pairs: Vec<_> =
                pairs.into_iter().map(|pair| anywhere(builder, field, pair)).collect();
            let needed = (pairs.len() as f32 * SHARE_OF_PAIRS).ceil() as usize;
            clauses.push(Box::new(MinMatchQuery { groups: pairs, needed }));
        }
        return Ok(clauses);
    }
    if let [piece] = unit.pieces.as_slice() {
        if !unit.exact.iter().any(|written| written.terms.iter().any(|(_, term)| term == piece)) {
            clauses.extend(anywhere(builder, field, piece));
        }
        clauses.extend(alike_in(builder, field, piece)?);
        return Ok(clauses);
    }
    let mut pieces = Vec::new();
    for piece in &unit.pieces {
        let mut any = anywhere(builder, field, piece);
        any.extend(alike_in(builder, field, piece)?);
        pieces.push(any);
    }
    clauses.push(all(pieces, Clauses::new()));
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
    fields
        .into_iter()
        .map(|field| boosted(term(builder.columns.text(field), text), field.weight()))
        .collect()
}

/// The clauses of the words in the field, or in any, that `word` may have been meant for, or begins.
fn alike_in(builder: &Builder<'_>, field: Option<Field>, word: &str) -> tantivy::Result<Clauses> {
    let fields = field.map_or(Field::ALL.to_vec(), |field| vec![field]);
    let columns: Vec<Column> = fields.iter().map(|field| builder.columns.text(*field)).collect();
    let clause = |(at, text, likeness): (usize, String, f32)| {
        boosted(term(columns[at], &text), fields[at].weight() * likeness)
    };
    Ok(alike(builder, &columns, word)?.into_iter().map(clause).collect())
}

/// The words of some columns that `word` may have been meant for, or begins: the number of the
/// column, the word, and how like it is.
pub(crate) fn alike(
    builder: &Builder<'_>,
    columns: &[Column],
    word: &str,
) -> tantivy::Result<Vec<(usize, String, f32)>> {
    let mut typos = typos(word);
    if (typos.is_none() && !is_beginning(word))
        || builder.looked_up.replace(builder.looked_up.get() + 1) >= MAX_LOOKED_UP_WORDS
    {
        return Ok(Vec::new());
    }
    for &column in columns {
        // A word that several papers have was meant.
        if builder.searcher.doc_freq(&Term::from_field_text(column, word))? >= MIN_PAPERS_OF_A_WORD
        {
            typos = None;
        }
    }
    let mut candidates: HashMap<(usize, String), (f32, u32)> = HashMap::new();
    for segment in builder.searcher.segment_readers() {
        for (at, &column) in columns.iter().enumerate() {
            let index = segment.inverted_index(column)?;
            let mut note = |term: &[u8], likeness: f32, papers: u32| {
                if let Ok(term) = std::str::from_utf8(term)
                    && term != word
                {
                    let entry = candidates.entry((at, term.to_owned())).or_insert((likeness, 0));
                    entry.0 = entry.0.max(likeness);
                    entry.1 += papers;
                }
            };
            if is_beginning(word) {
                let mut terms = index.terms().range().ge(word).lt(below(word)).into_stream()?;
                let mut seen = 0;
                while seen < MAX_WORDS_PER_DICTIONARY && terms.advance() {
                    seen += 1;
                    let share = word.len() as f32 / terms.key().len() as f32;
                    note(terms.key(), share, terms.value().doc_freq);
                }
            }
            if let Some(typos) = &typos {
                // The first letter is rarely mistaken, and bounds the walk through the dictionary
                // to a hundredth.
                let first = &word[..1];
                let mut terms = index
                    .terms()
                    .search(Dictionary(typos))
                    .ge(first)
                    .lt(below(first))
                    .into_stream()?;
                let mut seen = 0;
                while seen < MAX_WORDS_PER_DICTIONARY && terms.advance() {
                    seen += 1;
                    let distance = f32::from(typos.eval(terms.key()).to_u8());
                    note(terms.key(), 1.0 / (1.0 + distance), terms.value().doc_freq);
                }
            }
        }
    }
    let mut candidates: Vec<_> = candidates.into_iter().collect();
    // The most likely meant first; among equals the more common word, and then any fixed order.
    candidates.sort_by(|(a, (likeness_a, papers_a)), (b, (likeness_b, papers_b))| {
        likeness_b.total_cmp(likeness_a).then(papers_b.cmp(papers_a)).then(a.cmp(b))
    });
    candidates.truncate(MAX_TERMS);
    Ok(candidates.into_iter().map(|((at, text), (likeness, _))| (at, text, likeness)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typo_is_the_same_in_a_text_and_in_a_dictionary() {
        let words = [
            "diffusion",
            "difusion",
            "diffsuion",
            "diffuison",
            "defusion",
            "fusion",
            "robot",
            "robto",
            "robots",
            "rabbit",
            "rob",
            "the",
            "eht",
            "tehre",
            "there",
        ];
        for word in words {
            for other in words.into_iter().filter(|other| other[..1] == word[..1]) {
                let by_dictionary =
                    typos(word).is_some_and(|dfa| matches!(dfa.eval(other), Distance::Exact(_)));
                assert_eq!(is_typo(word, other), by_dictionary, "{word} {other}");
            }
        }
    }
}
