//! Text as LaTeX in the fields of BibTeX, and back.

mod escape;
mod formula;
mod signs;
mod text;

pub use escape::{literal, title};
pub use text::text;

#[cfg(test)]
mod tests;
