//! The subjects and statements of facts. Every `match` here and in `derive.rs` names every kind: a
//! new one does not compile before it can be stored, derived, undone and restored.

use crate::collections::{Collected, CollectionFact};
use crate::marks::column;
use crate::notes::Note;
use crate::searches::Saved;
use crate::taste::{OpinionFact, WordKind};
use crate::{ChosenFigure, CollectionId, Highlight, HighlightId, Mark};
use paperboy_paper::PaperId;

/// Declares [`Kind`] and the list of all its values, so that none can be left out of the list.
macro_rules! kinds {
    ($($kind:ident in $table:literal),* $(,)?) => {
        /// The kinds of subjects, each with a table that is derived from its facts.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Kind { $($kind),* }

        impl Kind {
            pub(crate) const ALL: &[Self] = &[$(Self::$kind),*];

            /// The table that is derived from facts of this kind.
            pub(crate) fn table(self) -> &'static str {
                match self { $(Self::$kind => $table),* }
            }
        }
    };
}

kinds! {
    Mark in "mark",
    Tag in "tag",
    Note in "note",
    Version in "chosen_version",
    SavedSearch in "saved_search",
    CitationKey in "citation_key",
    Collection in "collection",
    Collected in "collected",
    Highlight in "highlight",
    LessOf in "less_of",
    WordOpinion in "word_opinion",
    TasteForgotten in "taste_forgotten",
    CardFigure in "card_figure",
}

/// What a fact is about: the newest fact of a subject is in force.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Subject {
    /// A mark of a paper.
    Mark(PaperId, Mark),
    /// A tag of a paper, by its folded name.
    Tag(PaperId, String),
    /// The note of a paper.
    Note(PaperId),
    /// The version of a paper that the user chose.
    Version(PaperId),
    /// A saved search, by its folded name.
    SavedSearch(String),
    /// The citation key of a paper.
    CitationKey(PaperId),
    /// A collection.
    Collection(CollectionId),
    /// Whether a paper is in a collection.
    Collected(PaperId, CollectionId),
    /// A highlight in a text of a paper.
    Highlight(PaperId, HighlightId),
    /// Whether the user chose "less of this" for a paper.
    LessOf(PaperId),
    /// The user's opinion on a word of the learnt order.
    WordOpinion(WordKind, String),
    /// When all that was learnt of the user's taste was forgotten.
    TasteForgotten,
    /// The figure that the user chose for the card of a paper.
    CardFigure(PaperId),
}

/// The prefix of the folded name in the text of a subject.
const TAG: &str = "tag:";
const SAVED_SEARCH: &str = "saved:";
const NOTE: &str = "note";
const VERSION: &str = "version";
const CITATION_KEY: &str = "citation_key";
const CARD_FIGURE: &str = "card_figure";
const COLLECTION: &str = "collection:";
const COLLECTED: &str = "in:";
const HIGHLIGHT: &str = "highlight:";
const LESS_OF: &str = "less";
/// Before the kind of the word, a colon and the word.
const WORD_OPINION: &str = "word:";
const TASTE_FORGOTTEN: &str = "forgotten";

