//! Daily reports, and files of other programs, into the library.

mod archive;
mod collections;
mod digest;
mod file;
mod folder;
mod highlights;
mod pieces;
mod references;
mod times;

use crate::reading::narrow;
use crate::wire::{
    Event, ImportKind, ImportProblem, Imported, ImportedFile, JobKind, NoticeKind, Outcome,
    ValueCause,
};
use crate::{App, Error, Job};
use file::bounded;
use folder::{CollectedFiles, collect_files};
use paperboy_paper::{Date, date_in};
use paperboy_report::{DailyReport, Problem, ProblemKind, sections};
use paperboy_store::{Added, NewDocument, NewReport, StoreError};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// The setting that contains the files of a running import, so that the next start resumes it after
/// a kill.
const PENDING: &str = "import.pending";

/// An import under way as it is written down.
#[derive(Default, Serialize, Deserialize)]
struct Pending {
    paths: Vec<PathBuf>,
    /// The library's revision when a start resumed the import.
    resumed_at: Option<u64>,
}

const SAMPLE: [(&str, &str); 2] = [
    ("2025-01-06.md", include_str!("../sample/2025-01-06.md")),
    ("2025-01-07.md", include_str!("../sample/2025-01-07.md")),
];

impl App {
    /// Imports files, and those of folders that may be of a known kind. Each file is taken whole or not at
    /// all, and has its own outcome. Once it is cancelled it ends, whatever it waits for.
    pub fn import(self: &Arc<Self>, paths: &[PathBuf], job: &Job) -> Result<Imported, Error> {
        let so_far =
            Arc::new(Mutex::new(Imported { files: Vec::new(), left_out: 0, cancelled: false }));
        let (app, paths, of, sum) = (self.clone(), paths.to_owned(), job.clone(), so_far.clone());
        let ended = job.wait_for(move || app.import_files(&paths, &of, &sum));
        let mut imported = so_far.lock().unwrap_or_else(PoisonError::into_inner).clone();
        imported.cancelled |= ended.is_none();
        self.background.wake();
        Ok(imported)
    }

    fn import_files(&self, paths: &[PathBuf], job: &Job, so_far: &Mutex<Imported>) {
        let so_far = || so_far.lock().unwrap_or_else(PoisonError::into_inner);
        let CollectedFiles { files, left_out } = collect_files(paths);
        so_far().left_out = left_out;
        let mut stopped: Option<ImportProblem> = None;
        for (done, file) in files.iter().enumerate() {
            let name = file.path.display().to_string();
            job.at(done, files.len(), &name);
            let outcome = match (&stopped, &file.unreadable) {
                (Some(why), _) => refused(&name, why.clone()),
                (None, Some(why)) => refused(&name, why.clone()),
                (None, None) => match self.import_file(&name, &file.path, job) {
                    Ok(Some(imported)) => imported,
                    Ok(None) => return so_far().cancelled = true,
                    // It waited for another program.
                    Err(_) if job.is_cancelled() => return so_far().cancelled = true,
                    Err(error) => {
                        tracing::error!(?error, file = name, "a file was not imported");
                        let why = ImportProblem::Library { error: error.wire() };
                        // What befalls the library befalls every file that follows.
                        stopped = Some(why.clone());
                        refused(&name, why)
                    }
                },
            };
            so_far().files.push(outcome);
            if job.is_cancelled() && done + 1 < files.len() {
                return so_far().cancelled = true;
            }
        }
        job.at(files.len(), files.len(), "");
    }

    /// Imports one file; `None` when the job was cancelled before the library changed.
    fn import_file(
        &self,
        name: &str,
        path: &Path,
        job: &Job,
    ) -> Result<Option<ImportedFile>, Error> {
        let imported = match bounded(path) {
            Err(ImportProblem::TooLarge { .. }) => self.import_pieces(name, path, job)?,
            Err(why) => refused(name, why),
            Ok(_) if job.is_cancelled() => return Ok(None),
            Ok(bytes) => return self.import_bytes(name, bytes).map(Some),
        };
        Ok((!job.is_cancelled()).then_some(imported))
    }

