//! The user's marks on papers, and undo.

use crate::reading::{day, narrow, paper_id};
use crate::wire::{Change, Mark, Undone, ValueCause};
use crate::{App, Error};
use paperboy_paper::PaperId;
use paperboy_store::List;

/// The longest tag, in characters, and the longest note, in bytes.
const MAX_TAG_CHARS: usize = 100;
const MAX_NOTE_BYTES: usize = 1 << 20;

/// The outcome for a mark on several papers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marked {
    /// The change, for undo.
    pub change: Change,
    /// The ids that are not in the library.
    pub unknown: Vec<PaperId>,
}

impl App {
    /// Sets a mark on papers or takes it back.
    pub fn mark(&self, ids: &[String], mark: Mark, on: bool) -> Result<Change, Error> {
        all_known(self.mark_papers(&paper_ids(ids)?, mark, on)?)
    }

    /// Sets a mark on papers or takes it back; those that are not in the library are named.
    pub fn mark_papers(&self, ids: &[PaperId], mark: Mark, on: bool) -> Result<Marked, Error> {
        let change = self.store().mark(ids, stored(mark), on, self.now())?;
        Ok(self.changed(change))
    }

    /// Marks all of a day's papers as read.
    pub fn mark_day_read(&self, date: &str) -> Result<Change, Error> {
        let date = day(date)?;
        let list = List { dates: Some((date, date)), unread: true, ..List::default() };
        let (papers, _) = self.store().list(&list, 0, u64::from(u32::MAX))?;
        let ids: Vec<PaperId> = papers.into_iter().map(|paper| paper.id).collect();
        all_known(self.mark_papers(&ids, Mark::Read, true)?)
    }

    /// Adds tags to papers and removes others.
    pub fn tag(&self, ids: &[String], add: &[String], remove: &[String]) -> Result<Change, Error> {
        all_known(self.tag_papers(&paper_ids(ids)?, add, remove)?)
    }

    /// Adds tags to papers and removes others; papers that are not in the library are named.
    pub fn tag_papers(
        &self,
        ids: &[PaperId],
        add: &[String],
        remove: &[String],
    ) -> Result<Marked, Error> {
        not_too_long(add)?;
        let change = self.store().tag(ids, add, remove, self.now())?;
        Ok(self.changed(change))
    }

    /// Sets and takes back marks and adds and removes tags as one change, which one undo takes
    /// back; papers that are not in the library are named.
    pub fn mark_and_tag_papers(
        &self,
        ids: &[PaperId],
        marks: &[(Mark, bool)],
        add: &[String],
        remove: &[String],
    ) -> Result<Marked, Error> {
        not_too_long(add)?;
        let marks: Vec<_> = marks.iter().map(|(mark, on)| (stored(*mark), *on)).collect();
        let change = self.store().mark_and_tag(ids, &marks, add, remove, self.now())?;
        Ok(self.changed(change))
    }

    /// Sets a paper's note; blank text removes it.
    pub fn set_note(&self, id: &str, text: &str) -> Result<Change, Error> {
        if text.len() > MAX_NOTE_BYTES {
            return Err(ValueCause::NoteTooLong { most: narrow(MAX_NOTE_BYTES as u64) }.into());
        }
        let text = (!text.trim().is_empty()).then_some(text);
        let change = self.store().set_note(&paper_id(id)?, text, self.now())?;
        all_known(self.changed(change))
    }

    /// Undoes one change of the user, or the newest. `None` when there is nothing to undo.
    pub fn undo(&self, change: Option<u32>) -> Result<Option<Undone>, Error> {
        let undone = self.store().undo(change.map(i64::from), self.now())?;
        self.background.wake();
        Ok(undone.map(|undone| Undone {
            what: undone.what,
            ids: undone.ids.into_iter().map(String::from).collect(),
        }))
    }

    pub(crate) fn changed(&self, change: paperboy_store::Change) -> Marked {
        self.background.wake();
        let id = change.id.and_then(|id| u32::try_from(id).ok());
        Marked {
            change: Change { id, papers: crate::reading::narrow(change.papers) },
            unknown: change.unknown,
        }
    }
}

pub(crate) fn all_known(marked: Marked) -> Result<Change, Error> {
    match marked.unknown.into_iter().next() {
        Some(id) => Err(Error::UnknownPaper(id)),
        None => Ok(marked.change),
    }
}

pub(crate) fn paper_ids(ids: &[String]) -> Result<Vec<PaperId>, Error> {
    ids.iter().map(|id| paper_id(id)).collect()
}

fn not_too_long(tags: &[String]) -> Result<(), Error> {
    let Some(long) = tags.iter().find(|name| name.chars().count() > MAX_TAG_CHARS) else {
        return Ok(());
    };
    let (most, tag) = (narrow(MAX_TAG_CHARS as u64), long.chars().take(20).collect());
    Err(ValueCause::TagTooLong { most, tag }.into())
}

fn stored(mark: Mark) -> paperboy_store::Mark {
    match mark {
        Mark::Read => paperboy_store::Mark::Read,
        Mark::Starred => paperboy_store::Mark::Starred,
        Mark::Later => paperboy_store::Mark::Later,
    }
}
