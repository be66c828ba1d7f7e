//! The free text of a domain section as short labels.

use crate::plain::without_list_marks;

const MAX_LABELS: usize = 6;
const MAX_LABEL_CHARS: usize = 40;

/// A run of more Chinese characters than this is a sentence, not the name of a field.
const MAX_NAME_CHARS: usize = 20;

/// Labels are at the beginning: of a longer text no more than this many bytes is looked at.
const MAX_READ_BYTES: usize = 2_000;

/// What begins an explanation: it and the rest of its sentence name no field.
const EXPLAINS: [&str; 36] = [
    "具体",
    "包括",
    "包含",
    "涵盖",
    "例如",
    "比如",
    "譬如",
    "主要",
    "本文",
    "该",
    "本研究",
    "适用",
    "可用",
    "用于",
    "应用于",
    "涉及",
    "旨在",
    "特别",
    "尤其",
    "针对",
    "通过",
    "重点",
    "侧重",
    "聚焦",
    "关注",
    "this ",
    "the ",
    "we ",
    "it ",
    "in particular",
    "specifically",
    "including",
    "such as",
    "e.g.",
    "focus",
    "for example",
];

/// Words of sentences that do not occur in names.
const SENTENCE_WORDS: [&str; 10] =
    ["提出", "旨在", "解决了", "属于", "本文", "涉及", "为了", " is ", " are ", " proposes "];

/// A domain section's free text as short labels: cut at ` - `, `/`, `、`, `，` and the like, at
/// most six of at most 40 characters.
///
/// Text in parentheses stays with its label, or is dropped where the label would be too long.
/// Explanations (`具体方向为…`) and whole sentences give no label; a text of sentences alone gives none
/// at all.
pub fn domain_chips(domain: &str) -> Vec<String> {
    let text = without_list_marks(&domain[..domain.floor_char_boundary(MAX_READ_BYTES)]);
    let mut labels: Vec<String> = Vec::new();
    for sentence in text
        .lines()
        .flat_map(|line| outside_parentheses(line, |c, _, _| matches!(c, '。' | '！' | '？')))
    {
        for piece in outside_parentheses(sentence, parts_labels) {
            let Some(piece) = named(piece) else { break };
            let Some(label) = label(piece) else { continue };
            if !labels.iter().any(|known| known.eq_ignore_ascii_case(&label)) {
                labels.push(label);
            }
            if labels.len() == MAX_LABELS {
                return labels;
            }
        }
    }
    labels
}

/// Splits a text at the characters for which `parts` returns true, by their neighbours, but not
/// within parentheses.
fn outside_parentheses(text: &str, parts: impl Fn(char, char, char) -> bool) -> Vec<&str> {
    let (mut pieces, mut start, mut depth, mut before) = (Vec::new(), 0, 0_usize, ' ');
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let after = chars.peek().map_or(' ', |&(_, next)| next);
        depth = depth_after(depth, c);
        if depth == 0 && parts(c, before, after) {
            pieces.push(&text[start..at]);
            start = at + c.len_utf8();
        }
        before = c;
    }
    pieces.push(&text[start..]);
    pieces
}

fn depth_after(depth: usize, c: char) -> usize {
    match c {
        '(' | '（' | '[' | '【' => depth + 1,
        ')' | '）' | ']' | '】' => depth.saturating_sub(1),
        _ => depth,
    }
}

fn parts_labels(c: char, before: char, after: char) -> bool {
    let apart = before.is_whitespace() && after.is_whitespace();
    match c {
        '、' | '，' | '；' | ';' | '|' | '｜' | '—' | '→' | '•' => true,
        ',' => after.is_whitespace(),
        // `AR/VR` and `I/O` are one word.
        '/' | '／' => !(before.is_ascii_alphanumeric() && after.is_ascii_alphanumeric()),
        '-' | '–' | '>' | '·' => apart,
        _ => false,
    }
}

/// The piece without a short word and a colon before it (`任务：…`), or `None` where an explanation
/// begins.
fn named(piece: &str) -> Option<&str> {
    let piece = piece.trim().trim_start_matches(['(', '（']);
    let begins =
        |word: &str| piece.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word));
    if EXPLAINS.iter().any(|word| begins(word)) {
        return None;
    }
    let cut = outside_parentheses(piece, |c, _, after| {
        c == '：' || (c == ':' && !after.is_alphanumeric())
    });
    match cut.as_slice() {
        [_] => Some(piece),
        [word, _, ..] if word.chars().count() <= if word.is_ascii() { 12 } else { 4 } => {
            let rest = &piece[word.len()..];
            Some(rest.trim_start_matches([':', '：', ' ']))
        }
        _ => None,
    }
}

