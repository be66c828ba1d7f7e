//! Facts as they travel, and which of them are in force.

use crate::{Device, Time};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::Hash;

/// How long a tombstone is kept at least: a device that was away for longer learns by other means
/// what was removed (`merge.rs`).
pub const TOMBSTONE_LIFETIME_MILLISECONDS: i64 = 90 * 24 * 3600 * 1000;

/// A UUID from the fact's statement, time and device: the same fact has the same id on every
/// device, and a fact that was altered on the disk no longer matches its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FactId(pub [u8; 16]);

impl FactId {
    /// Of the columns as they are stored. Each text has its length before it, so that no two rows
    /// run together into the same bytes.
    pub fn of(
        paper_id: &[u8],
        subject: &[u8],
        value: Option<&[u8]>,
        time: Time,
        device: Device,
    ) -> Self {
        let mut hash = Sha256::new();
        for text in [Some(paper_id), Some(subject), value] {
            match text {
                Some(text) => {
                    hash.update([1]);
                    hash.update((text.len() as u64).to_le_bytes());
                    hash.update(text);
                }
                None => hash.update([0]),
            }
        }
        hash.update(time.0.to_le_bytes());
        hash.update(device.0.to_le_bytes());
        let digest = hash.finalize();
        let mut id = [0; 16];
        id.copy_from_slice(&digest[..16]);
        // RFC 9562: version 8, whose bits are free to use.
        id[6] = id[6] & 0x0f | 0x80;
        id[8] = id[8] & 0x3f | 0x80;
        Self(id)
    }
}

/// What decides which of two facts on one subject is in force: the greater stamp is newer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stamp {
    /// When it was written, by the hybrid logical clock.
    pub time: Time,
    /// Which device wrote it.
    pub device: Device,
    /// Two facts of one device and moment have different contents.
    pub id: FactId,
}

/// What a fact is about, as the log names it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Subject {
    /// The paper's arXiv id; empty where the subject belongs to no paper.
    pub paper_id: String,
    /// The kind of fact, and what else it is about.
    pub text: String,
}

/// One thing that a user set or removed, in the form that every version of Paperboy can pass on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// What it is about.
    pub subject: Subject,
    /// JSON; `None`: a tombstone.
    pub value: Option<String>,
    /// When, and by which device.
    pub stamp: Stamp,
}

impl Fact {
    /// A fact with the id that belongs to it.
    pub fn new(subject: Subject, value: Option<String>, time: Time, device: Device) -> Self {
        let id = FactId::of(
            subject.paper_id.as_bytes(),
            subject.text.as_bytes(),
            value.as_deref().map(str::as_bytes),
            time,
            device,
        );
        Self { subject, value, stamp: Stamp { time, device, id } }
    }

    /// Whether it says that there is nothing any more.
    pub fn is_tombstone(&self) -> bool {
        self.value.is_none()
    }
}

/// The newest fact of each subject, tombstones too: the last writer wins. The merge of two logs is
/// this of both together, in any order.
pub fn in_force<S: Hash + Eq, F>(
    facts: impl IntoIterator<Item = F>,
    subject: impl Fn(&F) -> S,
    stamp: impl Fn(&F) -> Stamp,
) -> HashMap<S, F> {
    let mut newest: HashMap<S, F> = HashMap::new();
    for fact in facts {
        match newest.entry(subject(&fact)) {
            Entry::Vacant(entry) => {
                entry.insert(fact);
            }
            Entry::Occupied(mut entry) if stamp(&fact) > stamp(entry.get()) => {
                entry.insert(fact);
            }
            Entry::Occupied(_) => {}
        }
    }
    newest
}
