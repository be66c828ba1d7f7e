//! The health of Paperboy on this computer, as the window and `paperboy doctor` show it: what can be
//! found quickly, without a change of anything. `check` reads everything and takes longer.

mod diagnostics;
mod programs;
mod space;
mod words;

pub use diagnostics::{Computer, diagnostics};
pub use programs::{Programs, version_of};
pub use words::time_in;

use crate::reading::narrow;
use crate::wire::{
    CrashReport, FetchEnd, Finding, Found, HealthReport, HealthState, HealthSubject, KeyTrouble,
    LastFetch, MeaningState, MeaningStatus, SyncState, WireError,
};
use crate::{App, DateSpan, Error, FetchOutcome, FetchedDay, Places, User};
use HealthState::{Attention, Broken, Ok as Fine};
use HealthSubject as Subject;
use jiff::{SignedDuration, Timestamp};
use paperboy_net::is_on_this_machine;
use paperboy_store::holds_library;
use space::{free_space, size_of};
use std::time::Duration;

/// The setting with the result of the last fetch.
const LAST_FETCH: &str = "fetch.last";
/// A library that changed should have a backup that is not older than this.
const BACKUP_AGE: SignedDuration = SignedDuration::from_hours(8 * 24);
/// A crash that is older than this needs no attention.
const CRASH_AGE: SignedDuration = SignedDuration::from_hours(7 * 24);
/// With less space than this on the disk, the user should know.
const MIN_FREE_BYTES: u64 = 500 << 20;
/// How long the keyring is waited for: nobody is asked for anything here.
const KEYRING_TIMEOUT: Duration = Duration::from_secs(3);

/// Findings of one subject.
type Findings = Vec<(HealthState, Found)>;

impl App {
    /// The health of Paperboy and this library. `programs`: what only the program knows that asks.
    pub fn health(&self, programs: &Programs) -> HealthReport {
        // One line for each subject.
        let asked: [(Subject, Result<Findings, Error>); 11] = [
            (Subject::Programs, Ok(programs.findings(&self.places))),
            (Subject::Library, self.library_health()),
            (Subject::Index, self.index_health()),
            (Subject::Meaning, self.meaning_health()),
            (Subject::Order, self.order_health()),
            (Subject::Backups, self.backup_health()),
            (Subject::Disk, self.disk_health()),
            (Subject::Fetching, self.fetch_health()),
            (Subject::Sync, self.sync_health()),
            (Subject::Keyring, self.keyring_health()),
            (Subject::Crashes, Ok(crash_findings(&self.places, self.now()))),
        ];
        report(asked)
    }

    fn library_health(&self) -> Result<Findings, Error> {
        let store = self.store();
        let mut findings = vec![(
            Fine,
            Found::Library {
                bytes: store.file_size() as f64,
                schema: store.schema_version()?,
                papers: narrow(store.paper_count()?),
                days: narrow(store.day_count()?),
            },
        )];
        if self.read_only() {
            findings.push((Attention, Found::ReadOnly));
        }
        let last = store.last_check()?;
        if store.is_known_damaged() || last.is_some_and(|check| !check.is_intact) {
            findings.push((Broken, Found::Damaged));
        } else {
            findings.push((Fine, Found::Checked { at: last.map(|check| check.at.to_string()) }));
        }
        Ok(findings)
    }

    fn index_health(&self) -> Result<Findings, Error> {
        let behind = self.is_index_behind()?;
        let state = self.index_state();
        let found = Found::Index {
            indexed: state.indexed,
            papers: state.papers,
            building: state.building,
            behind,
        };
        Ok(vec![(if behind && !state.building { Attention } else { Fine }, found)])
    }

    fn meaning_health(&self) -> Result<Findings, Error> {
        let MeaningState { status, encoded, papers, .. } = self.meaning_state()?;
        // Without a model everything else works; a file that can't be used is to be replaced.
        let state = match status {
            MeaningStatus::Ready | MeaningStatus::Off | MeaningStatus::Missing => Fine,
            MeaningStatus::Damaged
            | MeaningStatus::Foreign
            | MeaningStatus::Unreadable
            | MeaningStatus::Paused
            | MeaningStatus::Unconfirmed => Attention,
        };
        Ok(vec![(state, Found::Vectors { status, encoded, papers })])
    }

