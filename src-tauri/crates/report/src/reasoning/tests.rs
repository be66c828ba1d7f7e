use super::*;

mod repeated;

const REPORT: &str = "### 1. 应用领域\n视觉推理\n\n### 2. 一句话核心贡献\n提出一种方法。\n\n### 3. 使用指南\n- 输入\n\n### 4. 主要创新点\n- 点\n\n### 5. 实验效果\n- 更好";
/// A draft with headings of its own.
const DRAFT: &str = "先看摘要。\n### 1. 应用领域\n也许是语音？\n### 5. 实验效果\n待定";

fn answer(text: &str) -> &str {
    let state = thinking_state(text);
    assert!(!state.is_thinking, "{text}");
    state.answer_so_far.trim()
}

#[test]
fn reasoning_in_every_notation_is_separated() {
    for (open, close) in [
        ("<think>", "</think>"),
        ("<Think>", "</Think>"),
        ("<thinking>", "</thinking>"),
        ("<thought>", "</thought>"),
        ("<think type=\"deep\">", "</think>"),
        ("<seed:think>", "</seed:think>"),
        ("<longcat_think>", "</longcat_think>"),
        ("<reasoning>", "</reasoning>"),
        ("<analysis>", "</analysis>"),
        ("<scratchpad>", "</scratchpad>"),
        ("<inner_monologue>", "</inner_monologue>"),
        ("[THINK]", "[/THINK]"),
        ("[think]", "[/think]"),
        ("【思考】", "【/思考】"),
        ("◁think▷", "◁/think▷"),
        ("&lt;think&gt;", "&lt;/think&gt;"),
        ("<|think|>", "<|/think|>"),
        ("<|begin_of_thought|>", "<|end_of_thought|>"),
        ("<|START_THINKING|>", "<|END_THINKING|>"),
        ("<|thinking_start|>", "<|thinking_end|>"),
        ("<｜begin▁of▁thinking｜>", "<｜end▁of▁thinking｜>"),
        ("<|channel>thought", "<channel|>"),
        ("<unused94>thought", "<unused95>"),
        ("[unused16]", "[unused17]"),
        ("<|begin|>assistant<|think|>", "<|end|><|begin|>assistant<|content|>"),
        ("<|think|>", "<|end|><|begin|>assistant<|content|>"),
        ("<details type=\"reasoning\" done=\"true\">\n<summary>9 s</summary>", "</details>"),
        ("<details>\n<summary>Thought for 3 seconds</summary>", "</details>"),
        ("<|channel|>analysis<|message|>", "<|end|><|start|>assistant<|channel|>final<|message|>"),
        (
            "<|start|>assistant<|channel|>analysis<|message|>",
            "<|end|>\n<|start|>assistant<|channel|>final <|constrain|>text<|message|>",
        ),
        ("analysis<|message|>", "<|end|><|start|>assistant<|channel|>final<|message|>"),
        ("analysisWe write the report.", "assistantfinal"),
    ] {
        for reasoning in ["想一想", DRAFT] {
            assert_eq!(
                answer(&format!("{open}\n{reasoning}\n{close}\n\n{REPORT}")),
                REPORT,
                "{open}"
            );
            assert_eq!(answer(&format!("\n{open}{reasoning}{close}{REPORT}\n")), REPORT, "{open}");
        }
    }
}

#[test]
fn reasoning_under_a_heading_in_words_is_separated() {
    for (open, close) in [
        ("**思考过程**\n", "\n---\n"),
        ("### 思考过程：", "***"),
        ("🤔 Thinking...", "...done thinking."),
        ("Here is my thought process:", "Here is my response:"),
        ("Here are my reasoning steps:", "[BEGIN FINAL RESPONSE]"),
        ("已深度思考（用时 9 秒）", "\n**正式回答**\n"),
        ("**思考过程：**", ""),
        ("思考过程：这篇论文讲视觉。", "---"),
        ("*Thinking…*", "___"),
    ] {
        for reasoning in ["想一想", "> 想一想\n> 再想", DRAFT] {
            assert_eq!(
                answer(&format!("{open}\n{reasoning}\n{close}\n\n{REPORT}")),
                REPORT,
                "{open}"
            );
        }
    }
    assert_eq!(
        answer(&format!("**思考过程**\n先看\n\n---\n\n# 题目\n\n{REPORT}")),
        format!("# 题目\n\n{REPORT}")
    );
}

