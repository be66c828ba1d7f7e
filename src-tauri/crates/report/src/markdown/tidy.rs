//! What a tree keeps of what its text asks for.

use super::prepared::Piece;
use super::{formula, restore};
use crate::check_link;
use comrak::Arena;
use comrak::nodes::{AstNode, Node, NodeCode, NodeLink, NodeMath, NodeValue};

/// Longer formulas, and those that nest their braces deeper, are shown as code: the typesetter
/// recurses.
const MAX_FORMULA_BYTES: usize = 4_000;
const MAX_FORMULA_DEPTH: usize = 50;

/// The name of a block of code whose lines are formulas.
const ALGORITHM: &str = "algorithm";

/// The highest heading below a section's own.
const FIRST_HEADING: usize = 4;

/// Makes of the parser's tree one that holds only what may be shown; `pieces` are those of the
/// [prepared](super::prepared) text.
pub fn tidy<'a>(arena: &'a Arena<'a>, root: Node<'a>, pieces: &[Piece]) {
    // Nodes move while the tree is changed: all are listed before the first one is touched.
    let nodes: Vec<Node<'a>> = root.descendants().collect();
    let mut outline = Vec::new();
    for node in nodes {
        let value = std::mem::replace(&mut node.data_mut().value, NodeValue::SoftBreak);
        let value = match value {
            NodeValue::Heading(mut heading) => {
                heading.level = level_in(&mut outline, heading.level);
                NodeValue::Heading(heading)
            }
            NodeValue::Code(mut code) => {
                code.literal = restore::as_written(&code.literal, pieces);
                NodeValue::Code(code)
            }
            NodeValue::CodeBlock(code)
                if code.info == ALGORITHM
                    && append_algorithm(
                        arena,
                        node,
                        &restore::as_written(&code.literal, pieces),
                    ) =>
            {
                NodeValue::BlockQuote
            }
            NodeValue::CodeBlock(mut code) => {
                code.info.clear();
                // Models move a formula so far to the right that Markdown takes it for code.
                match restore::only_formula(&code.literal, pieces)
                    .filter(|math| math.display_math && !code.fenced)
                {
                    Some(math) => {
                        node.append(arena.alloc(AstNode::from(NodeValue::Math(math))));
                        NodeValue::Paragraph
                    }
                    None => {
                        code.literal = restore::as_written(&code.literal, pieces);
                        NodeValue::CodeBlock(code)
                    }
                }
            }
            NodeValue::HtmlBlock(html) => {
                append_lines(arena, node, html.literal.trim_end());
                NodeValue::Paragraph
            }
            NodeValue::HtmlInline(html) => inline_html(node, html),
            NodeValue::TaskItem(task) => {
                let mark = if task.symbol.is_some() { "☑ " } else { "☐ " };
                if let Some(paragraph) = node.first_child() {
                    paragraph.prepend(text(arena, mark.to_owned()));
                }
                match node.parent().map(|list| list.data().value.clone()) {
                    Some(NodeValue::List(list)) => NodeValue::Item(list),
                    _ => NodeValue::TaskItem(task),
                }
            }
            NodeValue::Image(_) => {
                unwrap(node);
                continue;
            }
            NodeValue::Link(link) => match checked(arena, node, *link, pieces) {
                Some(link) => NodeValue::Link(Box::new(link)),
                None => {
                    unwrap(node);
                    continue;
                }
            },
            other => other,
        };
        node.data_mut().value = value;
    }
    restore::restore_texts(arena, root, pieces);
    for node in root.descendants() {
        bound_formula(node);
    }
}

fn bound_formula(node: Node<'_>) {
    let mut data = node.data_mut();
    if let NodeValue::Math(math) = &mut data.value
        && exceeds_bounds(&math.literal)
    {
        let literal = std::mem::take(&mut math.literal);
        data.value = NodeValue::Code(NodeCode { num_backticks: 1, literal });
    }
}

/// The level a heading gets so that the page's outline has no gap: the first is the highest, and
/// each is at most one below the heading above it.
fn level_in(outline: &mut Vec<u8>, level: u8) -> u8 {
    while outline.last().is_some_and(|&above| above >= level) {
        outline.pop();
    }
    let level_here = (FIRST_HEADING + outline.len()).min(6);
    outline.push(level);
    u8::try_from(level_here).unwrap_or(6)
}

