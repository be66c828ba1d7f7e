//! Documents: stored and returned byte for byte.

use crate::columns::{next_revision, touch};
use crate::marks::MARK_BITS;
use crate::versions::show_latest;
use crate::{Added, NewDocument, Store, StoreError};
use jiff::Timestamp;
use paperboy_paper::{Date, PaperId, ReadingSource};
use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};
use std::collections::{HashMap, HashSet, hash_map::Entry};

const WRITER: &str = "imported";

impl Store {
    /// Adds a document with all its papers, or nothing. The same bytes again change nothing.
    ///
    /// The versions in it become the shown ones, except where the user chose a version: that one
    /// stays shown. Its order becomes the day's order, followed by papers that are only in other
    /// documents of the day. [`Added::Updated`] is also the answer when it shows a version again
    /// that was kept already but is not the shown one.
    pub fn add_document(
        &self,
        document: &NewDocument,
        now: Timestamp,
    ) -> Result<Added, StoreError> {
        let sha256 = Sha256::digest(&document.raw);
        self.write(|connection| add(connection, document, &sha256, now.as_millisecond()))
    }

    /// The newest document of a day, when the day contains exactly that document's papers and shows
    /// its versions: then the file can be exported byte for byte.
    pub fn verbatim(&self, date: Date) -> Result<Option<Vec<u8>>, StoreError> {
        self.read(|connection| {
            let existing: Option<(Vec<u8>, Vec<u8>)> = connection
                .prepare_cached(include_str!("verbatim.sql"))?
                .query_row([date.to_string()], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?;
            // Altered bytes are not the imported ones: the day is written from its papers instead.
            Ok(existing
                .filter(|(raw, sha256)| Sha256::digest(raw).as_slice() == sha256.as_slice())
                .map(|(raw, _)| raw))
        })
    }
}

impl Store {
    /// The next document after the one with this number, with its day and its bytes; `None` after
    /// the last.
    pub fn document_after(&self, number: i64) -> Result<Option<(i64, Date, Vec<u8>)>, StoreError> {
        let sql = "SELECT id, date, raw FROM document WHERE id > ?1 ORDER BY id LIMIT 1";
        self.read(|connection| {
            let read = |row: &rusqlite::Row<'_>| {
                Ok((row.get(0)?, crate::columns::date(row, 1)?, row.get(2)?))
            };
            connection.prepare_cached(sql)?.query_row([number], read).optional()
        })
    }

    /// Restores the missing papers and reports of a stored document, and returns their number;
    /// existing ones stay as they are.
    pub fn complete_document(
        &self,
        number: i64,
        document: &NewDocument,
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        self.write(|connection| complete(connection, number, document, now.as_millisecond()))
    }
}

fn complete(
    connection: &Connection,
    number: i64,
    document: &NewDocument,
    now: i64,
) -> rusqlite::Result<u64> {
    let (mut order, mut put_back) = (Vec::new(), 0);
    let of_whom = "SELECT writer FROM document WHERE id = ?1";
    let writer: Option<String> =
        connection.prepare_cached(of_whom)?.query_row([number], |row| row.get(0))?;
    let mut seen = HashSet::new();
    for (position, report) in
        (0_i64..).zip(document.papers.iter().filter(|report| seen.insert(&report.id)))
    {
        let head = head(connection, &report.id, &report.title)?;
        let text = Text {
            writer: writer.as_deref().unwrap_or(WRITER),
            source: report.reading_source,
            title: &report.title,
            body: &report.body,
        };
        let version = version(connection, head.key, &text, now)?;
        put_back += connection
            .prepare_cached("INSERT OR IGNORE INTO document_report (document, position, report) VALUES (?1, ?2, ?3)")?
            .execute([number, position, version])?;
        if head.shown.is_none() {
            show_latest(connection, head.key, version)?;
            touch(connection, head.key)?;
        }
        order.push(head.key);
    }
    if put_back > 0 {
        for key in place(connection, &document.date.to_string(), &order)? {
            touch(connection, key)?;
        }
    }
    Ok(put_back as u64)
}

fn add(
    connection: &Connection,
    document: &NewDocument,
    sha256: &[u8],
    now: i64,
) -> rusqlite::Result<Added> {
    let date = document.date.to_string();
    if connection
        .prepare_cached("SELECT 1 FROM document WHERE date = ?1 AND sha256 = ?2")?
        .exists(params![date, sha256])?
    {
        return Ok(Added::Unchanged);
    }
    let new_day =
        !connection.prepare_cached("SELECT 1 FROM day WHERE date = ?1")?.exists([&date])?;
    connection
        .prepare_cached(
            "INSERT INTO day (date, source_url) VALUES (?1, ?2)
             ON CONFLICT (date) DO UPDATE SET source_url = coalesce(excluded.source_url, source_url)",
        )?
        .execute(params![date, document.source_url])?;
    connection
        .prepare_cached("INSERT INTO document (date, source_url, sha256, added, raw) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute(params![date, document.source_url, sha256, now, document.raw])?;
    let number = connection.last_insert_rowid();

    let (mut order, mut changed) = (Vec::new(), Vec::new());
    let mut seen = HashSet::new();
    for (position, report) in
        (0_i64..).zip(document.papers.iter().filter(|report| seen.insert(&report.id)))
    {
        let head = head(connection, &report.id, &report.title)?;
        let text = Text {
            writer: WRITER,
            source: report.reading_source,
            title: &report.title,
            body: &report.body,
        };
        let version = version(connection, head.key, &text, now)?;
        connection
            .prepare_cached(
                "INSERT INTO document_report (document, position, report) VALUES (?1, ?2, ?3)",
            )?
            .execute([number, position, version])?;
        if show_latest(connection, head.key, version)? {
            changed.push(head.key);
        }
        order.push(head.key);
    }
    let added = place(connection, &date, &order)?;
    let updated = !changed.is_empty();
    changed.extend(&added);
    changed.sort_unstable();
    changed.dedup();
    for key in changed {
        touch(connection, key)?;
    }
    Ok(match (new_day || !added.is_empty(), updated) {
        (true, _) => Added::Added,
        (false, true) => Added::Updated,
        (false, false) => Added::Unchanged,
    })
}

pub(crate) struct Head {
    pub key: i64,
    /// The report that is shown.
    pub shown: Option<i64>,
}

/// The paper's head, made when it is not there.
pub(crate) fn head(connection: &Connection, id: &PaperId, title: &str) -> rusqlite::Result<Head> {
    let existing = connection
        .prepare_cached("SELECT key, shown FROM paper WHERE id = ?1")?
        .query_row([id.as_str()], |row| Ok(Head { key: row.get(0)?, shown: row.get(1)? }))
        .optional()?;
    if let Some(head) = existing {
        return Ok(head);
    }
    let revision = next_revision(connection)?;
    connection
        .prepare_cached("INSERT INTO paper (id, revision, title) VALUES (?1, ?2, ?3)")?
        .execute(params![id.as_str(), revision, title])?;
    Ok(Head { key: connection.last_insert_rowid(), shown: None })
}

/// The data that distinguishes a version of a report.
pub(crate) struct Text<'a> {
    pub writer: &'a str,
    pub source: Option<ReadingSource>,
    pub title: &'a str,
    pub body: &'a str,
}

