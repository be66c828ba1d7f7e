//! Facts, and which of them are in force. Pure: the merge of two devices' logs is [`in_force`] of
//! both together, in any order.

use super::clock::{Device, Time};
use super::subject::{Statement, Subject};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// A UUID from the fact's statement, time and device: the same fact has the same id on every
/// device, and a fact that was altered on the disk no longer matches its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct FactId(pub(crate) [u8; 16]);

impl FactId {
    /// Of the columns as they are stored. Each text has its length before it, so that no two rows
    /// run together into the same bytes.
    pub(crate) fn of(
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

/// One thing that the user set or removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fact {
    pub(crate) id: FactId,
    pub(crate) statement: Statement,
    pub(crate) time: Time,
    pub(crate) device: Device,
}

impl Fact {
    fn is_newer_than(&self, other: &Self) -> bool {
        (self.time, self.device, self.id) > (other.time, other.device, other.id)
    }
}

/// The newest fact of each subject, tombstones too: the last writer wins.
pub(crate) fn in_force(facts: impl IntoIterator<Item = Fact>) -> HashMap<Subject, Fact> {
    let mut newest: HashMap<Subject, Fact> = HashMap::new();
    for fact in facts {
        match newest.entry(fact.statement.subject()) {
            Entry::Vacant(entry) => {
                entry.insert(fact);
            }
            Entry::Occupied(mut entry) if fact.is_newer_than(entry.get()) => {
                entry.insert(fact);
            }
            Entry::Occupied(_) => {}
        }
    }
    newest
}
