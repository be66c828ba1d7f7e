//! Terms of the field that mean the same, in Chinese and English: looser matches of one another.

use crate::Field;
use crate::analyser::{Sequence, Unit};
use crate::lexicon;
use crate::tree::{How, Node, Text};
use std::collections::HashMap;
use std::sync::LazyLock;

/// The groups as they are written down.
pub(crate) const TABLE: &str = include_str!("synonyms.txt");

/// The largest number of words of a term's name: more of a query's words are not joined.
const MAX_WORDS: usize = 5;
/// … and of characters without spaces.
const MAX_CHARS: usize = 12;
/// A longer run of characters is a sentence.
const MAX_RUN_CHARS: usize = 40;

/// Alternatives for a text, or for it and the following texts, in a loose search.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Alike {
    /// The number of texts that it replaces.
    pub span: usize,
    /// The known terms in them, each of which must be found, in one of these names.
    pub parts: Vec<Vec<Sequence>>,
}

/// Terms that mean the same.
#[derive(Debug)]
pub(crate) struct Group {
    /// The first name in Chinese, and the first in Latin letters.
    pub zh: &'static str,
    pub en: &'static str,
    /// All names, as they are written and as they are looked for.
    pub written: Vec<&'static str>,
    pub names: Vec<Sequence>,
}

struct Table {
    groups: Vec<Group>,
    /// The groups by each name, as it is compared.
    by_name: HashMap<String, usize>,
}

static GROUPS: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table { groups: Vec::new(), by_name: HashMap::new() };
    for line in TABLE.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let written: Vec<&'static str> = line.split('=').map(str::trim).collect();
        let names: Vec<Sequence> = written.iter().filter_map(|name| lexicon::name(name)).collect();
        let first = |han: bool| {
            written.iter().find(|name| is_han(name) == han).copied().unwrap_or(written[0])
        };
        table.by_name.extend(names.iter().map(|name| (name.to_string(), table.groups.len())));
        table.groups.push(Group { zh: first(true), en: first(false), written, names });
    }
    table
});

fn is_han(name: &str) -> bool {
    name.chars().any(|c| matches!(c, '\u{4E00}'..='\u{9FFF}'))
}

/// All groups.
pub(crate) fn groups() -> &'static [Group] {
    &GROUPS.groups
}

/// The group of a name.
pub(crate) fn group(text: &str) -> Option<&'static Group> {
    GROUPS.by_name.get(&lexicon::name(text)?.to_string()).map(|&number| &GROUPS.groups[number])
}

/// Adds the alternatives to the words of a tree. Excluded and quoted words and prefixes have none.
pub(crate) fn note(node: &mut Node) {
    match node {
        Node::Text(_) => note_all(std::slice::from_mut(node)),
        Node::And(nodes) => note_all(nodes),
        Node::Or(nodes) => nodes.iter_mut().for_each(note),
        _ => {}
    }
}

/// Adds them to adjacent texts: the longest known term from each word on.
fn note_all(nodes: &mut [Node]) {
    let mut at = 0;
    while at < nodes.len() {
        let words: Vec<&Text> = nodes[at..].iter().take(MAX_WORDS).map_while(word).collect();
        let field = words.first().and_then(|word| word.field);
        let words: Vec<&Text> = words.into_iter().take_while(|word| word.field == field).collect();
        let alternative = (1..=words.len()).rev().find_map(|span| alike(&words[..span]));
        let span = alternative.as_ref().map_or(1, |alternative| alternative.span);
        match (&mut nodes[at], alternative) {
            (Node::Text(text), alternative @ Some(_)) => text.alike = alternative,
            (Node::Text(_), None) => {}
            (other, _) => note(other),
        }
        at += span;
    }
}

fn word(node: &Node) -> Option<&Text> {
    match node {
        // People are called as they are called.
        Node::Text(text)
            if text.how == How::Word && !matches!(text.field, Some(Field::Author | Field::Tag)) =>
        {
            Some(text)
        }
        _ => None,
    }
}

fn alike(words: &[&Text]) -> Option<Alike> {
    let written = words.iter().map(|word| word.written.as_str()).collect::<Vec<_>>().join(" ");
    if let Some(group) = group(&written) {
        return Some(Alike { span: words.len(), parts: vec![group.names.clone()] });
    }
    match words {
        [Text { units, .. }] => match units.as_slice() {
            [unit] if unit.han => parted(unit).map(|parts| Alike { span: 1, parts }),
            _ => None,
        },
        _ => None,
    }
}

