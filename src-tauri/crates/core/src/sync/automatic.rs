//! Automatic synchronisation: at the start, soon after a change, from time to time, and at the end.
//! The first time is the user's to request.

use super::{AUTOMATIC, FOLDER};
use crate::wire::{Event, JobKind};
use crate::{App, Error, Job};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How often the library is synchronised.
struct Intervals {
    /// How long after the last of several changes they are sent, and after the first at the latest.
    quiet: Duration,
    max_wait: Duration,
    /// The pause after a synchronisation, for each request that it sent.
    per_request: Duration,
    /// How often the storage is asked for changes of other devices.
    look: Duration,
    /// After a failure the next attempt waits this long, and twice as long after each further one.
    first_pause: Duration,
    max_pause: Duration,
}

/// A folder costs nothing.
const FOLDER_INTERVALS: Intervals = Intervals {
    quiet: Duration::from_secs(3),
    max_wait: Duration::from_secs(60),
    per_request: Duration::ZERO,
    look: Duration::from_secs(60),
    first_pause: Duration::from_secs(15),
    max_pause: Duration::from_secs(10 * 60),
};
/// Servers allow some hundred requests an hour to all programs of a user: these are at most twenty.
const SERVER_INTERVALS: Intervals = Intervals {
    quiet: Duration::from_secs(10),
    max_wait: Duration::from_secs(60),
    per_request: Duration::from_secs(200),
    look: Duration::from_secs(10 * 60),
    first_pause: Duration::from_secs(2 * 60),
    max_pause: Duration::from_secs(60 * 60),
};
/// A server is left alone no longer than this for its requests: those of a first synchronisation
/// are many.
const MAX_GAP: Duration = Duration::from_secs(60 * 60);
/// How long the program waits for the last synchronisation when it ends.
const EXIT_TIMEOUT: Duration = Duration::from_secs(3);

/// When the library is to be synchronised automatically.
#[derive(Default)]
pub(crate) struct AutomaticSync(Mutex<Plan>);

impl AutomaticSync {
    fn lock(&self) -> MutexGuard<'_, Plan> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A synchronisation ended for which a server got so many requests.
    pub(super) fn note_requests(&self, requests: usize) {
        let mut plan = self.lock();
        plan.requests = requests;
        if requests > 0 {
            plan.ended = Some(Instant::now());
        }
    }
}

#[derive(Default)]
struct Plan {
    /// When the last attempt ended.
    ended: Option<Instant>,
    /// How many requests it took.
    requests: usize,
    /// How many attempts have failed since the last good one.
    failures: u32,
    /// The first and the last change that was not sent.
    changed: Option<(Instant, Instant)>,
}

impl Plan {
    /// The user did something here.
    fn note_change(&mut self, now: Instant) {
        let first = self.changed.map_or(now, |(first, _)| first);
        self.changed = Some((first, now));
    }

    fn is_due(&self, intervals: &Intervals, now: Instant) -> bool {
        let Some(ended) = self.ended else { return true };
        if self.failures > 0 {
            return now >= ended + intervals.pause(self.failures);
        }
        if now < ended + intervals.gap(self.requests) {
            return false;
        }
        let quiet = |(first, last): (Instant, Instant)| {
            now >= (last + intervals.quiet).min(first + intervals.max_wait)
        };
        self.changed.is_some_and(quiet) || now >= ended + intervals.look
    }

    fn begin(&mut self) {
        self.changed = None;
    }

    fn end(&mut self, is_good: bool, now: Instant) {
        self.failures = if is_good { 0 } else { self.failures.saturating_add(1) };
        self.ended = Some(now);
    }
}

impl Intervals {
    fn gap(&self, requests: usize) -> Duration {
        let requests = u32::try_from(requests).unwrap_or(u32::MAX);
        self.per_request.saturating_mul(requests).min(MAX_GAP)
    }

    fn pause(&self, failures: u32) -> Duration {
        let doubled = 1_u32.checked_shl(failures.saturating_sub(1)).unwrap_or(u32::MAX);
        self.first_pause.saturating_mul(doubled).min(self.max_pause)
    }
}

impl App {
    /// Synchronises when it is time; `has_changed`: the library changed since the last look.
    pub(crate) fn synchronise_if_due(self: &Arc<Self>, has_changed: bool) -> Result<(), Error> {
        let now = Instant::now();
        let mut plan = self.automatic_sync.lock();
        let intervals =
            if self.is_sync_on_server()? { &SERVER_INTERVALS } else { &FOLDER_INTERVALS };
        let is_due = plan.is_due(intervals, now);
        if !has_changed && !is_due || !self.is_sync_automatic()? {
            return Ok(());
        }
        if has_changed && self.pending_sync()? > 0 {
            plan.note_change(now);
        }
        if !plan.is_due(intervals, now) {
            return Ok(());
        }
        let mut jobs = self.jobs.lock();
        if jobs.closed || jobs.sync.is_some() || jobs.automatic_sync.is_some() {
            return Ok(());
        }
        // Nobody watches it: it is no job in the window.
        let job = Job::unwatched(JobKind::Sync);
        jobs.automatic_sync = Some(job.clone());
        drop(jobs);
        plan.begin();
        drop(plan);
        let app = self.clone();
        std::thread::spawn(move || {
            app.synchronise_automatically(&job);
            app.jobs.lock().automatic_sync = None;
        });
        Ok(())
    }

