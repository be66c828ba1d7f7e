//! The search index over the library: a cache, deletable at any time. The only crate that names tantivy.
//!
//! [`Index`] holds the papers' words, [`parse`] reads what somebody asks, [`Index::search`] answers with the papers' keys, and
//! [`snippet`] and [`matches`] show where the words stand. One analyser serves them all.

mod analyser;
mod dates;
mod folder;
mod highlight;
mod index;
mod loose;
mod not_query;
mod parser;
mod prefix_query;
mod query;
mod rough;
mod schema;
mod search;
mod set_query;
mod snippet;
mod top;
mod tree;
mod types;
mod writing;

pub use highlight::{matches, matches_in};
pub use index::Index;
pub use parser::parse;
pub use snippet::{snippet, snippet_of};
pub use tree::Query;
pub use types::*;
pub use writing::Writing;
