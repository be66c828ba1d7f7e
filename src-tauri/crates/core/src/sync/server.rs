//! Files on a WebDAV server or in S3-compatible storage.

use crate::fetch::USER_AGENT;
use crate::wire::SyncTrouble;
use crate::{Error, Job};
use paperboy_net::{Storage, StorageAddress, StorageTrouble};
use paperboy_sync::{KEY_FILE, Listed, Remote};
use std::cell::Cell;
use tokio::runtime::Runtime;

/// At most so many requests belong to a synchronisation in which little changed.
const MAX_REQUESTS: usize = 5;
/// A file is written, and its size asked for.
const PUT_REQUESTS: usize = 2;
/// More superfluous files than this are worth requests beyond that.
const MAX_SUPERFLUOUS: usize = 64;

/// The folder of a server with the files of a set. Every operation is one request, but for writing,
/// which is two.
pub(super) struct Server {
    storage: Storage,
    runtime: Runtime,
    address: String,
    job: Job,
    requests: Cell<usize>,
}

impl Server {
    pub(super) fn new(
        address: &StorageAddress,
        secret: &str,
        runtime: Runtime,
        job: &Job,
    ) -> Result<Self, Error> {
        let storage = Storage::new(address, secret, USER_AGENT).map_err(trouble)?;
        let (address, job) = (address.text(), job.clone());
        Ok(Self { storage, runtime, address, job, requests: Cell::new(0) })
    }

    pub(super) fn address(&self) -> &str {
        &self.address
    }

    pub(super) fn requests(&self) -> usize {
        self.requests.get()
    }

    pub(super) fn key_file(&self) -> Result<Option<Vec<u8>>, Error> {
        self.wait(self.storage.get(KEY_FILE))
    }

    /// Writes the key file where there is none, with the folders above it. What is there then is
    /// the last one that a device wrote: another device may have been faster.
    pub(super) fn put_key_file(&self, bytes: &[u8]) -> Result<(), Error> {
        self.wait(self.storage.prepare())?;
        self.wait(self.storage.put(KEY_FILE, bytes))?;
        match self.key_file()? {
            Some(found) if found == bytes => Ok(()),
            Some(_) => Err(SyncTrouble::SetUpMeanwhile.into()),
            None => Err(SyncTrouble::NotArrived.into()),
        }
    }

    /// Waits for an answer, or until the job is stopped: the connection ends at once then.
    fn wait<T>(&self, work: impl Future<Output = Result<T, StorageTrouble>>) -> Result<T, Error> {
        self.requests.set(self.requests.get() + 1);
        self.runtime.block_on(async {
            tokio::select! {
                done = work => done.map_err(trouble),
                () = self.job.cancelled() => Err(SyncTrouble::Stopped.into()),
            }
        })
    }
}

impl Remote for Server {
    type Error = Error;

    fn list(&mut self) -> Result<Vec<Listed>, Error> {
        let files = self.wait(self.storage.list())?.into_iter();
        Ok(files.map(|file| Listed { name: file.name, bytes: file.bytes }).collect())
    }

    fn get(&mut self, name: &str, _max_bytes: u64) -> Result<Option<Vec<u8>>, Error> {
        self.wait(self.storage.get(name))
    }

    fn put(&mut self, name: &str, bytes: &[u8]) -> Result<(), Error> {
        self.wait(self.storage.put(name, bytes))?;
        // A server may acknowledge what it does not keep, or keep a part of it: a change counts as
        // sent only once all of it is there.
        match self.wait(self.storage.size(name))? {
            Some(size) if size == bytes.len() as u64 => Ok(()),
            _ => Err(SyncTrouble::NotArrived.into()),
        }
    }

    fn remove(&mut self, name: &str) -> Result<(), Error> {
        self.wait(self.storage.remove(name))
    }

    fn max_removals(&self, superfluous: usize) -> usize {
        match self.requests() {
            // A device that joins reads them all.
            _ if superfluous > MAX_SUPERFLUOUS => MAX_REQUESTS,
            // Nothing was new: the key file and the list.
            ..=2 => 0,
            requests => MAX_REQUESTS.saturating_sub(requests),
        }
    }

    fn may_get(&self) -> bool {
        self.requests() < MAX_REQUESTS
    }

    fn may_put(&self) -> bool {
        self.requests() + PUT_REQUESTS <= MAX_REQUESTS
    }
}

fn trouble(why: StorageTrouble) -> Error {
    SyncTrouble::Storage { why }.into()
}
