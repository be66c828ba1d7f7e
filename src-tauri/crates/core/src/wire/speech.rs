//! Reading aloud: sentences, and the voices of the system.

use serde::{Deserialize, Serialize};
#[cfg(test)]
use ts_rs::TS;

/// A language in which a sentence is spoken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(TS))]
pub enum SpokenLanguage {
    /// Chinese.
    Zh,
    /// English.
    En,
}

/// The languages for which the system has a voice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct SpeechVoices {
    /// Whether it speaks Chinese.
    pub zh: bool,
    /// Whether it speaks English.
    pub en: bool,
}

/// A sentence of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct SpokenSentence {
    /// Where it begins, in units of UTF-16.
    pub from: u32,
    /// Where it ends.
    pub to: u32,
    /// The language in which it is spoken, by its script.
    pub language: SpokenLanguage,
}
