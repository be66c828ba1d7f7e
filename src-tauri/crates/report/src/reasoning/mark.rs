//! The marks around reasoning: `<think>`, `[THINK]`, `◁think▷`, `<|begin_of_thought|>` and others.

/// A mark, and its range in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReasoningMark {
    pub start: usize,
    pub end: usize,
    pub side: Side,
    pub name: MarkName,
    /// The name as it is written, in lower case, with the delimiter before it.
    pub spelling: String,
    /// Whether it may be something else, such as a Markdown link or the report's own text.
    pub is_doubtful: bool,
    /// Whether it is a special token of a model, which ordinary text does not contain.
    pub is_token: bool,
}

/// Whether a mark opens or closes a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Opening,
    Closing,
}

/// The name in a mark: two marks of one block have the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkName {
    /// One of [`NAMES`], by its index.
    Word(usize),
    /// A `<details>` element whose summary names reasoning.
    Details,
    /// A channel of Gemma's: `<|channel>thought … <channel|>`.
    Channel,
    /// Two reserved tokens of Gemma's: `<unused94>thought … <unused95>`.
    Unused,
}

/// The words by which models mark reasoning.
const NAMES: [&str; 32] = [
    "think",
    "thinking",
    "thought",
    "thoughts",
    "thinking_process",
    "thought_process",
    "think_process",
    "reasoning",
    "reasoning_content",
    "reasoning_process",
    "reason",
    "reflection",
    "analysis",
    "scratchpad",
    "monologue",
    "inner_monologue",
    "internal_monologue",
    "chain_of_thought",
    "cot",
    "antthinking",
    "思考",
    "思考过程",
    "推理",
    "推理过程",
    "思维链",
    "plan",
    "planning",
    "draft",
    "brainstorm",
    "brainstorming",
    "deliberation",
    "rationale",
];
/// Names that reports use too: a mark with one of them is reasoning only if it is closed.
const DOUBTFUL: [&str; 7] =
    ["plan", "planning", "draft", "brainstorm", "brainstorming", "deliberation", "rationale"];

/// The pairs of delimiters; of two that begin alike, the longer one is first.
const DELIMITERS: [(&str, &str); 9] = [
    ("<|", "|>"),
    ("<｜", "｜>"),
    ("&lt;", "&gt;"),
    ("<", ">"),
    ("\\<", "\\>"),
    ("◁", "▷"),
    ("[", "]"),
    ("【", "】"),
    ("＜", "＞"),
];
/// The longest text between two delimiters, in bytes.
const MAX_INNER_BYTES: usize = 120;
/// The longest beginning of a summary in which [`SUMMARY_WORDS`] are looked for, in characters.
const MAX_SUMMARY_CHARS: usize = 60;
/// The longest text that may be the beginning of an opening mark, in bytes.
const MAX_OPENING_BYTES: usize = 24;

/// Words of which the summary of a `<details>` element with reasoning contains one.
const SUMMARY_WORDS: [&str; 5] = ["think", "thought", "reason", "思考", "推理"];

/// All marks in a text, in their order.
pub fn marks(text: &str) -> impl Iterator<Item = ReasoningMark> + '_ {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let start = from + text.get(from..)?.find(['<', '&', '◁', '[', '【', '＜', '\\'])?;
            if let Some(mark) = mark_at(text, start) {
                from = mark.end;
                return Some(mark);
            }
            from = start + text[start..].chars().next().map_or(1, char::len_utf8);
        }
    })
}

/// The mark that begins at `start`.
pub fn mark_at(text: &str, start: usize) -> Option<ReasoningMark> {
    let here = &text[start..];
    special(here)
        .map(|(side, name, length)| ReasoningMark {
            start,
            end: start + length,
            side,
            name,
            spelling: String::new(),
            is_doubtful: false,
            is_token: true,
        })
        .or_else(|| {
            DELIMITERS
                .iter()
                .find_map(|delimiters| delimited(here, *delimiters))
                .map(|mark| mark.moved(start))
        })
}

