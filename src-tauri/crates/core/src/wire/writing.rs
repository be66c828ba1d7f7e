//! What crosses about writing reports: versions, checks, the model, spending.

use super::{Check, Checked, Highlight, OpenSection, WritingCause};
use paperboy_paper::ReadingSource;
use serde::{Deserialize, Serialize};
#[cfg(test)]
use ts_rs::TS;

/// How far writing is.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct WritingState {
    /// How many reports of this round are done.
    pub done: u32,
    /// How many the round has.
    pub total: u32,
    /// The papers being written now, by arXiv id.
    pub at: Vec<String>,
    /// The papers that wait, by arXiv id, the next one first; the first of them where there are
    /// many.
    pub waiting: Vec<String>,
    /// Whether the user paused it.
    pub paused: bool,
    /// What keeps papers waiting; null: nothing.
    pub held: Option<WritingHeld>,
    /// What it is about, for the sentence in the user's language.
    pub reason: Option<Reason>,
    /// Why it is held.
    pub cause: Option<WritingCause>,
}

/// What keeps papers waiting that are to be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(TS))]
pub enum WritingHeld {
    /// The day's tokens are used up: writing continues the next day.
    Budget,
    /// The model is not available.
    Model,
}

/// Why there is no report by the model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(TS))]
pub enum Reason {
    /// It declined, or its server declined the text.
    Refusal,
    /// The answer was empty.
    Empty,
    /// The answer repeated itself.
    Looping,
    /// It answered in another language.
    WrongLanguage,
    /// It answered something else than a report.
    NoReport,
    /// The paper or the answer is too long.
    TooLong,
    /// The answer broke off.
    Cut,
    /// All tokens were spent on reasoning.
    Reasoning,
    /// Nothing came for too long.
    Silent,
    /// The server was busy for too long.
    Busy,
    /// The server can't be reached.
    Unreachable,
    /// What answered is no chat model.
    Garbage,
    /// The server does not take the key.
    Key,
    /// The key is in a keyring that can't be read.
    Keyring,
    /// There is no such model, or none is set.
    UnknownModel,
    /// The account has nothing left.
    Quota,
    /// The server refused with words of its own.
    Refused,
    /// The day's tokens are used up.
    Budget,
}

impl Reason {
    /// The word that the record keeps.
    pub fn key(self) -> &'static str {
        match self {
            Self::Refusal => "refusal",
            Self::Empty => "empty",
            Self::Looping => "looping",
            Self::WrongLanguage => "wrong_language",
            Self::NoReport => "no_report",
            Self::TooLong => "too_long",
            Self::Cut => "cut",
            Self::Reasoning => "reasoning",
            Self::Silent => "silent",
            Self::Busy => "busy",
            Self::Unreachable => "unreachable",
            Self::Garbage => "garbage",
            Self::Key => "key",
            Self::Keyring => "keyring",
            Self::UnknownModel => "unknown_model",
            Self::Quota => "quota",
            Self::Refused => "refused",
            Self::Budget => "budget",
        }
    }
}

/// Where the key to the model's server comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(TS))]
pub enum KeySource {
    /// The variable `PAPERBOY_MODEL_KEY`.
    Environment,
    /// The system's keyring.
    Keyring,
}

impl KeySource {
    /// The word for it on the command line.
    pub fn key(self) -> &'static str {
        match self {
            Self::Environment => "environment",
            Self::Keyring => "keyring",
        }
    }
}

/// Why a key that may be set can't be had, or one can't be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(TS))]
pub enum KeyTrouble {
    /// The keyring is locked, and the user did not unlock it.
    Locked,
    /// The keyring has no default collection to keep a key in.
    NoCollection,
    /// The system has no keyring.
    NoKeyring,
    /// The keyring did not answer in time.
    Silent,
    /// The keyring failed in another way.
    Failed,
    /// What the environment or the keyring holds can't be a key.
    NotAKey,
    /// The key was entered for another address than the one in the library, and the user has not
    /// allowed it there.
    OtherHost,
}

impl KeyTrouble {
    /// The error and its remedy, in English.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Locked => "the system keyring is locked: unlock it and try again",
            Self::NoCollection => {
                "the system keyring service has no default keyring: create one in your password manager and try again"
            }
            Self::NoKeyring => {
                "this system has no keyring: set PAPERBOY_MODEL_KEY in the environment instead"
            }
            Self::Silent => {
                "the system keyring does not answer: it may be waiting to be unlocked; unlock it and try again"
            }
            Self::Failed => {
                "the system keyring does not work properly: set PAPERBOY_MODEL_KEY in the environment instead"
            }
            Self::NotAKey => {
                "the API key in PAPERBOY_MODEL_KEY or in the system keyring is not valid: a key consists of letters, digits and symbols, without spaces; enter it again"
            }
            Self::OtherHost => {
                "the API key was entered for a different address than this library's model.url, so it is not sent; if model.url is right, run \
                 `paperboy settings model.key -` to save a key for it; to use the key in PAPERBOY_MODEL_KEY, run `paperboy settings model.url URL` with the same address again"
            }
        }
    }
}

impl KeyTrouble {
    /// The error and its remedy, for a key that only the keyring can hold.
    pub fn of_keyring(self) -> &'static str {
        match self {
            Self::NoKeyring => "this system has no keyring",
            Self::Failed => "the system keyring does not work properly",
            Self::NotAKey | Self::OtherHost => {
                "the entry in the system keyring can't be read; set the folder up again with its password or passphrase"
            }
            Self::Locked | Self::NoCollection | Self::Silent => self.sentence(),
        }
    }
}

