//! Fetching in the background: the jobs are stored first, so that a kill loses none of them.

use super::{Fetch, FetchOutcome, FetchedDay, FetchedPaper, Surroundings};
use crate::figures::FigureWork;
use crate::reading::{day, narrow, paper_id};
use crate::wire::{
    Event, FetchFailure, FetchSummary, FetchedSubscription, JobKind, MissingList, Phase, ValueCause,
};
use crate::{App, DateSpan, Error, Job};
use jiff::Timestamp;
use paperboy_paper::PaperId;
use serde::{Deserialize, Serialize};
use std::sync::{Arc, PoisonError};
use std::time::Duration;

/// The setting that contains the queue of fetches.
const PENDING: &str = "fetch.pending";
/// How long a missing network is waited for before it is first looked for again; then twice as long
/// each time.
const FIRST_PAUSE: Duration = Duration::from_secs(1);
const MAX_PAUSE: Duration = Duration::from_secs(60);

/// A [`Fetch`] as it is written down.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct FetchJob {
    from: String,
    to: String,
    articles: bool,
    /// When it was queued: a list that arrived since then is not requested again.
    #[serde(default)]
    given: Option<Timestamp>,
    /// The papers that are added on the first day, instead of its list.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    papers: Vec<PaperId>,
}

impl FetchJob {
    fn fetch(&self) -> Result<Fetch, Error> {
        Ok(Fetch {
            span: DateSpan { from: day(&self.from)?, to: day(&self.to)? },
            articles: self.articles,
            write: self.articles,
        })
    }

    fn asks_for_the_same(&self, other: &Self) -> bool {
        (&self.from, &self.to, self.articles, &self.papers)
            == (&other.from, &other.to, other.articles, &other.papers)
    }

    /// The figures that are fetched after it.
    fn figures(&self) -> Result<Option<FigureWork>, Error> {
        let span = self.fetch()?.span;
        Ok(match (self.articles, self.papers.is_empty()) {
            (false, _) => None,
            (true, true) => Some(FigureWork::Days { from: span.from, to: span.to }),
            (true, false) => Some(FigureWork::Cards(self.papers.clone())),
        })
    }
}

impl App {
    /// Fetches days in the background: progress and outcome come as events. Jobs given
    /// meanwhile follow.
    pub fn start_fetch(
        self: &Arc<Self>,
        from: &str,
        to: &str,
        articles: bool,
    ) -> Result<(), Error> {
        let fetch_job = FetchJob {
            from: from.to_owned(),
            to: to.to_owned(),
            articles,
            given: Some(self.now()),
            papers: Vec::new(),
        };
        let span = fetch_job.fetch()?.span;
        if span.from > span.to {
            let (from, to) = (from.to_owned(), to.to_owned());
            return Err(ValueCause::EndsTooEarly { from, to }.into());
        }
        self.fetchable(span)?;
        self.change_fetch_jobs(|jobs| {
            if !jobs.iter().any(|other| other.asks_for_the_same(&fetch_job)) {
                jobs.push(fetch_job);
            }
        })?;
        self.run_fetch_jobs();
        Ok(())
    }

    /// Adds papers in the background, as a job like a fetch.
    pub fn start_add(self: &Arc<Self>, papers: Vec<PaperId>) -> Result<(), Error> {
        let today = self.today().to_string();
        let given = Some(self.now());
        let job = FetchJob { from: today.clone(), to: today, articles: true, given, papers };
        if job.papers.is_empty() {
            return Ok(());
        }
        self.change_fetch_jobs(|jobs| jobs.push(job))?;
        self.run_fetch_jobs();
        Ok(())
    }

    /// Fetches today's list and articles.
    pub fn start_fetch_today(self: &Arc<Self>) -> Result<(), Error> {
        let today = self.today().to_string();
        self.start_fetch(&today, &today, true)
    }

    /// Stops fetching, that of figures too, and clears the queues. What was fetched stays.
    pub fn cancel_fetch(self: &Arc<Self>) -> Result<(), Error> {
        {
            let mut jobs = self.jobs.lock();
            jobs.forgetting = true;
            for job in jobs.fetch.iter().chain(&jobs.figures) {
                job.cancel();
            }
        }
        // Another program may have to be waited for; the job has ended by then.
        let forgot = self.change_fetch_jobs(Vec::clear).and_then(|()| self.forget_figure_work());
        self.jobs.lock().forgetting = false;
        forgot?;
        // What was given meanwhile relied on the job.
        self.resume_fetch()?;
        self.resume_figures()
    }

