//! Marks: read, starred, later.

use crate::columns::key_of;
use crate::log::{Statement, UserChange};
use crate::tags::{TagChange, put_tags};
use crate::{Change, Mark, Store, StoreError};
use jiff::Timestamp;
use paperboy_paper::PaperId;
use rusqlite::{Connection, OptionalExtension};
use std::collections::HashSet;

/// Of table `mark`: the value of `day_paper.marks`.
pub(crate) const MARK_BITS: &str =
    "((read IS NOT NULL) + 2 * (starred IS NOT NULL) + 4 * (later IS NOT NULL))";

impl Store {
    /// Sets or takes back a mark on papers; unknown papers are left out and named in the answer.
    /// A mark that is set already keeps its moment.
    pub fn mark(
        &self,
        ids: &[PaperId],
        mark: Mark,
        on: bool,
        now: Timestamp,
    ) -> Result<Change, StoreError> {
        self.write(|connection| {
            let (known, unknown) = known(connection, ids)?;
            let mut change = UserChange::begin(connection, now.as_millisecond())?;
            put_mark(connection, &mut change, &known, (mark, on), now)?;
            change.finish(column(mark), unknown)
        })
    }

    /// Sets and takes back marks and adds and removes tags as one change, by the rules of
    /// [`mark`](Self::mark) and [`tag`](Self::tag).
    pub fn mark_and_tag(
        &self,
        ids: &[PaperId],
        marks: &[(Mark, bool)],
        add: &[String],
        remove: &[String],
        now: Timestamp,
    ) -> Result<Change, StoreError> {
        let tags = TagChange::new(add, remove);
        self.write(|connection| {
            let (known, unknown) = known(connection, ids)?;
            let mut change = UserChange::begin(connection, now.as_millisecond())?;
            for mark in marks {
                put_mark(connection, &mut change, &known, *mark, now)?;
            }
            put_tags(connection, &mut change, &known, &tags)?;
            change.finish("marks", unknown)
        })
    }
}

fn put_mark(
    connection: &Connection,
    change: &mut UserChange<'_>,
    papers: &[&PaperId],
    (mark, on): (Mark, bool),
    now: Timestamp,
) -> rusqlite::Result<()> {
    for id in papers {
        let before = marked(connection, id.as_str(), mark)?;
        if before.is_some() != on {
            let statement = |at| Statement::Mark { paper: (*id).clone(), mark, at };
            change.put(&statement(before), statement(on.then(|| now.as_millisecond())))?;
        }
    }
    Ok(())
}

/// The papers of these that are in the library, and those that are not; each once.
pub(crate) fn known<'a>(
    connection: &Connection,
    ids: &'a [PaperId],
) -> rusqlite::Result<(Vec<&'a PaperId>, Vec<PaperId>)> {
    let mut seen = HashSet::new();
    let (mut known, mut unknown) = (Vec::new(), Vec::new());
    for id in ids.iter().filter(|id| seen.insert(*id)) {
        match key_of(connection, id)? {
            Some(_) => known.push(id),
            None => unknown.push(id.clone()),
        }
    }
    Ok((known, unknown))
}

pub(crate) fn marked(
    connection: &Connection,
    id: &str,
    mark: Mark,
) -> rusqlite::Result<Option<i64>> {
    let moment = connection
        .prepare_cached(&format!("SELECT {} FROM mark WHERE paper_id = ?1", column(mark)))?
        .query_row([id], |row| row.get(0));
    Ok(moment.optional()?.flatten())
}

/// A mark's column, which is also its name in the log and the journal.
pub(crate) fn column(mark: Mark) -> &'static str {
    match mark {
        Mark::Read => "read",
        Mark::Starred => "starred",
        Mark::Later => "later",
    }
}

/// A mark in `day_paper.marks`.
pub(crate) fn bit(mark: Mark) -> i64 {
    match mark {
        Mark::Read => 1,
        Mark::Starred => 2,
        Mark::Later => 4,
    }
}
