//! The form of values in columns.

use crate::{Checked, Outcomes};
use jiff::Timestamp;
use paperboy_paper::{Date, PaperId, ReadingReason, ReadingSource};
use rusqlite::types::{FromSqlError, Type};
use rusqlite::{Connection, OptionalExtension, Row};

pub(crate) fn paper_id(row: &Row<'_>, column: usize) -> rusqlite::Result<PaperId> {
    let text = row.get_ref(column)?.as_str()?;
    PaperId::parse(text)
        .filter(|id| id.as_str() == text)
        .ok_or_else(|| unreadable(column, "no arXiv id"))
}

pub(crate) fn date(row: &Row<'_>, column: usize) -> rusqlite::Result<Date> {
    row.get_ref(column)?.as_str()?.parse().map_err(|_| unreadable(column, "no date"))
}

/// Reads dates with spaces between them; a damaged date is skipped, and the others are read.
pub(crate) fn dates(row: &Row<'_>, column: usize) -> rusqlite::Result<Vec<Date>> {
    let text = row.get_ref(column)?.as_bytes_or_null()?.unwrap_or_default();
    let words = text.split(|byte| *byte == b' ').filter_map(|word| std::str::from_utf8(word).ok());
    Ok(words.filter_map(|word| word.parse().ok()).collect())
}

pub(crate) fn strings(row: &Row<'_>, column: usize) -> rusqlite::Result<Vec<String>> {
    let text = row.get_ref(column)?.as_str_or_null()?.unwrap_or("[]");
    serde_json::from_str(text).map_err(|_| unreadable(column, "no JSON array of texts"))
}

pub(crate) fn moment(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<Timestamp>> {
    let milliseconds: Option<i64> = row.get(column)?;
    milliseconds
        .map(|ms| Timestamp::from_millisecond(ms).map_err(|_| unreadable(column, "no moment")))
        .transpose()
}

/// A source that this Paperboy does not know is no source.
pub(crate) fn reading_source(
    row: &Row<'_>,
    column: usize,
) -> rusqlite::Result<Option<ReadingSource>> {
    Ok(row.get_ref(column)?.as_str_or_null()?.and_then(ReadingSource::from_key))
}

/// Why a paper was not read.
pub(crate) fn reading_reasons(
    row: &Row<'_>,
    column: usize,
) -> rusqlite::Result<Vec<ReadingReason>> {
    let stored = row.get_ref(column)?.as_str_or_null()?;
    Ok(stored.map(ReadingReason::from_stored).unwrap_or_default())
}

/// The numbers of a check in six columns, in the order of `checked`; without the first two nothing
/// was looked up.
pub(crate) fn checked(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<Checked>> {
    let number = |at: usize| row.get::<_, Option<u32>>(column + at);
    let (Some(figures), Some(found)) = (number(0)?, number(1)?) else { return Ok(None) };
    let outcomes = match (number(2)?, number(3)?, number(4)?, number(5)?) {
        (Some(computed), Some(another_owner), Some(another_direction), Some(not_checked)) => {
            let missing = figures.saturating_sub(found);
            Some(Outcomes {
                found: found.saturating_sub(computed),
                computed,
                another_owner,
                another_direction,
                not_found: missing.saturating_sub(another_owner.saturating_add(another_direction)),
                not_checked,
            })
        }
        _ => None,
    };
    Ok(Some(Checked { figures, found, outcomes }))
}

pub(crate) fn unreadable(column: usize, why: &str) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(
        column,
        Type::Text,
        Box::new(FromSqlError::Other(why.into())),
    )
}

/// The database's key of a paper.
pub(crate) fn key_of(connection: &Connection, id: &PaperId) -> rusqlite::Result<Option<i64>> {
    connection
        .prepare_cached("SELECT key FROM paper WHERE id = ?1")?
        .query_row([id.as_str()], |row| row.get(0))
        .optional()
}

/// The revision of the next change of searched data.
pub(crate) fn next_revision(connection: &Connection) -> rusqlite::Result<i64> {
    connection
        .prepare_cached("SELECT coalesce(max(revision), 0) + 1 FROM paper")?
        .query_row([], |row| row.get(0))
}

/// Gives a paper a new revision, because its searched data has changed.
pub(crate) fn touch(connection: &Connection, key: i64) -> rusqlite::Result<()> {
    let revision = next_revision(connection)?;
    connection
        .prepare_cached("UPDATE paper SET revision = ?2 WHERE key = ?1")?
        .execute([key, revision])
        .map(drop)
}
