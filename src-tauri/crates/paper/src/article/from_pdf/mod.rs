//! The text of a paper's PDF, read into an [`Article`].
//!
//! A PDF says where glyphs are, and nothing of words, paragraphs or sections: all of these are
//! found by where the lines are. What is uncertain is left as text: tables and formulas are set
//! as they were typed, so that no cell gets a label that it may not have. Nothing here is settled by
//! a text that makes no sense.

mod flow;
mod heading;
mod join;
mod page;
mod references;

#[cfg(test)]
mod tests;

use super::{Article, Hiding, NoText};
use crate::PdfProblem;
use serde::{Deserialize, Serialize};

/// The text of a PDF, page by page.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct PdfText {
    /// The pages that were read.
    pub pages: Vec<PdfPage>,
    /// How many glyphs have no known character.
    pub unknown: u64,
    /// Texts that are not visible, and how they are hidden.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hidden: Vec<(Hiding, String)>,
    /// Whether something was left unread because there was too much of it.
    pub cut_short: bool,
}

/// A page of a PDF.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct PdfPage {
    /// The width, in points.
    pub width: f32,
    /// The height.
    pub height: f32,
    /// What is on it, in the order in which the page draws it.
    pub lines: Vec<PdfLine>,
}

/// Text on one baseline without a wide gap in it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct PdfLine {
    /// Where it begins, in points from the left.
    pub left: f32,
    /// Where it ends.
    pub right: f32,
    /// Its baseline, in points from the top of the page.
    pub base: f32,
    /// The size of its letters, in points.
    pub size: f32,
    /// The number of its font among those of the file.
    pub font: u32,
    /// What it says.
    pub text: String,
}

/// The least part of a paper's title, in words, that the beginning of its PDF has.
const MIN_TITLE_SHARE: f32 = 0.6;
/// How many lines the title may be below the top of the first page.
const TITLE_LINES: usize = 80;
/// The largest part of the characters that may be unknown.
const MAX_UNKNOWN_SHARE: f32 = 0.08;
/// The least part of the characters that are letters.
const MIN_LETTER_SHARE: f32 = 0.5;

/// Reads the text of a PDF that was received for the paper with this title. Never fails and never
/// panics.
///
/// # Errors
/// When the text makes no sense, or is another paper's.
pub fn read(text: &PdfText, title: &str) -> Result<Article, PdfProblem> {
    let count = Count::of(text);
    if (count.characters as usize) < NoText::MIN_ARTICLE_CHARS {
        return Err(match text.unknown as usize > NoText::MIN_ARTICLE_CHARS {
            true => PdfProblem::Garbled,
            false => PdfProblem::NoText,
        });
    }
    if count.is_garbled(text.unknown) {
        return Err(PdfProblem::Garbled);
    }
    if !begins_with(text, title) {
        return Err(PdfProblem::OtherTitle);
    }
    let sheets = page::sheets(text);
    let mut article = flow::article(&sheets, title);
    article.cut_short = text.cut_short;
    text.hidden.iter().for_each(|(how, text)| article.hidden.report(*how, text));
    match article.text_len() {
        0..NoText::MIN_ARTICLE_CHARS => Err(PdfProblem::NoText),
        _ => Ok(article),
    }
}

/// What kinds of characters a text has.
#[derive(Default)]
struct Count {
    characters: u64,
    letters: u64,
    strange: u64,
}

impl Count {
    fn of(text: &PdfText) -> Self {
        let lines = text.pages.iter().flat_map(|page| &page.lines);
        let mut count = Self::default();
        for c in lines.flat_map(|line| line.text.chars()).filter(|c| !c.is_whitespace()) {
            count.characters += 1;
            count.letters += u64::from(c.is_alphabetic());
            count.strange += u64::from(is_strange(c));
        }
        count
    }

    fn is_garbled(&self, unknown: u64) -> bool {
        let all = (self.characters + unknown) as f32;
        let strange = (self.strange + unknown) as f32;
        strange > all * MAX_UNKNOWN_SHARE || (self.letters as f32) < all * MIN_LETTER_SHARE
    }
}

/// Whether no text has such a character.
fn is_strange(c: char) -> bool {
    c.is_control() || matches!(c, '\u{fffd}' | '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..)
}

/// Whether the beginning of a text has the words of a title, wherever its lines end.
fn begins_with(text: &PdfText, title: &str) -> bool {
    let mut words = words(title).peekable();
    if words.peek().is_none() {
        return true;
    }
    let lines = text.pages.iter().take(2).flat_map(|page| &page.lines);
    let beginning = squashed(lines.take(TITLE_LINES).map(|line| line.text.as_str()));
    let (mut all, mut found) = (0, 0);
    for word in words {
        all += 1;
        found += usize::from(beginning.contains(&word));
    }
    found as f32 >= all as f32 * MIN_TITLE_SHARE
}

/// The words of a title that are long enough to distinguish it from another one.
fn words(title: &str) -> impl Iterator<Item = String> {
    let words = title.split(|c: char| !c.is_alphanumeric());
    words.map(|word| squashed([word])).filter(|word| word.chars().count() >= 3 || is_cjk(word))
}

fn is_cjk(word: &str) -> bool {
    word.chars().any(|c| matches!(c, '\u{3040}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}'))
}

/// Letters and digits alone, in lower case: where a line ends or a hyphen is makes no difference.
fn squashed<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    use unicode_normalization::UnicodeNormalization;
    let characters = texts.into_iter().flat_map(|text| text.nfkd());
    characters.filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
