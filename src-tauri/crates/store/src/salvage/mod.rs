//! Repairs a damaged library with the smallest sufficient step, and without giving up anything
//! readable.
//!
//! Three steps, the first that leads to a sound library is taken:
//!
//! 1. Only indexes are wrong: SQLite rebuilds them from their tables.
//! 2. Every readable row of the damaged file is put into a copy of the newest sound backup, or into
//!    an empty library.
//! 3. The newest sound backup alone.
//!
//! The library is not changed here: each step makes a separate complete database, which then
//! replaces it.

mod known;
mod merge;
mod pages;
mod record;
mod shape;
#[cfg(test)]
mod tests;
mod walk;

use crate::connection::{ReadMode, open_alone, open_to_read};
use crate::error::database_error;
use crate::files::{Files, remove_database, sync_file};
use crate::log::{self, Statement};
use crate::store::integrity_errors;
use crate::{
    AddedFacts, Backup, Content, Contents, Recovery, RepairedBy, StoreError, backup, facts,
    restore, schema, sums, versions,
};
use known::Known;
use merge::{Roots, merge, repair};
use pages::Pages;
use rusqlite::backup::{Backup as Copy, StepResult};
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior};
use std::collections::HashSet;
use std::fs;
use std::path::Path;
use walk::{Lost, Walk};

/// The setting with the report of a recovery, until the user has seen it.
const RECOVERY: &str = "library.recovery";

/// Makes a sound library from the damaged one in [`Files::unfinished`], and stores the report in
/// it.
pub(crate) fn make_whole(files: &Files, migrations: &[&str]) -> Result<(), StoreError> {
    let copy = files.damaged_copy();
    let made = copy_damaged(&files.library(), &copy, files).and_then(|()| {
        let beyond = backup::newest_revision(files)?
            .max(Content::of_damaged(&copy).map_or(0, |content| content.revision));
        Ladder { files, migrations, damaged: &copy, beyond }.climb()
    });
    remove_database(&copy);
    made?;
    sync_file(&files.unfinished())
}

/// The recovery of the open library, if there was one.
pub(crate) fn recovery(connection: &Connection) -> rusqlite::Result<Option<Recovery>> {
    let sql = "SELECT value FROM setting WHERE key = ?1";
    let text: Option<String> =
        connection.query_row(sql, [RECOVERY], |row| row.get(0)).optional()?;
    if let Some(recovery) = text.and_then(|text| serde_json::from_str(&text).ok()) {
        return Ok(Some(recovery));
    }
    // An older Paperboy noted only the backup, and nothing where it began empty.
    let origin: Option<String> =
        connection.query_row("SELECT origin FROM library", [], |row| row.get(0))?;
    Ok(origin.map(|origin| Recovery {
        backup: Some(origin).filter(|name| !name.is_empty()),
        ..Recovery::new(RepairedBy::Backup, Contents::default())
    }))
}

/// Adds the readable content of a damaged library that is missing in the library of `connection`:
/// all of it, or nothing.
pub(crate) fn add_what_is_readable(
    connection: &Connection,
    damaged: &Path,
    files: &Files,
    migrations: &[&str],
    beyond: i64,
) -> Result<Recovery, StoreError> {
    let (copy, readable) = (files.damaged_copy(), files.readable_part());
    let result = copy_damaged(damaged, &copy, files).and_then(|()| {
        let ladder = Ladder { files, migrations, damaged: &copy, beyond };
        let store_error = |error| database_error(files, error);
        let lost = ladder.salvage_alone(&readable).map_err(store_error)?;
        let theirs =
            open_alone(&readable).and_then(|other| log::statements(&other)).map_err(store_error)?;
        // References to rows that do not exist yet are repaired at the end of the transaction.
        let attached = connection
            .pragma_update(None, "foreign_keys", false)
            .and_then(|()| connection.execute("ATTACH ?1 AS other", [readable.to_string_lossy()]));
        let joined = attached.and_then(|_| join(connection, theirs, lost, beyond));
        let detached = connection
            .execute_batch("DETACH other")
            .and_then(|()| connection.pragma_update(None, "foreign_keys", true));
        joined
            .and_then(|recovery| detached.map(|()| recovery))
            .map_err(|error| database_error(files, error))
    });
    remove_database(&copy);
    remove_database(&readable);
    result
}

