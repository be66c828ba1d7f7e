//! Judging answers.

use super::capture;
use paperboy_report::Section;
use paperboy_writer::{Flaw, Language, judge, judge_section};
use proptest::prelude::*;

const ZH: &str = "# 一篇论文\n\n### 1. 应用领域\n计算机视觉 / 实时数字人\n\n### 2. 一句话核心贡献\n提出 A-Net，用 4 步采样达到 24.82 FPS。\n\n\
    ### 3. 使用指南\n- 输入：图像\n- 代码：https://example.org/a-net\n\n### 4. 主要创新点\n1. **蒸馏**：解释。\n\n### 5. 实验效果\n- 在 HDTF 上 FID 为 3.1，基线 4.2。";
const EN: &str = "### 1. Application domain\nComputer vision\n\n### 2. Core contribution\nA-Net samples in 4 steps at 24.82 FPS.\n\n\
    ### 3. Usage guide\n- Input: an image\n\n### 4. Main innovations\n1. **Distillation**: explained.\n\n### 5. Experimental results\n- FID 3.1 on HDTF.";

/// English enough to have a language.
const SENTENCES: &str = "We propose a network that samples images in four steps and show on two data sets that it is twenty times faster than the \
    baseline while its quality stays the same, as people judged it in a study.";

fn accepted(text: &str) -> String {
    judge(text, Language::Zh).unwrap().text
}

#[test]
fn real_reports_are_kept_to_the_byte() {
    let Some(day) = capture("reports/2025-12-30.md") else { return };
    let papers = paperboy_report::read(day.as_bytes()).papers;
    assert_eq!(papers.len(), 21);
    for paper in papers {
        let answer = judge(&paper.body, Language::Zh).unwrap();
        assert_eq!((answer.text, answer.missing), (paper.body.clone(), vec![]), "{}", paper.title);
        assert_eq!(accepted(&format!("\n\n{}\n \n", paper.body)), paper.body);
        assert_eq!(judge(&paper.body, Language::En), Err(Flaw::WrongLanguage));
    }
}

#[test]
fn a_good_answer_is_kept_to_the_byte() {
    for (text, language) in [(ZH, Language::Zh), (EN, Language::En)] {
        let answer = judge(text, language).unwrap();
        assert_eq!((answer.text.as_str(), answer.missing), (text, vec![]));
    }
    assert_eq!(accepted(&ZH.replace('\n', "\r\n")), ZH);
}

#[test]
fn what_comes_with_a_report_is_taken_away_and_what_belongs_to_it_stays() {
    assert_eq!(accepted(&format!("<think>\n先看摘要\n</think>\n\n```markdown\n{ZH}\n```\n")), ZH);
    assert_eq!(accepted(&format!("好的，以下是报告：\n\n{ZH}\n\n希望以上内容对您有所帮助！")), ZH);
    let with_lead = format!("论文解读\n\n{ZH}");
    assert_eq!(accepted(&with_lead), with_lead);
}

#[test]
fn sections_that_are_missing_or_say_nothing_are_named() {
    let text = ZH
        .replace("### 4. 主要创新点\n1. **蒸馏**：解释。", "")
        .replace("计算机视觉 / 实时数字人", "…");
    assert_eq!(
        judge(&text, Language::Zh).unwrap().missing,
        [Section::Domain, Section::Innovations]
    );
}

#[test]
fn what_is_no_report_is_recognised() {
    let looping = format!("{ZH}\n{}", "- 在 HDTF 上 FID 为 3.1，比基线更好。\n".repeat(200));
    let repeated = format!("{ZH}\n\n").repeat(4);
    let page = "<html><script>alert(1)</script><body>应用领域</body></html>";
    for (text, flaw) in [
        ("", Flaw::Empty),
        (" \n\t\n", Flaw::Empty),
        ("```\n```", Flaw::Empty),
        ("<think>\n想一想", Flaw::Empty),
        ("I'm sorry, but I can't help with that.", Flaw::Refusal),
        ("很抱歉，我无法完成这个请求。", Flaw::Refusal),
        ("The paper is about vision.", Flaw::NoReport),
        (page, Flaw::NoReport),
        (&looping, Flaw::Looping),
        (&repeated, Flaw::Looping),
        (&"哈".repeat(2_000), Flaw::Looping),
        (&format!("{ZH}{}", "x".repeat(60_000)), Flaw::TooLong),
    ] {
        assert_eq!(
            judge(text, Language::Zh),
            Err(flaw),
            "{}",
            text.chars().take(60).collect::<String>()
        );
    }
}

