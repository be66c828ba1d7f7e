//! How deep Markdown nests, before and after it is parsed.

use comrak::arena_tree::NodeEdge;
use comrak::nodes::Node;

/// The deepest nesting of quotes and lists that is parsed. Reports have three levels.
const MAX_BLOCK_DEPTH: usize = 100;

/// The deepest tree that is shown; a level of a list takes three.
const MAX_TREE_DEPTH: usize = 100;

/// Whether a line opens or continues more quotes and lists than are parsed: the parser walks all of
/// them on every line.
///
/// A quote needs its mark on each line and a list item its mark or two columns, so that the
/// characters before a line's text bound its depth. Code that begins very far to the right is taken
/// for nesting too, and is shown as it is written.
pub fn is_too_deep_to_parse(text: &str) -> bool {
    text.split(['\n', '\r']).any(|line| {
        let (mut marks, mut columns, mut digits) = (0, 0, 0);
        let mut bytes = line.bytes().peekable();
        while let Some(byte) = bytes.next() {
            let before_blank = matches!(bytes.peek(), None | Some(b' ' | b'\t'));
            match byte {
                b'.' | b')' if digits > 0 && before_blank => marks += 1,
                b'0'..=b'9' if digits < 9 => {
                    digits += 1;
                    continue;
                }
                _ if digits > 0 => break,
                b' ' => columns += 1,
                b'\t' => columns += 4,
                b'>' => marks += 1,
                b'-' | b'*' | b'+' if before_blank => marks += 1,
                _ => break,
            }
            digits = 0;
            if marks + columns / 2 > MAX_BLOCK_DEPTH {
                return true;
            }
        }
        false
    })
}

/// Whether the tree is too deep or too large for HTML: browsers and the sanitiser walk up the open
/// elements.
pub fn is_too_deep_to_show(root: Node<'_>, most_nodes: usize) -> bool {
    let (mut depth, mut nodes) = (0_usize, 0_usize);
    for edge in root.traverse() {
        match edge {
            NodeEdge::Start(_) => (depth, nodes) = (depth + 1, nodes + 1),
            NodeEdge::End(_) => depth -= 1,
        }
        if depth > MAX_TREE_DEPTH || nodes > most_nodes {
            return true;
        }
    }
    false
}
