//! The crate as its user sees it.
#![allow(clippy::unwrap_used)]

mod answers;
mod described;
mod exclusion;
mod holds;
mod hostile;
mod lifecycle;
mod notation;
mod quality;
mod snippets;
mod synonyms;

use paperboy_search::{Entry, Field, Index, IndexAnswer, SearchRequest, SetKey, Sort, parse};
use std::collections::HashMap;

/// A paper with these texts, of the day 2025-12-`key`.
fn paper(key: u64, texts: &[(Field, &str)]) -> Entry {
    Entry {
        key,
        id: format!("2512.{key:05}"),
        dates: vec![format!("2025-12-{:02}", key % 28 + 1).parse().unwrap()],
        source: Some("html".to_owned()),
        writer: Some("imported".to_owned()),
        texts: texts.iter().map(|(field, text)| (*field, (*text).to_owned())).collect(),
    }
}

/// An index in memory.
struct Library {
    index: Index,
}

impl Library {
    fn of(papers: &[Entry]) -> Self {
        // A folder that does not exist and may not be made: the index is kept in memory.
        let index =
            Index::open(std::path::Path::new("/nonexistent/paperboy"), "h", false).unwrap().index;
        index.write().unwrap().put(papers, 1).unwrap();
        Self { index }
    }

    /// Papers that have just these titles, by keys from 1 on.
    fn titled(titles: &[&str]) -> Self {
        let papers: Vec<Entry> =
            (1..).zip(titles).map(|(key, title)| paper(key, &[(Field::Title, title)])).collect();
        Self::of(&papers)
    }

    fn answer(&self, query: &str) -> IndexAnswer {
        self.answer_with(query, HashMap::new(), Sort::Relevance, 0, 1_000)
    }

    fn answer_with(
        &self,
        query: &str,
        sets: HashMap<SetKey, roaring::RoaringTreemap>,
        sort: Sort,
        offset: usize,
        limit: usize,
    ) -> IndexAnswer {
        let query = parse(query, "2026-01-02".parse().unwrap());
        self.index.search(&SearchRequest { query: &query, sets, sort, offset, limit }).unwrap()
    }

    /// The keys of the strict hits, rising.
    fn strict(&self, query: &str) -> Vec<u64> {
        keys(&self.answer(query), false)
    }

    /// The keys of the looser hits, rising.
    fn looser(&self, query: &str) -> Vec<u64> {
        keys(&self.answer(query), true)
    }
}

fn keys(answer: &IndexAnswer, looser: bool) -> Vec<u64> {
    let mut keys: Vec<u64> =
        answer.hits.iter().filter(|hit| hit.looser == looser).map(|hit| hit.key).collect();
    keys.sort_unstable();
    keys
}