/// The outcome for a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(TS))]
pub enum KeyOutcome {
    /// It is in the keyring.
    Saved,
    /// The one in the keyring is gone.
    Removed,
    /// The keyring contains no key.
    WasNone,
}

/// A key that was kept or removed, and the settings since.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct KeyChange {
    /// The outcome.
    pub outcome: KeyOutcome,
    /// The settings of writing now.
    pub settings: ModelSettings,
}

/// How much of a question a model's server read, when it was less than it was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct PromptCut {
    /// Tokens read, as the server counted them.
    pub read: u32,
    /// About how many tokens were sent.
    pub sent: u32,
}

/// One version of a paper's report, as the list of versions shows it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct Version {
    /// Its number.
    pub number: u32,
    /// `imported`, `extract`, `model:NAME`.
    pub writer: String,
    /// When it was added, RFC 3339 in UTC.
    pub added: String,
    /// What its writer had read.
    pub reading_source: Option<ReadingSource>,
    /// Whether it is the one shown.
    pub shown: bool,
    /// How it was written; null for an imported one.
    pub record: Option<WritingRecord>,
    /// How many figures and names were looked up and found; null: not looked up.
    pub checked: Option<Checked>,
}

/// A language of reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(TS))]
pub enum ReportLanguage {
    /// Chinese with English terms.
    Zh,
    /// English.
    En,
}

impl From<paperboy_writer::Language> for ReportLanguage {
    fn from(language: paperboy_writer::Language) -> Self {
        match language {
            paperboy_writer::Language::Zh => Self::Zh,
            paperboy_writer::Language::En => Self::En,
        }
    }
}

/// How a report was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct WritingRecord {
    /// `zh` or `en`.
    pub language: String,
    /// The prompt's name and version, `zh-1`; null when no model was used.
    pub prompt: Option<String>,
    /// Why the extractive writer replaced the model: `refusal`, `empty`, `looping`,
    /// `wrong_language`, `no_report`, `too_long`, `cut`, `busy`, `unreachable`, `garbage`, `key`,
    /// `unknown_model`, `quota`, `reasoning`, `silent`, `refused`, `keyring`.
    pub reason: Option<String>,
    /// The sections the extractive writer wrote in a model's report, by key.
    pub extracted: Vec<String>,
    /// The number of characters of the paper in the prompt.
    pub read: u32,
    /// How many characters the paper has.
    pub of: u32,
    /// Where the model's server cut the prompt; null when no cut is known.
    pub cut: Option<PromptCut>,
}

/// A version opened for reading or comparing.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct OpenVersion {
    /// Its entry in the list of versions.
    pub version: Version,
    /// The sections the report has, in order.
    pub sections: Vec<OpenSection>,
    /// The report as a whole, safe HTML, when it has none of the five sections.
    pub rest_html: Option<String>,
    /// Its check.
    pub check: Option<Check>,
    /// The highlights that were made on it.
    pub highlights: Vec<Highlight>,
}

/// The settings of writing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct ModelSettings {
    /// `model` or `extract`: the default writer.
    pub writer: String,
    /// `zh` or `en`.
    pub language: String,
    /// The endpoint's address, up to `/v1`; empty: none set.
    pub url: String,
    /// The model's name; empty: none set.
    pub name: String,
    /// How many reports are written at once.
    pub parallel: u32,
    /// How many tokens a day may be used; 0: no bound.
    pub daily_token_budget: u32,
    /// How many seconds a model's first word is waited for.
    pub first_token_seconds: u32,
    /// Whether the model is asked once to correct the sentences of its report that the check
    /// doubts.
    pub correct: bool,
    /// Where the key comes from; null: none set, or none that can be had.
    pub key_from: Option<KeySource>,
    /// Why a key that may be set can't be had.
    pub key_trouble: Option<KeyTrouble>,
    /// Whether the keyring holds a key too, which the one in the environment goes before.
    pub key_shadowed: bool,
    /// The address that the key was given for, where that is not the library's; see
    /// [`KeyTrouble::OtherHost`].
    pub key_for: Option<String>,
}

/// What a test of the connection to the model found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct ModelTest {
    /// Whether it answered.
    pub outcome: TestOutcome,
    /// Why not.
    pub cause: Option<WritingCause>,
}

/// The result of a test of the connection to the model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(TS))]
pub enum TestOutcome {
    /// It answered.
    Ok,
    /// The server can't be reached.
    Unreachable,
    /// The server does not take the key.
    Key,
    /// The key can't be read from the keyring.
    Keyring,
    /// There is no such model.
    UnknownModel,
    /// The account has nothing left.
    Quota,
    /// The server is busy.
    Busy,
    /// The server refused.
    Refused,
    /// Nothing came in time.
    Silent,
    /// What answered is no chat model.
    Garbage,
    /// The model answered, but its answer broke off or was declined.
    Failed,
    /// No model is set.
    Unset,
}

/// Tokens used on a day by a model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct Spending {
    /// `YYYY-MM-DD`, the day in the user's time zone.
    pub date: String,
    /// The model's name.
    pub model: String,
    /// How many requests were answered.
    pub answers: u32,
    /// Tokens of the prompts.
    pub prompt: u32,
    /// Tokens of the answers.
    pub completion: u32,
}
