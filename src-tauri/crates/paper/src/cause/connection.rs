//! Why a connection did not come about, or broke.

use serde::{Deserialize, Serialize};

/// Why a connection did not come about, was not encrypted, or broke.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub enum ConnectionCause {
    /// The name has no address.
    #[error("the host name is not known")]
    UnknownHost,
    /// No server listens there.
    #[error("the connection was refused")]
    Refused,
    /// Nothing came in time.
    #[error("the connection timed out")]
    TimedOut,
    /// The other side ended it.
    #[error("the connection was closed")]
    Closed,
    /// No way leads there.
    #[error("the host can't be reached from this network")]
    NoRoute,
    /// The server presented no certificate.
    #[error("the server presented no certificate")]
    NoCertificate,
    /// The response is not encrypted.
    #[error(
        "the server's answer is not encrypted; its address may have to begin with http:// instead of https://"
    )]
    NotEncrypted,
    /// Only encryption that was broken.
    #[error("the server offers only outdated encryption")]
    OldEncryption,
    /// The server has no such name.
    #[error("the server does not know this host name")]
    NameNotServed,
    /// The user would have to show a certificate.
    #[error("the server requires a client certificate")]
    CertificateWanted,
    /// The server ended the handshake.
    #[error("the server ended the connection during the TLS handshake")]
    EndedHandshake,
    /// The encrypted data is inconsistent.
    #[error("the encrypted data was damaged in transit")]
    Disturbed,
    /// Anything else.
    #[error("the connection could not be encrypted")]
    HandshakeFailed,
    /// Its time is over.
    #[error("the server's certificate has expired, or this computer's clock is wrong")]
    Expired,
    /// Its time has not begun.
    #[error("the server's certificate is not valid yet, or this computer's clock is wrong")]
    NotYetValid,
    /// It names other hosts.
    #[error("the server's certificate is for another host name")]
    OtherName,
    /// Its issuer took it back.
    #[error("the server's certificate was revoked")]
    Revoked,
    /// Its issuer is not trusted by the system.
    #[error("the server's certificate comes from an issuer that this system does not trust")]
    UnknownIssuer,
    /// It can't be read.
    #[error("the server's certificate is damaged")]
    DamagedCertificate,
    /// It is one that issues others.
    #[error(
        "the server presents the certificate of a certificate authority itself, as is common with self-signed certificates; issue a separate certificate for the server"
    )]
    AuthorityCertificate,
    /// The system refuses it for another reason.
    #[error("this system does not accept the server's certificate")]
    CertificateRefused,
    /// The proxy does not connect to the server.
    #[error("the proxy refused to connect to the server{}", in_parentheses(.text))]
    ProxyRefused {
        /// The library's words, for the log and the command line; empty where it has none.
        text: String,
    },
    /// The proxy asks who the user is, and does not take the answer.
    #[error("the proxy requires a user name and a password, or does not accept those it was given")]
    ProxyLogin,
    /// The proxy itself.
    #[error("the proxy can't be reached")]
    ProxyUnreachable,
    /// The proxy that is set is of a kind that is not known, or its address is none.
    #[error(
        "the proxy {proxy} that is set in {} can't be used; set one that begins with http://, https://, socks4://, socks4a://, socks5:// or socks5h://, or remove it",
        place(.setting)
    )]
    ProxyUnusable {
        /// Its address, without a user and a password.
        proxy: String,
        /// The variable of the environment that names it; empty for the desktop's settings.
        setting: String,
    },
    /// Anything else, in the words of the system or a library.
    #[error("{text}")]
    Other {
        /// The words, for the log and the command line.
        text: String,
    },
}

fn place(setting: &str) -> &str {
    if setting.is_empty() { "the desktop's network settings" } else { setting }
}

fn in_parentheses(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!(" ({text})") }
}
