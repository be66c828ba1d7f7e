//! A file that makes the reader crash ends only the process that reads it, and the error says so.
#![cfg(unix)]
#![allow(clippy::unwrap_used, missing_docs)]

use paperboy_pdf::{PdfProblem, Reader, text_of};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

fn shell(script: &str) -> Reader {
    Reader { program: PathBuf::from("/bin/sh"), arguments: vec!["-c".into(), script.into()] }
}

fn read(script: &str) -> Result<(), PdfProblem> {
    let bytes = Arc::new(vec![b'x'; 1 << 20]);
    text_of(&shell(script), bytes, || false).unwrap().map(drop)
}

#[test]
fn a_process_that_is_killed_or_says_no_text_costs_one_file() {
    let whole = r#"{"Ok":{"pages":[],"unknown":0,"cut_short":false}}"#;
    assert_eq!(read(&format!("cat >/dev/null; echo '{whole}'")), Ok(()));
    // It may end before it has read all.
    assert_eq!(read(&format!("echo '{whole}'")), Ok(()));
    assert_eq!(read(r#"cat >/dev/null; echo '{"Err":"encrypted"}'"#), Err(PdfProblem::Encrypted));
    for script in [
        "kill -9 $$",
        "kill -11 $$",
        "exit 1",
        "true",
        "echo '{\"Ok\":{\"pages\":['",
        // It says all and fails then: what it said may be half of it.
        &format!("echo '{whole}'; exit 3"),
    ] {
        assert_eq!(read(script), Err(PdfProblem::TooComplex), "{script}");
    }
    assert_eq!(read("exec cat /dev/zero"), Err(PdfProblem::TooLarge));
}

#[test]
fn without_the_program_there_is_no_reader() {
    let reader = Reader { program: PathBuf::from("/nowhere/at/all"), arguments: Vec::new() };
    let read = text_of(&reader, Arc::new(Vec::new()), || false).unwrap();
    assert_eq!(read, Err(PdfProblem::NoReader));
}

#[test]
fn a_process_that_does_not_end_ends_when_nobody_wants_its_answer() {
    let asked = AtomicBool::new(false);
    // Asked a second time, nobody wants it any more.
    let cancelled = || asked.swap(true, Ordering::Relaxed);
    assert_eq!(text_of(&shell("exec sleep 600"), Arc::new(Vec::new()), cancelled), None);
}
