//! What the user did, in a small file of its own: one JSON object a line, compressed by zstd. It
//! can be read without Paperboy, and restored alone into any library. `docs/backups.md` describes
//! the format.

mod add;
mod line;

use crate::error::{damage, ensure_restorable, file_error};
use crate::files::{BackupLock, Files, UNFINISHED, remove_database, rename, sync_file};
use crate::log::{Kind, UserChange};
use crate::{AddedFacts, FactsFile, Store, StoreError, schema, sums};
use add::add;
use jiff::{SignedDuration, Timestamp};
use line::Line;
use rusqlite::Connection;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// A new file is made when the newest is older than this and the user's facts have changed.
const MIN_INTERVAL: SignedDuration = SignedDuration::from_hours(1);
const MAX_AGE: SignedDuration = SignedDuration::from_hours(90 * 24);
/// The number of newest files that are kept whatever the clock shows.
const MIN_FILES: usize = 100;
/// The version of the format, in the first line.
const VERSION: u32 = 1;
/// The largest file that is read, in bytes, as it is and decompressed.
const MAX_BYTES: u64 = 1 << 30;
const LEVEL: i32 = 9;
/// What undo calls facts that were restored.
const CHANGE_KIND: &str = "facts";

impl Store {
    /// Writes what the user did into a file of its own when that is due: the newest such file is an
    /// hour old, and something has changed since.
    pub fn back_up_facts(&self, now: Timestamp) -> Result<Option<PathBuf>, StoreError> {
        if self.writer.is_none() {
            return Err(StoreError::ReadOnly);
        }
        self.ensure_there()?;
        let newest = self.facts()?.into_iter().next();
        // One that is dated later than now was dated by another clock.
        let is_recent = newest.as_ref().is_some_and(|newest| {
            let age = now.duration_since(newest.made);
            !age.is_negative() && age < MIN_INTERVAL
        });
        if is_recent
            || newest.as_ref().map(|newest| newest.revision) == Some(self.read(schema::revision)?)
        {
            return Ok(None);
        }
        self.write_facts(newest.as_ref(), now)
    }

    fn write_facts(
        &self,
        newest: Option<&FactsFile>,
        now: Timestamp,
    ) -> Result<Option<PathBuf>, StoreError> {
        let (revision, facts) = self.read(|connection| {
            // A row that was altered on the disk must not replace the user's text.
            let is_derived = |table: &str| Kind::ALL.iter().any(|kind| kind.table() == table);
            match sums::altered_in(connection, is_derived)?.into_iter().next() {
                Some(altered) => Err(damage(altered)),
                None => Ok((schema::revision(connection)?, line::all(connection)?)),
            }
        })?;
        // Where nothing is known to have been done before, there is nothing to keep.
        let before = newest
            .map_or(Some(Vec::new()), |newest| read(&newest.path).ok().map(|(facts, _)| facts));
        if before.as_ref() == Some(&facts) {
            return Ok(None);
        }
        let Some(_lock) = self.files.lock_backups(BackupLock::Try)? else { return Ok(None) };
        let folder = self.files.backup_folder();
        fs::create_dir_all(&folder).map_err(file_error(&folder))?;
        let path = self.files.facts_name(now, revision);
        let mut name = path.as_os_str().to_owned();
        name.push(format!(".{}{UNFINISHED}", std::process::id()));
        let unfinished = PathBuf::from(name);
        let header = Line::Header { format: line::FORMAT.to_owned(), version: VERSION, made: now };
        let written = write(&unfinished, &header, &facts).map_err(file_error(&unfinished));
        let placed =
            written.and_then(|()| sync_file(&unfinished)).and_then(|()| rename(&unfinished, &path));
        placed.inspect_err(|_| remove_database(&unfinished))?;
        for old in expired(&self.facts()?, now) {
            remove_database(&old.path);
        }
        Ok(Some(path))
    }

    /// The files of what the user did, the newest content first.
    pub fn facts(&self) -> Result<Vec<FactsFile>, StoreError> {
        self.files.facts()
    }

