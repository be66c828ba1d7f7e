//! RIS, by the specification of Research Information Systems ("RIS format specifications", 2011) as
//! Zotero reads it: no type is a preprint, so `UNPD` with `M3  - Preprint`.

use super::{PUBLISHED_IN, tag};
use crate::{Key, Name, Reference, one_line};

/// Appends a record. A value is one line, so that it can't be taken for a tag.
pub fn record(key: &Key, reference: &Reference, out: &mut String) {
    let mut line = |tag: &str, value: &str| {
        let value = one_line(value);
        if !value.is_empty() {
            out.extend([tag, "  - ", &value, "\r\n"]);
        }
    };
    line("TY", "UNPD");
    line("ID", key.as_str());
    line("TI", &reference.title);
    for author in &reference.authors {
        line("AU", &name(author));
    }
    if let Some(date) = reference.cited_date() {
        line("PY", &format!("{:04}", date.year));
        // Year, month, day and a word, each of which may be empty.
        let strokes = "/".repeat(3 - date.joined('/').matches('/').count());
        line("DA", &format!("{}{strokes}", date.joined('/')));
    }
    line("AB", reference.abstract_text.as_deref().unwrap_or_default());
    line("DO", &reference.cited_doi().unwrap_or_default());
    line("UR", &reference.cited_url().unwrap_or_default());
    line("M3", "Preprint");
    if let Some(id) = &reference.id {
        line("PB", "arXiv");
        line("AN", &format!("arXiv:{id}"));
    }
    if let Some(journal) = &reference.journal {
        line("N1", &format!("{PUBLISHED_IN}{journal}"));
    }
    for text in &reference.tags {
        line("KW", &tag(text));
    }
    line("N1", reference.note.as_deref().unwrap_or_default());
    out.push_str("ER  - \r\n\r\n");
}

/// `van Beethoven, Ludwig, Jr.`; a comma in a whole name would part it and is left out.
fn name(name: &Name) -> String {
    match name {
        Name::Whole(name) => name.replace(',', ""),
        Name::Person { given, particle, family, suffix } => {
            let plain = |part: &String| part.replace(',', "");
            let mut line = plain(particle);
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(&plain(family));
            for part in [given, suffix].map(plain).iter().filter(|part| !part.is_empty()) {
                line.extend([", ", part]);
            }
            line
        }
    }
}
