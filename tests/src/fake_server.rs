//! A fake server for Hugging Face, arXiv and a chat model on loopback that sends the answers of a
//! test, and records its requests.

mod model;

pub use model::{Question, Reply};

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// A server of one test's own; it lives until the process ends.
pub struct FakeServer {
    port: u16,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    answers: HashMap<String, CannedAnswer>,
    model: Option<Arc<model::Replies>>,
    by_ids: HashMap<String, Arc<ByIds>>,
    requests: Vec<String>,
    gone: bool,
}

/// The answer about papers, by their ids.
type ByIds = dyn Fn(&[&str]) -> String + Send + Sync;

#[derive(Clone)]
struct CannedAnswer {
    status: u16,
    body: Vec<u8>,
    headers: Vec<(String, String)>,
    after: Duration,
}

impl CannedAnswer {
    fn new(status: u16, body: &[u8]) -> Self {
        Self { status, body: body.to_owned(), headers: Vec::new(), after: Duration::ZERO }
    }
}

impl FakeServer {
    /// Starts it on a free port, with 404 for everything.
    ///
    /// # Errors
    /// When no port can be had.
    pub fn start() -> std::io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        let port = listener.local_addr()?.port();
        let state: Arc<Mutex<State>> = Arc::default();
        let answering = state.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                // Else a body waits 40 ms until the client's system acknowledges the head.
                stream.set_nodelay(true).ok();
                if answering.lock().unwrap_or_else(PoisonError::into_inner).gone {
                    return;
                }
                let state = answering.clone();
                std::thread::spawn(move || serve(&stream, &state));
            }
        });
        Ok(Self { port, state })
    }

    /// Its base address.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// From now on answers `path` so, whatever the query; a path with a query counts for that one.
    pub fn answer(&self, path: &str, status: u16, body: &str) {
        self.answer_bytes(path, status, body.as_bytes());
    }

    /// As [`answer`](Self::answer), with a body that need not be text.
    pub fn answer_bytes(&self, path: &str, status: u16, body: &[u8]) {
        self.state().answers.insert(path.to_owned(), CannedAnswer::new(status, body));
    }

    /// From now on answers `path` by the ids in `id_list` of the query, as arXiv's Atom API does.
    pub fn answer_by_ids(
        &self,
        path: &str,
        answer: impl Fn(&[&str]) -> String + Send + Sync + 'static,
    ) {
        self.state().by_ids.insert(path.to_owned(), Arc::new(answer));
    }

    /// Adds a header to the answer of `path`. With an `ETag`, a request that names it gets the
    /// answer that nothing changed.
    pub fn header(&self, path: &str, name: &str, value: &str) {
        if let Some(answer) = self.state().answers.get_mut(path) {
            answer.headers.push((name.to_owned(), value.to_owned()));
        }
    }

    /// Delays the answers of `path`.
    pub fn slow(&self, path: &str, after: Duration) {
        self.state()
            .answers
            .entry(path.to_owned())
            .or_insert_with(|| CannedAnswer::new(404, b"not found"))
            .after = after;
    }

    /// From now on a chat model and an embedding service listen at `/v1`, and answer so.
    pub fn model(&self, replies: impl Fn(&Question) -> Reply + Send + Sync + 'static) {
        self.state().model = Some(Arc::new(replies));
    }

    /// The requests since the last call, in order, without their queries.
    pub fn requests(&self) -> Vec<String> {
        std::mem::take(&mut self.state().requests)
    }

    /// Stops: open requests get no answer, and nothing listens at its address any more.
    pub fn leave(&self) {
        self.state().gone = true;
        // Whether or not it is let in, it wakes who listens.
        let _ = TcpStream::connect(("127.0.0.1", self.port));
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Answers one request after the other on a connection.
fn serve(stream: &TcpStream, state: &Mutex<State>) {
    let mut reader = BufReader::new(stream);
    let mut out = stream;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).unwrap_or(0) == 0 {
            return;
        }
        let target = line.split(' ').nth(1).unwrap_or("/").to_owned();
        let (path, query) = target.split_once('?').unwrap_or((&target, ""));
        let path = path.to_owned();
        let head_only = line.starts_with("HEAD ");
        let (mut known, mut key, mut length) = (None, None, 0);
        while line.trim() != "" {
            line.clear();
            if reader.read_line(&mut line).unwrap_or(0) == 0 {
                return;
            }
            let Some((name, value)) = line.split_once(':') else { continue };
            match name.to_ascii_lowercase().as_str() {
                "if-none-match" => known = Some(value.trim().to_owned()),
                "authorization" => key = value.trim().strip_prefix("Bearer ").map(str::to_owned),
                "content-length" => length = value.trim().parse().unwrap_or(0),
                _ => {}
            }
        }
        let mut body = vec![0; length];
        if reader.read_exact(&mut body).is_err() {
            return;
        }
        let model = state.lock().unwrap_or_else(PoisonError::into_inner).model.clone();
        if let (Some(replies), "/v1/chat/completions" | "/v1/embeddings") = (model, path.as_str()) {
            state.lock().unwrap_or_else(PoisonError::into_inner).requests.push(path);
            // One question a connection: a reply that breaks off ends it.
            return model::reply(stream, &replies(&Question::read(&body, key)), &|| {
                state.lock().unwrap_or_else(PoisonError::into_inner).gone
            });
        }
        let mut answer = {
            let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
            let answer = state
                .answers
                .get(&target)
                .or_else(|| state.answers.get(&path))
                .cloned()
                .unwrap_or_else(|| CannedAnswer::new(404, b"not found"));
            let by_ids = state.by_ids.get(&path).cloned();
            state.requests.push(path);
            match by_ids {
                Some(by_ids) => {
                    let list = query.split('&').find_map(|part| part.strip_prefix("id_list="));
                    let list = list.unwrap_or_default().replace("%2C", ",");
                    let ids: Vec<&str> = list.split(',').filter(|id| !id.is_empty()).collect();
                    CannedAnswer { body: by_ids(&ids).into_bytes(), status: 200, ..answer }
                }
                None => answer,
            }
        };
        std::thread::sleep(answer.after);
        if state.lock().unwrap_or_else(PoisonError::into_inner).gone {
            return;
        }
        if answer
            .headers
            .iter()
            .any(|(name, value)| name.eq_ignore_ascii_case("etag") && Some(value) == known.as_ref())
        {
            (answer.status, answer.body) = (304, Vec::new());
        }
        let mut head =
            format!("HTTP/1.1 {} x\r\nContent-Type: text/html; charset=utf-8\r\n", answer.status);
        for (name, value) in &answer.headers {
            head += &format!("{name}: {value}\r\n");
        }
        head += &format!("Content-Length: {}\r\n\r\n", answer.body.len());
        let body: &[u8] = if head_only { b"" } else { &answer.body };
        if out.write_all(head.as_bytes()).and_then(|()| out.write_all(body)).is_err() {
            return;
        }
    }
}
