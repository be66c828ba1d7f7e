//! How long and how large an answer may be.

use std::time::Duration;

/// The bounds of a question to a model. `default()` is what Paperboy runs with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChatLimits {
    /// To a connection, TLS included.
    pub connect: Duration,
    /// The time from the request to the first word of the answer. A model on a processor may read a
    /// long paper for many minutes before it answers; a keep-alive comment starts this time again.
    pub first_token: Duration,
    /// Between one piece of an answer and the next.
    pub silence: Duration,
    /// From the first word of the answer, or from the question to a server that does not stream, to
    /// the answer's end.
    pub whole: Duration,
    /// The longest answer, in bytes of text.
    pub answer: usize,
    /// The most that is read for it, in bytes: around each word of an answer are some three
    /// hundred bytes of JSON, and reasoning, which is not kept, comes the same way.
    pub stream: usize,
}

impl Default for ChatLimits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            first_token: Duration::from_secs(1800),
            silence: Duration::from_secs(300),
            whole: Duration::from_secs(3600),
            answer: 256_000,
            stream: 16_000_000,
        }
    }
}
