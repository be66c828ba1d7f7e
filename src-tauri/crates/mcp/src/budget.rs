//! How much goes into an answer, and where the next one begins.
//!
//! Each model counts tokens in its own way. The count here is an upper bound for what is in papers:
//! a token has about four letters of English, here three; a Chinese character is one or two thirds
//! of a token, here one and a half; a sign or a digit of formulas and tables is at most one.

use crate::answer::Refusal;

/// The largest number of tokens of an answer.
const MAX_ANSWER_TOKENS: usize = 8_000;
/// The largest number of tokens of texts in the answer of a tool. The answer comes twice, as
/// structured content and as text; what is left is for ids, dates, tags and brackets.
pub const MAX_TEXT_TOKENS: usize = MAX_ANSWER_TOKENS / 2 - 600;
/// An item of a list without its texts: its id, its date, its names of fields and its tags.
pub const ITEM_TOKENS: usize = 100;

/// An upper bound of the tokens of a text that is a string in JSON.
pub fn tokens(text: &str) -> usize {
    text.chars().map(sixths).sum::<usize>().div_ceil(6)
}

/// An upper bound of the tokens of a character, in sixths of a token.
fn sixths(c: char) -> usize {
    match c {
        '"' | '\\' | '\n' | '\r' | '\t' => 12,
        c if c.is_ascii_control() => 36,
        c if c.is_ascii_alphabetic() || c == ' ' => 2,
        c if c.is_ascii() => 6,
        c => 3 * c.len_utf8(),
    }
}

/// The part of a text that begins at a byte and has at most so many tokens, and the byte at which
/// the rest begins. A part ends with a paragraph, a line or a word where it can.
pub fn part(text: &str, from: usize, most_tokens: usize) -> (&str, Option<usize>) {
    let rest = &text[text.floor_char_boundary(from)..];
    let mut left = most_tokens * 6;
    let fits = |(_, c): &(usize, char)| match left.checked_sub(sixths(*c)) {
        Some(less) => {
            left = less;
            true
        }
        None => false,
    };
    let end = rest.char_indices().take_while(fits).last().map_or(0, |(at, c)| at + c.len_utf8());
    if end == rest.len() {
        return (rest, None);
    }
    let part = &rest[..end];
    let is_late = |end: &usize| *end > part.len() / 2;
    let ends = ["\n\n", "\n", " "].map(|mark| part.rfind(mark).map(|at| at + mark.len()));
    let end = ends.into_iter().flatten().find(is_late).unwrap_or(end);
    (&rest[..end], Some(text.len() - rest.len() + end))
}

/// The beginning of a text, with a mark where it is cut.
pub fn beginning(text: &str, most_tokens: usize) -> String {
    match part(text.trim(), 0, most_tokens) {
        (part, Some(_)) => format!("{} […]", part.trim_end()),
        (part, None) => part.to_owned(),
    }
}

/// The place at which an answer begins, from the `next` of the one before.
pub fn place(cursor: Option<&str>) -> Result<usize, Refusal> {
    let Some(cursor) = cursor else { return Ok(0) };
    cursor
        .parse::<u32>()
        .map(|place| place as usize)
        .map_err(|_| Refusal::new("The cursor is not the `next` of an earlier answer."))
}

/// As many of the sources as fit into an answer, each as an item and its number of tokens; at least
/// one.
pub fn fitting<S, T>(
    sources: &[S],
    item: impl Fn(&S) -> Result<(T, usize), Refusal>,
) -> Result<Vec<T>, Refusal> {
    let mut items = Vec::new();
    let mut left = MAX_TEXT_TOKENS;
    for source in sources {
        let (item, tokens) = item(source)?;
        match left.checked_sub(tokens + ITEM_TOKENS) {
            Some(less) => left = less,
            None if items.is_empty() => left = 0,
            None => break,
        }
        items.push(item);
    }
    Ok(items)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_of_a_text_are_the_text_and_none_is_too_large() {
        let texts = [
            String::new(),
            "One paragraph.\n\nAnother paragraph, which is longer.\n\n".repeat(40),
            "没有空格的一段很长的中文，".repeat(60),
            "x".repeat(5_000),
            "\\\"\u{1}🦀\n".repeat(300),
        ];
        for text in &texts {
            for most in [7, 60, 1_000] {
                let (mut from, mut joined) = (0, String::new());
                loop {
                    let (part, next) = part(text, from, most);
                    assert!(tokens(part) <= most, "{} tokens: {part:?}", tokens(part));
                    joined.push_str(part);
                    let Some(next) = next else { break };
                    assert!(next > from, "no progress at {from} of {text:?}");
                    from = next;
                }
                assert_eq!(&joined, text);
            }
        }
    }

    #[test]
    fn a_part_ends_with_a_paragraph_or_a_word_and_a_place_within_a_character_is_its_beginning() {
        let (first, next) = part("First one.\n\nSecond one is here.", 0, 9);
        assert_eq!((first, next), ("First one.\n\n", Some(12)));
        assert_eq!(part("论文", 1, 9), ("论文", None));
        assert_eq!(part("论文", 99, 9), ("", None));
        assert_eq!(beginning("  A few words and more of them ", 5), "A few words […]");
    }

    #[test]
    fn a_cursor_that_no_answer_gave_is_refused() {
        assert_eq!(place(None).ok(), Some(0));
        assert_eq!(place(Some("40")).ok(), Some(40));
        for wrong in ["", "-1", "1e9", "99999999999", "40; DROP", "４０"] {
            assert!(place(Some(wrong)).is_err(), "{wrong:?}");
        }
    }
}
