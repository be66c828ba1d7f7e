//! Papers that the user adds by their ids: looked up on arXiv, put on the day on which they were
//! requested, and read.

use super::{FetchOutcome, FetchedDay, FetchedPaper, Halt, PaperProblem, Run, unchanged};
use crate::dates::day_page;
use crate::figures::FigureWork;
use crate::{App, Error, Job};
use paperboy_net::{Absence, Fetched, Validators};
use paperboy_paper::{AbsPage, Date, NoAbs, PaperId, ReadingCause, ReadingReason, ReadingSource};
use paperboy_store::{ListedPaper, Listing, NewDigest, Reading};
use std::collections::HashSet;

impl App {
    /// Adds papers: those that are not in the library are looked up on arXiv and put on today, then
    /// those without a text are read and, if `write`, written. An id that arXiv does not have is a
    /// failed paper of the answer; an error means that the library failed or that there is no
    /// network.
    pub fn add(&self, ids: &[PaperId], write: bool, job: &Job) -> Result<FetchedDay, Error> {
        let mut day = self.add_on(self.today(), ids, &|_| (), job)?;
        if write && !job.is_cancelled() {
            self.write_fetched(std::slice::from_mut(&mut day), job)?;
        }
        self.figures_after(&FigureWork::Cards(ids.to_vec()), job);
        Ok(day)
    }

    /// As [`add`](Self::add), on a day and without the writing.
    pub(crate) fn add_on(
        &self,
        date: Date,
        ids: &[PaperId],
        on_read: super::OnRead<'_>,
        job: &Job,
    ) -> Result<FetchedDay, Error> {
        let run = self.run(None, on_read, job)?;
        let mut day = FetchedDay::on(date);
        let ended = self.runtime()?.block_on(run.add(ids, date, &mut day));
        self.background.wake();
        match ended {
            Ok(()) | Err(Halt::Cancelled) => {
                self.name_writers(std::slice::from_mut(&mut day))?;
                Ok(day)
            }
            Err(Halt::Offline(hosts)) => Err(Error::Offline(hosts)),
            Err(Halt::Error(error)) => Err(error),
        }
    }
}

impl FetchedPaper {
    /// Whether arXiv has no paper of this id.
    pub fn is_unknown(&self) -> bool {
        let of_page = |reason: &ReadingReason| {
            reason.source == Some(ReadingSource::Abs) && reason.cause == ReadingCause::NotFound
        };
        self.outcome == FetchOutcome::Failed
            && matches!(&self.problem.reading[..], [only] if of_page(only))
    }
}

impl Run<'_> {
    async fn add(&self, ids: &[PaperId], date: Date, day: &mut FetchedDay) -> Result<(), Halt> {
        self.job.phase(crate::wire::Phase::Read);
        let mut seen = HashSet::new();
        let ids: Vec<&PaperId> = ids.iter().filter(|id| seen.insert(*id)).collect();
        for (done, id) in ids.iter().enumerate() {
            self.job.at_with_time_left(done, ids.len(), id.as_str(), self.began);
            let was_here = self.app.store().reading(id)?.is_some();
            let paper = self.patiently(crate::wire::Phase::Read, self.added(id, date)).await?;
            day.listed += u32::from(!paper.is_unknown());
            day.added += u32::from(!was_here && self.app.store().reading(id)?.is_some());
            if paper.outcome == FetchOutcome::Read {
                (self.on_read)(id);
            }
            day.papers.push(paper);
            self.app.background.wake();
        }
        self.job.at(ids.len(), ids.len(), "");
        Ok(())
    }

    /// One paper, which is put into the library and read where it is not yet.
    async fn added(&self, id: &PaperId, date: Date) -> Result<FetchedPaper, Halt> {
        let reading = match self.app.store().reading(id)? {
            Some(reading) => reading,
            None => match self.look_up(id, date).await? {
                Ok(reading) => reading,
                Err(why) => return Ok(not_added(id, why)),
            },
        };
        if reading.settled { Ok(unchanged(&reading)) } else { self.paper(&reading).await }
    }

    /// Puts a paper into the library as arXiv's abstract page has it.
    async fn look_up(
        &self,
        id: &PaperId,
        date: Date,
    ) -> Result<Result<Reading, ReadingCause>, Halt> {
        let page = match self.unless_cancelled(self.net.abs(id, &Validators::NONE)).await? {
            Ok(Fetched::Body(body)) => match AbsPage::read(&body.bytes, id) {
                Ok(page) => page,
                Err(NoAbs::NoText(why)) => return Ok(Err(why.into())),
                Err(NoAbs::NotThePaper(why)) => return Ok(Err(why.into())),
            },
            // Nothing was stored that could be unchanged.
            Ok(Fetched::NotModified | Fetched::Absent(Absence::NotFound)) => {
                return Ok(Err(ReadingCause::NotFound));
            }
            Ok(Fetched::Absent(Absence::Forbidden)) => return Ok(Err(ReadingCause::NotPublic)),
            Err(error) => return Ok(Err(error.into_cause().into())),
        };
        let paper = ListedPaper {
            abstract_text: Some(page.abstract_text),
            authors: page.authors,
            published: page.submitted,
            ..ListedPaper::new(id.clone(), page.title)
        };
        let source_url = day_page(date);
        let listing = Listing { date, source_url, papers: vec![paper] };
        let added = NewDigest { listing, writer: String::new(), texts: Vec::new() };
        self.app.store().add_digest(&added, self.app.now())?;
        let reading = self.app.store().reading(id)?;
        Ok(reading.ok_or(ReadingCause::NotFound))
    }
}

fn not_added(id: &PaperId, why: ReadingCause) -> FetchedPaper {
    let reasons = vec![ReadingReason::new(ReadingSource::Abs, why)];
    FetchedPaper {
        id: id.to_string(),
        outcome: FetchOutcome::Failed,
        reading_source: None,
        writer: None,
        problem: PaperProblem { reading: reasons, ..PaperProblem::default() },
    }
}
