//! Reasoning in a code fence that says so: ```` ```thinking ````.

use super::mark::is_name;
use super::{Block, Extent, is_report};

/// Among how many lines with text the fence is looked for.
const MAX_LINES_BEFORE: usize = 3;

/// The block of reasoning in a fence before the report, which begins at `report`; the report may be
/// a draft within the fence.
pub fn block(text: &str, report: usize, extent: Extent) -> Option<Block> {
    let mut at = 0;
    let mut with_text = 0;
    let (begin, kind, length) = text[..report].split_inclusive('\n').find_map(|line| {
        at += line.len();
        with_text += usize::from(!line.trim().is_empty());
        let (kind, length, info) = fence(line)?;
        let says_so = is_name(&info.to_lowercase()).is_some();
        (says_so && with_text <= MAX_LINES_BEFORE).then_some((at, kind, length))
    })?;
    let mut end = begin;
    // A fence within the reasoning says of what it is.
    let mut is_within = false;
    let mut first = None;
    for line in text[begin..].split_inclusive('\n') {
        end += line.len();
        match fence(line) {
            Some((other, longer, "")) if other == kind && longer >= length => {
                if !is_within {
                    return Some(Block::Until(end));
                }
                first.get_or_insert(end);
                is_within = false;
            }
            Some((other, _, info)) if other == kind && !info.is_empty() => is_within = true,
            _ => {}
        }
    }
    match (extent, first) {
        (_, Some(first)) if is_report(&text[first..]) => Some(Block::Until(first)),
        (Extent::SoFar, _) => Some(Block::Open),
        (Extent::Whole, _) => None,
    }
}

/// The sign of a fence, how many of them it has, and what stands behind them.
fn fence(line: &str) -> Option<(u8, usize, &str)> {
    let line = line.trim();
    let kind = *line.as_bytes().first().filter(|sign| matches!(sign, b'`' | b'~'))?;
    let length = line.bytes().take_while(|sign| *sign == kind).count();
    (length >= 3).then(|| (kind, length, line[length..].trim()))
}
