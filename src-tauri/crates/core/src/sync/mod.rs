//! Synchronising what the user did with other devices: through a folder that some other program
//! (Syncthing, a cloud's client, a shared drive) brings to all of them, or through one on a server.

mod automatic;
mod folder;
mod key;
mod library;
mod place;
mod server;
mod status;

pub(crate) use automatic::AutomaticSync;
pub(crate) use key::UnlockedKey;
pub(crate) use place::EnteredPasswords;

use crate::wire::{
    Event, JobKind, SyncOffer, SyncPreview, SyncProblem, SyncSetup, SyncTrouble, Synced,
};
use crate::{App, Error, Job};
use library::Library;
use paperboy_net::StorageAddress;
use paperboy_sync::{
    Cost, Device, KEY_FILE, KeyFile, Outcome, Remote, Request, Seal, is_segment_name, preview,
    remove_device, synchronise,
};
use place::{Place, address_of};
use std::fs::File;
use std::path::Path;
use std::sync::{Arc, PoisonError};
use std::time::{Duration, Instant};

/// The settings: where the files are, and how the last synchronisation ended. Neither is a secret,
/// and neither leaves this machine.
const FOLDER: &str = "sync.folder";
const LAST: &str = "sync.last";
/// Whether its files are encrypted.
const ENCRYPTED: &str = "sync.encrypted";
/// Before which moment the server asked to be left alone.
const NOT_BEFORE: &str = "sync.not_before";
const AUTOMATIC: &str = "sync.automatic";
/// The program that holds this file synchronises the library.
const LOCK: &str = "sync.lock";
/// The shortest passphrase, in characters.
const MIN_PASSPHRASE_CHARS: usize = 8;
/// How long another synchronisation of this library is waited for, and how often it is looked.
const LOCK_TIMEOUT: Duration = Duration::from_secs(10);
const LOCK_INTERVAL: Duration = Duration::from_millis(20);
/// How many files that were not used are named.
const MAX_NAMED: usize = 20;

impl App {
    /// What is in a folder that may be chosen: the path of one of this computer, or the address of
    /// one on a server with user and password. It is remembered for
    /// [`set_up_offered_sync`](Self::set_up_offered_sync).
    pub fn offer_sync(&self, place: &str, user: &str, password: &str) -> Result<SyncOffer, Error> {
        let text = self.enter_sync_place(place, user, password)?;
        let place = self.sync_place_of(&text, &Job::unwatched(JobKind::Sync))?;
        let found = self.key_file_at(&place)?;
        let encrypted = found.as_ref().filter(|file| file.is_encrypted());
        let key = encrypted.map(|file| self.sync_key(file.library())).transpose()?;
        let offer = SyncOffer {
            folder: place.name(),
            is_server: place.is_server(),
            is_new: found.is_none(),
            is_encrypted: encrypted.is_some(),
            needs_passphrase: key.is_some_and(|key| key.is_none()),
        };
        *self.sync_offer.lock().unwrap_or_else(PoisonError::into_inner) = Some(text);
        Ok(offer)
    }

    /// Whether a text is meant as the address of a folder on a server.
    pub fn is_sync_address(text: &str) -> bool {
        StorageAddress::is_meant(text)
    }

    /// The text of a place as it is stored; the password is kept in memory.
    fn enter_sync_place(&self, place: &str, user: &str, password: &str) -> Result<String, Error> {
        if !StorageAddress::is_meant(place) {
            return Ok(place.to_owned());
        }
        let text = address_of(place)?.for_user(user).text();
        self.enter_sync_password(&text, password);
        Ok(text)
    }

    /// Chooses the folder that was offered last.
    pub fn set_up_offered_sync(&self, passphrase: Option<&str>) -> Result<SyncSetup, Error> {
        let offered = self.sync_offer.lock().unwrap_or_else(PoisonError::into_inner).clone();
        self.set_up_sync_at(&offered.ok_or(SyncTrouble::NotSetUp)?, passphrase)
    }

