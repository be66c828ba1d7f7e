//! What is readable in a damaged library, put into a sound one.

use super::pages::{PageNumber, Pages};
use super::shape::Shape;
use super::walk::{Lost, Walk};
use crate::documents::{Text, digest_of};
use crate::schema::TABLES;
use paperboy_paper::{PaperId, ReadingSource};
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params_from_iter};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::path::Path;

/// Tables whose rows are only ever added: a row that can't be read any more is still right in an older copy.
/// Of all other tables the damaged file's rows stand alone when all of them were read, so that nothing taken back returns.
const ONLY_ADDED: [&str; 9] =
    ["day", "document", "paper", "paper_detail", "report", "document_report", "article", "answer", "writing"];

/// Where the root page of each table and index is.
pub(super) struct Roots(pub(super) HashMap<String, PageNumber>);

/// Puts every readable row of the database in `damaged` into `target`, a sound library of the same schema, and mends what refers to
/// rows that are lost. `backup` is the file that `target` began from: where `damaged` lists no place of a table, it does.
pub(super) fn merge(target: &Connection, damaged: &Path, backup: Option<&Path>) -> rusqlite::Result<Lost> {
    let unreadable = |error: std::io::Error| crate::error::damage(error.to_string());
    let mut roots = Roots::of(Pages::open(damaged).map_err(unreadable)?);
    if let Some(pages) = backup.and_then(|backup| Pages::open(backup).ok()) {
        for (name, root) in Roots::of(pages).0 {
            roots.0.entry(name).or_insert(root);
        }
    }
    let mut walk = Walk::new(Pages::open(damaged).map_err(unreadable)?);
    let mut total = Lost::default();
    let mut incomplete = Vec::new();
    for table in TABLES.into_iter().filter(|table| *table != "library") {
        let Some(shape) = shape(target, table)? else { continue };
        let lost = match roots.0.remove(table) {
            Some(root) => take_table(target, &shape, |take| walk.rows(root, shape.has_rowid, take))?,
            None => Lost { rows: 0, pages: 1 },
        };
        if lost.pages > 0 {
            incomplete.push(shape);
        }
        total.rows += lost.rows;
        total.pages += lost.pages;
    }
    // The pages of indexes are met too, so that no entry of theirs is taken for a row.
    for root in roots.0.into_values() {
        walk.rows(root, false, &mut |_| true);
    }
    for shape in incomplete {
        take_strays(target, &shape, &mut walk)?;
    }
    mend(target)?;
    Ok(total)
}

/// A table of the target; `None` where its schema is older than that table.
fn shape(target: &Connection, table: &'static str) -> rusqlite::Result<Option<Shape>> {
    Shape::of(target, table).optional()
}

impl Roots {
    pub(super) fn of(pages: Pages) -> Self {
        let mut roots = HashMap::new();
        Walk::new(pages).rows(1, true, &mut |(_, values)| match values.as_slice() {
            [Value::Text(_), Value::Text(name), Value::Text(_), Value::Integer(root), ..] => {
                if let Ok(root) = PageNumber::try_from(*root) {
                    roots.insert(name.clone(), root);
                }
                true
            }
            _ => false,
        });
        Self(roots)
    }
}

/// Reads a table by `walk` and puts its rows into the target.
fn take_table(
    target: &Connection,
    shape: &Shape,
    walk: impl FnOnce(&mut dyn FnMut((i64, Vec<Value>)) -> bool) -> Lost,
) -> rusqlite::Result<Lost> {
    if ONLY_ADDED.contains(&shape.table) {
        let mut put = Put::new(target, shape)?;
        let lost = walk(&mut |(rowid, values)| put.row(rowid, values));
        return put.failed.map_or(Ok(lost), Err);
    }
    let mut rows = Vec::new();
    let lost = walk(&mut |(rowid, values)| match shape.fit(rowid, values).filter(|row| is_true(shape, row)) {
        Some(row) => {
            rows.push(row);
            true
        }
        None => false,
    });
    if lost.is_nothing() {
        target.execute(&format!("DELETE FROM main.{}", shape.table), [])?;
    }
    let mut put = Put::new(target, shape)?;
    rows.into_iter().for_each(|row| put.fitting(&row));
    put.failed.map_or(Ok(lost), Err)
}

