//! The key of an encrypted set: in the system's keyring, and in memory while the program runs. It
//! is in no database and no log.

use crate::key::keyring;
use crate::wire::{KeyTrouble, SyncTrouble};
use crate::{App, Error};
use paperboy_sync::{LibraryId, MasterKey};
use std::sync::{Mutex, PoisonError};

/// The key that was unlocked since the program began.
#[derive(Default)]
pub(crate) struct UnlockedKey(Mutex<Option<(LibraryId, MasterKey)>>);

impl App {
    /// The key of a set, where it was unlocked on this machine.
    pub(super) fn sync_key(&self, library: LibraryId) -> Result<Option<MasterKey>, Error> {
        let unlocked = self.sync_key.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some((_, key)) = unlocked.filter(|(of, _)| *of == library) {
            return Ok(Some(key));
        }
        if !self.user.keyring {
            return Ok(None);
        }
        match keyring::get_named(&name(library)) {
            Ok(text) => Ok(text.and_then(|text| MasterKey::from_text(&text))),
            Err(KeyTrouble::NoKeyring) => Ok(None),
            Err(why) => Err(SyncTrouble::Keyring { why }.into()),
        }
    }

    /// Keeps a key in memory and in the keyring.
    pub(super) fn keep_sync_key(
        &self,
        library: LibraryId,
        key: MasterKey,
    ) -> Result<(), KeyTrouble> {
        let text = key.to_text();
        *self.sync_key.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((library, key));
        if !self.user.keyring {
            return Err(KeyTrouble::NoKeyring);
        }
        keyring::set_named(&name(library), &text)
    }

    pub(super) fn forget_sync_key(&self, library: LibraryId) {
        *self.sync_key.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
        if self.user.keyring
            && let Err(why) = keyring::remove_named(&name(library))
        {
            tracing::info!(?why, "the key of the synchronisation was not removed from the keyring");
        }
    }
}

/// What the keyring calls it.
fn name(library: LibraryId) -> String {
    format!("sync.key {}", String::from(library))
}
