//! What arXiv says about papers that the user keeps, and which of it the user has not put aside.

use crate::columns::paper_id;
use crate::{Store, StoreError};
use jiff::{SignedDuration, Timestamp};
use paperboy_paper::{KnownPaper, News, PaperId};
use rusqlite::{OptionalExtension, params};

/// A paper is asked about at most once in this time.
pub const WATCH_INTERVAL: SignedDuration = SignedDuration::from_hours(7 * 24);

/// The papers that are starred, kept for later or in a collection.
const KEPT: &str = "SELECT paper_id FROM mark WHERE starred IS NOT NULL OR later IS NOT NULL
    UNION SELECT paper_id FROM collected";

/// The answer of a look-up about a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LookedUp {
    /// The paper.
    pub id: PaperId,
    /// What is now known about the paper; no version: arXiv does not know it.
    pub known: KnownPaper,
    /// What is new.
    pub news: Vec<News>,
}

/// Something new about a paper that the user keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperNews {
    /// The paper.
    pub id: PaperId,
    /// Its title.
    pub title: String,
    /// What is new.
    pub news: News,
    /// When it was found.
    pub found: Timestamp,
}

impl Store {
    /// How many papers the user keeps, and of how many it is time to ask.
    pub fn watch_counts(&self, now: Timestamp) -> Result<(u64, u64), StoreError> {
        let sql = format!(
            "SELECT count(*), count(*) FILTER (WHERE w.asked IS NULL OR w.asked <= ?1 OR w.asked > ?2)
             FROM ({KEPT}) k CROSS JOIN paper p ON p.id = k.paper_id LEFT JOIN watched w ON w.paper_id = k.paper_id"
        );
        self.read(|connection| {
            connection.prepare_cached(&sql)?.query_row(
                params![before(now), now.as_millisecond()],
                |row| {
                    Ok((
                        row.get::<_, i64>(0)?.cast_unsigned(),
                        row.get::<_, i64>(1)?.cast_unsigned(),
                    ))
                },
            )
        })
    }

    /// Papers that the user keeps and that arXiv was not asked about for the interval: those first
    /// that it was never asked about, then those of long ago.
    pub fn papers_to_watch(&self, now: Timestamp, limit: u32) -> Result<Vec<PaperId>, StoreError> {
        // A moment that is still to come is of a clock that was set back.
        let sql = format!(
            "SELECT p.id FROM ({KEPT}) k CROSS JOIN paper p ON p.id = k.paper_id
             LEFT JOIN watched w ON w.paper_id = k.paper_id
             WHERE w.asked IS NULL OR w.asked <= ?1 OR w.asked > ?2
             ORDER BY coalesce(w.asked, 0), p.key DESC LIMIT ?3"
        );
        self.read(|connection| {
            connection
                .prepare_cached(&sql)?
                .query_map(params![before(now), now.as_millisecond(), limit], |row| {
                    paper_id(row, 0)
                })?
                .collect()
        })
    }

