//! Words around a figure: whether it is a change and in which direction, whether it is rounded or a
//! bound, what it counts.

mod turn;

use super::Direction;
use super::unit::{Dimension, Measure};
use super::vocabulary::{self, Better};
use turn::{SHORT, Turn, turns};

/// How far around a figure its words are looked for, in bytes.
const NEAR: usize = 60;

/// What a sentence says of a figure's exactness.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hedge {
    /// Nothing.
    None,
    /// 约, about.
    About,
    /// 超过, more than: the paper's figure is larger.
    Above,
    /// 接近, less than: the paper's figure is smaller.
    Below,
}

/// The end of a text, at most `length` bytes, back to where its clause begins.
pub(super) fn clause_before(text: &str, length: usize) -> &str {
    let near = &text[text.ceil_char_boundary(text.len().saturating_sub(length))..];
    let start = near
        .rfind(['，', '。', '；', ';', '、', '\n', '（', '('])
        .map_or(0, |at| at + near[at..].chars().next().map_or(1, char::len_utf8));
    let clause = &near[start..];
    [", ", ". "]
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
    clause.split(". ").next().unwrap_or(clause)
}

pub(super) fn hedge(before: &str, behind: &str) -> Hedge {
    const ABOUT: [&str; 14] = [
        "约",
        "大约",
        "约为",
        "大概",
        "about",
        "around",
        "roughly",
        "approximately",
        "approx.",
        "some",
        "~",
        "≈",
        "∼",
        "\\sim",
    ];
    const ABOVE: [&str; 17] = [
        "超过",
        "超",
        "逾",
        "高于",
        "大于",
        "至少",
        "不少于",
        "不低于",
        "more than",
        "over",
        "above",
        "at least",
        "exceeding",
        "exceeds",
        "exceed",
        "greater than",
        "beyond",
    ];
    const BELOW: [&str; 18] = [
        "接近",
        "近",
        "将近",
        "不到",
        "不足",
        "低于",
        "小于",
        "至多",
        "不超过",
        "nearly",
        "almost",
        "close to",
        "less than",
        "under",
        "below",
        "at most",
        "fewer than",
        "up to",
    ];
    let near = &before[before.ceil_char_boundary(before.len().saturating_sub(24))..];
    let near =
        near.trim_end_matches([' ', '\u{a0}', '$', '了', '到', '达', '*', '有']).to_lowercase();
    let near = near.trim_end_matches([' ', '为', '是', '有', '含', '共']);
    let ends = |words: &[&str]| words.iter().any(|word| near.ends_with(word));
    let behind = behind.trim_start_matches([' ', '个', '条']);
    if ends(&BELOW) || behind.starts_with("以内") || behind.starts_with("以下") {
        Hedge::Below
    } else if ends(&ABOVE)
        || behind.starts_with("以上")
        || behind.starts_with('多')
        || behind.starts_with('余')
        || behind.starts_with('+')
    {
        Hedge::Above
    } else if ends(&ABOUT)
        || behind.starts_with("左右")
        || behind.starts_with("上下")
        || behind.starts_with("or so")
    {
        Hedge::About
    } else {
        Hedge::None
    }
}

/// What makes a change of a figure before it.
const OF_CHANGE: [&str; 27] = [
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
];

/// Whether a figure is the amount of a change or difference: `improves by 2.8 points`, not
/// `improves to 71.2`.
pub(super) fn is_change(before: &str, behind: &str, measure: Measure) -> bool {
    let before = clause_before(before, NEAR);
    let near = before
        .trim_end_matches([' ', '约', '近', '$', '了', '达', '*'])
        .trim_end_matches(" about")
        .trim_end_matches(" nearly");
    let first = clause_behind(behind, NEAR).trim_start();
    if OF_CHANGE.iter().any(|word| first.starts_with(word))
        || near.ends_with(" by")
        || measure.dimension == Dimension::Times
    {
        return true;
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
        let of_amount = ["幅度为", "增幅为", "降幅为", "提升为", "差距为", "提升幅度为"];
        if !of_amount.iter().any(|end| near.ends_with(end)) {
            return false;
        }
    }
    matches!(measure.dimension, Dimension::Times | Dimension::Point)
        || !turns(near).is_empty()
        || near.ends_with(SHORT.map(|(c, _)| c))
        || ["快", "慢", "相差", "差距", "差", "省", "gap of", "difference of", "margin of"]
            .iter()
            .any(|end| near.ends_with(end))
}

