//! Answers of the same report in the forms in which models and servers give them.

use paperboy_report::{Section, sections};
use paperboy_writer::{Language, judge, thinking_state};

const TEXTS: [&str; 5] = [
    "机器人 - 抓取",
    "用触觉补足视觉，抓取成功率更高。",
    "- 输入：图像与触觉\n- 输出：动作",
    "1. **融合**：先对齐再融合。",
    "- 成功率 92%，基线 81%。",
];

fn report(heading: impl Fn(usize, &str) -> String) -> String {
    let section = |(at, text): (usize, &&str)| {
        format!("{}\n{text}", heading(at + 1, Section::ALL[at].heading_zh()))
    };
    TEXTS.iter().enumerate().map(section).collect::<Vec<_>>().join("\n\n")
}

fn usual() -> String {
    report(|n, name| format!("### {n}. {name}"))
}

/// Asserts that the answer holds the five sections and nothing besides.
fn assert_whole(answer: &str) {
    let kept = judge(answer, Language::Zh).unwrap_or_else(|flaw| panic!("{flaw:?}: {answer}"));
    assert_eq!(kept.missing, [], "{answer}");
    let cut = sections(&kept.text);
    assert_eq!((cut.preamble.as_str(), cut.problems.as_slice()), ("", [].as_slice()), "{answer}");
    for (section, text) in Section::ALL.into_iter().zip(TEXTS) {
        assert_eq!(cut.get(section), Some(text), "{answer}");
    }
}

#[test]
fn every_form_of_heading_gives_five_sections() {
    let chinese = ["一", "二", "三", "四", "五"];
    assert_whole(&report(|n, name| format!("## {}、{name}", chinese[n - 1])));
    assert_whole(&report(|n, name| format!("**{}、{name}**", chinese[n - 1])));
    assert_whole(&report(|n, name| format!("### 第{}部分：{name}", chinese[n - 1])));
    assert_whole(&report(|n, name| format!("（{n}）{name}")));
    assert_whole(&report(|_, name| format!("【{name}】")));
    assert_whole(&report(|_, name| format!("- **{name}**：")));
    assert_whole(&report(|n, name| format!("<h3>{n}. {name}</h3>")));
    assert_whole(&report(|n, name| format!("{n}. {name}\n------")));
    assert_whole(&report(|n, name| format!("> ### {n}. {name}")));
    assert_whole(&report(|n, name| format!("    ### {n}. {name}")));
    assert_whole(&report(|n, name| format!("### {n}\u{fe0f}\u{20e3} {name}")));
    assert_whole(&report(|n, name| format!("### {n}.\u{a0}{name}")));
}

#[test]
fn text_around_the_report_is_no_part_of_it() {
    let report = usual();
    let draft = "先看摘要。\n### 1. 应用领域\n也许是视觉？\n### 5. 实验效果\n待定";
    for answer in [
        format!("\u{feff}{report}"),
        report.replace('\n', "\r\n"),
        report.replace('\n', "\\n"),
        format!("<think>\n{draft}\n</think>\n\n{report}"),
        format!("{draft}\n</think>\n\n{report}"),
        format!("<think>\n\n</think>\n\n{report}"),
        format!("[THINK]\n{draft}\n[/THINK]\n{report}"),
        format!("<seed:think>{draft}</seed:think>{report}"),
        format!("◁think▷{draft}◁/think▷{report}"),
        format!("<thought>\n{draft}\n</thought>\n{report}"),
        format!(
            "<|channel|>analysis<|message|>{draft}<|end|><|start|>assistant<|channel|>final<|message|>{report}<|return|>"
        ),
        format!("<|channel>thought\n{draft}\n<channel|>{report}"),
        format!(
            "<details type=\"reasoning\" done=\"true\">\n<summary>Thought for 5 seconds</summary>\n> 想一想\n</details>\n{report}"
        ),
        format!("**思考过程**\n\n{draft}\n\n---\n\n{report}"),
        format!("<think>x</think>\n<answer>\n{report}\n</answer>"),
        format!("<|begin_of_box|>{report}<|end_of_box|>"),
        format!("```markdown\n{report}\n```"),
        format!("好的，以下是报告：\n\n```markdown\n{report}\n```\n\n希望有帮助！"),
        format!(
            "Sure, here is the report:\n\n{report}\n\n---\n希望这份报告对您有所帮助！如果您还有其他问题，请随时告诉我。"
        ),
    ] {
        assert_whole(&answer);
    }
}

#[test]
fn a_report_on_reasoning_models_keeps_its_text_on_their_marks() {
    let text = usual()
        .replace(TEXTS[0], "推理模型（`<think>…</think>`）")
        .replace(TEXTS[2], "- 输出格式：\n<think>\n推理\n</think>\n<answer>结果</answer>")
        .replace(TEXTS[4], "**思考过程**\n\n先推理。\n\n---\n\n- 少用 40% 的 <think> 词元");
    assert_eq!(judge(&text, Language::Zh).unwrap().text, text);
    assert_eq!(thinking_state(&text).answer_so_far, text);
}

#[test]
fn an_answer_in_json_or_a_table_is_a_report() {
    let fields: Vec<String> = Section::ALL
        .iter()
        .zip(TEXTS)
        .map(|(section, text)| format!("\"{}\": {text:?}", section.heading_zh()))
        .collect();
    assert_whole(&format!("{{{}}}", fields.join(",\n")));
    assert_whole(&format!("```json\n{{\n{}\n}}\n```", fields.join(",\n")));
    let rows: Vec<String> = Section::ALL
        .iter()
        .zip(TEXTS)
        .map(|(section, text)| {
            format!("| {} | {} |", section.heading_zh(), text.replace('\n', "<br>"))
        })
        .collect();
    assert_whole(&format!("| 项目 | 内容 |\n|---|---|\n{}", rows.join("\n")));
}

#[test]
fn an_answer_that_is_only_reasoning_is_none() {
    for answer in [
        format!("<think>\n{}", usual()),
        "<|channel|>analysis<|message|>We need".to_owned(),
        "**思考过程**\n\n先看摘要。".to_owned(),
    ] {
        assert!(judge(&answer, Language::Zh).is_err(), "{answer}");
        assert!(thinking_state(&answer).is_thinking);
    }
}
