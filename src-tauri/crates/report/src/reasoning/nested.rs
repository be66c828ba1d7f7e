//! Where a block between two marks ends, when the reasoning has blocks of its own or speaks of its
//! marks.

use super::mark::{self, MarkName, ReasoningMark, Side};
use super::{Extent, is_report};
use crate::section::openings;

/// Which opening marks in a block have an end of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Counted {
    /// All that the text does not speak of.
    All,
    /// Those at the beginning of a line.
    BeginningLines,
}

/// Among how many marks the end of a block is looked for: the work on a hostile answer is bounded.
const MAX_MARKS: usize = 1_000;

/// Where a block ends. One of a whole answer ends where the report follows.
pub fn end_of_block(text: &str, open: &ReasoningMark, extent: Extent) -> Option<usize> {
    let marks: Vec<ReasoningMark> = mark::marks(&text[open.end..])
        .take(MAX_MARKS)
        .map(|mark| mark.moved(open.end))
        .filter(|mark| mark.name == open.name && !is_code(text, mark))
        .collect();
    let alike = || marks.iter().filter(|mark| mark.spelling == open.spelling);
    let own = balanced_end(text, open, alike(), Counted::All);
    if extent == Extent::SoFar && own.is_some() {
        return own;
    }
    let mut ends = [
        own,
        balanced_end(text, open, alike(), Counted::BeginningLines),
        balanced_end(text, open, marks.iter(), Counted::All),
        balanced_end(text, open, marks.iter(), Counted::BeginningLines),
        closing(&text[open.end..], open).map(|mark| open.end + mark.end),
    ]
    .into_iter()
    .flatten();
    let first = ends.next()?;
    // Most ends are the same one.
    let mut tried = Vec::with_capacity(5);
    let before_report = std::iter::once(first).chain(ends).find(|end| {
        let is_new = !tried.contains(end);
        tried.push(*end);
        is_new && is_report(&text[*end..])
    });
    before_report.or((extent == Extent::Whole).then_some(first))
}

/// The mark that closes a block: one of the same name, else any closing mark.
pub fn closing(text: &str, open: &ReasoningMark) -> Option<ReasoningMark> {
    let closings = || mark::marks(text).take(MAX_MARKS).filter(|mark| mark.side == Side::Closing);
    closings()
        .find(|mark| mark.name == open.name)
        .or_else(|| closings().find(|mark| mark.name != MarkName::Details))
}

/// Where as many blocks are closed as were opened.
fn balanced_end<'a>(
    text: &str,
    open: &ReasoningMark,
    marks: impl Iterator<Item = &'a ReasoningMark>,
    counted: Counted,
) -> Option<usize> {
    let mut open_blocks = 1;
    let mut behind_opening = open.end;
    // A pair that the text speaks of is on one line.
    let (mut spoken_of, mut end_of_line) = (0, 0);
    for mark in marks {
        let counts_all = counted == Counted::All;
        match mark.side {
            Side::Opening if begins_line(text, mark.start, behind_opening) => {
                open_blocks += 1;
                behind_opening = mark.end;
            }
            Side::Opening if counts_all && !is_spoken_of(&text[mark.end..]) => open_blocks += 1,
            Side::Opening => {
                if mark.start >= end_of_line {
                    spoken_of = 0;
                }
                spoken_of += 1;
                end_of_line = text[mark.end..].find('\n').map_or(text.len(), |at| mark.end + at);
            }
            Side::Closing if counts_all && spoken_of > 0 && mark.start < end_of_line => {
                spoken_of -= 1;
            }
            Side::Closing if counts_all && open_blocks == 1 && is_in_running_text(text, mark) => {}
            Side::Closing => open_blocks -= 1,
        }
        if open_blocks == 0 {
            return Some(mark.end);
        }
    }
    None
}

/// Whether a text that follows a mark continues with a sentence about it.
fn is_spoken_of(behind: &str) -> bool {
    let line = behind.split('\n').next().unwrap_or_default();
    line.starts_with([' ', '\t']) && !line.trim().is_empty() || is_named(behind)
}

/// Whether a text that follows a mark says what the mark is or lists it: `<think>。`,
/// `<think> 标签`, `<think> and`.
pub fn is_named(behind: &str) -> bool {
    let next = behind.trim_start_matches([' ', '\t']);
    let words = ["标签", "标记", "标识", "与", "和", "到", "之", "token", "tag", "and ", "or "];
    next.starts_with(|c: char| "，。、；：,.;:!！?？)）]】}'\"”’`/".contains(c))
        || words.iter().any(|word| next.starts_with(word))
}

/// Whether a mark is in inline code.
pub fn is_code(text: &str, mark: &ReasoningMark) -> bool {
    let line = text[..mark.start].rfind('\n').map_or(0, |at| at + 1);
    text[line..mark.start].matches('`').count() % 2 == 1
}

/// Whether a sentence continues after a mark.
fn is_in_running_text(text: &str, mark: &ReasoningMark) -> bool {
    let line = text[..mark.start].rfind('\n').map_or(0, |at| at + 1);
    let behind = text[mark.end..].split('\n').next().unwrap_or_default().trim_start();
    let is_text = |c: char| c.is_alphanumeric() || "，。、；：,.;:)）”’".contains(c);
    !text[line..mark.start].trim().is_empty()
        && behind.starts_with(is_text)
        && !behind.starts_with(|c: char| c.is_ascii_digit())
        && openings(behind).is_empty()
}

/// Whether a mark is the first on its line after the mark that ends at `behind`.
fn begins_line(text: &str, start: usize, behind: usize) -> bool {
    let line = text[..start].rfind('\n').map_or(0, |at| at + 1);
    text[line.max(behind)..start].trim().is_empty()
}
