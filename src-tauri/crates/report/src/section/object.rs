//! A report as a JSON object: the five names, or their English keys, with the texts as values.

use super::candidate;
use super::name::named;
use super::structured::Row;
use serde_json::{Deserializer, Map, Value};
use std::borrow::Cow;

/// The largest depth of the object with the sections, and of a section's own value.
const MAX_DEPTH: usize = 6;

/// The first JSON value that begins a line of the text: where it begins, and the sections it names.
pub fn rows(text: &str) -> (usize, Vec<Row>) {
    let Some(start) = beginning(text) else { return (0, Vec::new()) };
    let json = &text[start..];
    let value = first(json).or_else(|| first(&repaired(json)));
    (start, value.and_then(|value| sections(&value, MAX_DEPTH)).unwrap_or_default())
}

fn beginning(text: &str) -> Option<usize> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim_start();
        if trimmed.starts_with('{')
            || trimmed.starts_with('[')
                && matches!(trimmed[1..].trim_start().chars().next(), None | Some('{'))
        {
            return Some(at + line.len() - trimmed.len());
        }
        at += line.len();
    }
    None
}

fn first(json: &str) -> Option<Value> {
    Deserializer::from_str(json).into_iter::<Value>().next()?.ok()
}

/// The JSON with line ends in strings escaped and without commas before a closing bracket: models
/// write both.
fn repaired(json: &str) -> Cow<'_, str> {
    let mut out = String::with_capacity(json.len());
    let (mut in_string, mut escaped) = (false, false);
    for c in json.chars() {
        if in_string && !escaped && c == '\n' {
            out.push_str("\\n");
        } else if in_string && !escaped && c == '\t' {
            out.push_str("\\t");
        } else {
            if !in_string && matches!(c, '}' | ']') {
                let end = out.trim_end().len();
                if out[..end].ends_with(',') {
                    out.truncate(end - 1);
                }
            }
            out.push(c);
        }
        in_string ^= c == '"' && !escaped;
        escaped = in_string && c == '\\' && !escaped;
    }
    Cow::Owned(out)
}

/// The sections of the value, or of the first value inside that holds any.
fn sections(value: &Value, depth: usize) -> Option<Vec<Row>> {
    let rows: Vec<Row> = match value {
        Value::Object(map) => map.iter().filter_map(|(key, value)| row(key, value)).collect(),
        Value::Array(items) => {
            items.iter().filter_map(|item| named_item(item.as_object()?)).collect()
        }
        _ => return None,
    };
    if rows.len() >= 2 || (rows.len() == 1 && value.as_object().is_some_and(|map| map.len() == 1)) {
        return Some(rows);
    }
    let inner: Vec<&Value> = match value {
        Value::Object(map) => map.values().collect(),
        Value::Array(items) => items.iter().collect(),
        _ => return None,
    };
    if depth == 0 { None } else { inner.into_iter().find_map(|value| sections(value, depth - 1)) }
}

fn row(key: &str, value: &Value) -> Option<Row> {
    let (section, is_english) = name(key)?;
    Some(Row { section, is_english, text: markdown(value, MAX_DEPTH) })
}

/// `{"title": "应用领域", "content": "…"}`.
fn named_item(item: &Map<String, Value>) -> Option<Row> {
    let (key, (section, is_english)) =
        item.iter().find_map(|(key, value)| Some((key, name(value.as_str()?)?)))?;
    let (_, content) =
        item.iter().rev().find(|(other, value)| *other != key && !value.is_number())?;
    Some(Row { section, is_english, text: markdown(content, MAX_DEPTH) })
}

/// The section that a key names: `应用领域`, `1. 应用领域`, `application_domain`,
/// `coreContribution`.
fn name(key: &str) -> Option<(super::Section, bool)> {
    let mut words = String::new();
    for c in key.chars().take(60) {
        if c.is_ascii_uppercase() && words.ends_with(|before: char| before.is_ascii_lowercase()) {
            words.push(' ');
        }
        words.push(if c == '_' { ' ' } else { c });
    }
    let read = candidate::read(&words)
        .filter(|(opening, ..)| opening.rest.is_empty())
        .map(|(opening, ..)| opening.section);
    read.or_else(|| named(&words).map(|(section, _)| section))
        .map(|section| (section, key.is_ascii()))
}

fn markdown(value: &Value, depth: usize) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.trim().to_owned(),
        Value::Array(items) if depth > 0 => items
            .iter()
            .map(|item| item_of(&markdown(item, depth - 1)))
            .collect::<Vec<_>>()
            .join("\n"),
        Value::Object(map) if depth > 0 => {
            let items = map.iter().map(|(key, value)| match markdown(value, depth - 1) {
                text if text.contains('\n') => {
                    format!("- **{key}**：\n  {}", text.replace('\n', "\n  "))
                }
                text => format!("- **{key}**：{text}"),
            });
            items.collect::<Vec<_>>().join("\n")
        }
        other => other.to_string(),
    }
}

/// The text as a list item, unless it is one.
fn item_of(text: &str) -> String {
    let digits = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_item = text.starts_with(['-', '*', '•']) && !text.starts_with("**")
        || digits.len() < text.len() && digits.starts_with(['.', '、', ')']);
    if is_item { text.to_owned() } else { format!("- {}", text.replace('\n', "\n  ")) }
}
