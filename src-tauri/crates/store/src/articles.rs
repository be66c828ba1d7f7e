//! Papers' articles, and how far reading each is.

use crate::columns::{key_of, moment, paper_id, reading_reasons, reading_source, touch};
use crate::error::damage;
use crate::{NewArticle, Reading, ReplaceWhenRead, Store, StoreError, StoredArticle};
use jiff::Timestamp;
use paperboy_paper::{Date, PaperId, ReadingReason, ReadingSource};
use paperboy_sync::Device;
use rusqlite::{Connection, OptionalExtension, Row, params};
use std::io::{Read, Write};

/// zstd's level: half the size of its quickest at a tenth of a second a megabyte.
const LEVEL: i32 = 9;
/// The largest article that is taken out again, in bytes: no page that is fetched is as large.
const MAX_ARTICLE_BYTES: u64 = 64 << 20;

const READING: &str =
    "SELECT p.id, p.title, e.source, coalesce(e.settled, 0), e.problem, e.tried, coalesce(e.tries, 0), e.etag, e.last_modified
    FROM paper p LEFT JOIN reading e ON e.paper = p.key";

impl Store {
    /// A day's papers in its order, with how far their reading is.
    pub fn readings(&self, date: Date) -> Result<Vec<Reading>, StoreError> {
        let sql = format!(
            "{READING} JOIN day_paper d ON d.paper = p.key WHERE d.date = ?1 ORDER BY d.position"
        );
        self.read(|connection| {
            connection.prepare_cached(&sql)?.query_map([date.to_string()], reading)?.collect()
        })
    }

    /// How far a paper's reading is; `None` when it is not in the library.
    pub fn reading(&self, id: &PaperId) -> Result<Option<Reading>, StoreError> {
        let sql = format!("{READING} WHERE p.id = ?1");
        self.read(|connection| {
            connection.prepare_cached(&sql)?.query_row([id.as_str()], reading).optional()
        })
    }

    /// Stores the article of a paper, and settles its reading. A poorer source never replaces a
    /// fuller one.
    pub fn put_article(
        &self,
        id: &PaperId,
        article: &NewArticle,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let body = packed(&article.body).map_err(|source| self.packing_failed(source))?;
        self.write(|connection| {
            let Some(key) = key_of(connection, id)? else { return Ok(false) };
            let stored_source = stored_source(connection, key)?;
            if stored_source.is_some_and(|stored_source| rank(stored_source) < rank(article.source))
            {
                return finish_reading(connection, key, stored_source, &article.reasons, now)
                    .map(|()| true);
            }
            store_article(connection, key, article.source, now, &body, None)?;
            finish_reading(connection, key, Some(article.source), &article.reasons, now)?;
            connection
                .prepare_cached(
                    "UPDATE reading SET etag = ?2, last_modified = ?3 WHERE paper = ?1",
                )?
                .execute(params![key, article.etag, article.last_modified])
                .map(|_| true)
        })
        .and_then(|known| self.known(known, id))
    }

    /// Settles a reading with the list's abstract, when there is no fuller source. A stored article
    /// stays.
    pub fn settle_with_abstract(
        &self,
        id: &PaperId,
        reasons: &[ReadingReason],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.write(|connection| {
            let Some(key) = key_of(connection, id)? else { return Ok(false) };
            let stored_source = stored_source(connection, key)?;
            finish_reading(
                connection,
                key,
                Some(stored_source.unwrap_or(ReadingSource::Abstract)),
                reasons,
                now,
            )?;
            touch(connection, key).map(|()| true)
        })
        .and_then(|known| self.known(known, id))
    }

    /// Notes that reading failed for now: it stays open, or as settled as it was, and can be tried
    /// again.
    pub fn reading_failed(
        &self,
        id: &PaperId,
        reasons: &[ReadingReason],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.write(|connection| {
            let Some(key) = key_of(connection, id)? else { return Ok(false) };
            connection
                .prepare_cached(
                    "INSERT INTO reading (paper, settled, problem, tried, tries) VALUES (?1, 0, ?2, ?3, 1)
                     ON CONFLICT (paper) DO UPDATE SET problem = excluded.problem, tried = excluded.tried, tries = tries + 1",
                )?
                .execute(params![key, ReadingReason::to_stored(reasons), now.as_millisecond()])
                .map(|_| true)
        })
        .and_then(|known| self.known(known, id))
    }

