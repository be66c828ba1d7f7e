//! Headings written as HTML elements. Unlike those of Markdown they need not have a line of their
//! own, nor end on it.

use std::ops::Range;

/// No section's name is longer, with the marks and the tags around it.
const MAX_NAME_BYTES: usize = 400;

/// The heading elements that begin on a line of the text, each from its first tag to its last. An
/// element in the middle of a sentence is none: before it is nothing on the line, or another
/// element.
pub fn headings(text: &str, line: Range<usize>) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut from = line.start;
    std::iter::from_fn(move || {
        while let Some(at) = text[from..line.end].find('<').map(|at| from + at) {
            from = at + 1;
            let Some(level) = level(&text[at..]) else { continue };
            let before = text[line.start..at].trim_end();
            if !before.is_empty() && !before.ends_with('>') {
                continue;
            }
            if let Some(length) = length(&text[at..], level) {
                let behind = &text[at + length..];
                let end = text.len() - behind.trim_start_matches([' ', '\t', ':', '：']).len();
                from = end.min(line.end);
                return Some(at..end);
            }
        }
        None
    })
}

/// The level of the heading whose tag the text begins with.
fn level(text: &str) -> Option<u8> {
    match text.as_bytes() {
        [b'<', b'h' | b'H', level @ b'1'..=b'6', b'>' | b' ' | b'\t', ..] => Some(*level),
        _ => None,
    }
}

/// How long the element is that the text begins with.
fn length(text: &str, level: u8) -> Option<usize> {
    let bytes = &text.as_bytes()[..text.len().min(MAX_NAME_BYTES)];
    let is_end =
        |at: &[u8]| matches!(at, [b'<', b'/', b'h' | b'H', digit, b'>'] if *digit == level);
    bytes.windows("</h1>".len()).position(is_end).map(|at| at + "</h1>".len())
}

#[cfg(test)]
mod tests {
    use super::super::Section;
    use super::super::sections;

    const TEXTS: [&str; 5] = ["视觉", "一句。", "步骤", "点", "结果"];

    fn report(heading: impl Fn(&str) -> String, between: &str) -> String {
        Section::ALL
            .iter()
            .zip(TEXTS)
            .map(|(section, text)| format!("{}{text}{between}", heading(section.heading_zh())))
            .collect()
    }

    #[test]
    fn a_heading_element_ends_where_its_tag_does() {
        for text in [
            report(|name| format!("<h3>{name}</h3>"), "\n\n"),
            report(|name| format!("<h3 id=\"x\">1. {name}</h3> "), "\n"),
            report(|name| format!("<h2>\n  <b>{name}</b>\n</h2>\n"), "\n\n"),
            report(|name| format!("<h3>{name} | Section</h3>\n"), "\n\n"),
            report(|name| format!("<h2 id=\"s\"><strong>一、{name} / Part</strong></h2>"), "\n\n"),
            report(|name| format!("<H4>{name}：</H4><br>"), "<br>"),
        ] {
            let cut = sections(&text);
            assert_eq!(cut.problems, [], "{text}");
            for (section, expected) in Section::ALL.into_iter().zip(TEXTS) {
                assert_eq!(
                    cut.get(section).map(|text| text.replace("<br>", "")).as_deref(),
                    Some(expected),
                    "{text}"
                );
            }
        }
    }

    #[test]
    fn elements_of_one_line_follow_each_other() {
        let text: String = Section::ALL
            .iter()
            .zip(TEXTS)
            .map(|(section, text)| format!("<h3>{}</h3><p>{text}</p>", section.heading_zh()))
            .collect();
        let cut = sections(&text);
        assert_eq!(cut.problems, []);
        assert_eq!(cut.get(Section::Usage), Some("<p>步骤</p>"));
    }

    #[test]
    fn an_element_within_a_sentence_or_code_opens_nothing() {
        for line in [
            "页面的 <h3>应用领域</h3> 一节",
            "`<h3>应用领域</h3>`",
            "```\n<h3>应用领域</h3>\n```",
            "<h3>应用领域",
            "<h3>应用领域</h4>",
        ] {
            let text = report(|name| format!("### {name}\n"), "\n\n")
                .replace("结果", &format!("结果\n{line}"));
            let cut = sections(&text);
            assert_eq!(cut.problems, [], "{line}");
            assert!(cut.get(Section::Results).is_some_and(|text| text.ends_with(line)), "{line}");
        }
    }
}
