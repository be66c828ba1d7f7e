//! What precedes and follows the sections: authors, abstract, keywords, thanks, references.

use super::super::{Hiding, Part, Reference, Span, Text};
use super::blocks::HtmlReader;
use super::role::{Role, role};
use crate::dom::{Element, NodeId};
use crate::look::Look;

/// The most authors: the largest collaborations have fewer.
const MAX_AUTHORS: usize = 5000;

impl HtmlReader<'_> {
    /// The title without its notes.
    pub(super) fn document_title(&mut self, id: NodeId, look: Look) {
        let (notes, title) = self
            .text_of(id, look)
            .unbroken()
            .0
            .into_iter()
            .partition(|span| matches!(span, Span::Note(_)));
        self.article.title = Text(title);
        let notes: Vec<Span> = notes;
        self.article.notes.extend(
            notes
                .into_iter()
                .filter_map(|span| if let Span::Note(text) = span { Some(text) } else { None }),
        );
    }

    /// The names as far as they can be distinguished. LaTeXML often has everyone, with their
    /// affiliations, in one name.
    pub(super) fn authors(&mut self, id: NodeId, look: Look) {
        let dom = self.dom;
        let mut nodes = dom.below(id);
        while let Some(name) = nodes.next() {
            if !dom.element(name).is_some_and(|element| element.has_class("ltx_personname")) {
                continue;
            }
            nodes.skip_inside(name);
            // Names are read as text: hidden words within them would be among them.
            if self.hides_within(name, look) {
                continue;
            }
            let mut text = String::new();
            let mut inside = dom.below(name);
            while let Some(part) = inside.next() {
                if let Some(words) = dom.text(part) {
                    // Two wide spaces are between authors, one line feed within a name.
                    text.push_str(&words.replace("\u{a0}\u{a0}", ",").replace('\u{2003}', ","));
                } else if let Some(element) = dom.element(part) {
                    match role(element) {
                        Role::Break => text.push(','),
                        Role::Superscript
                            if text.trim_end().ends_with(',') || text.trim().is_empty() =>
                        {
                            // A mark before words: affiliations follow.
                            text.push('\u{0}');
                            inside.skip_inside(part);
                        }
                        Role::Superscript | Role::Math | Role::RenderedMath | Role::Note => {
                            // A mark after a name.
                            text.push('\u{1}');
                            inside.skip_inside(part);
                        }
                        Role::Drop => inside.skip_inside(part),
                        _ => {}
                    }
                }
            }
            let names = text
                .split('\u{0}')
                .next()
                .unwrap_or_default()
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ");
            for name in names.replace(" and ", ",").split([',', ';', '&', '·', '\u{1}']) {
                let name = name.trim();
                let name = name.strip_prefix("and ").unwrap_or(name).to_owned();
                if self.article.authors.len() >= MAX_AUTHORS {
                    return;
                }
                if is_name(&name) && !self.article.authors.contains(&name) {
                    self.article.authors.push(name);
                }
            }
        }
    }

    /// Whether a part of an element is invisible; hidden text is reported.
    fn hides_within(&mut self, id: NodeId, look: Look) -> bool {
        let Some(element) = self.dom.element(id) else { return false };
        let Ok(look) = self.look(look, id, element) else {
            self.report(Hiding::Display, id);
            return true;
        };
        let before = self.article.hidden.count;
        let seen = self.seen_text(id, look, usize::MAX);
        self.end_unseen();
        self.article.hidden.count > before || seen.trim().is_empty()
    }

    pub(super) fn summary(&mut self, id: NodeId, look: Look) {
        let dom = self.dom;
        let inner = self.blocks(|reader| {
            dom.children(id)
                .filter(|&child| !is_title(dom.element(child)))
                .for_each(|child| reader.node(child, look));
        });
        self.article.abstract_blocks.extend(inner);
    }

    pub(super) fn keywords(&mut self, id: NodeId, look: Look) {
        let dom = self.dom;
        let text = self.running(|reader| {
            dom.children(id)
                .filter(|&child| !is_title(dom.element(child)))
                .for_each(|child| reader.node(child, look));
        });
        let text = text.unbroken().plain();
        let words = text
            .split([';', ',', '•', '·', '–', '—'])
            .map(|word| word.trim().trim_end_matches('.'))
            .filter(|word| !word.is_empty());
        self.article.keywords.extend(words.map(str::to_owned).take(100));
    }

    pub(super) fn acknowledgements(&mut self, id: NodeId, look: Look) {
        let dom = self.dom;
        self.flush();
        let heading = dom.children(id).find(|&child| is_title(dom.element(child)));
        let title = match heading {
            Some(heading) => self.seen_text(heading, look, 200),
            None => "Acknowledgements".to_owned(),
        };
        self.begin_unnumbered(
            Text::words(title.trim().trim_end_matches(['.', ':'])),
            Part::Acknowledgements,
        );
        dom.children(id)
            .filter(|&child| Some(child) != heading)
            .for_each(|child| self.node(child, look));
        self.flush();
    }

    /// The references; what else is in the bibliography stays a section.
    pub(super) fn bibliography(&mut self, id: NodeId, element: &Element, look: Look) {
        let dom = self.dom;
        let known = self.article.references.len();
        let heading = dom.children(id).find(|&child| is_title(dom.element(child)));
        let blocks = self.blocks(|reader| {
            dom.children(id)
                .filter(|&child| Some(child) != heading)
                .for_each(|child| reader.node(child, look));
        });
        if self.article.references.len() == known && !blocks.is_empty() && element.tag() != "li" {
            let title = heading.map_or_else(
                || "References".to_owned(),
                |heading| self.seen_text(heading, look, 200),
            );
            self.begin_unnumbered(Text::words(&title), Part::Body);
        }
        blocks.into_iter().for_each(|block| self.emit(block));
    }

    pub(super) fn reference(&mut self, id: NodeId, look: Look) {
        let label = self
            .child_tag(id)
            .map(|tag| self.plain_tag(tag, look))
            .filter(|label| !label.is_empty());
        let text = self.text_of(id, look).unbroken();
        if !text.is_empty() || label.is_some() {
            // An entry without a label of its own has the number that the text cites it by.
            let label = label.or_else(|| {
                let entry = self.dom.element(id)?.attribute("id")?.strip_prefix("bib.")?;
                self.cited.get(entry).cloned()
            });
            self.article.references.push(Reference { label, text });
        }
    }
}

fn is_title(element: Option<&Element>) -> bool {
    element.is_some_and(|element| role(element) == Role::Title)
}

/// Whether these words may be the name of a person or a group: the remains of affiliations and
/// marks are not.
fn is_name(name: &str) -> bool {
    let words = name.split(' ').count();
    let length = name.chars().count();
    (2..=60).contains(&length)
        && words <= 6
        && name.starts_with(char::is_alphabetic)
        && !name.contains(|c: char| {
            c.is_ascii_digit() || matches!(c, '@' | '{' | '}' | ':' | '/' | '(' | ')')
        })
        && ![
            "university",
            "institute",
            "department",
            "laborator",
            "school of",
            "college",
            "email",
            "research",
        ]
        .iter()
        .any(|word| name.to_lowercase().contains(word))
}
