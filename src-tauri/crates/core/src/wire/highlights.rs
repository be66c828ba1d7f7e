//! What crosses of highlights.

use super::Change;
use paperboy_anchor::Range;
use paperboy_store::{Colour, HighlightRange as StoredRange, HighlightedText};
use serde::{Deserialize, Serialize};
#[cfg(test)]
use ts_rs::TS;

/// The colour of a highlight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(TS))]
pub enum HighlightColour {
    /// Yellow.
    Yellow,
    /// Green.
    Green,
    /// Blue.
    Blue,
    /// Pink.
    Pink,
}

/// The texts of a paper in which there are highlights.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(TS))]
pub enum HighlightText {
    /// Its report.
    Report,
    /// Its abstract, as the list has it.
    Abstract,
    /// Its article.
    Article,
}

/// A range in one part of a text, in Unicode characters that are not white space.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct HighlightRange {
    /// A section's key, or `rest`, of a report; `abstract`; the number of an article's section, from 0.
    pub part: String,
    /// The first character.
    pub from: u32,
    /// After the last one.
    pub to: u32,
}

/// A place in a text of a paper that was selected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct HighlightPlace {
    /// Which text.
    pub text: HighlightText,
    /// Where in it, part by part.
    pub ranges: Vec<HighlightRange>,
    /// What it says there: the text may have changed since it was shown.
    pub says: String,
}

/// A highlight in a text of a paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct Highlight {
    /// Its UUID.
    pub id: String,
    /// Its colour.
    pub colour: HighlightColour,
    /// The user's note on it, plain text.
    pub note: Option<String>,
    /// What it marks; formulas are between dollar signs.
    pub quote: String,
    /// The heading of the section it was made in: a key for a report.
    pub section: String,
    /// Which text it is in.
    pub text: HighlightText,
    /// When it was made, RFC 3339 in UTC.
    pub added: String,
    /// Where it is in the text that is shown now; null: the text does not say it any more.
    pub ranges: Option<Vec<HighlightRange>>,
    /// For a report's that has no place: the version that it was made on, while the library has it.
    pub version: Option<u32>,
}

/// A highlight that was just made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct AddedHighlight {
    /// The highlight.
    pub highlight: String,
    /// The change, for undo.
    pub change: Change,
}

/// Which highlights are listed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct HighlightFilter {
    /// Only those of this colour.
    pub colour: Option<HighlightColour>,
    /// Only those in papers with this tag.
    pub tag: Option<String>,
    /// Only those in papers in this collection or one in it, by its id.
    pub collection: Option<String>,
    /// Only those with a note.
    pub noted: bool,
}

/// A highlight among those of many papers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct ListedHighlight {
    /// Its UUID.
    pub id: String,
    /// The paper's arXiv id.
    pub paper: String,
    /// The paper's title; null: the library does not have the paper.
    pub title: Option<String>,
    /// Its colour.
    pub colour: HighlightColour,
    /// The user's note on it.
    pub note: Option<String>,
    /// What it marks.
    pub quote: String,
    /// Which text it is in.
    pub text: HighlightText,
    /// When it was made, RFC 3339 in UTC.
    pub added: String,
}

/// A part of a list of highlights.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct HighlightPage {
    /// The highlights, the newest first.
    pub highlights: Vec<ListedHighlight>,
    /// How many there are.
    pub total: u32,
}

impl From<Colour> for HighlightColour {
    fn from(colour: Colour) -> Self {
        match colour {
            Colour::Yellow => Self::Yellow,
            Colour::Green => Self::Green,
            Colour::Blue => Self::Blue,
            Colour::Pink => Self::Pink,
        }
    }
}

impl From<HighlightColour> for Colour {
    fn from(colour: HighlightColour) -> Self {
        match colour {
            HighlightColour::Yellow => Self::Yellow,
            HighlightColour::Green => Self::Green,
            HighlightColour::Blue => Self::Blue,
            HighlightColour::Pink => Self::Pink,
        }
    }
}

impl From<HighlightedText> for HighlightText {
    fn from(text: HighlightedText) -> Self {
        match text {
            HighlightedText::Report => Self::Report,
            HighlightedText::Abstract => Self::Abstract,
            HighlightedText::Article => Self::Article,
        }
    }
}

impl From<HighlightText> for HighlightedText {
    fn from(text: HighlightText) -> Self {
        match text {
            HighlightText::Report => Self::Report,
            HighlightText::Abstract => Self::Abstract,
            HighlightText::Article => Self::Article,
        }
    }
}

/// A range has the same fields in the library, in the text that is searched and in the window.
macro_rules! same_range {
    ($($from:ty => $to:ty),* $(,)?) => {$(
        impl From<&$from> for $to {
            fn from(range: &$from) -> Self {
                Self { part: range.part.clone(), from: range.from, to: range.to }
            }
        }
    )*};
}

same_range! {
    Range => HighlightRange,
    StoredRange => HighlightRange,
    HighlightRange => StoredRange,
}

/// A range of the window as one of the text.
impl HighlightRange {
    pub(crate) fn in_text(&self) -> Range {
        Range { part: self.part.clone(), from: self.from, to: self.to }
    }
}

/// A range of the library as one of the text.
pub(crate) fn in_text(range: &StoredRange) -> Range {
    Range { part: range.part.clone(), from: range.from, to: range.to }
}
