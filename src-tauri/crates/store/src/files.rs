//! The names of the files in a library's folder, and the few things done to them without SQLite.

use crate::error::file_error;
use crate::{Backup, DamagedFile, FactsFile, StoreError};
use jiff::{Timestamp, civil::DateTime, tz::TimeZone};
use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

const LIBRARY: &str = "library.db";
/// The suffix of a file that is being written.
pub(crate) const UNFINISHED: &str = ".unfinished";
const TIMESTAMP_FORMAT: &str = "%Y%m%d-%H%M%S";
/// How long the opening of a library waits for another process that opens, migrates or restores it.
const LOCK_TIMEOUT: Duration = Duration::from_secs(30);
/// The suffixes of a database's files: none, the log, the log's index, the rollback journal.
pub(crate) const SUFFIXES: [&str; 4] = ["", "-wal", "-shm", "-journal"];

/// What to do while another program makes a backup.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BackupLock {
    Wait,
    Try,
}

/// The files of one library.
#[derive(Debug, Clone)]
pub(crate) struct Files {
    folder: PathBuf,
}

/// Held while a library is opened, migrated, recovered or restored, so that two processes never do
/// it at once.
#[derive(Debug)]
pub(crate) enum Lock {
    Held(File),
    /// The folder can't be written, so that no process opens it for writing.
    Unwritable,
}

