//! A model's reasoning in the text of its answer, in every notation in which models and servers
//! write it.
//!
//! Reasoning is before the report, between two of its sections or after them. What a report says
//! about such marks, in its title or in a section, is text.

mod between;
mod channel;
mod draft;
mod envelope;
mod fenced;
mod label;
mod mark;
mod nested;

use crate::section::{Section, headed_sections, openings};
pub(crate) use between::blank_reasoning_between;
pub use between::{growing_report, without_reasoning_between};
pub use draft::without_draft;
pub use envelope::{WRAPPERS, without_ends};
pub(crate) use label::is_rule;
use mark::{ReasoningMark, Side};
use nested::{closing, end_of_block};

/// The most blocks of reasoning that one answer can contain. The bound keeps the work linear for a
/// hostile answer.
const MAX_BLOCKS: usize = 16;
/// The most closing marks that are tried as the end of reasoning whose opening mark is missing.
const MAX_CLOSINGS: usize = 16;
/// Sections that make a text a report rather than a draft of one.
pub(crate) const MIN_SECTIONS: usize = 3;

/// An answer without its reasoning; the answer may be complete, or a beginning of it while it
/// streams.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Thinking<'a> {
    /// The text after the reasoning. Empty while the model thinks.
    pub answer_so_far: &'a str,
    /// Whether the reasoning has no end yet. A whole answer that is still thinking holds no report.
    pub is_thinking: bool,
}

/// Whether an answer has come to its end. Of one that has not, what may be reasoning is not taken
/// for a report yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Extent {
    Whole,
    SoFar,
}

/// Separates reasoning from the answer.
pub fn thinking_state(answer: &str) -> Thinking<'_> {
    separated(answer, Extent::Whole)
}

/// The same for the part of an answer that has arrived while it streams.
pub fn thinking_so_far(answer: &str) -> Thinking<'_> {
    separated(answer, Extent::SoFar)
}

fn separated(answer: &str, extent: Extent) -> Thinking<'_> {
    let mut rest = answer.trim_start_matches('\u{feff}');
    for _ in 0..MAX_BLOCKS {
        match first_block(rest, extent) {
            Block::None => break,
            Block::Open => return Thinking { answer_so_far: "", is_thinking: true },
            Block::Until(end) => rest = &rest[end..],
        }
    }
    if extent == Extent::SoFar {
        rest = envelope::behind_opening(rest);
    }
    // A mark that has arrived in part is no text to show.
    let answer_so_far = if mark::may_become_opening(rest) { "" } else { rest };
    Thinking { answer_so_far, is_thinking: false }
}

/// The first block of reasoning in a text.
enum Block {
    None,
    /// It has no end.
    Open,
    /// The text after it begins here.
    Until(usize),
}

fn first_block(text: &str, extent: Extent) -> Block {
    if let Some(block) = channel::block(text) {
        return block;
    }
    let report = beginning_of_report(text).unwrap_or(text.len());
    if let Some(block) = fenced::block(text, report, extent) {
        return block;
    }
    if let Some(open) = opening_mark(text, report, extent) {
        return end_of_block(text, &open, extent).map_or(Block::Open, Block::Until);
    }
    label::block(text, report, extent)
        .unwrap_or_else(|| unopened(text, report).map_or(Block::None, Block::Until))
}

/// Where the first section opens; `None` where none does. A report may be within a code fence.
pub fn beginning_of_report(text: &str) -> Option<usize> {
    let first = |from: usize| openings(&text[from..]).first().map(|(_, line)| from + line.start);
    let fence = || {
        let mut lines = text.split_inclusive('\n').scan(0, |end, line| {
            *end += line.len();
            Some((line.trim_start(), *end))
        });
        lines
            .find(|(line, _)| line.starts_with("```") || line.starts_with("~~~"))
            .map(|(_, end)| end)
    };
    first(0).or_else(|| first(fence()?))
}

/// The first mark that opens reasoning at the beginning of a line, before the report.
fn opening_mark(text: &str, report: usize, extent: Extent) -> Option<ReasoningMark> {
    let mut at = 0;
    let starts = text[..report].split_inclusive('\n').map(|line| {
        let indent = line.len() - line.trim_start_matches([' ', '\t', '>']).len();
        at += line.len();
        at - line.len() + indent
    });
    let mut marks = starts
        .filter_map(|start| mark::mark_at(text, start))
        .filter(|mark| mark.side == Side::Opening)
        .take(MAX_BLOCKS);
    // Brackets are Markdown too: without the closing mark they are text unless they are written as
    // models write them.
    marks.find(|mark| {
        !mark.is_doubtful
            || closing(&text[mark.end..], mark).is_some()
            || extent == Extent::SoFar && is_at_the_beginning(text, mark)
    })
}

/// Whether a mark is the first text there is, and, where it may be a heading, all of its line.
fn is_at_the_beginning(text: &str, mark: &ReasoningMark) -> bool {
    let behind = text[mark.end..].split('\n').next().unwrap_or_default();
    let is_element = mark.spelling.starts_with('<');
    text[..mark.start].trim().is_empty() && (is_element || behind.trim().is_empty())
}

/// The end of reasoning whose opening mark the server has swallowed: a closing mark without an
/// opening one, at the end of a line or right before the report, with the report after it.
fn unopened(text: &str, report: usize) -> Option<usize> {
    let closings = mark::marks(text).filter(|mark| mark.side == Side::Closing);
    closings
        .take(MAX_CLOSINGS)
        .find(|mark| is_end_of_unopened(text, mark, report))
        .map(|mark| mark.end)
}

fn is_end_of_unopened(text: &str, mark: &ReasoningMark, report: usize) -> bool {
    let (before, behind) = (&text[..mark.start], &text[mark.end..]);
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let line_before = before[line_start..].trim_start();
    if line_before.starts_with('#') || line_before.ends_with('`') {
        return false;
    }
    if mark::marks(before).any(|other| other.side == Side::Opening && other.name == mark.name) {
        return false;
    }
    let line_behind = behind.split('\n').next().unwrap_or_default().trim_start();
    let is_at_end = line_behind.is_empty()
        || !openings(line_behind).is_empty()
        || line_behind.starts_with(['#', '{', '|']);
    is_at_end && (mark.start <= report && line_before.is_empty() || is_report(behind))
}

/// Whether a text holds a report from its first section on.
pub(crate) fn is_report(text: &str) -> bool {
    let cut = headed_sections(text);
    cut.get(Section::Domain).is_some() && cut.texts.iter().flatten().count() >= MIN_SECTIONS
}

#[cfg(test)]
mod tests;