    /// What is known of a paper before arXiv is asked about it again. The version of its text is
    /// the caller's to find out.
    pub fn known_paper(&self, id: &PaperId) -> Result<KnownPaper, StoreError> {
        let sql = "SELECT version, withdrawn, reference, code FROM watched WHERE paper_id = ?1";
        // Its text, the first mark, or the end of its last day: what came later is newer.
        let first = "SELECT coalesce(
               (SELECT fetched FROM article WHERE paper = p.key),
               (SELECT min(coalesce(starred, later), coalesce(later, starred)) FROM mark WHERE paper_id = p.id),
               (SELECT CAST(strftime('%s', max(date), '+1 day') AS INTEGER) * 1000 FROM day_paper WHERE paper = p.key)),
             (SELECT code FROM paper_detail WHERE paper = p.key)
             FROM paper p WHERE p.id = ?1";
        self.read(|connection| {
            let stored = connection
                .prepare_cached(sql)?
                .query_row([id.as_str()], |row| {
                    Ok(KnownPaper {
                        version: row.get(0)?,
                        since: None,
                        withdrawn: row.get(1)?,
                        reference: row.get(2)?,
                        code: row.get(3)?,
                    })
                })
                .optional()?;
            let (since, code) = connection
                .prepare_cached(first)?
                .query_row([id.as_str()], |row| {
                    Ok((row.get::<_, Option<i64>>(0)?, row.get::<_, Option<String>>(1)?))
                })
                .optional()?
                .unwrap_or_default();
            let since = since
                .and_then(|since| Timestamp::from_second(since.div_euclid(1000)).ok())
                .map(|since| since.to_string());
            let mut known = stored.unwrap_or_default();
            if known.version.is_none() {
                known.since = since;
            }
            known.code = known.code.or(code);
            Ok(known)
        })
    }

    /// Stores the answers of a look-up, all of them or none.
    pub fn put_looked_up(&self, papers: &[LookedUp], now: Timestamp) -> Result<(), StoreError> {
        let now = now.as_millisecond();
        self.write_cache(|connection| {
            for LookedUp { id, known, news } in papers {
                connection
                    .prepare_cached(
                        "INSERT OR REPLACE INTO watched (paper_id, asked, version, withdrawn, reference, code)
                         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                    )?
                    .execute(params![id.as_str(), now, known.version, known.withdrawn, known.reference, known.code])?;
                for one in news {
                    let value = serde_json::to_string(one)
                        .map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
                    connection
                        .prepare_cached(
                            "INSERT OR REPLACE INTO news (paper_id, kind, value, found, aside) VALUES (?1, ?2, ?3, ?4, NULL)",
                        )?
                        .execute(params![id.as_str(), kind(one), value, now])?;
                }
            }
            Ok(())
        })
    }

    /// The news about papers that the user keeps, the newest first; of one paper alone,
    /// where it is named.
    pub fn paper_news(
        &self,
        of: Option<&PaperId>,
        limit: u32,
    ) -> Result<Vec<PaperNews>, StoreError> {
        let sql = format!(
            "SELECT p.id, p.title, n.value, n.found FROM news n CROSS JOIN paper p ON p.id = n.paper_id
             WHERE n.aside IS NULL AND n.paper_id IN ({KEPT}) AND (?1 IS NULL OR n.paper_id = ?1)
             ORDER BY n.found DESC, p.key DESC, n.kind DESC LIMIT ?2"
        );
        self.read(|connection| {
            let mut statement = connection.prepare_cached(&sql)?;
            let rows = statement.query_map(params![of.map(PaperId::as_str), limit], |row| {
                // What another version wrote is left out.
                let value: String = row.get(2)?;
                let Ok(news) = serde_json::from_str(&value) else { return Ok(None) };
                let (id, title) = (paper_id(row, 0)?, row.get(1)?);
                let found = Timestamp::from_millisecond(row.get(3)?).unwrap_or_default();
                Ok(Some(PaperNews { id, title, news, found }))
            })?;
            rows.filter_map(Result::transpose).collect()
        })
    }

    /// Puts aside the news about these papers; of all papers, where none is named. Returns how
    /// many things were put aside.
    pub fn put_news_aside(
        &self,
        ids: Option<&[PaperId]>,
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        let now = now.as_millisecond();
        self.write_cache(|connection| {
            let mut aside = 0;
            match ids {
                None => {
                    let sql = "UPDATE news SET aside = ?1 WHERE aside IS NULL";
                    aside += connection.execute(sql, [now])?;
                }
                Some(ids) => {
                    let sql = "UPDATE news SET aside = ?1 WHERE aside IS NULL AND paper_id = ?2";
                    for id in ids {
                        aside +=
                            connection.prepare_cached(sql)?.execute(params![now, id.as_str()])?;
                    }
                }
            }
            Ok(aside as u64)
        })
    }

    /// The text of this version is kept now: it is no news any more.
    pub fn read_version(&self, id: &PaperId, now: Timestamp) -> Result<(), StoreError> {
        let sql =
            "UPDATE news SET aside = ?1 WHERE aside IS NULL AND kind = 'version' AND paper_id = ?2";
        self.write_cache(|connection| {
            connection.execute(sql, params![now.as_millisecond(), id.as_str()]).map(drop)
        })
    }
}

/// The moment before which a look-up is long enough ago.
fn before(now: Timestamp) -> i64 {
    now.as_millisecond().saturating_sub(i64::try_from(WATCH_INTERVAL.as_millis()).unwrap_or(0))
}

fn kind(news: &News) -> &'static str {
    match news {
        News::Version { .. } => "version",
        News::Withdrawn { .. } => "withdrawn",
        News::Reference { .. } => "reference",
        News::Code { .. } => "code",
    }
}