    /// As [`set_up_sync`](Self::set_up_sync), for the address of a folder on a server.
    pub fn set_up_sync_server(
        &self,
        address: &str,
        user: &str,
        password: &str,
        passphrase: Option<&str>,
    ) -> Result<SyncSetup, Error> {
        let text = self.enter_sync_place(address, user, password)?;
        self.set_up_sync_at(&text, passphrase)
    }

    /// Chooses the folder to synchronise through. A folder that no device has set up yet becomes a
    /// new set, encrypted when there is a passphrase; one that is encrypted needs its passphrase or
    /// recovery code. Nothing is sent or taken yet.
    pub fn set_up_sync(&self, folder: &Path, passphrase: Option<&str>) -> Result<SyncSetup, Error> {
        self.set_up_sync_at(&folder.display().to_string(), passphrase)
    }

    fn set_up_sync_at(&self, text: &str, passphrase: Option<&str>) -> Result<SyncSetup, Error> {
        let mut place = self.sync_place_of(text, &Job::unwatched(JobKind::Sync))?;
        let found = self.key_file_at(&place)?;
        let is_new = found.is_none();
        // A key file that has not arrived yet, or that a server hides, must not be replaced.
        if is_new
            && place.list()?.iter().any(|file| file.name == KEY_FILE || is_segment_name(&file.name))
        {
            return Err(SyncTrouble::KeyFileMissing.into());
        }
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
        let key_trouble = key_trouble.or(self.keep_sync_password(&place.name()));
        if let Some(why) = key_trouble {
            tracing::warn!(?why, "the key of the synchronisation is not in the keyring");
        }
        let path = place.name();
        self.store().set_setting(FOLDER, Some(&path))?;
        self.store().set_setting(LAST, None)?;
        let is_encrypted = file.is_encrypted();
        self.store().set_setting(ENCRYPTED, is_encrypted.then_some("on"))?;
        self.sync_changed();
        Ok(SyncSetup { folder: path, is_new, is_encrypted, recovery_code, key_trouble })
    }

    /// Ends the synchronisation on this device. What is in the folder stays there.
    pub fn forget_sync(&self) -> Result<(), Error> {
        if let Some(library) = self.store().sync_state()?.map(|state| state.library) {
            self.forget_sync_key(library);
        }
        if let Some(place) = self.store().setting(FOLDER)? {
            self.forget_sync_password(&place);
        }
        for setting in [FOLDER, LAST, ENCRYPTED, NOT_BEFORE] {
            self.store().set_setting(setting, None)?;
        }
        self.store().set_sync_state(None)?;
        self.sync_changed();
        Ok(())
    }

    fn sync_changed(&self) {
        self.sync_soon();
        self.emit(&Event::Settings);
        self.emit(&Event::Changed);
    }

