//! A chat model behind any OpenAI-compatible endpoint: OpenAI, DeepSeek, Qwen, Ollama, llama.cpp, vLLM and the like.
//!
//! Events are cut apart by `sse-stream`. No client library stands above it: async-openai, the kept one (0.43), reads bodies
//! without a bound and drops `Retry-After`, gives an answer that broke off the same end as a whole one, and takes none from a
//! server that leaves out a field of OpenAI's or stops for a reason of its own.

mod address;
mod answer;
mod error;
mod key;
mod limits;
mod refusal;

pub use answer::{ChatAnswer, Finish};
pub use error::ChatError;
pub use key::Key;
pub use limits::ChatLimits;

use crate::error::Failure;
use crate::sources::{clip, host_of};
use crate::{body, wait};
use jiff::Timestamp;
use reqwest::header::{self, HeaderMap, HeaderValue};
use reqwest::redirect::Policy;
use reqwest::{Client, RequestBuilder, Response};
use serde_json::{Value, json};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::time::Duration;
use tokio::time::{Instant, timeout_at};
use url::Url;

/// How long a test waits for its one token: as long as a large model takes to be loaded, and a person to wonder.
const TEST: Duration = Duration::from_secs(60);
/// How many of a server's models are named when it has not the one asked for.
const MODELS_NAMED: usize = 8;

/// Who says a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ChatRole {
    /// The instructions.
    System,
    /// What is asked.
    User,
}

/// A message to the model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChatMessage {
    /// Who says it.
    pub role: ChatRole,
    /// What it says.
    pub text: String,
}

/// A chat model at an address.
#[derive(Debug)]
pub struct Chat {
    client: Client,
    base: Url,
    model: String,
    key: Option<Key>,
    limits: ChatLimits,
    /// The server does not know the fields that not every one knows: they are left out from then on.
    is_plain: AtomicBool,
}

impl Chat {
    /// Makes ready to ask; asks nothing. `url` is the endpoint up to `/v1`, which is added to an address without a path.
    ///
    /// Addresses are `https`, or `http` on this machine or in a private network, where nobody else listens; any other is a
    /// [`ChatError::Address`].
    pub fn new(url: &Url, model: &str, key: Option<Key>, user_agent: &str) -> Result<Self, ChatError> {
        Self::with_limits(url, model, key, user_agent, ChatLimits::default())
    }

    /// As [`Chat::new`] within other bounds.
    pub fn with_limits(url: &Url, model: &str, key: Option<Key>, user_agent: &str, limits: ChatLimits) -> Result<Self, ChatError> {
        let base = address::base(url).map_err(ChatError::Address)?;
        let mut headers = HeaderMap::new();
        if let Some(key) = &key {
            headers.insert(header::AUTHORIZATION, key.header());
        }
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        // Once a process; a second time changes nothing, which is why the result is not looked at.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let builder = Client::builder()
            .user_agent(user_agent)
            .default_headers(headers)
            .connect_timeout(limits.connect)
            .redirect(Policy::none())
            .referer(false);
        // A proxy is for the world outside.
        let builder = if address::is_near(&base) { builder.no_proxy() } else { builder };
        let client = builder.build().map_err(|error| ChatError::Unreachable(format!("the network can't be set up ({error})")))?;
        Ok(Self { client, base, model: model.to_owned(), key, limits, is_plain: AtomicBool::new(false) })
    }

    /// Asks once and reads the answer as it comes; `on_text` is given each new piece of it, never the whole so far.
    ///
    /// There is no second attempt here: see [`ChatError::may_pass`]. Dropping the future ends the request, connection and all.
    pub async fn ask(&self, messages: &[ChatMessage], on_text: &mut (dyn FnMut(&str) + Send)) -> Result<ChatAnswer, ChatError> {
        let deadline = Instant::now() + self.limits.whole;
        let mut question = self.question(messages);
        if self.is_plain.load(Relaxed) {
            return self.answer(&question, deadline, on_text).await;
        }
        question["stream_options"] = json!({ "include_usage": true });
        self.or_plain(question, &["stream_options"], deadline, on_text).await.map(|(answer, was_plain)| {
            self.is_plain.store(was_plain, Relaxed);
            answer
        })
    }

    /// Whether the model answers at all: asks for one token. An unknown model's error names some that the server has.
    pub async fn test(&self) -> Result<(), ChatError> {
        let deadline = Instant::now() + self.limits.whole.min(TEST);
        let mut question = self.question(&[ChatMessage { role: ChatRole::User, text: "Say OK.".to_owned() }]);
        question["max_tokens"] = json!(1);
        match self.or_plain(question, &["max_tokens"], deadline, &mut |_| ()).await {
            Err(ChatError::UnknownModel { .. }) => Err(ChatError::UnknownModel { known: self.models(deadline).await }),
            outcome => outcome.map(|_| ()),
        }
    }

