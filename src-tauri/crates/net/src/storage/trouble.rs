//! Why a server did not do what it was asked.

use super::StorageAddressCause;
use paperboy_paper::ConnectionCause;
use serde::{Deserialize, Serialize};

/// Why a server did not do what it was asked. Its text is a part of a sentence in English that
/// names a remedy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub enum StorageTrouble {
    /// The address can't be used.
    #[error("the address can't be used: {why}")]
    Address {
        /// Why not.
        why: StorageAddressCause,
    },
    /// The host can't be reached.
    #[error("{host} can't be reached ({why}); check the network connection")]
    Unreachable {
        /// The host.
        host: String,
        /// Why not.
        why: Box<ConnectionCause>,
    },
    /// There is no secure connection.
    #[error("there is no secure connection to {host}: {why}")]
    NotSecure {
        /// The host.
        host: String,
        /// Why not.
        why: Box<ConnectionCause>,
    },
    /// The connection broke.
    #[error("the connection to {host} was interrupted; try again")]
    Broke {
        /// The host.
        host: String,
    },
    /// User or password is wrong.
    #[error("{host} refused the sign-in; check the user name and the password")]
    SignIn {
        /// The host.
        host: String,
    },
    /// The user lacks the permission.
    #[error("{host} does not allow this user to use the folder; check its permissions")]
    Forbidden {
        /// The host.
        host: String,
    },
    /// The folder, or the bucket, is not there.
    #[error("the folder is not on {host}; check the address")]
    NoFolder {
        /// The host.
        host: String,
    },
    /// The storage is full.
    #[error("the storage on {host} is full; free some space there")]
    Full {
        /// The host.
        host: String,
    },
    /// The server is busy and asks to wait.
    #[error("{host} allows no more requests for now; the next attempt is possible in {} min", .seconds.div_ceil(60))]
    Busy {
        /// The host.
        host: String,
        /// For how long, in seconds.
        seconds: u32,
    },
    /// The answer is not that of such a server.
    #[error(
        "{host} did not answer like a WebDAV server or S3-compatible storage; check the address, and whether your network requires you to sign in"
    )]
    NotStorage {
        /// The host.
        host: String,
    },
    /// The server names another address.
    #[error(
        "{host} redirects to another address, which Paperboy does not follow; enter the address that it redirects to"
    )]
    Moved {
        /// The host.
        host: String,
    },
    /// The server says that the computer's clock is wrong.
    #[error("{host} reports that this computer's clock is wrong; correct the clock")]
    Clock {
        /// The host.
        host: String,
    },
    /// Anything else.
    #[error("{host} answered with an error (status {status}); try again later")]
    Refused {
        /// The host.
        host: String,
        /// The HTTP status; 0: what it said was not understood.
        status: u16,
    },
}
