//! Backups by SQLite's own interface, so that each is one consistent state during concurrent
//! writes. They are ordered by their content; a wrong clock neither makes one the newest nor
//! removes others.

mod keep;
mod packed;

#[cfg(test)]
pub(crate) use keep::expired;
pub use packed::{Content, Watch};

use crate::connection::{open_alone, open_to_read_anywhere};
use crate::error::{damage, database_error, ensure_restorable, file_error};
use crate::files::{
    BackupLock, Files, UNFINISHED, exists, remove_database, rename, rename_to_free, sync_file,
};
use crate::store::integrity_errors;
use crate::{Backup, DamagedFile, Store, StoreError};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use packed::{SUFFIX, is_packed, pack, unpack};
use rusqlite::backup::{Backup as Copy, StepResult};
use rusqlite::{Connection, Transaction, TransactionBehavior, ffi};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Pages copied in one go: 2 MiB.
const PAGES_PER_STEP: i32 = 512;
/// Between two steps, so that the disk serves others too.
const PAUSE_BETWEEN_STEPS: Duration = Duration::from_millis(1);

/// The reason for a backup, in its name: automatic, requested by the user, or before a risky step.
const DAILY: &str = "daily";
const MANUAL: &str = "manual";
pub(crate) const MIGRATION: &str = "migration";
pub(crate) const RESTORE: &str = "restore";

/// The setting for the space of all whole copies together, in per cent of the library's size, and
/// its default.
pub const SPACE_PERCENT: &str = "backup.space_percent";
/// See [`SPACE_PERCENT`].
pub const DEFAULT_SPACE_PERCENT: &str = "200";

/// The number of written rows after which a second backup of a day is made, about those of twenty
/// new papers or thirty stars, …
const SECOND_BACKUP_ROWS: i64 = 250;
/// … and the first one is older than this, or the day's last hour has begun.
const SECOND_BACKUP_AGE: SignedDuration = SignedDuration::from_hours(6);
const LAST_HOUR: i8 = 23;

/// How much was ever added; 0: the library holds nothing.
fn additions(connection: &Connection) -> rusqlite::Result<i64> {
    let sql = "SELECT (SELECT coalesce(max(revision), 0) FROM paper) + (SELECT coalesce(sum(seq), 0) FROM sqlite_sequence)";
    connection.query_row(sql, [], |row| row.get(0))
}

/// For backups without a listener.
fn go_on(_: u32) -> bool {
    true
}

impl Store {
    /// Writes a consistent copy of the database to a file that must not exist yet. A kill leaves
    /// nothing under that name, and its temporary files are removed by the next copy to that name.
    pub fn backup_to(&self, path: &Path, watch: Watch<'_>) -> Result<(), StoreError> {
        // Where the library can't be written, no other process makes a backup.
        let _lock =
            self.writer.as_ref().map(|_| self.files.lock_backups(BackupLock::Wait)).transpose()?;
        if exists(path) {
            return Err(file_error(path)(io::ErrorKind::AlreadyExists.into()));
        }
        remove_unfinished_of(path);
        let unfinished = unfinished(path);
        let made = self
            .copy_to(&unfinished, watch)
            .and_then(|()| sync_file(&unfinished))
            .and_then(|()| rename_to_free(&unfinished, path));
        made.inspect_err(|_| remove_database(&unfinished))
    }

    /// Makes a backup at the user's request, whatever other backups there are.
    pub fn backup_now(&self, now: Timestamp, watch: Watch<'_>) -> Result<PathBuf, StoreError> {
        self.ensure_writable()?;
        let _lock = self.files.lock_backups(BackupLock::Wait)?;
        self.make_packed(MANUAL, now, watch)
    }

    /// Makes the day's automatic backup, and removes expired ones (7 days, 4 weeks, and the bound
    /// on their size). Days and weeks are UTC's. `None` when none is due: for an empty library,
    /// when the day has one that is recent or was followed by few changes, and while another
    /// program makes one.
    pub fn automatic_backup(&self, now: Timestamp) -> Result<Option<PathBuf>, StoreError> {
        self.ensure_writable()?;
        if self.read(additions)? == 0 {
            return Ok(None);
        }
        let Some(_lock) = self.files.lock_backups(BackupLock::Try)? else { return Ok(None) };
        let made = if self.is_backed_up(now)? {
            None
        } else {
            Some(self.make_packed(DAILY, now, &go_on)?)
        };
        self.tidy_backups(now)?;
        Ok(made)
    }

