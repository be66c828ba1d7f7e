//! A line of a file of facts.

use crate::columns::{moment, strings};
use crate::notes::Note;
use jiff::Timestamp;
use rusqlite::Connection;
use serde::{Deserialize, Serialize};

/// The name of the format, in the first line.
pub(super) const FORMAT: &str = "paperboy-facts";

/// One line: an object with one key, which says what the line tells of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Line {
    /// The first line.
    Header {
        format: String,
        version: u32,
        made: Timestamp,
    },
    Paper(PaperFacts),
    SavedSearch {
        name: String,
        query: String,
        added: Timestamp,
    },
    /// What was searched for, the newest last.
    Searched {
        query: String,
    },
}

/// What the user did with a paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct PaperFacts {
    /// The arXiv id.
    pub(super) id: String,
    /// For people who read the file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) read: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) starred: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) later: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) tags: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) note: Option<NoteFact>,
    /// The digest of the version that the user chose, in hexadecimal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) version: Option<String>,
}

/// A note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct NoteFact {
    pub(super) text: String,
    pub(super) changed: Timestamp,
}

impl From<&NoteFact> for Note {
    fn from(fact: &NoteFact) -> Self {
        Self { text: fact.text.clone(), changed: fact.changed.as_millisecond() }
    }
}

/// All that the user did, in an order that does not depend on when it was done.
pub(super) fn all(connection: &Connection) -> rusqlite::Result<Vec<Line>> {
    let mut papers = connection.prepare(
        "SELECT f.paper_id, p.title, m.read, m.starred, m.later,
           (SELECT json_group_array(name) FROM (SELECT name FROM tag WHERE paper_id = f.paper_id ORDER BY folded)),
           n.text, n.changed, lower(hex(v.report))
         FROM (SELECT paper_id FROM mark UNION SELECT paper_id FROM tag UNION SELECT paper_id FROM note
               UNION SELECT paper_id FROM chosen_version) f
         LEFT JOIN paper p ON p.id = f.paper_id LEFT JOIN mark m ON m.paper_id = f.paper_id
         LEFT JOIN note n ON n.paper_id = f.paper_id LEFT JOIN chosen_version v ON v.paper_id = f.paper_id
         ORDER BY f.paper_id",
    )?;
    let papers = papers.query_map([], |row| {
        let text: Option<String> = row.get(6)?;
        Ok(Line::Paper(PaperFacts {
            id: row.get(0)?,
            // A title is no fact of the user's: a damaged one keeps none of theirs from being
            // written.
            title: row.get(1).unwrap_or_default(),
            read: moment(row, 2)?,
            starred: moment(row, 3)?,
            later: moment(row, 4)?,
            tags: strings(row, 5)?,
            note: text.zip(moment(row, 7)?).map(|(text, changed)| NoteFact { text, changed }),
            version: row.get::<_, Option<String>>(8)?.filter(|digest| !digest.is_empty()),
        }))
    })?;
    let mut lines: Vec<Line> = papers.collect::<Result<_, _>>()?;
    let mut searches =
        connection.prepare("SELECT name, query, added FROM saved_search ORDER BY added, folded")?;
    let searches = searches.query_map([], |row| {
        Ok(Line::SavedSearch {
            name: row.get(0)?,
            query: row.get(1)?,
            added: moment(row, 2)?.unwrap_or_default(),
        })
    })?;
    lines.extend(searches.collect::<Result<Vec<_>, _>>()?);
    let mut queries = connection.prepare("SELECT query FROM search_history ORDER BY id")?;
    // A query that is no text any more is left out: it has no checksum, and is the least that is
    // lost.
    let queries = queries.query_map([], |row| Ok(row.get(0).ok()))?;
    lines.extend(
        queries
            .collect::<Result<Vec<_>, _>>()?
            .into_iter()
            .flatten()
            .map(|query| Line::Searched { query }),
    );
    Ok(lines)
}
