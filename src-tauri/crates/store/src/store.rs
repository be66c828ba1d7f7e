//! The open library: its connections, and what all parts of the crate do with them.

use crate::connection::{ReadMode, Readers, lock, lock_in_turn};
use crate::error::{damage, database_error};
use crate::files::{Files, Identity, exists};
use crate::{Access, StoreError, schema, sums};
use rusqlite::{Connection, Transaction, TransactionBehavior};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// The suffixes of the files that SQLite has open: none, the log, the log's index.
const OPEN_FILES: [&str; 3] = ["", "-wal", "-shm"];

/// An open library. Methods may be called from any thread; a reader never waits for a writer.
pub struct Store {
    pub(crate) files: Files,
    pub(crate) migrations: &'static [&'static str],
    /// The database, its log and the log's index as they were opened; a log is there only while it
    /// is written.
    identities: [Option<Identity>; 3],
    /// Why there is no writer: the disk is full.
    is_full: bool,
    readers: Readers,
    /// Sees every change as another connection's; only [`change_counter`](Self::change_counter) asks
    /// it.
    listener: Mutex<Option<Connection>>,
    /// `None`: the library can only be read.
    pub(crate) writer: Option<Mutex<Connection>>,
}

/// Whether a write counts as a change of the library, by which backups are due.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Counts {
    Yes,
    No,
}