    fn order_health(&self) -> Result<Findings, Error> {
        Ok(vec![(Fine, Found::Order { learnt: self.learn_taste(false)? })])
    }

    fn backup_health(&self) -> Result<Findings, Error> {
        let store = self.store();
        let (copies, facts, damaged) = (store.backups()?, store.facts()?, store.damaged_files()?);
        let content = store.content()?;
        let newest = copies.iter().max_by_key(|copy| copy.made);
        let changed = !copies.iter().any(|copy| copy.content.as_ref() == Some(&content));
        let is_old = newest.is_none_or(|copy| self.now().duration_since(copy.made) > BACKUP_AGE);
        let is_empty = store.paper_count()? == 0;
        let state =
            if changed && is_old && !is_empty && !self.read_only() { Attention } else { Fine };
        let bytes: u64 =
            copies.iter().map(|copy| copy.bytes).chain(facts.iter().map(|file| file.bytes)).sum();
        let found = Found::Backups {
            folder: self.places.library.join("backups").display().to_string(),
            copies: narrow(copies.len() as u64),
            facts: narrow(facts.len() as u64),
            bytes: bytes as f64,
            newest: newest.map(|copy| copy.made.to_string()),
            changed,
        };
        let mut findings = vec![(state, found)];
        if !damaged.is_empty() {
            let bytes: u64 = damaged.iter().map(|file| file.bytes).sum();
            let files = narrow(damaged.len() as u64);
            findings.push((Fine, Found::SetAside { files, bytes: bytes as f64 }));
        }
        Ok(findings)
    }

    fn disk_health(&self) -> Result<Findings, Error> {
        let store = self.store();
        let articles = store.article_size()?;
        let damaged: u64 = store.damaged_files()?.iter().map(|file| file.bytes).sum();
        let space = Found::Space {
            library: store.file_size().saturating_sub(articles) as f64,
            articles: articles as f64,
            index: (size_of(&self.index_folder()) + size_of(&self.vectors_folder())) as f64,
            backups: (size_of(&self.places.library.join("backups")) + damaged) as f64,
            figures: store.image_size()? as f64,
            pdfs: store.pdf_size()? as f64,
            logs: size_of(&self.places.logs) as f64,
        };
        let mut findings = vec![(Fine, space)];
        if let Some(bytes) = free_space(&self.places.library) {
            let state = if bytes < MIN_FREE_BYTES { Attention } else { Fine };
            findings.push((state, Found::Free { bytes: bytes as f64 }));
        }
        Ok(findings)
    }

    fn fetch_health(&self) -> Result<Findings, Error> {
        let last = self.last_fetch()?;
        let is_fine = last
            .as_ref()
            .is_none_or(|last| last.end == FetchEnd::Done && last.failed == 0 && last.missing == 0);
        Ok(vec![(if is_fine { Fine } else { Attention }, Found::Fetched { last })])
    }

    fn sync_health(&self) -> Result<Findings, Error> {
        let status = self.sync_status()?;
        let problems = narrow(status.problems.len() as u64);
        let is_fine = status.failed.is_none() && problems == 0;
        let trouble = match status.state {
            SyncState::Failed { why } => Some(why),
            _ => None,
        };
        let found = Found::Sync {
            folder: status.folder,
            pending: status.pending,
            last: status.last,
            failed: status.failed,
            trouble,
            problems,
        };
        Ok(vec![(if is_fine { Fine } else { Attention }, found)])
    }

    fn keyring_health(&self) -> Result<Findings, Error> {
        let sync = self.sync_status()?;
        let url = self.setting("model.url")?;
        // A model on this machine usually has no key.
        let of_model =
            !url.is_empty() && !is_on_this_machine(&url) && self.user.model_key.is_none();
        let needed = of_model || (sync.folder.is_some() && sync.is_encrypted);
        Ok(keyring_findings(&self.user, needed))
    }

    /// The last crash report.
    pub fn crash_report(&self) -> Option<CrashReport> {
        crate::crash::newest(&self.places.logs)
    }

    /// Deletes all crash reports.
    pub fn delete_crash_reports(&self) -> Result<(), Error> {
        let path = self.places.logs.clone();
        crate::crash::delete(&path).map_err(|source| Error::File { path, source })
    }

