//! Whom we ask: the two base addresses, and where a redirect may lead.

use paperboy_paper::NetworkCause;
use std::time::Duration;
use url::{Host, Origin, Url};

/// arXiv's own rule: no more than one request in this time.
const ARXIV_INTERVAL: Duration = Duration::from_secs(3);
/// A longer interval is treated as a typing error.
const MAX_INTERVAL: Duration = Duration::from_secs(3600);

const HUGGINGFACE_HOSTS: [&str; 3] = ["huggingface.co", "www.huggingface.co", "hf.co"];
const ARXIV_HOSTS: [&str; 3] = ["arxiv.org", "www.arxiv.org", "export.arxiv.org"];

/// The addresses of Hugging Face and arXiv, and arXiv's interval. Valid by construction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sources {
    huggingface: Url,
    arxiv: Url,
    arxiv_interval: Duration,
}

/// The error of invalid sources.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SourcesError {
    /// Not `https://…`, and not on this machine either.
    #[error("{0} must begin with https://, because it is not on this computer")]
    NotSafe(Url),
    /// An address with a user, a password, a query or a fragment, or without a host.
    #[error("{0} is not a base address: it may contain only a host, a port and a path")]
    NotABase(Url),
    /// Faster than arXiv allows.
    #[error("arXiv asks for at least 3 s between requests, not {} s", .0.as_secs_f64())]
    TooFast(Duration),
    /// Slower than an hour.
    #[error("{} s between requests is more than an hour", .0.as_secs_f64())]
    TooSlow(Duration),
}

impl Default for Sources {
    fn default() -> Self {
        let url = |text| Url::parse(text).expect("a literal address");
        Self {
            huggingface: url("https://huggingface.co/"),
            arxiv: url("https://arxiv.org/"),
            arxiv_interval: ARXIV_INTERVAL,
        }
    }
}

impl Sources {
    /// Takes base addresses and the least time between the starts of two requests to arXiv.
    ///
    /// An address is `https`, or `http` on this machine's loopback. The interval is at least 3 s,
    /// unless arXiv's address is on loopback.
    pub fn new(
        huggingface: Url,
        arxiv: Url,
        arxiv_interval: Duration,
    ) -> Result<Self, SourcesError> {
        let (huggingface, arxiv) = (base(huggingface)?, base(arxiv)?);
        if arxiv_interval < ARXIV_INTERVAL && !is_loopback(&arxiv) {
            return Err(SourcesError::TooFast(arxiv_interval));
        }
        if arxiv_interval > MAX_INTERVAL {
            return Err(SourcesError::TooSlow(arxiv_interval));
        }
        Ok(Self { huggingface, arxiv, arxiv_interval })
    }

    /// The least time between the starts of two requests to arXiv.
    pub fn arxiv_interval(&self) -> Duration {
        self.arxiv_interval
    }

    pub(crate) fn base(&self, service: Service) -> &Url {
        match service {
            Service::HuggingFace => &self.huggingface,
            Service::Arxiv => &self.arxiv,
        }
    }

    pub(crate) fn on_loopback(&self, service: Service) -> bool {
        is_loopback(self.base(service))
    }

    /// The address of `path` below a service's base.
    pub(crate) fn url(&self, service: Service, path: &str) -> Url {
        let mut url = self.base(service).clone();
        url.set_path(&format!("{}{path}", url.path()));
        url
    }

    /// Both services at one address, as on the fake server.
    pub(crate) fn share_one_origin(&self) -> bool {
        self.huggingface.origin() == self.arxiv.origin()
    }

