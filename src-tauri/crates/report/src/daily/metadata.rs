//! The labelled lines: `**Date**: …` at the head of a file, `- **链接**: …` below a paper's title.

use super::line::is_blank;
use paperboy_paper::PaperId;

/// The metadata in the lines between a paper's title and its text.
#[derive(Default)]
pub struct Metadata<'a> {
    pub link: Option<&'a str>,
    pub reading_source: Option<&'a str>,
}

/// Takes the metadata lines from the beginning of a paper. Each label counts once, so that a text
/// which begins with such a line keeps it.
pub fn take(paper: &str) -> (Metadata<'_>, &str) {
    let mut metadata = Metadata::default();
    let mut body = paper;
    let mut rest = paper;
    while !rest.is_empty() {
        let (line, after) = rest.split_once('\n').unwrap_or((rest, ""));
        rest = after;
        if is_blank(line) {
            continue;
        }
        let Some((label, value)) = labelled(line) else { break };
        let place = match label {
            _ if is_one_of(label, &["链接", "鏈接", "连结", "連結", "Link"]) => {
                &mut metadata.link
            }
            _ if is_one_of(label, &["阅读来源", "閱讀來源", "Reading source"]) => {
                &mut metadata.reading_source
            }
            _ => break,
        };
        if place.is_some() {
            break;
        }
        *place = Some(value);
        body = after;
    }
    (metadata, body)
}

/// The head of a file: the text after `Date`, and the page it was made from.
pub fn head(text: &str) -> (Option<&str>, Option<&str>) {
    let (mut date, mut source_url) = (None, None);
    for (label, value) in text.lines().filter_map(labelled) {
        if is_one_of(label, &["Date", "日期"]) {
            date = date.or(Some(value));
        } else if is_one_of(label, &["Source URL", "来源"]) {
            source_url = source_url.or(Some(bare_address(value)).filter(|url| !url.is_empty()));
        }
        if date.is_some() && source_url.is_some() {
            break;
        }
    }
    (date, source_url)
}

/// The address in `<https://…>` or `[text](https://…)`, as formatters write a bare address.
fn bare_address(value: &str) -> &str {
    let linked =
        || value.strip_prefix('[')?.strip_suffix(')')?.split_once("](").map(|(_, address)| address);
    let address = value.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).or_else(linked);
    address
        .filter(|address| address.starts_with("http") && !address.contains(char::is_whitespace))
        .unwrap_or(value)
}

/// The paper that the text after `链接` names: the whole text, or one of several addresses in it.
pub fn id(link: &str) -> Option<PaperId> {
    let is_between = |c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '|' | '｜' | '、' | '，' | '；' | ';' | '<' | '>' | '"' | '\'' | '(' | ')'
            )
    };
    let parts = || link.split(is_between);
    PaperId::parse(link)
        .or_else(|| parts().take(20).filter(|part| part.contains('/')).find_map(PaperId::parse))
}

fn is_one_of(label: &str, names: &[&str]) -> bool {
    names.iter().any(|name| name.eq_ignore_ascii_case(label))
}

/// Cuts `- **label**: value` at its colon; the list mark and the bold are not needed.
fn labelled(line: &str) -> Option<(&str, &str)> {
    // Labels are short: a long line without a colon is not searched to its end.
    let colon = line.char_indices().take(40).find(|&(_, c)| matches!(c, ':' | '：'));
    let (at, colon) = colon?;
    let label = line[..at].trim();
    let label = label
        .strip_prefix(['-', '*', '+'])
        .filter(|rest| rest.starts_with([' ', '\t']))
        .unwrap_or(label)
        .trim_start();
    let value = line[at + colon.len_utf8()..].trim();
    // A backslash at the end of a line is a line break.
    let value = value.trim_end_matches('\\').trim_end();
    // In `**Link:** value` the bold ends after the colon.
    let bold =
        ["**", "__"].into_iter().find(|bold| label.starts_with(bold) && !label.ends_with(bold));
    let value = bold.and_then(|bold| value.strip_prefix(bold)).map_or(value, str::trim_start);
    Some((label.trim_matches(['*', '_']).trim(), value))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_read_with_and_without_its_marks() {
        for line in [
            "- **链接**: x:y",
            "* **链接**：x:y",
            "链接: x:y",
            "**链接:** x:y",
            "  -  链接 : x:y ",
            "- __链接__: x:y",
            "__链接：__ x:y",
            "链接: x:y\\",
        ] {
            assert_eq!(labelled(line), Some(("链接", "x:y")), "{line}");
        }
        assert_eq!(labelled("no colon here"), None);
    }

    #[test]
    fn a_link_names_its_paper_in_every_form() {
        for link in [
            "https://huggingface.co/papers/2601.00001",
            "<https://huggingface.co/papers/2601.00001>",
            "[2601.00001](https://arxiv.org/abs/2601.00001)",
            "[论文页](https://huggingface.co/papers/2601.00001)",
            "https://doi.org/10.48550/arXiv.2601.00001",
            "[HF](https://huggingface.co/papers/2601.00001) | [arXiv](https://arxiv.org/abs/2601.00001)",
            "<https://arxiv.org/abs/2601.00001>，<https://example.org>",
            "`2601.00001`",
            "https://arxiv.org/abs/2601.00001）",
            "arXiv:2601.00001v2 [cs.RO]",
            "<a href=\"https://huggingface.co/papers/2601.00001\">论文</a>",
            "[![badge](https://img.example.org/b.svg)](https://huggingface.co/papers/2601.00001)",
        ] {
            assert_eq!(id(link).unwrap().as_str(), "2601.00001", "{link}");
        }
        for link in ["", "<>", "[a](b)", "https://example.org/2601", "see 2601.00001 for more"] {
            assert_eq!(id(link), None, "{link}");
        }
    }

    #[test]
    fn the_page_of_a_day_is_an_address_without_its_marks() {
        for url in ["https://a.org/x", "<https://a.org/x>", "[a](https://a.org/x)"] {
            assert_eq!(
                head(&format!("**Date**: 2026-09-10\n**Source URL**: {url}\n")).1,
                Some("https://a.org/x")
            );
        }
        assert_eq!(head("**Source URL**: <b>\n").1, Some("<b>"));
    }

    #[test]
    fn each_label_is_taken_once() {
        let (metadata, body) =
            take("\n- **Reading source**: HTML\n\n- **Link**: a\n- **链接**: b\n");
        assert_eq!((metadata.link, metadata.reading_source), (Some("a"), Some("HTML")));
        assert_eq!(body, "- **链接**: b\n");
    }
}