impl ReasoningMark {
    /// The mark in a text that has this many more bytes before it.
    pub fn moved(self, by: usize) -> Self {
        Self { start: self.start + by, end: self.end + by, ..self }
    }
}

/// The special tokens of some models, whose opening and closing marks are not spelled alike.
fn special(text: &str) -> Option<(Side, MarkName, usize)> {
    if let Some(after_tag) = text.strip_prefix("<|channel>") {
        let word: String =
            after_tag.trim_start().chars().take_while(char::is_ascii_alphabetic).collect();
        let length = text.len() - after_tag.len()
            + (after_tag.len() - after_tag.trim_start().len())
            + word.len();
        return name_index(&word).map(|_| (Side::Opening, MarkName::Channel, length));
    }
    if let Some(after_tag) = text.strip_prefix("<unused94>") {
        let rest = after_tag.trim_start().strip_prefix("thought")?;
        return Some((Side::Opening, MarkName::Unused, text.len() - rest.len()));
    }
    // openPangu's reserved tokens.
    if text.starts_with("[unused16]") {
        return Some((Side::Opening, MarkName::Unused, "[unused16]".len()));
    }
    let closing =
        |mark: &str, name| text.starts_with(mark).then_some((Side::Closing, name, mark.len()));
    closing("<channel|>", MarkName::Channel)
        .or_else(|| closing("<unused95>", MarkName::Unused))
        .or_else(|| closing("[unused17]", MarkName::Unused))
}

/// The mark between a pair of delimiters at the beginning of a text.
fn delimited(text: &str, (open, close): (&str, &str)) -> Option<ReasoningMark> {
    let inner = text.strip_prefix(open)?;
    let length = inner
        .char_indices()
        .map(|(at, _)| at)
        .take_while(|&at| at <= MAX_INNER_BYTES)
        .find(|&at| inner[at..].starts_with(close))?;
    let end = open.len() + length + close.len();
    let (inner, after_tag) = (&inner[..length], &text[end..]);
    let lower = inner.trim().to_ascii_lowercase();
    let (side, words) = side(&lower);
    let (word, attributes) = words.split_once(char::is_whitespace).unwrap_or((words, ""));
    let spelling = format!("{open}{}", words.split_whitespace().next().unwrap_or_default());
    let is_token = open.contains(['|', '｜', '◁']) || words.contains(':');
    let mark = |name, is_doubtful| {
        Some(ReasoningMark { start: 0, end, side, name, spelling, is_doubtful, is_token })
    };
    if words.ends_with('/') {
        return None;
    }
    if word == "details" && open == "<" {
        let is_reasoning = side == Side::Closing
            || SUMMARY_WORDS.iter().any(|word| attributes.contains(word))
            || names_reasoning(after_tag);
        return if is_reasoning { mark(MarkName::Details, false) } else { None };
    }
    // An element may have attributes; between other delimiters, a name with further words is
    // ordinary text.
    let word = if open.contains('<') { word } else { words };
    let is_link = open == "[" && after_tag.starts_with(['(', '[', ':']);
    let name = name_index(word).filter(|_| !is_link)?;
    let is_doubtful = DOUBTFUL.contains(&NAMES[name])
        || matches!(open, "[" | "【") && inner.chars().any(|c| !c.is_ascii_uppercase() && c != '/');
    mark(MarkName::Word(name), is_doubtful)
}

