//! What the papers under a query are, counted by kind.

use crate::domains::domains;
use crate::query::{Builder, Pass};
use crate::schema::{Columns, DATES, DOMAINS, KEY, SOURCE, WRITER};
use crate::types::{Counts, Month};
use crate::{Query, SetKey};
use roaring::RoaringTreemap;
use std::cell::Cell;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, ColumnValues, StrColumn};
use tantivy::query::AllQuery;
use tantivy::{DocId, Score, Searcher, SegmentOrdinal, SegmentReader};

/// The query as it is counted under: what it finds strictly, and everything when it asks for nothing.
pub(crate) fn counted(
    searcher: &Searcher,
    columns: &Columns,
    query: &Query,
    sets: &HashMap<SetKey, RoaringTreemap>,
) -> tantivy::Result<Box<dyn tantivy::query::Query>> {
    if query.is_empty() {
        return Ok(Box::new(AllQuery));
    }
    Builder { searcher, columns, sets, looked_up: Cell::new(0) }.query(&query.root, Pass::Strict)
}

/// The month of a day as the index counts it.
pub(crate) fn month(day: i64) -> Month {
    // Days since 1970 to the civil calendar: years that begin in March have their leap day at the end.
    let days = day + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let day_of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let march_first = (5 * day_of_year + 2) / 153;
    let (month, over) = if march_first < 10 { (march_first + 3, 0) } else { (march_first - 9, 1) };
    Month::new(year_of_era + era * 400 + over, month)
}

/// Collects the keys of all papers found.
pub(crate) struct Keys;

impl Collector for Keys {
    type Fruit = RoaringTreemap;
    type Child = SegmentKeys;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<SegmentKeys> {
        Ok(SegmentKeys { keys: segment.fast_fields().column_first_or_default(KEY)?, found: Vec::new() })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<Vec<u64>>) -> tantivy::Result<RoaringTreemap> {
        Ok(all_keys(segments))
    }
}

fn all_keys(segments: Vec<Vec<u64>>) -> RoaringTreemap {
    let mut keys = segments.concat();
    keys.sort_unstable();
    keys.into_iter().collect()
}

pub(crate) struct SegmentKeys {
    keys: Arc<dyn ColumnValues<u64>>,
    found: Vec<u64>,
}

impl SegmentCollector for SegmentKeys {
    type Fruit = Vec<u64>;

    fn collect(&mut self, document: DocId, _: Score) {
        self.found.push(self.keys.get_val(document));
    }

    fn harvest(self) -> Vec<u64> {
        self.found
    }
}

/// Counts papers by month alone.
pub(crate) struct Months;

impl Collector for Months {
    type Fruit = BTreeMap<Month, u64>;
    type Child = SegmentMonths;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<SegmentMonths> {
        SegmentMonths::new(segment)
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<BTreeMap<Month, u64>>) -> tantivy::Result<BTreeMap<Month, u64>> {
        Ok(added(segments))
    }
}

pub(crate) struct SegmentMonths {
    dates: Column<i64>,
    /// The first month there is, and the papers of each from it on.
    first: Month,
    papers: Vec<u64>,
    seen: Vec<Month>,
}

impl SegmentMonths {
    fn new(segment: &SegmentReader) -> tantivy::Result<Self> {
        let dates = segment.fast_fields().i64(DATES)?;
        let (first, last) = (month(dates.min_value()), month(dates.max_value()));
        let months = usize::try_from(last.since(first)).unwrap_or(0) + 1;
        Ok(Self { dates, first, papers: vec![0; months], seen: Vec::new() })
    }
}

impl SegmentCollector for SegmentMonths {
    type Fruit = BTreeMap<Month, u64>;

    fn collect(&mut self, document: DocId, _: Score) {
        self.seen.clear();
        for day in self.dates.values_for_doc(document) {
            let month = month(day);
            // A paper on several days of a month counts once in it.
            if self.seen.contains(&month) {
                continue;
            }
            self.seen.push(month);
            if let Some(papers) = usize::try_from(month.since(self.first)).ok().and_then(|at| self.papers.get_mut(at)) {
                *papers += 1;
            }
        }
    }