fn take_strays(target: &Connection, shape: &Shape, walk: &mut Walk) -> rusqlite::Result<()> {
    let mut put = Put::new(target, shape)?;
    walk.strays(shape.has_rowid, &mut |(rowid, values)| put.row(rowid, values));
    put.failed.map_or(Ok(()), Err)
}

/// Rows on their way into a table of the target.
struct Put<'a> {
    target: &'a Connection,
    shape: &'a Shape,
    /// The ids of the papers that an older copy has, by their keys: they never change.
    ids: HashMap<i64, String>,
    /// The first error that is not the row's own fault.
    failed: Option<rusqlite::Error>,
}

impl<'a> Put<'a> {
    fn new(target: &'a Connection, shape: &'a Shape) -> rusqlite::Result<Self> {
        let ids = if shape.table == "paper" {
            target.prepare("SELECT key, id FROM paper")?.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?
        } else {
            HashMap::new()
        };
        Ok(Self { target, shape, ids, failed: None })
    }

    fn row(&mut self, rowid: i64, values: Vec<Value>) -> bool {
        let Some(row) = self.shape.fit(rowid, values).filter(|row| is_true(self.shape, row)) else { return false };
        if self.contradicts(&row) {
            return false;
        }
        self.fitting(&row);
        true
    }

    fn fitting(&mut self, row: &[Value]) {
        let put = self.target.prepare_cached(&self.shape.insert(row.len())).and_then(|mut insert| insert.execute(params_from_iter(row)));
        match put.map_err(|error| (error.sqlite_error_code(), error)) {
            // A damaged value breaks a rule of its table: the row is left out.
            Ok(_) | Err((Some(rusqlite::ErrorCode::ConstraintViolation | rusqlite::ErrorCode::TypeMismatch), _)) => {}
            Err((_, error)) => self.failed = self.failed.take().or(Some(error)),
        }
    }

    fn contradicts(&self, row: &[Value]) -> bool {
        match row {
            [Value::Integer(key), Value::Text(id), ..] => self.ids.get(key).is_some_and(|known| known != id),
            _ => false,
        }
    }
}

/// Whether a row holds what it says of itself: its checksum, or the form of an id.
fn is_true(shape: &Shape, row: &[Value]) -> bool {
    let value = |name| shape.column(name).and_then(|column| row.get(column)).unwrap_or(&Value::Null);
    let text = |name| match value(name) {
        Value::Text(text) => text.as_str(),
        _ => "",
    };
    let blob = |name| match value(name) {
        Value::Blob(blob) => blob.as_slice(),
        _ => &[],
    };
    let is_id = |text: &str| PaperId::parse(text).is_some_and(|id| id.as_str() == text);
    match shape.table {
        "document" => Sha256::digest(blob("raw")).as_slice() == blob("sha256"),
        "report" => {
            let source = ReadingSource::from_key(text("reading_source"));
            digest_of(&Text { writer: text("writer"), source, title: text("title"), body: text("body") }) == blob("digest")
        }
        "paper" => is_id(text("id")),
        "mark" | "tag" | "note" | "chosen_version" | "to_write" => is_id(text("paper_id")),
        "change_item" => text("paper_id").is_empty() || is_id(text("paper_id")),
        _ => true,
    }
}

/// Makes whole what refers to rows that are lost, and what repeats other rows.
fn mend(target: &Connection) -> rusqlite::Result<()> {
    target.execute_batch(include_str!("mend.sql"))
}

/// Whether every document and every report in a library is what was stored.
pub(super) fn texts_are_true(connection: &Connection) -> rusqlite::Result<bool> {
    for table in ["document", "report", "paper", "mark", "tag", "note", "chosen_version", "to_write", "change_item"] {
        let Some(shape) = shape(connection, table)? else { continue };
        let mut statement = connection.prepare(&format!("SELECT * FROM main.{table}"))?;
        let columns = statement.column_count();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let values = (0..columns).map(|column| row.get(column)).collect::<rusqlite::Result<Vec<Value>>>()?;
            if !is_true(&shape, &values) {
                return Ok(false);
            }
        }
    }
    Ok(true)
}
