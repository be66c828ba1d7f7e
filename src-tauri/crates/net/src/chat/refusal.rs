//! What a server means by a refusal: each has its own words for the same few things.

use super::ChatError;
use super::allowance::{Allowance, allowance};
use super::error_details::ErrorDetails;
use super::lack::{Lack, lack};
use super::window::stated;
use serde_json::Value;
use std::time::Duration;

const PROMPT_TOO_LONG: [&str; 22] = [
    "inputs tokens + max_new_tokens",
    "tokens, but",
    "输入长度",
    "context_length",
    "context length",
    "context size",
    "context_size",
    "context window",
    "available context",
    "maximum context",
    "maximum prompt",
    "prompt is too long",
    "prompt too long",
    "input is too long",
    "input length",
    "input tokens exceed",
    "too many input tokens",
    "request too large",
    "上下文长度",
    "输入过长",
    "超长",
    "最大长度",
];
const KEY: [&str; 19] = [
    "iam token",
    "security token",
    "api key",
    "api_key",
    "api-key",
    "apikey",
    "api secret key",
    "access token",
    "authentication",
    "authenticate",
    "authorization",
    "unauthorized",
    "invalid token",
    "login fail",
    "credentials",
    "令牌",
    "密钥",
    "鉴权",
    "身份验证",
];
const UNKNOWN: [&str; 18] = [
    "model_not_supported",
    "model has been deprecated",
    "no longer available",
    "已下线",
    "not found",
    "not_found",
    "notfound",
    "not exist",
    "unknown model",
    "invalid model",
    "no such model",
    "not a valid model",
    "does not have access",
    "no access to",
    "no available channel",
    "不存在",
    "未找到",
    "无可用渠道",
];
/// Words for a text that a server filters because of its content.
const FILTERED: [&str; 17] = [
    "exists risk",
    "不安全信息",
    "不安全内容",
    "content_filter",
    "content filter",
    "content policy",
    "content management policy",
    "responsibleai",
    "inappropriate content",
    "data_inspection",
    "datainspection",
    "flagged",
    "moderation",
    "high risk",
    "sensitive",
    "敏感",
    "违规",
];

/// The reason for the missing answer, and the feature that the server lacks.
#[derive(Debug)]
pub(super) struct Refusal {
    pub error: ChatError,
    /// What may be left out, so that the same is answered.
    pub lack: Option<Lack>,
}

impl From<ChatError> for Refusal {
    fn from(error: ChatError) -> Self {
        Self { error, lack: None }
    }
}

/// What an answer with this status means; `body` is the part of it that arrived.
pub(super) fn refusal(status: u16, wait: Option<Duration>, body: &str) -> Refusal {
    meaning(Some(status), wait, &ErrorDetails::read(body))
}

/// What an error means that came in place of an answer, or within one: there is no status but
/// perhaps one among its codes.
pub(super) fn refusal_within(error: &Value) -> Refusal {
    let details = ErrorDetails::of_refusal(error);
    meaning(details.status, None, &details)
}

/// What JSON without an answer means; `None` when nothing in it is a refusal.
pub(super) fn refusal_perhaps(value: &Value) -> Option<Refusal> {
    let details = ErrorDetails::of(value);
    let refusal = meaning(details.status, None, &details);
    let has_message = !details.message.is_empty()
        || !matches!(
            refusal.error,
            ChatError::Refused { .. } | ChatError::NoModelHere { .. } | ChatError::Failed { .. }
        );
    has_message.then_some(refusal)
}

fn meaning(status: Option<u16>, wait: Option<Duration>, details: &ErrorDetails) -> Refusal {
    let error = error(status, wait, details);
    let lack = match error {
        // A refusal because of a key, an account or a length applies to every form of request.
        ChatError::Refused { .. } | ChatError::NoModelHere { .. } | ChatError::Failed { .. } => {
            lack(status, details)
        }
        _ => None,
    };
    Refusal { error, lack }
}

