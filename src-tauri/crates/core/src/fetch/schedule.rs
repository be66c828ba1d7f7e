//! The schedule of automatic fetching: off until the user agrees.

use crate::{App, DateSpan, Error};
use jiff::civil::{DateTime, Time};
use jiff::{Timestamp, ToSpan};
use std::fmt;

/// The setting with the time of the last automatic fetch.
const LAST: &str = "fetch.last_unasked";
/// How many days back a day's list is still open: it may grow for two days after it ended.
const OPEN_DAYS: i64 = 2;

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

    /// Whether a fetch is due, by the hours since the last one (`None`: never).
    pub fn is_due(&self, local: DateTime, hours_since: Option<f64>) -> bool {
        let in_hours = (self.from..self.to).contains(&local.time());
        in_hours && hours_since.is_none_or(|hours| hours >= self.every_hours as f64)
    }
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
        if here.saves_power_or_data || self.read_only() || !schedule.is_due(here.local, since) {
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
        assert!(schedule.is_due(at("07:00:00"), None));
        assert!(schedule.is_due(at("12:00:00"), Some(3.0)));
        assert!(!schedule.is_due(at("12:00:00"), Some(2.9)));
        assert!(!schedule.is_due(at("06:59:59"), None));
        assert!(!schedule.is_due(at("23:00:00"), Some(9.0)));
    }
}
