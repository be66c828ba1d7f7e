//! Why an answer of arXiv's interface for programs (Atom) was not used.

use super::NetworkCause;
use serde::{Deserialize, Serialize};

/// Why what arXiv says about papers is not known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub enum AtomCause {
    /// The request failed.
    #[error("{why}")]
    Network {
        /// What happened on the way.
        why: NetworkCause,
    },
    /// There is no such interface at this address.
    #[error("there is no arXiv API at this address")]
    NotFound,
    /// More bytes, papers or levels than such an answer has.
    #[error("the response is too large")]
    TooLarge,
    /// A page for people.
    #[error("the response is a web page, not a feed")]
    WebPage,
    /// No XML, or broken XML.
    #[error("the response is not valid XML")]
    NotXml,
    /// It defines entities, which no answer of arXiv does.
    #[error("the response defines XML entities, which Paperboy does not read")]
    Entities,
    /// The end is missing.
    #[error("the response was not transferred completely")]
    CutOff,
    /// XML of another kind.
    #[error("the response is not a feed of papers")]
    OtherShape,
    /// arXiv says that the request is wrong.
    #[error("arXiv refused the request: {text}")]
    Refused {
        /// What it says.
        text: String,
    },
    /// None of the papers in it was asked for.
    #[error("the response is about other papers")]
    OtherPapers,
}

impl From<NetworkCause> for AtomCause {
    fn from(why: NetworkCause) -> Self {
        Self::Network { why }
    }
}
