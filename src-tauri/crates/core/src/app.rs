//! The open library and its background work.

use crate::background::Background;
use crate::job::Jobs;
use crate::timer::Timers;
use crate::vault::SeenFiles;
use crate::wire::{Event, Notice, NoticeKind, Recovery};
use crate::write::Writing;
use crate::{Error, indexing::Indexing};
use jiff::{Timestamp, tz::TimeZone};
use paperboy_paper::Date;
use paperboy_pdf::Reader as PdfReader;
use paperboy_secret::Held;
use paperboy_store::{Access, OpenEvent, Store};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockWriteGuard};

/// The clock; a test passes its own.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// Receives every [`Event`]; it is called from any thread, and must be fast.
pub type Listener = Box<dyn Fn(&Event) + Send + Sync>;

/// The folders Paperboy keeps things in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places {
    /// The library: database, index, backups.
    pub library: PathBuf,
    /// The logs.
    pub logs: PathBuf,
}

/// The user's own data on this machine.
#[derive(Clone)]
pub struct User {
    /// Their time zone: tokens are counted by their days.
    pub zone: TimeZone,
    /// The key to the model's server that their environment holds; it goes before the keyring's.
    pub model_key: Option<Held>,
    /// The file that remembers which addresses the key may be sent to: the user's own, for a
    /// library may come from elsewhere. `None`: any address that a library names.
    pub model_hosts: Option<PathBuf>,
    /// Whether the system's keyring is theirs to use.
    pub keyring: bool,
    /// What other devices call this one; empty: nothing.
    pub device_name: String,
    /// The system's timers; `None`: none are theirs to use.
    pub timers: Option<Timers>,
    /// Where the model for search by meaning may be; the first file that is there counts.
    pub encoder_files: Vec<PathBuf>,
    /// How PDFs are read: a process of this program. `None`: none are read.
    pub pdf_reader: Option<PdfReader>,
}

impl Default for User {
    /// A user without settings: UTC, and no key.
    fn default() -> Self {
        Self {
            zone: TimeZone::UTC,
            model_key: None,
            model_hosts: None,
            keyring: false,
            device_name: String::new(),
            timers: None,
            encoder_files: Vec::new(),
            pdf_reader: None,
        }
    }
}

/// An open library. Methods block and may be called from any thread.
pub struct App {
    pub(crate) places: Places,
    clock: Clock,
    store: RwLock<Arc<Store>>,
    listeners: RwLock<Vec<Listener>>,
    notices: Mutex<Vec<Notice>>,
    pub(crate) indexing: Indexing,
    pub(crate) glossary: crate::glossary::CachedGlossary,
    pub(crate) jobs: Jobs,
    pub(crate) background: Background,
    pub(crate) writing: Writing,
    pub(crate) vault_files: SeenFiles,
    pub(crate) known_figures: crate::export::KnownFigures,
    pub(crate) sync_key: crate::sync::UnlockedKey,
    /// The place that was last looked at to be set up.
    pub(crate) sync_offer: Mutex<Option<crate::sync::Offered>>,
    pub(crate) sync_passwords: crate::sync::KnownPasswords,
    pub(crate) automatic_sync: crate::sync::AutomaticSync,
    pub(crate) learning: crate::taste::Learning,
    pub(crate) meaning: crate::meaning::Meaning,
    pub(crate) complete: crate::complete::Pending,
    pub(crate) user: User,
    /// The change counter of the library when it was opened, before the first request.
    pub(crate) opened_at: Option<i64>,
}

impl App {
    /// Opens the library, or makes one. This is fast; slow work begins in [`start`](Self::start).
    pub fn open(places: Places, clock: Clock) -> Result<Arc<Self>, Error> {
        Self::open_for(User::default(), places, clock)
    }

    /// As [`open`](Self::open), for a user with a time zone and keys.
    pub fn open_for(user: User, places: Places, clock: Clock) -> Result<Arc<Self>, Error> {
        let opening = Store::open(&places.library, clock())?;
        let opened_at = opening.store.change_counter().ok();
        let app = Arc::new(Self {
            places,
            clock,
            store: RwLock::new(Arc::new(opening.store)),
            listeners: RwLock::default(),
            notices: Mutex::default(),
            indexing: Indexing::default(),
            glossary: Default::default(),
            jobs: Jobs::default(),
            background: Background::default(),
            writing: Writing::default(),
            vault_files: SeenFiles::default(),
            known_figures: Default::default(),
            sync_key: Default::default(),
            sync_offer: Mutex::default(),
            sync_passwords: Default::default(),
            automatic_sync: Default::default(),
            learning: Default::default(),
            meaning: Default::default(),
            complete: Default::default(),
            user,
            opened_at,
        });
        let was_recovered =
            opening.events.iter().any(|event| matches!(event, OpenEvent::Recovered { .. }));
        for event in opening.events {
            app.emit_opening(event);
        }
        if was_recovered {
            app.put_back_from_documents()?;
        }
        app.note("library", app.reopen_old_readings());
        Ok(app)
    }

