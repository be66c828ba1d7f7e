//! The marks around an answer that say where it begins and where it ends.

use super::mark;
use crate::section::openings;

/// The pairs of marks around an answer.
pub const WRAPPERS: [(&str, &str); 13] = [
    ("<answer>", "</answer>"),
    ("<response>", "</response>"),
    ("<report>", "</report>"),
    ("<output>", "</output>"),
    ("<final>", "</final>"),
    ("<final_answer>", "</final_answer>"),
    ("<solution>", "</solution>"),
    ("<|begin_of_box|>", "<|end_of_box|>"),
    ("<|begin_of_solution|>", "<|end_of_solution|>"),
    ("<|START_RESPONSE|>", "<|END_RESPONSE|>"),
    ("[BEGIN FINAL RESPONSE]", "[END FINAL RESPONSE]"),
    ("[ANSWER]", "[/ANSWER]"),
    ("\\boxed{", "}"),
];
/// The tokens that end a message.
const ENDS: [&str; 12] = [
    "<|return|>",
    "<|end|>",
    "<|im_end|>",
    "<|eot_id|>",
    "<|eom_id|>",
    "<|endoftext|>",
    "<end_of_turn>",
    "<turn|>",
    "</s>",
    "<|END_OF_TURN_TOKEN|>",
    "<｜end▁of▁sentence｜>",
    "[END FINAL RESPONSE]",
];
/// The tokens that begin a message or a channel: one that has arrived without the rest is no text.
const BEGINNINGS: [&str; 8] = [
    "<|channel|>",
    "<|channel>",
    "<|start|>",
    "<|end|>",
    "<|im_start|>",
    "<|im_end|>",
    "<|start_header_id|>",
    "<unused94>",
];
/// The most layers of marks that an answer can have.
const MAX_LAYERS: usize = 8;
/// The longest mark whose end may be missing, in bytes.
const MAX_HALF: usize = 80;

/// A text without the tokens that end a message, and without the closing mark of a wrapper whose
/// opening mark it does not have.
pub fn without_ends(text: &str) -> &str {
    let mut text = text;
    for _ in 0..MAX_LAYERS {
        let trimmed = text.trim_end();
        let ended = ENDS.iter().find_map(|end| trimmed.strip_suffix(end)).or_else(|| {
            let mut wrappers = WRAPPERS.iter().filter(|(_, close)| close.len() > 1);
            wrappers.find_map(|(open, close)| {
                trimmed.strip_suffix(close).filter(|inside| !inside.contains(open))
            })
        });
        let Some(shorter) = ended else { break };
        text = shorter;
    }
    text
}

/// The length of the blanks and of the marks of an envelope that a text begins with.
pub fn marks_before(text: &str) -> usize {
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        let behind = ENDS.iter().find_map(|end| rest.strip_prefix(end)).or_else(|| {
            WRAPPERS.iter().find_map(|(open, close)| {
                let close = Some(close).filter(|close| close.len() > 1);
                rest.strip_prefix(open).or_else(|| rest.strip_prefix(*close?))
            })
        });
        match behind {
            Some(behind) => rest = behind,
            None => return text.len() - rest.len(),
        }
    }
}

/// The text after the opening mark of a wrapper, where no section precedes the mark.
pub fn behind_opening(text: &str) -> &str {
    let begins_line = |at: &usize| text[..*at].trim_end_matches([' ', '\t']).ends_with('\n');
    let begin = WRAPPERS.iter().find_map(|(open, _)| {
        let at = if text.trim_start().starts_with(open) {
            text.len() - text.trim_start().len()
        } else {
            text.match_indices(open).map(|(at, _)| at).find(begins_line)?
        };
        openings(&text[..at]).is_empty().then_some(at + open.len())
    });
    begin.map_or(text, |begin| &text[begin..])
}

/// What a growing text says for certain: without the mark at its end that has arrived in part, and
/// without the marks that end it.
pub fn without_half_mark(text: &str) -> &str {
    let line = text.rfind('\n').map_or(0, |at| at + 1);
    let last = &text[line..];
    let is_half_fence = !last.trim().is_empty() && last.trim().chars().all(|c| "`~".contains(c));
    if is_half_fence || ["```", "~~~"].iter().any(|fence| last.trim_start().starts_with(fence)) {
        return &text[..line];
    }
    let mut from = text.len().saturating_sub(MAX_HALF).max(line);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let tail = &text[from..];
    let begun = BEGINNINGS.iter().filter_map(|token| tail.find(token)).min();
    let half = begun.or_else(|| {
        let mut starts =
            tail.match_indices(['<', '&', '◁', '[', '【', '＜', '\\']).map(|(at, _)| at);
        starts.find(|&at| mark::may_become_mark(&tail[at..]))
    });
    let is_code = |at: usize| text[line..from + at].matches('`').count() % 2 == 1;
    let end = half.filter(|&at| !is_code(at)).map_or(text.len(), |at| from + at);
    without_ends(&text[..end])
}
