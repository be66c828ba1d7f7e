//! A chat model behind any OpenAI-compatible endpoint: OpenAI, DeepSeek, Qwen, Ollama, llama.cpp,
//! vLLM and the like.
//!
//! Events are cut apart by `sse-stream`. No client library is used above it: async-openai, the kept
//! one (0.43), reads bodies without a bound and drops `Retry-After`, gives an answer that broke off
//! the same end as a whole one, and takes none from a server that leaves out a field of OpenAI's or
//! stops for a reason of its own.

mod address;
mod allowance;
mod answer;
mod embeddings;
mod error;
mod error_details;
mod key;
mod lack;
mod limits;
mod piece;
mod refusal;
mod window;

pub(crate) use address::is_near as is_private;
pub use answer::{ChatAnswer, Finish};
pub use embeddings::Embeddings;
pub use error::{AddressCause, ChatError, GarbageCause};
pub use key::Key;
pub use lack::Manner;
pub use limits::ChatLimits;

use crate::error::Failure;
use crate::sources::{clip, host_of};
use crate::{body, proxy, wait};
use answer::ReadContext;
use jiff::Timestamp;
use paperboy_paper::{ConnectionCause, NetworkCause};
use refusal::Refusal;
use reqwest::header::{self, HeaderMap, HeaderValue};
use reqwest::redirect::Policy;
use reqwest::{Client, RequestBuilder, Response};
use serde_json::{Value, json};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio::time::{Instant, timeout, timeout_at};
use url::Url;

/// How long a test waits for its one token: long enough for a large model to be loaded.
const TEST_TIMEOUT: Duration = Duration::from_secs(60);
/// The interval of keep-alive packets, so that no router drops an idle connection while a model
/// reads.
const KEEP_ALIVE_INTERVAL: Duration = Duration::from_secs(30);
/// The largest number of a server's models that are named when the requested one is missing.
const MAX_NAMED_MODELS: usize = 8;

/// The role of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ChatRole {
    /// The instructions.
    System,
    /// The prompt.
    User,
}

/// A message to the model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChatMessage {
    /// The role.
    pub role: ChatRole,
    /// The content.
    pub text: String,
}

/// A piece of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChatPiece<'a> {
    /// More of the text.
    Text(&'a str),
    /// The model reasons; what it thinks is not kept.
    Reasoning,
}

/// A chat model at an address.
#[derive(Debug)]
pub struct Chat {
    client: Client,
    base: Url,
    model: String,
    key: Option<Key>,
    limits: ChatLimits,
    /// The form of request that the server accepts, as far as is known.
    manner: Mutex<Manner>,
}

impl Chat {
    /// Prepares the client without sending a request. `url` is the endpoint up to `/v1`, which is
    /// added to an address without a path.
    ///
    /// Addresses are `https`, or `http` on this machine or in a private network, where no third
    /// party can read; any other is a [`ChatError::Address`].
    pub fn new(
        url: &Url,
        model: &str,
        key: Option<Key>,
        user_agent: &str,
    ) -> Result<Self, ChatError> {
        Self::with_limits(url, model, key, user_agent, ChatLimits::default())
    }

    /// As [`Chat::new`] within other bounds.
    pub fn with_limits(
        url: &Url,
        model: &str,
        key: Option<Key>,
        user_agent: &str,
        limits: ChatLimits,
    ) -> Result<Self, ChatError> {
        let base = address::base(url).map_err(|why| ChatError::Address { why })?;
        let mut headers = HeaderMap::new();
        match &key {
            Some(key) if address::is_azure(&base) => {
                drop(headers.insert("api-key", key.bare_header()))
            }
            Some(key) => drop(headers.insert(header::AUTHORIZATION, key.header())),
            None => {}
        }
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        // Once per process: a second call changes nothing, so its result is ignored.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let builder = Client::builder()
            .user_agent(user_agent)
            .default_headers(headers)
            .connect_timeout(limits.connect)
            .tcp_keepalive(KEEP_ALIVE_INTERVAL)
            .redirect(Policy::none())
            .referer(false);
        // Addresses on this machine and in its network need no proxy.
        let builder = if address::is_near(&base) {
            builder.no_proxy()
        } else {
            let unusable = |why| ChatError::Unreachable { host: host_of(&base), why };
            proxy::for_host(builder, &base).map_err(unusable)?
        };
        let client = builder.build().map_err(|error| ChatError::Unreachable {
            host: host_of(&base),
            why: ConnectionCause::Other { text: format!("the network can't be set up: {error}") },
        })?;
        Ok(Self { client, base, model: model.to_owned(), key, limits, manner: Mutex::default() })
    }

    /// Whether an address is on this machine or in a private network, by its name or number: a
    /// model there may want no key.
    pub fn is_near(url: &Url) -> bool {
        address::is_near(url)
    }

