//! Papers by their keys, at any place of the tree.

use crate::schema::KEY;
use roaring::RoaringTreemap;
use std::sync::Arc;
use tantivy::query::{
    BitSetDocSet, ConstScorer, EnableScoring, Explanation, Query, Scorer, Weight,
};
use tantivy::schema::{Field as Column, IndexRecordOption};
use tantivy::{BitSet, DocId, DocSet, Score, SegmentReader, TERMINATED, Term};

/// The widest range of keys in a table; keys further apart are looked up one by one.
const MAX_TABLE_SPAN: u64 = 1 << 24;

/// Matches the papers whose key is in a set.
#[derive(Debug, Clone)]
pub(crate) struct SetQuery {
    pub column: Column,
    pub keys: Arc<RoaringTreemap>,
}

impl Query for SetQuery {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl SetQuery {
    fn documents(&self, reader: &SegmentReader) -> tantivy::Result<BitSet> {
        let mut documents = BitSet::with_max_value(reader.max_doc());
        // A look-up costs about as much as passing over five hundred papers.
        if self.keys.len() < u64::from(reader.max_doc() / 500) {
            let index = reader.inverted_index(self.column)?;
            for key in self.keys.iter() {
                if let Some(mut found) = index.read_postings(
                    &Term::from_field_u64(self.column, key),
                    IndexRecordOption::Basic,
                )? {
                    while found.doc() != TERMINATED {
                        documents.insert(found.doc());
                        found.advance();
                    }
                }
            }
            return Ok(documents);
        }
        let keys = reader.fast_fields().u64(KEY)?.first_or_default_col(u64::MAX);
        let (least, span) = (keys.min_value(), keys.max_value().saturating_sub(keys.min_value()));
        // Keys are the database's row numbers and are close together: a look-up in a table takes a
        // tenth of the time of one in the set.
        let mut table = vec![false; if span < MAX_TABLE_SPAN { span as usize + 1 } else { 0 }];
        for key in self.keys.iter().skip_while(|key| *key < least) {
            let Some(slot) = table.get_mut((key - least) as usize) else { break };
            *slot = true;
        }
        let wanted = |key: u64| {
            if table.is_empty() { self.keys.contains(key) } else { table[(key - least) as usize] }
        };
        let mut block = [0; 256];
        for start in (0..reader.max_doc()).step_by(block.len()) {
            let length = block.len().min((reader.max_doc() - start) as usize);
            keys.get_range(u64::from(start), &mut block[..length]);
            for (at, &key) in block[..length].iter().enumerate() {
                if wanted(key) {
                    documents.insert(start + at as u32);
                }
            }
        }
        Ok(documents)
    }
}

impl Weight for SetQuery {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        Ok(Box::new(ConstScorer::new(BitSetDocSet::from(self.documents(reader)?), boost)))
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new("in the set", 1.0))
    }
}
