//! Why an answer ended, in the words of many servers.

use crate::chat::Finish;

/// A reason to finish.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reason {
    Ended(Finish),
    /// The server gave the answer up in the middle.
    BrokeOff,
}

impl Reason {
    pub(super) fn is_cut(self) -> bool {
        matches!(self, Self::BrokeOff | Self::Ended(Finish::Length | Finish::Filter))
    }
}

/// Words for an answer that continues; as the last reason they mean that the answer is incomplete.
const UNFINISHED: [&str; 4] = ["unfinished", "not_finished", "incomplete", "continue"];
/// Parts of the words for each reason, whatever a server puts around them.
const LENGTH: [&str; 10] = [
    "length",
    "token",
    "limit",
    "trunc",
    "context",
    "exceed",
    "partial",
    "repetition",
    "cut",
    "incomplete",
];
const FILTER: [&str; 9] = [
    "filter",
    "sensitive",
    "safety",
    "recitation",
    "prohibited",
    "block",
    "policy",
    "moderation",
    "refus",
];
const BROKE_OFF: [&str; 12] = [
    "user",
    "error",
    "abort",
    "cancel",
    "interrupt",
    "timeout",
    "timed_out",
    "fail",
    "disconnect",
    "overload",
    "preempt",
    "insufficient_system_resource",
];

/// Parts of the words for an answer that is whole.
const WHOLE: [&str; 7] = ["stop", "eos", "complete", "done", "finished", "success", "normal"];

/// Whether a word means that the answer is incomplete; `None` for a word without this meaning.
pub(super) fn is_unfinished(word: &str) -> Option<bool> {
    let word = word.trim().to_ascii_lowercase();
    (!matches!(word.as_str(), "" | "null" | "none")).then(|| UNFINISHED.contains(&word.as_str()))
}

/// The meaning of a finish reason; a word for "not finished" is not a reason.
pub(super) fn reason(word: &str) -> Option<Reason> {
    let word = word.trim().to_ascii_lowercase();
    let has = |parts: &[&str]| parts.iter().any(|part| word.contains(part));
    Some(match word.as_str() {
        "" | "null" | "none" => return None,
        word if UNFINISHED.contains(&word) => return None,
        "eos_token" | "stop_token" | "stop_sequence" | "end" | "end_turn" | "end_of_text"
        | "end_of_turn" | "finish" => Reason::Ended(Finish::Stop),
        _ if has(&BROKE_OFF) => Reason::BrokeOff,
        _ if has(&FILTER) => Reason::Ended(Finish::Filter),
        _ if has(&LENGTH) => Reason::Ended(Finish::Length),
        _ if has(&WHOLE) => Reason::Ended(Finish::Stop),
        _ => Reason::Ended(Finish::Unknown),
    })
}
