//! Reasoning under a heading in words: `**思考过程**`, then the reasoning, then a rule or the
//! report.

use super::{Block, Extent, is_report};
use crate::section::{Section, openings};

/// Among how many lines with text the heading is looked for.
const MAX_LINES_BEFORE: usize = 3;
/// The most headings of a first section that are tried as the report's beginning, the last first.
const MAX_BEGINNINGS: usize = 8;

/// The headings, in lower case and without the marks around them.
const REASONING: [&str; 34] = [
    "思考",
    "思考过程",
    "思考中",
    "我的思考",
    "我的思考过程",
    "深度思考",
    "推理",
    "推理过程",
    "思维过程",
    "思维链",
    "思路",
    "思路分析",
    "分析过程",
    "内部思考",
    "思考過程",
    "推理過程",
    "思維過程",
    "thinking",
    "thinking process",
    "my thinking",
    "my thinking process",
    "thought",
    "thoughts",
    "thought process",
    "my thought process",
    "here is my thought process",
    "here's my thought process",
    "here are my reasoning steps",
    "reasoning",
    "reasoning process",
    "internal reasoning",
    "chain of thought",
    "chain-of-thought",
    "scratchpad",
];

/// The headings after whose colon the reasoning may begin on the same line.
const IN_LINE: [&str; 6] =
    ["思考", "思考过程", "推理过程", "思考過程", "thinking process", "thought process"];

/// What such a heading begins with when the time follows: `Thought for 12 seconds`,
/// `已深度思考（用时 9 秒）`.
const TIMED: [&str; 5] = ["thought for ", "已深度思考", "已思考", "reasoned for ", "思考用时"];

/// What names the answer after the reasoning.
const ANSWER: [&str; 24] = [
    "回答",
    "正式回答",
    "最终回答",
    "答案",
    "最终答案",
    "报告",
    "正式报告",
    "最终报告",
    "论文报告",
    "输出",
    "正式输出",
    "最终输出",
    "answer",
    "final answer",
    "response",
    "final response",
    "begin final response",
    "here is my response",
    "here's my response",
    "report",
    "final report",
    "output",
    "final output",
    "done thinking",
];

/// The block of reasoning under a heading before the report, which begins at `report`.
pub fn block(text: &str, report: usize, extent: Extent) -> Option<Block> {
    let mut at = 0;
    let mut with_text = 0;
    let mut label = None;
    for line in text[..report].split_inclusive('\n') {
        at += line.len();
        if line.trim().is_empty() {
            continue;
        }
        with_text += 1;
        if with_text > MAX_LINES_BEFORE {
            break;
        }
        if is_label(line) {
            label = Some(at);
            break;
        }
    }
    let label = label?;
    let begin = last_report(text, label, extent);
    let end = last_divider(&text[label..begin.unwrap_or(text.len())]).map(|end| label + end);
    Some(end.or(begin).map_or(Block::Open, Block::Until))
}

/// Where the last whole report begins; a draft in the reasoning has the same headings.
fn last_report(text: &str, from: usize, extent: Extent) -> Option<usize> {
    let openings: Vec<(Section, usize)> = openings(&text[from..])
        .into_iter()
        .map(|(section, line)| (section, from + line.start))
        .collect();
    let is_whole = |opening: &&(Section, usize)| is_report(&text[opening.1..]);
    let begin = match extent {
        Extent::Whole => {
            let whole = openings.iter().rev().take(MAX_BEGINNINGS * 5).find(is_whole);
            whole.or(openings.first())
        }
        // What is whole from a draft on may be half of the draft and half of the report.
        Extent::SoFar => {
            let last = openings.iter().rev().find(|(section, _)| *section == Section::Domain);
            last.filter(is_whole)
        }
    };
    begin.map(|(_, start)| *start)
}

/// Where the text after the last rule or heading of an answer begins.
fn last_divider(text: &str) -> Option<usize> {
    let mut at = 0;
    let mut last = None;
    for line in text.split_inclusive('\n') {
        at += line.len();
        if is_rule(line) || ANSWER.contains(&bare(line).as_str()) {
            last = Some(at);
        }
    }
    last
}

fn is_label(line: &str) -> bool {
    let whole = bare(line);
    // `思考过程：先看摘要`. A title has such a form too (`Reasoning: a survey`), so only the
    // plainest names count.
    let begins_text = || {
        let name = line.split_once(['：', ':']).map(|(name, _)| bare(name)).unwrap_or_default();
        !line.trim_start().starts_with('#') && IN_LINE.contains(&name.as_str())
    };
    let is_timed = TIMED.iter().any(|timed| whole.starts_with(timed)) && whole.chars().count() < 40;
    REASONING.contains(&whole.as_str()) || is_timed || begins_text()
}

/// The line without heading marks, bold, brackets, emoji and colons around it, in lower case.
fn bare(line: &str) -> String {
    if line.len() > 200 {
        return String::new();
    }
    line.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

/// Whether a line is a rule.
pub fn is_rule(line: &str) -> bool {
    let line = line.trim();
    let mark = line.chars().next();
    line.len() >= 3
        && mark.is_some_and(|mark| "-*_=—─".contains(mark) && line.chars().all(|c| c == mark))
}
