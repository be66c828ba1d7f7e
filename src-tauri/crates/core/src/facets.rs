//! What the papers under a query are, and when they came.

use crate::reading::narrow;
use crate::wire::{DomainFacet, Facet, Facets, MonthCount};
use crate::{App, Error};
use paperboy_paper::Date;
use paperboy_search::{Month, Query, domains, holds, parse, tag_key, toggled, writer_key};
use paperboy_store::{KeyFilter, Mark};
use roaring::RoaringTreemap;
use std::cmp::Reverse;
use std::collections::BTreeMap;

impl App {
    /// What the papers are that a query finds strictly; of all papers, when it asks for nothing.
    pub fn facets(&self, query: &str) -> Result<Facets, Error> {
        let context = FacetContext { query: parse(query, self.today()), today: self.today() };
        let sets = self.sets(&context.query)?;
        let before = self.complete_index()?;
        let counts = self.with_index(|index| index.counts(&context.query, &sets))?;
        let common = |of: &RoaringTreemap| counts.keys.intersection_len(of);
        let (read, starred) =
            (common(&self.marked(Mark::Read)?), common(&self.marked(Mark::Starred)?));
        let tags = self
            .store()
            .tagged()?
            .into_iter()
            .map(|(name, keys)| (name, common(&keys.into_iter().collect())));
        // The index has a name for all models together; here each model is listed separately.
        let writers = counts.writers.iter().filter(|(name, _)| *name != "model");
        Ok(Facets {
            domains: context.domains(None, &counts.domains),
            months: counts
                .months
                .iter()
                .rev()
                .map(|(month, papers)| {
                    context.facet(&month.to_string(), format!("date:{month}"), *papers)
                })
                .collect(),
            sources: context.facets(
                counts.sources.iter().map(|(name, papers)| (name.clone(), *papers)),
                |name| Some(format!("source:{name}")),
            ),
            writers: context
                .facets(writers.map(|(name, papers)| (name.clone(), *papers)), writer_key),
            tags: context.facets(tags, tag_key),
            starred: context.facet("starred", "is:starred".to_owned(), starred),
            unread: context.facet("unread", "is:unread".to_owned(), counts.keys.len() - read),
            is_exact: self.is_still_complete(before.as_ref())?,
        })
    }

    /// The query after a facet was chosen: with its key added, or removed where the query has it
    /// already.
    pub fn choose(&self, query: &str, key: &str) -> String {
        toggled(query, key, self.today())
    }

    /// The papers with a mark.
    pub(crate) fn marked(&self, mark: Mark) -> Result<RoaringTreemap, Error> {
        self.keys(&KeyFilter::Marked(mark))
    }

    /// How many papers each month has under a query, from the library's first month to its last.
    pub fn trend(&self, query: &str) -> Result<Vec<MonthCount>, Error> {
        let (query, all) = (parse(query, self.today()), parse("", self.today()));
        let sets = self.sets(&query)?;
        let (matches, of) = self
            .with_index(|index| Ok((index.months(&query, &sets)?, index.months(&all, &sets)?)))?;
        let (Some((first, _)), Some((last, _))) = (of.first_key_value(), of.last_key_value())
        else {
            return Ok(Vec::new());
        };
        let count = |of: &BTreeMap<Month, u64>, month| narrow(of.get(&month).copied().unwrap_or(0));
        let months = (0..=last.since(*first)).map(|later| first.plus(later));
        Ok(months
            .map(|month| MonthCount {
                month: month.to_string(),
                papers: count(&matches, month),
                of: count(&of, month),
            })
            .collect())
    }
}

/// A query that facets are counted under.
struct FacetContext {
    query: Query,
    today: Date,
}

impl FacetContext {
    fn facet(&self, label: &str, key: String, papers: u64) -> Facet {
        let chosen = holds(&self.query, &parse(&key, self.today));
        Facet { label: label.to_owned(), papers: narrow(papers), chosen, key }
    }

    /// The names that some papers have, the commonest first; one that can't be typed is left out.
    fn facets(
        &self,
        names: impl Iterator<Item = (String, u64)>,
        key: impl Fn(&str) -> Option<String>,
    ) -> Vec<Facet> {
        let facets = names
            .filter(|(_, papers)| *papers > 0)
            .filter_map(|(name, papers)| Some(self.facet(&name, key(&name)?, papers)));
        let mut facets: Vec<Facet> = facets.collect();
        facets.sort_by_key(|facet| Reverse(facet.papers));
        facets
    }

    /// The fields that are part of one, the commonest first.
    fn domains(&self, parent: Option<usize>, counts: &[u64]) -> Vec<DomainFacet> {
        let parts = domains()
            .iter()
            .zip(counts)
            .enumerate()
            .filter(|(_, (domain, papers))| domain.parent == parent && **papers > 0);
        let mut facets: Vec<DomainFacet> = parts
            .map(|(number, (domain, papers))| {
                let Facet { key, papers, chosen, .. } =
                    self.facet(domain.zh, format!("domain:{}", domain.zh), *papers);
                let children = self.domains(Some(number), counts);
                DomainFacet {
                    zh: domain.zh.to_owned(),
                    en: domain.en.to_owned(),
                    key,
                    papers,
                    chosen,
                    children,
                }
            })
            .collect();
        facets.sort_by_key(|facet| Reverse(facet.papers));
        facets
    }
}
