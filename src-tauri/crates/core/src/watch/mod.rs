//! Watching papers that the user keeps: arXiv is asked at most once a week about each, fifty at a
//! time, and what is new is listed until the user puts it aside.
//!
//! What was asked is stored after each answer, so that an interrupted look-up continues where it ended.

mod job;

use crate::reading::{narrow, paper_id};
use crate::wire::{Event, NewsOfPaper, Phase, WatchEnd, WatchState};
use crate::{App, Error, Job};
use paperboy_net::{Fetched, LARGEST_QUERY, Net, NetError};
use paperboy_paper::article::ImageSource;
use paperboy_paper::{
    Article, AtomCause, AtomRecord, KnownPaper, News, PaperId, known_after, news, read_atom,
};
use paperboy_store::LookedUp;
use std::collections::BTreeMap;
use std::time::Duration;

/// The most news that are listed.
const MAX_NEWS: u32 = 500;
/// How often it is looked whether something else is still fetched.
const LOOK_AT_OTHERS: Duration = Duration::from_millis(200);

/// The outcome of a look-up.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Watched {
    /// About how many papers arXiv was asked.
    pub asked: u32,
    /// The papers that arXiv does not know.
    pub unknown: Vec<PaperId>,
    /// What is new.
    pub news: Vec<NewsOfPaper>,
    /// Why it ended before its end.
    pub problem: Option<AtomCause>,
}

impl App {
    /// Asks arXiv about all papers that the user keeps and that were not asked about for a week.
    /// Other fetching goes first. What arXiv did not answer is in the result; an error means that
    /// the library failed.
    pub fn watch(&self, job: &Job) -> Result<Watched, Error> {
        if self.read_only() {
            return Err(paperboy_store::StoreError::ReadOnly.into());
        }
        let mut watched = Watched::default();
        let ended = self.look_up(job, &mut watched);
        let end = WatchEnd {
            at: self.now().to_string(),
            asked: watched.asked,
            news: narrow(watched.news.len() as u64),
            problem: watched.problem.clone(),
        };
        // One that the user stopped says nothing about arXiv.
        if !job.is_cancelled() {
            self.note_watch_end(&end)?;
        }
        self.emit(&Event::Changed);
        ended.map(|()| watched)
    }

    fn look_up(&self, job: &Job, watched: &mut Watched) -> Result<(), Error> {
        let Some(_first) = self.first_to_watch(job) else { return Ok(()) };
        let (net, runtime) = (self.net()?, self.runtime()?);
        job.phase(Phase::Work);
        let (_, due) = self.store().watch_counts(self.now())?;
        loop {
            while !job.is_cancelled() && self.fetches_else() {
                std::thread::sleep(LOOK_AT_OTHERS);
            }
            let ids = self.store().papers_to_watch(self.now(), LARGEST_QUERY as u32)?;
            if job.is_cancelled() || ids.is_empty() {
                return Ok(());
            }
            job.at(watched.asked as usize, due as usize, "");
            let Some(answer) = runtime.block_on(answer(&net, &ids, job)) else { return Ok(()) };
            let found = match answer {
                Ok(found) => found,
                Err(cause) => {
                    tracing::warn!(%cause, "arXiv could not be asked about kept papers");
                    watched.problem = Some(cause);
                    return Ok(());
                }
            };
            let mut looked_up = Vec::new();
            for id in ids {
                let known = self.known_paper(&id)?;
                looked_up.push(match found.get(&id) {
                    Some(record) => LookedUp {
                        news: news(&known, record),
                        known: known_after(&known, record),
                        id,
                    },
                    None => {
                        watched.unknown.push(id.clone());
                        LookedUp { id, known, news: Vec::new() }
                    }
                });
            }
            let now = self.now();
            self.store().put_looked_up(&looked_up, now)?;
            watched.asked += narrow(looked_up.len() as u64);
            for LookedUp { id, news, .. } in looked_up {
                let title =
                    self.store().paper(&id)?.map_or_else(|| id.to_string(), |one| one.title);
                watched.news.extend(news.into_iter().map(|news| NewsOfPaper {
                    id: id.to_string(),
                    title: title.clone(),
                    news,
                    found: now.to_string(),
                }));
            }
        }
    }

