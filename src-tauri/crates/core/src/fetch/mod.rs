//! The paper round: from days to stored lists and articles.
//!
//! What is done is kept paper by paper, so that a run that ends anywhere goes on there: nothing kept is asked for again.

mod article;
mod jobs;
mod list;
mod schedule;

pub use schedule::{Schedule, Surroundings};

use crate::{App, DateSpan, Error, Job};
use paperboy_net::{Net, NetError, Sources};
use paperboy_paper::{Date, PaperId};
use paperboy_store::Reading;
use serde::Serialize;
use std::time::{Duration, Instant};
use url::Url;

/// Hugging Face's first day of daily papers.
const FIRST_DAY: Date = Date::constant(2023, 5, 4);
/// A project's name and version, as sources see who asks.
const USER_AGENT: &str = concat!("Paperboy/", env!("CARGO_PKG_VERSION"));

/// What to fetch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fetch {
    /// The days.
    pub span: DateSpan,
    /// Whether to read the articles, or the lists with their abstracts alone.
    pub articles: bool,
}

/// A day that was fetched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FetchedDay {
    /// The day.
    pub date: String,
    /// How many papers the source lists.
    pub listed: u32,
    /// How many of them are new to the day.
    pub added: u32,
    /// The day's papers, in its order.
    pub papers: Vec<FetchedPaper>,
    /// Why the list could not be had.
    pub problem: Option<String>,
}

/// A paper of a day that was fetched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FetchedPaper {
    /// The arXiv id.
    pub id: String,
    /// What became of it.
    pub outcome: FetchOutcome,
    /// What was read of it.
    pub reading_source: Option<&'static str>,
    /// Who wrote its shown report.
    pub writer: Option<String>,
    /// Why it was not read, or not more fully.
    pub problem: Option<String>,
}

/// What became of a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum FetchOutcome {
    /// It was read now.
    Read,
    /// It had been read, or reading was not asked for.
    Kept,
    /// It is to be tried again.
    Failed,
}

/// Why a run ends before its end.
#[derive(Debug)]
enum Halt {
    /// The reader stopped it.
    Cancelled,
    /// There is no network.
    Offline(String),
    /// The library failed.
    Error(Error),
}

impl<E: Into<Error>> From<E> for Halt {
    fn from(error: E) -> Self {
        Self::Error(error.into())
    }
}

/// One run of fetching: the way out, and how far it is.
struct Run<'a> {
    app: &'a App,
    net: Net,
    job: &'a Job,
    began: Instant,
}

impl App {
    /// Fetches days, one after the other: first all lists, then the articles, newest day first. An explicit fetch always asks
    /// for the lists again. What fails is in the answer; an error means that the library failed or that there is no network.
    pub fn fetch(&self, fetch: Fetch, job: &Job) -> Result<Vec<FetchedDay>, Error> {
        self.fetchable(fetch.span)?;
        let run = Run { app: self, net: self.net()?, job, began: Instant::now() };
        let mut days = Vec::new();
        let ended = self.runtime()?.block_on(run.days(fetch, &mut days));
        self.background.wake();
        match ended {
            Ok(()) | Err(Halt::Cancelled) => Ok(days),
            Err(Halt::Offline(hosts)) => Err(Error::Offline(hosts)),
            Err(Halt::Error(error)) => Err(error),
        }
    }

    /// Reads one paper's article, also when it had been settled what can be read of it.
    pub fn read_again(&self, id: &PaperId, job: &Job) -> Result<FetchedPaper, Error> {
        let reading = self.store().reading(id)?.ok_or_else(|| Error::UnknownPaper(id.clone()))?;
        let run = Run { app: self, net: self.net()?, job, began: Instant::now() };
        match self.runtime()?.block_on(run.paper(&reading)) {
            Ok(paper) => {
                self.background.wake();
                Ok(paper)
            }
            Err(Halt::Cancelled) => Ok(kept(&reading)),
            Err(Halt::Offline(hosts)) => Err(Error::Offline(hosts)),
            Err(Halt::Error(error)) => Err(error),
        }
    }

