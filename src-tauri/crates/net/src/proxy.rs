//! The proxy of the desktop, on Linux. `reqwest` reads the environment itself, and the settings of
//! macOS and Windows; those of a Linux desktop come from its portal, which knows them wherever they
//! are stored, scripts for proxies included.

use paperboy_paper::ConnectionCause;
use reqwest::{ClientBuilder, NoProxy, Proxy};
use url::Url;

/// A client for the host of `url` with the proxy of the environment, or else of the desktop.
pub(crate) fn for_host(builder: ClientBuilder, url: &Url) -> ClientBuilder {
    if let Some(proxy) = socks_of_environment(url, |name| std::env::var(name).ok()) {
        return match Proxy::all(proxy) {
            Ok(proxy) => builder.proxy(proxy.no_proxy(NoProxy::from_env())),
            Err(error) => {
                tracing::warn!(%error, "the proxy of the environment is not used");
                builder
            }
        };
    }
    desktop_proxy(builder, url)
}

/// The proxy of the environment where it is named `socks://`, which `reqwest` does not know: GNOME
/// and other desktops write it so.
fn socks_of_environment(url: &Url, variable: impl Fn(&str) -> Option<String>) -> Option<String> {
    let names: &[&str] = match url.scheme() {
        "https" => &["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"],
        // The upper-case name can be set by a request to a server.
        _ => &["http_proxy", "ALL_PROXY", "all_proxy"],
    };
    let value = names.iter().filter_map(|name| variable(name)).find(|value| !value.is_empty())?;
    let (scheme, rest) = value.split_once("://")?;
    scheme.eq_ignore_ascii_case("socks").then(|| format!("socks5h://{rest}"))
}

#[cfg(not(target_os = "linux"))]
fn desktop_proxy(builder: ClientBuilder, _url: &Url) -> ClientBuilder {
    builder
}

#[cfg(target_os = "linux")]
fn desktop_proxy(builder: ClientBuilder, url: &Url) -> ClientBuilder {
    if desktop::environment_decides() {
        return builder;
    }
    match desktop::proxy_for(url).and_then(|proxy| Proxy::all(proxy).ok()) {
        Some(proxy) => builder.proxy(proxy),
        None => builder,
    }
}

/// What the errors of the client's proxies begin with; their types are not public.
const ERRORS: [&str; 2] = ["SOCKS error: ", "tunnel error: "];

/// Why a proxy made no connection, from the words of an error; `None` where no proxy is meant.
pub(crate) fn refusal(error: &str) -> Option<ConnectionCause> {
    let words = ERRORS.iter().find_map(|beginning| error.strip_prefix(beginning))?;
    Some(match words {
        "failed to create underlying connection" => ConnectionCause::ProxyUnreachable,
        "proxy authorization required"
        | "credentials not accepted"
        | "server does not support user/pass authentication"
        | "server implements authentication incorrectly"
        | "server ident service failed"
        | "server ident service did not recognise client identifier" => ConnectionCause::ProxyLogin,
        // The name is looked up here for a proxy that takes addresses only.
        "could not resolve to acceptable address type" => ConnectionCause::UnknownHost,
        // That it did not succeed is all that is said of a tunnel.
        "unsuccessful" => ConnectionCause::ProxyRefused { text: String::new() },
        words => ConnectionCause::ProxyRefused { text: words.to_owned() },
    })
}

#[cfg(target_os = "linux")]
mod desktop {
    use crate::sources::host_of;
    use std::collections::HashMap;
    use std::sync::{Mutex, PoisonError, mpsc};
    use std::time::{Duration, Instant};
    use url::Url;

    /// The variables that name proxies; where one is set, the desktop's proxy is not used.
    const VARIABLES: [&str; 8] = [
        "ALL_PROXY",
        "all_proxy",
        "HTTPS_PROXY",
        "https_proxy",
        "HTTP_PROXY",
        "http_proxy",
        "NO_PROXY",
        "no_proxy",
    ];
    /// How long the desktop is waited for: it may have to start the portal first.
    const TIMEOUT: Duration = Duration::from_secs(5);
    /// How long an answer holds.
    const FRESH: Duration = Duration::from_secs(300);
    /// How many hosts are remembered.
    const MAX_HOSTS: usize = 32;

