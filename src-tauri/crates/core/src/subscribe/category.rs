//! The newest papers of a category of arXiv, on the days on which arXiv announces them: at most so
//! many a day as the user wants, those first that the learnt order puts first.

use super::Stored;
use crate::fetch::OnRead;
use crate::reading::narrow;
use crate::wire::{SubscriptionProblem, SubscriptionResult};
use crate::{App, Error, Job};
use jiff::tz::TimeZone;
use paperboy_net::{Fetched, LARGEST_LIST, Net, NetError};
use paperboy_paper::{
    AtomCause, AtomPage, AtomPaper, Category, Date, PaperId, announcement_day, read_atom_page,
};
use paperboy_store::{ListedPaper, Listing, NewDigest};
use std::collections::{BTreeMap, HashSet};

/// The setting of how many papers of a day are taken.
const PER_DAY: &str = "subscribe.arxiv_per_day";
/// Earlier days are not fetched later.
const MAX_AGE_DAYS: i64 = 7;
/// The most pages of a list that are requested at once.
const MAX_PAGES: usize = 20;

impl App {
    /// Adds the papers that were announced since the last time; the first time, those of the newest
    /// day.
    pub(super) fn take_category(
        &self,
        stored: &mut Stored,
        category: &Category,
        on_read: OnRead<'_>,
        job: &Job,
    ) -> Result<SubscriptionResult, Error> {
        let mut announced = Announced::new(stored.since, self.today());
        let problem = self.list_category(category, &mut announced, job)?;
        let mut result = SubscriptionResult { problem, ..SubscriptionResult::default() };
        if job.is_cancelled() {
            return Ok(result);
        }
        let newest = announced.days.last_key_value().map(|(date, _)| *date);
        let most = self.papers_per_day()? as usize;
        // The newest day first.
        for (date, papers) in announced.days.into_iter().rev() {
            if job.is_cancelled() {
                return Ok(result);
            }
            let ids = self.take_announced(category, date, papers, most, &mut result)?;
            if !ids.is_empty() && !self.read_on(date, &ids, on_read, job, &mut result)? {
                break;
            }
        }
        // A paper that was listed is read later with its day; a day that was not listed is requested again.
        let is_listed = !matches!(
            result.problem,
            Some(SubscriptionProblem::Arxiv { .. } | SubscriptionProblem::TooMany)
        );
        if is_listed {
            stored.since = newest.max(stored.since);
        }
        Ok(result)
    }

    /// How many papers of a day of a category are taken.
    pub(super) fn papers_per_day(&self) -> Result<u32, Error> {
        Ok(self.setting(PER_DAY)?.parse().unwrap_or(u32::MAX))
    }

    /// A page of a category's list; `None`: the job was cancelled.
    pub(super) fn category_page(
        &self,
        category: &Category,
        start: usize,
        job: &Job,
    ) -> Result<Option<Result<AtomPage, AtomCause>>, Error> {
        Ok(self.runtime()?.block_on(page(&self.net()?, category, start, job)))
    }

    /// Requests the list up to the first day that is wanted; returns why it is incomplete.
    fn list_category(
        &self,
        category: &Category,
        announced: &mut Announced,
        job: &Job,
    ) -> Result<Option<SubscriptionProblem>, Error> {
        let mut start = 0;
        for _ in 0..MAX_PAGES {
            let page = match self.category_page(category, start, job)? {
                None => return Ok(None),
                Some(Ok(page)) => page,
                Some(Err(why)) => return Ok(Some(SubscriptionProblem::Arxiv { why })),
            };
            start += page.entries;
            let is_last = page.total.map_or(page.entries < LARGEST_LIST, |n| start as u64 >= n);
            // arXiv now and then sends an empty page in the middle of a list.
            if page.entries == 0 && !is_last {
                return Ok(Some(SubscriptionProblem::Arxiv { why: AtomCause::CutOff }));
            }
            if announced.take(page.papers) || is_last {
                return Ok(None);
            }
        }
        Ok(Some(SubscriptionProblem::TooMany))
    }

    /// Adds the chosen papers of a day to the library; returns those that are to be read, in the order in
    /// which their reports are written.
    fn take_announced(
        &self,
        category: &Category,
        date: Date,
        papers: Vec<AtomPaper>,
        most: usize,
        result: &mut SubscriptionResult,
    ) -> Result<Vec<PaperId>, Error> {
        let (mut known, mut open, mut new) = (0, Vec::new(), Vec::new());
        for paper in papers {
            match self.store().reading(&paper.id)? {
                None => new.push(paper),
                Some(reading) => {
                    known += 1;
                    if !reading.settled {
                        open.push(reading.id);
                    }
                }
            }
        }
        // As arXiv's own list: its papers before those of other categories, by their submission.
        new.reverse();
        new.sort_by_key(|paper| paper.category != category.as_str());
        let mut papers: Vec<ListedPaper> = new.into_iter().map(listed).collect();
        if let Some(order) = self.learnt_order_of(&papers)? {
            let mut places: Vec<Option<ListedPaper>> = papers.into_iter().map(Some).collect();
            papers = order.into_iter().filter_map(|place| places.get_mut(place)?.take()).collect();
        }
        papers.truncate(most.saturating_sub(known));
        let ids: Vec<PaperId> = papers.iter().map(|paper| paper.id.clone()).collect();
        if !papers.is_empty() {
            result.papers += narrow(papers.len() as u64);
            result.days += 1;
            let listing = Listing { date, source_url: category.page(), papers };
            let digest = NewDigest { listing, writer: String::new(), texts: Vec::new() };
            self.store().add_digest(&digest, self.now())?;
        }
        Ok(ids.into_iter().chain(open).collect())
    }
}

