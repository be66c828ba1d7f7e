//! All papers with any word that has this prefix, since an exclusion must miss none.

use tantivy::query::{BitSetDocSet, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::{Field as Column, IndexRecordOption};
use tantivy::{BitSet, DocId, DocSet, Score, SegmentReader};

/// Holds of the papers with a term that begins with `prefix` in one of the columns; each one that
/// has it adds its weight.
#[derive(Debug, Clone)]
pub(crate) struct PrefixQuery {
    pub columns: Vec<(Column, Score)>,
    pub prefix: String,
}

/// The terms of a dictionary that begin with `prefix`: from it on, below this. UTF-8 knows no byte
/// 0xFF.
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
        let mut any = BitSet::with_max_value(reader.max_doc());
        let mut columns = Vec::with_capacity(self.columns.len());
        for &(column, weight) in &self.columns {
            let documents = self.documents(column, reader, &mut any)?;
            if documents.len() > 0 {
                columns.push((documents, weight * boost));
            }
        }
        Ok(Box::new(PrefixScorer { any: BitSetDocSet::from(any), columns }))
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new("begins so", 1.0))
    }
}

impl PrefixQuery {
    /// The papers that have it in `column`, noted in `any`, too.
    fn documents(
        &self,
        column: Column,
        reader: &SegmentReader,
        any: &mut BitSet,
    ) -> tantivy::Result<BitSet> {
        let mut documents = BitSet::with_max_value(reader.max_doc());
        let index = reader.inverted_index(column)?;
        let mut terms =
            index.terms().range().ge(&self.prefix).lt(below(&self.prefix)).into_stream()?;
        let mut postings = None;
        while terms.advance() {
            // Opening a term's papers costs more than reading them: one reader serves all terms.
            let papers =
                match &mut postings {
                    None => postings.insert(index.read_block_postings_from_terminfo(
                        terms.value(),
                        IndexRecordOption::Basic,
                    )?),
                    Some(papers) => {
                        index.reset_block_postings_from_terminfo(terms.value(), papers)?;
                        papers
                    }
                };
            while !papers.docs().is_empty() {
                for &document in papers.docs() {
                    documents.insert(document);
                    any.insert(document);
                }
                papers.advance();
            }
        }
        Ok(documents)
    }
}

struct PrefixScorer {
    any: BitSetDocSet,
    columns: Vec<(BitSet, Score)>,
}

impl DocSet for PrefixScorer {
    fn advance(&mut self) -> DocId {
        self.any.advance()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.any.seek(target)
    }

    fn doc(&self) -> DocId {
        self.any.doc()
    }

    fn size_hint(&self) -> u32 {
        self.any.size_hint()
    }
}

impl Scorer for PrefixScorer {
    fn score(&mut self) -> Score {
        let document = self.any.doc();
        self.columns
            .iter()
            .filter(|(documents, _)| documents.contains(document))
            .map(|(_, weight)| weight)
            .sum()
    }
}
