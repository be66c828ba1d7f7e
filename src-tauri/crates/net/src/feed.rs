//! Addresses that the user subscribed to: feeds and published days, anywhere on the web.
//!
//! A redirect is followed to the same host, and from a public host to another one that is encrypted
//! and leads neither to this machine nor to its network.

use crate::ask::{is_redirect, text_of, validators_of};
use crate::chat::is_private;
use crate::error::{Failure, in_milliseconds};
use crate::sources::{clip, host_of, is_loopback};
use crate::{Absence, Body, Fetched, Limits, NetError, SetupError, Validators, body, near, proxy};
use paperboy_paper::NetworkCause;
use reqwest::header::{self, HeaderValue};
use reqwest::redirect::Policy;
use reqwest::{Client, Response};
use std::time::Duration;
use tokio::time::{Instant, sleep, timeout_at};
use url::Url;

/// How often a request is tried, and the pause before it is tried again.
const TRIES: u32 = 2;
const PAUSE: Duration = Duration::from_millis(500);

/// The client for feeds.
pub struct Feeds {
    agent: HeaderValue,
    limits: Limits,
}

impl Feeds {
    /// Prepares the client without sending a request.
    ///
    /// # Errors
    /// When the User-Agent can't be sent.
    pub fn new(user_agent: &str) -> Result<Self, SetupError> {
        // A feed is less urgent than a paper.
        let limits = Limits {
            first_byte: Duration::from_secs(15),
            stall: Duration::from_secs(15),
            whole: Duration::from_secs(60),
            ..Limits::default()
        };
        Ok(Self { agent: HeaderValue::from_str(user_agent)?, limits })
    }

    /// Whether an address can be subscribed to: `https` anywhere, `http` on this machine or in its
    /// network, without a password.
    pub fn takes(url: &Url) -> bool {
        let is_plain = url.username().is_empty() && url.password().is_none() && url.has_host();
        is_plain && (url.scheme() == "https" || url.scheme() == "http" && is_private(url))
    }

    /// What is at an address, of at most `most_bytes`; conditional on `validators`.
    ///
    /// # Errors
    /// When there was no answer; an answer that nothing is there is no error.
    pub async fn get(
        &self,
        what: &str,
        url: &Url,
        validators: &Validators,
        most_bytes: usize,
    ) -> Result<Fetched, NetError> {
        let limits = Limits { body: most_bytes, ..self.limits.clone() };
        let mut tried = 0;
        loop {
            tried += 1;
            match self.try_once(what, url, validators, &limits).await {
                Ok(fetched) => return Ok(fetched),
                Err(Failure::Passing(_) | Failure::Unreachable(_)) if tried < TRIES => {
                    sleep(PAUSE).await;
                }
                Err(failure) => return Err(failure.into_error(what, &host_of(url))),
            }
        }
    }

    async fn try_once(
        &self,
        what: &str,
        url: &Url,
        validators: &Validators,
        limits: &Limits,
    ) -> Result<Fetched, Failure> {
        let started = Instant::now();
        let mut url = url.clone();
        for _ in 0..=limits.redirects {
            let response = self.send(what, &url, validators, limits).await?;
            if !is_redirect(response.status()) {
                return read(what, url, response, validators, limits, started).await;
            }
            let final_fault =
                |cause| Failure::Final(NetError::Fault { what: what.to_owned(), cause });
            let location = text_of(response.headers(), &header::LOCATION);
            let Some(location) = location else {
                return Err(final_fault(NetworkCause::RedirectNowhere { host: host_of(&url) }));
            };
            body::drain(response, limits, started + limits.whole).await;
            url = redirected(&url, &location).await.map_err(final_fault)?;
        }
        let cause = NetworkCause::RedirectEndless { most: limits.redirects };
        Err(Failure::Final(NetError::Fault { what: what.to_owned(), cause }))
    }

