//! Makes a text from outside safe for a terminal.
//!
//! A terminal obeys control characters: they set its title, the clipboard, or the text of other
//! lines. Characters that change the direction of writing make a line look different from its
//! content, and invisible ones carry what nobody sees into a program that reads the output.

use std::borrow::Cow;

/// Marks above and below a letter beyond this number would cover other lines.
const MAX_MARKS: usize = 4;

/// The text with its control characters shown as pictures (␛) and without marks of direction and
/// characters that nobody sees. Line breaks and tabs stay, and what joins an emoji or letters.
pub fn printable(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_suspect) {
        return Cow::Borrowed(text);
    }
    let text = text.replace("\r\n", "\n");
    let shown = in_context(&text).filter_map(|(c, kind)| match kind {
        Kind::Shown => Some(c),
        Kind::Obeyed => Some(picture(c)),
        Kind::Blank => Some(' '),
        Kind::Unseen => None,
    });
    Cow::Owned(shown.collect())
}

/// A JSON document with such characters as escapes, which mean the same. They are within strings
/// only.
pub fn escaped(json: &str) -> Cow<'_, str> {
    if !json.chars().any(is_suspect) {
        return Cow::Borrowed(json);
    }
    let mut escaped = String::with_capacity(json.len() + 16);
    for (c, kind) in in_context(json) {
        if kind == Kind::Shown {
            escaped.push(c);
            continue;
        }
        for unit in c.encode_utf16(&mut [0; 2]) {
            escaped.push_str(&format!("\\u{unit:04x}"));
        }
    }
    Cow::Owned(escaped)
}

/// What a terminal makes of a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// It shows it.
    Shown,
    /// It obeys it.
    Obeyed,
    /// It shows nothing in a place of its own.
    Blank,
    /// It shows nothing, or something else than is there.
    Unseen,
}

/// The characters of a text, with what a terminal makes of them where they are.
fn in_context(text: &str) -> impl Iterator<Item = (char, Kind)> {
    let mut before = None;
    let mut marks = 0;
    let mut rest = text.chars().peekable();
    std::iter::from_fn(move || {
        let c = rest.next()?;
        marks = if is_mark(c) { marks + 1 } else { 0 };
        let kind = match kind(c) {
            Kind::Unseen if joins(before, c, rest.peek().copied()) => Kind::Shown,
            Kind::Shown if marks > MAX_MARKS => Kind::Unseen,
            kind => kind,
        };
        before = Some(c);
        Some((c, kind))
    })
}

/// Whether a character alone may do more than be shown.
fn is_suspect(c: char) -> bool {
    kind(c) != Kind::Shown || is_mark(c)
}

/// What a terminal makes of a character alone.
fn kind(c: char) -> Kind {
    match c {
        '\n' | '\t' => Kind::Shown,
        c if c.is_control() => Kind::Obeyed,
        '\u{2028}' | '\u{2029}' => Kind::Obeyed,
        // Braille without a dot, and fillers of syllables.
        '\u{2800}' | '\u{3164}' | '\u{FFA0}' => Kind::Blank,
        c if is_direction(c) || is_invisible(c) => Kind::Unseen,
        _ => Kind::Shown,
    }
}

/// Marks, embeddings, overrides and isolates of direction.
fn is_direction(c: char) -> bool {
    matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// What has no shape of its own: joiners, fillers, selectors of shapes, annotations, tags.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{34F}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
        | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200D}' | '\u{2060}'..='\u{2065}'
        | '\u{206A}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFF0}'..='\u{FFFB}'
        | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

/// A mark above or below a letter.
fn is_mark(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36F}' | '\u{483}'..='\u{489}' | '\u{1AB0}'..='\u{1AFF}'
        | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}' | '\u{FE20}'..='\u{FE2F}')
}

/// Whether an invisible character does its work here: it joins or parts two letters of a script
/// that needs it or two emoji, or it selects the shape of the character before it.
fn joins(before: Option<char>, c: char, after: Option<char>) -> bool {
    let Some(before) = before else { return false };
    let is_joined =
        |c: char| !c.is_ascii() && !is_ideograph(c) && !c.is_whitespace() && kind(c) == Kind::Shown;
    match c {
        '\u{200C}' | '\u{200D}' => {
            (is_joined(before) || before == '\u{FE0F}') && after.is_some_and(is_joined)
        }
        '\u{FE0E}' | '\u{FE0F}' => is_joined(before) || matches!(before, '0'..='9' | '#' | '*'),
        '\u{E0100}'..='\u{E01EF}' => is_ideograph(before),
        _ => false,
    }
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
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

    /// Every character that must not reach a terminal between two letters.
    fn all_unsafe() -> impl Iterator<Item = char> {
        ('\0'..=char::MAX).filter(|&c| kind(c) != Kind::Shown)
    }

    #[test]
    fn no_control_character_and_no_mark_of_direction_is_left() {
        assert_eq!(
            printable("x\u{1b}]0;title\u{7}y\u{9b}1m\u{202e}z\u{2069}\u{7f}"),
            "x␛]0;title␇y\u{FFFD}1mz␡"
        );
        assert_eq!(printable("a\r\nb\rc"), "a\nb␍c");
        for c in all_unsafe() {
            let shown = printable(&format!("a{c}b")).into_owned();
            assert!(shown.chars().all(|c| kind(c) == Kind::Shown), "{c:?}: {shown:?}");
        }
    }

    #[test]
    fn what_nobody_sees_is_left_out_and_what_it_joins_is_whole() {
        for (text, shown) in [
            ("模型\u{E0049}\u{E0067}\u{E006E}\u{E006F}\u{E0072}\u{E0065}好", "模型好"),
            ("pay\u{200B}pal\u{2060}.\u{FEFF}com", "paypal.com"),
            ("soft\u{AD}ware", "software"),
            ("a\u{200D}b\u{200C}c", "abc"),
            ("x\u{FE01}\u{FE02}\u{E0101}y", "xy"),
            ("note\u{FFF9}a\u{FFFA}b\u{FFFB}", "noteab"),
            ("a\u{3164}b\u{2800}c", "a b c"),
            ("Z\u{300}\u{301}\u{302}\u{303}\u{304}\u{305}a", "Z\u{300}\u{301}\u{302}\u{303}a"),
        ] {
            assert_eq!(printable(text), shown, "{text:?}");
        }
        for kept in [
            "强化\tπ\n👩‍🔬",
            "🏳️‍🌈 1️⃣ ❤️",
            "می‌خواهم",
            "क्‍ष",
            "葛\u{E0100}城",
            "e\u{301} Vie\u{323}\u{302}t",
        ] {
            assert_eq!(printable(kept), kept, "{kept:?}");
        }
    }

    #[test]
    fn in_json_they_are_escapes_that_mean_the_same() {
        for c in all_unsafe() {
            let value = serde_json::json!({ "text": format!("a{c}\n\"b") });
            let json = escaped(&value.to_string()).into_owned();
            assert!(json.chars().all(|c| kind(c) == Kind::Shown), "{json:?}");
            assert_eq!(serde_json::from_str::<serde_json::Value>(&json).ok(), Some(value));
        }
    }
}