/// Splits the text of a mark into its side and the name.
fn side(inner: &str) -> (Side, &str) {
    if let Some(name) = inner.strip_prefix(['/', '\\']) {
        return (Side::Closing, name.trim_start());
    }
    for (prefix, suffix, side) in [
        ("begin", "_begin", Side::Opening),
        ("start", "_start", Side::Opening),
        ("end", "_end", Side::Closing),
    ] {
        if let Some(name) =
            inner.strip_prefix(prefix).and_then(|rest| rest.strip_prefix(['_', '▁', ' ', '-']))
        {
            return (
                side,
                name.strip_prefix("of")
                    .and_then(|rest| rest.strip_prefix(['_', '▁', ' ', '-']))
                    .unwrap_or(name),
            );
        }
        if let Some(name) = inner.strip_suffix(suffix) {
            return (side, name);
        }
    }
    (Side::Opening, inner)
}

/// The index in [`NAMES`] of a word, with or without the name of a model before it.
pub fn name_index(word: &str) -> Option<usize> {
    let word = word.rsplit(':').next().unwrap_or(word).replace(['▁', '-', ' '], "_");
    let word = word.trim_matches('_');
    // `seed_think`: some models put their name before the word.
    let without_model_name = word
        .split_once('_')
        .map(|(_, word)| word)
        .filter(|word| matches!(*word, "think" | "thinking" | "thought"));
    NAMES.iter().position(|name| *name == word || without_model_name == Some(name))
}

/// Whether the text after `<details>` begins with a summary that contains one of
/// [`SUMMARY_WORDS`].
fn names_reasoning(after_tag: &str) -> bool {
    let Some(summary) = after_tag.trim_start().strip_prefix("<summary>") else { return false };
    let summary: String = summary
        .chars()
        .take(MAX_SUMMARY_CHARS)
        .take_while(|c| *c != '<')
        .collect::<String>()
        .to_lowercase();
    SUMMARY_WORDS.iter().any(|word| summary.contains(word))
}

/// Whether the text is the beginning of an opening mark whose end has not arrived.
pub fn may_become_opening(text: &str) -> bool {
    let text = text.trim();
    if text.is_empty() || text.len() > MAX_OPENING_BYTES {
        return false;
    }
    let lower = text.to_ascii_lowercase();
    let begins = |mark: &str| mark.len() > lower.len() && mark.starts_with(&lower);
    [
        "<think",
        "<thought",
        "<reasoning>",
        "<|channel|>",
        "<|channel>",
        "<|start|>",
        "<seed:think>",
        "<details ",
        "[think]",
        "[unused16]",
        "<|begin|>",
        "◁think▷",
    ]
    .into_iter()
    .any(begins)
        || ["<think", "<seed:think", "<details"]
            .iter()
            .any(|open| lower.starts_with(open) && !lower.contains('>'))
}

/// Words in angle brackets other than [`NAMES`] that belong to reasoning or end an answer.
const OTHER_WORDS: [&str; 12] = [
    "unused16",
    "unused17",
    "details",
    "seed:think",
    "answer",
    "response",
    "report",
    "output",
    "final",
    "final_answer",
    "solution",
    "unused94",
];

/// Whether a text that begins with a delimiter is the beginning of a mark whose end has not
/// arrived.
pub fn may_become_mark(text: &str) -> bool {
    if "&lt;".starts_with(text) || text.starts_with(['◁']) && !text.contains('▷') {
        return true;
    }
    let Some((open, close)) = DELIMITERS.iter().find(|(open, _)| text.starts_with(open)) else {
        return false;
    };
    let inner = &text[open.len()..];
    if inner.contains(close) || inner.len() > MAX_INNER_BYTES {
        return false;
    }
    if open.contains(['|', '｜']) {
        return true;
    }
    let mut half_close = (1..close.len()).rev().filter_map(|end| close.get(..end));
    let inner = half_close.find_map(|half| inner.strip_suffix(half)).unwrap_or(inner);
    let lower = inner.to_lowercase();
    let word = lower.strip_prefix('/').unwrap_or(&lower);
    NAMES.iter().chain(&OTHER_WORDS).any(|name| {
        let has_attributes = || word.strip_prefix(name).is_some_and(|rest| rest.starts_with(' '));
        name.starts_with(word) || open.contains('<') && has_attributes()
    })
}
