//! What the papers under a query are, counted by kind.

use crate::domains::domains;
use crate::query::{Builder, Pass};
use crate::schema::{Columns, DATES, KEY};
use crate::types::{Counts, Month};
use crate::{Query, SetKey};
use roaring::RoaringTreemap;
use std::cell::Cell;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, ColumnValues};
use tantivy::query::AllQuery;
use tantivy::schema::{Field as SchemaField, IndexRecordOption};
use tantivy::{BitSet, DocId, Score, Searcher, SegmentOrdinal, SegmentReader, TantivyError};

/// The query as it is counted under: what it finds strictly, and everything when it asks for
/// nothing.
pub(crate) fn counted(
    searcher: &Searcher,
    columns: &Columns,
    query: &Query,
    sets: &HashMap<SetKey, RoaringTreemap>,
) -> tantivy::Result<Box<dyn tantivy::query::Query>> {
    if query.is_empty() {
        return Ok(Box::new(AllQuery));
    }
    Builder { searcher, columns, sets, glossary: None, looked_up: Cell::new(0) }
        .query(&query.root, Pass::Strict)
}

/// The month of a day as the index counts it.
pub(crate) fn month(day: i64) -> Month {
    // Days since 1970 to the civil calendar: years that begin in March have their leap day at the
    // end.
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

    fn for_segment(
        &self,
        _: SegmentOrdinal,
        segment: &SegmentReader,
    ) -> tantivy::Result<SegmentKeys> {
        Ok(SegmentKeys {
            keys: segment.fast_fields().column_first_or_default(KEY)?,
            found: Vec::new(),
        })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<Vec<u64>>) -> tantivy::Result<RoaringTreemap> {
        all_keys(segments)
    }
}

/// The keys of all segments; an error when one comes twice.
fn all_keys(segments: Vec<Vec<u64>>) -> tantivy::Result<RoaringTreemap> {
    let mut keys = segments.concat();
    // The stable sort is quick where whole runs are in order, as each segment is.
    keys.sort();
    // They are sorted, so that only a key that comes twice can be refused.
    RoaringTreemap::from_sorted_iter(keys).map_err(|_| twice())
}

/// The index holds a paper twice: it is not as it was made.
pub(crate) fn twice() -> TantivyError {
    TantivyError::InternalError("it holds a paper twice".to_owned())
}

pub(crate) struct SegmentKeys {
    keys: Arc<dyn ColumnValues<u64>>,
    found: Vec<u64>,
}

impl SegmentCollector for SegmentKeys {
    type Fruit = Vec<u64>;

    fn collect(&mut self, document: DocId, _: Score) {
        self.collect_block(&[document]);
    }

    fn collect_block(&mut self, documents: &[DocId]) {
        let from = self.found.len();
        self.found.resize(from + documents.len(), 0);
        self.keys.get_vals(documents, &mut self.found[from..]);
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

    fn for_segment(
        &self,
        _: SegmentOrdinal,
        segment: &SegmentReader,
    ) -> tantivy::Result<SegmentMonths> {
        SegmentMonths::new(segment)
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(
        &self,
        segments: Vec<BTreeMap<Month, u64>>,
    ) -> tantivy::Result<BTreeMap<Month, u64>> {
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
            if let Some(papers) =
                usize::try_from(month.since(self.first)).ok().and_then(|at| self.papers.get_mut(at))
            {
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
pub(crate) struct Facets {
    pub columns: Columns,
}

impl Collector for Facets {
    type Fruit = Counts;
    type Child = SegmentFacets;

    fn for_segment(
        &self,
        _: SegmentOrdinal,
        segment: &SegmentReader,
    ) -> tantivy::Result<SegmentFacets> {
        Ok(SegmentFacets {
            keys: SegmentKeys {
                keys: segment.fast_fields().column_first_or_default(KEY)?,
                found: Vec::new(),
            },
            months: SegmentMonths::new(segment)?,
            found: BitSet::with_max_value(segment.max_doc()),
            columns: self.columns,
            segment: segment.clone(),
        })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(
        &self,
        segments: Vec<tantivy::Result<SegmentCounts>>,
    ) -> tantivy::Result<Counts> {
        let mut counts = Counts { domains: vec![0; domains().len()], ..Counts::default() };
        let mut keys = Vec::new();
        for segment in segments {
            let segment = segment?;
            keys.push(segment.keys);
            counts.months = added([counts.months, segment.months]);
            for (term, papers) in segment.domains {
                // A number is in the dictionary as its eight bytes.
                let number = term
                    .try_into()
                    .ok()
                    .map(u64::from_be_bytes)
                    .and_then(|number| usize::try_from(number).ok());
                if let Some(sum) = number.and_then(|number| counts.domains.get_mut(number)) {
                    *sum += papers;
                }
            }
            let named = |terms: Terms| {
                terms
                    .into_iter()
                    .filter_map(|(term, papers)| Some((String::from_utf8(term).ok()?, papers)))
                    .collect()
            };
            counts.sources = added([counts.sources, named(segment.sources)]);
            counts.writers = added([counts.writers, named(segment.writers)]);
        }
        counts.keys = all_keys(keys)?;
        Ok(counts)
    }
}

pub(crate) struct SegmentFacets {
    keys: SegmentKeys,
    months: SegmentMonths,
    found: BitSet,
    columns: Columns,
    segment: SegmentReader,
}

/// The terms of a column, and how many papers have each.
type Terms = Vec<(Vec<u8>, u64)>;

pub(crate) struct SegmentCounts {
    keys: Vec<u64>,
    months: BTreeMap<Month, u64>,
    domains: Terms,
    sources: Terms,
    writers: Terms,
}

impl SegmentCollector for SegmentFacets {
    type Fruit = tantivy::Result<SegmentCounts>;

    fn collect(&mut self, document: DocId, _: Score) {
        self.collect_block(&[document]);
    }

    fn collect_block(&mut self, documents: &[DocId]) {
        self.keys.collect_block(documents);
        self.months.collect_block(documents);
        for &document in documents {
            self.found.insert(document);
        }
    }

    fn harvest(self) -> Self::Fruit {
        Ok(SegmentCounts {
            domains: self.terms(self.columns.domains)?,
            sources: self.terms(self.columns.source)?,
            writers: self.terms(self.columns.writer)?,
            keys: self.keys.found,
            months: self.months.harvest(),
        })
    }
}

impl SegmentFacets {
    /// Going through each term's papers takes a tenth of the time of asking each paper for its
    /// terms.
    fn terms(&self, column: SchemaField) -> tantivy::Result<Terms> {
        let index = self.segment.inverted_index(column)?;
        let mut terms = index.terms().stream()?;
        let mut counts = Vec::new();
        while terms.advance() {
            let mut papers =
                index.read_block_postings_from_terminfo(terms.value(), IndexRecordOption::Basic)?;
            let mut count = 0;
            while !papers.docs().is_empty() {
                count +=
                    papers.docs().iter().filter(|&&document| self.found.contains(document)).count()
                        as u64;
                papers.advance();
            }
            if count > 0 {
                counts.push((terms.key().to_vec(), count));
            }
        }
        Ok(counts)
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
        for text in [
            "1970-01-01",
            "1969-12-31",
            "2000-02-29",
            "2024-02-29",
            "2024-03-01",
            "2025-12-30",
            "1600-03-01",
            "9999-12-31",
        ] {
            let date: Date = text.parse().unwrap();
            assert_eq!(month(days(date)).to_string(), text[..7], "{text}");
        }
    }
}
