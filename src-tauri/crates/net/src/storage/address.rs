//! Addresses of folders on servers, as a user writes them.

use crate::chat::Chat;
use serde::{Deserialize, Serialize};
use url::Url;

/// The region where none is named and the host contains none. Servers other than Amazon's ignore it.
const REGION: &str = "us-east-1";
const MAX_ADDRESS_BYTES: usize = 2000;
/// Services that want the bucket as a part of the host's name.
const BUCKET_IN_HOST: [&str; 4] =
    [".amazonaws.com", ".aliyuncs.com", ".myqcloud.com", ".volces.com"];

/// The folder of a server: `https://host/path` for WebDAV, `s3://host/bucket/path?region=…` for
/// S3-compatible storage. `user@` before the host names the user or the access key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StorageAddress {
    pub(super) kind: Kind,
    /// Scheme, host and port.
    url: Url,
    /// The user, or the access key; may be empty.
    pub user: String,
    /// Below the root or the bucket, with a slash at its end; empty for the root.
    pub(super) folder: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    WebDav,
    S3 { bucket: String, region: String },
}

/// What is wrong with an address. Its text is a part of a sentence in English.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub enum StorageAddressCause {
    /// It is no address of a server.
    #[error("it must be https://HOST/FOLDER (WebDAV) or s3://HOST/BUCKET/FOLDER")]
    NotAnAddress,
    /// The password would be readable on the way.
    #[error("only a server on this computer or its local network may be used without https")]
    NotSafe,
    /// It contains a password, which is kept in the keyring only.
    #[error("the address must not contain the password")]
    HoldsPassword,
    /// There is no bucket in it.
    #[error("the bucket is missing: s3://HOST/BUCKET/FOLDER")]
    NoBucket,
}

impl StorageAddress {
    /// Whether a text is meant as an address, and not as a folder of this computer.
    pub fn is_meant(text: &str) -> bool {
        let scheme = text.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
        matches!(
            scheme.as_deref(),
            Some("http" | "https" | "s3" | "dav" | "davs" | "webdav" | "webdavs")
        )
    }

    /// Reads an address.
    pub fn parse(text: &str) -> Result<Self, StorageAddressCause> {
        let text = text.trim();
        if text.len() > MAX_ADDRESS_BYTES {
            return Err(StorageAddressCause::NotAnAddress);
        }
        let (scheme, rest) = text.split_once("://").ok_or(StorageAddressCause::NotAnAddress)?;
        let scheme = scheme.to_ascii_lowercase();
        let (is_s3, schemes): (bool, &[&str]) = match scheme.as_str() {
            "https" | "davs" | "webdavs" => (false, &["https"]),
            "http" | "dav" | "webdav" => (false, &["http"]),
            "s3" => (true, &["https", "http"]),
            _ => return Err(StorageAddressCause::NotAnAddress),
        };
        // S3 on this computer or its network speaks HTTP without TLS as a rule.
        let read = |scheme: &str| Url::parse(&format!("{scheme}://{rest}")).ok();
        let mut url = read(schemes[0]).ok_or(StorageAddressCause::NotAnAddress)?;
        if is_s3 && Chat::is_near(&url) {
            url = read("http").ok_or(StorageAddressCause::NotAnAddress)?;
        }
        if !url.has_host() || url.fragment().is_some() || !is_s3 && url.query().is_some() {
            return Err(StorageAddressCause::NotAnAddress);
        }
        if url.password().is_some() {
            return Err(StorageAddressCause::HoldsPassword);
        }
        if url.scheme() != "https" && !Chat::is_near(&url) {
            return Err(StorageAddressCause::NotSafe);
        }
        let decoded = |text: &str| {
            // No user types a path that is not UTF-8.
            percent(text).ok_or(StorageAddressCause::NotAnAddress)
        };
        let user = decoded(url.username())?;
        let mut path = decoded(url.path())?.trim_matches('/').to_owned();
        if path.split('/').any(|part| matches!(part, "." | "..")) {
            return Err(StorageAddressCause::NotAnAddress);
        }
        let kind = if is_s3 {
            let (bucket, below) = path.split_once('/').unwrap_or((&path, ""));
            if bucket.is_empty() {
                return Err(StorageAddressCause::NoBucket);
            }
            let named = url.query_pairs().find(|(name, _)| name == "region");
            let usual = || usual_region(url.host_str().unwrap_or_default());
            let region = named.map_or_else(usual, |(_, region)| region.into_owned());
            let kind = Kind::S3 { bucket: bucket.to_owned(), region };
            path = below.to_owned();
            kind
        } else {
            Kind::WebDav
        };
        let folder = if path.is_empty() { String::new() } else { format!("{path}/") };
        url.set_path("");
        url.set_query(None);
        Ok(Self { kind, url, user, folder })
    }

