//! A day's list: the API's pages, else the page for people.

use super::{FetchedDay, Halt, Run};
use crate::dates::day_page;
use crate::reading::narrow;
use paperboy_net::{Fetched, LARGEST_PAGE, Next, Validators};
use paperboy_paper::{
    self as paper, Date, DayList, DayProblem, ListCause, ListProblem, ListProblemKind,
};
use paperboy_store::{ListedPaper, Listing};
use std::collections::HashSet;

/// The most pages of one day: a source that names pages without end is not followed without end.
const MAX_PAGES: usize = 20;

impl Run<'_> {
    /// Requests a day's list and stores it. A failure is reported in the answer; the stored papers
    /// of the day stay.
    pub(super) async fn list(&self, date: Date) -> Result<FetchedDay, Halt> {
        let mut day = FetchedDay::on(date);
        if let Some(papers) = self.listed_since(date)? {
            day.listed = papers;
            return Ok(day);
        }
        let mut source_list = self.ask_api(date).await?;
        if let Some(why) = source_list.broken.pop() {
            tracing::warn!(%date, %why, "the list is taken from the web page");
            match self.ask_page(date).await? {
                Ok(whole) => source_list = whole,
                Err(second) if second == why => source_list.broken = vec![why],
                Err(second) => source_list.broken = vec![why, second],
            }
        }
        let SourceList { papers, broken, left_out } = source_list;
        // The papers of a list that breaks off are valid.
        if broken.is_empty() || !papers.is_empty() {
            let source_url = day_page(date);
            let listed = self
                .app
                .store()
                .add_listing(&Listing { date, source_url, papers }, self.app.now())?;
            day.listed = narrow(listed.listed);
            day.added = narrow(listed.added.len() as u64);
        }
        let date = date.to_string();
        day.problem = match left_out.into_iter().next() {
            _ if !broken.is_empty() => Some(DayProblem::NotFetched { date, causes: broken }),
            first => first.map(|first| DayProblem::PartlyRead { date, first }),
        };
        if let Some(problem) = &day.problem {
            tracing::error!(%problem, "a day's list could not be had");
        }
        Ok(day)
    }

    /// How many papers the day's list named, if it came since the fetch job at hand was given.
    fn listed_since(&self, date: Date) -> Result<Option<u32>, Halt> {
        let Some(since) = self.since else { return Ok(None) };
        let listed = self.app.store().listed(date)?;
        // The library counts milliseconds.
        Ok(listed
            .filter(|(at, _)| at.as_millisecond() >= since.as_millisecond())
            .map(|(_, papers)| narrow(papers)))
    }

    async fn ask_api(&self, date: Date) -> Result<SourceList, Halt> {
        let (mut source_list, mut next, mut known) = (SourceList::default(), None, HashSet::new());
        for _ in 0..MAX_PAGES {
            let request = self.net.list_page(date, next.as_ref(), LARGEST_PAGE, &Validators::NONE);
            let page = match self.unless_cancelled(request).await? {
                Ok(page) => page,
                Err(error) => return Ok(source_list.broken(error.into_cause())),
            };
            let Fetched::Body(body) = page.fetched else {
                return Ok(source_list.broken(ListCause::NoList));
            };
            let list = match DayList::from_json(&body.bytes) {
                Ok(list) => list,
                Err(why) => return Ok(source_list.broken(why)),
            };
            let left_out = left_out(date, &list);
            if let (true, Some(first)) = (list.items.is_empty(), left_out.first()) {
                return Ok(source_list.broken(ListCause::NothingReadable { first: first.clone() }));
            }
            let before = source_list.papers.len();
            source_list.papers.extend(
                list.items.into_iter().filter(|paper| known.insert(paper.id.clone())).map(listed),
            );
            source_list.left_out.extend(left_out);
            match page.next {
                // A page without new papers is the last one, even when it links to another.
                Next::Page(url) if source_list.papers.len() > before => next = Some(url),
                Next::Page(_) | Next::End => return Ok(source_list),
                Next::Elsewhere(address) => {
                    return Ok(source_list.broken(ListCause::NextElsewhere { address }));
                }
            }
        }
        Ok(source_list.broken(ListCause::TooManyPages { most: narrow(MAX_PAGES as u64) }))
    }

    async fn ask_page(&self, date: Date) -> Result<Result<SourceList, ListCause>, Halt> {
        let request = self.net.list_html(date, &Validators::NONE);
        Ok(match self.unless_cancelled(request).await? {
            Ok(Fetched::Body(body)) => match DayList::from_page(&body.bytes, date) {
                Ok(list) => {
                    let left_out = left_out(date, &list);
                    Ok(SourceList {
                        papers: list.items.into_iter().map(listed).collect(),
                        broken: Vec::new(),
                        left_out,
                    })
                }
                Err(why) => Err(why.into()),
            },
            Ok(_) => Err(ListCause::NoPage),
            Err(error) => Err(error.into_cause().into()),
        })
    }
}

/// What a source gave of a day's list.
#[derive(Default)]
struct SourceList {
    papers: Vec<ListedPaper>,
    /// Why that is not the whole list.
    broken: Vec<ListCause>,
    /// The items of the list that can't be read.
    left_out: Vec<ListProblem>,
}

impl SourceList {
    fn broken(self, why: impl Into<ListCause>) -> Self {
        Self { broken: vec![why.into()], ..self }
    }
}

/// The items of a list that can't be read. A repeated paper is no problem.
fn left_out(date: Date, list: &DayList) -> Vec<ListProblem> {
    let problems = list.problems.iter().filter(|problem| problem.kind != ListProblemKind::Repeated);
    let left_out: Vec<ListProblem> = problems.cloned().collect();
    for problem in &left_out {
        tracing::warn!(%date, %problem, "a paper in the list was left out or is incomplete");
    }
    left_out
}

pub(crate) fn listed(paper: paper::ListedPaper) -> ListedPaper {
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
