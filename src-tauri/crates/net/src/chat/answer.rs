//! An answer, read as it comes: a stream of events, or one JSON text from a server that does not
//! stream.

use super::piece::{Ending, Growing};
use super::refusal::{Refusal, refusal_perhaps};
use super::{ChatError, ChatLimits, ChatPiece, GarbageCause};
use crate::sources::clip;
use futures_util::{Stream, StreamExt, stream};
use reqwest::{Response, header};
use serde_json::Value;
use sse_stream::SseByteStream;
use std::io::Cursor;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::time::Duration;
use tokio::time::{Instant, timeout, timeout_at};

/// The largest part of a refusal that is read, in bytes.
const MAX_REFUSAL_BYTES: usize = 16_000;
/// How long a refusal is read.
const REFUSAL_TIMEOUT: Duration = Duration::from_secs(30);
/// How long the count of tokens and the end are waited for once the answer has ended.
const TRAILER_TIMEOUT: Duration = Duration::from_secs(5);

/// A model's answer, whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChatAnswer {
    /// What it wrote, letter for letter; may be empty.
    pub text: String,
    /// Why it stopped.
    pub finish: Finish,
    /// Whether it reasoned apart from the text.
    pub reasoned: bool,
    /// Tokens of the question as the server counted them; see
    /// [`estimated_tokens`](crate::estimated_tokens) where it did not.
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
    /// The answer ended without a reason.
    Unsaid,
    /// An unknown reason: whether the text is complete is not known.
    Unknown,
}

impl Finish {
    /// Whether the text is known to be whole.
    pub fn is_whole(self) -> bool {
        matches!(self, Self::Stop | Self::Unsaid)
    }
}

/// The bounds within which an answer is read.
pub(super) struct ReadContext<'a> {
    pub limits: &'a ChatLimits,
    /// When the question was sent.
    pub started: Instant,
    pub on_piece: &'a mut (dyn FnMut(ChatPiece<'_>) + Send),
}

/// The bytes without the mark of byte order that some servers put first.
fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes)
}

/// Reads an answer to its end.
pub(super) async fn read(
    response: Response,
    reading: ReadContext<'_>,
) -> Result<ChatAnswer, Refusal> {
    let ReadContext { limits, started, on_piece } = reading;
    let clock = Clock::begun(limits, started);
    let mut growing = Growing::new(limits.answer, on_piece);
    let kind = response
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .unwrap_or_default()
        .to_ascii_lowercase();
    if kind.contains("html") {
        return Err(ChatError::from(GarbageCause::WebPage).into());
    }
    let has_answered = clock.has_answered.clone();
    let mut pieces = Box::pin(pieces(response, limits.stream, clock));
    let mut head = Vec::new();
    // Its beginning shows what it is: servers call either by the other's name. Blanks keep a
    // connection alive.
    while without_mark(&head).trim_ascii().is_empty() {
        let Some(piece) = pieces.next().await else { break };
        head.append(&mut piece?.into_inner());
    }
    let beginning = without_mark(&head).trim_ascii_start().first().copied();
    let is_stream = !matches!(beginning, Some(b'{' | b'['));
    if !is_stream && !kind.contains("ndjson") {
        let text = whole(without_mark(&head).to_vec(), pieces).await?;
        growing.take(&text)?;
        return if growing.is_nothing() {
            Err(nothing(&text))
        } else {
            growing.done().map_err(Refusal::from)
        };
    }
    if is_stream && beginning.is_some() && !kind.contains("event-stream") && !begins_events(&head) {
        return Err(garbage(&String::from_utf8_lossy(&head)).into());
    }
    let pieces = stream::once(async move { Ok(Cursor::new(head)) }).chain(pieces);
    let ended = Arc::new(AtomicBool::new(false));
    let mut events = Box::pin(SseByteStream::new(Box::pin(with_end(pieces, ended.clone()))));
    let mut has_data = false;
    loop {
        let next = match growing.ending() {
            Some(Ending::Sure) => timeout(TRAILER_TIMEOUT, events.next()).await.unwrap_or(None),
            _ => events.next().await,
        };
        let event = match next {
            Some(Ok(event)) => event.data.unwrap_or_default(),
            None if growing.ending().is_some() => return growing.done().map_err(Refusal::from),
            None if has_data => return Err(ChatError::Cut.into()),
            None => return Err(ChatError::from(GarbageCause::NoAnswer).into()),
            // The answer is complete; only the count of tokens is missing.
            Some(Err(_)) if matches!(growing.ending(), Some(Ending::Sure)) => {
                return growing.done().map_err(Refusal::from);
            }
            Some(Err(error)) => return Err(broken(&error).into()),
        };
        for data in events_of(&event) {
            if data == "[DONE]" {
                return growing.done().map_err(Refusal::from);
            }
            match growing.take(data) {
                // The connection ended in the middle of an event.
                Err(Refusal { error: ChatError::Garbage { .. }, .. })
                    if has_data && ended.load(Relaxed) =>
                {
                    return Err(ChatError::Cut.into());
                }
                taken => taken?,
            }
            has_data = true;
        }
        if growing.has_begun() {
            has_answered.store(true, Relaxed);
        }
    }
}

/// Whether a text begins like a stream of events, as far as it has come.
fn begins_events(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    ["data:", "event:", "id:", "retry:", ":"]
        .iter()
        .any(|field| head.starts_with(field.as_bytes()) || field.as_bytes().starts_with(head))
}

