//! The words of a chat model to the user around a report: they are no part of the report.
//!
//! Only whole lines at the beginning and at the end are looked at, and only sentences that speak to
//! the user or of the answer itself.

mod words;

use super::decoration::is_symbol;
use super::name::simplified;
use crate::reasoning::is_rule;
use words::{ANNOUNCEMENTS, ANSWERS, COURTESIES, ENDS, IMPRINTS, POSTSCRIPTS, REPORT};

/// The most lines of talk at either end.
const MAX_LINES: usize = 8;
/// A line of talk is no longer, in characters.
const MAX_LINE_CHARS: usize = 300;

/// The text without the words around the report. Blank lines at the cut go too, and the rule that
/// set it apart.
pub fn without_chat(text: &str) -> &str {
    let end = text.len() - behind(text);
    let text = &text[..end];
    &text[before(text)..]
}

/// The length of the words before the report, with the rule below; 0 where there are no other
/// words.
fn before(text: &str) -> usize {
    let mut at = 0;
    let mut cut = 0;
    let mut can_be_rule = false;
    for line in text.split_inclusive('\n').take(MAX_LINES) {
        at += line.len();
        let bare = line.trim();
        if is_announcement(bare) {
            (cut, can_be_rule) = (at, true);
        } else if can_be_rule && is_rule(line) {
            (cut, can_be_rule) = (at, false);
        } else if !bare.is_empty() && (cut == 0 || is_markup(bare)) {
            break;
        }
        // A sentence between two that speak to the user does too.
    }
    if text[cut..].trim().is_empty() { 0 } else { cut }
}

/// Whether a line can't be talk: it begins with a mark of Markdown, or is too long.
fn is_markup(line: &str) -> bool {
    line.starts_with(['#', '>', '|', '-', '`', '{', '【', '<'])
        || line.chars().nth(MAX_LINE_CHARS).is_some()
}

fn is_announcement(line: &str) -> bool {
    if line.is_empty() || is_markup(line) {
        return false;
    }
    let lower = folded(line.trim_matches(['*', '_', ' ', '\u{3000}']));
    let mut sentence = lower.as_str();
    let mut answers = false;
    while let Some(rest) = behind_answer(sentence).filter(|_| !sentence.is_empty()) {
        sentence = rest
            .trim_start_matches(|c: char| MARKS.contains(&c) || c.is_whitespace() || is_symbol(c));
        answers = true;
    }
    let announces = ANNOUNCEMENTS.iter().any(|words| sentence.starts_with(words));
    let of_report = REPORT.iter().any(|word| sentence.contains(word));
    let ends = lower.ends_with(['：', ':', '。', '.', '！', '!', '～', '~']);
    if answers {
        sentence.is_empty() || announces || (of_report && ends)
    } else {
        announces && ends && (of_report || lower.ends_with(['：', ':']))
    }
}

/// The marks that end a word of answer or a polite sentence.
const MARKS: [char; 10] = ['，', ',', '！', '!', '。', '.', '：', ':', '～', '~'];

/// What follows the word of answer or the polite sentence that the text begins with.
fn behind_answer(text: &str) -> Option<&str> {
    let is_end = |rest: &&str| rest.trim_start().starts_with(MARKS) || rest.is_empty();
    let answer = ANSWERS.iter().filter_map(|word| text.strip_prefix(word)).find(is_end);
    answer.or_else(|| {
        let rest = COURTESIES.iter().find_map(|words| text.strip_prefix(words))?;
        Some(rest.find(MARKS).map_or("", |at| &rest[at..]))
    })
}

/// The text in small letters and simplified characters.
fn folded(text: &str) -> String {
    text.chars().map(simplified).flat_map(char::to_lowercase).collect()
}

/// The length of the words after the report, with the rule above.
fn behind(text: &str) -> usize {
    let mut end = text.len();
    let mut kept = text.len();
    let mut has_imprint = false;
    // A list of what could be done next belongs to the offer above it, and to the report where none
    // is above it.
    let mut in_list = false;
    for _ in 0..MAX_LINES {
        let trimmed = text[..end].trim_end();
        let start = trimmed.rfind('\n').map_or(0, |at| at + 1);
        let line = &trimmed[start..];
        if is_postscript(line) {
            kept = start;
            in_list = false;
        } else if !in_list && (kept < text.len() || has_imprint) && is_rule(line) {
            return text.len() - start;
        } else if is_imprint(line) {
            has_imprint = true;
        } else if kept < text.len() && (line.starts_with("- ") || line.starts_with("* ")) {
            in_list = true;
        } else {
            break;
        }
        if start == 0 {
            return 0;
        }
        end = start;
    }
    text.len() - kept
}

fn is_postscript(line: &str) -> bool {
    if line.starts_with(['#', '>', '|', '-', '+', '`', ' ', '\t'])
        || line.starts_with("* ")
        || line.chars().nth(MAX_LINE_CHARS).is_some()
    {
        return false;
    }
    let whole = folded(line);
    // An offer may follow the words that the report ends.
    let (first, rest) = match whole.find(['。', '！', '!']) {
        Some(at) => (&whole[..at], &whole[at..]),
        None => (whole.as_str(), ""),
    };
    let is_end = ENDS.contains(&without_marks_around(first));
    let rest = without_marks_around(if is_end { rest } else { &whole });
    (is_end && rest.is_empty())
        || POSTSCRIPTS.iter().any(|(beginnings, words)| {
            beginnings.iter().any(|beginning| rest.starts_with(beginning))
                && words.iter().any(|word| whole.contains(word))
        })
}

fn without_marks_around(text: &str) -> &str {
    text.trim_matches(|c: char| !c.is_alphanumeric())
}

