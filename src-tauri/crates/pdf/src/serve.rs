//! The process that reads one PDF and ends.

use crate::text;
use paperboy_paper::MAX_PDF_BYTES;
use std::io::{Read, Write};
use std::thread::Builder;

/// Enough for the deepest nesting that the library follows.
const STACK_BYTES: usize = 64 << 20;
/// How much memory the process may have: a page of a scan may be large.
#[cfg(unix)]
const MAX_MEMORY_BYTES: u64 = 1536 << 20;
/// How many seconds of a processor it may take.
#[cfg(unix)]
const MAX_SECONDS: u64 = 20;

/// Reads a PDF from `input` to its end and writes its text, or why there is none, to `output`. What
/// calls this is a process that does nothing else: it limits what the process may take.
///
/// # Errors
/// When there is nothing to read from or to write to.
pub fn serve(input: impl Read, mut output: impl Write) -> std::io::Result<()> {
    limit();
    let mut bytes = Vec::new();
    input.take(MAX_PDF_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    let thread = Builder::new().stack_size(STACK_BYTES).spawn(move || text(bytes))?;
    // A reader that panicked met a file that it can't read.
    let text = thread.join().unwrap_or(Err(crate::PdfProblem::Damaged));
    let text = serde_json::to_vec(&text).map_err(std::io::Error::other)?;
    output.write_all(&text)?;
    output.flush()
}

/// Limits the memory and the time of this process, and what it leaves when it is ended for that.
#[cfg(unix)]
fn limit() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let limits = [
        (Resource::As, MAX_MEMORY_BYTES),
        (Resource::Cpu, MAX_SECONDS),
        (Resource::Core, 0),
        (Resource::Fsize, 0),
    ];
    for (resource, limit) in limits {
        // A system without one of them has the others, and the waiting process has a timeout.
        let _ = setrlimit(resource, Rlimit { current: Some(limit), maximum: Some(limit) });
    }
}

/// The waiting process has a timeout; memory has the system's own limit.
#[cfg(not(unix))]
fn limit() {}
