//! `review`.

use super::ids;
use crate::harness::Library;
use serde_json::json;

#[test]
fn a_week_is_reported_as_markdown_and_json() {
    let library = Library::with_day("2026-01-05", 8);
    let ids = ids(&library);
    library.run(&["star", &ids[0], &ids[2], &ids[5]]);
    let review = library.json(&["review", "--week", "2026-01-07"]);
    assert_eq!(review["period"], "week");
    assert_eq!((&review["from"], &review["to"]), (&json!("2026-01-05"), &json!("2026-01-11")));
    assert_eq!((&review["papers"], &review["is_learnt"]), (&json!(8), &json!(true)));
    library.run(&["settings", "report.language", "en"]);
    let first = library.run(&["review", "--month", "2026-01-07"]);
    let text = String::from_utf8(first.stdout.clone()).unwrap();
    assert!(text.starts_with("# Review of the month 2026-01-01 – 2026-01-31\n"), "{text}");
    assert_eq!(library.run(&["review", "--month", "2026-01-07"]).stdout, first.stdout);
    for wrong in [
        &["review"][..],
        &["review", "--week", "--month"],
        &["review", "--week", "2026-01-01..2026-01-02"],
    ] {
        assert_eq!(library.run(wrong).code, 2, "{wrong:?}");
    }
}