fn join(
    connection: &Connection,
    theirs: Vec<Statement>,
    lost: Recovery,
    beyond: i64,
) -> rusqlite::Result<Recovery> {
    let transaction = Transaction::new_unchecked(connection, TransactionBehavior::Immediate)?;
    let before = Known::of(&transaction)?;
    transaction.execute_batch(include_str!("join.sql"))?;
    merge::repair(&transaction)?;
    log::add_missing(&transaction, theirs)?;
    let recovery = Recovery {
        kept: Contents::of(&transaction)?,
        newer: Known::of(&transaction)?.beyond(&before),
        ..lost
    };
    // The index must follow changes without a revision.
    schema::begin_history(&transaction, None, beyond)?;
    if let Some(wrong) = integrity_errors(&transaction)?.into_iter().next() {
        return Err(crate::error::damage(wrong));
    }
    transaction.commit()?;
    Ok(recovery)
}

/// The library's pages as they are, those in its log too.
fn copy_damaged(from: &Path, to: &Path, files: &Files) -> Result<(), StoreError> {
    remove_database(to);
    let by_sqlite = || -> rusqlite::Result<bool> {
        let source = open_to_read(from, ReadMode::Shared)?;
        let mut target = open_alone(to)?;
        Ok(Copy::new(&source, &mut target)?.step(-1)? == StepResult::Done)
    };
    match by_sqlite() {
        Ok(true) => return Ok(()),
        Err(error) if error.sqlite_error_code() == Some(rusqlite::ErrorCode::DiskFull) => {
            return Err(database_error(files, error));
        }
        Ok(false) | Err(_) => remove_database(to),
    }
    fs::copy(from, to).map(drop).map_err(crate::error::file_error(from))
}

struct Ladder<'a> {
    files: &'a Files,
    migrations: &'a [&'a str],
    /// A copy of the damaged library.
    damaged: &'a Path,
    /// The highest known revision: the new library is ahead of it.
    beyond: i64,
}

impl Content {
    /// The value of a damaged library, when its row is readable and intact.
    fn of_damaged(path: &Path) -> Option<Self> {
        let root = *Roots::of(Pages::open(path).ok()?).0.get("library")?;
        let mut content = None;
        Walk::new(Pages::open(path).ok()?).rows(root, true, &mut |(rowid, values)| {
            let only = Value::Integer(rowid);
            let value = |name: &str| match name {
                "only" => Some(&only),
                "history_id" => values.get(1),
                "origin" => values.get(2),
                "revision" => values.get(3),
                "sum" => values.get(4),
                _ => None,
            };
            if let (true, Some(Value::Text(history_id))) =
                (sums::is_intact("library", value), values.get(1))
            {
                // Libraries from before revisions have none.
                let revision =
                    if let Some(Value::Integer(revision)) = values.get(3) { *revision } else { 0 };
                content = Some(Self { history_id: history_id.clone(), revision });
            }
            true
        });
        content
    }
}

