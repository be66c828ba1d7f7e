//! `cite`, `collect`, `highlight` and `export`.

mod highlights;

use crate::harness::Library;
use serde_json::{Value, json};

fn ids(library: &Library) -> Vec<String> {
    let list = library.json(&["list"]);
    list.as_array().unwrap().iter().map(|paper| paper["id"].as_str().unwrap().to_owned()).collect()
}

fn text(library: &Library, words: &[&str]) -> String {
    let run = library.run(words);
    assert_eq!(run.code, 0, "{words:?}: {}", run.stderr);
    String::from_utf8(run.stdout).unwrap()
}

#[test]
fn a_key_is_given_once_and_changed_by_the_user_alone() {
    let library = Library::with_day("2026-01-05", 2);
    let ids = ids(&library);
    let keys = library.json(&["cite", &ids[0], &ids[1], "--style", "key"]);
    let first = keys[0]["key"].as_str().unwrap();
    assert_eq!((&keys[0]["text"], keys[0]["id"].as_str()), (&keys[0]["key"], Some(&*ids[0])));
    assert_eq!(
        text(&library, &["cite", &ids[0], "--style", "latex"]),
        format!("\\cite{{{first}}}\n")
    );
    assert_eq!(library.json(&["show", &ids[0]])["citation_key"], first);
    assert_eq!(text(&library, &["cite", &ids[0], "--set-key", "mine"]), "mine\n");
    let run = library.run(&["cite", &ids[1], "--set-key", "Mine", "--json"]);
    assert_eq!((run.code, run.json()[0]["key"].as_str()), (0, Some("Minea")));
    assert!(run.stderr.contains("another paper"), "{}", run.stderr);
    assert!(
        text(&library, &["export", &ids[0], "--format", "bibtex"]).starts_with("@misc{mine,\n")
    );
    for wrong in [
        &["cite", &ids[0], &ids[1], "--set-key", "x"][..],
        &["cite", &ids[0], "--set-key", "a b"],
        &["cite", &ids[0], "--set-key", "x", "--style", "key"],
    ] {
        assert_eq!(library.run(wrong).code, 2, "{wrong:?}");
    }
}

#[test]
fn every_format_comes_out_for_every_selection() {
    let library = Library::with_day("2026-01-05", 3);
    let ids = ids(&library);
    library.run(&["star", &ids[0]]);
    library.run(&["tag", &ids[1], "+keep"]);
    library.run(&["collect", "add", "Talk", &ids[0], &ids[1]]);
    let entries = |words: &[&str]| {
        let mut all = vec!["export"];
        all.extend(words);
        all.extend(["--format", "bibtex"]);
        text(&library, &all).matches("@misc{").count()
    };
    assert_eq!(entries(&["--starred"]), 1);
    assert_eq!(entries(&["--tag", "KEEP"]), 1);
    assert_eq!(entries(&["--collection", "talk"]), 2);
    assert_eq!(entries(&["--all"]), 3);
    assert_eq!(entries(&["2026-01-05"]), 3);
    assert_eq!(entries(&["--query", "in:talk is:starred"]), 1);
    assert_eq!(entries(&[&ids[2]]), 1);
    for (format, begin) in [
        ("biblatex", "@online{"),
        ("ris", "TY  - UNPD\r\n"),
        ("csl-json", "[\n{"),
        ("markdown", "## "),
        ("json", "[{"),
        ("html", "<!doctype html>\n"),
    ] {
        let text = text(&library, &["export", "--all", "--format", format]);
        assert!(text.starts_with(begin), "{format}: {}", &text[..40]);
    }
    let out = library.path("out");
    std::fs::create_dir(&out).unwrap();
    assert_eq!(library.run(&["export", "--all", "--format", "ris", "--out", &out]).code, 0);
    assert!(std::path::Path::new(&out).join("papers.ris").is_file());
    let run = library.run(&["export", &ids[0], "2601.99999", "--format", "ris"]);
    assert_eq!((run.code, run.stderr.contains("2601.99999")), (1, true));
    assert_eq!(library.run(&["export", "--collection", "none", "--format", "ris"]).code, 1);
    assert_eq!(library.run(&["export", "--all", "--starred", "--format", "ris"]).code, 2);
}

#[test]
fn collections_are_made_changed_merged_and_deleted() {
    let library = Library::with_day("2026-01-05", 3);
    let ids = ids(&library);
    let run = library.run(&["collect", "add", "组会", &ids[0], "2601.99999", "--json"]);
    assert_eq!((run.code, run.json()), (1, json!({ "changed": 1, "unknown": ["2601.99999"] })));
    assert_eq!(library.run(&["collect", "new", "Figures", "--in", "组会"]).code, 0);
    assert_eq!(library.run(&["collect", "new", "Deep", "--in", "figures"]).code, 1);
    assert_eq!(library.run(&["collect", "new", "FIGURES"]).code, 1);
    library.run(&["collect", "add", "Draft", &ids[1], &ids[2]]);
    assert_eq!(library.run_with(&["collect", "note", "Draft", "-"], b"why\n").code, 0);
    assert_eq!(text(&library, &["collect", "note", "draft"]), "why\n");
    assert_eq!(library.json(&["collect", "move", "Draft", "--before", "组会"])[0]["name"], "Draft");
    let list = |library: &Library| -> Vec<(String, u64)> {
        let all = library.json(&["collect"]);
        let row =
            |it: &Value| (it["name"].as_str().unwrap().to_owned(), it["papers"].as_u64().unwrap());
        all.as_array().unwrap().iter().map(row).collect()
    };
    let of = |rows: &[(&str, u64)]| -> Vec<(String, u64)> {
        rows.iter().map(|(name, papers)| ((*name).to_owned(), *papers)).collect()
    };
    assert_eq!(list(&library), of(&[("Draft", 2), ("组会", 1), ("Figures", 0)]));
    assert_eq!(
        text(&library, &["collect"]).lines().nth(2).unwrap().trim_start(),
        "0 papers    Figures"
    );
    assert_eq!(library.run(&["collect", "rename", "draft", "Paper"]).code, 0);
    assert_eq!(library.run(&["collect", "remove", "paper", &ids[1]]).code, 0);
    assert_eq!(library.run(&["collect", "merge", "Paper", "组会"]).code, 0);
    assert_eq!(list(&library), of(&[("组会", 2), ("Figures", 0)]));
    assert_eq!(library.run(&["collect", "delete", "组会"]).code, 0);
    assert_eq!(list(&library), of(&[("Figures", 0)]));
    assert_eq!(library.run(&["collect", "delete", "组会"]).code, 1);
    assert_eq!(library.json(&["list"]).as_array().unwrap().len(), 3, "its papers stay");
}
