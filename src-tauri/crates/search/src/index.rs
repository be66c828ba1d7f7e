//! The index: opening, reading again, checking, asking.

use crate::folder::{self, Commit};
use crate::schema::Columns;
use crate::{
    Counts, Entry, IndexAnswer, IndexError, Month, Opening, Query, Relation, SearchRequest, Sets,
    Writing, facets, related, search, trends,
};
use roaring::RoaringTreemap;
use std::cell::Cell;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, Once};
use tantivy::collector::Collector;
use tantivy::{IndexReader, ReloadPolicy, TantivyError};

/// How often a folder is looked at that is read without a lock.
const READING_TRIES: usize = 3;

/// The index of one library. Methods may be called from any thread; searching never waits for
/// indexing.
pub struct Index {
    pub(crate) index: tantivy::Index,
    pub(crate) columns: Columns,
    pub(crate) history: String,
    pub(crate) writable: bool,
    /// Its folder; none for an index in memory.
    pub(crate) folder: Option<PathBuf>,
    reader: IndexReader,
    revision: AtomicU64,
    /// What the searcher was last loaded with: the commit's and the segments' names.
    seen: Mutex<String>,
}

impl Index {
    /// Opens the index in `folder` for the library's generation `history_id`. An index that is
    /// missing, broken, of an older schema or of another generation is reset (then
    /// [`revision`](Self::revision) is 0): the caller updates it. `writable` false: nothing is
    /// written, not even a lock; an index that can't be used is then an empty one in memory.
    pub fn open(folder: &Path, history_id: &str, writable: bool) -> Result<Opening, IndexError> {
        let attempt = || {
            guarded(|| {
                folder::open(folder, history_id, writable).and_then(|index| {
                    Self::new(index, Some(folder), history_id, writable)
                        .map_err(|error| error.to_string())
                })
            })
            .unwrap_or_else(|panic| Err(format!("broken: {panic}")))
        };
        let mut tries = 1;
        let why = loop {
            match attempt() {
                Ok(index) => return Ok(Opening { index, reset_reason: None }),
                // Without a lock, a writer may remove a file just before it is opened; the next
                // look sees what it wrote.
                Err(why) if !writable && tries < READING_TRIES && why.starts_with("broken") => {
                    tries += 1
                }
                Err(why) => break why,
            }
        };
        tracing::info!(%why, "the search index is rebuilt from the start");
        let (index, place) = if writable {
            (folder::begin(folder, history_id)?, Some(folder))
        } else {
            (folder::in_memory(history_id)?, None)
        };
        Ok(Opening { index: Self::new(index, place, history_id, true)?, reset_reason: Some(why) })
    }

    /// Resets the index in `folder`, whatever is there: for damage that opening does not
    /// notice, and at the user's request. [`IndexError::Busy`] while somebody writes it.
    pub fn reset_index(folder: &Path, history_id: &str) -> Result<(), IndexError> {
        folder::begin(folder, history_id).map(drop)
    }

    /// An empty index in memory: for a library whose index is wrong and can't be written.
    pub fn in_memory(history_id: &str) -> Result<Self, IndexError> {
        Self::new(folder::in_memory(history_id)?, None, history_id, true)
    }

    /// The library's generation that it was opened for.
    pub fn history(&self) -> &str {
        &self.history
    }

    fn new(
        index: tantivy::Index,
        folder: Option<&Path>,
        history: &str,
        writable: bool,
    ) -> Result<Self, IndexError> {
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .doc_store_cache_num_blocks(0)
            .try_into()
            .map_err(damaged)?;
        let new = Self {
            index,
            columns: Columns::new().1,
            history: history.to_owned(),
            writable,
            folder: folder.map(Path::to_owned),
            reader,
            revision: AtomicU64::new(0),
            seen: Mutex::default(),
        };
        new.refresh()?;
        Ok(new)
    }

    /// The library's revision up to which everything is indexed, as far as this index has
    /// [read](Self::refresh).
    pub fn revision(&self) -> u64 {
        self.revision.load(Ordering::Acquire)
    }

    /// How many papers are indexed.
    pub fn papers(&self) -> u64 {
        self.reader.searcher().num_docs()
    }

    /// Reads the commits of another process; returns whether there were any. This is cheap when
    /// there were none.
    pub fn refresh(&self) -> Result<bool, IndexError> {
        guarded(|| {
            let meta = self.index.load_metas().map_err(damaged)?;
            let commit = Commit::read(&meta).map_err(IndexError::Damaged)?;
            if commit.history != self.history {
                return Err(IndexError::Damaged("it belongs to another library".to_owned()));
            }
            let segments: Vec<String> = meta
                .segments
                .iter()
                .map(|segment| {
                    format!("{} {}", segment.id().uuid_string(), segment.num_deleted_docs())
                })
                .collect();
            let now = format!("{} {} {segments:?}", meta.opstamp, commit.revision);
            let mut seen = self.seen.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            if *seen == now {
                return Ok(false);
            }
            // An index that was reset holds less than it did: that is known before it is seen.
            self.revision.fetch_min(commit.revision, Ordering::AcqRel);
            self.reader.reload().map_err(damaged)?;
            *seen = now;
            self.revision.store(commit.revision, Ordering::Release);
            Ok(true)
        })
        .unwrap_or_else(|panic| Err(IndexError::Damaged(panic)))
    }

