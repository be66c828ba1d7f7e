//! The chat model: an OpenAI-compatible endpoint that streams.

use serde_json::{Value, json};
use std::io::Write;
use std::net::TcpStream;
use std::time::Duration;

/// How a model answers.
pub(super) type Replies = dyn Fn(&Question) -> Reply + Send + Sync;

/// The prompt for a model.
pub struct Question {
    /// The model's name.
    pub model: String,
    /// All messages in order.
    pub text: String,
    /// The key that came with it.
    pub key: Option<String>,
    /// The question as it came.
    pub body: Value,
}

/// What a model answers.
#[derive(Clone)]
pub enum Reply {
    /// A text in pieces, whole.
    Text(String),
    /// The same, with a count of the prompt's tokens.
    Counted(String, u64),
    /// A text that breaks off where it ends.
    Cut(String),
    /// A text that begins and continues only when the test's server is gone.
    Hang(String),
    /// Events as they are, and the end of the connection.
    Events(Vec<Value>),
    /// A status with a body; the seconds to wait where there are any.
    Status(u16, String, Option<u64>),
}

impl Question {
    pub(super) fn read(body: &[u8], key: Option<String>) -> Self {
        let question: Value = serde_json::from_slice(body).unwrap_or_default();
        let messages = question["messages"].as_array().into_iter().flatten();
        let text = messages
            .filter_map(|message| message["content"].as_str())
            .collect::<Vec<_>>()
            .join("\n");
        Self {
            model: question["model"].as_str().unwrap_or_default().to_owned(),
            text,
            key,
            body: question,
        }
    }
}

pub(super) fn reply(mut out: &TcpStream, reply: &Reply, gone: &dyn Fn() -> bool) {
    // A client that closes the connection does so on purpose.
    let _ = match reply {
        Reply::Text(text) => stream(out, text, Some(10)),
        Reply::Counted(text, tokens) => stream(out, text, Some(*tokens)),
        Reply::Cut(text) => stream(out, text, None),
        Reply::Hang(text) => stream(out, text, None).map(|()| {
            while !gone() {
                std::thread::sleep(Duration::from_millis(20));
            }
        }),
        Reply::Events(events) => {
            let head =
                "HTTP/1.1 200 x\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"
                    .to_owned();
            let events: String = events.iter().map(|event| format!("data: {event}\n\n")).collect();
            out.write_all((head + &events).as_bytes())
        }
        Reply::Status(status, body, wait) => {
            let wait =
                wait.map(|seconds| format!("Retry-After: {seconds}\r\n")).unwrap_or_default();
            let head = format!("HTTP/1.1 {status} x\r\nContent-Type: application/json\r\n{wait}");
            out.write_all(
                format!("{head}Content-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len())
                    .as_bytes(),
            )
        }
    };
}

/// Streams a text; with the tokens of the question it comes to its end.
fn stream(mut out: &TcpStream, text: &str, tokens: Option<u64>) -> std::io::Result<()> {
    out.write_all(
        b"HTTP/1.1 200 x\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n",
    )?;
    let letters: Vec<char> = text.chars().collect();
    for piece in letters.chunks(40) {
        let piece: String = piece.iter().collect();
        out.write_all(
            format!(
                "data: {}\n\n",
                json!({"choices": [{"index": 0, "delta": {"content": piece}}]})
            )
            .as_bytes(),
        )?;
        out.flush()?;
    }
    let Some(tokens) = tokens else { return Ok(()) };
    let usage = json!({"prompt_tokens": tokens, "completion_tokens": 5});
    let last =
        json!({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}], "usage": usage});
    out.write_all(format!("data: {last}\n\ndata: [DONE]\n\n").as_bytes())
}
