//! Days as a folder that others read, follow and subscribe to: daily reports, pages, feeds and an
//! index. A publishing writes what changed, and removes nothing.

mod folder;
mod render;
mod server;
#[cfg(test)]
mod tests;

use crate::export::composed;
use crate::reading::narrow;
use crate::wire::{
    Event, JobKind, NoticeKind, PublishFailure, PublishSettings, Published, ValueCause,
};
use crate::{App, Error, Job};
use folder::{Folder, Put, digest};
use paperboy_feed::{
    DayEntry, DayPage, Index, IndexedDay, Language, PaperEntry, Site, day_page, days_feed,
    index_page, line, papers_feed,
};
use paperboy_paper::{Date, FileCause, PaperId};
use paperboy_store::List;
use render::Public;
pub(crate) use server::is_server_address;
use std::collections::{BTreeMap, HashSet};
use std::fs::{File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;
use url::Url;

/// How many days and papers of the newest are in the feeds.
const FEED_DAYS: usize = 60;
const FEED_PAPERS: usize = 300;
/// The most files that are named in a result.
const MAX_NAMED: usize = 200;
/// The setting with the ids that folders have been given.
const IDS: &str = "publish.ids";
/// The most folders whose ids are remembered.
const MAX_IDS: usize = 100;

/// What to publish, and as what.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Publish {
    /// The folder, which is made where there is none; or the address of one on a server.
    pub folder: PathBuf,
    /// Only papers that this query finds; empty: all.
    pub query: String,
    /// The title; empty: `Paperboy`.
    pub title: String,
    /// The address at which the folder will be on the web; empty: not known.
    pub address: String,
}

impl App {
    /// The settings of publishing.
    pub fn publish_settings(&self) -> Result<PublishSettings, Error> {
        Ok(PublishSettings {
            folder: Some(self.setting("publish.folder")?).filter(|folder| !folder.is_empty()),
            query: self.setting("publish.query")?,
            title: self.setting("publish.title")?,
            address: self.setting("publish.address")?,
            auto: self.setting("publish.auto")? == "on",
        })
    }

    /// Chooses the folder, unless there is none to choose.
    pub fn choose_publish(&self, folder: Option<&PathBuf>) -> Result<PublishSettings, Error> {
        if let Some(folder) = folder {
            self.set_setting("publish.folder", &folder.display().to_string())?;
        }
        self.publish_settings()
    }

    /// What the settings publish.
    pub fn publish_of_settings(&self) -> Result<Publish, Error> {
        let PublishSettings { folder, query, title, address, .. } = self.publish_settings()?;
        let folder = folder.ok_or(ValueCause::NoPublishFolder)?;
        Ok(Publish { folder: folder.into(), query, title, address })
    }

    /// A lock that one process on the library has while it publishes.
    fn lock_publishing(&self) -> Result<File, Error> {
        let path = self.places.library.join("publish.lock");
        let failed = |source| Error::File { path: path.clone(), source };
        let file = File::options().create(true).truncate(false).write(true).open(&path);
        let file = file.map_err(failed)?;
        match file.try_lock() {
            Ok(()) => Ok(file),
            Err(TryLockError::WouldBlock) => Err(Error::PublishedByAnother),
            Err(TryLockError::Error(source)) => Err(failed(source)),
        }
    }

    /// Publishes days. What is there already is not written again, no file is removed, and one of
    /// somebody else's is left. An error means that the library failed, or that nothing can be
    /// written there; a file that could not be written is a failure of the answer.
    pub fn publish(&self, publish: &Publish, job: &Job) -> Result<Published, Error> {
        let _first = self.lock_publishing()?;
        if let Some(address) = publish.server() {
            return self.publish_to_server(address, publish, job);
        }
        let root = &publish.folder;
        let file = |source| Error::File { path: root.clone(), source };
        if !root.is_dir() {
            let parent = root.parent().filter(|parent| !parent.as_os_str().is_empty());
            self.check_publish_folder(parent.unwrap_or(Path::new(".")))?;
            std::fs::create_dir(root).map_err(file)?;
        }
        self.check_publish_folder(root)?;
        self.publish_into(root, publish, job)
    }

