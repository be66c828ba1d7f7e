//! An assistant's client of `paperboy mcp`.

use crate::harness::Library;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// The protocol before and after 2026-07-28.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Era {
    /// A session that begins with `initialize`.
    Handshake,
    /// Each request says its version.
    Stateless,
}

/// A running server, and the lines that it writes.
pub struct Client {
    era: Era,
    server: Child,
    stdin: Option<ChildStdin>,
    lines: Receiver<String>,
    requests: u64,
}

impl Client {
    /// Starts the server and, in the era of handshakes, the session.
    pub fn start(library: &Library, era: Era) -> Self {
        let mut client = Self::silent(library, era);
        if era == Era::Handshake {
            let began = client.initialize();
            assert_eq!(began["result"]["protocolVersion"], "2025-11-25", "{began}");
            client.line(r#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#);
        }
        client
    }

    /// Starts the server and sends nothing.
    pub fn silent(library: &Library, era: Era) -> Self {
        let mut server = library.start(&["--library", &library.folder(), "mcp"]);
        let (stdin, stdout) = (server.stdin.take(), server.stdout.take().unwrap());
        let (sender, lines) = channel();
        std::thread::spawn(move || {
            for line in BufReader::new(stdout).lines() {
                if sender.send(line.unwrap()).is_err() {
                    break;
                }
            }
        });
        Self { era, server, stdin, lines, requests: 0 }
    }

    pub fn initialize(&mut self) -> Value {
        self.request(
            "initialize",
            json!({
                "protocolVersion": "2025-11-25", "capabilities": {},
                "clientInfo": {"name": "test", "version": "1"},
            }),
        )
    }

    /// Sends a line as it is.
    pub fn line(&mut self, line: &str) {
        let stdin = self.stdin.as_mut().unwrap();
        writeln!(stdin, "{line}").unwrap();
        stdin.flush().unwrap();
    }

    /// The next line of the server.
    pub fn answer(&self) -> Value {
        let line = self.lines.recv_timeout(Duration::from_secs(120)).unwrap();
        serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error}: {line}"))
    }

    /// The response to a request.
    pub fn request(&mut self, method: &str, mut params: Value) -> Value {
        self.requests += 1;
        let id = self.requests;
        if self.era == Era::Stateless {
            params["_meta"] = json!({
                "io.modelcontextprotocol/protocolVersion": "2026-07-28",
                "io.modelcontextprotocol/clientCapabilities": {},
            });
        }
        let request = json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params});
        self.line(&request.to_string());
        loop {
            let answer = self.answer();
            if answer["id"] == id {
                return answer;
            }
        }
    }

    /// The result of a tool, be it an answer or a refusal.
    pub fn result(&mut self, tool: &str, arguments: Value) -> Value {
        let mut answer = self.request("tools/call", json!({"name": tool, "arguments": arguments}));
        assert!(answer["error"].is_null(), "{tool}: {answer}");
        answer["result"].take()
    }

    /// The answer of a tool, which must have one; it comes as structured content and as text.
    pub fn call(&mut self, tool: &str, arguments: Value) -> Value {
        let mut result = self.result(tool, arguments);
        assert_eq!(result["isError"], false, "{tool}: {result}");
        let answer = result["structuredContent"].take();
        let text: Value =
            serde_json::from_str(result["content"][0]["text"].as_str().unwrap()).unwrap();
        assert_eq!(text, answer, "{tool}");
        answer
    }

    /// The sentence by which a tool refuses.
    pub fn refusal(&mut self, tool: &str, arguments: Value) -> String {
        let result = self.result(tool, arguments);
        assert_eq!(result["isError"], true, "{tool}: {result}");
        result["content"][0]["text"].as_str().unwrap().to_owned()
    }

    /// The names of the tools that are listed.
    pub fn tools(&mut self) -> Vec<String> {
        let listed = self.request("tools/list", json!({}));
        let tools = listed["result"]["tools"].as_array().unwrap();
        tools.iter().map(|tool| tool["name"].as_str().unwrap().to_owned()).collect()
    }

    /// Closes the server's stdin; its exit code.
    pub fn end(mut self) -> Option<i32> {
        drop(self.stdin.take());
        self.server.wait().unwrap().code()
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
