//! The reports of fetched papers.

use super::{FetchOutcome, FetchedDay};
use crate::{App, Error, Job, Write, WriteOutcome, WrittenPaper};
use paperboy_paper::PaperId;
use std::collections::{HashMap, HashSet};

impl App {
    /// The papers of these days that were read and have no report, each once. One that could not be
    /// read for now is left for the next time: it would have to be written from its abstract.
    pub(super) fn unwritten(&self, days: &[FetchedDay]) -> Result<Vec<PaperId>, Error> {
        let (mut known, mut ids) = (HashSet::new(), Vec::new());
        for paper in days.iter().flat_map(|day| &day.papers).filter(|paper| known.insert(&paper.id))
        {
            let stored = self.store().paper(&crate::reading::paper_id(&paper.id)?)?;
            ids.extend(
                stored
                    .filter(|stored| stored.reading_settled && stored.report.is_none())
                    .map(|stored| stored.id),
            );
        }
        Ok(ids)
    }

    /// Writes the missing reports, and records the outcome of each paper.
    pub(super) fn write_fetched(&self, days: &mut [FetchedDay], job: &Job) -> Result<(), Error> {
        let ids = self.unwritten(days)?;
        let written = self.write(&Write { ids, writer: None, again: false }, job)?;
        let written: HashMap<&str, &WrittenPaper> =
            written.papers.iter().map(|paper| (paper.id.as_str(), paper)).collect();
        for paper in days.iter_mut().flat_map(|day| &mut day.papers) {
            let Some(written) = written.get(paper.id.as_str()) else { continue };
            match written.outcome {
                WriteOutcome::Written => paper.outcome = FetchOutcome::Written,
                WriteOutcome::Failed => paper.outcome = FetchOutcome::Failed,
                WriteOutcome::Kept => {}
            }
            paper.writer.clone_from(&written.writer);
            paper.problem.writing.clone_from(&written.causes);
        }
        Ok(())
    }
}
