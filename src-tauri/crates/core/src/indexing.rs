//! Keeps the search index as the library is. The index is a cache: it follows by revision numbers,
//! in one way for everything. A new, stale or broken index has revision 0 and is updated in the
//! same way as one that lacks the last change.

use crate::reading::narrow;
use crate::wire::{Event, IndexState, NoticeKind};
use crate::{App, Error};
use paperboy_report::{Section, Sections, plain, title};
use paperboy_search::{Entry, Field, Index, IndexError, Opening, Sets, parse};
use paperboy_store::{KeyFilter, Paper};
use std::borrow::Cow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How many papers are read and indexed at once, and how many are committed together: what a kill
/// costs at most.
const BATCH_PAPERS: usize = 2000;
const COMMIT_PAPERS: usize = 10_000;
/// How long another process's indexing is waited for before its work is trusted to be done by it.
const INDEX_TIMEOUT: Duration = Duration::from_secs(10);
/// How long a request to rebuild the index waits for it.
const RESET_TIMEOUT: Duration = Duration::from_secs(120);
/// How often it is tried meanwhile.
const RETRY_EVERY: Duration = Duration::from_millis(50);

/// The index, opened when first needed, and who is at it.
#[derive(Default)]
pub(crate) struct Indexing {
    index: Mutex<Option<Arc<Index>>>,
    /// Held while the index is updated: one update at a time.
    at_work: Mutex<()>,
    building: AtomicBool,
    /// It could not follow the last time.
    behind: AtomicBool,
}

impl Indexing {
    /// Lets go of the index, so that it is opened again when needed.
    pub(crate) fn forget(&self) {
        *lock(&self.index) = None;
    }
}

impl App {
    pub(crate) fn index(&self) -> Result<Arc<Index>, Error> {
        let mut slot = lock(&self.indexing.index);
        let history = self.store().history_id()?;
        // After a restore, also by another process, the open index belongs to a library that no
        // longer exists.
        if let Some(index) = slot.as_ref().filter(|index| index.history() == history) {
            return Ok(index.clone());
        }
        let folder = self.index_folder();
        let open = || match Index::open(&folder, &history, !self.read_only()) {
            Err(error @ (IndexError::Full | IndexError::Storage(_))) => {
                tracing::warn!(%error, "the search index can't be written; there is one in memory until the next start");
                Ok(Opening {
                    index: Index::in_memory(&history)?,
                    reset_reason: Some("in memory".to_owned()),
                })
            }
            opening => opening,
        };
        let mut opening = open()?;
        if opening.index.revision() > self.store().revision()? {
            // The database is older than the index: somebody put a copy of their own in its place.
            drop(opening);
            Index::reset_index(&folder, &history)?;
            opening = open()?;
        }
        if let Some(why) = opening.reset_reason {
            tracing::info!(why, "the search index is rebuilt");
            if why.starts_with("broken") || why == "schema" {
                self.notice(NoticeKind::IndexRebuilt, "");
            }
        }
        let index = Arc::new(opening.index);
        *slot = Some(index.clone());
        Ok(index)
    }

    /// How far the index is.
    pub fn index_state(&self) -> IndexState {
        let indexed = lock(&self.indexing.index).as_ref().map_or(0, |index| index.papers());
        let papers = self.store().paper_count().unwrap_or(indexed);
        let is = |state: &AtomicBool| state.load(Ordering::Relaxed);
        let (building, behind) = (is(&self.indexing.building), is(&self.indexing.behind));
        IndexState { indexed: narrow(indexed), papers: narrow(papers), building, behind }
    }

    /// Brings the index up to date with the library and waits for it. Quick when there is nothing
    /// to do. While another process is at it, that one is waited for, but not for ever: what it has
    /// not seen yet it will.
    pub fn wait_until_indexed(&self) -> Result<(), Error> {
        self.sync(INDEX_TIMEOUT)
    }

