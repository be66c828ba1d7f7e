//! What follows a change: it is saved already, so that nothing here makes the command fail.

use crate::output::Output;
use paperboy_core::{App, Error, Job};
use std::sync::Arc;

/// Brings the index up to date with what was saved.
pub fn index(app: &App, output: &Output) {
    report(app.settle().err(), output);
}

/// As [`index`], after papers came in: their reports are checked first. Ends when the job is asked
/// to stop.
pub fn papers(app: &Arc<App>, job: &Job, output: &Output) {
    let worker = app.clone();
    let failed = job.wait_for(move || [worker.check_reports(0).err(), worker.settle().err()]);
    failed.into_iter().flatten().for_each(|error| report(error, output));
}

fn report(error: Option<Error>, output: &Output) {
    let Some(error) = error else { return };
    tracing::error!(?error, "a step after a change failed");
    output.complain(&format!(
        "the change was saved, but a step after it failed: {}",
        error.wire().message
    ));
}
