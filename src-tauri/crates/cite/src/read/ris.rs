//! Reads references in RIS, the format of reference managers: lines of a tag and a value.

use super::names::MAX_AUTHORS;
use super::{ParsedFile, ProblemKind};
use crate::{CitedDate, Format, Name, Reference};

/// A value that would become longer, in bytes, gets no further lines.
const MAX_VALUE_BYTES: usize = 256 << 10;

/// Whether one of the first lines that are not empty begins a record.
pub fn is_ris(text: &str) -> bool {
    let lines = text.lines().map(str::trim_start).filter(|line| !line.is_empty());
    lines.take(20).any(|line| tag(line).is_some_and(|(tag, _)| tag == "TY"))
}

pub fn read(text: &str) -> ParsedFile {
    let mut file = ParsedFile::new(Format::Ris);
    let mut record: Option<Record> = None;
    for (line, number) in text.lines().zip(1..) {
        match tag(line) {
            Some(("TY", _)) => {
                if let Some(open) = record.replace(Record::new(number)) {
                    file.problem(open.line, ProblemKind::NotClosed, &open.key());
                }
            }
            Some(("ER", _)) => {
                let Some(record) = record.take() else { continue };
                if !file.entry(record.line, &record.key(), record.reference()) {
                    return file;
                }
            }
            Some((tag, value)) => {
                if let Some(record) = &mut record {
                    record.values.push((tag.to_owned(), value.to_owned()));
                }
            }
            // A line without a tag continues the value before it.
            None => {
                if let Some((_, value)) = record.as_mut().and_then(|open| open.values.last_mut())
                    && value.len() + line.len() < MAX_VALUE_BYTES
                {
                    value.push('\n');
                    value.push_str(line.trim());
                }
            }
        }
    }
    if let Some(open) = record {
        // The last record has no end: the file may be cut off. What was read of the record is valid.
        file.problem(open.line, ProblemKind::NotEnded, &open.key());
        file.entry(open.line, &open.key(), open.reference());
    }
    file
}

/// The tag and the value of a line: two capitals, or a capital and a digit; spaces; a hyphen.
fn tag(line: &str) -> Option<(&str, &str)> {
    let line = line.trim_start_matches('\u{feff}');
    let (tag, rest) = line.split_at_checked(2)?;
    let [first, second] = tag.as_bytes() else { return None };
    if !first.is_ascii_uppercase() || !(second.is_ascii_uppercase() || second.is_ascii_digit()) {
        return None;
    }
    // Two spaces by the specification; some programs write one.
    let value = rest.trim_start_matches(' ').strip_prefix('-').filter(|_| rest.starts_with(' '))?;
    (value.is_empty() || value.starts_with(' ')).then(|| (tag, value.trim()))
}

struct Record {
    line: usize,
    values: Vec<(String, String)>,
}

impl Record {
    fn new(line: usize) -> Self {
        Self { line, values: Vec::new() }
    }

    fn values<'a>(&'a self, tags: &'a [&str]) -> impl Iterator<Item = &'a str> {
        let values = self.values.iter().filter(move |(tag, _)| tags.contains(&tag.as_str()));
        values.map(|(_, value)| value.as_str())
    }

    fn key(&self) -> String {
        self.values(&["ID"]).next().unwrap_or_default().to_owned()
    }

    fn reference(&self) -> Reference {
        let mut reference = Reference::default();
        self.values(&["TI", "T1", "CT"]).for_each(|text| reference.set_title(text));
        let authors = self.values(&["AU", "A1"]).take(MAX_AUTHORS);
        reference.authors = authors.filter_map(Name::parse).collect();
        self.values(&["DA"]).for_each(|text| reference.set_date_if_empty(CitedDate::parse(text)));
        self.values(&["PY", "Y1"])
            .for_each(|text| reference.set_date_if_empty(CitedDate::parse(text)));
        let is_arxiv = |text: &&str| text.to_ascii_lowercase().contains("arxiv");
        self.values(&["AN", "M1", "C1"]).filter(is_arxiv).for_each(|text| reference.set_id(text));
        self.values(&["DO"]).for_each(|text| reference.set_doi(text));
        self.values(&["UR", "L1", "L2"]).for_each(|text| reference.set_url(text));
        self.values(&["T2", "JO", "JF", "JA"]).for_each(|text| reference.set_journal(text));
        self.values(&["AB", "N2"]).for_each(|text| reference.set_abstract(text));
        self.values(&["N1"]).for_each(|text| reference.add_note(text));
        reference.add_tags(self.values(&["KW"]));
        reference
    }
}
