//! A day of daily-arXiv-ai-enhanced (`data/DATE_AI_enhanced_LANGUAGE.jsonl` of
//! dw-dengwei/daily-arXiv-ai-enhanced): a paper a line, with what a model wrote under `AI`. The days
//! without a model's text (`data/DATE.jsonl`) have the same form.

use crate::{Archive, ArchivedPaper, MAX_TEXT_BYTES, Part, ProblemKind, Source, within};
use paperboy_cite::{Name, json_items};
use serde_json::Value;

/// The longest line, in bytes; a longer one counts as damaged.
const MAX_LINE_BYTES: usize = 1 << 20;
/// The most authors of a paper that are read.
const MAX_AUTHORS: usize = 5_000;
/// The most categories of a paper that are read.
const MAX_CATEGORIES: usize = 50;
/// The parts in the order in which the program shows them.
const PARTS: [&str; 5] = ["tldr", "motivation", "method", "result", "conclusion"];

pub fn read(text: &str) -> Option<Archive> {
    let mut archive = Archive::of(Source::DailyArxiv);
    let mut broken = 0_usize;
    for (line, place) in text.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty()) {
        let is_object = line.len() <= MAX_LINE_BYTES && line.trim_start().starts_with('{');
        let value = is_object.then(|| serde_json::from_str::<Value>(line).ok()).flatten();
        let Some(value) = value.filter(is_paper) else {
            broken += 1;
            archive.problem(place, ProblemKind::Broken, "");
            continue;
        };
        if !take(&mut archive, &value, place) {
            break;
        }
    }
    // A text may quote such a line.
    (archive.papers.len() > broken / 2).then_some(archive)
}

/// The same as one array.
pub fn read_array(text: &str) -> Option<Archive> {
    if !text.trim_start().starts_with('[') {
        return None;
    }
    let mut archive = Archive::of(Source::DailyArxiv);
    let mut place = 0;
    let end = json_items(text, |value| {
        place += 1;
        if is_paper(&value) {
            return take(&mut archive, &value, place);
        }
        archive.problem(place, ProblemKind::Broken, "");
        // The first item shows what kind of file it is.
        place > 1
    });
    if end.is_err() {
        archive.problem(place + 1, ProblemKind::Broken, "");
    }
    (!archive.papers.is_empty()).then_some(archive)
}

fn take(archive: &mut Archive, value: &Value, place: usize) -> bool {
    let paper = paper(value, place);
    // Where the model failed, some days have a text instead of the fields.
    let is_asked = value.get("AI").is_some_and(|ai| !ai.is_null());
    if is_asked && paper.parts.is_empty() {
        archive.problem(place, ProblemKind::NotWritten, &paper.reference.title);
    }
    archive.take(paper)
}

/// Whether a record has the fields that no other kind of file has together.
fn is_paper(value: &Value) -> bool {
    let has = |name: &str| value.get(name).is_some();
    has("id") && has("title") && (has("AI") || (has("summary") && has("abs")))
}

fn paper(value: &Value, place: usize) -> ArchivedPaper {
    let text = |name: &str| value[name].as_str().unwrap_or_default();
    let texts = |name: &str| {
        let items = value[name].as_array().map(Vec::as_slice).unwrap_or_default();
        items.iter().filter_map(Value::as_str)
    };
    let mut paper = ArchivedPaper { place, ..ArchivedPaper::default() };
    let reference = &mut paper.reference;
    reference.set_id(text("id"));
    reference.set_url(text("abs"));
    reference.set_title(text("title"));
    reference.set_abstract(text("summary"));
    reference.authors = texts("authors").take(MAX_AUTHORS).filter_map(Name::parse).collect();
    reference.categories =
        texts("categories").take(MAX_CATEGORIES).map(|class| within(class, 40)).collect();
    paper.parts = PARTS
        .iter()
        .filter_map(|name| {
            let text = within(value["AI"][name].as_str()?, MAX_TEXT_BYTES);
            is_written(&text).then(|| Part { name: (*name).to_owned(), text })
        })
        .collect();
    paper
}

/// Whether a text is really a model's. If the model failed, the program leaves certain words.
fn is_written(text: &str) -> bool {
    let failed = ["error", "failed", "n/a", "none", "null", "skipped", "processing failed"];
    !text.is_empty() && !failed.contains(&text.trim_end_matches('.').to_lowercase().as_str())
}