    /// What a synchronisation would change here; nothing is changed.
    pub fn preview_sync(&self, job: &Job) -> Result<SyncPreview, Error> {
        let (mut place, seal) = self.sync_place(job)?;
        let store = self.store();
        let found = self.with_request(place.max_removals(), &seal, job, |request| {
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
        let synced = self.synchronise_locked(job);
        self.remember_sync(&synced);
        self.emit(&Event::Changed);
        synced
    }

    fn synchronise_locked(&self, job: &Job) -> Result<Synced, Error> {
        self.locked(job, |place, seal| {
            self.with_request(place.max_removals(), seal, job, |request| {
                synchronise(&mut Library(self.store()), place, request)
            })
        })
    }

    /// Removes another device and its files, once all that it knows is here and on its way to the
    /// others. If it synchronises again, it is one of the devices again.
    pub fn remove_sync_device(&self, id: &str, job: &Job) -> Result<Synced, Error> {
        let device = Device(id.parse().map_err(|_| SyncTrouble::UnknownDevice)?);
        let synced = self.locked(job, |place, seal| {
            self.with_request(place.max_removals(), seal, job, |request| {
                remove_device(&mut Library(self.store()), place, request, device)
            })
        });
        self.remember_sync(&synced);
        self.emit(&Event::Changed);
        synced
    }

    /// One program at a time: what it remembers of its files is not to be mixed up.
    fn sync_lock(&self, job: &Job) -> Result<File, Error> {
        let path = self.places.library.join(LOCK);
        let open = File::options().create(true).truncate(false).write(true).open(&path);
        let file = open.map_err(|source| Error::File { path, source })?;
        let begun = Instant::now();
        while file.try_lock().is_err() {
            if job.is_cancelled() {
                return Err(SyncTrouble::Stopped.into());
            }
            if begun.elapsed() >= LOCK_TIMEOUT {
                return Err(SyncTrouble::Running.into());
            }
            std::thread::sleep(LOCK_INTERVAL);
        }
        Ok(file)
    }

    /// Synchronises while nobody else does; before the first time, the library is backed up.
    fn locked(
        &self,
        job: &Job,
        run: impl FnOnce(&mut Place, &Seal) -> Result<Outcome, Error>,
    ) -> Result<Synced, Error> {
        let _running = self.sync_lock(job)?;
        let (mut place, seal) = self.sync_place(job)?;
        let store = self.store();
        let is_first = store.sync_state()?.is_none_or(|state| state.library != seal.library);
        // A library in which nothing was done has nothing to lose.
        let backup = if is_first && store.facts_after(i64::MAX)?.newest > 0 {
            Some(store.backup_now(self.now(), &|_| !job.is_cancelled())?)
        } else {
            None
        };
        let outcome = run(&mut place, &seal).inspect_err(|error| self.note_busy(error))?;
        let Outcome { received, dropped, sent, unreadable, is_renewed, problems } = outcome;
        if received + dropped > 0 {
            self.background.wake();
        }
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
                .map(|problem| SyncProblem {
                    file: problem.file,
                    why: problem.why.to_string(),
                    cause: problem.why,
                })
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
            match ended {
                Some(Ok(result)) => app.emit(&Event::Synced { result }),
                Some(Err(error)) if !job.is_cancelled() => {
                    tracing::warn!(?error, "the library was not synchronised");
                    app.emit(&Event::SyncFailed { why: SyncTrouble::from(&error) });
                }
                _ => {}
            }
            app.emit(&Event::Changed);
        });
        Ok(())
    }

    fn with_request<T>(
        &self,
        max_removals: usize,
        seal: &Seal,
        job: &Job,
        run: impl FnOnce(&mut Request<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        run(&mut Request {
            seal,
            device_name: &self.user.device_name,
            now: self.now().as_millisecond(),
            max_removals,
            watch: &mut |done, total| {
                job.at(done, total, "");
                !job.is_cancelled()
            },
            entropy: &mut random,
        })
    }

    /// The key file, if there is one.
    fn key_file_at(&self, place: &Place) -> Result<Option<KeyFile>, Error> {
        let bytes = place.key_file().inspect_err(|error| self.note_busy(error))?;
        Ok(bytes.map(|bytes| KeyFile::parse(&bytes)).transpose()?)
    }

    /// The place, and the key of its files.
    fn sync_place(&self, job: &Job) -> Result<(Place, Seal), Error> {
        let folder = self.store().setting(FOLDER)?.ok_or(SyncTrouble::NotSetUp)?;
        let place = self.sync_place_of(&folder, job)?;
        let file = self.key_file_at(&place)?.ok_or(SyncTrouble::NoKeyFile { folder })?;
        if self.store().sync_state()?.is_some_and(|state| state.library != file.library()) {
            return Err(SyncTrouble::OtherSet.into());
        }
        let key = if file.is_encrypted() { self.sync_key(file.library())? } else { None };
        Ok((place, file.seal_with(key)?))
    }
}

/// Random bytes of the system.
fn random(bytes: &mut [u8]) {
    getrandom::fill(bytes).expect("the system has random numbers, without which nothing is safe");
}