    /// Reads one paper's article again, whether its reading is open or settled. The request is
    /// conditional.
    pub fn start_read_again(self: &Arc<Self>, id: &str) -> Result<(), Error> {
        let id = paper_id(id)?;
        self.stored_paper(&id)?;
        let app = self.clone();
        app.jobs.lock().reading_again += 1;
        std::thread::spawn(move || {
            match app.read_again(&id, &Job::unwatched(JobKind::Fetch)) {
                Ok(paper) if paper.outcome == FetchOutcome::Failed => {
                    app.failed(&Error::NotRead { id: id.clone(), reasons: paper.problem.reading });
                }
                Ok(_) => {
                    app.note("watch", app.note_version_read(&id));
                    app.note("write", app.write_automatically([id.clone()]));
                    app.note("figures", app.ask_for_figures_again(&id));
                }
                Err(error) => app.failed(&error),
            }
            app.jobs.lock().reading_again -= 1;
            app.emit(&Event::Changed);
        });
        Ok(())
    }

    /// Takes up what a kill had interrupted.
    pub(crate) fn resume_fetch(self: &Arc<Self>) -> Result<(), Error> {
        if !self.read_only() && !self.fetch_jobs()?.is_empty() {
            self.run_fetch_jobs();
        }
        Ok(())
    }

    /// Starts an automatic fetch when it is due.
    pub(crate) fn fetch_if_due(self: &Arc<Self>, here: Surroundings) -> Result<(), Error> {
        if self.jobs.lock().fetch.is_some() {
            return Ok(());
        }
        let Some(span) = self.due(here)? else { return Ok(()) };
        self.note_automatic_fetch()?;
        self.start_fetch(&span.from.to_string(), &span.to.to_string(), true)
    }

    fn fetch_jobs(&self) -> Result<Vec<FetchJob>, Error> {
        let json = self.store().setting(PENDING)?;
        Ok(json.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default())
    }

    /// Changes the stored jobs under a lock: a job that is added while another ends must not be
    /// lost.
    fn change_fetch_jobs(&self, change: impl FnOnce(&mut Vec<FetchJob>)) -> Result<(), Error> {
        let _turn = self.jobs.fetches.lock().unwrap_or_else(PoisonError::into_inner);
        let mut jobs = self.fetch_jobs()?;
        change(&mut jobs);
        let json = (!jobs.is_empty())
            .then(|| serde_json::to_string(&jobs))
            .transpose()
            .map_err(ValueCause::other)?;
        Ok(self.store().set_setting(PENDING, json.as_deref())?)
    }

    fn run_fetch_jobs(self: &Arc<Self>) {
        let mut jobs = self.jobs.lock();
        if jobs.fetch.is_some() {
            return;
        }
        let job = self.watched_job(JobKind::Fetch);
        jobs.fetch = Some(job.clone());
        drop(jobs);
        let app = self.clone();
        std::thread::spawn(move || {
            let (worker, of) = (app.clone(), job.clone());
            let ended = job.wait_for(move || worker.run_all(&of)).unwrap_or(Ok(()));
            let forgetting = {
                let mut jobs = app.jobs.lock();
                jobs.fetch = None;
                jobs.forgetting
            };
            app.emit(&Event::Changed);
            // A fetch that was queued since the last look relies on this job.
            let ended = ended.and_then(|()| if forgetting { Ok(()) } else { app.resume_fetch() });
            if let Err(error) = ended {
                app.failed(&error);
            }
        });
    }

