//! Citation keys. A paper gets its key when it is first cited or exported, and keeps it: only the
//! user changes it. A key that a paper has, or once had, is given to no other paper.

use crate::log::{Statement, UserChange};
use crate::{Access, Change, Store, StoreError};
use jiff::Timestamp;
use paperboy_paper::PaperId;
use rusqlite::{Connection, OptionalExtension};
use std::collections::{HashMap, HashSet};

/// What undo calls a change of a key.
const WHAT: &str = "citation_key";

/// Makes the key of a paper that has none, beside those that are taken, which are in lower case.
pub type MakeKey<'a> = &'a dyn Fn(&PaperId, &HashSet<String>) -> String;

impl Store {
    /// The keys of these papers. Those that have none get one by `make`, in the order of the ids,
    /// and no undo takes it back. A library that can only be read keeps none of these.
    pub fn citation_keys(
        &self,
        ids: &[PaperId],
        make: MakeKey<'_>,
        now: Timestamp,
    ) -> Result<HashMap<PaperId, String>, StoreError> {
        let known = self.read(|connection| known(connection, ids))?;
        if known.len() == ids.iter().collect::<HashSet<_>>().len() {
            return Ok(known);
        }
        if self.access() == Access::ReadOnly {
            return self.read(|connection| completed(connection, ids, make, |_, _| Ok(())));
        }
        self.write(|connection| {
            let mut change = UserChange::begin(connection, now.as_millisecond())?;
            let keys = completed(connection, ids, make, |paper, key| {
                let (paper, key) = (paper.clone(), Some(key.to_owned()));
                change.put_for_good(Statement::CitationKey { paper, key })
            })?;
            change.finish_without_undo()?;
            Ok(keys)
        })
    }

    /// Gives a paper the key that the user wants. It gets a suffix where another paper has it or
    /// once had it. The key is given back as it is kept.
    pub fn set_citation_key(
        &self,
        id: &PaperId,
        key: &str,
        make: MakeKey<'_>,
        now: Timestamp,
    ) -> Result<(Change, String), StoreError> {
        // So that undo leads to a key too.
        self.citation_keys(std::slice::from_ref(id), make, now)?;
        self.write(|connection| {
            let mut change = UserChange::begin(connection, now.as_millisecond())?;
            let before = citation_key(connection, id)?;
            let after = free_key(connection, id, key)?;
            if before.as_ref() != Some(&after) {
                let statement = |key| Statement::CitationKey { paper: id.clone(), key };
                change.put(&statement(before), statement(Some(after.clone())))?;
            }
            Ok((change.finish(WHAT, Vec::new())?, after))
        })
    }
}

fn known(connection: &Connection, ids: &[PaperId]) -> rusqlite::Result<HashMap<PaperId, String>> {
    let mut keys = HashMap::new();
    for id in ids {
        if let Some(key) = citation_key(connection, id)? {
            keys.insert(id.clone(), key);
        }
    }
    Ok(keys)
}

fn completed(
    connection: &Connection,
    ids: &[PaperId],
    make: MakeKey<'_>,
    mut keep: impl FnMut(&PaperId, &str) -> rusqlite::Result<()>,
) -> rusqlite::Result<HashMap<PaperId, String>> {
    let mut keys = known(connection, ids)?;
    let mut taken = taken(connection)?;
    for id in ids {
        if !keys.contains_key(id) {
            let key = make(id, &taken);
            taken.insert(key.to_ascii_lowercase());
            keep(id, &key)?;
            keys.insert(id.clone(), key);
        }
    }
    Ok(keys)
}

pub(crate) fn citation_key(
    connection: &Connection,
    id: &PaperId,
) -> rusqlite::Result<Option<String>> {
    connection
        .prepare_cached("SELECT key FROM citation_key WHERE paper_id = ?1")?
        .query_row([id.as_str()], |row| row.get(0))
        .optional()
}

/// All keys that papers have or once had, in lower case.
fn taken(connection: &Connection) -> rusqlite::Result<HashSet<String>> {
    let sql = "SELECT key FROM citation_key
         UNION ALL SELECT before ->> '$' FROM change_item WHERE subject = 'citation_key' AND before IS NOT NULL
         UNION ALL SELECT value ->> '$' FROM fact WHERE subject = 'citation_key' AND value IS NOT NULL";
    let mut statement = connection.prepare(sql)?;
    let keys =
        statement.query_map([], |row| row.get(0).map(|key: String| key.to_ascii_lowercase()));
    keys?.collect()
}

/// The key itself, or with a suffix where another paper has it or once had it.
pub(crate) fn free_key(
    connection: &Connection,
    paper: &PaperId,
    key: &str,
) -> rusqlite::Result<String> {
    const IS_TAKEN: &str = "SELECT 1 FROM citation_key WHERE key = ?2 COLLATE NOCASE AND paper_id <> ?1
         UNION ALL SELECT 1 FROM fact WHERE subject = 'citation_key' AND value = json_quote(?2) COLLATE NOCASE AND paper_id <> ?1
         UNION ALL SELECT 1 FROM change_item WHERE subject = 'citation_key' AND before = json_quote(?2) COLLATE NOCASE AND paper_id <> ?1";
    let mut is_taken = connection.prepare_cached(IS_TAKEN)?;
    let mut free = key.to_owned();
    for suffix in suffixes() {
        if !is_taken.exists([paper.as_str(), &free])? {
            break;
        }
        free = format!("{key}{suffix}");
    }
    Ok(free)
}

/// Whether a text can be a key in every format: files and other devices may say anything.
pub(crate) fn is_key(text: &str) -> bool {
    (1..=100).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_:.+/*!?".contains(&byte))
}

/// The other papers that have a key, each as it is written there.
pub(crate) fn clashes(
    connection: &Connection,
    paper: &PaperId,
    key: &str,
) -> rusqlite::Result<Vec<(PaperId, String)>> {
    connection
        .prepare_cached(
            "SELECT paper_id, key FROM citation_key WHERE key = ?2 COLLATE NOCASE AND paper_id <> ?1 ORDER BY paper_id",
        )?
        .query_map([paper.as_str(), key], |row| Ok((crate::columns::paper_id(row, 0)?, row.get(1)?)))?
        .collect()
}

/// `a` to `z`, then `a2`, `b2` and so on.
fn suffixes() -> impl Iterator<Item = String> {
    (1_u32..).flat_map(|round| {
        ('a'..='z').map(move |letter| match round {
            1 => letter.to_string(),
            round => format!("{letter}{round}"),
        })
    })
}

/// Gives a library the keys that another one, which it replaces, had given to papers: a text that
/// cites them outlives both.
pub(crate) fn keep_keys(from: &Connection, to: &Connection) -> rusqlite::Result<()> {
    let mut statement = from.prepare("SELECT paper_id, key FROM citation_key ORDER BY paper_id")?;
    let keys: Vec<(PaperId, String)> = statement
        .query_map([], |row| Ok((crate::columns::paper_id(row, 0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    let transaction = to.unchecked_transaction()?;
    // No moment is known here: they follow the newest fact.
    let mut change = UserChange::begin(&transaction, 0)?;
    for (paper, key) in keys {
        if citation_key(&transaction, &paper)?.as_ref() != Some(&key) {
            change.put_for_good(Statement::CitationKey { paper, key: Some(key) })?;
        }
    }
    change.finish_without_undo()?;
    transaction.commit()
}
