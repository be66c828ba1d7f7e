//! Reads the message of a refusal, which has a different form on each server.

use crate::sources::clip;
use serde_json::Value;

/// Names of the fields with a sentence for people, the most useful first.
const MESSAGES: [&str; 15] = [
    "message",
    "msg",
    "error_msg",
    "status_msg",
    "errmsg",
    "errormsg",
    "error_message",
    "errormessage",
    "faultstring",
    "detail",
    "error_description",
    "errordescription",
    "error",
    "raw",
    "fault",
];
/// Names of the fields with a word or a number for programs.
const CODES: [&str; 13] = [
    "code",
    "type",
    "status",
    "error_code",
    "errorcode",
    "errcode",
    "status_code",
    "param",
    "reason",
    "title",
    "quotaid",
    "quotametric",
    "retrydelay",
];
/// How deep an answer is looked into: an error within the text of an error within an array is four
/// deep already.
const MAX_DEPTH: usize = 8;
/// The largest number of reported sentences. A gateway's own sentence contains less than the one of
/// the server behind it.
const MAX_SENTENCES: usize = 2;
/// The longest rejected input that is reported, in bytes. A longer one may be the paper.
const MAX_INPUT_BYTES: usize = 40;

/// The message of a refusal, for programs and for people.
#[derive(Debug, Default)]
pub(super) struct ErrorDetails {
    /// The sentences for people; empty when there are none.
    pub message: String,
    /// Codes and sentences in lower case, in which the meaning of the refusal is looked up.
    pub words: String,
    /// The whole answer in lower case.
    pub all: String,
    /// The codes that are words, for where there is no sentence.
    codes: String,
    /// What looks like an HTTP status among the codes.
    pub status: Option<u16>,
}

impl ErrorDetails {
    /// Reads a refusal. Of a page for people, such as a gateway's, only the title is used.
    pub(super) fn read(body: &str) -> Self {
        let body = body.trim_start_matches('\u{feff}').trim();
        match serde_json::from_str::<Value>(body) {
            Ok(value) => Self::of_refusal(&value),
            Err(_) => {
                // An error sent as an event, or on a line of its own.
                let lines = body
                    .lines()
                    .map(|line| line.trim().strip_prefix("data:").unwrap_or(line).trim());
                if let Some(value) = lines
                    .filter_map(|line| serde_json::from_str::<Value>(line).ok())
                    .find(Value::is_object)
                {
                    return Self::of_refusal(&value);
                }
                let message = if body.starts_with('<') { of_page(body) } else { body.to_owned() };
                Self {
                    words: message.to_lowercase(),
                    message,
                    all: body.to_lowercase(),
                    codes: String::new(),
                    status: None,
                }
            }
        }
    }

    /// Reads a refusal that is JSON already.
    pub(super) fn of(value: &Value) -> Self {
        let mut walk = BodyWalk::default();
        walk.walk(value, 0);
        // A string or an array of strings is a sentence on its own.
        if walk.messages.is_empty()
            && let Some(text) = value.as_str()
        {
            walk.message(text, 0);
        }
        let mut sentences: Vec<&str> = Vec::new();
        for message in &walk.messages {
            if !sentences.contains(&message.as_str()) {
                sentences.push(message);
            }
        }
        let words = format!("{} {}", walk.codes.join(" "), sentences.join(" ")).to_lowercase();
        let message = sentences[..sentences.len().min(MAX_SENTENCES)].join(": ");
        let codes: Vec<&str> = walk
            .codes
            .iter()
            .map(String::as_str)
            .filter(|code| code.contains(|letter: char| letter.is_alphabetic()))
            .collect();
        let codes = codes[..codes.len().min(MAX_SENTENCES)].join(": ");
        Self { message, words, all: value.to_string().to_lowercase(), codes, status: walk.status }
    }

    /// Reads JSON that is known to be a refusal: any sentence in it is the reason.
    pub(super) fn of_refusal(value: &Value) -> Self {
        let details = Self::of(value);
        if !details.message.is_empty() {
            return details;
        }
        let mut sentences = Vec::new();
        sentences_in(value, 0, &mut sentences);
        sentences.truncate(MAX_SENTENCES);
        Self { message: sentences.join(": "), ..details }
    }

