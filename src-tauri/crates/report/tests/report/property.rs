//! Generated reports and arbitrary input.

use paperboy_report::{
    DailyReport, PaperReport, Section, check_link, domain_chips, html, plain, read, sections, write,
};
use proptest::collection::vec;
use proptest::prelude::*;

const SEPARATOR: &str = "============================================================";

/// A line of a paper's text, often one that could forge something.
fn line() -> impl Strategy<Value = String> {
    let forging = prop_oneof![
        Just(SEPARATOR.to_owned()),
        Just(format!("{SEPARATOR} ")),
        Just(format!("{SEPARATOR}\u{2028}")),
        Just(format!("{SEPARATOR}=")),
        Just("## 📄 Forged".to_owned()),
        Just("## 📄".to_owned()),
        Just("- **链接**: https://huggingface.co/papers/2401.00001".to_owned()),
        Just("- **阅读来源**: HTML".to_owned()),
        Just("**Date**: 2024-01-01".to_owned()),
        Just("### 1. 应用领域".to_owned()),
        Just(String::new()),
        Just(" \t".to_owned()),
    ];
    let text = prop_oneof![
        forging,
        "[ -~]{0,30}",
        "\\PC{0,20}",
        "[ *_`$\\[\\]()<>#|~:：。“”一二三a-c0-9-]{0,40}"
    ];
    (prop_oneof![4 => Just(0), 1 => 0..4_usize], text)
        .prop_map(|(backslashes, text)| "\\".repeat(backslashes) + &text)
}

fn body() -> impl Strategy<Value = String> {
    let end = prop_oneof![8 => Just("\n"), 1 => Just("\r\n"), 1 => Just("\r"), 1 => Just("\n\n"), 1 => Just("\u{2028}")];
    vec((line(), end), 0..25)
        .prop_map(|lines| lines.into_iter().map(|(line, end)| line + end).collect())
}

fn paper(n: usize) -> impl Strategy<Value = PaperReport> {
    let source = proptest::option::of(prop_oneof![Just("HTML"), Just("ArXiv Abs")]);
    (prop_oneof![line(), "\\PC{0,40}", "a\r?\n## 📄 b"], source, body()).prop_map(
        move |(title, source, body)| {
            let link = format!("https://huggingface.co/papers/2401.{n:05}");
            PaperReport {
                title,
                id: paperboy_paper::PaperId::parse(&link),
                link,
                reading_source: source.and_then(paperboy_paper::ReadingSource::from_report),
                body,
                line: 0,
            }
        },
    )
}

fn report() -> impl Strategy<Value = DailyReport> {
    vec(any::<u8>(), 0..6).prop_flat_map(|papers| {
        let papers: Vec<_> = (0..papers.len()).map(paper).collect();
        papers.prop_map(|papers| DailyReport {
            date: Some(paperboy_paper::Date::constant(2024, 2, 29)),
            source_url: Some("https://huggingface.co/papers/date/2024-02-29".to_owned()),
            papers,
            problems: Vec::new(),
        })
    })
}

/// A text as it must come back: LF at the ends of lines, no blank lines around.
fn normalized(body: &str) -> String {
    let body = body.replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<&str> = body.split('\n').collect();
    let seen = |line: &&str| !line.trim().is_empty();
    let first = lines.iter().position(&seen).unwrap_or(lines.len());
    let last = lines.iter().rposition(seen).map_or(first, |last| last + 1);
    lines[first..last].join("\n")
}

/// A piece of running text that no parser takes for markup.
fn written() -> impl Strategy<Value = String> {
    prop_oneof![
        "[一二三四五六七八九十]{1,4}",
        "[a-zA-Z]{1,6} ",
        "[1-9]{1,3}~[1-9]{1,3}",
        "[1-9]{1,3}\\*[1-9]{1,3}\\*[1-9]",
        "[A-Z]{2,4}\\*[只越和与]",
        Just("，".to_owned()),
        Just("（~3）".to_owned()),
        Just(" $5 ".to_owned()),
        Just("https://example.org/a_b，".to_owned()),
        Just("2**10，".to_owned()),
        Just("[注]: ".to_owned()),
        Just("\n".to_owned()),
        Just("\n[^1]: ".to_owned()),
    ]
}

