//! What a report is written from.

use paperboy_paper::{Article, PaperId};

/// All data of a paper for its report. Hugging Face's summary is not part of it: a model wrote it,
/// and a report contains only what the paper says.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// The arXiv id.
    pub id: &'a PaperId,
    /// The title, on one line.
    pub title: &'a str,
    /// The abstract that the day's list gave.
    pub abstract_text: Option<&'a str>,
    /// The list's keywords.
    pub keywords: &'a [String],
    /// The address of the code from the list.
    pub code: Option<&'a str>,
    /// The project's page from the list.
    pub project: Option<&'a str>,
    /// The article as far as it was read: the whole paper, or its abstract page.
    pub article: Option<&'a Article>,
    /// Whether `article` is the whole paper rather than its abstract page.
    pub whole: bool,
}
