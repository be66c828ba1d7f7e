//! References with their labels, and a page's own table of contents.

use super::super::{Reference, Span, Text};
use comrak::arena_tree::NodeEdge;
use comrak::nodes::{AstNode, NodeValue};

/// A reference whose label is before an arrow or in brackets.
pub(super) fn labelled(text: Text) -> Reference {
    if let Some(Span::Text(first)) = text.0.first() {
        let bracket = first
            .strip_prefix('[')
            .and_then(|rest| rest.split_once(']'))
            .filter(|(label, _)| label.len() <= 60);
        let arrow = first.split_once('↑').filter(|(label, _)| label.len() <= 80);
        let split = match (arrow, bracket) {
            (Some((label, rest)), _) => Some((label.trim().to_owned(), rest)),
            (None, Some((label, rest))) if !label.is_empty() && !rest.starts_with('(') => {
                Some((format!("[{label}]"), rest))
            }
            _ => None,
        };
        if let Some((label, rest)) = split {
            let mut spans = vec![Span::Text(rest.trim_start().to_owned())];
            spans.retain(|span| !matches!(span, Span::Text(words) if words.is_empty()));
            spans.extend(text.0.iter().skip(1).cloned());
            return Reference {
                label: Some(label).filter(|label| !label.is_empty()),
                text: Text(spans),
            };
        }
    }
    Reference { label: None, text }
}

/// Whether a list is made of links into the page alone.
pub(super) fn is_table_of_contents<'a>(node: &'a AstNode<'a>) -> bool {
    if !matches!(node.data.borrow().value, NodeValue::List(_)) {
        return false;
    }
    let (mut links, mut depth_of_link) = (0, None);
    for edge in node.traverse() {
        match edge {
            NodeEdge::Start(inner) => match &inner.data.borrow().value {
                NodeValue::Link(link) if link.url.contains("/html/") && link.url.contains('#') => {
                    links += 1;
                    depth_of_link = depth_of_link.or(Some(links));
                }
                NodeValue::Text(words) if depth_of_link.is_none() && !words.trim().is_empty() => {
                    return false;
                }
                _ => {}
            },
            NodeEdge::End(inner) if matches!(inner.data.borrow().value, NodeValue::Link(_)) => {
                depth_of_link = None
            }
            NodeEdge::End(_) => {}
        }
    }
    links > 1
}
