//! The text of safe HTML, as the page counts it.

/// Elements that text does not run over: a line of its own.
const LINES: [&str; 16] = [
    "figure",
    "figcaption",
    "p",
    "li",
    "ul",
    "ol",
    "h4",
    "h5",
    "h6",
    "pre",
    "blockquote",
    "table",
    "thead",
    "tbody",
    "tr",
    "br",
];
const CELLS: [&str; 2] = ["td", "th"];

/// The text of HTML that [`html`](crate::html()) made: blocks are on lines of their own, cells have
/// tabs between them, and formulas are between dollar signs. The page's `marking.ts` counts the
/// same characters, white space aside.
pub fn shown_text(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    // For each open `span` whether it is a formula.
    let mut spans = Vec::new();
    while let Some(at) = rest.find('<') {
        push_resolved(&mut text, &rest[..at]);
        let Some(end) = rest[at..].find('>') else { return text };
        let tag = &rest[at + 1..at + end];
        rest = &rest[at + end + 1..];
        let name = tag.trim_start_matches('/');
        let name = name.split([' ', '/']).next().unwrap_or_default();
        if name == "span" && tag.starts_with('/') {
            if spans.pop() == Some(true) {
                text.push('$');
            }
        } else if name == "span" {
            let is_formula = tag.contains("data-math-style");
            spans.push(is_formula);
            if is_formula {
                text.push('$');
            }
        } else if LINES.contains(&name) {
            text.push('\n');
        } else if CELLS.contains(&name) {
            text.push('\t');
        }
    }
    push_resolved(&mut text, rest);
    text
}

/// Adds text with its references resolved: the policy leaves no others.
fn push_resolved(text: &mut String, mut escaped: &str) {
    const REFERENCES: [(&str, char); 5] =
        [("&amp;", '&'), ("&lt;", '<'), ("&gt;", '>'), ("&nbsp;", '\u{a0}'), ("&quot;", '"')];
    while let Some(at) = escaped.find('&') {
        text.push_str(&escaped[..at]);
        let known = REFERENCES.iter().find(|(name, _)| escaped[at..].starts_with(name));
        let (length, c) = known.map_or((1, '&'), |(name, c)| (name.len(), *c));
        text.push(c);
        escaped = &escaped[at + length..];
    }
    text.push_str(escaped);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html;

    #[test]
    fn the_text_is_what_the_page_shows() {
        let shown = |markdown: &str| {
            let text = shown_text(&html(markdown));
            text.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        for (markdown, text) in [
            ("**粗** `a<b>` & c\n\n新", "粗 a<b> & c 新"),
            ("损失$\\mathcal{L}<1$的", "损失$\\mathcal{L}<1$的"),
            ("- a\n- b\n\n| x | y |\n|---|---|\n| 1<br>2 | &amp;lt; |", "a b x y 1 2 &lt;"),
            ("$5 and [x](https://example.org)", "$5 and x"),
            (
                "<span data-math-style=\"inline\">x</span>",
                "<span data-math-style=\"inline\">x</span>",
            ),
            ("", ""),
        ] {
            assert_eq!(shown(markdown), text, "{markdown}");
        }
        let marks = format!("a{}", "\u{301}".repeat(100));
        assert_eq!(shown(&marks), marks, "what divides endless runs is no text");
    }

    #[test]
    fn broken_html_ends_the_text() {
        assert_eq!(shown_text("a<b"), "a");
        assert_eq!(shown_text("</span>a&b</p>&amp"), "a&b\n&amp");
    }
}
