//! Sections and their headings.

use super::super::text::is_of_thanks;
use super::super::{Block, Part, Section, Span, Text};
use super::blocks::HtmlReader;
use super::role::{Role, role};
use crate::dom::{Element, NodeId};
use crate::look::Look;

impl HtmlReader<'_> {
    pub(super) fn section(&mut self, id: NodeId, element: &Element, look: Look) {
        let dom = self.dom;
        let outer = self.part;
        if element.has_class("ltx_appendix") {
            self.part = Part::Appendix;
        }
        let heading = dom
            .children(id)
            .find(|&child| dom.element(child).is_some_and(|element| role(element) == Role::Title));
        if let Some(heading) = heading {
            let level = dom
                .element(heading)
                .and_then(|heading| self.level(heading))
                .unwrap_or_else(|| class_level(element));
            self.begin_section(heading, level, look);
        }
        dom.children(id)
            .filter(|&child| Some(child) != heading)
            .for_each(|child| self.node(child, look));
        self.flush();
        self.part = outer;
    }

    pub(super) fn begin_section(&mut self, heading: NodeId, level: u8, look: Look) {
        self.flush();
        let look = match self.dom.element(heading).map(|element| self.look(look, heading, element))
        {
            Some(Ok(look)) => look,
            Some(Err(how)) => return self.report(how, heading),
            None => look,
        };
        let number = self
            .child_tag(heading)
            .map(|tag| self.plain_tag(tag, look))
            .filter(|number| !number.is_empty());
        let title = self.text_of(heading, look).unbroken();
        if title.is_empty() && number.is_none() {
            return;
        }
        if self.open.len() > 1 {
            // A heading within a list, a quotation or a table.
            return self.emit(Block::Paragraph(title));
        }
        let part = if is_of_thanks(&title.plain().to_lowercase()) {
            Part::Acknowledgements
        } else {
            self.part
        };
        self.end_section(Section { level, number, title, part, blocks: Vec::new() });
    }

    /// A heading's level, 1 for a section: that of `h2`, and of `h1` where sections have it.
    fn level(&mut self, heading: &Element) -> Option<u8> {
        let level = heading_level(heading)?;
        self.sections_are_h1 |= level == 0;
        Some((level + u8::from(self.sections_are_h1)).min(5))
    }

    /// Whether a heading begins with a number, as that of a section.
    fn is_numbered(&self, heading: NodeId) -> bool {
        let text = self.dom.all_text(heading, 200);
        let first = text.split_whitespace().next().unwrap_or_default();
        first.trim_end_matches('.').split('.').all(|part| {
            !part.is_empty() && part.len() <= 2 && part.bytes().all(|byte| byte.is_ascii_digit())
        })
    }

    /// Puts the section that is being read into the article, and begins the next.
    pub(super) fn end_section(&mut self, next: Section) {
        self.flush();
        let mut done = std::mem::replace(&mut self.section, next);
        while self.open.len() > 1 {
            let inner = self.open.pop().unwrap_or_default();
            self.top().extend(inner);
        }
        done.blocks = std::mem::take(self.top());
        // The heading alone, where the references are in a section instead of a bibliography.
        let of_references = done.blocks.is_empty()
            && !self.article.references.is_empty()
            && matches!(done.title.plain().to_lowercase().as_str(), "references" | "bibliography");
        if !of_references && (done.level > 0 || !done.blocks.is_empty()) {
            self.article.sections.push(done);
        }
    }

    pub(super) fn begin_unnumbered(&mut self, title: Text, part: Part) {
        if self.open.len() == 1 {
            self.end_section(Section { level: 1, number: None, title, part, blocks: Vec::new() });
        }
    }

    /// A paragraph that begins with its own heading of thanks becomes the section of them.
    pub(super) fn thanks_of(&mut self, text: Text) -> Text {
        let Some(Span::Text(first)) = text.0.first() else { return text };
        if self.inline
            || self.open.len() != 1
            || self.section.part == Part::Acknowledgements
            || self.section.level == 0
        {
            return text;
        }
        let Some((heading, rest)) = first.split_once(['.', ':', '—', '–']) else { return text };
        let words = heading.split_whitespace().count();
        let lower = heading.to_lowercase();
        if words > 5
            || !(lower.starts_with("acknowledg") && !lower.starts_with("acknowledging")
                || matches!(&*lower, "致谢" | "鸣谢" | "致謝"))
        {
            return text;
        }
        let mut spans = vec![Span::Text(rest.trim_start().to_owned())];
        let heading = Text::words(heading);
        spans.retain(|span| !matches!(span, Span::Text(words) if words.is_empty()));
        spans.extend(text.0.into_iter().skip(1));
        self.begin_unnumbered(heading, Part::Acknowledgements);
        Text(spans)
    }

    /// A heading outside LaTeXML's sections, as in papers given as HTML.
    pub(super) fn stray_title(&mut self, id: NodeId, element: &Element, look: Look) {
        match heading_level(element) {
            Some(0) if self.article.title.is_empty() && !self.is_numbered(id) => {
                self.document_title(id, look)
            }
            Some(level) if level < 5 && !element.has_class("ltx_runin") => {
                let level = self.level(element).unwrap_or(level);
                self.begin_section(id, level, look);
            }
            _ => self.apart(|reader| reader.inside(id, look)),
        }
    }
}

/// 1 for `h2` to 5 for `h6`, 0 for `h1`.
fn heading_level(element: &Element) -> Option<u8> {
    let digit = element.tag().strip_prefix('h')?.parse::<u8>().ok()?;
    (1..=6).contains(&digit).then(|| digit - 1)
}

fn class_level(element: &Element) -> u8 {
    element
        .classes()
        .find_map(|class| match class {
            "ltx_subsection" => Some(2),
            "ltx_subsubsection" => Some(3),
            "ltx_paragraph" => Some(4),
            "ltx_subparagraph" => Some(5),
            _ => None,
        })
        .unwrap_or(1)
}