    fn question(&self, messages: &[ChatMessage]) -> Value {
        let role = |role| match role {
            ChatRole::System => "system",
            ChatRole::User => "user",
        };
        let messages: Vec<_> = messages.iter().map(|message| json!({ "role": role(message.role), "content": message.text })).collect();
        json!({ "model": self.model, "messages": messages, "stream": true })
    }

    /// Asks, and once more without the optional fields when the server refuses the question as malformed, which costs nothing.
    /// Says whether it took that.
    async fn or_plain(
        &self,
        mut question: Value,
        optional: &[&str],
        deadline: Instant,
        on_text: &mut (dyn FnMut(&str) + Send),
    ) -> Result<(ChatAnswer, bool), ChatError> {
        match self.answer(&question, deadline, on_text).await {
            Err(ChatError::Refused { status: 400 | 422, .. }) => {
                let fields = question.as_object_mut().into_iter();
                fields.for_each(|fields| fields.retain(|name, _| !optional.contains(&name.as_str())));
                self.answer(&question, deadline, on_text).await.map(|answer| (answer, true))
            }
            outcome => outcome.map(|answer| (answer, false)),
        }
    }

    async fn answer(&self, question: &Value, deadline: Instant, on_text: &mut (dyn FnMut(&str) + Send)) -> Result<ChatAnswer, ChatError> {
        let request = self.client.post(self.url("chat/completions")).body(question.to_string());
        let response = self.send(request, deadline).await?;
        let answer = answer::read(response, &self.limits, deadline, on_text).await.map_err(|error| self.scrubbed(error))?;
        // A server that repeats what it was sent would bring the key into the library.
        match &self.key {
            Some(key) if key.stands_in(&answer.text) => Err(ChatError::Garbage("it repeats the key".to_owned())),
            _ => Ok(answer),
        }
    }

    async fn send(&self, request: RequestBuilder, deadline: Instant) -> Result<Response, ChatError> {
        let started = Instant::now();
        let sent = timeout_at(deadline.min(started + self.limits.silence), request.send()).await.map_err(|_| ChatError::Silent)?;
        let response = sent.map_err(|error| match body::failure(&error) {
            Failure::Unreachable(reason) | Failure::Passing(reason) if error.is_connect() => {
                self.scrubbed(ChatError::Unreachable(format!("{} ({reason})", host_of(&self.base))))
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
            let message = clip(&format!("it sends to {address}, where Paperboy does not follow: give that address if it is the right one"));
            return Err(self.scrubbed(ChatError::Refused { status: status.as_u16(), message }));
        }
        let wait = header(header::RETRY_AFTER).and_then(|text| wait::retry_after(text, Timestamp::now()));
        let told = answer::refusal(response, &self.limits, deadline).await;
        Err(self.scrubbed(refusal::meaning(status.as_u16(), wait, &told)))
    }

    /// Some of the models the server has; none when it doesn't tell.
    async fn models(&self, deadline: Instant) -> Vec<String> {
        let Ok(response) = self.send(self.client.get(self.url("models")), deadline).await else { return Vec::new() };
        let list = answer::json(response, &self.limits, deadline).await.unwrap_or_default();
        let models = list["data"].as_array().into_iter().flatten();
        let names = models.filter_map(|model| model["id"].as_str()).map(|name| self.scrub(&clip(name)));
        names.take(MODELS_NAMED).collect()
    }

    fn url(&self, path: &str) -> Url {
        let mut url = self.base.clone();
        url.set_path(&format!("{}/{path}", url.path().trim_end_matches('/')));
        url
    }

    fn scrubbed(&self, error: ChatError) -> ChatError {
        match error {
            ChatError::Refused { status, message } => ChatError::Refused { status, message: self.scrub(&message) },
            ChatError::Garbage(reason) => ChatError::Garbage(self.scrub(&reason)),
            ChatError::Unreachable(reason) => ChatError::Unreachable(self.scrub(&reason)),
            other => other,
        }
    }

    fn scrub(&self, text: &str) -> String {
        self.key.as_ref().map_or_else(|| text.to_owned(), |key| key.scrub(text))
    }
}

/// About how many tokens a text has, for where no server counted them: one for four ASCII characters, and one for each other.
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
        assert_eq!(["", "a", "abcd", "abcde", "模型", "用 GPT-4o"].map(estimated_tokens), [0, 1, 1, 2, 2, 3]);
    }
}
