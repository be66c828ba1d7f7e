//! Jobs: long work with its progress, which can be cancelled.

use crate::figures::Begun;
use crate::wire::{Event, JobKind, Phase, Progress};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// The shortest time between two reports of progress.
const EMIT_INTERVAL: Duration = Duration::from_millis(100);

/// Receives the progress of a job.
type OnProgress = Box<dyn Fn(&Progress) + Send + Sync>;

/// How often a job checks for a request to stop, and how long its work may then take to end.
const LOOK_EVERY: Duration = Duration::from_millis(20);
const GRACE: Duration = Duration::from_millis(500);

/// A piece of long work. A clone is the same job.
#[derive(Clone)]
pub struct Job {
    cancelled: Arc<AtomicBool>,
    reported: Arc<Mutex<(Option<Instant>, Progress)>>,
    on_progress: Arc<dyn Fn(&Progress) + Send + Sync>,
}

impl Job {
    /// A job that reports its progress to `on_progress`, at most ten times a second.
    pub fn new(kind: JobKind, on_progress: OnProgress) -> Self {
        let progress = Progress {
            job: kind,
            phase: Phase::Work,
            done: 0,
            total: 0,
            at: String::new(),
            seconds_left: None,
        };
        Self {
            cancelled: Arc::default(),
            reported: Arc::new(Mutex::new((None, progress))),
            on_progress: on_progress.into(),
        }
    }

    /// A job without a listener.
    pub fn unwatched(kind: JobKind) -> Self {
        Self::new(kind, Box::new(|_| ()))
    }

    /// Asks the job to stop; what it has done is kept.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    /// Whether it was stopped.
    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }

    /// Returns once it was stopped.
    pub(crate) async fn cancelled(&self) {
        while !self.is_cancelled() {
            tokio::time::sleep(Duration::from_millis(30)).await;
        }
    }

    /// Runs work on its own thread, and returns the result. `None` when the job was stopped and the
    /// work did not end soon after: work that can't be interrupted, such as reading from a drive
    /// that hangs, then continues in the background.
    pub fn wait_for<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Option<T> {
        let (sender, ended) = channel();
        let stop = self.cancelled.clone();
        let thread = std::thread::spawn(move || {
            paperboy_store::stop_waiting_when(stop);
            // The receiver may be gone.
            let _ = sender.send(work());
        });
        let mut stop_requested = None;
        loop {
            match ended.recv_timeout(LOOK_EVERY) {
                Ok(done) => return Some(done),
                Err(RecvTimeoutError::Disconnected) => match thread.join() {
                    Err(panic) => std::panic::resume_unwind(panic),
                    Ok(()) => return None,
                },
                Err(RecvTimeoutError::Timeout) if !self.is_cancelled() => {}
                Err(RecvTimeoutError::Timeout) => {
                    if stop_requested.get_or_insert_with(Instant::now).elapsed() >= GRACE {
                        tracing::warn!(
                            job = ?self.lock().1.job,
                            "a job was cancelled before it finished"
                        );
                        return None;
                    }
                }
            }
        }
    }

    /// Its progress.
    pub fn progress(&self) -> Progress {
        self.lock().1.clone()
    }

    // Reports are sent with the lock held: an older state never follows a newer one.

    /// Begins another phase, whose count starts at zero.
    pub(crate) fn phase(&self, phase: Phase) {
        let mut reported = self.lock();
        reported.1.phase = phase;
        (reported.0, reported.1.done, reported.1.total, reported.1.seconds_left) =
            (None, 0, 0, None);
        (self.on_progress)(&reported.1);
    }

    /// Shows another name for the phase for a while; the count continues.
    pub(crate) fn rename_phase(&self, phase: Phase) {
        let mut reported = self.lock();
        reported.1.phase = phase;
        (self.on_progress)(&reported.1);
    }

    /// As [`at`](Self::at), with the remaining time estimated from the time so far.
    pub(crate) fn at_with_time_left(&self, done: usize, total: usize, at: &str, began: Instant) {
        let each = (done > 0).then(|| began.elapsed().as_secs_f64() / done as f64);
        let left = each.map(|each| (each * total.saturating_sub(done) as f64).ceil() as u32);
        self.lock().1.seconds_left = left;
        self.at(done, total, at);
    }

    /// Records the progress, and reports it unless the last report was a moment ago.
    pub(crate) fn at(&self, done: usize, total: usize, at: &str) {
        let mut reported = self.lock();
        reported.1.done = u32::try_from(done).unwrap_or(u32::MAX);
        reported.1.total = u32::try_from(total).unwrap_or(u32::MAX);
        at.clone_into(&mut reported.1.at);
        if reported.0.is_none_or(|when| when.elapsed() >= EMIT_INTERVAL) || done == total {
            reported.0 = Some(Instant::now());
            (self.on_progress)(&reported.1);
        }
    }

    fn lock(&self) -> MutexGuard<'_, (Option<Instant>, Progress)> {
        self.reported.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The background jobs, and the files that wait for them.
