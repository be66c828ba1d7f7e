//! Papers about the same as another one.
//!
//! A paper is described by the terms that are frequent in it and rare elsewhere. The likeness of
//! another paper is its share of their weight. Terms of no other paper count in the total, so that
//! a unique paper is like none.

use crate::analyser::{Analysis, Kind};
use crate::highlight::Sought;
use crate::query::{boosted, term, union};
use crate::schema::{Columns, KEY};
use crate::snippet::of_entry;
use crate::{Entry, Field, Snippet};
use std::collections::{HashMap, HashSet};
use tantivy::collector::TopDocs;
use tantivy::query::Query;
use tantivy::{Searcher, Term};

/// The fields that describe the subject of a paper.
const FIELDS: [Field; 4] = [Field::Title, Field::Domain, Field::Contribution, Field::Innovations];
/// The number of terms that describe a paper.
const MAX_TERMS: usize = 24;
/// The largest number of its terms that are looked up in the dictionaries, the most frequent first.
const MAX_LOOKED_UP_WORDS: usize = 100;
/// From this share of a paper's weight on, another one is about the same: on a real day, pairs that
/// had little to do with each other reached .154, and those that had much to do with each other lay
/// above.
const MIN_LIKENESS: f32 = 0.155;
/// A pair of characters with one of these joins two words.
const BETWEEN_WORDS: &str = "的了和与及或在于为是中以从对被将把";

/// Papers about the same as another one, and by which terms.
#[derive(Debug, Clone, Default)]
pub struct Relation {
    /// Their keys and how like they are, up to 1; the most like first.
    pub papers: Vec<(u64, f32)>,
    terms: Vec<String>,
    /// All pairs of Han characters of the paper that may be within a term.
    pairs: HashSet<String>,
}

impl Relation {
    /// The passage of one of the papers that shows best what it shares, with the shared terms
    /// marked as far as both papers have them.
    pub fn snippet(&self, texts: &Entry) -> Snippet {
        of_entry(texts, |field| {
            Sought::words(if FIELDS.contains(&field) { &self.terms } else { &[] }, &self.pairs)
        })
    }
}

/// At most `limit` papers about the same as `paper`, which is in the index itself.
pub(crate) fn related(
    searcher: &Searcher,
    columns: &Columns,
    paper: &Entry,
    limit: usize,
) -> tantivy::Result<Relation> {
    let terms = distinctive_terms(searcher, columns, paper)?;
    let mut clauses: Vec<Box<dyn Query>> = Vec::with_capacity(terms.len() * FIELDS.len());
    for DistinctiveTerm { text, weight, counts } in &terms {
        // The long texts of other papers mention it in passing; in a title or a domain it is as
        // important as in this paper.
        let fields = FIELDS.iter().zip(counts).filter(|(field, count)| {
            **count > 0 || matches!(field, Field::Contribution | Field::Innovations)
        });
        clauses.extend(
            fields.map(|(field, _)| {
                boosted(term(columns.text(*field), text), weight * field.weight())
            }),
        );
    }
    // The paper itself comes first, and is the measure of the others.
    let hits =
        searcher.search(&*union(clauses), &TopDocs::with_limit(limit + 1).order_by_score())?;
    let mut papers = Vec::with_capacity(hits.len());
    for (score, address) in hits {
        let keys = searcher.segment_reader(address.segment_ord).fast_fields().u64(KEY)?;
        papers.push((keys.first(address.doc_id).unwrap_or_default(), score));
    }
    let Some(whole) = papers
        .iter()
        .find(|(key, _)| *key == paper.key)
        .map(|(_, score)| *score)
        .filter(|whole| *whole > 0.0)
    else {
        return Ok(Relation::default());
    };
    papers.retain_mut(|(key, score)| {
        *score /= whole;
        *key != paper.key && *score >= MIN_LIKENESS
    });
    papers.truncate(limit);
    let terms = terms.into_iter().map(|term| term.text).collect();
    Ok(Relation { papers, terms, pairs: pairs_of(paper) })
}

/// Whether two Han characters may be within a term.
pub(crate) fn is_pair(text: &str) -> bool {
    text.chars().count() == 2 && !text.chars().any(|c| BETWEEN_WORDS.contains(c))
}

fn pairs_of(paper: &Entry) -> HashSet<String> {
    let mut pairs = HashSet::new();
    for (_, text) in paper.texts.iter().filter(|(field, _)| FIELDS.contains(field)) {
        let analysis = Analysis::of(text);
        let han = analysis.tokens().iter().filter(|token| token.kind == Kind::Han);
        pairs.extend(
            han.map(|token| analysis.text(token)).filter(|text| is_pair(text)).map(str::to_owned),
        );
    }
    pairs
}

/// A term that distinguishes a paper from others.
struct DistinctiveTerm {
    text: String,
    weight: f32,
    /// How often it is in each of the [`FIELDS`].
    counts: [u32; FIELDS.len()],
}

fn distinctive_terms(
    searcher: &Searcher,
    columns: &Columns,
    paper: &Entry,
) -> tantivy::Result<Vec<DistinctiveTerm>> {
    let mut counts: HashMap<String, [u32; FIELDS.len()]> = HashMap::new();
    for (field, text) in &paper.texts {
        let Some(place) = FIELDS.iter().position(|of| of == field) else { continue };
        let analysis = Analysis::of(text);
        for (at, token) in analysis.tokens().iter().enumerate() {
            let text = analysis.text(token);
            // A plural counts as its singular, which the index contains too.
            let plural = analysis
                .tokens()
                .get(at + 1)
                .is_some_and(|next| next.kind == Kind::Plain && next.position == token.position);
            let is_distinctive = match token.kind {
                Kind::Han => is_pair(text),
                Kind::Word | Kind::Plain => {
                    !plural && text.len() > 1 && text.chars().any(char::is_alphabetic)
                }
                Kind::Variant => false,
            };
            if is_distinctive {
                counts.entry(text.to_owned()).or_default()[place] += 1;
            }
        }
    }
    let weight = |counts: &[u32]| {
        let weighed = FIELDS.iter().zip(counts).filter(|(_, count)| **count > 0);
        weighed.map(|(field, count)| field.weight() * (1.0 + (*count as f32).ln())).sum()
    };
    let mut terms: Vec<DistinctiveTerm> = counts
        .into_iter()
        .map(|(text, counts)| DistinctiveTerm { text, weight: weight(&counts), counts })
        .collect();
    terms.sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| a.text.cmp(&b.text)));
    terms.truncate(MAX_LOOKED_UP_WORDS);
    let papers = searcher.num_docs() as f32;
    let mut weighted = Vec::with_capacity(terms.len());
    for term in terms {
        // Its rarity is that of the field in which this paper has it most often.
        let most_frequent_field = FIELDS
            .iter()
            .zip(term.counts)
            .max_by_key(|(_, count)| *count)
            .map_or(Field::Title, |(field, _)| *field);
        let frequency = searcher
            .doc_freq(&Term::from_field_text(columns.text(most_frequent_field), &term.text))?
            .max(1) as f32;
        weighted.push((term.weight * (papers / frequency).ln_1p(), term));
    }
    weighted
        .sort_by(|(a, first), (b, other)| b.total_cmp(a).then_with(|| first.text.cmp(&other.text)));
    weighted.truncate(MAX_TERMS);
    Ok(weighted.into_iter().map(|(_, term)| term).collect())
}
