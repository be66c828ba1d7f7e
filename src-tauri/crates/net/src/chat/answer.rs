//! An answer, read as it comes: a stream of events, or one JSON text from a server that does not stream.

use super::{ChatError, ChatLimits, refusal};
use crate::sources::clip;
use futures_util::{Stream, StreamExt, stream};
use reqwest::{Response, header};
use serde::Deserialize;
use serde_json::Value;
use sse_stream::SseByteStream;
use std::io::Cursor;
use std::time::Duration;
use tokio::time::{Instant, timeout, timeout_at};

/// What is read of a refusal, in bytes.
const REFUSAL: usize = 16_000;
/// How long the count of tokens and the end are waited for once the model has said why it stopped.
const AFTERWARDS: Duration = Duration::from_secs(5);

/// A model's answer, whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChatAnswer {
    /// What it wrote, letter for letter; may be empty.
    pub text: String,
    /// Why it stopped.
    pub finish: Finish,
    /// Tokens of the question as the server counted them; see [`estimated_tokens`](crate::estimated_tokens) where it did not.
    pub prompt_tokens: Option<u64>,
    /// Tokens of the answer as the server counted them, reasoning included.
    pub completion_tokens: Option<u64>,
}

/// Why a model stopped writing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Finish {
    /// It was done.
    Stop,
    /// The model's own bound for answers was reached: the text is not whole.
    Length,
    /// The server held something back.
    Filter,
    /// Another reason, or none was told although the answer came to its end.
    Other,
}

/// A piece of an answer, or all of it. Servers leave out what they like.
#[derive(Deserialize)]
struct Piece {
    choices: Option<Vec<Choice>>,
    usage: Option<Usage>,
    error: Option<Value>,
}

#[derive(Deserialize)]
struct Choice {
    /// Where it comes piece by piece.
    delta: Option<Delta>,
    /// Where it comes at once.
    message: Option<Delta>,
    finish_reason: Option<String>,
}

#[derive(Deserialize)]
struct Delta {
    content: Option<Value>,
}

impl Delta {
    /// The text, which some servers give in parts, reasoning among them.
    fn text(&self) -> String {
        match &self.content {
            Some(Value::String(text)) => text.clone(),
            Some(Value::Array(parts)) => parts.iter().filter_map(|part| part["text"].as_str()).collect(),
            _ => String::new(),
        }
    }
}

#[derive(Deserialize)]
struct Usage {
    prompt_tokens: Option<u64>,
    completion_tokens: Option<u64>,
}

/// What has come of an answer so far.
struct Growing<'a> {
    text: String,
    finish: Option<Finish>,
    usage: Option<Usage>,
    /// The longest text taken, in bytes.
    longest: usize,
    on_text: &'a mut (dyn FnMut(&str) + Send),
}

impl Growing<'_> {
    fn take(&mut self, piece: &str) -> Result<(), ChatError> {
        let piece: Piece = serde_json::from_str(piece).map_err(|_| garbage(piece))?;
        if let Some(error) = piece.error.filter(|error| !error.is_null()) {
            return Err(refusal::meaning_within(&error));
        }
        self.usage = piece.usage.or(self.usage.take());
        let Some(choice) = piece.choices.into_iter().flatten().next() else { return Ok(()) };
        let text = choice.delta.or(choice.message).map(|delta| delta.text()).unwrap_or_default();
        if self.text.len() + text.len() > self.longest {
            return Err(ChatError::TooLong);
        }
        if !text.is_empty() {
            self.text.push_str(&text);
            (self.on_text)(&text);
        }
        self.finish = choice.finish_reason.as_deref().map(finish).or(self.finish);
        Ok(())
    }

    fn done(self) -> ChatAnswer {
        let (prompt_tokens, completion_tokens) = self.usage.map_or((None, None), |usage| (usage.prompt_tokens, usage.completion_tokens));
        ChatAnswer { text: self.text, finish: self.finish.unwrap_or(Finish::Other), prompt_tokens, completion_tokens }
    }
}

fn finish(reason: &str) -> Finish {
    match reason {
        "stop" | "eos" => Finish::Stop,
        "length" => Finish::Length,
        "content_filter" => Finish::Filter,
        _ => Finish::Other,
    }
}

