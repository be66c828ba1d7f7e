//! References to papers: written as BibTeX, BibLaTeX, RIS, CSL-JSON and as text, read from files of
//! the first four, and named by citation keys. Pure: no file, no socket, no clock. No reader here
//! fails on an entry: what could be read comes out, and the rest is a problem.

mod date;
mod key;
mod latex;
mod line;
mod name;
mod read;
mod reference;
mod style;
mod write;

pub use date::CitedDate;
pub use key::{Key, KeyRefused, MAX_KEY_BYTES};
pub use line::one_line;
pub use name::Name;
pub use read::{
    Entry, MAX_BYTES, MAX_ENTRIES, NotReferences, Problem, ProblemKind, References, json_items,
    read,
};
pub use reference::Reference;
pub use style::{Style, formatted};
pub use write::{Writer, write};

/// The formats of files with references.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// BibTeX as arXiv gives it, with the fields that BibLaTeX and Zotero look for beside its own.
    Bibtex,
    /// BibLaTeX, for biber.
    Biblatex,
    /// RIS, which reference managers exchange.
    Ris,
    /// CSL-JSON, which citation processors read.
    CslJson,
}
