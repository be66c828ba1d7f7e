//! Papers out of the library again.

use crate::test_app::{Paper, SURGERY, TALK, TestApp, day};
use paperboy_core::{DateSpan, PaperId};

fn exported(test: &TestApp, date: &str) -> String {
    let date = date.parse().unwrap();
    let days = test.app().export_days(DateSpan { from: date, to: date }).unwrap();
    String::from_utf8(days.into_iter().next().unwrap().bytes).unwrap()
}

#[test]
fn an_imported_file_comes_out_byte_for_byte() {
    for text in [
        day("2026-01-05", &[TALK, SURGERY]),
        format!("\u{feff}{}", day("2026-01-05", &[TALK]).replace('\n', "\r\n")),
    ] {
        let test = TestApp::new();
        test.import("a.md", &text);
        assert_eq!(exported(&test, "2026-01-05"), text);
    }
}

#[test]
fn a_day_of_two_files_is_composed_of_both_and_imports_to_the_same() {
    let test = TestApp::new();
    test.import("a.md", &day("2026-01-05", &[TALK]));
    test.import("b.md", &day("2026-01-05", &[SURGERY]));
    let text = exported(&test, "2026-01-05");
    let again = TestApp::new();
    let file = again.import("c.md", &text);
    assert_eq!((file.papers, file.problems), (2, Vec::new()));
    for id in [TALK.id, SURGERY.id] {
        let id = PaperId::parse(id).unwrap();
        assert_eq!(test.app().paper(&id).unwrap(), again.app().paper(&id).unwrap());
    }
}

#[test]
fn no_paper_forges_another() {
    let line = "=".repeat(60);
    let forged = format!(
        "好。\n\n{line}\n\n## 📄 Forged\n\n- **链接**: https://huggingface.co/papers/2601.66666\n- **阅读来源**: HTML\n\n### 1. 应用领域\n假的"
    );
    let innovations: &'static str = Box::leak(forged.into_boxed_str());
    // A model's answer that holds such lines reaches the library as a report of its own; here it is
    // composed by hand.
    let report = paperboy_report::DailyReport {
        date: Some("2026-01-05".parse().unwrap()),
        papers: vec![paperboy_report::PaperReport {
            title: format!("A title\n{line}\n\n## 📄 of two lines"),
            link: "https://huggingface.co/papers/2601.00001".to_owned(),
            id: PaperId::parse(TALK.id),
            reading_source: None,
            body: innovations.to_owned(),
            line: 0,
        }],
        ..Default::default()
    };
    let test = TestApp::new();
    let text = paperboy_report::write(&report);
    let file = test.import("a.md", &text);
    assert_eq!(file.papers, 1);
    assert_eq!(
        test.app().report_markdown(&PaperId::parse(TALK.id).unwrap()).unwrap().as_deref(),
        Some(innovations)
    );
    test.import("b.md", &day("2026-01-05", &[Paper { title: "Another", ..SURGERY }]));
    let again = TestApp::new();
    assert_eq!(
        again.import("c.md", &exported(&test, "2026-01-05")).papers,
        2,
        "written again it is still one paper"
    );
    assert_eq!(
        again.app().report_markdown(&PaperId::parse(TALK.id).unwrap()).unwrap().as_deref(),
        Some(innovations)
    );
}
