//! Facts of known kinds. The rule by which they merge is [`paperboy_sync::in_force`]'s.

use super::subject::{Statement, Subject};
use paperboy_sync::{Device, FactId, Stamp, Time};
use std::collections::HashMap;

/// One thing that the user set or removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fact {
    pub(crate) id: FactId,
    pub(crate) statement: Statement,
    pub(crate) time: Time,
    pub(crate) device: Device,
}

impl Fact {
    fn stamp(&self) -> Stamp {
        Stamp { time: self.time, device: self.device, id: self.id }
    }
}

/// The newest fact of each subject, tombstones too.
pub(crate) fn in_force(facts: impl IntoIterator<Item = Fact>) -> HashMap<Subject, Fact> {
    paperboy_sync::in_force(facts, |fact| fact.statement.subject(), Fact::stamp)
}