/// Where a change of so much goes, as the words around it say.
pub(super) fn direction(before: &str, behind: &str) -> Option<Direction> {
    let (clause, after) = (clause_before(before, 120), clause_behind(behind, NEAR));
    // Right behind: `93% lower cost`; else the last turn before.
    let first_words = &after[..after.floor_char_boundary(28)];
    let between = |at: usize| {
        first_words[..at]
            .trim()
            .trim_start_matches("percentage")
            .trim_start_matches(" absolute")
            .trim()
            .len()
    };
    let is_points = |at: usize| {
        ["points", "point", "relative", "absolute", "percent"].contains(&first_words[..at].trim())
    };
    let behind_turn = turns(first_words)
        .into_iter()
        .next()
        .filter(|(at, _)| between(*at) <= 1 || is_points(*at))
        .map(|(_, turn)| turn);
    let near = clause.trim_end_matches([' ', '约', '了', '近', '达', '$']);
    let short = near
        .chars()
        .next_back()
        .and_then(|last| SHORT.iter().find(|(c, _)| *c == last))
        .map(|(_, turn)| *turn);
    let before_turn = turns(clause).pop().map(|(_, turn)| turn);
    let turn =
        short.or(if first_words.trim_start().starts_with(|c: char| c.is_ascii_alphabetic()) {
            behind_turn.or(before_turn)
        } else {
            before_turn.or(behind_turn)
        })?;
    let better = || {
        // The measure that stands nearest before, else behind.
        let of = |text: &str, last: bool| {
            let concepts = vocabulary::concepts(text);
            let mut known = concepts.iter().filter_map(|(_, concept)| concept.better());
            if last { known.next_back() } else { known.next() }
        };
        of(clause, true).or_else(|| of(after, false)).unwrap_or(Better::Up)
    };
    Some(match (turn, turn) {
        (Turn::Up, _) => Direction::Up,
        (Turn::Down, _) => Direction::Down,
        (Turn::Better, _) => {
            if better() == Better::Up {
                Direction::Up
            } else {
                Direction::Down
            }
        }
        (Turn::Worse, _) => {
            if better() == Better::Up {
                Direction::Down
            } else {
                Direction::Up
            }
        }
    })
}

/// Where a value that is reached lies from the one before: `falls to 78.0`, 上升到 78.0.
pub(super) fn towards(before: &str) -> Option<Direction> {
    let near = before.trim_end_matches([' ', '约', '了', '$', '*']);
    let is_reached = ["到", "至", " to"].iter().any(|end| near.ends_with(end));
    let clause = clause_before(near, 120);
    // `from 46.9% to 5.4%` and the verb before both.
    if !is_reached { None } else { direction(clause, "") }
}

/// The English noun that a number counts, in lower case without its plural's ending: `roles` of
/// `nine distinct roles`.
pub(super) fn counted_noun(behind: &str) -> Option<String> {
    let start = behind.strip_prefix([' ', '-', '\u{a0}'])?;
    let mut words = start.split(' ').take(3);
    words
        .find_map(|word| {
            let end =
                word.find(|c: char| !(c.is_ascii_alphabetic() || c == '-')).unwrap_or(word.len());
            let (word, _) = word.split_at(end);
            is_plural(word).then(|| singular(word))
        })
        .filter(|_| start.starts_with(|c: char| c.is_ascii_lowercase()))
}

fn is_plural(word: &str) -> bool {
    const NO_PLURALS: [&str; 22] = [
        "is", "was", "as", "has", "its", "this", "thus", "plus", "versus", "times", "less",
        "across", "does", "vs", "percents", "points", "us", "perhaps", "always", "bias",
        "analysis", "loss",
    ];
    word.len() > 3
        && word.ends_with('s')
        && !word.ends_with("ss")
        && !word.ends_with("ous")
        && !word.ends_with("sis")
        && !NO_PLURALS.contains(&word)
}

fn singular(word: &str) -> String {
    let word = word.to_ascii_lowercase();
    if let Some(stem) = word.strip_suffix("ies") {
        format!("{stem}y")
    } else {
        word.trim_end_matches('s').to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Direction::{Down, Up};

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
