//! Why a model gave no report, in the word of the record and as a cause.

use crate::wire::{KeyTrouble, Reason, WritingCause};
use paperboy_net::ChatError;
use paperboy_writer::Flaw;
use std::time::Duration;

/// How long to wait for an allowance of a day or a week when the server does not name the time.
const ALLOWANCE_RETRY_INTERVAL: Duration = Duration::from_secs(3600);

/// Why there is no report by the model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Trouble {
    /// The word that the record keeps.
    pub reason: Reason,
    /// What happened.
    pub cause: WritingCause,
    /// Whether the trouble concerns this paper alone, or every request to the model.
    pub of: Of,
    /// The wait that the server requested.
    pub wait: Option<Duration>,
}

/// What a trouble is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    /// This paper: the next one may go well.
    Paper,
    /// The model is unavailable for now: it may be retried in a while.
    ModelForNow,
    /// The model, until the user changes something.
    Model,
    /// The account at the model's server, or the key to it. Only the user can fill the one and name
    /// the other, so nothing replaces the model either.
    Account,
    /// The day's budget.
    Budget,
}

impl Trouble {
    fn new(reason: Reason, cause: WritingCause, of: Of) -> Self {
        Self { reason, cause, of, wait: None }
    }

    pub(super) fn flaw(flaw: Flaw) -> Self {
        let (reason, cause) = match flaw {
            Flaw::Empty => (Reason::Empty, WritingCause::Empty),
            Flaw::Refusal => (Reason::Refusal, WritingCause::Declined),
            Flaw::Looping => (Reason::Looping, WritingCause::Looping),
            Flaw::WrongLanguage => (Reason::WrongLanguage, WritingCause::WrongLanguage),
            Flaw::NoReport => (Reason::NoReport, WritingCause::NoReport),
            Flaw::TooLong => (Reason::TooLong, WritingCause::TooLong),
            Flaw::Altered => (Reason::NoReport, WritingCause::TranslationAltered),
        };
        Self::new(reason, cause, Of::Paper)
    }

    /// The server's filter ended the answer.
    pub(super) fn filtered() -> Self {
        Self::new(Reason::Refusal, WritingCause::FilterStopped, Of::Paper)
    }

    /// The answer ended for a reason that is not known.
    pub(super) fn unknown_end() -> Self {
        Self::new(Reason::Cut, WritingCause::UnknownEnd, Of::Paper)
    }

    /// The answer ended at a bound.
    pub(super) fn not_done() -> Self {
        Self::new(Reason::Cut, WritingCause::CutShort, Of::Paper)
    }

    /// The bound for answers was reached before the report began.
    pub(super) fn only_reasoning() -> Self {
        Self::new(Reason::Reasoning, WritingCause::OnlyReasoning, Of::Paper)
    }

    pub(super) fn unset() -> Self {
        Self::new(Reason::UnknownModel, WritingCause::Unset, Of::Model)
    }

    pub(super) fn budget(tokens: u64) -> Self {
        Self::new(Reason::Budget, WritingCause::Budget { tokens }, Of::Budget)
    }

    /// The key that was set can't be had.
    pub(super) fn key(why: KeyTrouble) -> Self {
        Self::new(Reason::Keyring, WritingCause::Key { why }, Of::Account)
    }

    /// The key was given for the model's server at another address.
    pub(super) fn other_host(given_for: &str, url: &str) -> Self {
        let requested_origin = crate::key::origin_of(url).unwrap_or_default();
        let (given_for, url) = (given_for.to_owned(), url.to_owned());
        let cause = WritingCause::KeyForAnother { given_for, asked: requested_origin, url };
        Self::new(Reason::Keyring, cause, Of::Account)
    }

    /// The model wants a key, and none is set.
    pub(super) fn no_key() -> Self {
        Self::new(Reason::Key, WritingCause::NoKey, Of::Account)
    }

    pub(super) fn chat(error: &ChatError) -> Self {
        let (reason, of) = match error {
            ChatError::Address { .. } => (Reason::Unreachable, Of::Model),
            ChatError::Unreachable { .. } => (Reason::Unreachable, Of::ModelForNow),
            ChatError::Key => (Reason::Key, Of::Account),
            ChatError::UnknownModel { .. } => (Reason::UnknownModel, Of::Model),
            ChatError::Quota { .. } => (Reason::Quota, Of::Account),
            // A day is not given to extraction because of a quota, even that of a minute.
            ChatError::Busy { message, .. } if is_about_quota(message) => {
                (Reason::Busy, Of::Account)
            }
            ChatError::Busy { .. } => (Reason::Busy, Of::ModelForNow),
            ChatError::Cut => (Reason::Cut, Of::Paper),
            ChatError::Silent { .. } | ChatError::Stalled { .. } | ChatError::Endless { .. } => {
                (Reason::Silent, Of::Paper)
            }
            ChatError::TooLong | ChatError::PromptTooLong { .. } => (Reason::TooLong, Of::Paper),
            ChatError::Garbage { .. } | ChatError::NoVectors | ChatError::Dimensions { .. } => {
                (Reason::Garbage, Of::Paper)
            }
            ChatError::Filtered { .. } => (Reason::Refusal, Of::Paper),
            ChatError::Failed { passes: true, .. } => (Reason::Busy, Of::Paper),
            ChatError::Refused { status, .. } if *status >= 500 => (Reason::Busy, Of::Paper),
            // An error about the address, the account or the country applies to every paper.
            ChatError::NoModelHere { .. }
            | ChatError::Redirected { .. }
            | ChatError::Refused { status: 300..=399 | 401 | 403..=407 | 451, .. } => {
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
            ChatError::Busy { wait, .. } if of == Of::Account => Some(wait.unwrap_or_default()),
            ChatError::Busy { wait, .. } => *wait,
            ChatError::Quota { passes: true, wait, .. } => {
                Some(wait.unwrap_or(ALLOWANCE_RETRY_INTERVAL))
            }
            _ => None,
        };
        Self { wait, ..Self::new(reason, WritingCause::Chat { why: error.clone() }, of) }
    }

    /// Whether the trouble may have passed after this time. A trouble that only the user can fix
    /// never passes automatically.
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

/// Whether a server that is busy for this user names a quota.
fn is_about_quota(message: &str) -> bool {
    let message = message.to_lowercase();
    ["quota", "allowance", "usage limit", "配额", "配額", "额度", "額度", "限额", "用量"]
        .iter()
        .any(|word| message.contains(word))
}

/// Whether a refusal is about where the user is.
fn is_about_place(message: &str) -> bool {
    let message = message.to_lowercase();
    ["user location", "country", "region", "territory", "地区", "地域"]
        .iter()
        .any(|word| message.contains(word))
}
