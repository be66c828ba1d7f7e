//! Subscriptions: published days and feeds of others, and categories of arXiv, fetched with the days
//! of Hugging Face.
//!
//! The reports of a subscription are versions under its name, beside the user's own. Removing a
//! subscription removes no paper and no report.

mod category;
mod days;
mod failed;
mod list;
mod source;

use crate::fetch::{Halt, OnRead};
use crate::reading::narrow;
use crate::wire::{
    FetchedSubscription, JobKind, Phase, Subscription, SubscriptionKind, SubscriptionProblem,
    SubscriptionResult, ValueCause,
};
use crate::{App, Error, Job, Write};
use failed::FailedDays;
use paperboy_feed::line;
use paperboy_net::Validators;
use paperboy_paper::{Category, Date, PaperId};
use serde::{Deserialize, Serialize};
use source::{Content, Read};
use std::path::Path;

/// The setting with the subscriptions.
const KEY: &str = "subscriptions";
const MAX_SUBSCRIPTIONS: usize = 100;
/// The longest name, in characters, and the longest address.
const MAX_NAME_CHARS: usize = 60;
const MAX_ADDRESS_BYTES: usize = 2_000;
/// How the writer of a subscription's reports begins, so that no name passes for another writer.
pub(crate) const WRITER: &str = "from:";

/// A subscription as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Stored {
    name: String,
    address: String,
    #[serde(default)]
    kind: Option<SubscriptionKind>,
    #[serde(default)]
    etag: Option<String>,
    #[serde(default)]
    last_modified: Option<String>,
    #[serde(default)]
    checked: Option<jiff::Timestamp>,
    #[serde(default)]
    last: Option<SubscriptionResult>,
    /// Of a category: the newest day that was listed.
    #[serde(default)]
    since: Option<Date>,
    /// The days that could not be read.
    #[serde(default, skip_serializing_if = "FailedDays::is_empty")]
    failed: FailedDays,
}

impl Stored {
    /// `per_day`: how many papers of a day of a category are taken.
    fn wire(&self, per_day: u32) -> Subscription {
        let is_category = self.kind == Some(SubscriptionKind::Category);
        Subscription {
            per_day: is_category.then_some(per_day),
            name: self.name.clone(),
            address: self.address.clone(),
            kind: self.kind,
            checked: self.checked.map(|at| at.to_string()),
            last: self.last.clone(),
        }
    }

    fn writer(&self) -> String {
        format!("{WRITER}{}", self.name)
    }
}

impl App {
    /// The subscriptions, in the order in which they were added.
    pub fn subscriptions(&self) -> Result<Vec<Subscription>, Error> {
        let per_day = self.papers_per_day()?;
        Ok(self.stored_subscriptions()?.iter().map(|stored| stored.wire(per_day)).collect())
    }

    /// Subscribes to an address, a folder or a category of arXiv, once it could be read; by default under
    /// the title that it has there. [`fetch_subscriptions`](Self::fetch_subscriptions) fetches its days
    /// and papers.
    pub fn subscribe(
        &self,
        address: &str,
        name: Option<&str>,
        job: &Job,
    ) -> Result<Subscription, Error> {
        if self.read_only() {
            return Err(paperboy_store::StoreError::ReadOnly.into());
        }
        let address = source::address(address)?;
        let known = self.stored_subscriptions()?;
        if known.len() >= MAX_SUBSCRIPTIONS {
            return Err(ValueCause::TooManySubscriptions { most: MAX_SUBSCRIPTIONS as u32 }.into());
        }
        if known.iter().any(|other| other.address == address) {
            return Err(ValueCause::SubscribedAlready { address }.into());
        }
        let (kind, title) = match Category::parse(&address) {
            Some(category) => self.look_at_category(&category, job)?,
            None => self.look_at_address(&address, job)?,
        }
        .map_err(|why| ValueCause::NotSubscribed {
            address: address.clone(),
            why: Box::new(why),
        })?;
        let wanted = name.map(line).filter(|name| !name.is_empty());
        let wanted =
            wanted.unwrap_or_else(|| if title.is_empty() { host_of(&address) } else { title });
        let name = free_name(&wanted, &known);
        let stored = Stored {
            name,
            address,
            kind: Some(kind),
            etag: None,
            last_modified: None,
            checked: None,
            last: None,
            since: None,
            failed: FailedDays::default(),
        };
        let added = stored.wire(self.papers_per_day()?);
        self.change_subscriptions(|all| all.push(stored))?;
        Ok(added)
    }

