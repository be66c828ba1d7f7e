//! The prompts for a model, and the accepted parts of its answers.

#![allow(clippy::unwrap_used)]

mod answers;
mod prompts;
mod variants;

use std::path::PathBuf;

/// A file of real captures beside the repository; `None`, and a word on it, where there is none.
fn capture(name: &str) -> Option<String> {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/data").join(name);
    let text = std::fs::read_to_string(&file).ok();
    if text.is_none() {
        println!("skipped: there is no {}", file.display());
    }
    text
}
