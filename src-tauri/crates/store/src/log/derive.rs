//! The tables that lists, cards and searches read: how a statement gets into them, and what they
//! say.

use super::subject::{Kind, Statement};
use crate::Mark;
use crate::columns::paper_id;
use crate::marks::set_mark;
use crate::notes::{Note, write_note};
use crate::searches::{Saved, write_saved};
use crate::tags::set_tag;
use crate::versions::choose;
use rusqlite::{Connection, Row};

impl Statement {
    /// Makes the table of this kind say so.
    pub(crate) fn derive(&self, connection: &Connection) -> rusqlite::Result<()> {
        match self {
            Self::Mark { paper, mark, at } => set_mark(connection, paper.as_str(), *mark, *at),
            Self::Tag { paper, folded, name } => {
                set_tag(connection, paper.as_str(), folded, name.as_deref())
            }
            Self::Note { paper, note } => write_note(connection, paper.as_str(), note.as_ref()),
            Self::Version { paper, digest } => {
                choose(connection, paper.as_str(), digest.as_deref())
            }
            Self::SavedSearch { folded, search } => {
                write_saved(connection, folded, search.as_ref())
            }
        }
    }
}

/// All that the tables say, in an order that does not depend on when it was done.
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