    /// What is at an address, and its title there.
    fn look_at_address(&self, address: &str, job: &Job) -> Result<LookedAt, Error> {
        let read = self.runtime()?.block_on(source::read(address, &Validators::NONE, job));
        Ok(match read {
            Ok(Read::Content { content: Content::Days { title, .. }, .. }) => {
                Ok((SubscriptionKind::Days, title))
            }
            Ok(Read::Content { content: Content::Feed(feed), .. }) => {
                match feed.entries.iter().all(|entry| entry.papers.is_empty()) {
                    true => Err(SubscriptionProblem::NoPapers),
                    false => Ok((SubscriptionKind::List, feed.title)),
                }
            }
            Ok(Read::Unchanged) => Err(SubscriptionProblem::Other),
            Err(why) => Err(why),
        })
    }

    /// Whether arXiv has papers in a category, and what the subscription is called.
    fn look_at_category(&self, category: &Category, job: &Job) -> Result<LookedAt, Error> {
        Ok(match self.category_page(category, 0, job)? {
            Some(Ok(page)) if page.papers.is_empty() => Err(SubscriptionProblem::NoCategory),
            Some(Ok(_)) => Ok((SubscriptionKind::Category, format!("arXiv {category}"))),
            Some(Err(why)) => Err(SubscriptionProblem::Arxiv { why }),
            None => Err(SubscriptionProblem::Other),
        })
    }

    /// Removes a subscription by its name or address; its papers and reports stay.
    pub fn unsubscribe(&self, name: &str) -> Result<(), Error> {
        let is_it = |stored: &Stored| stored.name == name || stored.address == name;
        if !self.stored_subscriptions()?.iter().any(is_it) {
            return Err(ValueCause::UnknownSubscription { name: name.to_owned() }.into());
        }
        self.change_subscriptions(|all| all.retain(|stored| !is_it(stored)))
    }

    /// Fetches what is new in all subscriptions, or in one; with `write`, also writes the reports of
    /// the papers of lists and categories. Failures of a subscription are in the answer; an error means that the
    /// library failed.
    pub fn fetch_subscriptions(
        &self,
        only: Option<&str>,
        write: bool,
        job: &Job,
    ) -> Result<Vec<FetchedSubscription>, Error> {
        let read = std::cell::RefCell::new(Vec::new());
        let on_read = |id: &PaperId| read.borrow_mut().push(id.clone());
        let fetched = self.fetch_subscriptions_with(only, &on_read, job)?;
        let ids = read.into_inner();
        if write && !ids.is_empty() && !job.is_cancelled() {
            self.write(&Write { ids, writer: None, again: false }, job)?;
        }
        Ok(fetched)
    }

    /// Like [`fetch_subscriptions`](Self::fetch_subscriptions), but calls `on_read` with each paper that
    /// was read.
    pub(crate) fn fetch_subscriptions_with(
        &self,
        only: Option<&str>,
        on_read: OnRead<'_>,
        job: &Job,
    ) -> Result<Vec<FetchedSubscription>, Error> {
        let stored = self.stored_subscriptions()?;
        let stored: Vec<Stored> = stored
            .into_iter()
            .filter(|stored| only.is_none_or(|name| stored.name == name))
            .collect();
        let mut fetched = Vec::new();
        if !stored.is_empty() {
            job.phase(Phase::Work);
        }
        let total = stored.len();
        for (done, mut stored) in stored.into_iter().enumerate() {
            job.at(done, total, &stored.name);
            if job.is_cancelled() {
                break;
            }
            let result = self.fetch_subscription(&mut stored, on_read, job)?;
            if job.is_cancelled() {
                break;
            }
            (stored.checked, stored.last) = (Some(self.now()), Some(result.clone()));
            fetched.push(FetchedSubscription { name: stored.name.clone(), result });
            // One that was removed meanwhile stays removed.
            self.change_subscriptions(|all| {
                if let Some(place) = all.iter_mut().find(|other| other.address == stored.address) {
                    *place = stored;
                }
            })?;
            self.background.wake();
        }
        Ok(fetched)
    }

