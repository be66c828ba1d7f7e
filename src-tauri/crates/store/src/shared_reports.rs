//! Reports that a model wrote on one device of the user's, on their other devices.

use crate::columns::{date, key_of, moment, paper_id, reading_source, strings, touch};
use crate::documents::{Text, version};
use crate::listing::{Precedence, place_listed};
use crate::settings::put_setting;
use crate::versions::{show, show_latest};
use crate::written::put_record;
use crate::{ListedPaper, Listing, PromptCut, Record, SharedReport, Store, StoreError};
use jiff::Timestamp;
use paperboy_paper::Date;
use paperboy_sync::{Device, ReportState};
use rusqlite::{Connection, OptionalExtension, Row, params};
use std::collections::BTreeMap;

/// Where the state is kept: with the reports that it is about, so that a backup has both or neither.
const STATE: &str = "sync.report_files";
/// The writer of extracted reports.
const EXTRACT: &str = "extract";
/// How the writer of a model's report begins.
const MODEL: &str = "model:";
/// A longer report is not sent, in bytes.
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
    /// What the last exchange of reports remembered.
    pub fn report_state(&self) -> Result<Option<ReportState>, StoreError> {
        let text = self.setting(STATE)?;
        // One that is not understood means that all are sent and read again.
        Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
    }

    /// Remembers the state of an exchange of reports.
    pub fn set_report_state(&self, state: &ReportState) -> Result<(), StoreError> {
        self.set_setting(STATE, Some(&as_text(state)))
    }

    /// Forgets the exchange of reports, and which device wrote them: another set of devices gets
    /// all from this one.
    pub fn forget_report_exchange(&self) -> Result<(), StoreError> {
        self.write(|connection| {
            put_setting(connection, STATE, None)?;
            connection.execute("UPDATE report SET device = NULL WHERE device IS NOT NULL", [])
        })
        .map(drop)
    }

    /// The reports that a model wrote on this device, whose rows are after one, each with its row;
    /// of about so many bytes at most, but always one. The second value: whether there are more.
    pub fn written_after(
        &self,
        row: i64,
        bytes: usize,
    ) -> Result<(Vec<(i64, SharedReport)>, bool), StoreError> {
        let sql = format!(
            "SELECT r.id, p.id, r.title, r.body, r.writer, r.reading_source, r.added,
               w.language, w.prompt, w.reason, w.extracted, w.chars_read, w.chars, w.source, w.tokens_read, w.tokens_sent,
               p.title, d.authors, d.abstract, d.code, d.project, d.upvotes, d.keywords, d.summary, d.organization, d.published,
               day.date, day.source_url
             {WRITTEN} CROSS JOIN paper p ON p.key = r.paper LEFT JOIN paper_detail d ON d.paper = p.key
             CROSS JOIN day ON day.date = (SELECT min(date) FROM day_paper WHERE paper = p.key)
             {OWN} ORDER BY w.report"
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
                let abstract_text = report.paper.abstract_text.as_deref().unwrap_or_default();
                taken += report.body.len() + abstract_text.len();
                reports.push((row.get(0)?, report));
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

    /// Adds the reports of another device, and remembers the state, in one transaction. A paper
    /// that is not here comes with its report. A report is shown where the paper has none or an
    /// extracted one, and in place of an earlier one of a model in the same language; a report that
    /// was to be written of itself is no longer. Returns how many were new.
    pub fn take_reports(
        &self,
        reports: &[SharedReport],
        device: Device,
        state: &ReportState,
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        let text = as_text(state);
        self.write(|connection| {
            place_unknown(connection, reports)?;
            let mut added = 0;
            for report in reports {
                added += u64::from(take(connection, report, device, now)?);
            }
            put_setting(connection, STATE, Some(&text))?;
            Ok(added)
        })
    }
}

fn as_text(state: &ReportState) -> String {
    serde_json::to_string(state).expect("texts and numbers are JSON")
}

fn shared(row: &Row<'_>) -> rusqlite::Result<SharedReport> {
    let count = |column| row.get(column).map(i64::cast_unsigned);
    let cut = match (row.get::<_, Option<i64>>(14)?, row.get::<_, Option<i64>>(15)?) {
        (Some(read), Some(sent)) => {
            Some(PromptCut { read: read.cast_unsigned(), sent: sent.cast_unsigned() })
        }
        _ => None,
    };
    let published: Option<String> = row.get(25)?;
    Ok(SharedReport {
        paper: ListedPaper {
            id: paper_id(row, 1)?,
            title: row.get(16)?,
            authors: strings(row, 17)?,
            abstract_text: row.get(18)?,
            code: row.get(19)?,
            project: row.get(20)?,
            upvotes: row.get(21)?,
            keywords: strings(row, 22)?,
            summary: row.get(23)?,
            organization: row.get(24)?,
            published: published.and_then(|date| date.parse().ok()),
        },
        date: date(row, 26)?,
        source_url: row.get::<_, Option<String>>(27)?.unwrap_or_default(),
        title: row.get(2)?,
        body: row.get(3)?,
        writer: row.get(4)?,
        reading_source: reading_source(row, 5)?,
        added: moment(row, 6)?.unwrap_or_default(),
        record: Record {
            language: row.get(7)?,
            prompt: row.get(8)?,
            reason: row.get(9)?,
            extracted: strings(row, 10)?,
            read: count(11)?,
            of: count(12)?,
            source: row.get(13)?,
            cut,
        },
    })
}

/// Puts the papers that the library lacks on their days.
fn place_unknown(connection: &Connection, reports: &[SharedReport]) -> rusqlite::Result<()> {
    let mut days: BTreeMap<Date, Listing> = BTreeMap::new();
    for report in reports {
        if key_of(connection, &report.paper.id)?.is_some() {
            continue;
        }
        let date = report.date;
        let source_url = report.source_url.clone();
        let day = days.entry(date).or_insert(Listing { date, source_url, papers: Vec::new() });
        day.papers.push(report.paper.clone());
    }
    for day in days.values() {
        place_listed(connection, day, Precedence::Known)?;
    }
    Ok(())
}

/// Adds a report; whether it is new.
fn take(
    connection: &Connection,
    report: &SharedReport,
    device: Device,
    now: Timestamp,
) -> rusqlite::Result<bool> {
    let Some(key) = key_of(connection, &report.paper.id)? else { return Ok(false) };
    let text = Text {
        writer: &report.writer,
        source: report.reading_source,
        title: &report.title,
        body: &report.body,
    };
    let added = report.added.min(now).as_millisecond();
    let rows = connection.total_changes();
    let number = version(connection, key, &text, added)?;
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
        .execute([report.paper.id.as_str()])?;
    Ok(true)
}
