//! A question from its first try to its last: the turn, the redirects, the answer's meaning, the
//! pauses between tries.

use crate::error::{Failure, in_milliseconds};
use crate::sources::{Service, host_of};
use crate::throttle::Turn;
use crate::{Absence, Body, Fetched, Limits, Net, NetError, Validators, body, quota, wait};
use backon::{BackoffBuilder, ExponentialBuilder};
use jiff::Timestamp;
use paperboy_paper::NetworkCause;
use reqwest::header::{self, HeaderMap, HeaderName};
use reqwest::{Method, Response, StatusCode};
use std::time::Duration;
use tokio::time::{Instant, sleep, timeout_at};
use url::Url;

/// A validator longer than this is not kept, nor sent.
const MAX_VALIDATOR_BYTES: usize = 1024;

/// An answer with what only some callers look at.
pub(crate) struct SourceResponse {
    pub(crate) fetched: Fetched,
    pub(crate) links: Vec<String>,
    pub(crate) url: Url,
}

impl Net {
    /// Asks until there is an answer, a failure that will stay, or no try left.
    pub(crate) async fn ask(
        &self,
        what: &str,
        service: Service,
        url: Url,
        validators: &Validators,
    ) -> Result<SourceResponse, NetError> {
        self.ask_within(what, service, url, validators, &self.limits).await
    }

    /// As [`ask`](Self::ask), with an answer of other bounds.
    pub(crate) async fn ask_within(
        &self,
        what: &str,
        service: Service,
        url: Url,
        validators: &Validators,
        limits: &Limits,
    ) -> Result<SourceResponse, NetError> {
        let host = host_of(&url);
        let validators = &Validators {
            etag: sendable(validators.etag.as_deref()),
            last_modified: sendable(validators.last_modified.as_deref()),
        };
        let mut pauses = self.backoff();
        let mut tried = 0;
        loop {
            tried += 1;
            let failure = match self.try_once(what, service, url.clone(), validators, limits).await
            {
                Ok(answer) => return Ok(answer),
                Err(failure) => failure,
            };
            tracing::debug!(%url, tried, %failure, "an attempt failed");
            // One failure to connect may be temporary; two failures, with no other host in reach,
            // mean that there is no network.
            let again = tried < self.limits.tries.max(1) && !matches!(failure, Failure::Final(_));
            if matches!(failure, Failure::Unreachable(_))
                && (tried > 1 || !again)
                && !self.reaches_another(service).await
            {
                return Err(NetError::Offline { hosts: self.hosts() });
            }
            let retry_after = failure.wait().unwrap_or_default();
            let pause = pauses.next().filter(|_| again && retry_after <= self.limits.longest_wait);
            let Some(pause) = pause else {
                let error = failure.into_error(what, &host);
                tracing::warn!(%url, tried, %error, "gave up");
                return Err(error);
            };
            sleep(pause.max(retry_after)).await;
        }
    }

    fn backoff(&self) -> impl Iterator<Item = Duration> + Send + use<> {
        ExponentialBuilder::new()
            .with_min_delay(self.limits.first_pause)
            .with_max_delay(self.limits.longest_pause)
            .with_factor(2.0)
            .with_max_times(self.limits.tries as usize)
            .with_jitter()
            .build()
    }

    async fn try_once(
        &self,
        what: &str,
        service: Service,
        url: Url,
        validators: &Validators,
        limits: &Limits,
    ) -> Result<SourceResponse, Failure> {
        let (mut service, mut url) = (service, url);
        for _ in 0..=self.limits.redirects {
            let mut gate = self.gate(service, &url).await?;
            let started = Instant::now();
            let sent = self.send(Method::GET, service, &url, validators, &gate).await;
            gate.sent(self)?;
            let response = sent?;
            self.answered.by(service);
            let status = response.status();
            tracing::debug!(%url, status = status.as_u16(), milliseconds = started.elapsed().as_millis() as u64, "answered");
            gate.heed(self, response.headers())?;
            if !is_redirect(status) {
                return self.read(what, url, response, validators, started, limits).await;
            }
            let Some(location) = text_of(response.headers(), &header::LOCATION) else {
                return Err(final_fault(
                    what,
                    NetworkCause::RedirectNowhere { host: host_of(&url) },
                ));
            };
            body::drain(response, &self.limits, started + self.limits.whole).await;
            (service, url) = self
                .sources
                .redirected(service, &url, &location)
                .map_err(|cause| final_fault(what, cause))?;
        }
        Err(final_fault(what, NetworkCause::RedirectEndless { most: self.limits.redirects }))
    }

