//! Which automatic backups are kept.

use crate::Backup;
use crate::backup::DAILY;
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use std::collections::BTreeSet;

const DAYS: usize = 7;
const WEEKS: usize = 4;
/// How long a backup made before a migration or a restore, or by the user, is kept, whatever else there is.
const OCCASION: SignedDuration = SignedDuration::from_hours(7 * 24);

/// The backups to be removed, of a list with the newest first. Kept are the newest of each of the last 7 days and of each of the last
/// 4 ISO weeks *that have one* — who was away for a month does not lose the last backups by it — and every one made for an occasion in the last 7 days.
pub(crate) fn no_longer_kept(newest_first: &[Backup], now: Timestamp) -> Vec<&Backup> {
    let (mut days, mut weeks) = (BTreeSet::new(), BTreeSet::new());
    newest_first
        .iter()
        .filter(|backup| {
            let day = backup.made.to_zoned(TimeZone::UTC).date();
            let week = day.iso_week_date();
            // Both sets must take note of it, so no short cut between the two.
            let of_day = days.len() < DAYS && days.insert(day);
            let of_week = weeks.len() < WEEKS && weeks.insert((week.year(), week.week()));
            let of_occasion = backup.reason != DAILY && now.duration_since(backup.made) < OCCASION;
            !(of_day || of_week || of_occasion)
        })
        .collect()
}
