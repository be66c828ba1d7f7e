//! A query as it was understood: a boolean tree over words, phrases, dates and sets.

use crate::analyser::{Sequence, Unit};
use crate::concepts::{Concept, concepts};
use crate::domains::domains;
use crate::synonyms::Alike;
use crate::{Field, Glossary, SetKey};
use paperboy_paper::Date;
use std::fmt::{self, Write as _};
use std::sync::{Arc, OnceLock};

/// A query read by [`parse`](crate::parse).
#[derive(Debug, Clone)]
pub struct Query {
    pub(crate) root: Node,
    glossary: Option<Arc<Glossary>>,
    /// What its free words ask for, once somebody wanted to know.
    concepts: OnceLock<Vec<Concept>>,
}

impl PartialEq for Query {
    fn eq(&self, other: &Self) -> bool {
        self.root == other.root
    }
}

/// A node of the tree.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Node {
    /// Holds of no paper: the empty query.
    Nothing,
    And(Vec<Node>),
    Or(Vec<Node>),
    Not(Box<Node>),
    Text(Text),
    /// A field of research with all below it: a filter, whose name is shown where it is.
    Domain {
        text: Text,
        number: usize,
    },
    /// The arXiv id begins so; `whole`: it is just this.
    Id {
        text: String,
        whole: bool,
    },
    Source(String),
    Writer(String),
    Date {
        from: Option<Date>,
        to: Option<Date>,
    },
    Set(SetKey),
}

/// The kind of match for a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum How {
    Word,
    Phrase,
    Prefix,
}

/// Words to look for.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Text {
    /// The only field to look in.
    pub field: Option<Field>,
    pub how: How,
    /// As the user wrote it.
    pub written: String,
    /// The pieces of a word, each of which must be found.
    pub units: Vec<Unit>,
    /// The run of text as written, in each spelling: what a phrase finds and an exclusion excludes.
    pub exact: Vec<Sequence>,
    /// The arXiv id, if the word is one.
    pub id: Option<String>,
    /// Its alternatives in a loose search.
    pub alike: Option<Alike>,
}

impl Text {
    /// `None` when there is nothing in it that could be looked for.
    pub fn new(field: Option<Field>, how: How, written: &str) -> Option<Self> {
        let open = how == How::Prefix;
        let run = Sequence::of(written, open)?;
        let units = Unit::all(written, open);
        let exact = match units.as_slice() {
            [unit] if how != How::Phrase => unit.exact.clone(),
            _ => vec![run],
        };
        let id = (how != How::Prefix && field.is_none())
            .then(|| paperboy_paper::PaperId::parse(written))
            .flatten();
        Some(Self {
            field,
            how,
            written: written.to_owned(),
            units,
            exact,
            id: id.map(|id| id.as_str().to_lowercase()),
            alike: None,
        })
    }
}

impl Query {
    pub(crate) fn new(root: Node) -> Self {
        Self { root, glossary: None, concepts: OnceLock::new() }
    }

    /// The same, whose loose form uses the user's words as well as the built-in ones.
    pub fn with_glossary(self, glossary: Arc<Glossary>) -> Self {
        Self { glossary: Some(glossary), ..Self::new(self.root) }
    }

    pub(crate) fn glossary(&self) -> Option<&Glossary> {
        self.glossary.as_deref()
    }

    /// What its wanted free words ask for.
    pub(crate) fn concepts(&self) -> &[Concept] {
        self.concepts.get_or_init(|| {
            let mut texts = Vec::new();
            self.root.each_leaf(true, &mut |leaf, wanted| {
                if let Node::Text(text) = leaf
                    && wanted
                    && text.is_free()
                {
                    texts.push(text);
                }
            });
            concepts(&texts, self.glossary())
        })
    }

    /// The sets of papers that the query names by marks and tags: the caller looks them up for
    /// [`SearchRequest::sets`](crate::SearchRequest::sets).
    pub fn sets(&self) -> Vec<SetKey> {
        let mut sets = Vec::new();
        self.root.each_leaf(true, &mut |leaf, _| {
            if let Node::Set(set) = leaf
                && !sets.contains(set)
            {
                sets.push(set.clone());
            }
        });
        sets
    }

    /// The collection whose papers the query asks for, by its name: it asks for one, and for no words
    /// by which papers would be ranked.
    pub fn only_collection(&self) -> Option<&str> {
        let nodes = match &self.root {
            Node::And(nodes) => nodes.as_slice(),
            node => std::slice::from_ref(node),
        };
        let mut names = nodes.iter().filter_map(|node| match node {
            Node::Set(SetKey::Collection(name)) => Some(name.as_str()),
            _ => None,
        });
        let mut has_words = false;
        self.root.each_leaf(true, &mut |leaf, wanted| {
            has_words |= wanted && matches!(leaf, Node::Text(_));
        });
        let only = names.next().filter(|_| !has_words);
        only.filter(|_| names.next().is_none())
    }

    /// What the query was understood as, for the user: a query that means the same, with nothing
    /// left to guess.
    pub fn understood(&self) -> String {
        self.root.to_string()
    }

    /// The tree, for `--explain`: a line for each node, indented by its depth.
    pub fn explain(&self) -> String {
        let mut out = String::new();
        self.root.explain(0, &mut out);
        out
    }

