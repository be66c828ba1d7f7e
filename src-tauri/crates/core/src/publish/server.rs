//! Published days on a server. They are published into a folder of the library; files that are missing
//! on the server or differ there are sent.
//!
//! The server's copy of the record says what Paperboy wrote there. As in a folder, it names files
//! before they are written, no file is removed, and somebody else's is left as it is.

use super::folder::{RECORD, Record, digest};
use super::{MAX_NAMED, Publish};
use crate::fetch::USER_AGENT;
use crate::wire::{KeyTrouble, PublishSettings, Published, SyncTrouble, ValueCause};
use crate::{App, Error, Job};
use paperboy_net::{Storage, StorageAddress, StorageTrouble, StoredFile};
use paperboy_secret::Zeroizing;
use serde::de::IgnoredAny;
use std::collections::BTreeMap;
use std::path::PathBuf;
use tokio::runtime::Runtime;

/// The folder of the library with what is published on servers.
const STAGED: &str = "published";
/// The folder of the days, below the one that is published to.
const DAYS: &str = "days/";
/// The file that names all others: it is sent last.
const INDEX: &str = "index.json";

impl Publish {
    /// The address of a server, where it is no folder of this computer.
    pub(super) fn server(&self) -> Option<&str> {
        self.folder.to_str().filter(|text| StorageAddress::is_meant(text))
    }
}

/// Whether a text is the address of a folder on a server.
pub(crate) fn is_server_address(text: &str) -> bool {
    StorageAddress::is_meant(text) && StorageAddress::parse(text).is_ok()
}

impl App {
    /// Signs in to a folder on a server to publish there; the address as it is kept, and why its
    /// password is known only until the program ends.
    pub fn sign_in_to_publish(
        &self,
        address: &str,
        user: &str,
        password: &str,
    ) -> Result<(String, Option<KeyTrouble>), Error> {
        self.signed_in(address, user, password).map_err(of_publishing)
    }

    fn signed_in(
        &self,
        address: &str,
        user: &str,
        password: &str,
    ) -> Result<(String, Option<KeyTrouble>), Error> {
        let address = StorageAddress::parse(address)
            .map_err(|why| storage(StorageTrouble::Address { why }))?
            .for_user(user);
        let job = Job::unwatched(crate::wire::JobKind::Publish);
        let text = address.text();
        let known = self.sync_password(&text)?.filter(|_| password.is_empty());
        let password = known.unwrap_or_else(|| Zeroizing::new(password.to_owned()));
        let found = Server::open(self, &address, &password, &job)?.files("")?;
        // A folder is made, a bucket is not.
        if found.is_none() && text.starts_with("s3:") {
            return Err(storage(StorageTrouble::NoFolder { host: address.host().to_owned() }));
        }
        let trouble = self.keep_sync_password(&text, &password);
        Ok((text, trouble))
    }

    /// Chooses a folder on a server.
    pub fn choose_publish_server(
        &self,
        address: &str,
        user: &str,
        password: &str,
    ) -> Result<PublishSettings, Error> {
        let (text, trouble) = self.sign_in_to_publish(address, user, password)?;
        if let Some(why) = trouble {
            tracing::warn!(?why, "the password for publishing is not in the keyring");
        }
        self.set_setting("publish.folder", &text)?;
        self.publish_settings()
    }

    /// Publishes into the library, and sends what is new.
    pub(super) fn publish_to_server(
        &self,
        text: &str,
        publish: &Publish,
        job: &Job,
    ) -> Result<Published, Error> {
        self.send_published(text, publish, job).map_err(of_publishing)
    }