    /// Begins writing; one process at a time. [`IndexError::Busy`] when another one is at it.
    /// The index is read again first, so that [`Writing::revision`] is true under the lock.
    pub fn write(&self) -> Result<Writing<'_>, IndexError> {
        if !self.writable {
            return Err(IndexError::Storage("the library is read-only".to_owned()));
        }
        guarded(|| Writing::begin(self)).unwrap_or_else(|panic| Err(IndexError::Damaged(panic)))
    }

    /// Loads what the first query needs.
    pub fn warm(&self) -> Result<(), IndexError> {
        crate::glossary::warm();
        let searcher = self.reader.searcher();
        guarded(|| {
            for segment in searcher.segment_readers() {
                for field in crate::Field::ALL {
                    let index = segment.inverted_index(self.columns.text(field))?;
                    index.terms().get("a")?;
                }
                segment.inverted_index(self.columns.whole)?.terms().get("a")?;
            }
            Ok(())
        })
        .unwrap_or_else(|panic| Err(TantivyError::InternalError(panic)))
        .map_err(damaged)
    }

    /// Answers a query.
    pub fn search(&self, request: &SearchRequest<'_>) -> Result<IndexAnswer, IndexError> {
        let searcher = self.reader.searcher();
        guarded(|| search::answer(&searcher, &self.columns, request))
            .map_err(IndexError::Damaged)?
            .map_err(damaged)
    }

    /// At most `limit` papers about the same as one that is in the index: rather few than wrong.
    pub fn related(&self, paper: &Entry, limit: usize) -> Result<Relation, IndexError> {
        let searcher = self.reader.searcher();
        guarded(|| related::related(&searcher, &self.columns, paper, limit))
            .map_err(IndexError::Damaged)?
            .map_err(damaged)
    }

    /// The keys of all papers that the query finds strictly; all there are when it asks for
    /// nothing.
    pub fn matching_keys(&self, query: &Query, sets: &Sets) -> Result<RoaringTreemap, IndexError> {
        self.collected(query, sets, facets::Keys)
    }

    /// What the papers are that the query finds strictly; all there are when it asks for nothing.
    pub fn counts(&self, query: &Query, sets: &Sets) -> Result<Counts, IndexError> {
        self.collected(query, sets, facets::Facets { columns: self.columns })
    }

    /// How many papers of each month the query finds strictly; all there are when it asks for
    /// nothing.
    pub fn months(&self, query: &Query, sets: &Sets) -> Result<BTreeMap<Month, u64>, IndexError> {
        self.collected(query, sets, facets::Months)
    }

    /// How many papers that the query finds strictly have each term: see
    /// [`term_names`](crate::term_names).
    pub fn terms(&self, query: &Query, sets: &Sets) -> Result<BTreeMap<String, u64>, IndexError> {
        self.collected(query, sets, trends::Terms)
    }

    fn collected<C: Collector>(
        &self,
        query: &Query,
        sets: &Sets,
        collector: C,
    ) -> Result<C::Fruit, IndexError> {
        let searcher = self.reader.searcher();
        guarded(|| {
            searcher.search(&facets::counted(&searcher, &self.columns, query, sets)?, &collector)
        })
        .map_err(IndexError::Damaged)?
        .map_err(damaged)
    }

    /// The highest key in the index.
    pub(crate) fn highest_key(&self) -> Option<u64> {
        let searcher = self.reader.searcher();
        let columns = searcher.segment_readers().iter().map(|segment| {
            segment
                .fast_fields()
                .u64(crate::schema::KEY)
                .map_or(u64::MAX, |column| column.max_value())
        });
        columns.max()
    }
}

/// tantivy trusts the bytes it reads, and panics on some that a disk has changed: the one place
/// where that is caught. It is reported by the error alone, and nothing is printed.
pub(crate) fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    static QUIET: Once = Once::new();
    QUIET.call_once(|| {
        let previous_hook = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            if !GUARDED.get() {
                previous_hook(panic);
            }
        }));
    });
    let outer = GUARDED.replace(true);
    let done = catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(outer);
    done.map_err(|panic| {
        let message = panic
            .downcast_ref::<&str>()
            .map(|message| (*message).to_owned())
            .or_else(|| panic.downcast_ref::<String>().cloned());
        message.unwrap_or_else(|| "it can't be read".to_owned())
    })
}

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

pub(crate) fn damaged(error: TantivyError) -> IndexError {
    IndexError::Damaged(error.to_string())
}
