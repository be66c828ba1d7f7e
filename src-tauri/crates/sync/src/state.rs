//! What a library remembers between two synchronisations.

use crate::text::{hex, unhex};
use crate::{Device, Entropy, Seen, Time};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Names a set of libraries that are synchronised with one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct LibraryId(pub(crate) [u8; 16]);

impl LibraryId {
    /// A new one.
    pub fn random(entropy: Entropy<'_>) -> Self {
        let mut id = [0; 16];
        entropy(&mut id);
        Self(id)
    }
}

impl TryFrom<String> for LibraryId {
    type Error = &'static str;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        unhex(&text).map(Self).ok_or("no id of a set of libraries")
    }
}

impl From<LibraryId> for String {
    fn from(id: LibraryId) -> Self {
        hex(&id.0)
    }
}

/// What a library remembers between two synchronisations. It is stored in the transaction of the
/// merge that it follows from, and has no secret in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    /// The set that it belongs to.
    pub library: LibraryId,
    /// The device that this state is of: another one has to start with an empty state.
    pub(crate) device: Device,
    /// What was seen here.
    pub seen: Seen,
    /// Tombstones from before this moment may be forgotten here.
    pub floor: Time,
    /// The number of the next own file.
    pub(crate) next: u64,
    /// The newest row of the log that an own file contains, up to which all are in own files.
    pub(crate) sent: i64,
    /// Whether a file of all facts has to be written.
    pub(crate) must_write_all: bool,
    /// The own files, the oldest first.
    pub(crate) own: Vec<OwnFile>,
    /// Files of others that were read, or that can't be.
    pub(crate) read: BTreeMap<String, ReadFile>,
    /// The number of the last file that was read of each device.
    pub(crate) chains: BTreeMap<Device, u64>,
    /// What the users of the devices call them, and the newest time that each knew.
    #[serde(default)]
    pub(crate) names: BTreeMap<Device, (String, Time)>,
}

/// Another device of the set, as its files say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Peer {
    /// Its id.
    pub device: Device,
    /// What its user calls it; may be empty.
    pub name: String,
    /// The newest change that it knew when it last wrote.
    pub last: Time,
}

/// A file that this device wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct OwnFile {
    pub(crate) name: String,
    pub(crate) number: u64,
    pub(crate) bytes: u64,
    /// Whether it contains all facts.
    pub(crate) is_whole: bool,
    /// Up to which row of the log it goes.
    pub(crate) row: i64,
    /// Milliseconds since 1970.
    pub(crate) written: i64,
    /// Whether it is known to have arrived; else it was about to be sent.
    pub(crate) is_sent: bool,
}

/// A file of another device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ReadFile {
    /// Its size when it was read, in bytes.
    pub(crate) bytes: u64,
    /// Who wrote it; `None`: it can't be read.
    pub(crate) device: Option<Device>,
}

impl State {
    /// Of a library that was never synchronised with this set.
    pub fn new(library: LibraryId, device: Device) -> Self {
        Self {
            library,
            device,
            seen: Seen::default(),
            floor: Time::default(),
            next: 1,
            sent: 0,
            must_write_all: true,
            own: Vec::new(),
            read: BTreeMap::new(),
            chains: BTreeMap::new(),
            names: BTreeMap::new(),
        }
    }

    /// Whether the next file has all facts, those of others too.
    pub fn writes_all(&self) -> bool {
        self.must_write_all
    }

    /// The newest row of the log that is on the remote.
    pub fn sent_row(&self) -> i64 {
        if self.must_write_all { 0 } else { self.sent }
    }

    /// The other devices that have files there, the one with the newest change first.
    pub fn peers(&self) -> Vec<Peer> {
        let peer = |&device: &Device| {
            let (name, last) = self.names.get(&device).cloned().unwrap_or_default();
            Peer { device, name, last }
        };
        let mut peers: Vec<Peer> = self.chains.keys().map(peer).collect();
        peers.sort_by_key(|peer| std::cmp::Reverse(peer.last));
        peers
    }

    /// The files of another device.
    pub(crate) fn files_of(&self, device: Device) -> Vec<String> {
        let files = self.read.iter().filter(|(_, file)| file.device == Some(device));
        files.map(|(name, _)| name.clone()).collect()
    }

    /// The log lost its newest rows: what is written next may get their numbers.
    pub fn rows_end_at(&mut self, newest: i64) {
        self.sent = self.sent.min(newest);
    }

    /// The state is reset, under another name. What was seen is not taken over: a recovered
    /// library may have lost some of it.
    pub(crate) fn renewed(&self, device: Device) -> Self {
        Self { floor: self.floor, ..Self::new(self.library, device) }
    }

    /// The newest own file of all facts.
    pub(crate) fn newest_whole(&self) -> Option<&OwnFile> {
        self.own.iter().rev().find(|file| file.is_whole && file.is_sent)
    }
}
