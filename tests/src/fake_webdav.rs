//! A fake WebDAV server on loopback that keeps files in memory, records its requests, and lies when
//! a test says so.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What the server does wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lie {
    /// It answers everything with a page and 200.
    Page,
    /// It announces a whole file and sends half of it.
    HalfFile,
    /// It sends half of a file as if it were all.
    ShortFile,
    /// Its list lacks the newest file.
    OldList,
    /// The storage is full: 507.
    Full,
    /// It takes the password for so many more requests.
    SignedOutAfter(usize),
    /// It is busy: 503, with `Retry-After` in seconds or without.
    Busy(Option<u32>),
    /// It acknowledges what is written and keeps nothing.
    LostPut,
    /// It acknowledges what is written and keeps half of it.
    HalfPut,
    /// It sends the file before the newest one instead of that.
    OldContent,
    /// Single files are not found, although the list has them.
    Hidden,
    /// It refers to another host.
    Elsewhere,
    /// It takes requests and says nothing.
    Silent,
}

/// A server of one test's own; it lives until the process ends.
pub struct FakeWebDav {
    port: u16,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    /// The folders, each with a slash at its end.
    folders: Vec<String>,
    /// By path.
    files: BTreeMap<String, Vec<u8>>,
    /// In the order in which they came.
    order: Vec<String>,
    requests: Vec<String>,
    lie: Option<Lie>,
    /// What the header `Authorization` must be.
    sign_in: Option<String>,
}

impl FakeWebDav {
    /// Starts it on a free port, with the folder `/dav/` and one user. `sign_in`: user, colon and
    /// password in base64.
    ///
    /// # Errors
    /// When no port can be had.
    pub fn start(sign_in: &str) -> std::io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        let port = listener.local_addr()?.port();
        let state = Arc::new(Mutex::new(State {
            folders: vec!["/".to_owned(), "/dav/".to_owned()],
            sign_in: Some(format!("Basic {sign_in}")),
            ..State::default()
        }));
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

    /// The address of a folder on it.
    pub fn url(&self, folder: &str) -> String {
        format!("http://127.0.0.1:{}/dav/{folder}", self.port)
    }

    /// From now on it does this wrong, or nothing.
    pub fn lie(&self, lie: Option<Lie>) {
        self.state().lie = lie;
    }

    /// The requests since the last call, as `METHOD path`, in order.
    pub fn requests(&self) -> Vec<String> {
        std::mem::take(&mut self.state().requests)
    }

    /// The files, by path.
    pub fn files(&self) -> BTreeMap<String, Vec<u8>> {
        self.state().files.clone()
    }