#[test]
fn reasoning_that_has_no_end_yet_is_thinking() {
    for text in [
        "<think>",
        "<think>\n先看摘要",
        "好的。\n<think>\n先看",
        "[THINK]\n### 1. 应用领域\n也许",
        "◁think▷先",
        "<|channel|>analysis<|message|>We",
        "<|channel|>analysis",
        "<|channel>thought\n先想",
        "<details type=\"reasoning\">\n<summary>…</summary>",
        "**思考过程**\n\n先看摘要。",
        "<think>\n</think",
        "<think>一</think>\n<think>二",
    ] {
        assert_eq!(
            thinking_state(text),
            Thinking { answer_so_far: "", is_thinking: true },
            "{text}"
        );
    }
}

#[test]
fn no_beginning_of_an_answer_shows_its_reasoning() {
    let reasoning = "甲乙丙丁";
    for (open, close) in [
        ("<think>", "</think>"),
        ("[THINK]", "[/THINK]"),
        ("◁think▷", "◁/think▷"),
        ("<seed:think>", "</seed:think>"),
    ] {
        let whole = format!("{open}{reasoning}{close}{REPORT}");
        for end in (0..=whole.len()).filter(|&end| whole.is_char_boundary(end)) {
            let state = thinking_state(&whole[..end]);
            assert!(REPORT.starts_with(state.answer_so_far), "{}", &whole[..end]);
            let is_within = (open.len()..open.len() + reasoning.len() + close.len()).contains(&end);
            assert_eq!(state.is_thinking, is_within, "{}", &whole[..end]);
        }
    }
}

#[test]
fn no_beginning_of_an_answer_shows_a_draft() {
    for (open, close) in [
        ("<think>\n<think>\n想\n</think>", "</think>"),
        ("<think><think>想</think>", "</think>"),
        ("```thinking", "```"),
        ("~~~~ reasoning", "~~~~"),
        ("```think\n```json\n{}\n```", "```"),
        ("好的。\n\n```思考", "```"),
        ("【思考】", "【/思考】"),
        ("[think]", "[/think]"),
        ("**思考过程**", "---"),
    ] {
        let whole = format!("{open}\n{DRAFT}\n{close}\n\n{REPORT}");
        assert_eq!(answer(&whole), REPORT, "{open}");
        let begin = whole.len() - REPORT.len();
        for end in (open.len()..=whole.len()).filter(|&end| whole.is_char_boundary(end)).step_by(5)
        {
            let shown = thinking_so_far(&whole[..end]).answer_so_far;
            assert!(REPORT.starts_with(shown.trim_start()), "{}", &whole[..end]);
            if end < begin - close.len() - 2 {
                assert!(thinking_so_far(&whole[..end]).is_thinking, "{}", &whole[..end]);
            }
        }
    }
    // A server that writes the opening mark, as the model does: one end for both.
    assert_eq!(answer(&format!("<think>\n<think>\n想\n</think>\n\n{REPORT}")), REPORT);
}

