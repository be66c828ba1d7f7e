//! Writing the index.

use crate::folder::{Commit, storage};
use crate::schema::Columns;
use crate::{Entry, Index, IndexError};
use tantivy::indexer::{IndexWriterOptions, LogMergePolicy, UserOperation};
use tantivy::{IndexWriter, TantivyDocument, TantivyError, Term};

/// What one thread gathers before it writes a segment, in bytes.
const GATHERED: usize = 40_000_000;
const THREADS: usize = 2;
/// A batch goes to one thread and becomes one segment; larger ones are shared between the threads.
const SHARED_FROM: usize = 256;
const SHARE: usize = 32;

/// The right to write the index, held until dropped.
pub struct Writing<'a> {
    index: &'a Index,
    /// There from beginning to drop.
    writer: Option<IndexWriter>,
    /// No paper of a higher key is in the index: such a one need not be removed first.
    highest: Option<u64>,
}

impl<'a> Writing<'a> {
    pub(crate) fn begin(index: &'a Index) -> Result<Self, IndexError> {
        let options =
            IndexWriterOptions::builder().num_worker_threads(THREADS).memory_budget_per_thread(GATHERED).num_merge_threads(1).build();
        let writer = index.index.writer_with_options(options).map_err(failed)?;
        let mut merging = LogMergePolicy::default();
        merging.set_del_docs_ratio_before_merge(0.3);
        writer.set_merge_policy(Box::new(merging));
        index.refresh()?;
        Ok(Self { index, writer: Some(writer), highest: index.highest_key() })
    }

    /// The revision up to which everything is indexed.
    pub fn revision(&self) -> u64 {
        self.index.revision()
    }

    /// Puts papers into the index in place of what it held of them, and commits them together with `revision`.
    /// On an error nothing of them is in the index.
    pub fn put(&mut self, papers: &[Entry], revision: u64) -> Result<(), IndexError> {
        let payload = Commit { history: self.index.history.clone(), revision }.payload();
        let columns = &self.index.columns;
        let highest = self.highest;
        let Some(writer) = self.writer.as_mut() else { return Err(IndexError::Storage("the writer is gone".to_owned())) };
        if let Err(error) = add(writer, columns, papers, &mut self.highest).and_then(|()| commit(writer, &payload)) {
            self.highest = highest;
            if let Err(error) = writer.rollback() {
                tracing::warn!(%error, "the search index could not be rolled back");
            }
            return Err(failed(error));
        }
        self.index.refresh()?;
        Ok(())
    }
}

fn add(writer: &IndexWriter, columns: &Columns, papers: &[Entry], highest: &mut Option<u64>) -> Result<(), TantivyError> {
    let share = if papers.len() < SHARED_FROM { papers.len().max(1) } else { SHARE };
    for papers in papers.chunks(share) {
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
        error @ (TantivyError::DataCorruption(_) | TantivyError::IncompatibleIndex(_)) => IndexError::Damaged(error.to_string()),
        error => storage(error),
    }
}