impl Text<'_> {
    /// The identity of a version.
    pub(crate) fn digest(&self) -> Vec<u8> {
        let source = self.source.map(ReadingSource::key).unwrap_or_default();
        digest(&[self.writer, source, self.title, self.body])
    }
}

/// The version of this text, which is stored if it is new.
pub(crate) fn version(
    connection: &Connection,
    key: i64,
    text: &Text<'_>,
    now: i64,
) -> rusqlite::Result<i64> {
    let Text { writer, source, title, body } = *text;
    let source = source.map(ReadingSource::key);
    let digest = text.digest();
    let existing = connection
        .prepare_cached("SELECT id FROM report WHERE paper = ?1 AND digest = ?2")?
        .query_row(params![key, digest], |row| row.get(0))
        .optional()?;
    if let Some(id) = existing {
        return Ok(id);
    }
    connection
        .prepare_cached(
            "INSERT INTO report (paper, digest, writer, reading_source, added, title, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![key, digest, writer, source, now, title, body])?;
    Ok(connection.last_insert_rowid())
}

/// The identity of a version, which also proves that its text is unaltered: the digest of its writer,
/// reading source, title and body. Each text has its length before it, so that no two lists of texts
/// are the same bytes.
pub(crate) fn digest<T: AsRef<[u8]>>(texts: &[T]) -> Vec<u8> {
    let mut hash = Sha256::new();
    for text in texts.iter().map(AsRef::as_ref) {
        hash.update((text.len() as u64).to_le_bytes());
        hash.update(text);
    }
    hash.finalize().to_vec()
}

/// Adds the papers of a new document to the day in its order, before the papers that were there
/// already. Returns the papers that are new to the day.
pub(crate) fn place(
    connection: &Connection,
    date: &str,
    named: &[i64],
) -> rusqlite::Result<Vec<i64>> {
    let listed: Vec<(i64, Option<String>, i64)> = connection
        .prepare_cached(
            "SELECT paper, next_date, marks FROM day_paper WHERE date = ?1 ORDER BY position",
        )?
        .query_map([date], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<Result<_, _>>()?;
    let former: Vec<i64> = listed.iter().map(|row| row.0).collect();
    let in_document: HashSet<i64> = named.iter().copied().collect();
    let order: Vec<i64> = named
        .iter()
        .chain(former.iter().filter(|key| !in_document.contains(key)))
        .copied()
        .collect();
    if order == former {
        return Ok(Vec::new());
    }
    let mut rows: HashMap<i64, (Option<String>, i64)> =
        listed.into_iter().map(|(key, next, marks)| (key, (next, marks))).collect();
    let mut added = Vec::new();
    for key in named {
        if let Entry::Vacant(entry) = rows.entry(*key) {
            entry.insert(neighbouring_days(connection, date, *key)?);
            added.push(*key);
        }
    }
    connection.prepare_cached("DELETE FROM day_paper WHERE date = ?1")?.execute([date])?;
    let mut insert =
        connection.prepare_cached("INSERT INTO day_paper (date, position, paper, next_date, marks) VALUES (?1, ?2, ?3, ?4, ?5)")?;
    for (position, key) in (0_i64..).zip(order) {
        if let Some((next, marks)) = rows.remove(&key) {
            insert.execute(params![date, position, key, next, marks])?;
        }
    }
    Ok(added)
}

/// Links a paper's new day between its older and its newer ones; gives the next newer day and the
/// marks.
fn neighbouring_days(
    connection: &Connection,
    date: &str,
    key: i64,
) -> rusqlite::Result<(Option<String>, i64)> {
    connection
        .prepare_cached(
            "UPDATE day_paper SET next_date = ?2
             WHERE paper = ?1 AND date = (SELECT max(date) FROM day_paper WHERE paper = ?1 AND date < ?2)",
        )?
        .execute(params![key, date])?;
    connection
        .prepare_cached(&format!(
            "SELECT (SELECT min(date) FROM day_paper WHERE paper = ?1 AND date > ?2),
                    coalesce((SELECT {MARK_BITS} FROM mark WHERE paper_id = (SELECT id FROM paper WHERE key = ?1)), 0)"
        ))?
        .query_row(params![key, date], |row| Ok((row.get(0)?, row.get(1)?)))
}
