//! OpenDAL's requests over our own client, and what each answer means.

use super::address::{Kind, StorageAddress};
use super::trouble::StorageTrouble;
use crate::error::Failure;
use crate::{body, proxy, wait};
use http::{Request, Response};
use jiff::Timestamp;
use opendal::{Buffer, Error, ErrorKind, HttpBody, HttpTransport};
use paperboy_paper::{ConnectionCause, NetworkCause};
use reqwest::header::{CONTENT_TYPE, HeaderMap, RETRY_AFTER};
use reqwest::redirect::Policy;
use reqwest::{Client, StatusCode};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// How long no byte may come.
const READ_TIMEOUT: Duration = Duration::from_secs(60);
/// How long one request may take in all: the largest file over a slow line.
const TIMEOUT: Duration = Duration::from_secs(15 * 60);
/// The largest answer, in bytes: the largest file, or a list of a hundred thousand.
const MAX_BODY_BYTES: usize = 65 << 20;
/// How long a server is left alone that is busy and does not say for how long, in seconds: what
/// services with an allowance per half an hour need.
const BUSY_SECONDS: u32 = 30 * 60;
/// A server may not ask for more, in seconds.
const MAX_BUSY_SECONDS: u32 = 24 * 3600;

/// What the last answer meant; an error of OpenDAL contains less.
#[derive(Debug, Clone)]
pub(super) struct Seen {
    host: String,
    trouble: Arc<Mutex<Option<StorageTrouble>>>,
}

impl Seen {
    pub(super) fn new(address: &StorageAddress) -> Self {
        Self { host: address.host().to_owned(), trouble: Arc::default() }
    }

    fn set(&self, trouble: Option<StorageTrouble>) {
        *self.trouble.lock().unwrap_or_else(PoisonError::into_inner) = trouble;
    }

    pub(super) fn is_clear(&self) -> bool {
        self.trouble.lock().unwrap_or_else(PoisonError::into_inner).is_none()
    }

    /// Why an operation failed.
    pub(super) fn trouble(&self, error: &Error) -> StorageTrouble {
        let seen = self.trouble.lock().unwrap_or_else(PoisonError::into_inner).clone();
        seen.unwrap_or_else(|| match error.kind() {
            // The latter is a bucket that is not there.
            ErrorKind::NotFound | ErrorKind::ConfigInvalid => {
                StorageTrouble::NoFolder { host: self.host.clone() }
            }
            _ => self.unexpected(error),
        })
    }

    /// An answer that OpenDAL does not understand.
    pub(super) fn unexpected(&self, error: &Error) -> StorageTrouble {
        tracing::warn!(kind = ?error.kind(), "the storage answered something unexpected");
        StorageTrouble::NotStorage { host: self.host.clone() }
    }
}

/// The way to one server.
pub(super) struct Transport {
    client: Client,
    is_dav: bool,
    seen: Seen,
}

impl Transport {
    pub(super) fn new(
        address: &StorageAddress,
        user_agent: &str,
        seen: Seen,
    ) -> Result<Self, StorageTrouble> {
        let host = address.host().to_owned();
        // Once a process; a second time changes nothing, which is why the result is not looked at.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let builder = Client::builder()
            .user_agent(user_agent)
            .connect_timeout(CONNECT_TIMEOUT)
            .read_timeout(READ_TIMEOUT)
            .timeout(TIMEOUT)
            // The password goes to the address that the user entered and nowhere else.
            .redirect(Policy::none())
            .referer(false);
        let builder = if crate::chat::Chat::is_near(address.url()) {
            builder.no_proxy()
        } else {
            proxy::for_host(builder.https_only(true), address.url()).map_err(|why| {
                StorageTrouble::Unreachable { host: host.clone(), why: Box::new(why) }
            })?
        };
        let client = builder.build().map_err(|error| StorageTrouble::Unreachable {
            host,
            why: Box::new(ConnectionCause::Other {
                text: format!("the network can't be set up: {error}"),
            }),
        })?;
        Ok(Self { client, is_dav: address.kind == Kind::WebDav, seen })
    }

    fn failed(&self, error: &reqwest::Error) -> Error {
        let host = self.seen.host.clone();
        self.seen.set(Some(match body::failure(error) {
            Failure::Unreachable(why) => StorageTrouble::Unreachable { host, why: Box::new(why) },
            Failure::Passing(NetworkCause::NotSecure { why }) => {
                StorageTrouble::NotSecure { host, why: Box::new(why) }
            }
            _ => StorageTrouble::Broke { host },
        }));
        Error::new(ErrorKind::Unexpected, "the request failed")
    }

