//! Reasoning between two sections of a report: a model that thinks anew before it goes on.
//!
//! Such a block begins and ends with a line, is introduced by nothing, and a section follows it; a
//! mark that may also be a heading has a line of its own. Any other block within a report is what
//! the report tells of.

use super::mark::{self, Mark, Side};
use super::{FindClosing, MAX_BLOCKS};
use crate::section::{Fences, openings};
use std::borrow::Cow;
use std::ops::Range;

/// A report without the reasoning between its sections.
pub fn without_reasoning_between(report: &str) -> Cow<'_, str> {
    let blocks = Blocks::of(report).between;
    if blocks.is_empty() {
        return Cow::Borrowed(report);
    }
    let mut out = String::with_capacity(report.len());
    let mut from = 0;
    for block in blocks {
        out.push_str(report[from..block.start].trim_end());
        out.push_str("\n\n");
        from = block.end + (report[block.end..].len() - report[block.end..].trim_start().len());
    }
    out.push_str(&report[from..]);
    Cow::Owned(out)
}

/// The same with the lines of the reasoning left empty: what stands behind keeps its line.
pub(crate) fn blank_reasoning_between(report: &str) -> Cow<'_, str> {
    let blocks = Blocks::of(report).between;
    if blocks.is_empty() {
        return Cow::Borrowed(report);
    }
    let mut out = String::with_capacity(report.len());
    let mut from = 0;
    for block in blocks {
        out.push_str(&report[from..block.start]);
        out.extend(report[block.clone()].chars().filter(|sign| *sign == '\n'));
        from = block.end;
    }
    out.push_str(&report[from..]);
    Cow::Owned(out)
}

/// What is shown of a report that is still coming, and whether the model thinks now.
pub fn growing_report(report: &str) -> (Cow<'_, str>, bool) {
    let last = Blocks::of(report).last;
    let (shown, is_thinking) = match last {
        Some(Last::Open(start)) => (&report[..start], true),
        // The heading of a section may still be to come behind it.
        Some(Last::Closed(start)) => (&report[..start], false),
        None => (report, false),
    };
    (without_reasoning_between(shown), is_thinking)
}

/// The block of reasoning that a text ends with.
enum Last {
    Open(usize),
    Closed(usize),
}

#[derive(Default)]
struct Blocks {
    /// Those with a section behind them.
    between: Vec<Range<usize>>,
    last: Option<Last>,
}

impl Blocks {
    fn of(report: &str) -> Self {
        let mut blocks = Self::default();
        let mut marks = mark::all(report).filter(|mark| mark.side == Side::Opening).peekable();
        if marks.peek().is_none() {
            return blocks;
        }
        let mut fences = Fences::of(report);
        let mut sections: Option<Vec<usize>> = None;
        let (mut end, mut tried, mut introduces) = (0, 0, false);
        let mut behind = 0;
        for line in report.split_inclusive('\n') {
            let start = end;
            end += line.len();
            if fences.holds(start, line) || start < behind {
                continue;
            }
            let is_introduced = introduces;
            if !line.trim().is_empty() {
                introduces = line.trim_end().ends_with([':', '：']);
            }
            let Some(open) = opening(report, start, line).filter(|_| !is_introduced) else {
                continue;
            };
            tried += 1;
            if tried > MAX_BLOCKS {
                break;
            }
            let Some(close) = report[open.end..].find_closing(&open) else {
                if !open.is_doubtful {
                    blocks.last = Some(Last::Open(start));
                    break;
                }
                continue;
            };
            let closed = open.end + close.end;
            let next = closed + report[closed..].len() - report[closed..].trim_start().len();
            let rest_of_line = report[closed..].split('\n').next().unwrap_or_default();
            // A block of one line with words in it is rather an example.
            let inside = &report[open.end..open.end + close.start];
            let is_example = !inside.contains('\n') && !inside.trim().is_empty();
            if is_example || !rest_of_line.trim().is_empty() {
                continue;
            }
            let sections = sections.get_or_insert_with(|| {
                openings(report).into_iter().map(|(_, line)| line.start).collect()
            });
            let line_of_next = report[..next].rfind('\n').map_or(0, |at| at + 1);
            if sections.contains(&line_of_next) || sections.contains(&next) {
                blocks.between.push(start..closed);
                behind = closed;
            } else if !report[next..].contains('\n') {
                blocks.last = Some(Last::Closed(start));
                break;
            }
        }
        blocks
    }
}

/// The opening mark that a line begins with; one that may also be a heading must be all of it.
fn opening(report: &str, start: usize, line: &str) -> Option<Mark> {
    let indent = line.len() - line.trim_start().len();
    let mark = mark::at(report, start + indent).filter(|mark| mark.side == Side::Opening)?;
    let is_alone = report[mark.end.min(start + line.len())..start + line.len()].trim().is_empty();
    (is_alone || !mark.is_doubtful).then_some(mark)
}
