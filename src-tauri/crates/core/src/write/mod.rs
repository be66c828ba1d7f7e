//! Writing: from kept papers to kept reports, by a language model or by the extractive writer.
//!
//! A report appears whole, with the record of how it was made and its check, or not at all. An
//! answer of a model is stored as soon as it is complete, before it is judged: a paid answer is
//! used whatever happens next.

mod ask;
mod check;
mod endpoint;
mod material;
mod prompt_budget;
mod queue;
mod report_writer;
mod settings;
mod stream;
mod trouble;
mod versions;
mod worker;

pub(crate) use check::numbers;
pub(crate) use queue::Writing;

use crate::wire::{Checked, Phase, WritingCause};
use crate::{App, Error, Job};
use futures_util::{StreamExt, stream as futures};
use paperboy_paper::PaperId;
use paperboy_store::StoreError;
use paperboy_writer::Language;
use report_writer::{ReportWriter, Stop};
use serde::{Serialize, Serializer};
use std::fs::File;
use std::time::Duration;

/// How long another process that writes is left alone before it is looked again whether it still
/// does.
const TURN_RETRY_INTERVAL: Duration = Duration::from_millis(500);

/// Who writes a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Writer {
    /// The language model of the settings.
    Model,
    /// The extractive writer.
    Extract,
    /// The language model of the settings, which translates the shown report into a language.
    Translation(Language),
}

impl Writer {
    /// The name in the settings and in the queue.
    pub fn key(self) -> &'static str {
        match self {
            Self::Model => "model",
            Self::Extract => "extract",
            Self::Translation(Language::Zh) => "translation:zh",
            Self::Translation(Language::En) => "translation:en",
        }
    }

    /// The writer whose [`key`](Self::key) this is.
    pub fn from_key(key: &str) -> Option<Self> {
        let translations = [Language::Zh, Language::En].map(Self::Translation);
        [Self::Model, Self::Extract]
            .into_iter()
            .chain(translations)
            .find(|writer| writer.key() == key)
    }
}

/// What to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Write {
    /// The papers.
    pub ids: Vec<PaperId>,
    /// The writer; `None` for the one in the settings.
    pub writer: Option<Writer>,
    /// Whether also where a report is: that adds a version and shows it.
    pub again: bool,
}

/// The result of a run of writing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Written {
    /// The papers in the requested order; papers that were not reached are absent.
    pub papers: Vec<WrittenPaper>,
    /// What the run cost.
    pub tokens: Tokens,
}

/// Tokens used.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Tokens {
    /// Of the questions.
    pub prompt: u64,
    /// Of the answers.
    pub completion: u64,
}

/// The outcome for one paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WrittenPaper {
    /// The arXiv id.
    pub id: String,
    /// The outcome.
    pub outcome: WriteOutcome,
    /// Who wrote the shown report: `imported`, `extract`, `model:NAME`; null: there is none.
    pub writer: Option<String>,
    /// Why it was not written, or not (wholly) by the model; a sentence in JSON.
    #[serde(rename = "problem", serialize_with = "in_one_line")]
    pub causes: Vec<WritingCause>,
    /// How many figures and names were looked up and found; null: not looked up.
    pub checked: Option<Checked>,
    /// Whether a report was written and is the very one that was shown before; absent when not.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub unchanged: bool,
}

impl WrittenPaper {
    /// Why it was not written, or not (wholly) by the model: a sentence in English.
    pub fn problem(&self) -> Option<String> {
        WritingCause::sentence(&self.causes)
    }
}

fn in_one_line<S: Serializer>(causes: &[WritingCause], serializer: S) -> Result<S::Ok, S::Error> {
    WritingCause::sentence(causes).serialize(serializer)
}

/// The outcome for a paper's report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum WriteOutcome {
    /// It was written now.
    Written,
    /// There was one, or the new one is the same.
    Kept,
    /// There is no report, or no new one.
    Failed,
}

impl App {
    /// Writes papers' reports. Failures are reported in the answer. The extractive writer replaces
    /// a model that is not available, unless the model was named, or a report is shown already, or
    /// the account is empty or its key wrong. An error means that the library failed.
    pub fn write(&self, write: &Write, job: &Job) -> Result<Written, Error> {
        if self.read_only() {
            return Err(StoreError::ReadOnly.into());
        }
        let written = self.runtime()?.block_on(self.write_all(write, job));
        self.background.wake();
        written
    }

    async fn write_all(&self, write: &Write, job: &Job) -> Result<Written, Error> {
        job.phase(Phase::Write);
        let Some(_turn) = self.await_turn(job).await? else { return Ok(Written::default()) };
        let report_writer = ReportWriter::new(self, true)?;
        let mut at_work = futures::iter(write.ids.iter().enumerate())
            .map(|(place, id)| {
                let writing = report_writer.write(id, write.writer, write.again);
                async move { (place, id, writing.await) }
            })
            .buffer_unordered(report_writer.parallel);
        let mut papers = Vec::new();
        loop {
            let next = tokio::select! {
                biased;
                () = job.cancelled() => None,
                next = at_work.next() => next,
            };
            let Some((place, id, written)) = next else { break };
            let paper = match written {
                Ok(paper) => paper,
                Err(Stop::Held(trouble) | Stop::Left(trouble)) => failed(id, trouble.cause),
                Err(Stop::Error(error)) => return Err(error),
            };
            job.at(papers.len(), write.ids.len(), id.as_str());
            papers.push((place, paper));
        }
        drop(at_work);
        job.at(papers.len(), papers.len(), "");
        papers.sort_by_key(|(place, _)| *place);
        Ok(Written {
            papers: papers.into_iter().map(|(_, paper)| paper).collect(),
            tokens: report_writer.tokens(),
        })
    }

    /// Waits until no other process on the library writes, so that no answer is paid for twice;
    /// `None`: stopped before.
    async fn await_turn(&self, job: &Job) -> Result<Option<File>, Error> {
        let mut turn = self.turn_to_write()?;
        if turn.is_none() {
            job.rename_phase(Phase::Wait);
        }
        while turn.is_none() && !job.is_cancelled() {
            tokio::time::sleep(TURN_RETRY_INTERVAL).await;
            turn = self.turn_to_write()?;
        }
        job.rename_phase(Phase::Write);
        Ok(turn)
    }

    /// A lock that one process on the library has while it writes; `None` when another one has it.
    fn turn_to_write(&self) -> Result<Option<File>, Error> {
        let path = self.places.library.join("write.lock");
        let file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(|source| Error::File { path, source })?;
        Ok(file.try_lock().is_ok().then_some(file))
    }
}

fn failed(id: &PaperId, cause: WritingCause) -> WrittenPaper {
    WrittenPaper {
        id: id.to_string(),
        outcome: WriteOutcome::Failed,
        writer: None,
        causes: vec![cause],
        checked: None,
        unchanged: false,
    }
}
