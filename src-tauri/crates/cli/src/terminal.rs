//! Makes a text from outside safe for a terminal.
//!
//! A terminal obeys control characters: they set its title, the clipboard, or the text of other
//! lines. Characters that change the direction of writing make a line look different from its
//! content.

use std::borrow::Cow;

/// The text with its control characters shown as pictures (␛) and without marks of direction. Line
/// breaks and tabs stay.
pub fn printable(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_unsafe) {
        return Cow::Borrowed(text);
    }
    let text = text.replace("\r\n", "\n");
    Cow::Owned(
        text.chars()
            .filter(|c| !is_direction(*c))
            .map(|c| if is_unsafe(c) { picture(c) } else { c })
            .collect(),
    )
}

/// A JSON document with such characters as escapes, which mean the same. They are within strings
/// only.
pub fn escaped(json: &str) -> Cow<'_, str> {
    if !json.chars().any(is_unsafe) {
        return Cow::Borrowed(json);
    }
    let mut escaped = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        match is_unsafe(c) {
            // All of them lie in Unicode's first plane.
            true => escaped.push_str(&format!("\\u{:04x}", u32::from(c))),
            false => escaped.push(c),
        }
    }
    Cow::Owned(escaped)
}

/// What a terminal would obey rather than show.
fn is_unsafe(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\t'))
        || is_direction(c)
        || matches!(c, '\u{2028}' | '\u{2029}')
}

/// Marks, embeddings, overrides and isolates of direction.
fn is_direction(c: char) -> bool {
    matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

fn picture(c: char) -> char {
    match c {
        '\0'..='\u{1F}' => {
            char::from_u32(0x2400 + u32::from(c)).unwrap_or(char::REPLACEMENT_CHARACTER)
        }
        '\u{7F}' => '␡',
        _ => char::REPLACEMENT_CHARACTER,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every character that must not reach a terminal.
    fn all_unsafe() -> impl Iterator<Item = char> {
        let controls = ('\0'..='\u{9F}').filter(|c| c.is_control() && !matches!(c, '\n' | '\t'));
        controls.chain("\u{61C}\u{200E}\u{200F}\u{202A}\u{202B}\u{202C}\u{202D}\u{202E}\u{2066}\u{2067}\u{2068}\u{2069}".chars())
    }

    #[test]
    fn no_control_character_and_no_mark_of_direction_is_left() {
        assert_eq!(printable("强化\tπ\n👩‍🔬"), "强化\tπ\n👩‍🔬");
        assert_eq!(
            printable("x\u{1b}]0;title\u{7}y\u{9b}1m\u{202e}z\u{2069}\u{7f}"),
            "x␛]0;title␇y\u{FFFD}1mz␡"
        );
        assert_eq!(printable("a\r\nb\rc"), "a\nb␍c");
        for c in all_unsafe() {
            let shown = printable(&format!("a{c}b")).into_owned();
            assert!(all_unsafe().all(|c| !shown.contains(c)), "{c:?}: {shown:?}");
        }
    }

    #[test]
    fn in_json_they_are_escapes_that_mean_the_same() {
        for c in all_unsafe() {
            let value = serde_json::json!({ "text": format!("a{c}\n\"b") });
            let json = escaped(&value.to_string()).into_owned();
            assert!(all_unsafe().all(|c| !json.contains(c)), "{json:?}");
            assert_eq!(serde_json::from_str::<serde_json::Value>(&json).ok(), Some(value));
        }
    }
}
