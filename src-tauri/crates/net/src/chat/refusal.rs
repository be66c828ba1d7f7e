//! What a server means by a refusal: each has its own words for the same few things.

use super::ChatError;
use crate::sources::clip;
use serde_json::Value;
use std::time::Duration;

const QUOTA: [&str; 6] =
    ["insufficient_quota", "insufficient balance", "insufficient_balance", "billing_", "arrearage", "insufficient credit"];
const PROMPT_TOO_LONG: [&str; 8] = [
    "context_length",
    "context length",
    "context size",
    "context_size",
    "context window",
    "prompt is too long",
    "input is too long",
    "input length",
];
const KEY: [&str; 4] = ["api key", "api_key", "api-key", "apikey"];
const UNKNOWN: [&str; 7] = ["not found", "not_found", "not exist", "unknown model", "invalid model", "no such model", "not a valid model"];

/// What an answer with this status means; `told` is its body as far as it was read.
pub(super) fn meaning(status: u16, wait: Option<Duration>, told: &str) -> ChatError {
    let told = Told::read(told);
    let words = format!("{} {}", told.code, told.message).to_lowercase();
    let says = |words_for: &[&str]| words_for.iter().any(|word| words.contains(word));
    match status {
        402 => ChatError::Quota,
        _ if says(&QUOTA) => ChatError::Quota,
        429 | 503 | 529 => ChatError::Busy { wait },
        401 => ChatError::Key,
        413 => ChatError::PromptTooLong,
        400..=499 if says(&PROMPT_TOO_LONG) => ChatError::PromptTooLong,
        400..=499 if words.contains("model") && says(&UNKNOWN) => ChatError::UnknownModel { known: Vec::new() },
        400..=499 if says(&KEY) => ChatError::Key,
        404 | 405 if told.message.is_empty() => refused(status, "there is no chat model at this address"),
        404 | 405 => refused(status, &format!("there is no chat model at this address ({})", told.message)),
        _ => refused(status, &told.message),
    }
}

/// What an error means that came inside an answer, where there is no status but perhaps one in its code.
pub(super) fn meaning_within(error: &Value) -> ChatError {
    let status = error["code"].as_u64().and_then(|code| u16::try_from(code).ok()).filter(|code| (400..600).contains(code));
    meaning(status.unwrap_or(500), None, &serde_json::json!({ "error": error }).to_string())
}

fn refused(status: u16, message: &str) -> ChatError {
    let message = if message.is_empty() { "no word on why" } else { message };
    ChatError::Refused { status, message: clip(message) }
}

/// What a refusal says for programs and for people.
#[derive(Default)]
struct Told {
    code: String,
    message: String,
}

impl Told {
    /// Reads the shapes that servers give a refusal. A page for people, such as a gateway's, says nothing of use.
    fn read(body: &str) -> Self {
        let Ok(body) = serde_json::from_str::<Value>(body) else {
            let message = if body.trim_start().starts_with('<') { "" } else { body.trim() };
            return Self { code: String::new(), message: message.to_owned() };
        };
        let error = if body["error"].is_null() { &body } else { &body["error"] };
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let message = ["message", "detail", "msg"].iter().find_map(|name| text(&error[name])).or_else(|| text(error));
        let code = ["code", "type"].iter().filter_map(|name| text(&error[name])).collect::<Vec<_>>().join(" ");
        Self { code, message: message.unwrap_or_default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn openai(code: &str, message: &str) -> String {
        serde_json::json!({ "error": { "message": message, "type": "invalid_request_error", "param": null, "code": code } }).to_string()
    }

    #[test]
    fn each_servers_words_for_a_refusal_are_understood() {
        let unknown = ChatError::UnknownModel { known: Vec::new() };
        let busy = ChatError::Busy { wait: None };
        for (status, told, meant) in [
            (401, openai("invalid_api_key", "Incorrect API key provided"), &ChatError::Key),
            (401, String::new(), &ChatError::Key),
            (400, openai("INVALID_ARGUMENT", "API key not valid. Please pass a valid API key."), &ChatError::Key),
            (403, openai("", "This API key may not be used here"), &ChatError::Key),
            (404, openai("model_not_found", "The model `x` does not exist or you do not have access to it."), &unknown),
            (404, r#"{"error":{"message":"model \"x\" not found, try pulling it first","type":"api_error"}}"#.to_owned(), &unknown),
            (404, r#"{"error":"model 'x' not found"}"#.to_owned(), &unknown),
            (400, openai("invalid_request_error", "Model Not Exist"), &unknown),
            (404, r#"{"object":"error","message":"The model `x` does not exist.","type":"NotFoundError","code":404}"#.to_owned(), &unknown),
            (400, openai("", "x is not a valid model ID"), &unknown),
            (429, openai("insufficient_quota", "You exceeded your current quota"), &ChatError::Quota),
            (402, openai("", "Insufficient Balance"), &ChatError::Quota),
            (400, r#"{"code":"Arrearage","message":"Access denied"}"#.to_owned(), &ChatError::Quota),
            (429, openai("rate_limit_exceeded", "Rate limit reached"), &busy),
            (429, openai("", "Add a payment method at https://example.org/account/billing to raise your rate limit"), &busy),
            (429, "<html>slow down</html>".to_owned(), &busy),
            (503, r#"{"error":{"message":"Loading model","type":"unavailable_error","code":503}}"#.to_owned(), &busy),
            (400, openai("context_length_exceeded", "This model's maximum context length is 8192 tokens."), &ChatError::PromptTooLong),
            (400, r#"{"error":{"type":"exceed_context_size_error","message":"too big"}}"#.to_owned(), &ChatError::PromptTooLong),
            (413, String::new(), &ChatError::PromptTooLong),
        ] {
            assert_eq!(&meaning(status, None, &told), meant, "{status} {told}");
        }
    }

    #[test]
    fn a_wait_asked_for_is_kept() {
        let wait = Some(Duration::from_secs(7));
        assert_eq!(meaning(503, wait, ""), ChatError::Busy { wait });
    }

    #[test]
    fn any_other_refusal_is_told_in_the_servers_own_words() {
        for (status, told, message) in [
            (400, openai("", "temperature out of range"), "temperature out of range"),
            (422, r#"{"detail":"field required"}"#.to_owned(), "field required"),
            (500, "plain words\n".to_owned(), "plain words"),
            (502, "<html><body>Bad gateway</body></html>".to_owned(), "no word on why"),
            (404, "<html>nothing here</html>".to_owned(), "there is no chat model at this address"),
            (404, r#"{"detail":"Not Found"}"#.to_owned(), "there is no chat model at this address (Not Found)"),
            (418, "{}".to_owned(), "no word on why"),
            (418, "[[]]".to_owned(), "no word on why"),
        ] {
            assert_eq!(meaning(status, None, &told), ChatError::Refused { status, message: message.to_owned() });
        }
    }

    #[test]
    fn an_error_within_an_answer_means_what_its_code_says() {
        let within = |error: &str| meaning_within(&serde_json::from_str(error).unwrap());
        assert_eq!(within(r#"{"code":429,"message":"slow down"}"#), ChatError::Busy { wait: None });
        assert_eq!(within(r#""out of memory""#), ChatError::Refused { status: 500, message: "out of memory".to_owned() });
        assert_eq!(within(r#"{"code":7,"message":"odd"}"#), ChatError::Refused { status: 500, message: "odd".to_owned() });
    }
}
