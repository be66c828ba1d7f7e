//! BibTeX and BibLaTeX.

use super::entries::{Abbreviations, Entries, Fields, fields};
use super::names::names;
use super::{ProblemKind, Taken};
use crate::date::month;
use crate::latex::text;
use crate::{CitedDate, Format, Reference};

/// More abbreviations of a file are not read.
const MAX_ABBREVIATIONS: usize = 10_000;
/// A longer abbreviation, in bytes, is none.
const LONGEST_ABBREVIATION: usize = 10_000;

pub fn is_bibtex(text: &str) -> bool {
    Entries::of(text).next().is_some()
}

pub fn read(text: &str) -> Taken {
    let mut taken = Taken::new(Format::Bibtex);
    let mut abbreviations = Abbreviations::new();
    let mut is_biblatex = false;
    for entry in Entries::of(text) {
        let kind = entry.kind.to_ascii_lowercase();
        if kind == "comment" || kind == "preamble" {
            continue;
        }
        let Some(body) = entry.body else {
            taken.problem(entry.line, ProblemKind::NotClosed, entry.kind);
            continue;
        };
        let read = fields(body, kind != "string", &abbreviations);
        if let Some(broken) = read.broken {
            let what = if read.key.is_empty() { broken } else { read.key };
            taken.problem(entry.line, ProblemKind::BrokenField, what);
        }
        if kind == "string" {
            for (name, value) in read.fields {
                if abbreviations.len() < MAX_ABBREVIATIONS && value.len() <= LONGEST_ABBREVIATION {
                    abbreviations.insert(name, value);
                }
            }
            continue;
        }
        is_biblatex |= read.fields.iter().any(|(name, _)| name == "date" || name == "journaltitle");
        let (reference, authors_cut) = reference(&read);
        if authors_cut {
            taken.problem(entry.line, ProblemKind::AuthorsCut, read.key);
        }
        if !taken.entry(entry.line, read.key, reference) {
            break;
        }
    }
    if is_biblatex {
        taken.references.format = Format::Biblatex;
    }
    taken
}

/// The data of the fields, and whether they name all authors.
fn reference(read: &Fields) -> (Reference, bool) {
    let raw = |name: &str| {
        let value = read.fields.iter().find(|(own, _)| own == name).map(|(_, value)| value);
        value.map(String::as_str).filter(|value| !value.is_empty())
    };
    let plain = |name: &str| raw(name).map(text).unwrap_or_default();
    let mut reference = Reference::default();
    let title = match (plain("title"), plain("subtitle")) {
        (title, subtitle) if subtitle.is_empty() => title,
        (title, subtitle) => format!("{title}: {subtitle}"),
    };
    reference.set_title(&title);
    let (authors, authors_cut) =
        raw("author").or_else(|| raw("editor")).map(names).unwrap_or_default();
    reference.authors = authors;
    reference.set_date(CitedDate::parse(&plain("date")));
    reference.set_date(year_and_month(&plain("year"), &plain("month"), &plain("day")));
    let archive = raw("eprinttype").or_else(|| raw("archiveprefix")).unwrap_or("arxiv");
    if archive.trim().eq_ignore_ascii_case("arxiv") {
        reference.set_id(&plain("eprint"));
        reference.set_class(&plain("primaryclass"));
        reference.set_class(&plain("eprintclass"));
    }
    reference.set_version(plain("version").trim_start_matches('v').parse().ok());
    // Verbatim, as styles take them; other programs escape them all the same.
    reference.set_doi(&raw("doi").unwrap_or_default().replace('\\', ""));
    reference.set_url(&raw("url").unwrap_or_default().replace('\\', ""));
    for name in ["journaltitle", "journal", "booktitle"] {
        reference.set_journal(&plain(name));
    }
    // How DBLP names arXiv's papers: `volume = {abs/1706.03762}`.
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
    (reference, authors_cut)
}

fn year_and_month(year: &str, month_text: &str, day: &str) -> Option<CitedDate> {
    let date = CitedDate::parse(year)?;
    let month = month(month_text).or(date.month);
    CitedDate::new(date.year, month, day.trim().parse().ok().or(date.day))
}
