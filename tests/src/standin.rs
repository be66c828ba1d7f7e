//! A stand-in for Hugging Face and arXiv on loopback that answers what a test told it to, and remembers what it was asked.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};

/// A server of one test's own; it lives until the process ends.
pub struct StandIn {
    port: u16,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    answers: HashMap<String, (u16, String)>,
    asked: Vec<String>,
}

impl StandIn {
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

    /// From now on answers `path` (the query left out) so.
    pub fn answer(&self, path: &str, status: u16, body: &str) {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).answers.insert(path.to_owned(), (status, body.to_owned()));
    }

    /// What it was asked since the last time, in order, queries left out.
    pub fn asked(&self) -> Vec<String> {
        std::mem::take(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner).asked)
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
        let path = line.split(' ').nth(1).unwrap_or("/").split('?').next().unwrap_or("/").to_owned();
        while line.trim() != "" {
            line.clear();
            if reader.read_line(&mut line).unwrap_or(0) == 0 {
                return;
            }
        }
        let (status, body) = {
            let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
            let answer = state.answers.get(&path).cloned().unwrap_or((404, "not found".to_owned()));
            state.asked.push(path);
            answer
        };
        let head = format!("HTTP/1.1 {status} x\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\n\r\n", body.len());
        if out.write_all(head.as_bytes()).and_then(|()| out.write_all(body.as_bytes())).is_err() {
            return;
        }
    }
}
