//! The highlights of a paper in a text to be read: each in its sentence, with its note.

use super::document::{escaped, labels};
use crate::highlights::ExportedHighlight;
use crate::wire::{HighlightColour, HighlightText};
use paperboy_writer::Language;

/// As a list in Markdown; empty without highlights.
pub(crate) fn markdown(highlights: &[ExportedHighlight], language: Language) -> String {
    if highlights.is_empty() {
        return String::new();
    }
    let mut text = format!("\n### {}\n\n", labels(language).highlights);
    for exported in highlights {
        let sentence = marked(exported, &|text| text_in_line(text), "<mark>");
        // A formula that a highlight cuts in two would take the mark for its own.
        let is_cut = [&exported.around.0, &exported.highlight.quote]
            .into_iter()
            .any(|part| part.matches('$').count() % 2 == 1);
        let sentence = if is_cut { text_in_line(&exported.sentence) } else { sentence };
        text.push_str(&format!("- {sentence} — {}\n", about(exported, language, &escaped)));
        for line in exported.highlight.note.iter().flat_map(|note| note.lines()) {
            text.push_str(&format!("  > {line}\n"));
        }
    }
    text
}

/// As a part of a page to print; empty without highlights.
pub(super) fn html(highlights: &[ExportedHighlight], language: Language) -> String {
    if highlights.is_empty() {
        return String::new();
    }
    let heading = labels(language).highlights;
    let mut html = format!("<section class=\"highlights\"><h3>{heading}</h3>\n<ul>\n");
    for exported in highlights {
        let mark = format!("<mark class=\"{}\">", key(exported.highlight.colour));
        let sentence = marked(exported, &paperboy_feed::escaped, &mark);
        let about = about(exported, language, &paperboy_feed::escaped);
        html.push_str(&format!("<li>{sentence} <small>{about}</small>"));
        if let Some(note) = &exported.highlight.note {
            html.push_str(&format!("<p class=\"note\">{}</p>", paperboy_feed::escaped(note)));
        }
        html.push_str("</li>\n");
    }
    html.push_str("</ul></section>\n");
    html
}

/// The sentence with the quote marked in it.
fn marked(exported: &ExportedHighlight, escape: &dyn Fn(&str) -> String, mark: &str) -> String {
    let (before, behind) = &exported.around;
    let quote = &exported.highlight.quote;
    format!("{}{mark}{}</mark>{}", escape(before), escape(quote), escape(behind))
}

/// Text on one line that Markdown takes for nothing else, with the blanks at its ends.
fn text_in_line(text: &str) -> String {
    let blank = |is_there: bool| if is_there { " " } else { "" };
    let line = escaped(text);
    let is_blank = line.is_empty();
    let before = blank(!is_blank && text.starts_with(char::is_whitespace));
    let behind = blank(!text.is_empty() && text.ends_with(char::is_whitespace));
    format!("{before}{line}{behind}")
}

/// Its colour and where it is.
fn about(
    exported: &ExportedHighlight,
    language: Language,
    escape: &dyn Fn(&str) -> String,
) -> String {
    let highlight = &exported.highlight;
    let labels = labels(language);
    let text = match highlight.text {
        HighlightText::Report => labels.texts[0].to_owned(),
        HighlightText::Abstract => labels.texts[1].to_owned(),
        // The heading of an article's section is a text of its own.
        HighlightText::Article if highlight.section.trim().is_empty() => labels.texts[2].to_owned(),
        HighlightText::Article => {
            format!("{} · {}", labels.texts[2], escape(highlight.section.trim()))
        }
    };
    let colour = match highlight.colour {
        HighlightColour::Yellow => labels.colours[0],
        HighlightColour::Green => labels.colours[1],
        HighlightColour::Blue => labels.colours[2],
        HighlightColour::Pink => labels.colours[3],
    };
    let gone = if highlight.ranges.is_none() { labels.not_there } else { "" };
    format!("{colour} · {text}{gone}")
}

fn key(colour: HighlightColour) -> &'static str {
    paperboy_store::Colour::from(colour).key()
}