    /// Publishes into a folder that exists.
    fn publish_into(&self, root: &Path, publish: &Publish, job: &Job) -> Result<Published, Error> {
        let address = site_address(&publish.address)?;
        let file = |source| Error::File { path: root.to_owned(), source };
        let mut folder = Folder::open(root, SystemTime::from(self.now())).map_err(file)?;
        if folder.record.id.is_empty() {
            folder.record.id = self.site_id(root)?;
            folder.save().map_err(file)?;
        }
        let language = match self.setting("report.language")?.as_str() {
            "en" => Language::En,
            _ => Language::Zh,
        };
        let title = Some(line(&publish.title)).filter(|title| !title.is_empty());
        let site = Site {
            id: folder.record.id.clone(),
            title: title.unwrap_or_else(|| "Paperboy".to_owned()),
            address,
            language,
        };
        let mut publishing = Publishing {
            app: self,
            folder,
            site,
            job,
            result: Published { folder: root.display().to_string(), ..Published::default() },
            is_stopped: false,
            days: Vec::new(),
            newest: Vec::new(),
        };
        publishing.run(&publish.query)?;
        Ok(publishing.result)
    }

    /// Publishes what the settings name, where that is to follow each change; `None`: it is not, or
    /// another program does.
    pub fn publish_after_change(&self, job: &Job) -> Result<Option<Published>, Error> {
        let settings = self.publish_settings()?;
        if !settings.auto || settings.folder.is_none() || self.read_only() {
            return Ok(None);
        }
        match self.publish(&self.publish_of_settings()?, job) {
            Err(Error::PublishedByAnother) => Ok(None),
            published => published.map(Some),
        }
    }

    /// Whether a folder can be published to: it exists, and is none of the library's.
    pub(crate) fn check_publish_folder(&self, folder: &Path) -> Result<(), Error> {
        self.check_vault(folder).map_err(|error| match error {
            Error::BadValue(ValueCause::VaultInLibrary) => ValueCause::PublishInLibrary.into(),
            error => error,
        })
    }

    /// The id of a folder: the one that it once had from this library, or a new one. It is a `tag:`
    /// URI whose name nobody else has: it is random, and no domain of `.invalid` is given out.
    fn site_id(&self, root: &Path) -> Result<String, Error> {
        let place = root.canonicalize().unwrap_or_else(|_| root.to_owned()).display().to_string();
        let known = self.store().setting(IDS)?;
        let mut known: BTreeMap<String, String> =
            known.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default();
        if let Some(id) = known.get(&place) {
            return Ok(id.clone());
        }
        let mut random = [0; 8];
        getrandom::fill(&mut random).map_err(ValueCause::other)?;
        let name: String = random.iter().map(|byte| format!("{byte:02x}")).collect();
        let id = format!("tag:{name}.paperboy.invalid,{}", self.today().year());
        if known.len() < MAX_IDS {
            known.insert(place, id.clone());
            let json = serde_json::to_string(&known).map_err(ValueCause::other)?;
            self.store().set_setting(IDS, Some(&json))?;
        }
        Ok(id)
    }

    /// Publishes in the background what the settings name.
    pub fn start_publish(self: &Arc<Self>) -> Result<(), Error> {
        let publish = self.publish_of_settings()?;
        let Some(job) = self.publish_job(true) else { return Ok(()) };
        let app = self.clone();
        std::thread::spawn(move || {
            let (worker, of) = (app.clone(), job.clone());
            let ended = job.wait_for(move || worker.publish(&publish, &of));
            app.jobs.lock().publish = None;
            match ended {
                Some(Ok(result)) => app.emit(&Event::Published { result }),
                Some(Err(error)) => app.failed(&error),
                None => {}
            }
            app.emit(&Event::Changed);
        });
        Ok(())
    }

    /// Publishes after a change, when that is switched on.
    pub(crate) fn publish_if_on(self: &Arc<Self>) -> Result<(), Error> {
        let settings = self.publish_settings()?;
        if !settings.auto || settings.folder.is_none() || self.read_only() {
            return Ok(());
        }
        let publish = self.publish_of_settings()?;
        let Some(job) = self.publish_job(false) else { return Ok(()) };
        let app = self.clone();
        std::thread::spawn(move || {
            let ended = app.publish(&publish, &job);
            app.jobs.lock().publish = None;
            match ended {
                Ok(result) => {
                    if let Some(failure) = result.failures.first() {
                        app.notice(NoticeKind::PublishFailed, &failure.path);
                    }
                }
                // Another program publishes, and this one does the next time.
                Err(Error::PublishedByAnother) => {}
                Err(error) => {
                    tracing::error!(?error, "publishing failed");
                    app.notice(NoticeKind::PublishFailed, &publish.folder.display().to_string());
                }
            }
        });
        Ok(())
    }

