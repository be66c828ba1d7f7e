//! How many tokens a server counted.

use serde_json::Value;

/// A larger count of tokens is invalid: no answer costs as much.
const MAX_TOKENS: f64 = 10_000_000.0;

/// A count of tokens as a server gives it. Invalid counts are ignored: text, negative numbers, and
/// numbers beyond all models.
pub(super) fn tokens(count: &Value) -> Option<u64> {
    let count = count.as_f64().filter(|count| (0.0..=MAX_TOKENS).contains(count))?;
    Some(count as u64)
}

/// The tokens of a prompt that was read, those that the server had in its cache included. Some
/// servers count only the others as the prompt's.
pub(super) fn prompt_tokens(usage: &Value) -> Option<u64> {
    let count = |names: &[&str]| names.iter().filter_map(|name| tokens(&usage[*name])).max();
    let cached = [
        &usage["prompt_tokens_details"]["cached_tokens"],
        &usage["input_tokens_details"]["cached_tokens"],
        &usage["cached_tokens"],
        &usage["cache_read_input_tokens"],
        &usage["prompt_cache_hit_tokens"],
    ];
    let cached = cached.into_iter().filter_map(tokens).max().unwrap_or(0);
    let written = count(&["cache_creation_input_tokens"]).unwrap_or(0);
    let missed = count(&["prompt_cache_miss_tokens"]).map(|missed| missed + cached);
    // Anthropic's count never has the cache in it.
    let apart = count(&["input_tokens"]).filter(|_| {
        !usage["cache_read_input_tokens"].is_null()
            || !usage["cache_creation_input_tokens"].is_null()
    });
    let prompt = count(&["prompt_tokens"]);
    let all = prompt.map(|prompt| {
        let total = count(&["total_tokens"]).unwrap_or(0);
        let answer = count(&["completion_tokens"]).unwrap_or(0);
        let whole = prompt + cached + written;
        // More of a prompt cannot have been in the cache than it has.
        let is_apart = cached > prompt || whole > prompt && total == whole + answer;
        if is_apart { whole } else { prompt }
    });
    let apart = apart.map(|rest| rest + cached + written);
    [all, missed, apart].into_iter().flatten().max()
}