impl Subject {
    /// Reads the two columns by which the log and the journal name a subject. `None`: this Paperboy
    /// knows no such subject.
    pub(crate) fn parse(paper_id: &str, text: &str) -> Option<Self> {
        if let Some(folded) = text.strip_prefix(SAVED_SEARCH) {
            return paper_id.is_empty().then(|| Self::SavedSearch(folded.to_owned()));
        }
        if let Some(id) = text.strip_prefix(COLLECTION) {
            let id = CollectionId::parse(id)?;
            return paper_id.is_empty().then_some(Self::Collection(id));
        }
        if let Some(word) = text.strip_prefix(WORD_OPINION) {
            let (kind, word) = word.split_once(':')?;
            let kind = WordKind::from_key(kind)?;
            let is_word = paper_id.is_empty() && !word.is_empty();
            return is_word.then(|| Self::WordOpinion(kind, word.to_owned()));
        }
        if text == TASTE_FORGOTTEN {
            return paper_id.is_empty().then_some(Self::TasteForgotten);
        }
        let paper = PaperId::parse(paper_id).filter(|paper| paper.as_str() == paper_id)?;
        if let Some(folded) = text.strip_prefix(TAG) {
            return Some(Self::Tag(paper, folded.to_owned()));
        }
        if let Some(id) = text.strip_prefix(COLLECTED) {
            return Some(Self::Collected(paper, CollectionId::parse(id)?));
        }
        if let Some(id) = text.strip_prefix(HIGHLIGHT) {
            return Some(Self::Highlight(paper, HighlightId::parse(id)?));
        }
        match text {
            NOTE => Some(Self::Note(paper)),
            VERSION => Some(Self::Version(paper)),
            CITATION_KEY => Some(Self::CitationKey(paper)),
            LESS_OF => Some(Self::LessOf(paper)),
            CARD_FIGURE => Some(Self::CardFigure(paper)),
            _ => {
                let mark = [Mark::Read, Mark::Starred, Mark::Later]
                    .into_iter()
                    .find(|mark| column(*mark) == text)?;
                Some(Self::Mark(paper, mark))
            }
        }
    }

    /// The text of the column `subject`.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::Mark(_, mark) => column(*mark).to_owned(),
            Self::Tag(_, folded) => format!("{TAG}{folded}"),
            Self::Note(_) => NOTE.to_owned(),
            Self::Version(_) => VERSION.to_owned(),
            Self::SavedSearch(folded) => format!("{SAVED_SEARCH}{folded}"),
            Self::CitationKey(_) => CITATION_KEY.to_owned(),
            Self::CardFigure(_) => CARD_FIGURE.to_owned(),
            Self::Collection(id) => format!("{COLLECTION}{id}"),
            Self::Collected(_, id) => format!("{COLLECTED}{id}"),
            Self::Highlight(_, id) => format!("{HIGHLIGHT}{id}"),
            Self::LessOf(_) => LESS_OF.to_owned(),
            Self::WordOpinion(kind, word) => format!("{WORD_OPINION}{}:{word}", kind.key()),
            Self::TasteForgotten => TASTE_FORGOTTEN.to_owned(),
        }
    }

    /// The paper that it belongs to, if any.
    pub(crate) fn paper(&self) -> Option<&PaperId> {
        match self {
            Self::Mark(paper, _)
            | Self::Tag(paper, _)
            | Self::Note(paper)
            | Self::Version(paper)
            | Self::CitationKey(paper)
            | Self::CardFigure(paper)
            | Self::Collected(paper, _)
            | Self::Highlight(paper, _)
            | Self::LessOf(paper) => Some(paper),
            Self::SavedSearch(_)
            | Self::Collection(_)
            | Self::WordOpinion(..)
            | Self::TasteForgotten => None,
        }
    }

    /// The text of the column `paper_id`.
    pub(crate) fn paper_id(&self) -> &str {
        self.paper().map_or("", PaperId::as_str)
    }

    pub(crate) fn kind(&self) -> Kind {
        match self {
            Self::Mark(..) => Kind::Mark,
            Self::Tag(..) => Kind::Tag,
            Self::Note(_) => Kind::Note,
            Self::Version(_) => Kind::Version,
            Self::SavedSearch(_) => Kind::SavedSearch,
            Self::CitationKey(_) => Kind::CitationKey,
            Self::Collection(_) => Kind::Collection,
            Self::Collected(..) => Kind::Collected,
            Self::Highlight(..) => Kind::Highlight,
            Self::LessOf(_) => Kind::LessOf,
            Self::WordOpinion(..) => Kind::WordOpinion,
            Self::TasteForgotten => Kind::TasteForgotten,
            Self::CardFigure(_) => Kind::CardFigure,
        }
    }

    /// Whether the search index contains it.
    pub(crate) fn is_searched(&self) -> bool {
        match self {
            Self::Tag(..) | Self::Note(_) | Self::Version(_) | Self::Highlight(..) => true,
            Self::Mark(..)
            | Self::SavedSearch(_)
            | Self::CitationKey(_)
            | Self::Collection(_)
            | Self::Collected(..)
            | Self::LessOf(_)
            | Self::WordOpinion(..)
            | Self::TasteForgotten
            | Self::CardFigure(_) => false,
        }
    }

    /// The statement that there is nothing (any more).
    pub(crate) fn nothing(&self) -> Statement {
        match self.clone() {
            Self::Mark(paper, mark) => Statement::Mark { paper, mark, at: None },
            Self::Tag(paper, folded) => Statement::Tag { paper, folded, name: None },
            Self::Note(paper) => Statement::Note { paper, note: None },
            Self::Version(paper) => Statement::Version { paper, digest: None },
            Self::SavedSearch(folded) => Statement::SavedSearch { folded, search: None },
            Self::CitationKey(paper) => Statement::CitationKey { paper, key: None },
            Self::Collection(id) => Statement::Collection { id, collection: None },
            Self::Collected(paper, id) => Statement::Collected { paper, id, collected: None },
            Self::Highlight(paper, id) => Statement::Highlight { paper, id, highlight: None },
            Self::LessOf(paper) => Statement::LessOf { paper, at: None },
            Self::WordOpinion(kind, word) => Statement::WordOpinion { kind, word, opinion: None },
            Self::TasteForgotten => Statement::TasteForgotten { at: None },
            Self::CardFigure(paper) => Statement::CardFigure { paper, figure: None },
        }
    }
}

