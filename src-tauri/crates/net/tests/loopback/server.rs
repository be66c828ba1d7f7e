//! A server that sends exactly the given bytes, for what a correct server library refuses to
//! do.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use url::Url;

/// The reply to one request.
#[derive(Clone)]
pub enum Reply {
    /// These bytes; the connection stays open for another request.
    All(Vec<u8>),
    /// These bytes, and the connection is closed.
    ThenClose(Vec<u8>),
    /// These bytes, and nothing more until the other side hangs up.
    ThenWait(Vec<u8>),
    /// The first bytes once, the second ones over and over until the other side hangs up, with a
    /// pause before each.
    Endlessly(Vec<u8>, Vec<u8>, Duration),
}

/// What happened at the server.
#[derive(Default)]
pub struct Seen {
    /// The requests, head and body, and when each had come.
    pub requests: Vec<(String, Instant)>,
    /// How many connections were made.
    pub connections: usize,
    /// The most requests that were being answered at once.
    pub at_once: usize,
    now: usize,
}

pub struct Server {
    pub url: Url,
    seen: Arc<Mutex<Seen>>,
    hung_up: Arc<Notify>,
}

impl Server {
    /// Sends the replies of the script in order, whatever the request is, and repeats the last one.
    pub async fn replying(script: Vec<Reply>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = Url::parse(&format!("http://{}/", listener.local_addr().unwrap())).unwrap();
        let (seen, hung_up, script) =
            (Arc::<Mutex<Seen>>::default(), Arc::new(Notify::new()), Arc::new(script));
        let server = Self { url, seen: seen.clone(), hung_up: hung_up.clone() };
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                seen.lock().unwrap().connections += 1;
                tokio::spawn(serve(stream, script.clone(), seen.clone(), hung_up.clone()));
            }
        });
        server
    }

    pub fn requests(&self) -> Vec<String> {
        self.seen.lock().unwrap().requests.iter().map(|(head, _)| head.clone()).collect()
    }

    pub fn times(&self) -> Vec<Instant> {
        self.seen.lock().unwrap().requests.iter().map(|(_, at)| *at).collect()
    }

    pub fn max_at_once(&self) -> usize {
        self.seen.lock().unwrap().at_once
    }

    pub fn connections(&self) -> usize {
        self.seen.lock().unwrap().connections
    }

    /// Waits until a request has come.
    pub async fn wait_for_request(&self) {
        while self.requests().is_empty() {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }

    /// Waits until the other side has hung up on an unfinished answer.
    pub async fn hung_up(&self) {
        tokio::time::timeout(Duration::from_secs(20), self.hung_up.notified())
            .await
            .expect("nobody hung up");
    }
}

async fn serve(
    mut stream: TcpStream,
    script: Arc<Vec<Reply>>,
    seen: Arc<Mutex<Seen>>,
    hung_up: Arc<Notify>,
) {
    while let Some(request) = request(&mut stream).await {
        let reply = {
            let mut seen = seen.lock().unwrap();
            seen.requests.push((request, Instant::now()));
            seen.now += 1;
            seen.at_once = seen.at_once.max(seen.now);
            script[(seen.requests.len() - 1).min(script.len() - 1)].clone()
        };
        let goes_on = answer(&mut stream, reply, &hung_up).await;
        seen.lock().unwrap().now -= 1;
        if !goes_on {
            return;
        }
    }
}

async fn answer(stream: &mut TcpStream, reply: Reply, hung_up: &Notify) -> bool {
    match reply {
        Reply::All(bytes) => stream.write_all(&bytes).await.is_ok(),
        Reply::ThenClose(bytes) => {
            let _ = stream.write_all(&bytes).await;
            false
        }
        Reply::ThenWait(bytes) => {
            let _ = stream.write_all(&bytes).await;
            let _ = stream.read(&mut [0; 1]).await;
            hung_up.notify_one();
            false
        }
        Reply::Endlessly(first, then, pause) => {
            let _ = stream.write_all(&first).await;
            while stream.write_all(&then).await.is_ok() {
                tokio::time::sleep(pause).await;
            }
            hung_up.notify_one();
            false
        }
    }
}

async fn request(stream: &mut TcpStream) -> Option<String> {
    let mut request = Vec::new();
    while !request.ends_with(b"\r\n\r\n") {
        request.push(stream.read_u8().await.ok()?);
    }
    let mut request = String::from_utf8(request).ok()?;
    let length = request.lines().find_map(|line| line.strip_prefix("content-length: "));
    if let Some(length) = length {
        let mut body = vec![0; length.parse().ok()?];
        stream.read_exact(&mut body).await.ok()?;
        request.push_str(&String::from_utf8(body).ok()?);
    }
    Some(request)
}

/// A valid answer with a status line, headers and a body.
pub fn answer_with(status: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let mut bytes = format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\n{headers}\r\n", body.len())
        .into_bytes();
    bytes.extend_from_slice(body);
    bytes
}

/// A response whose headers are sent as they are, including the length.
pub fn raw(headers: &str, body: &[u8]) -> Vec<u8> {
    [format!("HTTP/1.1 200 OK\r\n{headers}\r\n").as_bytes(), body].concat()
}
