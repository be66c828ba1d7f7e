//! Removes the text around a report in a model's answer: reasoning, a code fence or an element
//! around all of it, tokens that a server should have removed, and a chat model's words to the
//! user.

use super::sections_in;
use paperboy_report::{
    Section, WRAPPERS, as_markdown, openings, thinking_state, without_chat, without_draft,
    without_ends, without_reasoning_between,
};
use std::borrow::Cow;

/// The info strings of a fence around Markdown.
const MARKDOWN: [&str; 5] = ["", "markdown", "md", "text", "txt"];
/// The most layers of such things that an answer can have.
const MAX_LAYERS: usize = 8;

/// The report without the text and the blank lines around it. Every other byte stays, but for an
/// answer in JSON or a table of the sections, which becomes Markdown, and one whose line ends are
/// written as `\n`.
pub(super) fn stripped(answer: &str) -> Cow<'_, str> {
    match without_reasoning_between(unwrapped(answer)) {
        Cow::Borrowed(text) => stripped_of_marks(report(text)),
        Cow::Owned(text) => Cow::Owned(stripped_of_marks(report(&text)).into_owned()),
    }
}

/// The report after a draft that no mark sets apart.
fn report(text: &str) -> &str {
    without_ends(without_draft(text))
}

fn stripped_of_marks(text: &str) -> Cow<'_, str> {
    if sections_in(text).is_empty()
        && let Some(lines) = with_line_ends(text)
    {
        return Cow::Owned(stripped_markdown(unwrapped(&lines)).to_owned());
    }
    as_markdown(text).map_or_else(|| Cow::Borrowed(stripped_markdown(text)), Cow::Owned)
}

fn stripped_markdown(text: &str) -> &str {
    let mut text = without_leading_rules(without_chat(text));
    if let Some(inside) = within_fence(text) {
        text = without_leading_rules(without_chat(inside));
    }
    without_blank_lines(without_talk_before(text))
}

/// The answer from its first section on, where all that precedes it is talk: no part of a report is
/// plain text before its sections. A title or a list there is kept, with all before it.
fn without_talk_before(text: &str) -> &str {
    let first = openings(text).first().map_or(0, |(_, line)| line.start);
    let is_talk = |line: &str| {
        let line = line.trim();
        line.is_empty()
            || !line.starts_with(['#', '-', '*', '+', '>', '|', '`', '<', '$', '=', '~', '!'])
                && !line.starts_with(|c: char| c.is_ascii_digit())
    };
    if openings(text).len() == Section::ALL.len() && text[..first].lines().all(is_talk) {
        &text[first..]
    } else {
        text
    }
}

/// The answer after its reasoning and within its wrappers.
fn unwrapped(answer: &str) -> &str {
    let mut text = thinking_state(answer).answer_so_far;
    for _ in 0..MAX_LAYERS {
        let before = text.len();
        text = without_ends(text);
        text = within_wrapper(text).unwrap_or(text);
        if text.len() == before {
            break;
        }
    }
    text
}

/// What is between two marks around the report; one that is cut off lacks the second.
fn within_wrapper(text: &str) -> Option<&str> {
    let (begin, close) = WRAPPERS.iter().find_map(|(open, close)| {
        let at = if text.trim_start().starts_with(open) {
            text.len() - text.trim_start().len()
        } else {
            at_line_start(text, open)?
        };
        Some((at + open.len(), *close))
    })?;
    let inside = &text[begin..];
    // The report may speak of the mark: the last one closes it.
    let end = inside.rfind(close).unwrap_or(inside.len());
    let is_outside_talk =
        sections_in(&text[..begin]).is_empty() && sections_in(&inside[end..]).is_empty();
    // A section that was requested alone has no heading.
    let is_whole = WRAPPERS.iter().any(|(open, _)| text[..begin].trim() == *open);
    (is_outside_talk && (is_whole || !sections_in(&inside[..end]).is_empty()))
        .then(|| &inside[..end])
}

fn at_line_start(text: &str, mark: &str) -> Option<usize> {
    text.match_indices(mark).map(|(at, _)| at).find(|&at| text[..at].ends_with('\n'))
}

