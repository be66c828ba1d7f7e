//! CSS selectors over a page, by `scraper`: for the search in a whole page. The article reader
//! walks its own tree, which is smaller (ARCHITECTURE.md, "Fetching").

use super::{Data, Dom, NodeId};
use html5ever::{Attribute, QualName, ns};
use scraper::node::{Element, Node, Text};
use scraper::{ElementRef, Html, Selector};
use std::collections::HashMap;

/// Nodes of a page that selectors see. An abstract page has about a thousand, a day's page some
/// ten thousand.
const MAX_NODES: usize = 200_000;

impl Dom {
    /// The page for selectors, without the content of `left_out`. It went through the guard, so its
    /// depth and size are bounded.
    pub(crate) fn for_selectors(&self, left_out: Option<NodeId>) -> Html {
        let mut page = Html::new_document();
        let mut known = HashMap::from([(Self::ROOT.0, page.tree.root().id())]);
        let mut nodes = self.below(Self::ROOT);
        while let Some(id) = nodes.next() {
            if Some(id) == left_out {
                nodes.skip_inside(id);
            }
            if known.len() > MAX_NODES {
                break;
            }
            let node = match &self.node(id).data {
                Data::Root => continue,
                Data::Text(text) => Node::Text(Text { text: text.clone() }),
                Data::Element(element) => {
                    Node::Element(Element::new(element.name.clone(), element.attributes()))
                }
            };
            // `below` gives a parent before its children.
            let parent = known.get(&self.node(id).parent).copied();
            if let Some(mut parent) = parent.and_then(|parent| page.tree.get_mut(parent)) {
                known.insert(id.0, parent.append(node).id());
            }
        }
        page
    }
}

impl super::Element {
    fn attributes(&self) -> Vec<Attribute> {
        let attribute = |(name, value): &(html5ever::LocalName, _)| Attribute {
            name: QualName::new(None, ns!(), name.clone()),
            value: html5ever::tendril::StrTendril::clone(value),
        };
        self.attributes.iter().map(attribute).collect()
    }
}

/// The elements that a selector of this crate finds, in the order of the page.
pub(crate) fn select<'a>(page: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    page.select(&parsed(selector)).collect()
}

/// The first of them.
pub(crate) fn first<'a>(page: &'a Html, selector: &str) -> Option<ElementRef<'a>> {
    page.select(&parsed(selector)).next()
}

fn parsed(selector: &str) -> Selector {
    Selector::parse(selector).expect("the selectors of this crate are literals that tests use")
}

/// An element's text without that of `.descriptor`, arXiv's labels (`Abstract:`), its white space
/// folded; about `limit` bytes of it.
pub(crate) fn text_of(element: ElementRef<'_>, limit: usize) -> String {
    let mut text = String::new();
    for node in element.descendants() {
        let is_label =
            |parent: ElementRef<'_>| parent.value().classes().any(|class| class == "descriptor");
        if let Some(piece) = node.value().as_text()
            && !node.ancestors().filter_map(ElementRef::wrap).any(is_label)
        {
            text.push_str(piece);
        }
        if text.len() >= limit {
            break;
        }
    }
    folded(&text)
}

/// A text with one blank for each run of white space.
pub(crate) fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