impl Ladder<'_> {
    fn climb(&self) -> Result<(), StoreError> {
        let mut backups = backup::all(self.files)?;
        // A copy of another library that somebody put among them comes after those of this one,
        // whatever it holds.
        let damaged = Content::of_damaged(self.damaged);
        let is_of_this = |backup: &Backup| match (&backup.content, &damaged) {
            (Some(held), Some(damaged)) => held.history_id == damaged.history_id,
            _ => false,
        };
        backups.sort_by_key(|backup| !is_of_this(backup));
        match self.rebuild_indexes(backups.first().map(|backup| backup.path.as_path())) {
            Ok(true) => return Ok(()),
            Ok(false) => {}
            Err(error) if error.sqlite_error_code() == Some(rusqlite::ErrorCode::DiskFull) => {
                return Err(StoreError::DiskFull);
            }
            Err(error) => tracing::info!(%error, "the library's indexes alone can't be rebuilt"),
        }
        for backup in &backups {
            match self.begin_with(backup) {
                Ok(()) => return Ok(()),
                Err(StoreError::BadBackup { why, .. }) => {
                    tracing::warn!(backup = %backup.path.display(), why, "a backup is not intact")
                }
                Err(error) => return Err(error),
            }
        }
        self.begin_empty()
    }

    /// Rebuilds all indexes in a copy. Whether that is all it takes.
    fn rebuild_indexes(&self, backup: Option<&Path>) -> rusqlite::Result<bool> {
        let path = self.files.unfinished();
        remove_database(&path);
        if fs::copy(self.damaged, &path).is_err() {
            return Ok(false);
        }
        let mut connection = open_alone(&path)?;
        let before = integrity_errors(&connection)?;
        connection.execute_batch("REINDEX")?;
        if schema::is_led_to_by(&connection, self.migrations)? {
            connection.pragma_update(None, "user_version", schema::newest(self.migrations))?;
        }
        schema::migrate(&mut connection, self.migrations)?;
        // A row that contradicts its index may be the wrong one of the two.
        repair(&connection)?;
        versions::show_all(&connection)?;
        connection.pragma_update(None, "application_id", schema::APPLICATION_ID)?;
        schema::probe(&connection)?;
        let is_whole = schema::is_led_to_by(&connection, self.migrations)?
            && integrity_errors(&connection)?.is_empty();
        if !is_whole || !self.is_true_to(&connection, backup)? {
            return Ok(false);
        }
        let contents = Contents::of(&connection)?;
        let recovery = Recovery {
            wrong: first_line(&before),
            newer: Contents::default(),
            ..Recovery::new(RepairedBy::Indexes, contents)
        };
        self.finish(&connection, &recovery, "")?;
        connection.close().map_err(|(_, error)| error)?;
        Ok(true)
    }

    /// Adds the readable content to a copy of a backup.
    fn begin_with(&self, backup: &Backup) -> Result<(), StoreError> {
        let revision = backup.content.as_ref().map_or(0, |content| content.revision);
        let backup = &backup.path;
        let (store_error, path) =
            (|error| database_error(self.files, error), self.files.unfinished());
        let name = backup.file_name().unwrap_or_default().to_string_lossy().into_owned();
        for salvage in [true, false] {
            let migrations = if salvage { self.migrations_of_damaged() } else { self.migrations };
            restore::prepare(backup, self.files, migrations, self.beyond)?;
            let attempt = || -> rusqlite::Result<bool> {
                let mut connection = open_alone(&path)?;
                let mut recovery = if salvage {
                    merged(&connection, self.damaged, Some(&path))?
                } else {
                    Recovery::new(RepairedBy::Backup, Contents::of(&connection)?)
                };
                schema::migrate(&mut connection, self.migrations)?;
                self.add_newer_facts(&connection, &mut recovery, revision)?;
                recovery.backup = Some(name.clone());
                recovery.wrong = self.integrity_report();
                self.finish(&connection, &recovery, &name)?;
                let sound = integrity_errors(&connection)?.is_empty();
                connection.close().map_err(|(_, error)| error)?;
                Ok(sound)
            };
            match attempt() {
                Ok(true) => return Ok(()),
                Ok(false) => {
                    tracing::warn!(salvage, "the library restored from a backup is not intact")
                }
                Err(error) if error.sqlite_error_code() == Some(rusqlite::ErrorCode::DiskFull) => {
                    return Err(store_error(error));
                }
                Err(error) => {
                    tracing::warn!(salvage, %error, "the library could not be restored from a backup")
                }
            }
        }
        Err(StoreError::BadBackup {
            path: backup.to_owned(),
            why: "no intact library could be recovered from it".to_owned(),
        })
    }

    /// Adds the readable content to an empty library.
    fn begin_empty(&self) -> Result<(), StoreError> {
        let store_error = |error| database_error(self.files, error);
        let path = self.files.unfinished();
        for salvage in [true, false] {
            remove_database(&path);
            let attempt = || -> rusqlite::Result<bool> {
                schema::create(
                    &path,
                    if salvage { self.migrations_of_damaged() } else { self.migrations },
                )?;
                let mut connection = open_alone(&path)?;
                let mut recovery = if salvage {
                    merged(&connection, self.damaged, None)?
                } else {
                    Recovery::new(RepairedBy::Empty, Contents::default())
                };
                schema::migrate(&mut connection, self.migrations)?;
                self.add_newer_facts(&connection, &mut recovery, 0)?;
                recovery.wrong = self.integrity_report();
                self.finish(&connection, &recovery, "")?;
                let sound = integrity_errors(&connection)?.is_empty();
                connection.close().map_err(|(_, error)| error)?;
                Ok(sound)
            };
            match attempt() {
                Ok(true) => return Ok(()),
                Err(error) if !salvage => return Err(store_error(error)),
                outcome => {
                    tracing::warn!(
                        ?outcome,
                        "no intact library could be made from the readable rows"
                    )
                }
            }
        }
        Err(StoreError::Damaged(crate::error::damage("an empty library is not intact")))
    }

    /// Adds the facts since the backup from the newest file of facts, unless all of them were read
    /// from the damaged file.
    fn add_newer_facts(
        &self,
        connection: &Connection,
        recovery: &mut Recovery,
        revision: i64,
    ) -> rusqlite::Result<()> {
        if recovery.how == RepairedBy::Salvaged && recovery.lost_rows + recovery.lost_pages == 0 {
            return Ok(());
        }
        let added = facts::add_newer(connection, self.files, revision)?;
        recovery.newer.starred += added.starred;
        recovery.newer.notes += added.notes;
        recovery.newer.tags += added.tags;
        if added != AddedFacts::default() {
            recovery.kept = Contents::of(connection)?;
            recovery.how = RepairedBy::Salvaged;
        }
        Ok(())
    }

    /// Makes a library from the readable content alone.
    fn salvage_alone(&self, path: &Path) -> rusqlite::Result<Recovery> {
        remove_database(path);
        schema::create(path, self.migrations_of_damaged())?;
        let mut connection = open_alone(path)?;
        let recovery = merged(&connection, self.damaged, None)?;
        schema::migrate(&mut connection, self.migrations)?;
        connection.close().map_err(|(_, error)| error)?;
        Ok(recovery)
    }

    /// The steps that the damaged library had taken: up to the last one of which it lists anything.
    /// Its version may be damaged, and so may be what it lists: a name that can't be read hides one
    /// table, index or trigger.
    fn migrations_of_damaged(&self) -> &[&str] {
        let Ok(pages) = Pages::open(self.damaged) else { return self.migrations };
        let listed = Roots::of(pages).0;
        let mut made: HashSet<String> = HashSet::new();
        let mut taken = None;
        for count in 1..=self.migrations.len() {
            let Ok(names) = names(&self.migrations[..count]) else { break };
            let new: Vec<&String> = names.difference(&made).collect();
            // A step that makes nothing, or one thing whose name may be hidden, may have been taken:
            // the table and the columns it adds can be missing.
            if new.len() <= 1 && taken == Some(count - 1)
                || new.iter().any(|name| listed.contains_key(*name))
            {
                taken = Some(count);
            }
            made = names;
        }
        taken.map_or(self.migrations, |count| &self.migrations[..count])
    }

    /// Gives the library a history of its own and writes down how it came to be.
    fn finish(
        &self,
        connection: &Connection,
        recovery: &Recovery,
        origin: &str,
    ) -> rusqlite::Result<()> {
        let text = serde_json::to_string(recovery).unwrap_or_default();
        connection.execute(
            "INSERT OR REPLACE INTO setting (key, value) VALUES (?1, ?2)",
            [RECOVERY, &text],
        )?;
        schema::begin_history(connection, Some(origin), self.beyond)?;
        // Only this file is renamed: it must not have a log.
        connection.query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(()))
    }

    /// Whether the papers are those of the backup: before checksums, an altered id could not be
    /// detected otherwise.
    fn is_true_to(&self, connection: &Connection, backup: Option<&Path>) -> rusqlite::Result<bool> {
        let scratch = self.files.unpacked();
        let known = || {
            ids(&open_to_read(&backup::plain(backup?, &scratch).ok()?, ReadMode::Shared).ok()?).ok()
        };
        let known = known();
        remove_database(&scratch);
        let Some(known) = known else { return Ok(true) };
        let here: HashSet<(i64, String)> = ids(connection)?.into_iter().collect();
        Ok(known.iter().all(|paper| here.contains(paper)))
    }

    fn integrity_report(&self) -> String {
        let look = || -> rusqlite::Result<String> {
            Ok(first_line(&integrity_errors(&open_to_read(self.damaged, ReadMode::Shared)?)?))
        };
        look().unwrap_or_else(|error| error.to_string())
    }
}

