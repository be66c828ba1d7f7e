//! Reports written by hand, and what must be read from them. `PAPERBOY_WRITE_GOLDEN=1` writes the
//! `.expected` files again.

use crate::{fixture, root};
use paperboy_report::{
    DailyReport, ProblemKind, Section, domain_chips, html, plain, read, sections, write,
};
use std::fmt::Write;

/// What was read, for people to compare.
fn summary(report: &DailyReport) -> String {
    let mut out = String::new();
    writeln!(out, "date {:?}\nsource {:?}", report.date, report.source_url).unwrap();
    for problem in &report.problems {
        writeln!(out, "problem {problem}").unwrap();
    }
    for paper in &report.papers {
        writeln!(
            out,
            "\n=== {}\nline {} id {:?} link {:?}",
            paper.title, paper.line, paper.id, paper.link
        )
        .unwrap();
        writeln!(out, "read from {:?}", paper.reading_source).unwrap();
        let cut = sections(&paper.body);
        for problem in &cut.problems {
            writeln!(out, "problem {problem}").unwrap();
        }
        writeln!(out, "--- preamble\n{}", cut.preamble).unwrap();
        for section in Section::ALL {
            let Some(text) = cut.get(section) else { continue };
            writeln!(out, "--- {}\n{text}", section.key()).unwrap();
            if section == Section::Domain {
                writeln!(out, "chips {:?}", domain_chips(text)).unwrap();
            }
        }
    }
    out
}

fn compare(name: &str, found: &str) {
    let path = root().join("tests/fixtures/reports").join(name);
    if std::env::var_os("PAPERBOY_WRITE_GOLDEN").is_some() {
        std::fs::write(&path, found).unwrap();
    }
    let expected = std::fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    assert_eq!(found, expected, "{name}");
}

#[test]
fn reports_are_read_as_expected() {
    for name in ["styles", "english", "damaged", "forged"] {
        compare(
            &format!("{name}.expected"),
            &summary(&read(&fixture(&format!("reports/{name}.md")))),
        );
    }
}

#[test]
fn sections_become_the_expected_html_and_text() {
    let (mut as_html, mut as_text) = (String::new(), String::new());
    for paper in read(&fixture("reports/styles.md")).papers {
        let cut = sections(&paper.body);
        for text in cut.texts.iter().flatten() {
            as_html.push_str(&html(text));
            as_text.push_str(&plain(text));
            as_text.push_str("\n\n");
        }
    }
    compare("styles.expected.html", &as_html);
    compare("styles.expected.txt", &as_text);
}

#[test]
fn other_line_ends_and_a_byte_order_mark_change_nothing() {
    let styles = read(&fixture("reports/styles.md"));
    assert_eq!(styles.problems, []);
    for name in ["crlf", "mixed-ends", "bom"] {
        let bytes = fixture(&format!("reports/{name}.md"));
        assert_ne!(bytes, fixture("reports/styles.md"), "{name} lost what it is about");
        assert_eq!(read(&bytes), styles, "{name}");
    }
}

#[test]
fn writing_gives_the_same_bytes_back() {
    for name in ["reports/styles.md", "reports/forged.md", "xss.md"] {
        let bytes = fixture(name);
        assert_eq!(write(&read(&bytes)), String::from_utf8(bytes).unwrap(), "{name}");
    }
}

#[test]
fn all_five_styles_give_all_five_sections() {
    let report = read(&fixture("reports/styles.md"));
    assert_eq!(report.papers.len(), 5);
    for paper in report.papers {
        let cut = sections(&paper.body);
        assert_eq!(cut.problems, [], "{}", paper.title);
        assert!(cut.texts.iter().all(Option::is_some), "{}", paper.title);
    }
}

#[test]
fn a_report_cut_anywhere_keeps_the_papers_before_the_cut() {
    let bytes = fixture("reports/styles.md");
    let whole = read(&bytes);
    let starts: Vec<usize> =
        whole.papers.iter().map(|paper| byte_of_line(&bytes, paper.line)).collect();
    for end in (0..bytes.len()).step_by(7) {
        let cut = read(&bytes[..end]);
        let complete = starts.iter().skip(1).filter(|&&start| start < end).count();
        for (paper, before) in cut.papers.iter().zip(&whole.papers).take(complete) {
            assert_eq!(paper, before, "cut at {end}");
        }
        // A cut right after a paper's last line can't be distinguished from a shorter day.
        let is_shorter_day = cut.papers.last().is_some_and(|last| whole.papers.contains(last));
        assert!(is_shorter_day || !cut.problems.is_empty(), "cut at {end}");
    }
}

fn byte_of_line(bytes: &[u8], line: usize) -> usize {
    bytes.split_inclusive(|&b| b == b'\n').take(line - 1).map(<[u8]>::len).sum()
}

#[test]
fn a_file_that_is_no_report_is_reported_as_such() {
    let jpeg: Vec<u8> = [0xff, 0xd8, 0xff, 0xe0]
        .into_iter()
        .chain((0..4096_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8))
        .collect();
    for bytes in
        [&b""[..], b"hello", b"# A readme\n\nWith text.\n", "应用领域：x".as_bytes(), &jpeg]
    {
        let report = read(bytes);
        assert_eq!(report.papers, []);
        assert!(report.problems.iter().any(|problem| problem.kind == ProblemKind::NoPapers));
    }
    assert!(
        read(&jpeg)
            .problems
            .iter()
            .any(|problem| problem.kind == ProblemKind::NotUtf8 && problem.line == Some(1))
    );
}

#[test]
fn a_real_report_is_read_whole_and_written_back_to_the_byte() {
    let path = root().join("../shared/data/reports/2025-12-30.md");
    let Ok(bytes) = std::fs::read(&path) else {
        eprintln!("skipped: {} is not there", path.display());
        return;
    };
    let report = read(&bytes);
    assert_eq!(report.problems, []);
    assert_eq!(report.papers.len(), 21);
    for paper in &report.papers {
        let cut = sections(&paper.body);
        assert_eq!(cut.problems, [], "{}", paper.title);
        assert!(!domain_chips(cut.get(Section::Domain).unwrap()).is_empty(), "{}", paper.title);
        for text in cut.texts.iter().flatten() {
            let html = html(text);
            assert!(!html.contains("**") && !html.contains("<pre>"), "{}: {html}", paper.title);
        }
    }
    assert_eq!(write(&report).as_bytes(), bytes);
}
