//! Whether a value is what a schema says, as far as these schemas go.

use serde_json::Value;

/// The first thing in a value that its schema does not allow.
pub fn misfit(schema: &Value, value: &Value) -> Option<String> {
    if let Some(choices) = schema["anyOf"].as_array() {
        let misfits: Vec<_> = choices.iter().map(|choice| misfit(choice, value)).collect();
        return misfits.into_iter().min().flatten();
    }
    let kinds: Vec<&str> = match &schema["type"] {
        Value::String(kind) => vec![kind],
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
        other => return Some(format!("a schema without a type: {other} in {schema}")),
    };
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    if !kinds.contains(&kind) {
        return Some(format!("{value} is no {kinds:?}"));
    }
    let allowed = schema["enum"].as_array();
    if allowed.is_some_and(|allowed| !allowed.contains(value)) {
        return Some(format!("{value} is none of {}", schema["enum"]));
    }
    match value {
        Value::Array(values) => values.iter().find_map(|value| misfit(&schema["items"], value)),
        Value::Object(fields) => {
            let needed = schema["required"].as_array().into_iter().flatten();
            let missing = needed.filter_map(Value::as_str).find(|name| !fields.contains_key(*name));
            missing.map(|name| format!("{name} is missing")).or_else(|| {
                fields.iter().find_map(|(name, value)| match &schema["properties"][name] {
                    Value::Null => Some(format!("{name} is unknown")),
                    schema => misfit(schema, value),
                })
            })
        }
        _ => None,
    }
}
