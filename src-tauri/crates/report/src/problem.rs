//! The problems of a file. A problem never stops the reading.

use crate::Section;
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
    /// What it concerns: a paper's title, a section's key, a line's beginning. At most 80
    /// characters.
    pub what: String,
    /// The id of the paper in whose text it is; null where `what` names the paper, or none is
    /// concerned.
    pub paper: Option<String>,
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
            ProblemKind::NoPapers => write!(
                f,
                "no papers found: this is neither a daily report nor another file that can be imported"
            ),
            ProblemKind::NoDate => write!(f, "no valid date found in the file or its name"),
            ProblemKind::NoId => {
                write!(f, "“{what}” has no link with an arXiv id, so it can't be imported")
            }
            ProblemKind::SamePaperTwice => {
                write!(f, "{what} is in the file twice; the first one is used")
            }
            ProblemKind::NoReadingSource => write!(f, "“{what}” does not name its reading source"),
            ProblemKind::MissingSection => {
                write!(f, "a section is missing: {}", section_name(what))
            }
            ProblemKind::DoubledSection => {
                write!(f, "a section appears twice; the two were merged: {}", section_name(what))
            }
            ProblemKind::SectionOutOfOrder => {
                write!(f, "a section is out of order: {}", section_name(what))
            }
            ProblemKind::CutOff => write!(f, "the file ends inside the paper “{what}”"),
            ProblemKind::LooseHeading => {
                write!(
                    f,
                    "“{what}” looks like a paper, but there is no line of equals signs before it; it is treated as text"
                )
            }
        }?;
        self.paper.as_ref().map_or(Ok(()), |paper| write!(f, " ({paper})"))
    }
}

/// The English name of the section with this key.
fn section_name(key: &str) -> &str {
    Section::ALL
        .into_iter()
        .find(|section| section.key() == key)
        .map_or(key, |section| section.heading_en())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_is_named_in_english_and_the_paper_after_it() {
        let what = Section::Domain.key().to_owned();
        let mut problem =
            Problem { kind: ProblemKind::MissingSection, line: None, what, paper: None };
        assert_eq!(problem.to_string(), "a section is missing: Application domain");
        problem.paper = Some("2512.23576".to_owned());
        assert_eq!(problem.to_string(), "a section is missing: Application domain (2512.23576)");
    }
}