    /// Imports one daily report, or a file of another program, from memory. `name` replaces its path and may contain its date.
    /// Problems of the file are in the answer; an error means that the library failed.
    pub fn import_bytes(&self, name: &str, bytes: Vec<u8>) -> Result<ImportedFile, Error> {
        let report = paperboy_report::read(&bytes);
        let mut problems = report.problems.clone();
        let date = report.date.or_else(|| date_in_name(name));
        if let Some(archive) = archive::recognised(&bytes, &report, date) {
            return self.import_archive(name, archive);
        }
        if report.date.is_none() && date.is_some() {
            problems.retain(|problem| problem.kind != ProblemKind::NoDate);
        }
        let papers = new_reports(&report, &mut problems);
        let mut file = ImportedFile {
            kind: (!report.papers.is_empty()).then_some(ImportKind::Report),
            date: date.map(|date| date.to_string()),
            papers: narrow(papers.len() as u64),
            problems: problems
                .into_iter()
                .map(|problem| ImportProblem::Report { problem })
                .collect(),
            ..nothing_of(name)
        };
        let Some(date) = date else {
            file.papers = 0;
            return Ok(file);
        };
        if papers.is_empty() {
            return Ok(file);
        }
        let document = NewDocument { date, source_url: report.source_url, raw: bytes, papers };
        file.outcome = self.store().add_document(&document, self.now())?.into();
        Ok(file)
    }

    /// Imports the sample that ships inside: two days of well-known papers.
    pub fn import_sample(&self) -> Result<Imported, Error> {
        let files = SAMPLE
            .iter()
            .map(|(name, text)| self.import_bytes(name, text.as_bytes().to_vec()))
            .collect::<Result<_, _>>()?;
        self.background.wake();
        Ok(Imported { files, left_out: 0, cancelled: false })
    }

    /// Imports in the background: progress and result are reported as events. Files that are added
    /// during an import follow it; without files, nothing begins.
    pub fn start_import(self: &Arc<Self>, paths: Vec<PathBuf>) -> Result<(), Error> {
        let mut jobs = self.jobs.lock();
        jobs.waiting.extend(paths);
        if jobs.running.is_some() || jobs.waiting.is_empty() {
            return Ok(());
        }
        let job = self.watched_job(JobKind::Import);
        jobs.running = Some(job.clone());
        drop(jobs);
        let app = self.clone();
        std::thread::spawn(move || app.import_pending(&job));
        Ok(())
    }

    /// Imports the sample in the background.
    pub fn start_import_sample(self: &Arc<Self>) -> Result<(), Error> {
        let app = self.clone();
        std::thread::spawn(move || match app.import_sample() {
            Ok(result) => app.emit_imported(result),
            Err(error) => app.failed(&error),
        });
        Ok(())
    }

    /// Resumes an import that was interrupted by a kill. Files that it had imported are found
    /// unchanged. An import that was resumed before without any progress is not resumed again: it
    /// hangs, or ends the program.
    pub(crate) fn resume_import(self: &Arc<Self>) -> Result<(), Error> {
        let Some(json) = self.store().setting(PENDING)? else { return Ok(()) };
        let Pending { paths, resumed_at } = serde_json::from_str(&json).unwrap_or_default();
        let revision = self.store().revision()?;
        if paths.is_empty() || resumed_at == Some(revision) {
            if let Some(first) = paths.first() {
                tracing::warn!(first = %first.display(), "an import that was interrupted twice at the same place is not restarted");
                self.notice(NoticeKind::ImportStuck, &first.display().to_string());
            }
            return self.remember(&Pending::default());
        }
        tracing::info!(files = paths.len(), "an interrupted import continues");
        self.jobs.lock().resumed_at = Some(revision);
        self.start_import(paths)
    }

    fn import_pending(self: Arc<Self>, job: &Job) {
        loop {
            let pending = {
                let mut jobs = self.jobs.lock();
                Pending {
                    paths: std::mem::take(&mut jobs.waiting),
                    resumed_at: jobs.resumed_at.take(),
                }
            };
            let (app, paths) = (self.clone(), pending.paths.clone());
            let remembered = job.wait_for(move || app.remember(&pending));
            match remembered.unwrap_or(Ok(())).and_then(|()| self.import(&paths, job)) {
                Ok(result) => self.emit_imported(result),
                Err(error) => self.failed(&error),
            }
            let mut jobs = self.jobs.lock();
            if jobs.waiting.is_empty() {
                jobs.running = None;
                break;
            }
        }
        self.emit(&Event::Changed);
        // It has ended for the user; another program that writes may be waited for now.
        self.note("import", self.forget_import());
    }

    /// The days come first, then the view that is opened: the background work may not be listening
    /// yet.
    pub(crate) fn emit_imported(&self, result: Imported) {
        self.emit(&Event::Changed);
        self.emit(&Event::Imported { result });
    }

