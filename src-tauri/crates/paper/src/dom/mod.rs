//! A lean tree of an HTML page: what the parsers of this crate need, and no more.
//!
//! html5ever parses; the tree keeps only what the parsers of papers use. The children of a formula
//! whose LaTeX is known are not kept (they are three quarters of a page): their visible text is
//! compared with the LaTeX and dropped. The text of scripts and unused attributes are not kept
//! either; style sheets are kept outside the tree.

mod beside;
mod formula;
mod guard;
mod select;
mod sink;

use html5ever::tendril::StrTendril;
use html5ever::{LocalName, Namespace, QualName};
use std::collections::HashMap;

pub(crate) use formula::has_hidden_words;
pub(crate) use guard::parse;
pub(crate) use select::{first, folded, select, text_of};

/// A node of a [`Dom`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NodeId(u32);

const NONE: u32 = u32::MAX;

pub(crate) struct Dom {
    nodes: Vec<Node>,
    /// Part of the page was left unread because it was made to exhaust the parser.
    pub(crate) cut_short: bool,
    /// The page's own style sheets, in its order.
    pub(crate) sheets: Vec<StyleSheet>,
    /// There are more style sheets than were kept.
    pub(crate) sheets_cut: bool,
    /// The page has an end tag of `article`, `body` or `html`: its body came whole.
    pub(crate) complete: bool,
    /// All attributes of the elements of drawings, by their nodes.
    drawn: HashMap<u32, Attributes>,
}

/// A style sheet of the page.
#[derive(Debug, Default)]
pub(crate) struct StyleSheet {
    /// The media it is for; empty for all.
    pub(crate) media: String,
    pub(crate) text: String,
}

struct Node {
    parent: u32,
    first: u32,
    last: u32,
    previous: u32,
    next: u32,
    depth: u16,
    /// The formula whose inside this is part of, or the style sheet whose text it holds.
    owner: u32,
    /// A part of a formula that is not shown.
    unseen: bool,
    /// Its contents are left out of the tree.
    opaque: bool,
    mathml_text: bool,
    data: Data,
}

enum Data {
    /// The document itself, and everything that is kept in no tree.
    Root,
    Text(StrTendril),
    Element(Element),
}

/// The attributes of an element.
type Attributes = Box<[(LocalName, StrTendril)]>;

pub(crate) struct Element {
    name: QualName,
    /// Its attributes may change the look of its text.
    looks: bool,
    attributes: Attributes,
}

/// The name of an added attribute of a formula; the page's own attribute of this name is not kept.
const SHOWN: &str = "paperboy-shown";

impl Element {
    pub(crate) fn tag(&self) -> &str {
        &self.name.local
    }

    pub(crate) fn local_name(&self) -> &LocalName {
        &self.name.local
    }

    pub(crate) fn namespace(&self) -> &Namespace {
        &self.name.ns
    }

    /// Whether its attributes may change the look of its text.
    pub(crate) fn has_looks(&self) -> bool {
        self.looks
    }

    /// The visible text of a formula, where its LaTeX has more text.
    pub(crate) fn shown_formula(&self) -> Option<&str> {
        self.attribute(SHOWN)
    }

    /// The value of an attribute, `None` when it is absent.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| &**key == name).map(|(_, value)| &**value)
    }

    pub(crate) fn classes(&self) -> impl Iterator<Item = &str> {
        self.attribute("class").unwrap_or_default().split_ascii_whitespace()
    }

    pub(crate) fn has_class(&self, class: &str) -> bool {
        self.classes().any(|each| each == class)
    }
}

impl Dom {
    pub(crate) const ROOT: NodeId = NodeId(0);

    pub(crate) fn element(&self, id: NodeId) -> Option<&Element> {
        match &self.node(id).data {
            Data::Element(element) => Some(element),
            _ => None,
        }
    }

    pub(crate) fn text(&self, id: NodeId) -> Option<&str> {
        match &self.node(id).data {
            Data::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(crate) fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        let mut next = self.node(id).first;
        std::iter::from_fn(move || {
            let here = known(next)?;
            next = self.node(here).next;
            Some(here)
        })
    }

    /// All attributes of an element of a drawing.
    pub(crate) fn drawn(&self, id: NodeId) -> impl Iterator<Item = (&str, &str)> {
        let attributes = self.drawn.get(&id.0).into_iter().flatten();
        attributes.map(|(name, value)| (&**name, &**value))
    }

    /// Everything below a node in the order of the page, without the node itself and without
    /// recursion.
    pub(crate) fn below(&self, top: NodeId) -> Below<'_> {
        Below { dom: self, top, next: known(self.node(top).first) }
    }

    /// The first element below `top` that `wanted` accepts.
    pub(crate) fn find(
        &self,
        top: NodeId,
        mut wanted: impl FnMut(&Element) -> bool,
    ) -> Option<NodeId> {
        self.below(top).find(|&id| self.element(id).is_some_and(&mut wanted))
    }

    /// All text below a node as it is in the page, at most `limit` bytes of it (and what
    /// completes the last piece).
    pub(crate) fn all_text(&self, top: NodeId, limit: usize) -> String {
        let mut text = String::new();
        for id in self.below(top) {
            text.push_str(self.text(id).unwrap_or_default());
            if text.len() >= limit {
                break;
            }
        }
        text
    }

    pub(crate) fn parent(&self, id: NodeId) -> Option<NodeId> {
        known(self.node(id).parent)
    }

    /// How many nodes the page has.
    pub(crate) fn len(&self) -> usize {
        self.nodes.len()
    }

    pub(crate) fn previous(&self, id: NodeId) -> Option<NodeId> {
        known(self.node(id).previous)
    }

    pub(crate) fn next(&self, id: NodeId) -> Option<NodeId> {
        known(self.node(id).next)
    }

    fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.0 as usize]
    }
}

fn known(id: u32) -> Option<NodeId> {
    (id != NONE).then_some(NodeId(id))
}

pub(crate) struct Below<'a> {
    dom: &'a Dom,
    top: NodeId,
    next: Option<NodeId>,
}

impl Below<'_> {
    /// Leaves out the contents of the last node.
    pub(crate) fn skip_inside(&mut self, id: NodeId) {
        self.next = self.after(id);
    }

    fn after(&self, mut id: NodeId) -> Option<NodeId> {
        while id != self.top {
            let node = self.dom.node(id);
            if let Some(next) = known(node.next) {
                return Some(next);
            }
            id = known(node.parent)?;
        }
        None
    }
}

impl Iterator for Below<'_> {
    type Item = NodeId;

    fn next(&mut self) -> Option<NodeId> {
        let here = self.next?;
        self.next = known(self.dom.node(here).first).or_else(|| self.after(here));
        Some(here)
    }
}

#[cfg(test)]
mod tests;
