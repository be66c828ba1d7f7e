//! The settings of writing for the window, a test of the model, and the spent tokens.

use super::Writer;
use super::trouble::Trouble;
use crate::reading::narrow;
use crate::wire::{
    KeySource, KeyTrouble, ModelSettings, ModelTest, Reason, Spending, TestOutcome, ValueCause,
    WritingCause,
};
use crate::{App, Error};
use paperboy_net::ChatError;
use paperboy_writer::Language;

impl App {
    /// The settings of writing.
    pub fn model_settings(&self) -> Result<ModelSettings, Error> {
        let settings = self.model_settings_without_key()?;
        let (key_from, key_trouble) = match self.model_key(&settings.url) {
            Ok(key) => (key.map(|(_, from)| from), None),
            Err(trouble) => (None, Some(trouble)),
        };
        let key_shadowed =
            key_from == Some(KeySource::Environment) && self.has_key_in_keyring(&settings.url);
        let key_for = key_trouble
            .filter(|trouble| *trouble == KeyTrouble::OtherHost)
            .and_then(|_| self.key_given_for(&settings.url));
        Ok(ModelSettings { key_from, key_trouble, key_shadowed, key_for, ..settings })
    }

    /// As [`model_settings`](Self::model_settings), without the keyring, which may be slow or ask
    /// the user something.
    pub(crate) fn model_settings_without_key(&self) -> Result<ModelSettings, Error> {
        let number = |key: &str| Ok::<u32, Error>(self.setting(key)?.parse().unwrap_or_default());
        Ok(ModelSettings {
            writer: self.setting("report.writer")?,
            language: self.setting("report.language")?,
            url: self.setting("model.url")?,
            name: self.setting("model.name")?,
            parallel: number("model.parallel")?,
            daily_token_budget: number("model.daily_token_budget")?,
            first_token_seconds: number("model.first_token_seconds")?,
            correct: self.setting("model.correct")? == "on",
            key_from: None,
            key_trouble: None,
            key_shadowed: false,
            key_for: None,
        })
    }

    /// Who writes when nothing was put: the model where one is set.
    pub(crate) fn usual_writer(&self) -> Result<Writer, Error> {
        let is_set =
            !self.setting("model.url")?.is_empty() && !self.setting("model.name")?.is_empty();
        Ok(if is_set { Writer::Model } else { Writer::Extract })
    }

    /// Requests one word from the model, and describes an error in words.
    pub fn test_model(&self) -> Result<ModelTest, Error> {
        // A server may have been updated, or got a larger window, since the last request.
        self.forget_endpoints()?;
        self.writing.renewed();
        let settings = self.model_settings_without_key()?;
        if settings.url.is_empty() || settings.name.is_empty() {
            let cause = Some(Trouble::unset().cause);
            return Ok(ModelTest { outcome: TestOutcome::Unset, cause });
        }
        let tested = match self.model(&settings) {
            Err(trouble) => Err(trouble),
            Ok(model) => self.runtime()?.block_on(model.chat.test()).map_err(|error| match error {
                ChatError::Key => model.key_trouble(),
                // The user's timeout for a first token has no part in a test.
                ChatError::Silent { after } => Trouble {
                    cause: WritingCause::TestSilent { after: after.as_secs() },
                    ..Trouble::chat(&error)
                },
                error => Trouble::chat(&error),
            }),
        };
        let Err(trouble) = tested else {
            return Ok(ModelTest { outcome: TestOutcome::Ok, cause: None });
        };
        let outcome = match trouble.reason {
            Reason::Unreachable => TestOutcome::Unreachable,
            Reason::Key => TestOutcome::Key,
            Reason::Keyring => TestOutcome::Keyring,
            Reason::UnknownModel => TestOutcome::UnknownModel,
            Reason::Quota => TestOutcome::Quota,
            Reason::Busy => TestOutcome::Busy,
            Reason::Refused => TestOutcome::Refused,
            Reason::Silent => TestOutcome::Silent,
            Reason::Garbage => TestOutcome::Garbage,
            _ => TestOutcome::Failed,
        };
        Ok(ModelTest { outcome, cause: Some(trouble.cause) })
    }

    /// The spent tokens, by the user's days and model, the newest day first.
    pub fn spending(&self) -> Result<Vec<Spending>, Error> {
        let spent = self.store().spending()?.into_iter();
        Ok(spent
            .map(|spent| Spending {
                date: spent.date.to_string(),
                model: spent.model,
                answers: narrow(spent.answers),
                prompt: narrow(spent.prompt),
                completion: narrow(spent.completion),
            })
            .collect())
    }

    /// The instructions to a model, as they are sent.
    pub fn instructions(&self, language: &str) -> Result<String, Error> {
        let language = Language::from_key(language).ok_or_else(|| {
            ValueCause::not_one_of(language, "a language of reports", &["zh", "en"])
        })?;
        Ok(paperboy_writer::instructions(language).to_owned())
    }
}
