//! A timer of the system that runs `paperboy fetch today` at the hours of the schedule, also while
//! no window is open: systemd's, launchd's or Windows' own. Without one, the window fetches while it
//! is open.

mod launchd;
mod systemd;
mod task;

use crate::process::{Ended, run};
use crate::wire::{ScheduleStatus, TimerState, TimerTrouble};
use crate::{App, Error, Schedule};
use sha2::{Digest, Sha256};
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long a command of the system may take.
const COMMAND_TIMEOUT: Duration = Duration::from_secs(15);

/// The systems that have timers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimerSystem {
    /// systemd's timers of users, on Linux.
    Systemd,
    /// launchd's agents, on macOS.
    Launchd,
    /// The Task Scheduler of Windows.
    TaskScheduler,
}

/// The system's timers, as this user has them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timers {
    /// The system.
    pub system: TimerSystem,
    /// The folder in which it looks for its files.
    pub folder: PathBuf,
    /// The command `paperboy`.
    pub command: PathBuf,
    /// The library that the command finds where nothing else is named.
    pub usual: Option<PathBuf>,
}

/// A timer of one library.
struct Timer<'a> {
    /// Its name in the system.
    name: String,
    command: &'a Path,
    /// The library that the command has to be given.
    library: Option<PathBuf>,
    schedule: Schedule,
}

/// The files of a timer, and the commands by which the system takes note of them.
struct Plan {
    files: Vec<(PathBuf, String)>,
    /// These may fail.
    before_on: Vec<Vec<OsString>>,
    on: Vec<Vec<OsString>>,
    off: Vec<Vec<OsString>>,
    /// After the files were removed.
    after_off: Vec<Vec<OsString>>,
    /// Succeeds while the timer runs.
    is_on: Vec<OsString>,
}

impl Timer<'_> {
    fn arguments(&self) -> Vec<OsString> {
        let library =
            self.library.as_ref().map(|folder| ["--library".into(), folder.as_os_str().to_owned()]);
        library
            .into_iter()
            .flatten()
            .chain(["fetch", "today", "--notify"].map(OsString::from))
            .collect()
    }

    fn plan(&self, timers: &Timers) -> Plan {
        match timers.system {
            TimerSystem::Systemd => systemd::plan(self, &timers.folder),
            TimerSystem::Launchd => launchd::plan(self, &timers.folder),
            TimerSystem::TaskScheduler => task::plan(self, &timers.folder),
        }
    }
}

/// Words of a command.
fn words(words: &[&str]) -> Vec<OsString> {
    words.iter().map(OsString::from).collect()
}

impl App {
    /// The schedule, the timer behind it, its next run, and the result of the last fetch.
    pub fn schedule_status(&self) -> Result<ScheduleStatus, Error> {
        let setting = self.setting("fetch.schedule")?;
        let schedule = Schedule::parse(&setting);
        let timer = schedule.map_or(TimerState::Off, |schedule| self.timer_state(schedule));
        let next = schedule
            .and_then(|schedule| schedule.next(&self.now().to_zoned(self.user.zone.clone())))
            .map(|next| next.timestamp().to_string());
        Ok(ScheduleStatus { schedule: setting, timer, next, last: self.last_fetch()? })
    }

    fn timer_state(&self, schedule: Schedule) -> TimerState {
        let Some(timers) = &self.user.timers else { return TimerState::Off };
        if !self.has_timer() {
            return TimerState::Off;
        }
        match call(&self.timer(timers, schedule).plan(timers).is_on) {
            Ok(()) => TimerState::On,
            Err(why) => TimerState::Failed { why },
        }
    }

    /// Whether this library has a timer.
    pub(crate) fn has_timer(&self) -> bool {
        self.user.timers.as_ref().is_some_and(|timers| {
            let plan = self.timer(timers, Schedule::DEFAULT).plan(timers);
            plan.files.iter().all(|(path, _)| path.is_file())
        })
    }

