//! The paper round: from days to stored lists and articles.
//!
//! Results are stored paper by paper, so that an interrupted run continues at the same place: no
//! stored article is requested again.

mod add;
mod article;
mod jobs;
mod list;
mod reopen;
mod schedule;
mod write;

pub(crate) use list::listed;
pub use schedule::{Schedule, Surroundings};

use crate::figures::FigureWork;
use crate::wire::{Phase, ValueCause, WritingCause};
use crate::{App, DateSpan, Error, Job};
use jiff::{SignedDuration, Timestamp};
use paperboy_net::{Net, NetError, Sources};
use paperboy_paper::{Date, DayProblem, PaperId, ReadingReason, ReadingSource};
use paperboy_store::{Reading, StoreError};
use serde::{Serialize, Serializer};
use std::collections::HashSet;
use std::fs::{File, TryLockError};
use std::time::{Duration, Instant};
use url::Url;

/// Hugging Face's first day of daily papers.
const FIRST_DAY: Date = Date::constant(2023, 5, 4);
/// The project's name and version for the sources' logs.
pub(crate) const USER_AGENT: &str = concat!("Paperboy/", env!("CARGO_PKG_VERSION"));

/// How many days after its day a paper may still come to arXiv's HTML.
pub(crate) const YOUNG_DAYS: i64 = 7;
/// The file whose lock a process has while it reads articles.
const READS: &str = "fetch.lock";
/// How often, and how soon again, that lock is tried.
const LOCK_TRIES: u32 = 4;
const LOCK_PAUSE: Duration = Duration::from_millis(3);
/// How long after the last request a paper is checked for a fuller source.
const RECHECK_INTERVAL: SignedDuration = SignedDuration::from_hours(24);
/// How often the wait for a source's allowance is checked.
const QUOTA_CHECK_INTERVAL: Duration = Duration::from_secs(1);

/// What to fetch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fetch {
    /// The days.
    pub span: DateSpan,
    /// Whether to read the articles, or the lists with their abstracts alone.
    pub articles: bool,
    /// Whether to write the reports of papers that were read and have none.
    pub write: bool,
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
    /// Why the list could not be fetched; a sentence in JSON.
    #[serde(serialize_with = "in_one_line")]
    pub problem: Option<DayProblem>,
}

impl FetchedDay {
    /// A day of which nothing has been fetched yet.
    fn on(date: Date) -> Self {
        Self { date: date.to_string(), listed: 0, added: 0, papers: Vec::new(), problem: None }
    }
}

/// A paper of a day that was fetched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FetchedPaper {
    /// The arXiv id.
    pub id: String,
    /// The outcome.
    pub outcome: FetchOutcome,
    /// The source that it was read from.
    pub reading_source: Option<&'static str>,
    /// Who wrote its shown report.
    pub writer: Option<String>,
    /// Why it was not read, or not more fully; why it was not written, or not by the model. A
    /// sentence in JSON.
    #[serde(serialize_with = "PaperProblem::in_one_line")]
    pub problem: PaperProblem,
}

/// What kept a paper from being read or written as it should be.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PaperProblem {
    /// Why it was not read, or not more fully.
    pub reading: Vec<ReadingReason>,
    /// Why it was not written, or not by the model.
    pub writing: Vec<WritingCause>,
}

impl PaperProblem {
    /// A sentence in English; nothing when all went well.
    pub fn sentence(&self) -> Option<String> {
        let parts: Vec<String> =
            [ReadingReason::sentence(&self.reading), WritingCause::sentence(&self.writing)]
                .into_iter()
                .flatten()
                .collect();
        (!parts.is_empty()).then(|| parts.join("; "))
    }

    fn in_one_line<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.sentence().serialize(serializer)
    }
}

fn in_one_line<S: Serializer>(
    problem: &Option<DayProblem>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    problem.as_ref().map(DayProblem::to_string).serialize(serializer)
}

/// The outcome for one paper of a fetch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum FetchOutcome {
    /// Its report was written now.
    Written,
    /// It was read now.
    Read,
    /// It had been read, or reading was not requested.
    Kept,
    /// Reading it, or writing its report, is to be tried again.
    Failed,
}

