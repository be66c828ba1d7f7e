//! Answering: what was asked for first, and with few of those, what was perhaps meant.

use crate::facets::twice;
use crate::query::{Builder, Pass};
use crate::schema::Columns;
use crate::top::{Found, Ranking, Top};
use crate::tree::{How, Node};
use crate::{Answer, Ask, Field, Hit, Query, Sort};
use std::cell::{Cell, RefCell};
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use tantivy::query::Bm25StatisticsProvider;
use tantivy::schema::Field as Column;
use tantivy::{Searcher, Term};

/// With fewer strict hits than these, looser ones follow.
const FEW: u64 = 10;
/// At most so many looser hits: nobody reads on, and the words in them are common ones.
const MOST_LOOSER: usize = 100;
/// Hardly a paper has more words than these all together, however loosely: then any of them is
/// asked for at once.
const MOST_WORDS_TOGETHER: usize = 12;

/// Answers a question on what `searcher` sees.
pub(crate) fn answer(
    searcher: &Searcher,
    columns: &Columns,
    ask: &Ask<'_>,
) -> tantivy::Result<Answer> {
    let rarity = Rarity { searcher, columns, papers: RefCell::default() };
    let pass =
        |pass: Pass, limit: usize, sort: Sort, except: Vec<u64>| -> tantivy::Result<Ranking> {
            let builder = Builder {
                searcher,
                columns,
                sets: &ask.sets,
                glossary: ask.query.glossary(),
                looked_up: Cell::new(0),
            };
            let query = builder.query(&ask.query.root, pass)?;
            let top = Top { limit, newest: sort == Sort::Newest, except };
            searcher.search_with_statistics_provider(&query, &top, &rarity)
        };
    let papers = usize::try_from(searcher.num_docs()).unwrap_or(usize::MAX);
    let wanted = ask.offset.saturating_add(ask.limit).max(FEW as usize).min(papers);
    let (strict, count) = pass(Pass::Strict, wanted, ask.sort, Vec::new())?;
    let mut answer = Answer {
        hits: strict.iter().map(|found| hit(found, false)).collect(),
        total: count,
        total_is_exact: true,
    };
    let words = ask.query.wanted_words();
    if count < FEW && words > 0 {
        let keys = |found: &[Found]| found.iter().map(|found| found.key).collect::<Vec<_>>();
        let mut except = keys(&strict);
        let (mut looser, mut looser_count) = match words {
            ..=MOST_WORDS_TOGETHER => {
                pass(Pass::Looser, MOST_LOOSER, Sort::Relevance, except.clone())?
            }
            _ => (Vec::new(), 0),
        };
        if count + looser_count < FEW {
            except.extend(keys(&looser));
            let (any, any_count) =
                pass(Pass::Any, MOST_LOOSER - looser.len(), Sort::Relevance, except)?;
            looser.extend(any);
            looser_count += any_count;
        }
        if ask.sort == Sort::Newest {
            looser.sort_by_key(|found| Reverse((found.day, found.key)));
        }
        answer.total += looser.len() as u64;
        answer.total_is_exact = looser.len() as u64 == looser_count;
        answer.hits.extend(looser.iter().map(|found| hit(found, true)));
    }
    let mut keys = HashSet::with_capacity(answer.hits.len());
    if !answer.hits.iter().all(|hit| keys.insert(hit.key)) {
        return Err(twice());
    }
    answer.hits = answer.hits.into_iter().skip(ask.offset).take(ask.limit).collect();
    Ok(answer)
}

/// How rare a word is: in all fields as in the one where it is most common. By itself, a field
/// would count a word for little just where it is the subject of many papers: in their titles.
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
        let mut most = self.searcher.doc_freq(term)?;
        for field in Field::ALL {
            most = most.max(
                self.searcher.doc_freq(&Term::from_field_text(self.columns.text(field), &word))?,
            );
        }
        self.papers.borrow_mut().insert(word, most);
        Ok(most)
    }
}

fn hit(found: &Found, looser: bool) -> Hit {
    Hit { key: found.key, score: found.score, looser }
}

impl Query {
    /// How many words are wanted; phrases, beginnings and filters mean what they say and can't be
    /// asked for more loosely.
    fn wanted_words(&self) -> usize {
        let mut words = 0;
        self.root.each_leaf(true, &mut |leaf, wanted| {
            words +=
                usize::from(wanted && matches!(leaf, Node::Text(text) if text.how == How::Word));
        });
        words
    }
}
