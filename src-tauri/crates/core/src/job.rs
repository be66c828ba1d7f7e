//! Long work: progress and cancel are one thing.

use crate::wire::{Event, Progress};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How often progress is told at most.
const TELL_EVERY: Duration = Duration::from_millis(100);

/// Hears how far a job is.
type OnProgress = Box<dyn Fn(&Progress) + Send + Sync>;

/// One piece of long work under way.
pub struct Job {
    cancelled: AtomicBool,
    told: Mutex<(Option<Instant>, Progress)>,
    on_progress: OnProgress,
}

impl Job {
    /// A job that tells its progress to `on_progress`, ten times a second at most.
    pub fn new(name: &str, on_progress: OnProgress) -> Self {
        let progress = Progress { job: name.to_owned(), phase: String::new(), done: 0, total: 0, at: String::new(), seconds_left: None };
        Self { cancelled: AtomicBool::new(false), told: Mutex::new((None, progress)), on_progress }
    }

    /// A job nobody watches.
    pub fn unwatched(name: &str) -> Self {
        Self::new(name, Box::new(|_| ()))
    }

    /// Asks the job to stop; what it has done is kept.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    /// Whether it was asked to stop.
    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }

    /// Returns once it was asked to stop.
    pub(crate) async fn cancelled(&self) {
        while !self.is_cancelled() {
            tokio::time::sleep(Duration::from_millis(30)).await;
        }
    }

    /// How far it is.
    pub fn progress(&self) -> Progress {
        self.lock().1.clone()
    }

    /// Begins another phase, which counts anew.
    pub(crate) fn phase(&self, phase: &str) {
        let mut told = self.lock();
        phase.clone_into(&mut told.1.phase);
        (told.0, told.1.done, told.1.total, told.1.seconds_left) = (None, 0, 0, None);
        let progress = told.1.clone();
        drop(told);
        (self.on_progress)(&progress);
    }

    /// Names the phase otherwise for a while; it does not count anew.
    pub(crate) fn rename_phase(&self, phase: &str) {
        let mut told = self.lock();
        phase.clone_into(&mut told.1.phase);
        let progress = told.1.clone();
        drop(told);
        (self.on_progress)(&progress);
    }

    /// As [`at`](Self::at), with the time left reckoned from how long what is done took.
    pub(crate) fn at_with_time_left(&self, done: usize, total: usize, at: &str, began: Instant) {
        let each = (done > 0).then(|| began.elapsed().as_secs_f64() / done as f64);
        let left = each.map(|each| (each * total.saturating_sub(done) as f64).ceil() as u32);
        self.lock().1.seconds_left = left;
        self.at(done, total, at);
    }

    /// Notes how far it is, and tells it unless it was told just now.
    pub(crate) fn at(&self, done: usize, total: usize, at: &str) {
        let mut told = self.lock();
        told.1.done = u32::try_from(done).unwrap_or(u32::MAX);
        told.1.total = u32::try_from(total).unwrap_or(u32::MAX);
        at.clone_into(&mut told.1.at);
        if told.0.is_none_or(|when| when.elapsed() >= TELL_EVERY) || done == total {
            told.0 = Some(Instant::now());
            let progress = told.1.clone();
            drop(told);
            (self.on_progress)(&progress);
        }
    }

    fn lock(&self) -> MutexGuard<'_, (Option<Instant>, Progress)> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What runs behind the window, and the files that wait for it.
#[derive(Default)]
pub(crate) struct Jobs {
    state: Mutex<JobState>,
    /// Held while it is changed what is still to be fetched.
    pub errands: Mutex<()>,
}

#[derive(Default)]
pub(crate) struct JobState {
    /// The import under way.
    pub running: Option<Arc<Job>>,
    /// Files and folders to import after it.
    pub waiting: Vec<PathBuf>,
    /// The fetching under way, beside it: that may take hours.
    pub fetch: Option<Arc<Job>>,
    /// The backup under way that the user asked for.
    pub backup: Option<Arc<Job>>,
}

impl Jobs {
    pub(crate) fn lock(&self) -> MutexGuard<'_, JobState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl crate::App {
    /// A job whose progress the window hears of.
    pub(crate) fn watched_job(self: &Arc<Self>, name: &str) -> Arc<Job> {
        let app = Arc::downgrade(self);
        Arc::new(Job::new(
            name,
            Box::new(move |progress| {
                if let Some(app) = app.upgrade() {
                    app.emit(&Event::Progress { progress: progress.clone() });
                }
            }),
        ))
    }

    /// Asks the job under way to stop, and forgets what waits behind it.
    pub fn cancel_job(&self) -> Result<(), crate::Error> {
        let mut jobs = self.jobs.lock();
        jobs.waiting.clear();
        for job in jobs.running.iter().chain(&jobs.backup) {
            job.cancel();
        }
        Ok(())
    }
}