    /// A paper's article.
    pub fn article(&self, id: &PaperId) -> Result<Option<StoredArticle>, StoreError> {
        let stored = self.read(|connection| {
            connection
                .prepare_cached("SELECT a.source, a.fetched, a.body FROM article a JOIN paper p ON p.key = a.paper WHERE p.id = ?1")?
                .query_row([id.as_str()], |row| Ok((reading_source(row, 0)?, moment(row, 1)?, row.get::<_, Vec<u8>>(2)?)))
                .optional()
        })?;
        let Some((Some(source), Some(fetched), packed)) = stored else { return Ok(None) };
        // It carries a checksum: what can't be unpacked was altered on the disk.
        let body = unpacked(&packed).map_err(|error| {
            StoreError::Damaged(damage(format!("the article of {id}: {error}")))
        })?;
        Ok(Some(StoredArticle { source, body, fetched }))
    }

    /// When a paper's article was fetched.
    pub fn article_fetched(&self, id: &PaperId) -> Result<Option<Timestamp>, StoreError> {
        let fetched = self.read(|connection| {
            connection
                .prepare_cached("SELECT a.fetched FROM article a JOIN paper p ON p.key = a.paper WHERE p.id = ?1")?
                .query_row([id.as_str()], |row| moment(row, 0))
                .optional()
        })?;
        Ok(fetched.flatten())
    }

    /// Looks at some articles after the paper with this key: the papers whose article was altered
    /// on the disk, and the last examined key; `None` after the last.
    pub fn damaged_articles(
        &self,
        after: i64,
        limit: u32,
    ) -> Result<(Vec<PaperId>, Option<i64>), StoreError> {
        self.read(|connection| {
            let sql =
                "SELECT a.paper, p.id, a.body FROM article a JOIN paper p ON p.key = a.paper WHERE a.paper > ?1 ORDER BY a.paper LIMIT ?2";
            let mut statement = connection.prepare_cached(sql)?;
            let mut rows = statement.query([after, limit.into()])?;
            let (mut damaged, mut last) = (Vec::new(), None);
            while let Some(row) = rows.next()? {
                last = Some(row.get(0)?);
                let is_sound = row.get_ref(2)?.as_blob().is_ok_and(|body| unpacked(body).is_ok());
                if !is_sound && let Ok(id) = paper_id(row, 1) {
                    damaged.push(id);
                }
            }
            Ok((damaged, last))
        })
    }

    /// The papers whose kept article was read from this source.
    pub fn papers_read_from(&self, source: ReadingSource) -> Result<Vec<PaperId>, StoreError> {
        self.read(|connection| {
            connection
                .prepare_cached("SELECT p.id FROM article a JOIN paper p ON p.key = a.paper WHERE a.source = ?1 ORDER BY p.key")?
                .query_map([source.key()], |row| paper_id(row, 0))?
                .collect()
        })
    }

    /// Opens a reading again as if it had never been tried, and has the whole page sent next time.
    /// The kept article stays until a new one comes; one that is not the paper's goes.
    pub fn reopen_reading(
        &self,
        id: &PaperId,
        article: ReplaceWhenRead,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.write(|connection| {
            let Some(key) = key_of(connection, id)? else { return Ok(false) };
            if article == ReplaceWhenRead::No {
                connection.prepare_cached("DELETE FROM article WHERE paper = ?1")?.execute([key])?;
            }
            connection
                .prepare_cached(
                    "UPDATE reading SET settled = 0, tries = 0, tried = ?2, problem = NULL, etag = NULL, last_modified = NULL,
                       source = (SELECT source FROM article WHERE paper = ?1) WHERE paper = ?1",
                )?
                .execute(params![key, now.as_millisecond()])?;
            touch(connection, key).map(|()| true)
        })
        .and_then(|known| self.known(known, id))
    }

