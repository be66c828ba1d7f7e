//! Numbers that are labels: the 3 of `Table 3` and of 第3.

/// The longest English label, in bytes.
const MAX_LABEL_BYTES: usize = 11;
/// The largest number of bytes between a label and its number.
const MAX_GAP_BYTES: usize = 6;

const ENGLISH: [&str; 42] = [
    "table",
    "tables",
    "tab",
    "figure",
    "figures",
    "fig",
    "figs",
    "equation",
    "equations",
    "eq",
    "eqs",
    "eqn",
    "section",
    "sections",
    "sec",
    "secs",
    "appendix",
    "algorithm",
    "alg",
    "theorem",
    "lemma",
    "corollary",
    "proposition",
    "definition",
    "chapter",
    "line",
    "lines",
    "step",
    "stage",
    "phase",
    "level",
    "version",
    "footnote",
    "ref",
    "refs",
    "no",
    "task",
    "type",
    "case",
    "top",
    "arxiv",
    "example",
];

const CHINESE: [&str; 19] = [
    "图", "表", "式", "节", "章", "公式", "算法", "步骤", "阶段", "附录", "定理", "引理", "问题",
    "任务", "方程", "版本", "等级", "级别", "编号",
];

/// Whether a text ends with a word that makes a number without a unit after it a label.
pub(super) fn is_before(text: &str) -> bool {
    let word = text.trim_end_matches([' ', '.', '~', '(', '（', '#', ':', '\u{a0}']);
    if text.len() - word.len() > MAX_GAP_BYTES {
        return false;
    }
    if word.ends_with(|c: char| c.is_ascii()) {
        let letters = word
            .bytes()
            .rev()
            .take(MAX_LABEL_BYTES + 1)
            .take_while(u8::is_ascii_alphabetic)
            .count();
        let word = &word[word.len() - letters..];
        return letters <= MAX_LABEL_BYTES
            && ENGLISH.iter().any(|label| label.eq_ignore_ascii_case(word));
    }
    CHINESE.iter().any(|label| word.ends_with(label))
}

/// Whether a text ends in 第: no number after it is a figure, whatever its unit.
pub(super) fn is_ordinal_before(text: &str) -> bool {
    text.trim_end_matches([' ', '\u{a0}']).ends_with('第')
}
