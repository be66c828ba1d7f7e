//! Days of a subscription that could not be read: each is tried again, less and less often.

use jiff::{SignedDuration, Timestamp};
use paperboy_feed::IndexedDay;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashSet};

/// The pause after the second failure in a row; each further one is four times as long.
const FIRST_PAUSE: SignedDuration = SignedDuration::from_hours(1);
const MAX_PAUSE: SignedDuration = SignedDuration::from_hours(7 * 24);
/// After so many failures the pause is [`MAX_PAUSE`].
const MAX_COUNTED_FAILURES: u32 = 6;
/// The most days that are remembered.
const MAX_REMEMBERED_DAYS: usize = 500;

/// The days that could not be read, by the SHA-256 that the index gave them: a day that is published
/// again is another one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct FailedDays(BTreeMap<String, FailedDay>);

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct FailedDay {
    times: u32,
    /// Before this moment it is not tried again.
    next: Timestamp,
}

impl FailedDay {
    fn is_due(&self, now: Timestamp) -> bool {
        // A moment that is farther away was stored while the clock was wrong.
        self.next <= now || self.next.duration_since(now) > MAX_PAUSE
    }
}

impl FailedDays {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether a day is not to be tried yet.
    pub(super) fn is_waiting(&self, sha256: &str, now: Timestamp) -> bool {
        self.0.get(sha256).is_some_and(|failed| !failed.is_due(now))
    }

    /// Whether a day is to be tried again.
    pub(super) fn is_any_due(&self, now: Timestamp) -> bool {
        self.0.values().any(|failed| failed.is_due(now))
    }

    /// The day's bytes did not have the digest of the index: the site may be changing just now, so the
    /// next fetch tries again.
    pub(super) fn note(&mut self, sha256: &str, now: Timestamp) {
        let times = self.0.get(sha256).map_or(0, |failed| failed.times);
        self.put(sha256, times.saturating_add(1), now);
    }

    /// The day's bytes have the digest of the index, but they are no report: that will hardly change.
    pub(super) fn note_unreadable(&mut self, sha256: &str, now: Timestamp) {
        self.put(sha256, MAX_COUNTED_FAILURES, now);
    }

    fn put(&mut self, sha256: &str, times: u32, now: Timestamp) {
        if self.0.len() >= MAX_REMEMBERED_DAYS && !self.0.contains_key(sha256) {
            return;
        }
        let pause = match times {
            0 | 1 => SignedDuration::ZERO,
            MAX_COUNTED_FAILURES.. => MAX_PAUSE,
            times => (FIRST_PAUSE * 4_i32.pow(times - 2)).min(MAX_PAUSE),
        };
        let next = now.saturating_add(pause).unwrap_or(now);
        self.0
            .insert(sha256.to_owned(), FailedDay { times: times.min(MAX_COUNTED_FAILURES), next });
    }

    pub(super) fn forget(&mut self, sha256: &str) {
        self.0.remove(sha256);
    }

    /// Forgets the days that an index does not have any more.
    pub(super) fn retain(&mut self, index: &[IndexedDay]) {
        let there: HashSet<&str> = index.iter().map(|day| day.sha256.as_str()).collect();
        self.0.retain(|sha256, _| there.contains(sha256.as_str()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_tried_again_less_and_less_often_and_never_given_up() {
        let mut now: Timestamp = "2026-01-15T17:00:00Z".parse().unwrap();
        let mut failed = FailedDays::default();
        let mut pauses = Vec::new();
        for _ in 0..8 {
            failed.note("a", now);
            let begin = now;
            while failed.is_waiting("a", now) {
                assert!(!failed.is_any_due(now));
                now += SignedDuration::from_hours(1);
            }
            assert!(failed.is_any_due(now));
            pauses.push(now.duration_since(begin).as_hours());
        }
        assert_eq!(pauses, [0, 1, 4, 16, 64, 168, 168, 168]);
        failed.note_unreadable("b", now);
        assert!(failed.is_waiting("b", now + SignedDuration::from_hours(167)));
        // A clock that was a year ahead.
        let year = SignedDuration::from_hours(365 * 24);
        failed.note_unreadable("c", now + year);
        assert!(!failed.is_waiting("c", now));
        failed.forget("c");
        failed.retain(&[]);
        assert!(failed.is_empty());
        for number in 0..1_000 {
            failed.note(&number.to_string(), now);
        }
        assert_eq!(failed.len(), MAX_REMEMBERED_DAYS);
    }
}
