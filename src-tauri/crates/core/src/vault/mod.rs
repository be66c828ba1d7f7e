//! Notes in an Obsidian vault: one file for each paper, updated when the library changes.

mod folder;
mod record;
mod render;
#[cfg(test)]
mod tests;

pub(crate) use folder::{SeenFiles, part_in};

use crate::export::{FigureExport, FigureFolder, Illustrations};
use crate::reading::narrow;
use crate::wire::{
    Event, ExportOf, ExportedFigures, JobKind, NoticeKind, ValueCause, VaultConflict, VaultFailure,
    VaultSettings, VaultUpdate,
};
use crate::{App, Error, Job, Picked, Selection};
use folder::{Put, Vault, check_writable};
use paperboy_paper::{Date, FileCause};
use paperboy_store::{List, Paper};
use paperboy_writer::Language;
use std::collections::{BTreeSet, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

/// How many papers are read at once.
const PAPERS_AT_ONCE: usize = 500;
/// How many related papers a note links to.
const RELATED: u32 = 5;
/// The most conflicts and failures that are named.
const MAX_NAMED: usize = 200;

/// What an update of a vault departs from the settings in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct VaultOptions {
    /// Another folder than that of the settings.
    pub folder: Option<PathBuf>,
    /// Whether notes that the user deleted are written, too.
    pub again: bool,
    /// The figures in the notes; `None`: those of the setting.
    pub figures: Option<ExportedFigures>,
}

impl App {
    /// The settings of the vault.
    pub fn vault_settings(&self) -> Result<VaultSettings, Error> {
        let is_on = |key: &str| Ok::<bool, Error>(self.setting(key)? == "on");
        Ok(VaultSettings {
            folder: Some(self.setting("vault.folder")?).filter(|folder| !folder.is_empty()),
            auto: is_on("vault.auto")?,
            papers: self.setting("vault.papers")?,
            links: is_on("vault.links")?,
            days: is_on("vault.days")?,
        })
    }

    /// Chooses the folder of the vault, unless there is none to choose.
    pub fn choose_vault(&self, folder: Option<&PathBuf>) -> Result<VaultSettings, Error> {
        if let Some(folder) = folder {
            self.set_setting("vault.folder", &folder.display().to_string())?;
        }
        self.vault_settings()
    }

    /// The papers that the settings put into the vault.
    pub fn pick_for_vault(&self) -> Result<Picked, Error> {
        let starred = self.setting("vault.papers")? != "all";
        self.pick(&Selection::List(crate::Filter { starred, ..crate::Filter::default() }))
    }

    /// Writes papers as notes into a folder, with their figures beside them. An error means that the
    /// library failed, or that nothing can be written there; a file that could not be written is a
    /// failure of the answer.
    pub fn update_vault(
        &self,
        picked: &Picked,
        options: &VaultOptions,
        job: &Job,
    ) -> Result<VaultUpdate, Error> {
        let settings = self.vault_settings()?;
        let folder = match (&options.folder, &settings.folder) {
            (Some(folder), _) => folder.clone(),
            (None, Some(folder)) => PathBuf::from(folder),
            (None, None) => return Err(ValueCause::NoVault.into()),
        };
        self.check_vault(&folder)?;
        let file = |source| Error::File { path: folder.clone(), source };
        check_writable(&folder).map_err(file)?;
        let mut vault =
            Vault::open(&folder, &self.vault_files, SystemTime::from(self.now())).map_err(file)?;
        if options.again {
            vault.write_deleted();
        }
        let which = options.figures.map_or_else(|| self.exported_figures(), Ok)?;
        let figures = (which != ExportedFigures::None)
            .then(|| FigureExport::new(which, FigureFolder::of_vault(&folder)));
        let language = Language::from_key(&self.setting("report.language")?).unwrap_or_default();
        let mut update = Update {
            app: self,
            vault,
            figures,
            settings,
            language,
            job,
            result: VaultUpdate { folder: folder.display().to_string(), ..VaultUpdate::default() },
            stopped: false,
        };
        update.papers(picked)?;
        if let Err(error) = update.vault.finish() {
            update.failed(&error, &update.vault.record_file());
        }
        if let Some(figures) = &update.figures {
            update.result.images = narrow(figures.images);
            update.result.withheld = narrow(figures.withheld);
        }
        Ok(update.result)
    }

