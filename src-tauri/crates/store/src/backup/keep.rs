//! Which whole copies are kept: by what they hold, and only then by the clock.

use super::DAILY;
use crate::Backup;
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use std::collections::BTreeSet;

const DAILY_BACKUPS: usize = 7;
const WEEKLY_BACKUPS: usize = 4;
/// The time for which a backup before a migration or a restore, or by the user, is kept in any
/// case.
const OCCASION: SignedDuration = SignedDuration::from_hours(7 * 24);
/// The number of these that are kept whatever their age: with a wrong clock any of them looks old.
const OCCASIONS: usize = 2;
/// The number of backups that remain whatever the bound on their size.
const MIN_COPIES: usize = 3;

/// Why a backup is kept.
#[derive(PartialEq, Eq)]
enum KeepReason {
    /// As the newest of a day alone.
    Day,
    Else,
}

/// The backups to be removed, of a list with the newest content first. The rules keep the newest
/// backup of each of the last 7 days and of each of the last 4 ISO weeks *that have one* (a month
/// of absence does not cost the last backups), every backup for an occasion in the last 7 days and
/// the newest two of these. Of the kept ones, as many are removed as needed to fit into
/// `max_bytes`: the oldest daily ones first, then the oldest; three always stay.
pub(crate) fn expired(newest_first: &[Backup], now: Timestamp, max_bytes: u64) -> Vec<&Backup> {
    let (mut days, mut weeks, mut occasions) = (BTreeSet::new(), BTreeSet::new(), 0);
    let (mut keep, mut expired) = (Vec::new(), Vec::new());
    for backup in newest_first {
        let day = backup.made.to_zoned(TimeZone::UTC).date();
        let week = day.iso_week_date();
        // All of them must count it, so no short-circuit evaluation is used.
        let of_day = days.len() < DAILY_BACKUPS && days.insert(day);
        let of_week = weeks.len() < WEEKLY_BACKUPS && weeks.insert((week.year(), week.week()));
        let is_occasion = backup.reason != DAILY;
        occasions += usize::from(is_occasion);
        let of_occasion = is_occasion
            && (now.duration_since(backup.made).abs() < OCCASION || occasions <= OCCASIONS);
        match (of_day, of_week || of_occasion) {
            (_, true) => keep.push((backup, KeepReason::Else)),
            (true, false) => keep.push((backup, KeepReason::Day)),
            (false, false) => expired.push(backup),
        }
    }
    let mut bytes: u64 = keep.iter().map(|(backup, _)| backup.bytes).sum();
    while bytes > max_bytes && keep.len() > MIN_COPIES {
        let oldest_day =
            keep.iter().skip(1).rposition(|(_, why)| *why == KeepReason::Day).map(|at| at + 1);
        let (backup, _) = keep.remove(oldest_day.unwrap_or(keep.len() - 1));
        bytes -= backup.bytes;
        expired.push(backup);
    }
    expired
}
