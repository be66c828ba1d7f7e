//! The papers of a feed: each is looked up on arXiv, put on the day of its entry, and read.

use super::of_library;
use crate::fetch::{FetchOutcome, Halt, OnRead};
use crate::reading::narrow;
use crate::wire::{SubscriptionProblem, SubscriptionResult};
use crate::{App, Error, Job};
use jiff::tz::TimeZone;
use paperboy_feed::{Entry, Feed};
use paperboy_paper::{Date, PaperId};
use paperboy_store::{ListedPaper, Listing, NewDigest};
use std::collections::{BTreeMap, HashSet};

/// The most papers outside the library that are taken in one fetch: each is requested from arXiv.
const MAX_NEW: usize = 50;
/// Entries of earlier days are of no news.
const MAX_AGE_DAYS: i64 = 60;
/// The hosts whose feeds say what a paper's title and abstract are.
const OF_ARXIV: [&str; 3] = ["arxiv.org", "export.arxiv.org", "rss.arxiv.org"];

impl App {
    pub(super) fn take_list(
        &self,
        address: &str,
        feed: &Feed,
        on_read: OnRead<'_>,
        job: &Job,
    ) -> Result<SubscriptionResult, Error> {
        let mut result = SubscriptionResult::default();
        if feed.entries.iter().all(|entry| entry.papers.is_empty()) {
            result.problem = (!feed.entries.is_empty()).then_some(SubscriptionProblem::NoPapers);
            return Ok(result);
        }
        let host = url::Url::parse(address).ok().and_then(|url| url.host_str().map(str::to_owned));
        let is_arxivs = host.is_some_and(|host| OF_ARXIV.contains(&host.as_str()));
        let (mut by_day, mut seen) = (BTreeMap::<Date, Vec<PaperId>>::new(), HashSet::new());
        'entries: for entry in &feed.entries {
            let Some(date) = self.day_of(entry) else { continue };
            for id in &entry.papers {
                if self.store().reading(id)?.is_some() || !seen.insert(id) {
                    continue;
                }
                if seen.len() > MAX_NEW {
                    result.problem = Some(SubscriptionProblem::TooMany);
                    break 'entries;
                }
                if is_arxivs && entry.is_paper {
                    self.add_listed(address, date, id, entry)?;
                    result.papers += 1;
                }
                by_day.entry(date).or_default().push(id.clone());
            }
        }
        // The newest day first.
        for (date, ids) in by_day.into_iter().rev() {
            if job.is_cancelled() {
                break;
            }
            if !self.read_on(date, &ids, on_read, job, &mut result)? {
                break;
            }
        }
        Ok(result)
    }

    /// Puts papers on a day and reads them; false where the others need not be tried.
    pub(super) fn read_on(
        &self,
        date: Date,
        ids: &[PaperId],
        on_read: OnRead<'_>,
        job: &Job,
        result: &mut SubscriptionResult,
    ) -> Result<bool, Error> {
        let day = match self.add_on(date, ids, on_read, job) {
            Ok(day) => day,
            Err(Error::Offline(hosts)) => {
                of_library(Halt::Offline(hosts))?;
                result.missing += narrow(ids.len() as u64);
                result.problem.get_or_insert(SubscriptionProblem::Papers);
                return Ok(false);
            }
            Err(error) => return Err(error),
        };
        result.papers += day.added;
        result.days += u32::from(day.added > 0);
        let failed = |paper: &&crate::FetchedPaper| {
            paper.outcome == FetchOutcome::Failed && !paper.is_unknown()
        };
        let failed = narrow(day.papers.iter().filter(failed).count() as u64);
        if failed > 0 {
            result.missing += failed;
            result.problem.get_or_insert(SubscriptionProblem::Papers);
        }
        Ok(true)
    }

    /// The day on which an entry's papers are listed; `None`: it is too old.
    fn day_of(&self, entry: &Entry) -> Option<Date> {
        let today = self.today();
        let zone = TimeZone::get("America/New_York").unwrap_or(TimeZone::UTC);
        let published = entry.published.map(|at| at.to_zoned(zone).date());
        let date = published.unwrap_or(today).min(today);
        let oldest = today.checked_sub(jiff::Span::new().days(MAX_AGE_DAYS)).unwrap_or(today);
        (date >= oldest).then_some(date)
    }

    /// Puts a paper into the library as arXiv's own feed has it.
    fn add_listed(
        &self,
        address: &str,
        date: Date,
        id: &PaperId,
        entry: &Entry,
    ) -> Result<(), Error> {
        let paper = ListedPaper {
            abstract_text: Some(entry.summary.clone()).filter(|text| !text.is_empty()),
            authors: entry.authors.clone(),
            ..ListedPaper::new(id.clone(), entry.title.clone())
        };
        let listing = Listing { date, source_url: address.to_owned(), papers: vec![paper] };
        let digest = NewDigest { listing, writer: String::new(), texts: Vec::new() };
        self.store().add_digest(&digest, self.now())?;
        Ok(())
    }
}
