//! Salvage: the log and the derived tables complete each other where rows of either are lost; and the
//! statements of another library are added.

use super::append::{Appender, facts};
use super::change::spelled;
use super::derive::statements;
use super::fact::in_force;
use super::subject::{Kind, Statement, Subject};
use rusqlite::Connection;
use std::collections::HashMap;

/// The time of facts that are only in derived tables: right after the newest known one.
const NO_MOMENT: i64 = 0;

/// Restores lost rows of the tables from the log, and then lost facts of the log from the tables.
/// `is_log_whole`: every fact was read. `incomplete_kinds`: the kinds whose tables lost rows.
///
/// A row is removed only by a tombstone that no newer fact can have followed, and the rows of an
/// undamaged table stay as they are.
pub(crate) fn reconcile(
    connection: &Connection,
    is_log_whole: bool,
    incomplete_kinds: &[Kind],
) -> rusqlite::Result<()> {
    let rows = by_subject(connection)?;
    for (subject, fact) in in_force(facts(connection)?) {
        let is_incomplete = incomplete_kinds.contains(&subject.kind());
        let must_restore_row = match rows.get(&subject) {
            // A missing row may have been removed by a fact that is lost.
            None => !fact.statement.is_nothing() && (is_log_whole || is_incomplete),
            Some(row) => *row != fact.statement && is_log_whole && is_incomplete,
        };
        if must_restore_row {
            fact.statement.derive(connection)?;
        }
    }
    follow_tables(connection)
}

/// Adds the statements of another library on subjects that this one has no statement on.
pub(crate) fn add_missing(connection: &Connection, theirs: Vec<Statement>) -> rusqlite::Result<()> {
    let here = by_subject(connection)?;
    let mut log = Appender::begin(connection, NO_MOMENT)?;
    for statement in theirs {
        if !here.contains_key(&statement.subject()) {
            log.append(&spelled(connection, statement)?)?;
        }
    }
    log.finish()
}

/// Appends the statements of the derived tables that the log does not contain. The clock continues
/// from the newest fact.
fn follow_tables(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute(
        "UPDATE device SET clock = max(clock, (SELECT coalesce(max(time), 0) FROM fact))",
        [],
    )?;
    let mut known = in_force(facts(connection)?);
    let mut log = Appender::begin(connection, NO_MOMENT)?;
    for row in statements(connection)? {
        let fact = known.remove(&row.subject());
        if fact.is_none_or(|fact| fact.statement != row) {
            log.append_alone(&row)?;
        }
    }
    for (subject, fact) in known {
        if !fact.statement.is_nothing() {
            log.append_alone(&subject.nothing())?;
        }
    }
    log.finish()
}

fn by_subject(connection: &Connection) -> rusqlite::Result<HashMap<Subject, Statement>> {
    Ok(statements(connection)?.into_iter().map(|row| (row.subject(), row)).collect())
}