    /// Whether the day has an automatic backup that is recent, or holds nearly all there is.
    fn is_backed_up(&self, now: Timestamp) -> Result<bool, StoreError> {
        let zoned = |time: Timestamp| time.to_zoned(TimeZone::UTC);
        let backups = self.backups()?;
        let Some(newest) = backups.iter().find(|backup| {
            zoned(backup.made).date() == zoned(now).date() && backup.reason == DAILY
        }) else {
            return Ok(false);
        };
        let is_recent =
            now.duration_since(newest.made) < SECOND_BACKUP_AGE && zoned(now).hour() < LAST_HOUR;
        let Content { history_id, revision } = self.read(Content::of)?;
        // A backup that can't be read, or is of before a restore, holds nothing of this library.
        let holds_nearly_all = newest.content.as_ref().is_some_and(|held| {
            held.history_id == history_id
                && revision.abs_diff(held.revision) < SECOND_BACKUP_ROWS.unsigned_abs()
        });
        Ok(is_recent || holds_nearly_all)
    }

    /// The backups in the library's folder, the newest content first.
    pub fn backups(&self) -> Result<Vec<Backup>, StoreError> {
        all(&self.files)
    }

    /// The newest moment that the library or a backup knows of, when it lies more than a day ahead
    /// of `now`: a clock is or was wrong.
    pub fn ahead_of(&self, now: Timestamp) -> Result<Option<Timestamp>, StoreError> {
        let sql = "SELECT max((SELECT coalesce(max(at), 0) FROM change), (SELECT coalesce(max(added), 0) FROM document))";
        let newest: i64 =
            self.read(|connection| connection.query_row(sql, [], |row| row.get(0)))?;
        let files = self
            .files
            .backups()?
            .into_iter()
            .map(|backup| backup.made)
            .chain(self.facts()?.into_iter().map(|file| file.made));
        let newest = files.chain(Timestamp::from_millisecond(newest).ok()).max();
        Ok(newest.filter(|newest| newest.duration_since(now) > SignedDuration::from_hours(24)))
    }

    /// How many bytes all whole copies may take together.
    pub fn max_backup_bytes(&self) -> Result<u64, StoreError> {
        let percent = |text: &str| text.parse::<u64>().ok();
        let percent = self
            .setting(SPACE_PERCENT)?
            .as_deref()
            .and_then(percent)
            .or_else(|| percent(DEFAULT_SPACE_PERCENT))
            .unwrap_or_default();
        let library =
            fs::metadata(self.files.library()).map_err(file_error(&self.files.library()))?.len();
        Ok(library.saturating_mul(percent) / 100)
    }

    /// The damaged libraries that were moved aside, the newest first.
    pub fn damaged_files(&self) -> Result<Vec<DamagedFile>, StoreError> {
        self.files.damaged()
    }

    /// Removes a backup, a file of facts or a damaged file for good, by its name.
    pub fn remove_stored_file(&self, name: &str) -> Result<(), StoreError> {
        self.ensure_writable()?;
        let _lock = self.files.lock_backups(BackupLock::Wait)?;
        let copies = self.files.backups()?.into_iter().map(|backup| backup.path);
        let facts = self.files.facts()?.into_iter().map(|file| file.path);
        let damaged = self.files.damaged()?.into_iter().map(|file| file.path);
        let path = copies
            .chain(facts)
            .chain(damaged)
            .find(|path| path.file_name().is_some_and(|file| file == name));
        let path = path.ok_or_else(|| StoreError::UnknownBackup(name.to_owned()))?;
        remove_database(&path);
        Ok(())
    }

    fn ensure_writable(&self) -> Result<(), StoreError> {
        if self.writer.is_none() {
            return Err(StoreError::ReadOnly);
        }
        self.ensure_there()
    }

