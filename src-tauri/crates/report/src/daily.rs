//! The daily report as a file.

mod decode;
mod line;
mod metadata;
mod read;
mod unusual;
mod write;

pub use line::on_one_line;
pub(crate) use line::{is_blank, without_blank_lines_around};
pub use read::read;
pub use write::write;

use crate::Problem;
use paperboy_paper::{Date, PaperId, ReadingSource};

/// A day's papers with their reports, as in one file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DailyReport {
    /// The day the file names, a day in America/New_York.
    pub date: Option<Date>,
    /// The page that the file names as its source.
    pub source_url: Option<String>,
    /// The papers, in the file's order; those without an id and duplicates are among
    /// them.
    pub papers: Vec<PaperReport>,
    /// The faults, in the file's order. What a paper's own text lacks is reported by
    /// [`sections`](crate::sections).
    pub problems: Vec<Problem>,
}

/// One paper in a [`DailyReport`].
#[derive(Debug, Clone, PartialEq)]
pub struct PaperReport {
    /// The title, on one line.
    pub title: String,
    /// The address after `链接`, as written; empty when there is none.
    pub link: String,
    /// The arXiv id in the link.
    pub id: Option<PaperId>,
    /// The source it was read from, when the file names a known one.
    pub reading_source: Option<ReadingSource>,
    /// The paper's report: the writer's Markdown, untouched but for line ends (always LF), without
    /// blank lines around it.
    pub body: String,
    /// The line of the paper's heading in the file, from 1.
    pub line: usize,
}
