//! The command line's contract, on the built command. It is here rather than with the other
//! integration tests because cargo builds a package's program only for that package's own tests.

#![allow(clippy::unwrap_used)]

mod damage;
mod doctor;
mod full;
mod harness;
mod keeping;
mod kill;
mod mcp;
mod out;
mod proxy;
#[cfg(target_os = "linux")]
mod schedule;
mod searching;
mod sentences;
mod sync;
mod terminal;
mod writing;

use harness::{Library, report};
use serde_json::Value;

#[test]
fn import_answers_with_each_files_outcome() {
    let library = Library::new();
    let file = library.write("2026-01-05.md", &report("2026-01-05", 3));
    let answer = library.json(&["import", &file]);
    assert_eq!(answer["files"][0]["outcome"], "added");
    assert_eq!(answer["files"][0]["papers"], 3);
    assert_eq!(answer["files"][0]["date"], "2026-01-05");
    assert_eq!(answer["files"][0]["problems"], Value::Array(Vec::new()));
    assert_eq!(library.json(&["import", &file])["files"][0]["outcome"], "unchanged");
    let other = library.write("other.md", "nothing");
    let run = library.run(&["import", &other, "--json"]);
    assert_eq!(run.code, 1);
    assert_eq!(run.json()["files"][0]["outcome"], "refused");
    assert!(run.stderr.contains("other.md"));
}

#[test]
fn stdin_is_a_file_too() {
    let library = Library::new();
    let run = library.run_with(&["import", "-", "--json"], report("2026-01-05", 2).as_bytes());
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(run.json()["files"][0]["papers"], 2);
}

#[test]
fn the_shapes_of_days_list_show_and_search_are_those_of_the_contract() {
    let library = Library::with_day("2026-01-05", 3);
    let days = library.json(&["days"]);
    assert_eq!(keys(&days[0]), ["date", "papers", "source_url", "unread"]);
    let list = library.json(&["list", "2026-01-05"]);
    assert_eq!(list.as_array().unwrap().len(), 3);
    assert!(list[0].get("sections").is_none());
    let id = list[0]["id"].as_str().unwrap();
    let paper = library.json(&["show", &format!("https://arxiv.org/abs/{id}v2")]);
    let all = "abstract authors checked citation_key collections date dates highlights id later links note read reading_source sections starred tags title writer";
    assert_eq!(keys(&paper).join(" "), all);
    assert_eq!(
        keys(&paper["sections"]),
        ["contribution", "domain", "innovations", "results", "usage"]
    );
    assert_eq!(keys(&paper["links"]), ["arxiv", "code", "huggingface", "pdf", "project"]);
    let answer = library.json(&["search", "--limit", "2", &format!("id:{id}")]);
    for key in ["query", "understood", "total", "total_is_exact", "took_ms", "hits"] {
        assert!(answer.get(key).is_some(), "{key}");
    }
    assert_eq!(answer["hits"][0]["id"], id);
    for key in ["id", "date", "title", "score", "looser", "field", "snippet", "highlights"] {
        assert!(answer["hits"][0].get(key).is_some(), "{key}");
    }
}

#[test]
fn the_options_are_accepted_before_and_after_the_command() {
    let library = Library::with_day("2026-01-05", 1);
    let folder = library.folder();
    for words in
        [["--library", &folder, "--json", "days"], ["days", "--json", "--library", &folder]]
    {
        assert_eq!(library.bare(&words).json().as_array().unwrap().len(), 1);
    }
}

#[test]
fn marks_tags_and_notes_are_kept_and_an_unknown_id_is_named() {
    let library = Library::with_day("2026-01-05", 3);
    let list = library.json(&["list"]);
    let ids: Vec<&str> =
        list.as_array().unwrap().iter().map(|paper| paper["id"].as_str().unwrap()).collect();
    let run = library.run(&["star", ids[0], "2601.99999", ids[1]]);
    assert_eq!((run.code, run.stderr.contains("2601.99999")), (1, true));
    assert_eq!(library.json(&["list", "--starred"]).as_array().unwrap().len(), 2);
    assert_eq!(library.run(&["unstar", ids[1]]).code, 0);
    assert_eq!(library.run(&["tag", ids[0], ids[1], "+视频", "+x-ray"]).code, 0);
    assert_eq!(library.run(&["tag", ids[1], "-x-ray"]).code, 0);
    assert_eq!(library.json(&["list", "--tag", "x-ray"]).as_array().unwrap().len(), 1);
    assert_eq!(library.run_with(&["note", ids[0], "-"], "两行\n笔记\n".as_bytes()).code, 0);
    let paper = library.json(&["show", ids[0]]);
    assert_eq!(paper["note"], "两行\n笔记");
    assert_eq!(paper["tags"].as_array().unwrap().len(), 2);
    assert_eq!(paper["starred"], true);
    assert_eq!(library.json(&["search", "tag:视频 note:笔记 is:starred"])["total"], 1);
}