/// Reads an answer to its end.
pub(super) async fn read(
    response: Response,
    limits: &ChatLimits,
    deadline: Instant,
    on_text: &mut (dyn FnMut(&str) + Send),
) -> Result<ChatAnswer, ChatError> {
    let mut growing = Growing { text: String::new(), finish: None, usage: None, longest: limits.answer, on_text };
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default().to_ascii_lowercase();
    if kind.contains("html") {
        return Err(ChatError::Garbage("it is a web page".to_owned()));
    }
    if kind.contains("json") {
        let text = whole(response, limits.stream, limits, deadline).await?;
        growing.take(&text)?;
        return if growing.finish.is_none() && growing.text.is_empty() { Err(garbage(&text)) } else { Ok(growing.done()) };
    }
    let mut events = Box::pin(SseByteStream::new(Box::pin(pieces(response, limits.stream, limits, deadline))));
    let mut came = false;
    loop {
        let next = match growing.finish {
            Some(_) => timeout(AFTERWARDS, events.next()).await.unwrap_or(None),
            None => events.next().await,
        };
        match next.map(|event| event.map(|event| event.data.unwrap_or_default())) {
            Some(Ok(data)) if data.trim() == "[DONE]" => return Ok(growing.done()),
            Some(Ok(data)) if data.trim().is_empty() => {}
            Some(Ok(data)) => growing.take(&data)?,
            // All is there; only the count of tokens is missing.
            None | Some(Err(_)) if growing.finish.is_some() => return Ok(growing.done()),
            None if came => return Err(ChatError::Cut),
            None => return Err(ChatError::Garbage("it sends no answer".to_owned())),
            Some(Err(error)) => return Err(broken(&error)),
        }
        came = true;
    }
}

/// Reads what a server says about why it refuses; as much of it as comes.
pub(super) async fn refusal(response: Response, limits: &ChatLimits, deadline: Instant) -> String {
    let mut bytes = Vec::new();
    let mut pieces = Box::pin(pieces(response, REFUSAL, limits, deadline));
    while let Some(Ok(piece)) = pieces.next().await {
        bytes.append(&mut piece.into_inner());
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Reads a JSON text to its end.
pub(super) async fn json(response: Response, limits: &ChatLimits, deadline: Instant) -> Result<Value, ChatError> {
    let text = whole(response, limits.stream, limits, deadline).await?;
    serde_json::from_str(&text).map_err(|_| garbage(&text))
}

async fn whole(response: Response, most: usize, limits: &ChatLimits, deadline: Instant) -> Result<String, ChatError> {
    let mut bytes = Vec::new();
    let mut pieces = Box::pin(pieces(response, most, limits, deadline));
    while let Some(piece) = pieces.next().await {
        bytes.append(&mut piece?.into_inner());
    }
    String::from_utf8(bytes).map_err(|_| ChatError::Garbage("it sends what is no text".to_owned()))
}

/// The bytes of a body as they come, as long as they keep coming and are not too many.
fn pieces(
    response: Response,
    most: usize,
    limits: &ChatLimits,
    deadline: Instant,
) -> impl Stream<Item = Result<Cursor<Vec<u8>>, ChatError>> {
    let silence = limits.silence;
    stream::try_unfold((response, 0), move |(mut response, read)| async move {
        let next = timeout_at(deadline.min(Instant::now() + silence), response.chunk()).await;
        match next.map_err(|_| ChatError::Silent)?.map_err(|_| ChatError::Cut)? {
            None => Ok(None),
            Some(piece) if read + piece.len() > most => Err(ChatError::TooLong),
            Some(piece) => {
                let read = read + piece.len();
                Ok(Some((Cursor::new(piece.into()), (response, read))))
            }
        }
    })
}

fn broken(error: &sse_stream::Error) -> ChatError {
    match error {
        sse_stream::Error::Body(inner) => inner.downcast_ref().cloned().unwrap_or(ChatError::Cut),
        other => ChatError::Garbage(format!("its stream can't be read ({other})")),
    }
}

fn garbage(text: &str) -> ChatError {
    let beginning: String = clip(text).chars().take(60).collect();
    ChatError::Garbage(format!("it says “{beginning}”"))
}
