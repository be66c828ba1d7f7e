//! The files of a vault. A file is only ever replaced by one with all of the user's bytes, and only
//! while it is the one that was read; nothing is deleted, and no link is followed.

use super::record::Record;
use paperboy_vault::{Merged, Note, fresh, id_of, merged};
use std::collections::HashMap;
use std::ffi::OsStr;
use std::fs::{self, Metadata};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

/// The most files that are read, and the deepest level of folders.
const MAX_FILES: usize = 200_000;
const MAX_LEVELS: usize = 16;
/// The largest note of Paperboy's, in bytes; a larger file is the user's.
const MAX_FILE_BYTES: u64 = 16 << 20;
/// How often a file that changes while it is written is read again.
const MAX_TRIES: usize = 3;
/// The most names beside a file of the user's that are tried.
const MAX_NAMES: usize = 20;
/// How the name of a file begins and ends that is not whole yet.
const PART: (&str, &str) = (".paperboy-", ".part");
/// How old such a file is once no update can be writing it.
const PART_LIFETIME: Duration = Duration::from_secs(600);

/// What happened to a note.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Put {
    Written,
    Unchanged,
    /// The user deleted it, or moved it out of the vault.
    Deleted,
    /// It was written beside a file of the user's.
    Beside {
        file: PathBuf,
        beside: PathBuf,
    },
}

/// What was in the files of a vault when they were last looked into: an unchanged file is not read
/// again.
#[derive(Default)]
pub(crate) struct SeenFiles(Mutex<HashMap<PathBuf, Seen>>);

#[derive(Clone, PartialEq)]
struct Seen {
    bytes: u64,
    changed: Option<SystemTime>,
    id: Option<String>,
}

/// A vault, and where its notes are.
pub(super) struct Vault {
    root: PathBuf,
    /// The files of each note; the user may have copied one.
    notes: HashMap<String, Vec<PathBuf>>,
    record: Record,
    /// Whether notes that the user deleted are written again.
    again: bool,
    /// In tests: after how many steps the program is killed.
    #[cfg(test)]
    pub(super) kill_after: std::cell::Cell<Option<u32>>,
}

impl Vault {
    /// Looks into all files of a folder, which must exist, and removes what a killed update left.
    pub(super) fn open(root: &Path, seen: &SeenFiles, now: SystemTime) -> io::Result<Self> {
        let mut vault = Self {
            root: root.to_owned(),
            notes: HashMap::new(),
            record: Record::of(root)?,
            again: false,
            #[cfg(test)]
            kill_after: std::cell::Cell::new(None),
        };
        let mut seen = seen.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut found = HashMap::new();
        look_into(root, (0, now), &mut |path, metadata| {
            let (bytes, changed) = (metadata.len(), metadata.modified().ok());
            let known = seen.remove(path).filter(|known| {
                (known.bytes, known.changed) == (bytes, changed) && changed.is_some()
            });
            let now = known.unwrap_or_else(|| Seen { bytes, changed, id: note_in(path, bytes) });
            if let Some(id) = &now.id {
                vault.notes.entry(id.clone()).or_default().push(path.to_owned());
            }
            found.insert(path.to_owned(), now);
            found.len() < MAX_FILES
        })?;
        *seen = found;
        // An update that was killed left notes without a record.
        for (id, files) in &vault.notes {
            vault.record.set(id, files.len().max(vault.record.count(id)));
        }
        Ok(vault)
    }

    /// Has the notes that the user deleted written again.
    pub(super) fn write_deleted(&mut self) {
        self.again = true;
    }

    /// Ends an update: from now on, a note that is missing was deleted.
    pub(super) fn finish(&mut self) -> io::Result<()> {
        self.record.write()
    }

    /// Puts a note into its file, wherever that is now; a new one is called `stem`.
    pub(super) fn put(&mut self, note: &Note, stem: &str) -> io::Result<Put> {
        let usual = self.path(stem);
        let mut files = self.notes.get(&note.id).cloned().unwrap_or_default();
        files.sort_by_key(|file| (*file != usual, file.clone()));
        // A file of the user's under the usual name counts: they did not delete that.
        let is_taken = !files.contains(&usual) && fs::symlink_metadata(&usual).is_ok();
        let count = files.len() + usize::from(is_taken);
        for file in &files {
            if let Some(put) = self.update(file, note)? {
                self.record.set(&note.id, count);
                return Ok(put);
            }
        }
        // There were more already: the user deleted one.
        if count < self.record.count(&note.id) && !self.again {
            return Ok(Put::Deleted);
        }
        let put = self.add(note, stem, files)?;
        self.record.set(&note.id, count + 1);
        Ok(put)
    }

    /// Writes another file of a note: the usual one, or one beside those of the user's.
    fn add(&mut self, note: &Note, stem: &str, files: Vec<PathBuf>) -> io::Result<Put> {
        let usual = self.path(stem);
        if files.is_empty() && self.create(&usual, note)? {
            return Ok(Put::Written);
        }
        let file = files.into_iter().next().unwrap_or(usual);
        for number in 1..MAX_NAMES {
            let number = if number == 1 { String::new() } else { format!(" {number}") };
            let beside = self.path(&format!("{stem} (Paperboy{number})"));
            if self.create(&beside, note)? {
                return Ok(Put::Beside { file, beside });
            }
        }
        Err(ErrorKind::AlreadyExists.into())
    }

