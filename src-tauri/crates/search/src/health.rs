//! Whether the index's files are as they were written.
//!
//! tantivy looks at a file's checksum only on request, and reading a large index takes a second. So
//! a list next to the files records which of them were intact, and when; an unchanged file is not
//! read again within a day.

use crate::folder::storage;
use crate::index::{damaged, guarded};
use crate::{Index, IndexError};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};
use tantivy::index::SegmentComponent;

/// A line for each file that was intact: its name, length, time of change in nanoseconds, and the
/// time of the check, in seconds since 1970.
const INTACT_FILES: &str = "intact.txt";
/// The time in seconds after which a file is read again: a disk can change bytes silently.
const TRUSTED_SECONDS: u64 = 24 * 60 * 60;
/// The ending of files that exist only while a segment is being written.
const TEMPORARY: &str = ".temp";
/// The ending of lists of the papers that are removed from a segment.
const REMOVED: &str = ".del";

impl Index {
    /// Validates the checksum of every file. Returns the names of the damaged files.
    pub fn check(&self) -> Result<Vec<String>, IndexError> {
        self.check_except(&HashSet::new()).map(|(damaged_files, _)| damaged_files)
    }

    /// As [`check`](Self::check), but an unchanged file that was intact within a day is not read
    /// again.
    pub fn check_changed(&self, now: SystemTime) -> Result<Vec<String>, IndexError> {
        let Some(folder) = &self.folder else { return Ok(Vec::new()) };
        let now = now.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
        let list = fs::read_to_string(folder.join(INTACT_FILES)).unwrap_or_default();
        let recent = |line: &&str| {
            let when = line.rsplit_once(' ').and_then(|(_, when)| when.parse::<u64>().ok());
            when.is_some_and(|when| when <= now && now - when < TRUSTED_SECONDS)
        };
        let known: HashSet<&str> =
            list.lines().filter(recent).filter_map(|line| Some(line.rsplit_once(' ')?.0)).collect();
        let (damaged_files, read) = self.check_except(&known)?;
        if self.writable && damaged_files.is_empty() && !read.is_empty() {
            let still_valid = list.lines().filter(recent).map(str::to_owned);
            let lines: Vec<String> =
                still_valid.chain(read.iter().map(|file| format!("{file} {now}"))).collect();
            // If the list can't be written, the files are read again at the next check.
            if let Err(error) = fs::write(folder.join(INTACT_FILES), lines.join("\n")) {
                tracing::debug!(%error, "the list of verified index files could not be written");
            }
        }
        Ok(damaged_files)
    }

    /// Reads the segments' files that are not in `known`. Returns the names of the damaged ones and
    /// the fingerprints of the intact ones.
    fn check_except(
        &self,
        known: &HashSet<&str>,
    ) -> Result<(Vec<String>, Vec<String>), IndexError> {
        let Some(folder) = &self.folder else { return Ok((Vec::new(), Vec::new())) };
        let checked = guarded(|| {
            let meta = self.index.load_metas().map_err(damaged)?;
            // Each segment with the one list of removed papers that is its present one: a process
            // that was killed may have left a part of the next one.
            let segments: HashMap<String, PathBuf> = meta
                .segments
                .iter()
                .map(|it| (it.id().uuid_string(), it.relative_path(SegmentComponent::Delete)))
                .collect();
            let belongs = |file: &PathBuf| {
                let name = file.to_str().unwrap_or_default();
                let removed = name.split('.').next().and_then(|stem| segments.get(stem));
                removed.is_some_and(|removed| !name.ends_with(REMOVED) || file == removed)
                    && !name.ends_with(TEMPORARY)
            };
            // The files that tantivy has written, whether or not they still exist; and the existing
            // files, in case that list is damaged.
            let existing = fs::read_dir(folder)
                .map_err(storage)?
                .flatten()
                .map(|file| PathBuf::from(file.file_name()));
            let files: BTreeSet<PathBuf> = self
                .index
                .directory()
                .list_managed_files()
                .into_iter()
                .chain(existing)
                .filter(belongs)
                .collect();
            let (mut damaged_files, mut read) = (Vec::new(), Vec::new());
            for file in files {
                let fingerprint = fingerprint(folder, &file);
                if fingerprint.as_deref().is_some_and(|seen| known.contains(seen)) {
                    continue;
                }
                match self.index.directory().validate_checksum(&file) {
                    Ok(true) => read.extend(fingerprint),
                    _ => damaged_files.push(file.display().to_string()),
                }
            }
            Ok((damaged_files, read))
        });
        checked.map_err(IndexError::Damaged)?
    }
}

/// A file's name, length and time of change: they show whether it changed without reading it.
fn fingerprint(folder: &Path, file: &Path) -> Option<String> {
    let metadata = fs::metadata(folder.join(file)).ok()?;
    let changed = metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    Some(format!("{} {} {}", file.display(), metadata.len(), changed.as_nanos()))
}
