//! A query's description of a paper, apart from what the paper must have.

use crate::Query;
use crate::tree::Node;

impl Query {
    /// The free words, as they were written: what a paper is described by. `None` when there are
    /// none, or when there are others beside which they can't be told from conditions: words within
    /// `OR`.
    pub fn description(&self) -> Option<String> {
        let clauses = clauses(&self.root);
        let mut words = Vec::new();
        for clause in clauses {
            match clause {
                Node::Text(text) if text.is_free() => words.push(text.written.as_str()),
                clause if has_free_words(clause) => return None,
                _ => {}
            }
        }
        (!words.is_empty()).then(|| words.join(" "))
    }

    /// What is left without the free words: phrases, filters and exclusions, which hold for every
    /// hit. `None` when nothing is left.
    pub fn conditions(&self) -> Option<Self> {
        let is_condition = |node: &&Node| !matches!(node, Node::Text(text) if text.is_free());
        let mut conditions: Vec<Node> =
            clauses(&self.root).iter().filter(is_condition).cloned().collect();
        let root = match conditions.len() {
            0 | 1 => conditions.pop()?,
            _ => Node::And(conditions),
        };
        Some(Self::new(root))
    }
}

fn clauses(root: &Node) -> &[Node] {
    match root {
        Node::And(nodes) => nodes,
        Node::Nothing => &[],
        node => std::slice::from_ref(node),
    }
}

fn has_free_words(node: &Node) -> bool {
    let mut has = false;
    node.each_leaf(true, &mut |leaf, wanted| {
        has |= wanted && matches!(leaf, Node::Text(text) if text.is_free());
    });
    has
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use crate::parse;

    #[test]
    fn a_description_is_the_free_words_and_the_rest_are_conditions() {
        let parts = |query: &str| {
            let query = parse(query, "2026-01-02".parse().unwrap());
            (query.description(), query.conditions().map(|query| query.understood()))
        };
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(parts("把糊的视频变清楚"), (some("把糊的视频变清楚"), None));
        assert_eq!(
            parts("making blurry footage sharp"),
            (some("making blurry footage sharp"), None)
        );
        assert_eq!(
            parts("blurry footage -robot is:starred \"in real time\" date:2025-12"),
            (
                some("blurry footage"),
                some(
                    "NOT robot AND is:starred AND \"in real time\" AND date:2025-12-01..2025-12-31"
                )
            )
        );
        assert_eq!(parts("title:blurry is:starred").0, None);
        assert_eq!(parts("(blurry OR sharp) footage").0, None);
        assert_eq!(parts(""), (None, None));
    }
}