/// Why a run ends before its end.
#[derive(Debug)]
pub(crate) enum Halt {
    /// The user stopped it.
    Cancelled,
    /// There is no network.
    Offline(Vec<String>),
    /// The library failed.
    Error(Error),
}

impl<E: Into<Error>> From<E> for Halt {
    fn from(error: E) -> Self {
        Self::Error(error.into())
    }
}

/// One run of fetching: the HTTP client, and the progress.
pub(crate) struct Run<'a> {
    pub(crate) app: &'a App,
    pub(crate) net: Net,
    pub(crate) job: &'a Job,
    began: Instant,
    /// Lists that came since then are taken as they are.
    since: Option<Timestamp>,
    /// Is called for each paper whose reading is settled.
    on_read: OnRead<'a>,
}

/// Is called for a paper that was read.
pub(crate) type OnRead<'a> = &'a dyn Fn(&PaperId);

impl App {
    /// Fetches days: first all lists, then the articles, newest day first, then the reports, then
    /// the figures. An explicit fetch always asks for the lists again. What fails is in the answer; an error means
    /// that the library failed or that there is no network.
    pub fn fetch(&self, fetch: Fetch, job: &Job) -> Result<Vec<FetchedDay>, Error> {
        let mut days = self.fetch_since(fetch, None, &|_| (), job)?;
        if fetch.write && !job.is_cancelled() {
            self.write_fetched(&mut days, job)?;
        }
        if fetch.articles {
            self.figures_after(&FigureWork::Days { from: fetch.span.from, to: fetch.span.to }, job);
        }
        Ok(days)
    }

    /// As [`fetch`](Self::fetch) without the writing; lists that arrived after `since` are not
    /// requested again.
    fn fetch_since(
        &self,
        fetch: Fetch,
        since: Option<Timestamp>,
        on_read: OnRead<'_>,
        job: &Job,
    ) -> Result<Vec<FetchedDay>, Error> {
        self.fetchable(fetch.span)?;
        let run = self.run(since, on_read, job)?;
        let mut days = Vec::new();
        let ended = self.runtime()?.block_on(run.days(fetch, &mut days));
        self.background.wake();
        let fetched = match ended {
            Ok(()) | Err(Halt::Cancelled) => self.name_writers(&mut days).map(|()| days),
            Err(Halt::Offline(hosts)) => Err(Error::Offline(hosts)),
            Err(Halt::Error(error)) => Err(error),
        };
        // One that the user stopped says nothing about the sources.
        if !job.is_cancelled() {
            self.note_fetch(fetch.span, fetched.as_deref());
        }
        fetched
    }

    /// Reads one paper's article, even when its reading was settled.
    pub fn read_again(&self, id: &PaperId, job: &Job) -> Result<FetchedPaper, Error> {
        let reading = self.store().reading(id)?.ok_or_else(|| Error::UnknownPaper(id.clone()))?;
        let run = self.run(None, &|_| (), job)?;
        // The figures of another program wait meanwhile.
        let _first = self.first_on_library();
        match self.runtime()?.block_on(run.paper(&reading)) {
            Ok(paper) => {
                self.background.wake();
                Ok(paper)
            }
            Err(Halt::Cancelled) => Ok(unchanged(&reading)),
            Err(Halt::Offline(hosts)) => Err(Error::Offline(hosts)),
            Err(Halt::Error(error)) => Err(error),
        }
    }