impl Files {
    pub(crate) fn new(folder: &Path) -> Self {
        Self { folder: folder.to_owned() }
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    pub(crate) fn library(&self) -> PathBuf {
        self.folder.join(LIBRARY)
    }

    /// The library's file with one of [`SUFFIXES`].
    pub(crate) fn library_with(&self, suffix: &str) -> PathBuf {
        self.folder.join(format!("{LIBRARY}{suffix}"))
    }

    /// The path of a database before it gets the library's name.
    pub(crate) fn unfinished(&self) -> PathBuf {
        self.folder.join("library.unfinished.db")
    }

    /// Where the pages of a damaged library are put while they are read.
    pub(crate) fn damaged_copy(&self) -> PathBuf {
        self.folder.join("library.damaged-copy.db")
    }

    /// Where a compressed backup is put while it is read.
    pub(crate) fn unpacked(&self) -> PathBuf {
        self.folder.join("library.unpacked.db")
    }

    /// The path of a damaged library's readable content before it is added to the library.
    pub(crate) fn readable_part(&self) -> PathBuf {
        self.folder.join("library.readable-part.db")
    }

    /// The file that exists while the library is known to be damaged: no program changes the
    /// library until it is repaired.
    pub(crate) fn damage_mark(&self) -> PathBuf {
        self.folder.join("library.damaged")
    }

    /// The record of the last check of the whole database.
    pub(crate) fn check_record(&self) -> PathBuf {
        self.folder.join("library.checked")
    }

    /// The whole replacement of a damaged library: while it is there, a recovery is under way.
    pub(crate) fn replacement(&self, timestamp: &str) -> PathBuf {
        self.folder.join(format!("library.recovered-{timestamp}.db"))
    }

    /// The timestamp of the replacement that is there.
    pub(crate) fn waiting_replacement(&self) -> Result<Option<String>, StoreError> {
        let timestamps = self.names_in(&self.folder)?.into_iter().filter_map(|name| {
            let timestamp = name.strip_prefix("library.recovered-")?.strip_suffix(".db")?;
            time_of(timestamp).map(|_| timestamp.to_owned())
        });
        Ok(timestamps.min())
    }

    /// Where a damaged library is moved.
    pub(crate) fn damaged_path(&self, timestamp: &str, suffix: &str) -> PathBuf {
        self.folder.join(format!("library.broken-{timestamp}.db{suffix}"))
    }

    /// The damaged library that was moved aside last.
    pub(crate) fn newest_damaged(&self) -> Result<Option<PathBuf>, StoreError> {
        let names = self.names_in(&self.folder)?.into_iter();
        let damaged =
            names.filter(|name| name.starts_with("library.broken-") && name.ends_with(".db"));
        Ok(damaged.max().map(|name| self.folder.join(name)))
    }

    /// A timestamp near `now` that no damaged library has yet.
    pub(crate) fn free_timestamp(&self, now: Timestamp) -> String {
        first_free(now, |timestamp| {
            !exists(&self.replacement(timestamp))
                && SUFFIXES.iter().all(|suffix| !exists(&self.damaged_path(timestamp, suffix)))
        })
    }

    /// Where the PDFs of papers are.
    pub(crate) fn pdf_folder(&self) -> PathBuf {
        self.folder.join("pdfs")
    }

    /// Where the images of figures are.
    pub(crate) fn image_folder(&self) -> PathBuf {
        self.folder.join("images")
    }

    pub(crate) fn backup_folder(&self) -> PathBuf {
        self.folder.join("backups")
    }

    /// A name for a new backup; its moment is `now` or, when that second is taken, soon after.
    pub(crate) fn free_backup(&self, reason: &str, now: Timestamp) -> PathBuf {
        let path =
            |timestamp: &str| self.backup_folder().join(format!("library-{timestamp}-{reason}.db"));
        let packed = |timestamp: &str| {
            self.backup_folder().join(format!("library-{timestamp}-{reason}.db.zst"))
        };
        path(&first_free(now, |timestamp| !exists(&path(timestamp)) && !exists(&packed(timestamp))))
    }

    /// The whole copies among the backups, in no order; what they hold is not looked at. Of one
    /// that a crash left both as it was and compressed, the compressed one counts.
    pub(crate) fn backups(&self) -> Result<Vec<Backup>, StoreError> {
        let folder = self.backup_folder();
        let names = self.names_in(&folder)?;
        let named = |name: &String| {
            let (day, rest) = name
                .strip_prefix("library-")?
                .strip_suffix(".zst")
                .unwrap_or(name.strip_prefix("library-")?)
                .strip_suffix(".db")?
                .split_once('-')?;
            let (clock, reason) = rest.split_once('-')?;
            let made = time_of(&format!("{day}-{clock}"))?;
            let path = folder.join(name);
            let bytes = fs::metadata(&path).ok().filter(fs::Metadata::is_file)?.len();
            let is_doubled = names.contains(&format!("{name}.zst"));
            (!is_doubled).then(|| Backup {
                made,
                bytes,
                reason: reason.to_owned(),
                path,
                content: None,
            })
        };
        Ok(names.iter().filter_map(named).collect())
    }

    /// A name for a new file of the user's facts.
    pub(crate) fn facts_name(&self, now: Timestamp, revision: i64) -> PathBuf {
        self.backup_folder().join(format!("facts-{}-{revision}.jsonl.zst", timestamp_of(now)))
    }

    /// The files of the user's facts, the newest content first.
    pub(crate) fn facts(&self) -> Result<Vec<FactsFile>, StoreError> {
        let folder = self.backup_folder();
        let named = |name: String| {
            let rest = name.strip_prefix("facts-")?.strip_suffix(".jsonl.zst")?;
            let (timestamp, revision) = rest.rsplit_once('-')?;
            let path = folder.join(&name);
            let bytes = fs::metadata(&path).ok().filter(fs::Metadata::is_file)?.len();
            // A library's next revisions must be higher, so that it must leave numbers for them.
            let revision = revision.parse().ok().filter(|revision| *revision < i64::MAX / 2)?;
            Some(FactsFile { made: time_of(timestamp)?, revision, bytes, path })
        };
        let mut facts: Vec<FactsFile> =
            self.names_in(&folder)?.into_iter().filter_map(named).collect();
        facts.sort_by_key(|file| std::cmp::Reverse((file.revision, file.made)));
        Ok(facts)
    }

    /// The damaged libraries that were moved aside, the newest first, each with its other SQLite
    /// files.
    pub(crate) fn damaged(&self) -> Result<Vec<DamagedFile>, StoreError> {
        let mut damaged: BTreeMap<String, DamagedFile> = BTreeMap::new();
        for name in self
            .names_in(&self.folder)?
            .into_iter()
            .filter(|name| name.starts_with("library.broken"))
        {
            let Ok(metadata) = fs::metadata(self.folder.join(&name)) else { continue };
            if !metadata.is_file() {
                continue;
            }
            let main = SUFFIXES[1..]
                .iter()
                .find_map(|suffix| name.strip_suffix(suffix))
                .unwrap_or(&name)
                .to_owned();
            let timestamp = main
                .strip_prefix("library.broken-")
                .and_then(|rest| rest.strip_suffix(".db"))
                .and_then(time_of);
            let made = timestamp
                .or_else(|| Timestamp::try_from(metadata.modified().ok()?).ok())
                .unwrap_or_default();
            let file = damaged.entry(main.clone()).or_insert_with(|| DamagedFile {
                path: self.folder.join(main),
                made,
                bytes: 0,
            });
            file.bytes += metadata.len();
        }
        let mut damaged: Vec<DamagedFile> = damaged.into_values().collect();
        damaged.sort_by(|a, b| (b.made, &b.path).cmp(&(a.made, &a.path)));
        Ok(damaged)
    }

    /// Removes the remains of backups that were interrupted by a crash. Call this only while
    /// [`lock_backups`](Self::lock_backups) is held: no backup is being made then.
    pub(crate) fn remove_unfinished_backups(&self) -> Result<(), StoreError> {
        let names = self.names_in(&self.backup_folder())?;
        for name in names.iter().filter(|name| name.contains(UNFINISHED)) {
            remove_database(&self.backup_folder().join(name));
        }
        for name in names
            .iter()
            .filter(|name| name.ends_with(".db") && names.contains(&format!("{name}.zst")))
        {
            remove_database(&self.backup_folder().join(name));
        }
        Ok(())
    }

    fn names_in(&self, folder: &Path) -> Result<Vec<String>, StoreError> {
        let entries = match fs::read_dir(folder) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries.map_err(file_error(folder))?,
        };
        Ok(entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect())
    }

