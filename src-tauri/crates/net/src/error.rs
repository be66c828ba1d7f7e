//! Why there is no response, by what the caller does next.

use paperboy_paper::{ConnectionCause, NetworkCause};
use std::fmt;
use std::time::Duration;

/// The error of a request. Its text is one sentence with the event and its object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NetError {
    /// No host can be reached at all: try again when the network is back.
    Offline {
        /// The hosts that were tried.
        hosts: Vec<String>,
    },
    /// The server asks to wait (429 or 503), or to wait longer than a run does.
    Busy {
        /// The requested thing.
        what: String,
        /// The host that was requested.
        host: String,
        /// The wait that the server requested, if it named one.
        retry_after: Option<Duration>,
    },
    /// A passing fault that outlived its tries, or a redirect that may not be followed. Worth
    /// another run.
    Fault {
        /// The requested thing.
        what: String,
        /// What happened to it.
        cause: NetworkCause,
    },
    /// The body is larger than is taken.
    TooLarge {
        /// The requested thing.
        what: String,
        /// The largest body taken, in bytes.
        limit: usize,
    },
    /// The server refused the request or broke the rules of HTTP; a retry gives the same result.
    BadAnswer {
        /// The requested thing.
        what: String,
        /// What is wrong with the answer.
        cause: NetworkCause,
    },
    /// The file that keeps arXiv's interval between processes can't be used, so no request is sent.
    NoTurn {
        /// What is wrong with it.
        cause: NetworkCause,
    },
}

impl NetError {
    /// What happened, as a value that crosses to the window.
    pub fn into_cause(self) -> NetworkCause {
        match self {
            Self::Offline { hosts } => NetworkCause::Offline { hosts },
            Self::Busy { host, retry_after, .. } => {
                NetworkCause::Busy { host, seconds: retry_after.map(in_seconds) }
            }
            Self::TooLarge { limit, .. } => {
                NetworkCause::TooLarge { megabytes: u32::try_from(limit >> 20).unwrap_or(u32::MAX) }
            }
            Self::Fault { cause, .. } | Self::BadAnswer { cause, .. } | Self::NoTurn { cause } => {
                cause
            }
        }
    }
}

impl fmt::Display for NetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self {
            Self::Offline { .. } | Self::NoTurn { .. } => None,
            Self::Busy { what, .. }
            | Self::Fault { what, .. }
            | Self::TooLarge { what, .. }
            | Self::BadAnswer { what, .. } => Some(what),
        };
        if let Some(what) = what {
            write!(f, "{what}: ")?;
        }
        self.clone().into_cause().fmt(f)
    }
}

impl std::error::Error for NetError {}

fn in_seconds(wait: Duration) -> u32 {
    u32::try_from(wait.as_secs()).unwrap_or(u32::MAX)
}

/// A duration in the form of a cause.
pub(crate) fn in_milliseconds(span: Duration) -> u32 {
    u32::try_from(span.as_millis()).unwrap_or(u32::MAX)
}

/// How one try failed, before it is known whether another will follow.
#[derive(Debug)]
pub(crate) enum Failure {
    /// There was no connection: no route, no such name, refused, or no answer.
    Unreachable(ConnectionCause),
    /// Anything else that may be gone the next time.
    Passing(NetworkCause),
    /// 429 or 503, with the requested wait.
    Busy(Option<Duration>),
    /// A failure that another try would not change.
    Final(NetError),
}

impl Failure {
    pub(crate) fn wait(&self) -> Option<Duration> {
        match self {
            Self::Busy(wait) => *wait,
            _ => None,
        }
    }

    /// The error that the caller gets when there is no further try.
    pub(crate) fn into_error(self, what: &str, host: &str) -> NetError {
        let (what, host) = (what.to_owned(), host.to_owned());
        match self {
            Self::Unreachable(why) => {
                NetError::Fault { what, cause: NetworkCause::Unreachable { host, why } }
            }
            Self::Passing(cause) => NetError::Fault { what, cause },
            Self::Busy(retry_after) => NetError::Busy { what, host, retry_after },
            Self::Final(error) => error,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreachable(why) => why.fmt(f),
            Self::Passing(cause) => cause.fmt(f),
            Self::Busy(wait) => write!(f, "busy, asked to wait {wait:?}"),
            Self::Final(error) => error.fmt(f),
        }
    }
}
