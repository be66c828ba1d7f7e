//! The addresses of models that the user entered on this machine. A key is sent to no other one.
//!
//! A library or a backup may come from another person and name that person's server. So the
//! addresses are remembered outside of every library, in a file of the user's: an origin a line,
//! the newest last.

use std::fs::OpenOptions;
use std::io::{Read, Write};
use std::path::Path;
use url::Url;

/// The most bytes of the file that are read.
const MAX_HOSTS_FILE_BYTES: u64 = 1 << 16;

/// The file; without one, the key is sent to any address.
pub(crate) struct ModelHosts<'a>(pub Option<&'a Path>);

/// Scheme, host and port of an address, which are compared and shown.
pub(crate) fn origin_of(url: &str) -> Option<String> {
    Url::parse(url).ok().filter(Url::has_host).map(|url| url.origin().ascii_serialization())
}

impl ModelHosts<'_> {
    /// Whether the key may be sent to an address. The first one of all is remembered: the user had
    /// a key for it before there was this file.
    pub(super) fn allow(&self, url: &str) -> bool {
        let Some(origin) = origin_of(url) else { return false };
        let known = self.known();
        if known.is_empty() {
            self.add(url);
            return true;
        }
        self.0.is_none() || known.contains(&origin)
    }

    /// Whether the user named an address on this machine.
    pub(crate) fn has(&self, url: &str) -> bool {
        self.0.is_none() || origin_of(url).is_some_and(|origin| self.known().contains(&origin))
    }

    /// Remembers an address that the user named.
    pub(crate) fn add(&self, url: &str) {
        let (Some(path), Some(origin)) = (self.0, origin_of(url)) else { return };
        if self.known().last() == Some(&origin) {
            return;
        }
        let add = || {
            path.parent().map_or(Ok(()), std::fs::create_dir_all)?;
            OpenOptions::new()
                .create(true)
                .append(true)
                .open(path)?
                .write_all(format!("{origin}\n").as_bytes())
        };
        if let Err(error) = add() {
            tracing::warn!(%error, path = %path.display(), "the address of a model could not be saved");
        }
    }

    /// The newest other address.
    pub(super) fn other(&self, url: &str) -> Option<String> {
        let origin = origin_of(url);
        self.known().into_iter().rev().find(|known| Some(known) != origin.as_ref())
    }

    fn known(&self) -> Vec<String> {
        let mut text = String::new();
        let read = self
            .0
            .and_then(|path| std::fs::File::open(path).ok())
            .map(|file| file.take(MAX_HOSTS_FILE_BYTES).read_to_string(&mut text));
        if let Some(Err(error)) = read {
            tracing::warn!(%error, "the addresses of models can't be read");
        }
        text.lines().map(str::to_owned).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_known_by_scheme_host_and_port() {
        let origin = |url| origin_of(url).unwrap_or_default();
        assert_eq!(origin("https://API.deepseek.com:443/v1"), "https://api.deepseek.com");
        assert_eq!(origin("http://127.0.0.1:8080/v1"), "http://127.0.0.1:8080");
        assert_eq!((origin(""), origin("mailto:a@b.c")), (String::new(), String::new()));
    }

    #[test]
    fn the_first_address_is_remembered_and_others_only_when_the_user_names_them() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("new/model-hosts.txt");
        let hosts = ModelHosts(Some(&file));
        assert!(hosts.allow("https://one.example/v1") && !hosts.allow("https://two.example/v1"));
        assert!(
            !hosts.allow("http://one.example/v1")
                && !hosts.allow("https://one.example:8443/")
                && !hosts.allow("nonsense")
        );
        assert_eq!(hosts.other("https://two.example"), Some("https://one.example".to_owned()));
        hosts.add("https://two.example/v1");
        hosts.add("https://two.example/v1");
        assert!(hosts.allow("https://one.example/") && hosts.allow("https://two.example/x"));
        assert_eq!(
            std::fs::read_to_string(&file).unwrap(),
            "https://one.example\nhttps://two.example\n"
        );
        assert!(ModelHosts(None).allow("https://any.example/"));
    }
}
