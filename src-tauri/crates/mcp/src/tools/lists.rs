//! `search`, `day` and `related`: papers in lists.

use crate::answer::{Refusal, paper_id};
use crate::budget::{beginning, fitting, place};
use crate::fence::Fence;
use crate::items::{Field, Item, item};
use paperboy_core::wire::{Hit, SortOrder};
use paperboy_core::{App, DateSpan, Filter};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How many papers are in one answer by default, and at most.
const USUAL_PAPERS: u32 = 10;
const MAX_PAPERS: u32 = 50;
/// The longest query, in bytes.
const MAX_QUERY_BYTES: usize = 4_000;

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Search {
    /// Words in Chinese or English, all of them wanted; "a phrase", OR, -word, ( ), wor*, title: author: abstract: contribution: results: note: tag: date:2025-12 date:7d is:starred|unread|read|later has:note|code
    query: String,
    #[serde(default)]
    sort: Sort,
    #[serde(default)]
    fields: Vec<Field>,
    /// At most 50
    limit: Option<u64>,
    /// The `next` of the answer before
    cursor: Option<String>,
}

#[derive(Default, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Sort {
    #[default]
    Relevance,
    Newest,
}

#[derive(Serialize, JsonSchema)]
pub struct Hits {
    understood: String,
    total: u32,
    total_is_exact: bool,
    papers: Vec<Item>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

pub fn search(app: &App, fence: &Fence, request: Search) -> Result<Hits, Refusal> {
    if request.query.len() > MAX_QUERY_BYTES {
        return Err(Refusal::new("The query is too long; use at most 4,000 bytes."));
    }
    let at = place(request.cursor.as_deref())?;
    app.update_index()?;
    let sort = match request.sort {
        Sort::Relevance => SortOrder::Relevance,
        Sort::Newest => SortOrder::Newest,
    };
    let offset = u32::try_from(at).unwrap_or(u32::MAX);
    let answer = app.search(&request.query, sort, offset, limit(request.limit))?;
    let papers =
        fitting(&answer.hits, |hit| item(app, fence, &hit.id, &request.fields, Some(hit)))?;
    let end = at + papers.len();
    let is_last = papers.is_empty() || answer.total_is_exact && end >= answer.total as usize;
    Ok(Hits {
        understood: beginning(&answer.understood, 150),
        total: answer.total,
        total_is_exact: answer.total_is_exact,
        papers,
        next: (!is_last).then(|| end.to_string()),
    })
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Day {
    /// YYYY-MM-DD or today; without it, the newest day
    date: Option<String>,
    #[serde(default)]
    fields: Vec<Field>,
    cursor: Option<String>,
}

#[derive(Serialize, JsonSchema)]
pub struct DayList {
    date: String,
    total: u32,
    papers: Vec<Item>,
    /// The day before in the library
    #[serde(skip_serializing_if = "Option::is_none")]
    earlier: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

pub fn day(app: &App, fence: &Fence, request: Day) -> Result<DayList, Refusal> {
    let at = place(request.cursor.as_deref())?;
    let days = app.days()?;
    let text = match request.date {
        Some(text) => text,
        None => match days.first() {
            Some(newest) => newest.date.clone(),
            None => return Err(Refusal::new("The library has no days yet.")),
        },
    };
    let span = DateSpan::parse_day(&text, app.today())
        .map_err(|error| Refusal::new(&error.to_string()))?;
    let all = app.papers(&Filter { dates: Some(span), ..Filter::default() })?;
    // Titles alone are not enough: each paper has its contribution.
    let fields = match request.fields.as_slice() {
        [] => &[Field::Contribution][..],
        fields => fields,
    };
    let wanted = all.get(at..).unwrap_or_default();
    let papers = fitting(wanted, |paper| item(app, fence, &paper.id, fields, None))?;
    let date = span.from.to_string();
    Ok(DayList {
        total: u32::try_from(all.len()).unwrap_or(u32::MAX),
        next: next(at, &papers, wanted),
        papers,
        earlier: days.into_iter().map(|day| day.date).find(|other| *other < date),
        date,
    })
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Related {
    id: String,
    #[serde(default)]
    fields: Vec<Field>,
    limit: Option<u64>,
    cursor: Option<String>,
}

#[derive(Serialize, JsonSchema)]
pub struct Relatives {
    /// May be empty: only clearly related papers are listed
    papers: Vec<Item>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

pub fn related(app: &App, fence: &Fence, request: Related) -> Result<Relatives, Refusal> {
    let at = place(request.cursor.as_deref())?;
    let id = paper_id(&request.id)?;
    app.update_index()?;
    let all = app.related(id.as_str(), MAX_PAPERS)?;
    let rest: &[Hit] = all.get(at..).unwrap_or_default();
    let wanted = &rest[..rest.len().min(limit(request.limit) as usize)];
    let papers = fitting(wanted, |hit| item(app, fence, &hit.id, &request.fields, Some(hit)))?;
    Ok(Relatives { next: next(at, &papers, rest), papers })
}

fn limit(requested: Option<u64>) -> u32 {
    let requested = requested.map(|count| u32::try_from(count).unwrap_or(u32::MAX));
    requested.unwrap_or(USUAL_PAPERS).clamp(1, MAX_PAPERS)
}

/// The cursor to the rest of a list, if there is more.
fn next<S>(at: usize, papers: &[Item], rest: &[S]) -> Option<String> {
    (papers.len() < rest.len()).then(|| (at + papers.len()).to_string())
}