    pub(crate) async fn send(
        &self,
        method: Method,
        service: Service,
        url: &Url,
        validators: &Validators,
        gate: &Gate<'_>,
    ) -> Result<Response, Failure> {
        let client = match service {
            Service::HuggingFace => &self.huggingface,
            Service::Arxiv => &self.arxiv,
        };
        // Without the proxy that the user set, nothing is sent.
        let client = client.as_ref().map_err(|why| {
            Failure::Final(NetError::Fault {
                what: host_of(url),
                cause: NetworkCause::Proxy { why: why.clone() },
            })
        })?;
        let mut request =
            client.request(method, url.clone()).header(header::ACCEPT_ENCODING, body::ACCEPTED);
        if let Some(etag) = &validators.etag {
            request = request.header(header::IF_NONE_MATCH, etag);
        }
        if let Some(date) = &validators.last_modified {
            request = request.header(header::IF_MODIFIED_SINCE, date);
        }
        if gate.one_connection_only() {
            request = request.header(header::CONNECTION, "close");
        }
        let response_timeout = self.limits.connect + self.limits.first_byte;
        match timeout_at(Instant::now() + response_timeout.min(self.limits.whole), request.send())
            .await
        {
            Ok(sent) => sent.map_err(|error| body::failure(&error)),
            Err(_) => Err(Failure::Passing(NetworkCause::Silent {
                host: host_of(url),
                milliseconds: in_milliseconds(response_timeout),
            })),
        }
    }

    async fn read(
        &self,
        what: &str,
        url: Url,
        response: Response,
        sent_validators: &Validators,
        started: Instant,
        limits: &Limits,
    ) -> Result<SourceResponse, Failure> {
        let headers = response.headers();
        let links = headers
            .get_all(header::LINK)
            .iter()
            .filter_map(|link| link.to_str().ok().map(str::to_owned))
            .collect();
        let is_conditional =
            sent_validators.etag.is_some() || sent_validators.last_modified.is_some();
        let deadline = started + limits.whole;
        let status = response.status().as_u16();
        let host = || host_of(&url);
        let fetched = match status {
            200 => {
                let (validators, content_type) =
                    (validators_of(headers), text_of(headers, &header::CONTENT_TYPE));
                let bytes = body::read(what, response, limits, deadline).await?;
                Fetched::Body(Body { bytes, validators, content_type, final_url: url.clone() })
            }
            304 if is_conditional => Fetched::NotModified,
            403 => self.absent(Absence::Forbidden, response, deadline).await,
            404 | 410 => self.absent(Absence::NotFound, response, deadline).await,
            429 | 503 => return Err(Failure::Busy(requested_wait(headers))),
            408 | 425 | 500..=599 => {
                return Err(Failure::Passing(NetworkCause::Status { host: host(), status }));
            }
            // A success without the page: some gatekeepers answer so to whom they doubt.
            201..=299 => {
                return Err(Failure::Passing(NetworkCause::NoPage { host: host(), status }));
            }
            _ => {
                return Err(Failure::Final(NetError::BadAnswer {
                    what: what.to_owned(),
                    cause: NetworkCause::Refused { host: host(), status },
                }));
            }
        };
        Ok(SourceResponse { fetched, links, url })
    }

