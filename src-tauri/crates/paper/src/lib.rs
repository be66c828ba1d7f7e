//! What arXiv and Hugging Face say of a paper. Pure: no file, no socket, no clock.

mod abs;
pub mod article;
mod cause;
mod date;
mod dom;
mod id;
pub mod latex;
mod list;
mod look;
pub mod sentence;
mod size;
mod source;

pub use abs::{AbsPage, NoAbs};
pub use article::Article;
pub use cause::{
    ConnectionCause, DayProblem, FileCause, ListCause, NetworkCause, ReadingCause, ReadingReason,
};
pub use date::{date_in, in_usual_signs};
pub use id::{Links, PaperId};
pub use jiff::civil::Date;
pub use list::{DayList, ListProblem, ListProblemKind, ListedPaper, NoList};
pub use size::size;
pub use source::ReadingSource;

/// How many bytes of a page are read, and how many `net` need fetch of it.
pub const MAX_PAGE_BYTES: usize = 20 * 1024 * 1024;