    /// The result of the last fetch.
    pub fn last_fetch(&self) -> Result<Option<LastFetch>, Error> {
        let json = self.store().setting(LAST_FETCH)?;
        Ok(json.and_then(|json| serde_json::from_str(&json).ok()))
    }

    /// Notes how a fetch ended, for those who were not there.
    pub(crate) fn note_fetch(&self, span: DateSpan, ended: Result<&[FetchedDay], &Error>) {
        let days = ended.unwrap_or_default();
        let papers = || days.iter().flat_map(|day| &day.papers);
        let count = |outcome: FetchOutcome| {
            narrow(papers().filter(|paper| paper.outcome == outcome).count() as u64)
        };
        let end = match ended {
            Ok(_) => FetchEnd::Done,
            Err(Error::Offline(_)) => FetchEnd::Offline,
            Err(_) => FetchEnd::Failed,
        };
        let last = LastFetch {
            at: self.now(),
            from: span.from.to_string(),
            to: span.to.to_string(),
            added: days.iter().map(|day| day.added).sum(),
            read: count(FetchOutcome::Read) + count(FetchOutcome::Written),
            failed: count(FetchOutcome::Failed),
            missing: narrow(days.iter().filter(|day| day.problem.is_some()).count() as u64),
            end,
        };
        let noted = serde_json::to_string(&last)
            .map_err(|error| Error::from(crate::wire::ValueCause::other(error)))
            .and_then(|json| Ok(self.store().set_setting(LAST_FETCH, Some(&json))?));
        if let Err(error) = noted {
            tracing::warn!(?error, "the result of the fetch could not be noted");
        }
    }
}

/// The health where no library is open: there is none yet (no `error`), or it can't be opened.
pub fn health_without_library(
    user: &User,
    places: &Places,
    error: Option<&WireError>,
    programs: &Programs,
    now: Timestamp,
) -> HealthReport {
    let library = match error {
        Some(error) => (Broken, Found::NotOpened { error: error.clone() }),
        None => (Fine, Found::NoLibrary),
    };
    let space = free_space(&places.library).map(|bytes| {
        (if bytes < MIN_FREE_BYTES { Attention } else { Fine }, Found::Free { bytes: bytes as f64 })
    });
    report([
        (Subject::Programs, Ok(programs.findings(places))),
        (Subject::Library, Ok(vec![library])),
        (Subject::Disk, Ok(space.into_iter().collect())),
        (Subject::Keyring, Ok(keyring_findings(user, false))),
        (Subject::Crashes, Ok(crash_findings(places, now))),
    ])
}

/// Whether a folder contains a library, or backups of one. Opening a folder without any makes a new
/// library there.
pub fn has_library(places: &Places) -> bool {
    holds_library(&places.library)
}

/// The last crash, for as long as its report is kept; after a while it needs no attention.
fn crash_findings(places: &Places, now: Timestamp) -> Findings {
    let Some(report) = crate::crash::newest(&places.logs) else { return Vec::new() };
    let is_recent =
        report.at.parse::<Timestamp>().is_ok_and(|at| now.duration_since(at) < CRASH_AGE);
    vec![(if is_recent { Attention } else { Fine }, Found::Crashed { report })]
}

fn keyring_findings(user: &User, needed: bool) -> Findings {
    let trouble = if user.keyring {
        crate::key::keyring::probe(KEYRING_TIMEOUT).err()
    } else {
        Some(KeyTrouble::NoKeyring)
    };
    let state = if trouble.is_some() && needed { Attention } else { Fine };
    vec![(state, Found::Keyring { trouble, needed })]
}

fn report(asked: impl IntoIterator<Item = (Subject, Result<Findings, Error>)>) -> HealthReport {
    let mut findings = Vec::new();
    for (subject, found) in asked {
        let found = found.unwrap_or_else(|error| {
            tracing::warn!(?subject, ?error, "this part of the health could not be found out");
            vec![(Broken, Found::Unknown { error: error.wire() })]
        });
        findings.extend(found.into_iter().map(|(state, found)| Finding {
            state,
            subject: found.subject(subject),
            found,
        }));
    }
    let state = findings.iter().map(|finding| finding.state).max().unwrap_or(Fine);
    HealthReport { state, findings }
}
