//! Why a PDF gives no text.

use serde::{Deserialize, Serialize};

/// Why the text of a PDF is not read, or is of no use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub enum PdfProblem {
    /// It has no text, or only a few words: its pages are images.
    #[error("the PDF has no text")]
    NoText,
    /// Its glyphs have no characters, or wrong ones.
    #[error("the characters of the PDF can't be recognised")]
    Garbled,
    /// The paper's title is not at its beginning.
    #[error("the PDF does not begin with the paper's title")]
    OtherTitle,
    /// It opens with a password alone.
    #[error("the PDF is encrypted")]
    Encrypted,
    /// It is no PDF, cut off or broken.
    #[error("the PDF is damaged")]
    Damaged,
    /// It has more bytes than are read.
    #[error("the PDF is too large")]
    TooLarge,
    /// Reading it took more time or memory than it may, or ended the process that read it.
    #[error("the PDF is too complex to read")]
    TooComplex,
    /// The part of the program that reads PDFs could not be started.
    #[error("the program that reads PDFs could not be started")]
    NoReader,
}

impl PdfProblem {
    /// Every problem.
    pub const ALL: [Self; 8] = [
        Self::NoText,
        Self::Garbled,
        Self::OtherTitle,
        Self::Encrypted,
        Self::Damaged,
        Self::TooLarge,
        Self::TooComplex,
        Self::NoReader,
    ];
}

/// Why the PDF of a paper is not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub enum PdfAbsence {
    /// arXiv has none.
    NotFound,
    /// It could not be fetched for now.
    NotFetched,
    /// The answer is no PDF.
    NotAPdf,
    /// It has more bytes than are kept.
    TooLarge,
    /// It was removed because PDFs took too much space.
    Removed,
    /// The user had all PDFs deleted.
    Deleted,
}

impl PdfAbsence {
    /// Every reason.
    pub const ALL: [Self; 6] = [
        Self::NotFound,
        Self::NotFetched,
        Self::NotAPdf,
        Self::TooLarge,
        Self::Removed,
        Self::Deleted,
    ];

    /// The name in JSON and in the database.
    pub fn key(self) -> &'static str {
        match self {
            Self::NotFound => "not_found",
            Self::NotFetched => "not_fetched",
            Self::NotAPdf => "not_a_pdf",
            Self::TooLarge => "too_large",
            Self::Removed => "removed",
            Self::Deleted => "deleted",
        }
    }

    /// The reason whose [`key`](Self::key) this is.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|absence| absence.key() == key)
    }
}
