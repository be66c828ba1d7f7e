//! The key to the model's server: in the user's environment or in the system's keyring, and nowhere
//! else. It goes to the addresses that the user named on this machine.

mod hosts;
pub(crate) mod keyring;

pub(crate) use hosts::origin_of;

use crate::wire::{Event, KeyChange, KeyOutcome, KeySource, KeyTrouble, ModelSettings, ValueCause};
use crate::{App, Error};
use hosts::ModelHosts;
use paperboy_net::Key;

impl App {
    /// Puts the key for the library's model into the system's keyring; `None` removes it there.
    pub fn set_model_key(&self, key: Option<&str>) -> Result<KeyChange, Error> {
        let key = key.map(str::trim).filter(|key| !key.is_empty());
        let settings = self.model_settings_without_key()?;
        let outcome = self.save_key(&settings.url, key)?;
        // A key that was just saved is not read back: reading it could ask the user to unlock the
        // keyring again.
        let settings = match (self.key_of_environment(), key) {
            (None, key) => ModelSettings { key_from: key.map(|_| KeySource::Keyring), ..settings },
            (Some(found), key) => ModelSettings {
                key_from: found.is_ok().then_some(KeySource::Environment),
                key_trouble: found.err(),
                key_shadowed: key.is_some(),
                ..settings
            },
        };
        Ok(KeyChange { outcome, settings })
    }

    /// Puts the key for the embedding service into the system's keyring; `None` removes it there.
    pub fn set_embeddings_key(&self, key: Option<&str>) -> Result<KeyOutcome, Error> {
        let key = key.map(str::trim).filter(|key| !key.is_empty());
        self.save_key(&self.setting("embeddings.url")?, key)
    }

    /// Puts a key for an address into the system's keyring, or removes it there.
    fn save_key(&self, url: &str, key: Option<&str>) -> Result<KeyOutcome, Error> {
        if key.is_some_and(|key| Key::new(key).is_none()) {
            return Err(ValueCause::NotAKey.into());
        }
        let failed = |why: KeyTrouble| {
            Error::from(match key {
                Some(_) => ValueCause::KeyNotSaved { why },
                None => ValueCause::KeyNotRemoved { why },
            })
        };
        if !self.user.keyring {
            return Err(failed(KeyTrouble::NoKeyring));
        }
        let origin = origin_of(url);
        let outcome = match key {
            Some(key) => keyring::set(origin.as_deref(), key).map(|()| KeyOutcome::Saved),
            None => self
                .remove_key(origin.as_deref())
                .map(|was_there| if was_there { KeyOutcome::Removed } else { KeyOutcome::WasNone }),
        };
        let outcome = outcome.map_err(failed)?;
        if key.is_some() {
            self.model_hosts().add(url);
        }
        self.key_changed();
        Ok(outcome)
    }

    /// Allows the key for the address that this library names.
    pub fn allow_model_host(&self) -> Result<(), Error> {
        let url = self.setting("model.url")?;
        if self.user.keyring && self.user.model_key.is_none() {
            let given_for = self.model_hosts().other(&url);
            let failed = |why: KeyTrouble| Error::from(ValueCause::KeyNotSaved { why });
            if let Some(key) = given_for
                .as_deref()
                .and_then(|other| keyring::get(Some(other)).transpose())
                .transpose()
                .map_err(failed)?
            {
                keyring::set(origin_of(&url).as_deref(), &key).map_err(failed)?;
            }
        }
        self.model_hosts().add(&url);
        self.key_changed();
        Ok(())
    }

    fn key_changed(&self) {
        self.writing.renewed();
        self.meaning.renew();
        self.emit(&Event::Settings);
    }

