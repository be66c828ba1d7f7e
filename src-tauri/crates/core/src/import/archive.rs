//! Files of other digests and programs, recognised by their content.

use super::nothing_of;
use super::references::References;
use crate::reading::narrow;
use crate::wire::{ArchiveProblem, ArchiveProblemKind, ImportKind, ImportProblem, ImportedFile};
use crate::{App, Error};
use paperboy_archive::{Archive, ArchivedPaper, ProblemKind, Source};
use paperboy_cite::{Format, ProblemKind as Reference};
use paperboy_paper::{Date, ListProblemKind as List, PaperId};
use paperboy_report::DailyReport;
use std::collections::HashMap;

/// The file of another program that some bytes are. A daily report may contain what such a file
/// consists of, such as an entry of BibTeX.
pub(super) fn recognised(
    bytes: &[u8],
    report: &DailyReport,
    date: Option<Date>,
) -> Option<Archive> {
    let archive = paperboy_archive::read(bytes).ok()?;
    let is_report = report.papers.iter().any(|paper| paper.id.is_some());
    let may_be_in_a_report = match archive.source {
        Source::References(Format::Bibtex | Format::Biblatex) => {
            !bytes.trim_ascii_start().starts_with(b"@")
        }
        // Headings with links are a daily report if it has a date, and else a list.
        Source::Ids => date.is_some(),
        _ => false,
    };
    (!is_report || !may_be_in_a_report).then_some(archive)
}

impl App {
    /// Imports a file of another program.
    pub(super) fn import_archive(
        &self,
        name: &str,
        archive: Archive,
    ) -> Result<ImportedFile, Error> {
        let mut file = nothing_of(name);
        file.kind = Some(kind(archive.source));
        file.problems = problems(&archive, 0).collect();
        match archive.source {
            Source::DailyArxiv | Source::HuggingFace | Source::Newsletter => {
                self.import_digest(archive, &mut file)?;
            }
            Source::References(_) | Source::Paperboy | Source::Table | Source::Ids => {
                let mut references = References::default();
                let mut papers = archive.papers;
                if archive.source == Source::Table {
                    self.recognise_by_title(&mut papers)?;
                }
                references.take(papers);
                references.collections = archive.collections;
                self.import_references(references, &mut file)?;
            }
        }
        Ok(file)
    }

    /// Gives papers with highlights, which a table names by their titles alone, the ids that papers
    /// with these titles have in the library.
    fn recognise_by_title(&self, papers: &mut [ArchivedPaper]) -> Result<(), Error> {
        let is_nameless = |paper: &&mut ArchivedPaper| {
            paper.reference.id.is_none() && !paper.highlights.is_empty()
        };
        let mut nameless: Vec<&mut ArchivedPaper> = papers.iter_mut().filter(is_nameless).collect();
        if nameless.is_empty() {
            return Ok(());
        }
        let mut known: HashMap<String, Option<PaperId>> = HashMap::new();
        for (id, title) in self.store().titles()? {
            // A title that two papers have names neither.
            let paper = known.entry(letters(&title)).or_insert_with(|| Some(id.clone()));
            *paper = paper.take().filter(|other| *other == id);
        }
        for paper in &mut nameless {
            let title = letters(&paper.reference.title);
            if title.chars().count() >= MIN_TITLE_CHARS {
                paper.reference.id = known.get(&title).cloned().flatten();
            }
        }
        Ok(())
    }
}

/// The shortest title that names a paper, in letters.
const MIN_TITLE_CHARS: usize = 10;

/// The letters and digits of a title, in which programs agree.
fn letters(title: &str) -> String {
    let title = paperboy_report::title(title);
    title.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

pub(super) fn kind(source: Source) -> ImportKind {
    match source {
        Source::DailyArxiv => ImportKind::DailyArxiv,
        Source::HuggingFace => ImportKind::HuggingFace,
        Source::Newsletter => ImportKind::Newsletter,
        Source::References(Format::Bibtex) => ImportKind::Bibtex,
        Source::References(Format::Biblatex) => ImportKind::Biblatex,
        Source::References(Format::Ris) => ImportKind::Ris,
        Source::References(Format::CslJson) => ImportKind::CslJson,
        Source::Paperboy => ImportKind::Papers,
        Source::Table => ImportKind::Table,
        Source::Ids => ImportKind::Ids,
    }
}

/// The problems of a file, or of a part of it that so many lines precede. Authors are not taken
/// from references, so that it is none when some are missing.
pub(super) fn problems(
    archive: &Archive,
    lines_before: usize,
) -> impl Iterator<Item = ImportProblem> {
    let found = archive.problems.iter();
    let found = found.filter(|found| found.kind != ProblemKind::Reference(Reference::AuthorsCut));
    found.map(move |found| problem(found, lines_before))
}

fn problem(problem: &paperboy_archive::Problem, lines_before: usize) -> ImportProblem {
    let kind = match problem.kind {
        ProblemKind::NotUtf8 | ProblemKind::Reference(Reference::NotUtf8) => {
            ArchiveProblemKind::NotUtf8
        }
        ProblemKind::NamesNoPaper
        | ProblemKind::List(List::NoId | List::NoTitle)
        | ProblemKind::Reference(Reference::NamesNoPaper) => ArchiveProblemKind::NamesNoPaper,
        ProblemKind::NotWritten => ArchiveProblemKind::NotWritten,
        ProblemKind::TooMany
        | ProblemKind::TooManyHighlights
        | ProblemKind::List(List::TooMany)
        | ProblemKind::Reference(Reference::TooMany) => ArchiveProblemKind::TooMany,
        ProblemKind::MoreProblems | ProblemKind::Reference(Reference::MoreProblems) => {
            ArchiveProblemKind::MoreProblems
        }
        ProblemKind::List(List::Repeated) => ArchiveProblemKind::Repeated,
        ProblemKind::Broken | ProblemKind::List(_) | ProblemKind::Reference(_) => {
            ArchiveProblemKind::Broken
        }
    };
    let place = problem.place.map(|place| narrow((place + lines_before) as u64));
    ImportProblem::Archive { problem: ArchiveProblem { place, kind, what: problem.what.clone() } }
}
