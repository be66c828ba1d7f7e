//! Features that a server lacks by its own message, and the form of request without them.

use super::error_details::ErrorDetails;
use serde::{Deserialize, Serialize};

/// A form of request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Manner {
    /// It answers piece by piece.
    pub streams: bool,
    /// It takes instructions in a message of their own. Otherwise they are at the head of the
    /// question.
    pub takes_instructions: bool,
    /// It knows the fields that not every server knows.
    pub takes_options: bool,
}

impl Default for Manner {
    /// The form that most servers accept.
    fn default() -> Self {
        Self { streams: true, takes_instructions: true, takes_options: true }
    }
}

impl Manner {
    /// The form of request for a server that lacks a feature; `None` when the last request was
    /// without it already.
    pub(super) fn without(self, lack: Lack) -> Option<Self> {
        let manner = match lack {
            Lack::Streaming => Self { streams: false, ..self },
            Lack::Instructions => Self { takes_instructions: false, ..self },
            Lack::Options => Self { takes_options: false, ..self },
        };
        (manner != self).then_some(manner)
    }
}

/// What a server or a model lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lack {
    /// It does not stream, or not for this account.
    Streaming,
    /// It has no role for instructions.
    Instructions,
    /// It does not know an optional field.
    Options,
}

/// Words for what a server can't do at all.
const NOT: [&str; 25] = [
    "not support",
    "n't support",
    "unsupported",
    "not allow",
    "not available",
    "unavailable",
    "not enabled",
    "not permitted",
    "not accept",
    "not implemented",
    "notimplemented",
    "no support",
    "cannot",
    "can't",
    "unable",
    "turned off",
    "forbidden",
    "disabled",
    "verified",
    "不支持",
    "不支援",
    "仅支持",
    "只支持",
    "未开",
    "禁",
];
/// Words for features that a server does not accept. A failing server also uses them about data
/// from other servers.
const NOT_SO: [&str; 15] = [
    "not valid",
    "not one of",
    "is not",
    "invalid",
    "unknown",
    "unexpected",
    "must",
    "should be",
    "only",
    "set stream",
    "无效",
    "非法",
    "不合法",
    "必须",
    "只能",
];
const STREAMING: [&str; 9] = [
    "stream",
    "server-sent event",
    "server sent event",
    "流式",
    "串流",
    "流输出",
    "流模式",
    "流传输",
    "事件流",
];
const INSTRUCTIONS: [&str; 11] = [
    "system role",
    "role system",
    "role: system",
    "system message",
    "system prompt",
    "system instruction",
    "developer instruction",
    "developer message",
    "系统提示",
    "系统消息",
    "系统指令",
];
/// Words of templates that take the turns of two people only.
const TURNS: [&str; 8] = [
    "roles must alternate",
    "must alternate",
    "must start with a user",
    "must start with user",
    "first message must be",
    "should start with a user",
    "only user and assistant",
    "got system",
];
const OPTIONS: [&str; 2] = ["stream_options", "include_usage"];
/// Words for a field that is not known, whichever it is.
const FIELDS: [&str; 13] = [
    "extra field",
    "extra input",
    "extra_forbidden",
    "unknown field",
    "unknown parameter",
    "unknown name",
    "unrecognized",
    "unexpected field",
    "unexpected keyword",
    "unsupported parameter",
    "additional propert",
    "invalid parameter",
    "malformed",
];

/// The feature that the server lacks by its refusal. After a refusal without a message, a simpler
/// form is tried.
pub(super) fn lack(status: Option<u16>, details: &ErrorDetails) -> Option<Lack> {
    if OPTIONS.iter().any(|word| details.all.contains(word)) {
        return Some(Lack::Options);
    }
    if details.contains_any(&TURNS)
        || (names_instructions(details)
            && (details.contains_any(&NOT) || details.contains_any(&NOT_SO)))
    {
        return Some(Lack::Instructions);
    }
    let is_refused = status.is_none_or(|status| status < 500);
    if is_refused && names_roles_of_messages(details) {
        return Some(Lack::Instructions);
    }
    if names_streaming(details)
        && (details.contains_any(&NOT) || (is_refused && details.contains_any(&NOT_SO)))
    {
        return Some(Lack::Streaming);
    }
    let is_empty = details.message.is_empty() && matches!(status, Some(400 | 422));
    (is_empty || details.contains_any(&FIELDS)).then_some(Lack::Options)
}

