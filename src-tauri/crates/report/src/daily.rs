//! The daily report as a file.

use crate::Problem;
use paperboy_paper::{Date, PaperId, ReadingSource};

/// A day's papers with what was written about them, as one file holds them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DailyReport {
    /// The day the file names, a day in America/New_York.
    pub date: Option<Date>,
    /// The page the file says it was made from.
    pub source_url: Option<String>,
    /// The papers, in the file's order.
    pub papers: Vec<PaperReport>,
    /// What is not as it should be, in the file's order.
    pub problems: Vec<Problem>,
}

/// One paper in a [`DailyReport`].
#[derive(Debug, Clone, PartialEq)]
pub struct PaperReport {
    /// The title, on one line.
    pub title: String,
    /// The address as it stands behind `链接`; empty when there is none.
    pub link: String,
    /// The arXiv id in the link.
    pub id: Option<PaperId>,
    /// What it was read from, when the file says one that is known.
    pub reading_source: Option<ReadingSource>,
    /// The paper's report: the writer's Markdown, untouched, without blank lines around it.
    pub body: String,
    /// The line of the paper's heading in the file, from 1.
    pub line: usize,
}

/// Reads a daily report. Never fails: what can be read is in `papers`, the rest in `problems`.
pub fn read(_bytes: &[u8]) -> DailyReport {
    todo!()
}

/// Writes a daily report, so that [`read`] gives back the same papers: no title and no body can forge another paper.
pub fn write(_report: &DailyReport) -> String {
    todo!()
}