    /// Where a redirect of `from` to `location` leads, if it may be followed, and whose rules
    /// hold there.
    pub(crate) fn redirected(
        &self,
        service: Service,
        from: &Url,
        location: &str,
    ) -> Result<(Service, Url), NetworkCause> {
        let to = from
            .join(location)
            .map_err(|_| NetworkCause::RedirectInvalid { to: clip(location) })?;
        if to.origin() == from.origin() {
            return Ok((service, to));
        }
        let known = !is_loopback(from)
            && to.scheme() == "https"
            && to.username().is_empty()
            && to.password().is_none();
        let lead = [Service::HuggingFace, Service::Arxiv]
            .into_iter()
            .find(|service| known && self.is_home(*service, &to.origin()));
        match lead {
            Some(service) => Ok((service, to)),
            // A file or data has no host that could be named.
            None if !to.origin().is_tuple() => {
                Err(NetworkCause::RedirectScheme { scheme: clip(to.scheme()) })
            }
            None => Err(NetworkCause::RedirectElsewhere {
                to: clip(&to.origin().ascii_serialization()),
            }),
        }
    }

    pub(crate) fn is_home(&self, service: Service, origin: &Origin) -> bool {
        let base = self.base(service);
        let Origin::Tuple(_, Host::Domain(host), port) = origin else { return false };
        let family = service.hosts();
        *origin == base.origin() || (*port == 443 && family.contains(&host.as_str()))
    }
}

/// The two sources, each with rules of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Service {
    HuggingFace,
    Arxiv,
}

impl Service {
    pub(crate) fn other(self) -> Self {
        match self {
            Self::HuggingFace => Self::Arxiv,
            Self::Arxiv => Self::HuggingFace,
        }
    }

    fn hosts(self) -> [&'static str; 3] {
        match self {
            Self::HuggingFace => HUGGINGFACE_HOSTS,
            Self::Arxiv => ARXIV_HOSTS,
        }
    }
}

/// A host with its port, where that is not the usual one, for sentences.
pub(crate) fn host_of(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

/// Whether an address is text for a server on this machine, as [`is_loopback`] sees it.
pub fn is_on_this_machine(address: &str) -> bool {
    Url::parse(address).is_ok_and(|url| is_loopback(&url))
}

/// Whether an address is on this machine, by its name or number; nothing is looked up.
pub(crate) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(number)) => number.is_loopback(),
        Some(Host::Ipv6(number)) => number.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

fn base(mut url: Url) -> Result<Url, SourcesError> {
    let bare = url.username().is_empty()
        && url.password().is_none()
        && url.query().is_none()
        && url.fragment().is_none();
    if !bare || !url.has_host() {
        return Err(SourcesError::NotABase(url));
    }
    if url.scheme() != "https" && !(url.scheme() == "http" && is_loopback(&url)) {
        return Err(SourcesError::NotSafe(url));
    }
    if !url.path().ends_with('/') {
        url.set_path(&format!("{}/", url.path()));
    }
    Ok(url)
}

