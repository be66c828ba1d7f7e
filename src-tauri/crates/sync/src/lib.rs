//! Logs of what the user did on several devices: the rule by which they merge, the files that
//! carry them between devices, and the order of a synchronisation. Items are exchanged too: the
//! reports that a model wrote on a device, and the full texts and figures of papers.
//!
//! Each device writes files of its own, which never change, and reads those of all others, so two
//! devices never write the same file. Of two facts on one subject the newer is in force, by
//! hybrid logical clock and device. `docs/sync.md` describes the files.
//!
//! Pure: where files are kept is a [`Remote`], the library a [`Local`]; time and random bytes are
//! passed in.

mod chain;
mod clock;
mod fact;
mod items;
mod key_file;
mod lines;
mod merge;
mod run;
mod seal;
mod segment;
mod state;
mod text;

pub use chain::Problem;
pub use clock::{COUNTER_BITS, Device, Time};
pub use fact::{Fact, FactId, Stamp, Subject, TOMBSTONE_LIFETIME_MILLISECONDS, in_force};
pub use items::{
    Exchanged, ItemKind, ItemPreview, ItemState, Items, OwnItems, Taken, exchange_items,
    is_item_file_name, preview_items,
};
pub use key_file::{Cost, KEY_FILE, KeyFile, KeyRefused, RecoveryCode};
pub use lines::MAX_LINE_BYTES;
pub use merge::{Known, Seen, Step, View};
pub use run::{
    Applied, Listed, Local, Outcome, Preview, Remote, Request, Stop, Unsent, preview,
    remove_device, synchronise,
};
pub use seal::{MasterKey, Seal};
pub use segment::{MAX_FILE_BYTES, Refused, is_segment_name};
pub use state::{LibraryId, Peer, State};

/// Fills a slice with random bytes.
pub type Entropy<'a> = &'a mut dyn FnMut(&mut [u8]);

/// How far the clock of another device, or of this one, may be ahead of the present, in
/// milliseconds.
pub const MAX_AHEAD_MILLISECONDS: i64 = 24 * 3600 * 1000;

#[cfg(test)]
mod tests;
