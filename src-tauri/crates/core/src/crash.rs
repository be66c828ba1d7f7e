//! Crash reports: what a panic said is written to a file beside the logs, and stays there. Nothing
//! sends it.

use crate::app::Clock;
use crate::wire::CrashReport;
use jiff::Timestamp;
use std::backtrace::Backtrace;
use std::fmt::Write;
use std::fs;
use std::io::{self, Read};
use std::panic::PanicHookInfo;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// The most reports that one run of a program writes, and that are kept: an error may come again
/// and again.
const MAX_PER_RUN: u32 = 3;
const MAX_KEPT: usize = 5;
/// The longest message and backtrace that are written, in bytes, and the longest report that is
/// read.
const MAX_MESSAGE_BYTES: usize = 4 << 10;
const MAX_BACKTRACE_BYTES: usize = 48 << 10;
const MAX_REPORT_BYTES: u64 = 64 << 10;
/// How names of reports begin and end; between are the program and the time.
const PREFIX: &str = "crash-";
const SUFFIX: &str = ".txt";
const TIMESTAMP_FORMAT: &str = "%Y%m%d-%H%M%S";
/// The thread that decodes images: a decoder that panics there has met a file that it can't read,
/// and that is no crash.
const DECODER: &str = "image";

/// Writes a report to `folder` for each panic of this program from now on, after what is done about
/// it already.
pub fn watch(folder: PathBuf, program: &'static str, version: &'static str, clock: Clock) {
    static WRITTEN: AtomicU32 = AtomicU32::new(0);
    let previous = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        previous(panic);
        let thread = std::thread::current();
        if thread.name() == Some(DECODER) || WRITTEN.fetch_add(1, Ordering::Relaxed) >= MAX_PER_RUN
        {
            return;
        }
        let at = clock();
        let text = report(panic, program, version, at);
        // The panic has been printed; where nothing can be written, that is all.
        let _ = keep(&folder, program, at, &text);
    }));
}

fn report(panic: &PanicHookInfo<'_>, program: &str, version: &str, at: Timestamp) -> String {
    let place = panic.location().map_or_else(
        || "unknown".to_owned(),
        |place| format!("{}:{}", shortened(place.file()), place.line()),
    );
    let message = panic
        .payload()
        .downcast_ref::<&str>()
        .map(|message| (*message).to_owned())
        .or_else(|| panic.payload().downcast_ref::<String>().cloned())
        .unwrap_or_default();
    let mut backtrace = Backtrace::force_capture().to_string();
    cut(&mut backtrace, MAX_BACKTRACE_BYTES);
    written(&Panic { program, version, at, place, message, backtrace })
}

struct Panic<'a> {
    program: &'a str,
    version: &'a str,
    at: Timestamp,
    place: String,
    message: String,
    backtrace: String,
}

fn written(panic: &Panic<'_>) -> String {
    let mut message = panic.message.clone();
    cut(&mut message, MAX_MESSAGE_BYTES);
    let thread = std::thread::current();
    let mut text = format!("{} {} crashed\n", panic.program, panic.version);
    // Writing to a string does not fail.
    let _ = writeln!(text, "at: {}", panic.at);
    let _ = writeln!(text, "place: {}", panic.place);
    let _ = writeln!(text, "thread: {}", thread.name().unwrap_or("unnamed"));
    let _ = write!(text, "message: {message}\n\n{}\n", panic.backtrace);
    text
}

/// The file of the source without the folders of the machine that it was built on.
fn shortened(file: &str) -> &str {
    ["src-tauri/", "registry/src/", "library/"]
        .into_iter()
        .find_map(|known| file.find(known).map(|at| &file[at..]))
        .unwrap_or(file)
}

fn cut(text: &mut String, most: usize) {
    let end = (0..=most.min(text.len())).rev().find(|end| text.is_char_boundary(*end));
    text.truncate(end.unwrap_or(0));
}

