//! Notes: one text to a paper.

use crate::columns::key_of;
use crate::log::{Statement, UserChange};
use crate::{Change, Store, StoreError};
use jiff::Timestamp;
use paperboy_paper::PaperId;
use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};

impl Store {
    /// Sets a paper's note; `None` or blank text removes it.
    pub fn set_note(
        &self,
        id: &PaperId,
        text: Option<&str>,
        now: Timestamp,
    ) -> Result<Change, StoreError> {
        let now = now.as_millisecond();
        let text = text.filter(|text| !text.trim().is_empty());
        let change = self.write(|connection| {
            if key_of(connection, id)?.is_none() {
                return Ok(None);
            }
            let mut change = UserChange::begin(connection, now)?;
            let before = note(connection, id.as_str())?;
            if before.as_ref().map(|note| note.text.as_str()) != text {
                let statement = |note| Statement::Note { paper: id.clone(), note };
                let after = text.map(|text| Note { text: text.to_owned(), changed: now });
                change.put(&statement(before), statement(after))?;
            }
            change.finish("note", Vec::new()).map(Some)
        })?;
        // A note that is kept nowhere must not look as if it were.
        change.ok_or_else(|| StoreError::UnknownPaper(id.clone()))
    }
}

/// A note as the table, the log and the journal hold it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Note {
    pub(crate) text: String,
    pub(crate) changed: i64,
}

pub(crate) fn note(connection: &Connection, id: &str) -> rusqlite::Result<Option<Note>> {
    connection
        .prepare_cached("SELECT text, changed FROM note WHERE paper_id = ?1")?
        .query_row([id], |row| Ok(Note { text: row.get(0)?, changed: row.get(1)? }))
        .optional()
}
