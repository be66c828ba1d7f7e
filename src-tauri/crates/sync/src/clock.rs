//! The hybrid logical clock that orders facts, and the devices that write them.

use serde::{Deserialize, Serialize};

/// A moment of the hybrid logical clock: milliseconds since 1970 in the upper 48 bits, and in the
/// lower 16 a counter for what happens within one of them. A full counter carries over.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Time(pub i64);

/// How many lower bits of a [`Time`] are the counter.
pub const COUNTER_BITS: u32 = 16;
/// The year 4199. A clock that is wrong by more must not use up all numbers.
const MAX_MILLISECONDS: i64 = (1 << 46) - 1;

impl Time {
    /// The time of the next fact, where `self` is the newest known and `now` is the system's clock
    /// in milliseconds. It never goes back, even if the system's clock does.
    pub fn next(self, now: i64) -> Self {
        Self(self.0.saturating_add(1)).max(Self::at(now))
    }

    /// The first time of a millisecond.
    pub fn at(milliseconds: i64) -> Self {
        Self(milliseconds.clamp(0, MAX_MILLISECONDS) << COUNTER_BITS)
    }

    /// Milliseconds since 1970.
    pub fn milliseconds(self) -> i64 {
        self.0 >> COUNTER_BITS
    }

    /// The time a number of milliseconds earlier.
    pub fn earlier_by(self, milliseconds: i64) -> Self {
        Self(self.0.saturating_sub(milliseconds << COUNTER_BITS))
    }
}

/// One copy of a library, as a writer of facts.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Device(pub i64);
