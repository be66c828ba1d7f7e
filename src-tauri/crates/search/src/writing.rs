//! Writing the index.

use crate::folder::{Commit, storage};
use crate::schema::Columns;
use crate::{Entry, Index, IndexError};
use tantivy::directory::error::OpenWriteError;
use tantivy::indexer::{IndexWriterOptions, LogMergePolicy, UserOperation};
use tantivy::{IndexWriter, TantivyDocument, TantivyError, Term};

/// What a thread gathers before it writes a segment, in bytes: the least that tantivy allows, for a
/// day's papers …
const SMALL_BATCH_BYTES: usize = 15_000_000;
/// … and for a whole library, where larger segments save merging.
const LARGE_BATCH_BYTES: usize = 50_000_000;
/// The number of papers from which a batch counts as a whole library.
const LARGE_BATCH_PAPERS: usize = 1_000;
/// Segments of fewer papers than these are merged whenever there are two, and larger ones when
/// another is less than eight times as large.
const MIN_LEVEL_PAPERS: u32 = 1_000;
const LEVEL: f64 = 3.0;
/// Larger segments stay as they are: merging them takes a core half a minute and saves little.
const MAX_MERGED_PAPERS: usize = 400_000;
/// The number of papers that a thread gets at a time.
const BATCH_PAPERS: usize = 32;

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
        let writer = writer(index, 1, SMALL_BATCH_BYTES)?;
        // A process killed before its commit leaves files behind whose names the next commit may
        // need.
        writer.garbage_collect_files().wait().map_err(failed)?;
        index.refresh()?;
        Ok(Self {
            index,
            writer: Some(writer),
            large: false,
            pending: false,
            highest: index.highest_key(),
        })
    }

    /// The revision up to which everything is indexed.
    pub fn revision(&self) -> u64 {
        self.index.revision()
    }

    /// Puts papers into the index in place of what it held of them, and commits them together with
    /// `revision`. On an error nothing since the last `put` is in the index.
    pub fn put(&mut self, papers: &[Entry], revision: u64) -> Result<(), IndexError> {
        self.add(papers)?;
        let payload = Commit { history: self.index.history.clone(), revision }.payload();
        self.write(|writer, _, _| commit(writer, &payload))?;
        self.pending = false;
        self.index.refresh()?;
        Ok(())
    }

    /// Adds papers that the next [`put`](Self::put) commits with its own: a whole library in
    /// pieces, without a commit for each. On an error nothing since the last `put` is in the index.
    pub fn add(&mut self, papers: &[Entry]) -> Result<(), IndexError> {
        if papers.len() >= LARGE_BATCH_PAPERS && !self.large && !self.pending {
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
            match writer.rollback() {
                Ok(_) => prepare(writer, self.large),
                Err(error) => tracing::warn!(%error, "the search index could not be rolled back"),
            }
            failed(error)
        })
    }

    /// Exchanges the writer for one with two threads and more memory. The lock is free for a
    /// moment, and another process may come between: then it is its turn. Nothing may be pending,
    /// it would be lost.
    fn enlarge(&mut self) -> Result<(), IndexError> {
        let revision = self.index.revision();
        self.writer = None;
        let larger = writer(self.index, 2, LARGE_BATCH_BYTES)?;
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
    let options = IndexWriterOptions::builder()
        .num_worker_threads(threads)
        .memory_budget_per_thread(bytes)
        .num_merge_threads(1)
        .build();
    let writer = index.index.writer_with_options(options).map_err(failed)?;
    prepare(&writer, threads > 1);
    Ok(writer)
}

/// Prepares a writer that has done nothing yet.
///
/// tantivy numbers a new writer's operations from the number of the last commit on, so that its
/// first operation has the commit's own. A merge of what was committed, left behind by a process
/// that was killed, takes all deletions up to that number along: it loses the writer's first
/// deletion for those segments whose list of deleted papers bears the same number. The paper is
/// then found twice for good. And it commits that deletion for the others before the paper is added
/// again. So that number is used up first.
fn prepare(writer: &IndexWriter, large: bool) {
    // Nothing can fail where nothing is done.
    if let Err(error) = writer.run(Vec::new()) {
        tracing::warn!(%error, "the index writer's first operation number was not used up");
    }
    let mut merging = LogMergePolicy::default();
    merging.set_del_docs_ratio_before_merge(0.3);
    if !large {
        // Each segment costs every query its look into it. A day's papers are soon merged; a
        // library's would keep a machine busy.
        merging.set_min_num_segments(2);
        merging.set_min_layer_size(MIN_LEVEL_PAPERS);
        merging.set_level_log_size(LEVEL);
        merging.set_max_docs_before_merge(MAX_MERGED_PAPERS);
    }
    writer.set_merge_policy(Box::new(merging));
}