/// What a server wrote, short enough for a sentence.
pub(crate) fn clip(text: &str) -> String {
    text.chars().filter(|character| !character.is_control()).take(200).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    fn sources(
        huggingface: &str,
        arxiv: &str,
        interval: Duration,
    ) -> Result<Sources, SourcesError> {
        Sources::new(url(huggingface), url(arxiv), interval)
    }

    #[test]
    fn the_interval_is_lowered_on_loopback_only() {
        assert!(sources("https://huggingface.co", "http://127.0.0.1:8900", Duration::ZERO).is_ok());
        assert!(sources("https://huggingface.co", "http://[::1]:8900", SECOND).is_ok());
        assert!(sources("https://huggingface.co", "http://localhost:8900", SECOND).is_ok());
        assert!(sources("https://huggingface.co", "https://arxiv.org", 4 * SECOND).is_ok());
        for arxiv in [
            "https://arxiv.org",
            "https://export.arxiv.org",
            "https://127.0.0.1.example.org",
            "https://localhost.example",
        ] {
            assert_eq!(
                sources("http://127.0.0.1:1", arxiv, 2 * SECOND),
                Err(SourcesError::TooFast(2 * SECOND)),
                "{arxiv}"
            );
        }
        assert_eq!(
            sources("https://hf.co", "https://arxiv.org", 4000 * SECOND),
            Err(SourcesError::TooSlow(4000 * SECOND))
        );
    }

    #[test]
    fn a_base_is_safe_and_bare() {
        for unsafe_one in [
            "http://huggingface.co",
            "http://192.168.0.2",
            "ftp://127.0.0.1",
            "http://localhost.example",
        ] {
            let refused = sources(unsafe_one, "https://arxiv.org", 3 * SECOND);
            assert!(matches!(refused, Err(SourcesError::NotSafe(_))), "{unsafe_one}");
        }
        for odd in [
            "https://me@hf.co",
            "https://hf.co/?a",
            "https://hf.co/#a",
            "mailto:a@b.c",
            "file:///tmp",
        ] {
            assert!(
                matches!(
                    sources(odd, "https://arxiv.org", 3 * SECOND),
                    Err(SourcesError::NotABase(_))
                ),
                "{odd}"
            );
        }
    }

    #[test]
    fn a_base_may_have_a_path() {
        let sources =
            sources("https://mirror.example/hf", "https://arxiv.org", 3 * SECOND).unwrap();
        assert_eq!(
            sources.url(Service::HuggingFace, "api/daily_papers").as_str(),
            "https://mirror.example/hf/api/daily_papers"
        );
        assert_eq!(
            sources.url(Service::Arxiv, "abs/cs/0112017").as_str(),
            "https://arxiv.org/abs/cs/0112017"
        );
    }

    #[test]
    fn redirects_are_followed_among_the_known_hosts_only() {
        let sources = Sources::default();
        let lead = |from: &str, to: &str| sources.redirected(Service::Arxiv, &url(from), to).ok();
        let from = "https://arxiv.org/html/2501.11120";
        assert_eq!(
            lead(from, "/html/2501.11120v1"),
            Some((Service::Arxiv, url("https://arxiv.org/html/2501.11120v1")))
        );
        assert_eq!(
            lead(from, "https://export.arxiv.org/a"),
            Some((Service::Arxiv, url("https://export.arxiv.org/a")))
        );
        assert_eq!(
            lead(from, "https://hf.co/a"),
            Some((Service::HuggingFace, url("https://hf.co/a")))
        );
        for elsewhere in [
            "http://arxiv.org/html/2501.11120",
            "https://arxiv.org:8443/",
            "https://arxiv.org.evil.example/",
            "https://evil.example/arxiv.org",
            "https://me:you@export.arxiv.org/",
            "http://127.0.0.1/",
            "https://127.0.0.1/",
            "file:///etc/passwd",
            "https://",
        ] {
            assert_eq!(lead(from, elsewhere), None, "{elsewhere}");
        }
    }

    #[test]
    fn a_redirect_that_leads_to_no_host_is_named_by_its_kind() {
        let from = url("https://arxiv.org/html/2501.11120");
        for (to, kind) in [
            ("data:text/html,x", "data"),
            ("file:///etc/passwd", "file"),
            ("javascript:alert(1)", "javascript"),
        ] {
            let error = Sources::default().redirected(Service::Arxiv, &from, to).unwrap_err();
            assert_eq!(error, NetworkCause::RedirectScheme { scheme: kind.to_owned() });
        }
    }

    #[test]
    fn a_loopback_source_redirects_to_itself_only() {
        let sources = sources("http://127.0.0.1:8900", "http://127.0.0.1:8901", SECOND).unwrap();
        let from = url("http://127.0.0.1:8900/papers/1.md");
        let lead = |to: &str| sources.redirected(Service::HuggingFace, &from, to).is_ok();
        assert!(lead("/papers/2.md") && lead("http://127.0.0.1:8900/x"));
        for elsewhere in [
            "http://127.0.0.1:8901/",
            "http://127.0.0.2:8900/",
            "http://localhost:8900/",
            "https://huggingface.co/",
        ] {
            assert!(!lead(elsewhere), "{elsewhere}");
        }
    }
}