    /// Adds the facts of a file that are missing here, also of papers that are not in the library
    /// (yet). This is one change, which can be undone.
    pub fn restore_facts(&self, path: &Path, now: Timestamp) -> Result<AddedFacts, StoreError> {
        let (facts, unreadable) = read(path)?;
        self.write(|connection| {
            let mut change = UserChange::begin(connection, now.as_millisecond())?;
            let added = add(connection, &mut change, &facts)?;
            change.finish(CHANGE_KIND, Vec::new())?;
            Ok(AddedFacts { unreadable: added.unreadable + unreadable, ..added })
        })
    }
}

/// Adds what the newest file of facts holds when it is newer than a revision.
pub(crate) fn add_newer(
    connection: &Connection,
    files: &Files,
    revision: i64,
) -> rusqlite::Result<AddedFacts> {
    let newer =
        files.facts().unwrap_or_default().into_iter().filter(|file| file.revision > revision);
    // The first that can be read is the newest.
    let Some((facts, _)) = newer.into_iter().find_map(|file| read(&file.path).ok()) else {
        return Ok(AddedFacts::default());
    };
    let transaction = connection.unchecked_transaction()?;
    // No moment is known here: they follow the newest fact.
    let mut change = UserChange::begin(&transaction, 0)?;
    let added = add(&transaction, &mut change, &facts)?;
    change.finish_without_undo()?;
    transaction.commit()?;
    Ok(added)
}

fn write(path: &Path, header: &Line, facts: &[Line]) -> io::Result<()> {
    let mut encoder = zstd::Encoder::new(File::create(path)?, LEVEL)?;
    encoder.include_checksum(true)?;
    for line in std::iter::once(header).chain(facts) {
        serde_json::to_writer(&mut encoder, line)?;
        encoder.write_all(b"\n")?;
    }
    encoder.finish().map(drop)
}

/// The facts in a file, compressed or not, and how many of its lines could not be understood. A
/// file that was altered or cut is refused.
fn read(path: &Path) -> Result<(Vec<Line>, u64), StoreError> {
    let refused = |why: String| StoreError::BadBackup { path: path.to_owned(), why };
    ensure_restorable(path)?;
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(file_error(path))?;
    file.take(MAX_BYTES).read_to_end(&mut bytes).map_err(file_error(path))?;
    if bytes.starts_with(&zstd::zstd_safe::MAGICNUMBER.to_le_bytes()) {
        let mut text = Vec::new();
        let decoder = zstd::Decoder::with_buffer(bytes.as_slice())
            .map_err(|error| refused(error.to_string()))?;
        let read = decoder.take(MAX_BYTES).read_to_end(&mut text);
        read.map_err(|error| refused(format!("it is damaged: {error}")))?;
        bytes = text;
    }
    let mut lines = bytes.split(|byte| *byte == b'\n').filter(|line| !line.trim_ascii().is_empty());
    match lines.next().map(serde_json::from_slice) {
        Some(Ok(Line::Header { format, version, .. })) if format == line::FORMAT => {
            if version > VERSION {
                return Err(refused(format!(
                    "it was made by a newer version of Paperboy (version {version}; this version knows {VERSION})"
                )));
            }
        }
        _ => {
            return Err(refused("it is not a facts file made by Paperboy".to_owned()));
        }
    }
    let (mut facts, mut unreadable) = (Vec::new(), 0);
    for line in lines {
        match serde_json::from_slice(line) {
            Ok(Line::Header { .. }) | Err(_) => unreadable += 1,
            Ok(fact) => facts.push(fact),
        }
    }
    Ok((facts, unreadable))
}

/// The files to be removed, of a list with the newest content first.
fn expired(newest_first: &[FactsFile], now: Timestamp) -> impl Iterator<Item = &FactsFile> {
    newest_first
        .iter()
        .skip(MIN_FILES)
        .filter(move |file| now.duration_since(file.made).abs() > MAX_AGE)
}
