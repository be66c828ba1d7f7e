//! Words around a figure: whether it is a change and in which direction, whether it is rounded or a
//! bound, what it counts.

mod compare;
mod direction;
mod hedge;
mod noun;
mod relation;
mod topic;
mod turn;
mod turn_words;
mod whose;
mod without;

use super::unit::{Dimension, Measure};
pub(super) use compare::{compares, is_base, is_compared_with};
pub(super) use direction::{
    direction, reached, same_or_opposite, superlative, towards, turn_of, turned_around,
    turned_between, turns_into, valued, without_bound,
};
pub(super) use hedge::{Hedge, hedge};
pub(super) use noun::counted_noun;
pub(super) use relation::{
    begins_with_name, compared_names, is_set_apart, is_turned_round, shares_name, turn_against,
};
pub(super) use topic::{names_same, shared};
pub(super) use turn::Turn;
use turn::{turn_at_end, turns};
pub(super) use whose::{Whose, turns_to_ours, whose};
pub(super) use without::{WITHOUT, is_without};

/// How far around a figure its words are looked for, in bytes.
const WINDOW_BYTES: usize = 60;

/// Whether a comma or a similar mark ends a clause: it is not within a number or a name.
pub(super) fn ends_clause(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    let behind = text[at..].chars().nth(1);
    let is_chinese = |c: Option<char>| c.is_some_and(|c| matches!(c, '\u{4e00}'..='\u{9fff}'));
    is_chinese(before) || is_chinese(behind) && before.is_some_and(|c| c != ' ')
}

/// The end of a text, at most `length` bytes, back to where its clause begins.
pub(super) fn clause_before(text: &str, length: usize) -> &str {
    let near = &text[text.ceil_char_boundary(text.len().saturating_sub(length))..];
    let start = near
        .rfind(['，', '。', '；', '：', ';', '、', '\n', '（', '('])
        .map_or(0, |at| at + near[at..].chars().next().map_or(1, char::len_utf8));
    let clause = &near[start..];
    let comma = clause.rfind([',', ':']).filter(|at| ends_clause(clause, *at));
    let clause = &clause[comma.map_or(0, |at| at + 1)..];
    [", ", ". ", ": "]
        .iter()
        .filter_map(|end| clause.rfind(end).map(|at| &clause[at + end.len()..]))
        .min_by_key(|part| part.len())
        .unwrap_or(clause)
}

/// The beginning of a text, at most `length` bytes, up to where its clause ends.
pub(super) fn clause_behind(text: &str, length: usize) -> &str {
    let near = &text[..text.floor_char_boundary(length)];
    let end = near.find(['，', '。', '；', ';', ',', '、', '\n', '）', ')']).unwrap_or(near.len());
    let clause = &near[..end];
    let comma = clause.find([',', ':']).filter(|at| ends_clause(clause, *at));
    let clause = &clause[..comma.unwrap_or(clause.len())];
    clause.split(". ").next().unwrap_or(clause)
}

/// Words that make the figure before them a change.
const OF_CHANGE: [&str; 33] = [
    "apart",
    "higher",
    "lower",
    "better",
    "worse",
    "more",
    "fewer",
    "less",
    "faster",
    "slower",
    "improvement",
    "reduction",
    "increase",
    "decrease",
    "gain",
    "drop",
    "speedup",
    "relative",
    "absolute",
    "的提升",
    "的下降",
    "的增益",
    "的降低",
    "的改进",
    "points",
    "percentage",
    "cheaper",
    "smaller",
    "above",
    "below",
    "ahead",
    "behind",
    "short of",
];

