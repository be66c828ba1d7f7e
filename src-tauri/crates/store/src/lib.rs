//! The library in SQLite. The only crate that names rusqlite.
//!
//! What came from outside (documents, days, papers, reports with all their versions) is only ever
//! added; what the user did (marks, tags, notes, highlights, collections and more) is a log of facts,
//! with tables that are derived from it, and outlives it.

mod answers;
mod articles;
mod backup;
mod begin;
mod citation_keys;
mod collections;
mod columns;
mod connection;
mod digests;
mod disk_space;
mod documents;
mod error;
mod facts;
mod files;
mod health;
mod highlights;
mod images;
mod listing;
mod lists;
mod log;
mod marks;
mod notes;
mod open;
mod papers;
mod pdfs;
mod queue;
mod recover;
mod restore;
mod salvage;
mod schema;
mod searches;
mod settings;
mod shared;
mod store;
mod subscribed;
mod sums;
mod tags;
mod taste;
mod types;
mod undo;
mod versions;
mod watch;
mod written;

#[cfg(test)]
mod tests;

pub use backup::{Content, DEFAULT_SPACE_PERCENT, SPACE_PERCENT, Watch};
pub use citation_keys::MakeKey;
pub use collections::{Collection, CollectionId, CollectionRefused};
pub use connection::stop_waiting_when;
pub use health::{LastCheck, holds_library};
pub use highlights::{
    Colour, Highlight, HighlightFilter, HighlightId, HighlightQuote, HighlightRange,
    HighlightedText, ListedHighlight, MadeOn,
};
pub use images::{
    CardImage, ChosenFigure, ImageFile, ImageKey, ImageRequest, KnownFigures, NewImage,
    NewImageFile, ShownImage, StoredImage,
};
pub use log::MergePreview;
pub use pdfs::{NewPdf, StoredPdf};
pub use recover::set_aside_and_recover;
pub use store::Store;
pub use taste::{MAX_WORD_BYTES, Opinion, Signals, WordKind, WordOpinion};
pub use types::*;
pub use watch::{LookedUp, PaperNews, WATCH_INTERVAL};
