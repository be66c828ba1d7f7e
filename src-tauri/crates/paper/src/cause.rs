//! Why a source gave nothing: typed, so that each interface has words of its own for it. `Display`
//! is the English of the command line and of the log.

mod atom;
mod connection;
mod file;
mod former;
mod image;
mod list;
mod network;
mod pdf;

pub use atom::AtomCause;
pub use connection::ConnectionCause;
pub use file::FileCause;
pub use image::ImageProblem;
pub use list::{DayProblem, ListCause};
pub use network::NetworkCause;
pub use pdf::{PdfAbsence, PdfProblem};

use crate::ReadingSource;
use crate::article::{NoText, NotThePaper};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Why a paper was not read from a source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct ReadingReason {
    /// The source; null where a library of an earlier version does not contain it.
    pub source: Option<ReadingSource>,
    /// What happened.
    pub cause: ReadingCause,
}

/// What kept a paper from being read from a source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub enum ReadingCause {
    /// There is no such page.
    #[error("does not exist")]
    NotFound,
    /// The page is not for everybody.
    #[error("is not public")]
    NotPublic,
    /// See [`NoText::Blank`].
    #[error("the page has no text where the article should be")]
    Blank,
    /// See [`NoText::TooShort`].
    #[error("the converted page ends after a few words")]
    TooShort,
    /// See [`NoText::RawLatex`].
    #[error("the converted page shows LaTeX commands instead of text")]
    RawLatex,
    /// See [`NoText::TooLarge`].
    #[error("the page is too large")]
    TooLarge,
    /// See [`NoText::NotConverted`].
    #[error("arXiv has no HTML version of this paper")]
    NotConverted,
    /// See [`NoText::OtherPage`].
    #[error("the page is about the paper but does not contain it")]
    OtherPage,
    /// See [`NoText::StylesTooLarge`].
    #[error("the page has too many style rules to check for hidden text")]
    StylesTooLarge,
    /// See [`NotThePaper::CutOff`].
    #[error("the page was not transferred completely")]
    CutOff,
    /// See [`NotThePaper::Challenge`].
    #[error("the site asks visitors to prove that they are human")]
    Challenge,
    /// See [`NotThePaper::Foreign`].
    #[error("the response is not the page of a paper")]
    Foreign,
    /// See [`NotThePaper::OtherPaper`].
    #[error("the page belongs to another paper, {id}")]
    OtherPaper {
        /// The other paper.
        id: String,
    },
    /// The PDF gives no text of the paper.
    #[error("{why}")]
    Pdf {
        /// Why.
        why: PdfProblem,
    },
    /// The request failed.
    #[error("{why}")]
    Network {
        /// What happened on the way.
        why: NetworkCause,
    },
    /// A sentence of an earlier version that is not known, as it was stored.
    #[error("{text}")]
    Other {
        /// The sentence, in English.
        text: String,
    },
}

impl ReadingReason {
    /// A source's answer about a paper.
    pub fn new(source: ReadingSource, cause: impl Into<ReadingCause>) -> Self {
        Self { source: Some(source), cause: cause.into() }
    }

    /// Reasons as the database holds them; what an earlier version wrote was sentences.
    pub fn from_stored(stored: &str) -> Vec<Self> {
        serde_json::from_str(stored).unwrap_or_else(|_| former::reasons(stored))
    }

    /// Reasons as the database holds them; nothing when there are none.
    pub fn to_stored(reasons: &[Self]) -> Option<String> {
        // Strings, numbers and names of fields: nothing that JSON could not hold.
        (!reasons.is_empty()).then(|| serde_json::to_string(reasons).unwrap_or_default())
    }

    /// Reasons in one line, in English; nothing when there are none.
    pub fn sentence(reasons: &[Self]) -> Option<String> {
        let each: Vec<String> = reasons.iter().map(Self::to_string).collect();
        (!each.is_empty()).then(|| each.join("; "))
    }
}

impl fmt::Display for ReadingReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(source) = self.source else { return self.cause.fmt(f) };
        let colon = match self.cause {
            ReadingCause::NotFound | ReadingCause::NotPublic => "",
            _ => ":",
        };
        write!(f, "{}{colon} {}", source.name(), self.cause)
    }
}

impl From<NoText> for ReadingCause {
    fn from(why: NoText) -> Self {
        match why {
            NoText::Blank => Self::Blank,
            NoText::TooShort => Self::TooShort,
            NoText::RawLatex => Self::RawLatex,
            NoText::TooLarge => Self::TooLarge,
            NoText::NotConverted => Self::NotConverted,
            NoText::OtherPage => Self::OtherPage,
            NoText::StylesTooLarge => Self::StylesTooLarge,
        }
    }
}

impl From<NotThePaper> for ReadingCause {
    fn from(why: NotThePaper) -> Self {
        match why {
            NotThePaper::CutOff => Self::CutOff,
            NotThePaper::Challenge => Self::Challenge,
            NotThePaper::Foreign => Self::Foreign,
            NotThePaper::OtherPaper(id) => Self::OtherPaper { id: id.to_string() },
        }
    }
}

impl From<NetworkCause> for ReadingCause {
    fn from(why: NetworkCause) -> Self {
        Self::Network { why }
    }
}

impl From<PdfProblem> for ReadingCause {
    fn from(why: PdfProblem) -> Self {
        Self::Pdf { why }
    }
}
