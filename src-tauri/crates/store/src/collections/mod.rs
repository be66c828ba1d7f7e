//! Collections of papers: named, in an order of the user's, in two levels, each with a note of its
//! own. A paper is in any number of them.

mod change;

use crate::columns::{paper_id, unreadable};
use crate::tags::fold;
use crate::{Store, StoreError};
use paperboy_paper::PaperId;
use rusqlite::{Connection, OptionalExtension, Row};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// A collection of papers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Collection {
    /// It keeps it under every name.
    pub id: CollectionId,
    /// The name, as the user wrote it.
    pub name: String,
    /// The collection that it is in.
    pub parent: Option<CollectionId>,
    /// The user's note about it.
    pub note: Option<String>,
    /// How many papers of the library are in it or in a collection in it.
    pub papers: u64,
}

/// Names a collection, whatever it is called.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CollectionId(String);

impl CollectionId {
    /// Reads sixteen hexadecimal digits in lower case.
    pub fn parse(text: &str) -> Option<Self> {
        let is_digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        (text.len() == 16 && text.bytes().all(is_digit)).then(|| Self(text.to_owned()))
    }

    /// Its digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CollectionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for CollectionId {
    type Error = &'static str;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or("no id of a collection")
    }
}

impl From<CollectionId> for String {
    fn from(id: CollectionId) -> Self {
        id.0
    }
}

/// Why a collection was not changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CollectionRefused {
    /// There is no such collection.
    Unknown,
    /// Another collection has the name.
    NameTaken,
    /// It would be in a collection that is in another one, or its own collections would be.
    TooDeep,
}

/// A collection as the table, the log and the journal hold it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct CollectionFact {
    pub(crate) name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) parent: Option<CollectionId>,
    pub(crate) place: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) note: Option<String>,
    /// Milliseconds since 1970.
    pub(crate) added: i64,
}

impl CollectionFact {
    /// Of `id, name, parent, place, note, added`.
    pub(crate) fn of(row: &Row<'_>) -> rusqlite::Result<Self> {
        let parent: Option<String> = row.get(2)?;
        Ok(Self {
            name: row.get(1)?,
            parent: parent.as_deref().and_then(CollectionId::parse),
            place: row.get(3)?,
            note: row.get(4)?,
            added: row.get(5)?,
        })
    }
}

/// A paper's place in a collection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Collected {
    pub(crate) place: i64,
}

type Known = (CollectionId, CollectionFact);

impl Store {
    /// The collections, each followed by those in it, in the user's order.
    pub fn collections(&self) -> Result<Vec<Collection>, StoreError> {
        self.read(|connection| {
            let mut count = connection.prepare_cached(
                "SELECT count(DISTINCT m.paper_id) FROM collected m CROSS JOIN paper p ON p.id = m.paper_id
                 WHERE m.collection IN (SELECT ?1 UNION ALL SELECT id FROM collection WHERE parent = ?1)",
            )?;
            let all = all(connection)?;
            let nested = |parent: Option<&CollectionId>| -> Vec<&Known> {
                all.iter().filter(|(_, fact)| parent_of(&all, fact) == parent).collect()
            };
            let mut collections = Vec::with_capacity(all.len());
            for top in nested(None) {
                for (id, fact) in std::iter::once(top).chain(nested(Some(&top.0))) {
                    let papers: i64 = count.query_row([id.as_str()], |row| row.get(0))?;
                    collections.push(Collection {
                        id: id.clone(),
                        name: fact.name.clone(),
                        parent: parent_of(&all, fact).cloned(),
                        note: fact.note.clone(),
                        papers: papers.cast_unsigned(),
                    });
                }
            }
            Ok(collections)
        })
    }

    /// The papers in a collection itself, in its order.
    pub fn papers_of(&self, id: &CollectionId) -> Result<Vec<PaperId>, StoreError> {
        self.read(|connection| {
            Ok(papers_in(connection, id)?.into_iter().map(|(paper, _)| paper).collect())
        })
    }

    /// The collections that these papers are in, and how many of them each holds.
    pub fn collections_of(&self, ids: &[PaperId]) -> Result<Vec<(CollectionId, u64)>, StoreError> {
        self.read(|connection| {
            let mut counts = BTreeMap::new();
            let mut statement = connection
                .prepare_cached("SELECT collection FROM collected WHERE paper_id = ?1")?;
            for id in ids {
                for collection in statement.query_map([id.as_str()], |row| collection_id(row, 0))? {
                    *counts.entry(collection?).or_default() += 1;
                }
            }
            Ok(counts.into_iter().collect())
        })
    }
}

/// All collections, in the order of their places. One that is no text any more is left out: the
/// check of all rows finds it.
fn all(connection: &Connection) -> rusqlite::Result<Vec<Known>> {
    let sql =
        "SELECT id, name, parent, place, note, added FROM collection ORDER BY place, added, id";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement
        .query_map([], |row| Ok(collection_id(row, 0).ok().zip(CollectionFact::of(row).ok())))?;
    rows.filter_map(Result::transpose).collect()
}

/// The collection that one is in. Where two libraries met, that may be gone, or be in another one
/// itself: then it is none.
fn parent_of<'a>(all: &'a [Known], fact: &CollectionFact) -> Option<&'a CollectionId> {
    let parent = all.iter().find(|known| Some(&known.0) == fact.parent.as_ref())?;
    parent.1.parent.is_none().then_some(&parent.0)
}

fn papers_in(
    connection: &Connection,
    id: &CollectionId,
) -> rusqlite::Result<Vec<(PaperId, Collected)>> {
    connection
        .prepare_cached(
            "SELECT paper_id, place FROM collected WHERE collection = ?1 ORDER BY place, paper_id",
        )?
        .query_map([id.as_str()], |row| Ok((paper_id(row, 0)?, Collected { place: row.get(1)? })))?
        .collect()
}

pub(crate) fn collected(
    connection: &Connection,
    paper: &PaperId,
    id: &CollectionId,
) -> rusqlite::Result<Option<Collected>> {
    connection
        .prepare_cached("SELECT place FROM collected WHERE collection = ?1 AND paper_id = ?2")?
        .query_row([id.as_str(), paper.as_str()], |row| Ok(Collected { place: row.get(0)? }))
        .optional()
}

/// A collection by its id.
pub(crate) fn collection(
    connection: &Connection,
    id: &CollectionId,
) -> rusqlite::Result<Option<CollectionFact>> {
    Ok(all(connection)?.into_iter().find(|known| known.0 == *id).map(|known| known.1))
}

/// A collection by its name.
pub(crate) fn named(connection: &Connection, name: &str) -> rusqlite::Result<Option<CollectionId>> {
    let name = fold(name);
    Ok(all(connection)?.into_iter().find(|known| fold(&known.1.name) == name).map(|known| known.0))
}

pub(crate) fn collection_id(row: &Row<'_>, column: usize) -> rusqlite::Result<CollectionId> {
    let text = row.get_ref(column)?.as_str()?;
    CollectionId::parse(text).ok_or_else(|| unreadable(column, "no id of a collection"))
}
