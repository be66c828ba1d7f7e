//! What a library holds, counted and compared.

use crate::{Contents, Recovery, RepairedBy};
use rusqlite::Connection;
use std::collections::HashSet;

/// What a library holds, to be compared.
#[derive(PartialEq)]
pub(super) struct Known {
    papers: HashSet<String>,
    starred: HashSet<String>,
    notes: HashSet<String>,
    tags: HashSet<String>,
    /// Everything else that a user would miss.
    rest: Vec<i64>,
}

impl Known {
    pub(super) fn of(connection: &Connection) -> rusqlite::Result<Self> {
        let set = |sql: &str| {
            connection
                .prepare(sql)?
                .query_map([], |row| row.get::<_, String>(0))?
                .collect::<rusqlite::Result<HashSet<_>>>()
        };
        let count = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, i64>(0));
        Ok(Self {
            papers: set("SELECT id FROM paper")?,
            starred: set("SELECT paper_id FROM mark WHERE starred IS NOT NULL")?,
            notes: set("SELECT paper_id || char(31) || text FROM note")?,
            tags: set("SELECT paper_id || char(31) || folded FROM tag")?,
            rest: vec![
                count("SELECT count(*) FROM report")?,
                count("SELECT count(*) FROM document")?,
                count("SELECT count(*) FROM article")?,
                count("SELECT coalesce(sum(coalesce(read, 0) + coalesce(later, 0)), 0) FROM mark")?,
                count("SELECT count(*) FROM setting")?,
                count("SELECT coalesce(max(id), 0) FROM change")?,
            ],
        })
    }

    pub(super) fn changed_since(&self, before: &Self) -> bool {
        self != before
    }

    pub(super) fn beyond(&self, before: &Self) -> Contents {
        let more =
            |here: &HashSet<String>, there: &HashSet<String>| here.difference(there).count() as u64;
        Contents {
            papers: more(&self.papers, &before.papers),
            starred: more(&self.starred, &before.starred),
            notes: more(&self.notes, &before.notes),
            tags: more(&self.tags, &before.tags),
        }
    }
}

impl Contents {
    pub(super) fn of(connection: &Connection) -> rusqlite::Result<Self> {
        let count = |sql: &str| {
            connection.query_row(sql, [], |row| row.get::<_, i64>(0)).map(i64::cast_unsigned)
        };
        Ok(Self {
            papers: count("SELECT count(*) FROM paper")?,
            starred: count("SELECT count(*) FROM mark WHERE starred IS NOT NULL")?,
            notes: count("SELECT count(*) FROM note")?,
            tags: count("SELECT count(*) FROM tag")?,
        })
    }
}

impl Recovery {
    pub(crate) fn new(how: RepairedBy, kept: Contents) -> Self {
        Self {
            how,
            wrong: String::new(),
            backup: None,
            kept,
            newer: Contents::default(),
            lost_rows: 0,
            lost_pages: 0,
            to_fetch: 0,
        }
    }
}
