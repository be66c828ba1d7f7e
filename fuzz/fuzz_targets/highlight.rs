//! For any query and any text, marks cover whole characters of the text. The first line is the
//! query.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../src-tauri/crates/search/tests/all/holds.rs"]
#[allow(dead_code)]
mod holds;

fuzz_target!(|input: &str| {
    let (query, text) = input.split_once('\n').unwrap_or((input, input));
    holds::of_marks(query, text);
});
