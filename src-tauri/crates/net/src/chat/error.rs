//! Why a model did not answer, by what the caller does next.

use std::time::Duration;

/// Why a model gave no answer. Its text is one sentence in English that never holds the key or a
/// part of it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChatError {
    /// The address can't be used; nothing was asked.
    #[error("the model's address can't be used: {0}")]
    Address(String),
    /// No connection came about: no route, no such name, refused, no safe connection.
    #[error("the model can't be reached: {0}")]
    Unreachable(String),
    /// The server refused the key, or wants one.
    #[error("the model service rejects the key")]
    Key,
    /// The server has no such model.
    #[error("the model service has no model of that name{}", it_has(.known))]
    UnknownModel {
        /// Some of the models it has, if it lists them.
        known: Vec<String>,
    },
    /// The account has no allowance left.
    #[error("the account at the model service has no quota left{}", quoted(.message))]
    Quota {
        /// What the server said, short and freed of the key; empty when it said nothing.
        message: String,
        /// Whether the allowance comes back without the user: one for a day or a week.
        passes: bool,
        /// After how long it comes back, when the server said so.
        wait: Option<Duration>,
    },
    /// The server asks to wait (429 or 503).
    #[error("the model service is busy{}", .wait.map_or_else(String::new, |wait| format!(" and asks to wait {} s", wait.as_secs())))]
    Busy {
        /// How long it asked to be left alone, when it said so.
        wait: Option<Duration>,
    },
    /// The answer broke off.
    #[error("the model's answer broke off")]
    Cut,
    /// Nothing came for too long: the first word of the answer, the next one, or its end.
    #[error("the model sent nothing for {} s", .after.as_secs())]
    Silent {
        /// For how long nothing came.
        after: Duration,
    },
    /// The answer continued, but had no end within the time an answer is given.
    #[error("the model's answer did not end within {} s", .after.as_secs())]
    Endless {
        /// How long it was listened to.
        after: Duration,
    },
    /// The answer is longer than is taken.
    #[error("the model's answer is too long")]
    TooLong,
    /// The question is longer than the model reads.
    #[error("the paper is longer than the model's context")]
    PromptTooLong {
        /// How many tokens it reads, where the server says so.
        window: Option<u64>,
    },
    /// What came is no answer of a chat model.
    #[error("the address does not answer like a chat model: {0}")]
    Garbage(String),
    /// The server does not take the text for what it says.
    #[error("the model service declined this text: {message}")]
    Filtered {
        /// What it said, short and freed of the key.
        message: String,
    },
    /// An error came in place of an answer, or within one, without a status of its own.
    #[error("the model service reported an error: {message}")]
    Failed {
        /// What it said, short and freed of the key.
        message: String,
        /// Whether it may go well when it is asked again: the server was overloaded or broken.
        passes: bool,
    },
    /// The server refused for another reason.
    #[error("the model service refused the request with {status}: {message}")]
    Refused {
        /// The HTTP status.
        status: u16,
        /// What it said, short and freed of the key.
        message: String,
    },
}

impl ChatError {
    /// Whether the same question may be answered when it is asked again at once.
    pub fn may_pass(&self) -> bool {
        match self {
            Self::Unreachable(_) | Self::Busy { .. } | Self::Cut | Self::Garbage(_) => true,
            Self::Refused { status, .. } => *status == 408 || *status >= 500,
            Self::Failed { passes, .. } => *passes,
            // Who was silent for minutes would be so once more.
            Self::Silent { .. }
            | Self::Endless { .. }
            | Self::Filtered { .. }
            | Self::Quota { .. } => false,
            Self::Address(_)
            | Self::Key
            | Self::UnknownModel { .. }
            | Self::TooLong
            | Self::PromptTooLong { .. } => false,
        }
    }
}

fn it_has(models: &[String]) -> String {
    if models.is_empty() { String::new() } else { format!("; it has {}", models.join(", ")) }
}

fn quoted(message: &str) -> String {
    if message.is_empty() { String::new() } else { format!(" (“{message}”)") }
}
