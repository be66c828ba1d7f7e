//! Lines of JSON, compressed: the content of a file. The first line is the header. Everything is
//! bounded, since it comes from outside.

use crate::Refused;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::io::{BufRead, BufReader, Read, Take};

/// The longest line, in bytes: the longest note and what JSON adds to it.
pub const MAX_LINE_BYTES: u64 = 8 << 20;
const LEVEL: i32 = 6;

/// Compresses the first line and those that follow it.
pub(crate) fn encode(header: &impl Serialize, lines: impl IntoIterator<Item = String>) -> Vec<u8> {
    let mut text = serde_json::to_vec(header).expect("texts and numbers are JSON");
    for line in lines {
        text.push(b'\n');
        text.extend_from_slice(line.as_bytes());
    }
    zstd::bulk::compress(&text, LEVEL).expect("nothing fails in memory")
}

/// Reads what [`encode`] wrote.
pub(crate) struct Lines<'a> {
    text: BufReader<Take<zstd::Decoder<'static, &'a [u8]>>>,
    line: Vec<u8>,
}

impl<'a> Lines<'a> {
    /// Opens a file that may decompress to at most `max_text_bytes`.
    pub(crate) fn of(bytes: &'a [u8], max_text_bytes: u64) -> Result<Self, Refused> {
        let decoder = zstd::Decoder::with_buffer(bytes).map_err(|_| Refused::NotOurs)?;
        Ok(Self { text: BufReader::new(decoder.take(max_text_bytes)), line: Vec::new() })
    }

    /// The first line.
    pub(crate) fn header<T: DeserializeOwned>(&mut self) -> Result<T, Refused> {
        let line = self.next()?.unwrap_or_default();
        serde_json::from_slice(line).map_err(|_| Refused::NotOurs)
    }

    /// The next line; `None` after the last.
    pub(crate) fn next(&mut self) -> Result<Option<&[u8]>, Refused> {
        self.line.clear();
        let mut bounded = (&mut self.text).take(MAX_LINE_BYTES);
        match bounded.read_until(b'\n', &mut self.line).map_err(|_| Refused::NotOurs)? as u64 {
            MAX_LINE_BYTES => Err(Refused::TooLarge),
            0 => Ok(None),
            _ => Ok(Some(self.line.strip_suffix(b"\n").unwrap_or(&self.line))),
        }
    }
}
