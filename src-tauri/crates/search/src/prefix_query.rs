//! Papers with any word that begins so: all of them, since an exclusion must miss none.

use tantivy::query::{BitSetDocSet, ConstScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::{Field as Column, IndexRecordOption};
use tantivy::{BitSet, DocId, Score, SegmentReader};

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
        let mut terms = index.terms().range().ge(&self.prefix).lt(below(&self.prefix)).into_stream()?;
        let mut postings = None;
        while terms.advance() {
            // Opening a term's papers costs more than reading them: one reader serves all terms.
            let papers = match &mut postings {
                None => postings.insert(index.read_block_postings_from_terminfo(terms.value(), IndexRecordOption::Basic)?),
                Some(papers) => {
                    index.reset_block_postings_from_terminfo(terms.value(), papers)?;
                    papers
                }
            };
            while !papers.docs().is_empty() {
                papers.docs().iter().for_each(|&document| _ = documents.insert(document));
                papers.advance();
            }
        }
        Ok(Box::new(ConstScorer::new(BitSetDocSet::from(documents), boost)))
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new("begins so", 1.0))
    }
}
