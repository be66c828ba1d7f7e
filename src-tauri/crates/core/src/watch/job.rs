//! The look-up in the background: a job that is written down, so that it continues after a restart.

use crate::wire::{Event, JobKind, ValueCause, WatchEnd};
use crate::{App, Error, Surroundings};
use jiff::{SignedDuration, Timestamp};
use paperboy_paper::AtomCause;
use std::sync::Arc;

/// The setting that says that a look-up has begun and not ended, by its moment.
const PENDING: &str = "watch.pending";
/// The setting with the end of the last look-up.
const LAST: &str = "watch.last";
/// How often an automatic look-up looks for papers that are due. So papers that are starred one
/// after the other do not cost a request each.
const EVERY: SignedDuration = SignedDuration::from_hours(24);
/// How long after one that failed it is tried again.
const AFTER_FAILURE: SignedDuration = SignedDuration::from_hours(6);
/// The same, where there was no network or arXiv was busy.
const AFTER_BUSY: SignedDuration = SignedDuration::from_mins(30);

impl App {
    /// Asks arXiv about the papers that are due, in the background.
    pub fn start_watch(self: &Arc<Self>) -> Result<(), Error> {
        self.store().set_setting(PENDING, Some(&self.now().to_string()))?;
        self.run_watch();
        Ok(())
    }

    /// Stops the look-up. What was asked stays.
    pub fn cancel_watch(&self) -> Result<(), Error> {
        if let Some(job) = &self.jobs.lock().watch {
            job.cancel();
        }
        Ok(self.store().set_setting(PENDING, None)?)
    }

    /// Takes up what was interrupted.
    pub(crate) fn resume_watching(self: &Arc<Self>) -> Result<(), Error> {
        let is_pending = self.store().setting(PENDING)?.is_some();
        // One that waits for the network is tried again by the clock.
        let has_failed = self.last_watch_end()?.is_some_and(|end| end.problem.is_some());
        if is_pending && !has_failed && !self.read_only() {
            self.run_watch();
        }
        Ok(())
    }

    /// Starts a look-up when one is due and the user agreed, or when an earlier one is to be tried
    /// again.
    pub(crate) fn watch_if_due(self: &Arc<Self>, here: Surroundings) -> Result<(), Error> {
        if self.read_only() || here.saves_power_or_data || self.jobs.lock().watch.is_some() {
            return Ok(());
        }
        let is_pending = self.store().setting(PENDING)?.is_some();
        if !is_pending && !self.watches()? {
            return Ok(());
        }
        if is_due(self.last_watch_end()?.as_ref(), self.now())
            && (is_pending || self.store().watch_counts(self.now())?.1 > 0)
        {
            self.start_watch()?;
        }
        Ok(())
    }

    pub(super) fn last_watch_end(&self) -> Result<Option<WatchEnd>, Error> {
        let json = self.store().setting(LAST)?;
        Ok(json.and_then(|json| serde_json::from_str(&json).ok()))
    }

    pub(super) fn note_watch_end(&self, end: &WatchEnd) -> Result<(), Error> {
        let json = serde_json::to_string(end).map_err(ValueCause::other)?;
        self.store().set_setting(LAST, Some(&json))?;
        if end.problem.is_none() {
            self.store().set_setting(PENDING, None)?;
        }
        Ok(())
    }

    fn run_watch(self: &Arc<Self>) {
        let mut jobs = self.jobs.lock();
        if jobs.watch.is_some() || jobs.closed {
            return;
        }
        let job = self.watched_job(JobKind::Watch);
        jobs.watch = Some(job.clone());
        drop(jobs);
        self.emit(&Event::Changed);
        let app = self.clone();
        std::thread::spawn(move || {
            let (worker, of) = (app.clone(), job.clone());
            let ended = job.wait_for(move || worker.watch(&of).map(drop)).unwrap_or(Ok(()));
            app.jobs.lock().watch = None;
            app.emit(&Event::Changed);
            app.note("watch", ended);
        });
    }
}

/// Whether an automatic look-up is due.
fn is_due(last: Option<&WatchEnd>, now: Timestamp) -> bool {
    let Some(last) = last else { return true };
    let pause = match &last.problem {
        None => EVERY,
        Some(AtomCause::Network { .. }) => AFTER_BUSY,
        Some(_) => AFTER_FAILURE,
    };
    // A clock that was set back must not keep it away.
    last.at.parse::<Timestamp>().map_or(true, |at| at > now || now.duration_since(at) >= pause)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_waits_after_each_end_and_longer_after_some() {
        let end = |problem| WatchEnd {
            at: "2026-01-15T12:00:00Z".to_owned(),
            asked: 1,
            news: 0,
            problem,
        };
        let due = |problem, at: &str| is_due(Some(&end(problem)), at.parse().unwrap());
        assert!(is_due(None, "2026-01-15T12:00:00Z".parse().unwrap()));
        assert!(!due(None, "2026-01-16T11:59:00Z"));
        assert!(due(None, "2026-01-16T12:00:00Z"));
        assert!(due(None, "2026-01-15T11:00:00Z"), "the clock was set back");
        assert!(!due(Some(AtomCause::NotXml), "2026-01-15T17:59:00Z"));
        assert!(due(Some(AtomCause::NotXml), "2026-01-15T18:00:00Z"));
        let busy = || Some(paperboy_paper::NetworkCause::Trailing.into());
        assert!(!due(busy(), "2026-01-15T12:29:00Z"));
        assert!(due(busy(), "2026-01-15T12:30:00Z"));
    }
}
