//! The journal of the user's changes, and taking them back.
//!
//! A change is stored as its items: the former state of each subject that it altered. The items of
//! one subject form a chain, in which each `before` is the result of the previous item. Undoing the
//! newest item of a chain appends a fact that repeats `before`. Undoing an older item leaves the
//! later changes as they are and passes its `before` to the next newer item, as if the change had
//! never happened. So undoing everything, in any order, ends in the first state.
//!
//! The journal belongs to this copy of the library; the log of facts is what other copies see.

use crate::log::{Appender, Statement, Subject, index_again, spelled};
use crate::{Store, StoreError, Undone};
use jiff::Timestamp;
use paperboy_paper::PaperId;
use rusqlite::types::{FromSqlError, Type};
use rusqlite::{Connection, OptionalExtension, params};

/// The largest number of changes that can be undone.
const MAX_CHANGES: i64 = 200;

impl Store {
    /// Undoes one change of the user, or the newest that was not undone yet; `None` when there is
    /// no such change (any more).
    ///
    /// What a newer change did to the same subject stays: such papers are not among
    /// [`Undone::ids`].
    pub fn undo(&self, change: Option<i64>, now: Timestamp) -> Result<Option<Undone>, StoreError> {
        let sql =
            "SELECT id, what FROM change WHERE id = ?1 OR ?1 IS NULL ORDER BY id DESC LIMIT 1";
        self.write(|connection| {
            let change = connection
                .prepare_cached(sql)?
                .query_row([change], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?;
            let Some((id, what)) = change else { return Ok(None) };
            Ok(Some(Undone { ids: take_back(connection, id, now.as_millisecond())?, what }))
        })
    }
}

/// A subject that a change altered.
pub(crate) struct Item {
    pub(crate) subject: Subject,
    /// Its value as JSON; `None`: it was not there.
    pub(crate) before: Option<String>,
}

/// Keeps a change for undo and gives its number; `None` when nothing changed.
pub(crate) fn journal(
    connection: &Connection,
    what: &str,
    now: i64,
    items: &[Item],
) -> rusqlite::Result<Option<i64>> {
    if items.is_empty() {
        return Ok(None);
    }
    connection
        .prepare_cached("INSERT INTO change (at, what) VALUES (?1, ?2)")?
        .execute(params![now, what])?;
    let id = connection.last_insert_rowid();
    // A change that altered a subject twice is undone to the state before the first time.
    let mut insert = connection.prepare_cached(
        "INSERT OR IGNORE INTO change_item (change, paper_id, subject, before) VALUES (?1, ?2, ?3, ?4)",
    )?;
    for Item { subject, before } in items {
        insert.execute(params![id, subject.paper_id(), subject.text(), before])?;
    }
    connection
        .prepare_cached("DELETE FROM change WHERE id <= (SELECT id FROM change ORDER BY id DESC LIMIT 1 OFFSET ?1)")?
        .execute([MAX_CHANGES])?;
    Ok(Some(id))
}

fn take_back(connection: &Connection, change: i64, now: i64) -> rusqlite::Result<Vec<PaperId>> {
    let items: Vec<Item> = connection
        .prepare_cached("SELECT paper_id, subject, before FROM change_item WHERE change = ?1")?
        .query_map([change], |row| {
            let (paper_id, subject) = (row.get_ref(0)?.as_str()?, row.get_ref(1)?.as_str()?);
            let subject = Subject::parse(paper_id, subject).ok_or_else(|| unreadable(1))?;
            Ok(Item { subject, before: row.get(2)? })
        })?
        .collect::<Result<_, _>>()?;
    let mut log = Appender::begin(connection, now)?;
    let mut restored = Vec::new();
    for Item { subject, before } in items {
        let (paper_id, text) = (subject.paper_id(), subject.text());
        let newer: Option<i64> = connection
            .prepare_cached("SELECT min(change) FROM change_item WHERE paper_id = ?1 AND subject = ?2 AND change > ?3")?
            .query_row(params![paper_id, text, change], |row| row.get(0))?;
        if let Some(newer) = newer {
            connection
                .prepare_cached("UPDATE change_item SET before = ?4 WHERE change = ?3 AND paper_id = ?1 AND subject = ?2")?
                .execute(params![paper_id, text, newer, before])?;
        } else {
            let before =
                Statement::parse(subject.clone(), before.as_deref()).map_err(|_| unreadable(2))?;
            log.append(&spelled(connection, before)?)?;
            restored.push(subject);
        }
    }
    log.finish()?;
    index_again(connection, restored.iter())?;
    connection.prepare_cached("DELETE FROM change WHERE id = ?1")?.execute([change])?;
    // The items of one paper follow each other.
    let mut ids: Vec<PaperId> = restored.iter().filter_map(Subject::paper).cloned().collect();
    ids.dedup();
    Ok(ids)
}

fn unreadable(column: usize) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(
        column,
        Type::Text,
        Box::new(FromSqlError::Other("not what the journal holds".into())),
    )
}