    /// The job of publishing, unless one is running.
    fn publish_job(self: &Arc<Self>, is_watched: bool) -> Option<Job> {
        let mut jobs = self.jobs.lock();
        if jobs.publish.is_some() {
            return None;
        }
        let job = match is_watched {
            true => self.watched_job(JobKind::Publish),
            false => Job::unwatched(JobKind::Publish),
        };
        jobs.publish = Some(job.clone());
        Some(job)
    }
}

/// The address of a site, ending in a slash; `None` where it is empty.
pub(crate) fn site_address(text: &str) -> Result<Option<String>, Error> {
    if text.is_empty() {
        return Ok(None);
    }
    let refused = || Error::from(ValueCause::NotASite { text: text.to_owned() });
    let mut url = Url::parse(text).map_err(|_| refused())?;
    let is_plain = matches!(url.scheme(), "http" | "https")
        && url.has_host()
        && url.query().is_none()
        && url.fragment().is_none()
        && url.username().is_empty()
        && url.password().is_none();
    if !is_plain {
        return Err(refused());
    }
    if !url.path().ends_with('/') {
        url.set_path(&format!("{}/", url.path()));
    }
    Ok(Some(url.into()))
}

/// A publishing under way.
struct Publishing<'a> {
    app: &'a App,
    folder: Folder,
    site: Site,
    job: &'a Job,
    result: Published,
    /// Whether an error befalls every file that follows.
    is_stopped: bool,
    /// The days that are in the folder.
    days: Vec<IndexedDay>,
    /// The papers of the newest days, for the feeds.
    newest: Vec<(Date, Vec<Public>)>,
}

