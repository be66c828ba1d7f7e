//! Completes a report: a section that was requested alone, or taken from the paper, is inserted at
//! its place.

use super::has_words;
use crate::Language;
use paperboy_report::{Section, Sections, openings, sections};

/// The report with the section's Markdown where the report lacks it: below the section's heading if
/// that is there alone, else with a heading of its own before the first later section. Every
/// byte of the report stays, in its order.
///
/// The Markdown can open no other section, and no code block over what follows. A section that has
/// words, and Markdown without words, leave the report as it is.
pub fn fill(report: &str, section: Section, markdown: &str, language: Language) -> String {
    let before = sections(report);
    if before.get(section).is_some_and(has_words) || !has_words(markdown) {
        return report.to_owned();
    }
    let markdown = without_openings(markdown);
    let filled = put(report, section, &markdown, language);
    if leaves_others(section, &before, &sections(&filled)) {
        return filled;
    }
    // A fence in the Markdown met another in the report, or has no end: all of them become text.
    put(
        report,
        section,
        &markdown.replace("```", "\\`\\`\\`").replace("~~~", "\\~\\~\\~"),
        language,
    )
}

fn put(report: &str, section: Section, markdown: &str, language: Language) -> String {
    let openings = openings(report);
    let empty = openings.iter().find(|(other, _)| *other == section).map(|(_, line)| line.end);
    let later = openings.iter().find(|(other, _)| *other > section).map(|(_, line)| line.start);
    let (before, behind) = report.split_at(empty.or(later).unwrap_or(report.len()));
    let name = match language {
        Language::Zh => section.heading_zh(),
        Language::En => section.heading_en(),
    };
    let ends = before.len() - before.trim_end_matches('\n').len();
    let (gap, heading) = match empty {
        Some(_) => ("\n".repeat(1 - ends.min(1)), String::new()),
        None if before.is_empty() => {
            (String::new(), format!("### {}. {name}\n", section as usize + 1))
        }
        None => ("\n".repeat(2 - ends.min(2)), format!("### {}. {name}\n", section as usize + 1)),
    };
    let rest = if behind.is_empty() { "" } else { "\n\n" };
    format!("{before}{gap}{heading}{markdown}{rest}{behind}")
}

