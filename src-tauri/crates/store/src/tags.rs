//! Tags.

use crate::log::{Statement, UserChange};
use crate::marks::known;
use crate::{Change, Store, StoreError};
use jiff::Timestamp;
use paperboy_paper::PaperId;
use rusqlite::{Connection, OptionalExtension};
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;

/// Which tags papers get and lose, by the names' folded form. A name is `None` where the tag goes.
pub(crate) struct TagChange(BTreeMap<String, Option<String>>);

impl TagChange {
    pub(crate) fn new(add: &[String], remove: &[String]) -> Self {
        let removed = remove.iter().map(|name| (fold(name), None));
        // Of two spellings the first one counts: the later entry of a map stays.
        let added = add.iter().rev().map(|name| (fold(name), Some(tidy(name))));
        Self(removed.chain(added).filter(|(folded, _)| !folded.is_empty()).collect())
    }
}

pub(crate) fn put_tags(
    connection: &Connection,
    change: &mut UserChange<'_>,
    papers: &[&PaperId],
    tags: &TagChange,
) -> rusqlite::Result<()> {
    for (folded, name) in &tags.0 {
        for id in papers {
            let before = tagged(connection, id.as_str(), folded)?;
            if before.is_some() != name.is_some() {
                let statement =
                    |name| Statement::Tag { paper: (*id).clone(), folded: folded.clone(), name };
                change.put(&statement(before), statement(name.clone()))?;
            }
        }
    }
    Ok(())
}

impl Store {
    /// Adds and removes tags on papers; unknown papers are left out and named in the answer. Names
    /// are compared whatever their case and form; a tag in use keeps the spelling it was first
    /// given. A name among both is added; blank names are left out.
    pub fn tag(
        &self,
        ids: &[PaperId],
        add: &[String],
        remove: &[String],
        now: Timestamp,
    ) -> Result<Change, StoreError> {
        let tags = TagChange::new(add, remove);
        self.write(|connection| {
            let (known, unknown) = known(connection, ids)?;
            let mut change = UserChange::begin(connection, now.as_millisecond())?;
            put_tags(connection, &mut change, &known, &tags)?;
            change.finish("tags", unknown)
        })
    }

    /// The tags in use with their numbers of papers, by name.
    pub fn tags(&self) -> Result<Vec<(String, u64)>, StoreError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT min(name), count(*) FROM tag GROUP BY folded ORDER BY folded",
            )?;
            // A name that is no text any more is left out: the check of all rows finds it.
            let tags = statement.query_map([], |row| {
                Ok(row.get(0).ok().zip(Some(row.get::<_, i64>(1)?.cast_unsigned())))
            })?;
            tags.filter_map(Result::transpose).collect()
        })
    }

    /// The tags in use, by name, with the keys of the papers of each.
    pub fn tagged(&self) -> Result<Vec<(String, Vec<u64>)>, StoreError> {
        self.read(|connection| {
            let sql = "SELECT t.folded, t.name, p.key FROM tag t CROSS JOIN paper p ON p.id = t.paper_id ORDER BY t.folded, t.name";
            let mut statement = connection.prepare_cached(sql)?;
            let mut rows = statement.query([])?;
            let mut tagged: Vec<(String, Vec<u64>)> = Vec::new();
            let mut last = String::new();
            while let Some(row) = rows.next()? {
                let (Ok(folded), Ok(name)) = (row.get::<_, String>(0), row.get::<_, String>(1)) else { continue };
                if tagged.is_empty() || folded != last {
                    tagged.push((name, Vec::new()));
                    last = folded;
                }
                if let Some((_, keys)) = tagged.last_mut() {
                    keys.push(row.get::<_, i64>(2)?.cast_unsigned());
                }
            }
            Ok(tagged)
        })
    }
}

/// A name as it is shown: on one line, composed, without space around it.
pub(crate) fn tidy(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").nfc().collect()
}

/// A name as it is compared.
pub(crate) fn fold(name: &str) -> String {
    tidy(name).to_lowercase().nfc().collect()
}

pub(crate) fn tagged(
    connection: &Connection,
    id: &str,
    folded: &str,
) -> rusqlite::Result<Option<String>> {
    connection
        .prepare_cached("SELECT name FROM tag WHERE folded = ?1 AND paper_id = ?2")?
        .query_row([folded, id], |row| row.get(0))
        .optional()
}

/// The spelling in which papers have a tag now.
pub(crate) fn spelling(connection: &Connection, folded: &str) -> rusqlite::Result<Option<String>> {
    connection
        .prepare_cached("SELECT name FROM tag WHERE folded = ?1 LIMIT 1")?
        .query_row([folded], |row| row.get(0))
        .optional()
}
