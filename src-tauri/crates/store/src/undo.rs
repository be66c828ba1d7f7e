//! The journal of the reader's changes, and taking them back.
//!
//! A change is kept as its items: what one thing (a mark, a tag, the note) on one paper, or one
//! saved search, was before. The items of one thing form a chain, each one's `before` being what
//! the one before it led to. Taking back the newest of a chain puts its `before` back. Taking back
//! an older one leaves what the reader did since as it stands and hands its `before` on to the next
//! newer item: as if it had never been, so that taking back everything, in whatever order, ends
//! where all began.

use crate::marks::{column, set_mark};
use crate::notes::write_note;
use crate::searches::{self, write_saved};
use crate::tags::{set_tag, touch_id};
use crate::versions::{CHOICE, choose};
use crate::{Mark, Store, StoreError, Undone};
use jiff::Timestamp;
use paperboy_paper::PaperId;
use rusqlite::types::{FromSqlError, Type};
use rusqlite::{Connection, OptionalExtension, params};
use serde::de::DeserializeOwned;

/// How many changes can be taken back.
const KEPT: i64 = 200;

impl Store {
    /// Takes back one change of the reader's, or the newest not yet taken back; `None` when there
    /// is no such change (any more).
    ///
    /// What a newer change did to the same thing on the same paper stands: such papers are not
    /// among [`Undone::ids`].
    pub fn undo(&self, change: Option<i64>, _now: Timestamp) -> Result<Option<Undone>, StoreError> {
        let sql =
            "SELECT id, what FROM change WHERE id = ?1 OR ?1 IS NULL ORDER BY id DESC LIMIT 1";
        self.write(|connection| {
            let found = connection
                .prepare_cached(sql)?
                .query_row([change], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?;
            let Some((id, what)) = found else { return Ok(None) };
            Ok(Some(Undone { ids: take_back(connection, id)?, what }))
        })
    }
}

/// One thing on one paper that a change altered.
pub(crate) struct Item {
    /// Empty where it stands on no paper.
    pub(crate) paper_id: String,
    pub(crate) subject: String,
    pub(crate) before: Option<String>,
}

impl Item {
    /// `before`: JSON; `None`: it was not there.
    pub(crate) fn new(id: &PaperId, subject: impl Into<String>, before: Option<String>) -> Self {
        Self { paper_id: id.to_string(), subject: subject.into(), before }
    }
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
    let mut insert = connection.prepare_cached(
        "INSERT INTO change_item (change, paper_id, subject, before) VALUES (?1, ?2, ?3, ?4)",
    )?;
    for item in items {
        insert.execute(params![id, item.paper_id, item.subject, item.before])?;
    }
    connection
        .prepare_cached("DELETE FROM change WHERE id <= (SELECT id FROM change ORDER BY id DESC LIMIT 1 OFFSET ?1)")?
        .execute([KEPT])?;
    Ok(Some(id))
}

fn take_back(connection: &Connection, change: i64) -> rusqlite::Result<Vec<PaperId>> {
    let mut ids: Vec<PaperId> = Vec::new();
    let items: Vec<Item> = connection
        .prepare_cached("SELECT paper_id, subject, before FROM change_item WHERE change = ?1")?
        .query_map([change], |row| {
            Ok(Item { paper_id: row.get(0)?, subject: row.get(1)?, before: row.get(2)? })
        })?
        .collect::<Result<_, _>>()?;
    for item in items {
        let newer: Option<i64> = connection
            .prepare_cached("SELECT min(change) FROM change_item WHERE paper_id = ?1 AND subject = ?2 AND change > ?3")?
            .query_row(params![item.paper_id, item.subject, change], |row| row.get(0))?;
        if let Some(newer) = newer {
            connection
                .prepare_cached("UPDATE change_item SET before = ?4 WHERE change = ?3 AND paper_id = ?1 AND subject = ?2")?
                .execute(params![item.paper_id, item.subject, newer, item.before])?;
        } else {
            put_back(connection, &item)?;
            // The items of one paper stand side by side.
            ids.extend(PaperId::parse(&item.paper_id).filter(|id| ids.last() != Some(id)));
        }
    }
    connection.prepare_cached("DELETE FROM change WHERE id = ?1")?.execute([change])?;
    Ok(ids)
}

fn put_back(connection: &Connection, item: &Item) -> rusqlite::Result<()> {
    let id = item.paper_id.as_str();
    if let Some(mark) = [Mark::Read, Mark::Starred, Mark::Later]
        .into_iter()
        .find(|mark| column(*mark) == item.subject)
    {
        return set_mark(connection, id, mark, before(item)?);
    }
    if let Some(folded) = item.subject.strip_prefix(searches::SUBJECT) {
        return write_saved(connection, folded, before(item)?.as_ref());
    }
    match item.subject.strip_prefix("tag:") {
        Some(folded) => set_tag(connection, id, folded, before::<String>(item)?.as_deref())?,
        None if item.subject == CHOICE => {
            choose(connection, id, before::<String>(item)?.as_deref())?
        }
        None => write_note(connection, id, before(item)?.as_ref())?,
    }
    touch_id(connection, id)
}

fn before<T: DeserializeOwned>(item: &Item) -> rusqlite::Result<Option<T>> {
    let unreadable = |_| {
        rusqlite::Error::FromSqlConversionFailure(
            2,
            Type::Text,
            Box::new(FromSqlError::Other("not what the journal holds".into())),
        )
    };
    item.before.as_deref().map(|json| serde_json::from_str(json).map_err(unreadable)).transpose()
}