#[test]
fn references_are_printed_in_the_order_of_the_ids_and_an_unknown_id_is_named() {
    let library = Library::with_day("2026-01-05", 2);
    let list = library.json(&["list"]);
    let [first, second] = [0, 1].map(|n| list[n]["id"].as_str().unwrap());
    let link = format!("https://arxiv.org/abs/{first}v1");
    let answer = library.json(&["cite", second, &link, "--style", "gbt7714"]);
    assert_eq!(keys(&answer[0]), ["id", "key", "text"]);
    assert_eq!((&answer[0]["id"], &answer[1]["id"]), (&list[1]["id"], &list[0]["id"]));
    let text = answer[1]["text"].as_str().unwrap();
    let address = format!("https://arxiv.org/abs/{first}. DOI:10.48550/arXiv.{first}.");
    assert!(text.starts_with(list[0]["title"].as_str().unwrap()), "{text}");
    assert!(text.contains("[EB/OL]. (2026-01)[") && text.ends_with(&address), "{text}");
    let run = library.run(&["cite", first, "2601.99999", "--style", "apa"]);
    assert_eq!((run.code, run.stderr.contains("2601.99999")), (1, true));
    let text = String::from_utf8(run.stdout).unwrap();
    assert!(text.ends_with(&format!("https://doi.org/10.48550/arXiv.{first}\n")), "{text}");
    assert_eq!(text.lines().count(), 1);
    assert_eq!(library.run(&["cite", first]).code, 2);
    assert_eq!(library.run(&["cite", first, "--style", "mla"]).code, 2);
}

#[test]
fn wrong_usage_ends_with_2_and_a_library_that_cannot_be_opened_with_3() {
    let library = Library::with_day("2026-01-05", 1);
    for words in [
        &["list", "2026-02-30"][..],
        &["list", "2999-01-01"],
        &["show", "nothing"],
        &["frobnicate"],
        &["settings", "no.such"],
        &["export", "2026-01-05"],
    ] {
        let run = library.run(words);
        assert_eq!(run.code, 2, "{words:?}: {}", run.stderr);
        assert!(!run.stderr.is_empty());
    }
    assert_eq!(library.run(&["show", "2601.99999"]).code, 1);
    let file = library.write("a file", "x");
    let run = library.bare(&["--library", &file, "days"]);
    assert_eq!(run.code, 3, "{}", run.stderr);
    assert!(!run.stderr.ends_with(".\n"), "one sentence has no full stop: {}", run.stderr);
}

#[test]
fn a_path_that_is_too_long_is_reported() {
    let library = Library::new();
    // One that the system accepts and SQLite does not, and two that the system does not accept
    // either.
    for folder in ["ab/".repeat(200), "long".repeat(100), "folder/".repeat(700)] {
        let run = library.bare(&["--library", &library.path(&folder), "days"]);
        assert_eq!(run.code, 3, "{}", run.stderr);
        assert!(
            run.stderr.contains("too long for this system; choose a shorter one\n"),
            "{}",
            run.stderr
        );
    }
    let run = library.run(&["import", &library.path(&"long".repeat(100))]);
    assert!(run.code == 1 && run.stderr.contains("too long for this system"), "{}", run.stderr);
}

#[test]
fn a_day_comes_out_byte_for_byte_and_settings_are_kept() {
    let library = Library::new();
    let text = report("2026-01-05", 4);
    let file = library.write("a.md", &text);
    library.json(&["import", &file]);
    assert!(
        library.run(&["export", "2026-01-05", "--format", "markdown"]).stdout == text.as_bytes()
    );
    let out = library.path("out.md");
    assert_eq!(
        library.run(&["export", "2026-01-05", "--format", "markdown", "--out", &out]).code,
        0
    );
    assert!(std::fs::read(&out).unwrap() == text.as_bytes());
    assert_eq!(
        library.json(&["export", "2026-01-05", "--format", "json"]).as_array().unwrap().len(),
        4
    );
    assert_eq!(
        library.run(&["export", "2026-01-04", "--format", "markdown"]).code,
        1,
        "nothing is kept of that day"
    );
    assert_eq!(library.run(&["settings", "ui.theme", "dark"]).code, 0);
    assert_eq!(library.json(&["settings", "ui.theme"])["ui.theme"], "dark");
}

