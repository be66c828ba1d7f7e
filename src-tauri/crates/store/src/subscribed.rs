//! Days that came by a subscription: another one's reports beside the user's own.

use crate::columns::touch;
use crate::documents::{Text, head, place, version};
use crate::versions::show_latest;
use crate::{Added, NewDocument, Store, StoreError};
use jiff::Timestamp;
use paperboy_paper::Date;
use rusqlite::{OptionalExtension, params};
use sha2::{Digest, Sha256};
use std::collections::HashSet;

impl Store {
    /// Whether a document of a day with this SHA-256 is kept.
    pub fn has_document(&self, date: Date, sha256: &[u8]) -> Result<bool, StoreError> {
        self.read(|connection| {
            connection
                .prepare_cached("SELECT 1 FROM document WHERE date = ?1 AND sha256 = ?2")?
                .exists(params![date.to_string(), sha256])
        })
    }

    /// Adds a document that another one wrote, with all its papers, or nothing. Its papers follow
    /// those of the day, and each report is a version under the writer's name: it is shown where the
    /// paper has no report, or one of the same writer, and else beside it.
    pub fn add_subscribed(
        &self,
        document: &NewDocument,
        writer: &str,
        now: Timestamp,
    ) -> Result<Added, StoreError> {
        let sha256 = Sha256::digest(&document.raw);
        let now = now.as_millisecond();
        self.write(|connection| {
            let date = document.date.to_string();
            let known = "SELECT 1 FROM document WHERE date = ?1 AND sha256 = ?2";
            if connection.prepare_cached(known)?.exists(params![date, sha256.as_slice()])? {
                return Ok(Added::Unchanged);
            }
            connection
                .prepare_cached(
                    "INSERT INTO day (date, source_url) VALUES (?1, ?2)
                     ON CONFLICT (date) DO UPDATE SET source_url = coalesce(source_url, excluded.source_url)",
                )?
                .execute(params![date, document.source_url])?;
            connection
                .prepare_cached("INSERT INTO document (date, source_url, sha256, added, raw, writer) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?
                .execute(params![date, document.source_url, sha256.as_slice(), now, document.raw, writer])?;
            let number = connection.last_insert_rowid();
            let mut order: Vec<i64> = connection
                .prepare_cached("SELECT paper FROM day_paper WHERE date = ?1 ORDER BY position")?
                .query_map([&date], |row| row.get(0))?
                .collect::<Result<_, _>>()?;
            let listed: HashSet<i64> = order.iter().copied().collect();
            let (mut seen, mut changed) = (HashSet::new(), Vec::new());
            let reports = document.papers.iter().filter(|report| seen.insert(&report.id));
            let mut is_changed = false;
            for (position, report) in (0_i64..).zip(reports) {
                let head = head(connection, &report.id, &report.title)?;
                let text = Text {
                    writer,
                    source: report.reading_source,
                    title: &report.title,
                    body: &report.body,
                };
                let rows = connection.total_changes();
                let version = version(connection, head.key, &text, now)?;
                is_changed |= connection.total_changes() > rows;
                connection
                    .prepare_cached("INSERT INTO document_report (document, position, report) VALUES (?1, ?2, ?3)")?
                    .execute([number, position, version])?;
                let latest: Option<String> = connection
                    .prepare_cached("SELECT r.writer FROM paper p JOIN report r ON r.id = p.latest WHERE p.key = ?1")?
                    .query_row([head.key], |row| row.get(0))
                    .optional()?;
                let is_theirs = latest.is_none_or(|latest| latest == writer);
                if is_theirs && show_latest(connection, head.key, version)? {
                    changed.push(head.key);
                }
                if !listed.contains(&head.key) {
                    order.push(head.key);
                }
            }
            let added = place(connection, &date, &order)?;
            is_changed |= !changed.is_empty();
            changed.extend(&added);
            changed.sort_unstable();
            changed.dedup();
            for key in changed {
                touch(connection, key)?;
            }
            Ok(match (added.is_empty(), is_changed) {
                (false, _) => Added::Added,
                (true, true) => Added::Updated,
                (true, false) => Added::Unchanged,
            })
        })
    }
}
