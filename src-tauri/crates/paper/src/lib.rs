//! The data of a paper from arXiv and Hugging Face. Pure: no file, no socket, no clock.

mod abs;
pub mod article;
mod atom;
mod category;
mod cause;
mod date;
mod dom;
mod id;
pub mod latex;
mod list;
mod look;
mod news;
pub mod sentence;
mod size;
mod source;

pub use abs::{AbsPage, NoAbs};
pub use article::Article;
pub use atom::{AtomPage, AtomPaper, AtomRecord, read_atom, read_atom_page};
pub use category::{Category, announcement_day};
pub use cause::{
    AtomCause, ConnectionCause, DayProblem, FileCause, ImageProblem, ListCause, NetworkCause,
    PdfAbsence, PdfProblem, ReadingCause, ReadingReason,
};
pub use date::{date_in, in_usual_signs};
pub use id::{Links, PaperId};
pub use jiff::civil::Date;
pub use list::{DayList, ListProblem, ListProblemKind, ListedPaper, NoList};
pub use news::{KnownPaper, News, known_after, news};
pub use size::size;
pub use source::ReadingSource;

/// The largest number of bytes of a page that are read, and therefore fetched by `net`.
pub const MAX_PAGE_BYTES: usize = 20 * 1024 * 1024;

/// The largest number of bytes of a PDF that are read, and therefore fetched by `net`.
pub const MAX_PDF_BYTES: usize = 64 * 1024 * 1024;