fn keep(folder: &Path, program: &str, at: Timestamp, text: &str) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let time = at.strftime(TIMESTAMP_FORMAT);
    let path = |number: u32| {
        let number = if number == 0 { String::new() } else { format!("-{number}") };
        folder.join(format!("{PREFIX}{program}-{time}{number}{SUFFIX}"))
    };
    let mut free = (0..MAX_PER_RUN).map(path).filter(|path| !path.exists());
    let path = free.next().ok_or(io::ErrorKind::AlreadyExists)?;
    fs::write(path, text)?;
    for old in files(folder).into_iter().skip(MAX_KEPT) {
        fs::remove_file(old)?;
    }
    Ok(())
}

/// The reports in a folder, the newest first.
fn files(folder: &Path) -> Vec<PathBuf> {
    let is_report = |path: &PathBuf| {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        name.starts_with(PREFIX) && name.ends_with(SUFFIX)
    };
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut found: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(is_report).collect();
    // The time is in the name, after the program's.
    found.sort_by_cached_key(|path| std::cmp::Reverse(time_in_name(path)));
    found
}

fn time_in_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let parts = name.trim_end_matches(SUFFIX).split('-');
    let is_digits = |part: &&str| part.bytes().all(|byte| byte.is_ascii_digit());
    parts.filter(is_digits).collect::<Vec<_>>().join("-")
}

/// The newest report in the folder of the logs, and how many there are.
pub(crate) fn newest(folder: &Path) -> Option<CrashReport> {
    let files = files(folder);
    let path = files.first()?;
    let mut bytes = Vec::new();
    fs::File::open(path).ok()?.take(MAX_REPORT_BYTES).read_to_end(&mut bytes).ok()?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let line = |name: &str| {
        let found = text.lines().take(10).find_map(|line| line.strip_prefix(name));
        found.unwrap_or_default().trim().to_owned()
    };
    Some(CrashReport {
        path: path.display().to_string(),
        reports: crate::reading::narrow(files.len() as u64),
        at: line("at:"),
        place: line("place:"),
        text,
    })
}

/// Deletes all reports.
pub(crate) fn delete(folder: &Path) -> io::Result<()> {
    files(folder).into_iter().try_for_each(fs::remove_file)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: u32) -> Timestamp {
        format!("2026-01-15T17:00:{second:02}Z").parse().unwrap()
    }

    fn panic(message: &str, second: u32) -> String {
        written(&Panic {
            program: "window",
            version: "0.1.0",
            at: at(second),
            place: "src-tauri/crates/core/src/app.rs:7".to_owned(),
            message: message.to_owned(),
            backtrace: "   0: paperboy".to_owned(),
        })
    }

    #[test]
    fn the_newest_reports_are_kept_and_read_back() {
        let folder = tempfile::tempdir().unwrap();
        let logs = folder.path().join("logs");
        assert_eq!(newest(&logs), None);
        for second in 0..8 {
            let program = if second % 2 == 0 { "window" } else { "paperboy" };
            keep(&logs, program, at(second), &panic("it broke", second)).unwrap();
        }
        let found = newest(&logs).unwrap();
        assert_eq!((found.reports, found.at.as_str()), (5, "2026-01-15T17:00:07Z"));
        assert_eq!(found.place, "src-tauri/crates/core/src/app.rs:7");
        assert!(found.text.contains("message: it broke"), "{}", found.text);
        // Two in one second.
        keep(&logs, "paperboy", at(7), &panic("again", 7)).unwrap();
        assert_eq!(newest(&logs).unwrap().reports, 5);
        delete(&logs).unwrap();
        assert_eq!(newest(&logs), None);
    }

    #[test]
    fn a_long_message_is_cut_between_characters() {
        let text = panic(&"字".repeat(100_000), 0);
        assert!(text.len() < MAX_MESSAGE_BYTES + 400, "{}", text.len());
        assert!(!text.contains('\u{fffd}'));
    }

    #[test]
    fn the_machine_that_built_the_program_is_not_named() {
        assert_eq!(
            shortened("/home/builder/paperboy/src-tauri/crates/core/src/app.rs"),
            "src-tauri/crates/core/src/app.rs"
        );
        assert_eq!(
            shortened("/home/builder/.cargo/registry/src/index/x-1.0/src/lib.rs"),
            "registry/src/index/x-1.0/src/lib.rs"
        );
    }
}