    pub(crate) fn run<'a>(
        &'a self,
        since: Option<Timestamp>,
        on_read: OnRead<'a>,
        job: &'a Job,
    ) -> Result<Run<'a>, Error> {
        // Nothing is requested that could not be stored.
        if self.read_only() {
            return Err(StoreError::ReadOnly.into());
        }
        Ok(Run { app: self, net: self.net()?, job, began: Instant::now(), since, on_read })
    }

    /// A lock that one process on the library has while it reads; `None` when another one has it.
    fn first_on_library(&self) -> Option<File> {
        // Another process may just be looking whether there is one.
        (0..LOCK_TRIES).find_map(|tried| {
            if tried > 0 {
                std::thread::sleep(LOCK_PAUSE);
            }
            self.lock_file(READS)
        })
    }

    /// Whether another process on the library has the lock of
    /// [`first_on_library`](Self::first_on_library).
    pub(crate) fn is_read_by_others(&self) -> bool {
        let file = File::open(self.places.library.join(READS));
        file.is_ok_and(|file| matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock)))
    }

    /// A lock that one process on the library has while it fetches figures or removes their files;
    /// `None` when another one has it.
    pub(crate) fn lock_figures(&self) -> Option<File> {
        self.lock_file("figures.lock")
    }

    pub(crate) fn lock_file(&self, name: &str) -> Option<File> {
        let path = self.places.library.join(name);
        let file = File::options().create(true).truncate(false).write(true).open(path).ok()?;
        file.try_lock().ok()?;
        Some(file)
    }

    fn name_writers(&self, days: &mut [FetchedDay]) -> Result<(), Error> {
        for paper in days.iter_mut().flat_map(|day| &mut day.papers) {
            let stored = self.store().paper(&crate::reading::paper_id(&paper.id)?)?;
            paper.writer = stored
                .as_ref()
                .and_then(|stored| stored.report.as_ref())
                .map(|report| report.writer.clone());
            paper.reading_source =
                stored.and_then(|stored| stored.reading_source).map(|source| source.key());
        }
        Ok(())
    }

    pub(crate) fn runtime(&self) -> Result<tokio::runtime::Runtime, Error> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        runtime.map_err(|source| Error::File { path: self.places.library.clone(), source })
    }

    /// Whether these days can be requested.
    pub fn fetchable(&self, span: DateSpan) -> Result<(), Error> {
        if span.from < FIRST_DAY {
            let (day, first) = (span.from.to_string(), FIRST_DAY.to_string());
            return Err(ValueCause::TooOld { day, first }.into());
        }
        match span.to > self.today() {
            true => Err(ValueCause::NotBegun { day: span.to.to_string() }.into()),
            false => Ok(()),
        }
    }

    pub(crate) fn net(&self) -> Result<Net, Error> {
        let url = |key: &str| {
            let text = self.setting(key)?;
            Url::parse(&text).map_err(|error| {
                let why = format_args!("{key} “{text}” is not an address: {error}");
                Error::from(ValueCause::other(why))
            })
        };
        let interval = Duration::from_millis(
            self.setting("source.arxiv_interval_ms")?.parse().unwrap_or(3000),
        );
        let (huggingface, arxiv) = (url("source.huggingface")?, url("source.arxiv")?);
        // An interval that is too short for arXiv itself applies only to a server on this machine,
        // so that the order of settings does not matter.
        let sources = Sources::new(huggingface.clone(), arxiv.clone(), interval).or_else(|_| {
            Sources::new(huggingface, arxiv, interval.max(Sources::default().arxiv_interval()))
        });
        let sources = sources.map_err(ValueCause::other)?;
        Net::new(sources, self.places.library.join("arxiv.pace"), USER_AGENT)
            .map_err(|error| ValueCause::other(error).into())
    }
}

