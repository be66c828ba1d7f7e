//! How many of the claims that were written by hand get their right outcome, of those that rules
//! may be changed by. The environment variable `PAPERBOY_CLAIMS` names another file of claims, for
//! which only the numbers are printed; its articles may be in the folder that it is in.

#[path = "claims/measure.rs"]
mod measure;

use std::path::{Path, PathBuf};

#[test]
fn claims_written_by_hand_get_their_right_outcome() {
    let other = std::env::var_os("PAPERBOY_CLAIMS").map(PathBuf::from);
    let file = other.clone().unwrap_or_else(|| measure::folder().join("tune.jsonl"));
    let lines = measure::read(&file).unwrap_or_else(|error| panic!("{error}"));
    let beside = file.parent().unwrap_or_else(|| Path::new("."));
    let measured = measure::measure(&lines, beside);
    for (kind, count) in &measured.kinds {
        println!("{kind:<10} {count:?}");
    }
    let wrong = measured.wrong.join("\n");
    println!(
        "{wrong}\n{} of {} skipped: their articles are not at hand",
        measured.skipped,
        lines.len()
    );
    let missed = measured.missed();
    for other in &measured.others {
        println!("marked in a true sentence: {other}");
    }
    println!("missed: {}", missed.join("; "));
    assert!(other.is_some() || missed.is_empty(), "{}\n{wrong}", missed.join("\n"));
}
