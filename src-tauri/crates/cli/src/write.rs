//! `write`.

use crate::args;
use crate::exit::{Exit, Failure};
use crate::following;
use crate::output::Output;
use crate::progress;
use crate::reading::date_or_id;
use paperboy_core::wire::{JobKind, WritingCause};
use paperboy_core::{
    App, Filter, PaperId, ReportLanguage, Write, WriteOutcome, Writer, Written, WrittenPaper,
};
use std::sync::Arc;

pub fn write(
    app: &Arc<App>,
    arguments: &args::Write,
    output: &mut Output,
) -> Result<Exit, Failure> {
    let writer = match (arguments.translate, arguments.writer) {
        (Some(args::ReportLanguage::Zh), _) => Some(Writer::Translation(ReportLanguage::Zh)),
        (Some(args::ReportLanguage::En), _) => Some(Writer::Translation(ReportLanguage::En)),
        (None, Some(args::Writer::Model)) => Some(Writer::Model),
        (None, Some(args::Writer::Extract)) => Some(Writer::Extract),
        (None, None) => None,
    };
    let ids = targets(app, &arguments.targets)?;
    let job = progress::stoppable(JobKind::Write);
    let (worker, of, write) =
        (app.clone(), job.clone(), Write { ids, writer, again: arguments.again });
    // Reports that were written before the stop are kept, although they are not listed.
    let written = job.wait_for(move || worker.write(&write, &of)).transpose()?.unwrap_or_default();
    if !job.is_cancelled() {
        following::index(app, output);
    }
    for paper in &written.papers {
        print_paper(paper, output)?;
    }
    if output.is_json() {
        output.document(&written)?;
    } else if written.tokens.prompt > 0 {
        let Written { tokens, .. } = &written;
        output.line(&format!("{} tokens sent, {} received", tokens.prompt, tokens.completion))?;
    }
    Ok(match job.is_cancelled() {
        true => Exit::Stopped,
        false if written.papers.iter().any(|paper| paper.outcome == WriteOutcome::Failed) => {
            Exit::SomeFailed
        }
        false => Exit::Done,
    })
}

/// Papers by their ids, and all papers of days; each once, in the order named.
fn targets(app: &App, words: &[String]) -> Result<Vec<PaperId>, Failure> {
    let mut ids: Vec<PaperId> = Vec::new();
    for word in words {
        if let Some(id) = PaperId::parse(word) {
            ids.push(id);
            continue;
        }
        let papers =
            app.papers(&Filter { dates: Some(date_or_id(app, word)?), ..Filter::default() })?;
        if papers.is_empty() {
            return Err(Failure::Message(
                Exit::SomeFailed,
                format!("there are no papers for {word}; fetch them first"),
            ));
        }
        ids.extend(papers.iter().filter_map(|paper| PaperId::parse(&paper.id)));
    }
    let mut known = std::collections::HashSet::new();
    ids.retain(|id| known.insert(id.clone()));
    Ok(ids)
}

fn print_paper(paper: &WrittenPaper, output: &mut Output) -> Result<(), Failure> {
    if !output.is_json() {
        let outcome = match paper.outcome {
            WriteOutcome::Written => "written",
            WriteOutcome::Kept => "unchanged",
            WriteOutcome::Failed => "failed",
        };
        let checked = paper
            .checked
            .map(|checked| {
                format!(
                    "  {}/{} numbers and names found in the paper or computed from it",
                    checked.found, checked.figures
                )
            })
            .unwrap_or_default();
        output.line(&format!(
            "{outcome:<9}  {}  {}{checked}",
            paper.id,
            paper.writer.as_deref().unwrap_or("-")
        ))?;
    }
    if paper.unchanged {
        output.warn(&format!(
            "{}: nothing changed; the new report is the same as the one shown",
            paper.id
        ));
    }
    match (paper.causes.as_slice(), paper.problem()) {
        // It names the paper itself.
        ([cause @ WritingCause::UnknownPaper { .. }], _) => output.warn(&cause.to_string()),
        (_, Some(problem)) => output.warn(&format!("{}: {problem}", paper.id)),
        (_, None) => {}
    }
    Ok(())
}
