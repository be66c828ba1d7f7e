//! The labelled lines: `**Date**: …` at the head of a file, `- **链接**: …` below a paper's title.

use super::line::is_blank;
use paperboy_paper::Date;

/// What the lines between a paper's title and its text say.
#[derive(Default)]
pub struct Metadata<'a> {
    pub link: Option<&'a str>,
    pub reading_source: Option<&'a str>,
}

/// Takes the metadata lines from the beginning of a paper. Each label counts once, so that a text which begins with such
/// a line keeps it.
pub fn take(paper: &str) -> (Metadata<'_>, &str) {
    let mut found = Metadata::default();
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
            _ if is_one_of(label, &["链接", "Link"]) => &mut found.link,
            _ if is_one_of(label, &["阅读来源", "Reading source"]) => &mut found.reading_source,
            _ => break,
        };
        if place.is_some() {
            break;
        }
        *place = Some(value);
        body = after;
    }
    (found, body)
}

/// What the head of a file says: the text behind `Date`, and the page it was made from.
pub fn head(text: &str) -> (Option<&str>, Option<&str>) {
    let (mut date, mut source_url) = (None, None);
    for (label, value) in text.lines().filter_map(labelled) {
        if is_one_of(label, &["Date", "日期"]) {
            date = date.or(Some(value));
        } else if is_one_of(label, &["Source URL", "来源"]) {
            source_url = source_url.or(Some(value).filter(|url| !url.is_empty()));
        }
        if date.is_some() && source_url.is_some() {
            break;
        }
    }
    (date, source_url)
}

/// A date written `2025-12-30` that the calendar has. Other ways of writing it are not guessed at.
pub fn date(text: &str) -> Option<Date> {
    let text = text.split_whitespace().next()?;
    let shaped = text.len() == 10 && text.bytes().enumerate().all(|(n, b)| if n == 4 || n == 7 { b == b'-' } else { b.is_ascii_digit() });
    if shaped { text.parse().ok() } else { None }
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
    let label = label.strip_prefix(['-', '*', '+']).filter(|rest| rest.starts_with([' ', '\t'])).unwrap_or(label).trim_start();
    let value = line[at + colon.len_utf8()..].trim();
    // In `**Link:** value` the bold ends behind the colon.
    let value =
        if label.starts_with("**") && !label.ends_with("**") { value.strip_prefix("**").unwrap_or(value).trim_start() } else { value };
    Some((label.trim_matches('*').trim(), value))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_read_with_and_without_its_marks() {
        for line in ["- **链接**: x:y", "* **链接**：x:y", "链接: x:y", "**链接:** x:y", "  -  链接 : x:y "] {
            assert_eq!(labelled(line), Some(("链接", "x:y")), "{line}");
        }
        assert_eq!(labelled("no colon here"), None);
    }

    #[test]
    fn only_a_day_of_the_calendar_is_a_date() {
        assert_eq!(date("2025-12-30 (Tuesday)").unwrap().to_string(), "2025-12-30");
        for text in ["", "2025-02-30", "20251230", "2025-1-2", "2025/12/30", "tomorrow", "２０２５-12-30"] {
            assert_eq!(date(text), None, "{text}");
        }
    }

    #[test]
    fn each_label_is_taken_once() {
        let (found, body) = take("\n- **Reading source**: HTML\n\n- **Link**: a\n- **链接**: b\n");
        assert_eq!((found.link, found.reading_source), (Some("a"), Some("HTML")));
        assert_eq!(body, "- **链接**: b\n");
    }
}
