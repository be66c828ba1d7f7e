//! For any text and any article, no claim is found without its evidence.
#![no_main]

use libfuzzer_sys::fuzz_target;
use paperboy_check::{Paper, check};
use paperboy_paper::article::{Reading, from_markdown};

#[path = "../../src-tauri/crates/check/tests/common/holds.rs"]
mod holds;

fuzz_target!(|input: (&str, &str)| {
    let (markdown, text) = input;
    let article = match from_markdown::read(markdown.as_bytes()) {
        Reading::Article(article) => Some(*article),
        _ => None,
    };
    let paper = Paper { title: "A Paper", abstract_text: Some(markdown), article: article.as_ref() };
    holds::of_check(&check(&[text], &paper), &[text]);
});
