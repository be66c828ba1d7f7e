//! Paperboy's use cases, the one entrance for the window, the command line and the tests.
//!
//! [`App`] holds an open library. It never prints, reads the environment or asks the clock:
//! [`Places`] and the [`Clock`] are passed in.

mod app;
mod article;
mod assistants;
mod background;
mod backups;
mod cite;
mod collections;
mod complete;
mod copy;
pub mod crash;
mod dates;
mod deep_link;
mod destination;
mod error;
mod export;
mod facets;
mod fetch;
mod figures;
mod glossary;
mod health;
mod highlights;
mod import;
mod indexing;
mod job;
mod key;
mod licence;
pub mod log;
mod marks;
mod matching;
mod meaning;
mod paper;
mod paste;
mod process;
mod publish;
mod reading;
mod recovery;
mod related;
mod review;
mod saved;
mod search;
mod settings;
mod speech;
mod subscribe;
mod sync;
mod taste;
mod timer;
mod trends;
mod vault;
mod watch;
pub mod wire;
mod write;
mod zotero;

#[cfg(test)]
mod bindings;

pub use app::{App, Clock, Listener, Places, User};
pub use article::TextSection;
pub use backups::Health;
pub use cite::{Cited, Style};
pub use collections::CollectionChange;
pub use complete::CompleteDay;
pub use dates::{BadDate, DateSpan};
pub use deep_link::DeepLink;
pub use error::{Error, in_words};
pub use export::{DayFile, Exported, FigureExport, Picked, Selection};
pub use fetch::{
    Fetch, FetchOutcome, FetchedDay, FetchedPaper, PaperProblem, Schedule, Surroundings,
};
pub use health::{
    Computer, Programs, diagnostics, has_library, health_without_library, time_in, version_of,
};
pub use highlights::{ExportedHighlight, HighlightAnchor};
pub use job::Job;
pub use marks::Marked;
pub use meaning::encoder_files;
pub use paper::{Paper, PaperSections};
pub use paperboy_image::Pixels;
pub use paperboy_net::StorageTrouble;
pub use paperboy_paper::{Date, PaperId, size};
pub use paperboy_pdf::{Reader as PdfReader, serve as serve_pdf};
pub use paperboy_report::Section;
pub use paperboy_store::{Begin, CollectionId, HighlightId};
pub use paperboy_writer::Language as ReportLanguage;
pub use publish::Publish;
pub use reading::Filter;
pub use search::Explained;
pub use settings::setting_keys;
pub use timer::{TimerSystem, Timers};
pub use vault::VaultOptions;
pub use watch::Watched;
pub use write::{Tokens, Write, WriteOutcome, Writer, Written, WrittenPaper};

/// The only argument of a program that is started to read a PDF: it calls [`serve_pdf`] and ends.
pub const READ_PDF: &str = "--read-pdf";

/// How a program that knows [`READ_PDF`] is started to read a PDF.
pub fn pdf_reader(program: std::path::PathBuf) -> PdfReader {
    PdfReader { program, arguments: vec![READ_PDF.into()] }
}
