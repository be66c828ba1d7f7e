//! `cite`, `collect`, `highlight` and `export`.

mod highlights;
mod review;
mod taste;
mod watch;

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

#[test]
fn a_file_of_another_program_is_imported_with_its_kind_and_its_problems() {
    let library = Library::with_day("2026-01-05", 2);
    let ids = ids(&library);
    let list = format!("{}\nhttps://arxiv.org/abs/2405.99999\nno paper here\n", ids[0]);
    let file = library.write("to read.txt", &list);
    let run = library.run(&["import", &file, "--json"]);
    let imported = &run.json()["files"][0];
    assert_eq!((run.code, &imported["kind"], &imported["papers"]), (0, &json!("ids"), &json!(1)));
    assert_eq!(imported["collection"], "to read");
    assert_eq!(imported["problems"].as_array().unwrap().len(), 2);
    assert!(
        run.stderr.contains("to read.txt: 1 paper is not in the library: 2405.99999"),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("paperboy add"), "{}", run.stderr);
    let list = library.json(&["list", "--starred"]);
    assert_eq!((list.as_array().unwrap().len(), &list[0]["id"]), (1, &json!(ids[0])));
    let line = r#"{"id":"2405.00001","abs":"","title":"T","summary":"S","AI":{"tldr":"短句"}}"#;
    let file = library.write("2026-01-06_AI_enhanced_Chinese.jsonl", line);
    assert_eq!(library.json(&["import", &file])["files"][0]["kind"], "daily_arxiv");
    let shown = text(&library, &["show", "2405.00001"]);
    assert!(shown.contains("### tldr") && shown.contains("短句"), "{shown}");
}

#[test]
fn papers_become_notes_in_a_folder_and_items_in_zotero() {
    let library = Library::with_day("2026-01-05", 2);
    let folder = library.path("vault");
    std::fs::create_dir(&folder).unwrap();
    let words = ["export", "--all", "--format", "obsidian", "--out", &folder, "--json"];
    let answer = library.run(&words).json();
    assert_eq!(
        (&answer["written"], &answer["unchanged"], &answer["failed"]),
        (&json!(2), &json!(0), &json!(0))
    );
    assert_eq!(library.run(&words).json()["unchanged"], 2);
    let id = &ids(&library)[0];
    let note = format!("{folder}/{id}.md");
    std::fs::write(&note, "mine").unwrap();
    let run = library.run(&words);
    assert_eq!((run.code, std::fs::read_to_string(&note).unwrap().as_str()), (0, "mine"));
    assert!(run.stderr.contains("it was left as it is"), "{}", run.stderr);
    let run = library.run(&["export", "--all", "--format", "obsidian"]);
    assert_eq!(run.code, 2, "{}", run.stderr);
    let run = library.run(&["export", "--all", "--format", "obsidian", "--out", "/nowhere/at/all"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    let zotero = paperboy_tests::fake_zotero::FakeZotero::start(&["Talk"]).unwrap();
    assert_eq!(library.run(&["settings", "zotero.url", &zotero.url()]).code, 0);
    library.run(&["collect", "add", "Talk", id]);
    let answer =
        library.run(&["export", "--collection", "Talk", "--format", "zotero", "--json"]).json();
    assert_eq!(answer, json!({"sent": 1, "already": 0, "collection": "Talk", "missing": null}));
    assert_eq!(
        text(&library, &["export", "--all", "--format", "zotero"]),
        "1 sent  1 sent before  My Library\n"
    );
    assert_eq!(zotero.items().len(), 2);
    library.run(&["settings", "zotero.url", "http://127.0.0.1:9"]);
    let run = library.run(&["export", id, "--format", "zotero", "--again"]);
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("Zotero is not running; start it"), "{}", run.stderr);
}

#[test]
fn figures_need_a_format_and_a_file_that_can_have_them() {
    let library = Library::with_day("2026-01-05", 2);
    let out = library.path("papers.html");
    for words in [
        &["export", "--all", "--format", "json", "--figures", "none", "--out", &out][..],
        &["export", "--all", "--format", "html", "--figures", "open"],
        &["export", "2026-01-05", "--format", "markdown", "--figures", "all"],
        &["export", "--all", "--format", "html", "--figures", "all", "--out", "/dev/stdout"],
        &["export", "--all", "--format", "html", "--figures", "some", "--out", &out],
    ] {
        let run = library.run(words);
        assert_eq!((run.code, run.stdout.len()), (2, 0), "{words:?}: {}", run.stderr);
        assert!(!std::path::Path::new(&out).exists());
    }
    let run =
        library.run(&["export", "--all", "--format", "html", "--figures", "all", "--out", &out]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    assert!(std::fs::read_to_string(&out).unwrap().contains("img-src 'self' file:"));
    assert!(!std::path::Path::new(&library.path("papers.figures")).exists(), "there are none");
    // A day is its report, and with figures a document.
    let day = |more: &[&str]| {
        let out = library.path("day.md");
        let words = ["export", "2026-01-05", "--format", "markdown", "--out", &out];
        assert_eq!(library.run(&[&words[..], more].concat()).code, 0);
        std::fs::read_to_string(&out).unwrap()
    };
    let report = day(&[]);
    assert_eq!(report, text(&library, &["export", "2026-01-05", "--format", "markdown"]));
    assert_eq!(day(&["--figures", "none"]), report);
    assert!(day(&["--figures", "open"]).starts_with("## "));
}
