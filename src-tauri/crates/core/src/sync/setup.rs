//! Choosing where the files of a set are, and leaving it.

use super::place::{Place, address_of};
use super::{ENCRYPTED, FOLDER, LAST, random};
use crate::wire::{Event, JobKind, SyncOffer, SyncSetup, SyncTrouble};
use crate::{App, Error, Job};
use paperboy_net::StorageAddress;
use paperboy_secret::Zeroizing;
use paperboy_sync::{Cost, KEY_FILE, KeyFile, Remote, is_item_file_name, is_segment_name};
use std::path::Path;
use std::sync::PoisonError;

/// The shortest passphrase, in characters.
const MIN_PASSPHRASE_CHARS: usize = 8;

/// A place that was looked at to be set up.
#[derive(Clone)]
pub(crate) struct Offered {
    /// The path or the address, as it is stored.
    place: String,
    /// Of a server: its password, which may be empty.
    password: Option<Zeroizing<String>>,
}

impl App {
    /// What is in a folder that may be chosen: the path of one of this computer, or the address of
    /// one on a server with user and password. It is remembered for
    /// [`set_up_offered_sync`](Self::set_up_offered_sync).
    pub fn offer_sync(&self, place: &str, user: &str, password: &str) -> Result<SyncOffer, Error> {
        let offered = self.sync_offered(place, user, password)?;
        let place = self.sync_place_offered(&offered)?;
        let found = self.key_file_at(&place)?;
        let encrypted = found.as_ref().filter(|file| file.is_encrypted());
        let key = encrypted.map(|file| self.sync_key(file.library())).transpose()?;
        let offer = SyncOffer {
            folder: place.name(),
            is_server: place.is_server(),
            is_new: found.is_none(),
            is_encrypted: encrypted.is_some(),
            needs_passphrase: key.is_some_and(|key| key.is_none()),
        };
        *self.sync_offer.lock().unwrap_or_else(PoisonError::into_inner) = Some(offered);
        Ok(offer)
    }

    /// Whether a text is meant as the address of a folder on a server.
    pub fn is_sync_address(text: &str) -> bool {
        StorageAddress::is_meant(text)
    }

    /// A place as the user named it. Without a password, the one that is known here is meant.
    fn sync_offered(&self, place: &str, user: &str, password: &str) -> Result<Offered, Error> {
        if !StorageAddress::is_meant(place) {
            return Ok(Offered { place: place.to_owned(), password: None });
        }
        let place = address_of(place)?.for_user(user).text();
        let password = match password {
            "" => self.sync_password(&place)?.unwrap_or_default(),
            entered => Zeroizing::new(entered.to_owned()),
        };
        Ok(Offered { place, password: Some(password) })
    }

    fn sync_place_offered(&self, offered: &Offered) -> Result<Place, Error> {
        let job = Job::unwatched(JobKind::Sync);
        match &offered.password {
            Some(password) => self.sync_server(&address_of(&offered.place)?, password, &job),
            None => Ok(Place::Folder(self.sync_folder(Path::new(&offered.place))?)),
        }
    }

    /// Chooses the folder that was offered last.
    pub fn set_up_offered_sync(&self, passphrase: Option<&str>) -> Result<SyncSetup, Error> {
        let offered = self.sync_offer.lock().unwrap_or_else(PoisonError::into_inner).clone();
        self.set_up_sync_at(&offered.ok_or(SyncTrouble::NotSetUp)?, passphrase)
    }

    /// As [`set_up_sync`](Self::set_up_sync), for the address of a folder on a server.
    pub fn set_up_sync_server(
        &self,
        address: &str,
        user: &str,
        password: &str,
        passphrase: Option<&str>,
    ) -> Result<SyncSetup, Error> {
        self.set_up_sync_at(&self.sync_offered(address, user, password)?, passphrase)
    }

    /// Chooses the folder to synchronise through. A folder that no device has set up yet becomes a
    /// new set, encrypted when there is a passphrase; one that is encrypted needs its passphrase or
    /// recovery code. Nothing is sent or taken yet.
    pub fn set_up_sync(&self, folder: &Path, passphrase: Option<&str>) -> Result<SyncSetup, Error> {
        let offered = Offered { place: folder.display().to_string(), password: None };
        self.set_up_sync_at(&offered, passphrase)
    }

