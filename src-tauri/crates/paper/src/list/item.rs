//! One record of the list.

use super::{ListProblemKind, ListedPaper};
use crate::{Date, PaperId};
use serde_json::Value;

/// The longest title, name or keyword; longer ones are cut.
const MAX_LINE_CHARS: usize = 2000;
/// The longest abstract; longer ones are cut. arXiv takes 1,920 characters.
const MAX_ABSTRACT_CHARS: usize = 20_000;
const MAX_AUTHORS: usize = 5000;
const MAX_KEYWORDS: usize = 100;

pub(super) fn read(value: &Value) -> Result<ListedPaper, ListProblemKind> {
    if !value.is_object() {
        return Err(ListProblemKind::NoRecord);
    }
    // Some archives keep the paper without the item around it.
    let paper = value.get("paper").filter(|paper| paper.is_object()).unwrap_or(value);
    // Of data in both places, the item's is better: its title has no line breaks.
    let either = |name: &str, limit: usize| {
        line(value.get(name), limit).or_else(|| line(paper.get(name), limit))
    };
    let id = paper
        .get("id")
        .or_else(|| value.get("id"))
        .and_then(Value::as_str)
        .and_then(PaperId::parse)
        .ok_or(ListProblemKind::NoId)?;
    let title = either("title", MAX_LINE_CHARS).ok_or(ListProblemKind::NoTitle)?;
    let organization = paper.get("organization").or_else(|| value.get("organization"));
    Ok(ListedPaper {
        id,
        title,
        abstract_text: line(paper.get("summary"), MAX_ABSTRACT_CHARS)
            .or_else(|| line(value.get("summary"), MAX_ABSTRACT_CHARS))
            .unwrap_or_default(),
        authors: authors(paper.get("authors")),
        published: date(paper.get("publishedAt")).or_else(|| date(value.get("publishedAt"))),
        submitted_on_daily: date(paper.get("submittedOnDailyAt"))
            .or_else(|| date(value.get("submittedOnDailyAt"))),
        submitted_by: person(value.get("submittedBy"))
            .or_else(|| person(paper.get("submittedOnDailyBy"))),
        upvotes: count(paper.get("upvotes")).or_else(|| count(value.get("upvotes"))).unwrap_or(0),
        comments: count(value.get("numComments")).or_else(|| count(paper.get("numComments"))),
        code: address(paper.get("githubRepo")),
        code_stars: count(paper.get("githubStars")),
        project: address(paper.get("projectPage")),
        ai_summary: line(paper.get("ai_summary"), MAX_LINE_CHARS),
        ai_keywords: lines(paper.get("ai_keywords"), MAX_KEYWORDS),
        organization: organization.and_then(|organization| {
            line(organization.get("fullname"), MAX_LINE_CHARS)
                .or_else(|| line(organization.get("name"), MAX_LINE_CHARS))
                .or_else(|| line(Some(organization), MAX_LINE_CHARS))
        }),
    })
}

/// Text in one line, `None` when there is none.
fn line(value: Option<&Value>, limit: usize) -> Option<String> {
    let text = value?.as_str()?;
    let mut line = String::with_capacity(text.len().min(limit));
    for word in
        text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty())
    {
        if line.len() + word.len() > limit {
            break;
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    (!line.is_empty()).then_some(line)
}

fn lines(value: Option<&Value>, max_lines: usize) -> Vec<String> {
    let items = value.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    items.iter().filter_map(|item| line(Some(item), MAX_LINE_CHARS)).take(max_lines).collect()
}

fn authors(value: Option<&Value>) -> Vec<String> {
    let authors = value.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    authors
        .iter()
        .filter_map(|author| {
            line(author.get("name"), MAX_LINE_CHARS).or_else(|| line(Some(author), MAX_LINE_CHARS))
        })
        .take(MAX_AUTHORS)
        .collect()
}

fn person(value: Option<&Value>) -> Option<String> {
    let person = value?;
    line(person.get("fullname"), MAX_LINE_CHARS)
        .or_else(|| line(person.get("name"), MAX_LINE_CHARS))
}

/// A count; anything but a whole number from 0 up is ignored. Written as text it counts too.
fn count(value: Option<&Value>) -> Option<u32> {
    let value = value?;
    let number =
        value.as_u64().or_else(|| value.as_str().and_then(|text| text.trim().parse().ok()))?;
    Some(u32::try_from(number).unwrap_or(u32::MAX))
}

/// The day of an ISO time, in UTC as Hugging Face writes it.
fn date(value: Option<&Value>) -> Option<Date> {
    value?.as_str()?.trim().get(..10)?.parse().ok()
}

fn address(value: Option<&Value>) -> Option<String> {
    let address = line(value, MAX_LINE_CHARS)?;
    let known = address.starts_with("https://") || address.starts_with("http://");
    (known && !address.contains(' ')).then_some(address)
}
