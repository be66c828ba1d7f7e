//! What comes before all else in the learnt order: papers that a saved search finds, and those with a
//! word of which the user wants more.

use super::lock;
use crate::wire::MatchedSearch;
use crate::{App, Error};
use paperboy_paper::Date;
use paperboy_search::parse;
use roaring::RoaringTreemap;
use std::sync::Arc;

/// What the saved searches found in one state of library and index.
pub(super) struct SavedMatches {
    /// The library's change counter, the index's revision, and the day: queries may be relative to
    /// it.
    state: (i64, u64, Date),
    found: Arc<Vec<(MatchedSearch, RoaringTreemap)>>,
}

/// The saved searches that find a paper.
pub(super) fn searches_of(
    found: &[(MatchedSearch, RoaringTreemap)],
    key: u64,
) -> Vec<MatchedSearch> {
    let finds = found.iter().filter(|(_, keys)| keys.contains(key));
    finds.map(|(search, _)| search.clone()).collect()
}

impl App {
    /// The saved searches with the keys of the papers that they find strictly.
    pub(super) fn saved_matches(&self) -> Result<Arc<Vec<(MatchedSearch, RoaringTreemap)>>, Error> {
        let saved = self.store().saved_searches()?;
        if saved.is_empty() {
            return Ok(Arc::default());
        }
        let state = (self.store().change_counter()?, self.index()?.revision(), self.today());
        if let Some(known) = lock(&self.learning.searches).as_ref().filter(|one| one.state == state)
        {
            return Ok(known.found.clone());
        }
        let mut found = Vec::with_capacity(saved.len());
        for saved in saved {
            let query = parse(&saved.query, self.today());
            let sets = self.sets(&query)?;
            let keys = self.with_index(|index| index.matching_keys(&query, &sets))?;
            found.push((MatchedSearch { name: saved.name, query: saved.query }, keys));
        }
        let found = Arc::new(found);
        *lock(&self.learning.searches) = Some(SavedMatches { state, found: found.clone() });
        Ok(found)
    }
}