async fn page(
    net: &Net,
    category: &Category,
    start: usize,
    job: &Job,
) -> Option<Result<AtomPage, AtomCause>> {
    let answer = tokio::select! {
        biased;
        () = job.cancelled() => return None,
        answer = net.category_page(category, start) => answer,
    };
    Some(match answer {
        Ok(Fetched::Body(body)) => read_atom_page(&body.bytes),
        Ok(Fetched::NotModified | Fetched::Absent(_)) => Err(AtomCause::NotFound),
        Err(NetError::TooLarge { .. }) => Err(AtomCause::TooLarge),
        Err(error) => Err(error.into_cause().into()),
    })
}

fn listed(paper: AtomPaper) -> ListedPaper {
    ListedPaper {
        abstract_text: Some(paper.summary).filter(|text| !text.is_empty()),
        authors: paper.authors,
        published: Some(paper.published.to_zoned(TimeZone::UTC).date()),
        ..ListedPaper::new(paper.id, paper.title)
    }
}

/// The papers of a list by the days of their announcement.
struct Announced {
    today: Date,
    /// The first day that is wanted; `None`: it is that of the first paper.
    from: Option<Date>,
    days: BTreeMap<Date, Vec<AtomPaper>>,
    seen: HashSet<PaperId>,
}

impl Announced {
    fn new(since: Option<Date>, today: Date) -> Self {
        let oldest = today.saturating_sub(jiff::Span::new().days(MAX_AGE_DAYS));
        let from = since.map(|since| since.max(oldest));
        Self { today, from, days: BTreeMap::new(), seen: HashSet::new() }
    }

    /// Takes a page, on which the newest papers come first; returns whether it ends before the first day
    /// that is wanted.
    fn take(&mut self, papers: Vec<AtomPaper>) -> bool {
        let mut last = None;
        for paper in papers {
            // arXiv's holidays are not known: a paper that is here has been announced.
            let day = announcement_day(paper.published).min(self.today);
            let from = *self.from.get_or_insert(day);
            last = Some(day);
            if day >= from && self.seen.insert(paper.id.clone()) {
                self.days.entry(day).or_default().push(paper);
            }
        }
        last.is_some_and(|last| Some(last) < self.from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paper(number: usize, published: &str) -> AtomPaper {
        AtomPaper {
            id: PaperId::parse(&format!("2601.{number:05}")).unwrap(),
            title: String::new(),
            summary: String::new(),
            authors: Vec::new(),
            published: published.parse().unwrap(),
            category: String::new(),
        }
    }

    fn days(announced: &Announced) -> Vec<(String, usize)> {
        announced.days.iter().map(|(date, papers)| (date.to_string(), papers.len())).collect()
    }

    #[test]
    fn the_first_time_brings_the_newest_day_and_later_ones_what_came_since() {
        let today: Date = "2026-01-15".parse().unwrap();
        let page = || {
            vec![
                paper(4, "2026-01-14T12:00:00Z"),
                paper(3, "2026-01-13T20:00:00Z"),
                paper(3, "2026-01-13T20:00:00Z"),
                paper(2, "2026-01-13T12:00:00Z"),
                paper(1, "2026-01-01T12:00:00Z"),
            ]
        };
        let mut first = Announced::new(None, today);
        assert!(first.take(page()));
        assert_eq!(days(&first), [("2026-01-14".to_owned(), 2)]);
        let mut later = Announced::new(Some("2026-01-13".parse().unwrap()), today);
        assert!(!later.take(page()[..3].to_vec()));
        assert!(later.take(page()));
        assert_eq!(days(&later), [("2026-01-13".to_owned(), 1), ("2026-01-14".to_owned(), 2)]);
        // After a long pause, only the last week is taken.
        let mut away = Announced::new(Some("2025-06-01".parse().unwrap()), today);
        assert!(away.take(page()));
        assert_eq!(days(&away).len(), 2);
        // A paper of tomorrow is here today.
        let mut early = Announced::new(None, today);
        assert!(!early.take(vec![paper(5, "2026-01-16T20:00:00Z")]));
        assert_eq!(days(&early), [("2026-01-15".to_owned(), 1)]);
        assert!(!early.take(Vec::new()));
    }
}
