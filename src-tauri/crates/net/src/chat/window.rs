//! How much a model reads, out of a refusal of a question that is too long for it.

/// Words before a number of tokens that is the window.
const LIMITS: [&str; 14] = [
    "maximum",
    "max",
    "limit",
    "at most",
    "up to",
    "only",
    "n_ctx",
    "context size",
    "context length",
    "context window",
    "上限",
    "最大",
    "不超过",
    "上下文",
];
/// Words before a number of tokens that is the size of the request.
const REQUEST_WORDS: [&str; 8] =
    ["requested", "your", "resulted", "prompt_tokens", "completion", "contains", "got", "您"];
/// The number of characters before a number in which these words are looked for.
const CHARS_BEFORE: usize = 48;
/// The smallest and the largest window of any model.
const MIN_WINDOW_TOKENS: u64 = 1_000;
const MAX_WINDOW_TOKENS: u64 = 20_000_000;

/// The window that a refusal names, in tokens; `text` is in lower case. `None` where it names no
/// window, or a rate.
pub(super) fn stated(text: &str) -> Option<u64> {
    if ["per min", "per day", "tpm", "rate limit", "rate_limit"].iter().any(|of| text.contains(of))
    {
        return None;
    }
    let mut behind = 0;
    let mut range_begins = false;
    for (start, end, number) in numbers(text) {
        let before: String = {
            let between: Vec<char> = text[behind..start].chars().collect();
            between[between.len().saturating_sub(CHARS_BEFORE)..].iter().collect()
        };
        let last = |words: &[&str]| words.iter().filter_map(|word| before.rfind(word)).max();
        // The nearer word decides. A range such as `[1, 30720]` ends with the window.
        let is_limit = last(&LIMITS)
            .is_some_and(|at| last(&REQUEST_WORDS).is_none_or(|request| request < at))
            || range_begins && before.trim_matches(|sign: char| !sign.is_alphanumeric()).is_empty()
            || text[end..].trim_start_matches(" tokens").trim_start().starts_with("max");
        if is_limit && (MIN_WINDOW_TOKENS..=MAX_WINDOW_TOKENS).contains(&number) {
            return Some(number);
        }
        range_begins = number <= 1;
        behind = end;
    }
    None
}

/// The numbers of a text with where they begin and end; `8,192` and `32k` are one each.
fn numbers(text: &str) -> impl Iterator<Item = (usize, usize, u64)> + '_ {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + bytes.get(at..)?.iter().position(u8::is_ascii_digit)?;
        let mut number: u64 = 0;
        let mut end = start;
        loop {
            match bytes.get(end) {
                Some(digit) if digit.is_ascii_digit() => {
                    number = number.saturating_mul(10).saturating_add(u64::from(digit - b'0'));
                }
                Some(b',') if is_group(&bytes[end + 1..]) => {}
                _ => break,
            }
            end += 1;
        }
        at = end;
        let is_thousands = bytes.get(end) == Some(&b'k')
            && !bytes.get(end + 1).is_some_and(u8::is_ascii_alphanumeric);
        Some((start, end, if is_thousands { number.saturating_mul(1_000) } else { number }))
    })
}

/// Whether three digits come and no fourth.
fn is_group(bytes: &[u8]) -> bool {
    bytes.len() >= 3
        && bytes[..3].iter().all(u8::is_ascii_digit)
        && !bytes.get(3).is_some_and(u8::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_size_is_distinguished_from_the_size_of_the_request() {
        for (text, expected) in [
            (
                r#"{"error":{"code":400,"message":"the request exceeds the available context size, try increasing it","n_prompt_tokens":9000,"n_ctx":4096}}"#,
                Some(4_096),
            ),
            (
                "this model's maximum context length is 8192 tokens. however, you requested 10000 tokens (9000 in the messages, 1000 in the completion).",
                Some(8_192),
            ),
            ("prompt is too long: 210000 tokens > 200000 maximum", Some(200_000)),
            (
                "the request (9000 tokens) exceeds the available context size (4096 tokens)",
                Some(4_096),
            ),
            ("range of input length should be [1, 30720]", Some(30_720)),
            ("input length 9000 exceeds maximum 8,192", Some(8_192)),
            ("your prompt contains 40000 tokens; the limit is 32k", Some(32_000)),
            ("输入过长：您的输入有 9000 个 token，上下文长度最大为 8192", Some(8_192)),
            ("请求超过模型上下文长度上限 32768", Some(32_768)),
            ("input is too long", None),
            ("prompt has 9000 tokens", None),
            ("context_length_exceeded: 400", None),
            ("request too large for x on tokens per min: limit 30000", None),
        ] {
            assert_eq!(stated(text), expected, "{text}");
        }
    }
}
