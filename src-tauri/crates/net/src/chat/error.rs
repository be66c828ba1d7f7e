//! Why a model did not answer, by what the caller does next.

use paperboy_paper::ConnectionCause;
use serde::{Serialize, Serializer};
use std::time::Duration;

/// The reason why a model gave no answer. Its text is one sentence in English that never contains
/// the key or a part of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub enum ChatError {
    /// The address can't be used; no request was sent.
    #[error("the model's address can't be used: {why}")]
    Address {
        /// What is wrong with it.
        why: AddressCause,
    },
    /// No connection came about: no route, no such name, refused, no safe connection.
    #[error("the model can't be reached: {host} ({why})")]
    Unreachable {
        /// The host of the request.
        host: String,
        /// Why not.
        why: ConnectionCause,
    },
    /// The server refused the key, or wants one.
    #[error("the model service rejects the API key")]
    Key,
    /// The server has no such model.
    #[error("the model service has no model of that name{}", it_has(.known))]
    UnknownModel {
        /// Some of the models it has, if it lists them.
        known: Vec<String>,
    },
    /// The account has no allowance left.
    #[error("the account at the model service has no quota left{}", in_parentheses(&quoted(.message)))]
    Quota {
        /// The server's message, short and without the key; empty when there was none.
        message: String,
        /// Whether the allowance comes back without the user: one for a day or a week.
        passes: bool,
        /// The wait until it is available again, when the server named it.
        #[serde(serialize_with = "seconds_perhaps")]
        #[cfg_attr(feature = "bindings", ts(type = "number | null"))]
        wait: Option<Duration>,
    },
    /// The server asks to wait (429 or 503).
    #[error("the model service is busy{}{}", in_parentheses(&quoted(.message)), .wait.map_or_else(String::new, |wait| format!(" and asked Paperboy to wait {} s", wait.as_secs())))]
    Busy {
        /// The server's message, short and without the key; empty when there was none.
        message: String,
        /// The wait that it requested, if it named one.
        #[serde(serialize_with = "seconds_perhaps")]
        #[cfg_attr(feature = "bindings", ts(type = "number | null"))]
        wait: Option<Duration>,
    },
    /// The answer broke off.
    #[error("the model's answer broke off")]
    Cut,
    /// The first word of the answer did not come in time.
    #[error("the model sent nothing for {} s", .after.as_secs())]
    Silent {
        /// For how long nothing came.
        #[serde(serialize_with = "seconds")]
        #[cfg_attr(feature = "bindings", ts(type = "number"))]
        after: Duration,
    },
    /// The answer began, and then nothing came for too long.
    #[error("the model stopped sending for {} s", .after.as_secs())]
    Stalled {
        /// For how long nothing came.
        #[serde(serialize_with = "seconds")]
        #[cfg_attr(feature = "bindings", ts(type = "number"))]
        after: Duration,
    },
    /// The answer continued, but had no end within the time an answer is given.
    #[error("the model's answer did not end within {} s", .after.as_secs())]
    Endless {
        /// How long it was listened to.
        #[serde(serialize_with = "seconds")]
        #[cfg_attr(feature = "bindings", ts(type = "number"))]
        after: Duration,
    },
    /// The answer is longer than is taken.
    #[error("the model's answer is too long")]
    TooLong,
    /// The question is longer than the model reads.
    #[error("the text is longer than the model's context")]
    PromptTooLong {
        /// The window in tokens, where the server names it.
        #[cfg_attr(feature = "bindings", ts(type = "number | null"))]
        window: Option<u64>,
    },
    /// The response is not an answer of a chat model.
    #[error("the address does not answer like a chat model: {why}")]
    Garbage {
        /// What the response is.
        why: GarbageCause,
    },
    /// The answer does not have a vector of finite numbers for each text.
    #[error("the embedding service sends no usable vectors")]
    NoVectors,
    /// The vectors are of another length than those before.
    #[error(
        "the embedding service's vectors have {got} numbers instead of {expected}; if it has another model under this name now, delete the folder “meaning” of the library, so that all vectors are made again"
    )]
    Dimensions {
        /// How many numbers the other vectors have.
        expected: u32,
        /// How many these have.
        got: u32,
    },
    /// The server filtered the text because of its content.
    #[error("the model service declined this text: {message}")]
    Filtered {
        /// The server's message, short and without the key.
        message: String,
    },
    /// An error came in place of an answer, or within one, without a status of its own.
    #[error("the model service reported an error: {}", or_no_word(.message))]
    Failed {
        /// The server's message, short and without the key; empty when there was none.
        message: String,
        /// Whether a retry may succeed: the server was overloaded or broken.
        passes: bool,
    },
    /// There is no chat model at the address.
    #[error("the model service refused the request with {status}: there is no chat model at this address{}", in_parentheses(.message))]
    NoModelHere {
        /// The HTTP status.
        status: u16,
        /// The server's message, short and without the key; empty when it gave no reason.
        message: String,
    },
    /// The server is at another address.
    #[error(
        "the model's address redirects to {to}, which Paperboy does not follow; enter that address if it is the right one"
    )]
    Redirected {
        /// The HTTP status.
        status: u16,
        /// Where it redirects to.
        to: String,
    },
    /// The server refused for another reason.
    #[error("the model service refused the request with {status}: {}", or_no_word(.message))]
    Refused {
        /// The HTTP status.
        status: u16,
        /// The server's message, short and without the key; empty when there was none.
        message: String,
    },
}

