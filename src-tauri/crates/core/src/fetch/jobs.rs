//! Fetching behind the window: what is to be fetched is written down first, so that a kill loses none of it.

use super::{Fetch, FetchOutcome, FetchedDay, Surroundings};
use crate::reading::{day, narrow, paper_id};
use crate::wire::{Event, FetchSummary};
use crate::{App, DateSpan, Error, Job};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use std::time::Duration;

/// Names what is still to be fetched, in the settings.
const PENDING: &str = "fetch.pending";
/// How long a missing network is waited for before it is tried again.
const RETRY: Duration = Duration::from_secs(30);

/// A [`Fetch`] as it is written down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Errand {
    from: String,
    to: String,
    articles: bool,
}

impl Errand {
    fn fetch(&self) -> Result<Fetch, Error> {
        Ok(Fetch { span: DateSpan { from: day(&self.from)?, to: day(&self.to)? }, articles: self.articles })
    }
}

impl App {
    /// Fetches days behind the window's back: progress and outcome come as events. Errands given meanwhile follow.
    pub fn start_fetch(self: &Arc<Self>, from: &str, to: &str, articles: bool) -> Result<(), Error> {
        let errand = Errand { from: from.to_owned(), to: to.to_owned(), articles };
        let span = errand.fetch()?.span;
        if span.from > span.to {
            return Err(Error::BadValue(format!("{from}..{to} ends before it begins")));
        }
        self.fetchable(span)?;
        let mut errands = self.errands()?;
        if !errands.contains(&errand) {
            errands.push(errand);
            self.put_errands(&errands)?;
        }
        self.run_errands();
        Ok(())
    }

    /// Fetches today and the days that may still grow.
    pub fn start_fetch_today(self: &Arc<Self>) -> Result<(), Error> {
        let today = self.today().to_string();
        self.start_fetch(&today, &today, true)
    }

    /// Stops fetching, and forgets what was still to be fetched. What came is kept.
    pub fn cancel_fetch(&self) -> Result<(), Error> {
        let running = self.jobs.lock().fetch.clone();
        if let Some(job) = running {
            job.cancel();
        }
        self.put_errands(&[])
    }

    /// Reads one paper's article again: open or settled, with the network asked only whether it changed.
    pub fn start_read_again(self: &Arc<Self>, id: &str) -> Result<(), Error> {
        let id = paper_id(id)?;
        self.kept_paper(&id)?;
        let app = self.clone();
        std::thread::spawn(move || {
            match app.read_again(&id, &Job::unwatched("fetch")) {
                Ok(paper) if paper.outcome == FetchOutcome::Failed => {
                    app.failed(&Error::NotRead { id: id.clone(), why: paper.problem.unwrap_or_default() });
                }
                Ok(_) => {}
                Err(error) => app.failed(&error),
            }
            app.emit(&Event::Changed);
        });
        Ok(())
    }

    /// Takes up what a kill had interrupted.
    pub(crate) fn resume_fetch(self: &Arc<Self>) -> Result<(), Error> {
        if !self.errands()?.is_empty() {
            self.run_errands();
        }
        Ok(())
    }

    /// Fetches unasked, if it is time.
    pub(crate) fn fetch_if_due(self: &Arc<Self>, here: Surroundings) -> Result<(), Error> {
        if self.jobs.lock().fetch.is_some() {
            return Ok(());
        }
        match self.due(here)? {
            Some(span) => self.start_fetch(&span.from.to_string(), &span.to.to_string(), true),
            None => Ok(()),
        }
    }

    fn errands(&self) -> Result<Vec<Errand>, Error> {
        let json = self.store().setting(PENDING)?;
        Ok(json.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default())
    }

    fn put_errands(&self, errands: &[Errand]) -> Result<(), Error> {
        let json = (!errands.is_empty())
            .then(|| serde_json::to_string(errands))
            .transpose()
            .map_err(|error| Error::BadValue(error.to_string()))?;
        Ok(self.store().set_setting(PENDING, json.as_deref())?)
    }

    fn run_errands(self: &Arc<Self>) {
        let mut jobs = self.jobs.lock();
        if jobs.fetch.is_some() {
            return;
        }
        let job = self.watched_job("fetch");
        jobs.fetch = Some(job.clone());
        drop(jobs);
        let app = self.clone();
        std::thread::spawn(move || {
            while let Err(error) = app.run_all(&job) {
                app.failed(&error);
                if !matches!(error, Error::Offline(_)) || !app.wait_for_network(&job) {
                    break;
                }
            }
            app.jobs.lock().fetch = None;
            app.emit(&Event::Changed);
        });
    }

    fn run_all(&self, job: &Job) -> Result<(), Error> {
        while let Some(errand) = self.errands()?.first().cloned() {
            // Each errand begins with lists, also the one after articles were read or the network was waited for.
            job.phase("");
            let result = errand.fetch().and_then(|fetch| self.fetch(fetch, job));
            if job.is_cancelled() {
                return Ok(());
            }
            let done = !matches!(result, Err(Error::Offline(_)));
            if done {
                let rest: Vec<Errand> = self.errands()?.into_iter().filter(|other| *other != errand).collect();
                self.put_errands(&rest)?;
            }
            self.emit(&Event::Fetched { summary: summary(&errand, &result?) });
        }
        Ok(())
    }

    fn wait_for_network(&self, job: &Job) -> bool {
        job.phase("offline");
        let pause = Duration::from_millis(200);
        for _ in 0..RETRY.as_millis() / pause.as_millis() {
            if job.is_cancelled() {
                return false;
            }
            std::thread::sleep(pause);
        }
        true
    }
}

fn summary(errand: &Errand, days: &[FetchedDay]) -> FetchSummary {
    let count = |outcome: FetchOutcome| days.iter().flat_map(|day| &day.papers).filter(|paper| paper.outcome == outcome).count() as u64;
    FetchSummary {
        from: errand.from.clone(),
        to: errand.to.clone(),
        listed: days.iter().map(|day| day.listed).sum(),
        added: days.iter().map(|day| day.added).sum(),
        read: narrow(count(FetchOutcome::Read)),
        failed: narrow(count(FetchOutcome::Failed)),
        problem: days.iter().find_map(|day| day.problem.clone()),
    }
}
