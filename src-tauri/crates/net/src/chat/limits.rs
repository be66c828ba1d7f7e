//! How long and how large an answer may be.

use std::time::Duration;

/// The bounds of a question to a model. `default()` is what Paperboy runs with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChatLimits {
    /// To a connection, TLS included.
    pub connect: Duration,
    /// From the question to the answer's head, and between one piece and the next. A model on the reader's own machine may
    /// read a long paper for a minute or two before it says anything.
    pub silence: Duration,
    /// From the question to the answer's end.
    pub whole: Duration,
    /// The longest answer, in bytes of text.
    pub answer: usize,
    /// The most that is read for it, in bytes: around each word of an answer stand some three hundred bytes of JSON, and
    /// reasoning, which is not kept, comes the same way.
    pub stream: usize,
}

impl Default for ChatLimits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            silence: Duration::from_secs(180),
            whole: Duration::from_secs(1800),
            answer: 256_000,
            stream: 16_000_000,
        }
    }
}
