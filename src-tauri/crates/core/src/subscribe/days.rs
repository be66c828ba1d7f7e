//! The days of a subscription: those whose bytes are not in the library yet.

use super::failed::FailedDays;
use super::source::{self, Place};
use crate::import::new_reports;
use crate::reading::narrow;
use crate::wire::{SubscriptionProblem, SubscriptionResult};
use crate::{App, Error, Job};
use paperboy_feed::IndexedDay;
use paperboy_store::{Added, NewDocument};

/// The most days, and the most bytes of them, that are taken in one fetch.
const MAX_DAYS: usize = 2_000;
const MAX_BYTES: usize = 256 << 20;

impl App {
    pub(super) fn take_days(
        &self,
        writer: &str,
        place: &Place,
        days: &[IndexedDay],
        failed: &mut FailedDays,
        job: &Job,
    ) -> Result<SubscriptionResult, Error> {
        let runtime = self.runtime()?;
        failed.retain(days);
        let mut result = SubscriptionResult::default();
        let before = self.store().paper_count()?;
        let (mut taken, mut received) = (0, 0);
        for day in days {
            if job.is_cancelled() {
                break;
            }
            let digest = digest(&day.sha256);
            // A day of tomorrow is of a clock that is wrong.
            if day.date > self.today() || self.store().has_document(day.date, &digest)? {
                failed.forget(&day.sha256);
                continue;
            }
            if failed.is_waiting(&day.sha256, self.now()) {
                result.missing += 1;
                result.problem.get_or_insert(SubscriptionProblem::Days);
                continue;
            }
            if taken == MAX_DAYS || received > MAX_BYTES {
                result.problem = Some(SubscriptionProblem::TooMany);
                break;
            }
            taken += 1;
            let bytes = match runtime.block_on(source::day(place, day, job)) {
                Ok(Some(bytes)) => bytes,
                Ok(None) if job.is_cancelled() => break,
                Ok(None) => {
                    failed.note(&day.sha256, self.now());
                    result.missing += 1;
                    result.problem.get_or_insert(SubscriptionProblem::Days);
                    continue;
                }
                Err(why) => {
                    result.missing += 1;
                    result.problem.get_or_insert(why);
                    continue;
                }
            };
            received += bytes.len();
            let added = self.take_day(writer, day, bytes)?;
            failed.forget(&day.sha256);
            match added {
                Some(Added::Added | Added::Updated) => result.days += 1,
                Some(Added::Unchanged) => {}
                None => {
                    failed.note_unreadable(&day.sha256, self.now());
                    result.missing += 1;
                    result.problem.get_or_insert(SubscriptionProblem::Days);
                }
            }
        }
        result.papers = narrow(self.store().paper_count()?.saturating_sub(before));
        Ok(result)
    }

    /// Adds the report of a day; `None` where it is none of that day.
    fn take_day(
        &self,
        writer: &str,
        day: &IndexedDay,
        raw: Vec<u8>,
    ) -> Result<Option<Added>, Error> {
        let report = paperboy_report::read(&raw);
        if report.date.is_some_and(|date| date != day.date) {
            return Ok(None);
        }
        let papers = new_reports(&report, &mut Vec::new());
        if papers.is_empty() {
            return Ok(None);
        }
        let document = NewDocument { date: day.date, source_url: report.source_url, raw, papers };
        Ok(Some(self.store().add_subscribed(&document, writer, self.now())?))
    }
}

/// The bytes of a digest in hexadecimal; the index has no other.
fn digest(text: &str) -> Vec<u8> {
    let pairs = text.as_bytes().chunks(2);
    let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    pairs.filter_map(byte).collect()
}
