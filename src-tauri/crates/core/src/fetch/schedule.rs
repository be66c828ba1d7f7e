//! The schedule of automatic fetching: off until the user agrees.

use crate::{App, DateSpan, Error};
use jiff::civil::{DateTime, Time};
use jiff::{Timestamp, ToSpan, Zoned};
use std::fmt;

/// The setting with the time of the last automatic fetch.
const LAST: &str = "fetch.last_unasked";
/// How many days back a day's list is still open: it may grow for two days after it ended.
const OPEN_DAYS: i64 = 2;

/// The interval in hours of a fetch once a day, and the end of its hours.
const DAILY_HOURS: i64 = 24;
const LAST_MINUTE: Time = Time::constant(23, 59, 0, 0);
/// How many hours later than a timer of the system the window fetches: where the timer does not.
const HEAD_START_HOURS: f64 = 0.25;

/// The hours of automatic fetching in the user's local time: `07:00-23:00/3h` in the settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Schedule {
    /// From this time of day.
    pub from: Time,
    /// Up to this time of day, later than `from`.
    pub to: Time,
    /// The interval in hours, 1 to 24.
    pub every_hours: i64,
}

/// The state of the machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Surroundings {
    /// The user's own date and time.
    pub local: DateTime,
    /// Whether it saves battery power or has a metered network: nothing is fetched automatically
    /// then.
    pub saves_power_or_data: bool,
}

impl Schedule {
    /// Every three hours between seven and eleven in the evening.
    pub const DEFAULT: Self =
        Self { from: Time::constant(7, 0, 0, 0), to: Time::constant(23, 0, 0, 0), every_hours: 3 };

    /// Reads `07:00-23:00/3h`.
    pub fn parse(text: &str) -> Option<Self> {
        let (hours, every) = text.split_once('/')?;
        let (from, to) = hours.split_once('-')?;
        let time = |text: &str| if text.len() == 5 { text.parse::<Time>().ok() } else { None };
        let schedule = Self {
            from: time(from)?,
            to: time(to)?,
            every_hours: every.strip_suffix('h')?.parse().ok()?,
        };
        (schedule.from < schedule.to && (1..=24).contains(&schedule.every_hours))
            .then_some(schedule)
    }

    /// Whether a fetch is due, by the hours since the last one (`None`: never). A timer of the
    /// system is given `head_start` hours.
    pub fn is_due(&self, local: DateTime, hours_since: Option<f64>, head_start: f64) -> bool {
        let time = local.time();
        let in_hours = (self.from..self.to).contains(&time);
        let since_from = hours(time) - hours(self.from);
        let is_due = |hours: f64| {
            if self.every_hours == DAILY_HOURS {
                // By the time of day: it would be later each day otherwise.
                hours > since_from
            } else {
                hours >= self.every_hours as f64 + head_start
            }
        };
        in_hours && since_from >= head_start && hours_since.is_none_or(is_due)
    }

    /// Once a day, at a time.
    pub fn daily(at: Time) -> Option<Self> {
        let schedule = Self { from: at, to: LAST_MINUTE, every_hours: DAILY_HOURS };
        (schedule.from < schedule.to).then_some(schedule)
    }

    /// The times of day at which a timer runs.
    pub fn times(&self) -> Vec<Time> {
        let mut times = Vec::new();
        let mut next = Some(self.from);
        while let Some(time) = next.filter(|time| *time < self.to) {
            times.push(time);
            next = time.checked_add(self.every_hours.hours()).ok();
        }
        times
    }

    /// The next of these times after a moment.
    pub fn next(&self, now: &Zoned) -> Option<Zoned> {
        let times = self.times();
        let days = [now.date(), now.date().tomorrow().ok()?];
        days.into_iter()
            .flat_map(|day| times.iter().map(move |time| day.to_datetime(*time)))
            .filter_map(|at| at.to_zoned(now.time_zone().clone()).ok())
            .find(|at| at > now)
    }
}

/// A time of day in hours.
fn hours(time: Time) -> f64 {
    f64::from(time.hour()) + f64::from(time.minute()) / 60.0 + f64::from(time.second()) / 3600.0
}

impl fmt::Display for Schedule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:02}:{:02}-{:02}:{:02}/{}h",
            self.from.hour(),
            self.from.minute(),
            self.to.hour(),
            self.to.minute(),
            self.every_hours
        )
    }
}

