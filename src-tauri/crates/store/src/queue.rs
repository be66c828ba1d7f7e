//! The queue of papers to be written: it outlives the process, so that a kill loses none of it.

use crate::columns::{key_of, paper_id};
use crate::{Store, StoreError, ToWrite};
use paperboy_paper::PaperId;
use rusqlite::{Row, params};

/// The most papers that wait: some hundred days.
const MAX_WAITING_PAPERS: u64 = 10_000;

impl Store {
    /// Adds papers to the end of the queue; a waiting paper keeps its place and gets the new
    /// options. Unknown papers are left out, and those beyond the bound. Returns how many of them
    /// wait now.
    pub fn queue_writing(&self, papers: &[ToWrite]) -> Result<u64, StoreError> {
        self.write(|connection| {
            let mut free = MAX_WAITING_PAPERS.saturating_sub(waiting(connection)?);
            let mut taken = 0;
            let mut update = connection.prepare_cached(
                "UPDATE to_write SET writer = ?2, again = max(again, ?3) WHERE paper_id = ?1",
            )?;
            let mut insert = connection.prepare_cached(
                "INSERT INTO to_write (paper_id, writer, again) VALUES (?1, ?2, ?3)",
            )?;
            for ToWrite { id, writer, again } in papers {
                let row = params![id.as_str(), writer, again];
                if update.execute(row)? == 0 {
                    if free == 0 || key_of(connection, id)?.is_none() {
                        continue;
                    }
                    insert.execute(row)?;
                    free -= 1;
                }
                taken += 1;
            }
            Ok(taken)
        })
    }

    /// The next papers of the queue, at most `limit`, `first` before all others; and how many wait
    /// in all. With the writer that the setting names, only those for the extractive writer.
    pub fn to_write(
        &self,
        first: Option<&PaperId>,
        extract_by: Option<&str>,
        limit: u64,
    ) -> Result<(Vec<ToWrite>, u64), StoreError> {
        let sql = "SELECT paper_id, writer, again FROM to_write WHERE ?2 IS NULL OR coalesce(writer, ?2) = 'extract'
                   ORDER BY paper_id = ?1 DESC, place LIMIT ?3";
        self.read(|connection| {
            let first = first.map_or("", PaperId::as_str);
            let limit = i64::try_from(limit).unwrap_or(i64::MAX);
            let next = connection
                .prepare_cached(sql)?
                .query_map(params![first, extract_by, limit], to_write)?
                .collect::<Result<_, _>>()?;
            Ok((next, waiting(connection)?))
        })
    }

    /// Takes a paper out of the queue; `None`: all of them.
    pub fn forget_writing(&self, id: Option<&PaperId>) -> Result<(), StoreError> {
        let sql = "DELETE FROM to_write WHERE ?1 IS NULL OR paper_id = ?1";
        self.write(|connection| connection.prepare_cached(sql)?.execute([id.map(PaperId::as_str)]))
            .map(drop)
    }
}

fn waiting(connection: &rusqlite::Connection) -> rusqlite::Result<u64> {
    connection
        .prepare_cached("SELECT count(*) FROM to_write")?
        .query_row([], |row| row.get(0))
        .map(i64::cast_unsigned)
}

fn to_write(row: &Row<'_>) -> rusqlite::Result<ToWrite> {
    Ok(ToWrite { id: paper_id(row, 0)?, writer: row.get(1)?, again: row.get(2)? })
}