impl Run<'_> {
    async fn days(&self, fetch: Fetch, days: &mut Vec<FetchedDay>) -> Result<(), Halt> {
        self.job.phase(Phase::Work);
        let dates: Vec<Date> = fetch
            .span
            .from
            .series(jiff::Span::new().days(1))
            .take_while(|date| *date <= fetch.span.to)
            .collect();
        for (done, date) in dates.iter().rev().enumerate() {
            self.job.at_with_time_left(done, dates.len(), &date.to_string(), self.began);
            let mut day = self.patiently(Phase::Work, self.list(*date)).await?;
            day.papers = self.app.store().readings(*date)?.iter().map(unchanged).collect();
            days.push(day);
            self.app.background.wake();
        }
        if fetch.articles {
            self.articles(days).await?;
            self.reopened().await?;
        }
        Ok(())
    }

    async fn articles(&self, days: &mut [FetchedDay]) -> Result<(), Halt> {
        self.job.phase(Phase::Read);
        let mut waiting = Vec::new();
        let mut known = HashSet::new();
        for (at, day) in days.iter().enumerate() {
            let date = date_of(day)?;
            for (place, reading) in self.app.store().readings(date)?.into_iter().enumerate() {
                if place < day.papers.len()
                    && self.is_due(&reading, date)
                    && known.insert(reading.id.clone())
                {
                    waiting.push((at, place));
                }
            }
        }
        let first = self.app.first_on_library();
        if first.is_none() {
            // Another process is at it, from the front: they meet in the middle and ask for nothing
            // twice.
            waiting.reverse();
        }
        let (mut read, began) = (0, Instant::now());
        for (done, (at, place)) in waiting.iter().copied().enumerate() {
            let date = date_of(&days[at])?;
            let paper = &mut days[at].papers[place];
            // Another process may have settled it since.
            let Some(reading) = self.app.store().reading(&crate::reading::paper_id(&paper.id)?)?
            else {
                continue;
            };
            if self.is_due(&reading, date) {
                self.job.at_with_time_left(done, waiting.len(), &reading.title, began);
                *paper = self.patiently(Phase::Read, self.paper(&reading)).await?;
                if paper.outcome == FetchOutcome::Read {
                    (self.on_read)(&reading.id);
                }
                if reading.settled && paper.outcome == FetchOutcome::Failed {
                    // A fuller source was looked for without success; the stored article stays.
                    paper.outcome = FetchOutcome::Kept;
                }
                read += 1;
                self.app.background.wake();
            }
        }
        self.job.at(waiting.len(), waiting.len(), "");
        tracing::info!(
            days = days.len(),
            read,
            seconds = self.began.elapsed().as_secs(),
            "fetched"
        );
        Ok(())
    }

    /// Whether a paper of a day should be read: while its reading is open; and, while its day is
    /// recent, once a day when its source is poorer than arXiv's HTML, which may follow the paper
    /// after days.
    fn is_due(&self, reading: &Reading, date: Date) -> bool {
        let poorer = reading.source.is_some_and(|source| source != ReadingSource::Html);
        let young = date
            .checked_add(jiff::Span::new().days(YOUNG_DAYS))
            .is_ok_and(|end| self.app.today() <= end);
        let rested = reading
            .tried
            .is_none_or(|tried| self.app.now().duration_since(tried) >= RECHECK_INTERVAL);
        !reading.settled || poorer && young && rested
    }

    /// Waits for an answer; while a source allows no request, which may take minutes, the phase is
    /// `wait`.
    pub(crate) async fn patiently<T>(&self, phase: Phase, request: impl Future<Output = T>) -> T {
        let mut request = std::pin::pin!(request);
        let mut waits = false;
        loop {
            tokio::select! {
                biased;
                answer = &mut request => {
                    if waits {
                        self.job.rename_phase(phase);
                    }
                    return answer;
                }
                () = tokio::time::sleep(QUOTA_CHECK_INTERVAL) => {
                    if waits != self.net.is_held_off() {
                        waits = !waits;
                        self.job.rename_phase(if waits { Phase::Wait } else { phase });
                    }
                }
            }
        }
    }

    /// Waits for an answer, or until the user stops it.
    pub(crate) async fn unless_cancelled<T>(
        &self,
        request: impl Future<Output = Result<T, NetError>>,
    ) -> Result<Result<T, NetError>, Halt> {
        tokio::select! {
            biased;
            () = self.job.cancelled() => Err(Halt::Cancelled),
            answer = request => match answer {
                Err(NetError::Offline { hosts }) => Err(Halt::Offline(hosts)),
                answer => Ok(answer),
            },
        }
    }
}

fn date_of(day: &FetchedDay) -> Result<Date, Error> {
    crate::reading::day(&day.date)
}

fn unchanged(reading: &Reading) -> FetchedPaper {
    let problem = PaperProblem { reading: reading.reasons.clone(), ..PaperProblem::default() };
    FetchedPaper {
        id: reading.id.to_string(),
        outcome: FetchOutcome::Kept,
        reading_source: None,
        writer: None,
        problem,
    }
}
