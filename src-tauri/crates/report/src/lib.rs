//! Reports about papers: the daily report as a file, a paper's five sections, and Markdown as safe
//! HTML. Pure: bytes in, value and problems out. No parser here fails or panics, whatever the bytes
//! are.

mod chips;
mod daily;
mod html;
mod link;
mod markdown;
mod plain;
mod problem;
mod reasoning;
mod section;
mod shown_text;
mod title;

pub use chips::domain_chips;
pub use daily::{DailyReport, PaperReport, on_one_line, read, write};
pub use html::html;
pub use link::{LinkRefused, check_link};
pub use plain::{copied, plain};
pub use problem::{Problem, ProblemKind};
pub use reasoning::{
    Thinking, WRAPPERS, beginning_of_report, growing_report, thinking_so_far, thinking_state,
    without_draft, without_ends, without_reasoning_between,
};
pub use section::{Section, Sections, as_markdown, openings, sections, without_chat};
pub use shown_text::shown_text;
pub use title::{short_title, title};
