//! `days`, `list`, `show`.

use crate::args::List;
use crate::exit::{Exit, Failure};
use crate::output::{Output, noun};
use paperboy_core::{App, BadDate, DateSpan, Filter, Paper, PaperId};
use std::sync::Arc;

pub fn days(app: &Arc<App>, output: &mut Output) -> Result<Exit, Failure> {
    let days = app.days()?;
    if output.is_json() {
        output.document(&days)?;
    } else {
        for day in days {
            output.line(&format!(
                "{}  {:>4} {:<6}  {:>4} unread",
                day.date,
                day.papers,
                noun(day.papers.into(), "paper"),
                day.unread
            ))?;
        }
    }
    Ok(Exit::Done)
}

pub fn list(app: &Arc<App>, list: &List, output: &mut Output) -> Result<Exit, Failure> {
    let dates = list.date.as_deref().map(|text| span(app, text)).transpose()?;
    let papers = app.papers(&Filter {
        dates,
        starred: list.starred,
        unread: list.unread,
        later: list.later,
        tag: list.tag.clone(),
    })?;
    if output.is_json() {
        output.document(&papers)?;
    } else {
        for paper in papers {
            output.line(&format!(
                "{}  {}  {} {}",
                paper.date,
                paper.id,
                marks(&paper),
                paper.title
            ))?;
        }
    }
    Ok(Exit::Done)
}

pub fn show(
    app: &Arc<App>,
    id: &str,
    markdown: bool,
    output: &mut Output,
) -> Result<Exit, Failure> {
    let id = paper_id(id)?;
    let paper = app.paper(&id)?;
    let exit = if paper.damaged { Exit::SomeFailed } else { Exit::Done };
    if paper.damaged {
        output.complain(&format!(
            "part of {id} was damaged on the disk and is not shown; `paperboy check --repair` takes it from a backup or from the file it came from"
        ));
    }
    if output.is_json() {
        output.document(&paper)?;
        return Ok(exit);
    }
    if markdown {
        let body = app.report_markdown(&id)?.unwrap_or_default();
        output.bytes(body.as_bytes())?;
        output.bytes(b"\n")?;
        return Ok(exit);
    }
    output.line(&paper.title)?;
    output.line(&format!("{}  {}  {}", paper.id, paper.dates.join(", "), marks(&paper)))?;
    output.line(&paper.links.arxiv)?;
    if !paper.tags.is_empty() {
        output.line(&format!("tags: {}", paper.tags.join(", ")))?;
    }
    if let Some(note) = &paper.note {
        output.line(&format!("note: {note}"))?;
    }
    let sections = paper.sections.unwrap_or_default();
    let named = [
        ("应用领域", sections.domain),
        ("一句话核心贡献", sections.contribution),
        ("使用指南", sections.usage),
        ("主要创新点", sections.innovations),
        ("实验效果", sections.results),
    ];
    for (heading, text) in named {
        if let Some(text) = text {
            output.line(&format!("\n{heading}\n{text}"))?;
        }
    }
    Ok(exit)
}

/// A day or a span as the contract writes it.
pub fn span(app: &App, text: &str) -> Result<DateSpan, Failure> {
    DateSpan::parse(text, app.today())
        .map_err(|error: BadDate| Failure::Said(Exit::Usage, error.to_string()))
}

/// An id as the contract writes it.
pub fn paper_id(text: &str) -> Result<PaperId, Failure> {
    PaperId::parse(text)
        .ok_or_else(|| Failure::Said(Exit::Usage, format!("“{text}” contains no arXiv id")))
}

fn marks(paper: &Paper) -> String {
    let mark = |on: bool, letter: char| if on { letter } else { '·' };
    [mark(paper.starred, '*'), mark(paper.later, 'L'), mark(!paper.read, 'u')].iter().collect()
}
