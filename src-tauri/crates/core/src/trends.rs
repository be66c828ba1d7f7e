//! What rose and fell in a month against the months before it.

use crate::reading::narrow;
use crate::wire::{MonthTrends, Shift, ValueCause};
use crate::{App, Error};
use paperboy_search::{Counts, Month, Sets, TermNames, domains, parse, term_names};
use std::collections::BTreeMap;

/// The number of earlier months that a month is compared with.
const BEFORE: i64 = 3;
/// The number of listed entries of each kind.
const MAX_TRENDS: usize = 10;
/// The smallest number of papers that is significant.
const MIN_PAPERS: u32 = 3;
/// From here on a difference comes about by chance once in a thousand times: hundreds of names are
/// looked at.
const BEYOND_CHANCE: f64 = 10.83;

impl App {
    /// The fields and terms whose share of a month's papers (`YYYY-MM`) differs from that of the
    /// three months before beyond chance.
    pub fn month_trends(&self, month: &str) -> Result<MonthTrends, Error> {
        let of: Month =
            month.parse().map_err(|()| ValueCause::NotAMonth { text: month.to_owned() })?;
        let spans = [format!("date:{of}"), format!("date:{}..{}", of.plus(-BEFORE), of.plus(-1))];
        self.trends_of(of.to_string(), &spans)
    }

    /// The same for two spans, as queries: `name` is what the first one is called.
    pub(crate) fn trends_of(
        &self,
        name: String,
        spans: &[String; 2],
    ) -> Result<MonthTrends, Error> {
        let [now, before] = [self.counts(&spans[0])?, self.counts(&spans[1])?];
        let (papers, papers_before) = (now.keys.len(), before.keys.len());
        let fields = now.domains.iter().zip(&before.domains).zip(domains()).map(
            |((now, before), domain)| Shift {
                zh: domain.zh.to_owned(),
                en: domain.en.to_owned(),
                query: format!("domain:{} {}", domain.zh, spans[0]),
                papers: narrow(*now),
                papers_before: narrow(*before),
            },
        );
        let (domains_up, domains_down) =
            beyond_chance(fields.collect(), papers, papers_before, MAX_TRENDS);
        // The terms of titles and contributions are candidates; the best of them are then counted
        // by a search, as the user would see it.
        let (up, down) =
            beyond_chance(self.terms_of(spans)?, papers, papers_before, 2 * MAX_TRENDS);
        let terms = up
            .into_iter()
            .chain(down)
            .map(|term| self.counted(term, spans))
            .collect::<Result<_, _>>()?;
        let (terms_up, terms_down) = beyond_chance(terms, papers, papers_before, MAX_TRENDS);
        Ok(MonthTrends {
            month: name,
            papers: narrow(papers),
            before: narrow(papers_before),
            domains_up,
            domains_down,
            terms_up,
            terms_down,
        })
    }

    pub(crate) fn counts(&self, query: &str) -> Result<Counts, Error> {
        let query = parse(query, self.today());
        let sets = self.sets(&query)?;
        self.with_index(|index| index.counts(&query, &sets))
    }

    /// The terms that describe the papers of the spans.
    fn terms_of(&self, spans: &[String; 2]) -> Result<Vec<Shift>, Error> {
        let mut terms: BTreeMap<String, (String, [u64; 2])> = BTreeMap::new();
        for (at, span) in spans.iter().enumerate() {
            let query = parse(span, self.today());
            for (name, papers) in self.with_index(|index| index.terms(&query, &Sets::new()))? {
                // Names are compared without their case.
                let (_, counts) =
                    terms.entry(name.to_lowercase()).or_insert_with(|| (name, [0, 0]));
                counts[at] += papers;
            }
        }
        let shift = |(name, [papers, before]): (String, [u64; 2])| {
            let TermNames { zh, en, query } = term_names(&name);
            Shift { zh, en, query, papers: narrow(papers), papers_before: narrow(before) }
        };
        Ok(terms.into_values().map(shift).collect())
    }

