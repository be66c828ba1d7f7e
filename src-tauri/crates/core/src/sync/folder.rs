//! Files in a folder that another program brings to other devices, at its own time and in any
//! order. A file appears whole under its name or not at all.

use crate::Error;
use crate::wire::SyncTrouble;
use paperboy_paper::FileCause;
use paperboy_sync::{KEY_FILE, Listed, Remote};
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// The most superfluous files that are removed at once.
const MAX_REMOVALS: usize = 1000;
/// The most files that are listed.
const MAX_FILES: usize = 100_000;
const MAX_KEY_FILE_BYTES: u64 = 128 << 10;
/// How the name of a file that is being written begins and ends.
const PART: (&str, &str) = (".paperboy-", ".part");
/// A file that is still being written is younger.
const PART_LIFETIME: Duration = Duration::from_secs(24 * 3600);

/// A folder with the files of a set.
pub(super) struct Folder {
    root: PathBuf,
    now: SystemTime,
}

impl Folder {
    pub(super) fn new(root: PathBuf, now: SystemTime) -> Self {
        Self { root, now }
    }

    pub(super) fn path(&self) -> &Path {
        &self.root
    }

    /// The bytes of the key file, if there is one.
    pub(super) fn key_file(&self) -> Result<Option<Vec<u8>>, Error> {
        self.read(KEY_FILE, MAX_KEY_FILE_BYTES)
    }

    /// Writes the key file, where there is none.
    pub(super) fn put_key_file(&self, bytes: &[u8]) -> Result<(), Error> {
        let part = self.part(bytes).map_err(trouble)?;
        match part.persist_noclobber(self.root.join(KEY_FILE)) {
            Ok(_) => self.sync_folder(),
            Err(error) if error.error.kind() == ErrorKind::AlreadyExists => {
                // Another device was faster: its file counts.
                Err(SyncTrouble::SetUpMeanwhile.into())
            }
            // Some file systems can't create a file and fill it in one step.
            Err(error) => error
                .file
                .persist(self.root.join(KEY_FILE))
                .map(drop)
                .map_err(|error| trouble(error.error)),
        }
    }

    fn read(&self, name: &str, max_bytes: u64) -> Result<Option<Vec<u8>>, Error> {
        let path = self.root.join(name);
        match fs::symlink_metadata(&path) {
            Ok(found) if found.is_file() => {}
            Ok(_) => return Ok(None),
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(trouble(error)),
        }
        let mut bytes = Vec::new();
        let read = File::open(&path).and_then(|file| file.take(max_bytes).read_to_end(&mut bytes));
        match read {
            Ok(_) => Ok(Some(bytes)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(trouble(error)),
        }
    }

    fn part(&self, bytes: &[u8]) -> io::Result<tempfile::NamedTempFile> {
        let mut part =
            tempfile::Builder::new().prefix(PART.0).suffix(PART.1).tempfile_in(&self.root)?;
        part.write_all(bytes)?;
        part.as_file().sync_all()?;
        Ok(part)
    }

    #[cfg(unix)]
    fn sync_folder(&self) -> Result<(), Error> {
        // Not every file system can.
        let _ = File::open(&self.root).and_then(|folder| folder.sync_all());
        Ok(())
    }

    #[cfg(not(unix))]
    fn sync_folder(&self) -> Result<(), Error> {
        Ok(())
    }

    /// Removes unfinished files of killed programs.
    fn sweep(&self, name: &str, changed: io::Result<SystemTime>) {
        let age = changed.ok().and_then(|changed| self.now.duration_since(changed).ok());
        if name.starts_with(PART.0)
            && name.ends_with(PART.1)
            && age.is_some_and(|age| age > PART_LIFETIME)
        {
            let _ = fs::remove_file(self.root.join(name));
        }
    }
}

impl Remote for Folder {
    type Error = Error;

    fn max_removals(&self, _superfluous: usize) -> usize {
        MAX_REMOVALS
    }

    fn list(&mut self) -> Result<Vec<Listed>, Error> {
        let mut listed = Vec::new();
        for entry in fs::read_dir(&self.root).map_err(trouble)?.take(MAX_FILES) {
            let entry = entry.map_err(trouble)?;
            let Ok(name) = entry.file_name().into_string() else { continue };
            // One that vanished meanwhile, or a link.
            let Ok(found) = entry.metadata() else { continue };
            if !found.is_file() {
                continue;
            }
            self.sweep(&name, found.modified());
            listed.push(Listed { name, bytes: found.len() });
        }
        Ok(listed)
    }

    fn get(&mut self, name: &str, max_bytes: u64) -> Result<Option<Vec<u8>>, Error> {
        self.read(name, max_bytes)
    }

    fn put(&mut self, name: &str, bytes: &[u8]) -> Result<(), Error> {
        let part = self.part(bytes).map_err(trouble)?;
        part.persist(self.root.join(name)).map_err(|error| trouble(error.error))?;
        self.sync_folder()
    }

    fn remove(&mut self, name: &str) -> Result<(), Error> {
        match fs::remove_file(self.root.join(name)) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(trouble(error)),
            _ => Ok(()),
        }
    }
}

fn trouble(error: io::Error) -> Error {
    SyncTrouble::Folder { why: FileCause::from(&error) }.into()
}