impl Store {
    pub(crate) fn new(
        files: Files,
        migrations: &'static [&'static str],
        writer: Option<Connection>,
        reading: ReadMode,
    ) -> Self {
        let of_writer =
            |suffix| writer.as_ref().and_then(|_| Identity::of(&files.library_with(suffix)));
        Self {
            identities: [
                Identity::of(&files.library()),
                of_writer(OPEN_FILES[1]),
                of_writer(OPEN_FILES[2]),
            ],
            is_full: false,
            readers: Readers::new(files.clone(), reading),
            listener: Mutex::default(),
            writer: writer.map(Mutex::new),
            migrations,
            files,
        }
    }

    /// This library, which is only read because its disk is full.
    pub(crate) fn because_full(self) -> Self {
        Self { is_full: true, ..self }
    }

    /// No library: for the moment in which another one is opened in its place. Every question is
    /// answered with [`StoreError::Gone`].
    pub fn closed(folder: &Path) -> Self {
        Self::new(Files::new(&folder.join("closed")), schema::MIGRATIONS, None, ReadMode::Shared)
    }

    /// Whether this library can be written.
    pub fn access(&self) -> Access {
        if self.writer.is_some() { Access::ReadWrite } else { Access::ReadOnly }
    }

    /// The generation id of this library; it changes with a restore or recovery, so that caches
    /// become stale.
    pub fn history_id(&self) -> Result<String, StoreError> {
        self.read(|connection| {
            connection.query_row("SELECT history_id FROM library", [], |row| row.get(0))
        })
    }

    /// Rises with every change of searched data. It is the highest revision of a paper.
    pub fn revision(&self) -> Result<u64, StoreError> {
        self.read(|connection| {
            connection
                .query_row("SELECT coalesce(max(revision), 0) FROM paper", [], |row| row.get(0))
                .map(i64::cast_unsigned)
        })
    }

    /// Another value whenever any connection, also another process's, has changed the database.
    /// Only to be compared with earlier ones of the same `Store`.
    pub fn change_counter(&self) -> Result<i64, StoreError> {
        let mut listener = lock(&self.listener);
        let counter = match listener.as_ref() {
            Some(connection) => data_version(connection),
            None => {
                self.readers.open().and_then(|connection| data_version(listener.insert(connection)))
            }
        };
        counter.map_err(|error| self.store_error(error))
    }

    /// Runs SQLite's integrity and foreign-key checks, and validates the checksums of rows: the
    /// errors, empty when there are none. This takes seconds on a large library. Once damage is
    /// found, no program changes this library until it is repaired.
    pub fn check(&self) -> Result<Vec<String>, StoreError> {
        let checked = self.read(|connection| {
            if !schema::is_led_to_by(connection, self.migrations)? {
                return Ok(vec!["the schema has been altered".to_owned()]);
            }
            integrity_errors(connection)
        });
        let errors = match checked {
            // The damage may be where the check itself has to read.
            Err(StoreError::Damaged(error)) => vec![error.to_string()],
            checked => checked?,
        };
        if !errors.is_empty() && self.writer.is_some() {
            self.files.mark_damaged(&errors);
        }
        Ok(errors)
    }

    /// How many papers are kept.
    pub fn paper_count(&self) -> Result<u64, StoreError> {
        self.read(|connection| {
            connection
                .query_row("SELECT count(*) FROM paper", [], |row| row.get(0))
                .map(i64::cast_unsigned)
        })
    }

    /// Runs a read that sees one state of the library throughout.
    pub(crate) fn read<T>(
        &self,
        read: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        self.readers.read(read).map_err(|error| self.store_error(error))
    }

    /// Runs a write: all of it is kept, on the disk, or none.
    pub(crate) fn write<T>(
        &self,
        write: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        self.write_as(Counts::Yes, write)
    }

    /// As [`write`](Self::write), for what can be fetched again: no backup is due for it.
    pub(crate) fn write_cache<T>(
        &self,
        write: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        self.write_as(Counts::No, write)
    }

    fn write_as<T>(
        &self,
        counts: Counts,
        write: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        let unwritable = || if self.is_full { StoreError::DiskFull } else { StoreError::ReadOnly };
        let mut writer =
            lock_in_turn(self.writer.as_ref().ok_or_else(unwritable)?).ok_or(StoreError::Busy)?;
        self.ensure_there().inspect_err(|_| self.save_log(&writer))?;
        if exists(&self.files.damage_mark()) {
            return Err(StoreError::Damaged(damage("the library is known to be damaged")));
        }
        let transaction = writer
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(|error| self.store_error(error))?;
        let rows = transaction.total_changes();
        let value = write(&transaction).map_err(|error| self.store_error(error))?;
        let rows = transaction.total_changes() - rows;
        if rows > 0 && counts == Counts::Yes {
            let sql = "UPDATE library SET revision = revision + ?1";
            let counted = transaction
                .prepare_cached(sql)
                .and_then(|mut count| count.execute([rows.cast_signed()]));
            counted.map_err(|error| self.store_error(error))?;
        }
        self.ensure_there()?;
        transaction.commit().map_err(|error| self.store_error(error))?;
        Ok(value)
    }

    /// Looks whether the files of the library are still those that were opened. Cheap; what only
    /// the log of this process holds is saved if not.
    pub fn look_after_files(&self) -> Result<(), StoreError> {
        let looked = self.ensure_there();
        // While another thread writes, that one looks.
        if looked.is_err()
            && let Some(Ok(writer)) = self.writer.as_ref().map(Mutex::try_lock)
        {
            self.save_log(&writer);
        }
        looked
    }

    /// A file that was removed or replaced can still be written through an open handle, and
    /// everything in it is lost at the end: so all are looked for by name.
    pub(crate) fn ensure_there(&self) -> Result<(), StoreError> {
        for (suffix, opened) in OPEN_FILES.into_iter().zip(self.identities) {
            let path = self.files.library_with(suffix);
            match (opened, Identity::of(&path)) {
                (Some(opened), Some(there)) if opened == there => {}
                // The database itself is always there.
                (None, _) if !suffix.is_empty() => {}
                (_, None) if suffix.is_empty() => {
                    return Err(StoreError::Gone(self.files.folder().to_owned()));
                }
                _ => return Err(StoreError::Replaced(path)),
            }
        }
        Ok(())
    }

    /// The log and its index where another database has taken the place of the one they belong to.
    /// SQLite would put what they hold into the new one: they must be out of its way before that is
    /// opened.
    pub fn logs_of_replaced(&self) -> Vec<PathBuf> {
        let is_own = |at: usize| {
            Identity::of(&self.files.library_with(OPEN_FILES[at])) == self.identities[at]
        };
        if is_own(0) {
            return Vec::new();
        }
        (1..OPEN_FILES.len())
            .filter(|&at| is_own(at))
            .map(|at| self.files.library_with(OPEN_FILES[at]))
            .filter(|path| exists(path))
            .collect()
    }

    /// Moves the content of a removed log into the database, where no other change can have
    /// happened meanwhile: otherwise acknowledged changes are lost when this process is killed.
    fn save_log(&self, writer: &Connection) {
        let [library, log, index] = OPEN_FILES.map(|suffix| self.files.library_with(suffix));
        // A connection of this process may have made a new log, with nothing in it.
        let is_without_log = std::fs::metadata(log)
            .map_or_else(|error| error.kind() == ErrorKind::NotFound, |log| log.len() == 0);
        let is_own = |path: &Path, opened: Option<Identity>| Identity::of(path) == opened;
        let is_alone = is_own(&library, self.identities[0])
            && is_without_log
            && (!exists(&index) || is_own(&index, self.identities[2]));
        if !is_alone {
            return;
        }
        match writer.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |row| {
            Ok((row.get::<_, i64>(1)?, row.get::<_, i64>(2)?))
        }) {
            Ok((pages, saved)) => tracing::warn!(
                pages,
                saved,
                "the log was removed; its content was written to the database"
            ),
            Err(error) => {
                tracing::error!(%error, "the log was removed, and its content could not be saved")
            }
        }
    }

    pub(crate) fn store_error(&self, error: rusqlite::Error) -> StoreError {
        database_error(&self.files, error)
    }
}

fn data_version(connection: &Connection) -> rusqlite::Result<i64> {
    connection.query_row("PRAGMA data_version", [], |row| row.get(0))
}

/// The errors of SQLite's integrity and foreign-key checks, and the altered rows.
pub(crate) fn integrity_errors(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut errors = integrity(connection)?;
    if !errors.is_empty() {
        return Ok(errors);
    }
    let mut statement = connection
        .prepare("SELECT \"table\", rowid, parent FROM pragma_foreign_key_check LIMIT 100")?;
    let dangling = statement.query_map([], |row| {
        let (table, row, parent): (String, Option<i64>, String) =
            (row.get(0)?, row.get(1)?, row.get(2)?);
        Ok(format!("row {} of {table} refers to nothing in {parent}", row.unwrap_or_default()))
    })?;
    for line in dangling {
        errors.push(line?);
    }
    errors.extend(sums::altered(connection)?);
    Ok(errors)
}

/// The errors of SQLite's integrity check.
pub(crate) fn integrity(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let lines: Vec<String> = connection
        .prepare("PRAGMA integrity_check")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    Ok(if lines == ["ok"] { Vec::new() } else { lines })
}
