//! Sections and their headings.

use super::super::text::is_of_thanks;
use super::super::{Block, Part, Section, Text};
use super::blocks::Reader;
use super::look::Look;
use super::role::{Role, role};
use crate::dom::{Element, NodeId};

impl Reader<'_> {
    pub(super) fn section(&mut self, id: NodeId, element: &Element, look: Look) {
        let dom = self.dom;
        let outer = self.part;
        if element.has_class("ltx_appendix") {
            self.part = Part::Appendix;
        }
        let heading = dom.children(id).find(|&child| dom.element(child).is_some_and(|element| role(element) == Role::Title));
        if let Some(heading) = heading {
            let level = dom.element(heading).and_then(heading_level).unwrap_or_else(|| class_level(element));
            self.begin_section(heading, level, look);
        }
        dom.children(id).filter(|&child| Some(child) != heading).for_each(|child| self.node(child, look));
        self.flush();
        self.part = outer;
    }

    pub(super) fn begin_section(&mut self, heading: NodeId, level: u8, look: Look) {
        self.flush();
        let number = self.child_tag(heading).map(|tag| self.plain_tag(tag)).filter(|number| !number.is_empty());
        let title = self.text_of(heading, look).unbroken();
        if title.is_empty() && number.is_none() {
            return;
        }
        if self.open.len() > 1 {
            // A heading within a list, a quotation or a table.
            return self.emit(Block::Paragraph(title));
        }
        let part = if is_of_thanks(&title.plain().to_lowercase()) { Part::Acknowledgements } else { self.part };
        self.end_section(Section { level, number, title, part, blocks: Vec::new() });
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
        // The heading alone, where the references stand in a section instead of a bibliography.
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

    /// A heading outside LaTeXML's sections, as in papers given as HTML.
    pub(super) fn stray_title(&mut self, id: NodeId, element: &Element, look: Look) {
        match heading_level(element) {
            Some(0) if self.article.title.is_empty() => self.document_title(id, look),
            Some(level) if level < 5 && !element.has_class("ltx_runin") => self.begin_section(id, level.max(1), look),
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
