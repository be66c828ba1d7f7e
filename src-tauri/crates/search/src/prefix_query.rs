//! Papers with any word that begins so: all of them, since an exclusion must miss none.

use tantivy::query::{BitSetDocSet, ConstScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::{Field as Column, IndexRecordOption};
use tantivy::{BitSet, COLLECT_BLOCK_BUFFER_LEN, DocId, DocSet, Score, SegmentReader};

/// Holds of the papers with a term in `column` that begins with `prefix`.
#[derive(Debug, Clone)]
pub(crate) struct PrefixQuery {
    pub column: Column,
    pub prefix: String,
}

/// The terms of a dictionary that begin with `prefix`: from it on, below this. UTF-8 knows no byte 0xFF.
pub(crate) fn below(prefix: &str) -> Vec<u8> {
    let mut end = prefix.as_bytes().to_vec();
    end.push(0xFF);
    end
}

impl Query for PrefixQuery {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Weight for PrefixQuery {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let index = reader.inverted_index(self.column)?;
        let mut documents = BitSet::with_max_value(reader.max_doc());
        let mut buffer = [0; COLLECT_BLOCK_BUFFER_LEN];
        let mut terms = index.terms().range().ge(&self.prefix).lt(below(&self.prefix)).into_stream()?;
        while terms.advance() {
            let mut found = index.read_postings_from_terminfo(terms.value(), IndexRecordOption::Basic)?;
            loop {
                let length = found.fill_buffer(&mut buffer);
                for &document in &buffer[..length] {
                    documents.insert(document);
                }
                if length < buffer.len() {
                    break;
                }
            }
        }
        Ok(Box::new(ConstScorer::new(BitSetDocSet::from(documents), boost)))
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new("begins so", 1.0))
    }
}
