//! A paper's versions, and which of them is shown: the one the user chose, else the one that came
//! last.

use crate::columns::{checked, moment, reading_source, strings};
use crate::error::damage;
use crate::log::{Statement, UserChange};
use crate::{Change, PromptCut, Record, Report, Store, StoreError, Version};
use jiff::Timestamp;
use paperboy_paper::PaperId;
use rusqlite::{Connection, OptionalExtension, Row, params};

/// The name of a choice in the journal of undo.
const CHANGE_KIND: &str = "version";

const VERSION: &str = "SELECT r.id, r.writer, r.added, r.reading_source, p.shown IS r.id,
      w.language, w.prompt, w.reason, w.extracted, w.chars_read, w.chars, w.source, w.tokens_read, w.tokens_sent,
      c.figures, c.found, c.computed, c.another_owner, c.another_direction, c.not_checked
    FROM paper p JOIN report r ON r.paper = p.key
    LEFT JOIN writing w ON w.report = r.id LEFT JOIN checked c ON c.report = r.id
    WHERE p.id = ?1";

impl Store {
    /// A paper's versions, the newest first.
    pub fn versions(&self, id: &PaperId) -> Result<Vec<Version>, StoreError> {
        let sql = format!("{VERSION} ORDER BY r.added DESC, r.id DESC");
        self.read(|connection| {
            connection.prepare_cached(&sql)?.query_map([id.as_str()], version)?.collect()
        })
    }

    /// One version of a paper with its text; `None` when the paper has no such version.
    pub fn version(
        &self,
        id: &PaperId,
        number: i64,
    ) -> Result<Option<(Version, Report)>, StoreError> {
        let sql = format!("{VERSION} AND r.id = ?2");
        self.read(|connection| {
            let stored = connection.prepare_cached(&sql)?.query_row(params![id.as_str(), number], version).optional()?;
            let Some(version) = stored else { return Ok(None) };
            let text = "SELECT body, report_digest(writer, reading_source, title, body) IS digest FROM report WHERE id = ?1";
            let body = connection.prepare_cached(text)?.query_row([number], |row| match row.get(1)? {
                true => row.get(0),
                false => Err(damage(format!("report {number} is not what was stored"))),
            })?;
            let (writer, reading_source, checked) = (version.writer.clone(), version.reading_source, version.checked);
            Ok(Some((version, Report { id: number, writer, reading_source, body, checked })))
        })
    }

    /// How many versions a paper has.
    pub fn version_count(&self, id: &PaperId) -> Result<u64, StoreError> {
        let sql = "SELECT count(*) FROM report WHERE paper = (SELECT key FROM paper WHERE id = ?1)";
        self.read(|connection| {
            connection
                .prepare_cached(sql)?
                .query_row([id.as_str()], |row| row.get(0))
                .map(i64::cast_unsigned)
        })
    }

    /// Shows a version until the user chooses or requests another; `None` when the paper has no
    /// such version. Choosing the version that is shown by default removes the choice.
    pub fn show_version(
        &self,
        id: &PaperId,
        number: i64,
        now: Timestamp,
    ) -> Result<Option<Change>, StoreError> {
        self.write(|connection| {
            let choice = connection
                .prepare_cached(
                    "SELECT p.latest IS r.id, lower(hex(r.digest)) FROM paper p JOIN report r ON r.paper = p.key
                     WHERE p.id = ?1 AND r.id = ?2",
                )?
                .query_row(params![id.as_str(), number], |row| Ok((row.get::<_, bool>(0)?, row.get::<_, String>(1)?)))
                .optional()?;
            let Some((latest, digest)) = choice else { return Ok(None) };
            put_choice(connection, id, (!latest).then_some(digest), now.as_millisecond()).map(Some)
        })
    }
}

/// Makes a version the latest: it is shown unless the user chose another one. Returns whether the
/// shown version changed.
pub(crate) fn show_latest(
    connection: &Connection,
    key: i64,
    version: i64,
) -> rusqlite::Result<bool> {
    connection
        .prepare_cached("UPDATE paper SET latest = ?2 WHERE key = ?1 AND latest IS NOT ?2")?
        .execute([key, version])?;
    show(connection, key)
}

/// Removes the user's choice because of a later request; this can be undone like the choice itself.
pub(crate) fn outdate_choice(
    connection: &Connection,
    id: &PaperId,
    now: i64,
) -> rusqlite::Result<()> {
    put_choice(connection, id, None, now).map(drop)
}

/// Puts the choice, by the version's digest in hexadecimal.
fn put_choice(
    connection: &Connection,
    id: &PaperId,
    digest: Option<String>,
    now: i64,
) -> rusqlite::Result<Change> {
    let mut change = UserChange::begin(connection, now)?;
    let before = chosen(connection, id)?;
    if before != digest {
        let statement = |digest| Statement::Version { paper: id.clone(), digest };
        change.put(&statement(before), statement(digest))?;
    }
    change.finish(CHANGE_KIND, Vec::new())
}

/// The digest of the chosen version, in hexadecimal.
pub(crate) fn chosen(connection: &Connection, id: &PaperId) -> rusqlite::Result<Option<String>> {
    connection
        .prepare_cached("SELECT lower(hex(report)) FROM chosen_version WHERE paper_id = ?1")?
        .query_row([id.as_str()], |row| row.get(0))
        .optional()
}

/// Updates the shown version. A choice of a version that is not in the library has no effect until
/// it is.
pub(crate) fn show(connection: &Connection, key: i64) -> rusqlite::Result<bool> {
    let changed = connection
        .prepare_cached(
            "WITH wanted (id) AS (
               SELECT coalesce(
                 (SELECT r.id FROM chosen_version v JOIN report r ON r.paper = p.key AND r.digest = v.report WHERE v.paper_id = p.id),
                 p.latest)
               FROM paper p WHERE p.key = ?1)
             UPDATE paper SET shown = (SELECT id FROM wanted), title = (SELECT title FROM report WHERE id = (SELECT id FROM wanted))
             WHERE key = ?1 AND shown IS NOT (SELECT id FROM wanted)",
        )?
        .execute([key])?;
    Ok(changed > 0)
}

/// Updates the shown version of every paper.
pub(crate) fn show_all(connection: &Connection) -> rusqlite::Result<()> {
    let keys: Vec<i64> = connection
        .prepare("SELECT key FROM paper")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    keys.into_iter().try_for_each(|key| show(connection, key).map(drop))
}

fn version(row: &Row<'_>) -> rusqlite::Result<Version> {
    let language: Option<String> = row.get(5)?;
    let count = |column| row.get(column).map(i64::cast_unsigned);
    let record = match language {
        None => None,
        Some(language) => Some(Record {
            language,
            prompt: row.get(6)?,
            reason: row.get(7)?,
            extracted: strings(row, 8)?,
            read: count(9)?,
            of: count(10)?,
            source: row.get(11)?,
            cut: match (row.get::<_, Option<i64>>(12)?, row.get::<_, Option<i64>>(13)?) {
                (Some(read), Some(sent)) => {
                    Some(PromptCut { read: read.cast_unsigned(), sent: sent.cast_unsigned() })
                }
                _ => None,
            },
        }),
    };
    Ok(Version {
        id: row.get(0)?,
        writer: row.get(1)?,
        added: moment(row, 2)?.unwrap_or_default(),
        reading_source: reading_source(row, 3)?,
        shown: row.get(4)?,
        record,
        checked: checked(row, 14)?,
    })
}
