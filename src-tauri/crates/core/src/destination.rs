//! Where the user's path leads, and writing there without harm to anything else: the one way by
//! which a file leaves the library.
//!
//! A regular file is replaced whole or not at all, and keeps its mode. A target that is no file but
//! takes bytes (a named pipe, a character device, a descriptor such as `/dev/stdout`) is written
//! to. Nothing of a library, no folder, socket or disk is ever replaced.

use crate::wire::NotWritten;
use crate::{App, Error};
use std::fs::{self, File, Metadata};
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// The most symbolic links that are followed; more of them lead in a circle.
const MAX_LINKS: usize = 40;
/// What every SQLite database begins with.
const DATABASE: &[u8] = b"SQLite format 3\0";

/// Where a path leads.
pub(crate) enum Destination {
    /// A file's own name, links followed, and the file that is there now.
    File(PathBuf, Option<Metadata>),
    /// Something open that takes bytes one after the other.
    Stream(File),
}

impl App {
    /// Writes an export to where the user's path leads.
    pub fn write_out(&self, path: &Path, bytes: &[u8]) -> Result<(), Error> {
        self.write_out_by(path, &mut |out| {
            let not_saved =
                |why: io::Error| Error::NotSaved { path: path.to_owned(), why: why.into() };
            out.write_all(bytes).map_err(not_saved)
        })
    }

    /// Writes an export to where the user's path leads, as `write` gives it. A file is replaced only
    /// when all of it was written.
    pub fn write_out_by(
        &self,
        path: &Path,
        write: &mut dyn FnMut(&mut dyn Write) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let not_saved = |why: NotWritten| Error::NotSaved { path: path.to_owned(), why };
        let written = match self.destination(path).map_err(not_saved)? {
            Destination::File(file, old) => replace(&file, old.as_ref(), write),
            Destination::Stream(stream) => {
                let mut stream = BufWriter::new(stream);
                write(&mut stream)
                    .and_then(|()| stream.flush().map_err(|error| not_saved(error.into())))
            }
        };
        // `write` does not know the path.
        written.map_err(|error| match error {
            Error::NotSaved { why, .. } => not_saved(why),
            error => error,
        })
    }

    /// Where a path leads, if it may be written to.
    pub(crate) fn destination(&self, path: &Path) -> Result<Destination, NotWritten> {
        let is_folders_name = path
            .as_os_str()
            .as_encoded_bytes()
            .last()
            .is_some_and(|last| std::path::is_separator(char::from(*last)));
        if is_folders_name {
            return Err(if path.is_dir() { NotWritten::Folder } else { NotWritten::NoFolder });
        }
        let mut at = path.to_owned();
        for _ in 0..MAX_LINKS {
            // A path that ends in “..” is a folder's, and so is the root.
            let Some(name) = at.file_name() else { return Err(NotWritten::Folder) };
            let parent = at
                .parent()
                .filter(|parent| !parent.as_os_str().is_empty())
                .unwrap_or(Path::new("."));
            let folder = parent.canonicalize().map_err(|error| match error.kind() {
                ErrorKind::NotFound => {
                    NotWritten::FolderMissing { folder: parent.display().to_string() }
                }
                _ => error.into(),
            })?;
            at = folder.join(name);
            let metadata = match fs::symlink_metadata(&at) {
                Err(error) if error.kind() == ErrorKind::NotFound => None,
                metadata => Some(metadata?),
            };
            match metadata {
                Some(link) if link.is_symlink() && is_of_descriptors(&folder) => {
                    return descriptor(&at);
                }
                Some(link) if link.is_symlink() => at = folder.join(fs::read_link(&at)?),
                metadata => return self.at(at, metadata),
            }
        }
        Err(NotWritten::Circle)
    }

