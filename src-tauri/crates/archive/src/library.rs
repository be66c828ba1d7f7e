//! Papers as Paperboy exports them in JSON, with what the user added to them.

use crate::{Archive, ArchivedPaper, Marks, ProblemKind, Source, within};
use paperboy_cite::{Name, json_items};
use serde_json::Value;

/// More tags or collections of a paper are not read.
const MAX_NAMES: usize = 1_000;
/// A longer tag or name of a collection, in bytes, is cut.
const LONGEST_NAME: usize = 400;

pub fn read(text: &str) -> Option<Archive> {
    let mut archive = Archive::of(Source::Paperboy);
    let (mut place, mut is_known) = (0, true);
    let end = json_items(text, |item| {
        place += 1;
        if !is_paper(&item) {
            // The first item shows what kind of file it is.
            is_known = place > 1;
            archive.problem(place, ProblemKind::Broken, "");
            return is_known;
        }
        archive.take(paper(&item, place))
    });
    if !is_known || archive.papers.is_empty() {
        return None;
    }
    if end.is_err() {
        archive.problem(place + 1, ProblemKind::Broken, "");
    }
    Some(archive)
}

/// Whether an item has the fields that Paperboy's own have together.
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
    // As it is: what looks like a line of another program was written by the user.
    let note = text("note");
    reference.note = (!note.trim().is_empty()).then(|| note.to_owned());
    reference.tags = names(&item["tags"]).collect();
    paper.marks =
        Marks { starred: is_set("starred"), read: is_set("read"), later: is_set("later") };
    paper.collections = names(&item["collections"]).collect();
    paper
}

fn names(value: &Value) -> impl Iterator<Item = String> {
    let names = value.as_array().map(Vec::as_slice).unwrap_or_default().iter();
    let names = names.filter_map(Value::as_str).map(|name| within(name, LONGEST_NAME));
    names.filter(|name| !name.is_empty()).take(MAX_NAMES)
}
