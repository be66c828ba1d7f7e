//! What crosses of the order that is learnt from what the user did.

use serde::{Deserialize, Serialize};
#[cfg(test)]
use ts_rs::TS;

/// In which order the papers of a day are listed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(TS))]
pub enum Order {
    /// As the list has them.
    #[default]
    Listed,
    /// Those with the most upvotes first.
    Votes,
    /// In the order that was learnt from stars and other marks.
    ForMe,
}

/// Whether there is a learnt order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "state", rename_all = "snake_case")]
#[cfg_attr(test, derive(TS))]
pub enum LearntState {
    /// There is.
    Ready,
    /// It is being learnt in the background; the list is in its own order until then.
    Learning,
    /// The user liked too few papers for one; the list is in its own order.
    TooFew {
        /// How many they liked.
        have: u32,
        /// How many are needed.
        needed: u32,
    },
}

/// What a word of the learnt order names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(TS))]
pub enum WordKind {
    /// What a paper is about.
    Subject,
    /// Who wrote it.
    Author,
    /// Where it was written.
    Organisation,
}

/// The user's opinion on a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(TS))]
pub enum Opinion {
    /// More papers with it.
    More,
    /// Fewer papers with it.
    Less,
    /// It says nothing about the user's taste.
    Forgotten,
}

/// Why a paper has its place in the learnt order.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct ForMe {
    /// The words that raise or lower it most, the strongest first.
    pub reasons: Vec<WordReason>,
    /// The liked paper that it is most like; null: it is like none.
    pub like: Option<LikedPaper>,
    /// Whether the user chose "less of this" for it.
    pub less: bool,
    /// The saved searches that find it, which brings it to the top.
    pub searches: Vec<MatchedSearch>,
}

/// A saved search that finds a paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct MatchedSearch {
    /// Its name.
    pub name: String,
    /// Its query.
    pub query: String,
}

/// A paper that the user likes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct LikedPaper {
    /// The arXiv id.
    pub id: String,
    /// The title, plain text (may hold `$LaTeX$`).
    pub title: String,
}

/// A word that raises or lowers a paper.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct WordReason {
    /// What it names.
    pub kind: WordKind,
    /// The form that preferences refer to.
    pub word: String,
    /// As it is shown in Chinese.
    pub zh: String,
    /// As it is shown in English.
    pub en: String,
    /// Its part of the paper's score; negative: it lowers the paper.
    pub weight: f64,
    /// The user's opinion on it.
    pub opinion: Option<Opinion>,
}

/// What was learnt of the user's taste.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct Taste {
    /// Whether anything was learnt.
    pub learnt: LearntState,
    /// The words with the largest weights, the largest first, and all that the user has a
    /// preference for.
    pub words: Vec<LearntWord>,
}

/// A word with what was learnt of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct LearntWord {
    /// What it names.
    pub kind: WordKind,
    /// The form that preferences refer to.
    pub word: String,
    /// As it is shown in Chinese.
    pub zh: String,
    /// As it is shown in English.
    pub en: String,
    /// From −1 to 1, relative to the largest: how much it raises a paper, or lowers it.
    pub weight: f64,
    /// The user's opinion on it.
    pub opinion: Option<Opinion>,
}
