//! Programs outside: the browser and the file manager.

use crate::bridge::{Answer, Failure};
use std::ffi::OsString;
use std::io;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// The time after which a running opener counts as successful: some run as long as the browser.
const OPENER_TIMEOUT: Duration = Duration::from_secs(8);

/// Opens an address or a folder with the program that the system has for it. The error names it, so
/// that the user can copy it.
pub async fn open(what: impl Into<OsString>) -> Answer<()> {
    let what = what.into();
    let name = what.to_string_lossy().into_owned();
    let opened = tauri::async_runtime::spawn_blocking(move || {
        open_with_any(open::commands(what), OPENER_TIMEOUT)
    })
    .await;
    if matches!(opened, Ok(true)) { Ok(()) } else { Err(Failure::not_opened(name)) }
}

/// Whether one of the openers did it. They are tried in turn: a system has some of them, and one
/// that is there may know no browser.
fn open_with_any(openers: Vec<Command>, opened_after: Duration) -> bool {
    openers.into_iter().any(|mut opener| match run(&mut opener, opened_after) {
        Ok(None) => true,
        Ok(Some(status)) if status.success() => true,
        failed => {
            tracing::warn!(?opener, ?failed, "a program did not open the address");
            false
        }
    })
}

/// Runs an opener. `None` when it still runs after a while.
fn run(opener: &mut Command, at_most: Duration) -> io::Result<Option<ExitStatus>> {
    opener.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    // What it starts must outlive the window, and a terminal's Ctrl+C is not meant for it.
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(opener, 0);
    let mut process = opener.spawn()?;
    let (ended, end) = mpsc::channel();
    // The process is waited for to its end, or it would become a zombie. The receiver may be gone
    // by then.
    thread::spawn(move || drop(ended.send(process.wait())));
    end.recv_timeout(at_most).ok().transpose()
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn opener(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn an_opener_that_fails_or_is_not_there_hands_over_to_the_next() {
        let long = Duration::from_secs(60);
        assert!(open_with_any(
            vec![Command::new("no-such-opener"), opener("exit 3"), opener("exit 0")],
            long
        ));
        assert!(!open_with_any(vec![Command::new("no-such-opener"), opener("exit 4")], long));
        assert!(!open_with_any(Vec::new(), long));
    }

    #[test]
    fn an_opener_that_stays_with_its_browser_has_opened_it() {
        assert!(open_with_any(
            vec![opener("sleep 5"), opener("exit 3")],
            Duration::from_millis(50)
        ));
    }
}
