//! Reasoning between two sections of a report, and after the last one: a model that thinks again
//! before it continues, or checks what it wrote.
//!
//! Such a block begins a line and is introduced by nothing, and a section or the end of the report
//! follows it; a mark that may also be a heading has a line of its own. Tokens that no text has,
//! and the messages of an answer in channels, need no such company. Any other block within a report
//! is a part of its text.

use super::channel::{self, Switch};
use super::envelope::{marks_before, without_half_mark};
use super::mark::{self, ReasoningMark, Side};
use super::nested::{end_of_block, is_code, is_named};
use super::{Extent, MAX_BLOCKS, draft, fenced};
use crate::section::{Fences, Section, may_open_section, openings, without_chat};
use std::borrow::Cow;
use std::ops::Range;

/// A block of one line with fewer characters, and without a sentence, is rather an example.
const MIN_LINE_CHARS: usize = 30;

/// A report without the reasoning between its sections and after them.
pub fn without_reasoning_between(report: &str) -> Cow<'_, str> {
    without(report, &Blocks::of(report, Extent::Whole).cuts)
}

fn without<'a>(report: &'a str, cuts: &[Range<usize>]) -> Cow<'a, str> {
    if cuts.is_empty() {
        return Cow::Borrowed(report);
    }
    let mut out = String::with_capacity(report.len());
    let mut from = 0;
    for cut in cuts {
        out.push_str(report[from..cut.start].trim_end());
        let behind = report[cut.end..].trim_start();
        from = report.len() - behind.len();
        if !behind.is_empty() {
            out.push_str("\n\n");
        }
    }
    out.push_str(&report[from..]);
    Cow::Owned(out)
}

/// The same with the lines of the reasoning left empty: the following text keeps its line numbers.
pub(crate) fn blank_reasoning_between(report: &str) -> Cow<'_, str> {
    let cuts = Blocks::of(report, Extent::Whole).cuts;
    if cuts.is_empty() {
        return Cow::Borrowed(report);
    }
    let mut out = String::with_capacity(report.len());
    let mut from = 0;
    for cut in cuts {
        out.push_str(&report[from..cut.start]);
        let ends = report[cut.clone()].matches('\n').count();
        let is_within_line = !out.is_empty() && !out.ends_with('\n') && ends == 0;
        out.extend(std::iter::repeat_n('\n', ends + usize::from(is_within_line)));
        from = cut.end;
    }
    out.push_str(&report[from..]);
    Cow::Owned(out)
}

/// The visible part of a streaming report, and whether the model is reasoning now.
pub fn growing_report(report: &str) -> (Cow<'_, str>, bool) {
    let blocks = Blocks::of(report, Extent::SoFar);
    let shown = match without(report, &blocks.cuts) {
        Cow::Borrowed(shown) => {
            Cow::Borrowed(draft::without_draft_so_far(without_half_mark(shown)))
        }
        Cow::Owned(shown) => {
            Cow::Owned(draft::without_draft_so_far(without_half_mark(&shown)).to_owned())
        }
    };
    (shown, blocks.is_open)
}

/// What opens a block.
enum Opening {
    Mark(ReasoningMark),
    /// Where the text in the fence begins.
    Fence(usize, fenced::Fence),
}

#[derive(Default)]
struct Blocks {
    cuts: Vec<Range<usize>>,
    /// Whether the last one has no end yet.
    is_open: bool,
}

impl Blocks {
    fn of(report: &str, extent: Extent) -> Self {
        let mut blocks = Self::default();
        let mut switches = channel::switches(report).peekable();
        if switches.peek().is_none() && !may_hold_blocks(report) {
            return blocks;
        }
        let mut fences = Fences::of(report);
        let mut finder = Finder { report, extent, sections: None };
        let (mut end, mut tried, mut introduces) = (0, 0, false);
        let mut behind = 0;
        for line in report.split_inclusive('\n') {
            let start = end;
            end += line.len();
            if start < behind {
                continue;
            }
            let is_introduced = introduces;
            if !line.trim().is_empty() {
                introduces = line.trim_end().ends_with([':', '：']);
            }
            let fence = fenced::opening(line).filter(|_| !fences.is_open() && !is_introduced);
            let opening = match fence {
                Some(fence) => Some(Opening::Fence(end, fence)),
                None if fences.holds(start, line) => continue,
                None => opening(report, start, line).filter(|_| !is_introduced).map(Opening::Mark),
            };
            if let Some(opening) = opening {
                tried += 1;
                if tried > MAX_BLOCKS {
                    break;
                }
                if let Some((cut, is_open)) = finder.block(start, &opening) {
                    behind = cut.end;
                    blocks.cuts.push(cut);
                    blocks.is_open = is_open;
                }
                continue;
            }
            while switches.next_if(|switch| switch.start < start.max(behind)).is_some() {}
            while let Some(switch) = switches.next_if(|switch| switch.start < end) {
                if switch.start < behind {
                    continue;
                }
                let (cut, is_open) = message(report, &switch);
                behind = cut.end;
                blocks.cuts.push(cut);
                blocks.is_open = is_open;
            }
        }
        blocks
    }
}

/// The messages with reasoning from a switch on, to the text of the next message without.
fn message(report: &str, switch: &Switch) -> (Range<usize>, bool) {
    if !switch.is_reasoning {
        return (switch.start..switch.end, false);
    }
    let next = channel::switches(&report[switch.end..]).find(|next| !next.is_reasoning);
    match next {
        Some(next) => (switch.start..switch.end + next.end, false),
        None => (switch.start..report.len(), true),
    }
}

