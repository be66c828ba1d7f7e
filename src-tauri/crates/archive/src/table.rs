//! Tables of highlights and notes as CSV, whose columns are known by their names: Readwise
//! (`Highlight, Book Title, …`), Hypothesis and its exporters (`Quote, Comment, URL, …`), Zotero
//! (`Title, DOI, Url, Notes, …`).

use crate::{
    Archive, ArchivedPaper, Highlight, MAX_HIGHLIGHTS, MAX_TEXT_BYTES, ProblemKind, Source, within,
};
use csv::{ReaderBuilder, StringRecord};
use paperboy_cite::{CitedDate, Name, one_line};
use std::collections::HashMap;

const QUOTE: &[&str] = &["highlight", "quote", "exact", "highlighted text", "annotation text"];
const NOTE: &[&str] = &["note", "notes", "comment", "annotation", "my note"];
const TITLE: &[&str] = &["title", "book title", "document title", "page title", "paper title"];
const AUTHOR: &[&str] = &["author", "authors"];
const ADDRESS: &[&str] =
    &["url", "uri", "link", "source url", "document url", "page url", "incontext link"];
const ID: &[&str] = &["arxiv id", "arxiv", "archive location", "id"];
const DOI: &[&str] = &["doi"];
const TAGS: &[&str] = &["tags", "manual tags", "document tags"];
const COLOR: &[&str] = &["color", "colour"];
const MADE: &[&str] = &["highlighted at", "created at", "created", "date added"];
const ABSTRACT: &[&str] = &["abstract note", "abstract"];
const DATE: &[&str] = &["publication year", "year", "date"];
const EXTRA: &[&str] = &["extra"];

pub fn read(text: &str) -> Option<Archive> {
    let first = text.trim_start_matches('\u{feff}').lines().next()?;
    // Some programs separate the columns by semicolons or tabs.
    let count = |delimiter: u8| first.bytes().filter(|byte| *byte == delimiter).count();
    let delimiter = [b',', b';', b'\t'].into_iter().max_by_key(|delimiter| count(*delimiter))?;
    let mut reader =
        ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text.as_bytes());
    let columns = Columns::of(reader.headers().ok()?);
    if !columns.are_known() {
        return None;
    }
    let mut archive = Archive::of(Source::Table);
    let mut known = HashMap::new();
    for row in reader.records() {
        let row = match row {
            Ok(row) => row,
            Err(why) => {
                let line = why.position().map_or(0, csv::Position::line);
                archive.problem(usize::try_from(line).unwrap_or(0), ProblemKind::Broken, "");
                continue;
            }
        };
        let place = row.position().map_or(0, csv::Position::line);
        if !columns.take(&row, usize::try_from(place).unwrap_or(0), &mut archive, &mut known) {
            break;
        }
    }
    Some(archive)
}

/// The place of each column, by its name in small letters.
struct Columns(HashMap<String, usize>);

impl Columns {
    fn of(headers: &StringRecord) -> Self {
        let name = |name: &str| one_line(&name.replace('_', " ")).to_lowercase();
        let mut columns = HashMap::new();
        for (at, header) in headers.iter().enumerate() {
            // Of two columns with one name the first counts.
            columns.entry(name(header)).or_insert(at);
        }
        Self(columns)
    }

    fn has(&self, names: &[&str]) -> bool {
        names.iter().any(|name| self.0.contains_key(*name))
    }

    /// Whether this is a table of papers with their highlights or notes.
    fn are_known(&self) -> bool {
        let names_paper = self.has(TITLE) || self.has(ADDRESS) || self.has(DOI);
        names_paper
            && (self.has(QUOTE) || (self.has(TITLE) && (self.has(ADDRESS) || self.has(DOI))))
    }

    /// The first cell of these columns that is not empty.
    fn cell<'a>(&self, row: &'a StringRecord, names: &[&str]) -> &'a str {
        let cells = names.iter().filter_map(|name| row.get(*self.0.get(*name)?));
        cells.map(str::trim).find(|cell| !cell.is_empty()).unwrap_or_default()
    }

    fn take(
        &self,
        row: &StringRecord,
        place: usize,
        archive: &mut Archive,
        known: &mut HashMap<String, usize>,
    ) -> bool {
        let paper = self.paper(row, place);
        let reference = &paper.reference;
        let name = match (&reference.id, &reference.doi) {
            (Some(id), _) => id.to_string(),
            (None, Some(doi)) => doi.to_lowercase(),
            (None, None) => reference.title.to_lowercase(),
        };
        let highlight = self.highlight(row);
        let at = match known.get(&name).filter(|_| !name.is_empty()) {
            Some(at) => *at,
            None => {
                let before = archive.papers.len();
                if !archive.take(paper) {
                    return false;
                }
                if archive.papers.len() == before {
                    return true;
                }
                known.insert(name, before);
                before
            }
        };
        let Some(highlight) = highlight else { return true };
        let highlights = &mut archive.papers[at].highlights;
        if highlights.len() < MAX_HIGHLIGHTS {
            highlights.push(highlight);
            return true;
        }
        let kind = ProblemKind::TooManyHighlights;
        if !archive.problems.iter().any(|problem| problem.kind == kind) {
            archive.problem(place, kind, "");
        }
        true
    }

    fn paper(&self, row: &StringRecord, place: usize) -> ArchivedPaper {
        let mut paper = ArchivedPaper { place, ..ArchivedPaper::default() };
        let reference = &mut paper.reference;
        reference.set_id(self.cell(row, ID));
        reference.set_doi(self.cell(row, DOI));
        reference.set_url(self.cell(row, ADDRESS));
        reference.set_title(self.cell(row, TITLE));
        reference.set_abstract(self.cell(row, ABSTRACT));
        reference.set_date_if_empty(CitedDate::parse(self.cell(row, DATE)));
        // Zotero separates authors by semicolons; in other tables a comma may separate authors, or a
        // family name from a given name.
        let names = self.cell(row, AUTHOR).split(';').take(5_000);
        reference.authors = names.filter_map(Name::parse).collect();
        if !self.has(QUOTE) {
            reference.add_note(self.cell(row, NOTE));
            reference.add_tags(self.cell(row, TAGS).split([';', ',']));
        }
        reference.add_note(self.cell(row, EXTRA));
        paper
    }

    fn highlight(&self, row: &StringRecord) -> Option<Highlight> {
        let text = |names: &[&str]| {
            let cell = within(self.cell(row, names), MAX_TEXT_BYTES);
            (!cell.is_empty()).then_some(cell)
        };
        let tags = self.cell(row, TAGS).split([';', ',']).map(one_line);
        let quote = text(QUOTE);
        let note = text(NOTE).filter(|_| self.has(QUOTE));
        if quote.is_none() && note.is_none() {
            return None;
        }
        Some(Highlight {
            // A note on the whole page marks nothing.
            quote: quote.unwrap_or_default(),
            note,
            color: text(COLOR).map(|color| one_line(&color)),
            tags: tags.filter(|tag| !tag.is_empty()).take(200).collect(),
            made: text(MADE).map(|made| one_line(&made)),
            anchor: None,
        })
    }
}
