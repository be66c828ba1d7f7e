//! Files with references, recognised by what is in them and not by their names.

mod bibtex;
mod csl;
mod entries;
mod fields;
mod html;
mod json;
mod names;
mod problem;
mod ris;

pub use json::json_items;
pub use problem::{NotReferences, Problem, ProblemKind};

use crate::{Format, Reference};
use encoding_rs::UTF_8;

/// A larger file, in bytes, is not read: 100,000 entries with abstracts have some 200 MB, what a
/// person collects has less than 20.
pub const MAX_BYTES: usize = 64 << 20;
/// The most entries of a file that are read.
pub const MAX_ENTRIES: usize = 100_000;
/// The most problems of a file that are listed.
const MAX_PROBLEMS: usize = 1_000;

/// What is in a file with references.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct References {
    /// The file's format.
    pub format: Format,
    /// The references that name a paper, in the file's order.
    pub entries: Vec<Entry>,
    /// What could not be read; the rest could.
    pub problems: Vec<Problem>,
}

/// A reference in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The line at which it begins, or in JSON its place, counted from 1.
    pub place: usize,
    /// The key that it has in the file, unchanged.
    pub key: Option<String>,
    /// The content. It has a title, an identifier or a DOI.
    pub reference: Reference,
}

/// Reads a file of any of the formats. An entry that can't be read is a problem.
///
/// # Errors
/// When it is too large or holds no references.
pub fn read(bytes: &[u8]) -> Result<References, NotReferences> {
    if bytes.len() > MAX_BYTES {
        return Err(NotReferences::TooLarge);
    }
    // It looks for a byte-order mark of UTF-16 first.
    let (text, _, has_faults) = UTF_8.decode(bytes);
    let mut file = match text.trim_start().chars().next() {
        Some('[' | '{') if csl::is_csl(&text) => csl::read(&text),
        _ if ris::is_ris(&text) => ris::read(&text),
        _ if bibtex::is_bibtex(&text) => bibtex::read(&text),
        _ => return Err(NotReferences::NoReferences),
    };
    if has_faults {
        file.problem(0, ProblemKind::NotUtf8, "");
    }
    Ok(file.into_references())
}

/// The entries that were read from a file so far.
struct ParsedFile {
    references: References,
}

impl ParsedFile {
    fn new(format: Format) -> Self {
        Self { references: References { format, entries: Vec::new(), problems: Vec::new() } }
    }

    /// Adds a reference if it names a paper. `false` when the file has too many.
    fn entry(&mut self, place: usize, key: &str, reference: Reference) -> bool {
        let key = crate::line::line_within(key, 200);
        if reference.title.is_empty() && reference.id.is_none() && reference.doi.is_none() {
            self.problem(place, ProblemKind::NamesNoPaper, &key);
            return true;
        }
        if self.references.entries.len() >= MAX_ENTRIES {
            self.problem(place, ProblemKind::TooMany, "");
            return false;
        }
        let key = (!key.is_empty()).then_some(key);
        self.references.entries.push(Entry { place, key, reference });
        true
    }

    fn problem(&mut self, place: usize, kind: ProblemKind, what: &str) {
        let place = (place > 0).then_some(place);
        let what = crate::line::line_within(what, 80);
        match self.references.problems.len() {
            0..MAX_PROBLEMS => self.references.problems.push(Problem { place, kind, what }),
            MAX_PROBLEMS => {
                let kind = ProblemKind::MoreProblems;
                self.references.problems.push(Problem { place: None, kind, what: String::new() });
            }
            _ => {}
        }
    }

    fn into_references(self) -> References {
        self.references
    }
}
