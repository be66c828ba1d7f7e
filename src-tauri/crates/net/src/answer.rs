//! What a question brings: bytes and facts, unread.

use url::Url;

/// The result of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fetched {
    /// The page, whole.
    Body(Body),
    /// What the caller keeps is still what the server has.
    NotModified,
    /// There is nothing for us at that address.
    Absent(Absence),
}

/// A page as it came, decompressed.
#[derive(Clone, PartialEq, Eq)]
pub struct Body {
    /// Its bytes, at most [`Limits::body`](crate::Limits) of them.
    pub bytes: Vec<u8>,
    /// What to ask with the next time.
    pub validators: Validators,
    /// The server's word for what it is, such as `text/html; charset=utf-8`.
    pub content_type: Option<String>,
    /// Where it was found after redirects.
    pub final_url: Url,
}

impl std::fmt::Debug for Body {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Body")
            .field("bytes", &self.bytes.len())
            .field("validators", &self.validators)
            .field("content_type", &self.content_type)
            .field("final_url", &self.final_url.as_str())
            .finish()
    }
}

/// Why there is nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Absence {
    /// 404 or 410.
    NotFound,
    /// 403.
    Forbidden,
}

/// How a server names the version of a page it gave; kept by the caller and handed back, so that an
/// unchanged page costs no body.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Validators {
    /// The `ETag`, quotes and all.
    pub etag: Option<String>,
    /// The `Last-Modified` date as it was sent.
    pub last_modified: Option<String>,
}

impl Validators {
    /// For asking without any.
    pub const NONE: Self = Self { etag: None, last_modified: None };
}

/// One page of a day's list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListPage {
    /// The page itself: a JSON array, if all is well.
    pub fetched: Fetched,
    /// Whether the list continues.
    pub next: Next,
}

/// Where a list continues.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// It ends here.
    End,
    /// On this page of the same host.
    Page(Url),
    /// At an address that is not followed, because it is on another host or is invalid: the list is
    /// incomplete.
    Elsewhere(String),
}
