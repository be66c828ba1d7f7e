//! The parser of queries never fails, and reads the understood form of a query as the same query.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../src-tauri/crates/search/tests/all/holds.rs"]
// The other properties are those of the other fuzz targets.
#[allow(dead_code)]
mod holds;

fuzz_target!(|query: &str| holds::of_query(query));
