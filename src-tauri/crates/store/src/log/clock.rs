//! The hybrid logical clock that orders facts, and the devices that write them.

/// A moment of the hybrid logical clock: milliseconds since 1970 in the upper 48 bits, and in the
/// lower 16 a counter for what happens within one of them. A full counter carries over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Time(pub(crate) i64);

const COUNTER_BITS: u32 = 16;
/// The year 4199. A clock that is wrong by more must not use up all numbers.
const MAX_MILLISECONDS: i64 = (1 << 46) - 1;

impl Time {
    /// The time of the next fact, where `self` is the newest known and `now` is the system's clock
    /// in milliseconds. It never goes back, even if the system's clock does.
    pub(crate) fn next(self, now: i64) -> Self {
        Self(self.0.saturating_add(1)).max(Self::at(now))
    }

    /// The first time of a millisecond.
    pub(crate) fn at(milliseconds: i64) -> Self {
        Self(milliseconds.clamp(0, MAX_MILLISECONDS) << COUNTER_BITS)
    }

    /// The time a number of milliseconds earlier.
    pub(crate) fn earlier_by(self, milliseconds: i64) -> Self {
        Self(self.0.saturating_sub(milliseconds << COUNTER_BITS))
    }
}

/// One copy of a library, as a writer of facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Device(pub(crate) i64);