impl App {
    /// The days of the automatic fetch, if one is due and the user agreed.
    pub(crate) fn due(&self, here: Surroundings) -> Result<Option<DateSpan>, Error> {
        let Some(schedule) = Schedule::parse(&self.setting("fetch.schedule")?) else {
            return Ok(None);
        };
        let today = self.today();
        let listed = self.store().listed(today)?.map(|(at, _)| at);
        let last_automatic_fetch =
            self.store().setting(LAST)?.and_then(|at| at.parse::<Timestamp>().ok());
        // A clock that was set back must not keep the days away.
        let last = listed.max(last_automatic_fetch).filter(|at| *at <= self.now());
        let since = last.map(|at| (self.now().as_second() - at.as_second()) as f64 / 3600.0);
        let head_start = if self.has_timer() { HEAD_START_HOURS } else { 0.0 };
        if here.saves_power_or_data
            || self.read_only()
            || !schedule.is_due(here.local, since, head_start)
        {
            return Ok(None);
        }
        let from = today.checked_sub(OPEN_DAYS.days()).unwrap_or(today).max(super::FIRST_DAY);
        Ok(Some(DateSpan { from, to: today }))
    }

    /// Records the time of the automatic fetch before its outcome is known: a source that does not
    /// answer is not requested again every minute.
    pub(super) fn note_automatic_fetch(&self) -> Result<(), Error> {
        Ok(self.store().set_setting(LAST, Some(&self.now().to_string()))?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_schedule_is_read_as_it_is_written() {
        let text = "07:00-23:00/3h";
        assert_eq!(Schedule::parse(text), Some(Schedule::DEFAULT));
        assert_eq!(Schedule::DEFAULT.to_string(), text);
        for bad in [
            "",
            "off",
            "7:00-23:00/3h",
            "23:00-07:00/3h",
            "07:00-23:00/0h",
            "07:00-23:00/25h",
            "07:00-23:00",
        ] {
            assert_eq!(Schedule::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn it_is_due_within_its_hours_and_when_enough_of_them_have_passed() {
        let at = |text: &str| format!("2026-01-15T{text}").parse::<DateTime>().unwrap();
        let schedule = Schedule::DEFAULT;
        assert!(schedule.is_due(at("07:00:00"), None, 0.0));
        assert!(schedule.is_due(at("12:00:00"), Some(3.0), 0.0));
        assert!(!schedule.is_due(at("12:00:00"), Some(2.9), 0.0));
        assert!(!schedule.is_due(at("06:59:59"), None, 0.0));
        assert!(!schedule.is_due(at("23:00:00"), Some(9.0), 0.0));
    }

    #[test]
    fn once_a_day_is_at_its_time_each_day_and_a_timer_comes_first() {
        let at = |text: &str| format!("2026-01-15T{text}").parse::<DateTime>().unwrap();
        let daily = Schedule::daily("07:30".parse().unwrap()).unwrap();
        assert_eq!(daily.to_string(), "07:30-23:59/24h");
        assert_eq!(Schedule::parse("07:30-23:59/24h"), Some(daily));
        // Yesterday's was some minutes late.
        assert!(daily.is_due(at("07:30:00"), Some(23.9), 0.0));
        assert!(!daily.is_due(at("07:31:00"), Some(0.01), 0.0));
        assert!(!daily.is_due(at("12:00:00"), Some(4.0), 0.0));
        assert!(daily.is_due(at("12:00:00"), Some(5.0), 0.0));
        assert!(!daily.is_due(at("07:30:00"), Some(23.9), 0.25));
        assert!(daily.is_due(at("07:45:00"), Some(24.1), 0.25));
        assert_eq!(Schedule::daily("23:59".parse().unwrap()), None);
    }

    #[test]
    fn the_next_run_is_today_or_tomorrow() {
        let next = |now: &str| {
            let now: Zoned = now.parse().unwrap();
            Schedule::DEFAULT.next(&now).unwrap().datetime().to_string()
        };
        assert_eq!(next("2026-01-15T07:00:00[Asia/Shanghai]"), "2026-01-15T10:00:00");
        assert_eq!(next("2026-01-15T22:00:00[Asia/Shanghai]"), "2026-01-16T07:00:00");
        assert_eq!(Schedule::DEFAULT.times().len(), 6);
    }
}
