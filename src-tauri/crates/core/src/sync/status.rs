//! The state of the synchronisation: what the window shows and the command prints.

use super::{AUTOMATIC, ENCRYPTED, FOLDER, LAST};
use crate::wire::{SyncDevice, SyncProblem, SyncState, SyncStatus, SyncTrouble, Synced};
use crate::{App, Error};
use jiff::{SignedDuration, Timestamp};
use paperboy_net::StorageTrouble;
use paperboy_store::StoreError;
use paperboy_sync::{ItemKind, Peer, State};
use serde::{Deserialize, Serialize};

/// While nothing is new, the moment of the last synchronisation is stored at most this often: a
/// stored moment is a change of the library, after which the window asks again.
const STORE_INTERVAL: SignedDuration = SignedDuration::from_mins(10);

/// How the last synchronisation ended.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Last {
    /// When one last ended well.
    at: Option<Timestamp>,
    /// Why the last one did not.
    pub(super) failed: Option<SyncTrouble>,
    /// Files that were not used.
    problems: Vec<SyncProblem>,
}

impl App {
    /// Whether everything is synchronised, and if not, why.
    pub fn sync_status(&self) -> Result<SyncStatus, Error> {
        let store = self.store();
        let folder = store.setting(FOLDER)?;
        let mut last = self.last_sync()?;
        if let Some(failed) = &mut last.failed {
            self.update_wait(failed)?;
        }
        let sync_state = store.sync_state()?;
        let pending = if folder.is_some() { self.pending_sync()? } else { 0 };
        let shared = self.shared_items()?;
        let is_running = self.jobs.lock().sync.is_some();
        let state = match (&folder, &last.failed, last.at) {
            (None, ..) => SyncState::Off,
            (Some(_), ..) if is_running => SyncState::Running,
            (Some(_), Some(why), _) => SyncState::Failed { why: why.clone() },
            (Some(_), None, None) => SyncState::New,
            (Some(_), None, Some(_)) if pending > 0 => SyncState::Pending,
            (Some(_), None, Some(_)) => SyncState::InSync,
        };
        let peers = sync_state.filter(|_| folder.is_some()).map(|state| state.peers());
        Ok(SyncStatus {
            folder,
            is_encrypted: store.setting(ENCRYPTED)?.is_some(),
            is_automatic: self.setting(AUTOMATIC)? == "on",
            shares_reports: shared.contains(&ItemKind::Reports),
            shares_articles: shared.contains(&ItemKind::Articles),
            shares_figures: shared.contains(&ItemKind::Figures),
            state,
            pending,
            last: last.at.map(|at| at.to_string()),
            failed: last.failed.map(|why| why.to_string()),
            devices: peers.unwrap_or_default().into_iter().map(SyncDevice::from).collect(),
            problems: last.problems,
        })
    }

    /// The time until a busy server may get requests again is given as of now.
    fn update_wait(&self, failed: &mut SyncTrouble) -> Result<(), Error> {
        if let SyncTrouble::Storage { why: StorageTrouble::Busy { host, seconds } } = failed {
            *seconds = self.wait_of(host)?.unwrap_or(1);
        }
        Ok(())
    }

    /// How many changes made here, and items of this device, are not on their way to the others.
    /// What others did is on the way to nobody.
    pub(super) fn pending_sync(&self) -> Result<u32, Error> {
        let store = self.store();
        let state = store.sync_state()?;
        let sent = state.as_ref().map_or(0, State::sent_row);
        let writes_all = state.is_none_or(|state| state.writes_all());
        let mut pending = store.count_facts_after(sent, writes_all)?;
        let device = store.facts_after(i64::MAX)?.device;
        for kind in self.shared_items()? {
            let sent = store.item_state(kind)?.map_or(0, |state| state.sent_row_of(device));
            pending += match kind {
                ItemKind::Reports => store.count_written_after(sent)?,
                ItemKind::Articles => store.count_articles_after(sent)?,
                ItemKind::Figures => store.count_images_after(sent)?,
            };
        }
        Ok(u32::try_from(pending).unwrap_or(u32::MAX))
    }

    /// How the last synchronisation ended.
    pub(super) fn last_sync(&self) -> Result<Last, Error> {
        let text = self.store().setting(LAST)?;
        Ok(text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default())
    }

    /// Why the last synchronisation failed is no longer so.
    pub(super) fn forget_sync_failure(&self) -> Result<(), Error> {
        let last = Last { failed: None, ..self.last_sync()? };
        let text = serde_json::to_string(&last).unwrap_or_default();
        Ok(self.store().set_setting(LAST, Some(&text))?)
    }

    /// Remembers how a synchronisation ended; returns why it failed, unless the user
    /// knows the reason already.
    pub(super) fn remember_sync(&self, synced: &Result<Synced, Error>) -> Option<SyncTrouble> {
        let last = self.last_sync().unwrap_or_default();
        let (now, new) = match synced {
            Ok(synced) => {
                let problems = synced.problems.clone();
                let now = Last { at: Some(self.now()), failed: None, problems };
                let was_recent = last.at.is_some_and(|at| {
                    let age = self.now().duration_since(at);
                    !age.is_negative() && age < STORE_INTERVAL
                });
                let is_same = last.failed.is_none() && last.problems == now.problems;
                if was_recent && is_same && synced.is_without_change() {
                    return None;
                }
                (now, None)
            }
            Err(error) => {
                let why = SyncTrouble::from(error);
                if why.is_passing() {
                    return None;
                }
                let is_known = last.failed.as_ref().is_some_and(|known| known.is_repeated_by(&why));
                (Last { failed: Some(why.clone()), ..last }, (!is_known).then_some(why))
            }
        };
        let text = serde_json::to_string(&now).unwrap_or_default();
        self.note("sync", self.store().set_setting(LAST, Some(&text)).map_err(Error::from));
        new
    }
}

impl From<&Error> for SyncTrouble {
    fn from(error: &Error) -> Self {
        match error {
            Error::Sync(why) => why.clone(),
            Error::Store(StoreError::DiskFull) => Self::DiskFull,
            Error::Store(StoreError::Stopped) => Self::Stopped,
            _ => Self::Library,
        }
    }
}

impl From<Peer> for SyncDevice {
    fn from(peer: Peer) -> Self {
        let last = Timestamp::from_millisecond(peer.last.milliseconds()).ok();
        Self {
            id: peer.device.0.to_string(),
            name: peer.name,
            last: last.filter(|_| peer.last.milliseconds() > 0).map(|at| at.to_string()),
        }
    }
}
