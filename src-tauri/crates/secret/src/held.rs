//! A secret that is kept for later.

use crate::{Zeroizing, forbid_core_dumps};
use std::io;
use std::sync::Arc;

/// A secret that is in this process's memory only while it is read. On Linux the kernel keeps it,
/// in a file that has no name and that no other program inherits; elsewhere it is in memory, and
/// overwritten when it is dropped.
#[derive(Clone)]
pub struct Held(Arc<KeyStorage>);

#[cfg(target_os = "linux")]
type KeyStorage = std::fs::File;
#[cfg(not(target_os = "linux"))]
type KeyStorage = Zeroizing<String>;

impl Held {
    /// Keeps a text.
    ///
    /// # Errors
    /// When the kernel gives no memory for it.
    pub fn new(text: &str) -> io::Result<Self> {
        forbid_core_dumps();
        #[cfg(target_os = "linux")]
        let place = {
            use std::io::Write;
            let mut file = std::fs::File::from(rustix::fs::memfd_create(
                c"secret",
                rustix::fs::MemfdFlags::CLOEXEC,
            )?);
            file.write_all(text.as_bytes())?;
            file
        };
        #[cfg(not(target_os = "linux"))]
        let place = Zeroizing::new(text.to_owned());
        Ok(Self(Arc::new(place)))
    }

    /// The text; it is overwritten when it is dropped.
    ///
    /// # Errors
    /// When the kernel does not give it back.
    pub fn read(&self) -> io::Result<Zeroizing<String>> {
        #[cfg(target_os = "linux")]
        {
            use std::os::unix::fs::FileExt;
            let length = usize::try_from(self.0.metadata()?.len()).unwrap_or(0);
            let mut bytes = Zeroizing::new(vec![0; length]);
            self.0.read_exact_at(&mut bytes, 0)?;
            // The input was UTF-8, so that the bytes become the text without a copy.
            String::from_utf8(std::mem::take(&mut *bytes))
                .map(Zeroizing::new)
                .map_err(io::Error::other)
        }
        #[cfg(not(target_os = "linux"))]
        Ok(Zeroizing::clone(&self.0))
    }
}

impl std::fmt::Debug for Held {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Held")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_given_back_as_often_as_it_is_read_and_shown_nowhere() {
        let held = Held::new("sk-Sécret 7391").unwrap();
        let other = held.clone();
        assert_eq!(
            (held.read().unwrap().as_str(), other.read().unwrap().as_str()),
            ("sk-Sécret 7391", "sk-Sécret 7391")
        );
        assert_eq!(format!("{held:?} {held:#?}"), "Held Held");
        assert_eq!(Held::new("").unwrap().read().unwrap().as_str(), "");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn where_a_secret_is_held_no_core_dump_is_written() {
        let _held = Held::new("a").unwrap();
        let limits = std::fs::read_to_string("/proc/self/limits").unwrap();
        let core = limits.lines().find(|line| line.starts_with("Max core file size")).unwrap();
        assert_eq!(core.split_whitespace().nth(4), Some("0"), "{core}");
        assert_eq!(
            rustix::process::dumpable_behavior().unwrap(),
            rustix::process::DumpableBehavior::NotDumpable
        );
    }
}