    fn set_up_sync_at(
        &self,
        offered: &Offered,
        passphrase: Option<&str>,
    ) -> Result<SyncSetup, Error> {
        let done = self.set_up_sync_place(offered, passphrase);
        done.inspect_err(|error| self.note_busy(error))
    }

    fn set_up_sync_place(
        &self,
        offered: &Offered,
        passphrase: Option<&str>,
    ) -> Result<SyncSetup, Error> {
        let mut place = self.sync_place_offered(offered)?;
        let found = self.key_file_at(&place)?;
        let is_new = found.is_none();
        // A key file that has not arrived yet, or that a server hides, must not be replaced.
        if is_new && place.list()?.iter().any(|file| is_ours(&file.name)) {
            return Err(SyncTrouble::KeyFileMissing.into());
        }
        let mut recovery_code = None;
        let (file, key) = match (found, passphrase) {
            (Some(file), Some(secret)) if file.is_encrypted() => {
                let key = file.unlock(secret)?;
                (file, Some(key))
            }
            (Some(file), _) if file.is_encrypted() => match self.sync_key(file.library())? {
                Some(key) => (file, Some(key)),
                None => return Err(SyncTrouble::NeedsPassphrase.into()),
            },
            (Some(_), Some(_)) => return Err(SyncTrouble::NotEncrypted.into()),
            (Some(file), None) => (file, None),
            (None, Some(passphrase)) => {
                if passphrase.chars().count() < MIN_PASSPHRASE_CHARS {
                    return Err(SyncTrouble::ShortPassphrase.into());
                }
                let cost = Cost::USUAL;
                let (file, key, code) = KeyFile::encrypted(passphrase, cost, &mut random);
                recovery_code = Some(code.as_str().to_owned());
                (file, Some(key))
            }
            (None, None) => (KeyFile::plain(&mut random), None),
        };
        if is_new {
            place.put_key_file(&file.to_bytes())?;
        }
        if self.store().sync_state()?.is_some_and(|state| state.library != file.library()) {
            self.store().forget_item_exchange()?;
        }
        let key_trouble = key.and_then(|key| self.keep_sync_key(file.library(), key).err());
        let path = place.name();
        match self.store().setting(FOLDER)? {
            // A new password of the same place.
            Some(before) if before == path => self.forget_sync_failure()?,
            Some(before) => {
                self.forget_sync_password(&before);
                self.store().set_setting(LAST, None)?;
            }
            None => self.store().set_setting(LAST, None)?,
        }
        let password_trouble =
            offered.password.as_ref().and_then(|password| self.keep_sync_password(&path, password));
        let key_trouble = key_trouble.or(password_trouble);
        if let Some(why) = key_trouble {
            tracing::warn!(?why, "the key of the synchronisation is not in the keyring");
        }
        self.store().set_setting(FOLDER, Some(&path))?;
        let is_encrypted = file.is_encrypted();
        self.store().set_setting(ENCRYPTED, is_encrypted.then_some("on"))?;
        self.sync_changed();
        Ok(SyncSetup { folder: path, is_new, is_encrypted, recovery_code, key_trouble })
    }

    /// Ends the synchronisation on this device. What is in the folder stays there.
    pub fn forget_sync(&self) -> Result<(), Error> {
        if let Some(library) = self.store().sync_state()?.map(|state| state.library) {
            self.forget_sync_key(library);
        }
        if let Some(place) = self.store().setting(FOLDER)? {
            self.forget_sync_password(&place);
        }
        for setting in [FOLDER, LAST, ENCRYPTED] {
            self.store().set_setting(setting, None)?;
        }
        self.store().set_sync_state(None)?;
        self.store().forget_item_exchange()?;
        self.sync_changed();
        Ok(())
    }

    fn sync_changed(&self) {
        self.sync_soon();
        self.emit(&Event::Settings);
        self.emit(&Event::Changed);
    }
}

/// Whether a file belongs to a set of devices.
fn is_ours(name: &str) -> bool {
    name == KEY_FILE || is_segment_name(name) || is_item_file_name(name)
}
