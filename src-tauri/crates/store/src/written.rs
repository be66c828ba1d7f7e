//! Reports that Paperboy wrote, and the checks of all reports.

use crate::articles::{packed, unpacked};
use crate::columns::{checked, key_of, moment, paper_id, touch};
use crate::documents::{Text, version};
use crate::versions::{outdate_choice, show_latest};
use crate::{AddedReport, Check, DayChecked, NewWritten, Record, Store, StoreError};
use jiff::Timestamp;
use paperboy_paper::{Date, PaperId};
use rusqlite::{Connection, OptionalExtension, params};

impl Store {
    /// Stores a report with its record and its check, and shows it, in one transaction: no partial
    /// report is ever shown. The paper leaves the queue, and the answers of the report count as
    /// used. A requested report replaces any other, even one that the user chose before; an
    /// automatic report is shown only where there is none. Returns whether it is the one that was
    /// shown before.
    pub fn add_written(
        &self,
        id: &PaperId,
        written: &NewWritten,
        now: Timestamp,
    ) -> Result<AddedReport, StoreError> {
        let claims = packed(&written.check.claims).map_err(|source| self.packing_failed(source))?;
        let now = now.as_millisecond();
        let added = self.write(|connection| {
            let Some(key) = key_of(connection, id)? else { return Ok(None) };
            let text = Text {
                writer: &written.writer,
                source: written.reading_source,
                title: &written.title,
                body: &written.body,
            };
            let number = version(connection, key, &text, now)?;
            put_record(connection, number, &written.record)?;
            put_check(connection, number, &written.check, &claims)?;
            let sql = "SELECT shown FROM paper WHERE key = ?1";
            let shown: Option<i64> =
                connection.prepare_cached(sql)?.query_row([key], |row| row.get(0))?;
            if written.is_requested {
                outdate_choice(connection, id, now)?;
            }
            if written.is_requested || shown.is_none() {
                show_latest(connection, key, number)?;
                touch(connection, key)?;
            }
            let mut used =
                connection.prepare_cached("UPDATE answer SET used = 1 WHERE digest = ?1")?;
            for digest in &written.answers {
                used.execute([digest])?;
            }
            connection
                .prepare_cached("DELETE FROM to_write WHERE paper_id = ?1")?
                .execute([id.as_str()])?;
            Ok(Some(AddedReport { number, unchanged: shown == Some(number) }))
        })?;
        added.ok_or_else(|| StoreError::UnknownPaper(id.clone()))
    }

    /// Keeps what a check of a version found, in place of an earlier one.
    pub fn put_check(&self, number: i64, check: &Check) -> Result<(), StoreError> {
        let claims = packed(&check.claims).map_err(|source| self.packing_failed(source))?;
        self.write(|connection| put_check(connection, number, check, &claims))
    }

