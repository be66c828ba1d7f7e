//! Whether what a model answered is a report.

use super::strip::stripped;
use super::{has_words, sections_in};
use crate::Language;
use paperboy_report::{Section, sections};
use std::collections::HashSet;

/// Why an answer is no report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Flaw {
    /// It is empty.
    Empty,
    /// The model declines.
    Refusal,
    /// It repeats itself.
    Looping,
    /// It is in another language than the requested one.
    WrongLanguage,
    /// It has none of the five sections.
    NoReport,
    /// It is longer than any report.
    TooLong,
    /// As a translation it has other numbers or links than the report.
    Altered,
}

/// An answer that can be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JudgedAnswer {
    /// The report as the model wrote it, without the parts that do not belong to it: reasoning
    /// before it, a code fence around it, words to the user, blank lines before and after it. Lines
    /// end in LF; a JSON object or a table of the sections becomes Markdown. Every other byte is
    /// the model's.
    pub text: String,
    /// Sections that are missing or have no words.
    pub missing: Vec<Section>,
}

/// The longest report, in bytes: more than ten times the usual.
const MAX_REPORT_BYTES: usize = 60_000;

/// What a refusal begins with, in lower case; looked for only in an answer that has no section.
const REFUSALS: [&str; 14] = [
    "i'm sorry",
    "i’m sorry",
    "i am sorry",
    "i can't",
    "i can’t",
    "i cannot",
    "i'm unable",
    "i am unable",
    "i won't",
    "as an ai",
    "抱歉",
    "对不起",
    "我无法",
    "我不能",
];
/// The most characters of an answer in which a refusal is looked for.
const MAX_REFUSAL_CHARS: usize = 300;

/// How many characters in a row make a place that can come again.
const WINDOW_CHARS: usize = 24;
/// Shorter texts do not loop.
const MIN_LOOP_CHARS: usize = 600;
/// How much of a text's end is looked at alone, for a loop after a good beginning.
const TAIL_CHARS: usize = 1_500;

/// Whether a model's answer is a report in the language.
pub fn judge(text: &str, language: Language) -> Result<JudgedAnswer, Flaw> {
    let text = taken(text)?;
    let present = sections_in(&text);
    if present.is_empty() {
        return Err(if declines(&text) { Flaw::Refusal } else { Flaw::NoReport });
    }
    let cut = sections(&text);
    let bodies: Vec<&str> = cut.texts.iter().flatten().map(String::as_str).collect();
    if !is_in(language, &bodies.join("\n")) {
        return Err(Flaw::WrongLanguage);
    }
    let missing = Section::ALL.into_iter().filter(|section| !present.contains(section)).collect();
    Ok(JudgedAnswer { text, missing })
}

/// The section that was requested alone, as Markdown without its heading. When the model wrote the
/// whole report again, this section of it is used.
pub fn judge_section(text: &str, section: Section, language: Language) -> Result<String, Flaw> {
    let text = taken(text)?;
    let cut = sections(&text);
    let section = match cut.get(section).filter(|text| has_words(text)) {
        Some(text) => text,
        None if declines(&text) => return Err(Flaw::Refusal),
        // Without any heading all of it is the section.
        None if cut.texts.iter().all(Option::is_none)
            && paperboy_report::openings(&text).is_empty() =>
        {
            &text
        }
        None => return Err(Flaw::NoReport),
    };
    if is_in(language, section) { Ok(section.to_owned()) } else { Err(Flaw::WrongLanguage) }
}

/// What of an answer is looked at, if it is worth it.
pub(super) fn taken(text: &str) -> Result<String, Flaw> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let text = stripped(&text);
    let text = text.as_ref();
    if !has_words(text) {
        Err(Flaw::Empty)
    } else if text.len() > MAX_REPORT_BYTES {
        Err(Flaw::TooLong)
    } else if loops(text) {
        Err(Flaw::Looping)
    } else {
        Ok(text.to_owned())
    }
}

fn declines(text: &str) -> bool {
    let beginning = text.chars().take(MAX_REFUSAL_CHARS).collect::<String>().to_lowercase();
    REFUSALS.iter().any(|words| beginning.contains(words))
}

/// Whether most of a text, or most of its end, was in it before. Of an honest report 2 in 100
/// places come again, of one that quotes the same sentences in several sections up to 45.
fn loops(text: &str) -> bool {
    let text: Vec<char> = text.chars().collect();
    let new = |text: &[char]| {
        let places = text.windows(WINDOW_CHARS);
        let all = places.len().max(1);
        places.collect::<HashSet<_>>().len() as f64 / all as f64
    };
    text.len() >= MIN_LOOP_CHARS
        && (new(&text) < 0.4 || new(&text[text.len().saturating_sub(TAIL_CHARS)..]) < 0.3)
}

/// Whether a text is in the language. A Chinese text may contain many English terms, and English
/// sentences that are quoted from the paper: only a text with almost no Chinese is not Chinese. An
/// English text may contain Chinese names.
fn is_in(language: Language, text: &str) -> bool {
    let han = text
        .chars()
        .filter(
            |character| matches!(character, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}'),
        )
        .count();
    let words = text
        .split(|character: char| !character.is_ascii_alphabetic())
        .filter(|word| word.len() > 1)
        .count();
    match language {
        Language::Zh => words < 20 || han * 40 >= words,
        Language::En => han < 20 || words >= han,
    }
}
