//! Text from outside as one line, without characters that disturb other programs.

/// The text in one line: runs of white space and control characters are one space, and characters
/// that are invisible and change the text around them are left out.
///
/// No line of a file can be forged by such a text.
pub fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !is_disturbing(*c)) {
        if !c.is_whitespace() && !c.is_control() {
            line.push(c);
        } else if !line.is_empty() && !line.ends_with(' ') {
            line.push(' ');
        }
    }
    line.truncate(line.trim_end_matches(' ').len());
    line
}

/// One line of at most `limit` bytes; what is longer is cut at a character.
pub(crate) fn line_within(text: &str, limit: usize) -> String {
    // White space and removed marks may take as many bytes again.
    let mut line = one_line(&text[..text.floor_char_boundary(limit.saturating_mul(4))]);
    line.truncate(line.floor_char_boundary(limit));
    line.truncate(line.trim_end_matches(' ').len());
    line
}

/// The text with its line breaks as `\n`, without disturbing characters, of at most `limit` bytes.
pub(crate) fn lines_within(text: &str, limit: usize) -> String {
    let text = &text[..text.floor_char_boundary(limit)];
    let text = text.replace("\r\n", "\n");
    let kept = |c: &char| (*c == '\n' || *c == '\t' || !c.is_control()) && !is_disturbing(*c);
    text.trim().chars().filter(kept).collect()
}

/// Marks of direction, which reverse the following text in another program, marks that no text
/// should contain, and noncharacters.
fn is_disturbing(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}' | '\u{2066}'..='\u{206f}' | '\u{feff}' | '\u{fdd0}'..='\u{fdef}'
        | '\u{fff0}'..='\u{fffb}')
        || (c as u32) & 0xfffe == 0xfffe
}

/// Whether a character is Chinese, Japanese or Korean script.
pub(crate) fn is_cjk(c: char) -> bool {
    matches!(c,
        '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7af}' | '\u{1100}'..='\u{11ff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}' | '々' | '〇')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_one_line_without_marks_that_disturb_others() {
        for (text, line) in [
            ("  a\r\n b\t\u{b}c\u{2028}d\u{85}e  ", "a b c d e"),
            ("x\u{0}y\u{7f}z", "x y z"),
            ("\u{202e}abc\u{2066}d\u{200f}\u{feff}", "abcd"),
            ("👩\u{200d}🔬 م\u{200c}ن", "👩\u{200d}🔬 م\u{200c}ن"),
            ("a\u{a0}\u{3000}b", "a b"),
            ("\u{ffff}\u{1fffe}a", "a"),
            ("\n \u{0}", ""),
        ] {
            assert_eq!(one_line(text), line, "{text:?}");
        }
    }

    #[test]
    fn lengths_are_bounded_at_characters() {
        assert_eq!(line_within("中文字", 7), "中文");
        assert_eq!(line_within("ab cd", 3), "ab");
        assert_eq!(lines_within("a\r\nb\u{0}\n", 100), "a\nb");
        assert_eq!(lines_within("中文字", 7), "中文");
    }
}
