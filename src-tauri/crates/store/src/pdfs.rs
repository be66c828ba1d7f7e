//! PDFs of papers that are kept: a cache whose rows are in the database and whose files are beside
//! it.
//!
//! A file is named by its paper's id, since the system's viewer shows that name, and compared with
//! the digest in its row before it is opened, so that no part of a file is ever taken for it. It is
//! written before the row that names its digest.

mod files;

use crate::columns::{key_of, moment, paper_id};
use crate::{Store, StoreError};
use jiff::Timestamp;
use paperboy_paper::{PaperId, PdfAbsence};
use rusqlite::{Connection, OptionalExtension, Row, params};

/// A PDF to keep.
#[derive(Debug, Clone, Copy)]
pub struct NewPdf<'a> {
    /// The file.
    pub bytes: &'a [u8],
    /// How the server names this version of the file.
    pub etag: Option<&'a str>,
    /// When the server last changed it, as it says.
    pub last_modified: Option<&'a str>,
}

/// A PDF that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredPdf {
    /// How many bytes the file has; `None`: none is kept.
    pub bytes: Option<u64>,
    /// Why none is kept; `None`: one is, or is to be fetched.
    pub absence: Option<PdfAbsence>,
    /// Whether the user asked for it.
    pub wanted: bool,
    /// When it was last asked for.
    pub asked: Timestamp,
    /// How often it was asked for in vain since it last came.
    pub tries: u32,
}

impl Store {
    /// What is known of a paper's PDF; `None`: it was never asked for.
    pub fn pdf(&self, id: &PaperId) -> Result<Option<StoredPdf>, StoreError> {
        let stored = self.read(|connection| {
            let sql = "SELECT f.digest, f.bytes, f.problem, f.wanted, f.fetched, f.tries FROM pdf f JOIN paper p ON p.key = f.paper WHERE p.id = ?1";
            connection.prepare_cached(sql)?.query_row([id.as_str()], stored).optional()
        })?;
        // One whose file is gone is to be fetched again.
        Ok(stored.flatten().map(|pdf| match pdf.bytes {
            Some(_) if !self.has_pdf_file(id) => StoredPdf { bytes: None, ..pdf },
            _ => pdf,
        }))
    }

    /// Notes that the user asked for a paper's PDF: it is fetched, whatever the outcome was before.
    pub fn want_pdf(&self, id: &PaperId, now: Timestamp) -> Result<(), StoreError> {
        self.write_cache(|connection| {
            let Some(key) = key_of(connection, id)? else { return Ok(false) };
            connection
                .prepare_cached(
                    "INSERT INTO pdf (paper, bytes, wanted, fetched, tries) VALUES (?1, 0, 1, ?2, 0)
                     ON CONFLICT (paper) DO UPDATE SET wanted = 1, problem = NULL, tries = 0",
                )?
                .execute(params![key, now.as_millisecond()])
                .map(|_| true)
        })
        .and_then(|known| self.known(known, id))
    }

    /// Keeps a paper's PDF.
    pub fn put_pdf(
        &self,
        id: &PaperId,
        pdf: &NewPdf<'_>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let digest = self.put_pdf_file(id, pdf.bytes)?;
        self.write_cache(|connection| {
            let Some(key) = key_of(connection, id)? else { return Ok(false) };
            connection
                .prepare_cached(
                    "INSERT INTO pdf (paper, digest, bytes, problem, wanted, fetched, tries, etag, last_modified)
                     VALUES (?1, ?2, ?3, NULL, 0, ?4, 0, ?5, ?6)
                     ON CONFLICT (paper) DO UPDATE SET digest = excluded.digest, bytes = excluded.bytes, problem = NULL,
                       fetched = excluded.fetched, tries = 0, etag = excluded.etag, last_modified = excluded.last_modified",
                )?
                .execute(params![
                    key,
                    digest,
                    (pdf.bytes.len() as u64).cast_signed(),
                    now.as_millisecond(),
                    pdf.etag,
                    pdf.last_modified
                ])
                .map(|_| true)
        })
        .and_then(|known| self.known(known, id))
    }

    /// Notes why a paper's PDF can't be had. One that is kept stays.
    pub fn pdf_failed(
        &self,
        id: &PaperId,
        absence: PdfAbsence,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.write_cache(|connection| {
            let Some(key) = key_of(connection, id)? else { return Ok(false) };
            connection
                .prepare_cached(
                    "INSERT INTO pdf (paper, bytes, problem, wanted, fetched, tries) VALUES (?1, 0, ?2, 0, ?3, 1)
                     ON CONFLICT (paper) DO UPDATE SET problem = iif(digest IS NULL, excluded.problem, NULL),
                       fetched = excluded.fetched, tries = tries + 1",
                )?
                .execute(params![key, absence.key(), now.as_millisecond()])
                .map(|_| true)
        })
        .and_then(|known| self.known(known, id))
    }

    /// Papers that are starred or kept for later and of which no PDF was asked for, or one that could
    /// not be fetched before `tried`; the newest first.
    pub fn papers_without_pdf(
        &self,
        tried: Timestamp,
        limit: u32,
    ) -> Result<Vec<PaperId>, StoreError> {
        // Few papers have these marks; CROSS JOIN keeps the order.
        let sql = "SELECT p.id FROM mark m CROSS JOIN paper p ON p.id = m.paper_id
                   LEFT JOIN pdf f ON f.paper = p.key
                   WHERE (m.starred IS NOT NULL OR m.later IS NOT NULL)
                     AND (f.paper IS NULL OR f.digest IS NULL AND (f.problem IS NULL OR f.problem = ?2 AND f.fetched <= ?3))
                   ORDER BY p.key DESC LIMIT ?1";
        let passing = PdfAbsence::NotFetched.key();
        self.read(|connection| {
            connection
                .prepare_cached(sql)?
                .query_map(params![limit, passing, tried.as_millisecond()], |row| paper_id(row, 0))?
                .collect()
        })
    }

