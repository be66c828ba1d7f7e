//! The proxy of the environment, or else of the desktop. `reqwest` reads the settings of macOS and
//! Windows itself; those of a Linux desktop come from its portal, which knows them wherever they
//! are stored, scripts for proxies included.
//!
//! `reqwest` would ignore a proxy that it can't use, and connect without it: here that is an error.

use paperboy_paper::ConnectionCause;
use reqwest::{ClientBuilder, NoProxy, Proxy};
use url::Url;

/// The kinds of proxies that `reqwest` knows.
const KINDS: [&str; 6] = ["http", "https", "socks4", "socks4a", "socks5", "socks5h"];

/// A client for the host of `url` with the proxy of the environment, or else of the desktop; an
/// error when a proxy is set that can't be used.
pub(crate) fn for_host(
    builder: ClientBuilder,
    url: &Url,
) -> Result<ClientBuilder, ConnectionCause> {
    let variable = |name: &str| std::env::var(name).ok();
    let Some((name, value)) = of_environment(url, variable) else {
        return desktop_proxy(builder, url);
    };
    match usable(&value) {
        Way::Direct => Ok(builder),
        _ if is_exempt(url, variable) => Ok(builder),
        Way::Unusable => Err(unusable(&value, name)),
        Way::Proxy(proxy) => {
            let proxy = Proxy::all(proxy).map_err(|_| unusable(&value, name))?;
            Ok(builder.proxy(proxy.no_proxy(NoProxy::from_env())))
        }
    }
}

/// What a proxy's address means.
#[derive(Debug, PartialEq, Eq)]
enum Way {
    /// No proxy.
    Direct,
    /// A proxy, as `reqwest` spells it.
    Proxy(String),
    /// A kind that is not known, or no address.
    Unusable,
}

/// Reads a proxy's address as a desktop or a user writes it.
fn usable(address: &str) -> Way {
    let address = address.trim();
    let (scheme, rest) = address.split_once("://").unwrap_or(("http", address));
    let scheme = scheme.to_ascii_lowercase();
    let scheme = match scheme.as_str() {
        "direct" | "none" => return Way::Direct,
        // GNOME and other desktops write it so. The proxy resolves the names, as it must where it is
        // the only way to the network.
        "socks" => "socks5h",
        scheme if KINDS.contains(&scheme) => scheme,
        _ => return Way::Unusable,
    };
    let proxy = format!("{scheme}://{rest}");
    let has_host =
        Url::parse(&proxy).is_ok_and(|url| url.host_str().is_some_and(|host| !host.is_empty()));
    if has_host && Proxy::all(&proxy).is_ok() { Way::Proxy(proxy) } else { Way::Unusable }
}

/// The proxy of the environment for an address, with the name of its variable.
fn of_environment(
    url: &Url,
    variable: impl Fn(&str) -> Option<String>,
) -> Option<(&'static str, String)> {
    let names: &[&'static str] = match url.scheme() {
        "https" => &["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"],
        // The upper-case name can be set by a request to a server.
        _ => &["http_proxy", "ALL_PROXY", "all_proxy"],
    };
    names
        .iter()
        .filter_map(|name| variable(name).map(|value| (*name, value)))
        .find(|(_, value)| !value.trim().is_empty())
}

/// Whether the environment exempts a host from its proxy.
fn is_exempt(url: &Url, variable: impl Fn(&str) -> Option<String>) -> bool {
    let Some(list) = ["NO_PROXY", "no_proxy"].iter().find_map(|name| variable(name)) else {
        return false;
    };
    let host = url.host_str().unwrap_or_default();
    list.split(',').map(|entry| entry.trim().trim_start_matches("*.").trim_start_matches('.')).any(
        |entry| {
            entry == "*"
                || host.eq_ignore_ascii_case(entry)
                || (!entry.is_empty()
                    && host
                        .to_ascii_lowercase()
                        .strip_suffix(&entry.to_ascii_lowercase())
                        .is_some_and(|rest| rest.ends_with('.')))
        },
    )
}

/// The longest address of a proxy that an error repeats, in characters.
const MAX_SHOWN_CHARS: usize = 100;

/// The error of a proxy that can't be used. It names no user and no password.
fn unusable(address: &str, setting: &str) -> ConnectionCause {
    let (scheme, rest) = address.trim().split_once("://").unwrap_or(("", address.trim()));
    let host = rest.rsplit_once('@').map_or(rest, |(_, host)| host);
    let proxy = if scheme.is_empty() { host.to_owned() } else { format!("{scheme}://{host}") };
    let proxy = proxy.chars().filter(|c| !c.is_control()).take(MAX_SHOWN_CHARS).collect();
    ConnectionCause::ProxyUnusable { proxy, setting: setting.to_owned() }
}

#[cfg(not(target_os = "linux"))]
fn desktop_proxy(builder: ClientBuilder, _url: &Url) -> Result<ClientBuilder, ConnectionCause> {
    Ok(builder)
}