/// The text, in which each line that would open a section is replaced by one that looks the same
/// and opens none.
fn without_openings(markdown: &str) -> String {
    let markdown = markdown.replace("\r\n", "\n").replace('\r', "\n");
    let lines = markdown.trim_matches('\n').split('\n').map(|line| match line.find('#') {
        _ if openings(line).is_empty() => line.to_owned(),
        Some(mark) if line[..mark].trim().is_empty() => {
            format!("{}\\{}", &line[..mark], &line[mark..])
        }
        _ => format!(" {line}"),
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn leaves_others(section: Section, before: &Sections, after: &Sections) -> bool {
    let stays = |other: Section| {
        if other == section {
            after.get(other).is_some()
        } else {
            after.get(other) == before.get(other)
        }
    };
    Section::ALL.into_iter().all(stays) && after.preamble == before.preamble
}

#[cfg(test)]
mod tests {
    use super::*;
    use paperboy_report::{DailyReport, PaperReport};
    use proptest::prelude::*;

    fn zh(report: &str, section: Section, markdown: &str) -> String {
        fill(report, section, markdown, Language::Zh)
    }

    #[test]
    fn a_missing_section_gets_its_heading_and_place() {
        let report = "# A\n\n## 1. 应用领域\na\n\n5. **实验效果**\n   e";
        let filled = zh(report, Section::Usage, "* c\n* d\n");
        assert_eq!(
            filled,
            "# A\n\n## 1. 应用领域\na\n\n### 3. 使用指南\n* c\n* d\n\n5. **实验效果**\n   e"
        );
        assert_eq!(zh("应用领域：a", Section::Results, "e"), "应用领域：a\n\n### 5. 实验效果\ne");
        assert_eq!(zh("应用领域：a\n", Section::Results, "e"), "应用领域：a\n\n### 5. 实验效果\ne");
        assert_eq!(zh("使用指南：a", Section::Domain, "e"), "### 1. 应用领域\ne\n\n使用指南：a");
        assert_eq!(fill("", Section::Domain, "e", Language::En), "### 1. Application domain\ne");
    }

    #[test]
    fn a_heading_without_text_is_filled() {
        assert_eq!(
            zh("4. **主要创新点**\n\n5. **实验效果**\n   e", Section::Innovations, "d"),
            "4. **主要创新点**\nd\n\n\n5. **实验效果**\n   e"
        );
        assert_eq!(zh("## 实验效果", Section::Results, "e"), "## 实验效果\ne");
        assert_eq!(zh("## 实验效果\n---\n", Section::Results, "e"), "## 实验效果\ne\n\n---\n");
    }

    #[test]
    fn what_is_written_stays_and_empty_text_fills_nothing() {
        for (section, markdown) in
            [(Section::Domain, "other"), (Section::Results, " \n"), (Section::Results, "…")]
        {
            assert_eq!(zh("应用领域：a", section, markdown), "应用领域：a");
        }
    }

    #[test]
    fn a_filled_section_opens_no_other() {
        let hostile = "x\n## 实验效果\n  ### 5. 实验效果\n**实验效果**：y\nExperimental results: z\r实验效果: w";
        let filled = zh("应用领域：a\n\n实验效果：e", Section::Usage, hostile);
        let cut = sections(&filled);
        assert_eq!((cut.get(Section::Domain), cut.get(Section::Results)), (Some("a"), Some("e")));
        let expected = "x\n\\## 实验效果\n  \\### 5. 实验效果\n **实验效果**：y\n Experimental results: z\n 实验效果: w";
        assert_eq!(cut.get(Section::Usage), Some(expected));
        assert_eq!(cut.problems.len(), 2);
    }

    #[test]
    fn code_stays_code_unless_it_would_swallow_other_sections() {
        let code = "```sh\nrun # 实验效果\n```";
        assert_eq!(
            sections(&zh("应用领域：a\n\n实验效果：e", Section::Usage, code)).get(Section::Usage),
            Some(code)
        );
        for (report, markdown) in [
            ("应用领域：a\n\n实验效果：e\n```\ncode\n```", "```\nno end"),
            ("应用领域：a\n```\n\n实验效果：e", code),
        ] {
            let (before, after) =
                (sections(report), sections(&zh(report, Section::Usage, markdown)));
            assert!(leaves_others(Section::Usage, &before, &after), "{after:?}");
        }
    }

    fn lines() -> impl Strategy<Value = String> {
        let line = prop::sample::select(vec![
            "",
            "a",
            "   b",
            "- c",
            "```",
            "````",
            "- ```py",
            "> ```",
            "~~~",
            "## 应用领域",
            "1. **一句话核心贡献**",
            "使用指南：x",
            "### 4. 主要创新点",
            "  # 实验效果",
            "Main innovations",
            "\\## 实验效果",
            "---",
            "============================================================",
            "## 📄 B",
            "\r## 实验效果",
        ]);
        prop::collection::vec(line, 0..12).prop_map(|lines| lines.join("\n"))
    }

    proptest! {
        #[test]
        fn filling_adds_one_section_and_changes_nothing_else(report in lines(), markdown in lines(), at in 0..5_usize, breaks in 0..3_usize) {
            let report = report.replace('\r', "") + &"\n".repeat(breaks);
            let section = Section::ALL[at];
            let filled = zh(&report, section, &markdown);
            let (before, after) = (sections(&report), sections(&filled));
            if before.get(section).is_some_and(has_words) || !has_words(&markdown) {
                prop_assert_eq!(&filled, &report);
            } else {
                prop_assert!(leaves_others(section, &before, &after), "{} {:?}", filled, after);
                prop_assert!(after.get(section).is_some_and(has_words));
                let kept = (0..=report.len()).filter(|&at| report.is_char_boundary(at));
                prop_assert!(kept.into_iter().any(|at| filled.starts_with(&report[..at]) && filled.ends_with(&report[at..])));
            }
            prop_assert_eq!(zh(&filled, section, &markdown), filled.clone());
            let paper = PaperReport { title: "A".into(), link: "https://huggingface.co/papers/1706.03762".into(), id: None, reading_source: None, body: filled.clone(), line: 0 };
            let day = DailyReport { date: None, source_url: None, papers: vec![paper], problems: Vec::new() };
            let back = paperboy_report::read(paperboy_report::write(&day).as_bytes());
            prop_assert_eq!(back.papers.len(), 1);
            prop_assert_eq!(back.papers[0].body.trim(), filled.trim());
        }
    }
}
