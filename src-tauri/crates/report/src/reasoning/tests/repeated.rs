//! Reasoning within an answer, nested reasoning, drafts, and what of them shows while the answer
//! streams.

use super::*;

/// How a model marks that it thinks again within an answer: what opens the block and what closes it.
const SECOND_MARKS: [(&str, &str); 22] = [
    ("<think>\n", "\n</think>\n\n"),
    ("<think>", "</think>\n\n"),
    ("<think>\n", "\n</think>"),
    ("[THINK]\n", "\n[/THINK]\n"),
    ("◁think▷", "◁/think▷\n\n"),
    ("◁think▷", "◁/think▷"),
    ("<seed:think>\n", "</seed:think>\n"),
    ("```thinking\n", "\n```\n\n"),
    ("~~~thought\n", "\n~~~\n\n"),
    ("````reasoning\n```json\n{}\n```\n", "\n````\n"),
    ("<|channel>thought\n", "\n<channel|>"),
    ("<unused94>thought\n", "<unused95>"),
    ("<|START_THINKING|>", "<|END_THINKING|>"),
    ("<|START_THINKING|>", "<|END_THINKING|><|START_RESPONSE|>"),
    ("<|begin_of_thought|>\n", "\n<|end_of_thought|>\n\n<|begin_of_solution|>\n"),
    ("<details type=\"reasoning\">\n<summary>Thought for 3 s</summary>\n> ", "\n</details>\n\n"),
    ("&lt;think&gt;\n", "\n&lt;/think&gt;\n\n"),
    ("<think>\n先<think>内层</think>\n", "\n</think>\n\n"),
    (
        "<|end|><|start|>assistant<|channel|>analysis<|message|>",
        "<|end|><|start|>assistant<|channel|>final<|message|>",
    ),
    ("<|channel|>analysis<|message|>", "<|end|><|channel|>final<|message|>"),
    (
        "<|end|>\n<|channel|>commentary<|message|>",
        "<|end|>\n<|start|>assistant<|channel|>final<|message|>",
    ),
    ("<|im_end|>\n<|im_start|>think\n", "<|im_end|>\n<|im_start|>answer\n"),
];
const SECOND_REASONING: &str = "再想想机器人的事，数字对不对。再想想。";

/// What a growing answer shows, and whether the model thinks, as the window asks.
fn shown(so_far: &str) -> (String, bool) {
    let state = thinking_so_far(so_far);
    let begin = beginning_of_report(state.answer_so_far);
    let report = begin.map_or("", |begin| &state.answer_so_far[begin..]);
    let (report, thinks) = growing_report(report);
    (report.into_owned(), state.is_thinking || thinks)
}

/// Reads the beginnings of an answer that end in the marks around its reasoning, and asserts that
/// they show nothing but the report.
fn assert_shows_only_the_report(whole: &str, reasoning: &str) {
    const AROUND: usize = 90;
    let begin = whole.find(reasoning).unwrap();
    let thinks_at = begin + reasoning.len();
    let ends = (begin.saturating_sub(AROUND)..begin + 8)
        .chain(thinks_at..(thinks_at + AROUND).min(whole.len()))
        .chain((thinks_at..whole.len()).step_by(23));
    for end in ends.filter(|&end| whole.is_char_boundary(end)) {
        let (report, thinks) = shown(&whole[..end]);
        let squeezed = |text: &str| text.split_whitespace().collect::<String>();
        assert!(squeezed(REPORT).starts_with(&squeezed(&report)), "{}\n=> {report}", &whole[..end]);
        if end == thinks_at {
            assert!(thinks, "{}", &whole[..end]);
        }
    }
}

#[test]
fn reasoning_within_an_answer_is_no_part_of_it_in_any_notation() {
    for (open, close) in SECOND_MARKS {
        for next in [2, 4, 5] {
            let heading = format!("\n\n### {next}.");
            let block = format!("\n\n{open}{SECOND_REASONING}{close}### {next}.");
            let text = REPORT.replace(&heading, &block);
            assert_eq!(without_reasoning_between(&text), REPORT, "{text}");
            assert_eq!(crate::sections(&text).texts, crate::sections(REPORT).texts, "{text}");
            if next == 4 {
                assert_shows_only_the_report(&text, SECOND_REASONING);
            }
        }
    }
}

