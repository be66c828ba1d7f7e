//! Copies the readable content of a damaged library into a sound one.

use super::pages::{PageNumber, Pages};
use super::shape::Shape;
use super::walk::{Lost, Walk};
use crate::log::{self, Kind};
use crate::schema::TABLES;
use crate::sums;
use paperboy_paper::PaperId;
use rusqlite::types::Value;
use rusqlite::{Connection, ErrorCode, OptionalExtension, params_from_iter};
use std::collections::HashMap;
use std::path::Path;

/// Rows of these tables are never changed or removed, so rows of an older backup are still right.
/// For other tables, if all rows of the damaged file were read, only these are used: a row of the
/// backup may be one that the user removed later.
const APPEND_ONLY: [&str; 9] = [
    "day",
    "document",
    "paper",
    "paper_detail",
    "report",
    "document_report",
    "article",
    "answer",
    "writing",
];

/// Tables whose only row describes one file, and stays as it is in the target.
const NOT_COPIED: [&str; 2] = ["library", "device"];

/// Tables of a cache: what is lost of them is fetched again.
const FETCHED_AGAIN: [&str; 3] = ["image", "figures", "pdf"];

const LOG: &str = "fact";

/// The first lines of a note that was damaged on the disk.
const ALTERED_NOTE: &str = "⚠ 此笔记曾在磁盘上受损，个别字符可能有误。(This note was damaged on the disk; some characters may be wrong.)";

/// Where the root page of each table and index is.
pub(super) struct Roots(pub(super) HashMap<String, PageNumber>);

/// Copies every readable row of the database in `damaged` to `target`, a sound library of the same
/// schema, and repairs references to lost rows. `backup` is the file that `target` was made from:
/// it provides the root page of a table that `damaged` does not list.
pub(super) fn merge(
    target: &Connection,
    damaged: &Path,
    backup: Option<&Path>,
) -> rusqlite::Result<Lost> {
    let unreadable = |error: std::io::Error| crate::error::damage(error.to_string());
    let mut roots = Roots::of(Pages::open(damaged).map_err(unreadable)?);
    if let Some(pages) = backup.and_then(|backup| Pages::open(backup).ok()) {
        for (name, root) in Roots::of(pages).0 {
            roots.0.entry(name).or_insert(root);
        }
    }
    let mut walk = Walk::new(Pages::open(damaged).map_err(unreadable)?);
    let mut lost_of = HashMap::new();
    let mut incomplete = Vec::new();
    for table in TABLES.into_iter().filter(|table| !NOT_COPIED.contains(table)) {
        let Some(shape) = shape(target, table)? else { continue };
        let lost = match roots.0.remove(table) {
            Some(root) => {
                take_table(target, &shape, |take| walk.rows(root, shape.has_rowid, take))?
            }
            None => Lost { rows: 0, pages: 1 },
        };
        if lost.pages > 0 {
            incomplete.push(shape);
        }
        lost_of.insert(table, lost);
    }
    // The pages of indexes are visited too, so that none of their entries passes for an unlinked
    // row.
    for root in roots.0.into_values() {
        walk.rows(root, false, &mut |_| true);
    }
    for shape in incomplete {
        take_unlinked_rows(target, &shape, &mut walk)?;
    }
    repair(target)?;
    reconcile(target, &mut lost_of)?;
    lost_of.retain(|table, _| !FETCHED_AGAIN.contains(table));
    Ok(lost_of.into_values().fold(Lost::default(), |total, lost| Lost {
        rows: total.rows + lost.rows,
        pages: total.pages + lost.pages,
    }))
}

/// Makes the log of facts and its derived tables consistent, and no longer counts a loss on one
/// side that the other side restores.
fn reconcile(
    target: &Connection,
    lost_of: &mut HashMap<&'static str, Lost>,
) -> rusqlite::Result<()> {
    // A library of an older schema has no log.
    let Some(log) = lost_of.get(LOG) else { return Ok(()) };
    let is_whole = |table: &str| lost_of.get(table).is_none_or(Lost::is_nothing);
    let is_log_whole = log.is_nothing();
    let incomplete_kinds: Vec<Kind> =
        Kind::ALL.iter().copied().filter(|kind| !is_whole(kind.table())).collect();
    log::reconcile(target, is_log_whole, &incomplete_kinds)?;
    if is_log_whole {
        lost_of.retain(|table, _| Kind::ALL.iter().all(|kind| kind.table() != *table));
    } else if incomplete_kinds.is_empty() {
        lost_of.remove(LOG);
    }
    Ok(())
}

/// The shape of a table of the target; `None` where its schema is older than that table.
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

