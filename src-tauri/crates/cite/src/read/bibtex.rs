//! BibTeX and BibLaTeX.

use super::entries::{Abbreviations, Entries, Fields, fields};
use super::names::names;
use super::{ParsedFile, ProblemKind};
use crate::date::month;
use crate::latex::text;
use crate::{CitedDate, Format, Reference};

/// The largest number of abbreviations that are read from a file; further ones are ignored.
const MAX_ABBREVIATIONS: usize = 10_000;
/// The longest value of an abbreviation, in bytes; longer ones are ignored.
const MAX_ABBREVIATION_BYTES: usize = 10_000;

pub fn is_bibtex(text: &str) -> bool {
    Entries::of(text).next().is_some()
}

pub fn read(text: &str) -> ParsedFile {
    let mut file = ParsedFile::new(Format::Bibtex);
    let mut abbreviations = Abbreviations::new();
    let mut is_biblatex = false;
    for entry in Entries::of(text) {
        let kind = entry.kind.to_ascii_lowercase();
        if kind == "comment" || kind == "preamble" {
            continue;
        }
        let Some(body) = entry.body else {
            file.problem(entry.line, ProblemKind::NotClosed, entry.kind);
            continue;
        };
        let parsed = fields(body, kind != "string", &abbreviations);
        if let Some(broken) = parsed.broken {
            let what = if parsed.key.is_empty() { broken } else { parsed.key };
            file.problem(entry.line, ProblemKind::BrokenField, what);
        }
        if kind == "string" {
            for (name, value) in parsed.fields {
                if abbreviations.len() < MAX_ABBREVIATIONS && value.len() <= MAX_ABBREVIATION_BYTES
                {
                    abbreviations.insert(name, value);
                }
            }
            continue;
        }
        is_biblatex |=
            parsed.fields.iter().any(|(name, _)| name == "date" || name == "journaltitle");
        let (reference, are_authors_cut) = reference(&parsed);
        if are_authors_cut {
            file.problem(entry.line, ProblemKind::AuthorsCut, parsed.key);
        }
        if !file.entry(entry.line, parsed.key, reference) {
            break;
        }
    }
    if is_biblatex {
        file.references.format = Format::Biblatex;
    }
    file
}

/// The data of the fields, and whether the list of authors was cut.
fn reference(parsed: &Fields) -> (Reference, bool) {
    let raw = |name: &str| {
        let value = parsed.fields.iter().find(|(key, _)| key == name).map(|(_, value)| value);
        value.map(String::as_str).filter(|value| !value.is_empty())
    };
    let plain = |name: &str| raw(name).map(text).unwrap_or_default();
    let mut reference = Reference::default();
    let title = match (plain("title"), plain("subtitle")) {
        (title, subtitle) if subtitle.is_empty() => title,
        (title, subtitle) => format!("{title}: {subtitle}"),
    };
    reference.set_title(&title);
    let (authors, are_authors_cut) =
        raw("author").or_else(|| raw("editor")).map(names).unwrap_or_default();
    reference.authors = authors;
    reference.set_date_if_empty(CitedDate::parse(&plain("date")));
    reference.set_date_if_empty(year_and_month(&plain("year"), &plain("month"), &plain("day")));
    let archive = raw("eprinttype").or_else(|| raw("archiveprefix")).unwrap_or("arxiv");
    if archive.trim().eq_ignore_ascii_case("arxiv") {
        reference.set_id(&plain("eprint"));
        reference.set_class(&plain("primaryclass"));
        reference.set_class(&plain("eprintclass"));
    }
    reference.set_version(plain("version").trim_start_matches('v').parse().ok());
    // BibTeX styles print these two fields verbatim, but some programs escape `_` and `%` in them.
    reference.set_doi(&raw("doi").unwrap_or_default().replace('\\', ""));
    reference.set_url(&raw("url").unwrap_or_default().replace('\\', ""));
    for name in ["journaltitle", "journal", "booktitle"] {
        reference.set_journal(&plain(name));
    }
    // DBLP puts the id of a paper of arXiv here: `volume = {abs/1706.03762}`.
    if let Some(number) = raw("volume").and_then(|volume| volume.strip_prefix("abs/")) {
        reference.set_id(number);
    }
    for name in ["number", "howpublished"] {
        if raw(name).is_some_and(|text| text.to_ascii_lowercase().contains("arxiv")) {
            reference.set_id(&plain(name).replace("\\url", ""));
        }
    }
    reference.set_abstract(&plain("abstract"));
    for name in ["copyright", "license", "rights"] {
        reference.set_licence(&plain(name));
    }
    for name in ["annote", "annotation", "note", "addendum"] {
        reference.add_note(&plain(name));
    }
    reference.add_tags(plain("keywords").split([',', ';']));
    (reference, are_authors_cut)
}

fn year_and_month(year: &str, month_text: &str, day: &str) -> Option<CitedDate> {
    let date = CitedDate::parse(year)?;
    let month = month(month_text).or(date.month);
    CitedDate::new(date.year, month, day.trim().parse().ok().or(date.day))
}
