//! The folder of published days: which files in it are Paperboy's, and how they are written whole or
//! not at all. No file is ever removed, and a file that somebody else made or changed stays as it is.
//!
//! The record has the digest of each file that was written. Before files are written, it also has
//! the digests that they will have: so a program that was killed in between recognises its own files.

use crate::Error;
use jiff::Timestamp;
use paperboy_feed::IndexedDay;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// The record's file.
pub(super) const RECORD: &str = ".paperboy-site.json";
const FORMAT: &str = "paperboy-site";
const VERSION: u32 = 1;
/// The most bytes of the record that are read.
const MAX_RECORD_BYTES: u64 = 256 << 20;
/// Paperboy writes no larger file, in bytes.
const MAX_FILE_BYTES: u64 = 256 << 20;
/// Files wait in memory until they have so many bytes; then they are written together.
const BATCH_BYTES: usize = 8 << 20;
/// How the name of a file that is being written begins and ends.
const PART: (&str, &str) = (".paperboy-", ".part");
/// A file that is still being written is younger: an older one was left by a killed program.
const PART_LIFETIME: Duration = Duration::from_secs(600);

/// What Paperboy has written into a folder.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Record {
    format: String,
    version: u32,
    /// What all ids begin with.
    pub id: String,
    /// The files, by their names from the folder.
    files: BTreeMap<String, Written>,
    /// The digests of files that were to be written.
    #[serde(default)]
    pending: BTreeMap<String, BTreeSet<String>>,
    /// The days as they were published.
    #[serde(default)]
    pub days: BTreeMap<String, IndexedDay>,
    /// The entries of the feed, by paper: the digest of the text, and when it last changed.
    #[serde(default)]
    pub entries: BTreeMap<String, (String, Timestamp)>,
    /// The reports that consist of a paper's own sentences, by paper: the number of the report, and
    /// whether the paper's licence allows to pass them on.
    #[serde(default)]
    pub passages: BTreeMap<String, (i64, bool)>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Written {
    sha256: String,
    /// The digest of the data from which it was made.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    made_of: String,
}

impl Record {
    /// Reads a record; one of a newer version is refused, since its unknown fields would be lost.
    pub(super) fn parse(bytes: &[u8]) -> io::Result<Self> {
        let record: Self =
            serde_json::from_slice(bytes).map_err(|_| io::Error::from(ErrorKind::InvalidData))?;
        match record.format == FORMAT && record.version <= VERSION {
            true => Ok(record),
            false => Err(ErrorKind::InvalidData.into()),
        }
    }

    /// Reads the record in a file.
    pub(super) fn read(path: &Path) -> Result<Self, Error> {
        let read = fs::read(path).and_then(|bytes| Self::parse(&bytes));
        read.map_err(|source| Error::File { path: path.to_owned(), source })
    }

    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let record = serde_json::json!({
            "format": FORMAT,
            "version": VERSION,
            "id": self.id,
            "files": self.files,
            "pending": self.pending,
            "days": self.days,
            "entries": self.entries,
            "passages": self.passages,
        });
        record.to_string().into_bytes()
    }

    /// The names of the files, except `left_out`.
    pub(super) fn files_but<'a>(&'a self, left_out: &'a str) -> impl Iterator<Item = &'a str> {
        self.files.keys().map(String::as_str).filter(move |name| *name != left_out)
    }

    /// The digest of a file as it was written.
    pub(super) fn sha256_of(&self, name: &str) -> Option<&str> {
        self.files.get(name).map(|file| file.sha256.as_str())
    }

    /// Whether a file with this digest is one that Paperboy wrote, or was about to write.
    pub(super) fn is_ours(&self, name: &str, sha256: &str) -> bool {
        self.sha256_of(name) == Some(sha256)
            || self.pending.get(name).is_some_and(|known| known.contains(sha256))
    }

    /// Names files, by their names and digests, that are about to be written.
    pub(super) fn will_write(&mut self, files: &[(String, String)]) {
        for (name, sha256) in files {
            self.pending.entry(name.clone()).or_default().insert(sha256.clone());
        }
    }

    /// Removes files from the record.
    pub(super) fn forget(&mut self, is_it: impl Fn(&str) -> bool) {
        self.files.retain(|name, _| !is_it(name));
    }
}

/// The result of putting a file into the folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Put {
    Written,
    Unchanged,
    /// A file of somebody else has its name.
    Foreign,
}

/// A file that is to be written.
struct Queued {
    name: String,
    bytes: Vec<u8>,
    written: Written,
}

/// A folder while it is published.
pub(super) struct Folder {
    root: PathBuf,
    pub record: Record,
    /// The record as it is on the disk.
    saved: String,
    queued: Vec<Queued>,
    /// In tests: after how many steps the program is killed.
    #[cfg(test)]
    pub(super) kill_after: std::cell::Cell<Option<u32>>,
}