    fn runtime(&self) -> Result<tokio::runtime::Runtime, Error> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        runtime.map_err(|source| Error::File { path: self.places.library.clone(), source })
    }

    /// Whether these days can be asked for at all.
    pub fn fetchable(&self, span: DateSpan) -> Result<(), Error> {
        if span.from < FIRST_DAY {
            return Err(Error::BadValue(format!("{} is before {FIRST_DAY}, the first day of Hugging Face's daily papers", span.from)));
        }
        match span.to > self.today() {
            true => Err(Error::BadValue(format!("{} has not come yet in New York, where the days are counted", span.to))),
            false => Ok(()),
        }
    }

    fn net(&self) -> Result<Net, Error> {
        let url = |key: &str| {
            let text = self.setting(key)?;
            Url::parse(&text).map_err(|error| Error::BadValue(format!("{key} “{text}” is no address: {error}")))
        };
        let interval = Duration::from_millis(self.setting("source.arxiv_interval_ms")?.parse().unwrap_or(3000));
        let (huggingface, arxiv) = (url("source.huggingface")?, url("source.arxiv")?);
        // A pace that is too fast for arXiv itself holds for a stand-in on this machine only, so that the order of settings does not matter.
        let sources = Sources::new(huggingface.clone(), arxiv.clone(), interval)
            .or_else(|_| Sources::new(huggingface, arxiv, interval.max(Sources::default().arxiv_interval())));
        let sources = sources.map_err(|error| Error::BadValue(error.to_string()))?;
        Net::new(sources, self.places.library.join("arxiv.pace"), USER_AGENT).map_err(|error| Error::BadValue(error.to_string()))
    }
}

impl Run<'_> {
    async fn days(&self, fetch: Fetch, days: &mut Vec<FetchedDay>) -> Result<(), Halt> {
        let dates: Vec<Date> = fetch.span.from.series(jiff::Span::new().days(1)).take_while(|date| *date <= fetch.span.to).collect();
        for (done, date) in dates.iter().rev().enumerate() {
            self.job.at(done, dates.len(), &date.to_string());
            days.push(self.list(*date).await?);
            self.app.background.wake();
        }
        let mut waiting = 0;
        for day in days.iter_mut() {
            for reading in self.app.store().readings(date_of(day)?)? {
                waiting += usize::from(fetch.articles && !reading.settled);
                day.papers.push(kept(&reading));
            }
        }
        if !fetch.articles {
            return self.name_writers(days);
        }
        self.job.phase("read");
        let (mut done, began) = (0, Instant::now());
        for day in days.iter_mut() {
            for paper in &mut day.papers {
                let Some(reading) = self.open(&paper.id)? else { continue };
                self.job.at_with_time_left(done, waiting, &reading.title, began);
                *paper = self.paper(&reading).await?;
                done += 1;
                self.app.background.wake();
            }
        }
        self.job.at(waiting, waiting, "");
        tracing::info!(days = days.len(), read = done, seconds = self.began.elapsed().as_secs(), "fetched");
        self.name_writers(days)
    }

    /// A paper whose reading is still open; another process may have settled it since the list was made.
    fn open(&self, id: &str) -> Result<Option<Reading>, Halt> {
        let reading = self.app.store().reading(&crate::reading::paper_id(id)?)?;
        Ok(reading.filter(|reading| !reading.settled))
    }

    fn name_writers(&self, days: &mut [FetchedDay]) -> Result<(), Halt> {
        for paper in days.iter_mut().flat_map(|day| &mut day.papers) {
            let kept = self.app.store().paper(&crate::reading::paper_id(&paper.id)?)?;
            paper.writer = kept.as_ref().and_then(|kept| kept.report.as_ref()).map(|report| report.writer.clone());
            paper.reading_source = kept.and_then(|kept| kept.reading_source).map(|source| source.key());
        }
        Ok(())
    }

    /// Waits for an answer, or for the reader's stop.
    async fn unless_cancelled<T>(&self, asked: impl Future<Output = Result<T, NetError>>) -> Result<Result<T, NetError>, Halt> {
        let stopped = async {
            while !self.job.is_cancelled() {
                tokio::time::sleep(Duration::from_millis(30)).await;
            }
        };
        tokio::select! {
            biased;
            () = stopped => Err(Halt::Cancelled),
            answer = asked => match answer {
                Err(error @ NetError::Offline { .. }) => Err(Halt::Offline(error.to_string())),
                answer => Ok(answer),
            },
        }
    }
}

fn date_of(day: &FetchedDay) -> Result<Date, Error> {
    crate::reading::day(&day.date)
}

fn kept(reading: &Reading) -> FetchedPaper {
    let problem = reading.problem.clone();
    FetchedPaper { id: reading.id.to_string(), outcome: FetchOutcome::Kept, reading_source: None, writer: None, problem }
}
