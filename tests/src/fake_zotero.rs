//! A fake Zotero on loopback: its connector, which keeps the items that it gets.

use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// An item as it is in the library of the fake Zotero.
#[derive(Debug, Clone, PartialEq)]
pub struct KeptItem {
    /// As it was sent.
    pub item: Value,
    /// The id of the place that it is in.
    pub place: String,
}

/// A fake Zotero of one test's own; it lives until the process ends.
pub struct FakeZotero {
    port: u16,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    /// Each with its session.
    items: Vec<(String, KeptItem)>,
    collections: Vec<(String, String)>,
    is_read_only: bool,
    garbage: Option<(u16, String)>,
}

impl FakeZotero {
    /// Starts it on a free port with an empty library and these collections.
    ///
    /// # Errors
    /// When no port can be had.
    pub fn start(collections: &[&str]) -> std::io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        let port = listener.local_addr()?.port();
        let collections =
            (1..).zip(collections).map(|(n, name)| (format!("C{n}"), (*name).to_owned())).collect();
        let state = Arc::new(Mutex::new(State { collections, ..State::default() }));
        let answering = state.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                // Else a body waits 40 ms until the client's system acknowledges the head.
                stream.set_nodelay(true).ok();
                let state = answering.clone();
                std::thread::spawn(move || serve(&stream, &state));
            }
        });
        Ok(Self { port, state })
    }

    /// Its address.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The items in its library, in the order in which they came.
    pub fn items(&self) -> Vec<KeptItem> {
        self.state().items.iter().map(|(_, item)| item.clone()).collect()
    }

    /// From now on the selected library can or can't be changed.
    pub fn set_read_only(&self, is_read_only: bool) {
        self.state().is_read_only = is_read_only;
    }

    /// From now on each answer is this one; `None`: its own again.
    pub fn answer_all(&self, garbage: Option<(u16, &str)>) {
        self.state().garbage = garbage.map(|(status, body)| (status, body.to_owned()));
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn serve(stream: &TcpStream, state: &Mutex<State>) {
    let mut reader = BufReader::new(stream);
    let mut out = stream;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).unwrap_or(0) == 0 {
            return;
        }
        let path = line.split(' ').nth(1).unwrap_or("/").to_owned();
        let (mut length, mut is_json) = (0, false);
        while line.trim() != "" {
            line.clear();
            if reader.read_line(&mut line).unwrap_or(0) == 0 {
                return;
            }
            let Some((name, value)) = line.split_once(':') else { continue };
            match name.to_ascii_lowercase().as_str() {
                "content-length" => length = value.trim().parse().unwrap_or(0),
                "content-type" => is_json = value.trim() == "application/json",
                _ => {}
            }
        }
        let mut body = vec![0; length];
        if reader.read_exact(&mut body).is_err() {
            return;
        }
        let body: Value = serde_json::from_slice(&body).unwrap_or_default();
        let (status, answer) = {
            let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
            match &state.garbage {
                Some(garbage) => garbage.clone(),
                // As Zotero does with other types.
                None if !is_json => (400, String::new()),
                None => state.answer(&path, &body),
            }
        };
        let head = format!("HTTP/1.1 {status} x\r\nContent-Length: {}\r\n\r\n", answer.len());
        if out.write_all(head.as_bytes()).and_then(|()| out.write_all(answer.as_bytes())).is_err() {
            return;
        }
    }
}

impl State {
    fn answer(&mut self, path: &str, body: &Value) -> (u16, String) {
        let session = body["sessionID"].as_str().unwrap_or_default().to_owned();
        match path {
            "/connector/getSelectedCollection" => {
                let collections = self.collections.iter();
                let targets: Vec<Value> =
                    std::iter::once(json!({"id": "L1", "name": "My Library", "level": 0}))
                        .chain(
                            collections
                                .map(|(id, name)| json!({"id": id, "name": name, "level": 1})),
                        )
                        .collect();
                let answer = json!({
                    "libraryID": 1, "libraryName": "My Library", "libraryEditable": !self.is_read_only,
                    "id": null, "name": "My Library", "targets": targets,
                });
                (200, answer.to_string())
            }
            "/connector/saveItems" if session.is_empty() => (400, String::new()),
            "/connector/saveItems" if self.items.iter().any(|(of, _)| *of == session) => {
                (409, json!({"error": "SESSION_EXISTS"}).to_string())
            }
            "/connector/saveItems" => {
                let items = body["items"].as_array().cloned().unwrap_or_default();
                let kept = items.into_iter().map(|item| KeptItem { item, place: "L1".to_owned() });
                self.items.extend(kept.map(|item| (session.clone(), item)));
                (201, json!({"items": []}).to_string())
            }
            "/connector/updateSession" => {
                let target = body["target"].as_str().unwrap_or_default();
                for (_, item) in self.items.iter_mut().filter(|(of, _)| *of == session) {
                    target.clone_into(&mut item.place);
                }
                (200, "{}".to_owned())
            }
            _ => (404, "No endpoint found".to_owned()),
        }
    }
}
