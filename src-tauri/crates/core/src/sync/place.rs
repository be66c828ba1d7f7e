//! Where the files of a set are: a folder of this computer, or one on a server.

use super::folder::Folder;
use super::server::Server;
use super::{FOLDER, NOT_BEFORE};
use crate::wire::{KeyTrouble, SyncTrouble};
use crate::{App, Error, Job};
use jiff::{SignedDuration, Timestamp};
use paperboy_net::{StorageAddress, StorageTrouble};
use paperboy_secret::Zeroizing;
use paperboy_sync::{Listed, Remote};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use crate::key::keyring;

/// A folder costs nothing per request.
const MAX_REMOVALS: usize = 1000;
/// At most five requests belong to a synchronisation in which little changed.
const MAX_REMOVALS_ON_SERVER: usize = 1;

/// Where the files of a set are.
pub(super) enum Place {
    Folder(Folder),
    Server(Server),
}

/// The passwords that were entered since the program began, by the address.
#[derive(Default)]
pub(crate) struct EnteredPasswords(Mutex<Vec<(String, Zeroizing<String>)>>);

impl Place {
    /// What the user calls it.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Folder(folder) => folder.path().display().to_string(),
            Self::Server(server) => server.address().to_owned(),
        }
    }

    pub(super) fn is_server(&self) -> bool {
        matches!(self, Self::Server(_))
    }

    pub(super) fn key_file(&self) -> Result<Option<Vec<u8>>, Error> {
        match self {
            Self::Folder(folder) => folder.key_file(),
            Self::Server(server) => server.key_file(),
        }
    }

    pub(super) fn put_key_file(&self, bytes: &[u8]) -> Result<(), Error> {
        match self {
            Self::Folder(folder) => folder.put_key_file(bytes),
            Self::Server(server) => server.put_key_file(bytes),
        }
    }

    pub(super) fn max_removals(&self) -> usize {
        if self.is_server() { MAX_REMOVALS_ON_SERVER } else { MAX_REMOVALS }
    }
}

impl Remote for Place {
    type Error = Error;

    fn list(&mut self) -> Result<Vec<Listed>, Error> {
        match self {
            Self::Folder(folder) => folder.list(),
            Self::Server(server) => server.list(),
        }
    }

    fn get(&mut self, name: &str, max_bytes: u64) -> Result<Option<Vec<u8>>, Error> {
        match self {
            Self::Folder(folder) => folder.get(name, max_bytes),
            Self::Server(server) => server.get(name, max_bytes),
        }
    }

    fn put(&mut self, name: &str, bytes: &[u8]) -> Result<(), Error> {
        match self {
            Self::Folder(folder) => folder.put(name, bytes),
            Self::Server(server) => server.put(name, bytes),
        }
    }

    fn remove(&mut self, name: &str) -> Result<(), Error> {
        match self {
            Self::Folder(folder) => folder.remove(name),
            Self::Server(server) => server.remove(name),
        }
    }
}

impl App {
    /// The place of a text: the path of a folder, or the address of one on a server.
    pub(super) fn sync_place_of(&self, text: &str, job: &Job) -> Result<Place, Error> {
        if !StorageAddress::is_meant(text) {
            return Ok(Place::Folder(self.sync_folder(Path::new(text))?));
        }
        let address = address_of(text)?;
        self.wait_for_server(address.host())?;
        let secret = self.sync_password(&address.text())?.unwrap_or_default();
        Ok(Place::Server(Server::new(&address, &secret, self.runtime()?, job)?))
    }

    fn sync_folder(&self, folder: &Path) -> Result<Folder, Error> {
        let missing = || SyncTrouble::NoFolder { folder: folder.display().to_string() };
        let real = folder.canonicalize().map_err(|_| missing())?;
        if !real.is_dir() {
            return Err(missing().into());
        }
        let library = self.places.library.canonicalize().unwrap_or_default();
        if !library.as_os_str().is_empty() && real.starts_with(&library) {
            return Err(SyncTrouble::InLibrary.into());
        }
        Ok(Folder::new(real, self.now().into()))
    }

