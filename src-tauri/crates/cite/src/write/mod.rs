//! References as files.

mod bibtex;
mod csl;
mod ris;

use crate::{Format, Key, Reference};

/// The prefix of a paper's other place of publication, in formats that have no field for it.
pub(crate) const PUBLISHED_IN: &str = "Published in: ";

/// A file with these references, in their order. Keys are written as they are given: the
/// caller makes sure that no key is repeated.
pub fn write(format: Format, references: &[(Key, Reference)]) -> String {
    let mut file = String::new();
    let mut writer = Writer::new(format);
    for (key, reference) in references {
        writer.add(key, reference, &mut file);
    }
    writer.end(&mut file);
    file
}

/// Writes a file part by part, so that a large one is never in memory as a whole.
pub struct Writer {
    format: Format,
    is_first: bool,
}

impl Writer {
    /// Begins a file.
    pub fn new(format: Format) -> Self {
        Self { format, is_first: true }
    }

    /// Appends the next reference to the text.
    pub fn add(&mut self, key: &Key, reference: &Reference, out: &mut String) {
        let is_first = std::mem::replace(&mut self.is_first, false);
        match self.format {
            Format::Bibtex | Format::Biblatex if !is_first => out.push('\n'),
            Format::CslJson => out.push_str(if is_first { "[\n" } else { ",\n" }),
            Format::Bibtex | Format::Biblatex | Format::Ris => {}
        }
        match self.format {
            Format::Bibtex => bibtex::bibtex(key, reference, out),
            Format::Biblatex => bibtex::biblatex(key, reference, out),
            Format::Ris => ris::record(key, reference, out),
            Format::CslJson => out.push_str(&csl::item(key, reference).to_string()),
        }
    }

    /// Appends the end of the file.
    pub fn end(self, out: &mut String) {
        match self.format {
            Format::Bibtex | Format::Biblatex | Format::Ris => {}
            Format::CslJson => out.push_str(if self.is_first { "[]\n" } else { "\n]\n" }),
        }
    }
}

/// A tag for formats that separate tags by commas or semicolons.
fn tag(tag: &str) -> String {
    crate::one_line(&tag.replace([',', ';'], " "))
}
