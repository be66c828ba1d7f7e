//! `doctor`: the state of everything, also where the library can't be opened.

use crate::harness::{Library, Run, ended};
use serde_json::Value;
use std::fs;
use std::path::Path;

/// The findings with a code.
fn found<'a>(report: &'a Value, code: &str) -> &'a Value {
    let findings = report["findings"].as_array().unwrap();
    findings
        .iter()
        .find(|finding| finding["found"]["code"] == code)
        .unwrap_or_else(|| panic!("{code} was not found: {report}"))
}

fn state<'a>(report: &'a Value, code: &str) -> &'a str {
    found(report, code)["state"].as_str().unwrap()
}

/// Runs where the platform's folder of data is one of the test's own.
fn at_home(library: &Library, variable: Option<&str>, words: &[&str]) -> Run {
    let data = library.path("data");
    let mut environment = vec![("XDG_DATA_HOME", data.as_str())];
    environment.extend(variable.map(|folder| ("PAPERBOY_LIBRARY", folder)));
    ended(library.start_in(words, &environment))
}

#[test]
fn each_subject_has_its_state_and_a_check_is_remembered() {
    let library = Library::with_day("2026-01-05", 3);
    let report = library.json(&["doctor"]);
    let subjects: Vec<&str> = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| finding["subject"].as_str().unwrap())
        .collect();
    for subject in [
        "programs", "library", "index", "meaning", "order", "backups", "disk", "fetching", "sync",
        "keyring",
    ] {
        assert!(subjects.contains(&subject), "{subject}: {subjects:?}");
    }
    let of = |code: &str| &found(&report, code)["found"];
    assert_eq!(of("library")["papers"], 3);
    assert!(of("library")["bytes"].as_f64().unwrap() > 0.0 && of("library")["schema"].is_u64());
    assert_eq!((&of("index")["indexed"], &of("index")["behind"]), (&3.into(), &false.into()));
    assert_eq!(of("versions")["command"], env!("CARGO_PKG_VERSION"));
    assert!(of("space")["index"].as_f64().unwrap() > 0.0);
    assert_eq!(of("sync")["folder"], Value::Null);
    assert_eq!(of("fetched")["last"], Value::Null);
    assert_eq!(of("checked")["at"], Value::Null);
    assert!(found(&report, "checked")["remedy"].as_str().unwrap().contains("paperboy check"));
    library.json(&["check"]);
    let report = library.json(&["doctor"]);
    assert!(found(&report, "checked")["found"]["at"].is_string());
    let text = library.run(&["doctor"]);
    let lines = String::from_utf8(text.stdout).unwrap();
    assert!(lines.contains("library           ok     "), "{lines}");
    assert!(lines.contains("last complete check on 20"), "{lines}");
    assert!(lines.lines().all(|line| !line.ends_with('.')), "{lines}");
}