    fn make_packed(
        &self,
        reason: &str,
        now: Timestamp,
        watch: Watch<'_>,
    ) -> Result<PathBuf, StoreError> {
        let path = free_name(&self.files, reason, now)?;
        let plain = unfinished(&path);
        let made =
            self.copy_to(&plain, watch).and_then(|()| replace_by_packed(&plain, &path, watch));
        remove_database(&plain);
        made
    }

    /// Compresses backups that were made in a hurry or by an older Paperboy, and removes the
    /// remains of interrupted backups and the expired ones.
    fn tidy_backups(&self, now: Timestamp) -> Result<(), StoreError> {
        self.files.remove_unfinished_backups()?;
        for backup in keep::expired(&self.backups()?, now, u64::MAX) {
            remove_database(&backup.path);
        }
        for backup in self.backups()?.into_iter().filter(|backup| backup.content.is_some()) {
            if is_packed(&backup.path).is_ok_and(|packed| !packed) {
                replace_by_packed(&backup.path, &backup.path, &go_on)?;
                remove_database(&backup.path);
            }
        }
        let max_bytes = self.max_backup_bytes()?;
        for backup in keep::expired(&self.backups()?, now, max_bytes) {
            remove_database(&backup.path);
        }
        Ok(())
    }

    fn copy_to(&self, path: &Path, watch: Watch<'_>) -> Result<(), StoreError> {
        // Within one read, so that writers do not make the copy begin again.
        let copied = self.read(|connection| {
            connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
            Ok(copy_watched(connection, path, watch))
        })?;
        copied.map_err(|error| store_error(&self.files, path, error))
    }
}

/// All whole copies, the newest content first; those without a description of their content come
/// last, by their dates.
pub(crate) fn all(files: &Files) -> Result<Vec<Backup>, StoreError> {
    let mut backups = files.backups()?;
    for backup in &mut backups {
        backup.content = Content::of_file(&backup.path);
    }
    let key = |backup: &Backup| {
        (backup.content.as_ref().map(|content| content.revision), backup.made, backup.path.clone())
    };
    backups.sort_by_cached_key(|backup| std::cmp::Reverse(key(backup)));
    Ok(backups)
}

/// The highest revision of any backup or file of facts: later revisions must be higher.
pub(crate) fn newest_revision(files: &Files) -> Result<i64, StoreError> {
    let copies = all(files)?.into_iter().filter_map(|backup| Some(backup.content?.revision));
    let facts = files.facts()?.into_iter().map(|file| file.revision);
    Ok(copies.chain(facts).max().unwrap_or(0))
}

/// Makes a backup from a connection that is in no transaction, before something that could go
/// wrong. It is compressed later: other programs may be waiting.
pub(crate) fn make(
    connection: &Connection,
    files: &Files,
    reason: &str,
    now: Timestamp,
) -> Result<PathBuf, StoreError> {
    let _lock = files.lock_backups(BackupLock::Wait)?;
    let path = free_name(files, reason, now)?;
    let unfinished = unfinished(&path);
    let one_state = || {
        let snapshot = Transaction::new_unchecked(connection, TransactionBehavior::Deferred)?;
        snapshot.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
        copy(&snapshot, &unfinished)
    };
    let made = one_state()
        .map_err(|error| store_error(files, &unfinished, error))
        .and_then(|()| sync_file(&unfinished));
    made.and_then(|()| rename(&unfinished, &path)).inspect_err(|_| remove_database(&unfinished))?;
    Ok(path)
}

fn free_name(files: &Files, reason: &str, now: Timestamp) -> Result<PathBuf, StoreError> {
    let folder = files.backup_folder();
    fs::create_dir_all(&folder).map_err(file_error(&folder))?;
    Ok(files.free_backup(reason, now))
}

