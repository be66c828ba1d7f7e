//! The progress of jobs: a bar on a terminal, lines elsewhere.

use crate::output::report;
use crate::terminal::printable;
use indicatif::{ProgressBar, ProgressStyle};
use paperboy_core::Job;
use paperboy_core::wire::{JobKind, Phase, Progress};
use std::io::IsTerminal;
use std::sync::atomic::{AtomicBool, Ordering};

/// What is printed while a job waits. `writes`: it wrote reports before.
fn waiting(job: JobKind, writes: bool) -> &'static str {
    match job {
        // After its articles a fetch writes reports, and then reads subscriptions.
        JobKind::Fetch if writes => waiting(JobKind::Write, true),
        JobKind::Write => "waiting: another program is writing reports for this library",
        _ => "waiting: the request limit of Hugging Face or arXiv has been reached",
    }
}

/// A duration in common units.
fn span(seconds: u32) -> String {
    let minutes = seconds.div_ceil(60);
    match (minutes / 60, minutes % 60) {
        (0, 0 | 1) => "about 1 min".to_owned(),
        (0, minutes) => format!("about {minutes} min"),
        (hours @ 1..=5, minutes @ 1..) => format!("about {hours} h {minutes} min"),
        (hours @ 0..=23, _) => format!("about {hours} h"),
        (24..=35, _) => "about 1 day".to_owned(),
        (hours, _) => format!("about {} days", (hours + 12) / 24),
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
    let writes = AtomicBool::new(false);
    let waiting = move |progress: &Progress| {
        if progress.phase != Phase::Wait {
            writes.store(progress.phase == Phase::Write, Ordering::Relaxed);
            return None;
        }
        Some(waiting(progress.job, writes.load(Ordering::Relaxed)))
    };
    if !std::io::stderr().is_terminal() {
        return Job::new(
            kind,
            Box::new(move |progress| {
                if let Some(waiting) = waiting(progress) {
                    report(waiting);
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
                .map(|seconds| format!("{} left  ", span(seconds)))
                .unwrap_or_default();
            let at = waiting(progress).unwrap_or(&progress.at);
            bar.set_message(printable(&format!("{left}{at}")).replace('\n', " "));
            if progress.done == progress.total {
                bar.finish_and_clear();
            }
        }),
    )
}

#[cfg(test)]
mod tests {
    use super::span;

    #[test]
    fn a_span_is_in_hours_and_minutes() {
        let spans = [
            (0, "about 1 min"),
            (61, "about 2 min"),
            (3_600, "about 1 h"),
            (5_400, "about 1 h 30 min"),
            (8 * 3_600 + 60, "about 8 h"),
            (25 * 3_600, "about 1 day"),
            (36 * 3_600, "about 2 days"),
        ];
        for (seconds, words) in spans {
            assert_eq!(span(seconds), words);
        }
    }
}
