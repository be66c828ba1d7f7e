//! The password of a server: in the system's keyring, and in memory while the program runs. It is
//! in no database and no log.

use crate::key::keyring;
use crate::wire::{KeyTrouble, SyncTrouble};
use crate::{App, Error};
use paperboy_net::StorageAddress;
use paperboy_secret::Zeroizing;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The passwords that were used since the program began, by the address.
#[derive(Default)]
pub(crate) struct KnownPasswords(Mutex<Vec<(String, Zeroizing<String>)>>);

impl KnownPasswords {
    fn lock(&self) -> MutexGuard<'_, Vec<(String, Zeroizing<String>)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn get(&self, address: &str) -> Option<Zeroizing<String>> {
        self.lock().iter().find(|(of, _)| of == address).map(|(_, secret)| secret.clone())
    }

    fn set(&self, address: &str, secret: Option<&str>) {
        let mut known = self.lock();
        known.retain(|(of, _)| of != address);
        known.extend(secret.map(|secret| (address.to_owned(), Zeroizing::new(secret.to_owned()))));
    }
}

impl App {
    /// The password of an address, where it is known on this machine.
    pub(crate) fn sync_password(&self, address: &str) -> Result<Option<Zeroizing<String>>, Error> {
        let known = self.sync_passwords.get(address);
        if known.is_some() || !self.user.keyring {
            return Ok(known);
        }
        match keyring::get_named(&name(address)) {
            Ok(secret) => {
                if let Some(secret) = &secret {
                    self.sync_passwords.set(address, Some(secret));
                }
                Ok(secret)
            }
            Err(KeyTrouble::NoKeyring) => Ok(None),
            Err(why) => Err(SyncTrouble::Keyring { why }.into()),
        }
    }

    /// Keeps a password in memory and in the keyring; why it is not there.
    pub(crate) fn keep_sync_password(&self, address: &str, secret: &str) -> Option<KeyTrouble> {
        self.sync_passwords.set(address, Some(secret));
        if secret.is_empty() {
            return None;
        }
        if !self.user.keyring {
            return Some(KeyTrouble::NoKeyring);
        }
        keyring::set_named(&name(address), secret).err()
    }

    /// Forgets the password of a place.
    pub(super) fn forget_sync_password(&self, place: &str) {
        self.sync_passwords.set(place, None);
        if self.user.keyring
            && StorageAddress::is_meant(place)
            && let Err(why) = keyring::remove_named(&name(place))
        {
            tracing::info!(?why, "the password of the storage was not removed from the keyring");
        }
    }
}

/// What the keyring calls it.
fn name(address: &str) -> String {
    format!("sync.password {address}")
}
