//! Which addresses may be opened in the system's browser.

use url::{Host, Url};

/// Why an address is not opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub enum LinkRefused {
    /// It can't be read as an absolute address.
    #[error("it is not a complete web address")]
    NotAnAddress,
    /// The scheme is neither `https` nor `http`.
    #[error("only https and http addresses are opened")]
    Scheme,
    /// The host is this machine, a local network or no public name, or the address carries a name
    /// and password.
    #[error("its host is not a public website")]
    Host,
}

/// Longer addresses are refused: no useful address is that long.
const MAX_LINK_BYTES: usize = 2_048;

/// Names that no public website has: this machine, local networks, and what RFC 6761 and its
/// followers set apart.
const NOT_PUBLIC: [&str; 13] = [
    "localhost",
    "local",
    "localdomain",
    "internal",
    "intranet",
    "private",
    "corp",
    "home",
    "lan",
    "arpa",
    "onion",
    "invalid",
    "test",
];

/// Checks an address before it is handed to the system's browser; returns it in its normal form.
///
/// Accepted are `http` and `https` addresses with a host name of at least two labels that a public
/// site can have, without name and password, on the scheme's own port or one from 1024. No IP
/// address is taken, in whatever spelling: the URL standard turns `2130706433` and `0x7f.1` into
/// one before it is looked at.
pub fn check_link(address: &str) -> Result<Url, LinkRefused> {
    // The parser drops line breaks and takes `\` for `/`: what a person sees would not be what
    // opens.
    let suspicious = |c: char| c.is_control() || c.is_whitespace() || c == '\\';
    if address.len() > MAX_LINK_BYTES || address.contains(suspicious) {
        return Err(LinkRefused::NotAnAddress);
    }
    let url = Url::parse(address).map_err(|_| LinkRefused::NotAnAddress)?;
    if !matches!(url.scheme(), "https" | "http") {
        return Err(LinkRefused::Scheme);
    }
    // `https:host` and `https:/host` are no whole addresses, though the parser repairs them.
    if !address[url.scheme().len()..].starts_with("://") {
        return Err(LinkRefused::NotAnAddress);
    }
    let Some(Host::Domain(host)) = url.host() else { return Err(LinkRefused::Host) };
    let has_credentials = !url.username().is_empty() || url.password().is_some();
    let is_usual_port = url.port().is_none_or(|port| port >= 1024);
    if has_credentials || !is_usual_port || !is_public(host) {
        return Err(LinkRefused::Host);
    }
    if url.as_str().len() > MAX_LINK_BYTES {
        return Err(LinkRefused::NotAnAddress);
    }
    Ok(url)
}

fn is_public(host: &str) -> bool {
    let host = host.strip_suffix('.').unwrap_or(host);
    let labels_fit =
        host.len() <= 253 && host.split('.').all(|label| (1..=63).contains(&label.len()));
    let known = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_');
    let Some((_, last)) = host.rsplit_once('.') else { return false };
    labels_fit && host.chars().all(known) && !NOT_PUBLIC.contains(&last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn public_addresses_are_taken_in_their_normal_form() {
        for (address, normal) in [
            ("https://arxiv.org/abs/1706.03762", "https://arxiv.org/abs/1706.03762"),
            ("HTTP://GitHub.com", "http://github.com/"),
            ("https://example.org:8080/a?b=c&d#e", "https://example.org:8080/a?b=c&d#e"),
            (
                "https://zh.wikipedia.org/wiki/注意力",
                "https://zh.wikipedia.org/wiki/%E6%B3%A8%E6%84%8F%E5%8A%9B",
            ),
            ("https://例子.中国/", "https://xn--fsqu00a.xn--fiqs8s/"),
            ("https://a.b.co.uk.", "https://a.b.co.uk./"),
            ("https://a.org/\"onmouseover=x", "https://a.org/%22onmouseover=x"),
        ] {
            assert_eq!(check_link(address).map(String::from), Ok(normal.to_owned()), "{address}");
        }
    }

    #[test]
    fn other_schemes_are_refused() {
        for address in [
            "javascript:alert(1)",
            "data:text/html,x",
            "file:///etc/passwd",
            "mailto:a@b.org",
            "ftp://a.org/",
            "vbscript:x",
            "blob:https://a.org/x",
        ] {
            assert_eq!(check_link(address), Err(LinkRefused::Scheme), "{address}");
        }
    }

    #[test]
    fn what_is_no_whole_address_is_refused() {
        let long = format!("https://a.org/{}", "x".repeat(3_000));
        for address in [
            "",
            "a.org",
            "//a.org",
            "/x",
            "#x",
            "https:a.org",
            "https:/a.org",
            "https://",
            "java\tscript:x",
            "https://a.org/\n",
            " https://a.org",
            "https:\\\\a.org",
            "https://a.org/a b",
            &long,
        ] {
            assert_eq!(check_link(address), Err(LinkRefused::NotAnAddress), "{address}");
        }
    }

    #[test]
    fn hosts_that_are_not_public_are_refused() {
        for address in [
            "http://localhost/",
            "http://LOCALHOST.:80/",
            "http://a.localhost/",
            "http://printer.local/",
            "http://db.internal/",
            "http://x.onion/",
            "http://router.lan/",
            "http://1.0.0.127.in-addr.arpa/",
            "http://intranet/",
            "http://127.0.0.1/",
            "http://127.1:47591/",
            "http://2130706433/",
            "http://0x7f.0.0.1/",
            "http://017700000001/",
            "http://①②⑦.⓪.⓪.①/",
            "http://8.8.8.8/",
            "http://[::1]/",
            "http://[::ffff:127.0.0.1]/",
            "http://name:word@a.org/",
            "http://a.org@b.org/",
            "http://a.org:22/",
            "http://a..org/",
        ] {
            assert_eq!(check_link(address), Err(LinkRefused::Host), "{address}");
        }
    }
}
