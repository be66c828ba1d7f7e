//! The search index over the library: a cache, deletable at any time. The only crate that names tantivy.

mod types;

pub use types::*;

use std::path::Path;

/// The index of one library. Methods may be called from any thread; searching never waits for indexing.
pub struct Index {}

impl Index {
    /// Opens the index in `folder` for the library's line of history `history_id`. What is missing, broken, of an older
    /// schema or of another history is removed and begun anew (then [`revision`](Self::revision) is 0): the caller brings it up to date.
    /// `writable` false: nothing is written, not even a lock.
    pub fn open(_folder: &Path, _history_id: &str, _writable: bool) -> Result<Opening, IndexError> {
        todo!()
    }
    /// The library's revision up to which everything is indexed.
    pub fn revision(&self) -> u64 {
        todo!()
    }
    /// How many papers are indexed.
    pub fn papers(&self) -> u64 {
        todo!()
    }
    /// Begins writing; one process at a time. [`IndexError::Busy`] when another one is at it.
    /// The index is read again first, so that [`Writing::revision`] is true under the lock.
    pub fn write(&self) -> Result<Writing<'_>, IndexError> {
        todo!()
    }
    /// Reads what another process has committed.
    pub fn refresh(&self) -> Result<(), IndexError> {
        todo!()
    }
    /// Validates every file's checksum: what is wrong, empty when nothing is.
    pub fn check(&self) -> Result<Vec<String>, IndexError> {
        todo!()
    }
    /// Loads what the first query needs.
    pub fn warm(&self) -> Result<(), IndexError> {
        todo!()
    }
    /// Answers a query.
    pub fn search(&self, _ask: &Ask) -> Result<Answer, IndexError> {
        todo!()
    }
}

/// The right to write the index, held until dropped.
pub struct Writing<'a> {
    _index: &'a Index,
}

impl Writing<'_> {
    /// The revision up to which everything is indexed.
    pub fn revision(&self) -> u64 {
        todo!()
    }
    /// Puts papers into the index in place of what it held of them, and commits them together with `revision`.
    pub fn put(&mut self, _papers: &[Entry], _revision: u64) -> Result<(), IndexError> {
        todo!()
    }
}

/// Reads a query. Never fails: what can't be read is taken as words.
pub fn parse(_query: &str, _today: paperboy_paper::Date) -> Query {
    todo!()
}

impl Query {
    /// The sets of papers that the query names by marks and tags: the caller looks them up for [`Ask::sets`].
    pub fn sets(&self) -> Vec<SetKey> {
        todo!()
    }
    /// What the query was understood as, for the reader.
    pub fn understood(&self) -> String {
        todo!()
    }
    /// The tree, for `--explain`.
    pub fn explain(&self) -> String {
        todo!()
    }
}

/// The best passage of a hit, with what matched in it.
///
/// `texts`: the hit's fields as they were indexed. Highlights count Unicode characters of the snippet.
pub fn snippet(_query: &Query, _texts: &Entry, _looser: bool) -> Snippet {
    todo!()
}

/// Where a text holds what the query asks for: ranges in Unicode characters, rising, apart.
pub fn matches(_query: &Query, _field: Field, _text: &str) -> Vec<(usize, usize)> {
    todo!()
}
/// Removes the index in `folder`.
pub fn remove(_folder: &Path) -> Result<(), IndexError> {
    todo!()
}
