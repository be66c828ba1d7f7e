//! What crosses of subscriptions.

use paperboy_paper::{AtomCause, FileCause, NetworkCause};
use serde::{Deserialize, Serialize};
#[cfg(test)]
use ts_rs::TS;

/// A subscription.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct Subscription {
    /// Its name, under which its reports are kept.
    pub name: String,
    /// The address, the folder, or the category as `arxiv:cs.CL`.
    pub address: String,
    /// What it brings; null until it was first read.
    pub kind: Option<SubscriptionKind>,
    /// Of a category: how many papers of a day are taken.
    pub per_day: Option<u32>,
    /// When it was last asked; null: never.
    pub checked: Option<String>,
    /// The outcome of that.
    pub last: Option<SubscriptionResult>,
}

/// What a subscription brings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(TS))]
pub enum SubscriptionKind {
    /// Days with their reports.
    Days,
    /// Papers, whose reports are written here.
    List,
    /// The newest papers of a category of arXiv, whose reports are written here.
    Category,
}

/// The outcome of asking a subscription.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct SubscriptionResult {
    /// How many days were added or changed.
    pub days: u32,
    /// How many papers were new to the library.
    pub papers: u32,
    /// How many days or papers could not be had; they are asked for again.
    pub missing: u32,
    /// Why nothing came, or not everything; null: all went well.
    pub problem: Option<SubscriptionProblem>,
}

/// What was fetched by a subscription.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct FetchedSubscription {
    /// Its name.
    pub name: String,
    /// What came.
    pub result: SubscriptionResult,
}

/// Why a subscription added nothing, or not everything. Its text is a part of a sentence in
/// English.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
#[cfg_attr(test, derive(TS))]
pub enum SubscriptionProblem {
    /// The network.
    #[error("{why}")]
    Network {
        /// Why.
        why: NetworkCause,
    },
    /// The folder.
    #[error("the folder could not be read: {why}")]
    Folder {
        /// Why.
        why: FileCause,
    },
    /// There is nothing at the address.
    #[error("there is nothing at this address")]
    NotFound,
    /// The server refuses the address.
    #[error("the server does not allow access to this address")]
    Forbidden,
    /// There is a web page.
    #[error("this is a web page, not a feed; use the address of its feed")]
    Page,
    /// A feed that defines entities.
    #[error("the feed defines XML entities, which Paperboy does not read")]
    Entities,
    /// Neither days nor a feed.
    #[error("this is neither a folder of daily reports nor a feed")]
    Other,
    /// A newer format.
    #[error("it was published by a newer version of Paperboy; update Paperboy on this computer")]
    Newer,
    /// No entry names a paper.
    #[error("none of its entries names a paper on arXiv")]
    NoPapers,
    /// Days whose bytes are not what the index says.
    #[error(
        "one or more days were being changed or could not be read; Paperboy tries them again later"
    )]
    Days,
    /// Papers that could not be looked up.
    #[error("one or more papers could not be fetched; Paperboy tries them again the next time")]
    Papers,
    /// arXiv did not list a category.
    #[error("{why}")]
    Arxiv {
        /// Why not.
        why: AtomCause,
    },
    /// arXiv has no such category.
    #[error("arXiv lists no papers in this category; check its name")]
    NoCategory,
    /// More than is taken at once.
    #[error("there is more than Paperboy fetches at once; the rest follows the next time")]
    TooMany,
}
