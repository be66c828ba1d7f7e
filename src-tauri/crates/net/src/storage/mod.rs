//! Files on a WebDAV server or in S3-compatible storage, by OpenDAL over this crate's own HTTP
//! client: OpenDAL brings none, and so opens no connection of its own.
//!
//! Only the plainest requests are used: read, write, remove, list and ask for a size. Servers break
//! locks, conditions and moves. One call is one request, but for [`Storage::prepare`], and for a list
//! of more than a thousand files in S3.

mod address;
mod transport;
mod trouble;

pub use address::{StorageAddress, StorageAddressCause};
pub use trouble::StorageTrouble;

use address::Kind;
use opendal::services::{S3, Webdav};
use opendal::{EntryMode, ErrorKind, HttpTransporter, OperationContext, Operator};
use transport::{Seen, Transport};

/// A folder of a server.
pub struct Storage {
    operator: Operator,
    /// Its path on the server, with a slash at the end; empty for the root.
    folder: String,
    is_dav: bool,
    seen: Seen,
}

/// A file of the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredFile {
    /// Its name.
    pub name: String,
    /// Its size in bytes.
    pub bytes: u64,
}

impl Storage {
    /// Prepares the client without sending a request. `secret`: the password, or for S3 the secret
    /// key.
    pub fn new(
        address: &StorageAddress,
        secret: &str,
        user_agent: &str,
    ) -> Result<Self, StorageTrouble> {
        let seen = Seen::new(address);
        let transport = Transport::new(address, user_agent, seen.clone())?;
        let operator = match &address.kind {
            Kind::WebDav => Operator::new(
                Webdav::default()
                    .endpoint(&address.origin())
                    .username(&address.user)
                    .password(secret)
                    .disable_create_dir(true),
            ),
            Kind::S3 { bucket, region } => {
                let service = S3::default()
                    .endpoint(&address.origin())
                    .bucket(bucket)
                    .region(region)
                    .access_key_id(&address.user)
                    .secret_access_key(secret)
                    .disable_config_load()
                    .disable_ec2_metadata();
                // Without a key it would look for one in the environment.
                let service = match address.user.is_empty() || secret.is_empty() {
                    true => service.skip_signature(),
                    false => service,
                };
                Operator::new(match address.has_bucket_in_host() {
                    true => service.enable_virtual_host_style(),
                    false => service,
                })
            }
        };
        let operator = operator.map_err(|error| seen.unexpected(&error))?;
        let context = OperationContext::new().with_http_transport(HttpTransporter::new(transport));
        Ok(Self {
            operator: operator.with_context(context),
            folder: address.folder.clone(),
            is_dav: address.kind == Kind::WebDav,
            seen,
        })
    }

    /// Makes the folder and those above it, where they are missing. S3 has no folders.
    pub async fn prepare(&self) -> Result<(), StorageTrouble> {
        self.prepare_below("").await
    }

    /// As [`prepare`](Self::prepare), for a folder in it, whose name ends in a slash.
    pub async fn prepare_below(&self, below: &str) -> Result<(), StorageTrouble> {
        let folder = self.path(below);
        if folder.is_empty() || !self.is_dav {
            return Ok(());
        }
        let made = self.operator.create_dir(&folder).await;
        made.map_err(|error| self.seen.trouble(&error))
    }

    /// The files of the folder.
    pub async fn list(&self) -> Result<Vec<StoredFile>, StorageTrouble> {
        self.list_below("").await
    }

    /// The files of a folder in it, whose name ends in a slash.
    pub async fn list_below(&self, below: &str) -> Result<Vec<StoredFile>, StorageTrouble> {
        let folder = self.path(below);
        let path = if folder.is_empty() { "/" } else { &folder };
        let entries = self.operator.list(path).await;
        let entries = entries.map_err(|error| self.seen.trouble(&error))?;
        let files = entries.into_iter().filter(|entry| entry.metadata().mode() == EntryMode::FILE);
        // A server may name paths in full, with another beginning: the end is what counts.
        let named = files.filter_map(|entry| {
            let name = entry.path().rsplit('/').next().filter(|name| !name.is_empty())?.to_owned();
            Some(StoredFile { name, bytes: entry.metadata().content_length() })
        });
        Ok(named.collect())
    }

    /// The bytes of a file; `None`: it is not there.
    pub async fn get(&self, name: &str) -> Result<Option<Vec<u8>>, StorageTrouble> {
        match self.operator.read(&self.path(name)).await {
            Ok(bytes) => Ok(Some(bytes.to_vec())),
            Err(error) if error.kind() == ErrorKind::NotFound && self.seen.is_clear() => Ok(None),
            Err(error) => Err(self.seen.trouble(&error)),
        }
    }

    /// The size of a file in bytes; `None`: it is not there.
    pub async fn size(&self, name: &str) -> Result<Option<u64>, StorageTrouble> {
        match self.operator.stat(&self.path(name)).await {
            Ok(found) => Ok(Some(found.content_length())),
            Err(error) if error.kind() == ErrorKind::NotFound && self.seen.is_clear() => Ok(None),
            Err(error) => Err(self.seen.trouble(&error)),
        }
    }

    /// Writes a file.
    pub async fn put(&self, name: &str, bytes: &[u8]) -> Result<(), StorageTrouble> {
        let written = self.operator.write(&self.path(name), bytes.to_vec()).await;
        written.map(drop).map_err(|error| self.seen.trouble(&error))
    }

    /// Removes a file; that it is not there is no error.
    pub async fn remove(&self, name: &str) -> Result<(), StorageTrouble> {
        match self.operator.delete(&self.path(name)).await {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(self.seen.trouble(&error)),
            _ => Ok(()),
        }
    }

    fn path(&self, name: &str) -> String {
        format!("{}{name}", self.folder)
    }
}
