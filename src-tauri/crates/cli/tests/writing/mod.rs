//! `write`, what `fetch` writes, and the key.

mod every_model;

use crate::harness::KEY;
use crate::harness::source::{DAY, Source, id, report_of};
use crate::keys;
use paperboy_tests::fake_server::Reply;

#[test]
fn fetch_writes_unless_an_option_forbids_it_and_the_day_is_exported_in_the_format() {
    let source = Source::new(2);
    source.model(|_, place| Reply::Text(report_of(place)));
    let library = source.library();
    let day = library.json(&["fetch", DAY, "--no-write"]);
    assert_eq!(
        (&day["papers"][0]["outcome"], &day["papers"][0]["writer"]),
        (&"read".into(), &serde_json::Value::Null)
    );
    assert!(source.requests.lock().unwrap().is_empty());
    let day = library.json(&["fetch", DAY]);
    assert_eq!(keys(&day["papers"][1]), ["id", "outcome", "problem", "reading_source", "writer"]);
    assert_eq!(
        (&day["papers"][1]["outcome"], &day["papers"][1]["writer"]),
        (&"written".into(), &"model:stand-in".into())
    );
    let exported = library.run(&["export", DAY, "--format", "markdown"]).stdout;
    let exported = String::from_utf8(exported).unwrap();
    let line = "=".repeat(60);
    let first = format!(
        "# Hugging Face Daily Papers Report\n**Date**: {DAY}\n**Source URL**: https://huggingface.co/papers/date/{DAY}\n\n{line}\n\n## 📄 Paper 0\n\n\
         - **链接**: https://huggingface.co/papers/{}\n- **阅读来源**: ArXiv Abs\n\n{}\n\n\n{line}\n",
        id(0),
        report_of(0)
    );
    assert!(exported.starts_with(&first), "{exported}");
    let file = library.write("day.md", &exported);
    let answer = library.json(&["import", &file]);
    assert_eq!(answer["files"][0]["problems"], serde_json::Value::Array(Vec::new()));
    assert_eq!(library.json(&["show", &id(1)])["writer"], "imported", "what is imported is shown");
}

