//! Answers to stdout, everything else to stderr.

use crate::exit::Failure;
use paperboy_core::wire::Notice;
use serde::Serialize;
use std::io::{BufWriter, Stdout, Write};

/// Where a command's answer goes.
pub struct Output {
    json: bool,
    stdout: BufWriter<Stdout>,
}

impl Output {
    /// An answer in JSON or in lines.
    pub fn new(json: bool) -> Self {
        Self { json, stdout: BufWriter::new(std::io::stdout()) }
    }

    /// Whether one JSON document is asked for.
    pub fn is_json(&self) -> bool {
        self.json
    }

    /// Writes the one JSON document.
    pub fn document(&mut self, value: &impl Serialize) -> Result<(), Failure> {
        let text = serde_json::to_string(value).map_err(std::io::Error::from)?;
        self.line(&text)
    }

    /// Writes a line.
    pub fn line(&mut self, text: &str) -> Result<(), Failure> {
        Ok(writeln!(self.stdout, "{text}")?)
    }

    /// Writes bytes as they are.
    pub fn bytes(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        Ok(self.stdout.write_all(bytes)?)
    }

    /// Hands everything on.
    pub fn flush(&mut self) -> Result<(), Failure> {
        Ok(self.stdout.flush()?)
    }

    /// Tells of something on stderr. A closed stderr is nobody's concern.
    pub fn complain(&self, text: &str) {
        let _ = writeln!(std::io::stderr(), "paperboy: {text}");
    }
}

/// A notice of the library in a sentence.
pub fn spoken(notice: &Notice) -> String {
    let detail = &notice.detail;
    match notice.kind.as_str() {
        "migrated" => format!("the library was brought to this version's form; a backup lies in {detail}"),
        "recovered" => format!("the library was damaged and the newest sound backup took its place; the damaged file is kept as {detail}"),
        "recovered_empty" => {
            format!("the library was damaged and no backup was sound; it begins empty, the damaged file is kept as {detail}")
        }
        "read_only" => format!("the library in {detail} can only be read"),
        "index_rebuilt" => "the search index was made anew".to_owned(),
        kind => format!("{kind} {detail}"),
    }
}