    /// The time of the portal's answer, and the proxy that it named.
    type PortalAnswer = (Instant, Option<String>);

    /// The answers of the portal, by host.
    static KNOWN: Mutex<Option<HashMap<String, PortalAnswer>>> = Mutex::new(None);

    pub(super) fn environment_decides() -> bool {
        VARIABLES.iter().any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
    }

    pub(super) fn proxy_for(url: &Url) -> Option<String> {
        let host = host_of(url);
        let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        let known = known.get_or_insert_default();
        known.retain(|_, (since, _)| since.elapsed() < FRESH);
        if let Some((_, proxy)) = known.get(&host) {
            return proxy.clone();
        }
        let proxy = proxies_for(url.origin().ascii_serialization()).as_deref().and_then(chosen);
        if let Some(proxy) = &proxy {
            tracing::info!(host, proxy = %without_user(proxy), "the desktop has a proxy");
        }
        if known.len() < MAX_HOSTS {
            known.insert(host, (Instant::now(), proxy.clone()));
        }
        proxy
    }

    /// Asks on a thread of its own, since the bus drives a runtime, which can't be done within
    /// another.
    fn proxies_for(address: String) -> Option<Vec<String>> {
        let (answers, answer) = mpsc::channel();
        std::thread::spawn(move || {
            // Who has stopped listening misses nothing.
            let _ = answers.send(lookup(&address));
        });
        let answer = answer.recv_timeout(TIMEOUT).ok()?;
        answer.inspect_err(|error| tracing::debug!(%error, "the desktop has no proxy")).ok()
    }

    fn lookup(address: &str) -> zbus::Result<Vec<String>> {
        let portal = "org.freedesktop.portal.Desktop";
        let resolver = Some("org.freedesktop.portal.ProxyResolver");
        let bus = zbus::blocking::Connection::session()?;
        let reply = bus.call_method(
            Some(portal),
            "/org/freedesktop/portal/desktop",
            resolver,
            "Lookup",
            &(address,),
        )?;
        reply.body().deserialize()
    }

    /// The first proxy that the desktop names, as `reqwest` spells it; `None` for a direct
    /// connection or an unknown kind.
    fn chosen(ways: &[String]) -> Option<String> {
        let way = ways.iter().find_map(|way| {
            let (scheme, rest) = way.split_once("://")?;
            match scheme.to_ascii_lowercase().as_str() {
                "direct" => Some(None),
                // The proxy resolves the names, as it must where it is the only way to the network.
                "socks" | "socks5" | "socks5h" => Some(Some(format!("socks5h://{rest}"))),
                scheme @ ("http" | "https" | "socks4" | "socks4a") => {
                    Some(Some(format!("{scheme}://{rest}")))
                }
                _ => None,
            }
        });
        way.flatten()
    }

    /// For the log, which holds no password.
    fn without_user(proxy: &str) -> String {
        Url::parse(proxy)
            .map_or_else(|_| String::new(), |url| format!("{}://{}", url.scheme(), host_of(&url)))
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn the_first_way_that_is_known_is_taken() {
            let chosen = |ways: &[&str]| {
                chosen(&ways.iter().map(|way| (*way).to_owned()).collect::<Vec<_>>())
            };
            for (ways, proxy) in [
                (&["direct://"][..], None),
                (&[], None),
                (&["http://10.0.0.1:8080"], Some("http://10.0.0.1:8080")),
                (&["socks://10.0.0.1:1080", "direct://"], Some("socks5h://10.0.0.1:1080")),
                (&["SOCKS5://10.0.0.1:1080"], Some("socks5h://10.0.0.1:1080")),
                (&["direct://", "http://10.0.0.1:8080"], None),
                (&["quic://10.0.0.1:1", "https://10.0.0.1:8443"], Some("https://10.0.0.1:8443")),
                (&["nonsense"], None),
            ] {
                assert_eq!(chosen(ways).as_deref(), proxy, "{ways:?}");
            }
            assert_eq!(without_user("http://me:secret@10.0.0.1:8080"), "http://10.0.0.1:8080");
        }
    }
}