/// An answer that came as one line with `\n` for its line ends.
fn with_line_ends(text: &str) -> Option<String> {
    let text = text.trim();
    if text.contains('\n') || text.matches("\\n").count() < 4 || text.starts_with(['{', '[']) {
        return None;
    }
    let text = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text);
    let lines = text
        .replace("\\r\\n", "\n")
        .replace("\\n", "\n")
        .replace("\\t", "\t")
        .replace("\\\"", "\"");
    (!sections_in(&lines).is_empty()).then_some(lines)
}

/// The text without the rules that are before it.
fn without_leading_rules(text: &str) -> &str {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let bare = line.trim();
        let is_rule =
            bare.len() >= 3 && ['-', '*', '_'].iter().any(|mark| bare.chars().all(|c| c == *mark));
        if !is_rule && !bare.is_empty() {
            return &text[at..];
        }
        at += line.len();
    }
    text
}
/// The content of a fence with sections that would not be shown otherwise.
fn within_fence(answer: &str) -> Option<&str> {
    let mut lines = Vec::new();
    let mut at = 0;
    for line in answer.split_inclusive('\n') {
        lines.push((at, line.trim()));
        at += line.len();
    }
    let (first, (open, fence)) =
        lines.iter().enumerate().find(|(_, (_, line))| fence_of(line).is_some())?;
    let (mark, info) = fence_of(fence)?;
    let (last, (close, _)) = lines.iter().enumerate().rfind(|(_, (_, line))| {
        fence_of(line).is_some_and(|(other, info)| other.starts_with(mark) && info.is_empty())
    })?;
    if last <= first || !MARKDOWN.contains(&info.to_ascii_lowercase().as_str()) {
        return None;
    }
    let begin = lines[first + 1].0;
    let inside = &answer[begin..*close];
    let hidden = sections_in(inside).len() > sections_in(answer).len();
    let outside_is_chat =
        sections_in(&answer[..*open]).is_empty() && sections_in(&answer[*close..]).is_empty();
    (hidden && outside_is_chat).then_some(inside)
}

/// A fence's marks, and what follows them.
fn fence_of(line: &str) -> Option<(&str, &str)> {
    let mark = line.chars().next().filter(|mark| matches!(mark, '`' | '~'))?;
    let info = line.trim_start_matches(mark);
    let marks = &line[..line.len() - info.len()];
    (marks.len() >= 3).then(|| (marks, info.trim()))
}

