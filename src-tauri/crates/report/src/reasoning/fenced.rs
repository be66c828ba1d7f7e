//! Reasoning in a code fence with such a name: ```` ```thinking ````.

use super::mark::name_index;
use super::{Block, Extent, is_report};

/// Among how many lines with text the fence is looked for.
const MAX_LINES_BEFORE: usize = 3;

/// The line that opens a fence with reasoning.
#[derive(Debug, Clone, Copy)]
pub struct Fence {
    sign: u8,
    length: usize,
}

/// Where the fence ends.
#[derive(Debug, Clone, Copy)]
pub struct FenceEnd {
    /// The closing line, where those within are closed too.
    pub own: Option<usize>,
    /// The first closing line, where it may be that of a fence within.
    pub first: Option<usize>,
}

/// The block of reasoning in a fence before the report, which begins at `report`; the report may be
/// a draft within the fence.
pub fn block(text: &str, report: usize, extent: Extent) -> Option<Block> {
    let mut at = 0;
    let mut with_text = 0;
    let (begin, fence) = text[..report].split_inclusive('\n').find_map(|line| {
        at += line.len();
        with_text += usize::from(!line.trim().is_empty());
        let fence = opening(line)?;
        (with_text <= MAX_LINES_BEFORE).then_some((at, fence))
    })?;
    let end = end(text, begin, fence);
    if let Some(own) = end.own {
        return Some(Block::Until(own));
    }
    match (extent, end.first) {
        (_, Some(first)) if is_report(&text[first..]) => Some(Block::Until(first)),
        (Extent::SoFar, _) => Some(Block::Open),
        (Extent::Whole, _) => None,
    }
}

/// The fence with reasoning that a line opens.
pub fn opening(line: &str) -> Option<Fence> {
    let (sign, length, info) = fence(line)?;
    name_index(&info.to_lowercase()).map(|_| Fence { sign, length })
}

/// The end of a fence whose text begins at `begin`.
pub fn end(text: &str, begin: usize, open: Fence) -> FenceEnd {
    let mut end = begin;
    // A fence within the reasoning has an info string.
    let mut is_within = false;
    let mut first = None;
    for line in text[begin..].split_inclusive('\n') {
        end += line.len();
        match fence(line) {
            Some((sign, length, "")) if sign == open.sign && length >= open.length => {
                first.get_or_insert(end);
                if !is_within {
                    return FenceEnd { own: Some(end), first };
                }
                is_within = false;
            }
            Some((sign, _, info)) if sign == open.sign && !info.is_empty() => is_within = true,
            _ => {}
        }
    }
    FenceEnd { own: None, first }
}

/// The sign of a fence, the number of signs, and the text after them.
fn fence(line: &str) -> Option<(u8, usize, &str)> {
    let line = line.trim();
    let kind = *line.as_bytes().first().filter(|sign| matches!(sign, b'`' | b'~'))?;
    let length = line.bytes().take_while(|sign| *sign == kind).count();
    (length >= 3).then(|| (kind, length, line[length..].trim()))
}
