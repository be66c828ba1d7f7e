//! The extractive writer: a report of the paper's own sentences.

use crate::{Language, Source};
use paperboy_report::Section;

/// What was found in the source for each section.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Extract {
    /// Markdown in the order of [`Section::ALL`]; `None` where the source says nothing.
    pub sections: [Option<String>; 5],
    /// Whether the whole paper was read rather than its abstract: the fixed sentence says which.
    pub whole: bool,
}

/// Finds the sentences of a paper that make its report.
pub fn extract(_source: &Source) -> Extract {
    Extract::default()
}

impl Extract {
    /// The report: the usual five headings in the language, below each the paper's own sentences, or the fixed sentence that it says nothing.
    pub fn report(&self, language: Language) -> String {
        let _ = language;
        String::new()
    }

    /// One section's Markdown; the fixed sentence where nothing was found.
    pub fn section(&self, section: Section, language: Language) -> String {
        let _ = (section, language);
        String::new()
    }
}
