//! Daily reports into the library.

mod folder;

use crate::wire::{Event, Imported, ImportedFile, Outcome};
use crate::{App, Error, Job};
use folder::{Found, found};
use paperboy_paper::date_in;
use paperboy_report::{DailyReport, Problem, ProblemKind, sections};
use paperboy_store::{Added, NewDocument, NewReport, StoreError};
use std::collections::HashSet;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The largest file taken, in bytes; a day's report weighs about 80,000.
const MOST_BYTES: u64 = 64 << 20;
/// Names what an import under way had been given, so that the next start takes it up again after a kill.
const PENDING: &str = "import.pending";

const SAMPLE: [(&str, &str); 2] =
    [("2025-01-06.md", include_str!("../sample/2025-01-06.md")), ("2025-01-07.md", include_str!("../sample/2025-01-07.md"))];

impl App {
    /// Imports files, and the `.md` and `.txt` files of folders. Each file is taken whole or not at all, and has its own outcome.
    pub fn import(&self, paths: &[PathBuf], job: &Job) -> Result<Imported, Error> {
        let Found { files, left_out } = found(paths);
        let mut imported = Imported { files: Vec::new(), left_out, cancelled: false };
        let mut stopped: Option<String> = None;
        for (done, file) in files.iter().enumerate() {
            if job.is_cancelled() {
                imported.cancelled = true;
                break;
            }
            let name = file.path.display().to_string();
            job.at(done, files.len(), &name);
            let outcome = match (&stopped, &file.unreadable) {
                (Some(why), _) => refused(&name, why.clone()),
                (None, Some(why)) => refused(&name, why.clone()),
                (None, None) => match bounded(&file.path) {
                    Err(why) => refused(&name, why),
                    Ok(bytes) => self.import_bytes(&name, bytes).unwrap_or_else(|error| {
                        tracing::error!(?error, file = name, "a file was not imported");
                        let why = error.wire().message;
                        // What befalls the library befalls every file that follows.
                        stopped = Some(why.clone());
                        refused(&name, why)
                    }),
                },
            };
            imported.files.push(outcome);
        }
        job.at(files.len(), files.len(), "");
        self.background.wake();
        Ok(imported)
    }

    /// Imports one daily report from memory. `name` stands for its path and may hold its date. What is wrong with the report
    /// is in the answer; an error means that the library failed.
    pub fn import_bytes(&self, name: &str, bytes: Vec<u8>) -> Result<ImportedFile, Error> {
        let report = paperboy_report::read(&bytes);
        let mut problems = report.problems.clone();
        let date = report.date.or_else(|| Path::new(name).file_name().and_then(|name| date_in(&name.to_string_lossy())));
        if report.date.is_none() && date.is_some() {
            problems.retain(|problem| problem.kind != ProblemKind::NoDate);
        }
        let papers = kept(&report, &mut problems);
        let mut file = ImportedFile {
            path: name.to_owned(),
            date: date.map(|date| date.to_string()),
            papers: u32::try_from(papers.len()).unwrap_or(u32::MAX),
            outcome: Outcome::Refused,
            problems: problems.iter().map(Problem::to_string).collect(),
        };
        let Some(date) = date else {
            file.papers = 0;
            return Ok(file);
        };
        if papers.is_empty() {
            return Ok(file);
        }
        let document = NewDocument { date, source_url: report.source_url, raw: bytes, papers };
        file.outcome = match self.store().add_document(&document, self.now())? {
            Added::Added => Outcome::Added,
            Added::Updated => Outcome::Updated,
            Added::Unchanged => Outcome::Unchanged,
        };
        Ok(file)
    }

    /// Imports the sample that ships inside: two days of well-known papers.
    pub fn import_sample(&self) -> Result<Imported, Error> {
        let files = SAMPLE.iter().map(|(name, text)| self.import_bytes(name, text.as_bytes().to_vec())).collect::<Result<_, _>>()?;
        self.background.wake();
        Ok(Imported { files, left_out: 0, cancelled: false })
    }

