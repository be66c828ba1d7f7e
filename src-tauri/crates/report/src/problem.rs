//! The problems of a file. A problem never stops the reading.

use serde::Serialize;
use std::fmt;

/// A fault in a daily report, reported to the user.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct Problem {
    /// Which rule is broken.
    pub kind: ProblemKind,
    /// The line in the file, counted from 1; null when it concerns the whole file.
    #[cfg_attr(feature = "bindings", ts(type = "number | null"))]
    pub line: Option<usize>,
    /// What it concerns: a paper's title, a section's name, a line's beginning. At most 80
    /// characters.
    pub what: String,
}

/// The kinds of [`Problem`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub enum ProblemKind {
    /// The bytes are no text in UTF-8, UTF-16 or GB18030: unreadable ones are shown as U+FFFD, the
    /// file itself is kept as it is.
    NotUtf8,
    /// No paper is in the file: it is no daily report.
    NoPapers,
    /// The file names no date, or one that no calendar has.
    NoDate,
    /// A paper has no link with an arXiv id: it can't be kept as a paper.
    NoId,
    /// Two papers of the file have the same id: the first is used.
    SamePaperTwice,
    /// A paper names no reading source, or one not known.
    NoReadingSource,
    /// A paper lacks a section (or the file was cut before it).
    MissingSection,
    /// A paper has a section twice: both texts are joined.
    DoubledSection,
    /// A section is out of the usual order.
    SectionOutOfOrder,
    /// The file ends before the line that ends its last paper.
    CutOff,
    /// A line looks like a paper's beginning but no line of equals signs precedes it: read as
    /// text.
    LooseHeading,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(line) = self.line {
            write!(f, "line {line}: ")?;
        }
        let what = &self.what;
        match self.kind {
            ProblemKind::NotUtf8 => {
                write!(
                    f,
                    "some bytes are not UTF-8, UTF-16 or GB18030 text and are shown as �; the file itself is not changed"
                )
            }
            ProblemKind::NoPapers => write!(f, "no paper found: this is not a daily report"),
            ProblemKind::NoDate => write!(f, "no valid date found in the file or its name"),
            ProblemKind::NoId => {
                write!(f, "“{what}” has no link with an arXiv id, so it can't be imported")
            }
            ProblemKind::SamePaperTwice => {
                write!(f, "{what} is in the file twice; the first one is used")
            }
            ProblemKind::NoReadingSource => write!(f, "“{what}” does not name its reading source"),
            ProblemKind::MissingSection => write!(f, "a section is missing: {what}"),
            ProblemKind::DoubledSection => {
                write!(f, "a section appears twice; the two were merged: {what}")
            }
            ProblemKind::SectionOutOfOrder => write!(f, "a section is out of order: {what}"),
            ProblemKind::CutOff => write!(f, "the file ends inside the paper “{what}”"),
            ProblemKind::LooseHeading => {
                write!(
                    f,
                    "“{what}” looks like a paper, but there is no line of equals signs before it; it is treated as text"
                )
            }
        }
    }
}