#[test]
fn reasoning_after_a_report_is_no_part_of_it_whether_or_not_it_ends() {
    for (open, close) in SECOND_MARKS {
        for end in ["", close, &format!("{close}\n\n希望以上内容对您有所帮助！")] {
            let text = format!("{REPORT}\n\n{open}{SECOND_REASONING}{end}");
            let is_short = !open.contains('\n') && !end.is_empty();
            if is_short && end != close {
                continue;
            }
            let without = without_reasoning_between(&text);
            assert_eq!(without.replace("希望以上内容对您有所帮助！", "").trim(), REPORT, "{text}");
            assert_eq!(crate::sections(&text).texts, crate::sections(REPORT).texts, "{text}");
        }
        let text = format!("{REPORT}\n\n{open}{SECOND_REASONING}{close}");
        assert_shows_only_the_report(&text, SECOND_REASONING);
    }
    // A check of the whole report names its sections again.
    let text = format!("{REPORT}\n\n<think>\n{DRAFT}\n\n{REPORT}");
    assert_eq!(without_reasoning_between(&text), REPORT);
}

#[test]
fn nested_reasoning_ends_where_the_outer_block_ends() {
    for (open, inner, close) in [
        ("<think>\n", "数<think>内层：想</think>", "\n</think>"),
        ("<think>\n", "数<think>内层\n再想</think>还有", "\n</think>"),
        ("<think>\n", "a<think>b<think>c</think>d</think>", "\n</think>"),
        ("[THINK]\n", "想[THINK]内层[/THINK]", "\n[/THINK]"),
        ("<seed:think>\n", "想<think>内层</think>", "\n</seed:think>"),
        ("<seed:think>\n", "想<think>内层没有结束", "\n</seed:think>"),
        ("<think>\n", "想[THINK]内层[/THINK]", "\n</think>"),
        ("<think>\n", "想◁think▷内层◁/think▷", "\n</think>"),
        ("◁think▷", "想◁think▷内层◁/think▷", "◁/think▷"),
        ("<thinking>\n", "想<thinking>内层</thinking>", "\n</thinking>"),
        ("<|begin_of_thought|>", "想<think>内层</think>", "<|end_of_thought|>"),
        ("<think>\n", "用 `<think>` 标记", "\n</think>"),
        ("<think>\n", "用 <think> 标记", "\n</think>"),
        ("<think>\n", "用 <think>x</think> 标记", "\n</think>"),
        ("<think>\n", "用 </think> 标记结束", "\n</think>"),
    ] {
        let reasoning = "再想想机器人";
        let whole = format!("{open}{inner}\n{DRAFT}\n{reasoning}{close}\n\n{REPORT}");
        assert_eq!(answer(&whole), REPORT, "{whole}");
        assert_shows_only_the_report(&whole, reasoning);
    }
}

#[test]
fn messages_with_roles_and_plans_are_reasoning() {
    for (open, close) in [
        ("<|im_start|>think\n", "<|im_end|>\n<|im_start|>answer\n"),
        ("<|im_start|>thinking\n", "<|im_end|><|im_start|>assistant\n"),
        ("<|im_start|>think\n", "<|im_end|>\n"),
        ("<|im_start|>assistant\n<think>\n", "\n</think>\n\n"),
        (
            "<|start_header_id|>thought<|end_header_id|>\n",
            "<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n",
        ),
        ("<plan>\n", "\n</plan>\n<final>\n"),
        ("<plan>", "</plan><final>"),
        ("<|START_THINKING|>", "<|END_THINKING|><|START_RESPONSE|>"),
        ("<think>", "</think><answer>"),
    ] {
        let whole = format!("{open}{DRAFT}\n再想想机器人{close}{REPORT}");
        assert!(answer(&whole).ends_with(REPORT), "{whole}");
        assert_shows_only_the_report(&whole, "再想想机器人");
    }
}

#[test]
fn the_last_complete_set_of_sections_is_the_report() {
    for before in [
        DRAFT.to_owned(),
        format!("<notes>\n{DRAFT}\n</notes>"),
        format!("第一稿：\n\n{}\n\n修改后：", REPORT.replace("视觉推理", "机器人")),
    ] {
        let text = format!("{before}\n\n{REPORT}");
        assert_eq!(without_draft(&text), REPORT, "{text}");
        assert_eq!(crate::sections(&text).texts, crate::sections(REPORT).texts, "{text}");
        assert_eq!(shown(&text).0, REPORT);
    }
    let english = "### 1. Application domain\na\n\n### 2. Core contribution\nb\n\n### 3. Usage guide\nc\n\n### 4. Main innovations\nd\n\n### 5. Experimental results\ne";
    for text in [
        REPORT.to_owned(),
        format!("{REPORT}\n\n### 1. 应用领域\n又一个"),
        format!("{REPORT}\n\n{english}"),
    ] {
        assert_eq!(without_draft(&text), text);
    }
}
