//! Synchronising what the user did, the reports that a model wrote and the full texts and figures of
//! papers with other devices: through a folder that some other program (Syncthing, a cloud's client, a
//! shared drive) brings to all of them, or through one on a server.

mod automatic;
mod folder;
mod items;
mod key;
mod library;
mod password;
mod place;
mod server;
mod setup;
mod status;

pub(crate) use automatic::AutomaticSync;
pub(crate) use key::UnlockedKey;
pub(crate) use password::KnownPasswords;
pub(crate) use setup::Offered;

use crate::wire::{Event, JobKind, SyncPreview, SyncProblem, SyncTrouble, Synced};
use crate::{App, Error, Job};
use items::LibraryItems;
use library::Library;
use paperboy_sync::{
    Device, ItemKind, ItemPreview, KeyFile, Local, Outcome, Request, Seal, exchange_items, preview,
    preview_items, remove_device, synchronise,
};
use place::Place;
use std::fs::File;
use std::sync::Arc;
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
/// How long another synchronisation of this library is waited for, and how often it is looked.
const LOCK_TIMEOUT: Duration = Duration::from_secs(10);
const LOCK_INTERVAL: Duration = Duration::from_millis(20);
/// The most bytes of reports, full texts and figures that a preview reads.
const MAX_PREVIEW_BYTES: u64 = 16 << 20;
/// The most files that were not used and are named.
const MAX_NAMED: usize = 20;

impl App {
    /// What a synchronisation would change here; nothing is changed.
    pub fn preview_sync(&self, job: &Job) -> Result<SyncPreview, Error> {
        let (mut place, seal) = self.sync_place(job)?;
        let store = self.store();
        let (found, items, unread) = self.with_request(&seal, job, |request| {
            let found = preview(&mut self.as_device(), &mut place, request)?;
            let (mut items, mut unread, mut left) = (Vec::new(), 0, MAX_PREVIEW_BYTES);
            for kind in self.shared_items()? {
                let items_here = &mut self.items(kind, job)?;
                let listed = &found.listed;
                let ItemPreview { new, unread_bytes } =
                    preview_items(items_here, &mut place, listed, request, &mut left)?;
                items.push((kind_name(kind), new as u64));
                unread += unread_bytes;
            }
            Ok((found, items, unread))
        })?;
        let is_first = store.sync_state()?.is_none_or(|state| state.library != seal.library);
        let changes = match found.state {
            Some(state) => store.preview_merge(found.views, &state)?,
            None => Default::default(),
        };
        let added = changes.added.into_iter().chain(items).filter(|(_, count)| *count > 0);
        let added = added.map(|(kind, count)| (kind.to_owned(), count as u32));
        Ok(SyncPreview {
            is_first,
            added: added.collect(),
            replaced: changes.replaced as u32,
            removed: changes.removed as u32,
            pending: self.sync_status()?.pending,
            unread_kb: u32::try_from(unread.div_ceil(1024)).unwrap_or(u32::MAX),
        })
    }

    /// Takes what other devices did, and sends what was done here. Before the first time, the
    /// library is backed up. It may be stopped or killed at any moment; the next one continues.
    pub fn synchronise(&self, job: &Job) -> Result<Synced, Error> {
        let synced = self.synchronise_locked(job);
        self.remember_sync(&synced);
        self.emit(&Event::Changed);
        synced
    }

    fn synchronise_locked(&self, job: &Job) -> Result<Synced, Error> {
        self.locked(job, |place, seal| {
            self.with_request(seal, job, |request| {
                let mut outcome = synchronise(&mut self.as_device(), place, request)?;
                for kind in self.shared_items()? {
                    self.exchange_items(kind, place, job, request, &mut outcome)?;
                }
                Ok(outcome)
            })
        })
    }

    fn as_device(&self) -> Library {
        Library { store: self.store(), now: self.now() }
    }

    fn items<'a>(&self, kind: ItemKind, job: &'a Job) -> Result<LibraryItems<'a>, Error> {
        let (library, figure_space) = (self.as_device(), self.figure_space()?);
        Ok(LibraryItems { library, kind, job, figure_space })
    }

    /// The kinds that travel, too.
    fn shared_items(&self) -> Result<Vec<ItemKind>, Error> {
        let mut shared = Vec::new();
        for kind in ItemKind::ALL {
            if self.setting(setting_of(kind))? == "on" {
                shared.push(kind);
            }
        }
        Ok(shared)
    }

    fn exchange_items(
        &self,
        kind: ItemKind,
        place: &mut Place,
        job: &Job,
        request: &mut Request<'_>,
        outcome: &mut Outcome,
    ) -> Result<(), Error> {
        let mut items = self.items(kind, job)?;
        let device = items.library.facts_after(i64::MAX)?.device;
        let exchanged = exchange_items(&mut items, place, outcome, device, request)?;
        outcome.received += exchanged.received;
        outcome.sent += exchanged.sent;
        outcome.unreadable += exchanged.unreadable;
        outcome.problems.extend(exchanged.problems);
        if kind == ItemKind::Articles && exchanged.received > 0 {
            // Those of an earlier parser are not taken.
            self.note_parser()?;
        }
        Ok(())
    }

    /// Removes another device and its files, once all that it knows is here and on its way to the
    /// others. If it synchronises again, it is one of the devices again.
    pub fn remove_sync_device(&self, id: &str, job: &Job) -> Result<Synced, Error> {
        let device = Device(id.parse().map_err(|_| SyncTrouble::UnknownDevice)?);
        let synced = self.locked(job, |place, seal| {
            self.with_request(seal, job, |request| {
                remove_device(&mut self.as_device(), place, request, device)
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
        let outcome = run(&mut place, &seal);
        self.automatic_sync.note_requests(place.requests());
        // What was taken before an error is to be indexed, too.
        let outcome = outcome.inspect_err(|_| self.background.wake())?;
        let Outcome { received, dropped, sent, unreadable, is_renewed, problems, listed: _ } =
            outcome;
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
        seal: &Seal,
        job: &Job,
        run: impl FnOnce(&mut Request<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let done = run(&mut Request {
            seal,
            device_name: &self.user.device_name,
            now: self.now().as_millisecond(),
            watch: &mut |done, total| {
                job.at(done, total, "");
                !job.is_cancelled()
            },
            entropy: &mut random,
        });
        done.inspect_err(|error| self.note_busy(error))
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

/// The setting that decides whether items travel.
fn setting_of(kind: ItemKind) -> &'static str {
    match kind {
        ItemKind::Reports => "sync.reports",
        ItemKind::Articles => "sync.articles",
        ItemKind::Figures => "sync.figures",
    }
}

/// What a preview calls items.
fn kind_name(kind: ItemKind) -> &'static str {
    match kind {
        ItemKind::Reports => "report",
        ItemKind::Articles => "article",
        ItemKind::Figures => "figure",
    }
}

/// Random bytes of the system.
fn random(bytes: &mut [u8]) {
    getrandom::fill(bytes).expect("the system has random numbers, without which nothing is safe");
}
