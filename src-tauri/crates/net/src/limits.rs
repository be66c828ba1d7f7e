//! How long, how large and how often: every bound in one place, so that tests may shrink them.

use paperboy_paper::MAX_PDF_BYTES;
use std::time::Duration;

/// The bounds of a request. `default()` is what Paperboy runs with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// To a connection, TLS included.
    pub connect: Duration,
    /// From a connection to the answer's head.
    pub first_byte: Duration,
    /// Between one piece of a body and the next.
    pub stall: Duration,
    /// From a request's start to its answer's last byte.
    pub whole: Duration,
    /// The largest body in bytes, counted after decompression.
    pub body: usize,
    /// The same of a PDF.
    pub pdf: usize,
    /// From the start of a request for a PDF to its last byte.
    pub whole_pdf: Duration,
    /// How often a request is tried when it fails in passing, the first time included. At least 1.
    pub tries: u32,
    /// The pause before the second try; it doubles from try to try, with up to as much again by
    /// chance.
    pub first_pause: Duration,
    /// The longest such pause, before chance.
    pub longest_pause: Duration,
    /// The longest wait that a server may request; after a longer one the request fails as busy.
    pub longest_wait: Duration,
    /// The most redirects followed in a row.
    pub redirects: u32,
    /// The most calls of Hugging Face's API within `window`.
    pub api_calls: usize,
    /// The most pages of Hugging Face within `window`.
    pub pages: usize,
    /// What Hugging Face counts over.
    pub window: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            first_byte: Duration::from_secs(30),
            stall: Duration::from_secs(30),
            whole: Duration::from_secs(120),
            body: 20 << 20,
            pdf: MAX_PDF_BYTES,
            whole_pdf: Duration::from_secs(600),
            tries: 4,
            first_pause: Duration::from_secs(1),
            longest_pause: Duration::from_secs(30),
            longest_wait: Duration::from_secs(120),
            redirects: 5,
            api_calls: 500,
            pages: 100,
            window: Duration::from_secs(300),
        }
    }
}

impl Limits {
    /// These limits with Hugging Face's own numbers as the upper bound.
    pub(crate) fn polite(mut self) -> Self {
        let default = Self::default();
        self.api_calls = self.api_calls.min(default.api_calls);
        self.pages = self.pages.min(default.pages);
        self.window = self.window.max(default.window);
        self
    }
}
