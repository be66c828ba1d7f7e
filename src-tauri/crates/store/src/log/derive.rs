//! The tables that lists, cards and searches read: writing statements into them, and reading them
//! back. Only a migration and the salvage of a damaged library write them, too.

use super::subject::{Kind, Statement};
use crate::collections::{Collected, CollectionFact, collection_id};
use crate::columns::paper_id;
use crate::highlights::{set_highlight, statement as highlight_statement};
use crate::marks::{MARK_BITS, column};
use crate::notes::Note;
use crate::searches::Saved;
use crate::taste::{opinion_fact, set_forgotten, set_less_of, set_word_opinion, word_kind};
use crate::versions::show;
use crate::{ChosenFigure, CollectionId, Mark};
use rusqlite::{Connection, OptionalExtension, Row, params};

impl Statement {
    /// Writes the statement into the table of its kind.
    pub(crate) fn derive(&self, connection: &Connection) -> rusqlite::Result<()> {
        match self {
            Self::Mark { paper, mark, at } => set_mark(connection, paper.as_str(), *mark, *at),
            Self::Tag { paper, folded, name } => {
                set_tag(connection, paper.as_str(), folded, name.as_deref())
            }
            Self::Note { paper, note } => set_note(connection, paper.as_str(), note.as_ref()),
            Self::Version { paper, digest } => {
                set_version(connection, paper.as_str(), digest.as_deref())
            }
            Self::SavedSearch { folded, search } => {
                set_saved_search(connection, folded, search.as_ref())
            }
            Self::CitationKey { paper, key } => {
                set_citation_key(connection, paper.as_str(), key.as_deref())
            }
            Self::Collection { id, collection } => {
                set_collection(connection, id, collection.as_ref())
            }
            Self::Collected { paper, id, collected } => {
                set_collected(connection, paper.as_str(), id, collected.as_ref())
            }
            Self::Highlight { paper, id, highlight } => {
                set_highlight(connection, paper, id, highlight.as_deref())
            }
            Self::LessOf { paper, at } => set_less_of(connection, paper.as_str(), *at),
            Self::WordOpinion { kind, word, opinion } => {
                set_word_opinion(connection, *kind, word, opinion.as_ref())
            }
            Self::TasteForgotten { at } => set_forgotten(connection, *at),
            Self::CardFigure { paper, figure } => {
                set_card_figure(connection, paper.as_str(), figure.as_ref())
            }
        }
    }
}

/// Keeps the lists' copy of the marks the same, too.
fn set_mark(
    connection: &Connection,
    id: &str,
    mark: Mark,
    at: Option<i64>,
) -> rusqlite::Result<()> {
    let column = column(mark);
    connection
        .prepare_cached(&format!(
            "INSERT INTO mark (paper_id, {column}) VALUES (?1, ?2) ON CONFLICT (paper_id) DO UPDATE SET {column} = excluded.{column}"
        ))?
        .execute(params![id, at])?;
    connection
        .prepare_cached(&format!(
            "UPDATE day_paper SET marks = (SELECT {MARK_BITS} FROM mark WHERE paper_id = ?1) WHERE paper = (SELECT key FROM paper WHERE id = ?1)"
        ))?
        .execute([id])?;
    if at.is_none() {
        connection
            .prepare_cached(&format!("DELETE FROM mark WHERE paper_id = ?1 AND {MARK_BITS} = 0"))?
            .execute([id])?;
    }
    Ok(())
}

/// Adds a tag to a paper, or removes it.
fn set_tag(
    connection: &Connection,
    id: &str,
    folded: &str,
    name: Option<&str>,
) -> rusqlite::Result<()> {
    match name {
        Some(name) => connection
            .prepare_cached(
                "INSERT OR REPLACE INTO tag (folded, paper_id, name) VALUES (?1, ?2, ?3)",
            )?
            .execute(params![folded, id, name])?,
        None => connection
            .prepare_cached("DELETE FROM tag WHERE folded = ?1 AND paper_id = ?2")?
            .execute([folded, id])?,
    };
    Ok(())
}

fn set_note(connection: &Connection, id: &str, note: Option<&Note>) -> rusqlite::Result<()> {
    match note {
        Some(note) => connection
            .prepare_cached(
                "INSERT OR REPLACE INTO note (paper_id, text, changed) VALUES (?1, ?2, ?3)",
            )?
            .execute(params![id, note.text, note.changed])?,
        None => connection.prepare_cached("DELETE FROM note WHERE paper_id = ?1")?.execute([id])?,
    };
    Ok(())
}

