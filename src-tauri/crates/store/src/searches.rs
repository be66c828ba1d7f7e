//! Saved searches and the search history.

use crate::log::{Statement, UserChange};
use crate::tags::{fold, tidy};
use crate::{Change, SavedSearch, Store, StoreError};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};

/// The most queries that are remembered.
const MAX_REMEMBERED: i64 = 200;
/// What the journal calls a change of a saved search.
const CHANGE_KIND: &str = "saved";

impl Store {
    /// The saved searches, the oldest first.
    pub fn saved_searches(&self) -> Result<Vec<SavedSearch>, StoreError> {
        self.read(|connection| {
            let mut statement = connection
                .prepare_cached("SELECT name, query FROM saved_search ORDER BY added, folded")?;
            // One that is no text any more is left out: the check of all rows finds it.
            let saved = statement.query_map([], |row| {
                Ok(row
                    .get(0)
                    .ok()
                    .zip(row.get(1).ok())
                    .map(|(name, query)| SavedSearch { name, query }))
            })?;
            saved.filter_map(Result::transpose).collect()
        })
    }

    /// The saved search of a name.
    pub fn saved_search(&self, name: &str) -> Result<Option<SavedSearch>, StoreError> {
        self.read(|connection| {
            Ok(saved(connection, &fold(name))?
                .map(|saved| SavedSearch { name: saved.name, query: saved.query }))
        })
    }

    /// Saves a query under a name, in place of what had the name. Names are compared as tags are.
    pub fn save_search(
        &self,
        name: &str,
        query: &str,
        now: Timestamp,
    ) -> Result<Change, StoreError> {
        let now = now.as_millisecond();
        self.write(|connection| {
            let before = saved(connection, &fold(name))?;
            let added = before.as_ref().map_or(now, |before| before.added);
            let after = Saved { name: tidy(name), query: query.to_owned(), added };
            change(connection, now, vec![(fold(name), before, Some(after))])
        })
    }

    /// Removes a saved search; an unknown name changes nothing.
    pub fn remove_saved(&self, name: &str, now: Timestamp) -> Result<Change, StoreError> {
        self.write(|connection| {
            let before = saved(connection, &fold(name))?;
            change(connection, now.as_millisecond(), vec![(fold(name), before, None)])
        })
    }

    /// Renames a saved search, which keeps its place; an unknown name changes nothing. `None`:
    /// another search has the new name already.
    pub fn rename_saved(
        &self,
        name: &str,
        to: &str,
        now: Timestamp,
    ) -> Result<Option<Change>, StoreError> {
        let (old, new) = (fold(name), fold(to));
        self.write(|connection| {
            let Some(before) = saved(connection, &old)? else {
                return change(connection, 0, Vec::new()).map(Some);
            };
            let after = Saved { name: tidy(to), ..before.clone() };
            let steps = if old == new {
                vec![(old, Some(before), Some(after))]
            } else if saved(connection, &new)?.is_none() {
                vec![(old, Some(before), None), (new, None, Some(after))]
            } else {
                return Ok(None);
            };
            change(connection, now.as_millisecond(), steps).map(Some)
        })
    }

    /// The search history, the newest first, without repetitions.
    pub fn search_history(&self) -> Result<Vec<String>, StoreError> {
        self.read(|connection| {
            let mut statement =
                connection.prepare_cached("SELECT query FROM search_history ORDER BY id DESC")?;
            statement
                .query_map([], |row| Ok(row.get(0).ok()))?
                .filter_map(Result::transpose)
                .collect()
        })
    }

    /// Remembers a query as the newest; the oldest beyond two hundred are forgotten.
    pub fn remember_search(&self, query: &str) -> Result<(), StoreError> {
        self.write(|connection| {
            connection.prepare_cached("DELETE FROM search_history WHERE query = ?1")?.execute([query])?;
            connection.prepare_cached("INSERT INTO search_history (query) VALUES (?1)")?.execute([query])?;
            connection
                .prepare_cached(
                    "DELETE FROM search_history WHERE id <= (SELECT id FROM search_history ORDER BY id DESC LIMIT 1 OFFSET ?1)",
                )?
                .execute([MAX_REMEMBERED])
                .map(drop)
        })
    }

    /// Forgets a query, or all of them.
    pub fn forget_search(&self, query: Option<&str>) -> Result<(), StoreError> {
        self.write(|connection| {
            connection
                .prepare_cached("DELETE FROM search_history WHERE query = ?1 OR ?1 IS NULL")?
                .execute([query])
                .map(drop)
        })
    }
}

/// A saved search as the table, the log and the journal hold it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Saved {
    pub(crate) name: String,
    pub(crate) query: String,
    pub(crate) added: i64,
}

pub(crate) fn saved(connection: &Connection, folded: &str) -> rusqlite::Result<Option<Saved>> {
    connection
        .prepare_cached("SELECT name, query, added FROM saved_search WHERE folded = ?1")?
        .query_row([folded], |row| {
            Ok(Saved { name: row.get(0)?, query: row.get(1)?, added: row.get(2)? })
        })
        .optional()
}

/// What had a folded name, and what has it from now on.
type Step = (String, Option<Saved>, Option<Saved>);

fn change(connection: &Connection, now: i64, steps: Vec<Step>) -> rusqlite::Result<Change> {
    let mut change = UserChange::begin(connection, now)?;
    for (folded, before, after) in steps.into_iter().filter(|(_, before, after)| before != after) {
        let statement = |search| Statement::SavedSearch { folded: folded.clone(), search };
        change.put(&statement(before), statement(after))?;
    }
    change.finish(CHANGE_KIND, Vec::new())
}