    /// Whether a folder can be a vault: it exists, and is none of the library's.
    pub(crate) fn check_vault(&self, folder: &Path) -> Result<(), Error> {
        let file = |source| Error::File { path: folder.to_owned(), source };
        let real = folder.canonicalize().map_err(file)?;
        if !real.is_dir() {
            return Err(file(std::io::ErrorKind::NotADirectory.into()));
        }
        let library = self.places.library.canonicalize().unwrap_or_default();
        if real == library || real.starts_with(&library) && !library.as_os_str().is_empty() {
            return Err(ValueCause::VaultInLibrary.into());
        }
        Ok(())
    }

    /// Updates the vault in the background: the papers of the settings, or some.
    pub fn start_vault_update(
        self: &Arc<Self>,
        of: Option<ExportOf>,
        again: bool,
    ) -> Result<(), Error> {
        if self.vault_settings()?.folder.is_none() {
            return Err(ValueCause::NoVault.into());
        }
        let picked = match of {
            Some(of) => self.pick(&Selection::of(self, &of)?)?,
            None => self.pick_for_vault()?,
        };
        let mut jobs = self.jobs.lock();
        if jobs.vault.is_some() {
            return Ok(());
        }
        let job = self.watched_job(JobKind::Vault);
        jobs.vault = Some(job.clone());
        drop(jobs);
        let app = self.clone();
        std::thread::spawn(move || {
            let (worker, of) = (app.clone(), job.clone());
            let options = VaultOptions { again, ..VaultOptions::default() };
            let ended = job.wait_for(move || worker.update_vault(&picked, &options, &of));
            app.jobs.lock().vault = None;
            match ended {
                Some(Ok(result)) => app.emit(&Event::Vault { result }),
                Some(Err(error)) => app.failed(&error),
                None => {}
            }
            app.emit(&Event::Changed);
        });
        Ok(())
    }

    /// Updates the vault after a change, when that is switched on. Conflicts are reported once, when
    /// a file is written beside the user's.
    pub(crate) fn update_vault_if_on(&self) -> Result<(), Error> {
        let settings = self.vault_settings()?;
        if !settings.auto || settings.folder.is_none() || self.jobs.lock().vault.is_some() {
            return Ok(());
        }
        let job = Job::unwatched(JobKind::Vault);
        let result = self.update_vault(&self.pick_for_vault()?, &VaultOptions::default(), &job)?;
        if let Some(conflict) = result.conflicts.first() {
            self.notice(NoticeKind::VaultConflict, &conflict.beside);
        }
        if let Some(failure) = result.failures.first() {
            self.notice(NoticeKind::VaultFailed, &failure.path);
        }
        Ok(())
    }
}

/// An update of a vault under way.
struct Update<'a> {
    app: &'a App,
    vault: Vault,
    /// `None`: the notes have no figures.
    figures: Option<FigureExport>,
    settings: VaultSettings,
    language: Language,
    job: &'a Job,
    result: VaultUpdate,
    /// Whether an error befalls every file that follows: the folder is gone, or the disk full.
    stopped: bool,
}

