//! Writing by a language model: what it is asked, and whether what it answered is a report.

use crate::{Language, Source};
use paperboy_report::Section;

/// Who says a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// The instructions.
    System,
    /// The paper.
    User,
}

/// A message to a chat model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Who says it.
    pub role: Role,
    /// What it says.
    pub text: String,
}

/// What a model is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prompt {
    /// The prompt file's name and version: `zh-1`.
    pub version: &'static str,
    /// The messages in order.
    pub messages: Vec<Message>,
    /// How much of the paper stands in them.
    pub read: Read,
}

/// How much of a paper a model was given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Read {
    /// Characters given.
    pub chars: u64,
    /// Characters the paper has, references left out.
    pub of: u64,
    /// Headings of sections that were left out or shortened.
    pub left_out: Vec<String>,
}

/// Why an answer is no report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Flaw {
    /// It says nothing.
    Empty,
    /// The model declines.
    Refusal,
    /// It says the same again and again.
    Looping,
    /// It is in another language than asked for.
    WrongLanguage,
    /// It has none of the five sections.
    NoReport,
    /// It is longer than any report.
    TooLong,
}

/// An answer that can be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The report as the model wrote it, freed of what is no part of it (a code fence around the whole, reasoning before it).
    pub text: String,
    /// Sections that are missing or empty.
    pub missing: Vec<Section>,
}

/// The prompt's instructions in a language, as they are sent: readable in the settings.
pub fn instructions(_language: Language) -> &'static str {
    ""
}

/// What a model is asked to write a paper's report; the paper is fitted into `room` characters by the value of its parts.
pub fn prompt(_source: &Source, _language: Language, _room: usize) -> Prompt {
    Prompt { version: "", messages: Vec::new(), read: Read::default() }
}

/// What a model is asked to write one section that its report lacks.
pub fn prompt_for_section(source: &Source, language: Language, room: usize, _section: Section) -> Prompt {
    prompt(source, language, room)
}

/// Whether a model's answer is a report in the language.
pub fn judge(text: &str, _language: Language) -> Result<Answer, Flaw> {
    Ok(Answer { text: text.to_owned(), missing: Vec::new() })
}

/// The report with the section's Markdown where the report lacks it; every other byte stays as it is. The Markdown can open no
/// other section and no code block over what follows.
pub fn fill(report: &str, _section: Section, _markdown: &str, _language: Language) -> String {
    report.to_owned()
}
