//! Puts the formulas and characters back into the tree that [`super::prepared`] hid from the parser.

use super::prepared::Piece;
use super::{address, placeholder};
use crate::check_link;
use comrak::Arena;
use comrak::nodes::{AstNode, Node, NodeLink, NodeMath, NodeValue};

/// A text as it was written.
pub fn as_written(text: &str, pieces: &[Piece]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let named = placeholder::name_at(rest)
            .and_then(|(number, length)| Some((pieces.get(number)?, length)));
        match named {
            Some((Piece::Formula { source, .. }, length)) => {
                out.push_str(source);
                rest = &rest[length..];
            }
            Some((Piece::Character(own), length)) => {
                out.push(*own);
                rest = &rest[length..];
            }
            None => {
                out.push(placeholder::original(c).unwrap_or(c));
                rest = &rest[c.len_utf8()..];
            }
        }
    }
    out
}

/// The formula of a text that consists of one formula.
pub fn only_formula(text: &str, pieces: &[Piece]) -> Option<NodeMath> {
    let text = text.trim();
    let (number, length) = placeholder::name_at(text)?;
    if length == text.len() { pieces.get(number).and_then(math) } else { None }
}

fn math(piece: &Piece) -> Option<NodeMath> {
    let Piece::Formula { tex, is_display, .. } = piece else { return None };
    Some(NodeMath { dollar_math: true, display_math: *is_display, literal: tex.clone() })
}

/// Puts formulas, links and hidden characters into the texts of a tree.
pub fn restore_texts<'a>(arena: &'a Arena<'a>, root: Node<'a>, pieces: &[Piece]) {
    let nodes: Vec<Node<'a>> = root.descendants().collect();
    // A text that was joined to the one before it is no longer in the tree.
    for node in nodes.into_iter().filter(|node| node.parent().is_some()) {
        let mut data = node.data_mut();
        let NodeValue::Text(text) = &mut data.value else { continue };
        while let Some(next) = node.next_sibling() {
            match &next.data().value {
                NodeValue::Text(more) => text.to_mut().push_str(more),
                _ => break,
            }
            next.detach();
        }
        let text = std::mem::take(text).into_owned();
        drop(data);
        let in_link =
            node.ancestors().skip(1).any(|above| matches!(above.data().value, NodeValue::Link(_)));
        let mut writer = Writer { arena, node, pieces, text: String::new() };
        writer.write(&text, in_link);
        writer.flush();
        node.detach();
    }
}

/// Inserts the nodes of a text before its own node.
struct Writer<'a, 'p> {
    arena: &'a Arena<'a>,
    node: Node<'a>,
    pieces: &'p [Piece],
    /// Words that are still to be written.
    text: String,
}

impl<'a> Writer<'a, '_> {
    fn write(&mut self, text: &str, in_link: bool) {
        let mut rest = text;
        while !rest.is_empty() {
            let name = placeholder::find_name(rest).unwrap_or(rest.len());
            let (words, after) = rest.split_at(name);
            if in_link {
                self.words(words)
            } else {
                self.words_and_addresses(words)
            }
            let Some((number, length)) = placeholder::name_at(after) else {
                let length = after.chars().next().map_or(0, char::len_utf8);
                self.words(&after[..length]);
                rest = &after[length..];
                continue;
            };
            match self.pieces.get(number) {
                Some(Piece::Character(own)) => self.text.push(*own),
                Some(piece) => {
                    if let Some(math) = math(piece) {
                        self.put(NodeValue::Math(math));
                    }
                }
                None => {}
            }
            rest = &after[length..];
        }
    }

    fn words(&mut self, words: &str) {
        self.text.extend(words.chars().map(|c| placeholder::original(c).unwrap_or(c)));
    }

    fn words_and_addresses(&mut self, words: &str) {
        let mut at = 0;
        while let Some(range) = address::next(words, at) {
            let shown = as_written(&words[range.clone()], &[]);
            let target = if shown.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("www.")) {
                format!("http://{shown}")
            } else {
                shown.clone()
            };
            self.words(&words[at..range.start]);
            at = range.end;
            match check_link(&target) {
                Ok(url) => {
                    let link = self.put(NodeValue::Link(Box::new(NodeLink {
                        url: url.into(),
                        title: String::new(),
                    })));
                    link.append(self.arena.alloc(AstNode::from(NodeValue::Text(shown.into()))));
                }
                Err(_) => self.text.push_str(&shown),
            }
        }
        self.words(&words[at..]);
    }

    fn put(&mut self, value: NodeValue) -> Node<'a> {
        self.flush();
        let node = self.arena.alloc(AstNode::from(value));
        self.node.insert_before(node);
        node
    }

    fn flush(&mut self) {
        if !self.text.is_empty() {
            let text = std::mem::take(&mut self.text);
            let node = self.arena.alloc(AstNode::from(NodeValue::Text(text.into())));
            self.node.insert_before(node);
        }
    }
}