    async fn send(
        &self,
        what: &str,
        url: &Url,
        validators: &Validators,
        limits: &Limits,
    ) -> Result<Response, Failure> {
        let fault = |cause| Failure::Final(NetError::Fault { what: what.to_owned(), cause });
        let client = self.client(url, limits).map_err(fault)?;
        let mut request = client.get(url.clone()).header(header::ACCEPT_ENCODING, body::ACCEPTED);
        if let Some(etag) = &validators.etag {
            request = request.header(header::IF_NONE_MATCH, etag);
        }
        if let Some(date) = &validators.last_modified {
            request = request.header(header::IF_MODIFIED_SINCE, date);
        }
        let timeout = limits.connect + limits.first_byte;
        match timeout_at(Instant::now() + timeout, request.send()).await {
            Ok(sent) => sent.map_err(|error| body::failure(&error)),
            Err(_) => Err(Failure::Passing(NetworkCause::Silent {
                host: host_of(url),
                milliseconds: in_milliseconds(timeout),
            })),
        }
    }

    fn client(&self, url: &Url, limits: &Limits) -> Result<Client, NetworkCause> {
        // Once per process: a second call changes nothing, so its result is ignored.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let builder = Client::builder()
            .user_agent(self.agent.clone())
            .connect_timeout(limits.connect)
            .redirect(Policy::none())
            .referer(false);
        let builder = if is_private(url) {
            builder.no_proxy()
        } else {
            proxy::for_host(builder.https_only(true), url)
                .map_err(|why| NetworkCause::Proxy { why })?
        };
        builder.build().map_err(|error| NetworkCause::Failed {
            why: paperboy_paper::ConnectionCause::Other { text: error.to_string() },
        })
    }
}

/// Where a redirect leads, if it is followed.
async fn redirected(from: &Url, location: &str) -> Result<Url, NetworkCause> {
    let to =
        from.join(location).map_err(|_| NetworkCause::RedirectInvalid { to: clip(location) })?;
    if !matches!(to.scheme(), "http" | "https") {
        return Err(NetworkCause::RedirectScheme { scheme: clip(to.scheme()) });
    }
    let is_upgrade = from.host() == to.host() && to.scheme() == "https";
    let is_same = from.origin() == to.origin() || is_upgrade && !is_loopback(from);
    let may_leave = !is_private(from) && Feeds::takes(&to) && to.scheme() == "https";
    if is_same || may_leave && !near::leads_near(&to).await {
        return Ok(to);
    }
    Err(NetworkCause::RedirectElsewhere { to: clip(&to.origin().ascii_serialization()) })
}

