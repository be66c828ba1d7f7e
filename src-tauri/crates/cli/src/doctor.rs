//! `doctor`: the health of Paperboy on this computer, also where the library can't be opened.

use crate::exit::{Exit, Failure};
use crate::output::Output;
use jiff::tz::TimeZone;
use paperboy_core::wire::{Finding, HealthReport, HealthState, HealthSubject, LibraryBy};
use paperboy_core::{
    App, Clock, Computer, Places, Programs, User, diagnostics, has_library, health_without_library,
    version_of,
};
use serde_json::json;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub fn doctor(
    user: &User,
    places: &Places,
    named: Option<&Path>,
    as_diagnostics: bool,
    output: &mut Output,
) -> Result<Exit, Failure> {
    let programs = programs(named);
    let clock: Clock = Arc::new(jiff::Timestamp::now);
    if !has_library(places) {
        // Opening would make one.
        let report = health_without_library(user, places, None, &programs, clock());
        return print(&report, as_diagnostics, Exit::Done, output);
    }
    match App::open_for(user.clone(), places.clone(), clock.clone()) {
        Ok(app) => {
            for notice in &app.pending_notices() {
                output.warn(&crate::output::spoken(notice));
            }
            let report = app.health(&programs);
            let exit =
                if report.state == HealthState::Broken { Exit::SomeFailed } else { Exit::Done };
            if as_diagnostics {
                output.line(app.diagnostics(&programs, &computer()).trim_end())?;
                return Ok(exit);
            }
            print(&report, false, exit, output)
        }
        Err(error) => {
            let error = error.wire();
            let report = health_without_library(user, places, Some(&error), &programs, clock());
            print(&report, as_diagnostics, Exit::NoLibrary, output)
        }
    }
}

/// What core can't know of the programs.
fn programs(named: Option<&Path>) -> Programs {
    let variable = std::env::var_os(crate::LIBRARY_VARIABLE).map(PathBuf::from);
    let by = match named {
        None => LibraryBy::Platform,
        Some(named) if variable.as_deref() == Some(named) => LibraryBy::Variable,
        Some(_) => LibraryBy::Argument,
    };
    Programs {
        window: version_of(&window()),
        command: Some(env!("CARGO_PKG_VERSION").to_owned()),
        by,
        usual: paperboy_session::usual_library(),
        // Only the window knows.
        safe_renderer: None,
    }
}

/// The window: beside this program, as the packages install it, otherwise by its name.
fn window() -> PathBuf {
    let name = format!("paperboy-desktop{}", std::env::consts::EXE_SUFFIX);
    let beside = std::env::current_exe().ok().map(|program| program.with_file_name(&name));
    beside.filter(|program| program.is_file()).unwrap_or_else(|| name.into())
}

/// What diagnostics say of this computer.
fn computer() -> Computer {
    let system = format!("{} {}", std::env::consts::OS, std::env::consts::ARCH);
    Computer { parts: vec![system], home: dirs::home_dir() }
}

fn print(
    report: &HealthReport,
    as_diagnostics: bool,
    exit: Exit,
    output: &mut Output,
) -> Result<Exit, Failure> {
    if as_diagnostics {
        output.line(diagnostics(report, &computer()).trim_end())?;
        return Ok(exit);
    }
    if output.is_json() {
        let findings: Vec<_> = report
            .findings
            .iter()
            .map(|finding| {
                json!({
                    "subject": finding.subject,
                    "state": finding.state,
                    "found": finding.found,
                    "text": finding.text(&TimeZone::system()),
                    "remedy": finding.remedy(),
                })
            })
            .collect();
        output.document(&json!({ "state": report.state, "findings": findings }))?;
        return Ok(exit);
    }
    let mut subject: Option<HealthSubject> = None;
    for finding in &report.findings {
        let is_first = subject.replace(finding.subject) != Some(finding.subject);
        line(finding, if is_first { finding.subject.name() } else { "" }, output)?;
    }
    Ok(exit)
}

fn line(finding: &Finding, subject: &str, output: &mut Output) -> Result<(), Failure> {
    let state = match finding.state {
        HealthState::Ok => "ok",
        HealthState::Attention => "!",
        HealthState::Broken => "BROKEN",
    };
    output.line(&format!("{subject:<17} {state:<6} {}", finding.text(&TimeZone::system())))?;
    if let Some(remedy) = finding.remedy() {
        output.line(&format!("{:<24} {remedy}", ""))?;
    }
    Ok(())
}