    /// The target at a path that is no link.
    fn at(&self, path: PathBuf, metadata: Option<Metadata>) -> Result<Destination, NotWritten> {
        if let Some(metadata) = metadata.as_ref().filter(|metadata| !metadata.is_file()) {
            return stream(&path, metadata).map(Destination::Stream);
        }
        if is_of_a_library(&path, &self.places.library, metadata.is_some())
            || self.is_own_by_another_name(metadata.as_ref())
        {
            return Err(NotWritten::OfALibrary);
        }
        if metadata.is_some() && is_database(&path) {
            return Err(NotWritten::Database);
        }
        Ok(Destination::File(path, metadata))
    }

    /// Whether a file is one of this library's under another name: a hard link, or the same name in
    /// other letters.
    fn is_own_by_another_name(&self, metadata: Option<&Metadata>) -> bool {
        let Some(metadata) = metadata else { return false };
        let library = &self.places.library;
        let files = |folder: &Path| fs::read_dir(folder).into_iter().flatten().flatten();
        // All other files in the library's folder belong to the user.
        let own = files(library).filter(|file| is_reserved(&file.file_name().to_string_lossy()));
        let mut own = own.chain(files(&self.index_folder())).chain(files(&library.join("backups")));
        own.any(|file| file.metadata().is_ok_and(|own| own.is_file() && is_same(&own, metadata)))
    }
}

#[cfg(unix)]
fn is_same(one: &Metadata, other: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (one.dev(), one.ino()) == (other.dev(), other.ino())
}

#[cfg(not(unix))]
fn is_same(_: &Metadata, _: &Metadata) -> bool {
    false
}

/// Whether a path is one of a library's files: this one's or another's. A file of the user's own in
/// a library's folder is not.
fn is_of_a_library(path: &Path, library: &Path, exists: bool) -> bool {
    let own = library.canonicalize().ok();
    let is_library = |folder: &Path| {
        own.as_deref() == Some(folder) || fs::symlink_metadata(folder.join("library.db")).is_ok()
    };
    let Some(folder) = path.parent() else { return false };
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    if is_reserved(&name) && is_library(folder) {
        return true;
    }
    folder.ancestors().any(|part| {
        let kind = part.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
        (kind == "index" || exists && kind == "backups") && part.parent().is_some_and(is_library)
    })
}

/// The names that Paperboy uses in a library's folder.
fn is_reserved(name: &str) -> bool {
    let name = name.to_lowercase();
    name.starts_with("library.")
        || name.ends_with(".lock")
        || ["arxiv.pace", "index", "backups"].contains(&name.as_str())
}

fn is_database(path: &Path) -> bool {
    let mut begin = [0; DATABASE.len()];
    // A file that can't be read is not inspected; its mode decides whether it may be replaced.
    File::open(path)
        .and_then(|mut file| io::Read::read_exact(&mut file, &mut begin))
        .is_ok_and(|()| begin == DATABASE)
}

/// Whether a folder holds the descriptors of a process: its links are no paths.
fn is_of_descriptors(folder: &Path) -> bool {
    folder.starts_with("/proc") && folder.file_name().is_some_and(|name| name == "fd")
}

/// An open file that this process, or another, inherited. Bytes are appended at its end: the
/// process that opened it has truncated it if it was meant to be empty.
fn descriptor(path: &Path) -> Result<Destination, NotWritten> {
    let metadata = fs::metadata(path)?;
    if metadata.is_file() {
        return Ok(Destination::Stream(File::options().append(true).open(path)?));
    }
    stream(path, &metadata).map(Destination::Stream)
}

/// Opens what is no regular file.
#[cfg(unix)]
fn stream(path: &Path, metadata: &Metadata) -> Result<File, NotWritten> {
    use std::os::unix::fs::FileTypeExt;
    let kind = metadata.file_type();
    match () {
        () if kind.is_dir() => Err(NotWritten::Folder),
        () if kind.is_socket() => Err(NotWritten::Socket),
        () if kind.is_block_device() => Err(NotWritten::Disk),
        () if kind.is_fifo() => pipe(path),
        () => Ok(File::options().write(true).open(path)?),
    }
}