fn add(
    writer: &IndexWriter,
    columns: &Columns,
    papers: &[Entry],
    highest: &mut Option<u64>,
) -> Result<(), TantivyError> {
    for papers in papers.chunks(BATCH_PAPERS) {
        let mut operations: Vec<UserOperation<TantivyDocument>> =
            Vec::with_capacity(papers.len() * 2);
        for paper in papers {
            if highest.is_some_and(|highest| paper.key <= highest) {
                operations
                    .push(UserOperation::Delete(Term::from_field_u64(columns.key, paper.key)));
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
    /// Lets the merging of small segments finish: a killed merge is work done in vain, and done
    /// again the next time.
    fn drop(&mut self) {
        let Some(writer) = self.writer.take() else { return };
        if let Err(error) =
            writer.wait_merging_threads().map_err(failed).and_then(|()| self.index.refresh())
        {
            tracing::warn!(%error, "old files of the search index were not removed");
        }
    }
}

fn failed(error: TantivyError) -> IndexError {
    match error {
        TantivyError::LockFailure(tantivy::directory::error::LockError::LockBusy, _) => {
            IndexError::Busy
        }
        error @ (TantivyError::DataCorruption(_)
        | TantivyError::IncompatibleIndex(_)
        | TantivyError::OpenWriteError(OpenWriteError::FileAlreadyExists(_))) => {
            IndexError::Damaged(error.to_string())
        }
        error => storage(error),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::{Field, SearchRequest, Sort, parse};
    use tantivy::indexer::NoMergePolicy;

    fn titled(key: u64, title: &str) -> Entry {
        let texts = vec![(Field::Title, title.to_owned())];
        Entry {
            key,
            id: format!("2601.{key:05}"),
            dates: Vec::new(),
            source: None,
            writer: None,
            texts,
        }
    }

    fn found_keys(index: &Index, query: &str) -> Vec<u64> {
        let query = parse(query, "2026-01-02".parse().unwrap());
        let request = SearchRequest {
            query: &query,
            sets: Default::default(),
            sort: Sort::Relevance,
            offset: 0,
            limit: 100,
        };
        let mut keys: Vec<u64> =
            index.search(&request).unwrap().hits.iter().map(|hit| hit.key).collect();
        keys.sort_unstable();
        keys
    }

    /// An index as a process leaves it that is killed before it has merged its segments: the last
    /// commit has deleted papers of each.
    fn killed_before_merging(folder: &std::path::Path) -> Index {
        let index = Index::open(folder, "h", true).unwrap().index;
        let mut writer: IndexWriter =
            index.index.writer_with_num_threads(1, SMALL_BATCH_BYTES).unwrap();
        writer.set_merge_policy(Box::new(NoMergePolicy));
        let mut highest = None;
        let payload = |revision| Commit { history: "h".to_owned(), revision }.payload();
        for (number, keys) in [(1, 1..40_u64), (2, 40..60), (3, 60..70)] {
            let papers: Vec<Entry> = keys.map(|key| titled(key, "old")).collect();
            add(&writer, &index.columns, &papers, &mut highest).unwrap();
            commit(&mut writer, &payload(number)).unwrap();
        }
        let changed = [titled(45, "changed"), titled(65, "changed")];
        add(&writer, &index.columns, &changed, &mut highest).unwrap();
        commit(&mut writer, &payload(4)).unwrap();
        drop(writer);
        index.refresh().unwrap();
        assert_eq!((index.papers(), index.index.load_metas().unwrap().segments.len()), (69, 4));
        index
    }

    #[test]
    fn a_merge_that_a_killed_process_left_behind_loses_no_deletion() {
        // The paper of each segment is the first one to be changed.
        for key in [1, 39, 40, 45, 50, 60, 65, 69] {
            let folder = tempfile::tempdir().unwrap();
            let index = killed_before_merging(folder.path());
            index.write().unwrap().put(&[titled(key, "new")], 5).unwrap();
            assert_eq!((index.papers(), found_keys(&index, "new")), (69, vec![key]), "{key}");
            assert!(
                !found_keys(&index, "old OR changed").contains(&key),
                "{key} is found as it was, too"
            );
        }
    }

    #[test]
    fn a_writer_that_was_rolled_back_loses_no_deletion_either() {
        for key in [1, 45, 65] {
            let folder = tempfile::tempdir().unwrap();
            let index = killed_before_merging(folder.path());
            let mut writing = index.write().unwrap();
            writing
                .write(|_, _, _| Err(TantivyError::SystemError("a full disk".to_owned())))
                .unwrap_err();
            writing.put(&[titled(key, "new")], 5).unwrap();
            drop(writing);
            assert_eq!((index.papers(), found_keys(&index, "new")), (69, vec![key]), "{key}");
        }
    }

    #[test]
    fn a_paper_that_is_there_twice_is_noticed_whatever_is_asked() {
        let folder = tempfile::tempdir().unwrap();
        let index = killed_before_merging(folder.path());
        let mut writer: IndexWriter =
            index.index.writer_with_num_threads(1, SMALL_BATCH_BYTES).unwrap();
        writer.add_document(index.columns.document(&titled(7, "twice"))).unwrap();
        commit(&mut writer, &Commit { history: "h".to_owned(), revision: 5 }.payload()).unwrap();
        drop(writer);
        index.refresh().unwrap();
        let query = parse("old OR twice", "2026-01-02".parse().unwrap());
        let request = SearchRequest {
            query: &query,
            sets: Default::default(),
            sort: Sort::Relevance,
            offset: 0,
            limit: 100,
        };
        assert!(matches!(index.search(&request), Err(IndexError::Damaged(_))));
        assert!(matches!(
            index.matching_keys(&query, &Default::default()),
            Err(IndexError::Damaged(_))
        ));
        assert!(matches!(index.counts(&query, &Default::default()), Err(IndexError::Damaged(_))));
        assert_eq!(
            index.check().unwrap(),
            Vec::<String>::new(),
            "its files are as they were written"
        );
    }
}
