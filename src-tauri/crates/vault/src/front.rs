//! The properties at the beginning of a file: YAML of one level, read and written line by line. What
//! the user wrote there may be any YAML; its lines stay as they are.

use crate::{Property, Value};
use std::ops::Range;

/// The front matter of a file.
#[derive(Debug, Clone, Default)]
pub struct Front {
    /// The lines between the two rules.
    pub lines: Range<usize>,
    /// Each property with its lines, the end of the last line included, in their order.
    pub properties: Vec<(String, Range<usize>)>,
}

/// The front matter of a text; `None` where it has none.
pub fn front(text: &str) -> Option<Front> {
    let begin = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut at = begin;
    let mut front = Front::default();
    for (number, line) in text[begin..].split_inclusive('\n').enumerate() {
        let (start, end) = (at, at + line.len());
        at = end;
        let is_rule = line.trim_end() == "---";
        match number {
            0 if is_rule && line.ends_with('\n') => front.lines.start = end,
            0 => return None,
            _ if is_rule => {
                front.lines.end = start;
                return Some(front);
            }
            _ => match key(line) {
                Some(key) => front.properties.push((key.to_owned(), start..end)),
                // It belongs to the property above.
                None => {
                    if let Some((_, lines)) = front.properties.last_mut() {
                        lines.end = end;
                    }
                }
            },
        }
    }
    None
}

/// The name of the property that begins on a line.
fn key(line: &str) -> Option<&str> {
    let (key, rest) = line.split_once(':')?;
    let is_key = key.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '"' | '\''))
        && (rest.is_empty() || rest.starts_with(char::is_whitespace));
    is_key.then(|| key.trim_end().trim_matches(['"', '\'']))
}

impl Property {
    /// The lines of the property; nothing where it has no value.
    pub(crate) fn lines(&self) -> Option<String> {
        let key = self.key;
        Some(match &self.value {
            Value::Text(text) if text.trim().is_empty() => return None,
            Value::Text(text) => format!("{key}: {}\n", quoted(text)),
            Value::Date(date) => format!("{key}: {date}\n"),
            Value::Flag(is_set) => format!("{key}: {is_set}\n"),
            Value::List(items) if items.is_empty() => return None,
            Value::List(items) => {
                let items = items.iter().map(|item| format!("  - {}\n", quoted(item)));
                format!("{key}:\n{}", items.collect::<String>())
            }
        })
    }
}

/// A text in double quotes, on one line.
fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    let mut is_blank = true;
    for c in text.trim().chars() {
        // YAML does not allow these characters in a text on one line, or ends the line at them.
        let is_break = c.is_whitespace() || c.is_control() || is_outside_yaml(c);
        match c {
            _ if is_break => {
                if !is_blank {
                    quoted.push(' ');
                }
            }
            '"' | '\\' => {
                quoted.push('\\');
                quoted.push(c);
            }
            c => quoted.push(c),
        }
        is_blank = is_break;
    }
    quoted.push('"');
    quoted
}

fn is_outside_yaml(c: char) -> bool {
    matches!(c, '\u{feff}' | '\u{fffe}' | '\u{ffff}' | '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn properties_are_read_with_all_their_lines() {
        let text = "\u{feff}---\r\ntitle: a: b\r\n\"my key\" : |\r\n  x: y\r\n\r\ntags:\r\n- a\r\n- b: c\r\n# remark\r\n---\r\ntext: no\r\n";
        let front = front(text).unwrap();
        let read: Vec<(&str, &str)> = front
            .properties
            .iter()
            .map(|(key, lines)| (key.as_str(), &text[lines.clone()]))
            .collect();
        assert_eq!(
            read,
            [
                ("title", "title: a: b\r\n"),
                ("my key", "\"my key\" : |\r\n  x: y\r\n\r\n"),
                ("tags", "tags:\r\n- a\r\n- b: c\r\n# remark\r\n"),
            ]
        );
        for text in ["", "---", "---\na: b\n", "text\n---\n---\n", "--- \u{85}x\n---\n"] {
            assert!(super::front(text).is_none(), "{text:?}");
        }
        assert!(super::front("---\n---").unwrap().lines.is_empty());
    }

    #[test]
    fn a_value_is_one_line_whatever_is_in_it() {
        let text = |text: &str| Property { key: "title", value: Value::Text(text.to_owned()) };
        assert_eq!(
            text(" A \"b\": \\c\n---\nd\t\u{2028}e #f ").lines().unwrap(),
            "title: \"A \\\"b\\\": \\\\c --- d e #f\"\n"
        );
        assert_eq!(text(" \n").lines(), None);
        let list =
            Property { key: "authors", value: Value::List(vec!["A, B".into(), "- c".into()]) };
        assert_eq!(list.lines().unwrap(), "authors:\n  - \"A, B\"\n  - \"- c\"\n");
    }
}