    /// Puts a file there as somebody else does.
    pub fn write(&self, path: &str, bytes: &[u8]) {
        self.state().files.insert(path.to_owned(), bytes.to_vec());
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

struct Answer {
    status: u16,
    kind: &'static str,
    headers: String,
    body: Vec<u8>,
    /// How much of the body is sent.
    sent: usize,
}

impl Answer {
    fn new(status: u16, kind: &'static str, body: impl Into<Vec<u8>>) -> Self {
        let body = body.into();
        Self { status, kind, headers: String::new(), sent: body.len(), body }
    }

    fn empty(status: u16) -> Self {
        Self::new(status, "text/plain", "")
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
        let mut words = line.split(' ');
        let method = words.next().unwrap_or_default().to_owned();
        let path = words.next().unwrap_or("/").to_owned();
        let (mut length, mut sign_in, mut depth) = (0, None, String::new());
        while line.trim() != "" {
            line.clear();
            if reader.read_line(&mut line).unwrap_or(0) == 0 {
                return;
            }
            let Some((name, value)) = line.split_once(':') else { continue };
            match name.to_ascii_lowercase().as_str() {
                "content-length" => length = value.trim().parse().unwrap_or(0),
                "authorization" => sign_in = Some(value.trim().to_owned()),
                "depth" => value.trim().clone_into(&mut depth),
                _ => {}
            }
        }
        let mut body = vec![0; length];
        if reader.read_exact(&mut body).is_err() {
            return;
        }
        let answer = {
            let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
            state.requests.push(format!("{method} {path}"));
            if state.lie == Some(Lie::Silent) {
                // Until the client goes.
                drop(state);
                let _ = reader.read_line(&mut line);
                return;
            }
            state.answer(&method, &path, sign_in.as_deref(), &depth, body)
        };
        let head = format!(
            "HTTP/1.1 {} x\r\nContent-Type: {}\r\n{}Content-Length: {}\r\n\r\n",
            answer.status,
            answer.kind,
            answer.headers,
            answer.body.len()
        );
        let written = out
            .write_all(head.as_bytes())
            .and_then(|()| out.write_all(&answer.body[..answer.sent]));
        if written.is_err() || answer.sent < answer.body.len() {
            return;
        }
    }
}

impl State {
    fn answer(
        &mut self,
        method: &str,
        path: &str,
        sign_in: Option<&str>,
        depth: &str,
        body: Vec<u8>,
    ) -> Answer {
        match &mut self.lie {
            Some(Lie::Page) => return Answer::new(200, "text/html", "<html>Sign in</html>"),
            Some(Lie::Busy(seconds)) => {
                let mut answer = Answer::empty(503);
                if let Some(seconds) = seconds {
                    answer.headers = format!("Retry-After: {seconds}\r\n");
                }
                return answer;
            }
            Some(Lie::SignedOutAfter(0)) => return Answer::empty(401),
            Some(Lie::SignedOutAfter(left)) => *left -= 1,
            Some(Lie::Elsewhere) => {
                let mut answer = Answer::empty(302);
                answer.headers = "Location: http://127.0.0.1:9/\r\n".to_owned();
                return answer;
            }
            _ => {}
        }
        if self.sign_in.as_deref() != sign_in {
            return Answer::empty(401);
        }
        match method {
            "PROPFIND" => self.list(path, depth),
            "GET" => self.get(path),
            "PUT" => self.put(path, body),
            "DELETE" => {
                let was_there = self.files.remove(path).is_some();
                self.order.retain(|one| one != path);
                Answer::empty(if was_there { 204 } else { 404 })
            }
            "MKCOL" if self.folders.iter().any(|one| one == path) => Answer::empty(405),
            "MKCOL" if self.has_parent(path) => {
                self.folders.push(path.to_owned());
                Answer::empty(201)
            }
            "MKCOL" => Answer::empty(409),
            _ => Answer::empty(501),
        }
    }

    fn has_parent(&self, path: &str) -> bool {
        let path = path.trim_end_matches('/');
        let parent = &path[..=path.rfind('/').unwrap_or(0)];
        self.folders.iter().any(|one| one == parent)
    }

    fn get(&self, path: &str) -> Answer {
        let Some(bytes) = self.files.get(path).filter(|_| self.lie != Some(Lie::Hidden)) else {
            return Answer::empty(404);
        };
        let is_segment = path.ends_with(".pbs");
        let is_newest = self.order.last().is_some_and(|newest| newest == path);
        let before = self.order.iter().rev().nth(1).and_then(|before| self.files.get(before));
        let bytes = match (self.lie, before) {
            (Some(Lie::OldContent), Some(before)) if is_newest => before,
            _ => bytes,
        };
        let mut answer = Answer::new(200, "application/octet-stream", bytes.clone());
        match self.lie {
            Some(Lie::HalfFile) if is_segment => answer.sent /= 2,
            Some(Lie::ShortFile) if is_segment => {
                answer.body.truncate(bytes.len() / 2);
                answer.sent = answer.body.len();
            }
            _ => {}
        }
        answer
    }

    fn put(&mut self, path: &str, body: Vec<u8>) -> Answer {
        if self.lie == Some(Lie::Full) {
            return Answer::empty(507);
        }
        if !self.has_parent(path) {
            return Answer::empty(409);
        }
        let kept = match self.lie {
            Some(Lie::LostPut) => return Answer::empty(201),
            Some(Lie::HalfPut) => body[..body.len() / 2].to_vec(),
            _ => body,
        };
        self.files.insert(path.to_owned(), kept);
        self.order.push(path.to_owned());
        Answer::empty(201)
    }

    fn list(&self, path: &str, depth: &str) -> Answer {
        let is_file = self.files.contains_key(path);
        if !is_file && !self.folders.iter().any(|one| one == path) {
            return Answer::empty(404);
        }
        let mut text = String::from("<?xml version=\"1.0\"?><D:multistatus xmlns:D=\"DAV:\">");
        let mut add = |path: &str, what: &str| {
            // Writing to a text does not fail.
            let _ = write!(
                text,
                "<D:response><D:href>{path}</D:href><D:propstat><D:prop><D:getlastmodified>Wed, 14 Jan 2026 08:00:00 GMT</D:getlastmodified>{what}</D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>"
            );
        };
        if !is_file {
            add(path, "<D:resourcetype><D:collection/></D:resourcetype>");
        }
        let newest = self.order.last().filter(|_| self.lie == Some(Lie::OldList));
        let is_listed = |name: &String| match depth {
            "1" => name.starts_with(path) && Some(name) != newest,
            _ => name == path,
        };
        for (name, bytes) in self.files.iter().filter(|(name, _)| is_listed(name)) {
            let size = bytes.len();
            add(name, &format!("<D:resourcetype/><D:getcontentlength>{size}</D:getcontentlength>"));
        }
        text.push_str("</D:multistatus>");
        Answer::new(207, "application/xml; charset=utf-8", text)
    }
}
