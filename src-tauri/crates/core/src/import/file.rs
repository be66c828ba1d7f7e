//! Reading a file of an import, within bounds and without waiting.

use crate::reading::narrow;
use crate::wire::ImportProblem;
use paperboy_paper::FileCause;
use std::io::Read;
use std::path::Path;

/// The largest file that is read at once, in bytes; a day's report has about 80,000.
pub(super) const MAX_FILE_BYTES: u64 = 64 << 20;

pub(super) fn too_large(path: &Path, most: u64) -> ImportProblem {
    let (path, mebibytes) = (path.display().to_string(), narrow(most >> 20));
    ImportProblem::TooLarge { path, mebibytes }
}

pub(super) fn cannot_read(path: &Path, error: &std::io::Error) -> ImportProblem {
    let path = path.display().to_string();
    match FileCause::from(error) {
        FileCause::NotFound => ImportProblem::Missing { path },
        FileCause::NoPermission => ImportProblem::NoPermission { path },
        why => ImportProblem::Unreadable { path, why },
    }
}

pub(super) fn bounded(path: &Path) -> Result<Vec<u8>, ImportProblem> {
    let file = without_waiting(path).map_err(|error| cannot_read(path, &error))?;
    let kind = file.metadata().map_err(|error| cannot_read(path, &error))?;
    if !kind.is_file() {
        // It replaced a file after the look at that.
        return Err(no_file(path));
    }
    let mut bytes = Vec::new();
    file.take(MAX_FILE_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| cannot_read(path, &error))?;
    match bytes.len() as u64 > MAX_FILE_BYTES {
        true => Err(too_large(path, MAX_FILE_BYTES)),
        false => Ok(bytes),
    }
}

/// Opens a file for reading, without waiting for the writer of a named pipe.
pub(super) fn without_waiting(path: &Path) -> std::io::Result<std::fs::File> {
    let mut options = std::fs::File::options();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(
        &mut options,
        rustix::fs::OFlags::NONBLOCK.bits().cast_signed(),
    );
    options.read(true).open(path)
}

/// The problem for a pipe, a socket or a device.
pub(super) fn no_file(path: &Path) -> ImportProblem {
    ImportProblem::NotAFile { path: path.display().to_string() }
}
