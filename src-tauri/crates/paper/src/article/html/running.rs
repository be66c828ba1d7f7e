//! Pieces of running text: formulas, links, raised words, notes.

use super::super::{Block, Hiding, Part, Span, Text};
use super::blocks::HtmlReader;
use super::math::formula;
use super::role::Role;
use crate::dom::{Element, NodeId, has_hidden_words};
use crate::look::Look;

/// More than this in small capitals is no name.
const MAX_NAME_BYTES: usize = 32;

impl HtmlReader<'_> {
    pub(super) fn math(&mut self, id: NodeId, element: &Element, look: Look) {
        let display = element.attribute("display") == Some("block");
        let tex = self.tex(id, element);
        if self.is_seen(look, &tex) {
            self.formula(&tex, display);
        }
    }

    /// The LaTeX of a formula: its source, unless that has more text than the formula shows.
    pub(super) fn tex(&mut self, id: NodeId, element: &Element) -> String {
        let Some(alttext) = element.attribute("alttext").filter(|tex| !tex.trim().is_empty())
        else {
            return self.formula_of(id);
        };
        match element.shown_formula() {
            None => alttext.to_owned(),
            Some(shown) => {
                self.article.hidden.report(Hiding::Display, alttext);
                as_shown(shown)
            }
        }
    }

    /// The LaTeX of a formula without `alttext`: its annotation, else its letters.
    fn formula_of(&mut self, id: NodeId) -> String {
        let annotation = self.dom.find(id, |element| {
            element.tag() == "annotation"
                && element.attribute("encoding") == Some("application/x-tex")
        });
        let mut letters = String::new();
        let mut nodes = self.dom.below(id);
        while let Some(id) = nodes.next() {
            if self.dom.element(id).is_some_and(|element| {
                matches!(element.tag(), "annotation" | "annotation-xml" | "merror" | "mphantom")
            }) {
                nodes.skip_inside(id);
            } else if let Some(text) = self.dom.text(id) {
                letters.push_str(text.trim());
            }
        }
        let Some(annotation) = annotation else { return letters };
        let annotation = self.dom.all_text(annotation, usize::MAX);
        if has_hidden_words(&annotation, &letters) {
            self.article.hidden.report(Hiding::Display, &annotation);
            return as_shown(&letters);
        }
        annotation
    }

    /// A formula that MathJax has set, with its LaTeX in a label.
    pub(super) fn rendered_math(&mut self, id: NodeId, element: &Element, look: Look) {
        let label = element.attribute("aria-label").unwrap_or_default();
        let look = look.on_a_line();
        let shown = self.dom.all_text(id, usize::MAX);
        if has_hidden_words(label, &shown) {
            self.article.hidden.report(Hiding::Display, label);
            self.words(&shown, look);
        } else if self.is_seen(look, label) {
            self.formula(label, false);
        }
    }

    pub(super) fn formula(&mut self, tex: &str, display: bool) {
        let formula = formula(tex);
        self.article.hidden.report(Hiding::Colour, &formula.hidden);
        if formula.tex.is_empty() {
            return;
        }
        if display && !self.inline {
            self.emit(Block::Equation { tex: formula.tex, number: None });
        } else {
            self.line.span(Span::Math(formula.tex));
        }
    }

    pub(super) fn typed(&mut self, id: NodeId, look: Look) {
        let text = self.seen_text(id, look, usize::MAX);
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if !text.is_empty() {
            self.line.span(Span::Code(text));
        }
    }

    /// Small capitals. A name of lower-case letters alone (`\textsc{bert}`) is shown in capitals, and
    /// a text without capitals would not tell it from a word.
    pub(super) fn small_capitals(&mut self, id: NodeId, look: Look) {
        let text = self.dom.all_text(id, MAX_NAME_BYTES + 1);
        let is_name = text.len() <= MAX_NAME_BYTES && !text.chars().any(char::is_uppercase);
        let outside = std::mem::replace(&mut self.in_capitals, is_name);
        self.inside(id, look);
        self.in_capitals = outside;
    }

    pub(super) fn link(&mut self, id: NodeId, element: &Element, look: Look) {
        let url = element.attribute("href").unwrap_or_default().trim();
        let out = (url.starts_with("http://") || url.starts_with("https://")) && url.len() <= 2000;
        // Within the page; LaTeXML 0.8 writes the whole address before the fragment.
        let within = url.contains("/html/") && url.contains('#');
        if !out || within || self.in_note && self.keep_tags {
            if let Some((_, entry)) = url.rsplit_once("#bib.") {
                let number = self.dom.all_text(id, 8);
                if number.trim().parse::<u16>().is_ok() {
                    self.cited
                        .entry(entry.to_owned())
                        .or_insert_with(|| format!("[{}]", number.trim()));
                }
            }
            return self.inside(id, look);
        }
        let text = self.text_of(id, look);
        if text.0.iter().all(|span| matches!(span, Span::Text(_))) {
            let text = text.plain().replace('\n', " ");
            if !text.is_empty() {
                self.line.span(Span::Link { text, url: url.to_owned() });
            }
        } else {
            text.0.into_iter().for_each(|span| self.line.span(span));
        }
    }

    pub(super) fn script(&mut self, id: NodeId, role: Role, look: Look) {
        let text = self.text_of(id, look);
        let power = role == Role::Superscript && self.line.ends_with(|c| c.is_ascii_digit());
        for (n, span) in text.0.into_iter().enumerate() {
            match span {
                Span::Text(words)
                    if n == 0
                        && power
                        && words.starts_with(|c: char| c.is_ascii_digit() || "+-−".contains(c)) =>
                {
                    self.line.words(&format!("^{words}"));
                }
                Span::Text(words) => self.line.words(&words),
                span => self.line.span(span),
            }
        }
    }

    pub(super) fn note(&mut self, id: NodeId, element: &Element, look: Look) {
        if element.has_class("ltx_role_footnotemark") {
            return;
        }
        let nested = std::mem::replace(&mut self.in_note, true);
        let text = self.text_of(id, look).unbroken();
        self.in_note = nested;
        if text.is_empty() {
        } else if nested {
            self.line.words(" (");
            text.0.into_iter().for_each(|span| self.line.span(span));
            self.line.words(")");
        } else if self.line.is_empty() && !self.inline {
            // A note without a mark, beside the text.
            self.front_note(text);
        } else {
            self.line.span(Span::Note(text));
        }
    }

    /// Thanks and dates are with the title; further down, what has no place in a sentence is a
    /// paragraph.
    pub(super) fn front_note(&mut self, note: Text) {
        if note.is_empty() {
        } else if self.article.sections.is_empty() && self.section.part == Part::Front {
            self.article.notes.push(note);
        } else {
            self.emit(Block::Paragraph(note));
        }
    }
}

/// What a formula shows, fit to be LaTeX: no sign of it is a command.
fn as_shown(shown: &str) -> String {
    let words: String = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    words.chars().filter(|c| !"{}\\$%#&_^~".contains(*c)).collect()
}
