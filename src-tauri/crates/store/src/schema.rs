//! The schema and its versions.

use crate::connection::open_alone;
use crate::{log, sums};
use rusqlite::{Connection, TransactionBehavior, params};
use std::path::Path;

/// "PBRY": SQLite keeps it in the file's header, so that another program's database is known as
/// such.
pub(crate) const APPLICATION_ID: i32 = 0x5042_5259;

/// Step `n` brings a database of version `n` to version `n + 1`. Steps are only ever added.
pub(crate) const MIGRATIONS: &[&str] = &[
    include_str!("schema/001_library.sql"),
    include_str!("schema/002_writing.sql"),
    include_str!("schema/003_searches.sql"),
    include_str!("schema/004_prompt_cut.sql"),
    include_str!("schema/005_sums.sql"),
    include_str!("schema/006_revision.sql"),
    include_str!("schema/007_facts.sql"),
    include_str!("schema/008_reading_reasons.sql"),
    include_str!("schema/009_keeping.sql"),
    include_str!("schema/010_highlights.sql"),
    include_str!("schema/011_images.sql"),
    include_str!("schema/012_taste.sql"),
    include_str!("schema/013_card_figures.sql"),
    include_str!("schema/014_image_requests.sql"),
    include_str!("schema/015_watch.sql"),
    include_str!("schema/016_travel.sql"),
    include_str!("schema/017_pdf.sql"),
    include_str!("schema/018_shared_reports.sql"),
    include_str!("schema/019_outcomes.sql"),
    include_str!("schema/020_shared_articles.sql"),
    include_str!("schema/021_shared_images.sql"),
    include_str!("schema/022_facts_found.sql"),
];

/// The tables that they lead to.
pub(crate) const TABLES: [&str; 39] = [
    "library",
    "day",
    "document",
    "paper",
    "paper_detail",
    "report",
    "document_report",
    "listing",
    "reading",
    "article",
    "day_paper",
    "mark",
    "tag",
    "note",
    "setting",
    "change",
    "change_item",
    "answer",
    "writing",
    "checked",
    "to_write",
    "chosen_version",
    "saved_search",
    "search_history",
    "device",
    "fact",
    "citation_key",
    "collection",
    "collected",
    "highlight",
    "figures",
    "less_of",
    "word_opinion",
    "taste_forgotten",
    "card_figure",
    "watched",
    "news",
    "pdf",
    "image",
];

/// The version that these steps lead to.
pub(crate) fn newest(migrations: &[&str]) -> u32 {
    u32::try_from(migrations.len()).unwrap_or(u32::MAX)
}

/// The schema's version of a database.
pub(crate) fn version(connection: &Connection) -> rusqlite::Result<u32> {
    // A negative version was never written by any Paperboy; read as unsigned it counts as newer
    // than every known one.
    connection
        .query_row("PRAGMA user_version", [], |row| row.get::<_, i32>(0))
        .map(i32::cast_unsigned)
}

/// Whose database it is.
pub(crate) fn application_id(connection: &Connection) -> rusqlite::Result<i32> {
    connection.query_row("PRAGMA application_id", [], |row| row.get(0))
}

/// Whether a database has exactly the schema of these steps: then a header that contradicts it is
/// damaged.
pub(crate) fn is_led_to_by(connection: &Connection, migrations: &[&str]) -> rusqlite::Result<bool> {
    let expected = || -> rusqlite::Result<Vec<Vec<u8>>> {
        let mut expected = Connection::open_in_memory()?;
        sums::register(&expected)?;
        migrate(&mut expected, migrations)?;
        statements(&expected)
    };
    // Failing steps give no schema; the caller that runs them gets the error.
    let Ok(expected) = expected() else { return Ok(false) };
    Ok(statements(connection)? == expected)
}

/// The statements that made each table, index and trigger, as bytes: damaged ones need not be
/// UTF-8.
fn statements(connection: &Connection) -> rusqlite::Result<Vec<Vec<u8>>> {
    let sql = "SELECT CAST(coalesce(sql, name) AS BLOB) AS statement FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%' ORDER BY statement";
    connection.prepare(sql)?.query_map([], |row| row.get(0))?.collect()
}

/// Whether a database has the tables that every library has had from the first.
pub(crate) fn has_our_tables(connection: &Connection) -> rusqlite::Result<bool> {
    const FIRST: [&str; 9] =
        ["library", "day", "document", "paper", "report", "mark", "tag", "note", "setting"];
    let mut table =
        connection.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?1")?;
    for name in FIRST {
        if !table.exists([name])? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Runs all remaining steps, or none.
pub(crate) fn migrate(connection: &mut Connection, migrations: &[&str]) -> rusqlite::Result<()> {
    // Steps that replace a table must be able to drop the old one; what they leave is checked as a
    // whole.
    connection.pragma_update(None, "foreign_keys", false)?;
    let result = take_steps(connection, migrations);
    connection.pragma_update(None, "foreign_keys", true)?;
    result
}

fn take_steps(connection: &mut Connection, migrations: &[&str]) -> rusqlite::Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let from = version(&transaction)?;
    for (step, sql) in (0..).zip(migrations).skip(usize::try_from(from).unwrap_or(usize::MAX)) {
        transaction.execute_batch(sql)?;
        transaction.pragma_update(None, "user_version", step + 1)?;
    }
    let dangling = transaction.prepare("PRAGMA foreign_key_check")?.exists([])?;
    if dangling {
        return Err(rusqlite::Error::SqliteFailure(
            rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_CONSTRAINT_FOREIGNKEY),
            Some("a migration would leave rows without what they refer to".to_owned()),
        ));
    }
    transaction.commit()
}

/// Creates an empty library in a single new file without a log.
pub(crate) fn create(path: &Path, migrations: &[&str]) -> rusqlite::Result<()> {
    let mut connection = open_alone(path)?;
    migrate(&mut connection, migrations)
}

/// The distance of a new generation's first revision: changes of the old generation by other
/// programs stay below it.
const NEW_GENERATION: i64 = 1 << 20;

/// Gives the library a new generation id and a new device id, records the backup that it begins
/// from, and moves it ahead of the revision `beyond`.
pub(crate) fn begin_history(
    connection: &Connection,
    origin: Option<&str>,
    beyond: i64,
) -> rusqlite::Result<()> {
    let sql = "UPDATE library SET history_id = lower(hex(randomblob(16))), origin = ?1, revision = max(revision, ?2) + ?3";
    connection.execute(sql, params![origin, beyond, NEW_GENERATION])?;
    log::renew_device(connection)
}

/// How much was ever changed in the library.
pub(crate) fn revision(connection: &Connection) -> rusqlite::Result<i64> {
    connection.query_row("SELECT revision FROM library WHERE only = 1", [], |row| row.get(0))
}

/// Looks into every table of today's schema: quick, and finds a file that was cut, emptied or put
/// together from parts.
pub(crate) fn probe(connection: &Connection) -> rusqlite::Result<()> {
    connection.query_row("SELECT history_id FROM library WHERE only = 1", [], |_| Ok(()))?;
    for table in TABLES {
        connection.prepare(&format!("SELECT * FROM {table} ORDER BY 1 DESC LIMIT 1"))?.exists([])?;
    }
    // The lists of the first screen go through all of this one.
    connection.query_row("SELECT count(*) FROM day_paper", [], |_| Ok(()))
}
