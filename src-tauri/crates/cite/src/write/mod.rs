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
    match format {
        Format::Bibtex => joined(references, bibtex::bibtex),
        Format::Biblatex => joined(references, bibtex::biblatex),
        Format::Ris => joined(references, ris::record),
        Format::CslJson => csl::file(references),
    }
}

fn joined(references: &[(Key, Reference)], record: fn(&Key, &Reference, &mut String)) -> String {
    let mut file = String::new();
    for (key, reference) in references {
        record(key, reference, &mut file);
    }
    file
}

/// A tag that is one in formats that part tags by commas or semicolons.
fn tag(tag: &str) -> String {
    crate::one_line(&tag.replace([',', ';'], " "))
}
