//! Why there is no response, by what the caller does next.

use std::path::PathBuf;
use std::time::Duration;

/// Why a request brought nothing. Its text is one sentence that says what happened to what.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NetError {
    /// No host can be reached at all: try again when the network is back.
    #[error("there is no network connection: {hosts} can't be reached")]
    Offline {
        /// The hosts that were tried.
        hosts: String,
    },
    /// The server asks to wait (429 or 503), or to wait longer than a run does.
    #[error("{what}: {host} is busy{}", in_words(*.retry_after))]
    Busy {
        /// What was asked for.
        what: String,
        /// Who was asked.
        host: String,
        /// How long the server asked to be left alone, when it said so.
        retry_after: Option<Duration>,
    },
    /// A passing fault that outlived its tries, or a redirect that may not be followed. Worth
    /// another run.
    #[error("{what}: {reason}")]
    Fault {
        /// What was asked for.
        what: String,
        /// What happened to it.
        reason: String,
    },
    /// The body is larger than is taken.
    #[error("{what}: the response is larger than {} MB", .limit / 1_000_000)]
    TooLarge {
        /// What was asked for.
        what: String,
        /// The largest body taken, in bytes.
        limit: usize,
    },
    /// The server refused the question or answered against the rules of HTTP; asking again gives
    /// the same.
    #[error("{what}: {reason}")]
    BadAnswer {
        /// What was asked for.
        what: String,
        /// What is wrong with the answer.
        reason: String,
    },
    /// The file that keeps arXiv's interval between processes can't be used, so no request is sent.
    #[error("the file {} that limits requests to arXiv can't be used: {reason}", .file.display())]
    NoTurn {
        /// The interval file.
        file: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
}

fn in_words(wait: Option<Duration>) -> String {
    wait.map_or_else(String::new, |wait| format!(" and asks to wait {} s", wait.as_secs()))
}

/// How one try failed, before it is known whether another will follow.
#[derive(Debug)]
pub(crate) enum Failure {
    /// No connection came about: no route, no such name, refused, or no answer to knocking.
    Unreachable(String),
    /// Anything else that may be gone the next time.
    Passing(String),
    /// 429 or 503, with the wait asked for.
    Busy(Option<Duration>),
    /// What another try would not better.
    Settled(NetError),
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
        let what = what.to_owned();
        match self {
            Self::Unreachable(reason) => {
                NetError::Fault { what, reason: format!("{host} can't be reached ({reason})") }
            }
            Self::Passing(reason) => NetError::Fault { what, reason },
            Self::Busy(retry_after) => NetError::Busy { what, host: host.to_owned(), retry_after },
            Self::Settled(error) => error,
        }
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unreachable(reason) | Self::Passing(reason) => f.write_str(reason),
            Self::Busy(wait) => write!(f, "busy{}", in_words(*wait)),
            Self::Settled(error) => error.fmt(f),
        }
    }
}
