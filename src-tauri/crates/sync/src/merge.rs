//! The merge of this device's facts with those of another device.
//!
//! For each subject the last writer wins. A tombstone is forgotten after ninety days, and a device
//! that was away for longer may still hold what it removed. So each device says with its facts
//! which facts of every device it has seen ([`Seen`]), and up to when its tombstones may be
//! forgotten (`floor`): a fact from before that moment which was seen and is no longer there was
//! removed. A fact that nobody there has seen is new, however old it is. Facts younger than the
//! floor are never removed for being absent, so that a device which lost some takes none from
//! others.

use crate::{Device, Fact, Stamp, Subject, Time};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};

/// Up to when the facts of each device were seen: all of them, for a device writes its facts in
/// the order of their times.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Seen(BTreeMap<Device, Time>);

impl Seen {
    /// Whether a fact was seen.
    pub fn covers(&self, stamp: &Stamp) -> bool {
        self.0.get(&stamp.device).is_some_and(|time| *time >= stamp.time)
    }

    /// A device's facts were seen up to a time.
    pub fn raise(&mut self, device: Device, time: Time) {
        let seen = self.0.entry(device).or_insert(time);
        *seen = time.max(*seen);
    }

    /// Adds the facts that another device saw.
    pub fn extend(&mut self, other: &Self) {
        for (device, time) in &other.0 {
            self.raise(*device, *time);
        }
    }

    /// How many devices are in it.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }
}

/// What another device knows.
#[derive(Debug, Clone)]
pub struct View {
    /// Its newest facts.
    pub facts: HashMap<Subject, Fact>,
    /// What it has seen.
    pub seen: Seen,
    /// Its tombstones from before this moment may be forgotten.
    pub floor: Time,
    /// Whether these are all facts in force there; else some are left out.
    pub is_whole: bool,
}

/// What is known here: the newest stamp of each subject.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// The stamps of the facts in force, tombstones too.
    pub facts: HashMap<Subject, Stamp>,
    /// What was seen here.
    pub seen: Seen,
    /// Tombstones from before this moment may be forgotten.
    pub floor: Time,
}

/// A change that the merge makes on this device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// A fact that is new here and in force.
    Take(Fact),
    /// The fact in force on a subject was removed long ago.
    Drop(Subject),
}

impl Known {
    /// Merges what another device knows into what is known here, and returns what that changes, by
    /// subject.
    pub fn merge(&mut self, theirs: View) -> Vec<Step> {
        let mut steps = Vec::new();
        if theirs.is_whole {
            let removed = |subject: &Subject, stamp: &Stamp| {
                stamp.time < theirs.floor
                    && !theirs.facts.contains_key(subject)
                    && theirs.seen.covers(stamp)
            };
            let gone = self.facts.extract_if(|subject, stamp| removed(subject, stamp));
            steps.extend(gone.map(|(subject, _)| Step::Drop(subject)));
        }
        // In the order of a library's indexes, which a merge of many then fills page by page.
        let mut facts: Vec<(Subject, Fact)> = theirs.facts.into_iter().collect();
        facts.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        for (subject, fact) in facts {
            let is_new = match self.facts.get(&subject) {
                Some(here) => fact.stamp > *here,
                None => !(fact.stamp.time < self.floor && self.seen.covers(&fact.stamp)),
            };
            if is_new {
                self.facts.insert(subject, fact.stamp);
                steps.push(Step::Take(fact));
            }
        }
        self.seen.extend(&theirs.seen);
        if theirs.is_whole {
            self.floor = self.floor.max(theirs.floor);
        }
        steps
    }
}
