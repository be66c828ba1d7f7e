//! The user's opinions on the learnt order, and all that it is learnt from.

use crate::columns::paper_id;
use crate::log::{Statement, UserChange};
use crate::marks::known;
use crate::{Change, Store, StoreError};
use jiff::Timestamp;
use paperboy_paper::PaperId;
use paperboy_sync::COUNTER_BITS;
use rusqlite::types::{FromSqlError, Type};
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What undo calls "less of this", an opinion on words, and the end of all that was learnt.
const WHAT_LESS: &str = "less";
const WHAT_OPINION: &str = "opinion";
const WHAT_FORGOTTEN: &str = "taste";
/// The longest word, in bytes.
pub const MAX_WORD_BYTES: usize = 100;
/// So long after the last mark on a day, its other papers count as passed over: until then the
/// user may not have come to them.
const PASSED_OVER_MILLISECONDS: i64 = 24 * 3600 * 1000;

/// What a word of the learnt order names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WordKind {
    /// What a paper is about.
    Subject,
    /// Who wrote it.
    Author,
    /// Where it was written.
    Organisation,
}

impl WordKind {
    const ALL: [Self; 3] = [Self::Subject, Self::Author, Self::Organisation];

    /// Its name in columns and subjects.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Subject => "subject",
            Self::Author => "author",
            Self::Organisation => "organisation",
        }
    }

    pub(crate) fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }
}

/// The user's opinion on a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Opinion {
    /// More papers with it.
    More,
    /// Fewer papers with it.
    Less,
    /// It says nothing about the taste.
    Forgotten,
}

impl Opinion {
    const ALL: [Self; 3] = [Self::More, Self::Less, Self::Forgotten];

    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::More => "more",
            Self::Less => "less",
            Self::Forgotten => "forgotten",
        }
    }

    fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|opinion| opinion.key() == key)
    }
}

/// An opinion on a word, as the log holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct OpinionFact {
    pub opinion: Opinion,
    /// Milliseconds since 1970.
    pub at: i64,
}

/// A word with what the user said about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordOpinion {
    /// What it names.
    pub kind: WordKind,
    /// Its text, in the form in which papers are compared.
    pub word: String,
    /// The opinion.
    pub opinion: Opinion,
}

/// What the user did with a paper, as far as an order is learnt from it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Signals {
    /// It is starred.
    pub starred: bool,
    /// It is kept for later.
    pub later: bool,
    /// Something in it is highlighted.
    pub highlighted: bool,
    /// It is in a collection.
    pub collected: bool,
    /// The user chose "less of this" for it.
    pub less: bool,
    /// It was left without any mark on a day of which another paper got one, more than a day ago.
    pub skipped: bool,
}

impl Store {
    /// Chooses "less of this" for papers, or takes it back; unknown papers are left out and named in
    /// the answer.
    pub fn say_less(
        &self,
        ids: &[PaperId],
        on: bool,
        now: Timestamp,
    ) -> Result<Change, StoreError> {
        let now = now.as_millisecond();
        self.write(|connection| {
            let (known, unknown) = known(connection, ids)?;
            let mut change = UserChange::begin(connection, now)?;
            for paper in known {
                let before = less_of(connection, paper)?;
                if before.is_some() != on {
                    let statement = |at| Statement::LessOf { paper: paper.clone(), at };
                    change.put(&statement(before), statement(on.then_some(now)))?;
                }
            }
            change.finish(WHAT_LESS, unknown)
        })
    }

    /// The papers of these for which the user chose "less of this".
    pub fn less_of(&self, ids: &[PaperId]) -> Result<Vec<PaperId>, StoreError> {
        self.read(|connection| {
            let mut less = Vec::new();
            for id in ids {
                if less_of(connection, id)?.is_some() {
                    less.push(id.clone());
                }
            }
            Ok(less)
        })
    }

    /// The keys of all papers for which the user chose "less of this".
    pub fn keys_of_less(&self) -> Result<Vec<u64>, StoreError> {
        self.read(|connection| {
            let sql = "SELECT p.key FROM less_of l CROSS JOIN paper p ON p.id = l.paper_id";
            let mut statement = connection.prepare_cached(sql)?;
            let keys = statement.query_map([], |row| Ok(row.get::<_, i64>(0)?.cast_unsigned()))?;
            keys.collect()
        })
    }

