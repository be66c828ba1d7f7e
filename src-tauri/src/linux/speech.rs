//! The system's speech: Speech Dispatcher, spoken to in its own protocol (SSIP) over its socket. A
//! stop comes on the connection that waits for the end of a sentence, so reading and writing have a
//! half of it each; the client libraries for this protocol know one half for both, and panic on codes
//! that they do not know.

use paperboy_core::wire::{SpeechVoices, SpokenLanguage};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How long an answer, and the end of one sentence, may take.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(10);
const SENTENCE_TIMEOUT: Duration = Duration::from_secs(10 * 60);
/// The longest line, and the most lines, of one answer.
const MAX_LINE_BYTES: u64 = 64 * 1024;
const MAX_LINES: usize = 20_000;
/// What is sent of one sentence, in characters.
const MAX_CHARS: usize = 5_000;

/// Codes of the protocol.
const QUEUED: u16 = 225;
const ENDED: u16 = 702;
const CANCELLED: u16 = 703;

/// What speaks.
#[derive(Default)]
pub struct Speaker(Mutex<Speaking>);

#[derive(Default)]
struct Speaking {
    /// The sending half of the connection that speaks.
    sender: Option<UnixStream>,
    /// Whether what is being spoken is to be stopped.
    is_stopped: bool,
}

impl Speaker {
    /// The languages for which there is a voice; `None`: nothing speaks on this system.
    pub fn voices(&self) -> Option<SpeechVoices> {
        let mut connection = Connection::open().ok()?;
        let lines = connection.ask("LIST SYNTHESIS_VOICES").ok()?;
        // NAME, LANGUAGE and variant between tabs.
        let speaks = |wanted: &[&str]| {
            lines.iter().filter_map(|line| line.split('\t').nth(1)).any(|language| {
                let language = language.to_ascii_lowercase();
                wanted.iter().any(|wanted| language.starts_with(wanted))
            })
        };
        Some(SpeechVoices { zh: speaks(&["zh", "cmn", "yue"]), en: speaks(&["en"]) })
    }

    /// Speaks a sentence to its end; false: it was stopped.
    pub fn speak(&self, text: &str, language: SpokenLanguage) -> io::Result<bool> {
        self.lock().is_stopped = false;
        let mut connection = Connection::open()?;
        connection.ask(match language {
            SpokenLanguage::Zh => "SET SELF LANGUAGE zh",
            SpokenLanguage::En => "SET SELF LANGUAGE en",
        })?;
        connection.ask("SET SELF NOTIFICATION END ON")?;
        connection.ask("SET SELF NOTIFICATION CANCEL ON")?;
        connection.ask("SPEAK")?;
        connection.send(&format!("{}\r\n.", sendable(text)))?;
        // An event of it may come before the answer.
        while connection.answer()?.0 != QUEUED {}
        {
            let mut speaking = self.lock();
            if speaking.is_stopped {
                connection.send("CANCEL SELF")?;
            } else {
                speaking.sender = Some(connection.sender.try_clone()?);
            }
        }
        connection.sender.set_read_timeout(Some(SENTENCE_TIMEOUT))?;
        let ended = loop {
            match connection.answer() {
                Ok((ENDED, _)) => break Ok(true),
                Ok((CANCELLED, _)) => break Ok(false),
                Ok(_) => {}
                Err(error) => break Err(error),
            }
        };
        self.lock().sender = None;
        ended
    }

    /// Stops what is being spoken.
    pub fn stop(&self) {
        let mut speaking = self.lock();
        speaking.is_stopped = true;
        if let Some(mut sender) = speaking.sender.take()
            && let Err(error) = sender.write_all(b"CANCEL SELF\r\n")
        {
            tracing::warn!(%error, "speaking could not be stopped");
        }
    }

    fn lock(&self) -> MutexGuard<'_, Speaking> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A connection to Speech Dispatcher.
struct Connection {
    sender: UnixStream,
    reader: BufReader<UnixStream>,
}

impl Connection {
    /// Connects, and starts the service where it does not run.
    fn open() -> io::Result<Self> {
        let path = socket().ok_or(io::ErrorKind::NotFound)?;
        let sender = UnixStream::connect(&path).or_else(|_| {
            Command::new("speech-dispatcher")
                .arg("--spawn")
                .stdin(Stdio::null())
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .status()?;
            UnixStream::connect(&path)
        })?;
        sender.set_read_timeout(Some(ANSWER_TIMEOUT))?;
        sender.set_write_timeout(Some(ANSWER_TIMEOUT))?;
        let reader = BufReader::new(sender.try_clone()?);
        let mut connection = Self { sender, reader };
        connection.ask("SET SELF CLIENT_NAME user:paperboy:reading")?;
        Ok(connection)
    }

    fn send(&mut self, line: &str) -> io::Result<()> {
        self.sender.write_all(format!("{line}\r\n").as_bytes())
    }

    /// Sends a command, and returns the lines of its answer before the last one.
    fn ask(&mut self, command: &str) -> io::Result<Vec<String>> {
        self.send(command)?;
        match self.answer()? {
            (code, lines) if code < 300 => Ok(lines),
            (code, _) => Err(io::Error::other(format!("“{command}” is answered with {code}"))),
        }
    }

    /// Reads an answer or an event: its code, and its lines before the last one.
    fn answer(&mut self) -> io::Result<(u16, Vec<String>)> {
        let mut lines = Vec::new();
        loop {
            let mut line = String::new();
            (&mut self.reader).take(MAX_LINE_BYTES).read_line(&mut line)?;
            let line = line.strip_suffix('\n').ok_or(io::ErrorKind::UnexpectedEof)?;
            let line = line.strip_suffix('\r').unwrap_or(line);
            let (code, text) = line.split_at_checked(3).ok_or(io::ErrorKind::InvalidData)?;
            let code = code.parse().map_err(|_| io::ErrorKind::InvalidData)?;
            match text.strip_prefix('-') {
                Some(text) if lines.len() < MAX_LINES => lines.push(text.to_owned()),
                Some(_) => return Err(io::ErrorKind::InvalidData.into()),
                None => return Ok((code, lines)),
            }
        }
    }
}

/// Where Speech Dispatcher listens.
fn socket() -> Option<PathBuf> {
    let named = std::env::var("SPEECHD_ADDRESS").ok();
    if let Some(path) = named.as_deref().and_then(|address| address.strip_prefix("unix_socket:")) {
        return Some(path.into());
    }
    dirs::runtime_dir()
        .or_else(dirs::cache_dir)
        .map(|folder| folder.join("speech-dispatcher/speechd.sock"))
}

/// A sentence as one line that does not end the message.
fn sendable(text: &str) -> String {
    let blank = |c: char| if c.is_control() { ' ' } else { c };
    let line: String = text.chars().take(MAX_CHARS).map(blank).collect();
    if line.starts_with('.') { format!(".{line}") } else { line }
}

#[cfg(test)]
mod tests {
    use super::sendable;

    #[test]
    fn no_text_ends_its_message_or_adds_a_command() {
        assert_eq!(sendable("."), "..");
        assert_eq!(sendable("a\r\n.\r\nSTOP ALL"), "a  .  STOP ALL");
        assert_eq!(sendable(&"a".repeat(9_000)).len(), super::MAX_CHARS);
    }
}
