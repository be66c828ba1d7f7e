//! The files of PDFs.

use crate::error::file_error;
use crate::files::{UNFINISHED, exists, put_file};
use crate::{Store, StoreError};
use paperboy_paper::PaperId;
use rusqlite::OptionalExtension;
use sha2::{Digest, Sha256};
use std::collections::HashSet;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

/// How much of a file is read at a time.
const CHUNK_BYTES: usize = 64 << 10;

impl Store {
    /// Where a paper's PDF is; `None` when none is kept, or when the file is not the one that was
    /// kept: it is removed then, and fetched again.
    pub fn pdf_file(&self, id: &PaperId) -> Result<Option<PathBuf>, StoreError> {
        let Some(expected) = self.pdf_digest(id)? else { return Ok(None) };
        let path = self.pdf_path(id);
        match digest_of(&path) {
            Ok(digest) if digest == expected => return Ok(Some(path)),
            Err(error) if error.kind() != ErrorKind::NotFound => {
                return Err(file_error(&path)(error));
            }
            Ok(_) => {
                tracing::warn!(path = %path.display(), "a damaged PDF was removed");
                let _ = fs::remove_file(&path);
            }
            Err(_) => {}
        }
        // Even if nothing can be written, it is left out when PDFs are read.
        if let Err(error) = self.forget_gone_pdfs() {
            tracing::warn!(%error, "a damaged PDF could not be noted");
        }
        Ok(None)
    }

    fn pdf_digest(&self, id: &PaperId) -> Result<Option<String>, StoreError> {
        let sql = "SELECT f.digest FROM pdf f JOIN paper p ON p.key = f.paper WHERE p.id = ?1";
        let digest = self.read(|connection| {
            connection
                .prepare_cached(sql)?
                .query_row([id.as_str()], |row| row.get::<_, Option<String>>(0))
                .optional()
        })?;
        Ok(digest.flatten())
    }

    pub(super) fn has_pdf_file(&self, id: &PaperId) -> bool {
        exists(&self.pdf_path(id))
    }

    fn pdf_path(&self, id: &PaperId) -> PathBuf {
        self.files.pdf_folder().join(name(id))
    }

    /// Writes a paper's PDF, and returns its digest.
    pub(super) fn put_pdf_file(&self, id: &PaperId, bytes: &[u8]) -> Result<String, StoreError> {
        put_file(&self.files.pdf_folder(), &name(id), bytes)?;
        Ok(in_hex(&Sha256::digest(bytes)))
    }

    /// Removes a paper's file.
    pub(super) fn remove_pdf_file(&self, id: &PaperId) {
        // One that can't be removed, as it is open elsewhere, is swept later.
        let _ = fs::remove_file(self.pdf_path(id));
    }

    /// Removes the files that belong to no PDF (those of forgotten PDFs and unfinished ones of a killed
    /// program), and forgets the PDFs whose files are gone. Only the program that holds the lock for
    /// fetching files may call this.
    pub fn sweep_pdfs(&self) -> Result<(), StoreError> {
        self.forget_gone_pdfs()?;
        let names: HashSet<String> = self.kept_pdfs()?.iter().map(|(_, id)| name(id)).collect();
        for file in fs::read_dir(self.files.pdf_folder()).into_iter().flatten().flatten() {
            let of = file.file_name();
            let of = of.to_str().unwrap_or_default();
            // Only files that Paperboy wrote are removed.
            let is_ours = |name: &str| {
                name.strip_suffix(".pdf")
                    .is_some_and(|id| PaperId::parse(&id.replacen('_', "/", 1)).is_some())
            };
            let unfinished = of.strip_suffix(UNFINISHED).and_then(|rest| rest.rsplit_once('.'));
            let is_ours = is_ours(of) || unfinished.is_some_and(|(name, _)| is_ours(name));
            if is_ours && !names.contains(of) {
                let _ = fs::remove_file(file.path());
            }
        }
        Ok(())
    }
}

/// The name of a paper's file: of its id, whose slash no file system takes.
fn name(id: &PaperId) -> String {
    format!("{}.pdf", id.as_str().replace('/', "_"))
}

fn digest_of(path: &Path) -> std::io::Result<String> {
    let (mut file, mut hash) = (File::open(path)?, Sha256::new());
    let mut piece = vec![0; CHUNK_BYTES];
    loop {
        match file.read(&mut piece)? {
            0 => return Ok(in_hex(&hash.finalize())),
            read => hash.update(&piece[..read]),
        }
    }
}

fn in_hex(digest: &[u8]) -> String {
    digest.iter().fold(String::new(), |mut text, byte| {
        // Writing to a text can't fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
