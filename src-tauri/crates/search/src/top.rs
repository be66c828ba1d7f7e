//! The best papers of a query, counted and in order.

use crate::schema::{KEY, NEWEST};
use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;
use std::sync::Arc;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::ColumnValues;
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

/// Collects the best `limit` papers, and counts all.
pub(crate) struct Top {
    pub limit: usize,
    /// Whether the order is by day alone.
    pub newest: bool,
    /// Keys of papers to pass over: a few.
    pub except: Vec<u64>,
}

/// A paper found. The better one is the greater one: by score, then newer, then later in the
/// library.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct ScoredPaper {
    pub score: Score,
    pub day: i64,
    pub key: u64,
}

impl Eq for ScoredPaper {}

impl PartialOrd for ScoredPaper {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for ScoredPaper {
    fn cmp(&self, other: &Self) -> Ordering {
        self.score
            .total_cmp(&other.score)
            .then(self.day.cmp(&other.day))
            .then(self.key.cmp(&other.key))
    }
}

/// The papers in order, the best first, and how many there are in all.
pub(crate) type Ranking = (Vec<ScoredPaper>, u64);

impl Collector for Top {
    type Fruit = Ranking;
    type Child = SegmentTop;

    fn for_segment(
        &self,
        _: SegmentOrdinal,
        segment: &SegmentReader,
    ) -> tantivy::Result<SegmentTop> {
        Ok(SegmentTop {
            limit: self.limit,
            newest: self.newest,
            except: self.except.clone(),
            keys: segment.fast_fields().column_first_or_default(KEY)?,
            days: segment.fast_fields().column_first_or_default(NEWEST)?,
            best: BinaryHeap::new(),
            count: 0,
        })
    }

    fn requires_scoring(&self) -> bool {
        !self.newest
    }

    fn merge_fruits(&self, segments: Vec<Ranking>) -> tantivy::Result<Ranking> {
        let count = segments.iter().map(|(_, count)| count).sum();
        let mut all: Vec<ScoredPaper> =
            segments.into_iter().flat_map(|(papers, _)| papers).collect();
        all.sort_unstable_by_key(|&paper| Reverse(paper));
        all.truncate(self.limit);
        Ok((all, count))
    }
}

pub(crate) struct SegmentTop {
    limit: usize,
    newest: bool,
    except: Vec<u64>,
    keys: Arc<dyn ColumnValues<u64>>,
    days: Arc<dyn ColumnValues<i64>>,
    best: BinaryHeap<Reverse<ScoredPaper>>,
    count: u64,
}

impl SegmentCollector for SegmentTop {
    type Fruit = Ranking;

    fn collect(&mut self, document: DocId, score: Score) {
        if !self.except.is_empty() && self.except.contains(&self.keys.get_val(document)) {
            return;
        }
        self.count += 1;
        let score = if self.newest { 0.0 } else { score };
        let worst =
            if self.best.len() < self.limit { None } else { self.best.peek().map(|worst| worst.0) };
        // Most papers fall short by their score; only the others' day and key are looked up.
        if self.limit == 0 || worst.is_some_and(|worst| score < worst.score) {
            return;
        }
        let paper = ScoredPaper {
            score,
            day: self.days.get_val(document),
            key: self.keys.get_val(document),
        };
        match worst {
            Some(worst) if paper <= worst => {}
            Some(_) => {
                self.best.pop();
                self.best.push(Reverse(paper));
            }
            None => self.best.push(Reverse(paper)),
        }
    }

    fn harvest(self) -> Ranking {
        (self.best.into_iter().map(|paper| paper.0).collect(), self.count)
    }
}