    /// Sets the user's opinion on a word; `None`: nothing any more. A text that is no word
    /// changes nothing.
    pub fn set_opinion(
        &self,
        kind: WordKind,
        word: &str,
        opinion: Option<Opinion>,
        now: Timestamp,
    ) -> Result<Change, StoreError> {
        let now = now.as_millisecond();
        self.write(|connection| {
            let mut change = UserChange::begin(connection, now)?;
            let before = self::opinion(connection, kind, word)?;
            // One that came from elsewhere can always be taken back.
            let is_word = (1..=MAX_WORD_BYTES).contains(&word.len()) || opinion.is_none();
            if is_word && before.map(|before| before.opinion) != opinion {
                let statement =
                    |opinion| Statement::WordOpinion { kind, word: word.to_owned(), opinion };
                let after = opinion.map(|opinion| OpinionFact { opinion, at: now });
                change.put(&statement(before), statement(after))?;
            }
            change.finish(WHAT_OPINION, Vec::new())
        })
    }

    /// All opinions on words, those on subjects first.
    pub fn opinions(&self) -> Result<Vec<WordOpinion>, StoreError> {
        self.read(|connection| {
            let sql = "SELECT kind, word, opinion FROM word_opinion ORDER BY kind DESC, word";
            let mut statement = connection.prepare_cached(sql)?;
            // A damaged opinion is left out: the check of all rows finds it.
            let opinions = statement.query_map([], |row| {
                let (Ok(kind), Ok(word)) = (word_kind(row, 0), row.get(1)) else { return Ok(None) };
                let opinion = stored_opinion(row, 2).ok();
                Ok(opinion.map(|opinion| WordOpinion { kind, word, opinion }))
            })?;
            opinions.filter_map(Result::transpose).collect()
        })
    }

