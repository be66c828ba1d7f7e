//! What crosses of citing, exporting and collecting papers.

use super::{Change, View};
use paperboy_paper::FileCause;
use serde::{Deserialize, Serialize};
#[cfg(test)]
use ts_rs::TS;

/// A collection of papers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct Collection {
    /// It keeps it under every name.
    pub id: String,
    /// The name.
    pub name: String,
    /// The collection that it is in; null: none.
    pub parent: Option<String>,
    /// The user's note about it, plain text.
    pub note: Option<String>,
    /// How many papers are in it or in a collection in it.
    pub papers: u32,
}

/// How many papers of some are in a collection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct CollectedCount {
    /// The collection.
    pub collection: String,
    /// How many of the papers asked for are in it.
    pub papers: u32,
}

/// A collection that was just made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct AddedCollection {
    /// The collection.
    pub collection: String,
    /// The change, for undo.
    pub change: Change,
}

/// A citation key after the user changed it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct StoredKey {
    /// The key as it is stored: with a suffix where another paper has what the user typed.
    pub key: String,
    /// The change, for undo.
    pub change: Change,
}

/// The form in which papers are cited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(TS))]
pub enum CitationForm {
    /// The citation keys alone.
    Key,
    /// Entries for a BibTeX file.
    Bibtex,
    /// Formatted by GB/T 7714.
    Gbt7714,
    /// Formatted by the APA's manual.
    Apa,
    /// `\cite{…}` with all keys.
    Latex,
    /// Authors, a linked title, arXiv id and year.
    Markdown,
    /// Authors, title, arXiv id, year and address.
    Plain,
}

/// The papers that are exported from the window.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(tag = "of", rename_all = "snake_case")]
#[cfg_attr(test, derive(TS))]
pub enum ExportOf {
    /// All papers of a list.
    List {
        /// The list.
        view: View,
    },
    /// All that a query finds.
    Query {
        /// The query.
        query: String,
    },
    /// Some papers.
    Papers {
        /// Their arXiv ids.
        ids: Vec<String>,
    },
}

/// As what papers are exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(TS))]
pub enum ExportFormat {
    /// References for BibTeX.
    Bibtex,
    /// References for BibLaTeX.
    Biblatex,
    /// References in RIS.
    Ris,
    /// References in CSL-JSON.
    CslJson,
    /// A day as its report; other papers as a document to read.
    Markdown,
    /// All that the library has of the papers.
    Json,
    /// What the user made of the papers, to be imported again.
    AnnotationsJson,
    /// A page to print.
    Html,
}

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct ExportedFile {
    /// Its path.
    pub path: String,
    /// How many papers are in it.
    pub papers: u32,
    /// The folder of its figures; null: it has none.
    pub figures: Option<String>,
    /// How many papers have figures that are not in it because of their licence.
    pub withheld: u32,
}

/// The settings of notes in an Obsidian vault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct VaultSettings {
    /// The folder of the notes; null: none is chosen.
    pub folder: Option<String>,
    /// Whether the notes are updated after each change.
    pub auto: bool,
    /// Which papers have a note: `starred` or `all`.
    pub papers: String,
    /// Whether a note links to those of related papers.
    pub links: bool,
    /// Whether each day has a note.
    pub days: bool,
}

/// What an update of the vault did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct VaultUpdate {
    /// The folder.
    pub folder: String,
    /// How many notes were written.
    pub written: u32,
    /// How many notes were as they should be.
    pub unchanged: u32,
    /// How many notes the user had deleted and are not written again.
    pub deleted: u32,
    /// How many notes could not be written.
    pub failed: u32,
    /// How many images of figures the notes show.
    pub images: u32,
    /// How many papers have figures that are not shown because of their licence.
    pub withheld: u32,
    /// The first notes that were written beside a file of the user's.
    pub conflicts: Vec<VaultConflict>,
    /// The first notes that could not be written.
    pub failures: Vec<VaultFailure>,
    /// Whether the user stopped it.
    pub cancelled: bool,
}

/// A note that was written beside a file of the user's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct VaultConflict {
    /// The user's file.
    pub file: String,
    /// The file beside it.
    pub beside: String,
}

/// A note that could not be written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct VaultFailure {
    /// Its file.
    pub path: String,
    /// The error of the file system.
    pub why: FileCause,
}

/// The outcome for papers that were sent to Zotero.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct SentToZotero {
    /// How many were sent.
    pub sent: u32,
    /// How many had been sent before and were left out.
    pub already: u32,
    /// The place in Zotero that they are in.
    pub collection: String,
    /// The name of the collection that Zotero does not have; null: there is none.
    pub missing: Option<String>,
}