fn label(piece: &str) -> Option<String> {
    let piece = balanced(piece);
    let without = without_parentheses(piece);
    let name = trimmed(&without);
    let han = name.chars().filter(|c| !c.is_ascii()).count();
    let is_sentence = SENTENCE_WORDS.iter().any(|word| name.contains(word)) || han > MAX_NAME_CHARS;
    if name.is_empty() || is_sentence || !name.chars().any(char::is_alphanumeric) {
        return None;
    }
    let whole = trimmed(piece);
    [whole, name]
        .into_iter()
        .find(|label| label.chars().count() <= MAX_LABEL_CHARS)
        .map(str::to_owned)
}

/// The text up to a parenthesis that is never closed.
fn balanced(text: &str) -> &str {
    let (mut depth, mut opened) = (0, text.len());
    for (at, c) in text.char_indices() {
        let next = depth_after(depth, c);
        if depth == 0 && next == 1 {
            opened = at;
        }
        depth = next;
    }
    if depth > 0 { &text[..opened] } else { text }
}

/// The text without its parentheses, and without the blank before them between Chinese characters.
fn without_parentheses(text: &str) -> String {
    let (mut out, mut depth) = (String::with_capacity(text.len()), 0);
    for c in text.chars() {
        let was_inside = depth > 0;
        depth = depth_after(depth, c);
        if was_inside || depth > 0 {
            continue;
        }
        if out.ends_with(' ')
            && (c == ' ' || (!c.is_ascii() && out.trim_end().ends_with(|c: char| !c.is_ascii())))
        {
            out.pop();
        }
        out.push(c);
    }
    out
}

/// The label without what ties it to its neighbours.
fn trimmed(label: &str) -> &str {
    let marks = |c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '.' | ':' | '：' | '*' | '`' | '#' | '-' | '–' | '…' | ',' | '"' | '“' | '”'
            )
    };
    let mut label = label.trim_matches(marks);
    for word in ["以及", "及", "和", "与", "或", "and "] {
        label = label.strip_prefix(word).unwrap_or(label).trim_start();
    }
    for word in ["等领域", "等任务", "等场景", "等方向", "等", "领域"] {
        label = label.strip_suffix(word).filter(|rest| !rest.is_empty()).unwrap_or(label);
    }
    label.trim_matches(marks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_cut_at_their_separators() {
        for (domain, labels) in [
            ("计算机视觉 - 目标检测 / 图像分割", &["计算机视觉", "目标检测", "图像分割"][..]),
            ("**语音识别 (ASR)**、**语音合成 (TTS)**。", &["语音识别 (ASR)", "语音合成 (TTS)"]),
            ("NLP，信息抽取；知识图谱", &["NLP", "信息抽取", "知识图谱"]),
            ("Robotics, Embodied AI, AR/VR", &["Robotics", "Embodied AI", "AR/VR"]),
            (
                "- **领域**：推荐系统\n- **任务**：点击率预测\n- Task: ranking",
                &["推荐系统", "点击率预测", "ranking"],
            ),
            ("图像/视频生成", &["图像", "视频生成"]),
            ("医疗影像、金融等领域", &["医疗影像", "金融"]),
            ("机器翻译（A / B、C）与 摘要", &["机器翻译（A / B、C）与 摘要"]),
        ] {
            assert_eq!(domain_chips(domain), labels, "{domain}");
        }
    }

    #[test]
    fn sentences_and_explanations_give_no_label() {
        for (domain, labels) in [
            ("图神经网络\n具体方向为：分子性质预测、药物发现。", &["图神经网络"][..]),
            ("强化学习，具体涉及离线策略优化，安全约束", &["强化学习"]),
            ("强化学习\n（具体场景：机械臂、导航）", &["强化学习"]),
            ("本文研究大模型对齐，属于自然语言处理。", &[]),
            ("This paper studies the alignment of large language models.", &[]),
            ("通过在多个数据集上的训练得到一个能够处理各类任务的通用模型", &[]),
            ("。、 / - （）**", &[]),
            ("", &[]),
        ] {
            assert_eq!(domain_chips(domain), labels, "{domain}");
        }
    }

    #[test]
    fn labels_are_few_short_and_different() {
        assert_eq!(domain_chips("a、b、A、c、d、e、f、g"), ["a", "b", "c", "d", "e", "f"]);
        assert_eq!(
            domain_chips("检索增强生成（Retrieval-Augmented Generation over Very Large Corpora）"),
            ["检索增强生成"]
        );
        assert_eq!(domain_chips("检索增强生成（从不结束 / 的括号"), ["检索增强生成"]);
        assert_eq!(domain_chips(&"x".repeat(50)), Vec::<String>::new());
    }
}
