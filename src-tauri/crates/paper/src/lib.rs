//! What arXiv and Hugging Face say of a paper. Pure: no file, no socket, no clock.

mod id;
mod source;

pub use id::{Links, PaperId};
pub use jiff::civil::Date;
pub use source::ReadingSource;
