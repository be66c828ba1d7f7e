//! The record of the notes that were written into a vault, so that a note that the user deletes is not
//! written again. It is a file in the vault, and so moves with it.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// The record's file. Obsidian shows no files whose names begin with a point.
const NAME: &str = ".paperboy-notes";
/// The most bytes of the file that are read.
const MAX_BYTES: u64 = 16 << 20;
/// The beginning of each record.
const FIRST_WORDS: &str = "# The notes that Paperboy wrote";
const HEAD: &str = "# The notes that Paperboy wrote into this folder, and in how many files each is.\n\
    # A note in this list that is missing was deleted, and is not written again.\n\
    # Without this file, all notes are written again.\n";

/// How many files of each note there were when it was last written.
pub(super) struct Record {
    file: PathBuf,
    files: BTreeMap<String, usize>,
    is_changed: bool,
}

impl Record {
    /// Reads the record of a vault's folder. A record that can't be read completely, and a file with this
    /// name that is no record, are errors: else deleted notes would come back, and the file would be
    /// replaced.
    pub(super) fn of(root: &Path) -> io::Result<Self> {
        let file = root.join(NAME);
        let mut text = String::new();
        match fs::symlink_metadata(&file) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
            Ok(metadata) if !metadata.is_file() || metadata.len() > MAX_BYTES => {
                return Err(io::ErrorKind::InvalidData.into());
            }
            Ok(_) => {
                let mut bytes = Vec::new();
                fs::File::open(&file)?.take(MAX_BYTES).read_to_end(&mut bytes)?;
                text = String::from_utf8_lossy(&bytes).into_owned();
                if !text.is_empty() && !text.starts_with(FIRST_WORDS) {
                    return Err(io::ErrorKind::InvalidData.into());
                }
            }
        }
        let entry = |line: &str| {
            let (id, count) = line.split_once(' ')?;
            Some((id.to_owned(), count.trim().parse().ok()?))
        };
        Ok(Self { file, files: text.lines().filter_map(entry).collect(), is_changed: false })
    }

    /// Where it is.
    pub(super) fn file(&self) -> &Path {
        &self.file
    }

    /// How many files of a note there were.
    pub(super) fn count(&self, id: &str) -> usize {
        self.files.get(id).copied().unwrap_or(0)
    }

    /// Sets how many files of a note there are.
    pub(super) fn set(&mut self, id: &str, count: usize) {
        if self.count(id) != count {
            self.files.insert(id.to_owned(), count);
            self.is_changed = true;
        }
    }

    /// Writes the record, if it changed.
    pub(super) fn write(&mut self) -> io::Result<()> {
        if !self.is_changed {
            return Ok(());
        }
        let folder = self.file.parent().unwrap_or(Path::new(""));
        let mut part = super::folder::part_in(folder)?;
        part.write_all(HEAD.as_bytes())?;
        let lines: String =
            self.files.iter().map(|(id, count)| format!("{id} {count}\n")).collect();
        part.write_all(lines.as_bytes())?;
        part.persist(&self.file).map_err(|error| error.error)?;
        self.is_changed = false;
        Ok(())
    }
}
