//! Reports that a model wrote on one device of the user's, on their other devices.

use super::{OF_PAPER, PAPER, PAPER_COLUMNS, as_text, place_unknown, shared_paper, state_key};
use crate::columns::{key_of, moment, reading_source, strings, touch};
use crate::documents::{self, Text};
use crate::settings::put_setting;
use crate::versions::{show, show_latest};
use crate::written::put_record;
use crate::{PromptCut, Record, SharedReport, Store, StoreError};
use jiff::Timestamp;
use paperboy_sync::{Device, ItemKind, ItemState};
use rusqlite::{Connection, OptionalExtension, Row, params};
use std::collections::BTreeSet;

/// The writer of extracted reports.
const EXTRACT: &str = "extract";
/// How the writer of a model's report begins.
const MODEL: &str = "model:";
/// The longest report that is sent, in bytes.
const MAX_BODY_BYTES: i64 = 1 << 20;

/// The reports that this program wrote, from a row on. They are few among many that were imported.
const WRITTEN: &str = "FROM writing w CROSS JOIN report r ON r.id = w.report";
/// Those of them that a model wrote, on this device. An altered one must not reach others; its
/// digest is computed last.
const OWN: &str =
    "WHERE w.report > ?1 AND w.prompt IS NOT NULL AND r.device IS NULL AND r.writer GLOB 'model:?*'
    AND octet_length(r.body) <= ?2 AND EXISTS (SELECT 1 FROM day_paper WHERE paper = r.paper)
    AND report_digest(r.writer, r.reading_source, r.title, r.body) IS r.digest";

impl Store {
    /// The reports that a model wrote on this device, whose rows are after one, each with its row;
    /// of about so many bytes at most, but always one. The second value: whether there are more.
    pub fn written_after(
        &self,
        row: i64,
        bytes: usize,
    ) -> Result<(Vec<(i64, SharedReport)>, bool), StoreError> {
        let sql = format!(
            "SELECT {PAPER}, r.id, r.title, r.body, r.writer, r.reading_source, r.added,
               w.language, w.prompt, w.reason, w.extracted, w.chars_read, w.chars, w.source, w.tokens_read, w.tokens_sent
             {WRITTEN} CROSS JOIN paper p ON p.key = r.paper {OF_PAPER} {OWN} ORDER BY w.report"
        );
        self.read(|connection| {
            let mut statement = connection.prepare_cached(&sql)?;
            let mut rows = statement.query(params![row, MAX_BODY_BYTES])?;
            let (mut reports, mut taken) = (Vec::new(), 0);
            while let Some(row) = rows.next()? {
                if taken >= bytes {
                    return Ok((reports, true));
                }
                // A damaged row is left out: the check of all rows finds it.
                let Ok(report) = shared(row) else { continue };
                let abstract_text = report.paper.paper.abstract_text.as_deref().unwrap_or_default();
                taken += report.body.len() + abstract_text.len();
                reports.push((row.get(PAPER_COLUMNS)?, report));
            }
            Ok((reports, false))
        })
    }

    /// How many reports that a model wrote on this device have rows after one.
    pub fn count_written_after(&self, row: i64) -> Result<u64, StoreError> {
        let sql = format!("SELECT count(*) {WRITTEN} {OWN}");
        self.read(|connection| {
            connection
                .prepare_cached(&sql)?
                .query_row(params![row, MAX_BODY_BYTES], |row| row.get(0))
                .map(i64::cast_unsigned)
        })
    }