    /// The content of such a page does not matter; it is read so that its connection can serve the
    /// next request.
    async fn absent(&self, absence: Absence, response: Response, deadline: Instant) -> Fetched {
        body::drain(response, &self.limits, deadline).await;
        Fetched::Absent(absence)
    }
}

/// The right to send one request, by the rules of the service.
pub(crate) enum Gate<'a> {
    Arxiv(Turn<'a>),
    Api,
    Pages,
}

impl Net {
    /// Waits until `url` may be requested.
    pub(crate) async fn gate(&self, service: Service, url: &Url) -> Result<Gate<'_>, Failure> {
        match service {
            Service::Arxiv => self.throttle.turn().await.map(Gate::Arxiv),
            Service::HuggingFace
                if url.path().starts_with(self.sources.url(service, "api/").path()) =>
            {
                self.api.take().await?;
                Ok(Gate::Api)
            }
            Service::HuggingFace => {
                self.pages.take().await?;
                Ok(Gate::Pages)
            }
        }
    }
}

impl Gate<'_> {
    fn one_connection_only(&self) -> bool {
        matches!(self, Self::Arxiv(turn) if turn.is_beside_another())
    }

    /// The request is out and its answer has begun, or will not.
    pub(crate) fn sent(&mut self, net: &Net) -> Result<(), Failure> {
        match self {
            Self::Arxiv(turn) => turn.sent().map_err(|error| net.throttle.refused(&error)),
            Self::Api | Self::Pages => Ok(()),
        }
    }

    /// Keeps everyone away for as long as the answer asks, within reason: from arXiv every process on
    /// the library, from Hugging Face this one.
    pub(crate) fn heed(&mut self, net: &Net, headers: &HeaderMap) -> Result<(), Failure> {
        let retry_after = text_of(headers, &header::RETRY_AFTER)
            .and_then(|text| wait::retry_after(&text, Timestamp::now()));
        match self {
            Self::Arxiv(turn) => match retry_after {
                Some(wait) => {
                    turn.hold_off(&net.throttle, wait).map_err(|error| net.throttle.refused(&error))
                }
                None => Ok(()),
            },
            Self::Api | Self::Pages => {
                let quota = if matches!(self, Self::Api) { &net.api } else { &net.pages };
                let used_up =
                    rate_limit_of(headers).filter(|(left, _)| *left == 0).map(|(_, wait)| wait);
                retry_after.max(used_up).into_iter().for_each(|wait| quota.hold_off(wait));
                Ok(())
            }
        }
    }
}

pub(crate) fn is_redirect(status: StatusCode) -> bool {
    matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308)
}

fn final_fault(what: &str, cause: NetworkCause) -> Failure {
    Failure::Final(NetError::Fault { what: what.to_owned(), cause })
}

fn requested_wait(headers: &HeaderMap) -> Option<Duration> {
    let retry_after = text_of(headers, &header::RETRY_AFTER)
        .and_then(|text| wait::retry_after(&text, Timestamp::now()));
    retry_after.or_else(|| rate_limit_of(headers).map(|(_, wait)| wait))
}

fn rate_limit_of(headers: &HeaderMap) -> Option<(u64, Duration)> {
    text_of(headers, &HeaderName::from_static("ratelimit"))
        .and_then(|text| quota::rate_limit(&text))
}

pub(crate) fn validators_of(headers: &HeaderMap) -> Validators {
    let validators = |name| sendable(text_of(headers, name).as_deref());
    Validators {
        etag: validators(&header::ETAG),
        last_modified: validators(&header::LAST_MODIFIED),
    }
}

/// A validator that can be sent; without it a page comes whole, which is dearer but right.
fn sendable(validator: Option<&str>) -> Option<String> {
    let fits = |text: &&str| {
        !text.is_empty()
            && text.len() <= MAX_VALIDATOR_BYTES
            && header::HeaderValue::from_str(text).is_ok()
    };
    validator.filter(fits).map(str::to_owned)
}

pub(crate) fn text_of(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    headers.get(name)?.to_str().ok().map(str::to_owned)
}
