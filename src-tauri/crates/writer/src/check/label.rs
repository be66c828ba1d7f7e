//! Numbers that are labels: the 3 of `Table 3` and of 第3.

/// Whether a number behind this word is a label, when it has no unit.
pub(super) fn is_label(word: &str) -> bool {
    const LABELS: [&str; 42] = [
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
    word.len() <= 11 && LABELS.iter().any(|label| label.eq_ignore_ascii_case(word))
}

/// Whether a text ends with a Chinese word that makes a number without a unit behind it a label.
pub(super) fn is_before(text: &str) -> bool {
    let text = text.trim_end_matches([' ', '（', '(', '\u{a0}']);
    if text.ends_with(|c: char| c.is_ascii()) {
        return false;
    }
    const LABELS: [&str; 19] = [
        "图", "表", "式", "节", "章", "公式", "算法", "步骤", "阶段", "附录", "定理", "引理", "问题", "任务", "方程", "版本", "等级",
        "级别", "编号",
    ];
    LABELS.iter().any(|label| text.ends_with(label))
}

/// Whether a text ends in 第: no number behind it is a figure, whatever its unit.
pub(super) fn is_ordinal_before(text: &str) -> bool {
    text.trim_end_matches([' ', '\u{a0}']).ends_with('第')
}
