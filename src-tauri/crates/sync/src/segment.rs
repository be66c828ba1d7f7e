//! The content of a file: a line about its writer, and a line for each fact, compressed.
//! Everything in it is bounded, for it comes from outside.

use crate::lines::{self, Lines};
use crate::state::LibraryId;
use crate::text::{is_random_name, random_name};
use crate::{Device, Entropy, Fact, Seen, Subject, Time};
use serde::{Deserialize, Serialize};

/// The largest file that is read, in bytes.
pub const MAX_FILE_BYTES: u64 = 64 << 20;
/// The most that a file may decompress to, in bytes.
const MAX_TEXT_BYTES: u64 = 512 << 20;
/// The most facts in a file.
const MAX_FACTS: u64 = 1_000_000;
/// The longest subject, in bytes.
const MAX_SUBJECT_BYTES: usize = 4096;
/// The most devices that a file may name.
const MAX_DEVICES: usize = 1000;
const MAX_DEVICE_NAME_CHARS: usize = 100;
/// How a name of a file ends; before it are 32 hexadecimal digits.
const ENDING: &str = ".pbs";

/// What Paperboy writes into `format` of the first line.
const FORMAT: &str = "paperboy-sync";

/// Why a file was not used. Nothing of it was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub enum Refused {
    /// It has another form.
    #[error("it is not a Paperboy file, or it is incomplete")]
    NotOurs,
    /// It was altered, is incomplete, or belongs to another set of libraries.
    #[error("it was altered, is incomplete, or was written with another passphrase")]
    Altered,
    /// A newer Paperboy wrote it.
    #[error("a newer version of Paperboy wrote it; update Paperboy on this computer")]
    Newer,
    /// It is larger than any file that Paperboy writes.
    #[error("it is larger than any file that Paperboy writes")]
    TooLarge,
    /// The clock of the device that wrote it is wrong, or the clock here.
    #[error(
        "the clock of {device} is {hours} hours ahead of the clock here; correct whichever clock is wrong"
    )]
    ClockAhead {
        /// What its user calls the device.
        device: String,
        /// How far.
        hours: u32,
    },
}

/// Whether a name is one that a file of facts can have. Anything else is left alone: parts of files
/// that a program is about to deliver, and its copies of what it takes for conflicts.
pub fn is_segment_name(name: &str) -> bool {
    is_random_name(name, ENDING)
}

pub(crate) fn segment_name(entropy: Entropy<'_>) -> String {
    random_name(ENDING, entropy)
}

/// The facts that a device wrote at one time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Segment {
    pub(crate) header: Header,
    pub(crate) facts: Vec<Fact>,
}

/// Who wrote a file, and what it contains.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Header {
    pub(crate) format: String,
    pub(crate) library: LibraryId,
    pub(crate) device: Device,
    /// What its user calls the device.
    pub(crate) name: String,
    /// Rises by one with each file of the device.
    pub(crate) number: u64,
    /// Whether it contains all facts in force; else those that came since the file before it.
    pub(crate) whole: bool,
    pub(crate) seen: Seen,
    pub(crate) floor: Time,
    /// The newest time that the device knew.
    pub(crate) clock: Time,
    /// How many lines follow.
    pub(crate) facts: u64,
}

impl Header {
    pub(crate) fn new(library: LibraryId, device: Device, name: &str) -> Self {
        Self {
            format: FORMAT.to_owned(),
            library,
            device,
            name: name.chars().take(MAX_DEVICE_NAME_CHARS).collect(),
            number: 1,
            whole: true,
            seen: Seen::default(),
            floor: Time::default(),
            clock: Time::default(),
            facts: 0,
        }
    }
}

/// A fact as a line of JSON.
#[derive(Deserialize)]
struct Line(String, String, Option<String>, Time, Device);

/// Compresses a segment.
pub(crate) fn encode(header: &Header, facts: &[Fact]) -> Vec<u8> {
    let line = |Fact { subject, value, stamp }: &Fact| {
        serde_json::to_string(&(&subject.paper_id, &subject.text, value, stamp.time, stamp.device))
            .expect("texts and numbers are JSON")
    };
    lines::encode(header, facts.iter().map(line))
}

/// Decompresses a segment.
pub(crate) fn decode(bytes: &[u8]) -> Result<Segment, Refused> {
    let mut lines = Lines::of(bytes, MAX_TEXT_BYTES)?;
    let header: Header = lines.header()?;
    if header.format != FORMAT || header.name.chars().count() > MAX_DEVICE_NAME_CHARS {
        return Err(Refused::NotOurs);
    }
    if header.facts > MAX_FACTS || header.seen.len() > MAX_DEVICES {
        return Err(Refused::TooLarge);
    }
    let mut facts = Vec::new();
    while let Some(line) = lines.next()? {
        if facts.len() as u64 == header.facts {
            return Err(Refused::NotOurs);
        }
        let Line(paper_id, text, value, time, device) =
            serde_json::from_slice(line).map_err(|_| Refused::NotOurs)?;
        let subject = Subject { paper_id, text };
        if subject.paper_id.len() + subject.text.len() > MAX_SUBJECT_BYTES || time.0 < 0 {
            return Err(Refused::NotOurs);
        }
        facts.push(Fact::new(subject, value, time, device));
    }
    if facts.len() as u64 != header.facts {
        return Err(Refused::NotOurs);
    }
    Ok(Segment { header, facts })
}