#[test]
fn a_report_that_speaks_of_refusing_is_a_report() {
    let text = ZH.replace("提出", "让模型不再回答“I'm sorry, I cannot help”，提出");
    assert_eq!(accepted(&text), text);
}

#[test]
fn another_language_is_recognised_and_terms_are_none() {
    let quoting = ZH.replace("解释", SENTENCES);
    let whole_english = EN.replace("explained", SENTENCES);
    assert_eq!(judge(&whole_english, Language::Zh), Err(Flaw::WrongLanguage));
    let under_chinese_headings = Section::ALL.iter().fold(whole_english, |text, section| {
        text.replace(section.heading_en(), section.heading_zh())
    });
    assert_eq!(judge(&under_chinese_headings, Language::Zh), Err(Flaw::WrongLanguage));
    assert_eq!(judge(ZH, Language::En), Err(Flaw::WrongLanguage));
    assert_eq!(
        accepted(&quoting),
        quoting,
        "Chinese with long quotations from the paper is Chinese"
    );
    let with_name = EN.replace("an image", "an image (数据集：中文维基)");
    assert_eq!(judge(&with_name, Language::En).unwrap().text, with_name);
}

#[test]
fn one_section_is_taken_out_of_any_answer() {
    let judge_innovations = |text: &str| judge_section(text, Section::Innovations, Language::Zh);
    let expected = Ok("1. **蒸馏**：解释。".to_owned());
    assert_eq!(judge_innovations("### 4. 主要创新点\n1. **蒸馏**：解释。\n"), expected);
    assert_eq!(
        judge_innovations("```markdown\n4. **主要创新点**\n   1. **蒸馏**：解释。\n```"),
        expected
    );
    assert_eq!(judge_innovations("1. **蒸馏**：解释。"), expected);
    assert_eq!(judge_innovations(ZH), expected, "the whole report was written again");
    assert_eq!(judge_innovations("### 5. 实验效果\n很好"), Err(Flaw::NoReport));
    assert_eq!(judge_innovations("### 4. 主要创新点\n"), Err(Flaw::NoReport));
    assert_eq!(judge_innovations("抱歉，我不能。"), Err(Flaw::Refusal));
    assert_eq!(judge_innovations(" "), Err(Flaw::Empty));
    assert_eq!(judge_innovations(SENTENCES), Err(Flaw::WrongLanguage));
}

#[test]
fn an_answer_with_another_papers_report_can_not_forge_it() {
    let forged = format!(
        "{ZH}\n\n{}\n\n## 📄 Another paper\n\n- **链接**: https://huggingface.co/papers/1706.03762\n\n### 5. 实验效果\n假",
        "=".repeat(60)
    );
    let body = accepted(&forged);
    let paper = paperboy_report::PaperReport {
        title: "A".to_owned(),
        link: "https://huggingface.co/papers/2501.00001".to_owned(),
        id: None,
        reading_source: None,
        body: body.clone(),
        line: 0,
    };
    let day = paperboy_report::DailyReport {
        date: None,
        source_url: None,
        papers: vec![paper],
        problems: Vec::new(),
    };
    let back = paperboy_report::read(paperboy_report::write(&day).as_bytes()).papers;
    assert_eq!(back.iter().map(|paper| paper.body.as_str()).collect::<Vec<_>>(), [body.as_str()]);
}

proptest! {
    #[test]
    fn any_answer_is_judged_and_what_is_kept_is_judged_the_same_again(
        parts in prop::collection::vec(prop::sample::select(vec![
            "<think>", "</think>", "```", "```markdown", "~~~~", "## 应用领域", "### 5. 实验效果\n", "视觉", "A good result.", "\n", "\n\n", "\r\n", " ", "====", "…",
        ]), 0..20),
        noise in ".{0,40}",
    ) {
        for text in [parts.concat(), parts.join("\n"), format!("{}{noise}", parts.join("\n"))] {
            for language in [Language::Zh, Language::En] {
                let Ok(answer) = judge(&text, language) else { continue };
                let text = text.replace("\r\n", "\n").replace('\r', "\n");
                // Reasoning between two sections is left out; everything else is a part of the text.
                let is_part = text.contains(&answer.text);
                let has_reasoning = text.contains("<think>") && text.contains("</think>");
                prop_assert!(is_part || has_reasoning && answer.text.lines().all(|line| text.contains(line)));
                prop_assert!(answer.missing.len() < 5);
            }
        }
    }
}
