//! The background work: backups, indexing, integrity checks, and a listener for changes by other
//! processes.

use crate::publish::is_server_address;
use crate::wire::{Event, ModelSettings, NoticeKind};
use crate::{App, Error, Job, Surroundings};
use paperboy_search::IndexError;
use paperboy_store::StoreError;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How often another process's changes are looked for. The look costs microseconds.
const CHANGE_CHECK_INTERVAL: Duration = Duration::from_secs(1);
/// The same while nobody sees the window.
const UNSEEN_CHECK_INTERVAL: Duration = Duration::from_secs(10);

/// How soon after an update the notes of the vault are updated again.
const VAULT_INTERVAL: Duration = Duration::from_secs(10);

/// How soon after a publishing the days are published again, to a folder and to a server.
const PUBLISH_INTERVAL: Duration = Duration::from_secs(60);
const PUBLISH_SERVER_INTERVAL: Duration = Duration::from_secs(10 * 60);

/// How often it is checked whether it is time to fetch.
const CLOCK_CHECK_INTERVAL: Duration = Duration::from_secs(60);

/// How often it is checked whether a backup is due.
const BACKUP_CHECK_INTERVAL: Duration = Duration::from_secs(60 * 60);

/// How often the rows of the library and the index's checksums are validated while the program
/// stays open; they are at each start, too.
const INDEX_CHECK_INTERVAL: Duration = Duration::from_secs(24 * 60 * 60);

/// Wakes the background thread when there is something to do, or when it is to end.
#[derive(Default)]
pub(crate) struct Background {
    wanted: Mutex<Wanted>,
    called: Condvar,
}

#[derive(Default)]
struct Wanted {
    look: bool,
    end: bool,
    /// Nobody sees the window.
    unseen: bool,
    /// Altered data was found: all rows are to be checked.
    suspect: bool,
}

impl Background {
    /// Makes the thread look at the library at once, and not within the next second.
    pub(crate) fn wake(&self) {
        self.wanted.lock().unwrap_or_else(PoisonError::into_inner).look = true;
        self.called.notify_all();
    }

    /// Requests a check of all rows of the library, since altered data was found.
    pub(crate) fn suspect(&self) {
        self.wanted.lock().unwrap_or_else(PoisonError::into_inner).suspect = true;
        self.wake();
    }

    fn take_suspicion(&self) -> bool {
        std::mem::take(&mut self.wanted.lock().unwrap_or_else(PoisonError::into_inner).suspect)
    }

    fn end(&self) {
        self.wanted.lock().unwrap_or_else(PoisonError::into_inner).end = true;
        self.called.notify_all();
    }

    /// Waits for a call or the next look; false when it is time to end.
    fn wait(&self) -> bool {
        let wanted = self.wanted.lock().unwrap_or_else(PoisonError::into_inner);
        let interval = if wanted.unseen { UNSEEN_CHECK_INTERVAL } else { CHANGE_CHECK_INTERVAL };
        let (mut wanted, _) = self
            .called
            .wait_timeout_while(wanted, interval, |wanted| !wanted.look && !wanted.end)
            .unwrap_or_else(PoisonError::into_inner);
        wanted.look = false;
        !wanted.end
    }
}

impl App {
    /// Starts the background work. Call this once, after the listeners were added; the window may
    /// have sent requests long before. `surroundings` returns the user's local time and whether the
    /// machine saves power; it is called regularly.
    pub fn start(self: &Arc<Self>, surroundings: impl Fn() -> Surroundings + Send + 'static) {
        let app = self.clone();
        std::thread::spawn(move || {
            app.note("index", app.wait_until_indexed());
            app.note("index", app.index().and_then(|index| Ok(index.warm()?)));
            app.note("import", app.resume_import());
            app.note("fetch", app.resume_fetch());
            app.note("figures", app.resume_figures());
            app.note("watch", app.resume_watching());
            app.note("write", app.resume_writing());
            // A change between the window's first request and the first look must be reported too.
            app.follow_changes(app.opened_at, &surroundings);
        });
        let app = self.clone();
        std::thread::spawn(move || app.follow_with_vectors());
        let app = self.clone();
        std::thread::spawn(move || {
            app.note("backup", app.back_up().map(drop));
            app.note("recovery", app.put_back_from_documents());
            app.note("check", app.check_database());
            app.note("index", app.repair_index().map(drop));
        });
    }