fn without_blank_lines(text: &str) -> &str {
    let is_blank = |line: &&str| line.trim().is_empty();
    let start = text.split_inclusive('\n').take_while(is_blank).map(str::len).sum::<usize>();
    let end = text.trim_end().len().max(start);
    let end = text[end..].find('\n').map_or(text.len(), |line| end + line);
    &text[start..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    const REPORT: &str = "# A\n\n### 1. 应用领域\n视觉\n\n### 3. 使用指南\n```python\nrun()\n```\n\n### 5. 实验效果\n<think> 标签内 20 倍";

    #[test]
    fn a_report_alone_stays_as_it_is() {
        for report in [
            REPORT,
            "   1. **应用领域**\n   a  ",
            "论文解读\n\n## 应用领域\na",
            "```\ncode\n```\n## 应用领域\na\n```\ncode\n```",
            "## 应用领域\na\n</think>\n## 实验效果\nb",
            "# <think> 标签\n## 应用领域\na",
            "no report at all",
            "```markdown\nno report\n```",
            "",
        ] {
            assert_eq!(stripped(report), report);
        }
    }

    #[test]
    fn plain_text_before_five_sections_is_talk() {
        let sections: String = ["应用领域", "一句话核心贡献", "使用指南", "主要创新点", "实验效果"]
            .iter()
            .enumerate()
            .map(|(n, name)| format!("### {}. {name}\n文本\n\n", n + 1))
            .collect();
        let sections = sections.trim_end();
        for talk in [
            "Okay, let's break this paper down.",
            "Absolutely! Here you go:",
            "作为一名严谨的论文阅读助手，我将为您解读这篇论文。",
            "Let me walk you through this paper in five sections.\n\nIt is a nice one.",
        ] {
            assert_eq!(stripped(&format!("{talk}\n\n{sections}")), sections, "{talk}");
        }
        for kept in ["# 题目\n作者甲", "- **链接**: https://example.org/x"] {
            let answer = format!("{kept}\n\n{sections}");
            assert_eq!(stripped(&answer), answer);
        }
    }

    #[test]
    fn what_is_surely_no_part_of_it_is_taken_away() {
        for answer in [
            format!("\n \n{REPORT}\n\n \t\n"),
            format!("<think>\n1. **应用领域**：或许\n</think>\n\n{REPORT}"),
            format!("\n<thinking>hm</thinking>{REPORT}"),
            format!("so it is about vision\n</think>\n{REPORT}\n"),
            format!("```markdown\n{REPORT}\n```"),
            format!("```\n{REPORT}\n```\n"),
            format!("~~~~ md\n\n{REPORT}\n\n~~~~"),
            format!("以下是这篇论文的报告：\n\n```Markdown\n{REPORT}\n```\n\n希望对你有帮助！"),
            format!("<think>\n```\nhm\n```\n</think>\n```markdown\n{REPORT}\n```"),
        ] {
            assert_eq!(stripped(&answer), REPORT, "{answer}");
        }
    }

    #[test]
    fn talk_wrappers_and_tokens_around_it_are_taken_away() {
        for answer in [
            format!("好的，以下是报告：\n\n---\n\n{REPORT}"),
            format!("---\n{REPORT}\n\n---\n希望对您有所帮助！"),
            format!("<think>x</think>\n<answer>\n{REPORT}\n</answer>"),
            format!("<|begin_of_box|>{REPORT}<|end_of_box|>"),
            format!(
                "<|channel|>analysis<|message|>x<|end|><|start|>assistant<|channel|>final<|message|>{REPORT}<|return|>"
            ),
            format!("{REPORT}<|im_end|>\n"),
            format!(
                "Here is the report:\n\n<report>\n{REPORT}\n</report>\n\nLet me know if you need anything else."
            ),
            format!(
                "Here are my reasoning steps:\nx\n[BEGIN FINAL RESPONSE]\n{REPORT}\n[END FINAL RESPONSE]\n<|end|>"
            ),
            format!("好的！\n\n```markdown\n好的，以下是报告：\n\n{REPORT}\n```"),
            REPORT.replace('\n', "\\n"),
            format!("<think>x</think>\n\"{}\"", REPORT.replace('\n', "\\n")),
        ] {
            assert_eq!(stripped(&answer), REPORT, "{answer}");
        }
    }

    #[test]
    fn an_answer_in_json_or_a_table_becomes_markdown() {
        let markdown =
            "### 1. 应用领域\n视觉\n\n### 3. 使用指南\n- 甲\n- 乙\n\n### 5. 实验效果\n好";
        for answer in [
            "{\"应用领域\": \"视觉\", \"使用指南\": [\"甲\", \"乙\"], \"实验效果\": \"好\"}",
            "好的，以下是报告：\n```json\n{\"应用领域\": \"视觉\",\n\"使用指南\": \"- 甲\\n- 乙\",\n\"实验效果\": \"好\"}\n```\n希望有帮助！",
            "| 项目 | 内容 |\n|---|---|\n| 应用领域 | 视觉 |\n| 使用指南 | - 甲<br>- 乙 |\n| 实验效果 | 好 |",
        ] {
            assert_eq!(stripped(answer), markdown, "{answer}");
        }
        assert_eq!(
            stripped("{\"domain\": \"a\", \"usage\": \"b\", \"results\": \"c\"}"),
            "### 1. Application domain\na\n\n### 3. Usage guide\nb\n\n### 5. Experimental results\nc"
        );
    }

    #[test]
    fn reasoning_without_an_end_is_no_report() {
        assert_eq!(stripped(&format!("<think>\n{REPORT}")), "");
    }
}
