//! Where the files of a set are: a folder of this computer, or one on a server.

use super::folder::Folder;
use super::server::Server;
use super::{FOLDER, NOT_BEFORE};
use crate::wire::SyncTrouble;
use crate::{App, Error, Job};
use jiff::{SignedDuration, Timestamp};
use paperboy_net::{StorageAddress, StorageTrouble};
use paperboy_secret::Zeroizing;
use paperboy_sync::{Listed, Remote};
use std::path::Path;

/// The longest time for which a server is left alone, in seconds.
const MAX_WAIT_SECONDS: i64 = 24 * 3600;

/// Where the files of a set are.
pub(super) enum Place {
    Folder(Folder),
    Server(Box<Server>),
}

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

    /// How many requests a server got.
    pub(super) fn requests(&self) -> usize {
        match self {
            Self::Folder(_) => 0,
            Self::Server(server) => server.requests(),
        }
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

    fn max_removals(&self, superfluous: usize) -> usize {
        match self {
            Self::Folder(folder) => folder.max_removals(superfluous),
            Self::Server(server) => server.max_removals(superfluous),
        }
    }

    fn may_get(&self) -> bool {
        match self {
            Self::Folder(folder) => folder.may_get(),
            Self::Server(server) => server.may_get(),
        }
    }

    fn may_put(&self) -> bool {
        match self {
            Self::Folder(folder) => folder.may_put(),
            Self::Server(server) => server.may_put(),
        }
    }
}

impl App {
    /// The place that is set up.
    pub(super) fn sync_place_of(&self, text: &str, job: &Job) -> Result<Place, Error> {
        if !StorageAddress::is_meant(text) {
            return Ok(Place::Folder(self.sync_folder(Path::new(text))?));
        }
        let address = address_of(text)?;
        let secret = match self.sync_password(&address.text())? {
            Some(secret) => secret,
            // Nobody in particular may use it.
            None if address.user.is_empty() => Zeroizing::default(),
            None => {
                let host = address.host().to_owned();
                return Err(SyncTrouble::NeedsPassword { host }.into());
            }
        };
        self.sync_server(&address, &secret, job)
    }

    /// A folder on a server.
    pub(super) fn sync_server(
        &self,
        address: &StorageAddress,
        secret: &str,
        job: &Job,
    ) -> Result<Place, Error> {
        if let Some(seconds) = self.wait_of(address.host())? {
            let host = address.host().to_owned();
            return Err(SyncTrouble::Storage { why: StorageTrouble::Busy { host, seconds } }.into());
        }
        Ok(Place::Server(Box::new(Server::new(address, secret, self.runtime()?, job)?)))
    }

    pub(super) fn sync_folder(&self, folder: &Path) -> Result<Folder, Error> {
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

    /// For how many seconds a server asked that nobody sends requests.
    pub(crate) fn wait_of(&self, host: &str) -> Result<Option<u32>, Error> {
        let stored = self.store().setting(NOT_BEFORE)?.unwrap_or_default();
        let Some((until, of)) = stored.split_once(' ') else { return Ok(None) };
        let until = until.parse::<Timestamp>().ok().filter(|_| of == host);
        let left = until.map(|until| until.duration_since(self.now()).as_secs());
        // A moment that is farther away was stored by a clock that was wrong.
        let left = left.filter(|left| (1..=MAX_WAIT_SECONDS).contains(left));
        Ok(left.and_then(|left| u32::try_from(left).ok()))
    }

    /// Remembers that a server asked to be left alone.
    pub(crate) fn note_busy(&self, error: &Error) {
        let Error::Sync(SyncTrouble::Storage { why: StorageTrouble::Busy { host, seconds } }) =
            error
        else {
            return;
        };
        // It was not asked: this is the wait that is known.
        if self.wait_of(host).is_ok_and(|wait| wait.is_some()) {
            return;
        }
        let wait = SignedDuration::from_secs(i64::from(*seconds));
        let until = self.now().checked_add(wait).ok().map(|until| format!("{until} {host}"));
        let noted = self.store().set_setting(NOT_BEFORE, until.as_deref());
        self.note("sync", noted.map_err(Error::from));
    }
}

/// Reads the address of a folder on a server.
pub(super) fn address_of(text: &str) -> Result<StorageAddress, Error> {
    let address = StorageAddress::parse(text);
    address.map_err(|why| SyncTrouble::Storage { why: StorageTrouble::Address { why } }.into())
}
