//! Input that is designed to take forever, to overflow the stack or to fill the memory. Nothing
//! here is timed: unbounded work hangs.

use paperboy_report::{domain_chips, html, plain, read, sections};

const REPEATS: usize = 100_000;

fn render(markdown: &str) {
    crate::xss::check(&html(markdown));
    plain(markdown);
    sections(markdown);
    domain_chips(markdown);
}

#[test]
fn marks_repeated_without_end_are_rendered() {
    for mark in ["[", "*", "_", "`"] {
        render(&mark.repeat(REPEATS));
    }
    // Fewer of these, for a test without optimisation: quadratic time would still be minutes.
    for mark in [
        "![", "[a](", "**a ", "*a_ ", "$", "$$a$ ", "\\(", "\\[a", "~~a ", "<", "<!--", "<sup>",
        "&", "\\", "|", "http://", "a@",
    ] {
        render(&mark.repeat(10_000));
    }
}

#[test]
fn deep_nesting_is_shown_as_it_is_written() {
    let indents: String = (0..600).map(|level| " ".repeat(level * 2) + "- a\n").collect();
    for deep in [
        ">".repeat(REPEATS),
        "> ".repeat(REPEATS),
        "- ".repeat(REPEATS),
        "1. ".repeat(REPEATS),
        indents,
        "**".repeat(2_000) + "a" + &"**".repeat(2_000),
    ] {
        let html = html(&deep);
        assert!(html.starts_with("<pre>"), "{}", &html[..60]);
        crate::xss::check(&html);
        assert!(deep.starts_with(&plain(&deep)), "plain text of {}", &deep[..20]);
    }
}

#[test]
fn honest_nesting_is_rendered() {
    let list: String = (0..12).map(|level| "    ".repeat(level) + "*   a\n").collect();
    assert_eq!(html(&list).matches("<ul>").count(), 12);
    assert_eq!(html(&("> ".repeat(12) + "a")).matches("<blockquote>").count(), 12);
}

#[test]
fn signs_of_formulas_tables_and_notes_repeated_without_end_are_rendered() {
    for mark in [
        "$\\text{",
        "$\\text{$",
        "\\[\\]",
        "\\begin{align}",
        "$a$*",
        "*a，",
        "a*只",
        "3**4",
        "3~4",
        "`|`|",
        "[a]: ",
        "][",
        "[",
        "\n[a]: https://example.org/x",
        "\n| $a|b$ |",
        "\n|-|-|",
        "https://a.org/(",
        "https://a.org/*",
        "\u{fde0}\u{fde1}",
        "$$\n\n",
        "\\[\n\n",
        "$x_1 ",
    ] {
        render(&mark.repeat(5_000));
    }
    render(&format!("|a|b|\n|-|-|\n{}", "|$a|b|`c|d".repeat(5_000)));
    render(&format!("{}{}", "\\[".repeat(5_000), "\\]".repeat(5_000)));
}

#[test]
fn backticks_of_growing_length_are_rendered() {
    render(&(1..600).map(|n| "`".repeat(n) + "a").collect::<String>());
}

#[test]
fn a_wide_table_with_short_rows_is_rendered() {
    render(&("|a".repeat(1_000) + "\n" + &"|-".repeat(1_000) + "\n" + &"|x\n".repeat(20_000)));
}

#[test]
fn a_reference_used_over_and_over_does_not_multiply() {
    let long = format!("[a]: https://example.org/{}\n\n", "x".repeat(1_900));
    assert!(html(&(long + &"[a]".repeat(50_000))).len() < 5_000_000);
}

#[test]
fn what_is_too_long_is_cut_with_a_note() {
    let html = html(&"数据 ".repeat(500_000));
    assert!(html.len() < 400_000);
    assert!(html.contains("内容过长") && html.contains("Too long"));
}

#[test]
fn a_file_of_one_long_line_is_read() {
    // 50 MB, as one line and as a paper's.
    let line = "x".repeat(50_000_000);
    assert_eq!(read(line.as_bytes()).papers, []);
    let report =
        read(format!("{}\n## 📄 A\n- **链接**: 1706.03762\n{line}", "=".repeat(60)).as_bytes());
    assert_eq!(report.papers[0].body.len(), line.len());
    assert_eq!(sections(&report.papers[0].body).preamble.len(), line.len());
}

#[test]
fn a_file_of_ten_thousand_papers_is_read() {
    let mut file = String::from("**Date**: 2024-02-29\n");
    for n in 0..10_000 {
        file.push_str(&format!(
            "{}\n\n## 📄 Paper {n}\n\n- **链接**: https://huggingface.co/papers/2402.{n:05}\n- **阅读来源**: HTML\n\n应用领域：x\n",
            "=".repeat(60)
        ));
    }
    file.push_str(&"=".repeat(60));
    let report = read(file.as_bytes());
    assert_eq!((report.papers.len(), report.problems.len()), (10_000, 0));
}

#[test]
fn separators_and_headings_without_end_are_read() {
    let separator = "=".repeat(60) + "\n";
    assert_eq!(read(separator.repeat(REPEATS).as_bytes()).papers, []);
    assert_eq!(read((separator.clone() + &"\n".repeat(REPEATS)).repeat(3).as_bytes()).papers, []);
    assert!(read("## 📄 x\n".repeat(REPEATS).as_bytes()).problems.len() < 1_000);
    let doubled = sections(&"实验效果：a\n".repeat(REPEATS));
    assert_eq!(doubled.texts[4].as_ref().map(String::len), Some(REPEATS * 3 - 2));
    sections(&(3..300).map(|n| "`".repeat(300 - n) + "a\n").collect::<String>().repeat(20));
}