/// Raw HTML is shown as text, not dropped: papers write `<image>` and `<think>` and mean the token.
/// Line breaks and raised or lowered text are taken at their word, since Markdown has no mark for
/// them.
fn inline_html(node: Node<'_>, html: String) -> NodeValue {
    let end = match html.as_str() {
        "<br>" | "<br/>" | "<br />" => return NodeValue::Raw("<br>".to_owned()),
        "<sub>" => "</sub>",
        "<sup>" => "</sup>",
        _ => return NodeValue::Text(html.into()),
    };
    // Only a pair with nothing but text in it: open elements would nest without bound.
    let closing = node
        .following_siblings()
        .skip(1)
        .take(2)
        .find(|next| matches!(next.data().value, NodeValue::HtmlInline(_)));
    let Some(closing) = closing
        .filter(|next| matches!(&next.data().value, NodeValue::HtmlInline(html) if html == end))
    else {
        return NodeValue::Text(html.into());
    };
    closing.data_mut().value = NodeValue::Raw(end.to_owned());
    NodeValue::Raw(html)
}

/// Makes an algorithm's lines a paragraph with formulas and with its indentation; returns whether
/// it has any formula.
fn append_algorithm<'a>(arena: &'a Arena<'a>, node: Node<'a>, literal: &str) -> bool {
    let lines: Vec<Vec<NodeValue>> = literal.trim_end().lines().map(algorithm_line).collect();
    if !lines.iter().flatten().any(|part| matches!(part, NodeValue::Math(_))) {
        return false;
    }
    let paragraph = arena.alloc(AstNode::from(NodeValue::Paragraph));
    for (n, line) in lines.into_iter().enumerate() {
        let end = (n > 0).then_some(NodeValue::SoftBreak);
        end.into_iter()
            .chain(line)
            .for_each(|part| paragraph.append(arena.alloc(AstNode::from(part))));
    }
    node.append(paragraph);
    true
}

fn algorithm_line(line: &str) -> Vec<NodeValue> {
    let words = line.trim_start();
    let mut text = "\u{a0}".repeat(line.len() - words.len());
    let mut parts = Vec::new();
    let mut at = 0;
    while let Some(c) = words[at..].chars().next() {
        match formula::at(words, at, words.len()).filter(|_| c == '$') {
            Some(found) => {
                parts.push(NodeValue::Text(std::mem::take(&mut text).into()));
                parts.push(NodeValue::Math(NodeMath {
                    dollar_math: true,
                    display_math: found.is_display,
                    literal: found.tex,
                }));
                at = found.end;
            }
            None => {
                text.push(c);
                at += c.len_utf8();
            }
        }
    }
    parts.push(NodeValue::Text(text.into()));
    parts
}

fn append_lines<'a>(arena: &'a Arena<'a>, node: Node<'a>, literal: &str) {
    for (n, line) in literal.lines().enumerate() {
        if n > 0 {
            node.append(arena.alloc(AstNode::from(NodeValue::SoftBreak)));
        }
        node.append(text(arena, line.to_owned()));
    }
}

fn exceeds_bounds(formula: &str) -> bool {
    let (mut depth, mut deepest) = (0_usize, 0);
    for byte in formula.bytes() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    formula.len() > MAX_FORMULA_BYTES || deepest > MAX_FORMULA_DEPTH
}

/// The link with its address checked and in its normal form, or `None` when it may not be followed.
fn checked<'a>(
    arena: &'a Arena<'a>,
    node: Node<'a>,
    link: NodeLink,
    pieces: &[Piece],
) -> Option<NodeLink> {
    let url = check_link(&restore::as_written(&link.url, pieces)).ok()?;
    if node.first_child().is_none() {
        node.append(text(arena, url.to_string()));
    }
    Some(NodeLink { url: url.into(), title: String::new() })
}

/// Puts a node's children in its place.
fn unwrap(node: Node<'_>) {
    let children: Vec<_> = node.children().collect();
    for child in children {
        node.insert_before(child);
    }
    node.detach();
}

fn text<'a>(arena: &'a Arena<'a>, text: String) -> Node<'a> {
    arena.alloc(AstNode::from(NodeValue::Text(text.into())))
}