    /// Waits for the lock on opening.
    pub(crate) fn lock(&self) -> Result<Lock, StoreError> {
        let path = self.folder.join("open.lock");
        let file = match OpenOptions::new().create(true).write(true).truncate(false).open(&path) {
            Err(error) if is_unwritable(&error) => return Ok(Lock::Unwritable),
            file => file.map_err(file_error(&path))?,
        };
        let began = Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Lock::Held(file)),
                Err(TryLockError::WouldBlock) if began.elapsed() < LOCK_TIMEOUT => {
                    std::thread::sleep(Duration::from_millis(20))
                }
                Err(TryLockError::WouldBlock) => return Err(StoreError::Busy),
                Err(TryLockError::Error(error)) => {
                    // Some network drives know no locks. SQLite's own still hold; only two first
                    // starts at once are not kept apart.
                    tracing::warn!(%error, "the library's folder does not support locks");
                    return Ok(Lock::Held(file));
                }
            }
        }
    }

    /// Keeps programs that make backups of one library apart. `None`: another one is at it and was
    /// not to be waited for, or the folder can't be written and nothing is to be kept apart.
    pub(crate) fn lock_backups(&self, lock: BackupLock) -> Result<Option<File>, StoreError> {
        let path = self.folder.join("backup.lock");
        let file = match OpenOptions::new().create(true).write(true).truncate(false).open(&path) {
            Err(error) if is_unwritable(&error) => return Ok(None),
            file => file.map_err(file_error(&path))?,
        };
        match (file.try_lock(), lock) {
            (Ok(()), _) => {}
            (Err(TryLockError::WouldBlock), BackupLock::Try) => return Ok(None),
            (Err(TryLockError::WouldBlock), BackupLock::Wait) => {
                file.lock().map_err(file_error(&path))?
            }
            (Err(TryLockError::Error(error)), _) => {
                tracing::warn!(%error, "the library's folder does not support locks")
            }
        }
        Ok(Some(file))
    }

    /// Notes that the library is damaged. Where that can't be noted, the program that found it
    /// still knows.
    pub(crate) fn mark_damaged(&self, errors: &[String]) {
        if let Err(error) = fs::write(self.damage_mark(), errors.join("\n")) {
            tracing::warn!(%error, "the damage marker could not be written");
        }
    }

    /// Removes what an interrupted creation, recovery, restore or backup left. Only while the lock
    /// is held.
    pub(crate) fn remove_leftovers(&self) {
        remove_database(&self.unfinished());
        remove_database(&self.damaged_copy());
        remove_database(&self.readable_part());
        remove_database(&self.unpacked());
    }
}

/// Whether an error of the file system means that nothing can be written there.
pub(crate) fn is_unwritable(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem | ErrorKind::StorageFull
    )
}

