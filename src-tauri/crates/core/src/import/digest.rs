//! Days of other digests: the papers and the digest's texts about them, under the writer's name and its
//! own headings.

use super::date_in_name;
use crate::reading::narrow;
use crate::wire::{ImportProblem, ImportedFile};
use crate::{App, Error};
use paperboy_archive::{Archive, ArchivedPaper, Source};
use paperboy_cite::one_line;
use paperboy_paper::Date;
use paperboy_report::{Problem, ProblemKind};
use paperboy_store::{ListedPaper, Listing, NewDigest, NewReport};

impl App {
    pub(super) fn import_digest(
        &self,
        archive: Archive,
        file: &mut ImportedFile,
    ) -> Result<(), Error> {
        let Some(date) = archive.date.or_else(|| date_in_name(&file.path)) else {
            let problem =
                Problem { line: None, kind: ProblemKind::NoDate, what: String::new(), paper: None };
            file.problems.push(ImportProblem::Report { problem });
            return Ok(());
        };
        file.date = Some(date.to_string());
        let papers: Vec<ListedPaper> = archive.papers.iter().filter_map(listed).collect();
        let without_id = archive.papers.len() - papers.len();
        if without_id > 0 {
            file.problems.push(ImportProblem::NotOnArxiv { count: narrow(without_id as u64) });
        }
        if papers.is_empty() {
            return Ok(());
        }
        file.papers = narrow(papers.len() as u64);
        let writer = archive.source.writer();
        let texts = writer.map(|_| archive.papers.iter().filter_map(text).collect());
        let digest = NewDigest {
            listing: Listing { date, source_url: source_url(archive.source, date), papers },
            writer: writer.unwrap_or_default().to_owned(),
            texts: texts.unwrap_or_default(),
        };
        file.outcome = self.store().add_digest(&digest, self.now())?.into();
        Ok(())
    }
}

/// A paper as a list has it; `None` for one without an arXiv id.
fn listed(paper: &ArchivedPaper) -> Option<ListedPaper> {
    if let Some(listed) = &paper.listed {
        return Some(crate::fetch::listed(listed.clone()));
    }
    Some(ListedPaper {
        abstract_text: paper.reference.abstract_text.clone(),
        authors: paper.reference.authors.iter().map(|name| name.shown()).collect(),
        ..ListedPaper::new(paper.reference.id.clone()?, title(paper)?)
    })
}

/// A paper's title; one without a title is called by its id until a list names it.
fn title(paper: &ArchivedPaper) -> Option<String> {
    let title = one_line(&paper.reference.title);
    if title.is_empty() { Some(paper.reference.id.as_ref()?.to_string()) } else { Some(title) }
}

/// The digest's text about a paper.
fn text(paper: &ArchivedPaper) -> Option<NewReport> {
    let part = |part: &paperboy_archive::Part| format!("### {}\n\n{}", part.name, part.text);
    let parts: Vec<String> = paper.parts.iter().map(part).collect();
    let (id, title) = (paper.reference.id.clone()?, title(paper)?);
    (!parts.is_empty()).then(|| NewReport {
        id,
        title,
        reading_source: None,
        body: parts.join("\n\n"),
    })
}

/// The page of a day's papers.
fn source_url(source: Source, date: Date) -> String {
    match source {
        Source::DailyArxiv => "https://github.com/dw-dengwei/daily-arXiv-ai-enhanced".to_owned(),
        _ => crate::dates::day_page(date),
    }
}
