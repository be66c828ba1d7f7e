//! How many of the claims that were written by hand are told right, of the half that may be looked
//! at.

#[path = "claims/measure.rs"]
mod measure;

#[test]
fn claims_written_by_hand_are_told_true_from_false() {
    let lines = measure::read(&measure::folder().join("tune.jsonl"))
        .unwrap_or_else(|error| panic!("{error}"));
    let measured = measure::measure(&lines);
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
    assert!(missed.is_empty(), "{}\n{wrong}", missed.join("\n"));
}
