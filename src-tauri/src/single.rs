//! One window for each library: a lock says which is the first, a local socket calls it to the
//! front.

use interprocess::local_socket::{GenericNamespaced, ListenerOptions, Name, prelude::*};
use sha2::{Digest, Sha256};
use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;
use std::time::Duration;

/// How often and how long the first window is called; it may have just begun and not listen yet.
const CALLS: u32 = 50;
const BETWEEN_CALLS: Duration = Duration::from_millis(100);

/// The right to show a library, kept while it lives.
pub struct Claim {
    /// `None` where nothing can be locked: a folder that can only be read is still opened.
    lock: Option<File>,
    address: String,
}

/// Another window shows the library.
#[derive(Debug)]
pub struct Taken {
    /// Whether it heard the call to the front.
    pub shown: bool,
}

/// Claims a library, or calls the window that has it to the front.
pub fn claim(library: &Path) -> Result<Claim, Taken> {
    // Where the folder can't be made, opening the library says why.
    let _ = std::fs::create_dir_all(library);
    let address = address(library);
    let file = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(library.join("window.lock"));
    let lock = match file.map(|file| (file.try_lock(), file)) {
        Ok((Ok(()), file)) => Some(file),
        Ok((Err(TryLockError::WouldBlock), _)) => return Err(Taken { shown: call(&address) }),
        // A folder that can only be read, or a file system without locks.
        Ok((Err(TryLockError::Error(_)), _)) | Err(_) => None,
    };
    Ok(Claim { lock, address })
}

impl Claim {
    /// Listens from now on, and runs `show` whenever another start calls.
    pub fn hear(self, show: impl Fn() + Send + 'static) {
        std::thread::spawn(move || {
            let Self { lock: Some(_lock), address } = self else { return };
            let listener =
                name(&address).and_then(|name| ListenerOptions::new().name(name).create_sync());
            match listener {
                // A connection is the call; nothing is said over it.
                Ok(listener) => listener.incoming().flatten().for_each(|_| show()),
                Err(error) => {
                    tracing::warn!(%error, "the socket for a second start could not be opened");
                    // The lock must outlive the window all the same.
                    std::thread::park();
                }
            }
        });
    }
}

fn call(address: &str) -> bool {
    (0..CALLS).any(|call| {
        if call > 0 {
            std::thread::sleep(BETWEEN_CALLS);
        }
        name(address).and_then(LocalSocketStream::connect).is_ok()
    })
}

/// The same for every way to write the library's path.
fn address(library: &Path) -> String {
    let path = library.canonicalize().unwrap_or_else(|_| library.to_owned());
    let hash = Sha256::digest(path.as_os_str().as_encoded_bytes());
    let short: String = hash.iter().take(12).map(|byte| format!("{byte:02x}")).collect();
    format!("paperboy-{short}.sock")
}

fn name(address: &str) -> std::io::Result<Name<'_>> {
    address.to_ns_name::<GenericNamespaced>()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc;

    #[test]
    fn the_second_start_calls_the_first() {
        let library = tempfile::tempdir().expect("a folder");
        let (sender, calls) = mpsc::channel();
        let first = claim(library.path()).unwrap_or_else(|_| panic!("nobody else has it"));
        first.hear(move || sender.send(()).unwrap_or(()));
        let second = claim(&library.path().join("."));
        assert!(matches!(second, Err(Taken { shown: true })));
        calls.recv_timeout(Duration::from_secs(10)).expect("the first hears the call");
    }

    #[test]
    fn two_libraries_have_a_window_each() {
        let (one, other) =
            (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
        let first = claim(one.path());
        assert!(first.is_ok() && claim(other.path()).is_ok());
    }

    #[test]
    fn a_folder_that_cannot_be_locked_is_opened_all_the_same() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("no folder");
        std::fs::write(&file, "").expect("a file");
        assert!(claim(&file).is_ok_and(|claim| claim.lock.is_none()));
    }
}
