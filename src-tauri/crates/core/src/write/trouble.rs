//! Why a model gave no report, in the words of the record and in a sentence.

use crate::wire::{KeyTrouble, Reason};
use paperboy_net::ChatError;
use paperboy_writer::Flaw;
use std::time::Duration;

/// When an allowance for a day or a week is asked for again that did not say when it comes back.
const ALLOWANCE_AGAIN: Duration = Duration::from_secs(3600);

/// Why there is no report by the model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Trouble {
    /// The word that the record keeps.
    pub reason: Reason,
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
    /// The model, until the user changes something.
    Model,
    /// The account at the model's server. Nobody but the user can fill it, so nothing is written in
    /// the model's place either.
    Account,
    /// The day's budget.
    Budget,
}

impl Trouble {
    fn new(reason: Reason, sentence: String, of: Of) -> Self {
        Self { reason, sentence, of, wait: None }
    }

    pub(super) fn flaw(flaw: Flaw) -> Self {
        let (reason, sentence) = match flaw {
            Flaw::Empty => (Reason::Empty, "the model's answer is empty"),
            Flaw::Refusal => (Reason::Refusal, "the model declined to answer"),
            Flaw::Looping => (Reason::Looping, "the model repeated itself"),
            Flaw::WrongLanguage => {
                (Reason::WrongLanguage, "the model answered in the wrong language")
            }
            Flaw::NoReport => {
                (Reason::NoReport, "the model's answer has none of the five sections")
            }
            Flaw::TooLong => (Reason::TooLong, "the model's answer is too long for a report"),
        };
        Self::new(reason, sentence.to_owned(), Of::Paper)
    }

    /// The server's filter ended the answer.
    pub(super) fn filtered() -> Self {
        Self::new(
            Reason::Refusal,
            "the model service's content filter stopped the answer".to_owned(),
            Of::Paper,
        )
    }

    /// The answer ended for a reason that is not known.
    pub(super) fn unknown_end() -> Self {
        let sentence = "the model service ended the answer for a reason that Paperboy does not know, so it may be cut short";
        Self::new(Reason::Cut, sentence.to_owned(), Of::Paper)
    }

    /// The answer ended at a bound.
    pub(super) fn not_done() -> Self {
        Self::new(Reason::Cut, "the model's answer was cut short".to_owned(), Of::Paper)
    }

    /// The bound for answers was reached before the report began.
    pub(super) fn only_reasoning() -> Self {
        let sentence = "the model used all its tokens before it began the report, usually on reasoning: raise the model \
                        service's limit of tokens per answer, or turn reasoning off";
        Self::new(Reason::Reasoning, sentence.to_owned(), Of::Paper)
    }

    pub(super) fn unset() -> Self {
        let sentence =
            "no model is set up: enter its address and its name in the settings".to_owned();
        Self::new(Reason::UnknownModel, sentence, Of::Model)
    }

    pub(super) fn budget(budget: u64) -> Self {
        let sentence = format!(
            "today's limit of {budget} tokens has been reached; in the window, writing continues tomorrow"
        );
        Self::new(Reason::Budget, sentence, Of::Budget)
    }

    /// The key that was set can't be had.
    pub(super) fn key(trouble: KeyTrouble) -> Self {
        Self::new(Reason::Keyring, trouble.sentence().to_owned(), Of::Model)
    }

    /// The key was given for the model's server at another address.
    pub(super) fn other_host(given_for: &str, url: &str) -> Self {
        let asked = crate::key::origin_of(url).unwrap_or_default();
        let sentence = format!(
            "the key was entered for {given_for}, but this library uses {asked}; the key was not sent there: if that address is right, run \
             `paperboy settings model.url {url}` for the key in the environment, or `paperboy settings model.key -` to save a key for it"
        );
        Self::new(Reason::Keyring, sentence, Of::Model)
    }

    /// The model wants a key, and none is set.
    pub(super) fn no_key() -> Self {
        Self::new(
            Reason::Key,
            "the model service requires a key, and none is set".to_owned(),
            Of::Model,
        )
    }

    pub(super) fn chat(error: &ChatError) -> Self {
        let (reason, of) = match error {
            ChatError::Address(_) => (Reason::Unreachable, Of::Model),
            ChatError::Unreachable(_) => (Reason::Unreachable, Of::ModelForNow),
            ChatError::Key => (Reason::Key, Of::Model),
            ChatError::UnknownModel { .. } => (Reason::UnknownModel, Of::Model),
            ChatError::Quota { .. } => (Reason::Quota, Of::Account),
            ChatError::Busy { .. } => (Reason::Busy, Of::ModelForNow),
            ChatError::Cut => (Reason::Cut, Of::Paper),
            ChatError::Silent { .. } | ChatError::Endless { .. } => (Reason::Silent, Of::Paper),
            ChatError::TooLong | ChatError::PromptTooLong { .. } => (Reason::TooLong, Of::Paper),
            ChatError::Garbage(_) => (Reason::Garbage, Of::Paper),
            ChatError::Filtered { .. } => (Reason::Refusal, Of::Paper),
            ChatError::Failed { passes: true, .. } => (Reason::Busy, Of::Paper),
            ChatError::Refused { status, .. } if *status >= 500 => (Reason::Busy, Of::Paper),
            // What the server says of the address, the account or the country it says of every
            // paper.
            ChatError::Refused { status: 300..=399 | 401 | 403..=407 | 451, .. } => {
                (Reason::Refused, Of::Model)
            }
            ChatError::Refused { message, .. } | ChatError::Failed { message, .. }
                if is_about_place(message) =>
            {
                (Reason::Refused, Of::Model)
            }
            ChatError::Refused { .. } | ChatError::Failed { .. } => (Reason::Refused, Of::Paper),
        };
        let wait = match error {
            ChatError::Busy { wait } => *wait,
            ChatError::Quota { passes: true, wait, .. } => Some(wait.unwrap_or(ALLOWANCE_AGAIN)),
            _ => None,
        };
        let limit = "; the setting model.first_token_seconds is the timeout for the first token";
        let hint = if matches!(error, ChatError::Silent { .. }) { limit } else { "" };
        Self { wait, ..Self::new(reason, format!("{error}{hint}"), of) }
    }

    /// Whether it may have passed after so long. What only the user can mend never does by itself.
    pub(super) fn may_have_passed(&self, after: Duration, at_least: Duration) -> bool {
        match self.of {
            Of::Model => false,
            Of::Account => self.wait.is_some_and(|wait| after >= wait.max(at_least)),
            Of::Paper | Of::ModelForNow | Of::Budget => {
                after >= self.wait.unwrap_or_default().max(at_least)
            }
        }
    }
}

/// Whether a refusal is about where the user is.
fn is_about_place(message: &str) -> bool {
    let message = message.to_lowercase();
    ["user location", "country", "region", "territory", "地区", "地域"]
        .iter()
        .any(|word| message.contains(word))
}
