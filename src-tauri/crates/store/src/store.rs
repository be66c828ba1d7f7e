//! The open library: its connections, and what all parts of the crate do with them.

use crate::connection::{Readers, Reading, lock};
use crate::error::{damage, database_error};
use crate::files::{Files, Identity, exists};
use crate::{Access, StoreError, schema, sums};
use rusqlite::{Connection, Transaction, TransactionBehavior};
use std::sync::Mutex;

/// An open library. Methods may be called from any thread; a reader never waits for a writer.
pub struct Store {
    pub(crate) files: Files,
    pub(crate) migrations: &'static [&'static str],
    identity: Option<Identity>,
    readers: Readers,
    /// Sees every change as another connection's; only [`change_stamp`](Self::change_stamp) asks it.
    listener: Mutex<Option<Connection>>,
    /// `None`: the library can only be read.
    pub(crate) writer: Option<Mutex<Connection>>,
}

impl Store {
    pub(crate) fn new(files: Files, migrations: &'static [&'static str], writer: Option<Connection>, reading: Reading) -> Self {
        Self {
            identity: Identity::of(&files.library()),
            readers: Readers::new(files.clone(), reading),
            listener: Mutex::default(),
            writer: writer.map(Mutex::new),
            migrations,
            files,
        }
    }

    /// Whether this library can be written.
    pub fn access(&self) -> Access {
        if self.writer.is_some() { Access::ReadWrite } else { Access::ReadOnly }
    }

    /// Names this library's line of history; another after a restore or recovery, so that caches know they are stale.
    pub fn history_id(&self) -> Result<String, StoreError> {
        self.read(|connection| connection.query_row("SELECT history_id FROM library", [], |row| row.get(0)))
    }

    /// Rises with every change of what is searched. It is the highest revision of a paper.
    pub fn revision(&self) -> Result<u64, StoreError> {
        self.read(|connection| {
            connection.query_row("SELECT coalesce(max(revision), 0) FROM paper", [], |row| row.get(0)).map(i64::cast_unsigned)
        })
    }

    /// Another value whenever any connection, also another process's, has changed the database. Only to be compared with earlier ones of the same `Store`.
    pub fn change_stamp(&self) -> Result<i64, StoreError> {
        let mut listener = lock(&self.listener);
        let stamp = match listener.as_ref() {
            Some(connection) => stamp(connection),
            None => self.readers.open().and_then(|connection| stamp(listener.insert(connection))),
        };
        stamp.map_err(|error| self.told(error))
    }

    /// SQLite's integrity and foreign-key checks, and the checksums of rows: what is wrong, empty when nothing is. Seconds on a large library.
    /// Once damage is found, no program changes this library until it was made whole.
    pub fn check(&self) -> Result<Vec<String>, StoreError> {
        let checked = self.read(|connection| {
            if !schema::is_led_to_by(connection, self.migrations)? {
                return Ok(vec!["the schema is not what was stored".to_owned()]);
            }
            wrong(connection)
        });
        let wrong = match checked {
            // Damage can be such that the check itself stumbles over it.
            Err(StoreError::Damaged(error)) => vec![error.to_string()],
            checked => checked?,
        };
        if !wrong.is_empty() && self.writer.is_some() {
            self.files.mark_damaged(&wrong);
        }
        Ok(wrong)
    }

    /// How many papers are kept.
    pub fn paper_count(&self) -> Result<u64, StoreError> {
        self.read(|connection| connection.query_row("SELECT count(*) FROM paper", [], |row| row.get(0)).map(i64::cast_unsigned))
    }

    /// Runs a read that sees one state of the library throughout.
    pub(crate) fn read<T>(&self, read: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, StoreError> {
        self.readers.read(read).map_err(|error| self.told(error))
    }

    /// Runs a write: all of it is kept, on the disk, or none.
    pub(crate) fn write<T>(&self, write: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>) -> Result<T, StoreError> {
        let mut writer = lock(self.writer.as_ref().ok_or(StoreError::ReadOnly)?);
        self.ensure_there()?;
        if exists(&self.files.damage_mark()) {
            return Err(StoreError::Damaged(damage("the library is known to be damaged")));
        }
        let transaction = writer.transaction_with_behavior(TransactionBehavior::Immediate).map_err(|error| self.told(error))?;
        let rows = transaction.total_changes();
        let value = write(&transaction).map_err(|error| self.told(error))?;
        let rows = transaction.total_changes() - rows;
        if rows > 0 {
            let sql = "UPDATE library SET revision = revision + ?1";
            let counted = transaction.prepare_cached(sql).and_then(|mut count| count.execute([rows.cast_signed()]));
            counted.map_err(|error| self.told(error))?;
        }
        self.ensure_there()?;
        transaction.commit().map_err(|error| self.told(error))?;
        Ok(value)
    }

    /// A removed file can still be written through an open handle, and everything in it is lost at the end: so it is looked for by name.
    pub(crate) fn ensure_there(&self) -> Result<(), StoreError> {
        let there = Identity::of(&self.files.library());
        if there.is_some() && there == self.identity { Ok(()) } else { Err(StoreError::Gone(self.files.folder().to_owned())) }
    }

    pub(crate) fn told(&self, error: rusqlite::Error) -> StoreError {
        database_error(&self.files, error)
    }
}

fn stamp(connection: &Connection) -> rusqlite::Result<i64> {
    connection.query_row("PRAGMA data_version", [], |row| row.get(0))
}

/// What SQLite's integrity and foreign-key checks find wrong, and which rows are not what was stored.
pub(crate) fn wrong(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut wrong = integrity(connection)?;
    if !wrong.is_empty() {
        return Ok(wrong);
    }
    let mut statement = connection.prepare("SELECT \"table\", rowid, parent FROM pragma_foreign_key_check LIMIT 100")?;
    let dangling = statement.query_map([], |row| {
        let (table, row, parent): (String, Option<i64>, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        Ok(format!("row {} of {table} refers to nothing in {parent}", row.unwrap_or_default()))
    })?;
    for line in dangling {
        wrong.push(line?);
    }
    wrong.extend(sums::altered(connection)?);
    Ok(wrong)
}

/// What SQLite's integrity check finds wrong.
pub(crate) fn integrity(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let lines: Vec<String> = connection.prepare("PRAGMA integrity_check")?.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(if lines == ["ok"] { Vec::new() } else { lines })
}
