//! Days and papers as Markdown, by the same addresses as the links into the window.

use crate::answer::Refusal;
use crate::budget::{MAX_TEXT_TOKENS, part, place};
use crate::document::Document;
use crate::fence::Fence;
use paperboy_core::{App, DateSpan, DeepLink, Filter, PaperId};
use rmcp::ErrorData;
use rmcp::model::{
    ListResourceTemplatesResult, ListResourcesResult, ReadResourceResult, Resource,
    ResourceContents, ResourceTemplate,
};

/// The days in one answer.
const MAX_DAYS: usize = 50;
const MARKDOWN: &str = "text/markdown";
/// What precedes the place at which a text continues.
const CURSOR: &str = "?cursor=";

/// The days, newest first.
pub fn list(app: &App, cursor: Option<&str>) -> Result<ListResourcesResult, ErrorData> {
    let at = place(cursor).map_err(refused)?;
    let days = app.days().map_err(|error| refused(error.into()))?;
    let rest = days.get(at..).unwrap_or_default();
    let shown = &rest[..rest.len().min(MAX_DAYS)];
    let resource = |day: &paperboy_core::wire::Day| {
        Resource::new(format!("paperboy://day/{}", day.date), day.date.clone())
            .with_title(format!("Papers of {} ({})", day.date, day.papers))
            .with_mime_type(MARKDOWN)
    };
    let mut result = ListResourcesResult::with_all_items(shown.iter().map(resource).collect());
    result.next_cursor = (shown.len() < rest.len()).then(|| (at + shown.len()).to_string());
    Ok(result)
}

/// The addresses of days and papers.
pub fn templates() -> ListResourceTemplatesResult {
    let template = |address: &str, name: &str, title: &str| {
        ResourceTemplate::new(address, name).with_title(title).with_mime_type(MARKDOWN)
    };
    ListResourceTemplatesResult::with_all_items(vec![
        template("paperboy://day/{date}", "day", "The reports of a day, YYYY-MM-DD"),
        template("paperboy://paper/{id}", "paper", "A paper, by its arXiv id"),
    ])
}

/// The day or the paper at an address; a long one in parts.
pub fn read(app: &App, uri: &str) -> Result<ReadResourceResult, ErrorData> {
    let (address, cursor) = match uri.split_once(CURSOR) {
        Some((address, cursor)) => (address, Some(cursor)),
        None => (uri, None),
    };
    let from = place(cursor).map_err(refused)?;
    let (address, text) = match DeepLink::parse(address) {
        Some(DeepLink::Paper { id }) => (format!("paperboy://paper/{id}"), paper(app, &id)),
        Some(DeepLink::Day { date }) => (format!("paperboy://day/{date}"), day(app, &date)),
        _ => return Err(not_found("Use paperboy://paper/ID or paperboy://day/YYYY-MM-DD.")),
    };
    let text = text.map_err(|why| not_found(&why.into_sentence()))?;
    // A resource comes once, the answer of a tool twice.
    let (text, next) = part(&text, from, 2 * MAX_TEXT_TOKENS);
    let fence = Fence::new();
    let mut shown = format!("{}\n\n{}\n", fence.notice(), fence.wrap(text).as_str());
    if let Some(next) = next {
        shown.push_str(&format!("\nThis goes on at {address}{CURSOR}{next}\n"));
    }
    let contents = ResourceContents::text(shown, uri).with_mime_type(MARKDOWN);
    Ok(ReadResourceResult::new(vec![contents]))
}

fn paper(app: &App, id: &str) -> Result<String, Refusal> {
    Ok(Document::load(app, &crate::answer::paper_id(id)?)?.whole())
}

/// The papers of a day, each with its report, or with its abstract.
fn day(app: &App, date: &str) -> Result<String, Refusal> {
    let span = DateSpan::parse(date, app.today())
        .map_err(|error| Refusal::new(&format!("There is no such day: {error}.")))?;
    let papers = app.papers(&Filter { dates: Some(span), ..Filter::default() })?;
    if papers.is_empty() {
        return Err(Refusal::new("The library has no papers of this day."));
    }
    let mut text = format!("# Papers of {date}\n");
    for paper in papers {
        let report = PaperId::parse(&paper.id).map(|id| app.report_markdown(&id)).transpose()?;
        let report = report.flatten().or(paper.abstract_text).unwrap_or_default();
        text.push_str(&format!(
            "\n## {}\n\narXiv:{}\n\n{}\n",
            paper.title,
            paper.id,
            report.trim()
        ));
    }
    Ok(text)
}

pub fn refused(refusal: Refusal) -> ErrorData {
    ErrorData::invalid_params(refusal.into_sentence(), None)
}

fn not_found(sentence: &str) -> ErrorData {
    ErrorData::resource_not_found(sentence.to_owned(), None)
}