    async fn read(&self, mut response: reqwest::Response) -> Result<Vec<u8>, Error> {
        let mut bytes = Vec::new();
        while let Some(piece) = response.chunk().await.map_err(|error| self.failed(&error))? {
            if bytes.len() + piece.len() > MAX_BODY_BYTES {
                let host = self.seen.host.clone();
                self.seen.set(Some(StorageTrouble::NotStorage { host }));
                return Err(Error::new(ErrorKind::Unexpected, "the answer is too large"));
            }
            bytes.extend_from_slice(&piece);
        }
        Ok(bytes)
    }
}

impl HttpTransport for Transport {
    async fn fetch(&self, request: Request<Buffer>) -> opendal::Result<Response<HttpBody>> {
        self.seen.set(None);
        let (parts, content) = request.into_parts();
        let method = parts.method.clone();
        let sent = self
            .client
            .request(parts.method, parts.uri.to_string())
            .headers(parts.headers)
            .body(content.to_vec());
        let answer = sent.send().await.map_err(|error| self.failed(&error))?;
        let (status, headers) = (answer.status(), answer.headers().clone());
        let bytes = self.read(answer).await?;
        let request = SentRequest { method: method.as_str(), is_dav: self.is_dav };
        let trouble = meaning(&self.seen.host, &request, status, &headers, &bytes);
        let is_wrong = trouble.is_some() && status.is_success();
        self.seen.set(trouble);
        if is_wrong {
            return Err(Error::new(ErrorKind::Unexpected, "another kind of answer"));
        }
        let length = bytes.len() as u64;
        let pieces = futures_util::stream::iter([Ok(Buffer::from(bytes))]);
        let mut response = Response::new(HttpBody::new(pieces, Some(length)));
        *response.status_mut() = status;
        *response.headers_mut() = headers;
        Ok(response)
    }
}

struct SentRequest<'a> {
    method: &'a str,
    is_dav: bool,
}

/// What an answer means, where it is not the one that was wanted. That a file is not there is an
/// answer.
fn meaning(
    host: &str,
    request: &SentRequest<'_>,
    status: StatusCode,
    headers: &HeaderMap,
    bytes: &[u8],
) -> Option<StorageTrouble> {
    let host = host.to_owned();
    if status.is_success() {
        let text = |value: &http::HeaderValue| value.to_str().unwrap_or_default().to_owned();
        let kind = headers.get(CONTENT_TYPE).map(text).unwrap_or_default().to_ascii_lowercase();
        let is_page = matches!(request.method, "GET" | "PROPFIND") && kind.starts_with("text/html");
        let is_no_list = request.method == "PROPFIND" && status != StatusCode::MULTI_STATUS;
        return (is_page || is_no_list).then_some(StorageTrouble::NotStorage { host });
    }
    let says = |code: &str| bytes.windows(code.len()).any(|window| window == code.as_bytes());
    Some(match status.as_u16() {
        404 => return None,
        405 if request.method == "MKCOL" => return None,
        300..=399 => StorageTrouble::Moved { host },
        401 => StorageTrouble::SignIn { host },
        403 if !request.is_dav && says("RequestTimeTooSkewed") => StorageTrouble::Clock { host },
        403 if !request.is_dav && (says("InvalidAccessKeyId") || says("SignatureDoesNotMatch")) => {
            StorageTrouble::SignIn { host }
        }
        403 => StorageTrouble::Forbidden { host },
        409 if request.is_dav => StorageTrouble::NoFolder { host },
        413 | 507 => StorageTrouble::Full { host },
        _ if !request.is_dav && says("QuotaExceeded") => StorageTrouble::Full { host },
        429 | 503 => {
            let named = headers.get(RETRY_AFTER).and_then(|value| value.to_str().ok());
            let wait = named.and_then(|text| wait::retry_after(text, Timestamp::now()));
            let seconds = wait.map_or(BUSY_SECONDS, |wait| {
                u32::try_from(wait.as_secs()).unwrap_or(u32::MAX).clamp(1, MAX_BUSY_SECONDS)
            });
            StorageTrouble::Busy { host, seconds }
        }
        status => StorageTrouble::Refused { host, status },
    })
}
