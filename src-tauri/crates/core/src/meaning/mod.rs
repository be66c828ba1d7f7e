//! Finding papers by what they mean: the model file, or a service instead of it, the cache of the
//! papers' vectors, and hits by meaning among the others. Without a model everything else works.

mod file;
mod follow;
mod hits;
mod model;
mod service;
mod text;

pub(crate) use hits::{Merged, Near, Nearby};
pub use model::encoder_files;

use model::LoadedEncoder;
use service::Connection;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

/// How often it is looked whether the machine still saves power.
const POWER_CHECK_INTERVAL: Duration = Duration::from_secs(60);

/// The encoder, and the thread that keeps the vectors up to date.
#[derive(Default)]
pub(crate) struct Meaning {
    encoder: LoadedEncoder,
    connection: Connection,
    /// What the last writer knew of the vectors.
    remembered: Mutex<Option<file::Remembered>>,
    is_wanted: Mutex<bool>,
    called: Condvar,
    ended: AtomicBool,
    /// Whether all records were read since the start: what a disk lost is made again.
    is_checked: AtomicBool,
    /// Whether the machine is known not to save power.
    may_work: AtomicBool,
}

impl Meaning {
    /// Brings the vectors up to date in the background.
    pub(crate) fn wake(&self) {
        *self.is_wanted.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.called.notify_all();
    }

    /// As [`wake`](Self::wake), after a change of the service, its key or the budget.
    pub(crate) fn renew(&self) {
        self.connection.reset();
        self.wake();
    }

    /// Ends the work; what is done is kept.
    pub(crate) fn end(&self) {
        self.ended.store(true, Ordering::Relaxed);
        self.wake();
    }

    /// Notes whether the machine saves power: then nothing is encoded.
    pub(crate) fn save_power(&self, saves: bool) {
        if self.may_work.swap(!saves, Ordering::Relaxed) == saves {
            self.wake();
        }
    }

    fn is_stopped(&self) -> bool {
        self.ended.load(Ordering::Relaxed)
    }

    fn may_work(&self) -> bool {
        !self.is_stopped() && self.may_work.load(Ordering::Relaxed)
    }

    /// Waits for a call; false when it is time to end.
    fn wait(&self) -> bool {
        let wanted = self.is_wanted.lock().unwrap_or_else(PoisonError::into_inner);
        let (mut wanted, _) = self
            .called
            .wait_timeout_while(wanted, POWER_CHECK_INTERVAL, |wanted| !*wanted)
            .unwrap_or_else(PoisonError::into_inner);
        *wanted = false;
        !self.is_stopped()
    }
}
