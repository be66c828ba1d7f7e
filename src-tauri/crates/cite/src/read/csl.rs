//! CSL-JSON.

use super::json::json_items;
use super::names::MAX_AUTHORS;
use super::{ParsedFile, ProblemKind};
use crate::{CitedDate, Format, Name, Reference};
use serde_json::Value;

/// Whether the first item is one of CSL and none of Hugging Face's lists, which are JSON too.
pub fn is_csl(text: &str) -> bool {
    let mut first = None;
    // A fault after the first item is reported by `read`.
    let _ = json_items(text, |item| {
        first = Some(item);
        false
    });
    let Some(first) = first else { return false };
    let items = wrapped(&first);
    let Some(item) = items.map_or(Some(&first), |items| items.first()) else { return false };
    let is_named = item["author"]
        .as_array()
        .and_then(|authors| authors.first())
        .is_some_and(|author| author.get("family").or(author.get("literal")).is_some());
    let is_item = item["type"].is_string() || item["issued"].is_object() || is_named;
    is_item && item.get("paper").is_none() && item.get("AI").is_none()
}

pub fn read(text: &str) -> ParsedFile {
    let mut file = ParsedFile::new(Format::CslJson);
    let mut place = 0;
    let end = json_items(text, |value| {
        let one = [value];
        let items = wrapped(&one[0]).map_or(&one[..], Vec::as_slice);
        items.iter().all(|item| {
            place += 1;
            if item.is_object() {
                return file.entry(place, &key(item), reference(item));
            }
            file.problem(place, ProblemKind::NoObject, "");
            true
        })
    });
    if end.is_err() {
        file.problem(place + 1, ProblemKind::BrokenJson, "");
    }
    file
}

/// The items of a file that has something around them.
fn wrapped(value: &Value) -> Option<&Vec<Value>> {
    ["items", "references"].iter().find_map(|name| value.get(name)?.as_array())
}

fn key(item: &Value) -> String {
    let key = item.get("citation-key").or_else(|| item.get("id")).map(text);
    key.unwrap_or_default()
}

/// A text, or a number as text; files have both.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

fn reference(item: &Value) -> Reference {
    let field = |name: &str| item.get(name).map(text).unwrap_or_default();
    let mut reference = Reference::default();
    reference.set_title(&field("title"));
    let authors = item["author"].as_array().or_else(|| item["editor"].as_array());
    let authors = authors.map(Vec::as_slice).unwrap_or_default();
    reference.authors = authors.iter().take(MAX_AUTHORS).filter_map(name).collect();
    reference.set_date_if_empty(date(&item["issued"]));
    for name in ["number", "archive_location", "archive-place"] {
        if field(name).to_ascii_lowercase().contains("arxiv") {
            reference.set_id(&field(name));
        }
    }
    reference.set_doi(&field("DOI"));
    reference.set_url(&field("URL"));
    reference.set_version(field("version").parse().ok());
    reference.set_journal(&field("container-title"));
    reference.set_abstract(&field("abstract"));
    reference.set_licence(&field("license"));
    reference.add_note(&field("annote"));
    reference.add_note(&field("note"));
    reference.add_tags(field("keyword").split([',', ';']));
    reference
}

fn name(author: &Value) -> Option<Name> {
    let part = |name: &str| author.get(name).map(text).unwrap_or_default();
    let literal = part("literal");
    let name = if literal.is_empty() {
        let particle = format!("{} {}", part("dropping-particle"), part("non-dropping-particle"));
        Name::of_parts(&part("given"), &particle, &part("family"), &part("suffix"))
    } else {
        Name::parse_whole(&literal)
    };
    name.shown().chars().any(char::is_alphanumeric).then_some(name)
}

/// `{"date-parts":[[2017,6,12]]}`, with numbers as text too, or `{"raw":"2017-06-12"}`.
fn date(value: &Value) -> Option<CitedDate> {
    let parts = value["date-parts"].get(0);
    let part = |at: usize| parts.and_then(|parts| parts.get(at)).map(text);
    let small = |at: usize| part(at).and_then(|text| text.parse().ok());
    match part(0).and_then(|year| year.parse().ok()) {
        Some(year) => CitedDate::new(year, small(1), small(2)),
        None => ["raw", "literal"].iter().find_map(|name| CitedDate::parse(&text(&value[name]))),
    }
}
