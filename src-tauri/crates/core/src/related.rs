//! Papers about the same as another one.

use crate::indexing::entry;
use crate::reading::paper_id;
use crate::search::hit_of;
use crate::wire::Hit;
use crate::{App, Error};

/// The most papers given at once.
const MAX_RELATED: u32 = 50;

impl App {
    /// At most `limit` papers about the same as this one, the most like first; each passage shows
    /// what they share. The list may be empty: few papers are better than wrong ones.
    pub fn related(&self, id: &str, limit: u32) -> Result<Vec<Hit>, Error> {
        let paper = entry(&self.stored_paper(&paper_id(id)?)?);
        let relation =
            self.with_index(|index| index.related(&paper, limit.min(MAX_RELATED) as usize))?;
        let keys: Vec<u64> = relation.papers.iter().map(|(key, _)| *key).collect();
        let papers = self.store().papers_by_key(&keys)?;
        let like = |key: u64| {
            relation.papers.iter().find(|(of, _)| *of == key).map_or(0.0, |(_, likeness)| *likeness)
        };
        Ok(papers
            .iter()
            .map(|paper| {
                hit_of(paper, like(paper.key), false, relation.snippet(&entry(paper)), &[])
            })
            .collect())
    }
}
