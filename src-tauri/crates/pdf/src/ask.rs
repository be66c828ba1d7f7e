//! Asking a process of its own for the text of a PDF.

use crate::PdfProblem;
use paperboy_paper::MAX_PDF_BYTES;
use paperboy_paper::article::from_pdf::PdfText;
use std::ffi::OsString;
use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// The longest time that a file may take.
const TIMEOUT: Duration = Duration::from_secs(45);
const LOOK_EVERY: Duration = Duration::from_millis(5);
/// The largest text that is taken, in bytes.
const MAX_TEXT_BYTES: u64 = 48 << 20;

/// How the process that reads a PDF is started: this program itself, which calls
/// [`serve`](crate::serve) then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reader {
    /// The program.
    pub program: PathBuf,
    /// The arguments by which it knows.
    pub arguments: Vec<OsString>,
}

/// A process that is ended together with the code that waits for it.
struct Ending(Child);

impl Drop for Ending {
    fn drop(&mut self) {
        // It may have ended by now.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The text of a PDF, read within bounds of memory and time, whatever the file is. `cancelled`: asked
/// again and again whether it is still wanted; what is not wanted any more is `None`.
pub fn text_of(
    reader: &Reader,
    bytes: Arc<Vec<u8>>,
    cancelled: impl Fn() -> bool,
) -> Option<Result<PdfText, PdfProblem>> {
    if bytes.len() > MAX_PDF_BYTES {
        return Some(Err(PdfProblem::TooLarge));
    }
    let started = Command::new(&reader.program)
        .args(&reader.arguments)
        // Nothing of this program's surroundings is its business, a key least of all.
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let Ok(child) = started else { return Some(Err(PdfProblem::NoReader)) };
    let mut child = Ending(child);
    let (Some(mut input), Some(output)) = (child.0.stdin.take(), child.0.stdout.take()) else {
        return Some(Err(PdfProblem::NoReader));
    };
    // Both end at the latest when the process does.
    std::thread::spawn(move || {
        // A process that ended reads no more.
        let _ = input.write_all(&bytes);
    });
    let answer = std::thread::spawn(move || {
        let mut answer = Vec::new();
        let read = output.take(MAX_TEXT_BYTES + 1).read_to_end(&mut answer);
        read.map(|_| answer)
    });
    let begun = Instant::now();
    while !answer.is_finished() {
        if cancelled() {
            return None;
        }
        if begun.elapsed() > TIMEOUT {
            return Some(Err(PdfProblem::TooComplex));
        }
        std::thread::sleep(LOOK_EVERY);
    }
    let Ok(Ok(answer)) = answer.join() else { return Some(Err(PdfProblem::TooComplex)) };
    if answer.len() as u64 > MAX_TEXT_BYTES {
        return Some(Err(PdfProblem::TooLarge));
    }
    let status = ended(&mut child.0, begun);
    Some(match serde_json::from_slice(&answer) {
        Ok(text) if status.is_some_and(|status| status.success()) => text,
        // It was ended for what it took, or by what it read.
        _ => Err(PdfProblem::TooComplex),
    })
}

/// How a process ends whose answer is complete; `None`: it does not.
fn ended(child: &mut Child, begun: Instant) -> Option<ExitStatus> {
    while begun.elapsed() < TIMEOUT {
        match child.try_wait() {
            Ok(Some(status)) => return Some(status),
            Ok(None) => std::thread::sleep(LOOK_EVERY),
            Err(_) => return None,
        }
    }
    None
}
