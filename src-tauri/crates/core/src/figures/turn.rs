//! The turn of an entry of the queue, and whether arXiv answers.

use super::queue::{FigureWork, next};
use crate::{App, Error};
use std::cell::{Cell, RefCell};
use std::time::Duration;

/// How often it is looked whether something else goes first, during a request.
const LOOK_EVERY: Duration = Duration::from_millis(30);

/// The turn of one entry of the queue: it ends when something else is to go first.
pub(super) struct Turn<'a> {
    app: &'a App,
    /// What is left of the entry.
    work: RefCell<FigureWork>,
    /// The changes of the queue that were looked at.
    seen: Cell<u64>,
}

impl<'a> Turn<'a> {
    pub(super) fn of(app: &'a App, work: FigureWork) -> Self {
        Self { app, work: RefCell::new(work), seen: Cell::new(app.figure_changes()) }
    }

    /// What is left of the entry.
    pub(super) fn work(&self) -> FigureWork {
        self.work.borrow().clone()
    }

    /// Stores what is left of the entry, so that the next run continues there.
    pub(super) fn shrink(&self, left: FigureWork) -> Result<(), Error> {
        let before = self.work.replace(left.clone());
        self.app.change_queued_figures(|queue| {
            if let Some(entry) = queue.iter_mut().find(|entry| **entry == before) {
                *entry = left;
            }
        })
    }

    /// Whether something else goes first.
    pub(super) fn is_over(&self) -> bool {
        if self.app.fetches_else() {
            return true;
        }
        let changes = self.app.figure_changes();
        if changes == self.seen.get() {
            return false;
        }
        self.seen.set(changes);
        let work = self.work.borrow();
        self.app.queued_figures().is_ok_and(|queue| next(&queue) != Some(&*work))
    }

    /// Returns once something else goes first.
    pub(super) async fn over(&self) {
        while !self.is_over() {
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }
}

/// How arXiv answered lately, from run to run.
#[derive(Default)]
pub(super) struct Health {
    /// How many requests in a row met a fault that may pass.
    faults: Cell<u32>,
    /// How many runs in a row were stopped for that, or had to wait.
    stops: Cell<u32>,
}

impl Health {
    /// After so many faults in a row, it is arXiv that fails, and not a file.
    const MAX_FAULTS: u32 = 2;
    /// After so many stops a fault counts as one of the file all the same, so that files that are
    /// broken at arXiv keep no other from being asked for.
    const MAX_STOPS: u32 = 10;

    /// arXiv answered.
    pub(super) fn answered(&self) {
        self.faults.set(0);
        self.stops.set(0);
    }

    /// A request met a fault; true: the run ends.
    pub(super) fn fails(&self) -> bool {
        let faults = self.faults.get() + 1;
        self.faults.set(faults);
        faults >= Self::MAX_FAULTS
    }

    /// Whether faults count as those of their files.
    pub(super) fn counts(&self) -> bool {
        self.stops.get() >= Self::MAX_STOPS
    }

    /// A run was stopped; returns how long the next one waits.
    pub(super) fn stopped(&self, first: Duration, most: Duration) -> Duration {
        let stops = self.stops.get();
        self.stops.set(stops.saturating_add(1));
        first.saturating_mul(1 << stops.min(20)).min(most)
    }
}