#[cfg(target_os = "linux")]
fn desktop_proxy(builder: ClientBuilder, url: &Url) -> Result<ClientBuilder, ConnectionCause> {
    if desktop::environment_decides() {
        return Ok(builder);
    }
    let Some(address) = desktop::proxy_for(url) else { return Ok(builder) };
    match usable(&address) {
        Way::Direct => Ok(builder),
        Way::Proxy(proxy) => {
            Ok(builder.proxy(Proxy::all(proxy).map_err(|_| unusable(&address, ""))?))
        }
        Way::Unusable => Err(unusable(&address, "")),
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
    use super::{Way, usable};
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
    /// The most hosts that are remembered.
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

    /// The first way that the desktop names and that can be used, or else the first one; `None`: a
    /// direct connection.
    fn chosen(ways: &[String]) -> Option<String> {
        let named: Vec<&String> = ways.iter().filter(|way| !way.trim().is_empty()).collect();
        let first_usable = named.iter().find(|way| usable(way) != Way::Unusable);
        let way = first_usable.or(named.first())?;
        (usable(way) != Way::Direct).then(|| (**way).clone())
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
                (&["socks://10.0.0.1:1080", "direct://"], Some("socks://10.0.0.1:1080")),
                (&["SOCKS5://10.0.0.1:1080"], Some("SOCKS5://10.0.0.1:1080")),
                (&["direct://", "http://10.0.0.1:8080"], None),
                (&["quic://10.0.0.1:1", "https://10.0.0.1:8443"], Some("https://10.0.0.1:8443")),
                (&["quic://10.0.0.1:1", "direct://"], None),
                // Nothing else is left: it is reported, not left out.
                (&["quic://10.0.0.1:1"], Some("quic://10.0.0.1:1")),
            ] {
                assert_eq!(chosen(ways).as_deref(), proxy, "{ways:?}");
            }
            assert_eq!(without_user("http://me:secret@10.0.0.1:8080"), "http://10.0.0.1:8080");
        }
    }
}

#[cfg(test)]
mod refusals {
    use super::Way;
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

    fn set<'a>(variables: &'a [(&'a str, &'a str)]) -> impl Fn(&str) -> Option<String> {
        move |name| {
            variables.iter().find(|(one, _)| *one == name).map(|(_, value)| (*value).to_owned())
        }
    }

    #[test]
    fn a_proxy_of_the_environment_is_used_as_desktops_write_it() {
        let proxy = |address: &str, variables: &[(&str, &str)]| {
            let found = super::of_environment(&address.parse().unwrap(), set(variables));
            found.map(|(name, value)| (name, super::usable(&value)))
        };
        let socks = ("ALL_PROXY", "socks://127.0.0.1:1080/");
        let used = Way::Proxy("socks5h://127.0.0.1:1080/".to_owned());
        assert_eq!(proxy("https://hf.example/", &[socks]), Some(("ALL_PROXY", used)));
        let http = ("HTTPS_PROXY", "127.0.0.1:3128");
        let used = Way::Proxy("http://127.0.0.1:3128".to_owned());
        assert_eq!(proxy("https://hf.example/", &[http, socks]), Some(("HTTPS_PROXY", used)));
        assert_eq!(proxy("https://hf.example/", &[("HTTPS_PROXY", " ")]), None);
    }

    #[test]
    fn a_proxy_that_cannot_be_used_is_reported_without_its_password() {
        for (address, shown) in [
            ("quic://me:secret@10.0.0.1:443", "quic://10.0.0.1:443"),
            ("ftp://10.0.0.1:21", "ftp://10.0.0.1:21"),
            ("h2://proxy.example", "h2://proxy.example"),
            ("ss://bWU6c2VjcmV0@10.0.0.1:8388", "ss://10.0.0.1:8388"),
            ("socks6://10.0.0.1:1080", "socks6://10.0.0.1:1080"),
            ("http://me:p@ss@10.0.0.1:99999", "http://10.0.0.1:99999"),
            ("http://", "http://"),
        ] {
            assert_eq!(super::usable(address), Way::Unusable, "{address}");
            let why = super::unusable(address, "ALL_PROXY");
            assert_eq!(
                why,
                ConnectionCause::ProxyUnusable {
                    proxy: shown.to_owned(),
                    setting: "ALL_PROXY".to_owned()
                }
            );
            assert!(why.to_string().contains("socks5h://"), "{why}");
        }
        for direct in ["direct://", "DIRECT://"] {
            assert_eq!(super::usable(direct), Way::Direct);
        }
    }

    #[test]
    fn a_host_that_is_exempt_needs_no_proxy() {
        let exempt = |list: &str| {
            super::is_exempt(
                &"https://api.hf.example/".parse().unwrap(),
                set(&[("no_proxy", list)]),
            )
        };
        for list in ["*", "hf.example", ".hf.example", "localhost, *.HF.example", "api.hf.example"]
        {
            assert!(exempt(list), "{list}");
        }
        for list in ["", "f.example", "other.example", "pi.hf.example"] {
            assert!(!exempt(list), "{list}");
        }
    }

    #[tokio::test]
    async fn what_a_proxy_refuses_is_reported_as_the_proxys() {
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
    async fn a_proxy_that_is_not_there_is_reported_as_such() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        drop(listener);
        let why = cause(format!("socks5h://127.0.0.1:{port}")).await;
        assert_eq!(why, ConnectionCause::ProxyUnreachable);
    }
}