/// A run of characters in its known terms, when they make up more than half of it.
fn parted(unit: &Unit) -> Option<Vec<Vec<Sequence>>> {
    // The pairs of a run overlap by one character.
    let last = unit.pieces.last()?.chars().skip(1);
    let run: Vec<char> =
        unit.pieces.iter().filter_map(|pair| pair.chars().next()).chain(last).collect();
    if run.len() > MAX_RUN_CHARS {
        return None;
    }
    let mut parts = Vec::new();
    let (mut at, mut unknown, mut known) = (0, 0, 0);
    while at <= run.len() {
        let rest = &run[at..];
        let longest = (2..=rest.len().min(MAX_CHARS)).rev().find_map(|length| {
            let text: String = rest[..length].iter().collect();
            group(&text).map(|group| (length, group))
        });
        if longest.is_some() || at == run.len() {
            // A single character between two terms means nothing alone.
            let between: String = run[unknown..at].iter().collect();
            parts.extend(
                (at - unknown > 1)
                    .then(|| lexicon::name(&between))
                    .flatten()
                    .map(|name| vec![name]),
            );
        }
        match longest {
            Some((length, group)) => {
                parts.push(group.names.clone());
                known += length;
                at += length;
                unknown = at;
            }
            None => at += 1,
        }
    }
    (known * 2 > run.len()).then_some(parts)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::parse;

    #[test]
    fn the_table_is_well_formed() {
        let mut names: HashMap<String, &str> = HashMap::new();
        let (mut twice, mut groups) = (Vec::new(), 0);
        for line in TABLE.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let written: Vec<&str> = line.split('=').map(str::trim).collect();
            assert!(written.len() > 1, "a group has two names or more: {line}");
            assert!(
                written.iter().any(|name| !is_han(name)),
                "a group has a name in Latin letters: {line}"
            );
            for name in written {
                let sequence = lexicon::name(name)
                    .unwrap_or_else(|| panic!("nothing to look for in “{name}” of {line}"));
                assert!(!sequence.open, "“{name}” is too short");
                assert!(
                    name.split_whitespace().count() <= MAX_WORDS,
                    "“{name}” is too long to be recognised"
                );
                if names.insert(sequence.to_string(), line).is_some() {
                    twice.push(name);
                }
            }
            groups += 1;
        }
        assert!(twice.is_empty(), "these are listed twice: {twice:?}");
        assert!(groups >= 450, "{groups}");
    }

    /// The alternatives for the words of a query, part by part.
    fn stands_for(query: &str) -> Vec<String> {
        let mut alternatives = Vec::new();
        parse(query, "2026-01-02".parse().unwrap()).root.each_leaf(true, &mut |leaf, _| {
            if let Node::Text(Text { alike: Some(alike), .. }) = leaf {
                let part = |names: &Vec<Sequence>| {
                    names.iter().map(ToString::to_string).collect::<Vec<_>>().join(" | ")
                };
                alternatives.push(format!(
                    "{}: {}",
                    alike.span,
                    alike.parts.iter().map(part).collect::<Vec<_>>().join(" & ")
                ));
            }
        });
        alternatives
    }

    #[test]
    fn a_term_in_one_language_stands_for_it_in_the_other() {
        let rl = "强化+化学+学习 | reinforcement+learning | rl";
        for query in ["强化学习", "強化學習", "RL", "rl"] {
            assert_eq!(stands_for(query), [format!("1: {rl}")], "{query}");
        }
        for query in [
            "reinforcement learning",
            "Reinforcement AND Learning",
            "title:(reinforcement learning)",
        ] {
            assert_eq!(stands_for(query), [format!("2: {rl}")], "{query}");
        }
        assert_eq!(stands_for("reinforcement-learning"), [format!("1: {rl}")]);
    }

    #[test]
    fn the_longest_term_counts_and_a_run_is_parted_into_terms() {
        assert_eq!(stands_for("deep reinforcement learning").len(), 1);
        assert_eq!(
            stands_for("透明物体深度估计"),
            [
                "1: 透明+明物+物体 | transparent+object & 深度+度估+估计 | depth+estimation | 深度+度预+预测 | depth+prediction"
            ]
        );
        assert_eq!(stands_for("操作系统"), Vec::<String>::new(), "half of it is no term");
    }

    #[test]
    fn what_is_excluded_quoted_begun_or_a_name_of_somebody_stands_for_itself() {
        for query in [
            "-强化学习",
            "NOT (a 强化学习)",
            "\"强化学习\"",
            "强化学习*",
            "author:agent",
            "reinforcement is:starred learning",
            "reinforcement title:learning",
        ] {
            assert_eq!(stands_for(query), Vec::<String>::new(), "{query}");
        }
    }
}