    /// A term with the numbers of the papers that its query finds.
    fn counted(&self, term: Shift, spans: &[String; 2]) -> Result<Shift, Error> {
        let paper_count = |span: &String| {
            let query = parse(&format!("{} {span}", term.query), self.today());
            self.with_index(|index| index.matching_keys(&query, &Sets::new()))
                .map(|keys| narrow(keys.len()))
        };
        let (papers, papers_before) = (paper_count(&spans[0])?, paper_count(&spans[1])?);
        Ok(Shift { query: format!("{} {}", term.query, spans[0]), papers, papers_before, ..term })
    }
}

/// What rose and what fell beyond chance, the surest first, at most `max_terms` of each.
fn beyond_chance(
    shifts: Vec<Shift>,
    papers: u64,
    papers_before: u64,
    max_terms: usize,
) -> (Vec<Shift>, Vec<Shift>) {
    let rose = |shift: &Shift| {
        u64::from(shift.papers) * papers_before > u64::from(shift.papers_before) * papers
    };
    let mut shifts: Vec<(f64, Shift)> = shifts
        .into_iter()
        .filter(|shift| shift.papers.max(shift.papers_before) >= MIN_PAPERS)
        .map(|shift| {
            (
                log_likelihood(
                    shift.papers.into(),
                    papers,
                    shift.papers_before.into(),
                    papers_before,
                ),
                shift,
            )
        })
        .filter(|(surprise, _)| *surprise >= BEYOND_CHANCE)
        .collect();
    shifts.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (up, down): (Vec<_>, Vec<_>) = shifts.into_iter().map(|(_, shift)| shift).partition(rose);
    (up.into_iter().take(max_terms).collect(), down.into_iter().take(max_terms).collect())
}

/// Dunning's log-likelihood ratio (G²) that `a` of `of_a` and `b` of `of_b` papers are the same
/// share. Unlike chi-square it holds for the small and lopsided numbers that a month of papers
/// gives.
fn log_likelihood(a: u64, of_a: u64, b: u64, of_b: u64) -> f64 {
    let (all, with) = ((of_a + of_b) as f64, (a + b) as f64);
    let cell = |count: u64, row: u64, column: f64| {
        let (count, expected) = (count as f64, row as f64 * column / all);
        if count > 0.0 { count * (count / expected).ln() } else { 0.0 }
    };
    2.0 * (cell(a, of_a, with)
        + cell(of_a - a, of_a, all - with)
        + cell(b, of_b, with)
        + cell(of_b - b, of_b, all - with))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shift(name: &str, papers: u32, papers_before: u32) -> Shift {
        Shift {
            zh: name.to_owned(),
            en: name.to_owned(),
            query: name.to_owned(),
            papers,
            papers_before,
        }
    }

    #[test]
    fn the_measure_is_that_of_the_textbook() {
        // 2 × [30 ln(30/20) + 70 ln(70/80) + 10 ln(10/20) + 90 ln(90/80)]
        assert!((log_likelihood(30, 100, 10, 100) - 12.9725).abs() < 0.001);
        assert!(log_likelihood(20, 100, 60, 300).abs() < 1e-9);
        assert!(log_likelihood(0, 100, 0, 300).abs() < 1e-9);
    }

    #[test]
    fn only_significant_differences_are_listed_the_surest_first() {
        let shifts = vec![
            shift("same", 20, 60),
            shift("up", 40, 30),
            shift("far up", 60, 30),
            shift("down", 2, 80),
            shift("rare", 2, 0),
        ];
        let (up, down) = beyond_chance(shifts, 100, 300, MAX_TRENDS);
        let names =
            |shifts: &[Shift]| shifts.iter().map(|shift| shift.zh.clone()).collect::<Vec<_>>();
        assert_eq!(
            (names(&up), names(&down)),
            (vec!["far up".to_owned(), "up".to_owned()], vec!["down".to_owned()])
        );
    }

    #[test]
    fn a_month_with_nothing_to_compare_has_no_trends() {
        let (up, down) = beyond_chance(vec![shift("all", 30, 0)], 30, 0, MAX_TRENDS);
        assert_eq!((up, down), (vec![], vec![]));
    }
}