fn error(status: Option<u16>, wait: Option<Duration>, details: &ErrorDetails) -> ChatError {
    // Without a status the response was a 200, and only the words have a meaning.
    let by_words = status.is_none_or(|status| (400..500).contains(&status));
    let is_too_long =
        details.contains_any(&PROMPT_TOO_LONG) && !details.words.contains("per minute");
    if is_too_long && status.is_none_or(|status| status >= 400) || status == Some(413) {
        return ChatError::PromptTooLong { window: stated(&details.all) };
    }
    match allowance(status, wait, details) {
        Some(Allowance::Spent { renews, wait }) => {
            return ChatError::Quota { message: details.shown(), passes: renews, wait };
        }
        Some(Allowance::Later(wait)) => {
            return ChatError::Busy { message: details.shown(), wait };
        }
        None => {}
    }
    match status {
        Some(401) => ChatError::Key,
        _ if by_words && details.contains_any(&FILTERED) => {
            ChatError::Filtered { message: details.shown() }
        }
        _ if by_words && names_a_model(details) && details.contains_any(&UNKNOWN) => {
            ChatError::UnknownModel { known: Vec::new() }
        }
        _ if by_words && details.contains_any(&KEY) => ChatError::Key,
        Some(status @ (404 | 405)) => ChatError::NoModelHere { status, message: details.shown() },
        Some(status) => ChatError::Refused { status, message: details.shown() },
        None => {
            ChatError::Failed { message: details.shown(), passes: details.contains_any(&PASSING) }
        }
    }
}

fn names_a_model(details: &ErrorDetails) -> bool {
    details.words.contains("model")
        || details.words.contains("模型")
        || details.words.contains("渠道")
}