    /// Whether the query holds nothing that could be looked for.
    pub fn is_empty(&self) -> bool {
        self.root == Node::Nothing
    }
}

impl Node {
    /// Calls `see` for every leaf, with whether it is under an even number of NOTs.
    pub fn each_leaf<'a>(&'a self, wanted: bool, see: &mut impl FnMut(&'a Node, bool)) {
        match self {
            Self::And(nodes) | Self::Or(nodes) => {
                nodes.iter().for_each(|node| node.each_leaf(wanted, see))
            }
            Self::Not(node) => node.each_leaf(!wanted, see),
            leaf => see(leaf, wanted),
        }
    }

    fn explain(&self, depth: usize, out: &mut String) {
        let (name, children): (String, &[Node]) = match self {
            Self::Nothing => ("NOTHING".into(), &[]),
            Self::And(nodes) => ("AND".into(), nodes),
            Self::Or(nodes) => ("OR".into(), nodes),
            Self::Not(node) => ("NOT".into(), std::slice::from_ref(node)),
            Self::Text(text) => {
                let how = match text.how {
                    How::Word => "word",
                    How::Phrase => "phrase",
                    How::Prefix => "prefix",
                };
                let place = text.field.map_or("any field", Field::key);
                let sought = match text.how {
                    How::Phrase => {
                        text.exact.iter().map(ToString::to_string).collect::<Vec<_>>().join(" | ")
                    }
                    _ => {
                        let unit = |unit: &Unit| {
                            unit.spellings
                                .iter()
                                .map(ToString::to_string)
                                .collect::<Vec<_>>()
                                .join(" | ")
                        };
                        text.units.iter().map(unit).collect::<Vec<_>>().join(" & ")
                    }
                };
                let one = |names: &Vec<Sequence>| {
                    names.iter().map(ToString::to_string).collect::<Vec<_>>().join(" | ")
                };
                let alike = text
                    .alike
                    .as_ref()
                    .map(|alike| alike.parts.iter().map(one).collect::<Vec<_>>().join(" & "));
                let alike = alike.map(|alike| format!("; looser: {alike}")).unwrap_or_default();
                (format!("{how} {} in {place}: {sought}{alike}", text.written), &[])
            }
            Self::Domain { number, .. } => {
                let domain = &domains()[*number];
                (format!("domain {} ({}) and the domains within it", domain.zh, domain.en), &[])
            }
            leaf => (leaf.to_string(), &[]),
        };
        // Writing to a String can't fail.
        let _ = writeln!(out, "{:width$}{name}", "", width = depth * 2);
        children.iter().for_each(|node| node.explain(depth + 1, out));
    }
}

impl fmt::Display for Sequence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, (_, term)) in self.terms.iter().enumerate() {
            write!(f, "{}{term}", if at > 0 { "+" } else { "" })?;
        }
        f.write_str(if self.open { "*" } else { "" })
    }
}

impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let join = |f: &mut fmt::Formatter<'_>, nodes: &[Self], with: &str| {
            for (at, node) in nodes.iter().enumerate() {
                f.write_str(if at > 0 { with } else { "" })?;
                if matches!(node, Self::And(_) | Self::Or(_)) {
                    write!(f, "({node})")
                } else {
                    node.fmt(f)
                }?;
            }
            Ok(())
        };
        match self {
            Self::Nothing => Ok(()),
            Self::And(nodes) => join(f, nodes, " AND "),
            Self::Or(nodes) => join(f, nodes, " OR "),
            Self::Not(node) if matches!(**node, Self::And(_) | Self::Or(_)) => {
                write!(f, "NOT ({node})")
            }
            Self::Not(node) => write!(f, "NOT {node}"),
            Self::Text(text) => {
                if let Some(field) = text.field {
                    write!(f, "{}:", field.key())?;
                }
                match text.how {
                    How::Word => f.write_str(&text.written),
                    How::Phrase => write!(f, "\"{}\"", text.written),
                    How::Prefix => write!(f, "{}*", text.written),
                }
            }
            Self::Domain { text, .. } => write!(f, "domain:{}", text.written),
            Self::Id { text, whole } => write!(f, "id:{text}{}", if *whole { "" } else { "*" }),
            Self::Source(name) => write!(f, "source:{name}"),
            Self::Writer(name) => write!(f, "writer:{}", quoted(name)),
            Self::Date { from, to } if from == to => write!(f, "date:{}", shown(*from)),
            Self::Date { from, to } => write!(f, "date:{}..{}", shown(*from), shown(*to)),
            Self::Set(SetKey::Mark(mark)) => f.write_str(mark),
            Self::Set(SetKey::Tag(tag)) => write!(f, "tag:{}", quoted(tag)),
            Self::Set(SetKey::Collection(name)) => write!(f, "in:{}", quoted(name)),
        }
    }
}

fn shown(date: Option<Date>) -> String {
    date.map(|date| date.to_string()).unwrap_or_default()
}

/// A name as it can be read again.
fn quoted(name: &str) -> String {
    let bare = name.strip_prefix("model:").unwrap_or(name);
    let plain = bare.starts_with(char::is_alphanumeric)
        && bare.chars().all(|c| c.is_alphanumeric() || "._/-*".contains(c))
        && !matches!(name, "OR" | "AND" | "NOT");
    if plain { name.to_owned() } else { format!("\"{name}\"") }
}
