//! The key to the model's server: in the user's environment or in the system's keyring, and nowhere else.

mod keyring;

use crate::wire::{Event, KeyChange, KeyOutcome, KeySource, KeyTrouble, ModelSettings};
use crate::{App, Error};
use paperboy_net::Key;

impl App {
    /// Puts the key into the system's keyring; `None` removes it there.
    pub fn set_model_key(&self, key: Option<&str>) -> Result<KeyChange, Error> {
        let key = key.map(str::trim).filter(|key| !key.is_empty());
        if key.is_some_and(|key| Key::new(key).is_none()) {
            let rule = "a key has letters, digits and signs without spaces, at most 10,000 of them; this one was not saved";
            return Err(Error::BadValue(rule.to_owned()));
        }
        let failed = |trouble: KeyTrouble| {
            let what = if key.is_some() { "the key was not saved" } else { "the key was not removed" };
            Error::BadValue(format!("{what}: {}", trouble.sentence()))
        };
        if !self.reader.keyring {
            return Err(failed(KeyTrouble::NoKeyring));
        }
        let outcome = match key {
            Some(key) => keyring::set(key).map(|()| KeyOutcome::Saved),
            None => keyring::remove().map(|was_there| if was_there { KeyOutcome::Removed } else { KeyOutcome::WasNone }),
        };
        let outcome = outcome.map_err(failed)?;
        self.writing.renewed();
        self.emit(&Event::Settings);
        // What was just written need not be asked for, which could ask the user to unlock it once more.
        let settings = match (self.key_of_environment(), key) {
            (None, key) => ModelSettings { key_from: key.map(|_| KeySource::Keyring), ..self.model_settings_without_key()? },
            (Some(found), key) => ModelSettings {
                key_from: found.is_ok().then_some(KeySource::Environment),
                key_trouble: found.err(),
                key_shadowed: key.is_some(),
                ..self.model_settings_without_key()?
            },
        };
        Ok(KeyChange { outcome, settings })
    }

    /// The key, and where it comes from; an error where there may be one that can't be had.
    pub(crate) fn model_key(&self) -> Result<Option<(Key, KeySource)>, KeyTrouble> {
        if let Some(key) = self.key_of_environment() {
            return key.map(|key| Some((key, KeySource::Environment)));
        }
        if !self.reader.keyring {
            return Ok(None);
        }
        match keyring::get() {
            Ok(key) => key.map(|key| Key::new(&key).map(|key| (key, KeySource::Keyring)).ok_or(KeyTrouble::NotAKey)).transpose(),
            // Without a keyring there is none in it.
            Err(KeyTrouble::NoKeyring) => Ok(None),
            Err(trouble) => {
                tracing::info!(?trouble, "the system's keyring can't be asked for the model's key");
                Err(trouble)
            }
        }
    }

    /// Whether the keyring holds a key, whatever the environment does.
    pub(crate) fn has_key_in_keyring(&self) -> bool {
        self.reader.keyring && keyring::get().is_ok_and(|key| key.is_some())
    }

    /// The key of the environment, where something is set.
    fn key_of_environment(&self) -> Option<Result<Key, KeyTrouble>> {
        let text = self.reader.model_key.as_deref().map(str::trim).filter(|text| !text.is_empty())?;
        Some(Key::new(text).ok_or(KeyTrouble::NotAKey))
    }
}
