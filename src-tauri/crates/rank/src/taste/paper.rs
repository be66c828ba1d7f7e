//! A paper as the terms that are in it.

/// Where in a paper a term is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// The title.
    Title,
    /// 应用领域.
    Domain,
    /// 一句话核心贡献.
    Contribution,
    /// 主要创新点.
    Innovations,
    /// The abstract: all that there is of a paper without a report.
    Abstract,
    /// The keywords that a list has of it.
    Keywords,
    /// The authors, each name one term.
    Authors,
    /// The organisation, its whole name one term.
    Organisation,
}

impl Field {
    pub(super) const COUNT: usize = 8;

    /// How much a field counts beside others, whatever its length.
    pub(super) fn share(self) -> f64 {
        match self {
            Self::Title | Self::Domain | Self::Contribution | Self::Abstract | Self::Keywords => {
                1.0
            }
            Self::Innovations => 0.7,
            Self::Authors => 0.4,
            Self::Organisation => 0.5,
        }
    }

    /// What the terms of this field name.
    pub fn kind(self) -> WordKind {
        match self {
            Self::Authors => WordKind::Author,
            Self::Organisation => WordKind::Organisation,
            Self::Title
            | Self::Domain
            | Self::Contribution
            | Self::Innovations
            | Self::Abstract
            | Self::Keywords => WordKind::Subject,
        }
    }
}

/// What a word names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum WordKind {
    /// What a paper is about: one word, whichever of its texts it is in.
    Subject,
    /// Who wrote it.
    Author,
    /// Where it was written.
    Organisation,
}

/// A word that has a weight of its own: the author Young and the word "young" are two.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Word {
    /// What it names.
    pub kind: WordKind,
    /// Its text, as the terms have it.
    pub text: String,
}

/// An occurrence of a term in a paper. A term that occurs twice is there twice.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Term {
    /// Where it is.
    pub field: Field,
    /// Its text in one form for all its spellings: words are compared byte by byte.
    pub text: String,
    /// Whether a user would read it as a word. Another term, such as two characters of a Chinese
    /// text that may belong to two words, counts as well and is never named as a reason.
    pub is_word: bool,
}

/// A paper, as far as it is compared with others.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Paper {
    /// The library's number for it: a newer paper has a higher one.
    pub key: u64,
    /// What is in it.
    pub terms: Vec<Term>,
}
