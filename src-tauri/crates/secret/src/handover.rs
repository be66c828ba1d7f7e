//! The key's way past the start: a pipe from the program to itself.

use crate::{MAX_KEY_BYTES, VARIABLE, Zeroizing};
use std::fs::File;
use std::io::{self, Read, Write};
use std::os::fd::AsRawFd;
use std::os::unix::process::CommandExt;
use std::process::Command;

/// The pipe that contains the key, and its process: `PID:FD`. A program that Paperboy starts
/// inherits this variable, but has another process id.
const PIPE: &str = "PAPERBOY_KEY_PIPE";

/// Starts this program again, without the key in its environment and with other variables. Comes
/// back only with the reason why it can't.
pub(crate) fn start_again(key: &[u8], variables: &[(&str, &str)]) -> io::Error {
    let started = || -> io::Result<io::Error> {
        let (reader, mut writer) = io::pipe()?;
        // A pipe's buffer is at least as large as the part of the variable that is read, so that
        // this never blocks.
        writer.write_all(key)?;
        rustix::io::fcntl_setfd(&reader, rustix::io::FdFlags::empty())?;
        let mut words = std::env::args_os();
        let mut program = Command::new(std::env::current_exe()?);
        if let Some(name) = words.next() {
            program.arg0(name);
        }
        program
            .args(words)
            .env_remove(VARIABLE)
            .envs(variables.iter().copied())
            .env(PIPE, format!("{}:{}", std::process::id(), reader.as_raw_fd()));
        Ok(program.exec())
    };
    started().unwrap_or_else(|error| error)
}

/// The key that this program handed over to itself. The pipe is empty from then on.
pub(crate) fn received() -> Option<Zeroizing<String>> {
    let place = std::env::var(PIPE).ok()?;
    let (process, pipe) = place.split_once(':')?;
    if process.parse() != Ok(std::process::id()) {
        return None;
    }
    let pipe: u32 = pipe.parse().ok()?;
    let mut bytes = Zeroizing::new(Vec::with_capacity(MAX_KEY_BYTES));
    File::open(format!("/dev/fd/{pipe}"))
        .ok()?
        .take(MAX_KEY_BYTES as u64)
        .read_to_end(&mut bytes)
        .ok()?;
    let text = Zeroizing::new(String::from_utf8_lossy(&bytes).into_owned());
    (!text.is_empty()).then_some(text)
}