    fn harvest(self) -> BTreeMap<Month, u64> {
        let months = self.papers.iter().enumerate().filter(|(_, papers)| **papers > 0);
        months.map(|(at, papers)| (self.first.plus(at as i64), *papers)).collect()
    }
}

fn added<K: Ord>(maps: impl IntoIterator<Item = BTreeMap<K, u64>>) -> BTreeMap<K, u64> {
    let mut sum = BTreeMap::new();
    for (key, count) in maps.into_iter().flatten() {
        *sum.entry(key).or_insert(0) += count;
    }
    sum
}

/// Counts papers by all that the index knows of them.
pub(crate) struct Facets;

impl Collector for Facets {
    type Fruit = Counts;
    type Child = SegmentFacets;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<SegmentFacets> {
        let fast = segment.fast_fields();
        Ok(SegmentFacets {
            keys: SegmentKeys { keys: fast.column_first_or_default(KEY)?, found: Vec::new() },
            months: SegmentMonths::new(segment)?,
            domains: fast.column_opt(DOMAINS)?,
            of_domain: vec![0; domains().len()],
            sources: Names::new(fast.str(SOURCE)?),
            writers: Names::new(fast.str(WRITER)?),
        })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<SegmentFacets>) -> tantivy::Result<Counts> {
        let mut counts = Counts { domains: vec![0; domains().len()], ..Counts::default() };
        let (mut keys, mut months, mut sources, mut writers) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for segment in segments {
            for (sum, papers) in counts.domains.iter_mut().zip(&segment.of_domain) {
                *sum += papers;
            }
            keys.push(segment.keys.found);
            months.push(segment.months.harvest());
            sources.push(segment.sources.named()?);
            writers.push(segment.writers.named()?);
        }
        counts.keys = all_keys(keys);
        (counts.months, counts.sources, counts.writers) = (added(months), added(sources), added(writers));
        Ok(counts)
    }
}

pub(crate) struct SegmentFacets {
    keys: SegmentKeys,
    months: SegmentMonths,
    domains: Option<Column<u64>>,
    of_domain: Vec<u64>,
    sources: Names,
    writers: Names,
}

impl SegmentCollector for SegmentFacets {
    type Fruit = Self;

    fn collect(&mut self, document: DocId, score: Score) {
        self.keys.collect(document, score);
        self.months.collect(document, score);
        for number in self.domains.iter().flat_map(|domains| domains.values_for_doc(document)) {
            if let Some(papers) = usize::try_from(number).ok().and_then(|number| self.of_domain.get_mut(number)) {
                *papers += 1;
            }
        }
        self.sources.count(document);
        self.writers.count(document);
    }

    fn harvest(self) -> Self {
        self
    }
}

/// A column of names, and how many papers have each.
pub(crate) struct Names {
    names: Option<StrColumn>,
    papers: Vec<u64>,
}

impl Names {
    pub fn new(names: Option<StrColumn>) -> Self {
        let papers = vec![0; names.as_ref().map_or(0, |names| names.num_terms())];
        Self { names, papers }
    }

    pub fn count(&mut self, document: DocId) {
        let Some(names) = &self.names else { return };
        for ordinal in names.ords().values_for_doc(document) {
            if let Some(papers) = usize::try_from(ordinal).ok().and_then(|ordinal| self.papers.get_mut(ordinal)) {
                *papers += 1;
            }
        }
    }

    /// The names that some papers have.
    pub fn named(self) -> tantivy::Result<BTreeMap<String, u64>> {
        let mut named = BTreeMap::new();
        let Some(names) = &self.names else { return Ok(named) };
        for (ordinal, papers) in (0..).zip(self.papers).filter(|(_, papers)| *papers > 0) {
            let mut name = String::new();
            if names.ord_to_str(ordinal, &mut name)? {
                named.insert(name, papers);
            }
        }
        Ok(named)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::schema::days;
    use paperboy_paper::Date;

    #[test]
    fn a_days_month_is_the_calendars() {
        for text in ["1970-01-01", "1969-12-31", "2000-02-29", "2024-02-29", "2024-03-01", "2025-12-30", "1600-03-01", "9999-12-31"] {
            let date: Date = text.parse().unwrap();
            assert_eq!(month(days(date)).to_string(), text[..7], "{text}");
        }
    }
}