    /// This model with the form of request that its server accepted before.
    #[must_use]
    pub fn with_manner(self, manner: Manner) -> Self {
        Self { manner: Mutex::new(manner), ..self }
    }

    /// The form of request that the server accepts, as far as is known: for a later
    /// [`with_manner`](Self::with_manner).
    pub fn manner(&self) -> Manner {
        *self.manner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sends one request and reads the answer as it arrives; `on_piece` gets each new piece of it,
    /// never the whole text so far.
    ///
    /// There is no second attempt here: see [`ChatError::may_pass`]. Only a server that rejects
    /// this form of request gets another form. Dropping the future ends the request, connection and
    /// all.
    pub async fn ask(
        &self,
        messages: &[ChatMessage],
        on_piece: &mut (dyn FnMut(ChatPiece<'_>) + Send),
    ) -> Result<ChatAnswer, ChatError> {
        self.ask_as_it_answers(|manner| self.question(messages, manner), on_piece).await
    }

    /// Whether the model answers at all: asks for one token. An unknown model's error names some
    /// that the server has.
    pub async fn test(&self) -> Result<(), ChatError> {
        let message = [ChatMessage { role: ChatRole::User, text: "Say OK.".to_owned() }];
        let question = |manner: Manner| {
            let mut question = self.question(&message, manner);
            if manner.takes_options {
                question["max_tokens"] = json!(1);
            }
            question
        };
        let longest = self.limits.whole.min(TEST_TIMEOUT);
        let tested = timeout(longest, self.ask_as_it_answers(question, &mut |_| ())).await;
        match tested.unwrap_or(Err(ChatError::Silent { after: longest })) {
            Err(ChatError::UnknownModel { .. }) => {
                Err(ChatError::UnknownModel { known: self.models().await })
            }
            outcome => outcome.map(|_| ()),
        }
    }

    fn question(&self, messages: &[ChatMessage], manner: Manner) -> Value {
        let role = |role| match role {
            ChatRole::System if manner.takes_instructions => "system",
            _ => "user",
        };
        let mut turns: Vec<(&str, String)> = Vec::new();
        for message in messages {
            let role = role(message.role);
            match turns.last_mut() {
                // Without a role for instructions they are at the head of the question.
                Some((last, text)) if *last == role => {
                    *text = format!("{text}\n\n{}", message.text)
                }
                _ => turns.push((role, message.text.clone())),
            }
        }
        let messages: Vec<_> =
            turns.iter().map(|(role, text)| json!({ "role": role, "content": text })).collect();
        let mut question =
            json!({ "model": self.model, "messages": messages, "stream": manner.streams });
        if manner.streams && manner.takes_options {
            question["stream_options"] = json!({ "include_usage": true });
        }
        question
    }

    /// Sends the request, and repeats it without the features that the server rejects, which costs
    /// nothing. The accepted form is remembered.
    async fn ask_as_it_answers(
        &self,
        question: impl Fn(Manner) -> Value,
        on_piece: &mut (dyn FnMut(ChatPiece<'_>) + Send),
    ) -> Result<ChatAnswer, ChatError> {
        let mut manner = self.manner();
        loop {
            let result = self.answer(&question(manner), manner, on_piece).await;
            match result {
                Err(Refusal { error, lack }) => match lack.and_then(|lack| manner.without(lack)) {
                    Some(plainer) => {
                        tracing::info!(host = host_of(&self.base), %error, ?plainer, "the request is repeated in another form");
                        manner = plainer;
                    }
                    None => return Err(error),
                },
                Ok(answer) => {
                    *self.manner.lock().unwrap_or_else(PoisonError::into_inner) = manner;
                    return Ok(answer);
                }
            }
        }
    }

    async fn answer(
        &self,
        question: &Value,
        manner: Manner,
        on_piece: &mut (dyn FnMut(ChatPiece<'_>) + Send),
    ) -> Result<ChatAnswer, Refusal> {
        let started = Instant::now();
        let request = self
            .client
            .post(address::below(&self.base, "chat/completions"))
            .body(question.to_string());
        // A server that does not stream sends nothing until the answer is complete.
        let writes = if manner.streams { Duration::ZERO } else { self.limits.whole };
        let response = self.send(request, self.limits.first_token + writes).await?;
        let reading = ReadContext { limits: &self.limits, started, on_piece };
        let answer = answer::read(response, reading)
            .await
            .map_err(|refusal| Refusal { error: self.scrubbed(refusal.error), ..refusal })?;
        // A server that repeats what it was sent would bring the key into the library.
        match &self.key {
            Some(key) if key.is_in(&answer.text) => {
                Err(ChatError::from(GarbageCause::HoldsKey).into())
            }
            _ => Ok(answer),
        }
    }

    async fn send(&self, request: RequestBuilder, longest: Duration) -> Result<Response, Refusal> {
        let started = Instant::now();
        let silent = || Refusal::from(ChatError::Silent { after: longest });
        let sent = timeout_at(started + longest, request.send()).await.map_err(|_| silent())?;
        let response = sent.map_err(|error| match body::failure(&error) {
            Failure::Unreachable(why)
            | Failure::Passing(NetworkCause::NotSecure { why } | NetworkCause::Proxy { why }) => {
                self.scrubbed(ChatError::Unreachable { host: host_of(&self.base), why })
            }
            _ => ChatError::Cut,
        })?;
        let status = response.status();
        tracing::debug!(
            host = host_of(&self.base),
            status = status.as_u16(),
            milliseconds = started.elapsed().as_millis() as u64,
            "answered"
        );
        if status.is_success() {
            return Ok(response);
        }
        let header = |name| response.headers().get(name).and_then(|value| value.to_str().ok());
        if let Some(address) = header(header::LOCATION).filter(|_| status.is_redirection()) {
            let to = clip(address);
            let error = ChatError::Redirected { status: status.as_u16(), to };
            return Err(self.scrubbed(error).into());
        }
        let wait =
            header(header::RETRY_AFTER).and_then(|text| wait::retry_after(text, Timestamp::now()));
        let error_body = answer::refused(response, &self.limits).await;
        let refusal = refusal::refusal(status.as_u16(), wait, &error_body);
        Err(Refusal { error: self.scrubbed(refusal.error), ..refusal })
    }

    /// Some of the server's models; empty when it doesn't list them.
    async fn models(&self) -> Vec<String> {
        let request = self.client.get(address::below(&self.base, "models"));
        let listing = async {
            let response = self.send(request, TEST_TIMEOUT).await.ok()?;
            answer::json(response, &self.limits).await.ok()
        };
        let list = timeout(TEST_TIMEOUT, listing).await.ok().flatten().unwrap_or_default();
        let models = list["data"].as_array().into_iter().flatten();
        let names =
            models.filter_map(|model| model["id"].as_str()).map(|name| self.scrub(&clip(name)));
        names.take(MAX_NAMED_MODELS).collect()
    }

    fn scrubbed(&self, error: ChatError) -> ChatError {
        match error {
            ChatError::Refused { status, message } => {
                ChatError::Refused { status, message: self.scrub(&message) }
            }
            ChatError::Failed { message, passes } => {
                ChatError::Failed { message: self.scrub(&message), passes }
            }
            ChatError::Filtered { message } => {
                ChatError::Filtered { message: self.scrub(&message) }
            }
            ChatError::Quota { message, passes, wait } => {
                ChatError::Quota { message: self.scrub(&message), passes, wait }
            }
            ChatError::NoModelHere { status, message } => {
                ChatError::NoModelHere { status, message: self.scrub(&message) }
            }
            ChatError::Redirected { status, to } => {
                ChatError::Redirected { status, to: self.scrub(&to) }
            }
            ChatError::Garbage { why: GarbageCause::Words { text } } => {
                GarbageCause::Words { text: self.scrub(&text) }.into()
            }
            ChatError::Garbage { why: GarbageCause::Stream { text } } => {
                GarbageCause::Stream { text: self.scrub(&text) }.into()
            }
            ChatError::Unreachable { host, why: ConnectionCause::Other { text } } => {
                let why = ConnectionCause::Other { text: self.scrub(&text) };
                ChatError::Unreachable { host, why }
            }
            ChatError::Unreachable { host, why: ConnectionCause::ProxyRefused { text } } => {
                let why = ConnectionCause::ProxyRefused { text: self.scrub(&text) };
                ChatError::Unreachable { host, why }
            }
            ChatError::Busy { message, wait } => {
                ChatError::Busy { message: self.scrub(&message), wait }
            }
            other @ (ChatError::Address { .. }
            | ChatError::Garbage { .. }
            | ChatError::Unreachable { .. }
            | ChatError::UnknownModel { .. }
            | ChatError::Silent { .. }
            | ChatError::Stalled { .. }
            | ChatError::Endless { .. }
            | ChatError::Key
            | ChatError::Cut
            | ChatError::TooLong
            | ChatError::NoVectors
            | ChatError::Dimensions { .. }
            | ChatError::PromptTooLong { .. }) => other,
        }
    }

    fn scrub(&self, text: &str) -> String {
        self.key.as_ref().map_or_else(|| text.to_owned(), |key| key.scrub(text))
    }
}

/// About how many tokens a text has, for where no server counted them: one for four ASCII
/// characters, and one for each other.
pub fn estimated_tokens(text: &str) -> u64 {
    let ascii = text.bytes().filter(u8::is_ascii).count();
    let others = text.chars().filter(|character| !character.is_ascii()).count();
    (ascii.div_ceil(4) + others) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_estimated_by_script() {
        assert_eq!(
            ["", "a", "abcd", "abcde", "模型", "用 GPT-4o"].map(estimated_tokens),
            [0, 1, 1, 2, 2, 3]
        );
    }
}