/// Compresses a database under the name of `path` with [`SUFFIX`].
fn replace_by_packed(
    database: &Path,
    path: &Path,
    watch: Watch<'_>,
) -> Result<PathBuf, StoreError> {
    let content =
        open_to_read_anywhere(database).and_then(|(connection, _)| Content::of(&connection));
    let content = content.map_err(|error| StoreError::File {
        path: database.to_owned(),
        source: io::Error::other(error),
    })?;
    let packed = with(path, SUFFIX);
    let unfinished = unfinished(&packed);
    pack(database, &unfinished, &content, watch)
        .and_then(|()| rename(&unfinished, &packed))
        .inspect_err(|_| remove_database(&unfinished))?;
    Ok(packed)
}

/// A backup's database as a file that SQLite can open: the backup itself or, when it is compressed,
/// its decompressed copy in `scratch`.
pub(crate) fn plain(backup: &Path, scratch: &Path) -> Result<PathBuf, StoreError> {
    // A backup that was compressed since its name was listed is still found by it.
    let packed = with(backup, SUFFIX);
    let backup = if !exists(backup) && exists(&packed) { packed } else { backup.to_owned() };
    ensure_restorable(&backup)?;
    if !is_packed(&backup).map_err(file_error(&backup))? {
        return Ok(backup);
    }
    remove_database(scratch);
    match unpack(&backup, scratch) {
        Ok(()) => Ok(scratch.to_owned()),
        Err(error) => {
            remove_database(scratch);
            Err(match error.kind() {
                io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => StoreError::DiskFull,
                _ => StoreError::BadBackup {
                    path: backup,
                    why: format!("it can't be decompressed: {error}"),
                },
            })
        }
    }
}

/// Copies the state that `source` sees into a single new file, and checks the copy: a copy of a
/// damaged library must never replace a sound backup.
pub(crate) fn copy(source: &Connection, path: &Path) -> rusqlite::Result<()> {
    copy_watched(source, path, &go_on)
}

fn copy_watched(source: &Connection, path: &Path, watch: Watch<'_>) -> rusqlite::Result<()> {
    remove_database(path);
    let mut target = open_alone(path)?;
    let copying = Copy::new(source, &mut target)?;
    while copying.step(PAGES_PER_STEP)? != StepResult::Done {
        let progress = copying.progress();
        let left = (i64::from(progress.remaining) * 400)
            .checked_div(progress.pagecount.into())
            .unwrap_or(0);
        if !watch(u32::try_from(400 - left).unwrap_or(0)) {
            return Err(rusqlite::Error::SqliteFailure(
                ffi::Error::new(ffi::SQLITE_INTERRUPT),
                None,
            ));
        }
        std::thread::sleep(PAUSE_BETWEEN_STEPS);
    }
    drop(copying);
    target.query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(()))?;
    match integrity_errors(&target)?.into_iter().next() {
        None => target.close().map_err(|(_, error)| error),
        Some(wrong) => Err(damage(wrong)),
    }
}

/// Under its own name nothing is ever half a backup.
fn unfinished(path: &Path) -> PathBuf {
    with(path, &format!(".{}{UNFINISHED}", std::process::id()))
}

/// Removes the remains of interrupted copies to `path`. The lock is held, so that no copy is being
/// made.
fn remove_unfinished_of(path: &Path) {
    let (Some(folder), Some(name)) =
        (path.parent(), path.file_name().and_then(|name| name.to_str()))
    else {
        return;
    };
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let file = entry.file_name();
        let process = file
            .to_str()
            .and_then(|file| file.strip_prefix(name)?.strip_prefix('.')?.strip_suffix(UNFINISHED));
        if process.is_some_and(|process| process.bytes().all(|byte| byte.is_ascii_digit())) {
            remove_database(&entry.path());
        }
    }
}

fn with(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

/// The meaning of an error of copying the library to `path`: an error that is not the library's is
/// the copy's.
fn store_error(files: &Files, path: &Path, error: rusqlite::Error) -> StoreError {
    if error.sqlite_error_code() == Some(rusqlite::ErrorCode::OperationInterrupted) {
        return StoreError::Stopped;
    }
    match database_error(files, error) {
        StoreError::Database(error) => {
            StoreError::File { path: path.to_owned(), source: io::Error::other(error) }
        }
        store_error => store_error,
    }
}