impl Publishing<'_> {
    fn run(&mut self, query: &str) -> Result<(), Error> {
        let keys: Option<HashSet<u64>> = match query.trim() {
            "" => None,
            query => Some(self.app.strict_matches(query)?.into_iter().collect()),
        };
        let days = self.app.store().days()?;
        let total = days.len();
        // The newest first: they are read first, and the feeds are of them.
        for (done, day) in days.into_iter().enumerate() {
            self.job.at(done, total, &day.date.to_string());
            if self.job.is_cancelled() || self.is_stopped {
                break;
            }
            self.day(day.date, day.source_url, keys.as_ref())?;
        }
        self.flush();
        self.result.cancelled = self.job.is_cancelled();
        if !self.result.cancelled && !self.is_stopped {
            self.around()?;
        }
        if let Err(error) = self.folder.finish() {
            self.failed(&error, "");
        }
        self.job.at(total, total, "");
        Ok(())
    }

    /// One day: its report and its page.
    fn day(
        &mut self,
        date: Date,
        source_url: Option<String>,
        keys: Option<&HashSet<u64>>,
    ) -> Result<(), Error> {
        let list = List { dates: Some((date, date)), ..List::default() };
        let (mut papers, _) = self.app.store().list(&list, 0, u64::from(u32::MAX))?;
        let of_day = papers.len();
        papers.retain(|paper| keys.is_none_or(|keys| keys.contains(&paper.key)));
        // A damaged paper would lose in the folder what is missing here.
        if papers.is_empty() || papers.iter().any(|paper| paper.is_damaged) {
            return Ok(());
        }
        let is_whole = papers.len() == of_day;
        let record = &mut self.folder.record;
        let public = papers.into_iter().map(|paper| self.app.public(paper, record));
        let public: Vec<Public> = public.collect::<Result<_, _>>()?;
        let withheld = public.iter().filter(|public| public.is_withheld).count();
        let report = match is_whole && withheld == 0 {
            true => self.app.day_markdown(date, source_url)?,
            false => {
                let papers = public.iter().map(|public| public.paper.clone()).collect();
                composed(date, source_url, papers)
            }
        };
        let (name, page) = (format!("days/{date}.md"), format!("days/{date}.html"));
        let (bytes, sha256) = (report.len() as u64, digest([&report]));
        if !self.put(&name, report, "") {
            return Ok(());
        }
        let made_of = render::made_of(&public, &self.site.title, self.site.language);
        if self.folder.is_current(&page, &made_of) {
            self.result.unchanged += 1;
        } else {
            let language = self.site.language;
            let papers = public.iter().map(|public| render::page_paper(public, language));
            let html = day_page(&self.site, &DayPage { date, papers: papers.collect() });
            self.put(&page, html.into_bytes(), &made_of);
        }
        self.result.days += 1;
        self.result.papers += narrow(public.len() as u64);
        self.result.withheld += narrow(withheld as u64);
        let known = self.folder.record.days.get(&date.to_string());
        let updated = match known {
            Some(known) if known.sha256 == sha256 => known.updated,
            _ => self.app.now(),
        };
        let papers = narrow(public.len() as u64);
        let day = IndexedDay { date, file: name, papers, bytes, sha256, updated };
        self.folder.record.days.insert(date.to_string(), day.clone());
        self.days.push(day);
        let in_feed: usize = self.newest.iter().map(|(_, papers)| papers.len()).sum();
        if self.newest.is_empty() || self.newest.len() < FEED_DAYS && in_feed < FEED_PAPERS {
            self.newest.push((date, public));
        }
        Ok(())
    }

    /// What is around the days: the feeds, the index and its page.
    fn around(&mut self) -> Result<(), Error> {
        // Days that were published and are not chosen any more are still there.
        let chosen: HashSet<Date> = self.days.iter().map(|day| day.date).collect();
        let left = self.folder.record.days.values();
        let left = left.filter(|day| !chosen.contains(&day.date));
        let is_there = |day: &&IndexedDay| {
            let path = self.folder.path(&day.file);
            path.is_file() && !self.result.foreign.contains(&path.display().to_string())
        };
        let left: Vec<IndexedDay> = left.filter(is_there).cloned().collect();
        self.days.extend(left);
        self.days.sort_by_key(|day| std::cmp::Reverse(day.date));
        let entries = self.entries();
        let feed = papers_feed(&self.site, &entries);
        let of_days: Vec<DayEntry> =
            self.newest.iter().filter_map(|(date, papers)| self.day_entry(*date, papers)).collect();
        let days = days_feed(&self.site, &of_days);
        let index = Index {
            id: format!("{}:days", self.site.id),
            title: self.site.title.clone(),
            days: self.days.clone(),
        };
        let page = index_page(&self.site, &self.days, of_days.first());
        // The index comes last: who reads it finds all that it names.
        for (name, text) in [
            ("feed.xml", feed),
            ("days.xml", days),
            ("index.html", page),
            ("index.json", index.write()),
        ] {
            self.put(name, text.into_bytes(), "");
            self.flush();
        }
        Ok(())
    }

    fn day_entry(&self, date: Date, papers: &[Public]) -> Option<DayEntry> {
        let day = self.days.iter().find(|day| day.date == date)?;
        let title = |public: &Public| {
            let title = paperboy_report::title(&public.paper.title).into_owned();
            (public.paper.id.clone(), title)
        };
        let papers = papers.iter().map(title).collect();
        Some(DayEntry { date, updated: day.updated, papers, bytes: day.bytes })
    }

    /// The entries of the feed. An entry was updated when its text last changed: the record says
    /// what it was.
    fn entries(&mut self) -> Vec<PaperEntry> {
        let now = self.app.now();
        let mut seen: HashSet<PaperId> = HashSet::new();
        let mut known = BTreeMap::new();
        let mut entries = Vec::new();
        for (date, papers) in &self.newest {
            for public in papers {
                if entries.len() == FEED_PAPERS || !seen.insert(public.paper.id.clone()) {
                    continue;
                }
                let (mut entry, digest) = render::entry(public, *date, self.site.language);
                let before = self.folder.record.entries.get(entry.id.as_str());
                entry.updated = match before {
                    Some((same, updated)) if *same == digest => *updated,
                    // A clock that was set back.
                    Some((_, updated)) => now.max(*updated + jiff::SignedDuration::from_secs(1)),
                    None => now,
                };
                known.insert(entry.id.to_string(), (digest, entry.updated));
                entries.push(entry);
            }
        }
        self.folder.record.entries = known;
        entries
    }

    /// Puts a file; false where it is not there afterwards as it should be.
    fn put(&mut self, name: &str, bytes: Vec<u8>, made_of: &str) -> bool {
        match self.folder.put(name, bytes, made_of) {
            Ok(Put::Written) => self.result.written += 1,
            Ok(Put::Unchanged) => self.result.unchanged += 1,
            Ok(Put::Foreign) => {
                let path = self.folder.path(name).display().to_string();
                if self.result.foreign.len() < MAX_NAMED {
                    self.result.foreign.push(path);
                }
                return false;
            }
            Err(error) => {
                self.failed(&error, name);
                return false;
            }
        }
        true
    }

    fn flush(&mut self) {
        if let Err(error) = self.folder.flush() {
            self.failed(&error, "");
        }
    }

    fn failed(&mut self, error: &io::Error, name: &str) {
        let path = self.folder.path(name).display().to_string();
        tracing::warn!(%error, path, "a file was not published");
        self.is_stopped = true;
        if self.result.failures.len() < MAX_NAMED {
            self.result.failures.push(PublishFailure { path, why: FileCause::from(error) });
        }
    }
}
