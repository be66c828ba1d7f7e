//! Fetching figures in the background, as a job of its own: what is to be fetched is written down,
//! and all other fetching goes first.

use super::fetch::Stop;
use super::turn::{Health, Turn};
use crate::reading::paper_id;
use crate::wire::{JobKind, Phase, ValueCause};
use crate::{App, Error, Job};
use paperboy_paper::{Date, PaperId};
use serde::{Deserialize, Serialize};
use std::sync::atomic::Ordering;
use std::sync::{Arc, PoisonError};
use std::time::Duration;

/// The setting that contains the queue.
const PENDING: &str = "figures.pending";
/// The most entries of the queue: the oldest are dropped, since the figures of a paper are asked for
/// again when it is opened.
const MAX_QUEUED: usize = 200;
/// How long a missing network is waited for before it is first looked for again; then twice as long
/// each time.
const FIRST_PAUSE: Duration = Duration::from_secs(2);
const MAX_PAUSE: Duration = Duration::from_secs(120);
/// The longest pause while arXiv fails or asks to wait, or a drawing does not end.
const MAX_HELD: Duration = Duration::from_secs(30 * 60);
/// How often it is looked whether something else is still fetched, and whether another program still
/// fetches figures: for that, twice as long each time.
const WAIT_BETWEEN: Duration = Duration::from_millis(200);
const MAX_WAIT: Duration = Duration::from_secs(30);

/// Figures that are to be fetched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum FigureWork {
    /// Those on the cards of the papers of these days, then all of papers that are starred or kept for
    /// later.
    Days {
        /// The first day.
        from: Date,
        /// The last day.
        to: Date,
    },
    /// Those on the cards of these papers, then as above.
    Cards(Vec<PaperId>),
    /// All of these papers, which the user opened or marked.
    All(Vec<PaperId>),
    /// No figures: the PDFs of these papers, which the user asked for or marked.
    Pdfs(Vec<PaperId>),
}

impl FigureWork {
    pub(super) fn is_empty(&self) -> bool {
        match self {
            Self::Days { from, to } => from > to,
            Self::Cards(ids) | Self::All(ids) | Self::Pdfs(ids) => ids.is_empty(),
        }
    }
}

/// What is done first: the papers that the user came to last, since they may be looking at them.
pub(super) fn next(queue: &[FigureWork]) -> Option<&FigureWork> {
    let is_asked_for =
        |work: &&FigureWork| matches!(work, FigureWork::All(_) | FigureWork::Pdfs(_));
    queue.iter().rfind(is_asked_for).or_else(|| queue.first())
}

impl App {
    /// Fetches all figures of papers that the user opened or marked, in the background, unless the
    /// setting says otherwise or none is missing.
    pub fn start_figures(self: &Arc<Self>, ids: &[String]) -> Result<(), Error> {
        let ids = ids.iter().map(|id| paper_id(id)).collect::<Result<Vec<_>, _>>()?;
        // What is queued last goes first: a PDF waits for the figures that are being looked at.
        self.queue_figures(FigureWork::Pdfs(self.lacking_pdfs(&ids)?))?;
        self.queue_figures(FigureWork::All(self.lacking_figures(&ids)?))
    }

    /// Has the figures of a paper that the user had read again asked for, those too that could not be
    /// had.
    pub(crate) fn ask_for_figures_again(self: &Arc<Self>, id: &PaperId) -> Result<(), Error> {
        self.store().ask_for_images_again(id)?;
        self.start_figures(&[id.to_string()])
    }

    /// Writes down figures that are to be fetched, and begins when nothing else is fetched.
    pub(crate) fn queue_figures(self: &Arc<Self>, work: FigureWork) -> Result<(), Error> {
        if !self.wants_figures(&work)? {
            return Ok(());
        }
        self.change_queued_figures(|queue| {
            queue.retain(|other| *other != work);
            queue.push(work);
            let excess = queue.len().saturating_sub(MAX_QUEUED);
            queue.drain(..excess);
        })?;
        self.run_figures();
        Ok(())
    }

    /// Takes up what was interrupted.
    pub(crate) fn resume_figures(self: &Arc<Self>) -> Result<(), Error> {
        if !self.read_only() && !self.queued_figures()?.is_empty() {
            self.run_figures();
        }
        Ok(())
    }

    /// Clears the queue.
    pub(crate) fn forget_figure_work(&self) -> Result<(), Error> {
        self.change_queued_figures(Vec::clear)
    }

