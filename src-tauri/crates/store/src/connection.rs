//! Connections: how each is set up, and the few that readers share.

use crate::files::Files;
use crate::sums;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags, Transaction, TransactionBehavior};
use std::cell::RefCell;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, TryLockError};
use std::time::Duration;

/// How often it is tried to get the lock while another process writes: for about 5 seconds.
const MAX_LOCK_TRIES: i32 = 5000;
const LOCK_RETRY_INTERVAL: Duration = Duration::from_millis(1);
/// How many reads run at once; a further one waits for one of them, never for a writer.
const READERS: usize = 4;
/// KiB of pages that one connection keeps.
const CACHE_KIB: i64 = 2048;
const LOG_LIMIT: i64 = 16 << 20;

/// How the library's file is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ReadMode {
    /// Beside writers.
    Shared,
    /// As an immutable file: there can't be a log or an index of a log.
    Unchanging,
}

/// Opens an existing database for writing. Until it is known to be a sound library of ours, its log
/// must not be changed: closing the connection does not move the log into the file before
/// [`set_up_library`] was called.
pub(crate) fn open_to_write(path: &Path) -> rusqlite::Result<Connection> {
    let had_log = has_log(path);
    let mut connection = Connection::open_with_flags(
        path,
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, had_log)?;
    set_up(&mut connection)?;
    Ok(connection)
}

/// Settings that only a database of ours gets. FULL: acknowledged changes survive a power cut.
pub(crate) fn set_up_library(connection: &Connection) -> rusqlite::Result<()> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    let mode: String = connection.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))?;
    if mode != "wal" {
        tracing::warn!(
            mode,
            "this drive does not allow a write-ahead log: readers will wait for writers"
        );
    }
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "journal_size_limit", LOG_LIMIT)
}

/// Opens a database to read it.
pub(crate) fn open_to_read(path: &Path, reading: ReadMode) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = match reading {
        ReadMode::Shared => Connection::open_with_flags(path, flags)?,
        ReadMode::Unchanging => {
            Connection::open_with_flags(unchanging_uri(path), flags | OpenFlags::SQLITE_OPEN_URI)?
        }
    };
    set_up(&mut connection)?;
    connection.pragma_update(None, "query_only", true)?;
    Ok(connection)
}

/// Opens a database to read it, whether or not its folder can be written.
pub(crate) fn open_to_read_anywhere(path: &Path) -> rusqlite::Result<(Connection, ReadMode)> {
    let shared = open_to_read(path, ReadMode::Shared).and_then(|connection| {
        connection
            .query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))
            .map(|()| connection)
    });
    match shared {
        Err(error)
            if matches!(
                error.sqlite_error_code(),
                Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly)
            ) && !has_log(path) =>
        {
            Ok((open_to_read(path, ReadMode::Unchanging)?, ReadMode::Unchanging))
        }
        shared => Ok((shared?, ReadMode::Shared)),
    }
}

/// When there is a log, the file alone is incomplete.
pub(crate) fn has_log(path: &Path) -> bool {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    std::fs::metadata(log).is_ok_and(|metadata| metadata.len() > 0)
}

