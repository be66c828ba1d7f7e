//! The channels of OpenAI's harmony format: reasoning in `analysis` and `commentary`, the answer in
//! `final`.

use super::Block;

/// What begins an answer in channels; a server may swallow the first token.
const BEGINNINGS: [&str; 5] =
    ["<|channel|>", "<|start|>", "<|message|>", "analysis<|message|>", "commentary<|message|>"];
const FINAL: &str = "<|channel|>final";
const MESSAGE: &str = "<|message|>";
/// The same where the server has removed the tokens and left their words.
const BARE_FINAL: &str = "assistantfinal";
/// How long the words between the channel and its message can be, in bytes.
const MAX_HEAD: usize = 60;

/// The reasoning of an answer in channels; `None` where the answer has none.
pub fn block(text: &str) -> Option<Block> {
    let trimmed = text.trim_start();
    if BEGINNINGS.iter().any(|beginning| trimmed.starts_with(beginning)) {
        return Some(last_channel(text).map_or(Block::Open, Block::Until));
    }
    let behind = trimmed.strip_prefix("analysis")?;
    if !behind.starts_with(|c: char| c.is_ascii_uppercase() || c.is_alphabetic() && !c.is_ascii()) {
        return None;
    }
    Some(text.find(BARE_FINAL).map_or(Block::Open, |at| Block::Until(at + BARE_FINAL.len())))
}

/// Where the message of the final channel begins. The reasoning may quote the tokens: a channel
/// that the model opens itself follows the end of a message.
fn last_channel(text: &str) -> Option<usize> {
    let messages = || {
        text.match_indices(FINAL).filter_map(|(at, _)| Some((at, message(text, at + FINAL.len())?)))
    };
    let opened =
        |at: usize| text[..at].trim_end().ends_with("assistant") || text[..at].trim().is_empty();
    messages().find(|&(at, _)| opened(at)).or_else(|| messages().next()).map(|(_, begin)| begin)
}

fn message(text: &str, from: usize) -> Option<usize> {
    let at = text[from..].find(MESSAGE).filter(|&at| at <= MAX_HEAD)?;
    Some(from + at + MESSAGE.len())
}
