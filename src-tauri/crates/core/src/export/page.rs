//! Papers as a page to print: one file without scripts that loads nothing but the figures beside it.
//! All Markdown in it goes through `report::html`, and everything else is escaped.

use super::document::{addresses, labels, section_heading};
use super::{Illustrations, highlights};
use crate::highlights::ExportedHighlight;
use crate::paper::newest;
use crate::reading::opened;
use paperboy_feed::escaped;
use paperboy_report::title;
use paperboy_store::Paper;
use paperboy_writer::Language;

/// What ends the page.
pub(super) const END: &str = "</main>\n</body>\n</html>\n";

const STYLE: &str = include_str!("page.css");

/// What begins the page, with its heading above the papers. `has_figures`: whether files beside it may
/// be loaded.
pub(super) fn beginning(
    heading: &str,
    papers: usize,
    has_figures: bool,
    language: Language,
) -> String {
    let count = (labels(language).papers)(papers);
    let heading = if heading.trim().is_empty() { "Paperboy" } else { heading };
    let heading = escaped(heading);
    // A browser may take each file on a disk for another origin.
    let images = if has_figures { "; img-src 'self' file:" } else { "" };
    let lang = match language {
        Language::Zh => "zh-CN",
        Language::En => "en",
    };
    format!(
        "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'{images}\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{heading}</title>\n<style>\n{STYLE}</style>\n</head>\n\
         <body>\n<header><h1>{heading}</h1><p>{count}</p></header>\n<main>\n"
    )
}

/// One paper of the page.
pub(super) fn paper(
    paper: &Paper,
    highlights: &[ExportedHighlight],
    figures: Option<&Illustrations>,
    language: Language,
) -> String {
    let labels = labels(language);
    let mut html = format!("<article>\n<h2>{}</h2>\n", escaped(&title(&paper.title)));
    let mut line = |class: &str, label: &str, value: &str| {
        if !value.is_empty() {
            html.push_str(&format!("<p class=\"{class}\"><b>{label}</b> {value}</p>\n"));
        }
    };
    let names = |names: &[String]| names.iter().map(|name| escaped(name)).collect::<Vec<_>>();
    line("authors", labels.authors, &names(&paper.authors).join(", "));
    let date = paper.published.map_or_else(|| newest(paper), |date| date.to_string());
    let link = |(name, url): (String, String)| {
        format!("<a href=\"{}\">{}</a>", escaped(&url), escaped(&name))
    };
    let links: Vec<_> = addresses(paper, &labels).into_iter().map(link).collect();
    line("links", labels.date, &format!("{date} · {}", links.join(" · ")));
    line("tags", labels.tags, &names(&paper.tags).join(", "));
    line("tags", labels.collections, &names(&paper.collections).join(", "));
    let licence = figures.map(|figures| figures.licence_html(language));
    line("tags", labels.licence, &licence.unwrap_or_default());
    if let Some(note) = &paper.note {
        let (label, note) = (labels.note, escaped(note));
        html.push_str(&format!("<aside><b>{label}</b><p class=\"note\">{note}</p></aside>\n"));
    }
    html.push_str(&highlights::html(highlights, language));
    html.push_str(&figures.map(Illustrations::first_html).unwrap_or_default());
    let (sections, rest) = opened(paper.report.as_ref());
    for section in sections {
        let heading = section_heading(paper, &section.key, language);
        html.push_str(&format!("<section><h3>{heading}</h3>\n{}</section>\n", section.html));
    }
    html.push_str(&rest.unwrap_or_default());
    html.push_str(&figures.map(|figures| figures.others_html(language)).unwrap_or_default());
    html.push_str("</article>\n");
    html
}