#[cfg(test)]
mod refusals {
    use crate::body;
    use crate::error::Failure;
    use paperboy_paper::{ConnectionCause, NetworkCause};
    use std::io::{Read, Write};
    use std::net::TcpListener;

    /// A proxy that answers each message with the next of `replies`, then ends.
    fn proxy(replies: Vec<Vec<u8>>) -> u16 {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        std::thread::spawn(move || {
            let Ok((mut stream, _)) = listener.accept() else { return };
            for reply in replies {
                if stream.read(&mut [0; 2048]).is_err() || stream.write_all(&reply).is_err() {
                    return;
                }
            }
            // The rest of what the client sends is not needed.
            let _ = stream.read(&mut [0; 2048]);
        });
        port
    }

    async fn cause(proxy: String) -> ConnectionCause {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client =
            reqwest::Client::builder().proxy(reqwest::Proxy::all(proxy).unwrap()).build().unwrap();
        let error = client.get("https://hf.example/").send().await.unwrap_err();
        let failure = body::failure(&error);
        let Failure::Passing(NetworkCause::Proxy { why }) = failure else { panic!("{failure:?}") };
        why
    }

    #[test]
    fn a_socks_proxy_of_the_environment_is_used_as_desktops_write_it() {
        let proxy = |address: &str, variables: &[(&str, &str)]| {
            super::socks_of_environment(&address.parse().unwrap(), |name| {
                variables.iter().find(|(one, _)| *one == name).map(|(_, value)| (*value).to_owned())
            })
        };
        let socks = ("ALL_PROXY", "socks://127.0.0.1:1080/");
        let used = Some("socks5h://127.0.0.1:1080/".to_owned());
        assert_eq!(proxy("https://hf.example/", &[socks]), used);
        assert_eq!(proxy("http://localhost/", &[("all_proxy", "SOCKS://127.0.0.1:1080/")]), used);
        let http = ("HTTPS_PROXY", "http://127.0.0.1:3128");
        assert_eq!(proxy("https://hf.example/", &[http, socks]), None);
        assert_eq!(proxy("https://hf.example/", &[]), None);
    }

    #[tokio::test]
    async fn what_a_proxy_refuses_is_told_as_the_proxys() {
        for code in 1..=8_u8 {
            let reply = vec![5, code, 0, 1, 0, 0, 0, 0, 0, 0];
            let port = proxy(vec![vec![5, 0], reply]);
            let why = cause(format!("socks5h://127.0.0.1:{port}")).await;
            assert!(matches!(why, ConnectionCause::ProxyRefused { .. }), "{code} {why:?}");
        }
        let port = proxy(vec![vec![5, 2], vec![1, 1]]);
        let why = cause(format!("socks5h://user:wrong@127.0.0.1:{port}")).await;
        assert_eq!(why, ConnectionCause::ProxyLogin);
        for (status, expected) in [
            ("407 Proxy Authentication Required", ConnectionCause::ProxyLogin),
            ("502 Bad Gateway", ConnectionCause::ProxyRefused { text: String::new() }),
            ("403 Forbidden", ConnectionCause::ProxyRefused { text: String::new() }),
        ] {
            let head = format!("HTTP/1.1 {status}\r\ncontent-length: 0\r\n\r\n");
            let port = proxy(vec![head.into_bytes()]);
            assert_eq!(cause(format!("http://127.0.0.1:{port}")).await, expected, "{status}");
        }
    }

    #[tokio::test]
    async fn a_proxy_that_is_not_there_is_told_as_such() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        drop(listener);
        let why = cause(format!("socks5h://127.0.0.1:{port}")).await;
        assert_eq!(why, ConnectionCause::ProxyUnreachable);
    }
}