async fn read(
    what: &str,
    url: Url,
    response: Response,
    sent: &Validators,
    limits: &Limits,
    started: Instant,
) -> Result<Fetched, Failure> {
    let headers = response.headers();
    let deadline = started + limits.whole;
    let status = response.status().as_u16();
    let host = host_of(&url);
    let is_conditional = sent.etag.is_some() || sent.last_modified.is_some();
    match status {
        200 => {
            let validators = validators_of(headers);
            let content_type = text_of(headers, &header::CONTENT_TYPE);
            let bytes = body::read(what, response, limits, deadline).await?;
            Ok(Fetched::Body(Body { bytes, validators, content_type, final_url: url }))
        }
        304 if is_conditional => Ok(Fetched::NotModified),
        401 | 403 => Ok(Fetched::Absent(Absence::Forbidden)),
        404 | 410 => Ok(Fetched::Absent(Absence::NotFound)),
        429 | 503 => Err(Failure::Busy(None)),
        408 | 425 | 500..=599 => Err(Failure::Passing(NetworkCause::Status { host, status })),
        201..=299 => Err(Failure::Passing(NetworkCause::NoPage { host, status })),
        _ => Err(Failure::Final(NetError::BadAnswer {
            what: what.to_owned(),
            cause: NetworkCause::Refused { host, status },
        })),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wiremock::matchers::{header as with_header, path};
    use wiremock::{Mock, MockServer, ResponseTemplate};

    fn feeds() -> Feeds {
        Feeds::new("Paperboy/test").unwrap()
    }

    async fn get(
        server: &MockServer,
        at: &str,
        validators: &Validators,
    ) -> Result<Fetched, NetError> {
        let url = Url::parse(&format!("{}{at}", server.uri())).unwrap();
        feeds().get("a feed", &url, validators, 1_000).await
    }

    #[test]
    fn an_address_is_encrypted_or_near_and_has_no_password() {
        for taken in [
            "https://a.example/feed",
            "http://127.0.0.1:8000/",
            "http://192.168.1.5/x",
            "http://nas.local/",
        ] {
            assert!(Feeds::takes(&Url::parse(taken).unwrap()), "{taken}");
        }
        for refused in [
            "http://a.example/feed",
            "https://me:pw@a.example/",
            "file:///etc/passwd",
            "ftp://a.example/",
        ] {
            assert!(!Feeds::takes(&Url::parse(refused).unwrap()), "{refused}");
        }
    }

    #[tokio::test]
    async fn a_second_request_is_conditional_and_large_answers_are_refused() {
        let server = MockServer::start().await;
        let unchanged = Mock::given(path("/feed")).and(with_header("if-none-match", "\"1\""));
        unchanged.respond_with(ResponseTemplate::new(304)).mount(&server).await;
        let whole = ResponseTemplate::new(200).insert_header("etag", "\"1\"").set_body_string("x");
        Mock::given(path("/feed")).respond_with(whole).mount(&server).await;
        let large = ResponseTemplate::new(200).set_body_string("x".repeat(1_001));
        Mock::given(path("/large")).respond_with(large).mount(&server).await;
        let Ok(Fetched::Body(body)) = get(&server, "/feed", &Validators::NONE).await else {
            panic!()
        };
        assert_eq!(get(&server, "/feed", &body.validators).await, Ok(Fetched::NotModified));
        let large = get(&server, "/large", &Validators::NONE).await;
        assert!(matches!(large, Err(NetError::TooLarge { .. })), "{large:?}");
    }

    #[tokio::test]
    async fn redirects_end_and_lead_from_this_machine_nowhere_else() {
        let server = MockServer::start().await;
        let to = |place: &str| ResponseTemplate::new(302).insert_header("location", place);
        Mock::given(path("/round")).respond_with(to("/round")).mount(&server).await;
        Mock::given(path("/moved")).respond_with(to("/here")).mount(&server).await;
        Mock::given(path("/here")).respond_with(ResponseTemplate::new(200)).mount(&server).await;
        for (at, place) in [("/out", "https://example.org/"), ("/file", "file:///etc/passwd")] {
            Mock::given(path(at)).respond_with(to(place)).mount(&server).await;
        }
        let cause =
            async |at: &str| get(&server, at, &Validators::NONE).await.unwrap_err().into_cause();
        assert!(matches!(cause("/round").await, NetworkCause::RedirectEndless { .. }));
        assert!(matches!(cause("/out").await, NetworkCause::RedirectElsewhere { .. }));
        assert!(matches!(cause("/file").await, NetworkCause::RedirectScheme { .. }));
        assert!(matches!(get(&server, "/moved", &Validators::NONE).await, Ok(Fetched::Body(_))));
    }

    #[tokio::test]
    async fn a_public_host_leads_nobody_to_this_machine() {
        let from = Url::parse("https://a.example/feed").unwrap();
        for near in [
            "http://127.0.0.1/",
            "https://127.0.0.1/",
            "https://localhost/",
            "https://10.0.0.1/",
            "http://b.example/",
        ] {
            assert!(redirected(&from, near).await.is_err(), "{near}");
        }
        assert!(redirected(&from, "https://8.8.8.8/feed").await.is_ok());
    }
}
