//! BibTeX and BibLaTeX.
//!
//! BibTeX has the form of arXiv's own ("Export BibTeX citation" on its abstract pages) and beside
//! `archivePrefix` and `primaryClass` the names that the BibLaTeX manual (3.14.7) and Zotero's
//! importer know, `eprinttype` and `eprintclass`.

use super::{PUBLISHED_IN, tag};
use crate::latex::{literal, title};
use crate::name::begins_small;
use crate::{Key, Name, Reference, one_line};

/// Appends an entry for BibTeX.
pub fn bibtex(key: &Key, reference: &Reference, out: &mut String) {
    let mut entry = Entry::begin("misc", key, reference, out);
    if reference.authors.is_empty() {
        // Styles sort by it then, and warn without it.
        entry.field("key", key.as_str());
    }
    if let Some(date) = reference.cited_date() {
        entry.field("year", &format!("{:04}", date.year));
    }
    if let Some(id) = &reference.id {
        entry.field("eprint", id.as_str());
        entry.field("archivePrefix", "arXiv");
        entry.optional("primaryClass", reference.primary_class());
        entry.field("eprinttype", "arxiv");
        entry.optional("eprintclass", reference.primary_class());
    }
    let journal = reference
        .journal
        .as_deref()
        .map(|journal| format!("{PUBLISHED_IN}{}", literal(&one_line(journal))));
    entry.optional("note", journal.as_deref());
    // BibLaTeX has no field for it.
    entry.text("copyright", reference.licence.as_deref());
    entry.end(reference, "annote");
}

/// Appends an entry for BibLaTeX.
pub fn biblatex(key: &Key, reference: &Reference, out: &mut String) {
    let mut entry = Entry::begin("online", key, reference, out);
    if let Some(date) = reference.cited_date() {
        entry.field("date", &date.joined('-'));
    }
    if let Some(id) = &reference.id {
        entry.field("eprint", id.as_str());
        entry.field("eprinttype", "arxiv");
        entry.optional("eprintclass", reference.primary_class());
        entry.field("pubstate", "prepublished");
    }
    if let Some(version) = reference.version {
        entry.field("version", &version.to_string());
    }
    let journal = reference
        .journal
        .as_deref()
        .map(|journal| format!("{PUBLISHED_IN}{}", literal(&one_line(journal))));
    entry.optional("addendum", journal.as_deref());
    entry.end(reference, "annotation");
}

struct Entry<'a> {
    out: &'a mut String,
}

impl<'a> Entry<'a> {
    fn begin(kind: &str, key: &Key, reference: &Reference, out: &'a mut String) -> Self {
        out.extend(["@", kind, "{", key.as_str()]);
        let mut entry = Self { out };
        entry.optional("title", Some(&title(&one_line(&reference.title))));
        let authors: Vec<String> = reference.authors.iter().map(author).collect();
        entry.optional("author", Some(&authors.join(" and ")));
        entry
    }

    /// Writes a field; its value holds balanced braces and no line break.
    fn field(&mut self, name: &str, value: &str) {
        self.out.extend([",\n  ", name, " = {", value, "}"]);
    }

    fn optional(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            self.field(name, value);
        }
    }

    fn text(&mut self, name: &str, text: Option<&str>) {
        self.optional(name, text.map(|text| literal(&one_line(text))).as_deref());
    }

    fn end(mut self, reference: &Reference, note: &str) {
        self.optional("doi", reference.cited_doi().as_deref());
        self.optional("url", reference.cited_url().as_deref());
        self.text("abstract", reference.abstract_text.as_deref());
        let tags: Vec<String> = reference.tags.iter().map(|text| literal(&tag(text))).collect();
        self.optional("keywords", Some(&tags.join(", ")));
        // A field that styles do not set: what users write for themselves stays out of their papers.
        self.text(note, reference.note.as_deref());
        self.out.push_str("\n}\n");
    }
}

/// A name in the form that parts it in one way only: `von Last, Jr, First`; in braces where it is
/// whole.
fn author(name: &Name) -> String {
    let (given, particle, family, suffix) = match name {
        Name::Whole(name) => return format!("{{{}}}", literal(&one_line(name))),
        Name::Person { given, particle, family, suffix } => (given, particle, family, suffix),
    };
    let given = part(given, false);
    let mut last = part(particle, false);
    if !last.is_empty() {
        last.push(' ');
    }
    // A small word in it would be taken for a particle.
    let has_small = family.split(' ').any(begins_small);
    last.push_str(&part(family, has_small));
    if suffix.is_empty() {
        format!("{last}, {given}")
    } else {
        format!("{last}, {}, {given}", part(suffix, false))
    }
}

/// A part of a name; in braces where a comma or an `and` in it would part it, or a command begins it,
/// which bibtexparser takes apart.
fn part(text: &str, in_braces: bool) -> String {
    let text = one_line(text);
    let parts = |word: &str| word.contains(',') || word.eq_ignore_ascii_case("and");
    let latex = literal(&text);
    if in_braces || text.split(' ').any(parts) || latex.starts_with('\\') {
        format!("{{{latex}}}")
    } else {
        latex
    }
}
