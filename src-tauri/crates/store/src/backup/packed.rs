//! A whole copy as a file: the database, compressed by zstd, after a skippable frame that describes
//! its content.
//!
//! `zstd -d` passes the frame over and gives the database. The frame's content is one JSON object
//! and the first 8 bytes of its SHA-256.

use crate::connection::open_to_read_anywhere;
use crate::error::file_error;
use crate::files::sync_file;
use crate::{StoreError, schema};
use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::Path;

/// How a compressed copy's name ends.
pub(crate) const SUFFIX: &str = ".zst";
/// zstd's skippable frames begin with this number.
const SKIPPABLE: u32 = 0x184D_2A50;
/// The largest content of such a frame that is read, in bytes.
const MAX_FRAME_BYTES: u32 = 64 << 10;
const DIGEST_BYTES: usize = 8;
/// Quick enough for a library of a gigabyte, and half again as small as the quickest.
const LEVEL: i32 = 3;
const BUFFER_BYTES: usize = 1 << 20;

/// Receives the progress of a backup in thousandths, and returns whether it should continue.
pub type Watch<'a> = &'a (dyn Fn(u32) -> bool + Sync);

/// What a copy holds, to be compared with other copies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// The generation id of the copied library.
    pub history_id: String,
    /// How much had ever been changed in that library.
    pub revision: i64,
}

impl Content {
    /// The revision of a database; before there were revisions, another rising number is used.
    pub(crate) fn of(connection: &Connection) -> rusqlite::Result<Self> {
        let history_id =
            connection
                .query_row("SELECT history_id FROM library WHERE only = 1", [], |row| row.get(0))?;
        let has_revision = connection
            .query_row(
                "SELECT 1 FROM pragma_table_info('library') WHERE name = 'revision'",
                [],
                |_| Ok(()),
            )
            .optional()?
            .is_some();
        let revision = if has_revision {
            schema::revision(connection)?
        } else {
            super::additions(connection)?
        };
        // Far above the revision of any library: after a damaged number there are still higher
        // ones.
        Ok(Self { history_id, revision: revision.clamp(0, i64::MAX / 2) })
    }

    /// Of a copy, compressed or not; `None` when that can't be read.
    pub(crate) fn of_file(path: &Path) -> Option<Self> {
        match frame(path) {
            Ok(Some(content)) => Some(content),
            Ok(None) => {
                open_to_read_anywhere(path).and_then(|(connection, _)| Self::of(&connection)).ok()
            }
            Err(error) => {
                tracing::warn!(path = %path.display(), %error, "a backup's header can't be read");
                None
            }
        }
    }
}

/// Whether a file is compressed, by how it begins.
pub(crate) fn is_packed(path: &Path) -> io::Result<bool> {
    let mut magic = [0; 4];
    match File::open(path)?.read_exact(&mut magic) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(false),
        read => read.map(|()| {
            matches!(u32::from_le_bytes(magic), SKIPPABLE | zstd::zstd_safe::MAGICNUMBER)
        }),
    }
}

/// The content of the frame at the beginning; `None` without such a frame.
fn frame(path: &Path) -> io::Result<Option<Content>> {
    let mut file = BufReader::new(File::open(path)?);
    let mut number = [0; 4];
    match file.read_exact(&mut number) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        read => read?,
    }
    if u32::from_le_bytes(number) != SKIPPABLE {
        return Ok(None);
    }
    file.read_exact(&mut number)?;
    let length = u32::from_le_bytes(number);
    let invalid = |why: &str| io::Error::new(io::ErrorKind::InvalidData, why.to_owned());
    if length > MAX_FRAME_BYTES {
        return Err(invalid("the frame is too long"));
    }
    let mut content = Vec::new();
    file.take(u64::from(length)).read_to_end(&mut content)?;
    let (json, digest) = content
        .split_at_checked(content.len().saturating_sub(DIGEST_BYTES))
        .ok_or_else(|| invalid("no frame"))?;
    if &Sha256::digest(json)[..DIGEST_BYTES] != digest {
        return Err(invalid("the frame is not what was written"));
    }
    serde_json::from_slice(json).map(Some).map_err(io::Error::from)
}

/// Compresses a database into a new file, looks whether it can be taken out again, and brings it to
/// the disk.
pub(crate) fn pack(
    database: &Path,
    path: &Path,
    content: &Content,
    watch: Watch<'_>,
) -> Result<(), StoreError> {
    let packed = || -> io::Result<bool> {
        let mut source = File::open(database)?;
        let length = source.metadata()?.len();
        let mut file = BufWriter::with_capacity(BUFFER_BYTES, File::create(path)?);
        let json = serde_json::to_vec(content)?;
        let frame_bytes = u32::try_from(json.len() + DIGEST_BYTES).map_err(io::Error::other)?;
        file.write_all(&SKIPPABLE.to_le_bytes())?;
        file.write_all(&frame_bytes.to_le_bytes())?;
        file.write_all(&json)?;
        file.write_all(&Sha256::digest(&json)[..DIGEST_BYTES])?;
        let mut encoder = zstd::Encoder::new(file, LEVEL)?;
        encoder.include_checksum(true)?;
        encoder.set_pledged_src_size(Some(length))?;
        if !copy(&mut source, &mut encoder, length, &|part| watch(500 + part * 2 / 5))? {
            return Ok(false);
        }
        encoder.finish()?.into_inner().map_err(io::IntoInnerError::into_error)?;
        // What can't be read again is no backup.
        let mut again = reader(path)?;
        copy(&mut again, &mut io::sink(), length, &|part| watch(900 + part / 10))
    };
    match packed().map_err(file_error(path))? {
        true => sync_file(path),
        false => Err(StoreError::Stopped),
    }
}

/// Takes a compressed database out into a new file. A file that was altered or cut is an error.
pub(crate) fn unpack(path: &Path, database: &Path) -> io::Result<()> {
    let mut file = File::create(database)?;
    io::copy(&mut reader(path)?, &mut file).map(drop)
}

/// The content of a compressed file.
pub(crate) fn reader(path: &Path) -> io::Result<impl Read> {
    zstd::Decoder::new(File::open(path)?)
}

/// Copies in large pieces, and reports thousandths to `watch`. Returns whether it was completed.
fn copy(
    from: &mut impl Read,
    to: &mut impl Write,
    length: u64,
    watch: Watch<'_>,
) -> io::Result<bool> {
    let (mut buffer, mut done) = (vec![0; BUFFER_BYTES], 0_u64);
    loop {
        let read = from.read(&mut buffer)?;
        if read == 0 {
            return Ok(true);
        }
        to.write_all(&buffer[..read])?;
        done += read as u64;
        let part = u32::try_from((done * 1000).checked_div(length).unwrap_or(1000)).unwrap_or(1000);
        if !watch(part.min(1000)) {
            return Ok(false);
        }
    }
}
