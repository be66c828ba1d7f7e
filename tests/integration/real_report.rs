//! The real report of 2025-12-30, read where it lies when it is there.

use crate::test_app::TestApp;
use paperboy_core::wire::Outcome;
use paperboy_core::{DateSpan, PaperId};
use std::path::PathBuf;

fn real() -> Option<Vec<u8>> {
    let path =
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/reports/2025-12-30.md");
    let bytes = std::fs::read(&path).ok();
    if bytes.is_none() {
        println!("skipped: {} is not there", path.display());
    }
    bytes
}

#[test]
fn the_real_report_is_read_whole_and_comes_out_byte_for_byte() {
    let Some(bytes) = real() else { return };
    let test = TestApp::new();
    let file = test.app().import_bytes("2025-12-30.md", bytes.clone()).unwrap();
    assert_eq!((file.outcome, file.papers, file.problems), (Outcome::Added, 21, Vec::new()));
    let date = "2025-12-30".parse().unwrap();
    let days = test.app().export_days(DateSpan { from: date, to: date }).unwrap();
    assert!(days[0].bytes == bytes);
    for paper in test.app().papers(&paperboy_core::Filter::default()).unwrap() {
        let sections =
            test.app().paper(&PaperId::parse(&paper.id).unwrap()).unwrap().sections.unwrap();
        let all = [
            sections.domain,
            sections.contribution,
            sections.usage,
            sections.innovations,
            sections.results,
        ];
        assert!(all.iter().all(Option::is_some), "{}", paper.id);
    }
    assert_eq!(
        test.app().import_bytes("2025-12-30.md", bytes).unwrap().outcome,
        Outcome::Unchanged
    );
}

#[test]
fn the_real_report_with_other_line_ends_a_mark_or_english_headings_loses_nothing() {
    let Some(bytes) = real() else { return };
    let text = String::from_utf8(bytes).unwrap();
    let english = [
        ("应用领域", "Application domain"),
        ("一句话核心贡献", "Core contribution"),
        ("使用指南", "Usage guide"),
        ("主要创新点", "Main innovations"),
        ("实验效果", "Experimental results"),
    ]
    .iter()
    .fold(text.clone(), |text, (chinese, english)| text.replace(chinese, english));
    for variant in [text.replace('\n', "\r\n"), format!("\u{feff}{text}"), english] {
        let test = TestApp::new();
        let file = test.app().import_bytes("a.md", variant.into_bytes()).unwrap();
        assert_eq!((file.papers, file.problems), (21, Vec::new()));
    }
}
