//! The problems of a file of references.

use super::{MAX_BYTES, MAX_ENTRIES};
use std::fmt;

/// Something that could not be read. It never stops the reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The line, or in JSON the item, counted from 1; `None` when it concerns the whole file.
    pub place: Option<usize>,
    /// What is wrong.
    pub kind: ProblemKind,
    /// What it concerns: an entry's key or a field's name. At most 80 bytes.
    pub what: String,
}

/// The kinds of [`Problem`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProblemKind {
    /// The bytes are no text in UTF-8 or UTF-16; invalid ones are shown as U+FFFD.
    NotUtf8,
    /// An entry does not end before the next one begins, or at all.
    NotClosed,
    /// The last entry is not ended; its complete fields were read.
    NotEnded,
    /// A field of an entry can't be read; the other fields were read.
    BrokenField,
    /// An entry has neither title nor identifier nor DOI.
    NamesNoPaper,
    /// The list of authors ends with "and others".
    AuthorsCut,
    /// An item is no object.
    NoObject,
    /// The file is no whole JSON: it was cut off, or is damaged.
    BrokenJson,
    /// The file has more than [`MAX_ENTRIES`] entries.
    TooMany,
    /// The file has more problems than are listed.
    MoreProblems,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = self.place {
            write!(f, "{place}: ")?;
        }
        if !self.what.is_empty() {
            write!(f, "“{}”: ", self.what)?;
        }
        match self.kind {
            ProblemKind::NotUtf8 => {
                f.write_str("the file is not in UTF-8; some characters could not be read.")
            }
            ProblemKind::NotClosed => {
                f.write_str("the entry has no end and was left out; a brace is missing.")
            }
            ProblemKind::NotEnded => {
                f.write_str("the file ends within this entry; the file may be cut off.")
            }
            ProblemKind::BrokenField => f.write_str("a field could not be read and was left out."),
            ProblemKind::NamesNoPaper => {
                f.write_str("the entry has no title, arXiv id or DOI and was left out.")
            }
            ProblemKind::AuthorsCut => f.write_str("the entry does not name all authors."),
            ProblemKind::NoObject => f.write_str("the item is no reference and was left out."),
            ProblemKind::BrokenJson => {
                f.write_str("the file is damaged or cut off here; the rest was not read.")
            }
            ProblemKind::TooMany => {
                write!(f, "only the first {MAX_ENTRIES} entries of a file are read.")
            }
            ProblemKind::MoreProblems => f.write_str("there are more problems in this file."),
        }
    }
}

/// Why a file gives no references.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotReferences {
    /// It is larger than [`MAX_BYTES`].
    TooLarge,
    /// It has no reference in any of the formats.
    NoReferences,
}

impl fmt::Display for NotReferences {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge => write!(
                f,
                "The file is larger than {} MB; divide it into smaller ones.",
                MAX_BYTES >> 20
            ),
            Self::NoReferences => {
                f.write_str("The file holds no references in BibTeX, BibLaTeX, RIS or CSL-JSON.")
            }
        }
    }
}

impl std::error::Error for NotReferences {}
