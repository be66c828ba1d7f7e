//! Changes of highlights, each of which can be taken back.

use super::{Colour, Highlight, HighlightId, highlight};
use crate::columns::{key_of, unreadable};
use crate::log::{Statement, UserChange};
use crate::{Change, Store, StoreError};
use jiff::Timestamp;
use paperboy_paper::PaperId;
use rusqlite::Connection;

/// What undo calls a change of highlights.
const WHAT: &str = "highlight";

impl Store {
    /// Adds a highlight to a paper, and gives its id.
    pub fn add_highlight(
        &self,
        paper: &PaperId,
        highlight: Highlight,
        now: Timestamp,
    ) -> Result<(HighlightId, Change), StoreError> {
        let added = self.write(|connection| {
            if key_of(connection, paper)?.is_none() {
                return Ok(None);
            }
            let id = new_id(connection)?;
            let mut change = UserChange::begin(connection, now.as_millisecond())?;
            put(&mut change, paper, &id, None, Some(highlight))?;
            Ok(Some((id, change.finish(WHAT, Vec::new())?)))
        })?;
        added.ok_or_else(|| StoreError::UnknownPaper(paper.clone()))
    }

    /// Adds the highlights of a file, as one change. One whose id a highlight of its paper has takes
    /// the place of that; one without an id gets one, and so does one whose id is that of a
    /// highlight of another paper. Highlights of unknown papers are left out.
    pub fn put_highlights(
        &self,
        highlights: Vec<(PaperId, Option<HighlightId>, Highlight)>,
        now: Timestamp,
    ) -> Result<Change, StoreError> {
        self.write(|connection| {
            let mut change = UserChange::begin(connection, now.as_millisecond())?;
            for (paper, id, after) in highlights {
                if key_of(connection, &paper)?.is_none() {
                    continue;
                }
                let id = id.map_or(Ok(None), |id| {
                    Ok::<_, rusqlite::Error>(
                        (!is_elsewhere(connection, &paper, &id)?).then_some(id),
                    )
                })?;
                let before = match &id {
                    Some(id) => highlight(connection, &paper, id)?,
                    None => None,
                };
                let id = id.map_or_else(|| new_id(connection), Ok)?;
                put(&mut change, &paper, &id, before, Some(after))?;
            }
            change.finish(WHAT, Vec::new())
        })
    }

    /// Gives a highlight another colour or note; blank text removes the note. `None`: there is no
    /// such highlight.
    pub fn change_highlight(
        &self,
        paper: &PaperId,
        id: &HighlightId,
        colour: Option<Colour>,
        note: Option<&str>,
        now: Timestamp,
    ) -> Result<Option<Change>, StoreError> {
        self.write(|connection| {
            let Some(before) = highlight(connection, paper, id)? else { return Ok(None) };
            let mut after = before.clone();
            after.colour = colour.unwrap_or(before.colour);
            if let Some(note) = note {
                after.note = (!note.trim().is_empty()).then(|| note.to_owned());
            }
            let mut change = UserChange::begin(connection, now.as_millisecond())?;
            put(&mut change, paper, id, Some(before), Some(after))?;
            change.finish(WHAT, Vec::new()).map(Some)
        })
    }

    /// Removes highlights of a paper; unknown ones are passed over.
    pub fn remove_highlights(
        &self,
        paper: &PaperId,
        ids: &[HighlightId],
        now: Timestamp,
    ) -> Result<Change, StoreError> {
        self.write(|connection| {
            let mut change = UserChange::begin(connection, now.as_millisecond())?;
            for id in ids {
                if let Some(before) = highlight(connection, paper, id)? {
                    put(&mut change, paper, id, Some(before), None)?;
                }
            }
            change.finish(WHAT, Vec::new())
        })
    }
}

/// Whether a highlight of another paper has the id.
fn is_elsewhere(
    connection: &Connection,
    paper: &PaperId,
    id: &HighlightId,
) -> rusqlite::Result<bool> {
    connection
        .prepare_cached("SELECT 1 FROM highlight WHERE id = ?2 AND paper_id <> ?1")?
        .exists([paper.as_str(), id.as_str()])
}

fn put(
    change: &mut UserChange<'_>,
    paper: &PaperId,
    id: &HighlightId,
    before: Option<Highlight>,
    after: Option<Highlight>,
) -> rusqlite::Result<()> {
    if before == after {
        return Ok(());
    }
    let statement = |highlight: Option<Highlight>| Statement::Highlight {
        paper: paper.clone(),
        id: id.clone(),
        highlight: highlight.map(Box::new),
    };
    change.put(&statement(before), statement(after))
}

/// A random UUID (RFC 9562, version 4).
fn new_id(connection: &Connection) -> rusqlite::Result<HighlightId> {
    let sql = "SELECT lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2)
        || '-' || substr('89AB', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))";
    connection.query_row(sql, [], |row| {
        let text = row.get_ref(0)?.as_str()?;
        HighlightId::parse(text).ok_or_else(|| unreadable(0, "no id of a highlight"))
    })
}