/// Whether the message is about streaming, and not about an upstream server.
fn names_streaming(details: &ErrorDetails) -> bool {
    let words = details.words.replace("upstream", "").replace("downstream", "");
    STREAMING.iter().any(|word| words.contains(word)) || has_word(&words, "sse")
}

fn has_word(text: &str, word: &str) -> bool {
    text.split(|c: char| !c.is_ascii_alphanumeric()).any(|part| part == word)
}

/// Whether the refusal is about the roles of messages: there are no others than the user's and that
/// of instructions.
fn names_roles_of_messages(details: &ErrorDetails) -> bool {
    let names_roles = has_word(&details.words, "role")
        || has_word(&details.words, "roles")
        || details.words.contains("角色");
    names_roles && (details.words.contains("message") || details.words.contains("消息"))
}

fn names_instructions(details: &ErrorDetails) -> bool {
    let has = |words: &[&str]| words.iter().any(|word| details.words.contains(word));
    let is_of_a_role = has(&["role", "角色"]);
    // The roles that are left are named where the one of instructions is not.
    let of_turns = has(&["user"]) && has(&["assistant", "first", "首条", "第一"]);
    details.contains_any(&INSTRUCTIONS)
        || (is_of_a_role && (has(&["system", "developer", "系统"]) || of_turns))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lacks(status: u16, message: &str) -> Option<Lack> {
        lack(
            Some(status),
            &ErrorDetails::read(
                &serde_json::json!({ "error": { "message": message } }).to_string(),
            ),
        )
    }

    #[test]
    fn a_server_that_does_not_stream_is_known_by_its_words() {
        for message in [
            "Your organization must be verified to stream this model. Please verify it in the settings.",
            "Unsupported value: 'stream' does not support true with this model. Only the default (false) value is supported.",
            "Streaming is not supported for this model",
            "This endpoint doesn't support streaming responses",
            "stream mode is not enabled for this deployment",
            "`stream` must be false",
            "stream=true is not available on your plan",
            "Only non-streaming requests are accepted",
            "streaming is disabled by the administrator",
            "该模型不支持流式输出",
            "stream 参数无效",
            "Streaming responses are unavailable for this deployment",
            "Server-sent events are not supported by this endpoint",
            "该模型仅支持非流式调用",
            "当前接口暂不支持流式返回",
            "This model cannot be streamed",
            "Please set stream to false",
            "SSE is not supported for this model",
            "该模型不支持流输出",
        ] {
            assert_eq!(lacks(400, message), Some(Lack::Streaming), "{message}");
        }
        for message in [
            "model is unable to stream tokens",
            "NotImplementedError: stream",
            "streaming is not implemented",
        ] {
            assert_eq!(lacks(500, message), Some(Lack::Streaming), "{message}");
        }
        let details = ErrorDetails::read(
            r#"{"detail":[{"type":"literal_error","loc":["body","stream"],"msg":"Input should be False","input":true}]}"#,
        );
        assert_eq!(lack(Some(422), &details), Some(Lack::Streaming));
        let details = ErrorDetails::read(
            r#"{"error":{"message":"Unsupported value.","param":"stream","code":"unsupported_value"}}"#,
        );
        assert_eq!(lack(Some(400), &details), Some(Lack::Streaming));
    }

    #[test]
    fn a_model_without_instructions_is_known_by_its_words() {
        for message in [
            "Unsupported value: 'messages[0].role' does not support 'system' with this model.",
            "System role not supported",
            "Developer instruction is not enabled for models/gemma-3-27b-it",
            "Conversation roles must alternate user/assistant/user/assistant/...",
            "Only user, assistant and tool roles are supported, got system.",
            "invalid role: system",
            "This model does not support system messages",
            "messages: first message must be from the user",
            "role 'system' is not one of ['user', 'assistant']",
            "A system prompt is not allowed with this model",
            "当前模型不支持 system 角色",
            "jinja2.exceptions.TemplateError: System role not supported at row 3",
            "Developer messages are not supported",
            "Only 'user' and 'assistant' roles are allowed",
            "the role of first message is not user",
            "messages 参数非法：首条消息的角色必须为 user",
            "该模型不支持系统提示词",
            "messages[0].role: unknown variant `system`, expected `user` or `assistant`",
        ] {
            assert_eq!(lacks(400, message), Some(Lack::Instructions), "{message}");
            assert_eq!(lacks(500, message), Some(Lack::Instructions), "{message}");
        }
    }

    #[test]
    fn a_refusal_of_a_messages_role_is_one_of_instructions() {
        for message in [
            "the role of message with even index in the messages must be user or function",
            "messages[0].role: value is not in the enumeration",
            "消息列表第一条的角色错误",
        ] {
            assert_eq!(lacks(400, message), Some(Lack::Instructions), "{message}");
            assert_eq!(lacks(503, message), None, "{message}");
        }
    }

    #[test]
    fn a_field_that_is_not_known_is_known_by_its_words() {
        for body in [
            r#"{"detail":[{"type":"extra_forbidden","loc":["body","stream_options"],"msg":"Extra inputs are not permitted"}]}"#,
            r#"{"detail":"extra fields not permitted"}"#,
            r#"{"error":{"message":"Unrecognized request argument supplied: stream_options"}}"#,
            r#"{"error":{"message":"Unsupported parameter: 'max_tokens' is not supported with this model."}}"#,
            r#"[{"error":{"message":"Invalid JSON payload received. Unknown name \"include_usage\""}}]"#,
            r#"{"message":"Additional properties are not allowed"}"#,
            "{}",
            "",
        ] {
            assert_eq!(lack(Some(400), &ErrorDetails::read(body)), Some(Lack::Options), "{body}");
        }
    }

    #[test]
    fn any_other_refusal_is_no_lack() {
        for message in [
            "User location is not supported for the API use.",
            "temperature must be at most 2",
            "The system is overloaded",
            "no",
            "Provider returned error",
            "The operating system is not supported",
            "the upstream server is not available",
            "Your user role is not allowed to use this model",
        ] {
            assert_eq!(lacks(400, message), None, "{message}");
        }
        // A stream that failed was one.
        for message in [
            "stream closed: unexpected end",
            "error reading the stream: invalid chunk",
            "upstream connect error: cannot connect",
        ] {
            assert_eq!(lacks(500, message), None, "{message}");
        }
        let details = ErrorDetails::read(
            r#"{"detail":[{"loc":["body","messages",0,"role"],"msg":"Input should be 'user' or 'assistant'","input":"system"}]}"#,
        );
        assert_eq!(lack(Some(422), &details), Some(Lack::Instructions));
        assert_eq!(lack(Some(500), &ErrorDetails::read("")), None);
    }

    #[test]
    fn what_was_left_out_is_not_left_out_again() {
        let manner = Manner::default().without(Lack::Streaming).unwrap();
        assert_eq!(manner.without(Lack::Streaming), None);
        assert!(manner.without(Lack::Instructions).is_some());
    }

    #[test]
    fn a_manner_kept_by_an_older_version_is_read() {
        assert_eq!(
            serde_json::from_str::<Manner>("{\"streams\":false}").unwrap(),
            Manner { streams: false, ..Manner::default() }
        );
    }
}
