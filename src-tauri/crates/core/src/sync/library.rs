//! The library as one of the devices.

use crate::Error;
use paperboy_store::Store;
use paperboy_sync::{Applied, Local, State, Unsent, View};
use std::sync::Arc;

pub(super) struct Library(pub(super) Arc<Store>);

impl Local for Library {
    type Error = Error;

    fn state(&mut self) -> Result<Option<State>, Error> {
        Ok(self.0.sync_state()?)
    }

    fn set_state(&mut self, state: &State) -> Result<(), Error> {
        Ok(self.0.set_sync_state(Some(state))?)
    }

    fn renew_device(&mut self) -> Result<(), Error> {
        Ok(self.0.renew_device()?)
    }

    fn facts_after(&mut self, row: i64) -> Result<Unsent, Error> {
        Ok(self.0.facts_after(row)?)
    }

    fn merge(&mut self, views: Vec<View>, state: State) -> Result<Applied, Error> {
        Ok(self.0.merge_facts(views, state)?)
    }
}
