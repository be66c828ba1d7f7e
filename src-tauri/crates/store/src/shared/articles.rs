//! The full texts that one device of the user's fetched, on their other devices.

use super::{OF_PAPER, PAPER, PAPER_COLUMNS, as_text, place_unknown, shared_paper, state_key};
use crate::articles::{finish_reading, packed, rank, store_article, unpacked};
use crate::columns::{key_of, moment, reading_source};
use crate::settings::put_setting;
use crate::{SharedArticle, Store, StoreError, StoredArticle};
use jiff::Timestamp;
use paperboy_paper::PaperId;
use paperboy_sync::{Device, ItemKind, ItemState};
use rusqlite::{Connection, OptionalExtension, Row, params};
use std::cmp::Reverse;

/// The largest article that is sent, in bytes as it is stored.
const MAX_PACKED_BYTES: i64 = 2 << 20;

/// Which articles were fetched on this device after the one with a number.
const OWN: &str = "a.number > ?1 AND a.device IS NULL AND octet_length(a.body) <= ?2
    AND EXISTS (SELECT 1 FROM day_paper WHERE paper = a.paper)";

impl Store {
    /// The articles that were fetched on this device after the one with this number, of about so
    /// many bytes at most, but always one; then the last number, and whether there are more.
    pub fn articles_after(
        &self,
        number: i64,
        bytes: usize,
    ) -> Result<(Vec<SharedArticle>, i64, bool), StoreError> {
        let sql = format!(
            "SELECT {PAPER}, a.number, a.source, a.fetched, a.body
             FROM article a CROSS JOIN paper p ON p.key = a.paper {OF_PAPER} WHERE {OWN} ORDER BY a.number"
        );
        self.read(|connection| {
            let mut statement = connection.prepare_cached(&sql)?;
            let mut rows = statement.query(params![number, MAX_PACKED_BYTES])?;
            let (mut articles, mut last, mut taken) = (Vec::new(), number, 0);
            while let Some(row) = rows.next()? {
                if taken >= bytes {
                    return Ok((articles, last, true));
                }
                last = row.get(PAPER_COLUMNS)?;
                // A damaged one is left out: it is fetched again when that is noticed.
                let Ok(Some(article)) = shared(row) else { continue };
                taken += article.article.body.len();
                articles.push(article);
            }
            Ok((articles, last, false))
        })
    }

    /// How many articles were fetched on this device after the one with this number.
    pub fn count_articles_after(&self, number: i64) -> Result<u64, StoreError> {
        let sql = format!("SELECT count(*) FROM article a WHERE {OWN}");
        self.read(|connection| {
            connection
                .prepare_cached(&sql)?
                .query_row(params![number, MAX_PACKED_BYTES], |row| row.get(0))
                .map(i64::cast_unsigned)
        })
    }

    /// The papers of those articles of another device that would be taken.
    pub fn new_articles(&self, articles: &[SharedArticle]) -> Result<Vec<PaperId>, StoreError> {
        self.read(|connection| {
            let mut new = Vec::new();
            for SharedArticle { paper, article } in articles {
                let id = &paper.paper.id;
                if key_of(connection, id)?
                    .map_or(Ok(true), |key| is_new(connection, key, article))?
                {
                    new.push(id.clone());
                }
            }
            Ok(new)
        })
    }

    /// Takes the articles of another device, and remembers the state, in one transaction. A paper
    /// that is not here comes with its article. An article is taken where there is none, one of a
    /// poorer source or an older one of the same source. Returns how many were taken.
    pub fn take_articles(
        &self,
        articles: &[SharedArticle],
        device: Device,
        state: &ItemState,
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        let text = as_text(state);
        let bodies = articles.iter().map(|shared| packed(&shared.article.body));
        let bodies = bodies.collect::<Result<Vec<_>, _>>();
        let bodies = bodies.map_err(|source| self.packing_failed(source))?;
        self.write(|connection| {
            place_unknown(connection, articles.iter().map(|article| &article.paper))?;
            let mut taken = 0;
            for (SharedArticle { paper, article }, body) in articles.iter().zip(&bodies) {
                let Some(key) = key_of(connection, &paper.paper.id)? else { continue };
                if !is_new(connection, key, article)? {
                    continue;
                }
                let StoredArticle { source, fetched, .. } = *article;
                store_article(connection, key, source, fetched, body, Some(device))?;
                finish_reading(connection, key, Some(source), &[], now)?;
                // The source is to send its next answer whole.
                connection
                    .prepare_cached(
                        "UPDATE reading SET etag = NULL, last_modified = NULL WHERE paper = ?1",
                    )?
                    .execute([key])?;
                taken += 1;
            }
            put_setting(connection, state_key(ItemKind::Articles), Some(&text))?;
            Ok(taken)
        })
    }
}

/// `None`: its source is one that only another version knows.
fn shared(row: &Row<'_>) -> rusqlite::Result<Option<SharedArticle>> {
    let source = reading_source(row, PAPER_COLUMNS + 1)?;
    let fetched = moment(row, PAPER_COLUMNS + 2)?;
    let body = unpacked(row.get_ref(PAPER_COLUMNS + 3)?.as_blob()?).ok();
    let (Some(source), Some(fetched), Some(body)) = (source, fetched, body) else {
        return Ok(None);
    };
    let article = StoredArticle { source, body, fetched };
    Ok(Some(SharedArticle { paper: shared_paper(row)?, article }))
}

/// Whether an article is fuller than that of the library, or newer.
fn is_new(connection: &Connection, key: i64, article: &StoredArticle) -> rusqlite::Result<bool> {
    let stored = connection
        .prepare_cached("SELECT source, fetched FROM article WHERE paper = ?1")?
        .query_row([key], |row| Ok((reading_source(row, 0)?, moment(row, 1)?)))
        .optional()?;
    Ok(match stored {
        Some((Some(source), Some(fetched))) => {
            (rank(article.source), Reverse(article.fetched)) < (rank(source), Reverse(fetched))
        }
        _ => true,
    })
}
