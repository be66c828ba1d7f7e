//! CSL-JSON, by the schema of the Citation Style Language 1.0.2 (`csl-data.json`), with the fields
//! of Zotero's arXiv translator. One item a line, so that files differ in the lines that changed.

use super::{PUBLISHED_IN, tag};
use crate::{CitedDate, Key, Name, Reference, one_line};
use serde_json::{Map, Value, json};

/// An item of the array.
pub fn item(key: &Key, reference: &Reference) -> Value {
    let mut item = Map::new();
    let mut put = |name: &str, value: Value| {
        item.insert(name.to_owned(), value);
    };
    put("id", json!(key.as_str()));
    // The schema's name for a preprint.
    put("type", json!("article"));
    put("title", json!(one_line(&reference.title)));
    put("author", reference.authors.iter().map(author).collect());
    if let Some(date) = reference.cited_date() {
        put("issued", json!({ "date-parts": [parts(date)] }));
    }
    if let Some(id) = &reference.id {
        put("publisher", json!("arXiv"));
        put("number", json!(format!("arXiv:{id}")));
        let class = reference.primary_class();
        let class = class.map(|class| format!(" [{class}]")).unwrap_or_default();
        let mut note = format!("arXiv:{id}{class}");
        if let Some(journal) = &reference.journal {
            note.push_str(&format!("\n{PUBLISHED_IN}{}", one_line(journal)));
        }
        put("note", json!(note));
    }
    if let Some(version) = reference.version {
        put("version", json!(version.to_string()));
    }
    let tags: Vec<String> = reference.tags.iter().map(|text| tag(text)).collect();
    let texts = [
        ("DOI", reference.cited_doi()),
        ("URL", reference.cited_url()),
        ("abstract", reference.abstract_text.as_deref().map(one_line)),
        ("keyword", Some(tags.join(", "))),
        ("annote", reference.note.clone()),
    ];
    for (name, text) in texts {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            put(name, json!(text));
        }
    }
    Value::Object(item)
}

fn author(name: &Name) -> Value {
    let (given, particle, family, suffix) = match name {
        Name::Whole(name) => return json!({ "literal": name }),
        Name::Person { given, particle, family, suffix } => (given, particle, family, suffix),
    };
    let mut author = json!({ "family": family, "given": given });
    for (name, part) in [("non-dropping-particle", particle), ("suffix", suffix)] {
        if !part.is_empty() {
            author[name] = json!(part);
        }
    }
    author
}

fn parts(date: CitedDate) -> Vec<i16> {
    let rest = [date.month, date.day].into_iter().flatten().map(i16::from);
    std::iter::once(date.year).chain(rest).collect()
}
