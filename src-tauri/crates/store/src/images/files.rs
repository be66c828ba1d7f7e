//! The files of images.

use crate::error::file_error;
use crate::files::{UNFINISHED, exists, put_file};
use crate::{Store, StoreError};
use rusqlite::params;
use sha2::{Digest, Sha256};
use std::collections::HashSet;
use std::fmt::{self, Write as _};
use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;

/// The names of all files of images.
pub(super) const KEYS: &str = "SELECT text FROM image WHERE text IS NOT NULL UNION SELECT card FROM image WHERE card IS NOT NULL";

/// The name of an image's file: the SHA-256 of its bytes in hexadecimal.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ImageKey(String);

impl ImageKey {
    /// Reads a key; `None` for any other text.
    pub fn parse(text: &str) -> Option<Self> {
        let is_key =
            text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        is_key.then(|| Self(text.to_owned()))
    }

    /// The key as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(super) fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).iter().fold(String::new(), |mut text, byte| {
            // Writing to a text can't fail.
            let _ = write!(text, "{byte:02x}");
            text
        }))
    }
}

impl fmt::Display for ImageKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Store {
    /// The bytes of an image's file; `None` when there is none, or when it is not what its name says:
    /// such a file is removed, and the image is fetched again.
    pub fn image_bytes(&self, key: &ImageKey) -> Result<Option<Vec<u8>>, StoreError> {
        let path = self.image_path(key);
        let bytes = match fs::read(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            bytes => bytes.map_err(file_error(&path))?,
        };
        if ImageKey::of(&bytes) == *key {
            return Ok(Some(bytes));
        }
        tracing::warn!(path = %path.display(), "a damaged image was removed");
        let _ = fs::remove_file(&path);
        // Even if nothing can be written, it is left out when images are read.
        if let Err(error) = self.forget_gone_images() {
            tracing::warn!(%error, "a damaged image could not be noted");
        }
        Ok(None)
    }

    pub(super) fn has_image(&self, key: &ImageKey) -> bool {
        exists(&self.image_path(key))
    }

    /// Two letters of a key name a folder: none of them gets too many files.
    fn image_path(&self, key: &ImageKey) -> PathBuf {
        self.files.image_folder().join(&key.0[..2]).join(&key.0)
    }

    /// Writes the file of an image, unless it is there.
    pub(super) fn put_image_file(&self, bytes: &[u8]) -> Result<ImageKey, StoreError> {
        let key = ImageKey::of(bytes);
        let path = self.image_path(&key);
        if fs::metadata(&path).is_ok_and(|file| file.len() == bytes.len() as u64) {
            return Ok(key);
        }
        put_file(path.parent().unwrap_or(&path), key.as_str(), bytes)?;
        Ok(key)
    }

    /// Removes a file if no image has it any more.
    pub(super) fn remove_image_files(&self, keys: &[ImageKey]) {
        for key in keys {
            // One that can't be removed is swept later.
            let _ = fs::remove_file(self.image_path(key));
        }
    }

    /// Forgets images whose files are gone: they take no space, and are fetched again.
    pub(super) fn forget_gone_images(&self) -> Result<(), StoreError> {
        let rows: Vec<(i64, String, String, Option<String>)> = self.read(|connection| {
            connection
                .prepare("SELECT paper, source, text, card FROM image WHERE text IS NOT NULL")?
                .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?
                .collect()
        })?;
        let is_there = |key: &str| ImageKey::parse(key).is_some_and(|key| self.has_image(&key));
        let is_gone = |(_, _, text, card): &(i64, String, String, Option<String>)| {
            !is_there(text) || !card.as_deref().is_some_and(is_there)
        };
        let gone: Vec<_> = rows.into_iter().filter(is_gone).collect();
        if gone.is_empty() {
            return Ok(());
        }
        self.write_cache(|connection| {
            for (paper, source, ..) in &gone {
                connection
                    .prepare_cached("DELETE FROM image WHERE paper = ?1 AND source = ?2")?
                    .execute(params![paper, source])?;
                connection
                    .prepare_cached("UPDATE figures SET complete = 0 WHERE paper = ?1")?
                    .execute([paper])?;
            }
            Ok(())
        })
    }

    /// Removes the files that belong to no image: those of forgotten images, and what a killed
    /// program left; and forgets the images whose files are gone. Only the one program that may fetch
    /// images at the time may do this.
    pub fn sweep_images(&self) -> Result<(), StoreError> {
        self.forget_gone_images()?;
        let keys: HashSet<String> = self.read(|connection| {
            connection.prepare(KEYS)?.query_map([], |row| row.get(0))?.collect()
        })?;
        for folder in fs::read_dir(self.files.image_folder()).into_iter().flatten().flatten() {
            for file in fs::read_dir(folder.path()).into_iter().flatten().flatten() {
                let name = file.file_name();
                let name = name.to_str().unwrap_or_default();
                // Nothing but what was written here is removed.
                let is_ours = ImageKey::parse(name).is_some()
                    || name.ends_with(UNFINISHED)
                        && name.get(..64).and_then(ImageKey::parse).is_some();
                if is_ours && !keys.contains(name) {
                    let _ = fs::remove_file(file.path());
                }
            }
        }
        Ok(())
    }
}
