//! The library as one of the devices.

use crate::Error;
use jiff::Timestamp;
use paperboy_store::Store;
use paperboy_sync::{Applied, Local, State, Unsent, View};
use std::sync::Arc;

pub(super) struct Library {
    pub(super) store: Arc<Store>,
    pub(super) now: Timestamp,
}

impl Local for Library {
    type Error = Error;

    fn state(&mut self) -> Result<Option<State>, Error> {
        Ok(self.store.sync_state()?)
    }

    fn set_state(&mut self, state: &State) -> Result<(), Error> {
        // Where nothing is new, nothing is written: each write is a change of the library.
        if self.state()?.as_ref() == Some(state) {
            return Ok(());
        }
        Ok(self.store.set_sync_state(Some(state))?)
    }

    fn renew_device(&mut self, sent: i64) -> Result<(), Error> {
        Ok(self.store.renew_device(sent)?)
    }

    fn facts_after(&mut self, row: i64) -> Result<Unsent, Error> {
        Ok(self.store.facts_after(row)?)
    }

    fn count_own_after(&mut self, row: i64) -> Result<u64, Error> {
        Ok(self.store.count_facts_after(row, false)?)
    }

    fn merge(&mut self, views: Vec<View>, mut state: State) -> Result<Applied, Error> {
        if views.is_empty() {
            state.rows_end_at(self.facts_after(i64::MAX)?.newest);
            self.set_state(&state)?;
            return Ok(Applied { state, taken: 0, dropped: 0, unreadable: 0 });
        }
        Ok(self.store.merge_facts(views, state)?)
    }
}
