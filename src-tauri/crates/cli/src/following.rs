//! Work that follows a change. The change is saved already, so that no error here makes the command
//! fail.

use crate::output::Output;
use crate::publish;
use paperboy_core::{App, Error, Job};
use std::sync::Arc;

/// A step after a change, as a part of a sentence about its failure.
const INDEX: &str = "the search index could not be updated yet";
const CHECK: &str = "the numbers and names of the reports could not be checked yet";
const PUBLISH: &str = "the days could not be published yet";

/// Indexes the saved changes.
pub fn index(app: &App, output: &Output) {
    report(INDEX, app.wait_until_indexed().err(), output);
}

/// As [`index`], after papers came in: their reports are checked first. It ends when the job is
/// stopped.
pub fn papers(app: &Arc<App>, job: &Job, output: &Output) {
    let worker = app.clone();
    let failed = job.wait_for(move || {
        [(CHECK, worker.check_reports(0).err()), (INDEX, worker.wait_until_indexed().err())]
    });
    for (step, error) in failed.into_iter().flatten() {
        report(step, error, output);
    }
}

/// Publishes the days, where that is to follow each change.
pub fn publish(app: &Arc<App>, job: &Job, output: &Output) {
    let (worker, of) = (app.clone(), job.clone());
    match job.wait_for(move || worker.publish_after_change(&of)) {
        Some(Ok(Some(published))) => publish::warn(&published, output),
        Some(Err(error)) => report(PUBLISH, Some(error), output),
        Some(Ok(None)) | None => {}
    }
}

fn report(step: &str, error: Option<Error>, output: &Output) {
    let Some(error) = error else { return };
    tracing::error!(?error, "a step after a change failed");
    output.warn(&match error {
        // The index's own message names it, and adds that nothing was lost.
        Error::Index(_) => error.wire().message,
        other => format!("the change was saved, but {step}: {other}"),
    });
}
