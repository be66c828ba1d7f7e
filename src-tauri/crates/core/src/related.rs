//! Papers on the same subject as another one.

use crate::indexing::entry;
use crate::meaning::{Near, Nearby};
use crate::reading::paper_id;
use crate::search::hit_of;
use crate::wire::Hit;
use crate::{App, Error};
use paperboy_rank::fused;

/// The most papers in one answer.
const MAX_RELATED: u32 = 50;

impl App {
    /// At most `limit` papers on the same subject as this one, the most similar first, by shared words
    /// and by meaning. Each has the passage that makes it similar. The list may be empty: no papers
    /// are better than wrong ones.
    pub fn related(&self, id: &str, limit: u32) -> Result<Vec<Hit>, Error> {
        let limit = limit.min(MAX_RELATED) as usize;
        let paper = self.stored_paper(&paper_id(id)?)?;
        let own = entry(&paper);
        let relation = self.with_index(|index| index.related(&own, limit))?;
        let nearby = self.nearest_to(&paper, limit)?;
        let by_words: Vec<u64> = relation.papers.iter().map(|(key, _)| *key).collect();
        let by_meaning = nearby.as_ref().map_or(&[][..], Nearby::keys);
        let mut keys = fused(&[], &by_words, by_meaning);
        keys.truncate(limit);
        let papers = self.store().papers_by_key(&keys)?;
        let shared =
            |key: u64| relation.papers.iter().find(|(of, _)| *of == key).map(|(_, it)| *it);
        Ok(papers
            .iter()
            .filter_map(|paper| {
                if let Some(share) = shared(paper.key) {
                    return Some(hit_of(paper, share, false, relation.snippet(&entry(paper)), &[]));
                }
                let nearby = nearby.as_ref()?;
                let Some(Near::Sentence(sentence)) = nearby.near(paper, None) else { return None };
                let hit = hit_of(paper, nearby.likeness(paper.key), false, sentence, &[]);
                Some(Hit { meaning: true, ..hit })
            })
            .collect())
    }
}