    /// Updates the index for a read, as far as that is possible without waiting for another
    /// process: a file that was changed since the last look is noticed first.
    pub fn update_index(&self) -> Result<(), Error> {
        let synced = match self.repair(|index| index.check_changed(self.now().into())) {
            Ok(_) | Err(Error::Index(IndexError::Busy)) => self.sync(Duration::ZERO),
            Err(error) => Err(error),
        };
        match synced {
            // What can't be written is searched as far as it goes.
            Err(Error::Index(error @ (IndexError::Full | IndexError::Storage(_)))) => {
                tracing::warn!(%error, "the search index could not be updated");
                Ok(())
            }
            synced => synced,
        }
    }

    /// Updates the index without repairing it, so that its damage can be reported.
    pub(crate) fn update_unrepaired_index(&self) -> Result<(), Error> {
        let _one_at_a_time = lock(&self.indexing.at_work);
        self.follow_or_repair(INDEX_TIMEOUT)
    }

    fn sync(&self, timeout: Duration) -> Result<(), Error> {
        let _one_at_a_time = lock(&self.indexing.at_work);
        let mut result = self.follow_or_repair(timeout);
        if result.is_ok()
            && let Some(why) = self.disagreement(false)?
        {
            tracing::error!(why, "the search index does not agree with the library and is rebuilt");
            // A wrong answer is worse than a late one: here even a read waits for another program.
            result = self.reset_index(INDEX_TIMEOUT).and_then(|()| self.follow(timeout));
            self.notice(NoticeKind::IndexRebuilt, "");
        }
        let is_behind = self.is_index_behind().unwrap_or(true);
        let was_behind = self.indexing.behind.swap(is_behind, Ordering::Relaxed);
        if self.indexing.building.swap(false, Ordering::Relaxed) || was_behind != is_behind {
            self.emit(&Event::Index { state: self.index_state() });
        }
        result
    }

    fn follow_or_repair(&self, timeout: Duration) -> Result<(), Error> {
        let mut result = self.follow(timeout);
        if let Err(Error::Index(IndexError::Damaged(why))) = &result {
            // Opening it again checks it closely, and resets it where that is needed.
            tracing::error!(why, "the search index is damaged");
            self.indexing.forget();
            result = self.follow(timeout);
        }
        if let Err(Error::Index(IndexError::Damaged(why))) = &result {
            tracing::error!(why, "the search index can't be repaired and is rebuilt");
            self.reset_index(timeout)?;
            self.notice(NoticeKind::IndexRebuilt, "");
            result = self.follow(timeout);
        }
        result
    }

    /// Empties the index; another program that writes it is waited for. Where the library can't be
    /// written, it is one in memory from now on.
    fn reset_index(&self, timeout: Duration) -> Result<(), Error> {
        let history = self.store().history_id()?;
        if self.read_only() {
            *lock(&self.indexing.index) = Some(Arc::new(Index::in_memory(&history)?));
            return Ok(());
        }
        self.indexing.forget();
        let began = Instant::now();
        loop {
            match Index::reset_index(&self.index_folder(), &history) {
                Err(IndexError::Busy) if began.elapsed() < timeout => {
                    std::thread::sleep(RETRY_EVERY)
                }
                Err(error @ (IndexError::Full | IndexError::Storage(_))) => {
                    tracing::warn!(%error, "the search index can't be rebuilt on the disk; there is one in memory until the next start");
                    *lock(&self.indexing.index) = Some(Arc::new(Index::in_memory(&history)?));
                    return Ok(());
                }
                done => return Ok(done?),
            }
        }
    }

