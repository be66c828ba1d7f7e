//! Writing the index.

use crate::folder::{Commit, storage};
use crate::schema::Columns;
use crate::{Entry, Index, IndexError};
use tantivy::directory::error::OpenWriteError;
use tantivy::indexer::{IndexWriterOptions, LogMergePolicy, UserOperation};
use tantivy::{IndexWriter, TantivyDocument, TantivyError, Term};

/// What a thread gathers before it writes a segment, in bytes: the least that tantivy allows, for a day's papers …
const LITTLE: usize = 15_000_000;
/// … and for a whole library, where larger segments save merging.
const MUCH: usize = 50_000_000;
/// From so many papers at once, it is a whole library.
const MANY: usize = 1_000;
/// Segments of fewer papers than these are merged whenever there are two, and larger ones when another is less than eight times as large.
const SMALLEST_LEVEL: u32 = 1_000;
const LEVEL: f64 = 3.0;
/// Larger segments stay as they are: merging them takes a core half a minute and saves little.
const LARGEST_MERGED: usize = 400_000;
/// Papers go to the threads by so many.
const SHARE: usize = 32;

/// The right to write the index, held until dropped.
pub struct Writing<'a> {
    index: &'a Index,
    /// There from beginning to drop, except while it is exchanged for a larger one.
    writer: Option<IndexWriter>,
    large: bool,
    /// Whether papers were added and not yet committed.
    pending: bool,
    /// No paper of a higher key is in the index: such a one need not be removed first.
    highest: Option<u64>,
}

impl<'a> Writing<'a> {
    pub(crate) fn begin(index: &'a Index) -> Result<Self, IndexError> {
        let writer = writer(index, 1, LITTLE)?;
        // A process killed before its commit leaves files behind whose names the next commit may need.
        writer.garbage_collect_files().wait().map_err(failed)?;
        index.refresh()?;
        Ok(Self { index, writer: Some(writer), large: false, pending: false, highest: index.highest_key() })
    }

    /// The revision up to which everything is indexed.
    pub fn revision(&self) -> u64 {
        self.index.revision()
    }

    /// Puts papers into the index in place of what it held of them, and commits them together with `revision`.
    /// On an error nothing since the last `put` is in the index.
    pub fn put(&mut self, papers: &[Entry], revision: u64) -> Result<(), IndexError> {
        self.add(papers)?;
        let payload = Commit { history: self.index.history.clone(), revision }.payload();
        self.write(|writer, _, _| commit(writer, &payload))?;
        self.pending = false;
        self.index.refresh()?;
        Ok(())
    }

    /// Adds papers that the next [`put`](Self::put) commits with its own: a whole library in pieces, without a commit for each.
    /// On an error nothing since the last `put` is in the index.
    pub fn add(&mut self, papers: &[Entry]) -> Result<(), IndexError> {
        if papers.len() >= MANY && !self.large && !self.pending {
            self.enlarge()?;
        }
        self.pending = true;
        self.write(|writer, columns, highest| add(writer, columns, papers, highest))
    }

    fn write(
        &mut self,
        work: impl FnOnce(&mut IndexWriter, &Columns, &mut Option<u64>) -> Result<(), TantivyError>,
    ) -> Result<(), IndexError> {
        let Some(writer) = self.writer.as_mut() else { return Err(IndexError::Busy) };
        work(writer, &self.index.columns, &mut self.highest).map_err(|error| {
            self.pending = false;
            if let Err(error) = writer.rollback() {
                tracing::warn!(%error, "the search index could not be rolled back");
            }
            failed(error)
        })
    }

    /// Exchanges the writer for one with two threads and more room. The lock is free for a moment, and
    /// another process may come between: then it is its turn. Nothing may be pending, it would be lost.
    fn enlarge(&mut self) -> Result<(), IndexError> {
        let revision = self.index.revision();
        self.writer = None;
        let larger = writer(self.index, 2, MUCH)?;
        self.index.refresh()?;
        if self.index.revision() != revision {
            return Err(IndexError::Busy);
        }
        self.writer = Some(larger);
        self.large = true;
        Ok(())
    }
}

fn writer(index: &Index, threads: usize, bytes: usize) -> Result<IndexWriter, IndexError> {
    let options = IndexWriterOptions::builder().num_worker_threads(threads).memory_budget_per_thread(bytes).num_merge_threads(1).build();
    let writer = index.index.writer_with_options(options).map_err(failed)?;
    let mut merging = LogMergePolicy::default();
    merging.set_del_docs_ratio_before_merge(0.3);
    if threads == 1 {
        // Each segment costs every query its look into it. A day's papers are soon merged; a library's would keep a machine busy.
        merging.set_min_num_segments(2);
        merging.set_min_layer_size(SMALLEST_LEVEL);
        merging.set_level_log_size(LEVEL);
        merging.set_max_docs_before_merge(LARGEST_MERGED);
    }
    writer.set_merge_policy(Box::new(merging));
    Ok(writer)
}

fn add(writer: &IndexWriter, columns: &Columns, papers: &[Entry], highest: &mut Option<u64>) -> Result<(), TantivyError> {
    for papers in papers.chunks(SHARE) {
        let mut operations: Vec<UserOperation<TantivyDocument>> = Vec::with_capacity(papers.len() * 2);
        for paper in papers {
            if highest.is_some_and(|highest| paper.key <= highest) {
                operations.push(UserOperation::Delete(Term::from_field_u64(columns.key, paper.key)));
            }
            *highest = (*highest).max(Some(paper.key));
            operations.push(UserOperation::Add(columns.document(paper)));
        }
        writer.run(operations)?;
    }
    Ok(())
}

fn commit(writer: &mut IndexWriter, payload: &str) -> Result<(), TantivyError> {
    let mut commit = writer.prepare_commit()?;
    commit.set_payload(payload);
    commit.commit().map(|_| ())
}

impl Drop for Writing<'_> {
    /// Lets the merging of small segments finish: a killed merge is work done in vain, and done again the next time.
    fn drop(&mut self) {
        let Some(writer) = self.writer.take() else { return };
        if let Err(error) = writer.wait_merging_threads().map_err(failed).and_then(|()| self.index.refresh()) {
            tracing::warn!(%error, "the search index was not tidied");
        }
    }
}

fn failed(error: TantivyError) -> IndexError {
    match error {
        TantivyError::LockFailure(tantivy::directory::error::LockError::LockBusy, _) => IndexError::Busy,
        error @ (TantivyError::DataCorruption(_)
        | TantivyError::IncompatibleIndex(_)
        | TantivyError::OpenWriteError(OpenWriteError::FileAlreadyExists(_))) => IndexError::Damaged(error.to_string()),
        error => storage(error),
    }
}
