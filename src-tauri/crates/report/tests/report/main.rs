//! The crate from outside: golden reports, the collection of attacks, generated reports and hostile
//! input.

#![allow(clippy::unwrap_used)]

mod as_written;
mod bounds;
mod forms;
mod golden;
mod headings;
mod property;
mod xss;

use std::path::PathBuf;

/// A file of the repository's fixtures.
fn fixture(name: &str) -> Vec<u8> {
    let path = root().join("tests/fixtures").join(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../..")
}