    fn send_published(&self, text: &str, publish: &Publish, job: &Job) -> Result<Published, Error> {
        let address =
            StorageAddress::parse(text).map_err(|why| storage(StorageTrouble::Address { why }))?;
        let text = address.text();
        let known = self.sync_password(&text)?;
        if known.is_none() && !address.user.is_empty() {
            return Err(ValueCause::NoPublishPassword { host: address.host().to_owned() }.into());
        }
        let server = Server::open(self, &address, &known.unwrap_or_default(), job)?;
        let sent = server.record()?;
        let root = self.staged(&text)?;
        let record = root.join(RECORD);
        // The library may have been restored: the files on the server keep their ids.
        if let Some((_, bytes)) = &sent
            && !record.exists()
        {
            let file = |source| Error::File { path: record.clone(), source };
            std::fs::write(&record, bytes).map_err(file)?;
        }
        // If the record was lost there, or is incomplete, the copy here counts.
        let sent = match sent {
            Some((sent, _)) => sent,
            None if record.exists() => Record::read(&record)?,
            None => Record::default(),
        };
        let mut result = self.publish_into(&root, publish, job)?;
        result.folder.clone_from(&text);
        (result.written, result.unchanged) = (0, 0);
        if !result.cancelled && result.failures.is_empty() {
            Sending { server, root, sent, result: &mut result }.run()?;
            result.cancelled = job.is_cancelled();
        }
        Ok(result)
    }

    /// The folder of the library with what is published at an address.
    fn staged(&self, address: &str) -> Result<PathBuf, Error> {
        let name: String = digest([address]).chars().take(16).collect();
        let path = self.places.library.join(STAGED).join(name);
        let made = std::fs::create_dir_all(&path);
        made.map(|()| path.clone()).map_err(|source| Error::File { path, source })
    }
}

/// The files that are being sent.
struct Sending<'a> {
    server: Server<'a>,
    root: PathBuf,
    /// What Paperboy wrote on the server.
    sent: Record,
    result: &'a mut Published,
}

impl Sending<'_> {
    fn run(mut self) -> Result<(), Error> {
        let new = Record::read(&self.root.join(RECORD))?;
        let there = self.there()?;
        let mut changed = Vec::new();
        for name in new.files_but(INDEX).chain(std::iter::once(INDEX)) {
            let Some(sha256) = new.sha256_of(name) else { continue };
            let size = there.get(name).copied();
            let is_known = self.sent.sha256_of(name) == Some(sha256);
            if is_known && size.is_some() && size == self.size_of(name) {
                self.result.unchanged += 1;
            } else if size.is_some() && !self.is_ours(name, sha256)? {
                self.foreign(name);
            } else {
                changed.push((name.to_owned(), sha256.to_owned()));
            }
        }
        if changed.is_empty() {
            return Ok(());
        }
        self.sent.id.clone_from(&new.id);
        self.sent.will_write(&changed);
        self.server.put(RECORD, &self.sent.to_bytes())?;
        for (name, _) in &changed {
            let path = self.root.join(name);
            let bytes = std::fs::read(&path).map_err(|source| Error::File { path, source })?;
            if !self.server.put(name, &bytes)? {
                return Ok(());
            }
            self.result.written += 1;
        }
        let mut done = new;
        // A file with the name of Paperboy's may still be somebody else's.
        let foreign = std::mem::take(&mut self.result.foreign);
        done.forget(|name| foreign.iter().any(|other| *other == self.server.address_of(name)));
        self.result.foreign = foreign;
        self.server.put(RECORD, &done.to_bytes())?;
        Ok(())
    }

    /// The sizes of the files that are there; the folders are made where there are none.
    fn there(&self) -> Result<BTreeMap<String, u64>, Error> {
        let mut there = BTreeMap::new();
        for below in ["", DAYS] {
            let files = self.server.files(below)?.unwrap_or_default();
            // Not every server says that a folder is missing.
            if files.is_empty() {
                self.server.prepare(below)?;
            }
            there.extend(
                files.into_iter().map(|file| (format!("{below}{}", file.name), file.bytes)),
            );
        }
        Ok(there)
    }

    fn size_of(&self, name: &str) -> Option<u64> {
        self.root.join(name).metadata().ok().map(|file| file.len())
    }

    /// Whether a file on the server is one that Paperboy wrote, or the very one that is to be
    /// written.
    fn is_ours(&self, name: &str, sha256: &str) -> Result<bool, Error> {
        let Some(bytes) = self.server.get(name)? else { return Ok(true) };
        let there = digest([&bytes]);
        Ok(there == sha256 || self.sent.is_ours(name, &there))
    }

    fn foreign(&mut self, name: &str) {
        if self.result.foreign.len() < MAX_NAMED {
            self.result.foreign.push(self.server.address_of(name));
        }
    }
}