#[test]
fn the_shape_of_write_is_that_of_the_contract() {
    let source = Source::new(3);
    source.model(|_, place| Reply::Text(report_of(place)));
    let library = source.library();
    library.json(&["fetch", DAY, "--no-write"]);
    let answer = library.json(&["write", &id(0)]);
    assert_eq!(keys(&answer), ["papers", "tokens"]);
    assert_eq!(keys(&answer["papers"][0]), ["checked", "id", "outcome", "problem", "writer"]);
    assert_eq!(keys(&answer["tokens"]), ["completion", "prompt"]);
    assert_eq!(keys(&answer["papers"][0]["checked"]), ["figures", "found", "outcomes"]);
    assert_eq!(
        (&answer["tokens"]["prompt"], &answer["tokens"]["completion"]),
        (&10.into(), &5.into())
    );
    let day = library.json(&["write", DAY, "--writer", "extract"]);
    let outcomes: Vec<&str> = day["papers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|paper| paper["outcome"].as_str().unwrap())
        .collect();
    assert_eq!(outcomes, ["kept", "written", "written"]);
    assert_eq!(day["papers"][1]["writer"], "extract");
    assert_eq!(
        library.json(&["write", &id(0), "--writer", "extract", "--again"])["papers"][0]["outcome"],
        "written"
    );
    let run = library.run(&["write", &id(1), "2512.99999", "--json"]);
    assert_eq!(
        (run.code, &run.json()["papers"][1]["outcome"]),
        (1, &"failed".into()),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("2512.99999"));
    assert_eq!(library.run(&["write", "2025-12-29"]).code, 1, "nothing is kept of that day");
    assert_eq!(library.run(&["write", "nonsense"]).code, 2);
    assert_eq!(library.run(&["write"]).code, 2);
}

#[test]
fn the_key_is_mentioned_and_never_printed() {
    let library = Source::new(0).library();
    let run = library.run(&["settings", "model.key"]);
    assert_eq!(String::from_utf8_lossy(&run.stdout), "model.key environment\n");
    assert_eq!(library.json(&["settings"])["model.key"], "environment");
    // There is no keyring here.
    let run = library.run_with(&["settings", "model.key", "-"], b"sk-another-key-0123456789\n");
    assert_eq!(run.code, 2);
    assert!(
        run.stderr.contains("PAPERBOY_MODEL_KEY") && !run.stderr.contains("sk-"),
        "{}",
        run.stderr
    );
    for file in walked(library.path("").as_ref()) {
        let bytes = std::fs::read(&file).unwrap();
        for secret in [KEY, "sk-another-key"] {
            assert!(
                !bytes.windows(secret.len()).any(|part| part == secret.as_bytes()),
                "{}",
                file.display()
            );
        }
    }
}

#[test]
fn a_key_that_can_be_none_is_refused_with_its_reason_and_never_cut_short() {
    let library = Source::new(0).library();
    let long = "k".repeat(10_001);
    for (stdin, why) in [
        (long.as_bytes(), "10,000 characters"),
        (&b"sk-\xff\xfe-0123456789"[..], "UTF-8"),
        (b"", "stdin was empty"),
        (b" \n", "stdin was empty"),
        (b"two words", "without spaces"),
        ("ключ".as_bytes(), "letters, digits and symbols"),
    ] {
        let run = library.run_with(&["settings", "model.key", "-"], stdin);
        assert_eq!(run.code, 2, "{}", run.stderr);
        assert!(run.stderr.contains(why) && run.stderr.contains("not saved"), "{}", run.stderr);
    }
    let run = library.run(&["settings", "model.key", &long]);
    assert!(run.code == 2 && run.stderr.contains("not saved"), "{}", run.stderr);
    // A key of that length is passed on to the keyring, and there is no keyring here.
    let run =
        library.run_with(&["settings", "model.key", "-"], format!("{}\r\n", &long[1..]).as_bytes());
    assert!(run.code == 2 && run.stderr.contains("no keyring"), "{}", run.stderr);
    let run = library.run(&["settings", "model.key", ""]);
    assert!(run.code == 2 && run.stderr.contains("not removed"), "{}", run.stderr);
}

#[test]
fn a_named_model_that_cannot_be_asked_fails_and_leaves_what_is_shown() {
    let source = Source::new(2);
    source.model(|_, _| {
        Reply::Status(401, r#"{"error":{"message":"Incorrect API key provided"}}"#.to_owned(), None)
    });
    let library = source.library();
    library.json(&["fetch", DAY, "--no-write"]);
    library.json(&["write", &id(0), "--writer", "extract"]);
    let before = library.json(&["show", &id(0)]);
    for words in [
        &["write", DAY, "--writer", "model", "--again"][..],
        &["write", &id(0), "--again"],
        &["write", &id(1), "--writer", "model"],
    ] {
        let run = library.run(words);
        assert_eq!(run.code, 1, "{words:?} {}", run.stderr);
        assert!(run.stderr.contains("rejects the API key"), "{}", run.stderr);
    }
    assert_eq!(library.json(&["show", &id(0)]), before);
    assert_eq!(library.json(&["show", &id(1)])["writer"], serde_json::Value::Null);
    let run = library.run(&["write", &id(0), "--writer", "extract", "--again"]);
    assert!(run.code == 0 && run.stderr.contains("nothing changed"), "{}", run.stderr);
    let again = library.json(&["write", &id(0), "--writer", "extract", "--again"]);
    assert_eq!(
        (&again["papers"][0]["outcome"], &again["papers"][0]["unchanged"]),
        (&"kept".into(), &true.into())
    );
}

#[test]
fn a_wrong_or_missing_key_is_reported_and_no_extract_takes_the_models_place() {
    for (status, body, key, word) in [
        (
            401,
            r#"{"error":{"message":"Incorrect API key provided"}}"#,
            "sk-wrong",
            "rejects the API key",
        ),
        (403, r#"{"error":{"message":"无效的令牌"}}"#, "sk-wrong", "rejects the API key"),
        (401, r#"{"error":{"message":"You didn't provide an API key"}}"#, "", "none is set"),
    ] {
        let source = Source::new(2);
        source.model(move |_, _| Reply::Status(status, body.to_owned(), None));
        let library = source.library();
        let words = ["--library", &library.folder(), "fetch", DAY];
        let run = crate::harness::ended(library.start_in(&words, &[("PAPERBOY_MODEL_KEY", key)]));
        assert_eq!(run.code, 1, "{}", run.stderr);
        for place in 0..2 {
            assert!(run.stderr.contains(&format!("{}: ", id(place))), "{}", run.stderr);
            let shown = library.json(&["show", &id(place)]);
            assert_eq!(shown["writer"], serde_json::Value::Null);
        }
        assert!(run.stderr.contains(word), "{}", run.stderr);
    }
}

/// A file of `/proc` about a process; it is empty for a process that holds a key, unless root reads
/// it.
#[cfg(target_os = "linux")]
fn process_file(process: u32, file: &str) -> String {
    String::from_utf8_lossy(&std::fs::read(format!("/proc/{process}/{file}")).unwrap_or_default())
        .into_owned()
}

#[cfg(target_os = "linux")]
#[test]
fn while_the_command_asks_a_model_no_other_program_can_have_the_key() {
    let source = Source::new(1);
    let (go, wait) = std::sync::mpsc::channel();
    let (wait, keys) =
        (std::sync::Mutex::new(wait), std::sync::Arc::new(std::sync::Mutex::new(Vec::new())));
    let seen = keys.clone();
    source.model(move |question, place| {
        seen.lock().unwrap().push(question.key.clone());
        wait.lock().unwrap().recv().unwrap();
        Reply::Text(report_of(place))
    });
    let library = source.library();
    library.json(&["fetch", DAY, "--no-write"]);
    let command = library.start(&["--library", &library.folder(), "write", &id(0)]);
    let end = std::time::Instant::now() + std::time::Duration::from_secs(60);
    while keys.lock().unwrap().is_empty() {
        assert!(std::time::Instant::now() < end, "the model is not asked");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    let process = command.id();
    let environment = process_file(process, "environ");
    let limits = process_file(process, "limits");
    go.send(()).unwrap();
    let run = crate::harness::ended(command);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(*keys.lock().unwrap(), [Some(KEY.to_owned())]);
    assert!(!environment.contains(KEY), "{environment}");
    assert!(environment.is_empty() || environment.contains("XDG_STATE_HOME"), "{environment}");
    let core = limits.lines().find(|line| line.starts_with("Max core file size")).unwrap();
    assert_eq!(core.split_whitespace().nth(4), Some("0"), "{core}");
}

/// Has a program crash; whether a core dump was written.
#[cfg(target_os = "linux")]
fn crashed(mut program: std::process::Child) -> bool {
    use std::os::unix::process::ExitStatusExt;
    let id = program.id().to_string();
    assert!(std::process::Command::new("kill").args(["-ABRT", &id]).status().unwrap().success());
    let status = program.wait().unwrap();
    assert_eq!(status.signal(), Some(6), "{status}");
    status.core_dumped()
}

/// The request with the key was sent when the program crashes: the buffers of its connection still
/// hold it.
#[cfg(target_os = "linux")]
#[test]
fn a_command_that_crashes_while_it_asks_a_model_leaves_no_core_dump() {
    let source = Source::new(1);
    let (sender, receiver) = std::sync::mpsc::channel();
    let sender = std::sync::Mutex::new(sender);
    source.model(move |question, _| {
        sender.lock().unwrap().send(question.key.clone()).unwrap();
        Reply::Hang("### 1".to_owned())
    });
    let library = source.library();
    library.json(&["fetch", DAY, "--no-write"]);
    let other = library.start_with_core_dumps("cat", &[]);
    std::thread::sleep(std::time::Duration::from_millis(200));
    if !crashed(other) {
        println!("skipped: this system writes no core dumps at all");
        return;
    }
    let words = ["--library", &library.folder(), "write", &id(0), "--writer", "model"];
    let command = library.start_with_core_dumps(env!("CARGO_BIN_EXE_paperboy"), &words);
    let sent = receiver.recv_timeout(std::time::Duration::from_secs(60)).unwrap();
    assert_eq!(sent.as_deref(), Some(KEY));
    assert!(!crashed(command), "a core dump was written");
}

#[test]
fn the_command_takes_its_words_and_its_stdin_with_it_when_it_starts_again_without_the_key() {
    let library = Source::new(0).library();
    let run =
        library.run_with(&["import", "-"], crate::harness::report("2025-12-29", 2).as_bytes());
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(
        library
            .json(&["list", "2025-12-29"])
            .as_array()
            .or(library.json(&["list"])["papers"].as_array())
            .unwrap()
            .len(),
        2
    );
    let run = library.run(&["settings", "model.key"]);
    assert_eq!(String::from_utf8_lossy(&run.stdout), "model.key environment\n");
}

fn walked(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { walked(&path) } else { vec![path] }).collect()
}

#[test]
fn add_brings_papers_by_their_ids_and_names_those_that_do_not_exist() {
    let source = Source::new(1);
    source.model(|_, place| Reply::Text(report_of(place)));
    let page = format!(
        r#"<html><head><meta name="citation_title" content="Added"><meta name="citation_arxiv_id" content="{0}"></head>
        <body><blockquote class="abstract">We add {0} and reach 71.47.</blockquote></body></html>"#,
        id(0)
    );
    source.source.answer(&format!("/abs/{}", id(0)), 200, &page);
    let library = source.library();
    let address = format!("https://arxiv.org/pdf/{}v3", id(0));
    let run = library.run(&["add", &address, "2405.99999", "--json"]);
    let day = run.json();
    assert_eq!(run.code, 1, "{}", run.stderr);
    assert!(run.stderr.contains("2405.99999: arXiv has no paper with this id"), "{}", run.stderr);
    assert_eq!((&day["added"], &day["listed"]), (&1.into(), &1.into()));
    assert_eq!(keys(&day["papers"][0]), ["id", "outcome", "problem", "reading_source", "writer"]);
    assert_eq!(
        (&day["papers"][0]["outcome"], &day["papers"][1]["outcome"]),
        (&"written".into(), &"failed".into())
    );
    let paper = library.json(&["show", &id(0)]);
    assert_eq!((&paper["title"], &paper["date"]), (&"Added".into(), &day["date"]));
    assert_eq!(library.run(&["add", &id(0)]).code, 0);
    assert_eq!(library.run(&["add", "no-id"]).code, 2);
}
