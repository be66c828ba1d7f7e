//! The problems of a file of another program.

use crate::{Archive, MAX_BYTES, MAX_PAPERS};
use paperboy_cite::one_line;
use paperboy_paper::ListProblemKind;
use std::fmt;

/// The most problems of a file that are listed.
const MAX_PROBLEMS: usize = 1_000;

/// Something that could not be read. It never stops the reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The line, or in JSON the item, counted from 1; `None` when it concerns the whole file.
    pub place: Option<usize>,
    /// What is wrong.
    pub kind: ProblemKind,
    /// The subject of the problem; empty where the place is enough. At most 80 bytes.
    pub what: String,
}

/// The kinds of [`Problem`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProblemKind {
    /// The bytes are no text in UTF-8 or UTF-16.
    NotUtf8,
    /// A line or row is damaged.
    Broken,
    /// It has neither identifier nor DOI nor title.
    NamesNoPaper,
    /// The other program failed to write about the paper and left its error in the text's place.
    NotWritten,
    /// The paper has more highlights than are read.
    TooManyHighlights,
    /// The file has more than [`MAX_PAPERS`] papers.
    TooMany,
    /// The file has more problems than are listed.
    MoreProblems,
    /// As Hugging Face's list has it.
    List(ListProblemKind),
    /// As a file of references has it.
    Reference(paperboy_cite::ProblemKind),
}

impl Archive {
    pub(crate) fn problem(&mut self, place: usize, kind: ProblemKind, what: &str) {
        let (kind, place, what) = match self.problems.len() {
            0..MAX_PROBLEMS => (kind, place, one_line(&what[..what.floor_char_boundary(80)])),
            MAX_PROBLEMS => (ProblemKind::MoreProblems, 0, String::new()),
            _ => return,
        };
        self.problems.push(Problem { place: (place > 0).then_some(place), kind, what });
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let ProblemKind::Reference(kind) = self.kind {
            let (place, what) = (self.place, self.what.clone());
            return paperboy_cite::Problem { place, kind, what }.fmt(f);
        }
        if let Some(place) = self.place {
            write!(f, "{place}: ")?;
        }
        if !self.what.is_empty() {
            write!(f, "“{}”: ", self.what)?;
        }
        f.write_str(match self.kind {
            ProblemKind::NotUtf8 => "the file is not in UTF-8; some characters could not be read.",
            ProblemKind::Broken
            | ProblemKind::List(ListProblemKind::NoRecord | ListProblemKind::TitlesOnly)
            | ProblemKind::Reference(_) => "this is damaged and was left out.",
            ProblemKind::NamesNoPaper
            | ProblemKind::List(ListProblemKind::NoId | ListProblemKind::NoTitle) => {
                "this names no paper by an arXiv id, DOI or title and was left out."
            }
            ProblemKind::NotWritten => {
                "the other program could not write about this paper; the paper itself was taken."
            }
            ProblemKind::TooManyHighlights => "only the first 10,000 highlights were taken.",
            ProblemKind::TooMany | ProblemKind::List(ListProblemKind::TooMany) => {
                return write!(f, "only the first {MAX_PAPERS} papers of a file are read.");
            }
            ProblemKind::List(ListProblemKind::Repeated) => "the paper is in the file already.",
            ProblemKind::MoreProblems => "there are more problems in this file.",
        })
    }
}

/// Why a file is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoArchive {
    /// It is larger than [`MAX_BYTES`].
    TooLarge,
    /// The file has no known kind.
    Unknown,
}

impl fmt::Display for NoArchive {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge => write!(
                f,
                "The file is larger than {} MB; divide it into smaller ones.",
                MAX_BYTES >> 20
            ),
            Self::Unknown => f.write_str(
                "The file is none that can be imported: no daily report, digest, list of papers, \
                references or highlights were found in it.",
            ),
        }
    }
}

impl std::error::Error for NoArchive {}