/// A folder on a server.
struct Server<'a> {
    storage: Storage,
    runtime: Runtime,
    address: String,
    app: &'a App,
    job: &'a Job,
}

impl<'a> Server<'a> {
    fn open(
        app: &'a App,
        address: &StorageAddress,
        secret: &str,
        job: &'a Job,
    ) -> Result<Self, Error> {
        let host = address.host();
        if let Some(seconds) = app.wait_of(host)? {
            return Err(storage(StorageTrouble::Busy { host: host.to_owned(), seconds }));
        }
        let opened = Storage::new(address, secret, USER_AGENT).map_err(storage)?;
        Ok(Self { storage: opened, runtime: app.runtime()?, address: address.text(), app, job })
    }

    fn address_of(&self, name: &str) -> String {
        format!("{}/{name}", self.address.trim_end_matches('/'))
    }

    /// What is on the server, as Paperboy left it.
    fn record(&self) -> Result<Option<(Record, Vec<u8>)>, Error> {
        let bytes = self.get(RECORD)?;
        let is_whole = |bytes: &Vec<u8>| serde_json::from_slice::<IgnoredAny>(bytes).is_ok();
        let Some(bytes) = bytes.filter(is_whole) else { return Ok(None) };
        let record = Record::parse(&bytes)
            .map_err(|source| Error::File { path: self.address_of(RECORD).into(), source })?;
        Ok(Some((record, bytes)))
    }

    /// The files of a folder; `None`: it is not there.
    fn files(&self, below: &str) -> Result<Option<Vec<StoredFile>>, Error> {
        match self.wait(self.storage.list_below(below)) {
            Err(Error::Sync(SyncTrouble::Storage { why: StorageTrouble::NoFolder { .. } })) => {
                Ok(None)
            }
            files => files.map(Some),
        }
    }

    fn prepare(&self, below: &str) -> Result<(), Error> {
        self.wait(self.storage.prepare_below(below))
    }

    /// The bytes of a file; `None`: it is not there, or its folder is not.
    fn get(&self, name: &str) -> Result<Option<Vec<u8>>, Error> {
        match self.wait(self.storage.get(name)) {
            Err(Error::Sync(SyncTrouble::Storage { why: StorageTrouble::NoFolder { .. } })) => {
                Ok(None)
            }
            bytes => bytes,
        }
    }

    /// Writes a file; false where the user stopped it.
    fn put(&self, name: &str, bytes: &[u8]) -> Result<bool, Error> {
        if self.job.is_cancelled() {
            return Ok(false);
        }
        match self.wait(self.storage.put(name, bytes)) {
            Err(Error::Sync(SyncTrouble::Stopped)) => Ok(false),
            written => written.map(|()| true),
        }
    }

    /// Waits for an answer, or until the job is stopped.
    fn wait<T>(&self, work: impl Future<Output = Result<T, StorageTrouble>>) -> Result<T, Error> {
        let done = self.runtime.block_on(async {
            tokio::select! {
                done = work => done.map_err(storage),
                () = self.job.cancelled() => Err(SyncTrouble::Stopped.into()),
            }
        });
        done.inspect_err(|error| self.app.note_busy(error))
    }
}

fn storage(why: StorageTrouble) -> Error {
    SyncTrouble::Storage { why }.into()
}

/// What failed is publishing: the same servers serve synchronising.
fn of_publishing(error: Error) -> Error {
    match error {
        Error::Sync(why) => Error::NotPublished(why),
        other => other,
    }
}