/// Words for a temporary failure of a server, where no status reports it.
const PASSING: [&str; 8] = [
    "overload",
    "internal error",
    "internal_error",
    "server_error",
    "server error",
    "try again",
    "temporarily",
    "稍后",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn meaning(status: u16, body: &str) -> ChatError {
        refusal(status, None, body).error
    }

    fn openai(code: &str, message: &str) -> String {
        serde_json::json!({ "error": { "message": message, "type": "invalid_request_error", "param": null, "code": code } }).to_string()
    }

    #[test]
    fn each_servers_words_for_a_refusal_are_understood() {
        let unknown = ChatError::UnknownModel { known: Vec::new() };
        let busy = ChatError::Busy { message: "Loading model".to_owned(), wait: None };
        for (status, error_body, meant) in [
            (401, openai("invalid_api_key", "Incorrect API key provided"), &ChatError::Key),
            (401, "<html>401</html>".to_owned(), &ChatError::Key),
            (400, openai("", "API key not valid. Please pass a valid API key."), &ChatError::Key),
            (404, openai("model_not_found", "The model `x` does not exist or you do not have access to it."), &unknown),
            (404, r#"{"error":"model 'x' not found"}"#.to_owned(), &unknown),
            (404, r#"{"object":"error","message":"The model `x` does not exist.","type":"NotFoundError","code":404}"#.to_owned(), &unknown),
            (400, openai("", "x is not a valid model ID"), &unknown),
            (403, openai("model_not_found", "Project `p` does not have access to model `x`"), &unknown),
            (503, r#"{"error":{"message":"Loading model","type":"unavailable_error","code":503}}"#.to_owned(), &busy),
            (400, openai("context_length_exceeded", "This model's maximum context length is 8192 tokens."), &ChatError::PromptTooLong { window: Some(8_192) }),
            (400, r#"{"error":{"type":"exceed_context_size_error","message":"too big"}}"#.to_owned(), &ChatError::PromptTooLong { window: None }),
            (500, r#"{"error":"the request exceeds the available context size"}"#.to_owned(), &ChatError::PromptTooLong { window: None }),
            (429, openai("rate_limit_exceeded", "Request too large for x on tokens per min: limit 30000"), &ChatError::PromptTooLong { window: None }),
            (400, r#"{"error":{"code":"1261","message":"Prompt 超长"}}"#.to_owned(), &ChatError::PromptTooLong { window: None }),
            (413, String::new(), &ChatError::PromptTooLong { window: None }),
            (400, openai("", "Input validation error: inputs tokens + max_new_tokens must be <= 4096"), &ChatError::PromptTooLong { window: Some(4_096) }),
            (400, openai("", "IAM token is invalid"), &ChatError::Key),
            (403, openai("", "The security token included in the request is invalid."), &ChatError::Key),
            (400, openai("model_not_supported", "model x is not supported"), &unknown),
            (400, openai("", "The model has been deprecated and is no longer available"), &unknown),
            (400, openai("", "模型 x 已下线"), &unknown),
            (400, openai("", "Content Exists Risk"), &ChatError::Filtered { message: "Content Exists Risk".to_owned() }),
            (400, openai("", "输入内容可能包含不安全信息"), &ChatError::Filtered { message: "输入内容可能包含不安全信息".to_owned() }),
        ] {
            assert_eq!(&meaning(status, &error_body), meant, "{status} {error_body}");
        }
    }

    #[test]
    fn a_wrong_key_is_known_in_every_shape() {
        for (status, body) in [
            (
                400,
                r#"[{"error":{"code":400,"message":"API key not valid. Please pass a valid API key.","status":"INVALID_ARGUMENT"}}]"#,
            ),
            (
                400,
                r#"[{"error":{"code":400,"message":"API key expired.","details":[{"reason":"API_KEY_INVALID"}]}}]"#,
            ),
            (
                400,
                r#"{"code":"InvalidApiKey","message":"Invalid API-key provided.","request_id":"x"}"#,
            ),
            (403, r#"{"code":20001,"message":"Api key is invalid","data":null}"#),
            (
                403,
                r#"{"error":{"code":"AuthenticationError","message":"The API key format is incorrect."}}"#,
            ),
            (400, r#"{"error":{"message":"无效的令牌","type":"new_api_error"}}"#),
            (403, r#"{"detail":"Authentication credentials were not provided."}"#),
            (403, r#"{"status":403,"title":"Forbidden","detail":"Authorization failed"}"#),
            (400, r#"{"errors":[{"code":10000,"message":"Authentication error"}]}"#),
            (403, r#"{"message":"鉴权失败，请检查密钥"}"#),
            (401, r#"{"detail":"Invalid token"}"#),
            (401, "[]"),
        ] {
            assert_eq!(meaning(status, body), ChatError::Key, "{status} {body}");
        }
        for within in [
            r#"{"base_resp":{"status_code":1004,"status_msg":"login fail: Please carry the API secret key in the 'Authorization' field"}}"#,
            r#"{"error_code":110,"error_msg":"Access token invalid or no longer valid"}"#,
        ] {
            assert_eq!(
                refusal_within(&serde_json::from_str(within).unwrap()).error,
                ChatError::Key,
                "{within}"
            );
        }
    }

    #[test]
    fn an_unknown_model_is_known_in_every_shape() {
        for (status, body) in [
            (
                404,
                r#"[{"error":{"code":404,"message":"models/x is not found for API version v1main.","status":"NOT_FOUND"}}]"#,
            ),
            (
                400,
                r#"{"code":20012,"message":"Model does not exist. Please check it carefully.","data":null}"#,
            ),
            (400, r#"{"error":{"code":"1211","message":"模型不存在，请检查模型代码。"}}"#),
            (
                404,
                r#"{"error":{"code":"InvalidEndpointOrModel.NotFound","message":"The model or endpoint x does not exist"}}"#,
            ),
            (400, r#"{"error":{"message":"当前分组 default 下对于模型 x 无可用渠道"}}"#),
        ] {
            assert_eq!(
                meaning(status, body),
                ChatError::UnknownModel { known: Vec::new() },
                "{status} {body}"
            );
        }
    }

    #[test]
    fn a_text_that_is_not_taken_for_what_it_says_is_reported_as_such() {
        for (status, body) in [
            (400, r#"{"error":{"code":"content_filter","message":"The prompt was filtered."}}"#),
            (
                400,
                r#"{"code":"DataInspectionFailed","message":"Input data may contain inappropriate content."}"#,
            ),
            (400, r#"{"error":{"code":"1301","message":"系统检测到输入内容可能包含敏感内容"}}"#),
            (
                403,
                r#"{"error":{"code":403,"message":"Your chosen model requires moderation and your input was flagged"}}"#,
            ),
        ] {
            assert!(matches!(meaning(status, body), ChatError::Filtered { .. }), "{status} {body}");
        }
    }

    #[test]
    fn any_other_refusal_is_reported_in_the_servers_own_words() {
        for (status, error_body, message) in [
            (400, openai("", "temperature out of range"), "temperature out of range"),
            (422, r#"{"detail":"field required"}"#.to_owned(), "field required"),
            (500, "plain words\n".to_owned(), "plain words"),
            (502, "<html><body>Bad gateway</body></html>".to_owned(), ""),
            (
                403,
                "<html><title>Just a moment...</title></html>".to_owned(),
                "a web page, “Just a moment...”",
            ),
            (
                400,
                r#"[{"error":{"message":"User location is not supported"}}]"#.to_owned(),
                "User location is not supported",
            ),
            (418, "{}".to_owned(), ""),
            (418, "[[]]".to_owned(), ""),
        ] {
            assert_eq!(
                meaning(status, &error_body),
                ChatError::Refused { status, message: message.to_owned() }
            );
        }
    }

    #[test]
    fn a_refusal_of_the_address_says_that_no_chat_model_is_there() {
        for (error_body, message, end) in [
            ("<html>nothing here</html>", "", "there is no chat model at this address"),
            (
                r#"{"detail":"Not Found"}"#,
                "Not Found",
                "there is no chat model at this address (Not Found)",
            ),
        ] {
            let error = meaning(404, error_body);
            assert_eq!(error, ChatError::NoModelHere { status: 404, message: message.to_owned() });
            assert!(error.to_string().ends_with(end), "{error}");
        }
    }

    #[test]
    fn a_busy_server_is_reported_in_its_own_words() {
        let overloaded = "The model is overloaded. Please try again later.";
        let object = format!(
            r#"{{"error":{{"code":503,"message":"{overloaded}","status":"UNAVAILABLE"}}}}"#
        );
        for (status, body) in [
            (503, object.clone()),
            (503, format!("[{object}]")),
            (429, format!("[{object}]")),
            (503, overloaded.to_owned()),
            (
                529,
                format!(
                    r#"{{"type":"error","error":{{"type":"overloaded_error","message":"{overloaded}"}}}}"#
                ),
            ),
        ] {
            let error = meaning(status, &body);
            assert_eq!(error, ChatError::Busy { message: overloaded.to_owned(), wait: None });
            let sentence = error.to_string();
            assert_eq!(sentence, format!("the model service is busy (“{overloaded}”)"), "{body}");
        }
        let within = refusal_within(&serde_json::from_str(&format!("[{object}]")).unwrap()).error;
        assert_eq!(within, ChatError::Busy { message: overloaded.to_owned(), wait: None });
        let wait = Some(Duration::from_secs(3));
        assert_eq!(
            refusal(429, wait, "").error.to_string(),
            "the model service is busy and asked Paperboy to wait 3 s"
        );
    }

    #[test]
    fn an_error_within_an_answer_means_what_its_code_says() {
        let within = |error: &str| refusal_within(&serde_json::from_str(error).unwrap()).error;
        assert_eq!(
            within(r#"{"code":429,"message":"slow down"}"#),
            ChatError::Busy { message: "slow down".to_owned(), wait: None }
        );
        let failed =
            |message: &str, passes| ChatError::Failed { message: message.to_owned(), passes };
        assert_eq!(within(r#""out of memory""#), failed("out of memory", false));
        assert_eq!(
            within(r#"{"type":"overloaded_error","message":"cupboard"}"#),
            failed("cupboard", true)
        );
        assert_eq!(
            within(r#"{"code":502,"message":"odd"}"#),
            ChatError::Refused { status: 502, message: "odd".to_owned() }
        );
        assert_eq!(within(r#"{"code":7,"message":"odd"}"#), failed("odd", false));
    }
}