    /// Does one job after the other. What can't be done for now stays written down: for the
    /// network it is waited here, for anything else until the next start.
    fn run_all(self: &Arc<Self>, job: &Job) -> Result<(), Error> {
        let mut reported_offline = false;
        while let Some(fetch_job) = self.fetch_jobs()?.first().cloned() {
            let result =
                fetch_job.fetch().and_then(|fetch| self.fetch_and_queue(fetch, &fetch_job, job));
            if job.is_cancelled() {
                return Ok(());
            }
            match result {
                Ok((days, subscriptions)) => {
                    reported_offline = false;
                    // Written down before it is ticked off: a kill in between loses none of it.
                    if let Some(work) = fetch_job.figures()? {
                        self.queue_figures(work)?;
                    }
                    self.tick_off(&fetch_job)?;
                    self.emit(&Event::Fetched {
                        summary: summary(&fetch_job, &days, subscriptions, self.failures(&days)),
                    });
                    // Papers that were added belong to a day, and are not its list.
                    if fetch_job.papers.is_empty() {
                        self.note("complete", self.note_complete(&days));
                    }
                }
                Err(error @ Error::Offline(_)) => {
                    if !reported_offline {
                        self.failed(&error);
                    }
                    reported_offline = true;
                    if !self.wait_for_network(job)? {
                        return Ok(());
                    }
                }
                Err(error @ Error::BadValue(_)) => {
                    self.tick_off(&fetch_job)?;
                    self.failed(&error);
                }
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Fetches, and has each paper written as soon as it was read; those of these days that had
    /// been read before, at the end.
    fn fetch_and_queue(
        self: &Arc<Self>,
        fetch: Fetch,
        fetch_job: &FetchJob,
        job: &Job,
    ) -> Result<(Vec<FetchedDay>, Vec<FetchedSubscription>), Error> {
        let queue =
            |ids: Vec<PaperId>| if fetch.write { self.write_automatically(ids) } else { Ok(()) };
        let on_read = |id: &PaperId| self.note("write", queue(vec![id.clone()]));
        let days = if fetch_job.papers.is_empty() {
            self.fetch_since(fetch, fetch_job.given, &on_read, job)?
        } else {
            vec![self.add_on(fetch.span.from, &fetch_job.papers, &on_read, job)?]
        };
        queue(self.unwritten(&days)?)?;
        // Subscriptions come with days, not with papers that the user adds.
        let subscriptions = match fetch_job.papers.is_empty() && fetch.articles {
            true => self.fetch_subscriptions_with(None, &on_read, job)?,
            false => Vec::new(),
        };
        Ok((days, subscriptions))
    }

    /// The papers that could not be read for now, each once. A title that can't be had is the
    /// paper's id.
    fn failures(&self, days: &[FetchedDay]) -> Vec<FetchFailure> {
        let papers = days.iter().flat_map(|day| day.papers.iter().map(move |paper| (day, paper)));
        let mut named = std::collections::HashSet::new();
        papers
            .filter(|(_, paper)| has_failed(paper) && named.insert(&paper.id))
            .take(MAX_NAMED_FAILURES)
            .map(|(day, paper)| {
                let stored =
                    paper_id(&paper.id).ok().and_then(|id| self.store().paper(&id).ok().flatten());
                FetchFailure {
                    id: paper.id.clone(),
                    title: stored.map_or_else(|| paper.id.clone(), |stored| stored.title),
                    date: day.date.clone(),
                    reasons: paper.problem.reading.clone(),
                }
            })
            .collect()
    }

    fn tick_off(&self, fetch_job: &FetchJob) -> Result<(), Error> {
        self.change_fetch_jobs(|jobs| jobs.retain(|other| !other.asks_for_the_same(fetch_job)))
    }

    /// Returns when a source can be reached; false when the job was stopped before.
    fn wait_for_network(&self, job: &Job) -> Result<bool, Error> {
        job.phase(Phase::Offline);
        let runtime = self.runtime()?;
        let mut pause = FIRST_PAUSE;
        loop {
            let online = async {
                tokio::time::sleep(pause).await;
                Ok::<bool, Error>(self.net()?.is_online().await)
            };
            let looked = async {
                tokio::select! {
                    biased;
                    () = job.cancelled() => None,
                    online = online => Some(online),
                }
            };
            match runtime.block_on(looked) {
                None => return Ok(false),
                Some(online) => {
                    if online? {
                        return Ok(true);
                    }
                }
            }
            pause = (pause * 2).min(MAX_PAUSE);
        }
    }
}

/// The largest number of failed papers and lists that are named.
const MAX_NAMED_FAILURES: usize = 500;

/// Whether a paper could not be read for now. An id that arXiv does not have is no paper.
fn has_failed(paper: &FetchedPaper) -> bool {
    paper.outcome == FetchOutcome::Failed && !paper.is_unknown()
}

fn summary(
    fetch_job: &FetchJob,
    days: &[FetchedDay],
    subscriptions: Vec<FetchedSubscription>,
    failures: Vec<FetchFailure>,
) -> FetchSummary {
    let missing = days.iter().filter_map(|day| {
        Some(MissingList { date: day.date.clone(), problem: day.problem.clone()? })
    });
    let papers = || days.iter().flat_map(|day| &day.papers);
    let read = papers().filter(|paper| paper.outcome == FetchOutcome::Read).count();
    let failed = papers().filter(|paper| has_failed(paper)).count();
    let unknown = papers().filter(|paper| paper.is_unknown()).map(|paper| paper.id.clone());
    FetchSummary {
        from: fetch_job.from.clone(),
        to: fetch_job.to.clone(),
        listed: days.iter().map(|day| day.listed).sum(),
        added: days.iter().map(|day| day.added).sum(),
        read: narrow(read as u64),
        failed: narrow(failed as u64),
        unknown: unknown.take(MAX_NAMED_FAILURES).collect(),
        missing_lists: missing.take(MAX_NAMED_FAILURES).collect(),
        subscriptions,
        failures,
    }
}
