//! A running Zotero on this computer, by the connector that its browser extensions use.

use crate::sources::is_loopback;
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
use reqwest::redirect::Policy;
use reqwest::{Client, StatusCode};
use serde::Serialize;
use serde_json::{Value, json};
use std::time::Duration;
use url::Url;

/// How long a connection and an answer are waited for. Zotero stores items while it answers.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(3);
const ANSWER_TIMEOUT: Duration = Duration::from_secs(60);
/// The longest answer of Zotero's, in bytes.
const MAX_ANSWER_BYTES: usize = 4 << 20;
/// The version of the connector's protocol.
const API_VERSION: &str = "3";

/// Why Zotero did not take items. Its text is a part of a sentence in English.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub enum ZoteroError {
    /// The address is not on this computer.
    #[error("the address of Zotero must be on this computer")]
    NotHere,
    /// Nothing listens there.
    #[error("Zotero is not running; start it and try again")]
    NotRunning,
    /// It does not answer.
    #[error("Zotero does not answer; restart it and try again")]
    Silent,
    /// What answers is not Zotero, or one too old.
    #[error(
        "the program that answers at {address} is not Zotero, or is a version of Zotero that Paperboy does not know; quit that program or update Zotero, then try again"
    )]
    Garbage {
        /// Its address.
        address: String,
    },
    /// The selected library can't be changed.
    #[error(
        "the library or collection selected in Zotero can't be changed; select another one there and try again"
    )]
    ReadOnly,
    /// It refused the items.
    #[error("Zotero refused the papers (status {status})")]
    Refused {
        /// The HTTP status.
        status: u16,
    },
}

/// The places of Zotero's that items can be put into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ZoteroPlaces {
    /// The name of the selected one, into which items are put unless another is chosen.
    pub selected: String,
    /// All of them.
    pub targets: Vec<ZoteroTarget>,
}

/// A place in Zotero that items can be put into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ZoteroTarget {
    /// `L1` for a library, `C12` for a collection.
    pub id: String,
    /// The name.
    pub name: String,
}

/// Zotero on this computer.
#[derive(Debug)]
pub struct Zotero {
    client: Client,
    base: Url,
}

impl Zotero {
    /// Prepares the client without sending a request.
    ///
    /// # Errors
    /// When the address is not on this computer.
    pub fn new(base: &Url, user_agent: &str) -> Result<Self, ZoteroError> {
        if !is_loopback(base) || base.scheme() != "http" {
            return Err(ZoteroError::NotHere);
        }
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        headers.insert("X-Zotero-Connector-API-Version", HeaderValue::from_static(API_VERSION));
        // Once a process; a second time changes nothing, which is why the result is not looked at.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder()
            .user_agent(user_agent)
            .default_headers(headers)
            .connect_timeout(CONNECT_TIMEOUT)
            .timeout(ANSWER_TIMEOUT)
            .redirect(Policy::none())
            .no_proxy()
            .build();
        let client = client.map_err(|_| ZoteroError::NotRunning)?;
        Ok(Self { client, base: base.clone() })
    }

    /// The places that items can be put into.
    ///
    /// # Errors
    /// When Zotero does not run, or its selected place can't be changed.
    pub async fn places(&self) -> Result<ZoteroPlaces, ZoteroError> {
        let (status, body) = self.ask("getSelectedCollection", &json!({})).await?;
        let answer: Value = serde_json::from_slice(&body).map_err(|_| self.garbage())?;
        if status != StatusCode::OK || answer.get("libraryID").is_none() {
            return Err(self.garbage());
        }
        let is_refused = |field: &str| answer[field] == Value::Bool(false);
        if is_refused("libraryEditable") || is_refused("editable") {
            return Err(ZoteroError::ReadOnly);
        }
        let target = |target: &Value| {
            let (id, name) = (target["id"].as_str()?, target["name"].as_str()?);
            Some(ZoteroTarget { id: id.to_owned(), name: name.to_owned() })
        };
        let all = answer["targets"].as_array().map(Vec::as_slice).unwrap_or_default();
        let name = answer["name"].as_str().or(answer["libraryName"].as_str());
        let targets = all.iter().filter_map(target).collect();
        Ok(ZoteroPlaces { selected: name.unwrap_or_default().to_owned(), targets })
    }

    /// Puts items into the selected place, under a session of their own.
    ///
    /// # Errors
    /// When Zotero did not take them.
    pub async fn save(&self, session: &str, uri: &str, items: &[Value]) -> Result<(), ZoteroError> {
        let request = json!({ "sessionID": session, "uri": uri, "items": items });
        let (status, _) = self.ask("saveItems", &request).await?;
        match status.as_u16() {
            200 | 201 => Ok(()),
            // This session has saved them.
            409 => Ok(()),
            404 => Err(self.garbage()),
            status => Err(ZoteroError::Refused { status }),
        }
    }

    /// Moves the items of a session to another place.
    ///
    /// # Errors
    /// When Zotero did not do so.
    pub async fn move_to(&self, session: &str, target: &str) -> Result<(), ZoteroError> {
        let request = json!({ "sessionID": session, "target": target });
        let (status, _) = self.ask("updateSession", &request).await?;
        match status.is_success() {
            true => Ok(()),
            false => Err(ZoteroError::Refused { status: status.as_u16() }),
        }
    }

    async fn ask(&self, what: &str, body: &Value) -> Result<(StatusCode, Vec<u8>), ZoteroError> {
        let url =
            self.base.join(&format!("/connector/{what}")).map_err(|_| ZoteroError::NotHere)?;
        let request = self.client.post(url).body(body.to_string());
        let mut response = request.send().await.map_err(|error| self.failure(&error))?;
        let (status, mut bytes) = (response.status(), Vec::new());
        while let Some(piece) = response.chunk().await.map_err(|error| self.failure(&error))? {
            if bytes.len() + piece.len() > MAX_ANSWER_BYTES {
                return Err(self.garbage());
            }
            bytes.extend_from_slice(&piece);
        }
        Ok((status, bytes))
    }

    fn failure(&self, error: &reqwest::Error) -> ZoteroError {
        tracing::debug!(%error, "Zotero did not answer");
        match error {
            error if error.is_connect() => ZoteroError::NotRunning,
            error if error.is_timeout() => ZoteroError::Silent,
            _ => self.garbage(),
        }
    }

    fn garbage(&self) -> ZoteroError {
        ZoteroError::Garbage { address: self.base.to_string() }
    }
}
