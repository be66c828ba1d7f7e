//! Synchronising what the user did with other devices, through a folder that some other program
//! (Syncthing, a cloud's client, a shared drive) brings to all of them.

mod folder;
mod key;
mod library;

pub(crate) use key::UnlockedKey;

use crate::wire::{
    Event, JobKind, SyncPreview, SyncProblem, SyncSetup, SyncStatus, SyncTrouble, Synced,
};
use crate::{App, Error, Job};
use folder::Folder;
use jiff::Timestamp;
use library::Library;
use paperboy_sync::{Cost, KeyFile, Outcome, Request, Seal, preview, synchronise};
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::path::Path;
use std::sync::Arc;

/// The settings: where the files are, and how the last synchronisation ended. Neither is a secret,
/// and neither leaves this machine.
const FOLDER: &str = "sync.folder";
const LAST: &str = "sync.last";
/// The program that holds this file synchronises the library.
const LOCK: &str = "sync.lock";
/// The shortest passphrase, in characters.
const MIN_PASSPHRASE_CHARS: usize = 8;
/// A folder costs nothing per request.
const MAX_REMOVALS: usize = 1000;
/// How many files that were not used are named.
const MAX_NAMED: usize = 20;

/// How the last synchronisation ended.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Last {
    /// When one last ended well.
    at: Option<Timestamp>,
    /// Why the last one did not, in English.
    failed: Option<String>,
    /// Files that were not used.
    problems: Vec<SyncProblem>,
}

impl App {
    /// Chooses the folder to synchronise through. A folder that no device has set up yet becomes a
    /// new set, encrypted when there is a passphrase; one that is encrypted needs its passphrase or
    /// recovery code. Nothing is sent or taken yet.
    pub fn set_up_sync(&self, folder: &Path, passphrase: Option<&str>) -> Result<SyncSetup, Error> {
        let place = self.sync_folder(folder)?;
        let found = place.key_file()?.map(|bytes| KeyFile::parse(&bytes)).transpose()?;
        let is_new = found.is_none();
        let mut recovery_code = None;
        let (file, key) = match (found, passphrase) {
            (Some(file), Some(secret)) if file.is_encrypted() => {
                let key = file.unlock(secret)?;
                (file, Some(key))
            }
            (Some(file), _) if file.is_encrypted() => match self.sync_key(file.library())? {
                Some(key) => (file, Some(key)),
                None => return Err(SyncTrouble::NeedsPassphrase.into()),
            },
            (Some(_), Some(_)) => return Err(SyncTrouble::NotEncrypted.into()),
            (Some(file), None) => (file, None),
            (None, Some(passphrase)) => {
                if passphrase.chars().count() < MIN_PASSPHRASE_CHARS {
                    return Err(SyncTrouble::ShortPassphrase.into());
                }
                let cost = Cost::USUAL;
                let (file, key, code) = KeyFile::encrypted(passphrase, cost, &mut random);
                recovery_code = Some(code.as_str().to_owned());
                (file, Some(key))
            }
            (None, None) => (KeyFile::plain(&mut random), None),
        };
        if is_new {
            place.put_key_file(&file.to_bytes())?;
        }
        let key_trouble = key.and_then(|key| self.keep_sync_key(file.library(), key).err());
        if let Some(why) = key_trouble {
            tracing::warn!(?why, "the key of the synchronisation is not in the keyring");
        }
        let path = place.path().display().to_string();
        self.store().set_setting(FOLDER, Some(&path))?;
        self.store().set_setting(LAST, None)?;
        self.emit(&Event::Settings);
        let is_encrypted = file.is_encrypted();
        Ok(SyncSetup { folder: path, is_new, is_encrypted, recovery_code, key_trouble })
    }

    /// Ends the synchronisation on this device. What is in the folder stays there.
    pub fn forget_sync(&self) -> Result<(), Error> {
        if let Some(library) = self.store().sync_state()?.map(|state| state.library) {
            self.forget_sync_key(library);
        }
        for setting in [FOLDER, LAST] {
            self.store().set_setting(setting, None)?;
        }
        self.store().set_sync_state(None)?;
        self.emit(&Event::Settings);
        Ok(())
    }

    /// Whether everything is synchronised, and if not, why.
    pub fn sync_status(&self) -> Result<SyncStatus, Error> {
        let store = self.store();
        let folder = store.setting(FOLDER)?;
        let last: Last = store
            .setting(LAST)?
            .and_then(|text| serde_json::from_str(&text).ok())
            .unwrap_or_default();
        let sent = store.sync_state()?.map_or(0, |state| state.sent_row());
        // What others did is on the way to nobody.
        let unsent = store.facts_after(sent)?;
        let is_first = sent == 0;
        let is_pending =
            |fact: &&paperboy_sync::Fact| is_first || fact.stamp.device == unsent.device;
        let pending = unsent.facts.iter().filter(is_pending).count();
        Ok(SyncStatus {
            pending: if folder.is_some() { u32::try_from(pending).unwrap_or(u32::MAX) } else { 0 },
            folder,
            last: last.at.map(|at| at.to_string()),
            failed: last.failed,
            problems: last.problems,
        })
    }

    /// What a synchronisation would change here; nothing is changed.
    pub fn preview_sync(&self, job: &Job) -> Result<SyncPreview, Error> {
        let (mut place, seal) = self.sync_place()?;
        let store = self.store();
        let found = self.with_request(&seal, job, |request| {
            preview(&mut Library(store.clone()), &mut place, request)
        })?;
        let is_first = store.sync_state()?.is_none_or(|state| state.library != seal.library);
        let changes = match found.state {
            Some(state) => store.preview_merge(found.views, &state)?,
            None => Default::default(),
        };
        let added = changes.added.into_iter().map(|(kind, count)| (kind.to_owned(), count as u32));
        Ok(SyncPreview {
            is_first,
            added: added.collect(),
            replaced: changes.replaced as u32,
            removed: changes.removed as u32,
            pending: self.sync_status()?.pending,
        })
    }

