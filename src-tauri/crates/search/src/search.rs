//! Answering: what was asked for first, and with few of those, what was perhaps meant.

use crate::query::{Builder, Pass};
use crate::schema::Columns;
use crate::top::{Found, Ranking, Top};
use crate::tree::{How, Node};
use crate::{Answer, Ask, Hit, Query, Sort};
use std::cell::Cell;
use std::cmp::Reverse;
use tantivy::Searcher;

/// With fewer strict hits than these, looser ones follow.
const FEW: u64 = 10;
/// At most so many looser hits: nobody reads on, and the words in them are common ones.
const MOST_LOOSER: usize = 100;
/// Hardly a paper has more words than these all together, however loosely: then any of them is asked for at once.
const MOST_WORDS_TOGETHER: usize = 12;

/// Answers a question on what `searcher` sees.
pub(crate) fn answer(searcher: &Searcher, columns: &Columns, ask: &Ask<'_>) -> tantivy::Result<Answer> {
    let pass = |pass: Pass, limit: usize, sort: Sort, except: Vec<u64>| -> tantivy::Result<Ranking> {
        let builder = Builder { searcher, columns, sets: &ask.sets, looked_up: Cell::new(0) };
        let query = builder.query(&ask.query.root, pass)?;
        searcher.search(&query, &Top { limit, newest: sort == Sort::Newest, except })
    };
    let papers = usize::try_from(searcher.num_docs()).unwrap_or(usize::MAX);
    let wanted = ask.offset.saturating_add(ask.limit).max(FEW as usize).min(papers);
    let (strict, count) = pass(Pass::Strict, wanted, ask.sort, Vec::new())?;
    let mut answer = Answer { hits: strict.iter().map(|found| hit(found, false)).collect(), total: count, total_is_exact: true };
    let words = ask.query.wanted_words();
    if count < FEW && words > 0 {
        let keys = |found: &[Found]| found.iter().map(|found| found.key).collect::<Vec<_>>();
        let mut except = keys(&strict);
        let (mut looser, mut looser_count) = match words {
            ..=MOST_WORDS_TOGETHER => pass(Pass::Looser, MOST_LOOSER, Sort::Relevance, except.clone())?,
            _ => (Vec::new(), 0),
        };
        if count + looser_count < FEW {
            except.extend(keys(&looser));
            let (any, any_count) = pass(Pass::Any, MOST_LOOSER - looser.len(), Sort::Relevance, except)?;
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
    answer.hits = answer.hits.into_iter().skip(ask.offset).take(ask.limit).collect();
    Ok(answer)
}

fn hit(found: &Found, looser: bool) -> Hit {
    Hit { key: found.key, score: found.score, looser }
}

impl Query {
    /// How many words are wanted; phrases, beginnings and filters mean what they say and can't be asked for more loosely.
    fn wanted_words(&self) -> usize {
        let mut words = 0;
        self.root.each_leaf(true, &mut |leaf, wanted| {
            words += usize::from(wanted && matches!(leaf, Node::Text(text) if text.how == How::Word));
        });
        words
    }
}
