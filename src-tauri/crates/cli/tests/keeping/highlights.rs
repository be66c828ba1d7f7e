//! `highlight`.

use crate::harness::Library;
use serde_json::{Value, json};

fn text(library: &Library, words: &[&str]) -> String {
    let run = library.run(words);
    assert_eq!(run.code, 0, "{words:?}: {}", run.stderr);
    String::from_utf8(run.stdout).unwrap()
}

#[test]
fn highlights_are_added_by_their_words_changed_listed_and_removed() {
    let library = Library::with_day("2026-01-05", 2);
    let list = library.json(&["list"]);
    let id = list[0]["id"].as_str().unwrap().to_owned();
    let sections = library.json(&["show", &id])["sections"].clone();
    let quote = sections["contribution"].as_str().unwrap().to_owned();
    let added =
        library.json(&["highlight", "add", &id, &quote, "--colour", "blue", "--note", "why"]);
    let highlight = added["id"].as_str().unwrap().to_owned();
    assert_eq!(
        (&added["paper"], &added["colour"], &added["note"]),
        (&json!(id), &json!("blue"), &json!("why"))
    );
    assert_eq!(library.json(&["highlight"])["total"], 1);
    assert_eq!(library.json(&["highlight", "list", "--colour", "pink"])["total"], 0);
    let of_paper = library.json(&["highlight", "list", &id]);
    assert_eq!(of_paper["highlights"][0]["ranges"][0]["part"], "contribution");
    assert!(text(&library, &["highlight"]).starts_with(&format!("{highlight}  {id}  blue    ")));
    assert_eq!(library.json(&["search", "has:highlight"])["total"], 1);
    assert_eq!(library.json(&["search", "highlight:why"])["total"], 1);
    assert!(text(&library, &["search", "highlight:why"]).contains("    Highlight: "));

    assert_eq!(library.json(&["highlight", "colour", &highlight, "green"])["colour"], "green");
    assert_eq!(text(&library, &["highlight", "note", &highlight]), "why\n");
    assert_eq!(library.run_with(&["highlight", "note", &highlight, "-"], b"new\n").code, 0);
    assert_eq!(library.json(&["highlight", "note", &highlight])["note"], "new");
    assert_eq!(library.json(&["highlight", "note", &highlight, ""])["note"], Value::Null);

    let nobody = "0b0cdd5c-7f0d-4a6e-8d4f-0d9f1c0b7a11";
    let run = library.run(&["highlight", "remove", &highlight, nobody, "--json"]);
    assert_eq!((run.code, run.json()), (1, json!({ "changed": 1, "unknown": [nobody] })));
    assert!(run.stderr.contains(nobody), "{}", run.stderr);
    assert_eq!(library.json(&["highlight"]), json!({ "total": 0, "highlights": [] }));
    for wrong in [
        &["highlight", "add", &id, "这不在文中"][..],
        &["highlight", "add", &id, &quote, "--in", "article"],
        &["highlight", "add", "2601.99999", "x"],
        &["highlight", "colour", nobody, "pink"],
        &["highlight", "list", "--collection", "none"],
    ] {
        assert_eq!(library.run(wrong).code, 1, "{wrong:?}");
    }
    assert_eq!(library.run(&["highlight", "colour", nobody, "red"]).code, 2);
}

#[test]
fn the_highlights_of_a_paper_are_listed_by_colour_in_parts_and_not_by_tag_or_collection() {
    let library = Library::with_day("2026-01-05", 1);
    let id = library.json(&["list"])[0]["id"].as_str().unwrap().to_owned();
    let sections = library.json(&["show", &id])["sections"].clone();
    let added: Vec<Value> = [("contribution", "blue"), ("usage", "pink"), ("results", "pink")]
        .into_iter()
        .map(|(section, colour)| {
            let quote = sections[section].as_str().unwrap();
            let quote = quote.lines().next().unwrap();
            library.json(&["highlight", "add", &id, quote, "--colour", colour])["id"].clone()
        })
        .collect();
    let listed = |options: &[&str]| {
        let list = library.json(&[&["highlight", "list", id.as_str()], options].concat());
        let ids = list["highlights"].as_array().unwrap().iter().map(|it| it["id"].clone());
        (list["total"].as_u64().unwrap(), ids.collect::<Vec<Value>>())
    };
    assert_eq!(listed(&[]), (3, added.clone()));
    assert_eq!(listed(&["--colour", "pink"]), (2, added[1..].to_vec()));
    assert_eq!(listed(&["--colour", "green"]), (0, vec![]));
    assert_eq!(listed(&["--limit", "1", "--offset", "1"]), (3, added[1..2].to_vec()));
    assert_eq!(listed(&["--colour", "pink", "--limit", "1"]), (2, added[1..2].to_vec()));
    for option in ["--tag", "--collection"] {
        let run = library.run(&["highlight", "list", &id, option, "x"]);
        assert_eq!(run.code, 2, "{option} picks papers, and one is named: {}", run.stderr);
    }
}
