//! What stands around a report in a model's answer and is no part of it.
//!
//! Only what is surely none is taken away: a title or a sentence before the first section may be the report's own, and stays.

use super::said;
use paperboy_report::thinking_state;

/// What a fence around Markdown says that it holds.
const MARKDOWN: [&str; 3] = ["", "markdown", "md"];

/// The report without reasoning before it, without a code fence around it and what is said outside that, and without blank lines
/// around it. Every other byte stays.
pub(super) fn stripped(answer: &str) -> &str {
    let answer = thinking_state(answer).answer_so_far;
    without_blank_lines(within_fence(answer).unwrap_or(answer))
}

/// What stands in a fence that holds sections which nobody would see otherwise.
fn within_fence(answer: &str) -> Option<&str> {
    let mut lines = Vec::new();
    let mut at = 0;
    for line in answer.split_inclusive('\n') {
        lines.push((at, line.trim()));
        at += line.len();
    }
    let (first, (open, fence)) = lines.iter().enumerate().find(|(_, (_, line))| fence_of(line).is_some())?;
    let (mark, info) = fence_of(fence)?;
    let (last, (close, _)) = lines
        .iter()
        .enumerate()
        .rfind(|(_, (_, line))| fence_of(line).is_some_and(|(other, info)| other.starts_with(mark) && info.is_empty()))?;
    if last <= first || !MARKDOWN.contains(&info.to_ascii_lowercase().as_str()) {
        return None;
    }
    let begin = lines[first + 1].0;
    let inside = &answer[begin..*close];
    let hidden = said(inside).len() > said(answer).len();
    let outside_is_chat = said(&answer[..*open]).is_empty() && said(&answer[*close..]).is_empty();
    (hidden && outside_is_chat).then_some(inside)
}

/// A fence's marks, and what stands behind them.
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
            "以下是报告：\n\n## 应用领域\na",
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
    fn reasoning_without_an_end_is_no_report() {
        assert_eq!(stripped(&format!("<think>\n{REPORT}")), "");
    }
}