    /// One process at a time asks, so that nothing is asked twice; `None`: it was stopped before.
    fn first_to_watch(&self, job: &Job) -> Option<std::fs::File> {
        loop {
            if job.is_cancelled() {
                return None;
            }
            if let Some(lock) = self.lock_file("watch.lock") {
                return Some(lock);
            }
            std::thread::sleep(LOOK_AT_OTHERS);
        }
    }

    /// What is known of a paper; the version of its text counts, where it is known.
    fn known_paper(&self, id: &PaperId) -> Result<KnownPaper, Error> {
        let mut known = self.store().known_paper(id)?;
        known.version = known.version.max(self.text_version(id));
        Ok(known)
    }

    /// The version of the text that is kept of a paper, where the text names it.
    fn text_version(&self, id: &PaperId) -> Option<u32> {
        // A damaged article is fetched again, and names no version meanwhile.
        let (article, _) = self.article_with_figures(id).unwrap_or_default()?;
        version_of(&article, id)
    }

    /// The text of a paper was read again: where it is of the reported version, that is no
    /// news any more.
    pub(crate) fn note_version_read(&self, id: &PaperId) -> Result<(), Error> {
        let reported = self.store().paper_news(Some(id), MAX_NEWS)?.into_iter().find_map(|one| {
            match one.news {
                News::Version { version, .. } => Some(version),
                _ => None,
            }
        });
        let is_read =
            reported.is_some_and(|version| self.text_version(id).is_none_or(|has| has >= version));
        if is_read {
            self.store().read_version(id, self.now())?;
        }
        Ok(())
    }

    /// The news about papers that the user keeps, the newest first; of one paper alone,
    /// where it is named.
    pub fn paper_news(&self, id: Option<&str>) -> Result<Vec<NewsOfPaper>, Error> {
        let id = id.map(paper_id).transpose()?;
        let news = self.store().paper_news(id.as_ref(), MAX_NEWS)?;
        let listed = news.into_iter().map(|one| NewsOfPaper {
            id: one.id.to_string(),
            title: one.title,
            news: one.news,
            found: one.found.to_string(),
        });
        Ok(listed.collect())
    }

    /// Puts aside the news about papers; about all, where none is named.
    pub fn put_news_aside(&self, ids: Option<&[String]>) -> Result<u32, Error> {
        let ids = ids
            .map(|ids| ids.iter().map(|id| paper_id(id)).collect::<Result<Vec<_>, _>>())
            .transpose()?;
        let aside = self.store().put_news_aside(ids.as_deref(), self.now())?;
        self.emit(&Event::Changed);
        Ok(narrow(aside))
    }

    /// Whether arXiv is asked what is new, and how far that is.
    pub fn watch_state(&self) -> Result<WatchState, Error> {
        let (kept, due) = self.store().watch_counts(self.now())?;
        Ok(WatchState {
            on: self.watches()?,
            kept: narrow(kept),
            due: narrow(due),
            running: self.jobs.lock().watch.is_some(),
            last: self.last_watch_end()?,
        })
    }
}

/// Asks arXiv about some papers; `None`: it was stopped.
async fn answer(
    net: &Net,
    ids: &[PaperId],
    job: &Job,
) -> Option<Result<BTreeMap<PaperId, AtomRecord>, AtomCause>> {
    let answer = tokio::select! {
        biased;
        () = job.cancelled() => return None,
        answer = net.records(ids) => answer,
    };
    Some(match answer {
        Ok(Fetched::Body(body)) => read_atom(&body.bytes, ids),
        Ok(Fetched::NotModified | Fetched::Absent(_)) => Err(AtomCause::NotFound),
        Err(NetError::TooLarge { .. }) => Err(AtomCause::TooLarge),
        Err(error) => Err(error.into_cause().into()),
    })
}

/// The version in the paths of an article's images.
fn version_of(article: &Article, id: &PaperId) -> Option<u32> {
    article.images().into_iter().find_map(|image| match &image.source {
        ImageSource::File(path) => {
            path.strip_prefix(id.as_str())?.strip_prefix('v')?.split('/').next()?.parse().ok()
        }
        _ => None,
    })
}

impl App {
    fn watches(&self) -> Result<bool, Error> {
        Ok(self.setting("watch.papers")? == "on")
    }
}