#[test]
fn a_backup_is_restored() {
    let library = Library::with_day("2026-01-05", 2);
    let copy = library.path("copy.db");
    assert_eq!(library.run(&["backup", &copy]).code, 0);
    let file = library.write("b.md", &report("2026-01-06", 2));
    library.json(&["import", &file]);
    assert_eq!(library.json(&["days"]).as_array().unwrap().len(), 2);
    assert_eq!(library.run(&["restore", &copy]).code, 0);
    assert_eq!(library.json(&["days"]).as_array().unwrap().len(), 1);
    let health = library.json(&["check"]);
    assert_eq!(
        (&health["database"], &health["index"], &health["papers"], &health["indexed"]),
        (&"ok".into(), &"ok".into(), &2.into(), &2.into())
    );
}

#[test]
fn a_backup_asked_for_holds_the_last_change_whatever_others_the_day_has() {
    let library = Library::with_day("2026-01-05", 2);
    let id = library.json(&["list"])[0]["id"].as_str().unwrap().to_owned();
    for (name, text) in [("one.db", "first"), ("two.db", "second")] {
        assert_eq!(library.run(&["note", &id, text]).code, 0);
        assert_eq!(library.run(&["backup", &library.path(name)]).code, 0);
    }
    for (name, text) in [("one.db", "first"), ("two.db", "second")] {
        assert_eq!(library.run(&["restore", &library.path(name)]).code, 0);
        assert_eq!(library.json(&["show", &id])["note"], text);
    }
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let library = Library::with_day("2026-01-05", 400);
    let run = library.run_closing_stdout(&["list", "--json"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
}

fn keys(value: &Value) -> Vec<&str> {
    let mut keys: Vec<&str> = value.as_object().unwrap().keys().map(String::as_str).collect();
    keys.sort_unstable();
    keys
}

#[test]
fn backups_are_listed_with_sizes_restored_by_name_and_forgotten() {
    let library = Library::with_day("2026-01-05", 2);
    let id = library.json(&["list"])[0]["id"].as_str().unwrap().to_owned();
    assert_eq!(library.run(&["note", &id, "kept apart"]).code, 0);
    let listed = library.json(&["backups"]);
    let of = |kind: &str| {
        listed["files"]
            .as_array()
            .unwrap()
            .iter()
            .find(|file| file["kind"] == kind)
            .cloned()
            .unwrap()
    };
    let (copy, facts) = (of("copy"), of("facts"));
    assert!(
        copy["bytes"].as_u64().unwrap() > 0
            && std::path::Path::new(copy["path"].as_str().unwrap()).is_file()
    );
    assert_eq!(library.run(&["note", &id, ""]).code, 0);
    let added = library.json(&["restore", "--facts", facts["name"].as_str().unwrap()]);
    assert_eq!(added["added"]["notes"], 1);
    assert_eq!(library.json(&["show", &id])["note"], "kept apart");
    assert_eq!(library.run(&["restore", copy["name"].as_str().unwrap()]).code, 0);
    assert_eq!(library.run(&["backups", "forget", facts["name"].as_str().unwrap()]).code, 0);
    assert_eq!(library.run(&["backups", "forget", "library.db"]).code, 1);
    assert_eq!(
        library.json(&["backups"])["files"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|file| file["kind"] == "facts")
            .count(),
        0
    );
}

#[test]
fn a_missing_library_beside_its_backups_is_asked_about() {
    let library = Library::with_day("2026-01-05", 2);
    std::fs::remove_file(format!("{}/library.db", library.folder())).unwrap();
    let run = library.run(&["days"]);
    assert_eq!(run.code, 3);
    assert!(
        run.stderr.contains("paperboy restore ") && run.stderr.contains("--empty"),
        "{}",
        run.stderr
    );
    let copies = std::fs::read_dir(format!("{}/backups", library.folder()))
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let copy = copies.filter(|path| path.to_string_lossy().ends_with(".db.zst")).max().unwrap();
    assert_eq!(library.run(&["restore", copy.to_str().unwrap()]).code, 0);
    assert_eq!(library.json(&["days"]).as_array().unwrap().len(), 1);
    assert_eq!(library.run(&["restore", "--empty"]).code, 2, "it is there");
    std::fs::remove_file(format!("{}/library.db", library.folder())).unwrap();
    assert_eq!(library.run(&["restore", "--empty"]).code, 0);
    assert_eq!(library.json(&["days"]).as_array().unwrap().len(), 0);
}