    /// Takes what other devices did, and sends what was done here. Before the first time, the
    /// library is backed up. It may be stopped or killed at any moment; the next one goes on.
    pub fn synchronise(&self, job: &Job) -> Result<Synced, Error> {
        let _running = self.sync_lock()?;
        let synced = self.synchronise_alone(job);
        self.remember_sync(&synced);
        if synced.as_ref().is_ok_and(|synced| synced.received + synced.removed > 0) {
            self.background.wake();
        }
        self.emit(&Event::Changed);
        synced
    }

    /// One program at a time: what it remembers of its files is not to be mixed up.
    fn sync_lock(&self) -> Result<File, Error> {
        let path = self.places.library.join(LOCK);
        let open = File::options().create(true).truncate(false).write(true).open(&path);
        let file = open.map_err(|source| Error::File { path, source })?;
        file.try_lock().map_err(|_| SyncTrouble::Running)?;
        Ok(file)
    }

    fn synchronise_alone(&self, job: &Job) -> Result<Synced, Error> {
        let (mut place, seal) = self.sync_place()?;
        let store = self.store();
        let is_first = store.sync_state()?.is_none_or(|state| state.library != seal.library);
        // A library in which nothing was done has nothing to lose.
        let backup = if is_first && store.facts_after(i64::MAX)?.newest > 0 {
            Some(store.backup_now(self.now(), &|_| !job.is_cancelled())?)
        } else {
            None
        };
        let outcome = self.with_request(&seal, job, |request| {
            synchronise(&mut Library(store.clone()), &mut place, request)
        })?;
        let Outcome { received, dropped, sent, unreadable, is_renewed, problems } = outcome;
        Ok(Synced {
            received: received as u32,
            removed: dropped as u32,
            sent: sent as u32,
            unreadable: unreadable as u32,
            is_renewed,
            backup: backup.map(|path| path.display().to_string()),
            problems: problems
                .into_iter()
                .take(MAX_NAMED)
                .map(|problem| SyncProblem { file: problem.file, why: problem.why.to_string() })
                .collect(),
        })
    }

    /// Synchronises in the background.
    pub fn start_sync(self: &Arc<Self>) -> Result<(), Error> {
        let mut jobs = self.jobs.lock();
        if jobs.sync.is_some() {
            return Ok(());
        }
        let job = self.watched_job(JobKind::Sync);
        jobs.sync = Some(job.clone());
        drop(jobs);
        let app = self.clone();
        std::thread::spawn(move || {
            let (worker, of) = (app.clone(), job.clone());
            let ended = job.wait_for(move || worker.synchronise(&of));
            app.jobs.lock().sync = None;
            if let Some(Err(error)) = ended
                && !job.is_cancelled()
            {
                app.failed(&error);
            }
            app.emit(&Event::Changed);
        });
        Ok(())
    }

    fn with_request<T>(
        &self,
        seal: &Seal,
        job: &Job,
        run: impl FnOnce(&mut Request<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        run(&mut Request {
            seal,
            device_name: &self.user.device_name,
            now: self.now().as_millisecond(),
            max_removals: MAX_REMOVALS,
            watch: &mut |done, total| {
                job.at(done, total, "");
                !job.is_cancelled()
            },
            entropy: &mut random,
        })
    }

    /// The folder, and the key of its files.
    fn sync_place(&self) -> Result<(Folder, Seal), Error> {
        let folder = self.store().setting(FOLDER)?.ok_or(SyncTrouble::NotSetUp)?;
        let place = self.sync_folder(Path::new(&folder))?;
        let bytes = place.key_file()?.ok_or(SyncTrouble::NoKeyFile { folder })?;
        let file = KeyFile::parse(&bytes)?;
        if self.store().sync_state()?.is_some_and(|state| state.library != file.library()) {
            return Err(SyncTrouble::OtherSet.into());
        }
        let key = if file.is_encrypted() { self.sync_key(file.library())? } else { None };
        Ok((place, file.seal_with(key)?))
    }

    fn sync_folder(&self, folder: &Path) -> Result<Folder, Error> {
        let missing = || SyncTrouble::NoFolder { folder: folder.display().to_string() };
        let real = folder.canonicalize().map_err(|_| missing())?;
        if !real.is_dir() {
            return Err(missing().into());
        }
        let library = self.places.library.canonicalize().unwrap_or_default();
        if !library.as_os_str().is_empty() && real.starts_with(&library) {
            return Err(SyncTrouble::InLibrary.into());
        }
        Ok(Folder::new(real, self.now().into()))
    }

    fn remember_sync(&self, synced: &Result<Synced, Error>) {
        let mut last: Last = self
            .store()
            .setting(LAST)
            .ok()
            .flatten()
            .and_then(|text| serde_json::from_str(&text).ok())
            .unwrap_or_default();
        match synced {
            Ok(synced) => {
                last =
                    Last { at: Some(self.now()), failed: None, problems: synced.problems.clone() };
            }
            Err(Error::Sync(SyncTrouble::Stopped | SyncTrouble::Running)) => return,
            Err(error) => last.failed = Some(error.wire().message),
        }
        let text = serde_json::to_string(&last).unwrap_or_default();
        self.note("sync", self.store().set_setting(LAST, Some(&text)).map_err(Error::from));
    }
}

/// Random bytes of the system.
fn random(bytes: &mut [u8]) {
    getrandom::fill(bytes).expect("the system has random numbers, without which nothing is safe");
}