    /// What the check of a version found; `None`: not looked up.
    pub fn check_of(&self, number: i64) -> Result<Option<Check>, StoreError> {
        let sql = "SELECT checker, article, whole, claims, figures, found, computed, another_owner, another_direction, not_checked
                   FROM checked WHERE report = ?1";
        let found = self.read(|connection| {
            let row = |row: &rusqlite::Row<'_>| {
                let Some(checked) = checked(row, 4)? else { return Ok(None) };
                Ok(Some(Check {
                    checker: row.get(0)?,
                    article: moment(row, 1)?,
                    whole: row.get(2)?,
                    checked,
                    claims: row.get(3)?,
                }))
            };
            connection.prepare_cached(sql)?.query_row([number], row).optional()
        })?;
        let Some(check) = found.flatten() else { return Ok(None) };
        let claims = unpacked(&check.claims).map_err(|source| self.packing_failed(source))?;
        Ok(Some(Check { claims, ..check }))
    }

    /// The checks of the reports that a day's papers show, together.
    pub fn checked_on(&self, date: Date) -> Result<DayChecked, StoreError> {
        let sql = "SELECT count(c.report), count(p.shown) - count(c.report),
                     sum(c.figures), sum(c.found), sum(c.computed), sum(c.another_owner), sum(c.another_direction), sum(c.not_checked)
                   FROM day_paper d JOIN paper p ON p.key = d.paper
                   LEFT JOIN checked c ON c.report = p.shown AND c.computed IS NOT NULL
                   WHERE d.date = ?1";
        self.read(|connection| {
            let row = |row: &rusqlite::Row<'_>| {
                let sums = checked(row, 2)?;
                Ok(DayChecked {
                    outcomes: sums.and_then(|sums| sums.outcomes).unwrap_or_default(),
                    reports: row.get::<_, i64>(0)?.cast_unsigned(),
                    others: row.get::<_, i64>(1)?.cast_unsigned(),
                })
            };
            connection.prepare_cached(sql)?.query_row([date.to_string()], row)
        })
    }

    /// Whether the outcomes of all checks of shown reports are counted; an earlier version did not
    /// count them.
    pub fn outcomes_are_counted(&self) -> Result<bool, StoreError> {
        let sql = "SELECT NOT EXISTS (SELECT 1 FROM checked c CROSS JOIN paper p ON p.shown = c.report WHERE c.computed IS NULL)";
        self.read(|connection| connection.prepare_cached(sql)?.query_row([], |row| row.get(0)))
    }

    /// Papers changed after `revision` whose shown report needs a check: there was none, or the
    /// article was added or replaced since, or a checker of another version made it, or its
    /// outcomes were not counted. The oldest change first, each with its revision, at most `limit`.
    pub fn to_check(
        &self,
        revision: u64,
        checker: u32,
        limit: usize,
    ) -> Result<Vec<(PaperId, u64)>, StoreError> {
        let sql = "SELECT p.id, p.revision FROM paper p
                   LEFT JOIN article a ON a.paper = p.key
                   LEFT JOIN checked c ON c.report = p.shown
                   WHERE p.revision > ?1 AND p.shown IS NOT NULL
                     AND (a.paper IS NOT NULL OR EXISTS (SELECT 1 FROM reading e JOIN paper_detail d ON d.paper = e.paper
                                                         WHERE e.paper = p.key AND e.settled AND d.abstract IS NOT NULL))
                     AND (c.report IS NULL OR c.checker <> ?2 OR c.computed IS NULL OR c.article IS NOT a.fetched)
                   ORDER BY p.revision LIMIT ?3";
        let bounds = params![
            i64::try_from(revision).unwrap_or(i64::MAX),
            checker,
            i64::try_from(limit).unwrap_or(i64::MAX)
        ];
        self.read(|connection| {
            let row = |row: &rusqlite::Row<'_>| {
                Ok((paper_id(row, 0)?, row.get(1).map(i64::cast_unsigned)?))
            };
            connection.prepare_cached(sql)?.query_map(bounds, row)?.collect()
        })
    }
}

/// The first record of a version stays, also when the same text is written again.
pub(crate) fn put_record(
    connection: &Connection,
    number: i64,
    record: &Record,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT OR IGNORE INTO writing (report, language, prompt, reason, extracted, chars_read, chars, source, tokens_read, tokens_sent)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        )?
        .execute(params![
            number,
            record.language,
            record.prompt,
            record.reason,
            serde_json::Value::from(record.extracted.as_slice()).to_string(),
            record.read.cast_signed(),
            record.of.cast_signed(),
            record.source,
            record.cut.map(|cut| cut.read.cast_signed()),
            record.cut.map(|cut| cut.sent.cast_signed()),
        ])
        .map(drop)
}

fn put_check(
    connection: &Connection,
    number: i64,
    check: &Check,
    claims: &[u8],
) -> rusqlite::Result<()> {
    let outcomes = check.checked.outcomes;
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO checked (report, checker, article, whole, figures, found, claims, computed, another_owner, another_direction, not_checked)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        )?
        .execute(params![
            number,
            check.checker,
            check.article.map(Timestamp::as_millisecond),
            check.whole,
            check.checked.figures,
            check.checked.found,
            claims,
            outcomes.map(|outcomes| outcomes.computed),
            outcomes.map(|outcomes| outcomes.another_owner),
            outcomes.map(|outcomes| outcomes.another_direction),
            outcomes.map(|outcomes| outcomes.not_checked),
        ])
        .map(drop)
}
