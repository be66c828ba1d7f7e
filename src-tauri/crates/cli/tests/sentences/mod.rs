//! The command's messages for people: each fact once, with one name, and with the next step.

use crate::harness::Library;
use crate::harness::source::{DAY, Source, id, report_of};
use paperboy_tests::fake_server::Reply;

/// What a command wrote to stderr.
fn stderr_of(library: &Library, words: &[&str]) -> String {
    library.run(words).stderr
}

/// What a command printed.
fn printed(library: &Library, words: &[&str]) -> String {
    String::from_utf8(library.run(words).stdout).unwrap()
}

#[test]
fn what_is_wrong_is_said_once_with_what_can_be_done() {
    let library = Library::with_day("2026-01-05", 1);
    let missing = library.path("missing.md");
    for (words, sentence) in [
        (&["backups", "forget", "nope"][..], "there is no backup named “nope”; `paperboy backups` lists the names".to_owned()),
        (&["restore", "nope"], "nope was not restored: there is no such file. The library was not changed. `paperboy backups` lists the backups.".to_owned()),
        (&["write", "2512.2"], "“2512.2” is neither a date nor an arXiv id; use YYYY-MM-DD, today, FROM..TO or an id such as 2512.23576".to_owned()),
        (&["export", "2512.2", "--format", "json"], "“2512.2” is neither a date nor an arXiv id; use YYYY-MM-DD, today, FROM..TO or an id such as 2512.23576".to_owned()),
        (&["fetch", "2512.2"], "“2512.2” is not a date; use YYYY-MM-DD, today or FROM..TO".to_owned()),
        (&["show", "nothing"], "“nothing” contains no arXiv id such as 2512.23576".to_owned()),
        (&["saved", "run", "nope"], "there is no saved search named “nope”; `paperboy saved` lists the names".to_owned()),
        (&["write", "2512.99999"], "2512.99999 is not in the library".to_owned()),
        (&["show", "2512.99999"], "2512.99999 is not in the library".to_owned()),
        (&["export", "2512.99999", "--format", "json"], "2512.99999 is not in the library".to_owned()),
        (&["import", &missing], format!("{missing} does not exist")),
    ] {
        let stderr = stderr_of(&library, words);
        let of_progress = |line: &&str| !line.starts_with("paperboy: ");
        let lines: Vec<&str> = stderr.lines().filter(|line| !of_progress(line)).collect();
        assert_eq!(lines, [format!("paperboy: {sentence}")], "{words:?}");
    }
    let long = "x".repeat((1 << 20) + 1);
    let note = library.run_with(&["note", "2601.00001", "-"], long.as_bytes());
    assert!(note.stderr.contains("it is longer than 1 MB"), "{}", note.stderr);
}

#[test]
fn a_library_without_backups_takes_up_nothing_and_sizes_have_units_of_1024() {
    let library = Library::with_day("2026-01-05", 1);
    let folder = library.path(&format!("{}/backups", library.folder()));
    std::fs::remove_dir_all(folder).unwrap();
    let lines = printed(&library, &["backups"]);
    assert!(
        lines.contains("no full backups yet; the limit is ") && lines.contains(" KB"),
        "{lines}"
    );
    assert!(!lines.contains("kB") && !lines.contains("-0"), "{lines}");
}

#[test]
fn the_words_for_outcomes_are_those_of_the_window() {
    let source = Source::new(1);
    source.model(|_, place| Reply::Text(report_of(place)));
    let library = source.library();
    let fetched = printed(&library, &["fetch", DAY, "--no-write"]);
    assert!(fetched.contains("  fetched    2512.00001  "), "{fetched}");
    let written = printed(&library, &["write", &id(0)]);
    assert!(written.starts_with("written    2512.00001"), "{written}");
    assert!(
        written.contains(" numbers and names found in the paper or computed from it"),
        "{written}"
    );
    assert!(printed(&library, &["write", &id(0)]).starts_with("unchanged  2512.00001"));
    assert!(printed(&library, &["fetch", DAY, "--no-write"]).contains("  unchanged  2512.00001"));
    let refused = library.write("no report.md", "x");
    assert!(printed(&library, &["import", &refused]).starts_with("not imported  "));
    // Programs are given the contract's words.
    assert_eq!(library.json(&["write", &id(0)])["papers"][0]["outcome"], "kept");
}

#[test]
fn headings_are_in_the_language_of_the_report_and_fields_of_hits_in_english() {
    let library = Library::with_day("2026-01-05", 1);
    let listed = library.json(&["list"]);
    let shown = printed(&library, &["show", listed[0]["id"].as_str().unwrap()]);
    assert!(shown.contains("\n一句话核心贡献\n"), "{shown}");
    let english = "# Hugging Face Daily Papers Report\n**Date**: 2026-01-06\n**Source URL**: https://huggingface.co/papers/date/2026-01-06\n\n\
        ============================================================\n\n## 📄 A paper\n\n- **链接**: https://huggingface.co/papers/2601.00042\n\
        - **阅读来源**: HTML\n\n### 1. 应用领域\nComputer vision\n\n### 2. 一句话核心贡献\nIt finds zebras in the snow.\n\n### 3. 使用指南\nRun it.\n\n\
        ### 4. 主要创新点\nNone at all.\n\n### 5. 实验效果\nIt reaches 71.4.\n";
    let file = library.write("2026-01-06.md", english);
    assert_eq!(library.run(&["import", &file]).code, 0);
    let shown = printed(&library, &["show", "2601.00042"]);
    assert!(shown.contains("\nCore contribution\n") && !shown.contains("应用领域"), "{shown}");
    assert!(printed(&library, &["search", "zebras"]).contains("    Core contribution: "));
}
