//! Short commands of other programs, which may hang.

use std::ffi::OsString;
use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const LOOK_EVERY: Duration = Duration::from_millis(5);
/// The most bytes of an answer that are read: less than a pipe holds, so that the other program
/// never waits.
const MAX_ANSWER_BYTES: u64 = 4 << 10;

/// How a command ended.
pub(crate) struct Ended {
    /// Whether it did what it should.
    pub success: bool,
    /// What it printed.
    pub answer: String,
}

/// Runs a command to its end, or to the end of the time that it has; `None` when there is no such
/// program.
pub(crate) fn run(program: &Path, arguments: &[OsString], timeout: Duration) -> Option<Ended> {
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let begun = Instant::now();
    let success = loop {
        match child.try_wait() {
            Ok(Some(status)) => break status.success(),
            Ok(None) if begun.elapsed() < timeout => std::thread::sleep(LOOK_EVERY),
            _ => {
                // It may have ended by now.
                let _ = child.kill();
                let _ = child.wait();
                return Some(Ended { success: false, answer: String::new() });
            }
        }
    };
    let mut answer = Vec::new();
    if let Some(output) = child.stdout.take() {
        // What can't be read was not said.
        let _ = output.take(MAX_ANSWER_BYTES).read_to_end(&mut answer);
    }
    Some(Ended { success, answer: String::from_utf8_lossy(&answer).into_owned() })
}
