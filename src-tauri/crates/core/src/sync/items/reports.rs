//! Reports that a model wrote on one device, on the others: paid for once.

use super::{MAX_LIST, MAX_TEXT_BYTES, MAX_WORDS_BYTES, PaperLine, own_items};
use crate::Error;
use crate::sync::library::Library;
use paperboy_paper::ReadingSource;
use paperboy_report::on_one_line;
use paperboy_store::{PromptCut, Record, SharedReport};
use paperboy_sync::OwnItems;
use serde::{Deserialize, Serialize};

/// The writers whose reports are taken.
const MODEL: &str = "model:";

impl Library {
    pub(super) fn reports_after(&self, row: i64, bytes: usize) -> Result<OwnItems, Error> {
        let (reports, has_more) = self.store.written_after(row, bytes)?;
        let last = reports.last().map_or(row, |(row, _)| *row);
        let lines = reports.into_iter().map(|(_, report)| Line::from(report)).collect();
        Ok(own_items(lines, last, !has_more))
    }

    pub(super) fn reports_in(&self, lines: Vec<String>) -> Vec<SharedReport> {
        let read = |line: String| serde_json::from_str::<Line>(&line).ok()?.checked(self);
        lines.into_iter().filter_map(read).collect()
    }
}

/// A report as a line of a file; `docs/sync.md` describes it. Unknown fields are passed over.
#[derive(Serialize, Deserialize)]
struct Line {
    #[serde(flatten)]
    paper: PaperLine,
    title: String,
    body: String,
    writer: String,
    #[serde(default)]
    reading_source: Option<String>,
    /// Milliseconds since 1970.
    added: i64,
    record: WritingRecord,
}

#[derive(Serialize, Deserialize)]
struct WritingRecord {
    language: String,
    #[serde(default)]
    prompt: Option<String>,
    #[serde(default)]
    reason: Option<String>,
    #[serde(default)]
    extracted: Vec<String>,
    #[serde(default)]
    read: u64,
    #[serde(default)]
    of: u64,
    /// The tokens that the model's server read, and about how many were sent.
    #[serde(default)]
    cut: Option<(u64, u64)>,
    /// Digest of what it was written from.
    #[serde(default)]
    source: Vec<u8>,
}

impl From<SharedReport> for Line {
    fn from(report: SharedReport) -> Self {
        let record = report.record;
        Self {
            paper: report.paper.into(),
            title: report.title,
            body: report.body,
            writer: report.writer,
            reading_source: report.reading_source.map(|source| source.key().to_owned()),
            added: report.added.as_millisecond(),
            record: WritingRecord {
                language: record.language,
                prompt: record.prompt,
                reason: record.reason,
                extracted: record.extracted,
                read: record.read,
                of: record.of,
                cut: record.cut.map(|cut| (cut.read, cut.sent)),
                source: record.source,
            },
        }
    }
}

impl Line {
    fn is_bounded(&self) -> bool {
        let Self { record, .. } = self;
        let mut short = [&self.title, &self.writer, &record.language]
            .into_iter()
            .chain(&record.extracted)
            .chain([&record.prompt, &record.reason].into_iter().flatten());
        short.all(|text| text.len() <= MAX_WORDS_BYTES)
            && self.body.len() <= MAX_TEXT_BYTES
            && record.extracted.len() <= MAX_LIST
            && record.source.len() <= MAX_WORDS_BYTES
    }

    /// The report, where it is one that a Paperboy can have sent.
    fn checked(self, library: &Library) -> Option<SharedReport> {
        let is_model = self.writer.strip_prefix(MODEL).is_some_and(|name| !name.is_empty());
        let title = on_one_line(&self.title);
        if !self.is_bounded() || !is_model || title.is_empty() || self.body.trim().is_empty() {
            return None;
        }
        let record = self.record;
        Some(SharedReport {
            paper: self.paper.checked(library)?,
            title,
            body: self.body,
            writer: on_one_line(&self.writer),
            // A source that this Paperboy does not know is no source.
            reading_source: self.reading_source.as_deref().and_then(ReadingSource::from_key),
            added: jiff::Timestamp::from_millisecond(self.added).ok()?,
            record: Record {
                language: record.language,
                prompt: record.prompt,
                reason: record.reason,
                extracted: record.extracted,
                read: record.read,
                of: record.of,
                cut: record.cut.map(|(read, sent)| PromptCut { read, sent }),
                source: record.source,
            },
        })
    }
}