struct Finder<'a> {
    report: &'a str,
    extent: Extent,
    /// The sections that the whole text opens.
    sections: Option<Vec<Section>>,
}

impl Finder<'_> {
    /// The block that begins at `start`, and whether it has no end.
    fn block(&mut self, start: usize, opening: &Opening) -> Option<(Range<usize>, bool)> {
        let report = self.report;
        let (begin, close) = match opening {
            Opening::Mark(open) => (open.end, self.end(start, open)),
            Opening::Fence(begin, fence) => {
                let end = fenced::end(report, *begin, *fence);
                (*begin, end.own.or(end.first))
            }
        };
        let is_last = |cut: &Range<usize>| !openings(&report[..cut.start]).is_empty();
        let Some(close) = close else {
            let may_be_text = match opening {
                Opening::Mark(open) => open.is_doubtful || is_named(&report[open.end..]),
                Opening::Fence(..) => false,
            };
            let cut = start..report.len();
            let is_block = !may_be_text && is_last(&cut) && self.keeps_sections(&cut);
            return is_block.then_some((cut, true));
        };
        let cut = start..close + marks_before(&report[close..]);
        let is_token = matches!(opening, Opening::Mark(open) if open.is_token);
        let is_example =
            matches!(opening, Opening::Mark(_)) && is_example(&report[begin..close], is_token);
        if is_example {
            return None;
        }
        let rest = &report[cut.end..];
        // Until its line has ended, what follows may become a heading.
        let may_become_heading = self.extent == Extent::SoFar && !rest.contains('\n');
        if rest.is_empty() || is_postscript(rest) || may_become_heading {
            let is_block = is_last(&cut) && self.keeps_sections(&cut);
            return is_block.then_some((start..report.len(), false));
        }
        let line = report[close..].split('\n').next().unwrap_or_default();
        let is_between = opens_section(report, &cut)
            || is_token && line.trim().is_empty() && report[start..close].contains('\n');
        (is_between && self.keeps_sections(&cut)).then_some((cut, false))
    }

    /// Where a block between two marks ends: where as many are closed as were opened, else where a
    /// section follows.
    fn end(&self, start: usize, open: &ReasoningMark) -> Option<usize> {
        end_of_block(self.report, open, Extent::SoFar).or_else(|| {
            let end = end_of_block(self.report, open, Extent::Whole)?;
            opens_section(self.report, &(start..end + marks_before(&self.report[end..])))
                .then_some(end)
        })
    }

    /// Whether no section is lost by a cut. Of a report that is still coming, the section may come.
    fn keeps_sections(&mut self, cut: &Range<usize>) -> bool {
        if self.extent == Extent::SoFar {
            return true;
        }
        let report = self.report;
        let all = self.sections.get_or_insert_with(|| sections_of(report));
        let kept = sections_of(&joined(report, cut));
        all.iter().all(|section| kept.contains(section))
    }
}

fn sections_of(report: &str) -> Vec<Section> {
    openings(report).into_iter().map(|(section, _)| section).collect()
}

/// The report without a range.
fn joined(report: &str, cut: &Range<usize>) -> String {
    format!("{}\n\n{}", report[..cut.start].trim_end(), &report[cut.end..])
}

/// Whether a section opens right behind a range that is cut out.
fn opens_section(report: &str, cut: &Range<usize>) -> bool {
    let line = report[cut.end..].lines().next().unwrap_or_default();
    let begin = report[..cut.start].trim_end().len() + 2;
    may_open_section(line)
        && openings(&joined(report, cut)).iter().any(|(_, line)| line.start == begin)
}

/// Whether a text after the report is what a chat model says to the user.
fn is_postscript(rest: &str) -> bool {
    without_chat(&format!("-\n\n{rest}")).trim_end() == "-"
}

/// Whether what is between two marks rather shows how they are used. Nobody writes tokens in a
/// report but the model that thinks.
fn is_example(block: &str, is_token: bool) -> bool {
    let inside =
        block.rfind(['<', '&', '◁', '[', '【', '＜', '\\']).map_or(block, |at| &block[..at]);
    let inside = inside.trim_end_matches('<').trim();
    let has_sentence = inside.contains(['。', '！', '？'])
        || inside.contains(". ")
        || inside.ends_with('.') && !inside.ends_with("..");
    !is_token
        && !block.contains('\n')
        && !inside.is_empty()
        && !has_sentence
        && inside.chars().count() < MIN_LINE_CHARS
}

/// Whether a text has a mark or a fence that opens reasoning.
fn may_hold_blocks(report: &str) -> bool {
    mark::marks(report).any(|mark| mark.side == Side::Opening)
        || report.lines().any(|line| fenced::opening(line).is_some())
}

/// The opening mark that a line begins with; one that may also be a heading must be all of it.
fn opening(report: &str, start: usize, line: &str) -> Option<ReasoningMark> {
    let indent = line.len() - line.trim_start().len();
    let mark = mark::mark_at(report, start + indent).filter(|mark| mark.side == Side::Opening)?;
    let is_alone = report[mark.end.min(start + line.len())..start + line.len()].trim().is_empty();
    (is_alone || !mark.is_doubtful).then_some(mark).filter(|mark| !is_code(report, mark))
}
