//! Papers that another query does not hold of.
//!
//! tantivy's own exclusion seeks backwards in a phrase, which its phrases do not support. Here the
//! excluded papers are gathered first, each of them, and what is left takes part like any other
//! clause.

use tantivy::query::{
    BitSetDocSet, ConstScorer, EnableScoring, Explanation, Query, Scorer, Weight,
};
use tantivy::{BitSet, DocId, Score, SegmentReader};

/// Holds of every paper that `excluded` does not hold of.
#[derive(Debug)]
pub(crate) struct NotQuery {
    pub excluded: Box<dyn Query>,
}

impl Clone for NotQuery {
    fn clone(&self) -> Self {
        Self { excluded: self.excluded.box_clone() }
    }
}

impl Query for NotQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let unscored = match scoring {
            EnableScoring::Enabled { searcher, .. } => {
                EnableScoring::disabled_from_searcher(searcher)
            }
            disabled @ EnableScoring::Disabled { .. } => disabled,
        };
        Ok(Box::new(NotWeight { excluded: self.excluded.weight(unscored)? }))
    }
}

struct NotWeight {
    excluded: Box<dyn Weight>,
}

impl Weight for NotWeight {
    fn scorer(&self, reader: &SegmentReader, _: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let mut left = BitSet::with_max_value_and_full(reader.max_doc());
        self.excluded.for_each_no_score(reader, &mut |documents| {
            documents.iter().for_each(|&document| left.remove(document))
        })?;
        Ok(Box::new(ConstScorer::new(BitSetDocSet::from(left), 0.0)))
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new("not excluded", 0.0))
    }
}