/// Whether a figure is the amount of a change or difference: `improves by 2.8 points`, not
/// `improves to 71.2`.
pub(super) fn is_change(before: &str, behind: &str, measure: Measure) -> bool {
    let before = clause_before(before, WINDOW_BYTES);
    // 误差超过 1.6 is a bound of a value, 提升超过 1.6 of a change.
    let near = without_bound(before)
        .trim_end_matches([' ', '约', '近', '$', '了', '达', '*'])
        .trim_end_matches(" about")
        .trim_end_matches(" nearly");
    let first = without_per(clause_behind(behind, WINDOW_BYTES).trim_start());
    // 高达 and 长达 give a value.
    const VALUES: [&str; 5] = ["高达", "多达", "长达", "低至", "最高"];
    let bare = before.trim_end_matches([' ', '约', '$', '*']);
    if VALUES.iter().any(|value| bare.ends_with(value)) {
        return false;
    }
    let is_compared = || {
        turns(first).first().is_some_and(|(at, turn)| {
            let letters = first.bytes().take_while(u8::is_ascii_alphabetic).count();
            *at == 0 && first[..letters].ends_with("er") && *turn != Turn::Worse
        })
    };
    // A share of something is no change of it.
    const HAS: [&str; 14] = [
        "takes", "take", "for", "up", "is", "are", "holds", "hold", "has", "have", "uses", "needs",
        "makes", "spends",
    ];
    let last = near.rsplit(' ').next().unwrap_or_default();
    let is_share = before.contains('占')
        || measure.dimension == Dimension::Percent
            && HAS.contains(&last)
            && ["of the ", "of all ", "of its "].iter().any(|of| first.starts_with(of));
    if is_share {
        return false;
    }
    // `less massive than the earlier 2.56` has the value of the earlier one.
    if near.contains(" than ") && !near.ends_with(" by") {
        return false;
    }
    let is_relative_to = first.starts_with("relative to");
    if !is_relative_to && OF_CHANGE.iter().any(|word| first.starts_with(word))
        || is_compared()
        || near.ends_with(" by")
        || near == "by"
        || measure.dimension == Dimension::Times
    {
        return true;
    }
    if ends_in_amount(near) {
        return true;
    }
    // 低于 X 的 0.312 is the value of X.
    if near.ends_with('的') && measure.dimension != Dimension::Point {
        return false;
    }
    // `a score of`, as `a gain of` is not.
    if let Some(stem) = near.strip_suffix(" of").or_else(|| near.strip_suffix(" with")) {
        const AMOUNTS: [&str; 4] = ["gap", "difference", "margin", "advantage"];
        let noun = stem.rsplit(' ').next().unwrap_or_default();
        return AMOUNTS.contains(&noun) || !turns(noun).is_empty();
    }
    // A value that is reached.
    let reaches = [
        "至",
        "到",
        "为",
        "是",
        " to",
        " at",
        " is",
        " of only",
        " reaches",
        " reaching",
        "于",
        "从",
        "由",
        " from",
        "达到",
        "高达",
    ];
    if reaches.iter().any(|end| near.ends_with(end)) && !near.ends_with("多达") {
        return false;
    }
    matches!(measure.dimension, Dimension::Times | Dimension::Point)
        || !turns(near).is_empty()
        || turn_at_end(near).is_some()
        || ["相差", "相隔", "差距", " costs", " cost", "costs us"]
            .iter()
            .any(|end| near.ends_with(end))
}

/// Whether what is between two figures says that the second is the first in other words.
pub(super) fn is_apposition(between: &str) -> bool {
    let between = between.trim().trim_start_matches([',', '，', ' ']).trim_end_matches(['约', ' ']);
    ["or", "i.e.", "that is", "或", "即", "也就是", "(", "（", "相对降幅", "相对提升", "相对"]
        .contains(&between)
}

/// Whether a figure is in a condition of what the sentence says: 10 倍以内时, `when it exceeds 10`.
pub(super) fn is_condition(text: &str, figure: &std::ops::Range<usize>) -> bool {
    let before = clause_before(&text[..figure.start], WINDOW_BYTES).to_ascii_lowercase();
    let words = ["when", "if", "once", "while", "until", "for", "at", "within", "beyond", "under"];
    let mut own = before.split(' ');
    own.any(|word| words.contains(&word))
        || before.starts_with(['当', '若', '在'])
        || clause_behind(&text[figure.end..], WINDOW_BYTES).contains(['时', '后', '前'])
}

/// Whether a text has a Latin word of two letters or more, in any case.
pub(super) fn has_word(text: &str, word: &str) -> bool {
    let (text, word) = (text.to_ascii_lowercase(), word.trim().to_ascii_lowercase());
    let is_apart = |(at, found): (usize, &str)| {
        let is_letter = |c: char| c.is_ascii_alphanumeric();
        !text[..at].ends_with(is_letter) && !text[at + found.len()..].starts_with(is_letter)
    };
    word.len() > 1 && word.is_ascii() && text.match_indices(word.as_str()).any(is_apart)
}

/// Whether a text ends in the noun of an amount: 增益, 相对降幅, perhaps with 为 after it.
fn ends_in_amount(near: &str) -> bool {
    const AMOUNTS: [&str; 17] = [
        "增益",
        "差距",
        "幅度",
        "增幅",
        "降幅",
        "涨幅",
        "跌幅",
        "差异",
        "差值",
        "优势",
        "增量",
        "减幅",
        "落差",
        "提升为",
        "相对提升",
        "相对下降",
        "相对降低",
    ];
    let bare = near.trim_end_matches(['为', '是', '达', '到', '有', ' ', '约']);
    AMOUNTS.iter().any(|amount| near.ends_with(amount) || bare.ends_with(amount))
}