    pub(crate) fn model_hosts(&self) -> ModelHosts<'_> {
        ModelHosts(self.user.model_hosts.as_deref())
    }

    /// The address that the key was given for, when that is another than this one.
    pub(crate) fn key_given_for(&self, url: &str) -> Option<String> {
        self.model_hosts().other(url)
    }

    /// The key for a model's address, and where it comes from; an error where there may be one that
    /// can't be had. Without an address: the key that is there for whichever will be set.
    pub(crate) fn model_key(&self, url: &str) -> Result<Option<(Key, KeySource)>, KeyTrouble> {
        if let Some(key) = self.key_of_environment() {
            let key = key?;
            let allowed = url.is_empty() || self.model_hosts().allow(url);
            return if allowed {
                Ok(Some((key, KeySource::Environment)))
            } else {
                Err(KeyTrouble::OtherHost)
            };
        }
        if !self.user.keyring {
            return Ok(None);
        }
        match self.key_of_keyring(url) {
            Ok(key) => Ok(key.map(|key| (key, KeySource::Keyring))),
            // Without a keyring there is no stored key.
            Err(KeyTrouble::NoKeyring) => Ok(None),
            Err(trouble) => {
                tracing::info!(?trouble, "the system's keyring can't be asked for the model's key");
                Err(trouble)
            }
        }
    }

    /// The key for the embedding service: its own in the keyring, or the model's at the same
    /// address. No other address gets the model's key.
    pub(crate) fn embeddings_key(&self, url: &str) -> Result<Option<Key>, KeyTrouble> {
        let of_model = self.setting("model.url").unwrap_or_default();
        if of_model.is_empty() || origin_of(&of_model) == origin_of(url) {
            return Ok(self.model_key(url)?.map(|(key, _)| key));
        }
        if !self.user.keyring {
            return Ok(None);
        }
        match keyring::get(origin_of(url).as_deref()) {
            Ok(text) => text.map(|text| Key::new(&text).ok_or(KeyTrouble::NotAKey)).transpose(),
            // Without a keyring there is no stored key.
            Err(KeyTrouble::NoKeyring) => Ok(None),
            Err(trouble) => Err(trouble),
        }
    }

    /// The key that the keyring has for an address. One that was saved for no address becomes that
    /// of the first one it is used for.
    fn key_of_keyring(&self, url: &str) -> Result<Option<Key>, KeyTrouble> {
        let origin = origin_of(url);
        let key = |text: &str| Key::new(text).ok_or(KeyTrouble::NotAKey);
        if let Some(text) = keyring::get(origin.as_deref())? {
            return key(&text).map(Some);
        }
        let Some(origin) = origin else { return Ok(None) };
        if let Some(text) = keyring::get(None)? {
            if !self.model_hosts().allow(url) {
                return Err(KeyTrouble::OtherHost);
            }
            let key = key(&text)?;
            keyring::set(Some(&origin), &text)?;
            keyring::remove(None)?;
            return Ok(Some(key));
        }
        let other = self.model_hosts().other(url);
        match other.map(|other| keyring::get(Some(&other))).transpose()?.flatten() {
            Some(_) => Err(KeyTrouble::OtherHost),
            None => Ok(None),
        }
    }

    /// Removes the key for an address, and the key that was saved without one; returns whether
    /// there was one.
    fn remove_key(&self, origin: Option<&str>) -> Result<bool, KeyTrouble> {
        let for_none = keyring::remove(None)?;
        Ok(match origin {
            Some(origin) => keyring::remove(Some(origin))? || for_none,
            None => for_none,
        })
    }

    /// Whether the keyring holds a key for an address, whatever the environment does.
    pub(crate) fn has_key_in_keyring(&self, url: &str) -> bool {
        self.user.keyring && self.key_of_keyring(url).is_ok_and(|key| key.is_some())
    }

    /// The key of the environment, where something is set.
    fn key_of_environment(&self) -> Option<Result<Key, KeyTrouble>> {
        let text = self.user.model_key.as_ref()?.read();
        match text {
            Ok(text) if text.trim().is_empty() => None,
            Ok(text) => Some(Key::new(&text).ok_or(KeyTrouble::NotAKey)),
            Err(error) => {
                tracing::warn!(%error, "the key can't be read");
                Some(Err(KeyTrouble::NotAKey))
            }
        }
    }
}