impl Folder {
    /// Opens a folder, which must exist, and removes what a killed program left.
    pub(super) fn open(root: &Path, now: SystemTime) -> io::Result<Self> {
        let path = root.join(RECORD);
        let mut saved = String::new();
        let record = match File::open(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => Record::default(),
            Err(error) => return Err(error),
            Ok(file) => {
                file.take(MAX_RECORD_BYTES).read_to_string(&mut saved)?;
                Record::parse(saved.as_bytes())?
            }
        };
        for folder in [root.to_owned(), root.join("days")] {
            for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
                remove_part(&entry.path(), now);
            }
        }
        Ok(Self {
            root: root.to_owned(),
            record,
            saved,
            queued: Vec::new(),
            #[cfg(test)]
            kill_after: std::cell::Cell::new(None),
        })
    }

    /// Whether a file is there as it was written, from the same data.
    pub(super) fn is_current(&self, name: &str, made_of: &str) -> bool {
        let Some(written) = self.record.files.get(name) else { return false };
        written.made_of == made_of
            && self.present(name).is_ok_and(|sha256| sha256.as_deref() == Some(&*written.sha256))
    }

    /// Queues a file, which [`flush`](Self::flush) writes. `made_of` is the digest of the data from which
    /// it was made; empty: it is made again each time.
    pub(super) fn put(&mut self, name: &str, bytes: Vec<u8>, made_of: &str) -> io::Result<Put> {
        let written = Written { sha256: digest([&bytes]), made_of: made_of.to_owned() };
        let put = match self.present(name)? {
            Some(sha256) if sha256 == written.sha256 => Put::Unchanged,
            Some(sha256) if !self.record.is_ours(name, &sha256) => return Ok(Put::Foreign),
            _ => Put::Written,
        };
        if put == Put::Unchanged {
            self.record.files.insert(name.to_owned(), written);
            return Ok(put);
        }
        self.queued.push(Queued { name: name.to_owned(), bytes, written });
        if self.queued.iter().map(|queued| queued.bytes.len()).sum::<usize>() >= BATCH_BYTES {
            self.flush()?;
        }
        Ok(put)
    }

    /// Writes all queued files.
    pub(super) fn flush(&mut self) -> io::Result<()> {
        if self.queued.is_empty() {
            return Ok(());
        }
        for queued in &self.queued {
            let pending = self.record.pending.entry(queued.name.clone()).or_default();
            pending.insert(queued.written.sha256.clone());
        }
        self.save()?;
        for Queued { name, bytes, written } in std::mem::take(&mut self.queued) {
            self.write(&name, &bytes)?;
            self.record.files.insert(name, written);
        }
        Ok(())
    }

    /// Ends the publishing: no file is about to be written any more.
    pub(super) fn finish(&mut self) -> io::Result<()> {
        self.flush()?;
        self.record.pending.clear();
        self.save()
    }

    /// Saves the record, if it changed.
    pub(super) fn save(&mut self) -> io::Result<()> {
        (self.record.format, self.record.version) = (FORMAT.to_owned(), VERSION);
        let text = serde_json::to_string(&self.record).map_err(io::Error::other)?;
        if text != self.saved {
            self.write(RECORD, text.as_bytes())?;
            self.saved = text;
        }
        Ok(())
    }

    /// The path of a file.
    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    /// The digest of the file with this name. A folder, a link or a file that is too large has an empty
    /// one, which no file has.
    fn present(&self, name: &str) -> io::Result<Option<String>> {
        let path = self.path(name);
        match fs::symlink_metadata(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
            Ok(found) if !found.is_file() || found.len() > MAX_FILE_BYTES => {
                Ok(Some(String::new()))
            }
            Ok(_) => Ok(Some(digest([fs::read(path)?]))),
        }
    }

    /// Writes a file whole, or not at all.
    fn write(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let path = self.path(name);
        let folder = path.parent().unwrap_or(&self.root);
        if !folder.is_dir() {
            fs::create_dir(folder)?;
        }
        let mut new = tempfile::Builder::new();
        new.prefix(PART.0).suffix(PART.1);
        #[cfg(unix)]
        new.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let mut part = new.tempfile_in(folder)?;
        let (first, rest) = bytes.split_at(bytes.len() / 2);
        part.write_all(first)?;
        self.step()?;
        part.write_all(rest)?;
        part.as_file().sync_all()?;
        self.step()?;
        part.persist(&path).map_err(|error| error.error)?;
        self.step()
    }

    /// A moment at which the program can be killed.
    #[cfg_attr(not(test), allow(clippy::unused_self, clippy::unnecessary_wraps))]
    fn step(&self) -> io::Result<()> {
        #[cfg(test)]
        if let Some(left) = self.kill_after.get() {
            self.kill_after.set(left.checked_sub(1));
            if left == 0 {
                return Err(io::Error::other("killed"));
            }
        }
        Ok(())
    }
}

/// The SHA-256 of some bytes in hexadecimal, each piece with its length before it when there are
/// several.
pub(super) fn digest<const N: usize, T: AsRef<[u8]>>(pieces: [T; N]) -> String {
    let mut hash = Sha256::new();
    for piece in &pieces {
        if N > 1 {
            hash.update((piece.as_ref().len() as u64).to_le_bytes());
        }
        hash.update(piece);
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Removes a file that a killed program left unfinished.
fn remove_part(path: &Path, now: SystemTime) {
    let name = path.file_name().unwrap_or_default().as_encoded_bytes();
    if !name.starts_with(PART.0.as_bytes()) || !name.ends_with(PART.1.as_bytes()) {
        return;
    }
    let changed = fs::symlink_metadata(path).and_then(|metadata| metadata.modified());
    let age = changed.ok().and_then(|changed| now.duration_since(changed).ok());
    if age.is_some_and(|age| age > PART_LIFETIME) {
        // The next publishing tries again.
        let _ = fs::remove_file(path);
    }
}
