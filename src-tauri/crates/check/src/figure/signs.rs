//! The signs within and around a number.

use super::Bound;

/// `^{-4}`, `^4`, `⁻⁴` and how many bytes it takes.
pub(super) fn power(text: &str) -> Option<(i16, usize)> {
    if let Some(raised) = raised(text) {
        return Some(raised);
    }
    let inner = text.trim_start_matches('$').strip_prefix('^')?;
    let (inner, in_braces) = inner.strip_prefix('{').map_or((inner, false), |inner| (inner, true));
    let digits = inner.trim_start_matches(' ').strip_prefix(['-', '−']).unwrap_or(inner);
    let length = digits.bytes().take_while(u8::is_ascii_digit).count();
    let value: i16 = digits[..length].parse().ok().filter(|value| *value < 100)?;
    let close = usize::from(in_braces && digits[length..].starts_with('}'));
    let minus = digits.len() < inner.trim_start_matches(' ').len();
    Some((if minus { -value } else { value }, text.len() - digits.len() + length + close))
}

/// `⁻⁴` and how many bytes it takes.
fn raised(text: &str) -> Option<(i16, usize)> {
    let digits = text.strip_prefix('⁻').unwrap_or(text);
    let (mut value, mut length) = (0i16, 0);
    for c in digits.chars().take(3) {
        let Some(digit) = "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().position(|other| other == c) else {
            break;
        };
        value = value * 10 + digit as i16;
        length += c.len_utf8();
    }
    let value = if digits.len() < text.len() { -value } else { value };
    (length > 0 && value.abs() < 100).then_some((value, text.len() - digits.len() + length))
}

pub(super) fn starts_with_digit(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '０'..='９'))
}

/// A separator before exactly three digits.
pub(super) fn thousands_separator(text: &str) -> Option<usize> {
    let length = ["{,}", "\\,", ",", "\u{2009}", "\u{202f}", " "]
        .iter()
        .find(|sign| text.starts_with(**sign))?
        .len();
    let group = &text[length..];
    // A plain space separates thousands only before a counted thing: `12 000 samples`.
    if text.starts_with(' ')
        && !group.get(3..).is_some_and(|behind| {
            behind.trim_start().starts_with(|c: char| c.is_ascii_lowercase() || c == '(')
        })
    {
        return None;
    }
    let digits = group
        .chars()
        .take(4)
        .take_while(|&c| starts_with_digit(c.encode_utf8(&mut [0; 4])))
        .count();
    (digits == 3).then_some(length)
}

/// The characters that make a Chinese number, at the beginning of a text.
pub(super) fn numeral_at(text: &str) -> &str {
    let end =
        text.find(|c| !"〇零一二两三四五六七八九十百千万亿点".contains(c)).unwrap_or(text.len());
    text[..end].trim_end_matches('点')
}

/// The text allowed between a number and its unit: a space, a hyphen, LaTeX that shows nothing.
pub(super) fn joint(text: &str) -> usize {
    let mut rest = text;
    for _ in 0..4 {
        let before = rest.len();
        for nothing in [
            "\\,", "\\;", "\\ ", "\\!", "~", "{", "}", "$", "\u{a0}", "\u{2009}", "\u{202f}", " ",
            "多", "余", "+", "\\mathrm", "\\text", "\\mathbf", "\\mbox", "\\rm",
        ] {
            if let Some(after) = rest.strip_prefix(nothing) {
                rest = after;
                break;
            }
        }
        if rest.len() == before {
            break;
        }
    }
    if let Some(after) = rest.strip_prefix('-')
        && after.starts_with(|c: char| c.is_ascii_alphabetic())
    {
        rest = after;
    }
    text.len() - rest.len()
}

/// Whether a × comes before another number or before a counted thing: `224×224`, `8×A100`.
pub(super) fn is_product(after: &str) -> bool {
    let next = after.trim_start_matches([' ', '$', '{', '}', '~']);
    let stuck = next.len() == after.len();
    let word = &next
        [..next.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).unwrap_or(next.len())];
    let is_name = word.starts_with(|c: char| c.is_ascii_uppercase())
        && (stuck
            || word.contains(|c: char| c.is_ascii_digit())
            || matches!(word, "NVIDIA" | "GPU" | "GPUs" | "RTX"));
    starts_with_digit(next) || is_name
}

/// The longest citation in brackets, in bytes: a list of numbers can be as long as a text.
const MAX_CITATION_BYTES: usize = 40;

/// `[12]`, `[3, 4]`.
pub(super) fn is_citation(before: &str, after: &str) -> bool {
    let before =
        &before[before.ceil_char_boundary(before.len().saturating_sub(MAX_CITATION_BYTES))..];
    let after = &after[..after.floor_char_boundary(MAX_CITATION_BYTES)];
    let integers = |c: char| c.is_ascii_digit() || matches!(c, ',' | ' ' | '-' | '–');
    before.trim_end_matches(integers).ends_with('[')
        && after.trim_start_matches(integers).starts_with(']')
}

/// The minus and the bound before a figure, and where they begin.
pub(super) fn signs_before(
    text: &str,
    start: usize,
    previous: usize,
) -> (usize, bool, Option<Bound>) {
    let mut at = start;
    let mut minus = false;
    let before = &text[..at];
    for sign in ["-", "−", "－"] {
        let Some(rest) = before.strip_suffix(sign) else { continue };
        let opens = rest.chars().next_back().is_none_or(|c| {
            c.is_whitespace()
                || !c.is_ascii() && !matches!(c, '％' | '×')
                || "([{:=,|$<>~/".contains(c)
        });
        if opens && rest.len() > previous || rest.is_empty() {
            minus = true;
            at = rest.len();
        }
    }
    let before = text[..at].trim_end_matches([' ', '$', '{']);
    for (sign, bound) in [
        ("<", Bound::Below),
        ("＜", Bound::Below),
        ("≤", Bound::Below),
        ("\\leq", Bound::Below),
        ("\\le", Bound::Below),
        ("\\lt", Bound::Below),
        (">", Bound::Above),
        ("＞", Bound::Above),
        ("≥", Bound::Above),
        ("\\geq", Bound::Above),
        ("\\ge", Bound::Above),
        ("\\gt", Bound::Above),
    ] {
        if let Some(rest) = before.strip_suffix(sign) {
            // An arrow is no bound.
            let arrow = sign == ">" && rest.ends_with(['-', '=']);
            return if arrow { (at, minus, None) } else { (rest.len(), minus, Some(bound)) };
        }
    }
    (at, minus, None)
}
