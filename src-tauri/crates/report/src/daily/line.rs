//! The lines that cut a daily report into papers, and the escaping of text that looks like one.

use std::borrow::Cow;

/// The line that ends the head of the file and every paper.
pub const SEPARATOR: &str = "============================================================";

/// How the line with a paper's title begins.
pub const HEADING: &str = "## 📄";

/// Whether the line has nothing but white space.
pub fn is_blank(line: &str) -> bool {
    line.trim().is_empty()
}

/// The text with LF as its only line end. Without CR, all parsers see the same lines.
pub fn with_lf(text: &str) -> Cow<'_, str> {
    if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(text)
    }
}

/// The text on one line: characters that break lines or can't be seen become a space.
pub fn on_one_line(text: &str) -> String {
    let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    let parts: Vec<&str> =
        text.split(breaks).map(str::trim).filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}

/// The text without the blank lines before and after it. The first line keeps its indentation.
pub fn without_blank_lines_around(mut text: &str) -> &str {
    while let Some((first, rest)) = text.split_once('\n') {
        if !is_blank(first) {
            break;
        }
        text = rest;
    }
    while let Some((rest, last)) = text.rsplit_once('\n') {
        if !is_blank(last) {
            break;
        }
        text = rest;
    }
    if is_blank(text) { "" } else { text }
}

/// Whether the line, without the backslashes before it, separates papers. Spaces after a line of
/// equals signs are ignored: an editor may remove them.
fn could_forge(line: &str) -> bool {
    let bare = line.trim_start_matches('\\');
    bare.starts_with(HEADING) || bare.trim_end() == SEPARATOR
}

/// A paper's text for a file: each line that could forge a paper gets one more backslash.
pub fn escaped(body: &str) -> String {
    let mut out = String::with_capacity(body.len());
    for (n, line) in body.split('\n').enumerate() {
        if n > 0 {
            out.push('\n');
        }
        if could_forge(line) {
            out.push('\\');
        }
        out.push_str(line);
    }
    out
}

/// The text that [`escaped`] was made from.
pub fn unescaped(body: &str) -> String {
    let mut out = String::with_capacity(body.len());
    for (n, line) in body.split('\n').enumerate() {
        if n > 0 {
            out.push('\n');
        }
        let bare = line.strip_prefix('\\').filter(|_| could_forge(line));
        out.push_str(bare.unwrap_or(line));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_separator_is_sixty_equals_signs() {
        assert_eq!(SEPARATOR, "=".repeat(60));
    }

    #[test]
    fn a_line_that_could_forge_a_paper_gets_a_backslash_and_loses_it_again() {
        let heading = "## 📄 A paper";
        for (body, in_file) in [
            (SEPARATOR.to_owned(), format!("\\{SEPARATOR}")),
            (format!("\\{SEPARATOR}"), format!("\\\\{SEPARATOR}")),
            (format!("{SEPARATOR} \t"), format!("\\{SEPARATOR} \t")),
            (format!("a\n{heading}\nb"), format!("a\n\\{heading}\nb")),
            (format!("\\\\{heading}"), format!("\\\\\\{heading}")),
        ] {
            assert_eq!(escaped(&body), in_file);
            assert_eq!(unescaped(&in_file), body);
        }
    }

    #[test]
    fn other_lines_stay_as_they_are() {
        for body in [
            "",
            "\n\n",
            "\\alpha",
            "===",
            "x ## 📄 y",
            " ## 📄 y",
            &format!("{SEPARATOR}="),
            &format!("x{SEPARATOR}"),
            "# 📄",
        ] {
            assert_eq!(escaped(body), body);
            assert_eq!(unescaped(body), body);
        }
    }

    #[test]
    fn blank_lines_go_and_indentation_stays() {
        assert_eq!(without_blank_lines_around("\n \t\n   a\n\nb \n\n"), "   a\n\nb ");
        assert_eq!(without_blank_lines_around(" \n "), "");
        assert_eq!(without_blank_lines_around(""), "");
    }

    #[test]
    fn a_title_is_folded_to_one_line() {
        assert_eq!(on_one_line(" A\r\n  B\u{2028}C\u{85}\u{b} D\t E  F\n"), "A B C D E  F");
    }
}