#[test]
fn reasoning_between_two_sections_is_no_part_of_either() {
    for block in [
        "<think>\n想一想\n</think>",
        "<thinking>\n### 1. 应用领域\n也许是语音？\n</thinking>",
        "  <think>\n\n想\n\n</think>  ",
        "【思考】\n想\n【/思考】",
        "<think>\n</think>",
        "<think>好的，下一节。\n想一想</think>",
    ] {
        let text = REPORT.replace("\n\n### 3.", &format!("\n\n{block}\n\n### 3."));
        assert_ne!(text, REPORT);
        assert_eq!(without_reasoning_between(&text), REPORT, "{block}");
        let blank = blank_reasoning_between(&text);
        assert_eq!(blank.lines().count(), text.lines().count());
        assert_eq!(crate::sections(&text).texts, crate::sections(REPORT).texts, "{block}");
        let begin = text.find(block.trim()).unwrap();
        for end in (begin..text.len()).filter(|&end| text.is_char_boundary(end)) {
            let (shown, _) = growing_report(&text[..end]);
            assert!(!shown.contains("想一想") && !shown.contains("语音"), "{shown}");
        }
        let line = text[begin..].find('\n').unwrap();
        assert!(growing_report(&text[..begin + line]).1 || block.contains('【'), "{block}");
    }
    for answer in [
        REPORT.replace("- 输入", "输出格式：\n\n<think>\n推理\n</think>"),
        REPORT.replace("- 输入", "```\n<think>\n推理\n</think>\n```"),
        REPORT.replace("- 输入", "<think> 与 </think> 之间是推理。"),
        REPORT.replace("- 输入", "<think>\n推理\n</think>\n是一段推理。"),
        REPORT.replace("\n\n### 3.", "\n\n<think>推理</think>\n\n### 3."),
        REPORT.replace("- 输入", "- 输入\n\n<think>\n没有结束"),
        REPORT.replace("- 输入", "`<think>` 打开，\n`</think>` 结束"),
        REPORT.replace("- 输入", "- 输入\n<think> 与 <answer> 是两个标记"),
        REPORT.replace("- 输入", "输出：\n\n```thinking\n推理\n```"),
        REPORT.replace("- 输入", "- 格式为 <|channel|>analysis<|message|>"),
        REPORT.replace("- 输入", "- 用 `<|end|><|start|>assistant<|channel|>analysis<|message|>`"),
        format!("{REPORT}\n\n<think> 标签共 20 个"),
    ] {
        assert_eq!(without_reasoning_between(&answer), answer);
        assert_eq!(blank_reasoning_between(&answer), answer);
    }
    without_reasoning_between(&"<think>\n".repeat(50_000));
    without_reasoning_between(&"<think>\n</think>\nx\n".repeat(20_000));
}

#[test]
fn reasoning_whose_opening_mark_is_missing_is_separated() {
    for before in [
        "嗯，这是视觉论文。\n</think>\n\n",
        "嗯。\n</thinking>\n",
        "先想。</think>",
        "a\n[/THINK]\n",
        "想\n◁/think▷",
    ] {
        assert_eq!(answer(&format!("{before}{REPORT}")), REPORT, "{before}");
    }
    assert_eq!(answer(&format!("{DRAFT}\n</think>\n\n{REPORT}")), REPORT);
}

#[test]
fn reasoning_that_speaks_of_its_own_marks_ends_at_its_own_end() {
    for reasoning in
        ["论文用 `</think>` 作结束标记。", "它写 <think>x</think> 这样的文字。", "先写 <think>。"]
    {
        assert_eq!(
            answer(&format!("<think>\n{reasoning}\n</think>\n\n{REPORT}")),
            REPORT,
            "{reasoning}"
        );
    }
}

#[test]
fn a_report_about_reasoning_models_stays_whole() {
    for text in [
        format!("# <think> 标签的作用\n\n{REPORT}"),
        format!("# 思考过程的可解释性\n\n{REPORT}"),
        format!("# Beyond </think>\n\n{REPORT}"),
        format!("{REPORT}\n- 模型先写 <think>，再写 </think>。"),
        REPORT.replace("- 输入", "- 输出格式：\n<think>\n推理\n</think>\n<answer>结果</answer>"),
        REPORT.replace("- 输入", "```\n<think>\n推理\n</think>\n```"),
        REPORT.replace("- 点", "**思考过程**\n\n先推理。\n\n---\n"),
        REPORT.replace("视觉推理", "推理模型（`<think>…</think>`）\n</think>"),
        REPORT.replace("- 点", "- 用 `<|channel|>final<|message|>` 标记答案"),
        format!("[Thinking](https://example.org) in vision\n\n{REPORT}"),
        format!("```markdown\n{REPORT}\n<think> 标签\n```"),
        format!("# Reasoning: a survey\n\n{REPORT}"),
        format!("Thinking: fast and slow\n\n{REPORT}"),
        format!("analysis of reasoning\n\n{REPORT}"),
    ] {
        assert_eq!(
            thinking_state(&text),
            Thinking { answer_so_far: &text, is_thinking: false },
            "{text}"
        );
    }
}

#[test]
fn marks_without_end_are_bounded_work() {
    for mark in [
        "<think>",
        "</think>\n",
        "<think></think>",
        "<details>",
        "[",
        "<",
        "&lt;",
        "<|channel|>final",
        "思考\n---\n",
    ] {
        thinking_state(&mark.repeat(4_000));
    }
}