    /// Scheme, host and port.
    pub(super) fn origin(&self) -> String {
        self.url.origin().ascii_serialization()
    }

    /// The host.
    pub fn host(&self) -> &str {
        self.url.host_str().unwrap_or_default()
    }

    /// The address in its one form, which is stored and under which its password is kept.
    pub fn text(&self) -> String {
        let (scheme, bucket, query) = match &self.kind {
            Kind::WebDav => (self.url.scheme(), String::new(), String::new()),
            Kind::S3 { bucket, region } if *region == usual_region(self.host()) => {
                ("s3", format!("{bucket}/"), String::new())
            }
            Kind::S3 { bucket, region } => {
                ("s3", format!("{bucket}/"), format!("?region={region}"))
            }
        };
        let mut url = self.url.clone();
        url.set_path(&format!("{bucket}{}", self.folder));
        let host = &url[url::Position::BeforeHost..url::Position::AfterPort];
        let user = match url.username() {
            "" => String::new(),
            user => format!("{user}@"),
        };
        format!("{scheme}://{user}{host}{}{query}", url.path())
    }

    /// Whether requests go to a host with the bucket's name before this one's.
    pub(super) fn has_bucket_in_host(&self) -> bool {
        BUCKET_IN_HOST.iter().any(|end| self.host().ends_with(end))
    }

    pub(super) fn url(&self) -> &Url {
        &self.url
    }

    /// The same folder, for another user.
    pub fn for_user(mut self, user: &str) -> Self {
        if !user.is_empty() && self.url.set_username(user).is_ok() {
            self.user = user.to_owned();
        }
        self
    }
}

/// The region in the name of a host of Amazon's; for other servers the default, which they ignore.
fn usual_region(host: &str) -> String {
    let middle = host.strip_prefix("s3.").and_then(|rest| rest.strip_suffix(".amazonaws.com"));
    middle.filter(|middle| !middle.contains('.')).unwrap_or(REGION).to_owned()
}

fn percent(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digits = [rest.next()?, rest.next()?];
        bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?);
    }
    String::from_utf8(bytes).ok().filter(|text| !text.chars().any(char::is_control))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_as_users_write_them() {
        let dav =
            StorageAddress::parse(" https://me@dav.example.com/dav/我的 坚果云/paperboy ").unwrap();
        assert_eq!(dav.folder, "dav/我的 坚果云/paperboy/");
        assert_eq!((dav.user.as_str(), dav.origin().as_str()), ("me", "https://dav.example.com"));
        assert_eq!(StorageAddress::parse(&dav.text()), Ok(dav));
        let s3 =
            StorageAddress::parse("s3://AKIA@s3.eu-west-3.amazonaws.com/papers/of/me").unwrap();
        assert_eq!(s3.kind, Kind::S3 { bucket: "papers".into(), region: "eu-west-3".into() });
        assert_eq!((s3.folder.as_str(), s3.host()), ("of/me/", "s3.eu-west-3.amazonaws.com"));
        assert!(s3.has_bucket_in_host());
        assert_eq!(s3.text(), "s3://AKIA@s3.eu-west-3.amazonaws.com/papers/of/me/");
        assert_eq!(StorageAddress::parse(&s3.text()), Ok(s3));
        let near = StorageAddress::parse("s3://127.0.0.1:9000/papers?region=auto").unwrap();
        assert_eq!(near.origin(), "http://127.0.0.1:9000");
        assert!(!near.has_bucket_in_host());
        assert_eq!(near.folder, "");
        assert_eq!(StorageAddress::parse(&near.text()), Ok(near));
        let named = StorageAddress::parse("https://nas.local/dav/").unwrap().for_user("a@b.c");
        assert_eq!(named.user, "a@b.c");
        assert_eq!(StorageAddress::parse(&named.text()).unwrap().user, "a@b.c");
    }

    #[test]
    fn an_address_that_would_show_a_password_or_is_none_is_refused() {
        use StorageAddressCause::{HoldsPassword, NoBucket, NotAnAddress, NotSafe};
        for (text, why) in [
            ("/home/me/Sync", NotAnAddress),
            ("ftp://example.com/", NotAnAddress),
            ("https://", NotAnAddress),
            ("https://example.com/a?b=c", NotAnAddress),
            ("https://example.com/a/%2e%2e/%2e%2e/b%00", NotAnAddress),
            ("http://example.com/dav", NotSafe),
            ("https://me:secret@example.com/dav", HoldsPassword),
            ("s3://example.com/", NoBucket),
        ] {
            assert_eq!(StorageAddress::parse(text), Err(why), "{text}");
        }
        assert!(StorageAddress::is_meant("HTTPS://example.com"));
        assert!(!StorageAddress::is_meant("C:\\Sync") && !StorageAddress::is_meant("/a://b"));
    }
}