    pub(super) fn contains_any(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.words.contains(word))
    }

    /// The sentences, or the codes where there is none, short enough to be shown.
    pub(super) fn shown(&self) -> String {
        clip(if self.message.is_empty() { &self.codes } else { &self.message })
    }
}

#[derive(Default)]
struct BodyWalk {
    messages: Vec<String>,
    codes: Vec<String>,
    status: Option<u16>,
}

impl BodyWalk {
    fn walk(&mut self, value: &Value, depth: usize) {
        if depth > MAX_DEPTH {
            return;
        }
        match value {
            Value::Array(items) => items.iter().for_each(|item| self.walk(item, depth + 1)),
            Value::Object(fields) => {
                let named = |name: &str| {
                    fields
                        .iter()
                        .find(|(field, _)| field.to_lowercase() == name)
                        .map(|(_, value)| value)
                };
                for value in MESSAGES.iter().filter_map(|name| named(name)) {
                    match value {
                        Value::String(text) => self.message(text, depth),
                        Value::Array(parts) if parts.iter().all(Value::is_string) => {
                            self.message(&joined(parts, " "), depth)
                        }
                        _ => {}
                    }
                }
                // Where in the question the fault is.
                if let Some(Value::Array(place)) = named("loc") {
                    self.codes.push(joined(place, "."));
                }
                if let Some(input) = named("input")
                    .and_then(Value::as_str)
                    .filter(|input| input.len() <= MAX_INPUT_BYTES)
                {
                    self.codes.push(input.to_owned());
                }
                for value in CODES.iter().filter_map(|name| named(name)) {
                    self.code(value);
                }
                fields
                    .values()
                    .filter(|value| value.is_array() || value.is_object())
                    .for_each(|value| self.walk(value, depth + 1));
            }
            _ => {}
        }
    }

    /// A sentence, or an error of another server in the form of one.
    fn message(&mut self, text: &str, depth: usize) {
        let text = text.trim();
        match serde_json::from_str::<Value>(text) {
            Ok(inner) if inner.is_object() || inner.is_array() => self.walk(&inner, depth + 1),
            _ if text.is_empty() => {}
            _ => self.messages.push(text.to_owned()),
        }
    }