    /// Clears the stored import, unless another import has begun.
    fn forget_import(&self) -> Result<(), Error> {
        let _turn = self.jobs.imports.lock().unwrap_or_else(PoisonError::into_inner);
        if self.jobs.lock().running.is_some() {
            Ok(())
        } else {
            self.keep_pending(&Pending::default())
        }
    }

    fn remember(&self, pending: &Pending) -> Result<(), Error> {
        let _turn = self.jobs.imports.lock().unwrap_or_else(PoisonError::into_inner);
        self.keep_pending(pending)
    }

    /// Stores the files that are being imported. A library that can't be written reports that for
    /// each file, not here.
    fn keep_pending(&self, pending: &Pending) -> Result<(), Error> {
        let json = (!pending.paths.is_empty()).then(|| serde_json::to_string(pending)).transpose();
        let json = json.map_err(ValueCause::other)?;
        match self.store().set_setting(PENDING, json.as_deref()) {
            Err(StoreError::ReadOnly | StoreError::DiskFull) => Ok(()),
            other => Ok(other?),
        }
    }

    pub(crate) fn failed(&self, error: &Error) {
        tracing::error!(?error, "a job failed");
        self.emit(&Event::Failed { error: error.wire() });
    }
}

/// The papers to store: those with an id, each once. Other papers and missing sections are reported
/// as problems.
pub(crate) fn new_reports(report: &DailyReport, problems: &mut Vec<Problem>) -> Vec<NewReport> {
    let mut seen = HashSet::new();
    let mut papers = Vec::new();
    for paper in &report.papers {
        let Some(id) = &paper.id else { continue };
        if !seen.insert(id) {
            continue;
        }
        problems.extend(sections(&paper.body).problems.into_iter().map(|problem| Problem {
            line: None,
            paper: Some(id.to_string()),
            ..problem
        }));
        papers.push(NewReport {
            id: id.clone(),
            title: paper.title.clone(),
            reading_source: paper.reading_source,
            body: paper.body.clone(),
        });
    }
    papers
}

impl From<Added> for Outcome {
    fn from(added: Added) -> Self {
        match added {
            Added::Added => Self::Added,
            Added::Updated => Self::Updated,
            Added::Unchanged => Self::Unchanged,
        }
    }
}

/// The day in the name of a file.
fn date_in_name(path: &str) -> Option<Date> {
    Path::new(path).file_name().and_then(|name| date_in(&name.to_string_lossy()))
}

/// A file of which nothing was imported yet.
fn nothing_of(path: &str) -> ImportedFile {
    ImportedFile {
        path: path.to_owned(),
        kind: None,
        date: None,
        collection: None,
        papers: 0,
        highlights: 0,
        outcome: Outcome::Refused,
        problems: Vec::new(),
    }
}

fn refused(path: &str, why: ImportProblem) -> ImportedFile {
    ImportedFile { problems: vec![why], ..nothing_of(path) }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::Places;

    #[test]
    fn an_import_without_progress_since_the_last_start_is_not_resumed() {
        let folder = tempfile::tempdir().unwrap();
        let places =
            Places { library: folder.path().join("library"), logs: folder.path().join("logs") };
        let app = App::open(places, Arc::new(|| jiff::Timestamp::UNIX_EPOCH)).unwrap();
        let notices = || {
            app.pending_notices()
                .into_iter()
                .map(|notice| (notice.kind, notice.detail))
                .collect::<Vec<_>>()
        };
        let paths = vec![PathBuf::from("/nowhere/hangs.md")];
        let revision = app.store().revision().unwrap();
        // It was killed after a first start had taken it up, and the library is as it was then.
        app.remember(&Pending { paths: paths.clone(), resumed_at: Some(revision) }).unwrap();
        app.resume_import().unwrap();
        assert!(app.jobs.lock().running.is_none());
        assert_eq!(notices(), [(NoticeKind::ImportStuck, "/nowhere/hangs.md".to_owned())]);
        assert_eq!(app.store().setting(PENDING).unwrap(), None);
        // An import with progress is resumed; the revision distinguishes it from one that hangs.
        app.remember(&Pending { paths, resumed_at: Some(revision + 1) }).unwrap();
        app.resume_import().unwrap();
        while app.jobs.lock().running.is_some() {
            std::thread::yield_now();
        }
        assert_eq!(notices().len(), 1);
    }
}