    /// Whether other programs' changes are looked for every second, as somebody sees the window; if
    /// not, every ten seconds.
    pub fn watch_closely(&self, closely: bool) {
        self.background.wanted.lock().unwrap_or_else(PoisonError::into_inner).unseen = !closely;
        if closely {
            self.background.wake();
        }
    }

    /// Ends the background work.
    pub fn close(&self) {
        // A job that has not ended is cut off with the process: it continues at the next start.
        self.background.end();
        self.meaning.end();
        let mut jobs = self.jobs.lock();
        jobs.closed = true;
        let in_background = jobs.figures.iter().chain(&jobs.automatic_sync);
        in_background.chain(&jobs.publish).chain(&jobs.watch).for_each(Job::cancel);
        drop(jobs);
        self.close_images();
        self.writing.close();
    }

    fn follow_changes(
        self: &Arc<Self>,
        mut seen: Option<i64>,
        surroundings: &dyn Fn() -> Surroundings,
    ) {
        let mut looked_at_clock: Option<Instant> = None;
        let (mut checked_index, mut backed_up) = (Instant::now(), Instant::now());
        // Up to which revision the shown reports were looked up; 0: not yet since the start.
        let (mut checked, mut checked_all) = (0, false);
        // The settings that were last sent to the window.
        let mut settings = None;
        let mut written_with = self.written_with();
        // Whether the vault lacks changes, and when it was last updated.
        let (mut vault_is_behind, mut vault_updated) = (true, None::<Instant>);
        // Whether the published days lack changes, and when they were last published.
        let (mut publish_is_behind, mut published) = (true, None::<Instant>);
        while self.background.wait() {
            if self.background.take_suspicion() {
                self.note("check", self.check_database());
            }
            self.note("taste", self.read_wanted_papers());
            if looked_at_clock.is_none_or(|when| when.elapsed() >= CLOCK_CHECK_INTERVAL) {
                looked_at_clock = Some(Instant::now());
                let here = surroundings();
                self.meaning.save_power(here.saves_power_or_data);
                self.note("fetch", self.fetch_if_due(here));
                self.note("watch", self.watch_if_due(here));
                if backed_up.elapsed() >= BACKUP_CHECK_INTERVAL {
                    backed_up = Instant::now();
                    self.note("backup", self.back_up().map(drop));
                    self.note("articles", self.look_at_articles());
                }
                if checked_index.elapsed() >= INDEX_CHECK_INTERVAL {
                    checked_index = Instant::now();
                    self.note("check", self.check_database());
                    self.note("index", self.repair_index().map(drop));
                }
            }
            // Before anybody acknowledges a change that would be lost with them.
            self.note("library", self.store().look_after_files().map_err(Error::from));
            let change_counter = match self.store().change_counter() {
                Ok(change_counter) => Some(change_counter),
                Err(error) => {
                    self.note("library", Err(error.into()));
                    continue;
                }
            };
            if seen != change_counter {
                self.emit(&Event::Changed);
                // Another process may have put one: the command line, above all.
                match self.settings() {
                    Ok(now) if settings.as_ref() != Some(&now) => {
                        settings = Some(now);
                        self.emit(&Event::Settings);
                    }
                    Ok(_) => {}
                    Err(error) => self.note("settings", Err(error)),
                }
                self.renew_writing(&mut written_with);
                self.note("index", self.wait_until_indexed());
                self.meaning.wake();
                // The index follows the library, and may be behind at the first request after a
                // change.
                self.emit(&Event::Index { state: self.index_state() });
            }
            self.note("sync", self.synchronise_if_due(seen != change_counter));
            vault_is_behind |= seen != change_counter;
            if vault_is_behind && vault_updated.is_none_or(|at| at.elapsed() >= VAULT_INTERVAL) {
                (vault_is_behind, vault_updated) = (false, Some(Instant::now()));
                self.note("vault", self.update_vault_if_on());
            }
            publish_is_behind |= seen != change_counter;
            if publish_is_behind
                && published.is_none_or(|at| at.elapsed() >= self.publish_interval())
            {
                (publish_is_behind, published) = (false, Some(Instant::now()));
                self.note("publish", self.publish_if_on());
            }
            if seen != change_counter || !checked_all {
                let checking = self.check_reports(checked).map(|revision| checked = revision);
                checked_all = true;
                self.note("check", checking);
            }
            seen = change_counter;
        }
    }

