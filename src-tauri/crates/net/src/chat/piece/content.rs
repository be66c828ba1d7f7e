//! The text of a message, apart from a model's reasoning.

use serde_json::Value;

/// Parts of the words for a model's reasoning, which servers have apart from its text, in fields
/// such as `reasoning_content`, `reasoning_text`, `thinking_blocks` and `thought`, or in parts of
/// such a type.
const REASONING: [&str; 5] = ["reason", "think", "thought", "chain_of", "chainof"];

/// The text, which some servers give in parts, reasoning among them; and whether there was any
/// reasoning.
pub(super) fn text_of(content: &Value) -> (String, bool) {
    let parts = match content {
        Value::String(text) => return (text.clone(), false),
        Value::Array(parts) => parts.as_slice(),
        part @ Value::Object(_) => std::slice::from_ref(part),
        _ => &[],
    };
    let text = |part: &&Value| part["text"].as_str().map(str::to_owned);
    let reasons = parts.iter().any(is_reasoning);
    (
        parts.iter().filter(|part| !is_reasoning(part)).filter_map(|part| text(&part)).collect(),
        reasons,
    )
}

/// Whether a field of a message has a model's reasoning. A field such as `finish_reason` says why
/// an answer ended, and a signature is none to read.
pub(super) fn has_reasoning(message: &Value) -> bool {
    message.as_object().into_iter().flatten().any(|(name, value)| {
        let name = name.to_ascii_lowercase();
        let is_named = REASONING.iter().any(|part| name.contains(part))
            || name == "cot"
            || name.starts_with("cot_");
        let is_other =
            name.ends_with("reason") || name.contains("signature") || name.contains("effort");
        is_named && !is_other && has_content(value)
    })
}

/// Whether a part of a content is reasoning.
fn is_reasoning(part: &Value) -> bool {
    names_reasoning(&part["type"])
        || part["thought"] == Value::Bool(true)
        || part["text"].is_null() && has_reasoning(part)
}

/// Whether the name of a kind means reasoning.
pub(super) fn names_reasoning(kind: &Value) -> bool {
    let kind = kind.as_str().unwrap_or_default().to_ascii_lowercase();
    kind == "analysis" || REASONING.iter().any(|part| kind.contains(part))
}

pub(super) fn has_content(value: &Value) -> bool {
    match value {
        Value::String(text) => !text.is_empty(),
        Value::Array(items) => !items.is_empty(),
        Value::Object(fields) => !fields.is_empty(),
        _ => false,
    }
}