/// A subject with its value; `None`: nothing is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Statement {
    Mark {
        paper: PaperId,
        mark: Mark,
        /// Milliseconds since 1970.
        at: Option<i64>,
    },
    Tag {
        paper: PaperId,
        folded: String,
        name: Option<String>,
    },
    Note {
        paper: PaperId,
        note: Option<Note>,
    },
    Version {
        paper: PaperId,
        /// Of the report, in hexadecimal.
        digest: Option<String>,
    },
    SavedSearch {
        folded: String,
        search: Option<Saved>,
    },
    CitationKey {
        paper: PaperId,
        key: Option<String>,
    },
    Collection {
        id: CollectionId,
        collection: Option<CollectionFact>,
    },
    Collected {
        paper: PaperId,
        id: CollectionId,
        collected: Option<Collected>,
    },
    Highlight {
        paper: PaperId,
        id: HighlightId,
        highlight: Option<Box<Highlight>>,
    },
    LessOf {
        paper: PaperId,
        /// Milliseconds since 1970.
        at: Option<i64>,
    },
    WordOpinion {
        kind: WordKind,
        word: String,
        opinion: Option<OpinionFact>,
    },
    TasteForgotten {
        /// Milliseconds since 1970.
        at: Option<i64>,
    },
    CardFigure {
        paper: PaperId,
        figure: Option<ChosenFigure>,
    },
}

impl Statement {
    /// Reads the value that the log or the journal holds of a subject.
    pub(crate) fn parse(subject: Subject, value: Option<&str>) -> serde_json::Result<Self> {
        fn read<T: serde::de::DeserializeOwned>(
            value: Option<&str>,
        ) -> serde_json::Result<Option<T>> {
            value.map(serde_json::from_str).transpose()
        }
        Ok(match subject {
            Subject::Mark(paper, mark) => Self::Mark { paper, mark, at: read(value)? },
            Subject::Tag(paper, folded) => Self::Tag { paper, folded, name: read(value)? },
            Subject::Note(paper) => Self::Note { paper, note: read(value)? },
            Subject::Version(paper) => Self::Version { paper, digest: read(value)? },
            Subject::SavedSearch(folded) => Self::SavedSearch { folded, search: read(value)? },
            Subject::CitationKey(paper) => Self::CitationKey { paper, key: read(value)? },
            Subject::Collection(id) => Self::Collection { id, collection: read(value)? },
            Subject::Collected(paper, id) => Self::Collected { paper, id, collected: read(value)? },
            Subject::Highlight(paper, id) => Self::Highlight { paper, id, highlight: read(value)? },
            Subject::LessOf(paper) => Self::LessOf { paper, at: read(value)? },
            Subject::WordOpinion(kind, word) => {
                Self::WordOpinion { kind, word, opinion: read(value)? }
            }
            Subject::TasteForgotten => Self::TasteForgotten { at: read(value)? },
            Subject::CardFigure(paper) => Self::CardFigure { paper, figure: read(value)? },
        })
    }

