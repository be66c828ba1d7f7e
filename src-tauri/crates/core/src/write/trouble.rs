//! Why a model gave no report, in the words of the record and in a sentence.

use paperboy_net::ChatError;
use paperboy_writer::Flaw;
use std::time::Duration;

/// Why there is no report by the model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Trouble {
    /// The word that the record keeps.
    pub reason: &'static str,
    /// A sentence in English.
    pub sentence: String,
    /// Whether it is about this paper alone, or about the model whatever it is asked.
    pub of: Of,
    /// How long the server asked to be left alone.
    pub wait: Option<Duration>,
}

/// What a trouble is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    /// This paper: the next one may go well.
    Paper,
    /// The model, for now: it may be asked again in a while.
    ModelForNow,
    /// The model, until the reader changes something.
    Model,
    /// The day's budget.
    Budget,
}

impl Trouble {
    fn new(reason: &'static str, sentence: String, of: Of) -> Self {
        Self { reason, sentence, of, wait: None }
    }

    pub(super) fn flaw(flaw: Flaw) -> Self {
        let (reason, sentence) = match flaw {
            Flaw::Empty => ("empty", "the model said nothing"),
            Flaw::Refusal => ("refusal", "the model declined"),
            Flaw::Looping => ("looping", "the model said the same again and again"),
            Flaw::WrongLanguage => ("wrong_language", "the model answered in another language"),
            Flaw::NoReport => ("no_report", "the model's answer has none of the five sections"),
            Flaw::TooLong => ("too_long", "the model's answer is longer than any report"),
        };
        Self::new(reason, sentence.to_owned(), Of::Paper)
    }

    /// The answer ended at a bound or a filter.
    pub(super) fn not_done() -> Self {
        Self::new("cut", "the model's answer was cut short".to_owned(), Of::Paper)
    }

    pub(super) fn unset() -> Self {
        let sentence = "no model is set: put its address and its name into the settings".to_owned();
        Self::new("unknown_model", sentence, Of::Model)
    }

    pub(super) fn budget(budget: u64) -> Self {
        let sentence = format!("today's budget of {budget} tokens is used up; writing goes on tomorrow");
        Self::new("budget", sentence, Of::Budget)
    }

    pub(super) fn chat(error: &ChatError) -> Self {
        let (reason, of) = match error {
            ChatError::Address(_) => ("unreachable", Of::Model),
            ChatError::Unreachable(_) => ("unreachable", Of::ModelForNow),
            ChatError::Key => ("key", Of::Model),
            ChatError::UnknownModel { .. } => ("unknown_model", Of::Model),
            ChatError::Quota => ("quota", Of::Model),
            ChatError::Busy { .. } => ("busy", Of::ModelForNow),
            ChatError::Cut | ChatError::Silent => ("cut", Of::Paper),
            ChatError::TooLong | ChatError::PromptTooLong => ("too_long", Of::Paper),
            ChatError::Garbage(_) => ("garbage", Of::Paper),
            ChatError::Refused { status, .. } if *status >= 500 => ("busy", Of::Paper),
            ChatError::Refused { .. } => ("refusal", Of::Paper),
        };
        let wait = if let ChatError::Busy { wait } = error { *wait } else { None };
        Self { wait, ..Self::new(reason, error.to_string(), of) }
    }
}