    /// Whether the place is on a server.
    pub(super) fn is_sync_on_server(&self) -> Result<bool, Error> {
        Ok(self.store().setting(FOLDER)?.is_some_and(|place| StorageAddress::is_meant(&place)))
    }

    /// A server that asked to be left alone is left alone, whoever asks.
    fn wait_for_server(&self, host: &str) -> Result<(), Error> {
        let until = self.store().setting(NOT_BEFORE)?;
        let Some(until) = until.and_then(|text| text.parse::<Timestamp>().ok()) else {
            return Ok(());
        };
        let left = until.duration_since(self.now()).as_secs();
        // A moment so far away was stored by a clock that was wrong.
        if !(1..=24 * 3600).contains(&left) {
            return Ok(());
        }
        let (host, seconds) = (host.to_owned(), u32::try_from(left).unwrap_or(u32::MAX));
        Err(SyncTrouble::Storage { why: StorageTrouble::Busy { host, seconds } }.into())
    }

    /// Remembers that a server asked to be left alone.
    pub(super) fn note_busy(&self, error: &Error) {
        let Error::Sync(SyncTrouble::Storage { why: StorageTrouble::Busy { seconds, .. } }) = error
        else {
            return;
        };
        let wait = SignedDuration::from_secs(i64::from(*seconds));
        let until = self.now().checked_add(wait).ok().map(|until| until.to_string());
        self.note("sync", self.store().set_setting(NOT_BEFORE, until.as_deref()).map_err(Error::from));
    }

    /// The password of an address, where it is known on this machine.
    fn sync_password(&self, address: &str) -> Result<Option<Zeroizing<String>>, Error> {
        let entered = self.sync_passwords.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, secret)) = entered.iter().find(|(of, _)| of == address) {
            return Ok(Some(secret.clone()));
        }
        drop(entered);
        if !self.user.keyring {
            return Ok(None);
        }
        match keyring::get_named(&password_name(address)) {
            Ok(secret) => Ok(secret),
            Err(KeyTrouble::NoKeyring) => Ok(None),
            Err(why) => Err(SyncTrouble::Keyring { why }.into()),
        }
    }

    /// Keeps a password in memory until the program ends.
    pub(super) fn enter_sync_password(&self, address: &str, secret: &str) {
        let mut entered = self.sync_passwords.0.lock().unwrap_or_else(PoisonError::into_inner);
        entered.retain(|(of, _)| of != address);
        entered.push((address.to_owned(), Zeroizing::new(secret.to_owned())));
    }

    /// Puts the password that was entered for an address into the keyring; why it is not there.
    pub(super) fn keep_sync_password(&self, address: &str) -> Option<KeyTrouble> {
        let entered = self.sync_passwords.0.lock().unwrap_or_else(PoisonError::into_inner);
        let secret = entered.iter().find(|(of, _)| of == address)?.1.clone();
        drop(entered);
        if secret.is_empty() {
            return None;
        }
        if !self.user.keyring {
            return Some(KeyTrouble::NoKeyring);
        }
        keyring::set_named(&password_name(address), &secret).err()
    }

    /// Forgets the password of an address.
    pub(super) fn forget_sync_password(&self, address: &str) {
        let mut entered = self.sync_passwords.0.lock().unwrap_or_else(PoisonError::into_inner);
        entered.retain(|(of, _)| of != address);
        drop(entered);
        if self.user.keyring
            && StorageAddress::is_meant(address)
            && let Err(why) = keyring::remove_named(&password_name(address))
        {
            tracing::info!(?why, "the password of the storage was not removed from the keyring");
        }
    }
}

/// Reads the address of a folder on a server.
pub(super) fn address_of(text: &str) -> Result<StorageAddress, Error> {
    let address = StorageAddress::parse(text);
    address.map_err(|why| SyncTrouble::Storage { why: StorageTrouble::Address { why } }.into())
}

/// What the keyring calls it.
fn password_name(address: &str) -> String {
    format!("sync.password {address}")
}