#[test]
fn where_there_is_no_library_none_is_made() {
    let library = Library::new();
    let run = library.run(&["doctor", "--json"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(state(&run.json(), "no_library"), "ok");
    assert!(!Path::new(&library.folder()).exists(), "it was made");
}

#[test]
fn a_library_that_cannot_be_opened_is_described_all_the_same_and_ends_with_3() {
    let library = Library::with_day("2026-01-05", 1);
    let database = format!("{}/library.db", library.folder());
    fs::remove_file(&database).unwrap();
    let run = library.run(&["doctor", "--json"]);
    assert_eq!(run.code, 3, "{}", run.stderr);
    let report = run.json();
    assert_eq!((state(&report, "not_opened"), &report["state"]), ("broken", &"broken".into()));
    assert_eq!(found(&report, "not_opened")["found"]["error"]["code"], "library_missing");
    assert!(found(&report, "versions")["found"]["command"].is_string());
    assert!(!Path::new(&database).exists(), "it was made");
}

#[test]
fn two_libraries_that_would_be_found_are_both_named() {
    let library = Library::with_day("2026-01-05", 1);
    let folder = library.folder();
    let report = |variable, words: &[&str]| at_home(&library, variable, words).json();
    let one = report(Some(&folder), &["doctor", "--json"]);
    let place = found(&one, "place");
    assert_eq!((&place["state"], &place["found"]["by"]), (&"ok".into(), &"variable".into()));
    // The platform's folder gets a library of its own.
    assert_eq!(at_home(&library, None, &["days"]).code, 0);
    let two = report(Some(&folder), &["doctor", "--json"]);
    let place = found(&two, "place");
    assert_eq!(
        (&place["state"], &place["found"]["has_usual"]),
        (&"attention".into(), &true.into())
    );
    assert!(place["remedy"].as_str().unwrap().contains(&library.path("data/paperboy")));
    let named = report(None, &["doctor", "--json", "--library", &folder]);
    assert_eq!(found(&named, "place")["found"]["by"], "argument");
    let usual = report(None, &["doctor", "--json"]);
    assert_eq!(found(&usual, "place")["found"]["by"], "platform");
    assert_eq!((state(&usual, "place"), &found(&usual, "place")["remedy"]), ("ok", &Value::Null));
}

#[test]
fn a_variable_that_names_nothing_is_as_one_that_is_not_set() {
    let library = Library::new();
    let run = at_home(&library, Some(""), &["doctor", "--json"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let report = run.json();
    assert_eq!(
        found(&report, "place")["found"]["folder"].as_str().unwrap(),
        library.path("data/paperboy")
    );
    let run = at_home(&library, None, &["days", "--library", ""]);
    assert_eq!(run.code, 2, "{}", run.stderr);
}

#[test]
fn diagnostics_repeat_nothing_private() {
    let library = Library::with_day("2026-01-05", 3);
    let list = library.json(&["list"]);
    let id = list[0]["id"].as_str().unwrap();
    let secrets = [
        "Quibble-Note-7319",
        "Quibble-Tag-7319",
        "Quibble-Query-7319",
        "Quibble-Collection-7319",
        "quibble-host-7319",
        "Quibble-Model-7319",
        "Quibble-Folder-7319",
    ];
    let vault = library.path("Quibble-Folder-7319");
    fs::create_dir_all(&vault).unwrap();
    for words in [
        &["note", id, secrets[0]][..],
        &["tag", id, "+Quibble-Tag-7319"],
        &["saved", "add", "mine", secrets[2]],
        &["collect", "add", secrets[3], id],
        &["settings", "model.url", "https://quibble-host-7319.example/v1"],
        &["settings", "model.name", secrets[5]],
        &["settings", "vault.folder", &vault],
        &["sync", "setup", &vault],
        &["star", id],
    ] {
        let run = library.run(words);
        assert_eq!(run.code, 0, "{words:?}: {}", run.stderr);
    }
    let home = library.path("home of Quibble-Folder-7319");
    let environment = [("HOME", home.as_str())];
    let folder = library.folder();
    let words = ["doctor", "--diagnostics", "--library", &folder];
    let run = ended(library.start_in(&words, &environment));
    let text = String::from_utf8(run.stdout).unwrap();
    assert!(text.contains("library (ok): ") && text.contains("report.language = zh"), "{text}");
    assert!(text.contains("model.url is set") && text.contains("synchronisation"), "{text}");
    let title = list[0]["title"].as_str().unwrap();
    let name = Path::new(&folder).parent().unwrap().file_name().unwrap().to_str().unwrap();
    for secret in secrets.into_iter().chain([title, id, name, crate::harness::KEY, "Quibble"]) {
        assert!(!text.to_lowercase().contains(&secret.to_lowercase()), "{secret}: {text}");
    }
    // Nor where the library can't be opened.
    fs::remove_file(format!("{folder}/library.db")).unwrap();
    let run = ended(library.start_in(&words, &environment));
    let text = String::from_utf8(run.stdout).unwrap();
    assert_eq!(run.code, 3);
    assert!(text.contains("LibraryMissing") && !text.contains(name), "{text}");
}

#[test]
fn a_crash_leaves_a_report_that_stays_here() {
    let library = Library::with_day("2026-01-05", 1);
    let logs = library.path("paperboy/logs");
    fs::write(
        format!("{logs}/crash-window-20260105-080000.txt"),
        "window 0.1.0 crashed\nat: 2026-01-05T08:00:00Z\nplace: src-tauri/src/lib.rs:1\nmessage: of a title\n",
    )
    .unwrap();
    let report = library.json(&["doctor"]);
    let crash = found(&report, "crashed");
    assert!(crash["text"].as_str().unwrap().contains("crash-window-20260105-080000.txt"));
    assert_eq!(crash["found"]["report"]["place"], "src-tauri/src/lib.rs:1");
    let run = library.run(&["doctor", "--diagnostics"]);
    let text = String::from_utf8(run.stdout).unwrap();
    assert!(text.contains("src-tauri/src/lib.rs:1") && !text.contains("of a title"), "{text}");
}
