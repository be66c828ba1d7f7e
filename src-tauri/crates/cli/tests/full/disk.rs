//! A small disk of a test's own.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// A mounted file system, let go of at the end.
pub struct Disk {
    folder: TempDir,
}

impl Disk {
    /// Of memory; `None` where it can't be mounted.
    pub fn in_memory(bytes: u64) -> Option<Self> {
        let disk = Self::unmounted();
        let size = format!("size={bytes}");
        run("mount", &["-t", "tmpfs", "-o", &size, "tmpfs", &disk.path("")]).then_some(disk)
    }

    /// An ext4 in a file, with blocks of a size; `None` where it can't be made or mounted.
    pub fn ext4(bytes: u64, block: u32) -> Option<Self> {
        let disk = Self::unmounted();
        let image = disk.folder.path().join("image");
        File::create(&image).unwrap().set_len(bytes).unwrap();
        let image = image.to_str().unwrap();
        let made = run("mkfs.ext4", &["-q", "-F", "-m", "0", "-b", &block.to_string(), image]);
        (made && run("mount", &["-o", "loop", image, &disk.path("")])).then_some(disk)
    }

    fn unmounted() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("disk")).unwrap();
        Self { folder }
    }

    pub fn path(&self, name: &str) -> String {
        self.folder.path().join("disk").join(name).to_str().unwrap().to_owned()
    }

    /// Has it read only from now on.
    pub fn protect(&self) -> bool {
        run("mount", &["-o", "remount,ro", &self.path("")])
    }

    /// Removes everything.
    pub fn clear(&self) {
        for file in fs::read_dir(self.path("")).unwrap() {
            let path = file.unwrap().path();
            if path.is_dir() {
                fs::remove_dir_all(path).unwrap()
            } else {
                fs::remove_file(path).unwrap()
            }
        }
    }

    /// Fills it up to the given number of free bytes.
    pub fn fill(&self, free: u64) {
        let mut ballast = File::create(self.path("ballast")).unwrap();
        for piece in [vec![1; 1 << 20], vec![1; 4096], vec![1; 1024]] {
            while ballast.write_all(&piece).and_then(|()| ballast.sync_data()).is_ok() {}
        }
        let length = ballast.metadata().unwrap().len();
        ballast.set_len(length.saturating_sub(free)).unwrap();
    }

    /// Frees the space again.
    pub fn free(&self) {
        fs::remove_file(self.path("ballast")).unwrap();
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let path = self.path("");
        if !run("umount", &[&path]) && Path::new(&path).exists() {
            // A process may still have one of its files open; it is unmounted when that process
            // ends.
            run("umount", &["-l", &path]);
        }
    }
}

fn run(program: &str, words: &[&str]) -> bool {
    Command::new(program)
        .args(words)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}
