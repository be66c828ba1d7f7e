//! The log in the database: appending, reading, compaction.

use super::fact::Fact;
use super::subject::{Statement, Subject};
use paperboy_sync::{Device, FactId, TOMBSTONE_LIFETIME_MILLISECONDS, Time};
use rusqlite::{Connection, params};

/// The log is compacted when it contains more than twice the facts that it needs, and at least this
/// many more.
const MAX_REPLACED: i64 = 10_000;

/// All facts with their age among those of their subject: the one of age 1 is in force.
pub(super) const FACTS_IN_FORCE: &str = "SELECT seq, id, paper_id, subject, value, time, device, row_number() OVER (PARTITION BY paper_id, subject ORDER BY time DESC, device DESC, id DESC) AS age FROM fact";

/// Appends facts in the order in which they are given, each with a time of its own.
pub(crate) struct Appender<'a> {
    connection: &'a Connection,
    device: Device,
    /// Of the newest fact that is known here.
    clock: Time,
    compact_at: i64,
    now: i64,
    /// `seq` of the last fact that was appended.
    last: Option<i64>,
}

impl<'a> Appender<'a> {
    /// `now`: milliseconds since 1970; the clock continues from the newest fact where that is later.
    pub(crate) fn begin(connection: &'a Connection, now: i64) -> rusqlite::Result<Self> {
        connection.prepare_cached("SELECT id, clock, compact_at FROM device")?.query_row(
            [],
            |row| {
                Ok(Self {
                    connection,
                    device: Device(row.get(0)?),
                    clock: Time(row.get(1)?),
                    compact_at: row.get(2)?,
                    now,
                    last: None,
                })
            },
        )
    }

    /// Appends a fact and updates the derived table.
    pub(crate) fn append(&mut self, statement: &Statement) -> rusqlite::Result<()> {
        self.append_alone(statement)?;
        statement.derive(self.connection)
    }

    /// Appends a fact that the derived table contains already.
    pub(crate) fn append_alone(&mut self, statement: &Statement) -> rusqlite::Result<()> {
        self.clock = self.clock.next(self.now);
        let (subject, value) = (statement.subject(), statement.value());
        let (paper_id, text) = (subject.paper_id(), subject.text());
        let id = FactId::of(
            paper_id.as_bytes(),
            text.as_bytes(),
            value.as_deref().map(str::as_bytes),
            self.clock,
            self.device,
        );
        self.connection
            .prepare_cached(
                "INSERT INTO fact (id, paper_id, subject, value, time, device) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute(params![id.0, paper_id, text, value, self.clock.0, self.device.0])?;
        self.last = Some(self.connection.last_insert_rowid());
        Ok(())
    }

    /// Keeps the clock, and compacts the log when it has grown enough.
    pub(crate) fn finish(self) -> rusqlite::Result<()> {
        let Some(last) = self.last else { return Ok(()) };
        self.connection.prepare_cached("UPDATE device SET clock = ?1")?.execute([self.clock.0])?;
        if last >= self.compact_at { compact(self.connection) } else { Ok(()) }
    }
}

/// Removes the facts that a newer one replaced, and tombstones that are old enough. Facts in force
/// stay, in their order.
pub(crate) fn compact(connection: &Connection) -> rusqlite::Result<()> {
    let clock = connection.query_row("SELECT clock FROM device", [], |row| row.get(0)).map(Time)?;
    // The last row stays: the next one must not get its number, which may be known as sent.
    let sql = format!(
        "DELETE FROM fact WHERE seq IN (
           SELECT seq FROM ({FACTS_IN_FORCE})
           WHERE age > 1 OR value IS NULL AND time < ?1 AND seq < (SELECT max(seq) FROM fact))"
    );
    connection.execute(&sql, [clock.earlier_by(TOMBSTONE_LIFETIME_MILLISECONDS).0])?;
    // As many again may come, and some more.
    connection
        .execute(
            "UPDATE device SET compact_at = (SELECT coalesce(max(seq), 0) + count(*) + ?1 FROM fact)",
            [MAX_REPLACED],
        )
        .map(drop)
}

/// All facts. One that this Paperboy does not understand is left out.
pub(crate) fn facts(connection: &Connection) -> rusqlite::Result<Vec<Fact>> {
    let mut statement = connection
        .prepare("SELECT id, paper_id, subject, value, time, device FROM fact ORDER BY seq")?;
    let facts = statement.query_map([], |row| {
        let (paper_id, subject) = (row.get_ref(1)?.as_str()?, row.get_ref(2)?.as_str()?);
        let value = row.get_ref(3)?.as_str_or_null()?;
        let parsed = Subject::parse(paper_id, subject)
            .and_then(|subject| Statement::parse(subject, value).ok());
        let (id, time, device) = (FactId(row.get(0)?), Time(row.get(4)?), Device(row.get(5)?));
        Ok(parsed.map(|statement| Fact { id, statement, time, device }))
    })?;
    facts.filter_map(Result::transpose).collect()
}

/// Makes this copy of the library another writer: a copied or restored one must not write under the
/// name of the one that it was copied from. A database of an older schema gets its device with the
/// log.
pub(crate) fn renew_device(connection: &Connection) -> rusqlite::Result<()> {
    let has_device = connection
        .prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'device'")?
        .exists([])?;
    if has_device {
        connection.execute("UPDATE device SET id = random() & 9223372036854775807", [])?;
    }
    Ok(())
}