    /// Which reports of another device the library lacks: the digest of each.
    pub fn new_reports(&self, reports: &[SharedReport]) -> Result<BTreeSet<Vec<u8>>, StoreError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM report r JOIN paper p ON p.key = r.paper WHERE p.id = ?1 AND r.digest = ?2)";
        self.read(|connection| {
            let mut is_here = connection.prepare_cached(sql)?;
            let mut new = BTreeSet::new();
            for report in reports {
                let (id, digest) = (&report.paper.paper.id, text(report).digest());
                if !is_here.query_row(params![id.as_str(), digest], |row| row.get(0))? {
                    new.insert(digest);
                }
            }
            Ok(new)
        })
    }

    /// Adds the reports of another device, and remembers the state, in one transaction. A paper
    /// that is not here comes with its report. A report is shown where the paper has none or an
    /// extracted one, and in place of an earlier one of a model in the same language; a report that
    /// was to be written of itself is no longer. Returns how many were new.
    pub fn take_reports(
        &self,
        reports: &[SharedReport],
        device: Device,
        state: &ItemState,
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        let text = as_text(state);
        self.write(|connection| {
            place_unknown(connection, reports.iter().map(|report| &report.paper))?;
            let mut added = 0;
            for report in reports {
                added += u64::from(take(connection, report, device, now)?);
            }
            put_setting(connection, state_key(ItemKind::Reports), Some(&text))?;
            Ok(added)
        })
    }
}

fn shared(row: &Row<'_>) -> rusqlite::Result<SharedReport> {
    let at = |column: usize| PAPER_COLUMNS + column;
    let count = |column| row.get(at(column)).map(i64::cast_unsigned);
    let cut = match (row.get::<_, Option<i64>>(at(13))?, row.get::<_, Option<i64>>(at(14))?) {
        (Some(read), Some(sent)) => {
            Some(PromptCut { read: read.cast_unsigned(), sent: sent.cast_unsigned() })
        }
        _ => None,
    };
    Ok(SharedReport {
        paper: shared_paper(row)?,
        title: row.get(at(1))?,
        body: row.get(at(2))?,
        writer: row.get(at(3))?,
        reading_source: reading_source(row, at(4))?,
        added: moment(row, at(5))?.unwrap_or_default(),
        record: Record {
            language: row.get(at(6))?,
            prompt: row.get(at(7))?,
            reason: row.get(at(8))?,
            extracted: strings(row, at(9))?,
            read: count(10)?,
            of: count(11)?,
            source: row.get(at(12))?,
            cut,
        },
    })
}

fn text(report: &SharedReport) -> Text<'_> {
    Text {
        writer: &report.writer,
        source: report.reading_source,
        title: &report.title,
        body: &report.body,
    }
}

/// Adds a report; whether it is new.
fn take(
    connection: &Connection,
    report: &SharedReport,
    device: Device,
    now: Timestamp,
) -> rusqlite::Result<bool> {
    let id = &report.paper.paper.id;
    let Some(key) = key_of(connection, id)? else { return Ok(false) };
    let text = text(report);
    let added = report.added.min(now).as_millisecond();
    let rows = connection.total_changes();
    let number = documents::version(connection, key, &text, added)?;
    if connection.total_changes() == rows {
        return Ok(false);
    }
    connection
        .prepare_cached("UPDATE report SET device = ?2 WHERE id = ?1")?
        .execute([number, device.0])?;
    put_record(connection, number, &report.record)?;
    let latest: Option<(String, i64, Option<String>)> = connection
        .prepare_cached(
            "SELECT r.writer, r.added, w.language FROM paper p JOIN report r ON r.id = p.latest
             LEFT JOIN writing w ON w.report = r.id WHERE p.key = ?1",
        )?
        .query_row([key], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    let is_newer = latest.is_none_or(|(writer, before, language)| {
        writer == EXTRACT
            || writer.starts_with(MODEL)
                && before < added
                && language.as_ref() == Some(&report.record.language)
    });
    // The user may have chosen this very version on the other device.
    let is_shown =
        if is_newer { show_latest(connection, key, number)? } else { show(connection, key)? };
    if is_shown {
        touch(connection, key)?;
    }
    connection
        .prepare_cached("DELETE FROM to_write WHERE paper_id = ?1 AND NOT again")?
        .execute([id.as_str()])?;
    Ok(true)
}
