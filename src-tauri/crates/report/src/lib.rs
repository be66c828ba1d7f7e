//! What is said about papers: the daily report as a file, a paper's five sections, and Markdown made safe.
//! Pure: bytes in, value and problems out. No reader here fails or panics, whatever the bytes are.

mod daily;
mod html;
mod link;
mod problem;
mod section;

pub use daily::{DailyReport, PaperReport, read, write};
pub use html::{domain_chips, html, plain};
pub use link::{LinkRefused, check_link};
pub use problem::{Problem, ProblemKind};
pub use section::{Section, Sections, sections};
