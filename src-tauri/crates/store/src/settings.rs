//! Settings: texts by name.

use crate::{Store, StoreError};
use rusqlite::{Connection, OptionalExtension};

impl Store {
    /// A setting's value as it was put.
    pub fn setting(&self, key: &str) -> Result<Option<String>, StoreError> {
        self.read(|connection| {
            connection
                .prepare_cached("SELECT value FROM setting WHERE key = ?1")?
                .query_row([key], |row| row.get(0))
                .optional()
        })
    }

    /// Puts a setting; `None` removes it.
    pub fn set_setting(&self, key: &str, value: Option<&str>) -> Result<(), StoreError> {
        self.write(|connection| put_setting(connection, key, value))
    }
}

pub(crate) fn put_setting(
    connection: &Connection,
    key: &str,
    value: Option<&str>,
) -> rusqlite::Result<()> {
    match value {
        Some(value) => connection
            .prepare_cached("INSERT OR REPLACE INTO setting (key, value) VALUES (?1, ?2)")?
            .execute([key, value]),
        None => connection.prepare_cached("DELETE FROM setting WHERE key = ?1")?.execute([key]),
    }
    .map(drop)
}