    /// At most `limit` readings that were opened again and not tried since.
    pub fn reopened_readings(&self, limit: u32) -> Result<Vec<Reading>, StoreError> {
        let sql =
            format!("{READING} WHERE e.settled = 0 AND e.tries = 0 ORDER BY p.key DESC LIMIT ?1");
        self.read(|connection| {
            connection.prepare_cached(&sql)?.query_map([limit], reading)?.collect()
        })
    }

    /// Text that could not be packed or unpacked.
    pub(crate) fn packing_failed(&self, source: std::io::Error) -> StoreError {
        StoreError::File { path: self.files.library(), source }
    }

    pub(crate) fn known(&self, known: bool, id: &PaperId) -> Result<(), StoreError> {
        if known { Ok(()) } else { Err(StoreError::UnknownPaper(id.clone())) }
    }
}

/// Makes text small.
pub(crate) fn packed(text: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut packed = zstd::Encoder::new(Vec::new(), LEVEL)?;
    packed.include_checksum(true)?;
    packed.write_all(text)?;
    packed.finish()
}

/// Text as it was before [`packed`], up to a bound.
pub(crate) fn unpacked(packed: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut text = Vec::new();
    zstd::Decoder::new(packed)?.take(MAX_ARTICLE_BYTES).read_to_end(&mut text)?;
    Ok(text)
}

fn stored_source(connection: &Connection, key: i64) -> rusqlite::Result<Option<ReadingSource>> {
    let mut statement = connection.prepare_cached("SELECT source FROM article WHERE paper = ?1")?;
    Ok(statement.query_row([key], |row| reading_source(row, 0)).optional()?.flatten())
}

/// Puts an article in the place of the one that is there; `device`: the one that it comes from.
pub(crate) fn store_article(
    connection: &Connection,
    key: i64,
    source: ReadingSource,
    fetched: Timestamp,
    body: &[u8],
    device: Option<Device>,
) -> rusqlite::Result<()> {
    touch(connection, key)?;
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO article (paper, source, fetched, body, device, number)
             VALUES (?1, ?2, ?3, ?4, ?5, (SELECT revision FROM paper WHERE key = ?1))",
        )?
        .execute(params![
            key,
            source.key(),
            fetched.as_millisecond(),
            body,
            device.map(|device| device.0)
        ])?;
    // Another article may have other images.
    connection
        .prepare_cached("UPDATE figures SET complete = 0, tried = NULL WHERE paper = ?1")?
        .execute([key])
        .map(drop)
}

/// The fullest source first.
pub(crate) fn rank(source: ReadingSource) -> usize {
    ReadingSource::ALL.iter().position(|known| *known == source).unwrap_or(ReadingSource::ALL.len())
}

pub(crate) fn finish_reading(
    connection: &Connection,
    key: i64,
    source: Option<ReadingSource>,
    reasons: &[ReadingReason],
    now: Timestamp,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO reading (paper, source, settled, problem, tried, tries) VALUES (?1, ?2, 1, ?3, ?4, 1)
             ON CONFLICT (paper) DO UPDATE SET source = excluded.source, settled = 1, problem = excluded.problem,
               tried = excluded.tried, tries = tries + 1",
        )?
        .execute(params![
            key,
            source.map(ReadingSource::key),
            ReadingReason::to_stored(reasons),
            now.as_millisecond()
        ])
        .map(drop)
}

fn reading(row: &Row<'_>) -> rusqlite::Result<Reading> {
    Ok(Reading {
        id: paper_id(row, 0)?,
        title: row.get(1)?,
        source: reading_source(row, 2)?,
        settled: row.get(3)?,
        reasons: reading_reasons(row, 4)?,
        tried: moment(row, 5)?,
        tries: row.get(6)?,
        etag: row.get(7)?,
        last_modified: row.get(8)?,
    })
}
