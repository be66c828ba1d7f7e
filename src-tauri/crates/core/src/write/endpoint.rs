//! The known properties of model servers: the accepted form of requests, and how much of a prompt a
//! server reads.
//!
//! They are stored in the library, so that no server gets a form of request twice that it rejects.
//! They expire after a while, or when the user changes the model's settings or tests the
//! connection: a server may have been updated.

use crate::wire::ValueCause;
use crate::{App, Error};
use jiff::{SignedDuration, Timestamp};
use paperboy_net::Manner;
use serde::{Deserialize, Serialize};

/// The setting that contains the properties.
const KNOWN: &str = "model.endpoints";
/// The most endpoints that are remembered.
const MAX_ENDPOINTS: usize = 20;
/// How long the properties stay valid.
const ENDPOINT_LIFETIME: SignedDuration = SignedDuration::from_hours(24);

/// The known properties of one model at one address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Endpoint {
    /// The accepted form of requests.
    pub manner: Manner,
    /// How many tokens of a question it reads; `None`: all that it was sent, as far as is known.
    pub window: Option<u64>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Entry {
    url: String,
    model: String,
    since: Timestamp,
    #[serde(flatten)]
    endpoint: Endpoint,
}

impl App {
    /// The known properties of a model; empty when they have expired.
    pub(super) fn endpoint(&self, url: &str, model: &str) -> Result<Endpoint, Error> {
        let entries = self.entries()?;
        Ok(entries
            .into_iter()
            .find(|entry| entry.url == url && entry.model == model)
            .map(|entry| entry.endpoint)
            .unwrap_or_default())
    }

    /// Remembers something of a model.
    pub(super) fn learn(
        &self,
        url: &str,
        model: &str,
        change: impl FnOnce(&mut Endpoint),
    ) -> Result<(), Error> {
        let _turn = self.writing.learning();
        let mut entries = self.entries()?;
        let at = entries.iter().position(|entry| entry.url == url && entry.model == model);
        let mut entry = at.map(|at| entries.remove(at)).unwrap_or_else(|| Entry {
            url: url.to_owned(),
            model: model.to_owned(),
            since: self.now(),
            endpoint: Endpoint::default(),
        });
        let before = entry.endpoint.clone();
        change(&mut entry.endpoint);
        if entry.endpoint == before {
            return Ok(());
        }
        entries.insert(0, entry);
        entries.truncate(MAX_ENDPOINTS);
        let json = serde_json::to_string(&entries).map_err(ValueCause::other)?;
        Ok(self.store().set_setting(KNOWN, Some(&json))?)
    }

    /// Clears the properties: the next request determines them again.
    pub(crate) fn forget_endpoints(&self) -> Result<(), Error> {
        let is_known = self.store().setting(KNOWN)?.is_some();
        if is_known && !self.read_only() {
            Ok(self.store().set_setting(KNOWN, None)?)
        } else {
            Ok(())
        }
    }

    fn entries(&self) -> Result<Vec<Entry>, Error> {
        let json = self.store().setting(KNOWN)?;
        let entries: Vec<Entry> =
            json.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default();
        let now = self.now();
        Ok(entries
            .into_iter()
            .filter(|entry| now.duration_since(entry.since) < ENDPOINT_LIFETIME)
            .collect())
    }
}