    /// How an index that should hold just the papers of the library does not; `None` when it does,
    /// or is still behind. `closely`: paper by paper rather than by their number.
    pub(crate) fn disagreement(&self, closely: bool) -> Result<Option<String>, Error> {
        let (store, index) = (self.store(), self.index()?);
        let revision = store.revision()?;
        if index.revision() != revision {
            return Ok(None);
        }
        let (indexed, papers) = (index.papers(), store.paper_count()?);
        let mut wrong = (indexed != papers)
            .then(|| format!("papers in the index: {indexed}, in the library: {papers}"));
        if closely && wrong.is_none() {
            let all = parse("", self.today());
            wrong = match index.matching_keys(&all, &Sets::new()) {
                Ok(indexed_keys) => (indexed_keys != self.keys(&KeyFilter::All)?)
                    .then(|| "its papers are not those of the library".to_owned()),
                Err(IndexError::Damaged(why)) => Some(why),
                Err(error) => return Err(error.into()),
            };
        }
        // Papers that were changed meanwhile were compared with their former state.
        let unchanged = index.revision() == revision && store.revision()? == revision;
        Ok(wrong.filter(|_| unchanged))
    }

    /// Whether changes of the library are not in the index yet.
    pub fn is_index_behind(&self) -> Result<bool, Error> {
        Ok(self.index()?.revision() < self.store().revision()?)
    }

    /// The index, when it holds all of the library: for
    /// [`is_still_complete`](Self::is_still_complete).
    pub(crate) fn complete_index(&self) -> Result<Option<Arc<Index>>, Error> {
        let index = self.index()?;
        Ok((index.revision() >= self.store().revision()?).then_some(index))
    }

    /// Whether requests since `before` saw an index of the whole library: a rebuilt index is empty
    /// for a while.
    pub(crate) fn is_still_complete(&self, before: Option<&Arc<Index>>) -> Result<bool, Error> {
        let now = self.complete_index()?;
        Ok(before.zip(now.as_ref()).is_some_and(|(before, now)| Arc::ptr_eq(before, now)))
    }

    /// Rebuilds the index from the library. This waits for another program that is writing it.
    pub fn reindex(&self) -> Result<(), Error> {
        self.rebuild(RESET_TIMEOUT)
    }

    /// Rebuilds a damaged index, and emits a notice.
    pub(crate) fn rebuild_wrong(&self, why: &str) -> Result<(), Error> {
        tracing::error!(why, "the search index is wrong and is rebuilt");
        self.notice(NoticeKind::IndexRebuilt, "");
        self.rebuild(INDEX_TIMEOUT)
    }

    fn rebuild(&self, timeout: Duration) -> Result<(), Error> {
        {
            let _one_at_a_time = lock(&self.indexing.at_work);
            self.reset_index(timeout)?;
        }
        self.wait_until_indexed()
    }

    /// Validates the index's checksums and its papers, and rebuilds it when one of them is wrong.
    /// Returns whether it was rebuilt. Opening notices what is lost or cut; a byte that a disk has
    /// changed is noticed only here. Takes a second for 500 MB.
    pub fn repair_index(&self) -> Result<bool, Error> {
        if self.repair(Index::check)? {
            return Ok(true);
        }
        match self.disagreement(true)? {
            Some(why) => self.rebuild_wrong(&why).map(|()| true),
            None => Ok(false),
        }
    }

    fn repair(
        &self,
        check: impl Fn(&Index) -> Result<Vec<String>, IndexError>,
    ) -> Result<bool, Error> {
        let index = self.index()?;
        let wrong = || match check(&index) {
            Ok(wrong) => Ok(wrong.join("; ")),
            Err(IndexError::Damaged(why)) => Ok(why),
            Err(error) => Err(error),
        };
        // A file that somebody has just replaced by another is missing once, and not twice.
        if wrong()?.is_empty() || (index.refresh().is_ok() && wrong()?.is_empty()) {
            return Ok(false);
        }
        self.rebuild_wrong(&wrong()?)?;
        Ok(true)
    }