    /// Has all that was learnt forgotten: every opinion and "less of this" is taken back, and what
    /// was done before this moment is no longer learnt from. Nothing else of it changes.
    pub fn forget_taste(&self, now: Timestamp) -> Result<Change, StoreError> {
        let now = now.as_millisecond();
        self.write(|connection| {
            let mut change = UserChange::begin(connection, now)?;
            let papers = connection
                .prepare_cached("SELECT paper_id, at FROM less_of ORDER BY paper_id")?
                .query_map([], |row| Ok((paper_id(row, 0)?, row.get(1)?)))?
                .collect::<rusqlite::Result<Vec<_>>>()?;
            for (paper, at) in papers {
                let statement = |at| Statement::LessOf { paper: paper.clone(), at };
                change.put(&statement(Some(at)), statement(None))?;
            }
            let words = connection
                .prepare_cached("SELECT kind, word, opinion, at FROM word_opinion")?
                .query_map([], |row| Ok((word_kind(row, 0)?, row.get(1)?, opinion_fact(row, 2)?)))?
                .collect::<rusqlite::Result<Vec<(WordKind, String, OpinionFact)>>>()?;
            for (kind, word, fact) in words {
                let statement =
                    |opinion| Statement::WordOpinion { kind, word: word.clone(), opinion };
                change.put(&statement(Some(fact)), statement(None))?;
            }
            let before = Statement::TasteForgotten { at: forgotten(connection)? };
            // What was done while the clock was ahead is forgotten, too.
            let newest: Option<i64> = connection.query_row(
                "SELECT max(at) FROM (SELECT max(starred) AS at FROM mark UNION ALL SELECT max(later) FROM mark
                   UNION ALL SELECT max(read) FROM mark UNION ALL SELECT max(added) FROM highlight)",
                [],
                |row| row.get(0),
            )?;
            let at = newest.map_or(now, |newest| newest.max(now));
            change.put(&before, Statement::TasteForgotten { at: Some(at) })?;
            change.finish(WHAT_FORGOTTEN, Vec::new())
        })
    }

    /// What an order is learnt from, by the papers' keys: all papers that the user did something
    /// with, at most `most` of those that were skipped, the newest, and of the newest others as many
    /// as are missing to this number.
    pub fn taste_signals(
        &self,
        most: usize,
        now: Timestamp,
    ) -> Result<BTreeMap<u64, Signals>, StoreError> {
        type Set = fn(&mut Signals);
        let since = |sql| (sql, true);
        // A paper came into a collection with the first fact that says so, or with the first after
        // it was taken out. Later ones give it another place. (Once the log was compacted, the
        // newest alone is left of them.)
        let collected = format!(
            "SELECT DISTINCT p.key FROM (
               SELECT paper_id, subject FROM fact WHERE subject >= 'in:' AND subject < 'in;'
               GROUP BY paper_id, subject
               HAVING min(time) >> {COUNTER_BITS} > ?1 OR max(CASE WHEN value IS NULL THEN time END) >> {COUNTER_BITS} > ?1) f
             CROSS JOIN paper p ON p.id = f.paper_id
             WHERE EXISTS (SELECT 1 FROM collected c WHERE c.paper_id = f.paper_id AND 'in:' || c.collection = f.subject)"
        );
        let all_collected = "SELECT p.key FROM collected c CROSS JOIN paper p ON p.id = c.paper_id";
        self.read(|connection| {
            let from = forgotten(connection)?;
            let queries: [((&str, bool), Set); 5] = [
                (since("SELECT p.key FROM mark m CROSS JOIN paper p ON p.id = m.paper_id WHERE m.starred > ?1"), |one| one.starred = true),
                (since("SELECT p.key FROM mark m CROSS JOIN paper p ON p.id = m.paper_id WHERE m.later > ?1"), |one| one.later = true),
                (since("SELECT p.key FROM highlight h CROSS JOIN paper p ON p.id = h.paper_id WHERE h.added > ?1"), |one| one.highlighted = true),
                (since("SELECT p.key FROM less_of l CROSS JOIN paper p ON p.id = l.paper_id WHERE l.at > ?1"), |one| one.less = true),
                (if from.is_some() { since(collected.as_str()) } else { (all_collected, false) }, |one| one.collected = true),
            ];
            let mut signals: BTreeMap<u64, Signals> = BTreeMap::new();
            let from = from.unwrap_or(i64::MIN);
            for ((sql, is_bounded), set) in queries {
                let mut statement = connection.prepare_cached(sql)?;
                let mut rows = if is_bounded { statement.query([from])? } else { statement.query([])? };
                while let Some(row) = rows.next()? {
                    set(signals.entry(row.get::<_, i64>(0)?.cast_unsigned()).or_default());
                }
            }
            let most = i64::try_from(most).unwrap_or(i64::MAX);
            let skipped = "SELECT DISTINCT d.paper FROM day_paper d
                 WHERE d.marks = 0 AND d.date IN (
                   SELECT date FROM (
                     SELECT s.date, max(max(coalesce(m.read, ?1), coalesce(m.starred, ?1), coalesce(m.later, ?1))) AS last
                     FROM mark m CROSS JOIN paper p ON p.id = m.paper_id CROSS JOIN day_paper s ON s.paper = p.key
                     GROUP BY s.date)
                   WHERE last > ?1 AND last < ?3)
                 ORDER BY d.paper DESC LIMIT ?2";
            let passed = now.as_millisecond().saturating_sub(PASSED_OVER_MILLISECONDS);
            let mut passed_over = 0;
            let mut statement = connection.prepare_cached(skipped)?;
            let mut rows = statement.query(params![from, most, passed])?;
            while let Some(row) = rows.next()? {
                signals.entry(row.get::<_, i64>(0)?.cast_unsigned()).or_default().skipped = true;
                passed_over += 1;
            }
            let mut statement =
                connection.prepare_cached("SELECT key FROM paper ORDER BY key DESC LIMIT ?1")?;
            let mut rows = statement.query([most - passed_over])?;
            while let Some(row) = rows.next()? {
                signals.entry(row.get::<_, i64>(0)?.cast_unsigned()).or_default();
            }
            Ok(signals)
        })
    }

    /// The revisions of papers by their keys; unknown ones are left out.
    pub fn revisions_of(&self, keys: &[u64]) -> Result<Vec<(u64, u64)>, StoreError> {
        self.read(|connection| {
            let mut statement =
                connection.prepare_cached("SELECT revision FROM paper WHERE key = ?1")?;
            let revision = |key: &u64| {
                let revision = statement.query_row([key.cast_signed()], |row| row.get::<_, i64>(0));
                Ok(revision.optional()?.map(|revision| (*key, revision.cast_unsigned())))
            };
            keys.iter().map(revision).filter_map(Result::transpose).collect()
        })
    }
}