    fn code(&mut self, value: &Value) {
        let code = match value {
            Value::String(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            _ => return,
        };
        let status = code.parse::<u16>().ok().filter(|status| (400..600).contains(status));
        self.status = self.status.or(status);
        self.codes.push(code);
    }
}

/// Words and numbers in a row.
fn joined(parts: &[Value], between: &str) -> String {
    let parts =
        parts.iter().map(|part| part.as_str().map_or_else(|| part.to_string(), str::to_owned));
    parts.collect::<Vec<_>>().join(between)
}

/// Every text that has words, whatever its name.
fn sentences_in(value: &Value, depth: usize, sentences: &mut Vec<String>) {
    match value {
        _ if depth > MAX_DEPTH => {}
        Value::String(text) if text.trim().contains(' ') || !text.is_ascii() => {
            sentences.push(text.trim().to_owned())
        }
        Value::Array(items) => {
            items.iter().for_each(|item| sentences_in(item, depth + 1, sentences))
        }
        Value::Object(fields) => {
            fields.values().for_each(|value| sentences_in(value, depth + 1, sentences))
        }
        _ => {}
    }
}

/// The title of a page, or the text of an XML document.
fn of_page(page: &str) -> String {
    let lower = page.to_ascii_lowercase();
    if !lower.contains("<html") && !lower.contains("<!doctype html") && !lower.contains("<title>") {
        let texts =
            page.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text.trim());
        return texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(": ");
    }
    let within = |open: &str, close: &str| {
        let from = lower.find(open)? + open.len();
        let end = from + lower[from..].find(close)?;
        let text = page[from..end].split_whitespace().collect::<Vec<_>>().join(" ");
        (!text.is_empty() && !text.contains('<')).then_some(text)
    };
    let name = within("<title>", "</title>").or_else(|| within("<h1>", "</h1>"));
    name.map(|name| format!("a web page, “{name}”")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_found_wherever_they_are() {
        for (body, message) in [
            (r#"{"error":{"message":"a","code":7}}"#, "a"),
            (r#"[{"error":{"message":"a","code":7}}]"#, "a"),
            (r#"{"code":"X","message":"a","data":null}"#, "a"),
            (r#"{"error":"a"}"#, "a"),
            (r#"{"detail":"a"}"#, "a"),
            (r#"{"detail":[{"type":"missing","loc":["body"],"msg":"a"}]}"#, "a"),
            (r#"{"base_resp":{"status_code":1,"status_msg":"a"}}"#, "a"),
            (r#"{"error_code":17,"error_msg":"a"}"#, "a"),
            (r#"{"errors":[{"message":"a"},{"message":"b"},{"message":"c"}]}"#, "a: b"),
            (r#"{"Response":{"Error":{"Code":"X","Message":"a"}}}"#, "a"),
            (
                r#"{"error":{"message":"a","metadata":{"raw":"{\"error\":{\"message\":\"b\"}}"}}}"#,
                "a: b",
            ),
            (r#"{"error":{"message":"{\"error\":{\"message\":\"a\"}}"}}"#, "a"),
            (r#"{"errors":{"message":"a"},"request_id":"b"}"#, "a"),
            ("\u{feff} plain words\n", "plain words"),
            (r#""a""#, "a"),
            (
                "<html><head><title> Just a\nmoment </title></head></html>",
                "a web page, “Just a moment”",
            ),
            ("<html></html>", ""),
            ("<TITLE>İ</TITLE>", "a web page, “İ”"),
            (r#"{"error":{"message":["a","b"]}}"#, "a b"),
            (r#"{"error":true,"reason":"Bad token given"}"#, "Bad token given"),
            (
                r#"{"type":"about:blank","title":"Model not allowed here","status":403}"#,
                "Model not allowed here",
            ),
            (
                r#"{"error":"invalid_client","error_description":"client expired"}"#,
                "client expired: invalid_client",
            ),
            ("event: error\ndata: {\"error\":{\"message\":\"too warm\"}}\n\n", "too warm"),
            (r#"{"success":false,"error_info":{"text":"wrong hat"}}"#, "wrong hat"),
            (r#"{"error":{"message":{"text":"不行"}}}"#, "不行"),
            ("<html><body><h1>We are down</h1></body></html>", "a web page, “We are down”"),
            (
                "<?xml version=\"1.0\"?><Error><Code>X</Code><Message>not valid</Message></Error>",
                "X: not valid",
            ),
            ("{}", ""),
            ("[[]]", ""),
            ("", ""),
        ] {
            assert_eq!(ErrorDetails::read(body).message, message, "{body}");
        }
    }

    #[test]
    fn what_is_nested_without_end_is_read_as_far_as_it_goes() {
        let deep = format!("{}{}{}", "[".repeat(100), r#"{"message":"a"}"#, "]".repeat(100));
        assert_eq!(ErrorDetails::read(&deep).message, "");
        assert_eq!(ErrorDetails::read(&"[".repeat(10_000)).message.len(), 10_000);
    }

    #[test]
    fn codes_are_read_as_words_and_as_a_status() {
        let details =
            ErrorDetails::read(r#"{"error":{"code":"429","type":"Rate_Limit","message":"M"}}"#);
        assert_eq!((details.words.as_str(), details.status), ("429 rate_limit m", Some(429)));
        assert_eq!(ErrorDetails::read(r#"{"error":{"code":7}}"#).status, None);
        let details = ErrorDetails::read(
            r#"{"error":{"message":null,"code":"unsupported_country","status":403}}"#,
        );
        assert_eq!(
            (details.message.as_str(), details.shown().as_str()),
            ("", "unsupported_country")
        );
        let echo = ErrorDetails::read(&format!(
            r#"{{"detail":[{{"loc":["body","x"],"msg":"m","input":"{}"}}]}}"#,
            "api key ".repeat(20)
        ));
        assert_eq!(echo.words, "body.x m");
    }
}