    /// Adds a listener for every event that is sent to the window.
    pub fn listen(&self, listener: Listener) {
        self.listeners.write().unwrap_or_else(PoisonError::into_inner).push(listener);
    }

    pub(crate) fn emit(&self, event: &Event) {
        for listener in self.listeners.read().unwrap_or_else(PoisonError::into_inner).iter() {
            listener(event);
        }
    }

    pub(crate) fn store(&self) -> Arc<Store> {
        self.store.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Exclusive access to the store while it is replaced by another.
    pub(crate) fn replaceable_store(&self) -> RwLockWriteGuard<'_, Arc<Store>> {
        self.store.write().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn emit_opening(&self, event: OpenEvent) {
        self.remember_to_reread(&event);
        match event {
            OpenEvent::Created => tracing::info!("a new library was created"),
            OpenEvent::Migrated { from, backup } => {
                tracing::info!(from, backup = %backup.display(), "the library was migrated to the current schema");
                self.notice(NoticeKind::Migrated, &backup.display().to_string());
            }
            OpenEvent::Recovered { moved_to, recovery, .. } => {
                tracing::error!(moved_to = %moved_to.display(), ?recovery, "the library was damaged and has been repaired");
                self.notice_of(
                    NoticeKind::Recovered,
                    &moved_to.display().to_string(),
                    Some(Recovery::from(&recovery)),
                );
            }
            OpenEvent::ReadOnly => {
                tracing::warn!("the library is read-only");
                self.notice(NoticeKind::ReadOnly, &self.places.library.display().to_string());
            }
            OpenEvent::DiskFull => {
                tracing::warn!("the disk is full; the library is opened read-only");
                self.notice(
                    NoticeKind::DiskFullReading,
                    &self.places.library.display().to_string(),
                );
            }
            OpenEvent::Unprotected(paths) => {
                let paths: Vec<String> =
                    paths.iter().map(|path| path.display().to_string()).collect();
                self.notice(NoticeKind::Unprotected, &paths.join(", "));
            }
        }
    }

    /// Adds a notice, unless one of its kind is pending.
    pub(crate) fn notice(&self, kind: NoticeKind, detail: &str) {
        self.notice_of(kind, detail, None);
    }

    /// Says that the window stayed blank and was started again with the safe renderer.
    pub fn notice_safe_renderer(&self) {
        self.notice(NoticeKind::SafeRenderer, "");
    }

    fn notice_of(&self, kind: NoticeKind, detail: &str, recovery: Option<Recovery>) {
        let mut notices = self.notices();
        if notices.iter().any(|notice| notice.kind == kind) {
            return;
        }
        let id = notices.iter().map(|notice| notice.id).max().unwrap_or(0) + 1;
        notices.push(Notice { id, kind, detail: detail.to_owned(), recovery });
        drop(notices);
        self.emit(&Event::Changed);
    }

    pub(crate) fn notices(&self) -> MutexGuard<'_, Vec<Notice>> {
        self.notices.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The pending notices for the user.
    pub fn pending_notices(&self) -> Vec<Notice> {
        self.notices().clone()
    }

    /// Takes a notice down.
    pub fn dismiss(&self, id: u32) -> Result<(), Error> {
        self.notices().retain(|notice| notice.id != id);
        Ok(())
    }

    pub(crate) fn now(&self) -> Timestamp {
        (self.clock)()
    }

    /// Today where Hugging Face counts its days: America/New_York.
    pub fn today(&self) -> Date {
        // The time zones are compiled in, so the name is always found; UTC would still be a day.
        let zone = TimeZone::get("America/New_York").unwrap_or(TimeZone::UTC);
        self.now().to_zoned(zone).date()
    }

    /// Today in the user's time zone.
    pub(crate) fn users_today(&self) -> Date {
        self.now().to_zoned(self.user.zone.clone()).date()
    }

    /// Whether there is a listener for events.
    pub(crate) fn has_listeners(&self) -> bool {
        !self.listeners.read().unwrap_or_else(PoisonError::into_inner).is_empty()
    }

    /// Whether the library can only be read.
    pub fn read_only(&self) -> bool {
        self.store().access() == Access::ReadOnly
    }

    pub(crate) fn index_folder(&self) -> PathBuf {
        self.places.library.join("index")
    }

    /// The folder of the library.
    pub fn library(&self) -> &Path {
        &self.places.library
    }
}
