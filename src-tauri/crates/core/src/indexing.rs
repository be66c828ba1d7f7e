//! Keeps the search index as the library is. The index is a cache: it follows by revision numbers, in one way for everything.
//! A new, stale or broken index stands at revision 0 and is brought up exactly as one that lacks the last change.

use crate::reading::narrow;
use crate::wire::{Event, IndexState};
use crate::{App, Error};
use paperboy_report::{Section, plain, sections};
use paperboy_search::{Entry, Field, Index, IndexError};
use paperboy_store::Paper;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How many papers are read and indexed at once, and how many are committed together: what a kill costs at most.
const BATCH: usize = 2000;
const COMMITTED_TOGETHER: usize = 10_000;
/// How long another process's indexing is waited for before its work is trusted to be done by it.
const PATIENCE: Duration = Duration::from_secs(10);

/// The index, opened when first needed, and who is at it.
#[derive(Default)]
pub(crate) struct Indexing {
    index: Mutex<Option<Arc<Index>>>,
    /// Held while the index is brought up to date: one at a time.
    at_work: Mutex<()>,
    building: AtomicBool,
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
        // After a restore, also by another process, the open index tells of a library that is no more.
        if let Some(index) = slot.as_ref().filter(|index| index.history() == history) {
            return Ok(index.clone());
        }
        let folder = self.index_folder();
        let open = || Index::open(&folder, &history, !self.read_only());
        let mut opening = open()?;
        if opening.index.revision() > self.store().revision()? {
            // The database is older than the index: somebody put a copy of their own in its place.
            drop(opening);
            Index::begin_anew(&folder, &history)?;
            opening = open()?;
        }
        if let Some(why) = opening.begun_anew {
            tracing::info!(why, "the search index is made anew");
            if why != "missing" && why != "stale" {
                self.notice("index_rebuilt", "");
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
        IndexState { indexed: narrow(indexed), papers: narrow(papers), building: self.indexing.building.load(Ordering::Relaxed) }
    }

    /// Brings the index up to date with the library and waits for it. Quick when there is nothing to do.
    pub fn settle(&self) -> Result<(), Error> {
        let _one_at_a_time = lock(&self.indexing.at_work);
        let mut result = self.follow();
        if let Err(Error::Index(IndexError::Damaged(why))) = &result {
            // Opening it again looks closely, and begins it anew where that is needed.
            tracing::error!(why, "the search index is damaged");
            self.indexing.forget();
            result = self.follow();
        }
        if let (Err(Error::Index(IndexError::Damaged(why))), false) = (&result, self.read_only()) {
            tracing::error!(why, "the search index can't be mended and is made anew");
            self.indexing.forget();
            Index::begin_anew(&self.index_folder(), &self.store().history_id()?)?;
            self.notice("index_rebuilt", "");
            result = self.follow();
        }
        if self.indexing.building.swap(false, Ordering::Relaxed) {
            self.emit(&Event::Index { state: self.index_state() });
        }
        result
    }

    /// Makes the index anew from the library.
    pub fn reindex(&self) -> Result<(), Error> {
        {
            let _one_at_a_time = lock(&self.indexing.at_work);
            self.indexing.forget();
            if !self.read_only() {
                Index::begin_anew(&self.index_folder(), &self.store().history_id()?)?;
            }
        }
        self.settle()
    }

    fn follow(&self) -> Result<(), Error> {
        let store = self.store();
        let index = self.index()?;
        index.refresh()?;
        let began = Instant::now();
        while index.revision() < store.revision()? {
            let mut writing = match index.write() {
                // Another process is bringing it up to date: it will have read the same library.
                Err(IndexError::Busy) if began.elapsed() < PATIENCE => {
                    std::thread::sleep(Duration::from_millis(50));
                    index.refresh()?;
                    continue;
                }
                // What can't be written is searched as far as it goes.
                Err(IndexError::Storage(_)) if self.read_only() => return Ok(()),
                other => other?,
            };
            let (mut at, mut pending) = (writing.revision(), 0);
            loop {
                let papers = store.changed_since(at, BATCH)?;
                at = papers.last().map_or(at, |last| last.revision);
                let entries: Vec<Entry> = papers.iter().map(entry).collect();
                writing.add(&entries)?;
                pending += entries.len();
                let last = entries.len() < BATCH;
                if pending > 0 && (last || pending >= COMMITTED_TOGETHER) {
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

/// A paper as it is searched: what a reader sees of it, without Markdown's marks.
pub(crate) fn entry(paper: &Paper) -> Entry {
    let cut = sections(paper.report.as_ref().map_or("", |report| &report.body));
    let mut texts = vec![(Field::Title, paper.title.clone())];
    for section in Section::ALL {
        texts.extend(cut.get(section).map(|text| (field(section), plain(text))));
    }
    if cut.texts.iter().all(Option::is_none) {
        // A report without the five sections is still to be found.
        texts.extend(paper.report.as_ref().map(|report| (Field::Contribution, plain(&report.body))));
    }
    if cut.get(Section::Contribution).is_none() {
        texts.extend(paper.summary.iter().map(|text| (Field::Contribution, text.clone())));
    }
    texts.extend(paper.abstract_text.iter().map(|text| (Field::Abstract, text.clone())));
    texts.extend(paper.authors.iter().map(|name| (Field::Author, name.clone())));
    texts.extend(paper.note.iter().map(|text| (Field::Note, text.clone())));
    texts.extend(paper.tags.iter().map(|name| (Field::Tag, name.clone())));
    Entry {
        key: paper.key,
        id: paper.id.to_string(),
        dates: paper.dates.clone(),
        source: paper.reading_source.map(|source| source.key().to_owned()),
        writer: paper.report.as_ref().map(|report| report.writer.clone()),
        texts,
    }
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
