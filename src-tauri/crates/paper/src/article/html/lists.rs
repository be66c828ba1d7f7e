//! Lists of every kind.

use super::super::{Block, Item, List, Span, Text};
use super::blocks::HtmlReader;
use super::role::{Role, role};
use crate::dom::{Element, NodeId};
use crate::look::Look;

impl HtmlReader<'_> {
    pub(super) fn list(&mut self, id: NodeId, element: &Element, look: Look) {
        let dom = self.dom;
        self.flush();
        let (mut items, mut numbers) = (Vec::new(), Vec::new());
        for child in dom.children(id) {
            let Some(item) = dom.element(child) else {
                self.node(child, look);
                continue;
            };
            let look = match self.look(look, child, item) {
                Ok(look) => look,
                Err(how) => {
                    self.report(how, child);
                    continue;
                }
            };
            if role(item) == Role::ReferenceItem {
                self.reference(child, look);
                continue;
            }
            let tag = dom
                .children(child)
                .find(|&id| dom.element(id).is_some_and(|element| element.has_class("ltx_tag")));
            let shown = tag.map(|tag| self.plain_tag(tag, look)).unwrap_or_default();
            let number = shown
                .trim()
                .trim_start_matches('(')
                .trim_end_matches(['.', ')'])
                .parse::<u32>()
                .ok();
            let label = match tag {
                Some(tag) if number.is_none() => self.label(tag, look),
                _ => None,
            };
            let blocks = self.blocks(|reader| reader.inside(child, look));
            if !blocks.is_empty() || label.is_some() {
                numbers.push(number);
                items.push(Item { label, blocks });
            }
        }
        let start = match (numbers.first(), element.tag()) {
            (Some(&Some(first)), _)
                if numbers
                    .iter()
                    .zip(first..)
                    .all(|(&number, expected)| number == Some(expected)) =>
            {
                Some(first)
            }
            (_, "ol")
                if numbers.iter().all(Option::is_none)
                    && items.iter().all(|item| item.label.is_none()) =>
            {
                Some(element.attribute("start").and_then(|start| start.parse().ok()).unwrap_or(1))
            }
            _ => {
                for (item, number) in items.iter_mut().zip(numbers) {
                    item.label = item
                        .label
                        .take()
                        .or_else(|| number.map(|number| Text::words(&format!("{number}."))));
                }
                None
            }
        };
        if !items.is_empty() {
            self.emit(Block::List(List { start, items }));
        }
    }

    /// The text that replaces a bullet, when it has words.
    pub(super) fn label(&mut self, tag: NodeId, look: Look) -> Option<Text> {
        let text = match self.dom.element(tag).map(|element| self.look(look, tag, element)) {
            Some(Ok(look)) => self.text_of(tag, look).unbroken(),
            _ => return None,
        };
        let has_words = |words: &str| words.chars().any(char::is_alphanumeric);
        let meaningful = text.0.iter().any(|span| match span {
            // `\bullet`, `\diamond`, `\star` are drawn, not read.
            Span::Math(tex) => !tex.starts_with('\\') || tex.contains(|c: char| c.is_ascii_digit()),
            Span::Text(words) | Span::Code(words) | Span::Link { text: words, .. } => {
                has_words(words)
            }
            Span::Note(_) => false,
        });
        meaningful.then_some(text)
    }

    pub(super) fn description(&mut self, id: NodeId, look: Look) {
        let dom = self.dom;
        self.flush();
        let mut items: Vec<Item> = Vec::new();
        for child in dom.children(id) {
            let Some(element) = dom.element(child) else {
                self.node(child, look);
                continue;
            };
            let look = match self.look(look, child, element) {
                Ok(look) => look,
                Err(how) => {
                    self.report(how, child);
                    continue;
                }
            };
            if element.tag() == "dt" {
                let keep_tags_before = std::mem::replace(&mut self.keep_tags, true);
                let label = self.text_of(child, look).unbroken();
                self.keep_tags = keep_tags_before;
                items.push(Item {
                    label: Some(label).filter(|label| !label.is_empty()),
                    blocks: Vec::new(),
                });
            } else {
                let blocks = self.blocks(|reader| reader.inside(child, look));
                match items.last_mut() {
                    Some(item) => item.blocks.extend(blocks),
                    None => items.push(Item { label: None, blocks }),
                }
            }
        }
        if !items.is_empty() {
            self.emit(Block::List(List { start: None, items }));
        }
    }
}
