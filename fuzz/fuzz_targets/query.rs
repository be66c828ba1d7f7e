//! Whatever is typed is read, and read again as it was understood.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../src-tauri/crates/search/tests/all/holds.rs"]
#[allow(dead_code)]
mod holds;

fuzz_target!(|query: &str| holds::of_query(query));