#[cfg(not(unix))]
fn stream(path: &Path, metadata: &Metadata) -> Result<File, NotWritten> {
    if metadata.is_dir() {
        Err(NotWritten::Folder)
    } else {
        Ok(File::options().write(true).open(path)?)
    }
}

/// Opens a named pipe once somebody reads from it: opening it otherwise would wait without an end.
#[cfg(unix)]
fn pipe(path: &Path) -> Result<File, NotWritten> {
    use rustix::fs::{OFlags, fcntl_getfl, fcntl_setfl};
    use std::os::unix::fs::OpenOptionsExt;
    use std::time::{Duration, Instant};
    /// How long a program that reads is waited for, and how often it is looked for.
    const TIMEOUT: Duration = Duration::from_secs(10);
    const LOOK_EVERY: Duration = Duration::from_millis(20);
    let began = Instant::now();
    loop {
        match File::options()
            .write(true)
            .custom_flags(OFlags::NONBLOCK.bits().cast_signed())
            .open(path)
        {
            Ok(pipe) => {
                // From here on this waits for a slow reader of the pipe.
                let flags = fcntl_getfl(&pipe).map_err(io::Error::from)?;
                fcntl_setfl(&pipe, flags - OFlags::NONBLOCK).map_err(io::Error::from)?;
                return Ok(pipe);
            }
            Err(error) if error.raw_os_error() != Some(rustix::io::Errno::NXIO.raw_os_error()) => {
                return Err(error.into());
            }
            Err(_) if began.elapsed() < TIMEOUT => std::thread::sleep(LOOK_EVERY),
            Err(_) => return Err(NotWritten::NoReader),
        }
    }
}

/// Puts what is written in the place of a file, or of none: in a file beside it first, which takes its name
/// once it is on the disk.
fn replace(
    path: &Path,
    old: Option<&Metadata>,
    write: &mut dyn FnMut(&mut dyn Write) -> Result<(), Error>,
) -> Result<(), Error> {
    let not_saved = |why: NotWritten| Error::NotSaved { path: path.to_owned(), why };
    let io = |error: io::Error| not_saved(error.into());
    if old.is_some() && !is_writable(path) {
        return Err(not_saved(NotWritten::Protected));
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut new = tempfile::Builder::new();
    new.prefix(".paperboy-").suffix(".part");
    // The mode of any new file: the system applies the user's umask.
    #[cfg(unix)]
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o666);
    #[cfg(unix)]
    new.permissions(mode);
    let mut new = new.tempfile_in(folder).map_err(io)?;
    let mut out = BufWriter::new(new.as_file_mut());
    write(&mut out)?;
    out.flush().map_err(io)?;
    drop(out);
    keep_mode(new.as_file(), old).map_err(io)?;
    new.as_file().sync_all().map_err(io)?;
    new.persist(path).map_err(|error| io(error.error))?;
    #[cfg(unix)]
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(io)?;
    Ok(())
}

#[cfg(unix)]
fn is_writable(path: &Path) -> bool {
    rustix::fs::access(path, rustix::fs::Access::WRITE_OK).is_ok()
}

#[cfg(not(unix))]
fn is_writable(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|metadata| !metadata.permissions().readonly())
}

/// Gives a new file the owner and the mode of the one that it replaces.
#[cfg(unix)]
fn keep_mode(new: &File, old: Option<&Metadata>) -> io::Result<()> {
    use std::os::unix::fs::MetadataExt;
    let Some(old) = old else { return Ok(()) };
    let made = new.metadata()?;
    if (made.uid(), made.gid()) != (old.uid(), old.gid()) {
        // Only root may give a file away; for anybody else it becomes theirs, as with any program
        // that replaces files.
        if let Err(error) = std::os::unix::fs::fchown(new, Some(old.uid()), Some(old.gid())) {
            tracing::debug!(%error, "the new file has another owner than the old one");
        }
    }
    new.set_permissions(old.permissions())
}

#[cfg(not(unix))]
fn keep_mode(_: &File, _: Option<&Metadata>) -> io::Result<()> {
    Ok(())
}