    fn follow(&self, timeout: Duration) -> Result<(), Error> {
        let store = self.store();
        let index = self.index()?;
        index.refresh()?;
        let began = Instant::now();
        while index.revision() < store.revision()? {
            let mut writing = match index.write() {
                // Another process is bringing it up to date: it will have read the same library.
                Err(IndexError::Busy) if began.elapsed() < timeout => {
                    std::thread::sleep(RETRY_EVERY);
                    index.refresh()?;
                    continue;
                }
                // The running indexer continues until nothing is left.
                Err(IndexError::Busy) => return Ok(()),
                // What can't be written is searched as far as it goes.
                Err(IndexError::Full | IndexError::Storage(_)) if self.read_only() => return Ok(()),
                other => other?,
            };
            let (mut at, mut pending) = (writing.revision(), 0);
            loop {
                let papers = store.changed_since(at, BATCH_PAPERS)?;
                at = papers.last().map_or(at, |last| last.revision);
                let entries: Vec<Entry> = papers.iter().map(entry).collect();
                writing.add(&entries)?;
                pending += entries.len();
                let last = entries.len() < BATCH_PAPERS;
                if pending > 0 && (last || pending >= COMMIT_PAPERS) {
                    writing.put(&[], at)?;
                    pending = 0;
                }
                if last {
                    break;
                }
                self.indexing.building.store(true, Ordering::Relaxed);
                self.emit(&Event::Index { state: self.index_state() });
            }
        }
        Ok(())
    }
}

/// A paper as it is indexed: the visible text, without Markdown's marks.
pub(crate) fn entry(paper: &Paper) -> Entry {
    let cut = cut(paper);
    Entry {
        key: paper.key,
        id: paper.id.to_string(),
        dates: paper.dates.clone(),
        source: paper.reading_source.map(|source| source.key().to_owned()),
        writer: paper.report.as_ref().map(|report| report.writer.clone()),
        texts: texts(paper, &cut)
            .iter()
            .map(|text| (text.field, text.plain().into_owned()))
            .collect(),
    }
}

/// A text of a paper as it is kept; a title as it is read.
pub(crate) struct Text<'a> {
    pub field: Field,
    pub stored: Cow<'a, str>,
    markdown: bool,
}

impl Text<'_> {
    /// Without Markdown's marks.
    pub fn plain(&self) -> Cow<'_, str> {
        if self.markdown { Cow::Owned(plain(&self.stored)) } else { Cow::Borrowed(&self.stored) }
    }
}

/// The sections of a paper's report.
pub(crate) fn cut(paper: &Paper) -> Sections {
    crate::reading::cut(paper.report.as_ref())
}

/// The texts of a paper that are searched, `cut` being its report.
pub(crate) fn texts<'a>(paper: &'a Paper, cut: &'a Sections) -> Vec<Text<'a>> {
    let mut texts =
        vec![Text { field: Field::Title, stored: title(&paper.title), markdown: false }];
    for section in Section::ALL {
        texts.extend(cut.get(section).map(|stored| Text {
            field: field(section),
            stored: Cow::Borrowed(stored),
            markdown: true,
        }));
    }
    if cut.texts.iter().all(Option::is_none) {
        // A report without the five sections is still to be found.
        texts.extend(paper.report.as_ref().map(|report| Text {
            field: Field::Contribution,
            stored: Cow::Borrowed(&report.body),
            markdown: true,
        }));
    }
    let mut add = |field, stored: &'a str| {
        texts.push(Text { field, stored: Cow::Borrowed(stored), markdown: false })
    };
    if cut.get(Section::Contribution).is_none() {
        paper.summary.iter().for_each(|text| add(Field::Contribution, text));
    }
    paper.abstract_text.iter().for_each(|text| add(Field::Abstract, text));
    paper.authors.iter().for_each(|name| add(Field::Author, name));
    paper.note.iter().for_each(|text| add(Field::Note, text));
    paper.tags.iter().for_each(|name| add(Field::Tag, name));
    paper.highlighted.iter().for_each(|text| add(Field::Highlight, text));
    texts
}

pub(crate) fn field(section: Section) -> Field {
    match section {
        Section::Domain => Field::Domain,
        Section::Contribution => Field::Contribution,
        Section::Usage => Field::Usage,
        Section::Innovations => Field::Innovations,
        Section::Results => Field::Results,
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
