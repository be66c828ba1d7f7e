//! Papers and collections as Paperboy exports them in JSON, with what the user added to them.

use crate::{
    Anchor, Archive, ArchivedCollection, ArchivedPaper, Highlight, MAX_HIGHLIGHTS, MAX_PAPERS,
    Marks, ProblemKind, Source, within,
};
use paperboy_cite::{Name, json_items};
use paperboy_paper::PaperId;
use serde_json::Value;

/// The most tags, collections or authors of a paper that are read.
const MAX_NAMES: usize = 1_000;
/// The longest tag or name, in bytes; longer ones are cut.
const MAX_NAME_BYTES: usize = 400;
/// The most collections of a file that are read.
const MAX_COLLECTIONS: usize = 1_000;
/// The most parts of a highlight that are read.
const MAX_RANGES: usize = 10_000;

pub fn read(text: &str) -> Option<Archive> {
    let mut archive = Archive::of(Source::Paperboy);
    let (mut place, mut is_known) = (0, true);
    let end = json_items(text, |item| {
        place += 1;
        if is_paper(&item) {
            let highlights = item["highlights"].as_array().map_or(0, Vec::len);
            if highlights > MAX_HIGHLIGHTS {
                archive.problem(place, ProblemKind::TooManyHighlights, "");
            }
            return archive.take(paper(&item, place));
        }
        if is_collection(&item) {
            if archive.collections.len() < MAX_COLLECTIONS {
                archive.collections.push(collection(&item));
            }
            return true;
        }
        // The first item shows what kind of file it is.
        is_known = place > 1;
        archive.problem(place, ProblemKind::Broken, "");
        is_known
    });
    if !is_known || archive.papers.is_empty() && archive.collections.is_empty() {
        return None;
    }
    if end.is_err() {
        archive.problem(place + 1, ProblemKind::Broken, "");
    }
    Some(archive)
}

/// Whether an item has the fields of a paper that Paperboy exported.
fn is_paper(item: &Value) -> bool {
    item["id"].is_string()
        && item["dates"].is_array()
        && item["starred"].is_boolean()
        && item["links"]["arxiv"].is_string()
}

fn paper(item: &Value, place: usize) -> ArchivedPaper {
    let text = |name: &str| item[name].as_str().unwrap_or_default();
    let is_set = |name: &str| item[name].as_bool() == Some(true);
    let mut paper = ArchivedPaper { place, ..ArchivedPaper::default() };
    let reference = &mut paper.reference;
    reference.set_id(text("id"));
    reference.set_title(text("title"));
    reference.set_abstract(text("abstract"));
    reference.authors = names(&item["authors"]).filter_map(|name| Name::parse(&name)).collect();
    // Unchanged: a line that looks like another program's was written by the user.
    let note = text("note");
    reference.note = (!note.trim().is_empty()).then(|| note.to_owned());
    reference.tags = names(&item["tags"]).collect();
    paper.marks =
        Marks { starred: is_set("starred"), read: is_set("read"), later: is_set("later") };
    paper.collections = names(&item["collections"]).collect();
    let highlights = item["highlights"].as_array().map(Vec::as_slice).unwrap_or_default();
    paper.highlights = highlights.iter().take(MAX_HIGHLIGHTS).map(highlight).collect();
    paper
}

/// A highlight, unchanged: the library refuses one that is too long.
fn highlight(item: &Value) -> Highlight {
    fn text(value: &Value) -> String {
        value.as_str().unwrap_or_default().to_owned()
    }
    let anchor = &item["anchor"];
    let ranges = anchor["ranges"].as_array().map(Vec::as_slice).unwrap_or_default();
    let place = |value: &Value| u32::try_from(value.as_u64()?).ok();
    let range = |it: &Value| {
        Some((it["part"].as_str()?.to_owned(), place(&it["from"])?, place(&it["to"])?))
    };
    Highlight {
        quote: anchor["exact"].as_str().or(item["quote"].as_str()).unwrap_or_default().to_owned(),
        note: item["note"].as_str().map(str::to_owned),
        color: item["colour"].as_str().map(str::to_owned),
        tags: Vec::new(),
        made: item["added"].as_str().map(str::to_owned),
        anchor: Some(Anchor {
            id: text(&item["id"]),
            text: text(&item["text"]),
            digest: text(&anchor["digest"]),
            prefix: text(&anchor["prefix"]),
            suffix: text(&anchor["suffix"]),
            section: text(&item["section"]),
            repeated: anchor["repeated"] == Value::Bool(true),
            ranges: ranges.iter().take(MAX_RANGES).filter_map(range).collect(),
        }),
    }
}

/// Whether an item has the fields of a collection that Paperboy exported.
fn is_collection(item: &Value) -> bool {
    item["id"].is_string()
        && item["name"].is_string()
        && item.get("parent").is_some()
        && (item["papers"].is_array() || item["papers"].is_u64())
}

fn collection(item: &Value) -> ArchivedCollection {
    let text = |name: &str| item[name].as_str().map(str::to_owned);
    // A list of collections has only the number of papers.
    let papers = item["papers"].as_array().map(Vec::as_slice).unwrap_or_default().iter();
    let ids = papers.filter_map(|id| PaperId::parse(id.as_str()?));
    ArchivedCollection {
        id: text("id").unwrap_or_default(),
        name: within(item["name"].as_str().unwrap_or_default(), MAX_NAME_BYTES),
        parent: text("parent"),
        note: text("note").filter(|note| !note.trim().is_empty()),
        papers: ids.take(MAX_PAPERS).collect(),
    }
}

fn names(value: &Value) -> impl Iterator<Item = String> {
    let names = value.as_array().map(Vec::as_slice).unwrap_or_default().iter();
    let names = names.filter_map(Value::as_str).map(|name| within(name, MAX_NAME_BYTES));
    names.filter(|name| !name.is_empty()).take(MAX_NAMES)
}
