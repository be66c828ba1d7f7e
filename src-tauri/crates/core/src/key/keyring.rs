//! The system's keyring, which may ask the user to unlock it, and may not answer at all.

use crate::wire::KeyTrouble;
use keyring::{Entry, Error};
use paperboy_secret::{Zeroizing, forbid_core_dumps};
use std::sync::mpsc;
use std::time::Duration;

/// The names of the keys in the keyring: this alone for the key without an address, and followed by
/// a blank and the address for any other.
const SERVICE: &str = "paperboy";
const USER: &str = "model.key";
/// A name under which nothing is kept.
const PROBE: &str = "probe";
/// How long the user has to unlock it.
const UNLOCK_TIMEOUT: Duration = Duration::from_secs(120);

/// The model's key that is kept there for an address.
pub(super) fn get(origin: Option<&str>) -> Result<Option<Zeroizing<String>>, KeyTrouble> {
    get_named(&user(origin))
}

/// Keeps the model's key.
pub(super) fn set(origin: Option<&str>, key: &str) -> Result<(), KeyTrouble> {
    set_named(&user(origin), key)
}

/// Removes the model's key; returns whether there was one.
pub(super) fn remove(origin: Option<&str>) -> Result<bool, KeyTrouble> {
    remove_named(&user(origin))
}

/// The key that is kept there under a name.
pub(crate) fn get_named(user: &str) -> Result<Option<Zeroizing<String>>, KeyTrouble> {
    forbid_core_dumps();
    let user = user.to_owned();
    apart(move || match Entry::new(SERVICE, &user).and_then(|entry| entry.get_password()) {
        Ok(key) => Ok(Some(Zeroizing::new(key))),
        Err(Error::NoEntry) => Ok(None),
        Err(error) => Err(trouble(&error)),
    })
}

/// Keeps a key under a name. A keyring without a default collection gets a request to create one, for which it
/// asks the user for a password.
pub(crate) fn set_named(user: &str, key: &str) -> Result<(), KeyTrouble> {
    let (user, key) = (user.to_owned(), Zeroizing::new(key.to_owned()));
    apart(move || {
        let put = || {
            Entry::new(SERVICE, &user)
                .and_then(|entry| entry.set_password(&key))
                .map_err(|error| trouble(&error))
        };
        match put() {
            Err(KeyTrouble::NoCollection) if create_collection() => put(),
            outcome => outcome,
        }
    })
}

/// Removes the key of a name; returns whether there was one.
pub(crate) fn remove_named(user: &str) -> Result<bool, KeyTrouble> {
    let user = user.to_owned();
    apart(move || match Entry::new(SERVICE, &user).and_then(|entry| entry.delete_credential()) {
        Ok(()) => Ok(true),
        Err(Error::NoEntry) => Ok(false),
        Err(error) => Err(trouble(&error)),
    })
}

/// Whether the keyring can be used. Nobody is asked to unlock it: the name that is looked for is
/// never used.
pub(crate) fn probe(timeout: Duration) -> Result<(), KeyTrouble> {
    let ask = || match Entry::new(SERVICE, PROBE).and_then(|entry| entry.get_password()) {
        Ok(_) | Err(Error::NoEntry) => Ok(()),
        Err(error) => Err(trouble(&error)),
    };
    apart_within(timeout, ask)
}

fn user(origin: Option<&str>) -> String {
    origin.map_or_else(|| USER.to_owned(), |origin| format!("{USER} {origin}"))
}

/// Runs on its own thread: a keyring may start a runtime, which is not possible within another, and
/// a keyring that never answers blocks nothing else.
fn apart<T: Send + 'static>(
    operation: impl FnOnce() -> Result<T, KeyTrouble> + Send + 'static,
) -> Result<T, KeyTrouble> {
    apart_within(UNLOCK_TIMEOUT, operation)
}

fn apart_within<T: Send + 'static>(
    timeout: Duration,
    operation: impl FnOnce() -> Result<T, KeyTrouble> + Send + 'static,
) -> Result<T, KeyTrouble> {
    let (answers, answer) = mpsc::channel();
    std::thread::spawn(move || {
        // Who has stopped waiting misses nothing.
        let _ = answers.send(operation());
    });
    match answer.recv_timeout(timeout) {
        Ok(answer) => answer,
        Err(mpsc::RecvTimeoutError::Timeout) => Err(KeyTrouble::Silent),
        Err(mpsc::RecvTimeoutError::Disconnected) => Err(KeyTrouble::Failed),
    }
}

/// In our own words: the keyring's message could contain the key.
fn trouble(error: &Error) -> KeyTrouble {
    match error {
        Error::NoDefaultStore => KeyTrouble::NoKeyring,
        Error::NoStorageAccess(why) if is_without_collection(why.as_ref()) => {
            KeyTrouble::NoCollection
        }
        Error::NoStorageAccess(_) => KeyTrouble::Locked,
        Error::BadEncoding(_) => KeyTrouble::NotAKey,
        // The service refuses a call while it is locked.
        Error::PlatformFailure(why) if why.to_string().contains("IsLocked") => KeyTrouble::Locked,
        _ => KeyTrouble::Failed,
    }
}

#[cfg(target_os = "linux")]
fn is_without_collection(why: &(dyn std::error::Error + 'static)) -> bool {
    matches!(why.downcast_ref(), Some(secret_service::Error::NoResult))
}

#[cfg(not(target_os = "linux"))]
fn is_without_collection(_why: &(dyn std::error::Error + 'static)) -> bool {
    false
}

/// Requests a default collection; returns whether there is one now.
#[cfg(target_os = "linux")]
fn create_collection() -> bool {
    use secret_service::{EncryptionType, blocking::SecretService};
    let created = SecretService::connect(EncryptionType::Dh)
        .and_then(|service| service.create_collection("Login", "default").map(drop));
    created
        .inspect_err(
            |error| tracing::info!(%error, "the keyring has no default collection and did not create one"),
        )
        .is_ok()
}

#[cfg(not(target_os = "linux"))]
fn create_collection() -> bool {
    false
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn each_failure_of_the_keyring_is_named_as_what_it_is() {
        let no_access = |why| Error::NoStorageAccess(Box::new(why));
        for (error, named) in [
            (Error::NoDefaultStore, KeyTrouble::NoKeyring),
            (no_access(secret_service::Error::NoResult), KeyTrouble::NoCollection),
            (no_access(secret_service::Error::Locked), KeyTrouble::Locked),
            (no_access(secret_service::Error::Prompt), KeyTrouble::Locked),
            (Error::BadEncoding(vec![0xff]), KeyTrouble::NotAKey),
            (
                Error::PlatformFailure("org.freedesktop.Secret.Error.IsLocked: no".into()),
                KeyTrouble::Locked,
            ),
            (Error::PlatformFailure("something else".into()), KeyTrouble::Failed),
            (Error::TooLong("key".into(), 7), KeyTrouble::Failed),
        ] {
            assert_eq!(trouble(&error), named, "{error:?}");
        }
    }

    #[test]
    fn each_trouble_names_its_remedy() {
        for (trouble, part) in [
            (KeyTrouble::Locked, "unlock it"),
            (KeyTrouble::NoCollection, "no default keyring"),
            (KeyTrouble::NoKeyring, "PAPERBOY_MODEL_KEY"),
            (KeyTrouble::Silent, "unlocked"),
            (KeyTrouble::NotAKey, "is not valid"),
        ] {
            assert!(trouble.sentence().contains(part), "{trouble:?}");
        }
    }
}
