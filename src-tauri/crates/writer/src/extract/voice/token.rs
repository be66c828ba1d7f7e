//! The words of a sentence and the verbs among them.

use super::words::Kinds;
use crate::extract::verbs::{Act, Form, verb};
use crate::extract::words::each_word;

/// The most words of a sentence that are read.
const MAX_WORDS: usize = 120;

/// A word of a sentence.
#[derive(Debug)]
pub struct Token {
    /// In lower case.
    pub word: String,
    /// What it indicates.
    pub kinds: Kinds,
    /// Its act as a verb.
    pub verb: Option<(Act, Form)>,
    /// Whether a comma, a colon, a bracket or a dash is before it.
    pub after_mark: bool,
    /// Whether it begins with a capital.
    pub is_capital: bool,
}

impl Token {
    /// Whether it is one of the words.
    pub fn is(&self, words: &[&str]) -> bool {
        words.contains(&self.word.as_str())
    }

    /// Whether it is of one of the kinds.
    pub fn has(&self, kinds: Kinds) -> bool {
        self.kinds.has(kinds)
    }

    /// Whether it may be between a subject and its verb.
    pub fn is_between(&self) -> bool {
        self.has(Kinds::BETWEEN) || self.word.ends_with("ly") && self.word != "apply"
    }
}

/// The words of a sentence in their order.
pub fn tokens(text: &str) -> Vec<Token> {
    let marks = [',', ';', ':', '—', '–', '(', ')', '"', '“', '”'];
    let mut tokens = Vec::new();
    let mut read = 0;
    each_word(text, |word, shown| {
        let start = shown.as_ptr() as usize - text.as_ptr() as usize;
        if tokens.len() < MAX_WORDS {
            let between = text.get(read..start).unwrap_or_default();
            let is_dash = between.contains(" - ") || between.contains("--");
            tokens.push(Token {
                word: word.to_owned(),
                kinds: Kinds::of(word),
                verb: verb(word),
                after_mark: is_dash || between.contains(marks),
                is_capital: shown.starts_with(char::is_uppercase),
            });
        }
        read = start + shown.len();
    });
    tokens
}

/// The verb that follows a subject, and its place.
pub fn verb_behind(tokens: &[Token], subject: usize) -> Option<(usize, Act, Form)> {
    let mut at = subject + 1;
    // `We, for the first time, prove`
    if tokens.get(at).is_some_and(|token| token.after_mark) {
        at = (at + 1..(at + 9).min(tokens.len())).find(|&at| tokens[at].after_mark)?;
    }
    let mut may = false;
    for (at, token) in tokens.iter().enumerate().skip(at).take(8) {
        if token.is(&["not", "cannot", "never", "need", "must", "should"]) {
            return None;
        }
        // `We can build on this` promises; `we can show` shows.
        may |= token.has(Kinds::MAY);
        if let Some((act, form)) = token.verb {
            return (!may || act == Act::Finds).then_some((at, act, form));
        }
        if !token.is_between() {
            return None;
        }
    }
    None
}

/// The best of what one subject does, whose verb is at a place: `we analyse … and propose …`,
/// `we address this by introducing …`.
pub fn strongest(tokens: &[Token], place: usize, act: Act, agrees: impl Fn(Form) -> bool) -> Act {
    let mut best = weighed(tokens, place, act);
    for at in place + 1..tokens.len() {
        // Another subject follows.
        if tokens[at].is(&["we", "which", "who", "whose", "however", "but"]) {
            break;
        }
        let before = &tokens[at - 1];
        let Some((act, form)) = tokens[at].verb.filter(|(act, _)| *act >= Act::Makes) else {
            continue;
        };
        let joined = tokens[at].after_mark
            || before.is(&["and", "then", "also", "further", "finally", "accordingly"]);
        let is_by = |token: &Token| token.is(&["by", "through", "via"]);
        let by = is_by(before) || before.word.ends_with("ly") && at >= 2 && is_by(&tokens[at - 2]);
        if joined && agrees(form) || by && form == Form::Gerund {
            best = best.max(act);
        }
    }
    best
}

/// The act of a verb with the following words.
fn weighed(tokens: &[Token], place: usize, act: Act) -> Act {
    let behind = &tokens[place + 1..tokens.len().min(place + 9)];
    let tests = |token: &Token| token.is(&["experiments", "experiment", "ablations", "ablation"]);
    match act {
        // `We conduct extensive experiments`: that is how it was tested.
        Act::Studies | Act::Makes if behind.iter().any(tests) => Act::Describes,
        Act::Works | Act::Studies | Act::Argues if brings_by_name(tokens, place) => Act::Makes,
        Act::Studies if behind.iter().any(|token| token.has(Kinds::SYSTEMATIC)) => Act::Argues,
        _ => act,
    }
}

/// `We close this gap with Heron, a network that …`
fn brings_by_name(tokens: &[Token], place: usize) -> bool {
    let near = place + 1..tokens.len().min(place + 9);
    let Some(with) = near.into_iter().find(|&at| tokens[at].is(&["with", "through", "via"])) else {
        return false;
    };
    let named = &tokens[with + 1..tokens.len().min(with + 14)];
    let explains = |token: &Token| token.is(&["a", "an", "the", "our", "which"]);
    named.iter().any(|token| token.after_mark && explains(token))
}
