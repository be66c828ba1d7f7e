//! How far long work is: a bar on a terminal, lines elsewhere.

use crate::output::report;
use crate::terminal::printable;
use indicatif::{ProgressBar, ProgressStyle};
use paperboy_core::Job;
use paperboy_core::wire::{JobKind, Phase};
use std::io::IsTerminal;

/// What is printed while a job waits.
fn waiting(job: JobKind) -> &'static str {
    match job {
        JobKind::Write => "waiting: another program is writing reports for this library",
        _ => "waiting: the source's request limit has been reached",
    }
}

/// A job that Ctrl-C stops, with a bar on a terminal.
pub fn stoppable(kind: JobKind) -> Job {
    let job = watched(kind);
    let on_stop = job.clone();
    // Without the handler Ctrl-C ends the program at once, which loses nothing either.
    let _ = ctrlc::set_handler(move || on_stop.cancel());
    job
}

fn watched(kind: JobKind) -> Job {
    if !std::io::stderr().is_terminal() {
        return Job::new(
            kind,
            Box::new(|progress| {
                if progress.phase == Phase::Wait {
                    report(waiting(progress.job));
                } else if !progress.at.is_empty() {
                    report(&format!("{}/{} {}", progress.done + 1, progress.total, progress.at));
                }
            }),
        );
    }
    let bar = ProgressBar::no_length();
    // The template is fixed; were it wrong, indicatif's own would do.
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} {wide_msg}") {
        bar.set_style(style);
    }
    Job::new(
        kind,
        Box::new(move |progress| {
            bar.set_length(progress.total.into());
            bar.set_position(progress.done.into());
            let left = progress
                .seconds_left
                .map(|seconds| format!("{seconds} s left  "))
                .unwrap_or_default();
            let at =
                if progress.phase == Phase::Wait { waiting(progress.job) } else { &progress.at };
            bar.set_message(printable(&format!("{left}{at}")).replace('\n', " "));
            if progress.done == progress.total {
                bar.finish_and_clear();
            }
        }),
    )
}