    /// The value as JSON.
    pub(crate) fn value(&self) -> Option<String> {
        match self {
            Self::Mark { at, .. } | Self::LessOf { at, .. } | Self::TasteForgotten { at } => {
                at.map(|at| at.to_string())
            }
            Self::Tag { name, .. } => {
                name.as_deref().map(|name| serde_json::Value::from(name).to_string())
            }
            Self::Note { note, .. } => {
                note.as_ref().map(|note| serde_json::json!(note).to_string())
            }
            Self::Version { digest, .. } => {
                digest.as_deref().map(|digest| serde_json::Value::from(digest).to_string())
            }
            Self::SavedSearch { search, .. } => {
                search.as_ref().map(|search| serde_json::json!(search).to_string())
            }
            Self::CitationKey { key, .. } => {
                key.as_deref().map(|key| serde_json::Value::from(key).to_string())
            }
            Self::Collection { collection, .. } => {
                collection.as_ref().map(|fact| serde_json::json!(fact).to_string())
            }
            Self::Collected { collected, .. } => {
                collected.as_ref().map(|fact| serde_json::json!(fact).to_string())
            }
            Self::Highlight { highlight, .. } => {
                highlight.as_ref().map(|fact| serde_json::json!(fact).to_string())
            }
            Self::WordOpinion { opinion, .. } => {
                opinion.as_ref().map(|fact| serde_json::json!(fact).to_string())
            }
            Self::CardFigure { figure, .. } => {
                figure.as_ref().map(|fact| serde_json::json!(fact).to_string())
            }
        }
    }

    pub(crate) fn subject(&self) -> Subject {
        match self {
            Self::Mark { paper, mark, .. } => Subject::Mark(paper.clone(), *mark),
            Self::Tag { paper, folded, .. } => Subject::Tag(paper.clone(), folded.clone()),
            Self::Note { paper, .. } => Subject::Note(paper.clone()),
            Self::Version { paper, .. } => Subject::Version(paper.clone()),
            Self::SavedSearch { folded, .. } => Subject::SavedSearch(folded.clone()),
            Self::CitationKey { paper, .. } => Subject::CitationKey(paper.clone()),
            Self::Collection { id, .. } => Subject::Collection(id.clone()),
            Self::Collected { paper, id, .. } => Subject::Collected(paper.clone(), id.clone()),
            Self::Highlight { paper, id, .. } => Subject::Highlight(paper.clone(), id.clone()),
            Self::LessOf { paper, .. } => Subject::LessOf(paper.clone()),
            Self::WordOpinion { kind, word, .. } => Subject::WordOpinion(*kind, word.clone()),
            Self::TasteForgotten { .. } => Subject::TasteForgotten,
            Self::CardFigure { paper, .. } => Subject::CardFigure(paper.clone()),
        }
    }

    /// Whether it is the empty statement.
    pub(crate) fn is_nothing(&self) -> bool {
        match self {
            Self::Mark { at, .. } | Self::LessOf { at, .. } | Self::TasteForgotten { at } => {
                at.is_none()
            }
            Self::Tag { name, .. } => name.is_none(),
            Self::Note { note, .. } => note.is_none(),
            Self::Version { digest, .. } => digest.is_none(),
            Self::SavedSearch { search, .. } => search.is_none(),
            Self::CitationKey { key, .. } => key.is_none(),
            Self::Collection { collection, .. } => collection.is_none(),
            Self::Collected { collected, .. } => collected.is_none(),
            Self::Highlight { highlight, .. } => highlight.is_none(),
            Self::WordOpinion { opinion, .. } => opinion.is_none(),
            Self::CardFigure { figure, .. } => figure.is_none(),
        }
    }
}