    pub(super) fn queued_figures(&self) -> Result<Vec<FigureWork>, Error> {
        let json = self.store().setting(PENDING)?;
        Ok(json.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default())
    }

    pub(super) fn change_queued_figures(
        &self,
        change: impl FnOnce(&mut Vec<FigureWork>),
    ) -> Result<(), Error> {
        let _turn = self.jobs.figures.lock().unwrap_or_else(PoisonError::into_inner);
        let before = self.queued_figures()?;
        let mut queue = before.clone();
        change(&mut queue);
        if queue == before {
            return Ok(());
        }
        let json = (!queue.is_empty())
            .then(|| serde_json::to_string(&queue))
            .transpose()
            .map_err(ValueCause::other)?;
        self.store().set_setting(PENDING, json.as_deref())?;
        self.jobs.figure_changes.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }

    pub(super) fn figure_changes(&self) -> u64 {
        self.jobs.figure_changes.load(Ordering::Relaxed)
    }

    /// Whether lists or articles are being fetched, or wait for the network; or another program reads
    /// articles.
    pub(crate) fn fetches_else(&self) -> bool {
        let fetches = {
            let jobs = self.jobs.lock();
            jobs.fetch.is_some() || jobs.reading_again > 0
        };
        fetches || self.is_read_by_others()
    }

    fn run_figures(self: &Arc<Self>) {
        let mut jobs = self.jobs.lock();
        if jobs.figures.is_some() || jobs.closed {
            return;
        }
        let job = self.watched_job(JobKind::Figures);
        jobs.figures = Some(job.clone());
        drop(jobs);
        let app = self.clone();
        std::thread::spawn(move || {
            let (worker, of) = (app.clone(), job.clone());
            let ended = job.wait_for(move || worker.do_queued_figures(&of)).unwrap_or(Ok(()));
            let forgetting = {
                let mut jobs = app.jobs.lock();
                jobs.figures = None;
                jobs.forgetting
            };
            app.emit(&crate::wire::Event::Changed);
            // What was queued since the last look relies on this job.
            let ended = ended.and_then(|()| if forgetting { Ok(()) } else { app.resume_figures() });
            if let Err(error) = ended {
                // Papers can be read without them, and the next fetch tries again.
                tracing::warn!(%error, "figures were not fetched");
            }
        });
    }

    /// Fetches one entry of the queue after the other.
    fn do_queued_figures(&self, job: &Job) -> Result<(), Error> {
        let health = Health::default();
        loop {
            if job.is_cancelled() {
                return Ok(());
            }
            if self.fetches_else() {
                std::thread::sleep(WAIT_BETWEEN);
                continue;
            }
            let Some(work) = next(&self.queued_figures()?).cloned() else { return Ok(()) };
            let turn = Turn::of(self, work.clone());
            let wait = match self.fetch_figures(&work, job, Some(&turn), &health) {
                Ok(()) | Err(Stop::Full | Stop::Error(Error::BadValue(_))) => {
                    let left = turn.work();
                    self.change_queued_figures(|queue| queue.retain(|other| *other != left))?;
                    continue;
                }
                Err(Stop::Cancelled) => return Ok(()),
                Err(Stop::Postponed) => continue,
                Err(Stop::Error(error)) => return Err(error),
                // Nothing is reported: papers are read without figures.
                Err(Stop::Offline) => {
                    job.phase(Phase::Offline);
                    health.stopped(FIRST_PAUSE, MAX_PAUSE)
                }
                Err(Stop::Held(wait)) => {
                    job.phase(Phase::Wait);
                    let pause = health.stopped(FIRST_PAUSE, MAX_HELD);
                    wait.map_or(pause, |wait| wait.clamp(pause, MAX_HELD))
                }
                Err(Stop::Busy) => health.stopped(FIRST_PAUSE, MAX_HELD),
                // Another program is at it.
                Err(Stop::NotFirst) => health.stopped(WAIT_BETWEEN, MAX_WAIT),
            };
            self.wait_to_fetch_figures(&turn, job, wait)?;
        }
    }

    /// Waits for a pause, until other fetching shows that there is a network, or another paper is
    /// opened.
    fn wait_to_fetch_figures(
        &self,
        turn: &Turn<'_>,
        job: &Job,
        pause: Duration,
    ) -> Result<(), Error> {
        let waited = async {
            tokio::select! {
                biased;
                () = job.cancelled() => {}
                () = turn.over() => {}
                () = tokio::time::sleep(pause) => {}
            }
        };
        self.runtime()?.block_on(waited);
        Ok(())
    }
}
