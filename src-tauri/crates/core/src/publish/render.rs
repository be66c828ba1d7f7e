//! Papers as they are published: only what may be passed on, and nothing of the user's.

use super::folder::{Record, digest};
use crate::export::document::{addresses, labels, section_heading};
use crate::reading::opened;
use crate::write::Writer;
use crate::{App, Error};
use paperboy_feed::{Language, PagePaper, PageSection, PaperEntry};
use paperboy_paper::{Date, ReadingSource};
use paperboy_report::{html, title};
use paperboy_store::Paper;

/// A longer text of an entry ends with a section.
const MAX_ENTRY_BYTES: usize = 40_000;
/// Raised when pages are made in another way of the same papers.
const RENDERER: &str = "1";

/// A paper as it is published.
pub(super) struct Public {
    pub paper: Paper,
    /// Whether its report contains sentences of the paper and may not be passed on.
    pub is_withheld: bool,
}

impl App {
    /// What of a paper may be published. A report that was put together from the paper's own
    /// sentences is a copy of these: it is passed on when it was made of the abstract, which is
    /// everybody's, or when the paper's licence allows it.
    pub(super) fn public(&self, mut paper: Paper, record: &mut Record) -> Result<Public, Error> {
        let Some(report) = &paper.report else { return Ok(Public { paper, is_withheld: false }) };
        let is_whole = report.reading_source.is_some_and(ReadingSource::is_whole);
        let is_extract = report.writer == Writer::Extract.key();
        let is_written = is_extract || report.writer.starts_with("model:");
        if !is_whole || !is_written {
            return Ok(Public { paper, is_withheld: false });
        }
        let (id, number) = (paper.id.to_string(), report.id);
        let may_pass = match record.passages.get(&id) {
            Some((known, may_pass)) if *known == number => *may_pass,
            _ => {
                let has_passages = is_extract
                    || self.record_of(&paper)?.is_some_and(|record| !record.extracted.is_empty());
                let may_pass = !has_passages || self.has_open_licence(&paper.id)?;
                record.passages.insert(id, (number, may_pass));
                may_pass
            }
        };
        if !may_pass {
            paper.report = None;
            paper.reading_source = None;
        }
        Ok(Public { paper, is_withheld: !may_pass })
    }
}

/// The digest of all that a page shows of a day.
pub(super) fn made_of(papers: &[Public], site_title: &str, language: Language) -> String {
    let mut parts = format!("{RENDERER}\n{}\n{site_title}\n", language.tag());
    for Public { paper, is_withheld } in papers {
        let report = paper.report.as_ref();
        let part = serde_json::json!([
            paper.id,
            paper.title,
            paper.authors,
            paper.abstract_text,
            paper.code,
            paper.project,
            is_withheld,
            report.map(|report| (&report.writer, &report.body)),
        ]);
        parts.push_str(&part.to_string());
    }
    digest([parts])
}

/// A paper of a page.
pub(super) fn page_paper(public: &Public, language: Language) -> PagePaper {
    let Public { paper, is_withheld } = public;
    let links = addresses(paper, &labels(of_reports(language)));
    let writer = paper.report.as_ref().map(|report| report.writer.as_str());
    let writer = writer.and_then(|writer| writer.strip_prefix("model:")).map(str::to_owned);
    let note = is_withheld.then(|| {
        match language {
            Language::Zh => "这篇解读含有论文原句，而论文的许可未知，或不允许转载，因此没有发布。",
            Language::En => "This report contains sentences of the paper, whose licence is not known or does not allow passing them on; it was not published.",
        }
        .to_owned()
    });
    PagePaper {
        id: paper.id.to_string(),
        title: title(&paper.title).into_owned(),
        authors: paper.authors.clone(),
        links,
        writer,
        sections: sections(paper, language),
        note,
    }
}

/// The sections of a report, or the abstract where there is none.
fn sections(paper: &Paper, language: Language) -> Vec<PageSection> {
    let (sections, rest) = opened(paper.report.as_ref());
    let mut all: Vec<PageSection> = sections
        .into_iter()
        .map(|section| {
            let heading = section_heading(paper, &section.key, of_reports(language));
            PageSection { heading, html: section.html }
        })
        .collect();
    all.extend(rest.map(|html| PageSection { heading: String::new(), html }));
    if let (true, Some(text)) = (all.is_empty(), &paper.abstract_text) {
        let heading = match language {
            Language::Zh => "摘要",
            Language::En => "Abstract",
        };
        all.push(PageSection { heading: heading.to_owned(), html: html(text) });
    }
    all
}

/// A paper of the feed, and the digest of its text. When it last changed is still to be said.
pub(super) fn entry(public: &Public, date: Date, language: Language) -> (PaperEntry, String) {
    let paper = &public.paper;
    let mut text = String::new();
    for section in sections(paper, language) {
        let heading = match section.heading.as_str() {
            "" => String::new(),
            heading => format!("<h3>{}</h3>\n", paperboy_feed::escaped(heading)),
        };
        // The first one is there at any length: it is bounded by the report.
        if !text.is_empty() && text.len() + section.html.len() > MAX_ENTRY_BYTES {
            text.push_str("<p>…</p>");
            break;
        }
        text.push_str(&heading);
        text.push_str(&with_dollars(&section.html));
    }
    let title = title(&paper.title).into_owned();
    let digest = digest([title.as_bytes(), paper.authors.join("\n").as_bytes(), text.as_bytes()]);
    let entry = PaperEntry {
        id: paper.id.clone(),
        title,
        authors: paper.authors.clone(),
        date,
        updated: jiff::Timestamp::UNIX_EPOCH,
        html: text,
    };
    (entry, digest)
}

/// Formulas between dollar signs: a feed reader has no style for their elements.
fn with_dollars(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find("<span data-math-style=\"") {
        let (before, span) = rest.split_at(at);
        let mark = if span.starts_with("<span data-math-style=\"display\"") { "$$" } else { "$" };
        let Some((begin, end)) = span.find('>').zip(span.find("</span>")) else { break };
        out.push_str(before);
        let formula = span.get(begin + 1..end).unwrap_or_default();
        out.push_str(&format!("<code>{mark}{formula}{mark}</code>"));
        rest = &span[end + "</span>".len()..];
    }
    out.push_str(rest);
    out
}

/// The language of the labels of links.
fn of_reports(language: Language) -> paperboy_writer::Language {
    match language {
        Language::Zh => paperboy_writer::Language::Zh,
        Language::En => paperboy_writer::Language::En,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_of_a_feed_are_between_dollar_signs() {
        let html = r#"<p>a <span data-math-style="inline">x &lt; 1</span> b</p><span data-math-style="display">y</span>c"#;
        assert_eq!(with_dollars(html), "<p>a <code>$x &lt; 1$</code> b</p><code>$$y$$</code>c");
    }
}
