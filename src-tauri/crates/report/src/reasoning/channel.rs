//! Answers in messages: the channels of OpenAI's harmony format, with reasoning in `analysis` and
//! `commentary` and the answer in `final`, and the roles of ChatML and its kin.

use super::Block;
use super::mark::name_index;

/// What begins an answer in channels; a server may swallow the first token.
const BEGINNINGS: [&str; 5] =
    ["<|channel|>", "<|start|>", "<|message|>", "analysis<|message|>", "commentary<|message|>"];
const FINAL: &str = "<|channel|>final";
const MESSAGE: &str = "<|message|>";
/// What begins and ends the role of a message in formats without channels.
const ROLES: [(&str, &str); 2] =
    [("<|im_start|>", "\n"), ("<|start_header_id|>", "<|end_header_id|>")];
/// Solar's messages: `<|begin|>assistant<|think|>…<|end|><|begin|>assistant<|content|>…`.
const BEGIN: &str = "<|begin|>assistant";
const CONTENT: &str = "<|begin|>assistant<|content|>";
/// The tokens that end a message before another.
const ENDS: [&str; 5] = ["<|end|>", "<|return|>", "<|call|>", "<|im_end|>", "<|eot_id|>"];
/// The same where the server has removed the tokens and left their words.
const BARE_FINAL: &str = "assistantfinal";
/// The longest text between the channel and its message, in bytes.
const MAX_HEAD_BYTES: usize = 60;

/// The reasoning of an answer in messages; `None` where the answer has none.
pub fn block(text: &str) -> Option<Block> {
    let trimmed = text.trim_start();
    if BEGINNINGS.iter().any(|beginning| trimmed.starts_with(beginning)) {
        return Some(last_channel(text).map_or(Block::Open, Block::Until));
    }
    if ROLES.iter().any(|(token, _)| trimmed.starts_with(token)) {
        return Some(role_block(text, text.len() - trimmed.len()));
    }
    if trimmed.starts_with(BEGIN) || trimmed.starts_with("<|think|>") && text.contains(CONTENT) {
        let content = text.find(CONTENT).map(|at| at + CONTENT.len());
        return Some(content.map_or(Block::Open, Block::Until));
    }
    let behind = trimmed.strip_prefix("analysis")?;
    if !behind.starts_with(|c: char| c.is_ascii_uppercase() || c.is_alphabetic() && !c.is_ascii()) {
        return None;
    }
    Some(text.find(BARE_FINAL).map_or(Block::Open, |at| Block::Until(at + BARE_FINAL.len())))
}

/// The reasoning of an answer whose messages have roles. Its end is the next message, or the end of
/// the first one where the answer follows without a role.
fn role_block(text: &str, start: usize) -> Block {
    let Some(first) = switch_at(text, start) else { return Block::Open };
    if !first.is_reasoning {
        return Block::Until(first.end);
    }
    let next = switches(&text[first.end..]).find(|switch| !switch.is_reasoning);
    if let Some(next) = next {
        return Block::Until(first.end + next.end);
    }
    let end = ENDS.iter().filter_map(|end| Some(text.rfind(end)? + end.len())).max();
    end.filter(|&end| !text[end..].trim().is_empty()).map_or(Block::Open, Block::Until)
}

/// Where the message of the final channel begins. The reasoning may quote the tokens: a channel
/// that the model opens itself follows the end of a message.
fn last_channel(text: &str) -> Option<usize> {
    let messages = || {
        text.match_indices(FINAL).filter_map(|(at, _)| Some((at, message(text, at + FINAL.len())?)))
    };
    let opened = |at: usize| {
        let before = text[..at].trim_end();
        before.is_empty() || ["assistant", "<|end|>"].iter().any(|end| before.ends_with(end))
    };
    messages().find(|&(at, _)| opened(at)).or_else(|| messages().next()).map(|(_, begin)| begin)
}

fn message(text: &str, from: usize) -> Option<usize> {
    let at = text[from..].find(MESSAGE).filter(|&at| at <= MAX_HEAD_BYTES)?;
    Some(from + at + MESSAGE.len())
}

/// The tokens between two messages, and what the message after them holds.
#[derive(Debug, PartialEq, Eq)]
pub struct Switch {
    pub start: usize,
    pub end: usize,
    pub is_reasoning: bool,
}

/// The places where a message ends and another begins. Tokens in code, and tokens in running text
/// that end no message, are what the text speaks of.
pub fn switches(text: &str) -> impl Iterator<Item = Switch> + '_ {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let start = from + text.get(from..)?.find("<|")?;
            from = start + "<|".len();
            let line = text[..start].rfind('\n').map_or(0, |at| at + 1);
            let before = &text[line..start];
            if before.matches('`').count() % 2 == 1 {
                continue;
            }
            let ends_message = ENDS.iter().any(|end| text[start..].starts_with(end));
            let Some(switch) = switch_at(text, start) else { continue };
            if ends_message || before.trim().is_empty() {
                from = switch.end;
                return Some(switch);
            }
        }
    })
}

fn switch_at(text: &str, start: usize) -> Option<Switch> {
    let mut rest = &text[start..];
    while let Some(behind) = ENDS.iter().find_map(|end| rest.strip_prefix(end)) {
        rest = behind.trim_start();
    }
    let switch = |rest: &str, is_reasoning| {
        Some(Switch { start, end: text.len() - rest.len(), is_reasoning })
    };
    for (token, end) in ROLES {
        if let Some(behind) = rest.strip_prefix(token) {
            let at = behind.find(end).filter(|&at| at <= MAX_HEAD_BYTES)?;
            let is_reasoning = name_index(&behind[..at].trim().to_lowercase()).is_some();
            return switch(&behind[at + end.len()..], is_reasoning);
        }
    }
    let starts = rest.strip_prefix("<|start|>");
    if let Some(behind) = starts {
        rest = &behind[behind.find("<|").filter(|&at| at <= MAX_HEAD_BYTES)?..];
    }
    let Some(channel) = rest.strip_prefix("<|channel|>") else {
        return switch(rest.strip_prefix(MESSAGE).filter(|_| starts.is_some())?, false);
    };
    let at = channel.find(MESSAGE).filter(|&at| at <= MAX_HEAD_BYTES)?;
    switch(&channel[at + MESSAGE.len()..], !channel.trim_start().starts_with("final"))
}
