//! What a request met on its way.

use super::{ConnectionCause, FileCause};
use crate::size;
use serde::{Deserialize, Serialize};

/// Why a request failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub enum NetworkCause {
    /// No host can be reached at all.
    #[error("there is no network connection: {} can't be reached", .hosts.join(" and "))]
    Offline {
        /// The hosts that were tried.
        hosts: Vec<String>,
    },
    /// The server asks to wait.
    #[error("{host} is busy{}", asked_to_wait(*.seconds))]
    Busy {
        /// The host that was requested.
        host: String,
        /// The wait in seconds that it requested, if it named one.
        seconds: Option<u32>,
    },
    /// No connection came about.
    #[error("{host} can't be reached ({why})")]
    Unreachable {
        /// The host that was requested.
        host: String,
        /// Why not.
        why: ConnectionCause,
    },
    /// Nothing came in time.
    #[error("{host} did not answer within {} s", seconds(*.milliseconds))]
    Silent {
        /// The host that was requested.
        host: String,
        /// For how long.
        milliseconds: u32,
    },
    /// The server failed.
    #[error("{host} answered {}", named(*.status))]
    Status {
        /// The host that was requested.
        host: String,
        /// The HTTP status.
        status: u16,
    },
    /// A success without the page.
    #[error("{host} answered {} without a page", named(*.status))]
    NoPage {
        /// The host that was requested.
        host: String,
        /// The HTTP status.
        status: u16,
    },
    /// The server refused the question.
    #[error("{host} refused the request with {}", named(*.status))]
    Refused {
        /// The host that was requested.
        host: String,
        /// The HTTP status.
        status: u16,
    },
    /// A redirect without an address.
    #[error(
        "{host} redirected without saying where; this can happen on a network that requires you to sign in: open any page in your browser, sign in, then try again"
    )]
    RedirectNowhere {
        /// The host that was requested.
        host: String,
    },
    /// One redirect after the other.
    #[error(
        "the request was redirected more than {most} times; this can happen on a network that requires you to sign in: open any page in your browser, sign in, then try again"
    )]
    RedirectEndless {
        /// How many are followed.
        most: u32,
    },
    /// A redirect to an invalid address.
    #[error(
        "the request was redirected to “{to}”, which is not a valid address; this can happen on a network that requires you to sign in: open any page in your browser, sign in, then try again"
    )]
    RedirectInvalid {
        /// What the server wrote.
        to: String,
    },
    /// A redirect to an address without a host.
    #[error(
        "the request was redirected to a “{scheme}:” address, which Paperboy does not follow; this can happen on a network that requires you to sign in: open any page in your browser, sign in, then try again"
    )]
    RedirectScheme {
        /// What the address begins with.
        scheme: String,
    },
    /// A redirect to another host.
    #[error(
        "the request was redirected to {to}, which Paperboy does not follow; this can happen on a network that requires you to sign in: open any page in your browser, sign in, then try again"
    )]
    RedirectElsewhere {
        /// The host with its scheme.
        to: String,
    },
    /// The next page of a list is on another host.
    #[error("its next page {page} is on another host")]
    NextElsewhere {
        /// The page's address.
        page: String,
    },
    /// More bytes than are taken.
    #[error("the response is larger than {megabytes} MB")]
    TooLarge {
        /// The most that is taken.
        megabytes: u32,
    },
    /// Compressed in a way that is not known.
    #[error("the response is encoded as “{encoding}”, which is not supported")]
    Encoding {
        /// The server's word for it.
        encoding: String,
    },
    /// It stopped amid the page.
    #[error("no more data arrived for {} s after the first {}", seconds(*.milliseconds), size(u64::from(*.bytes)))]
    Stalled {
        /// For how long.
        milliseconds: u32,
        /// After how many bytes.
        bytes: u32,
    },
    /// It took too long.
    #[error("the response did not end within {} s", seconds(*.milliseconds))]
    Endless {
        /// How long it was given.
        milliseconds: u32,
    },
    /// It can't be unpacked.
    #[error("the response can't be decompressed ({text})")]
    Compression {
        /// The library's words, for the log and the command line.
        text: String,
    },
    /// There were more bytes after the end.
    #[error("the response has extra data after its end")]
    Trailing,
    /// No safe connection came about.
    #[error("no secure connection could be established ({why})")]
    NotSecure {
        /// Why not.
        why: ConnectionCause,
    },
    /// The proxy on the way made no connection.
    #[error("{why}")]
    Proxy {
        /// Why not.
        why: ConnectionCause,
    },
    /// The connection broke amid the page.
    #[error("the response broke off or is damaged ({why})")]
    BrokeOff {
        /// Why.
        why: ConnectionCause,
    },
    /// The connection failed.
    #[error("the connection failed ({why})")]
    Failed {
        /// Why.
        why: ConnectionCause,
    },
    /// The file that keeps arXiv's interval between processes can't be used.
    #[error("the file {file} that limits requests to arXiv can't be used: {why}")]
    IntervalFile {
        /// Its path.
        file: String,
        /// Why not.
        why: FileCause,
    },
}

fn asked_to_wait(seconds: Option<u32>) -> String {
    seconds.map_or_else(String::new, |seconds| format!(" and asked Paperboy to wait {seconds} s"))
}

/// A status with the name that HTTP has for it: `502 Bad Gateway`.
fn named(status: u16) -> String {
    let name = http::StatusCode::from_u16(status).ok().and_then(|code| code.canonical_reason());
    name.map_or_else(|| status.to_string(), |name| format!("{status} {name}"))
}

fn seconds(milliseconds: u32) -> f64 {
    f64::from(milliseconds) / 1000.0
}