/// Puts the rows that `read_rows` passes into the target. It returns what it could not read.
fn take_table(
    target: &Connection,
    shape: &Shape,
    read_rows: impl FnOnce(&mut dyn FnMut((i64, Vec<Value>)) -> bool) -> Lost,
) -> rusqlite::Result<Lost> {
    if APPEND_ONLY.contains(&shape.table) {
        let mut inserter = RowInserter::new(target, shape)?;
        let lost = read_rows(&mut |(rowid, values)| inserter.insert_if_valid(rowid, values));
        return inserter.first_error.map_or(Ok(lost), Err);
    }
    let mut rows = Vec::new();
    let mut altered_notes = Vec::new();
    let lost = read_rows(&mut |(rowid, values)| {
        let Some(row) = shape.fit(rowid, values) else { return false };
        let is_intact = is_intact(shape, &row);
        if is_intact {
            rows.push(row);
        } else if shape.table == "note" {
            altered_notes.push(row);
        }
        is_intact
    });
    if lost.is_nothing() {
        target.execute(&format!("DELETE FROM main.{}", shape.table), [])?;
    }
    let mut inserter = RowInserter::new(target, shape)?;
    rows.into_iter().for_each(|row| inserter.insert(&row));
    for row in altered_notes {
        put_altered_note(target, shape, &row)?;
    }
    inserter.first_error.map_or(Ok(lost), Err)
}

/// A note with a few altered characters is worth more than none; it begins with a warning, which is
/// shown and exported with it.
fn put_altered_note(target: &Connection, shape: &Shape, row: &[Value]) -> rusqlite::Result<()> {
    let [Value::Text(id), Value::Text(text), Value::Integer(changed), ..] = row else {
        return Ok(());
    };
    if PaperId::parse(id).is_none_or(|parsed| parsed.as_str() != id) {
        return Ok(());
    }
    let sum = shape.column("sum").and_then(|at| row.get(at));
    // A row that does not match its checksum has one.
    let sql = "SELECT text, sum FROM main.note WHERE paper_id = ?1";
    let older: Option<(String, Value)> =
        target.query_row(sql, [id], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    // With the same checksum, the user changed nothing since: the older copy is the undamaged note.
    let is_same_note =
        |(older, older_sum): &(String, Value)| Some(older_sum) == sum || older == text;
    if older.as_ref().is_some_and(is_same_note) {
        return Ok(());
    }
    let text = [older.map(|(older, _)| older), Some(format!("{ALTERED_NOTE}\n{text}"))]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join("\n\n");
    let sql = "INSERT OR REPLACE INTO main.note (paper_id, text, changed) VALUES (?1, ?2, ?3)";
    target.execute(sql, rusqlite::params![id, text, changed]).map(drop)
}

/// Inserts the rows of a table that are on pages to which no readable page leads.
fn take_unlinked_rows(target: &Connection, shape: &Shape, walk: &mut Walk) -> rusqlite::Result<()> {
    let mut inserter = RowInserter::new(target, shape)?;
    walk.unlinked_rows(shape.has_rowid, &mut |(rowid, values)| {
        inserter.insert_if_valid(rowid, values)
    });
    inserter.first_error.map_or(Ok(()), Err)
}

/// Inserts rows into a table of the target.
struct RowInserter<'a> {
    target: &'a Connection,
    shape: &'a Shape,
    /// For the table of papers: the ids that the target has already, by their keys. The id of a key
    /// never changes.
    ids: HashMap<i64, String>,
    /// The first error that a damaged row did not cause.
    first_error: Option<rusqlite::Error>,
}

impl<'a> RowInserter<'a> {
    fn new(target: &'a Connection, shape: &'a Shape) -> rusqlite::Result<Self> {
        let ids = if shape.table == "paper" {
            target
                .prepare("SELECT key, id FROM paper")?
                .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<Result<_, _>>()?
        } else {
            HashMap::new()
        };
        Ok(Self { target, shape, ids, first_error: None })
    }

    /// Inserts a row if it is an intact one of this table; returns whether it is.
    fn insert_if_valid(&mut self, rowid: i64, values: Vec<Value>) -> bool {
        let Some(row) = self.shape.fit(rowid, values) else { return false };
        if !is_intact(self.shape, &row) || self.contradicts(&row) {
            return false;
        }
        self.insert(&row);
        true
    }

    fn insert(&mut self, row: &[Value]) {
        let inserted = self
            .target
            .prepare_cached(&self.shape.insert(row.len()))
            .and_then(|mut insert| insert.execute(params_from_iter(row)));
        match inserted.map_err(|error| (error.sqlite_error_code(), error)) {
            // A damaged value breaks a rule of its table: the row is left out.
            Ok(_) | Err((Some(ErrorCode::ConstraintViolation | ErrorCode::TypeMismatch), _)) => {}
            Err((_, error)) => self.first_error = self.first_error.take().or(Some(error)),
        }
    }

    /// Whether the target has another id for the key of a paper.
    fn contradicts(&self, row: &[Value]) -> bool {
        match row {
            [Value::Integer(key), Value::Text(id), ..] => {
                self.ids.get(key).is_some_and(|known| known != id)
            }
            _ => false,
        }
    }
}

/// Whether a row matches its checksum or digest.
fn is_intact(shape: &Shape, row: &[Value]) -> bool {
    sums::is_intact(shape.table, |name| row.get(shape.column(name)?))
}

/// Removes references to lost rows, and derives the columns again that repeat other rows.
pub(super) fn repair(target: &Connection) -> rusqlite::Result<()> {
    for sql in include_str!("repair.sql").split_inclusive(";\n") {
        match target.prepare(sql) {
            Ok(mut statement) => drop(statement.execute([])?),
            // An older schema lacks the table or the column: there is nothing to repair.
            Err(rusqlite::Error::SqlInputError { .. }) => {}
            // SQLite reports some of these errors without the place in the text.
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::Unknown) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}
