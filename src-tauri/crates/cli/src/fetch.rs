//! `fetch` and `add`.

use crate::exit::{Exit, Failure};
use crate::following;
use crate::output::Output;
use crate::progress;
use crate::reading::{paper_id, span};
use crate::subscribe;
use paperboy_core::wire::JobKind;
use paperboy_core::{App, CompleteDay, Fetch, FetchOutcome, FetchedDay, FetchedPaper, PaperId};
use paperboy_notify::{DayComplete, Language};
use std::sync::Arc;

pub fn fetch(
    app: &Arc<App>,
    date: &str,
    write: bool,
    notify: bool,
    output: &mut Output,
) -> Result<Exit, Failure> {
    let span = span(app, date)?;
    app.fetchable(span)?;
    let job = progress::stoppable(JobKind::Fetch);
    let (worker, of) = (app.clone(), job.clone());
    let days = job.wait_for(move || worker.fetch(Fetch { span, articles: true, write }, &of));
    // Papers that arrived before the stop are kept, although they are not listed.
    let days = days.transpose()?.unwrap_or_default();
    let subscribed = match job.is_cancelled() {
        true => Vec::new(),
        false => subscribe::fetch(app, None, write, &job)?,
    };
    if !job.is_cancelled() {
        following::papers(app, &job, output);
    }
    if !job.is_cancelled() {
        following::publish(app, &job, output);
        notify_of_day(app, &days, notify);
    }
    for day in &days {
        print_day(day, output)?;
    }
    if output.is_json() {
        subscribe::warn(&subscribed, output);
        // FROM..TO answers with an array, a day with itself.
        match days.as_slice() {
            [day] if !date.contains("..") => output.document(day)?,
            days => output.document(&days)?,
        }
    } else {
        subscribe::print(&subscribed, output)?;
    }
    let failed = |day: &FetchedDay| {
        day.problem.is_some()
            || day.papers.iter().any(|paper| paper.outcome == FetchOutcome::Failed)
    };
    Ok(match job.is_cancelled() {
        true => Exit::Stopped,
        false if days.iter().any(failed) => Exit::SomeFailed,
        false => subscribe::exit(&subscribed, &job),
    })
}

pub fn add(
    app: &Arc<App>,
    ids: &[String],
    write: bool,
    output: &mut Output,
) -> Result<Exit, Failure> {
    let ids: Vec<PaperId> = ids.iter().map(|id| paper_id(id)).collect::<Result<_, _>>()?;
    let job = progress::stoppable(JobKind::Fetch);
    let (worker, of) = (app.clone(), job.clone());
    let day = job.wait_for(move || worker.add(&ids, write, &of)).transpose()?;
    if !job.is_cancelled() {
        following::papers(app, &job, output);
    }
    let Some(day) = day else { return Ok(Exit::Stopped) };
    for paper in &day.papers {
        print_paper(paper, output)?;
    }
    if output.is_json() {
        output.document(&day)?;
    }
    Ok(match job.is_cancelled() {
        true => Exit::Stopped,
        false if day.papers.iter().any(|paper| paper.outcome == FetchOutcome::Failed) => {
            Exit::SomeFailed
        }
        false => Exit::Done,
    })
}

/// Shows a notification of a day that is complete: a user who reads the output needs none. An error
/// here is no failure of the fetch.
fn notify_of_day(app: &App, days: &[FetchedDay], notify: bool) {
    let day = match app.take_complete_day(days) {
        Ok(Some(day)) if notify && app.tells_days() => day,
        Ok(_) => return,
        Err(error) => return tracing::warn!(%error, "whether a day is complete is unknown"),
    };
    let language = Language::of(&app.setting("ui.language").unwrap_or_default());
    let CompleteDay { date, papers, for_you } = day;
    let shown = DayComplete { date: date.to_string(), papers, for_you, language };
    if let Err(error) = shown.show() {
        tracing::warn!(%error, "that the day is complete was not shown");
    }
}

fn print_day(day: &FetchedDay, output: &mut Output) -> Result<(), Failure> {
    if let Some(problem) = &day.problem {
        output.warn(&problem.to_string());
    } else if day.listed == 0 {
        output.warn(&format!("{}: Hugging Face lists no papers for this day", day.date));
    }
    if !output.is_json() {
        output.line(&format!("{}  {} listed  {} new", day.date, day.listed, day.added))?;
    }
    for paper in &day.papers {
        print_paper(paper, output)?;
    }
    Ok(())
}

fn print_paper(paper: &FetchedPaper, output: &mut Output) -> Result<(), Failure> {
    if !output.is_json() {
        let (source, writer) =
            (paper.reading_source.unwrap_or("-"), paper.writer.as_deref().unwrap_or("-"));
        output.line(&format!(
            "  {:<9}  {}  {source:<8}  {writer}",
            word(paper.outcome),
            paper.id
        ))?;
    }
    warn_about(paper, output);
    Ok(())
}

fn warn_about(paper: &FetchedPaper, output: &Output) {
    if paper.is_unknown() {
        return output.warn(&format!("{}: arXiv has no paper with this id", paper.id));
    }
    if let (FetchOutcome::Failed | FetchOutcome::Written, Some(problem)) =
        (paper.outcome, paper.problem.sentence())
    {
        output.warn(&format!("{}: {problem}", paper.id));
    }
}

fn word(outcome: FetchOutcome) -> &'static str {
    match outcome {
        FetchOutcome::Written => "written",
        FetchOutcome::Read => "fetched",
        FetchOutcome::Kept => "unchanged",
        FetchOutcome::Failed => "failed",
    }
}
