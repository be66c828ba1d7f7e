//! `review`.

use crate::args;
use crate::exit::{Exit, Failure};
use crate::output::Output;
use paperboy_core::wire::Period;
use paperboy_core::{App, DateSpan};
use std::sync::Arc;

pub fn review(app: &Arc<App>, review: &args::Review, output: &mut Output) -> Result<Exit, Failure> {
    let period = if review.week { Period::Week } else { Period::Month };
    let day = DateSpan::parse_day(&review.date, app.today())
        .map_err(|error| Failure::Message(Exit::Usage, error.to_string()))?;
    let review = app.review(period, day.from)?;
    if output.is_json() {
        output.document(&review)?;
    } else {
        for line in app.review_markdown(&review)?.lines() {
            output.line(line)?;
        }
    }
    Ok(Exit::Done)
}
