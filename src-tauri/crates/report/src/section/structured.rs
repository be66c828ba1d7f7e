//! Reports that have no headings: a JSON object of the five sections, or a table of them.

use super::{Section, object, openings, table};
use crate::reasoning::MIN_SECTIONS;

/// A section and its text in Markdown.
#[derive(Debug)]
pub struct Row {
    pub section: Section,
    /// Whether its name was English.
    pub is_english: bool,
    pub text: String,
}

/// The sections of a JSON object or a table that names enough of them in their order. One below the
/// heading of a section is that section's text.
pub fn rows(text: &str) -> Option<Vec<Row>> {
    let is_report = |(start, rows): &(usize, Vec<Row>)| {
        let mut seen = [false; 5];
        rows.iter().for_each(|row| seen[row.section as usize] = true);
        seen.into_iter().filter(|seen| *seen).count() >= MIN_SECTIONS
            && openings(&text[..*start]).is_empty()
    };
    let in_order = |(_, rows): &(usize, Vec<Row>)| rows.is_sorted_by_key(|row| row.section);
    let object = Some(object::rows(text)).filter(is_report);
    let (_, mut rows) =
        object.or_else(|| Some(table::rows(text)).filter(is_report).filter(in_order))?;
    // The order of an object's keys means nothing.
    rows.sort_by_key(|row| row.section);
    Some(rows)
}

/// The report as Markdown under the usual headings, where it is a JSON object or a table of the
/// sections. A JSON object with a single section is accepted too: a section may have been requested
/// alone.
pub fn as_markdown(text: &str) -> Option<String> {
    let whole = || {
        Some(object::rows(text).1)
            .filter(|rows| rows.len() == 1 && text.trim_start().starts_with(['{', '`']))
    };
    let rows = rows(text).or_else(whole)?;
    let texts = rows.into_iter().map(|row| {
        let name = if row.is_english { row.section.heading_en() } else { row.section.heading_zh() };
        format!("### {}. {name}\n{}", row.section as usize + 1, row.text)
    });
    Some(texts.collect::<Vec<_>>().join("\n\n"))
}
