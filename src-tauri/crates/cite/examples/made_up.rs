//! Writes 500 made-up references in each format into a folder, and their data as `truth.json`, for
//! `make cite-peers`.

use paperboy_cite::{Format, Name, write};
use serde_json::json;
use std::path::PathBuf;

#[path = "../tests/common/mod.rs"]
mod common;

fn main() -> std::io::Result<()> {
    let folder = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| ".".to_owned()));
    let references = common::references(500);
    for (format, name) in [
        (Format::Bibtex, "bibtex.bib"),
        (Format::Biblatex, "biblatex.bib"),
        (Format::Ris, "references.ris"),
        (Format::CslJson, "references.json"),
    ] {
        std::fs::write(folder.join(name), write(format, &references))?;
    }
    let truth = references.iter().map(|(key, reference)| {
        let authors = reference.authors.iter().map(|name| match name {
            Name::Whole(name) => json!([name]),
            Name::Person { given, particle, family, suffix } => {
                json!([given, particle, family, suffix])
            }
        });
        json!({
            "key": key.as_str(), "title": reference.title, "year": reference.cited_date().map(|d| d.year),
            "authors": authors.collect::<Vec<_>>(), "id": reference.id.as_ref().map(|id| id.as_str()),
            "doi": reference.cited_doi(),
        })
    });
    std::fs::write(folder.join("truth.json"), json!(truth.collect::<Vec<_>>()).to_string())
}
