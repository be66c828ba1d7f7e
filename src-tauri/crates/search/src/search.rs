//! Answers a query: strict hits first, and when there are few of them, looser hits.

use crate::facets::twice;
use crate::query::{Builder, Pass};
use crate::schema::Columns;
use crate::top::{Ranking, ScoredPaper, Top};
use crate::tree::{How, Node};
use crate::{Field, Hit, IndexAnswer, Query, SearchRequest, Sort};
use std::cell::{Cell, RefCell};
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use tantivy::query::Bm25StatisticsProvider;
use tantivy::schema::Field as Column;
use tantivy::{Searcher, Term};

/// With fewer strict hits than these, looser ones follow.
pub const MIN_STRICT_HITS: u64 = 10;
/// The largest number of looser hits: further ones only have common words.
pub const MAX_LOOSER_HITS: usize = 100;
/// Hardly a paper contains more words than this together, however loosely: with more words, any of
/// them matches at once.
const MAX_REQUIRED_WORDS: usize = 12;

/// Answers a question on what `searcher` sees.
pub(crate) fn answer(
    searcher: &Searcher,
    columns: &Columns,
    request: &SearchRequest<'_>,
) -> tantivy::Result<IndexAnswer> {
    let rarity = Rarity { searcher, columns, papers: RefCell::default() };
    let pass =
        |pass: Pass, limit: usize, sort: Sort, except: Vec<u64>| -> tantivy::Result<Ranking> {
            let builder = Builder {
                searcher,
                columns,
                sets: &request.sets,
                glossary: request.query.glossary(),
                looked_up: Cell::new(0),
            };
            let query = builder.query(&request.query.root, pass)?;
            let top = Top { limit, newest: sort == Sort::Newest, except };
            searcher.search_with_statistics_provider(&query, &top, &rarity)
        };
    let papers = usize::try_from(searcher.num_docs()).unwrap_or(usize::MAX);
    let wanted =
        request.offset.saturating_add(request.limit).max(MIN_STRICT_HITS as usize).min(papers);
    let (strict, count) = pass(Pass::Strict, wanted, request.sort, Vec::new())?;
    let mut answer = IndexAnswer {
        hits: strict.iter().map(|paper| hit(paper, false)).collect(),
        total: count,
        total_is_exact: true,
    };
    let words = request.query.wanted_words();
    if count < MIN_STRICT_HITS && words > 0 {
        let keys =
            |papers: &[ScoredPaper]| papers.iter().map(|paper| paper.key).collect::<Vec<_>>();
        let mut except = keys(&strict);
        let (mut looser, mut looser_count) = match words {
            ..=MAX_REQUIRED_WORDS => {
                pass(Pass::Looser, MAX_LOOSER_HITS, Sort::Relevance, except.clone())?
            }
            _ => (Vec::new(), 0),
        };
        if count + looser_count < MIN_STRICT_HITS {
            except.extend(keys(&looser));
            let (any, any_count) =
                pass(Pass::Any, MAX_LOOSER_HITS - looser.len(), Sort::Relevance, except)?;
            looser.extend(any);
            looser_count += any_count;
        }
        if request.sort == Sort::Newest {
            looser.sort_by_key(|paper| Reverse((paper.day, paper.key)));
        }
        answer.total += looser.len() as u64;
        answer.total_is_exact = looser.len() as u64 == looser_count;
        answer.hits.extend(looser.iter().map(|paper| hit(paper, true)));
    }
    let mut keys = HashSet::with_capacity(answer.hits.len());
    if !answer.hits.iter().all(|hit| keys.insert(hit.key)) {
        return Err(twice());
    }
    answer.hits = answer.hits.into_iter().skip(request.offset).take(request.limit).collect();
    Ok(answer)
}

/// How rare a word is: in all fields as in the one where it is most common. A field alone
/// would give a word little weight just where it is the subject of many papers: in their titles.
struct Rarity<'a> {
    searcher: &'a Searcher,
    columns: &'a Columns,
    papers: RefCell<HashMap<String, u64>>,
}

impl Bm25StatisticsProvider for Rarity<'_> {
    fn total_num_tokens(&self, column: Column) -> tantivy::Result<u64> {
        self.searcher.total_num_tokens(column)
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        self.searcher.total_num_docs()
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        let Some(word) = term.value().as_str().map(str::to_owned) else {
            return self.searcher.doc_freq(term);
        };
        if let Some(&papers) = self.papers.borrow().get(&word) {
            return Ok(papers);
        }
        let mut frequency = self.searcher.doc_freq(term)?;
        for field in Field::ALL {
            frequency = frequency.max(
                self.searcher.doc_freq(&Term::from_field_text(self.columns.text(field), &word))?,
            );
        }
        self.papers.borrow_mut().insert(word, frequency);
        Ok(frequency)
    }
}

fn hit(paper: &ScoredPaper, looser: bool) -> Hit {
    Hit { key: paper.key, score: paper.score, looser }
}

impl Query {
    /// The number of wanted words; phrases, prefixes and filters are exact and have no loose form.
    fn wanted_words(&self) -> usize {
        let mut words = 0;
        self.root.each_leaf(true, &mut |leaf, wanted| {
            words +=
                usize::from(wanted && matches!(leaf, Node::Text(text) if text.how == How::Word));
        });
        words
    }
}
