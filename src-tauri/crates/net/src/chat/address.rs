//! Addresses that a model may have.

use super::error::AddressCause;
use crate::sources::clip;
use url::{Host, Url};

/// What reaches names of a private network only.
const PRIVATE_ENDINGS: [&str; 5] = [".localhost", ".local", ".lan", ".internal", ".home.arpa"];
/// The ends of addresses that were copied too far.
const ENDPOINTS: [&str; 2] = ["/chat/completions", "/embeddings"];
/// The one thing that an address may ask: which version of Azure's interface it speaks.
const VERSION: &str = "api-version";
/// The longest version; it is a date followed by a word.
const MAX_VERSION_BYTES: usize = 40;
/// The ends of the names of Azure's hosts.
const AZURE: [&str; 5] =
    [".azure.com", ".azure.us", ".azure.cn", ".azure-api.net", ".azure-api.cn"];

/// The base address of `/chat/completions` and `/embeddings`, or the error of the address.
pub(super) fn base(url: &Url) -> Result<Url, AddressCause> {
    let bare = url.username().is_empty() && url.password().is_none() && url.fragment().is_none();
    if !bare || !url.has_host() || !url.query_pairs().all(|(name, value)| is_version(&name, &value))
    {
        return Err(AddressCause::NotBare);
    }
    if url.scheme() != "https" && !(url.scheme() == "http" && is_near(url)) {
        let host = clip(url.host_str().unwrap_or_default());
        return Err(AddressCause::NotSafe { host });
    }
    let mut url = url.clone();
    let path = url.path().trim_end_matches('/');
    let base = ENDPOINTS.iter().find_map(|endpoint| path.strip_suffix(endpoint));
    let path = base.unwrap_or(path).to_owned();
    url.set_path(if path.is_empty() { "/v1" } else { &path });
    if url.query() == Some("") {
        url.set_query(None);
    }
    Ok(url)
}

fn is_version(name: &str, value: &str) -> bool {
    let is_plain = value
        .chars()
        .all(|character| character.is_ascii_alphanumeric() || matches!(character, '-' | '.'));
    name.eq_ignore_ascii_case(VERSION) && is_plain && value.len() <= MAX_VERSION_BYTES
}

/// The address of a path below the base. What the base asks, the address asks too.
pub(super) fn below(base: &Url, path: &str) -> Url {
    let mut url = base.clone();
    url.set_path(&format!("{}/{path}", url.path().trim_end_matches('/')));
    url
}

/// Whether the key goes into the header `api-key`, as Azure wants it.
pub(super) fn is_azure(base: &Url) -> bool {
    let name = base.host_str().unwrap_or_default().trim_end_matches('.');
    base.query().is_some() || AZURE.iter().any(|ending| name.ends_with(ending))
}

/// Whether an address is on this machine or in a private network, by its name or number; nothing is
/// looked up.
pub(crate) fn is_near(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(number)) => {
            // 100.64.0.0/10 is what private networks over the internet give their machines.
            let is_shared = number.octets()[0] == 100 && number.octets()[1] & 0xc0 == 64;
            number.is_loopback() || number.is_private() || number.is_unspecified() || is_shared
        }
        Some(Host::Ipv6(number)) => number.is_loopback() || number.is_unique_local(),
        Some(Host::Domain(name)) => {
            let name = name.trim_end_matches('.');
            !name.contains('.') || PRIVATE_ENDINGS.iter().any(|ending| name.ends_with(ending))
        }
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn based(text: &str) -> Result<String, String> {
        base(&Url::parse(text).unwrap()).map(String::from).map_err(|why| why.to_string())
    }

    #[test]
    fn an_address_is_taken_with_and_without_its_usual_path() {
        for (address, taken) in [
            ("https://api.deepseek.com", "https://api.deepseek.com/v1"),
            ("https://api.example.org/v1/", "https://api.example.org/v1"),
            (
                "https://api.example.org/compatible-mode/v1",
                "https://api.example.org/compatible-mode/v1",
            ),
            ("https://api.example.org/v1/chat/completions", "https://api.example.org/v1"),
            ("https://api.example.org/v1/embeddings", "https://api.example.org/v1"),
            ("http://localhost:11434/chat/completions/", "http://localhost:11434/v1"),
        ] {
            assert_eq!(based(address).as_deref(), Ok(taken));
        }
    }

    #[test]
    fn without_tls_only_what_is_near_is_asked() {
        for near in [
            "http://127.0.0.1:8080",
            "http://localhost:11434",
            "http://[::1]:1",
            "http://0.0.0.0:1",
            "http://192.168.1.20:8000",
            "http://10.0.0.2",
            "http://100.100.1.2",
            "http://[fd12::1]",
            "http://nas:11434",
            "http://gpu.local",
            "http://host.docker.internal:1",
        ] {
            assert!(based(near).is_ok(), "{near}");
        }
        for far in [
            "http://api.openai.com/v1",
            "http://8.8.8.8",
            "http://100.128.0.1",
            "http://169.254.169.254",
            "http://[2001:db8::1]",
            "http://localhost.example",
            "http://local.example.org",
            "ftp://localhost",
        ] {
            assert!(based(far).unwrap_err().contains("https"), "{far}");
        }
    }

    #[test]
    fn an_address_holds_no_secret_and_no_question() {
        for odd in [
            "https://me:you@api.example.org/v1",
            "https://api.example.org/v1?key=a",
            "https://api.example.org/v1?api-version=2024-10-21&key=a",
            "https://api.example.org/v1?api-version=a%26key%3Db",
            "https://api.example.org/v1?api-version=sk-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
            "https://api.example.org/#a",
            "mailto:a@b.c",
        ] {
            assert!(based(odd).unwrap_err().contains("a host, a port, a path"), "{odd}");
        }
    }

    #[test]
    fn azures_version_stays_with_the_address_of_each_question() {
        for (address, endpoint) in [
            (
                "https://x.openai.azure.com/openai/deployments/d?api-version=2024-10-21",
                "https://x.openai.azure.com/openai/deployments/d/chat/completions?api-version=2024-10-21",
            ),
            (
                "https://x.openai.azure.com/openai/deployments/d/chat/completions?api-version=2024-10-21",
                "https://x.openai.azure.com/openai/deployments/d/chat/completions?api-version=2024-10-21",
            ),
            (
                "https://x.openai.azure.com/openai/v1/?api-version=preview",
                "https://x.openai.azure.com/openai/v1/chat/completions?api-version=preview",
            ),
            (
                "https://x.openai.azure.com/openai/v1",
                "https://x.openai.azure.com/openai/v1/chat/completions",
            ),
            ("https://api.example.org/v1?", "https://api.example.org/v1/chat/completions"),
        ] {
            assert_eq!(
                below(&base(&Url::parse(address).unwrap()).unwrap(), "chat/completions").as_str(),
                endpoint
            );
        }
    }

    #[test]
    fn azure_is_known_by_its_name_or_its_version() {
        let azure = |url: &str| is_azure(&base(&Url::parse(url).unwrap()).unwrap());
        assert!(
            azure("https://x.openai.azure.com/openai/v1")
                && azure("https://gate.example.org/openai/deployments/d?api-version=1")
        );
        assert!(!azure("https://api.openai.com/v1") && !azure("https://azure.com.example.org/v1"));
    }
}
