//! The form of a table's rows, so that rows of other tables are recognised.

use rusqlite::Connection;
use rusqlite::types::Value;

/// A table of today's schema, or of the one the damaged file has.
pub(super) struct Shape {
    pub(super) table: &'static str,
    pub(super) has_rowid: bool,
    columns: Vec<Column>,
}

struct Column {
    name: String,
    kind: Kind,
    not_null: bool,
    has_default: bool,
    /// The column of the row's number, which is empty in the record.
    is_rowid: bool,
}

#[derive(Clone, Copy)]
enum Kind {
    Integer,
    Text,
    Blob,
}

impl Shape {
    pub(super) fn of(connection: &Connection, table: &'static str) -> rusqlite::Result<Self> {
        let without_rowid: bool = connection.query_row(
            "SELECT wr FROM pragma_table_list WHERE schema = 'main' AND name = ?1",
            [table],
            |row| row.get(0),
        )?;
        let mut statement =
            connection.prepare("SELECT name, type, \"notnull\", dflt_value IS NOT NULL, pk FROM pragma_table_info(?1) ORDER BY cid")?;
        let columns = statement.query_map([table], |row| {
            let kind = match row.get_ref(1)?.as_str()? {
                "INTEGER" => Kind::Integer,
                "TEXT" => Kind::Text,
                _ => Kind::Blob,
            };
            let is_key = row.get::<_, i64>(4)? > 0;
            let is_rowid = !without_rowid && is_key && matches!(kind, Kind::Integer);
            Ok(Column {
                name: row.get(0)?,
                kind,
                not_null: row.get(2)?,
                has_default: row.get(3)?,
                is_rowid,
            })
        })?;
        // Tables without row numbers store their key's columns first; all of ours declare them so.
        Ok(Self { table, has_rowid: !without_rowid, columns: columns.collect::<Result<_, _>>()? })
    }

    /// The row with its number in its place, when it can be one of this table. Columns that were
    /// added later may be missing at its end.
    pub(super) fn fit(&self, rowid: i64, mut values: Vec<Value>) -> Option<Vec<Value>> {
        if values.is_empty() || values.len() > self.columns.len() {
            return None;
        }
        let missing_is_fine = |column: &Column| !column.not_null || column.has_default;
        if !self.columns[values.len()..].iter().all(missing_is_fine) {
            return None;
        }
        for (value, column) in values.iter_mut().zip(&self.columns) {
            if column.is_rowid {
                if *value != Value::Null {
                    return None;
                }
                *value = Value::Integer(rowid);
            }
            let fits = match (&value, column.kind) {
                (Value::Null, _) => !column.not_null,
                (Value::Integer(_), Kind::Integer)
                | (Value::Text(_), Kind::Text)
                | (Value::Blob(_), Kind::Blob) => true,
                _ => false,
            };
            if !fits {
                return None;
            }
        }
        Some(values)
    }

    /// The place of a column.
    pub(super) fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }

    /// A statement that replaces the row with the same key by one with this number of values.
    pub(super) fn insert(&self, values: usize) -> String {
        let names: Vec<&str> =
            self.columns[..values].iter().map(|column| column.name.as_str()).collect();
        let places = vec!["?"; values].join(", ");
        format!(
            "INSERT OR REPLACE INTO main.{} (\"{}\") VALUES ({places})",
            self.table,
            names.join("\", \"")
        )
    }
}
