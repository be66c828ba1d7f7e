//! The versions of a paper, how each was made, and which one is shown.

use super::check::numbers;
use crate::reading::{narrow, opened, paper_id};
use crate::wire::{Change, OpenVersion, PromptCut, ValueCause, Version, WritingRecord};
use crate::{App, Error};

impl App {
    /// A paper's versions, the newest first.
    pub fn versions(&self, id: &str) -> Result<Vec<Version>, Error> {
        let id = paper_id(id)?;
        self.stored_paper(&id)?;
        Ok(self.store().versions(&id)?.into_iter().map(crossing).collect())
    }

    /// A version for reading or comparing.
    pub fn version(&self, id: &str, number: u32) -> Result<OpenVersion, Error> {
        let id = paper_id(id)?;
        let stored = self.store().version(&id, number.into())?;
        let (version, report) = stored.ok_or_else(|| no_version(id.as_str(), number))?;
        let (sections, rest_html) = opened(Some(&report));
        Ok(OpenVersion {
            version: crossing(version),
            sections,
            rest_html,
            check: self.check_of(number.into())?,
            highlights: self.highlights_on(&id, &report.body)?,
        })
    }

    /// Shows a version, until the user chooses or requests another.
    pub fn show_version(&self, id: &str, number: u32) -> Result<Change, Error> {
        let id = paper_id(id)?;
        let change = self.store().show_version(&id, number.into(), self.now())?;
        let change = change.ok_or_else(|| no_version(id.as_str(), number))?;
        Ok(self.changed(change).change)
    }

    /// How the shown report was written; `None` for an imported one.
    pub(crate) fn record_of(
        &self,
        paper: &paperboy_store::Paper,
    ) -> Result<Option<WritingRecord>, Error> {
        let Some(report) = &paper.report else { return Ok(None) };
        let stored = self.store().version(&paper.id, report.id)?;
        Ok(stored.and_then(|(version, _)| version.record).map(record))
    }
}

fn crossing(version: paperboy_store::Version) -> Version {
    Version {
        number: narrow(version.id.cast_unsigned()),
        writer: version.writer,
        added: version.added.to_string(),
        reading_source: version.reading_source,
        shown: version.shown,
        record: version.record.map(record),
        checked: version.checked.map(numbers),
    }
}

fn record(record: paperboy_store::Record) -> WritingRecord {
    WritingRecord {
        language: record.language,
        prompt: record.prompt,
        reason: record.reason,
        extracted: record.extracted,
        read: narrow(record.read),
        of: narrow(record.of),
        cut: record.cut.map(|cut| PromptCut { read: narrow(cut.read), sent: narrow(cut.sent) }),
    }
}

fn no_version(id: &str, number: u32) -> Error {
    ValueCause::NoVersion { id: id.to_owned(), number }.into()
}