/// When the user chose "less of this" for a paper.
pub(crate) fn less_of(connection: &Connection, paper: &PaperId) -> rusqlite::Result<Option<i64>> {
    connection
        .prepare_cached("SELECT at FROM less_of WHERE paper_id = ?1")?
        .query_row([paper.as_str()], |row| row.get(0))
        .optional()
}

/// The user's opinion on a word.
pub(crate) fn opinion(
    connection: &Connection,
    kind: WordKind,
    word: &str,
) -> rusqlite::Result<Option<OpinionFact>> {
    connection
        .prepare_cached("SELECT opinion, at FROM word_opinion WHERE kind = ?1 AND word = ?2")?
        .query_row([kind.key(), word], |row| opinion_fact(row, 0))
        .optional()
}

/// When all that was learnt was forgotten.
pub(crate) fn forgotten(connection: &Connection) -> rusqlite::Result<Option<i64>> {
    connection
        .prepare_cached("SELECT at FROM taste_forgotten")?
        .query_row([], |row| row.get(0))
        .optional()
}

pub(crate) fn word_kind(row: &Row<'_>, column: usize) -> rusqlite::Result<WordKind> {
    WordKind::from_key(row.get_ref(column)?.as_str()?).ok_or_else(|| unreadable(column))
}

fn stored_opinion(row: &Row<'_>, column: usize) -> rusqlite::Result<Opinion> {
    Opinion::from_key(row.get_ref(column)?.as_str()?).ok_or_else(|| unreadable(column))
}

/// The opinion in a column, and its moment in the next one.
pub(crate) fn opinion_fact(row: &Row<'_>, column: usize) -> rusqlite::Result<OpinionFact> {
    Ok(OpinionFact { opinion: stored_opinion(row, column)?, at: row.get(column + 1)? })
}

fn unreadable(column: usize) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(
        column,
        Type::Text,
        Box::new(FromSqlError::Other("no opinion of the user's".into())),
    )
}

/// Chooses "less of this" for a paper, or takes it back.
pub(crate) fn set_less_of(
    connection: &Connection,
    id: &str,
    at: Option<i64>,
) -> rusqlite::Result<()> {
    match at {
        Some(at) => connection
            .prepare_cached("INSERT OR REPLACE INTO less_of (paper_id, at) VALUES (?1, ?2)")?
            .execute(params![id, at])?,
        None => {
            connection.prepare_cached("DELETE FROM less_of WHERE paper_id = ?1")?.execute([id])?
        }
    };
    Ok(())
}

pub(crate) fn set_word_opinion(
    connection: &Connection,
    kind: WordKind,
    word: &str,
    opinion: Option<&OpinionFact>,
) -> rusqlite::Result<()> {
    match opinion {
        Some(OpinionFact { opinion, at }) => connection
            .prepare_cached("INSERT OR REPLACE INTO word_opinion (kind, word, opinion, at) VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![kind.key(), word, opinion.key(), at])?,
        None => connection
            .prepare_cached("DELETE FROM word_opinion WHERE kind = ?1 AND word = ?2")?
            .execute([kind.key(), word])?,
    };
    Ok(())
}

pub(crate) fn set_forgotten(connection: &Connection, at: Option<i64>) -> rusqlite::Result<()> {
    match at {
        Some(at) => connection
            .prepare_cached("INSERT OR REPLACE INTO taste_forgotten (only, at) VALUES (1, ?1)")?
            .execute([at])?,
        None => connection.prepare_cached("DELETE FROM taste_forgotten")?.execute([])?,
    };
    Ok(())
}