#[derive(Default)]
pub(crate) struct Jobs {
    state: Mutex<JobState>,
    /// Held while the queue of fetches is changed.
    pub fetches: Mutex<()>,
    /// Held while the queue of imports is changed.
    pub imports: Mutex<()>,
    /// Held while the subscriptions are changed.
    pub subscriptions: Mutex<()>,
    /// Held while the queue of figures is changed.
    pub figures: Mutex<()>,
    /// Rises with each change of the queue of figures.
    pub figure_changes: AtomicU64,
    /// Whether this program has removed the files of images that nothing names.
    pub figures_swept: AtomicBool,
    /// The image that is being read.
    pub begun_image: Mutex<Begun>,
}

#[derive(Default)]
pub(crate) struct JobState {
    /// The import under way.
    pub running: Option<Job>,
    /// Files and folders to import after it.
    pub waiting: Vec<PathBuf>,
    /// If an import was resumed after a restart: the library's revision at that moment.
    pub resumed_at: Option<u64>,
    /// The running fetch, separately: it may take hours.
    pub fetch: Option<Job>,
    /// How many jobs are reading a single paper again.
    pub reading_again: u32,
    /// The running fetch of figures. It waits for all other fetching.
    pub figures: Option<Job>,
    /// The running look-up of what is new about papers that the user keeps.
    pub watch: Option<Job>,
    /// Whether the program ends: no figure is begun any more.
    pub closed: bool,
    /// Whether the queue of fetches is being cleared: none is begun meanwhile.
    pub forgetting: bool,
    /// The running backup that the user requested.
    pub backup: Option<Job>,
    /// The running update of the vault that the user requested.
    pub vault: Option<Job>,
    /// The running publishing.
    pub publish: Option<Job>,
    /// The running synchronisation that the user requested.
    pub sync: Option<Job>,
    /// The running automatic synchronisation.
    pub automatic_sync: Option<Job>,
}

impl Jobs {
    pub(crate) fn lock(&self) -> MutexGuard<'_, JobState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl crate::App {
    /// A job whose progress is sent to the window.
    pub(crate) fn watched_job(self: &Arc<Self>, kind: JobKind) -> Job {
        let app = Arc::downgrade(self);
        Job::new(
            kind,
            Box::new(move |progress| {
                if let Some(app) = app.upgrade() {
                    app.emit(&Event::Progress { progress: progress.clone() });
                }
            }),
        )
    }

    /// Stops the running job, and clears its queue.
    pub fn cancel_job(&self) -> Result<(), crate::Error> {
        let mut jobs = self.jobs.lock();
        jobs.waiting.clear();
        let requested = jobs.running.iter().chain(&jobs.backup).chain(&jobs.vault);
        for job in requested.chain(&jobs.sync).chain(&jobs.publish) {
            job.cancel();
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn work_that_hangs_is_waited_for_only_until_the_job_is_stopped() {
        let job = Job::unwatched(JobKind::Import);
        assert_eq!(job.wait_for(|| 7), Some(7));
        let (_held, never) = channel::<()>();
        let stop = job.clone();
        std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(50));
            stop.cancel();
        });
        assert_eq!(job.wait_for(move || never.recv()), None);
    }

    #[test]
    fn work_that_ends_soon_after_the_stop_still_gives_its_result() {
        let job = Job::unwatched(JobKind::Import);
        job.cancel();
        let of = job.clone();
        assert_eq!(job.wait_for(move || of.is_cancelled()), Some(true));
    }

    #[test]
    fn a_panic_of_the_work_is_the_callers() {
        let job = Job::unwatched(JobKind::Import);
        let caught = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            job.wait_for(|| panic!("of the work"))
        }));
        assert_eq!(*caught.unwrap_err().downcast_ref::<&str>().unwrap(), "of the work");
    }
}