    /// The file of the record.
    pub(super) fn record_file(&self) -> PathBuf {
        self.record.file().to_owned()
    }

    /// The usual file of a note.
    pub(super) fn path(&self, stem: &str) -> PathBuf {
        self.root.join(format!("{stem}.md"))
    }

    /// Updates a file of a note; `None` where its part was changed by the user.
    fn update(&self, path: &Path, note: &Note) -> io::Result<Option<Put>> {
        for _ in 0..MAX_TRIES {
            let Some(old) = read(path)? else { return Ok(None) };
            let new = match merged(&old, note) {
                Merged::Unchanged => return Ok(Some(Put::Unchanged)),
                Merged::Conflict => return Ok(None),
                Merged::Changed(new) => new,
            };
            if self.replace(path, &old, &new)? {
                return Ok(Some(Put::Written));
            }
        }
        Err(ErrorKind::ResourceBusy.into())
    }

    /// Replaces a file; `false` where it is not any more as it was read.
    fn replace(&self, path: &Path, old: &str, new: &str) -> io::Result<bool> {
        let metadata = fs::symlink_metadata(path)?;
        if metadata.permissions().readonly() {
            return Err(ErrorKind::PermissionDenied.into());
        }
        let mut part = self.part(new)?;
        part.as_file().set_permissions(metadata.permissions())?;
        // It holds bytes of the user's, whose only copy it may soon be.
        part.as_file_mut().sync_all()?;
        self.step()?;
        if read(path)?.as_deref() != Some(old) {
            return Ok(false);
        }
        part.persist(path).map_err(|error| error.error)?;
        self.step()?;
        Ok(true)
    }

    /// Makes a file; `false` where there is one.
    fn create(&mut self, path: &Path, note: &Note) -> io::Result<bool> {
        if fs::symlink_metadata(path).is_ok() {
            return Ok(false);
        }
        let part = self.part(&fresh(note))?;
        self.step()?;
        match part.persist_noclobber(path) {
            Ok(_) => {}
            Err(error) if error.error.kind() == ErrorKind::AlreadyExists => return Ok(false),
            Err(error) => return Err(error.error),
        }
        self.notes.entry(note.id.clone()).or_default().push(path.to_owned());
        self.step()?;
        Ok(true)
    }

    /// A file with a text, which has no name of the user's yet.
    fn part(&self, text: &str) -> io::Result<tempfile::NamedTempFile> {
        let mut part = part_in(&self.root)?;
        let (first, rest) = text.as_bytes().split_at(text.len() / 2);
        part.write_all(first)?;
        self.step()?;
        part.write_all(rest)?;
        Ok(part)
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

/// A new file that has no name of the user's yet.
pub(crate) fn part_in(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut new = tempfile::Builder::new();
    new.prefix(PART.0).suffix(PART.1);
    #[cfg(unix)]
    new.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    new.tempfile_in(folder)
}

/// The text of a file; `None` where it is no text, or larger than any that Paperboy wrote.
fn read(path: &Path) -> io::Result<Option<String>> {
    if fs::symlink_metadata(path)?.len() > MAX_FILE_BYTES {
        return Ok(None);
    }
    Ok(String::from_utf8(fs::read(path)?).ok())
}

/// The note in a file.
fn note_in(path: &Path, bytes: u64) -> Option<String> {
    if bytes > MAX_FILE_BYTES {
        return None;
    }
    let text = String::from_utf8(fs::read(path).ok()?).ok()?;
    id_of(&text).map(str::to_owned)
}

/// Gives each Markdown file of a folder to `each`, until that answers `false`. What can't be looked
/// into below the folder is left out; hidden folders are Obsidian's own.
fn look_into(
    folder: &Path,
    (level, now): (usize, SystemTime),
    each: &mut dyn FnMut(&Path, &Metadata) -> bool,
) -> io::Result<bool> {
    for entry in fs::read_dir(folder)?.flatten() {
        let (path, name) = (entry.path(), entry.file_name());
        let Ok(kind) = entry.file_type() else { continue };
        if name.as_encoded_bytes().starts_with(PART.0.as_bytes())
            && name.as_encoded_bytes().ends_with(PART.1.as_bytes())
        {
            remove_part(&path, now);
            continue;
        }
        if name.as_encoded_bytes().starts_with(b".") {
            continue;
        }
        if kind.is_dir() && level < MAX_LEVELS {
            match look_into(&path, (level + 1, now), each) {
                Ok(false) => return Ok(false),
                Ok(true) => {}
                Err(error) => tracing::warn!(%error, "a folder of the vault was left out"),
            }
        } else if kind.is_file() && path.extension() == Some(OsStr::new("md")) {
            let Ok(metadata) = entry.metadata() else { continue };
            if !each(&path, &metadata) {
                return Ok(false);
            }
        }
    }
    Ok(true)
}

/// Removes what a killed update left. One of another process is minutes old at most.
fn remove_part(path: &Path, now: SystemTime) {
    let changed = fs::symlink_metadata(path).and_then(|metadata| metadata.modified());
    let age = changed.ok().and_then(|changed| now.duration_since(changed).ok());
    if age.is_some_and(|age| age > PART_LIFETIME) {
        // It is tried again the next time.
        let _ = fs::remove_file(path);
    }
}

/// Whether new files can be made in a folder: so that thousands of notes do not fail one by one.
pub(super) fn check_writable(folder: &Path) -> io::Result<()> {
    part_in(folder).map(drop)
}
