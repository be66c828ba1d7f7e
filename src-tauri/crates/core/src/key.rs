//! The key to the model's server: in the reader's environment or in the system's keyring, and nowhere else.

use crate::wire::{Event, ModelSettings};
use crate::{App, Error};
use paperboy_net::Key;

/// Names the key in the keyring.
const SERVICE: &str = "paperboy";
const USER: &str = "model.key";

impl App {
    /// Puts the key into the system's keyring; `None` forgets it there.
    pub fn set_model_key(&self, key: Option<&str>) -> Result<ModelSettings, Error> {
        let key = key.map(str::trim).filter(|key| !key.is_empty());
        if key.is_some_and(|key| Key::new(key).is_none()) {
            return Err(Error::BadValue("a key is one word of letters, digits and signs; this one was not kept".to_owned()));
        }
        if !self.reader.keyring {
            return Err(no_keyring("it is not used here"));
        }
        apart(|| {
            let entry = keyring::Entry::new(SERVICE, USER)?;
            match key {
                Some(key) => entry.set_password(key),
                None => match entry.delete_credential() {
                    Err(keyring::Error::NoEntry) => Ok(()),
                    result => result,
                },
            }
        })
        .map_err(|error| no_keyring(why(&error)))?;
        self.writing.renewed();
        self.emit(&Event::Settings);
        self.model_settings()
    }

    /// The key, and where it comes from: `environment` or `keyring`.
    pub(crate) fn model_key(&self) -> Option<(Key, &'static str)> {
        if let Some(key) = self.reader.model_key.as_deref().and_then(Key::new) {
            return Some((key, "environment"));
        }
        if !self.reader.keyring {
            return None;
        }
        match apart(|| keyring::Entry::new(SERVICE, USER)?.get_password()) {
            Ok(key) => Some((Key::new(&key)?, "keyring")),
            Err(keyring::Error::NoEntry) => None,
            Err(error) => {
                tracing::info!(why = why(&error), "the system's keyring can't be asked for the model's key");
                None
            }
        }
    }
}

/// On a thread of its own: a keyring may drive a runtime, which can't be done within another.
fn apart<T: Send>(ask: impl FnOnce() -> keyring::Result<T> + Send) -> keyring::Result<T> {
    std::thread::scope(|scope| scope.spawn(ask).join()).unwrap_or(Err(keyring::Error::NoDefaultStore))
}

/// In our own words: the keyring's could hold what it was given.
fn why(error: &keyring::Error) -> &'static str {
    match error {
        keyring::Error::NoDefaultStore => "there is none",
        keyring::Error::NoStorageAccess(_) => "it is locked",
        keyring::Error::TooLong(..) => "the key is too long for it",
        _ => "it does not answer as it should",
    }
}

fn no_keyring(why: &str) -> Error {
    Error::BadValue(format!(
        "the system's keyring can't be used ({why}), so the key was not kept; set PAPERBOY_MODEL_KEY in the environment instead"
    ))
}
