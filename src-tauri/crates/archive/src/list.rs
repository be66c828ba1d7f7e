//! Answers of Hugging Face's `api/daily_papers` as archives keep them, and the same with a
//! `translation` beside each paper, as newsletters do.

use crate::{Archive, ArchivedPaper, MAX_TEXT_BYTES, Part, ProblemKind, Source, within};
use paperboy_cite::{CitedDate, Name, Reference, json_items};
use paperboy_paper::{Date, DayList, ListedPaper, PaperId};
use serde_json::Value;
use std::collections::HashMap;

pub fn read(text: &str) -> Option<Archive> {
    let mut translations = HashMap::new();
    let mut is_list = false;
    // A fault in the file is reported below.
    let _ = json_items(text, |item| {
        is_list |= item["paper"]["id"].is_string();
        let id = item["paper"]["id"].as_str().and_then(PaperId::parse);
        if let Some((id, parts)) = id.zip(item.get("translation").map(parts)) {
            translations.insert(id, parts);
        }
        true
    });
    if !is_list && !is_wrapped(text) {
        return None;
    }
    let source = if translations.is_empty() { Source::HuggingFace } else { Source::Newsletter };
    let mut archive = Archive::of(source);
    let Ok(list) = DayList::from_json(text.trim_start_matches('\u{feff}').as_bytes()) else {
        archive.problem(0, ProblemKind::Broken, "");
        return Some(archive);
    };
    archive.date = day_of(&list.items);
    for (place, listed) in (1..).zip(list.items) {
        let parts = translations.remove(&listed.id).unwrap_or_default();
        let reference = reference(&listed);
        let listed = Some(listed);
        let paper = ArchivedPaper { place, reference, listed, parts, ..ArchivedPaper::default() };
        if !archive.take(paper) {
            break;
        }
    }
    for problem in list.problems {
        let place = problem.index.map_or(0, |index| index + 1);
        archive.problem(place, ProblemKind::List(problem.kind), "");
    }
    Some(archive)
}

/// The day on which all papers of a list were put on it, where they say so.
fn day_of(items: &[ListedPaper]) -> Option<Date> {
    let day = items.first()?.submitted_on_daily?;
    items.iter().all(|item| item.submitted_on_daily == Some(day)).then_some(day)
}

/// Whether the list has an object around it, as some archives keep it.
fn is_wrapped(text: &str) -> bool {
    let lists = ["data", "dailyPapers", "papers"];
    text.trim_start().starts_with('{')
        && serde_json::from_str::<Value>(text)
            .is_ok_and(|value| lists.iter().any(|list| value[list][0]["paper"].is_object()))
}

fn reference(listed: &ListedPaper) -> Reference {
    Reference {
        id: Some(listed.id.clone()),
        title: listed.title.clone(),
        authors: listed.authors.iter().filter_map(|name| Name::parse(name)).collect(),
        date: listed.published.map(CitedDate::from),
        abstract_text: Some(listed.abstract_text.clone()).filter(|text| !text.is_empty()),
        ..Reference::default()
    }
}

/// A translation: a text, or an object of texts by their names.
fn parts(translation: &Value) -> Vec<Part> {
    let part = |name: &str, text: &Value| {
        let text = within(text.as_str()?, MAX_TEXT_BYTES);
        (!text.is_empty()).then(|| Part { name: within(name, 100), text })
    };
    match translation {
        Value::Object(fields) => {
            fields.iter().take(50).filter_map(|(name, text)| part(name, text)).collect()
        }
        text => part("translation", text).into_iter().collect(),
    }
}
