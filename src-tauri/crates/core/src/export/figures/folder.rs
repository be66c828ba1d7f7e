//! The folder with the figures of an export. A file in it is named by its content, so none is ever
//! replaced; nothing is deleted, and no link is followed.

use crate::vault::part_in;
use paperboy_vault::file_stem;
use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// The name of the folder in a vault.
const IN_VAULT: &str = "paperboy-figures";
/// The ending of the name of a folder beside a file.
const ENDING: &str = ".figures";

/// A folder of figures. It is created with the first one.
pub(crate) struct FigureFolder {
    path: PathBuf,
    /// The beginning of links to its files.
    link: String,
    is_there: bool,
}

impl FigureFolder {
    /// The folder beside a file that is to be written; `None` where that is no file: a pipe, a
    /// device, a descriptor.
    pub(super) fn beside(file: &Path) -> Option<Self> {
        let stem = file.file_stem()?.to_string_lossy();
        let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.unwrap_or(Path::new("."));
        // There, a link leads to an open file of a process.
        let real = folder.canonicalize().ok()?;
        if real == Path::new("/dev") || real.starts_with("/proc") {
            return None;
        }
        match fs::metadata(file) {
            Ok(metadata) if !metadata.is_file() => return None,
            Err(error) if error.kind() != ErrorKind::NotFound => return None,
            _ => {}
        }
        Some(Self::named(folder, &format!("{}{ENDING}", file_stem(&stem))))
    }

    /// The folder in a vault.
    pub(crate) fn of_vault(vault: &Path) -> Self {
        Self::named(vault, IN_VAULT)
    }

    fn named(folder: &Path, name: &str) -> Self {
        Self { path: folder.join(name), link: format!("{}/", encoded(name)), is_there: false }
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn link(&self) -> &str {
        &self.link
    }

    /// Whether there is a file with this name: the image, perhaps edited by the user.
    pub(super) fn has(&self, name: &str) -> bool {
        is_folder(&self.path) && fs::symlink_metadata(self.path.join(name)).is_ok()
    }

    /// Writes a file whole or not at all.
    pub(super) fn put(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        if !self.is_there {
            match fs::create_dir(&self.path) {
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                made => made?,
            }
            if !is_folder(&self.path) {
                return Err(ErrorKind::NotADirectory.into());
            }
            self.is_there = true;
        }
        let mut part = part_in(&self.path)?;
        part.write_all(bytes)?;
        // An existing file is never written again, so it must be complete.
        part.as_file().sync_all()?;
        match part.persist_noclobber(self.path.join(name)) {
            Err(error) if error.error.kind() != ErrorKind::AlreadyExists => Err(error.error),
            _ => Ok(()),
        }
    }
}

fn is_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_dir())
}

/// A name in a link: nothing in it ends the link or means anything else there.
fn encoded(name: &str) -> String {
    let mut encoded = String::with_capacity(name.len());
    for byte in name.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => {
                encoded.push(char::from(byte));
            }
            byte => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_has_a_name_that_every_system_takes_and_a_link_that_nothing_ends() {
        let folder = tempfile::tempdir().unwrap();
        for (file, name, link) in [
            ("papers.html", "papers.figures", "papers.figures/"),
            ("a b) <c>.md", "a b) -c-.figures", "a%20b%29%20-c-.figures/"),
            ("论文.md", "论文.figures", "%E8%AE%BA%E6%96%87.figures/"),
            ("CON.md", "-CON.figures", "-CON.figures/"),
            ("x%41#.md", "x%41-.figures", "x%2541-.figures/"),
        ] {
            let made = FigureFolder::beside(&folder.path().join(file)).unwrap();
            assert_eq!(made.path(), folder.path().join(name));
            assert_eq!(made.link(), link);
        }
        assert!(FigureFolder::beside(folder.path()).is_none(), "a folder is no file");
        assert!(FigureFolder::beside(&folder.path().join("none/x.md")).is_none());
        #[cfg(unix)]
        for device in ["/dev/stdout", "/dev/null", "/dev/fd/1", "/proc/self/fd/1"] {
            assert!(FigureFolder::beside(Path::new(device)).is_none(), "{device}");
        }
    }

    #[test]
    fn no_file_is_replaced_and_no_link_is_followed() {
        let folder = tempfile::tempdir().unwrap();
        let mut made = FigureFolder::beside(&folder.path().join("x.md")).unwrap();
        assert!(!made.path().exists(), "made with the first figure");
        made.put("a.webp", b"image").unwrap();
        fs::write(made.path().join("b.webp"), "mine").unwrap();
        made.put("b.webp", b"image").unwrap();
        assert_eq!(fs::read(made.path().join("a.webp")).unwrap(), b"image");
        assert_eq!(fs::read(made.path().join("b.webp")).unwrap(), b"mine");
        assert_eq!(fs::read_dir(made.path()).unwrap().count(), 2, "no part is left");
        #[cfg(unix)]
        {
            let elsewhere = folder.path().join("elsewhere");
            fs::create_dir(&elsewhere).unwrap();
            std::os::unix::fs::symlink(&elsewhere, folder.path().join("y.figures")).unwrap();
            let mut link = FigureFolder::beside(&folder.path().join("y.md")).unwrap();
            assert!(link.put("a.webp", b"image").is_err());
            assert_eq!(fs::read_dir(&elsewhere).unwrap().count(), 0);
        }
    }
}