fn is_imprint(line: &str) -> bool {
    let lower = folded(line);
    lower.chars().count() <= 80
        && !lower.starts_with(['#', '|', '-', ' '])
        && IMPRINTS.iter().any(|words| lower.contains(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    const REPORT: &str = "# 题目\n\n### 1. 应用领域\n视觉\n\n### 5. 实验效果\n- 更好";

    #[test]
    fn what_is_said_around_a_report_goes() {
        for preamble in [
            "好的，以下是报告：",
            "好的！这是您要的论文解读：",
            "当然，我来为您整理这篇论文的报告。",
            "以下是根据论文生成的报告：",
            "下面是这篇论文的解读报告：",
            "根据您提供的论文，我整理了如下报告：",
            "好的。",
            "没问题！以下是按要求撰写的报告。",
            "Sure, here is the report:",
            "Certainly! Below is the five-section report.",
            "Here's the report you asked for:",
            "Here is the requested analysis:",
            "Based on the paper, here is the summary:",
            "**以下是论文报告：**",
            "Okay.",
            "您好！以下是分析：",
            "當然可以！以下是這篇論文的閱讀報告：",
            "您好，很高兴为您服务。",
            "您好，很高兴为您解读这篇论文。以下是报告：",
            "感谢您的提问！",
            "Hello! I'd be happy to help. Here is the report:",
            "Understood.",
            "As requested, please find the report below.",
            "好的！我已经仔细阅读了您提供的论文。\n\n这是一篇很有意思的工作。\n\n下面我将按照您要求的五个部分逐一说明：",
        ] {
            for rule in ["", "---\n\n", "***\n"] {
                assert_eq!(
                    without_chat(&format!("{preamble}\n\n{rule}{REPORT}")).trim(),
                    REPORT,
                    "{preamble}"
                );
            }
        }
        for postscript in [
            "希望以上内容对您有所帮助！",
            "希望这份报告对你有帮助！如果您还有其他问题，请随时告诉我。",
            "如果您需要更详细的解读，请随时告诉我。",
            "如有任何问题，欢迎随时提问。",
            "以上就是这篇论文的完整报告。",
            "以上是根据论文内容生成的报告，希望能满足您的需求。",
            "需要我进一步解释某个部分吗？",
            "请随时提问。",
            "Let me know if you need anything else!",
            "I hope this helps!",
            "If you have further questions, feel free to ask.",
            "Would you like me to go deeper into any section?",
            "（完）",
            "*希望对您有所帮助！*",
            "希望以上內容對您有所幫助，如有任何問題歡迎隨時提問！",
            "感谢您的阅读，期待您的反馈。",
            "感谢阅读！",
            "（以上内容严格依据论文原文整理，若需更详细的版本请随时告知。）",
            "Thank you for reading!",
            "希望这份报告能帮到您~",
            "如有不足之处，敬请指正。祝您科研顺利！😊",
            "如果您需要，我还可以为您：\n- 生成一份大纲\n- 翻译摘要\n\n只需告诉我即可！",
            "Please don't hesitate to reach out.",
            "报告完毕。需要我把它翻译成英文吗？",
            "（报告完）",
            "解读完毕！",
            "That's the full report.",
            "That concludes my analysis of the paper.",
        ] {
            for gap in ["\n", "\n\n", "\n\n---\n", "\n\n---\n\n"] {
                assert_eq!(
                    without_chat(&format!("{REPORT}{gap}{postscript}\n")).trim(),
                    REPORT,
                    "{postscript}"
                );
            }
        }
        assert_eq!(
            without_chat(&format!("{REPORT}\n\n---\n*本报告由 AI 生成，仅供参考。*")).trim(),
            REPORT
        );
        assert_eq!(
            without_chat(&format!("{REPORT}\n\n希望有帮助！\n\n如果您还有问题，请随时告诉我。"))
                .trim(),
            REPORT
        );
    }

    #[test]
    fn what_a_report_says_stays() {
        for line in [
            "好的数据比多的数据更重要",
            "以下是三个贡献",
            "这是首个统一框架。",
            "Here is a paper",
            "Great models need data",
            "OK-VQA: a benchmark",
            "根据论文，准确率为 71%。",
            "# 以下是报告：",
            "基于论文的知识图谱",
            "Surely better",
            "Hi-C data",
            "谢谢效应：一种新现象",
            "很高的精度",
        ] {
            let text = format!("{line}\n\n{REPORT}");
            assert_eq!(without_chat(&text), text);
        }
        for line in [
            "希望未来的工作能扩展到视频。",
            "如果使用更大的模型，效果更好。",
            "如需复现，请运行 `run.sh`。",
            "- 如果您有问题，请随时联系作者。",
            "以上结果表明方法有效。",
            "If you need real-time speed, use the small model.",
            "欢迎使用开源代码。",
            "---",
            "作者希望该基准有用",
            "感谢开源社区的数据，训练只用了两天。",
            "（如果使用更大的模型，效果更好。）",
            "期待在视频上也有提升。",
            "完整的报告见附录。",
            "That's a gain of 2 points.",
            "以上是在 8 块 GPU 上的结果。",
        ] {
            let text = format!("{REPORT}\n\n{line}");
            assert_eq!(without_chat(&text), text);
        }
        let list = "### 5. 实验效果\n\n---\n- 更好";
        assert_eq!(without_chat(&format!("{list}\n\n希望有帮助！")).trim(), list);
        for alone in ["好的，以下是报告：", "希望以上内容对您有所帮助！", "---", ""]
        {
            assert_eq!(without_chat(alone), alone);
        }
    }
}