/// The data of an event, or of each of several that are on lines of their own without an empty
/// line between them.
fn events_of(data: &str) -> Vec<&str> {
    let data = data.trim();
    let lines: Vec<&str> = data.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let each = lines.len() > 1
        && lines[0].starts_with('{')
        && lines[0].ends_with('}')
        && serde_json::from_str::<Value>(data).is_err();
    match each {
        true => lines,
        false if data.is_empty() => Vec::new(),
        false => vec![data],
    }
}

/// A JSON text that holds no answer: an error that came with a status of success, or garbage.
fn nothing(text: &str) -> Refusal {
    let value = serde_json::from_str::<Value>(text).ok();
    value.and_then(|value| refusal_perhaps(&value)).unwrap_or_else(|| garbage(text).into())
}

/// Reads the body of a refusal, as far as it arrives.
pub(super) async fn refused(response: Response, limits: &ChatLimits) -> String {
    let limits = ChatLimits {
        first_token: limits.first_token.min(REFUSAL_TIMEOUT),
        whole: limits.whole.min(REFUSAL_TIMEOUT),
        ..limits.clone()
    };
    let mut bytes = Vec::new();
    let mut pieces =
        Box::pin(pieces(response, MAX_REFUSAL_BYTES, Clock::begun(&limits, Instant::now())));
    while let Some(Ok(piece)) = pieces.next().await {
        bytes.append(&mut piece.into_inner());
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Reads a JSON text to its end.
pub(super) async fn json(response: Response, limits: &ChatLimits) -> Result<Value, ChatError> {
    let text = whole(
        Vec::new(),
        Box::pin(pieces(response, limits.stream, Clock::begun(limits, Instant::now()))),
    )
    .await?;
    serde_json::from_str(&text).map_err(|_| garbage(&text))
}

/// The text of a beginning and the following pieces.
async fn whole(
    head: Vec<u8>,
    mut pieces: impl Stream<Item = Result<Cursor<Vec<u8>>, ChatError>> + Unpin,
) -> Result<String, ChatError> {
    let mut bytes = head;
    while let Some(piece) = pieces.next().await {
        bytes.append(&mut piece?.into_inner());
    }
    String::from_utf8(bytes).map_err(|_| GarbageCause::NotText.into())
}

/// How long is waited for the next piece of a body.
struct Clock {
    first_token: Duration,
    silence: Duration,
    whole: Duration,
    /// The deadline for the whole answer; it is set again at its first word.
    deadline: Instant,
    /// Whether the answer has begun.
    has_answered: Arc<AtomicBool>,
    /// Whether the deadline is the one of an answer that has begun.
    deadline_is_set: bool,
}

impl Clock {
    fn begun(limits: &ChatLimits, started: Instant) -> Self {
        let ChatLimits { first_token, silence, whole, .. } = *limits;
        // An answer of keep-alive comments alone is bounded, too.
        let deadline = started + first_token + whole;
        Self {
            first_token,
            silence,
            whole,
            deadline,
            has_answered: Arc::default(),
            deadline_is_set: false,
        }
    }

    /// The moment until which the next piece is waited for, and what it means when it does not
    /// come.
    fn next(&mut self) -> (Instant, ChatError) {
        let now = Instant::now();
        let has_answered = self.has_answered.load(Relaxed);
        if has_answered && !self.deadline_is_set {
            (self.deadline_is_set, self.deadline) = (true, now + self.whole);
        }
        let (after, too_late) = if has_answered {
            (self.silence, ChatError::Stalled { after: self.silence })
        } else {
            (self.first_token, ChatError::Silent { after: self.first_token })
        };
        let until = now + after;
        if until < self.deadline {
            (until, too_late)
        } else {
            (self.deadline, ChatError::Endless { after: self.whole })
        }
    }
}

/// The bytes of a body as they come, as long as they keep coming and are not too many.
fn pieces(
    response: Response,
    max_bytes: usize,
    clock: Clock,
) -> impl Stream<Item = Result<Cursor<Vec<u8>>, ChatError>> {
    stream::try_unfold((response, 0, clock), move |(mut response, read, mut clock)| async move {
        let (until, too_late) = clock.next();
        let next = timeout_at(until, response.chunk()).await;
        match next.map_err(|_| too_late)?.map_err(|_| ChatError::Cut)? {
            None => Ok(None),
            Some(piece) if read + piece.len() > max_bytes => Err(ChatError::TooLong),
            Some(piece) => {
                let read = read + piece.len();
                Ok(Some((Cursor::new(piece.into()), (response, read, clock))))
            }
        }
    })
}

/// The bytes, followed by an empty line: the last event counts, although a server may leave out the
/// line that ends it.
fn with_end(
    pieces: impl Stream<Item = Result<Cursor<Vec<u8>>, ChatError>>,
    ended: Arc<AtomicBool>,
) -> impl Stream<Item = Result<Cursor<Vec<u8>>, ChatError>> {
    let last = stream::once(async move {
        ended.store(true, Relaxed);
        Ok(Cursor::new(b"\n\n".to_vec()))
    });
    pieces.chain(last)
}

fn broken(error: &sse_stream::Error) -> ChatError {
    match error {
        sse_stream::Error::Body(inner) => inner.downcast_ref().cloned().unwrap_or(ChatError::Cut),
        other => GarbageCause::Stream { text: other.to_string() }.into(),
    }
}

pub(super) fn garbage(text: &str) -> ChatError {
    GarbageCause::Words { text: clip(text).chars().take(60).collect() }.into()
}
