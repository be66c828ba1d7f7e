//! What follows a change: it is saved already, so that nothing here makes the command fail.

use crate::output::Output;
use paperboy_core::{App, Error, Job};
use std::sync::Arc;

/// A step after a change, as a part of a sentence that says what failed.
const INDEX: &str = "the search index could not be updated yet";
const CHECK: &str = "the numbers and names of the reports could not be checked yet";

/// Brings the index up to date with what was saved.
pub fn index(app: &App, output: &Output) {
    report(INDEX, app.wait_until_indexed().err(), output);
}

/// As [`index`], after papers came in: their reports are checked first. Ends when the job is asked
/// to stop.
pub fn papers(app: &Arc<App>, job: &Job, output: &Output) {
    let worker = app.clone();
    let failed = job.wait_for(move || {
        [(CHECK, worker.check_reports(0).err()), (INDEX, worker.wait_until_indexed().err())]
    });
    for (step, error) in failed.into_iter().flatten() {
        report(step, error, output);
    }
}

fn report(step: &str, error: Option<Error>, output: &Output) {
    let Some(error) = error else { return };
    tracing::error!(?error, "a step after a change failed");
    output.warn(&match error {
        // What the index says names it, and says that nothing was lost.
        Error::Index(_) => error.wire().message,
        other => format!("the change was saved, but {step}: {other}"),
    });
}