/// Whether there is anything under this name, a dangling link too.
pub(crate) fn exists(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// Removes a database of ours that no process has open, with its other SQLite files.
pub(crate) fn remove_database(path: &Path) {
    for suffix in SUFFIXES {
        let mut name = path.as_os_str().to_owned();
        name.push(suffix);
        match fs::remove_file(&name) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                tracing::warn!(%error, "a leftover file could not be removed")
            }
            _ => {}
        }
    }
}

/// Writes a file into a folder, whole or not at all, and onto the disk.
pub(crate) fn put_file(folder: &Path, name: &str, bytes: &[u8]) -> Result<(), StoreError> {
    let path = folder.join(name);
    fs::create_dir_all(folder).map_err(file_error(folder))?;
    let unfinished = folder.join(format!("{name}.{}{UNFINISHED}", std::process::id()));
    let written = File::create(&unfinished)
        .and_then(|mut file| {
            file.write_all(bytes)?;
            file.sync_all()
        })
        .and_then(|()| fs::rename(&unfinished, &path));
    if let Err(error) = written {
        let _ = fs::remove_file(&unfinished);
        return Err(file_error(&path)(error));
    }
    #[cfg(unix)]
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(file_error(folder))?;
    Ok(())
}

/// Makes sure that a file's contents are on the disk.
pub(crate) fn sync_file(path: &Path) -> Result<(), StoreError> {
    // Windows flushes only handles that may write.
    OpenOptions::new()
        .read(true)
        .write(true)
        .open(path)
        .and_then(|file| file.sync_all())
        .map_err(file_error(path))
}

/// Renames within a folder and makes sure that the new name is on the disk.
pub(crate) fn rename(from: &Path, to: &Path) -> Result<(), StoreError> {
    fs::rename(from, to).map_err(file_error(from))?;
    sync_folder_of(to)
}

/// Makes sure that a file's name is on the disk.
fn sync_folder_of(path: &Path) -> Result<(), StoreError> {
    #[cfg(unix)]
    if let Some(folder) = path.parent() {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        File::open(folder).and_then(|folder| folder.sync_all()).map_err(file_error(path))?;
    }
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}

/// As [`rename`], and never in the place of another file.
pub(crate) fn rename_to_free(from: &Path, to: &Path) -> Result<(), StoreError> {
    match fs::hard_link(from, to) {
        Ok(()) => fs::remove_file(from).map_err(file_error(from)).and_then(|()| sync_folder_of(to)),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Err(file_error(to)(error)),
        // File systems without hard links.
        Err(_) if exists(to) => Err(file_error(to)(ErrorKind::AlreadyExists.into())),
        Err(_) => rename(from, to),
    }
}

fn timestamp_of(time: Timestamp) -> String {
    time.strftime(TIMESTAMP_FORMAT).to_string()
}

fn time_of(timestamp: &str) -> Option<Timestamp> {
    let time = DateTime::strptime(TIMESTAMP_FORMAT, timestamp)
        .ok()?
        .to_zoned(TimeZone::UTC)
        .ok()?
        .timestamp();
    (timestamp_of(time) == timestamp).then_some(time)
}

fn first_free(now: Timestamp, free: impl Fn(&str) -> bool) -> String {
    let seconds = now.as_second();
    let mut timestamps =
        (seconds..).map_while(|second| Timestamp::from_second(second).ok()).map(timestamp_of);
    // Time ends in the year 9999; until then a free second is found.
    timestamps.find(|timestamp| free(timestamp)).unwrap_or_else(|| timestamp_of(now))
}

/// The identity of a file, which distinguishes it from another file with its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Identity(#[cfg(unix)] (u64, u64));

impl Identity {
    /// Of the file at `path`; `None` when it can't be reached. Doesn't open the file: closing it
    /// again would drop SQLite's locks on it.
    pub(crate) fn of(path: &Path) -> Option<Self> {
        let metadata = fs::metadata(path).ok()?;
        #[cfg(unix)]
        return Some(Self({
            use std::os::unix::fs::MetadataExt;
            (metadata.dev(), metadata.ino())
        }));
        #[cfg(not(unix))]
        {
            // Elsewhere an open file can't be renamed or removed, so that it is there is enough.
            let _ = metadata;
            Some(Self())
        }
    }
}
