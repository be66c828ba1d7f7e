//! Notes in an Obsidian vault. Of a file, Paperboy owns the text between two comments and the
//! properties that it wrote; all other bytes belong to the user and stay as they are. The first
//! comment carries checksums of what Paperboy wrote, so that a change by the user is recognised
//! without any other record. Pure: texts in, texts out.

mod front;
mod name;
mod note;
mod sum;

pub use name::{file_stem, link, tag};
pub use note::{Merged, fresh, id_of, merged};

/// A note as Paperboy writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// It is found by this in any file: an arXiv id, or `day-2026-01-05`. One word of letters,
    /// digits and `.-_/`.
    pub id: String,
    /// The properties in their order. A list without entries and an empty text are left out.
    pub properties: Vec<Property>,
    /// The text, Markdown.
    pub body: String,
}

/// A property of a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Property {
    /// Its name: small letters.
    pub key: &'static str,
    /// Its value.
    pub value: Value,
}

/// The value of a property. Obsidian shows each form with a field of its own; nested values are not
/// shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A text.
    Text(String),
    /// Texts.
    List(Vec<String>),
    /// A day, `2026-01-05`.
    Date(String),
    /// Yes or no.
    Flag(bool),
}
