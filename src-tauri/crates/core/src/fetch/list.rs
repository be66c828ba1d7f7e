//! A day's list: the API's pages, else the page for people.

use super::{FetchedDay, Halt, Run};
use crate::reading::narrow;
use paperboy_net::{Fetched, LARGEST_PAGE, Next, Validators};
use paperboy_paper::{self as paper, Date, DayList};
use paperboy_store::{ListedPaper, Listing};
use std::collections::HashSet;

/// The most pages of one day: a source that names pages without end is not followed without end.
const MOST_PAGES: usize = 20;

impl Run<'_> {
    /// Asks for a day's list and keeps it. A list that can't be had is told in the answer; what is kept of the day stays.
    pub(super) async fn list(&self, date: Date) -> Result<FetchedDay, Halt> {
        let mut day = FetchedDay { date: date.to_string(), listed: 0, added: 0, papers: Vec::new(), problem: None };
        if let Some(papers) = self.listed_since(date)? {
            day.listed = papers;
            return Ok(day);
        }
        let (mut papers, mut problem) = self.ask_api(date).await?;
        if let Some(why) = problem.take() {
            tracing::warn!(%date, why, "the list is taken from the page for people");
            match self.ask_page(date).await? {
                Ok(whole) => papers = whole,
                Err(second) => problem = Some(format!("the list of {date} could not be had whole: {why}; {second}")),
            }
        }
        if let Some(why) = &problem {
            tracing::error!(%date, why, "a day's list could not be had");
        }
        // What came of a list that breaks off is no less true.
        if problem.is_none() || !papers.is_empty() {
            let source_url = format!("https://huggingface.co/papers/date/{date}");
            let listed = self.app.store().add_listing(&Listing { date, source_url, papers }, self.app.now())?;
            day.listed = narrow(listed.listed);
            day.added = narrow(listed.added.len() as u64);
        }
        day.problem = problem;
        Ok(day)
    }

    /// How many papers the day's list named, if it came since the errand at hand was given.
    fn listed_since(&self, date: Date) -> Result<Option<u32>, Halt> {
        let Some(since) = self.since else { return Ok(None) };
        let listed = self.app.store().listed(date)?;
        // The library counts milliseconds.
        Ok(listed.filter(|(at, _)| at.as_millisecond() >= since.as_millisecond()).map(|(_, papers)| narrow(papers)))
    }

    /// What the API gives, and why that is not the whole list.
    async fn ask_api(&self, date: Date) -> Result<(Vec<ListedPaper>, Option<String>), Halt> {
        let (mut papers, mut next, mut known) = (Vec::new(), None, HashSet::new());
        for _ in 0..MOST_PAGES {
            let asked = self.net.list_page(date, next.as_ref(), LARGEST_PAGE, &Validators::NONE);
            let page = match self.unless_cancelled(asked).await? {
                Ok(page) => page,
                Err(error) => return Ok((papers, Some(error.to_string()))),
            };
            let Fetched::Body(body) = page.fetched else { return Ok((papers, Some("Hugging Face has no list of it".to_owned()))) };
            let list = match DayList::from_json(&body.bytes) {
                Ok(list) => list,
                Err(why) => return Ok((papers, Some(why.to_string()))),
            };
            self.log(date, &list);
            let before = papers.len();
            papers.extend(list.items.into_iter().filter(|paper| known.insert(paper.id.clone())).map(listed));
            match page.next {
                // A page that names no paper but those before it is the last, whatever it says of another.
                Next::Page(url) if papers.len() > before => next = Some(url),
                Next::Page(_) | Next::End => return Ok((papers, None)),
                Next::Elsewhere(address) => return Ok((papers, Some(format!("the list goes on at {address}, which is not asked")))),
            }
        }
        Ok((papers, Some(format!("the list has more than {MOST_PAGES} pages"))))
    }

    async fn ask_page(&self, date: Date) -> Result<Result<Vec<ListedPaper>, String>, Halt> {
        let asked = self.net.list_html(date, &Validators::NONE);
        Ok(match self.unless_cancelled(asked).await? {
            Ok(Fetched::Body(body)) => match DayList::from_page(&body.bytes, date) {
                Ok(list) => {
                    self.log(date, &list);
                    Ok(list.items.into_iter().map(listed).collect())
                }
                Err(why) => Err(why.to_string()),
            },
            Ok(_) => Err("Hugging Face has no page of it".to_owned()),
            Err(error) => Err(error.to_string()),
        })
    }

    fn log(&self, date: Date, list: &DayList) {
        for problem in &list.problems {
            tracing::warn!(%date, ?problem, "a paper in the list was left out or is incomplete");
        }
    }
}

fn listed(paper: paper::ListedPaper) -> ListedPaper {
    ListedPaper {
        id: paper.id,
        title: paper.title,
        abstract_text: Some(paper.abstract_text).filter(|text| !text.is_empty()),
        authors: paper.authors,
        code: paper.code,
        project: paper.project,
        upvotes: Some(paper.upvotes),
        keywords: paper.ai_keywords,
        summary: paper.ai_summary,
        organization: paper.organization,
        published: paper.published,
    }
}