    fn synchronise_automatically(self: &Arc<Self>, job: &Job) {
        let (worker, of) = (self.clone(), job.clone());
        let ended = job.wait_for(move || worker.synchronise_and_report(&of));
        let is_good = matches!(ended, Some(true));
        self.automatic_sync.lock().end(is_good, Instant::now());
    }

    /// Whether automatic synchronisation is allowed, and whether the user did the
    /// first one.
    fn is_sync_automatic(&self) -> Result<bool, Error> {
        let store = self.store();
        Ok(store.setting(FOLDER)?.is_some()
            && self.setting(AUTOMATIC)? == "on"
            && !self.read_only()
            && store.sync_state()?.is_some())
    }

    /// The next look synchronises, however long ago the last one was.
    pub(super) fn sync_soon(&self) {
        *self.automatic_sync.lock() = Plan::default();
    }

    /// Sends what was done here before the program ends, if that takes only a moment.
    pub fn synchronise_before_exit(self: &Arc<Self>) {
        let is_wanted = || Ok::<_, Error>(self.is_sync_automatic()? && self.pending_sync()? > 0);
        if !is_wanted().unwrap_or(false) {
            return;
        }
        let job = Job::unwatched(JobKind::Sync);
        let (stop, ending) = (job.clone(), Instant::now() + EXIT_TIMEOUT);
        std::thread::spawn(move || {
            std::thread::sleep(ending.saturating_duration_since(Instant::now()));
            stop.cancel();
        });
        let (worker, of) = (self.clone(), job.clone());
        job.wait_for(move || worker.synchronise(&of).map(drop));
    }

    /// Synchronises, and emits what changed for the window; returns whether it succeeded.
    pub(super) fn synchronise_and_report(&self, job: &Job) -> bool {
        let synced = self.synchronise_locked(job);
        let had_failed = self.last_sync().is_ok_and(|last| last.failed.is_some());
        let new = self.remember_sync(&synced);
        if let Err(error) = &synced {
            tracing::warn!(?error, "the library was not synchronised");
        }
        if let Some(why) = new {
            self.emit(&Event::SyncFailed { why });
        }
        let has_news = synced.as_ref().is_ok_and(|synced| !synced.is_without_change());
        if has_news || had_failed != synced.is_err() {
            self.emit(&Event::Changed);
        }
        synced.is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_sent_when_they_cease_and_failures_wait_longer_each_time() {
        let begin = Instant::now();
        let at = |seconds| begin + Duration::from_secs(seconds);
        let (mut plan, intervals) = (Plan::default(), &FOLDER_INTERVALS);
        assert!(plan.is_due(intervals, begin), "at the start");
        plan.end(true, begin);
        assert!(!plan.is_due(intervals, at(59)));
        assert!(plan.is_due(intervals, at(60)), "others may have done something");
        plan.note_change(at(10));
        plan.note_change(at(12));
        assert!(!plan.is_due(intervals, at(14)));
        assert!(plan.is_due(intervals, at(15)));
        // Who works without a pause is not waited for.
        for second in 12..80 {
            plan.note_change(at(second));
        }
        assert!(plan.is_due(intervals, at(80)));
        plan.begin();
        plan.end(false, at(100));
        plan.note_change(at(101));
        assert!(!plan.is_due(intervals, at(114)), "a change does not shorten the pause");
        assert!(plan.is_due(intervals, at(115)));
        plan.end(false, at(115));
        assert!(!plan.is_due(intervals, at(144)));
        assert!(plan.is_due(intervals, at(145)));
        for _ in 0..50 {
            plan.end(false, at(200));
        }
        assert!(plan.is_due(intervals, at(200) + intervals.max_pause));
        plan.end(true, at(1000));
        plan.note_change(at(1001));
        assert!(plan.is_due(intervals, at(1004)));
    }

    #[test]
    fn a_server_gets_at_most_twenty_requests_an_hour_and_soon_learns_of_a_single_change() {
        let begin = Instant::now();
        for requests in [2, 3, 4, 5] {
            let (mut plan, mut sum) = (Plan::default(), 0);
            for second in 0..3600 {
                let now = begin + Duration::from_secs(second);
                plan.note_change(now);
                if plan.is_due(&SERVER_INTERVALS, now) {
                    plan.begin();
                    plan.requests = requests;
                    plan.end(true, now);
                    sum += requests;
                }
            }
            assert!((16..=20).contains(&sum), "{sum}");
        }
        let mut plan = Plan { ended: Some(begin), requests: 2, ..Plan::default() };
        plan.note_change(begin + Duration::from_secs(8 * 60));
        assert!(!plan.is_due(&SERVER_INTERVALS, begin + Duration::from_secs(8 * 60 + 9)));
        assert!(plan.is_due(&SERVER_INTERVALS, begin + Duration::from_secs(8 * 60 + 10)));
        // After a first synchronisation with a thousand requests it is not left alone for days.
        plan.requests = 1000;
        assert!(plan.is_due(&SERVER_INTERVALS, begin + MAX_GAP));
    }
}
