//! Days that are complete: all papers that the list names have been read, and nothing waits to be
//! written. Each day is reported once, whichever program fetched it.

use crate::fetch::FetchOutcome;
use crate::reading::narrow;
use crate::wire::Event;
use crate::{App, Error, FetchedDay};
use jiff::ToSpan;
use paperboy_paper::Date;
use paperboy_store::List;
use std::sync::{Mutex, PoisonError};

/// The setting with the newest day that was reported.
const REPORTED_DAY: &str = "fetch.told";
/// The greatest age of a day that is reported: older ones are fetched because the user asks for them.
const MAX_AGE_DAYS: i64 = 2;

/// The newest day that was fetched as a whole and is to be reported once its reports are written.
#[derive(Default)]
pub(crate) struct Pending(Mutex<Option<Date>>);

/// A day that is complete.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompleteDay {
    /// The day.
    pub date: Date,
    /// How many papers it has.
    pub papers: u32,
    /// How many of them are like those that the user liked; `None`: nothing was learnt yet.
    pub for_you: Option<u32>,
}

impl App {
    /// Takes the right to report the newest of these days that is complete. `None`: there is none, or
    /// it was reported before, by this or another program.
    pub fn take_complete_day(&self, days: &[FetchedDay]) -> Result<Option<CompleteDay>, Error> {
        match self.newest_complete(days) {
            Some(date) => self.take_once(date),
            None => Ok(None),
        }
    }

    /// How many papers of the newest day are unread.
    pub fn newest_unread(&self) -> Result<u32, Error> {
        let Some(newest) = self.store().newest_day()? else { return Ok(0) };
        let list = List { dates: Some((newest, newest)), unread: true, ..List::default() };
        Ok(narrow(self.store().list_keys(&list)?.len() as u64))
    }

    /// Whether papers are being fetched in the background.
    pub fn is_fetching(&self) -> bool {
        self.jobs.lock().fetch.is_some()
    }

    /// Whether the desktop shows a notification when a day is complete.
    pub fn tells_days(&self) -> bool {
        self.setting("notify.day").is_ok_and(|value| value == "on")
    }

    /// Notes which days were fetched in the background, and emits the complete one, at once or when
    /// its reports are written.
    pub(crate) fn note_complete(&self, days: &[FetchedDay]) -> Result<(), Error> {
        if let Some(date) = self.newest_complete(days) {
            let mut pending = self.complete.0.lock().unwrap_or_else(PoisonError::into_inner);
            *pending = (*pending).max(Some(date));
        }
        self.emit_complete_day()
    }

    /// Emits the day that is pending, unless its reports are still being written.
    pub(crate) fn emit_complete_day(&self) -> Result<(), Error> {
        let pending = &self.complete.0;
        if pending.lock().unwrap_or_else(PoisonError::into_inner).is_none() {
            return Ok(());
        }
        // What is on hold may stay so for days.
        let is_writing =
            self.writing_state()?.is_some_and(|state| !state.paused && state.held.is_none());
        if is_writing {
            return Ok(());
        }
        let date = pending.lock().unwrap_or_else(PoisonError::into_inner).take();
        let Some(date) = date else { return Ok(()) };
        if let Some(day) = self.take_once(date)? {
            let CompleteDay { date, papers, for_you } = day;
            self.emit(&Event::DayComplete { date: date.to_string(), papers, for_you });
        }
        Ok(())
    }

    fn newest_complete(&self, days: &[FetchedDay]) -> Option<Date> {
        let oldest = self.today().checked_sub(MAX_AGE_DAYS.days()).ok()?;
        let is_complete = |day: &&FetchedDay| {
            day.problem.is_none()
                && day.listed > 0
                && day.papers.iter().all(|paper| paper.outcome != FetchOutcome::Failed)
        };
        let dates = days.iter().filter(is_complete).filter_map(|day| day.date.parse().ok());
        dates.filter(|date: &Date| *date >= oldest).max()
    }

    fn take_once(&self, date: Date) -> Result<Option<CompleteDay>, Error> {
        if !self.store().raise_setting(REPORTED_DAY, &date.to_string())? {
            return Ok(None);
        }
        let keys =
            self.store().list_keys(&List { dates: Some((date, date)), ..List::default() })?;
        let papers = narrow(keys.len() as u64);
        Ok(Some(CompleteDay { date, papers, for_you: self.count_for_you(&keys)? }))
    }
}