    fn fetch_subscription(
        &self,
        stored: &mut Stored,
        on_read: OnRead<'_>,
        job: &Job,
    ) -> Result<SubscriptionResult, Error> {
        if let Some(category) = Category::parse(&stored.address) {
            return self.take_category(stored, &category, on_read, job);
        }
        let validators = match stored.failed.is_any_due(self.now()) {
            // Failed days are tried again even if the index is the same.
            true => Validators::NONE,
            false => {
                let last_modified = stored.last_modified.clone();
                Validators { etag: stored.etag.clone(), last_modified }
            }
        };
        let read = self.runtime()?.block_on(source::read(&stored.address, &validators, job));
        let (content, validators) = match read {
            Ok(Read::Unchanged) => {
                let missing = narrow(stored.failed.len() as u64);
                let problem = (missing > 0).then_some(SubscriptionProblem::Days);
                return Ok(SubscriptionResult { missing, problem, ..Default::default() });
            }
            Ok(Read::Content { content, validators }) => (content, validators),
            Err(problem) => {
                tracing::warn!(address = stored.address, %problem, "a subscription could not be fetched");
                return Ok(SubscriptionResult { problem: Some(problem), ..Default::default() });
            }
        };
        let result = match content {
            Content::Days { place, days, .. } => {
                stored.kind = Some(SubscriptionKind::Days);
                let writer = stored.writer();
                self.take_days(&writer, &place, &days, &mut stored.failed, job)?
            }
            Content::Feed(feed) => {
                stored.kind = Some(SubscriptionKind::List);
                self.take_list(&stored.address, &feed, on_read, job)?
            }
        };
        // Missing days and papers are requested again: the next request must not be answered “unchanged”,
        // unless it is stored when to try them again.
        let is_remembered = result.problem == Some(SubscriptionProblem::Days)
            && result.missing as usize == stored.failed.len();
        let is_whole = result.problem.is_none() || is_remembered;
        stored.etag = validators.etag.filter(|_| is_whole);
        stored.last_modified = validators.last_modified.filter(|_| is_whole);
        Ok(result)
    }

    fn stored_subscriptions(&self) -> Result<Vec<Stored>, Error> {
        let json = self.store().setting(KEY)?;
        Ok(json.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default())
    }

    /// Changes the stored subscriptions under a lock: two threads must not undo each other's changes.
    fn change_subscriptions(&self, change: impl FnOnce(&mut Vec<Stored>)) -> Result<(), Error> {
        let _turn =
            self.jobs.subscriptions.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let mut all = self.stored_subscriptions()?;
        change(&mut all);
        let json = serde_json::to_string(&all).map_err(ValueCause::other)?;
        Ok(self.store().set_setting(KEY, Some(&json).filter(|_| !all.is_empty()).map(|x| &**x))?)
    }

    /// Subscribes for the window, and fetches the subscription at once.
    pub fn subscribe_and_fetch(
        self: &std::sync::Arc<Self>,
        address: &str,
    ) -> Result<Vec<Subscription>, Error> {
        let job = self.watched_job(JobKind::Fetch);
        let added = self.subscribe(address, None, &job)?;
        let on_read = |id: &PaperId| self.note("write", self.write_automatically([id.clone()]));
        self.fetch_subscriptions_with(Some(&added.name), &on_read, &job)?;
        self.emit(&crate::wire::Event::Changed);
        self.subscriptions()
    }

    /// Subscribes to a folder, unless there is none to choose.
    pub fn subscribe_to_folder(
        self: &std::sync::Arc<Self>,
        folder: Option<&std::path::PathBuf>,
    ) -> Result<Vec<Subscription>, Error> {
        match folder {
            Some(folder) => self.subscribe_and_fetch(&folder.display().to_string()),
            None => self.subscriptions(),
        }
    }

    /// Removes a subscription, and returns the others.
    pub fn remove_subscription(&self, name: &str) -> Result<Vec<Subscription>, Error> {
        self.unsubscribe(name)?;
        self.subscriptions()
    }
}

/// The kind of a subscription and its title; or why it can't be subscribed to.
type LookedAt = Result<(SubscriptionKind, String), SubscriptionProblem>;

/// A name that no other subscription has.
fn free_name(wanted: &str, known: &[Stored]) -> String {
    let wanted: String = wanted.chars().take(MAX_NAME_CHARS).collect();
    let is_free = |name: &str| known.iter().all(|other| other.name != name);
    let numbered = (2..).map(|number| format!("{wanted} ({number})"));
    std::iter::once(wanted.clone()).chain(numbered).find(|name| is_free(name)).unwrap_or(wanted)
}

fn host_of(address: &str) -> String {
    let host = url::Url::parse(address).ok().and_then(|url| url.host_str().map(str::to_owned));
    let folder = || Path::new(address).file_name().map(|name| line(&name.to_string_lossy()));
    host.or_else(folder).unwrap_or_else(|| "subscription".to_owned())
}

/// The error of the library that ended a fetch; a cancelled fetch, or one without a network, has none.
fn of_library(halt: Halt) -> Result<(), Error> {
    match halt {
        Halt::Cancelled | Halt::Offline(_) => Ok(()),
        Halt::Error(error) => Err(error),
    }
}
