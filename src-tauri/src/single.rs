//! One window for each library: a lock determines the first, and a local socket brings it to the
//! front and passes it the request of the second start.

use crate::requests::Request;
use interprocess::local_socket::{GenericNamespaced, ListenerOptions, Name, prelude::*};
use sha2::{Digest, Sha256};
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Write};
use std::path::Path;
use std::time::Duration;

/// The number of calls to the first window and the time between them; it may have just started and
/// not listen yet.
const MAX_CALLS: u32 = 50;
const CALL_INTERVAL: Duration = Duration::from_millis(100);
/// A longer request of a second start is not read. As many arguments as Linux lets a command have
/// (6 MB), with four characters of JSON for a byte, are shorter.
pub(crate) const MAX_REQUEST_BYTES: u64 = 32 << 20;
/// The time after which a silent second start counts as one without a request.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(2);

/// The right to show a library, kept while it lives.
pub struct Claim {
    /// `None` where nothing can be locked: a folder that can only be read is still opened.
    lock: Option<File>,
    address: String,
}

/// Another window shows the library.
#[derive(Debug)]
pub struct Taken {
    /// Whether it received the call to the front.
    pub shown: bool,
}

/// Claims a library, or calls the window that has it to the front and hands it the request.
pub fn claim(library: &Path, request: &Request) -> Result<Claim, Taken> {
    // When the folder can't be created, opening the library reports the reason.
    let _ = std::fs::create_dir_all(library);
    let address = address(library);
    let file = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(library.join("window.lock"));
    let lock = match file.map(|file| (file.try_lock(), file)) {
        Ok((Ok(()), file)) => Some(file),
        Ok((Err(TryLockError::WouldBlock), _)) => {
            return Err(Taken { shown: call(&address, request) });
        }
        // A folder that can only be read, or a file system without locks.
        Ok((Err(TryLockError::Error(_)), _)) | Err(_) => None,
    };
    Ok(Claim { lock, address })
}

impl Claim {
    /// Listens from now on, and runs `open` with the request of another start.
    pub fn listen(self, open: impl Fn(Request) + Send + 'static) {
        std::thread::spawn(move || {
            let Self { lock: Some(_lock), address } = self else { return };
            let listener =
                name(&address).and_then(|name| ListenerOptions::new().name(name).create_sync());
            match listener {
                Ok(listener) => {
                    listener.incoming().flatten().for_each(|caller| open(read_request(caller)));
                }
                Err(error) => {
                    tracing::warn!(%error, "the socket for a second start could not be opened");
                    // The lock must outlive the window all the same.
                    std::thread::park();
                }
            }
        });
    }
}

fn call(address: &str, request: &Request) -> bool {
    (0..MAX_CALLS).any(|call| {
        if call > 0 {
            std::thread::sleep(CALL_INTERVAL);
        }
        name(address)
            .and_then(LocalSocketStream::connect)
            .and_then(|mut window| window.write_all(&serde_json::to_vec(request)?))
            .is_ok()
    })
}

/// Reads what a second start asks for: nothing, where it is no start of this user's. A connection
/// alone calls the window to the front.
fn read_request(caller: LocalSocketStream) -> Request {
    let mut text = Vec::new();
    let read = is_own(&caller)
        .and_then(|()| caller.set_recv_timeout(Some(REQUEST_TIMEOUT)))
        .and_then(|()| (&caller).take(MAX_REQUEST_BYTES).read_to_end(&mut text))
        .and_then(|_| Ok(serde_json::from_slice(&text)?));
    read.unwrap_or_else(|error| {
        tracing::warn!(%error, "what a second start asked for was not opened");
        Request::default()
    })
}

/// Any user of the computer can connect; only the window's own user may have files imported.
#[cfg(unix)]
fn is_own(caller: &LocalSocketStream) -> std::io::Result<()> {
    let user = caller.peer_creds()?.euid();
    if user == Some(rustix::process::geteuid().as_raw()) {
        return Ok(());
    }
    Err(std::io::Error::other(format!("it was started by another user ({user:?})")))
}

/// A named pipe of Windows is opened by its user alone.
#[cfg(not(unix))]
fn is_own(_: &LocalSocketStream) -> std::io::Result<()> {
    Ok(())
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
        let request = || Request::from_arguments(vec!["day.md".into()], Path::new("/reports"));
        let first =
            claim(library.path(), &request()).unwrap_or_else(|_| panic!("nobody else has it"));
        first.listen(move |request| sender.send(request).unwrap_or(()));
        let second = claim(&library.path().join("."), &request());
        assert!(matches!(second, Err(Taken { shown: true })));
        let received = calls
            .recv_timeout(Duration::from_secs(10))
            .expect("the first process receives the request");
        assert_eq!(received, request());
    }

    #[test]
    fn two_libraries_have_a_window_each() {
        let (one, other) =
            (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
        let request = Request::default();
        let first = claim(one.path(), &request);
        assert!(first.is_ok() && claim(other.path(), &request).is_ok());
    }

    #[test]
    fn a_folder_that_cannot_be_locked_is_opened_all_the_same() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("no folder");
        std::fs::write(&file, "").expect("a file");
        assert!(claim(&file, &Request::default()).is_ok_and(|claim| claim.lock.is_none()));
    }
}