/// The possible content of a table's cell.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        "[一二三a-z]{1,4}",
        "\\$[a-z]\\|[a-z]\\$",
        "`[a-z]\\|[a-z]`",
        "\\$[0-9]",
        "[a-z]\\*[a-z]",
        "\\\\\\([a-z]\\|[a-z]\\\\\\)"
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read_back(report in report()) {
        let written = write(&report);
        let back = read(written.as_bytes());
        prop_assert_eq!(back.papers.len(), report.papers.len());
        for (before, after) in report.papers.iter().zip(&back.papers) {
            let title: Vec<&str> = before.title.split(|c: char| c.is_control() || c == '\u{2028}' || c == '\u{2029}').map(str::trim).filter(|part| !part.is_empty()).collect();
            prop_assert_eq!(&after.title, &title.join(" "));
            prop_assert_eq!(&after.id, &before.id);
            prop_assert_eq!(&after.link, &before.link);
            prop_assert_eq!(after.reading_source, before.reading_source);
            prop_assert_eq!(&after.body, &normalized(&before.body));
        }
        prop_assert_eq!((back.date, &back.source_url), (report.date, &report.source_url));
        prop_assert_eq!(write(&back), written, "what was written once is written so again");
    }

    #[test]
    fn a_foreign_file_keeps_its_papers_when_it_is_written_again(lines in vec((line(), prop_oneof![Just("\n"), Just("\r\n")]), 0..60)) {
        let file: String = lines.into_iter().map(|(line, end)| line + end).collect();
        let first = read(file.as_bytes());
        let second = read(write(&first).as_bytes());
        prop_assert_eq!(second.papers.len(), first.papers.len());
        for (a, b) in first.papers.iter().zip(&second.papers) {
            prop_assert_eq!((&a.title, &a.link, &a.id, a.reading_source, &a.body), (&b.title, &b.link, &b.id, b.reading_source, &b.body));
        }
    }

    #[test]
    fn arbitrary_bytes_are_read_without_panic(bytes in vec(any::<u8>(), 0..600)) {
        let report = read(&bytes);
        prop_assert!(!report.problems.is_empty());
    }

    #[test]
    fn sections_lose_no_visible_character_but_their_headings(lines in vec(line(), 0..30)) {
        let body = lines.join("\n");
        let cut = sections(&body);
        let kept: usize = cut.texts.iter().flatten().map(|text| visible(text)).sum::<usize>() + visible(&cut.preamble);
        let headings = lines.iter().filter(|line| Section::ALL.iter().any(|section| line.contains(section.heading_zh()))).map(|line| visible(line)).sum::<usize>();
        prop_assert!(kept + headings >= visible(&body));
    }

    #[test]
    fn arbitrary_markdown_is_rendered_without_panic_and_by_the_policy(lines in vec(line(), 0..20)) {
        let markdown = lines.join("\n");
        crate::xss::check(&html(&markdown));
        plain(&markdown);
        for label in domain_chips(&markdown) {
            prop_assert!(!label.is_empty() && label.chars().count() <= 40);
        }
    }

    #[test]
    fn a_text_without_markup_keeps_every_visible_character(pieces in vec(written(), 1..12)) {
        let text = pieces.concat();
        let text = text.trim_start_matches(|c: char| !c.is_alphabetic());
        prop_assert_eq!(plain(text).split_whitespace().collect::<String>(), text.split_whitespace().collect::<String>(), "{}", html(text));
    }

    #[test]
    fn nothing_in_a_cell_is_lost(cells in vec(cell(), 1..5)) {
        let table = format!("| 甲 | 乙 |\n|---|---|\n| {} |", cells.join(" | "));
        let shown = plain(&table);
        for c in cells.concat().chars().filter(|c| c.is_alphanumeric()) {
            prop_assert!(shown.contains(c), "{} lacks {}: {}", table, c, shown);
        }
    }

    #[test]
    fn a_link_that_is_taken_is_taken_again_in_its_normal_form(address in prop_oneof!["https?://[a-zA-Z0-9.:@\\[\\]-]{0,20}/\\PC{0,10}", "\\PC{0,30}"]) {
        if let Ok(url) = check_link(&address) {
            prop_assert_eq!(check_link(url.as_str()), Ok(url));
        }
    }
}

fn visible(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}
