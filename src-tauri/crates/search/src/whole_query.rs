//! Ranks papers by their whole text: BM25 over one column with all their words.
//!
//! A word of the title counts as any other, and how rare a word is is counted over whole papers.
//! Of the words for one thing, the one that fits best counts alone: a thing with many names is not
//! worth more than a thing with one.

use crate::min_match_query::PaperScorer;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::{Field as Column, IndexRecordOption};
use tantivy::{DocId, DocSet, Score, Searcher, SegmentReader, TERMINATED, Term};

/// The usual constants of BM25.
const K1: f32 = 1.2;
const B: f32 = 0.75;

/// Words that must all be in a paper, and what they count for there.
#[derive(Debug, Clone)]
pub(crate) struct Words {
    pub terms: Vec<Term>,
    pub worth: f32,
}

/// Holds of the papers that any of the words of any group is in.
#[derive(Debug, Clone)]
pub(crate) struct WholeQuery {
    pub column: Column,
    /// Words for the same thing are one group.
    pub groups: Vec<Vec<Words>>,
    /// How many words a paper has, on average.
    pub average: f32,
}

/// The rarity of a word by the number of its papers.
pub(crate) fn rarity(matching: u64, papers: u64) -> f32 {
    let (matching, papers) = (matching as f32, papers.max(matching) as f32);
    (1.0 + (papers - matching + 0.5) / (matching + 0.5)).ln()
}

/// In how many papers all of these are.
pub(crate) fn papers(searcher: &Searcher, terms: &[Term]) -> tantivy::Result<u64> {
    if let [term] = terms {
        return searcher.doc_freq(term);
    }
    let mut count = 0;
    for segment in searcher.segment_readers() {
        each(segment, terms, |_, _| count += 1)?;
    }
    Ok(count)
}

/// Calls `see` for each paper of a segment that all terms are in, with how often the one is that is
/// there least.
fn each(
    segment: &SegmentReader,
    terms: &[Term],
    mut see: impl FnMut(DocId, u32),
) -> tantivy::Result<()> {
    let mut lists: Vec<SegmentPostings> = Vec::with_capacity(terms.len());
    for term in terms {
        let index = segment.inverted_index(term.field())?;
        match index.read_postings(term, IndexRecordOption::WithFreqs)? {
            Some(list) => lists.push(list),
            None => return Ok(()),
        }
    }
    lists.sort_by_key(DocSet::size_hint);
    let Some((rarest, others)) = lists.split_first_mut() else { return Ok(()) };
    'papers: while rarest.doc() != TERMINATED {
        let doc = rarest.doc();
        let mut least = rarest.term_freq();
        for other in others.iter_mut() {
            if other.doc() < doc {
                other.seek(doc);
            }
            if other.doc() != doc {
                rarest.advance();
                continue 'papers;
            }
            least = least.min(other.term_freq());
        }
        see(doc, least);
        rarest.advance();
    }
    Ok(())
}

impl Query for WholeQuery {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Weight for WholeQuery {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let lengths = segment.get_fieldnorms_reader(self.column)?;
        let all = segment.max_doc() as usize;
        let mut scores: Vec<Score> = vec![0.0; all];
        let mut best: Vec<Score> = vec![0.0; all];
        let mut documents: Vec<DocId> = Vec::new();
        for group in &self.groups {
            for words in group {
                each(segment, &words.terms, |doc, often| {
                    let (often, length) = (often as f32, lengths.fieldnorm(doc) as f32);
                    let long = 1.0 - B + B * length / self.average;
                    let score = words.worth * often * (K1 + 1.0) / (often + K1 * long);
                    let place = &mut best[doc as usize];
                    if *place == 0.0 {
                        documents.push(doc);
                    }
                    *place = place.max(score);
                })?;
            }
            for doc in documents.drain(..) {
                scores[doc as usize] += std::mem::take(&mut best[doc as usize]);
            }
        }
        let scored = (0..).zip(scores).filter(|(_, score)| *score > 0.0);
        Ok(Box::new(PaperScorer::new(scored.map(|(doc, score)| (doc, score * boost)).collect())))
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new("words of the whole paper", 1.0))
    }
}