    /// Imports behind the window's back: progress and result come as events. Files given while an import runs follow it.
    pub fn start_import(self: &Arc<Self>, paths: Vec<PathBuf>) -> Result<(), Error> {
        let mut jobs = self.jobs.lock();
        jobs.waiting.extend(paths);
        if jobs.running.is_some() {
            return Ok(());
        }
        let job = self.watched_job("import");
        jobs.running = Some(job.clone());
        drop(jobs);
        let app = self.clone();
        std::thread::spawn(move || app.import_what_waits(&job));
        Ok(())
    }

    /// Imports the sample behind the window's back.
    pub fn start_import_sample(self: &Arc<Self>) -> Result<(), Error> {
        let app = self.clone();
        std::thread::spawn(move || match app.import_sample() {
            Ok(result) => app.tell_imported(result),
            Err(error) => app.failed(&error),
        });
        Ok(())
    }

    /// Takes up an import that a kill had interrupted. What it had done is found unchanged.
    pub(crate) fn resume_import(self: &Arc<Self>) -> Result<(), Error> {
        let pending = self.store().setting(PENDING)?;
        let paths: Vec<PathBuf> = pending.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default();
        if !paths.is_empty() {
            tracing::info!(files = paths.len(), "an interrupted import goes on");
            self.start_import(paths)?;
        }
        Ok(())
    }

    fn import_what_waits(self: Arc<Self>, job: &Job) {
        loop {
            let paths = std::mem::take(&mut self.jobs.lock().waiting);
            let result =
                self.remember(&paths).and_then(|()| self.import(&paths, job)).and_then(|result| self.remember(&[]).map(|()| result));
            match result {
                Ok(result) => self.tell_imported(result),
                Err(error) => self.failed(&error),
            }
            let mut jobs = self.jobs.lock();
            if jobs.waiting.is_empty() {
                jobs.running = None;
                break;
            }
        }
        self.emit(&Event::Changed);
    }

    /// The days first, then where the reader is led to: what runs in the background may not be listening yet.
    fn tell_imported(&self, result: Imported) {
        self.emit(&Event::Changed);
        self.emit(&Event::Imported { result });
    }

    /// Notes what is being imported. A library that can't be written says so for each file, not here.
    fn remember(&self, paths: &[PathBuf]) -> Result<(), Error> {
        let json =
            (!paths.is_empty()).then(|| serde_json::to_string(paths)).transpose().map_err(|error| Error::BadValue(error.to_string()))?;
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

/// The papers to keep: those with an id, each once. What is not kept, and what their sections lack, is told.
pub(crate) fn kept(report: &DailyReport, problems: &mut Vec<Problem>) -> Vec<NewReport> {
    let mut seen = HashSet::new();
    let mut papers = Vec::new();
    for paper in &report.papers {
        let Some(id) = &paper.id else { continue };
        if !seen.insert(id) {
            continue;
        }
        problems.extend(sections(&paper.body).problems.into_iter().map(|problem| Problem {
            line: None,
            what: format!("{} ({id})", problem.what),
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

fn refused(path: &str, why: String) -> ImportedFile {
    ImportedFile { path: path.to_owned(), date: None, papers: 0, outcome: Outcome::Refused, problems: vec![why] }
}

fn cannot_read(path: &Path, error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => format!("{} is not there", path.display()),
        std::io::ErrorKind::PermissionDenied => format!("there is no permission to read {}", path.display()),
        _ => format!("{} could not be read: {error}", path.display()),
    }
}

fn bounded(path: &Path) -> Result<Vec<u8>, String> {
    let read = || {
        let mut bytes = Vec::new();
        std::fs::File::open(path)?.take(MOST_BYTES + 1).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    let bytes = read().map_err(|error| cannot_read(path, &error))?;
    match bytes.len() as u64 > MOST_BYTES {
        true => Err(format!("{} is larger than {} MiB and can't be a daily report", path.display(), MOST_BYTES >> 20)),
        false => Ok(bytes),
    }
}
