//! A line of a file of facts.

use crate::collections::{Collected, CollectionFact};
use crate::error::damage;
use crate::log::{Statement, statements};
use crate::notes::Note;
use crate::searches::Saved;
use crate::taste::{Opinion, OpinionFact, WordKind};
use crate::{ChosenFigure, CollectionId, Highlight, HighlightId, Mark};
use jiff::Timestamp;
use paperboy_paper::PaperId;
use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The name of the format, in the first line.
pub(super) const FORMAT: &str = "paperboy-facts";

/// One line: an object with one key, which is the kind of the line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Line {
    /// The first line.
    Header {
        format: String,
        version: u32,
        made: Timestamp,
    },
    Collection(CollectionLine),
    Paper(Box<PaperFacts>),
    SavedSearch {
        name: String,
        query: String,
        added: Timestamp,
    },
    /// The user's opinion on a word of the learnt order.
    Opinion {
        kind: WordKind,
        word: String,
        opinion: Opinion,
        at: Timestamp,
    },
    /// When all that was learnt of the user's taste was forgotten.
    TasteForgotten {
        at: Timestamp,
    },
    /// The search history, the newest last.
    Searched {
        query: String,
    },
}

/// What the user did with a paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct PaperFacts {
    /// The arXiv id.
    pub(super) id: String,
    /// For people who read the file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) read: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) starred: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) later: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) tags: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) note: Option<NoteFact>,
    /// The digest of the version that the user chose, in hexadecimal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) version: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) citation_key: Option<String>,
    /// The collections that it is in, by their ids, with its place in each.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) collections: BTreeMap<CollectionId, i64>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) highlights: BTreeMap<HighlightId, Box<Highlight>>,
    /// When the user chose "less of this" for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) less: Option<Timestamp>,
    /// The figure that the user chose for its card.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) card_figure: Option<ChosenFigure>,
}

/// A collection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct CollectionLine {
    pub(super) id: CollectionId,
    pub(super) name: String,
    /// The collection that it is in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) parent: Option<CollectionId>,
    pub(super) place: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) note: Option<String>,
    pub(super) added: Timestamp,
}

impl PaperFacts {
    /// Nothing yet.
    fn of(paper: PaperId) -> Self {
        let (read, starred, later) = (None, None, None);
        let (title, tags, note, version) = (None, Vec::new(), None, None);
        let (citation_key, collections, highlights) = (None, BTreeMap::new(), BTreeMap::new());
        Self {
            id: paper.into(),
            title,
            read,
            starred,
            later,
            tags,
            note,
            version,
            citation_key,
            collections,
            highlights,
            less: None,
            card_figure: None,
        }
    }
}

/// A note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct NoteFact {
    pub(super) text: String,
    pub(super) changed: Timestamp,
}

impl From<&NoteFact> for Note {
    fn from(fact: &NoteFact) -> Self {
        Self { text: fact.text.clone(), changed: fact.changed.as_millisecond() }
    }
}

fn of(papers: &mut BTreeMap<PaperId, PaperFacts>, paper: PaperId) -> &mut PaperFacts {
    papers.entry(paper.clone()).or_insert_with(|| PaperFacts::of(paper))
}

/// All that the user did, in an order that does not depend on when it was done.
pub(super) fn all(connection: &Connection) -> rusqlite::Result<Vec<Line>> {
    let mut papers: BTreeMap<PaperId, PaperFacts> = BTreeMap::new();
    let (mut searches, mut collections, mut opinions) = (Vec::new(), Vec::new(), Vec::new());
    for statement in statements(connection)? {
        match statement {
            Statement::Mark { paper, mark, at } => {
                let facts = of(&mut papers, paper);
                let place = match mark {
                    Mark::Read => &mut facts.read,
                    Mark::Starred => &mut facts.starred,
                    Mark::Later => &mut facts.later,
                };
                *place = at.map(timestamp).transpose()?;
            }
            Statement::Tag { paper, name, .. } => of(&mut papers, paper).tags.extend(name),
            Statement::Note { paper, note } => {
                let fact = |note: Note| -> rusqlite::Result<_> {
                    Ok(NoteFact { changed: timestamp(note.changed)?, text: note.text })
                };
                of(&mut papers, paper).note = note.map(fact).transpose()?;
            }
            Statement::Version { paper, digest } => of(&mut papers, paper).version = digest,
            Statement::SavedSearch { search, .. } => {
                if let Some(Saved { name, query, added }) = search {
                    searches.push(Line::SavedSearch { name, query, added: timestamp(added)? });
                }
            }
            Statement::CitationKey { paper, key } => of(&mut papers, paper).citation_key = key,
            Statement::CardFigure { paper, figure } => of(&mut papers, paper).card_figure = figure,
            Statement::Collection { id, collection } => {
                if let Some(CollectionFact { name, parent, place, note, added }) = collection {
                    let added = timestamp(added)?;
                    let line = CollectionLine { id, name, parent, place, note, added };
                    collections.push(Line::Collection(line));
                }
            }
            Statement::Collected { paper, id, collected } => {
                if let Some(Collected { place }) = collected {
                    of(&mut papers, paper).collections.insert(id, place);
                }
            }
            Statement::Highlight { paper, id, highlight } => {
                of(&mut papers, paper)
                    .highlights
                    .extend(highlight.map(|highlight| (id, highlight)));
            }
            Statement::LessOf { paper, at } => {
                of(&mut papers, paper).less = at.map(timestamp).transpose()?;
            }
            Statement::WordOpinion { kind, word, opinion } => {
                if let Some(OpinionFact { opinion, at }) = opinion {
                    opinions.push(Line::Opinion { kind, word, opinion, at: timestamp(at)? });
                }
            }
            Statement::TasteForgotten { at } => {
                let at = at.map(timestamp).transpose()?;
                opinions.extend(at.map(|at| Line::TasteForgotten { at }));
            }
        }
    }
    let mut title = connection.prepare("SELECT title FROM paper WHERE id = ?1")?;
    for (paper, facts) in &mut papers {
        // A title is not the user's data: a damaged title does not prevent the facts from being
        // written.
        let row = title.query_row([paper.as_str()], |row| Ok(row.get(0).unwrap_or_default()));
        facts.title = row.optional()?.flatten();
    }
    let papers = papers.into_values().map(|paper| Line::Paper(Box::new(paper)));
    let mut lines: Vec<Line> =
        collections.into_iter().chain(papers).chain(searches).chain(opinions).collect();
    let mut queries = connection.prepare("SELECT query FROM search_history ORDER BY id")?;
    // A query that is no text any more is left out: it has no checksum, and is the least that is
    // lost.
    let queries = queries.query_map([], |row| Ok(row.get(0).ok()))?;
    lines.extend(
        queries
            .collect::<Result<Vec<_>, _>>()?
            .into_iter()
            .flatten()
            .map(|query| Line::Searched { query }),
    );
    Ok(lines)
}

fn timestamp(milliseconds: i64) -> rusqlite::Result<Timestamp> {
    Timestamp::from_millisecond(milliseconds).map_err(|error| damage(error.to_string()))
}