impl Update<'_> {
    fn papers(&mut self, picked: &Picked) -> Result<(), Error> {
        let total = picked.len();
        let mut days = BTreeSet::new();
        let keys: HashSet<u64> = picked.keys.iter().copied().collect();
        let mut done = 0;
        for chunk in picked.keys.chunks(PAPERS_AT_ONCE) {
            let papers = self.app.store().papers_by_key(chunk)?;
            let shown_keys = self.app.shown_keys(&papers)?;
            for (paper, shown) in papers.iter().zip(&shown_keys) {
                self.job.at(done, total, &paper.title);
                if self.job.is_cancelled() || self.stopped {
                    self.result.cancelled = self.job.is_cancelled();
                    return Ok(());
                }
                // A damaged paper would lose in its note what is missing here.
                if paper.is_damaged {
                    continue;
                }
                let related = self.related(paper, &keys)?;
                let highlights = self.app.exported_highlights(paper)?;
                let key = shown.as_ref().map(|(key, _)| key.as_str());
                let figures = self.illustrations(paper)?;
                let figures = figures.as_ref();
                let note =
                    render::paper(paper, key, (&highlights, figures), &related, self.language);
                self.put(&note, &render::stem(paper.id.as_str()));
                days.extend(&paper.dates);
                done += 1;
            }
        }
        if self.settings.days {
            for day in days {
                if self.job.is_cancelled() || self.stopped {
                    break;
                }
                self.day(day, &keys)?;
            }
        }
        self.job.at(total, total, "");
        Ok(())
    }

    /// The figures of a paper, whose files are written before the note that shows them.
    fn illustrations(&mut self, paper: &Paper) -> Result<Option<Illustrations>, Error> {
        let Some(figures) = &mut self.figures else { return Ok(None) };
        let illustrated = self.app.illustrate(&paper.id, figures)?;
        if let Some((path, error)) = illustrated.failure {
            self.failed(&error, &path);
        }
        Ok(illustrated.shown)
    }

    /// The related papers that are in the vault, too: a link to another would lead nowhere.
    fn related(&self, paper: &Paper, keys: &HashSet<u64>) -> Result<Vec<(String, String)>, Error> {
        if !self.settings.links {
            return Ok(Vec::new());
        }
        let hits = self.app.related(paper.id.as_str(), RELATED * 2)?;
        let ids: Vec<_> =
            hits.iter().filter_map(|hit| paperboy_paper::PaperId::parse(&hit.id)).collect();
        let known = self.app.store().keys_of(&ids)?;
        let related = hits.into_iter().zip(known);
        let related = related.filter(|(_, key)| key.is_some_and(|key| keys.contains(&key)));
        Ok(related.map(|(hit, _)| (hit.id, hit.title)).take(RELATED as usize).collect())
    }

    fn day(&mut self, date: Date, keys: &HashSet<u64>) -> Result<(), Error> {
        let list = List { dates: Some((date, date)), ..List::default() };
        let (papers, _) = self.app.store().list(&list, 0, u64::from(u32::MAX))?;
        let date = date.to_string();
        let has_note = |paper: &Paper| keys.contains(&paper.key);
        let note = render::day(&date, &papers, &has_note, &render::contribution);
        self.put(&note, &render::day_stem(&date));
        Ok(())
    }

    fn put(&mut self, note: &paperboy_vault::Note, stem: &str) {
        match self.vault.put(note, stem) {
            Ok(Put::Written) => self.result.written += 1,
            Ok(Put::Unchanged) => self.result.unchanged += 1,
            Ok(Put::Deleted) => self.result.deleted += 1,
            Ok(Put::Beside { file, beside }) => {
                self.result.written += 1;
                let [file, beside] = [file, beside].map(|path| path.display().to_string());
                if self.result.conflicts.len() < MAX_NAMED {
                    self.result.conflicts.push(VaultConflict { file, beside });
                }
            }
            Err(error) => self.failed(&error, &self.vault.path(stem)),
        }
    }

    fn failed(&mut self, error: &std::io::Error, path: &Path) {
        let path = path.display().to_string();
        tracing::warn!(%error, path, "a note was not written");
        let why = FileCause::from(error);
        let is_folder_gone = !Path::new(&self.result.folder).is_dir();
        self.stopped = why == FileCause::DiskFull || is_folder_gone;
        self.result.failed += 1;
        if self.result.failures.len() < MAX_NAMED {
            self.result.failures.push(VaultFailure { path, why });
        }
    }
}