    /// How many bytes the PDFs take.
    pub fn pdf_size(&self) -> Result<u64, StoreError> {
        self.read(size).map(i64::cast_unsigned)
    }

    /// Removes PDFs until the others take at most `budget` bytes: those fetched first go first, and
    /// those of papers that are starred or kept for later go last. Returns how many were removed.
    pub fn fit_pdfs(&self, budget: u64) -> Result<u64, StoreError> {
        let budget = i64::try_from(budget).unwrap_or(i64::MAX);
        if self.read(size)? <= budget {
            return Ok(0);
        }
        // Files that are gone take no space.
        self.forget_gone_pdfs()?;
        let removed = self.write_cache(|connection| {
            let mut left = size(connection)?;
            let rows: Vec<(i64, PaperId, i64)> = connection
                .prepare(
                    "SELECT f.paper, p.id, f.bytes FROM pdf f JOIN paper p ON p.key = f.paper LEFT JOIN mark m ON m.paper_id = p.id
                     WHERE f.digest IS NOT NULL
                     ORDER BY m.starred IS NOT NULL OR m.later IS NOT NULL, f.fetched, f.paper",
                )?
                .query_map([], |row| Ok((row.get(0)?, paper_id(row, 1)?, row.get(2)?)))?
                .collect::<Result<_, _>>()?;
            let mut removed = Vec::new();
            for (paper, id, bytes) in rows {
                if left <= budget {
                    break;
                }
                forget(connection, paper, Some(PdfAbsence::Removed))?;
                left -= bytes;
                removed.push(id);
            }
            Ok(removed)
        })?;
        removed.iter().for_each(|id| self.remove_pdf_file(id));
        Ok(removed.len() as u64)
    }

    /// Has PDFs fetched again that were removed to save space: there is more now.
    pub fn restore_removed_pdfs(&self) -> Result<(), StoreError> {
        self.write_cache(|connection| {
            connection
                .prepare_cached(
                    "UPDATE pdf SET problem = NULL WHERE problem = ?1 AND digest IS NULL",
                )?
                .execute([PdfAbsence::Removed.key()])
                .map(drop)
        })
    }

    /// Removes all PDFs; none of them is fetched again before the user asks for it. Papers, articles
    /// and what the user did stay as they are.
    pub fn delete_pdfs(&self) -> Result<(), StoreError> {
        let ids: Vec<PaperId> = self.write_cache(|connection| {
            let ids = connection
                .prepare("SELECT p.id FROM pdf f JOIN paper p ON p.key = f.paper WHERE f.digest IS NOT NULL")?
                .query_map([], |row| paper_id(row, 0))?
                .collect::<Result<_, _>>()?;
            connection
                .prepare_cached("UPDATE pdf SET problem = ?1, digest = NULL, bytes = 0, wanted = 0, etag = NULL, last_modified = NULL WHERE digest IS NOT NULL")?
                .execute([PdfAbsence::Deleted.key()])?;
            Ok(ids)
        })?;
        ids.iter().for_each(|id| self.remove_pdf_file(id));
        Ok(())
    }

    /// Forgets PDFs whose files are gone: they take no space, and are fetched again.
    fn forget_gone_pdfs(&self) -> Result<(), StoreError> {
        let kept = self.kept_pdfs()?;
        let gone: Vec<i64> = kept
            .into_iter()
            .filter(|(_, id)| !self.has_pdf_file(id))
            .map(|(paper, _)| paper)
            .collect();
        if gone.is_empty() {
            return Ok(());
        }
        self.write_cache(|connection| {
            gone.iter().try_for_each(|paper| forget(connection, *paper, None))
        })
    }

    fn kept_pdfs(&self) -> Result<Vec<(i64, PaperId)>, StoreError> {
        let sql = "SELECT f.paper, p.id FROM pdf f JOIN paper p ON p.key = f.paper WHERE f.digest IS NOT NULL";
        self.read(|connection| {
            connection
                .prepare_cached(sql)?
                .query_map([], |row| Ok((row.get(0)?, paper_id(row, 1)?)))?
                .collect()
        })
    }
}

fn size(connection: &Connection) -> rusqlite::Result<i64> {
    connection.query_row("SELECT coalesce(sum(bytes), 0) FROM pdf", [], |row| row.get(0))
}

fn forget(
    connection: &Connection,
    paper: i64,
    absence: Option<PdfAbsence>,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "UPDATE pdf SET problem = ?2, digest = NULL, bytes = 0, etag = NULL, last_modified = NULL WHERE paper = ?1",
        )?
        .execute(params![paper, absence.map(PdfAbsence::key)])
        .map(drop)
}

/// A row that makes no sense is none: it is fetched again.
fn stored(row: &Row<'_>) -> rusqlite::Result<Option<StoredPdf>> {
    let (digest, bytes): (Option<String>, i64) = (row.get(0)?, row.get(1)?);
    let problem: Option<String> = row.get(2)?;
    let Some(asked) = moment(row, 4)? else { return Ok(None) };
    let absence = match problem.as_deref().map(PdfAbsence::from_key) {
        None => None,
        Some(Some(absence)) => Some(absence),
        Some(None) => return Ok(None),
    };
    Ok(Some(StoredPdf {
        bytes: digest.map(|_| bytes.cast_unsigned()),
        absence,
        wanted: row.get(3)?,
        asked,
        tries: row.get(5)?,
    }))
}