/// Updates the shown version, too.
fn set_version(connection: &Connection, id: &str, digest: Option<&str>) -> rusqlite::Result<()> {
    match digest {
        Some(digest) => connection
            .prepare_cached(
                "INSERT OR REPLACE INTO chosen_version (paper_id, report) VALUES (?1, unhex(?2))",
            )?
            .execute([id, digest])?,
        None => connection
            .prepare_cached("DELETE FROM chosen_version WHERE paper_id = ?1")?
            .execute([id])?,
    };
    let key = connection
        .prepare_cached("SELECT key FROM paper WHERE id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()?;
    key.map_or(Ok(()), |key| show(connection, key).map(drop))
}

fn set_saved_search(
    connection: &Connection,
    folded: &str,
    saved: Option<&Saved>,
) -> rusqlite::Result<()> {
    match saved {
        Some(saved) => connection
            .prepare_cached("INSERT OR REPLACE INTO saved_search (folded, name, query, added) VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![folded, saved.name, saved.query, saved.added])?,
        None => connection.prepare_cached("DELETE FROM saved_search WHERE folded = ?1")?.execute([folded])?,
    };
    Ok(())
}

fn set_citation_key(connection: &Connection, id: &str, key: Option<&str>) -> rusqlite::Result<()> {
    match key {
        Some(key) => connection
            .prepare_cached("INSERT OR REPLACE INTO citation_key (paper_id, key) VALUES (?1, ?2)")?
            .execute([id, key])?,
        None => connection
            .prepare_cached("DELETE FROM citation_key WHERE paper_id = ?1")?
            .execute([id])?,
    };
    Ok(())
}

fn set_card_figure(
    connection: &Connection,
    id: &str,
    figure: Option<&ChosenFigure>,
) -> rusqlite::Result<()> {
    match figure {
        Some(figure) => connection
            .prepare_cached(
                "INSERT OR REPLACE INTO card_figure (paper_id, source, caption) VALUES (?1, ?2, ?3)",
            )?
            .execute([id, &figure.source, &figure.caption])?,
        None => connection
            .prepare_cached("DELETE FROM card_figure WHERE paper_id = ?1")?
            .execute([id])?,
    };
    Ok(())
}

fn set_collection(
    connection: &Connection,
    id: &CollectionId,
    collection: Option<&CollectionFact>,
) -> rusqlite::Result<()> {
    match collection {
        Some(fact) => connection
            .prepare_cached(
                "INSERT OR REPLACE INTO collection (id, name, parent, place, note, added) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute(params![
                id.as_str(),
                fact.name,
                fact.parent.as_ref().map(CollectionId::as_str),
                fact.place,
                fact.note,
                fact.added
            ])?,
        None => connection
            .prepare_cached("DELETE FROM collection WHERE id = ?1")?
            .execute([id.as_str()])?,
    };
    Ok(())
}

/// Puts a paper into a collection, or takes it out.
fn set_collected(
    connection: &Connection,
    paper: &str,
    id: &CollectionId,
    collected: Option<&Collected>,
) -> rusqlite::Result<()> {
    match collected {
        Some(Collected { place }) => connection
            .prepare_cached(
                "INSERT OR REPLACE INTO collected (collection, paper_id, place) VALUES (?1, ?2, ?3)",
            )?
            .execute(params![id.as_str(), paper, place])?,
        None => connection
            .prepare_cached("DELETE FROM collected WHERE collection = ?1 AND paper_id = ?2")?
            .execute([id.as_str(), paper])?,
    };
    Ok(())
}

/// All statements of the tables, in an order that does not depend on their times.
pub(crate) fn statements(connection: &Connection) -> rusqlite::Result<Vec<Statement>> {
    let mut all = Vec::new();
    for kind in Kind::ALL {
        all.extend(statements_of(connection, *kind)?);
    }
    Ok(all)
}

fn statements_of(connection: &Connection, kind: Kind) -> rusqlite::Result<Vec<Statement>> {
    type Read = fn(&Row<'_>) -> rusqlite::Result<Vec<Statement>>;
    let (sql, read): (&str, Read) = match kind {
        Kind::Mark => ("SELECT paper_id, read, starred, later FROM mark ORDER BY paper_id", marks),
        Kind::Tag => ("SELECT paper_id, folded, name FROM tag ORDER BY paper_id, folded", |row| {
            let (paper, folded, name) = (paper_id(row, 0)?, row.get(1)?, row.get(2)?);
            Ok(vec![Statement::Tag { paper, folded, name: Some(name) }])
        }),
        Kind::Note => ("SELECT paper_id, text, changed FROM note ORDER BY paper_id", |row| {
            let note = Some(Note { text: row.get(1)?, changed: row.get(2)? });
            Ok(vec![Statement::Note { paper: paper_id(row, 0)?, note }])
        }),
        Kind::Version => {
            ("SELECT paper_id, lower(hex(report)) FROM chosen_version ORDER BY paper_id", |row| {
                Ok(vec![Statement::Version { paper: paper_id(row, 0)?, digest: Some(row.get(1)?) }])
            })
        }
        Kind::SavedSearch => {
            ("SELECT folded, name, query, added FROM saved_search ORDER BY added, folded", |row| {
                let search =
                    Some(Saved { name: row.get(1)?, query: row.get(2)?, added: row.get(3)? });
                Ok(vec![Statement::SavedSearch { folded: row.get(0)?, search }])
            })
        }
        Kind::CitationKey => ("SELECT paper_id, key FROM citation_key ORDER BY paper_id", |row| {
            Ok(vec![Statement::CitationKey { paper: paper_id(row, 0)?, key: Some(row.get(1)?) }])
        }),
        Kind::Collection => {
            ("SELECT id, name, parent, place, note, added FROM collection ORDER BY id", |row| {
                let collection = Some(CollectionFact::of(row)?);
                Ok(vec![Statement::Collection { id: collection_id(row, 0)?, collection }])
            })
        }
        Kind::Collected => (
            "SELECT collection, paper_id, place FROM collected ORDER BY collection, paper_id",
            |row| {
                let (paper, id) = (paper_id(row, 1)?, collection_id(row, 0)?);
                let collected = Some(Collected { place: row.get(2)? });
                Ok(vec![Statement::Collected { paper, id, collected }])
            },
        ),
        Kind::Highlight => (
            "SELECT paper_id, id, colour, note, exact, anchor, added FROM highlight ORDER BY paper_id, id",
            |row| Ok(vec![highlight_statement(row)?]),
        ),
        Kind::LessOf => ("SELECT paper_id, at FROM less_of ORDER BY paper_id", |row| {
            Ok(vec![Statement::LessOf { paper: paper_id(row, 0)?, at: Some(row.get(1)?) }])
        }),
        Kind::WordOpinion => {
            ("SELECT kind, word, opinion, at FROM word_opinion ORDER BY kind, word", |row| {
                let (kind, word) = (word_kind(row, 0)?, row.get(1)?);
                let opinion = Some(opinion_fact(row, 2)?);
                Ok(vec![Statement::WordOpinion { kind, word, opinion }])
            })
        }
        Kind::TasteForgotten => ("SELECT at FROM taste_forgotten", |row| {
            Ok(vec![Statement::TasteForgotten { at: Some(row.get(0)?) }])
        }),
        Kind::CardFigure => {
            ("SELECT paper_id, source, caption FROM card_figure ORDER BY paper_id", |row| {
                let figure = Some(ChosenFigure { source: row.get(1)?, caption: row.get(2)? });
                Ok(vec![Statement::CardFigure { paper: paper_id(row, 0)?, figure }])
            })
        }
    };
    let rows = connection.prepare(sql)?.query_map([], read)?.collect::<Result<Vec<_>, _>>()?;
    Ok(rows.into_iter().flatten().collect())
}

fn marks(row: &Row<'_>) -> rusqlite::Result<Vec<Statement>> {
    let paper = paper_id(row, 0)?;
    let mut marks = Vec::new();
    for (column, mark) in [(1, Mark::Read), (2, Mark::Starred), (3, Mark::Later)] {
        let at: Option<i64> = row.get(column)?;
        if at.is_some() {
            marks.push(Statement::Mark { paper: paper.clone(), mark, at });
        }
    }
    Ok(marks)
}
