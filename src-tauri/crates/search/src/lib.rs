//! The search index over the library: a cache, deletable at any time. The only crate that names
//! tantivy.
//!
//! [`Index`] holds the papers' words, [`parse`] reads what somebody asks, [`Index::search`] answers
//! with the papers' keys, and [`snippet`] and [`matches`] show where the words are. One analyser
//! serves them all.

mod analyser;
mod concepts;
mod dates;
mod describe;
mod described;
mod domains;
mod facets;
mod folder;
mod glossary;
mod health;
mod highlight;
mod index;
mod leap;
mod lexicon;
mod loose;
mod min_match_query;
mod narrow;
mod not_query;
mod parser;
mod prefix_query;
mod query;
mod related;
mod rough;
mod schema;
mod search;
mod set_query;
mod snippet;
mod synonyms;
mod top;
mod tree;
mod trends;
mod types;
mod whole;
mod whole_query;
mod writing;

pub use analyser::folded;
pub use describe::{DescribingTerm, describing_terms};
pub use domains::{Domain, domains};
pub use glossary::{Glossary, MAX_GLOSSARY_BYTES};
pub use highlight::{matches, matches_in};
pub use index::Index;
pub use narrow::{holds, tag_key, toggled, writer_key};
pub use parser::parse;
pub use related::Relation;
pub use search::{MAX_LOOSER_HITS, MIN_STRICT_HITS};
pub use snippet::{snippet, snippet_of};
pub use tree::Query;
pub use trends::{TermNames, term_names};
pub use types::*;
pub use writing::Writing;