/// The names of all that these steps make.
fn names(migrations: &[&str]) -> rusqlite::Result<HashSet<String>> {
    let mut connection = Connection::open_in_memory()?;
    sums::register(&connection)?;
    schema::migrate(&mut connection, migrations)?;
    connection.prepare("SELECT name FROM sqlite_schema")?.query_map([], |row| row.get(0))?.collect()
}

/// Merges in one transaction and returns the result.
fn merged(
    connection: &Connection,
    damaged: &Path,
    backup: Option<&Path>,
) -> rusqlite::Result<Recovery> {
    connection.pragma_update(None, "foreign_keys", false)?;
    let transaction = connection.unchecked_transaction()?;
    let before = Known::of(&transaction)?;
    let Lost { rows, pages } = merge(&transaction, damaged, backup)?;
    let after = Known::of(&transaction)?;
    let how = match (after.changed_since(&before), backup) {
        (true, _) => RepairedBy::Salvaged,
        (false, Some(_)) => RepairedBy::Backup,
        (false, None) => RepairedBy::Empty,
    };
    let recovery = Recovery {
        newer: after.beyond(&before),
        lost_rows: rows,
        lost_pages: pages,
        to_fetch: transaction
            .query_row("SELECT count(*) FROM reading WHERE settled = 0", [], |row| {
                row.get::<_, i64>(0)
            })?
            .cast_unsigned(),
        ..Recovery::new(how, Contents::of(&transaction)?)
    };
    transaction.commit()?;
    Ok(recovery)
}

fn ids(connection: &Connection) -> rusqlite::Result<Vec<(i64, String)>> {
    connection
        .prepare("SELECT key, id FROM paper")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect()
}

fn first_line(wrong: &[String]) -> String {
    wrong.first().map(|line| line.lines().next().unwrap_or_default().to_owned()).unwrap_or_default()
}
