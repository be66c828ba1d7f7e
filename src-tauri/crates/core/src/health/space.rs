//! How much space files take, and how much is left.

use std::fs;
use std::path::Path;

/// The most files that are counted: a library has far fewer.
const MAX_FILES: usize = 1_000_000;

/// How many bytes the files in a folder take, with those in its folders. What can't be read counts
/// for nothing.
pub(super) fn size_of(folder: &Path) -> u64 {
    let (mut bytes, mut files) = (0, 0);
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            // Links are not followed: they may lead anywhere.
            let Ok(file) = entry.metadata() else { continue };
            files += 1;
            if files > MAX_FILES {
                return bytes;
            }
            if file.is_dir() {
                folders.push(entry.path());
            } else {
                bytes += file.len();
            }
        }
    }
    bytes
}

/// How many bytes a user can still write beside a folder; `None` where the system does not say.
#[cfg(unix)]
pub(super) fn free_space(folder: &Path) -> Option<u64> {
    // A folder that does not exist yet will be on the disk of the one above it.
    let there = folder.ancestors().find(|folder| folder.is_dir())?;
    let disk = rustix::fs::statvfs(there).ok()?;
    Some(disk.f_bavail.saturating_mul(disk.f_frsize))
}

/// Not known here.
#[cfg(not(unix))]
pub(super) fn free_space(_folder: &Path) -> Option<u64> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_counted_in_all_folders_and_links_are_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::create_dir(path("inner")).unwrap();
        fs::write(path("one"), [0; 100]).unwrap();
        fs::write(path("inner/two"), [0; 50]).unwrap();
        #[cfg(unix)]
        std::os::unix::fs::symlink(folder.path(), path("inner/loop")).unwrap();
        let bytes = size_of(folder.path());
        assert!((150..1000).contains(&bytes), "{bytes}");
        assert_eq!(size_of(&path("nothing")), 0);
    }
}
