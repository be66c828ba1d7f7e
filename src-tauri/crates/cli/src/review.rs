//! `review`.

use crate::args;
use crate::exit::{Exit, Failure};
use crate::output::Output;
use crate::reading::span;
use paperboy_core::App;
use paperboy_core::wire::Period;
use std::sync::Arc;

pub fn review(app: &Arc<App>, review: &args::Review, output: &mut Output) -> Result<Exit, Failure> {
    let period = if review.week { Period::Week } else { Period::Month };
    let day = span(app, &review.date)?;
    if day.from != day.to {
        let why =
            "a review covers the week or the month of one day; give one day instead of FROM..TO"
                .to_owned();
        return Err(Failure::Message(Exit::Usage, why));
    }
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