/// What is wrong with a model's address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub enum AddressCause {
    /// It has a user, a password, a query or a fragment, or no host.
    #[error("it may contain only a host, a port, a path and, for Azure, ?api-version=")]
    NotBare,
    /// Others could listen on the way.
    #[error(
        "{host} must be reached by https, because it is neither on this computer nor in its local network"
    )]
    NotSafe {
        /// The host.
        host: String,
    },
    /// It can't be read as an address.
    #[error("{text}")]
    Invalid {
        /// The words of who read it, for the log and the command line.
        text: String,
    },
}

/// What the response is instead of a chat model's answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub enum GarbageCause {
    /// A page for people.
    #[error("it answers with a web page")]
    WebPage,
    /// Nothing.
    #[error("it sends no answer")]
    NoAnswer,
    /// Bytes that are no text.
    #[error("its answer is not text")]
    NotText,
    /// An answer that would bring the key into the library.
    #[error("its answer contains the API key")]
    HoldsKey,
    /// A stream of events that can't be read.
    #[error("its stream can't be read ({text})")]
    Stream {
        /// The library's words, for the log and the command line.
        text: String,
    },
    /// Something else.
    #[error("it answers “{text}”")]
    Words {
        /// Its beginning.
        text: String,
    },
}

impl ChatError {
    /// Whether an immediate retry of the same request may succeed.
    pub fn may_pass(&self) -> bool {
        match self {
            Self::Unreachable { .. } | Self::Busy { .. } | Self::Cut | Self::Garbage { .. } => true,
            Self::Refused { status, .. } => *status == 408 || *status >= 500,
            Self::Failed { passes, .. } => *passes,
            // Who was silent for minutes would be so once more.
            Self::Silent { .. }
            | Self::Stalled { .. }
            | Self::Endless { .. }
            | Self::Filtered { .. }
            | Self::Quota { .. } => false,
            Self::Address { .. }
            | Self::Key
            | Self::UnknownModel { .. }
            | Self::NoModelHere { .. }
            | Self::Redirected { .. }
            | Self::TooLong
            | Self::NoVectors
            | Self::Dimensions { .. }
            | Self::PromptTooLong { .. } => false,
        }
    }
}

impl From<GarbageCause> for ChatError {
    fn from(why: GarbageCause) -> Self {
        Self::Garbage { why }
    }
}

fn it_has(models: &[String]) -> String {
    if models.is_empty() { String::new() } else { format!("; it has {}", models.join(", ")) }
}

fn quoted(message: &str) -> String {
    if message.is_empty() { String::new() } else { format!("“{message}”") }
}

fn in_parentheses(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!(" ({text})") }
}

fn or_no_word(message: &str) -> &str {
    if message.is_empty() { "it gave no reason" } else { message }
}

// The form that serde asks for.
#[allow(clippy::trivially_copy_pass_by_ref)]
fn seconds<S: Serializer>(span: &Duration, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_u64(span.as_secs())
}

fn seconds_perhaps<S: Serializer>(
    span: &Option<Duration>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    span.map(|span| span.as_secs()).serialize(serializer)
}
