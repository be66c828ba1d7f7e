//! Papers and days as notes of a vault.

use crate::export::{Illustrations, document};
use crate::highlights::ExportedHighlight;
use crate::paper::links;
use paperboy_report::{Section, plain, title};
use paperboy_store::Paper;
use paperboy_vault::{Note, Property, Value, file_stem, link, tag};
use paperboy_writer::Language;
use std::collections::HashSet;

/// The longest sentence about a paper in the note of a day, in characters.
const MAX_SENTENCE_CHARS: usize = 400;

/// The name of a paper's file: its id, in which old ones have a slash.
pub(super) fn stem(id: &str) -> String {
    file_stem(id)
}

/// The name of a day's file. Obsidian's own notes of days are often called by the date alone.
pub(super) fn day_stem(date: &str) -> String {
    format!("Paperboy {date}")
}

/// A paper as a note, with its highlights, its figures and the papers that it is related to.
pub(super) fn paper(
    paper: &Paper,
    key: Option<&str>,
    (highlights, figures): (&[ExportedHighlight], Option<&Illustrations>),
    related: &[(String, String)],
    language: Language,
) -> Note {
    let name = title(&paper.title).into_owned();
    let links = links(paper);
    let text = |text: Option<&str>| Value::Text(text.unwrap_or_default().to_owned());
    let mut tags: Vec<String> = paper.tags.iter().filter_map(|name| tag(name)).collect();
    let mut seen = HashSet::new();
    tags.retain(|tag| seen.insert(tag.to_lowercase()));
    let mut properties = vec![
        Property { key: "title", value: Value::Text(name.clone()) },
        Property { key: "aliases", value: Value::List(vec![name]) },
        Property { key: "authors", value: Value::List(paper.authors.clone()) },
    ];
    let mut add = |key, value| properties.push(Property { key, value });
    if let Some(published) = paper.published {
        add("published", Value::Date(published.to_string()));
    }
    if let Some(day) = paper.dates.first() {
        add("day", Value::Date(day.to_string()));
    }
    add("arxiv", Value::Text(links.arxiv));
    add("pdf", Value::Text(links.pdf));
    add("code", text(links.code.as_deref()));
    add("project", text(links.project.as_deref()));
    add("citekey", text(key));
    add("tags", Value::List(tags));
    add("collections", Value::List(paper.collections.clone()));
    add("starred", Value::Flag(paper.marks.starred.is_some()));
    add("read", Value::Flag(paper.marks.read.is_some()));
    let document = document::paper(paper, key, highlights, figures, language);
    // The paper is the whole note here, and no part of a document.
    let mut body = document.strip_prefix('#').unwrap_or(&document).to_owned();
    if !related.is_empty() {
        let heading = match language {
            Language::Zh => "相关论文",
            Language::En => "Related papers",
        };
        body.push_str(&format!("\n## {heading}\n\n"));
        for (id, title) in related {
            body.push_str(&format!("- {}\n", link(&stem(id), title)));
        }
    }
    Note { id: paper.id.to_string(), properties, body }
}

/// A day's papers as a note: links to the notes of those that have one, and to arXiv else.
pub(super) fn day(
    date: &str,
    papers: &[Paper],
    has_note: &dyn Fn(&Paper) -> bool,
    contribution: &dyn Fn(&Paper) -> Option<String>,
) -> Note {
    let mut body = format!("# {date}\n\n");
    for paper in papers {
        let name = title(&paper.title);
        let entry = if has_note(paper) {
            link(&stem(paper.id.as_str()), &name)
        } else {
            crate::copy::linked_title(paper)
        };
        body.push_str(&format!("- {entry}\n"));
        if let Some(text) = contribution(paper) {
            body.push_str(&format!("  {text}\n"));
        }
    }
    let properties = vec![Property { key: "day", value: Value::Date(date.to_owned()) }];
    Note { id: format!("day-{date}"), properties, body }
}

/// What a report says in one sentence, on one line.
pub(super) fn contribution(paper: &Paper) -> Option<String> {
    let cut = crate::reading::cut(paper.report.as_ref());
    let text = plain(cut.get(Section::Contribution)?);
    let text = paperboy_cite::one_line(&text);
    let text: String = text.chars().take(MAX_SENTENCE_CHARS).collect();
    (!text.is_empty()).then(|| document::escaped(&text))
}
