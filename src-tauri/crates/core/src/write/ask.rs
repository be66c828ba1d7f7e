//! Requests to a model: a stored answer is not requested again, and a failed request is retried
//! within bounds.

use super::endpoint::Endpoint;
use super::report_writer::Stop;
use super::stream::Stream;
use super::trouble::Trouble;
use super::{Tokens, prompt_budget};
use crate::{App, Error};
use paperboy_net::{Chat, ChatAnswer, ChatError, ChatMessage, ChatRole, Finish, estimated_tokens};
use paperboy_store::{NewAnswer, PromptCut};
use paperboy_writer::{Flaw, Message, Role};
use sha2::{Digest, Sha256};
use std::cell::Cell;
use std::time::Duration;

/// The largest number of retries after an answer that broke off or was garbage, and after a busy
/// server.
const MAX_RETRIES_AFTER_FAULTS: u32 = 2;
const MAX_RETRIES_WHEN_BUSY: u32 = 5;
/// The first pause between tries when the server names none, which doubles each time, and the
/// longest pause.
const FIRST_PAUSE: Duration = Duration::from_secs(1);
const MAX_PAUSE: Duration = Duration::from_secs(120);
/// The largest number of answers to one prompt.
const MAX_REPEATS: u32 = 1000;

/// The model of the settings.
pub(super) struct Model {
    pub chat: Chat,
    pub name: String,
    /// Its address, as the settings have it.
    pub url: String,
    /// Whether a key is sent with each request, or the reason why the stored key is not available.
    pub key: Result<bool, Trouble>,
    /// How many tokens of a question it reads; `None`: all, as far as is known.
    pub window: Cell<Option<u64>>,
    /// Tokens a day; 0: no bound.
    pub budget: u64,
    /// What this run has cost.
    pub tokens: Cell<Tokens>,
}

/// Why there is no answer of use.
pub(super) enum NoAnswer {
    /// The question is longer than the model reads.
    PromptTooLong,
    /// It was tried often enough.
    Trouble(Trouble),
    /// Nothing can be written now.
    Stop(Stop),
}

impl<E: Into<Error>> From<E> for NoAnswer {
    fn from(error: E) -> Self {
        Self::Stop(Stop::Error(error.into()))
    }
}

/// An answer of use.
pub(super) struct Judged<T> {
    pub value: T,
    /// Where the server cut the question that it answers.
    pub cut: Option<PromptCut>,
}

/// A question to a model.
pub(super) struct Question<'a> {
    pub messages: &'a [Message],
    /// Whether an answer that became a report counts as not there.
    pub again: bool,
    /// The number of retries when the answer is useless.
    pub more: u32,
}

impl Model {
    /// Asks until an answer is of use or it was tried often enough. The digests of the answers that
    /// came are added to `used`.
    pub(super) async fn answer<T>(
        &self,
        app: &App,
        Question { messages, again, mut more }: Question<'_>,
        used: &mut Vec<Vec<u8>>,
        stream: &mut Stream<'_>,
        judge: impl Fn(&str) -> Result<T, Flaw>,
    ) -> Result<Judged<T>, NoAnswer> {
        let question: Vec<ChatMessage> = messages.iter().map(crossing).collect();
        for time in 0..MAX_REPEATS {
            let digest = self.digest(messages, time);
            let mut finish = None;
            let (text, done, counted) = match app.store().answer(&digest)? {
                Some(stored) if again && stored.used => continue,
                Some(stored) => (stored.text, stored.done, stored.prompt_tokens),
                None => {
                    let answer = self.ask_once(app, &question, stream).await?;
                    let done = answer.finish.is_whole();
                    finish = Some(answer.finish);
                    let text = answer.text.clone();
                    let counted = self.keep(app, digest.clone(), &question, answer, done)?;
                    (text, done, counted)
                }
            };
            used.push(digest);
            let cut = prompt_budget::cut(prompt_budget::tokens_of(messages), counted);
            if let Some(cut) = cut {
                self.window.set(Some(cut.read));
                app.learn(&self.url, &self.name, |endpoint| endpoint.window = Some(cut.read))?;
            }
            let trouble = match (done, judge(&text)) {
                (true, Ok(value)) => return Ok(Judged { value, cut }),
                // Tokens would be spent on reasoning once more.
                (false, Err(Flaw::Empty)) => {
                    return Err(NoAnswer::Trouble(Trouble::only_reasoning()));
                }
                // It would be held back once more.
                (false, _) if finish == Some(Finish::Filter) => {
                    return Err(NoAnswer::Trouble(Trouble::filtered()));
                }
                (false, _) if finish == Some(Finish::Unknown) => Trouble::unknown_end(),
                (_, Err(flaw)) => Trouble::flaw(flaw),
                (false, Ok(_)) => Trouble::not_done(),
            };
            if more == 0 {
                return Err(NoAnswer::Trouble(trouble));
            }
            more -= 1;
        }
        Err(NoAnswer::Trouble(Trouble::flaw(Flaw::NoReport)))
    }

