//! `list --order`, `less`, `unless` and `taste`.

use super::ids;
use crate::harness::Library;
use serde_json::{Value, json};

const ORDER: [&str; 4] = ["list", "2026-01-05", "--order", "for-me"];

fn listed(library: &Library) -> Vec<String> {
    let papers = library.json(&ORDER);
    papers.as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_day_is_listed_for_the_user_with_reasons_and_all_can_be_forgotten() {
    let library = Library::with_day("2026-01-05", 8);
    let ids = ids(&library);
    library.run(&["star", &ids[0], &ids[2]]);
    let few = library.run(&ORDER);
    assert_eq!(few.code, 0);
    assert!(few.stderr.contains("needs 3 papers that are starred"), "{}", few.stderr);
    assert_eq!(listed(&library), ids, "the list's order stays");
    library.run(&["star", &ids[5]]);
    let mut papers = library.json(&ORDER);
    let papers = papers.as_array_mut().unwrap();
    assert_eq!(papers.len(), 8);
    let because = &papers[0]["because"];
    assert!(because["reasons"][0]["word"].is_string(), "{because}");
    assert_eq!(because["less"], false);
    let lines = String::from_utf8(library.run(&ORDER).stdout).unwrap();
    assert!(lines.contains("raised by: "), "{lines}");
    assert_eq!(library.json(&["list", "2026-01-05"])[0].get("because"), None);

    let taste = library.json(&["taste"]);
    assert_eq!(taste["learnt"], json!({ "state": "ready" }));
    let word = taste["words"][0]["word"].as_str().unwrap();
    assert_eq!(library.json(&["taste", "forget", word]), json!({ "changed": true }));
    let words = library.json(&["taste"])["words"].clone();
    let said = words.as_array().unwrap().iter().find(|one| one["word"] == word).unwrap();
    assert_eq!((&said["opinion"], said["weight"].as_f64()), (&json!("forgotten"), Some(0.0)));
    assert_eq!(library.json(&["taste", "reset", word]), json!({ "changed": true }));
    assert_eq!(library.json(&["taste"]), taste);

    let less = library.run(&["less", &ids[0], "2601.99999", "--json"]);
    assert_eq!(less.code, 1);
    assert_eq!(less.json(), json!({ "changed": 1, "unknown": ["2601.99999"] }));
    assert_eq!(library.json(&["unless", &ids[0]]), json!({ "changed": 1, "unknown": [] }));
    assert_eq!(library.json(&["taste", "forget", "--all"]), json!({ "changed": true }));
    assert_eq!(library.json(&["taste"])["words"], Value::Array(vec![]));
    assert_eq!(listed(&library), ids);
    for wrong in [&["taste", "forget"][..], &["taste", "more"], &["list", "--order", "best"]] {
        assert_eq!(library.run(wrong).code, 2, "{wrong:?}");
    }
}
