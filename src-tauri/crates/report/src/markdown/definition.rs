//! Lines such as `[1]: …` and `[^1]: …`.
//!
//! Markdown takes each for the definition of a link and shows nothing of it, but authors write
//! notes so. Such a line is a definition only when its address may be followed and a link
//! `[text][label]` refers to it; all others are text where they are.

use crate::check_link;
use std::collections::HashSet;

/// The longest label that is looked at, in bytes.
const MAX_LABEL_BYTES: usize = 300;

/// The labels that links refer to.
pub struct Used<'a>(HashSet<&'a str>);

/// Collects the labels of `[text][label]` and `[label][]`.
pub fn used(text: &str) -> Used<'_> {
    let mut labels = HashSet::new();
    if !text.contains("]:") {
        return Used(labels);
    }
    for (at, _) in text.match_indices("][") {
        if text[at + 2..].starts_with(']') {
            let start = text[..at].rfind('[').filter(|&start| at - start <= MAX_LABEL_BYTES);
            labels.extend(start.map(|start| text[start + 1..at].trim()));
        } else {
            labels.extend(label(&text[at + 1..]).map(|(label, _)| label));
        }
    }
    Used(labels)
}

/// Whether a line's text begins like a definition in Markdown without being one.
pub fn is_text(text: &str, used: &Used<'_>) -> bool {
    let Some((label, behind)) = label(text) else { return false };
    let Some(target) = behind.strip_prefix(':') else { return false };
    let target = target.trim_start().split(char::is_whitespace).next().unwrap_or_default();
    let target =
        target.strip_prefix('<').and_then(|target| target.strip_suffix('>')).unwrap_or(target);
    !(used.0.contains(label) && check_link(target).is_ok())
}

/// The label in brackets at the beginning of a text, and what follows the brackets.
fn label(text: &str) -> Option<(&str, &str)> {
    let inside = text.strip_prefix('[')?;
    let mut escaped = false;
    for (at, byte) in inside.bytes().enumerate().take(MAX_LABEL_BYTES) {
        match byte {
            b']' if !escaped => return Some((inside[..at].trim(), &inside[at + 1..])),
            b'[' if !escaped => return None,
            _ => escaped = byte == b'\\' && !escaped,
        }
    }
    None
}
