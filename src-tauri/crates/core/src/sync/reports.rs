//! Reports that a model wrote on one device, on the others: paid for once.

use super::library::Library;
use crate::Error;
use crate::dates::day_page;
use jiff::tz::TimeZone;
use paperboy_paper::{Date, PaperId, ReadingSource};
use paperboy_report::on_one_line;
use paperboy_store::{ListedPaper, PromptCut, Record, SharedReport};
use paperboy_sync::{Device, ReportState, Reports, Taken, Written};
use serde::{Deserialize, Serialize};

/// The writers whose reports are taken.
const MODEL: &str = "model:";
/// The longest title, name or address that is taken, in bytes.
const MAX_WORDS_BYTES: usize = 4096;
/// The longest abstract or report that is taken, in bytes.
const MAX_TEXT_BYTES: usize = 1 << 20;
/// arXiv has no earlier paper.
const FIRST_DAY: Date = jiff::civil::date(1991, 8, 1);
/// The most authors or keywords of a paper that are taken.
const MAX_LIST: usize = 5000;

impl Reports for Library {
    type Error = Error;

    fn report_state(&mut self) -> Result<Option<ReportState>, Error> {
        Ok(self.store.report_state()?)
    }

    fn set_report_state(&mut self, state: &ReportState) -> Result<(), Error> {
        // Where nothing is new, nothing is written: each write is a change of the library.
        if self.store.report_state()?.as_ref() == Some(state) {
            return Ok(());
        }
        Ok(self.store.set_report_state(state)?)
    }

    fn written_after(&mut self, row: i64, bytes: usize) -> Result<Written, Error> {
        let (reports, has_more) = self.store.written_after(row, bytes)?;
        let last = reports.last().map_or(row, |(row, _)| *row);
        let text = |report| {
            serde_json::to_string(&Line::from(report)).expect("texts and numbers are JSON")
        };
        let lines: Vec<String> = reports.into_iter().map(|(_, report)| text(report)).collect();
        let bytes = lines.iter().map(String::len).sum();
        Ok(Written { lines, bytes, last, is_all: !has_more })
    }

    fn take_reports(
        &mut self,
        lines: Vec<String>,
        device: Device,
        state: &ReportState,
    ) -> Result<Taken, Error> {
        let all = lines.len();
        let today = self.now.to_zoned(TimeZone::UTC).date();
        let reports: Vec<SharedReport> = lines
            .into_iter()
            .filter_map(|line| serde_json::from_str::<Line>(&line).ok()?.checked())
            // A day of a clock that is wrong; tomorrow is today elsewhere.
            .map(|report| match today.tomorrow() {
                Ok(tomorrow) if report.date > tomorrow => SharedReport { date: today, ..report },
                _ => report,
            })
            .collect();
        let unreadable = all - reports.len();
        let added = self.store.take_reports(&reports, device, state, self.now)?;
        Ok(Taken { added, unreadable: unreadable as u64 })
    }
}

/// A report as a line of a file; `docs/sync.md` describes it. Unknown fields are passed over.
#[derive(Serialize, Deserialize)]
struct Line {
    paper: Paper,
    date: Date,
    #[serde(default)]
    source_url: String,
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
struct Paper {
    id: PaperId,
    title: String,
    #[serde(default)]
    authors: Vec<String>,
    #[serde(default, rename = "abstract")]
    abstract_text: Option<String>,
    #[serde(default)]
    code: Option<String>,
    #[serde(default)]
    project: Option<String>,
    #[serde(default)]
    upvotes: Option<u32>,
    #[serde(default)]
    keywords: Vec<String>,
    #[serde(default)]
    summary: Option<String>,
    #[serde(default)]
    organization: Option<String>,
    #[serde(default)]
    published: Option<Date>,
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
        let SharedReport { paper, record, .. } = report;
        Self {
            paper: Paper {
                id: paper.id,
                title: paper.title,
                authors: paper.authors,
                abstract_text: paper.abstract_text,
                code: paper.code,
                project: paper.project,
                upvotes: paper.upvotes,
                keywords: paper.keywords,
                summary: paper.summary,
                organization: paper.organization,
                published: paper.published,
            },
            date: report.date,
            source_url: report.source_url,
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
        let Self { paper, record, .. } = self;
        let words = [&self.title, &self.writer, &self.source_url, &paper.title, &record.language];
        let optional = [&paper.code, &paper.project, &paper.summary, &paper.organization];
        let lists = [&paper.authors, &paper.keywords, &record.extracted];
        let mut short = words
            .into_iter()
            .chain(optional.into_iter().flatten())
            .chain(lists.into_iter().flatten())
            .chain([&record.prompt, &record.reason].into_iter().flatten());
        let mut long = [&self.body].into_iter().chain(&paper.abstract_text);
        short.all(|text| text.len() <= MAX_WORDS_BYTES)
            && long.all(|text| text.len() <= MAX_TEXT_BYTES)
            && lists.iter().all(|list| list.len() <= MAX_LIST)
            && record.source.len() <= MAX_WORDS_BYTES
            && self.date >= FIRST_DAY
    }

    /// The report, where it is one that a Paperboy can have sent.
    fn checked(self) -> Option<SharedReport> {
        let is_model = self.writer.strip_prefix(MODEL).is_some_and(|name| !name.is_empty());
        let title = on_one_line(&self.title);
        if !self.is_bounded() || !is_model || title.is_empty() || self.body.trim().is_empty() {
            return None;
        }
        let Self { paper, record, .. } = self;
        let is_web = |address: &String| {
            let parsed = url::Url::parse(address);
            parsed.is_ok_and(|parsed| matches!(parsed.scheme(), "http" | "https"))
        };
        let line = |text: Option<String>| text.map(|text| on_one_line(&text));
        Some(SharedReport {
            paper: ListedPaper {
                id: paper.id,
                title: on_one_line(&paper.title),
                abstract_text: paper.abstract_text,
                authors: paper.authors.iter().map(|name| on_one_line(name)).collect(),
                code: paper.code.filter(is_web),
                project: paper.project.filter(is_web),
                upvotes: paper.upvotes,
                keywords: paper.keywords.iter().map(|word| on_one_line(word)).collect(),
                summary: line(paper.summary),
                organization: line(paper.organization),
                published: paper.published,
            },
            date: self.date,
            source_url: Some(self.source_url).filter(is_web).unwrap_or_else(|| day_page(self.date)),
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