    fn publish_interval(&self) -> Duration {
        let folder = self.setting("publish.folder").unwrap_or_default();
        match is_server_address(&folder) {
            true => PUBLISH_SERVER_INTERVAL,
            false => PUBLISH_INTERVAL,
        }
    }

    /// The settings of writing, and how often this process changed them.
    fn written_with(&self) -> Option<(ModelSettings, u64)> {
        // Before the settings: a change in between is taken for another process's, and asks once
        // more at most.
        let changes = self.writing.changes();
        Some((self.model_settings_without_key().ok()?, changes))
    }

    /// Continues writing that was on hold when another process, such as the command line, changed the
    /// settings of writing. A change by this process does so itself.
    fn renew_writing(&self, before: &mut Option<(ModelSettings, u64)>) {
        let Some(now) = self.written_with() else { return };
        let is_others = before
            .as_ref()
            .is_some_and(|(settings, changes)| *changes == now.1 && *settings != now.0);
        *before = Some(now);
        if is_others {
            self.writing.renewed();
            // The change is known now, and no other's.
            if let Some((_, changes)) = before {
                *changes = self.writing.changes();
            }
        }
    }

    fn check_database(&self) -> Result<(), Error> {
        let wrong = self.checked_store()?;
        if wrong.is_empty() {
            return Ok(());
        }
        tracing::error!(?wrong, "the database failed its integrity check");
        self.ensure_log()?;
        self.notice(NoticeKind::Damaged, &self.places.library.display().to_string());
        self.recover()
    }

    /// A database whose log was taken away, or replaced, looks damaged: it is opened again instead
    /// of being repaired.
    fn ensure_log(&self) -> Result<(), Error> {
        match self.store().look_after_files() {
            Err(StoreError::Replaced(path)) if !path.ends_with("library.db") => {
                Err(StoreError::Replaced(path).into())
            }
            _ => Ok(()),
        }
    }

    /// Whether an error that is found again each second has been reported to the user already.
    fn is_noticed(&self, error: &Error) -> bool {
        let kind = match error {
            Error::Store(StoreError::Gone(_)) => NoticeKind::Gone,
            Error::Store(StoreError::Replaced(_)) => NoticeKind::Replaced,
            _ => return false,
        };
        self.notices().iter().any(|notice| notice.kind == kind)
    }

    /// Logs a failure of the background work, and shows the user a notice when only they can repair
    /// it.
    pub(crate) fn note(&self, what: &str, result: Result<(), Error>) {
        let Err(error) = result else { return };
        if !self.is_noticed(&error) {
            tracing::error!(what, ?error, "a background task failed");
        }
        let place = || self.places.library.display().to_string();
        match (&error, what) {
            (Error::Store(StoreError::ReadOnly), _) => {}
            (Error::Store(StoreError::DiskFull), _) => self.notice(NoticeKind::DiskFull, &place()),
            (Error::Store(StoreError::Gone(path)), _) => {
                self.notice(NoticeKind::Gone, &path.display().to_string())
            }
            (Error::Store(StoreError::Replaced(path)), _) => {
                self.notice(NoticeKind::Replaced, &path.display().to_string())
            }
            (Error::Index(IndexError::Full), _) => self.notice(NoticeKind::DiskFull, &place()),
            (Error::Store(StoreError::Damaged(_)), _) => {
                if let Err(error) = self.ensure_log() {
                    return self.note(what, Err(error));
                }
                self.notice(NoticeKind::Damaged, &place());
                if let Err(error) = self.recover() {
                    tracing::error!(?error, "the library could not be recovered");
                }
            }
            (Error::Store(StoreError::Stopped), _) => {}
            (_, "vault") => {
                let folder = self.setting("vault.folder").unwrap_or_default();
                self.notice(NoticeKind::VaultFailed, &folder);
            }
            (_, "backup") => self.notice(NoticeKind::BackupFailed, &place()),
            (_, "index") => self.notice(NoticeKind::IndexFailed, &place()),
            _ => {}
        }
    }
}
