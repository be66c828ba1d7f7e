//! `schedule`.

use crate::exit::{Exit, Failure};
use crate::output::{Output, local};
use jiff::civil::Time;
use paperboy_core::wire::{FetchEnd, LastFetch, ScheduleStatus, TimerState, TimerTrouble};
use paperboy_core::{App, Schedule};

pub fn schedule(app: &App, when: Option<&str>, output: &mut Output) -> Result<Exit, Failure> {
    if let Some(when) = when {
        app.set_setting("fetch.schedule", &setting(when)?)?;
    }
    let status = app.schedule_status()?;
    if output.is_json() {
        output.document(&status)?;
        return Ok(Exit::Done);
    }
    let ScheduleStatus { schedule, timer, next, last } = status;
    if Schedule::parse(&schedule).is_none() {
        output.line(
            "automatic fetching is off; to fetch papers every day, run `paperboy schedule 07:30`",
        )?;
    } else {
        output.line(&schedule)?;
        output.line(timer_words(timer))?;
    }
    if let Some(next) = next {
        output.line(&format!("next: {}", local(&next)))?;
    }
    if let Some(last) = last {
        output.line(&format!("last: {}", last_words(&last)))?;
    }
    Ok(Exit::Done)
}

/// The setting that the user means: a time of day is once a day.
fn setting(when: &str) -> Result<String, Failure> {
    if when == "off" || Schedule::parse(when).is_some() {
        return Ok(when.to_owned());
    }
    let time = if when.len() == 5 { when.parse::<Time>().ok() } else { None };
    time.and_then(Schedule::daily).map(|daily| daily.to_string()).ok_or_else(|| {
        let why = format!(
            "“{when}” is not a schedule; use a time such as 07:30 (up to 23:58), a time range and an interval such as 07:00-23:00/3h, or off"
        );
        Failure::Message(Exit::Usage, why)
    })
}

fn timer_words(timer: TimerState) -> &'static str {
    match timer {
        TimerState::On => "the system's timer fetches papers, even while the window is closed",
        TimerState::Off | TimerState::Failed { why: TimerTrouble::NoSystem } => {
            "there is no system timer, so Paperboy fetches papers at these hours only while its window is open"
        }
        TimerState::Failed { why: TimerTrouble::Failed } => {
            "the system's timer does not work, so Paperboy fetches papers at these hours only while its window is open"
        }
    }
}

fn last_words(last: &LastFetch) -> String {
    let LastFetch { added, read, failed, missing, end, .. } = last;
    let at = local(&last.at.to_string());
    match end {
        FetchEnd::Done if failed + missing > 0 => {
            format!(
                "{at}, {added} new, full text or abstract fetched for {read}, {} failed",
                failed + missing
            )
        }
        FetchEnd::Done => {
            format!("{at}, {added} new, full text or abstract fetched for {read}")
        }
        FetchEnd::Offline => format!("{at}, no network"),
        FetchEnd::Failed => format!("{at}, failed; the log has the details"),
    }
}
