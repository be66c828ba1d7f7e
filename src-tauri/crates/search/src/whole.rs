//! The loosest pass: any of a query's words, in any of their forms and names, over the whole paper.

use crate::concepts::{Concept, concepts};
use crate::loose;
use crate::query::{Builder, Clauses};
use crate::tree::Text;
use crate::whole_query::{WholeQuery, Words, papers, rarity};
use tantivy::Term;
use tantivy::query::Bm25StatisticsProvider;

/// The largest number of a query's words that are searched, the rarest ones: the others are in
/// papers of all kinds.
const MAX_RARE_WORDS: usize = 16;
/// What a word counts for that may have been meant by one that no paper has.
const WORTH_OF_LIKENESS: f32 = 0.5;

/// One concept of the query, in the form of the index.
struct ConceptWords {
    words: Vec<Words>,
    /// In how many papers its rarest words are.
    papers: u64,
}

impl Builder<'_> {
    /// Any of some free words; no clause when no paper has any.
    pub fn whole(&self, texts: &[&Text]) -> tantivy::Result<Clauses> {
        let all = self.searcher.num_docs();
        let mut concepts_in_index = Vec::new();
        for concept in concepts(texts, self.glossary) {
            let concept = self.words_of(&concept, all)?;
            concepts_in_index.extend((!concept.words.is_empty()).then_some(concept));
        }
        concepts_in_index.sort_by_key(|concept| concept.papers);
        concepts_in_index.truncate(MAX_RARE_WORDS);
        let groups: Vec<Vec<Words>> =
            concepts_in_index.into_iter().map(|concept| concept.words).collect();
        if groups.is_empty() {
            return Ok(Clauses::new());
        }
        let column = self.columns.whole;
        let average = self.searcher.total_num_tokens(column)? as f32 / all.max(1) as f32;
        Ok(vec![Box::new(WholeQuery { column, groups, average: average.max(1.0) })])
    }

    /// The words of a concept that occur in papers, and their weights: rarer words weigh more, but
    /// never more than the concept as it is written.
    fn words_of(&self, concept: &Concept, all: u64) -> tantivy::Result<ConceptWords> {
        let mut best = ConceptWords { words: Vec::new(), papers: u64::MAX };
        let mut max_weight = f32::INFINITY;
        if let Some(own) = &concept.own {
            let terms = self.terms(own);
            let count = papers(self.searcher, &terms)?;
            if count > 0 {
                max_weight = concept.worth * rarity(count, all);
                best =
                    ConceptWords { words: vec![Words { terms, worth: max_weight }], papers: count };
            }
        }
        for (other, worth) in &concept.others {
            let terms = self.terms(other);
            let count = papers(self.searcher, &terms)?;
            if count > 0 {
                let worth = worth * (concept.worth * rarity(count, all)).min(max_weight);
                best.words.push(Words { terms, worth });
                best.papers = best.papers.min(count);
            }
        }
        if let (true, Some([word])) = (best.words.is_empty(), concept.own.as_deref()) {
            for (_, term, likeness) in loose::alike(self, &[self.columns.whole], word)? {
                let terms = self.terms(&[term]);
                let count = papers(self.searcher, &terms)?;
                let worth = WORTH_OF_LIKENESS * likeness * concept.worth * rarity(count, all);
                best.words.push(Words { terms, worth });
                best.papers = best.papers.min(count);
            }
        }
        Ok(best)
    }

    fn terms(&self, words: &[String]) -> Vec<Term> {
        words.iter().map(|word| Term::from_field_text(self.columns.whole, word)).collect()
    }
}