    /// One answer that came whole.
    async fn ask_once(
        &self,
        app: &App,
        question: &[ChatMessage],
        stream: &mut Stream<'_>,
    ) -> Result<ChatAnswer, NoAnswer> {
        let (mut faults, mut busy) = (0, 0);
        loop {
            if self.budget > 0 && app.store().spent_on(app.users_today())? >= self.budget {
                return Err(NoAnswer::Stop(Stop::Held(Trouble::budget(self.budget))));
            }
            stream.begin();
            let manner = self.chat.manner();
            let result = self.chat.ask(question, &mut |piece| stream.take(piece)).await;
            if self.chat.manner() != manner {
                app.learn(&self.url, &self.name, |endpoint| endpoint.manner = self.chat.manner())?;
            }
            let error = match result {
                Ok(answer) => return Ok(answer),
                Err(error) => error,
            };
            let (tries, max_tries) = match error {
                ChatError::Busy { .. } => (&mut busy, MAX_RETRIES_WHEN_BUSY),
                _ => (&mut faults, MAX_RETRIES_AFTER_FAULTS),
            };
            let retry_after = if let ChatError::Busy { wait, .. } = &error { *wait } else { None };
            let pause = retry_after.unwrap_or(FIRST_PAUSE * (1 << *tries));
            tracing::info!(%error, tries, "a model did not answer");
            match error {
                ChatError::PromptTooLong { window } => {
                    if window.is_some() {
                        self.window.set(window);
                        app.learn(&self.url, &self.name, |endpoint| endpoint.window = window)?;
                    }
                    return Err(NoAnswer::PromptTooLong);
                }
                ChatError::Key => return Err(NoAnswer::Trouble(self.key_trouble())),
                error if !error.may_pass() || *tries >= max_tries || pause > MAX_PAUSE => {
                    return Err(NoAnswer::Trouble(Trouble::chat(&error)));
                }
                _ => {}
            }
            *tries += 1;
            tokio::time::sleep(pause).await;
        }
    }

    /// Why the key is not taken: because it is wrong, or because there is none.
    pub(super) fn key_trouble(&self) -> Trouble {
        match &self.key {
            Ok(true) => Trouble::chat(&ChatError::Key),
            Ok(false) => Trouble::no_key(),
            Err(trouble) => trouble.clone(),
        }
    }

    /// The known properties of the model.
    pub(super) fn known(self, endpoint: &Endpoint) -> Self {
        Self {
            chat: self.chat.with_manner(endpoint.manner),
            window: Cell::new(endpoint.window),
            ..self
        }
    }

    /// Stores an answer; returns the server's count of the prompt's tokens.
    fn keep(
        &self,
        app: &App,
        digest: Vec<u8>,
        question: &[ChatMessage],
        answer: ChatAnswer,
        done: bool,
    ) -> Result<u64, Error> {
        let estimate = || question.iter().map(|message| estimated_tokens(&message.text)).sum();
        // A server that reports zero tokens did not count.
        let counted = |tokens: Option<u64>| tokens.filter(|tokens| *tokens > 0);
        let prompt_tokens = counted(answer.prompt_tokens).unwrap_or_else(estimate);
        let completion_tokens =
            counted(answer.completion_tokens).unwrap_or_else(|| estimated_tokens(&answer.text));
        let Tokens { prompt, completion } = self.tokens.get();
        self.tokens.set(Tokens {
            prompt: prompt.saturating_add(prompt_tokens),
            completion: completion.saturating_add(completion_tokens),
        });
        let date = app.users_today();
        let stored = NewAnswer {
            digest,
            model: self.name.clone(),
            text: answer.text,
            done,
            prompt_tokens,
            completion_tokens,
            date,
        };
        app.store().keep_answer(&stored, app.now())?;
        Ok(prompt_tokens)
    }

    /// The digest of everything that determines an answer. The address is not part of it: the same
    /// model at another address is not paid for again.
    fn digest(&self, messages: &[Message], time: u32) -> Vec<u8> {
        let mut hash = Sha256::new();
        let mut add = |text: &str| {
            hash.update((text.len() as u64).to_le_bytes());
            hash.update(text);
        };
        add(&self.name);
        for message in messages {
            add(match message.role {
                Role::System => "system",
                Role::User => "user",
            });
            add(&message.text);
        }
        add(&time.to_string());
        hash.finalize().to_vec()
    }
}

fn crossing(message: &Message) -> ChatMessage {
    let role = match message.role {
        Role::System => ChatRole::System,
        Role::User => ChatRole::User,
    };
    ChatMessage { role, text: message.text.clone() }
}