    /// Installs the timer of a schedule, or removes it. That there is none is no error: then the
    /// window fetches while it is open.
    pub(crate) fn renew_timer(&self, setting: &str) -> TimerState {
        let Some(timers) = &self.user.timers else { return TimerState::Off };
        let done = match Schedule::parse(setting) {
            Some(schedule) => install(&self.timer(timers, schedule).plan(timers)),
            None if self.has_timer() => remove(&self.timer(timers, Schedule::DEFAULT).plan(timers)),
            None => return TimerState::Off,
        };
        match done {
            Ok(()) if Schedule::parse(setting).is_some() => TimerState::On,
            Ok(()) => TimerState::Off,
            Err(why) => {
                tracing::warn!(?why, "there is no timer of the system for fetching");
                TimerState::Failed { why }
            }
        }
    }

    fn timer<'a>(&self, timers: &'a Timers, schedule: Schedule) -> Timer<'a> {
        // The system starts the command in another folder.
        let library = self.library();
        let library = std::path::absolute(library).unwrap_or_else(|_| library.to_owned());
        let is_usual = timers.usual.as_ref() == Some(&library);
        let name = if is_usual {
            "paperboy-fetch".to_owned()
        } else {
            let digest = Sha256::digest(library.as_os_str().as_encoded_bytes());
            let short: String = digest.iter().take(4).map(|byte| format!("{byte:02x}")).collect();
            format!("paperboy-fetch-{short}")
        };
        let library = (!is_usual).then_some(library);
        Timer { name, command: &timers.command, library, schedule }
    }
}

fn install(plan: &Plan) -> Result<(), TimerTrouble> {
    let put = || -> io::Result<()> {
        for (path, text) in &plan.files {
            path.parent().map_or(Ok(()), fs::create_dir_all)?;
            fs::write(path, text)?;
        }
        Ok(())
    };
    let done = put().map_err(|_| TimerTrouble::Failed).and_then(|()| {
        for command in &plan.before_on {
            // It may have nothing to do.
            let _ = call(command);
        }
        plan.on.iter().try_for_each(|command| call(command))
    });
    if done.is_err() {
        // A timer that the system does not know is none.
        remove_files(plan);
    }
    done
}

fn remove(plan: &Plan) -> Result<(), TimerTrouble> {
    // What is not known to the system any more needs no command.
    let stopped = plan.off.iter().try_for_each(|command| call(command));
    remove_files(plan);
    let after = plan.after_off.iter().try_for_each(|command| call(command));
    stopped.and(after)
}

fn remove_files(plan: &Plan) {
    for (path, _) in &plan.files {
        if let Err(error) = fs::remove_file(path)
            && error.kind() != io::ErrorKind::NotFound
        {
            tracing::warn!(path = %path.display(), %error, "a file of the timer could not be removed");
        }
    }
}

fn call(command: &[OsString]) -> Result<(), TimerTrouble> {
    let [program, arguments @ ..] = command else { return Ok(()) };
    match run(Path::new(program), arguments, COMMAND_TIMEOUT) {
        Some(Ended { success: true, .. }) => Ok(()),
        Some(_) => Err(TimerTrouble::Failed),
        None => Err(TimerTrouble::NoSystem),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn timer<'a>(command: &'a str, library: Option<&str>, schedule: &str) -> Timer<'a> {
        Timer {
            name: "paperboy-fetch".to_owned(),
            command: Path::new(command),
            library: library.map(PathBuf::from),
            schedule: Schedule::parse(schedule).unwrap(),
        }
    }

    #[test]
    fn a_timer_that_the_system_does_not_take_leaves_no_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("units/x.timer");
        let plan = |on: &str| Plan {
            files: vec![(path.clone(), "text".to_owned())],
            before_on: Vec::new(),
            on: vec![words(&[on])],
            off: Vec::new(),
            after_off: Vec::new(),
            is_on: Vec::new(),
        };
        assert_eq!(install(&plan("/nonexistent/systemctl")), Err(TimerTrouble::NoSystem));
        assert!(!path.exists());
        #[cfg(unix)]
        {
            assert_eq!(install(&plan("false")), Err(TimerTrouble::Failed));
            assert!(!path.exists());
            assert_eq!(install(&plan("true")), Ok(()));
            assert!(path.exists());
            assert_eq!(remove(&plan("true")), Ok(()));
            assert!(!path.exists());
        }
    }
}