/// A text behind a figure without what the figure is for each of: `per person higher`.
fn without_per(text: &str) -> &str {
    let Some(rest) = ["per ", "each ", "a piece "].iter().find_map(|per| text.strip_prefix(per))
    else {
        return text;
    };
    rest.split_once(' ').map_or("", |(_, behind)| behind)
}

/// Which setting the words before a figure name, whose number is no share of anything.
pub(super) fn setting(before: &str) -> Option<&'static str> {
    const SETTINGS: [(&str, &str); 18] = [
        ("learning rate", "learning rate"),
        ("学习率", "learning rate"),
        ("threshold", "threshold"),
        ("阈值", "threshold"),
        ("temperature", "temperature"),
        ("温度", "temperature"),
        ("weight", "weight"),
        ("权重", "weight"),
        ("momentum", "momentum"),
        ("动量", "momentum"),
        ("p <", "p"),
        ("p=", "p"),
        ("lr", "learning rate"),
        ("\\alpha", "alpha"),
        ("\\lambda", "lambda"),
        ("\\beta", "beta"),
        ("dropout", "dropout"),
        ("丢弃率", "dropout"),
    ];
    let before = before.to_lowercase();
    let near = before.rsplit([',', ';', '.', '，', '。', '；']).next().unwrap_or_default();
    SETTINGS.iter().find(|(word, _)| near.contains(word)).map(|(_, setting)| *setting)
}

/// Whether the words around a figure make it a share of a whole.
pub(super) fn is_share(before: &str, behind: &str) -> bool {
    const BEFORE: [&str; 15] = [
        "share",
        "fraction",
        "proportion",
        "probability",
        "chance",
        "rate of",
        "占",
        "比例",
        "概率",
        "几率",
        "比率",
        "半数",
        "majority",
        "half",
        "quarter",
    ];
    const SHARE_WORDS: [&str; 5] = ["的概率", "的比例", " of all", " of the", " probability"];
    let near = clause_before(before.trim_end_matches(['（', '(', ' ']), WINDOW_BYTES);
    if near.ends_with('中') {
        return true;
    }
    BEFORE.iter().any(|word| near.contains(word))
        || SHARE_WORDS.iter().any(|word| behind.starts_with(word))
        || behind.trim_start().starts_with('的')
            && clause_behind(behind, WINDOW_BYTES).contains('中')
}

#[cfg(test)]
mod tests {
    use super::super::Direction::{Down, Up};
    use super::*;

    #[test]
    fn a_change_goes_up_or_down() {
        for (before, behind, expected) in [
            ("锚定使一致性下降 ", "。", Some(Down)),
            ("Anchoring raises the cost by ", ".", Some(Up)),
            ("Anchoring improves consistency by ", " at 93% lower cost", Some(Up)),
            ("improves consistency by 13.4% at ", " lower cost.", Some(Down)),
            ("延迟改善 ", "", Some(Down)),
            ("比 BetaNet 高 ", " 个百分点", Some(Up)),
            ("准确率为 ", "", None),
        ] {
            assert_eq!(direction(before, behind), expected, "{before}…{behind}");
        }
    }

    #[test]
    fn a_value_that_is_reached_is_no_change() {
        let percent = Measure::new(Dimension::Percent, 1, 0);
        for (before, behind, expected) in [
            ("准确率提升 ", "", true),
            ("准确率提升到 ", "", false),
            ("improves accuracy to ", "", false),
            ("improves accuracy by ", "", true),
            ("达到 ", "", false),
            ("比 B 高 ", "", true),
            ("a ", " improvement", true),
            ("明显低于 GROBID 的 ", "。", false),
            ("less massive than the earlier ", " kg", false),
            ("lowers the delay to ", " relative to X", false),
            ("more than ", " points better", true),
        ] {
            assert_eq!(is_change(before, behind, percent), expected, "{before}…{behind}");
        }
    }

    #[test]
    fn what_is_counted_is_a_plural() {
        assert_eq!(counted_noun(" distinct roles in"), Some("role".to_owned()));
        assert_eq!(counted_noun(" categories"), Some("category".to_owned()));
        assert_eq!(counted_noun(" is"), None);
        assert_eq!(counted_noun("。"), None);
    }
}
