//! Text in XML and HTML.

/// Characters that change the direction of what follows them: in a title they turn the words of a
/// page around.
const TURNING: [char; 12] = [
    '\u{061c}', '\u{200e}', '\u{200f}', '\u{202a}', '\u{202b}', '\u{202c}', '\u{202d}', '\u{202e}',
    '\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}',
];

/// Whether XML 1.0 has the character, and browsers accept it.
fn is_allowed(c: char) -> bool {
    match c {
        '\t' | '\n' | '\r' => true,
        '\u{fdd0}'..='\u{fdef}' => false,
        c => !c.is_control() && u32::from(c) & 0xfffe != 0xfffe,
    }
}

/// Plain text in an element or an attribute, of XML as of HTML. What neither has becomes U+FFFD.
pub fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            // `]]>` ends no text.
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            // A reader would make a line feed of it.
            '\r' => escaped.push('\n'),
            c if is_allowed(c) => escaped.push(c),
            _ => escaped.push('\u{fffd}'),
        }
    }
    escaped
}

/// A text on one line, without characters that have no form or turn others around.
pub fn line(text: &str) -> String {
    let shown = |c: char| if c.is_control() { ' ' } else { c };
    let text: String = text.chars().filter(|c| !TURNING.contains(c)).map(shown).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Safe HTML without the characters that XML does not have.
pub(crate) fn allowed(html: &str) -> String {
    html.chars().map(|c| if is_allowed(c) { c } else { '\u{fffd}' }).collect()
}

/// The beginning of a text in characters, with an ellipsis where more follows.
pub(crate) fn beginning(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn marks_and_characters_that_xml_lacks_are_escaped() {
        assert_eq!(
            escaped("a]]>\u{0}\u{1b}<b c='d\"'>&\u{fffe}\r\n"),
            "a]]&gt;\u{fffd}\u{fffd}&lt;b c=&#39;d&quot;&#39;&gt;&amp;\u{fffd}\n\n"
        );
    }

    #[test]
    fn a_line_turns_no_words_around() {
        assert_eq!(line(" a\u{202e}b\n\tc\u{2066} \u{7}d\u{200f}"), "ab c d");
    }

    proptest! {
        #[test]
        fn no_text_leaves_its_place(text in any::<String>()) {
            let escaped = escaped(&text);
            prop_assert!(!escaped.contains(['<', '>', '"', '\'']));
            prop_assert!(escaped.chars().all(is_allowed));
            let line = line(&text);
            prop_assert!(!line.contains('\n'));
            prop_assert!(!line.contains(TURNING));
        }
    }
}
