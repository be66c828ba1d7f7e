//! The days of a source's lists: a list adds and updates papers, and removes none.

use crate::columns::touch;
use crate::documents::{head, place};
use crate::{Listed, ListedPaper, Listing, Store, StoreError};
use jiff::Timestamp;
use paperboy_paper::{Date, PaperId};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::HashSet;

impl Store {
    /// Stores a day's list, or nothing of it: new papers follow the existing ones of the day, data
    /// of papers is updated, and no mark changes. A list without papers is remembered and makes no
    /// day.
    pub fn add_listing(&self, listing: &Listing, now: Timestamp) -> Result<Listed, StoreError> {
        self.write(|connection| add(connection, listing, now.as_millisecond()))
    }

    /// When the day's list was last answered, and how many papers it named.
    pub fn listed(&self, date: Date) -> Result<Option<(Timestamp, u64)>, StoreError> {
        self.read(|connection| {
            let row = |row: &rusqlite::Row<'_>| {
                Ok((crate::columns::moment(row, 0)?, row.get::<_, i64>(1)?.cast_unsigned()))
            };
            let stored = connection
                .prepare_cached("SELECT listed, papers FROM listing WHERE date = ?1")?
                .query_row([date.to_string()], row);
            Ok(stored.optional()?.and_then(|(at, papers)| at.map(|at| (at, papers))))
        })
    }
}

fn add(connection: &Connection, listing: &Listing, now: i64) -> rusqlite::Result<Listed> {
    let date = listing.date.to_string();
    let mut seen = HashSet::new();
    let listed = listing.papers.iter().filter(|paper| seen.insert(&paper.id)).count() as u64;
    connection
        .prepare_cached(
            "INSERT INTO listing (date, listed, papers) VALUES (?1, ?2, ?3)
             ON CONFLICT (date) DO UPDATE SET listed = excluded.listed, papers = excluded.papers",
        )?
        .execute(params![date, now, listed.cast_signed()])?;
    let Placed { added, .. } = place_listed(connection, listing, Precedence::Listed)?;
    Ok(Listed { listed, added })
}

/// Which of two values counts, that of the library or that of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Precedence {
    /// The list's: it is the newest of the source.
    Listed,
    /// What is known already: the list may be old, or of another source.
    Known,
}

/// What the papers of a list changed.
pub(crate) struct Placed {
    /// Papers that are new to the day.
    pub added: Vec<PaperId>,
    /// Whether anything that is searched, or the day, changed.
    pub is_changed: bool,
}

/// Puts the papers of a list into the library and on its day.
pub(crate) fn place_listed(
    connection: &Connection,
    listing: &Listing,
    precedence: Precedence,
) -> rusqlite::Result<Placed> {
    let date = listing.date.to_string();
    let mut seen = HashSet::new();
    let papers: Vec<&ListedPaper> =
        listing.papers.iter().filter(|paper| seen.insert(&paper.id)).collect();
    if papers.is_empty() {
        return Ok(Placed { added: Vec::new(), is_changed: false });
    }
    connection
        .prepare_cached(
            "INSERT INTO day (date, source_url) VALUES (?1, ?2) ON CONFLICT (date) DO UPDATE SET source_url = coalesce(source_url, excluded.source_url)",
        )?
        .execute(params![date, listing.source_url])?;
    let mut order: Vec<i64> = connection
        .prepare_cached("SELECT paper FROM day_paper WHERE date = ?1 ORDER BY position")?
        .query_map([&date], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let listed: HashSet<i64> = order.iter().copied().collect();
    let (mut added, mut touched) = (Vec::new(), Vec::new());
    for paper in papers {
        let head = head(connection, &paper.id, &paper.title)?;
        let is_known = listed.contains(&head.key);
        let renamed = head.shown.is_none()
            && precedence == Precedence::Listed
            && connection
                .prepare_cached("UPDATE paper SET title = ?2 WHERE key = ?1 AND title <> ?2")?
                .execute(params![head.key, paper.title])?
                > 0;
        let is_changed = update_searched(connection, head.key, paper, precedence)?;
        if !is_known {
            order.push(head.key);
            added.push(paper.id.clone());
        }
        if renamed || is_changed || !is_known {
            touched.push(head.key);
        }
    }
    place(connection, &date, &order)?;
    let is_changed = !touched.is_empty();
    for key in touched {
        touch(connection, key)?;
    }
    Ok(Placed { added, is_changed })
}

/// Updates the data of a paper; a value is never replaced by none. Returns whether searched data
/// changed.
fn update_searched(
    connection: &Connection,
    key: i64,
    paper: &ListedPaper,
    precedence: Precedence,
) -> rusqlite::Result<bool> {
    let searched = "SELECT authors, abstract, code, project FROM paper_detail WHERE paper = ?1";
    type Searched = (String, Option<String>, Option<String>, Option<String>);
    let read = || -> rusqlite::Result<Option<Searched>> {
        connection
            .prepare_cached(searched)?
            .query_row([key], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))
            .optional()
    };
    let before = read()?;
    let sql = match precedence {
        Precedence::Listed => include_str!("replace.sql"),
        Precedence::Known => include_str!("fill.sql"),
    };
    connection.prepare_cached(sql)?.execute(params![
        key,
        json(&paper.authors),
        paper.abstract_text,
        paper.code,
        paper.project,
        paper.upvotes,
        json(&paper.keywords),
        paper.summary,
        paper.organization,
        paper.published.map(|date| date.to_string()),
    ])?;
    Ok(before != read()?)
}

fn json(words: &[String]) -> String {
    // An array of texts has no form that JSON could not hold.
    serde_json::Value::from(words).to_string()
}
