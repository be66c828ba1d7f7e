//! What a report is written from.

use paperboy_paper::{Article, PaperId};

/// All that is known of a paper when its report is written. Hugging Face's summary is no part of
/// it: a model wrote that one, and a report says what the paper says.
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
    /// Where the code is, as the list says.
    pub code: Option<&'a str>,
    /// The project's page, as the list says.
    pub project: Option<&'a str>,
    /// The article as far as it was read: the whole paper, or its abstract page.
    pub article: Option<&'a Article>,
    /// Whether `article` is the whole paper rather than its abstract page.
    pub whole: bool,
}
