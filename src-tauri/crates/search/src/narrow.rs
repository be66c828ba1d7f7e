//! A query with a key more, or one fewer: what choosing a facet does to the query box.

use crate::domains::is_within;
use crate::tree::Node;
use crate::{Query, SetKey, parse};
use paperboy_paper::Date;

/// Whether the query holds the key: every paper it finds must have it.
pub fn holds(query: &Query, key: &Query) -> bool {
    clauses(&query.root).iter().any(|clause| is_same(clause, &key.root))
}

/// The query with a key added, or removed where it [`holds`] it. The user's text stays as it is
/// wherever that means the same; otherwise the query is returned in its parsed form.
pub fn toggled(query: &str, key: &str, today: Date) -> String {
    let (parsed, wanted) = (parse(query, today), parse(key, today));
    if parsed.is_empty() {
        return key.to_owned();
    }
    let mut clauses = clauses(&parsed.root);
    let before = clauses.len();
    clauses.retain(|clause| !is_same(clause, &wanted.root));
    let freed = clauses.len() < before;
    if !freed {
        clauses.push(&wanted.root);
    }
    let target = match clauses.as_slice() {
        [] => return String::new(),
        [one] => (*one).clone(),
        several => Node::And(several.iter().map(|clause| (*clause).clone()).collect()),
    };
    let written = if freed {
        without(query, key)
    } else {
        vec![format!("{query} {key}"), format!("({query}) {key}")]
    };
    let means_it = |text: &String| parse(text, today).understood() == target.to_string();
    written.into_iter().find(means_it).unwrap_or_else(|| target.to_string())
}

/// The key of a tag as it is typed; `None` where the language can't write its name.
pub fn tag_key(name: &str) -> Option<String> {
    typed(&Node::Set(SetKey::Tag(name.to_owned())))
}

/// The key of a writer as it is typed; `None` where the language can't write its name.
pub fn writer_key(name: &str) -> Option<String> {
    typed(&Node::Writer(name.to_lowercase()))
}

fn typed(node: &Node) -> Option<String> {
    let text = node.to_string();
    // No date is in it, so that any day will do.
    (parse(&text, Date::constant(1970, 1, 1)).root == *node).then_some(text)
}

/// The text without the key, for each place where it is alone.
fn without(text: &str, key: &str) -> Vec<String> {
    let places = text
        .match_indices(key)
        .map(|(at, _)| (text[..at].trim_end(), text[at + key.len()..].trim_start()));
    places.map(|(before, after)| format!("{before} {after}").trim().to_owned()).collect()
}

fn clauses(root: &Node) -> Vec<&Node> {
    match root {
        Node::And(nodes) => nodes.iter().collect(),
        node => vec![node],
    }
}

fn is_same(one: &Node, other: &Node) -> bool {
    match (one, other) {
        // However the field was written.
        (Node::Domain { number: one, .. }, Node::Domain { number: other, .. }) => {
            is_within(*one, *other) && is_within(*other, *one)
        }
        _ => one.to_string() == other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn today() -> Date {
        "2026-01-02".parse().unwrap()
    }

    #[test]
    fn choosing_a_facet_keeps_what_was_written_and_means_both() {
        for (query, key, narrowed) in [
            ("", "date:2025-12", "date:2025-12"),
            ("强化学习", "date:2025-12", "强化学习 date:2025-12"),
            ("a OR b", "is:starred", "(a OR b) is:starred"),
            ("a AND  b -c", "domain:计算机视觉", "a AND  b -c domain:计算机视觉"),
            ("\"open quote", "is:unread", "\"open quote\" AND is:unread"),
            ("(a", "is:unread", "(a is:unread"),
        ] {
            let text = toggled(query, key, today());
            assert_eq!(text, narrowed);
            assert!(holds(&parse(&text, today()), &parse(key, today())), "{text}");
        }
    }

    #[test]
    fn choosing_it_again_takes_it_out() {
        for (query, key, freed) in [
            ("date:2025-12", "date:2025-12", ""),
            ("强化学习 date:2025-12", "date:2025-12", "强化学习"),
            ("date:2025-12 强化学习", "date:2025-12", "强化学习"),
            ("(a OR b) is:starred", "is:starred", "(a OR b)"),
            ("日期:2025-12 a", "date:2025-12", "a"),
            ("domain:computer-vision a", "domain:计算机视觉", "a"),
        ] {
            assert!(holds(&parse(query, today()), &parse(key, today())), "{query}");
            assert_eq!(toggled(query, key, today()), freed, "{query}");
        }
    }

    #[test]
    fn a_name_has_a_key_when_it_can_be_typed() {
        let key = |name: &str| tag_key(name);
        assert_eq!(key("video").as_deref(), Some("tag:video"));
        assert_eq!(key("手术 机器人").as_deref(), Some("tag:\"手术 机器人\""));
        assert_eq!(key("say \"x\""), None);
        assert_eq!(writer_key("model:Qwen3-32B").as_deref(), Some("writer:model:qwen3-32b"));
        assert_eq!(writer_key("imported").as_deref(), Some("writer:imported"));
    }

    #[test]
    fn a_key_under_or_and_not_is_not_held() {
        for query in
            ["a OR is:starred", "-is:starred", "NOT (is:starred a)", "is:starred OR is:unread"]
        {
            assert!(!holds(&parse(query, today()), &parse("is:starred", today())), "{query}");
        }
    }
}
