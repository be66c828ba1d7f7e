//! The figure that the user chose for a paper's card.

use crate::columns::key_of;
use crate::log::{Statement, UserChange};
use crate::{Change, Store, StoreError};
use jiff::Timestamp;
use paperboy_paper::PaperId;
use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};

/// The name of the choice in the journal.
const CHANGE_KIND: &str = "card_figure";
/// The longest source and caption of a fact from a file, in bytes.
const MAX_BYTES: usize = 64 << 10;

/// A figure on a paper's card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChosenFigure {
    /// Of its image: see the schema of table `image`.
    pub source: String,
    /// Its caption, the number first.
    pub caption: String,
}

impl ChosenFigure {
    /// Whether it may be stored.
    pub(crate) fn is_valid(&self) -> bool {
        !self.source.is_empty() && self.source.len() + self.caption.len() <= MAX_BYTES
    }
}

impl Store {
    /// Has a figure shown on a paper's card; `None`: the one that is chosen automatically.
    pub fn choose_figure(
        &self,
        id: &PaperId,
        figure: Option<&ChosenFigure>,
        now: Timestamp,
    ) -> Result<Change, StoreError> {
        let change = self.write(|connection| {
            if key_of(connection, id)?.is_none() {
                return Ok(None);
            }
            let mut change = UserChange::begin(connection, now.as_millisecond())?;
            let before = chosen_figure(connection, id)?;
            if before.as_ref() != figure {
                let statement = |figure| Statement::CardFigure { paper: id.clone(), figure };
                change.put(&statement(before), statement(figure.cloned()))?;
            }
            change.finish(CHANGE_KIND, Vec::new()).map(Some)
        })?;
        change.ok_or_else(|| StoreError::UnknownPaper(id.clone()))
    }

    /// The figure that the user chose for a paper's card.
    pub fn chosen_figure(&self, id: &PaperId) -> Result<Option<ChosenFigure>, StoreError> {
        self.read(|connection| chosen_figure(connection, id))
    }
}

pub(crate) fn chosen_figure(
    connection: &Connection,
    id: &PaperId,
) -> rusqlite::Result<Option<ChosenFigure>> {
    connection
        .prepare_cached("SELECT source, caption FROM card_figure WHERE paper_id = ?1")?
        .query_row([id.as_str()], |row| {
            Ok(ChosenFigure { source: row.get(0)?, caption: row.get(1)? })
        })
        .optional()
}