fn unchanging_uri(path: &Path) -> String {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let path = absolute.as_os_str().as_encoded_bytes();
    let mut uri = String::from(if path.starts_with(b"/") { "file:" } else { "file:/" });
    for byte in path.iter().map(|byte| if cfg!(windows) && *byte == b'\\' { b'/' } else { *byte }) {
        if byte.is_ascii_alphanumeric() || b"/-_.~:".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri + "?immutable=1"
}

/// Opens or creates a temporary database that no other process has open: the caller syncs the file
/// to the disk as a whole.
pub(crate) fn open_alone(path: &Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open(path)?;
    // Without other connections there is no index of the log in mapped memory, whose first use ends
    // the program where the disk is full.
    connection.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
    sums::register(&connection)?;
    connection.pragma_update(None, "synchronous", "OFF")?;
    Ok(connection)
}

fn set_up(connection: &mut Connection) -> rusqlite::Result<()> {
    sums::register(connection)?;
    connection.busy_handler(Some(look_again))?;
    connection.set_prepared_statement_cache_capacity(64);
    // SQLite would prepare a cached statement again for each use, to look at its values first,
    // although there are no statistics.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.pragma_update(None, "cache_size", -CACHE_KIB)?;
    // A mapped file on a drive that vanishes kills the process; a read of it only fails.
    connection.pragma_update(None, "mmap_size", 0)
}

thread_local! {
    /// Set when what this thread does for its caller is to end.
    static STOP: RefCell<Option<Arc<AtomicBool>>> = const { RefCell::new(None) };
}

/// From now on, what this thread asks of a library does not wait for other writers once `stop` is
/// set: it ends with [`StoreError::Busy`].
///
/// [`StoreError::Busy`]: crate::StoreError::Busy
pub fn stop_waiting_when(stop: Arc<AtomicBool>) {
    STOP.set(Some(stop));
}

fn is_to_stop() -> bool {
    STOP.with_borrow(|stop| stop.as_ref().is_some_and(|stop| stop.load(Ordering::Relaxed)))
}

/// As [`lock`], unless this thread is to stop before it has its turn.
pub(crate) fn lock_in_turn<T>(mutex: &Mutex<T>) -> Option<MutexGuard<'_, T>> {
    if STOP.with_borrow(Option::is_none) {
        return Some(lock(mutex));
    }
    loop {
        match mutex.try_lock() {
            Ok(guard) => return Some(guard),
            Err(TryLockError::Poisoned(poisoned)) => return Some(poisoned.into_inner()),
            Err(TryLockError::WouldBlock) if is_to_stop() => return None,
            Err(TryLockError::WouldBlock) => std::thread::sleep(LOCK_RETRY_INTERVAL),
        }
    }
}

/// SQLite's own busy handler looks more and more rarely, and next to a process that writes without
/// a pause it finds no gap.
fn look_again(looks: i32) -> bool {
    std::thread::sleep(LOCK_RETRY_INTERVAL);
    looks < MAX_LOCK_TRIES && !is_to_stop()
}

/// Locks, also after a thread panicked: SQLite has rolled back by then, nothing is half done.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The connections that reads share, opened as they are needed.
pub(crate) struct Readers {
    files: Files,
    reading: ReadMode,
    state: Mutex<State>,
    freed: Condvar,
}

#[derive(Default)]
struct State {
    idle: Vec<Connection>,
    at_work: usize,
}

impl Readers {
    pub(crate) fn new(files: Files, reading: ReadMode) -> Self {
        Self { files, reading, state: Mutex::default(), freed: Condvar::new() }
    }

    pub(crate) fn open(&self) -> rusqlite::Result<Connection> {
        open_to_read(&self.files.library(), self.reading)
    }

    /// Runs a read that sees one state of the library from its beginning to its end.
    pub(crate) fn read<T>(
        &self,
        read: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> rusqlite::Result<T> {
        let (_place, idle) = self.take();
        let connection = match idle {
            Some(connection) => connection,
            None => self.open()?,
        };
        let snapshot = Transaction::new_unchecked(&connection, TransactionBehavior::Deferred)?;
        let result = read(&snapshot);
        snapshot.finish()?;
        lock(&self.state).idle.push(connection);
        result
    }

    fn take(&self) -> (ReadPermit<'_>, Option<Connection>) {
        let state = lock(&self.state);
        let mut state = self
            .freed
            .wait_while(state, |state| state.at_work >= READERS)
            .unwrap_or_else(PoisonError::into_inner);
        state.at_work += 1;
        let idle = state.idle.pop();
        (ReadPermit(self), idle)
    }
}

/// One of the [`READERS`] permits; it is returned even when the read panics.
struct ReadPermit<'a>(&'a Readers);

impl Drop for ReadPermit<'_> {
    fn drop(&mut self) {
        lock(&self.0.state).at_work -= 1;
        self.0.freed.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::open_alone;

    #[test]
    fn a_temporary_database_has_no_index_of_its_log() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("copy.db");
        for _ in ["a new one", "one that has a write-ahead log already"] {
            let connection = open_alone(&path).unwrap();
            let mode: String =
                connection.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0)).unwrap();
            connection
                .execute_batch("CREATE TABLE IF NOT EXISTS a (b); INSERT INTO a VALUES (1)")
                .unwrap();
            assert_eq!(mode, "wal");
            assert!(!folder.path().join("copy.db-shm").exists());
        }
    }
}
