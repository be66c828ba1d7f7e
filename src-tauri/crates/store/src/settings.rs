//! Settings: texts by name.

use crate::{Store, StoreError};
use rusqlite::{Connection, OptionalExtension};

impl Store {
    /// A setting's stored value.
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

    /// Puts a setting where it is missing or comes earlier in the order of bytes; false: it is left as
    /// it was. Of several programs that raise it to one value, one gets true.
    pub fn raise_setting(&self, key: &str, value: &str) -> Result<bool, StoreError> {
        self.write(|connection| {
            let sql = "INSERT INTO setting (key, value) VALUES (?1, ?2) \
                       ON CONFLICT (key) DO UPDATE SET value = excluded.value WHERE value < excluded.value";
            connection.prepare_cached(sql)?.execute([key, value]).map(|rows| rows > 0)
        })
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
