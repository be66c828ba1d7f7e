//! In which direction a figure lies, as the words around it say.

use super::turn::{Turn, turn_at_end, turns};
use super::{WINDOW_BYTES, clause_before, clause_behind};
use crate::Direction;
use crate::vocabulary::{self, Better};

/// How far before a figure its verb may be, in bytes.
const VERB: usize = 120;

/// The direction of a change by the words around it; without a measure, better counts as more.
pub(crate) fn direction(before: &str, behind: &str) -> Option<Direction> {
    of_turn(turn_of(before, behind)?, before, behind, Some(Better::Up))
}

/// The same only where it is known which way is better.
pub(crate) fn known_direction(before: &str, behind: &str) -> Option<Direction> {
    of_turn(turn_of(before, behind)?, before, behind, None)
}

/// The word of a change that a figure is the amount of.
pub(crate) fn turn_of(before: &str, behind: &str) -> Option<Turn> {
    let (clause, after) = (clause_before(before, VERB), clause_behind(behind, WINDOW_BYTES));
    // Right after: `93% lower cost`; else the last turn before.
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
    let before_turn = turns(clause).pop().map(|(_, turn)| turn);
    turn_at_end(near).or(
        if first_words.trim_start().starts_with(|c: char| c.is_ascii_alphabetic()) {
            behind_turn.or(before_turn)
        } else {
            before_turn.or(behind_turn)
        },
    )
}

/// Where a turn goes, of the measure that stands nearest; `otherwise` is which way is better where
/// no measure says so.
fn of_turn(turn: Turn, before: &str, behind: &str, otherwise: Option<Better>) -> Option<Direction> {
    let (clause, after) = (clause_before(before, VERB), clause_behind(behind, WINDOW_BYTES));
    let measured = || {
        // The nearest measure before the figure, or else after it.
        let of = |text: &str, last: bool| {
            let concepts = vocabulary::concepts(text);
            let mut known = concepts.iter().filter_map(|(_, concept)| concept.better());
            if last { known.next_back() } else { known.next() }
        };
        of(clause, true).or_else(|| of(after, false))
    };
    let better = || measured().or(otherwise);
    let is_up = match turn {
        Turn::Up => true,
        Turn::Down => false,
        Turn::Better => better()? == Better::Up,
        Turn::Worse => better()? == Better::Down,
        // The measure alone decides between the two.
        Turn::Faster => measured()? == Better::Up,
        Turn::Slower => measured()? == Better::Down,
    };
    Some(if is_up { Direction::Up } else { Direction::Down })
}

/// Whether two words of change say the same or the opposite of one amount; `None` where only their
/// measures could tell.
pub(crate) fn same_or_opposite(a: Turn, b: Turn) -> Option<bool> {
    if a == b { Some(true) } else { (a.opposite() == b).then_some(false) }
}

/// The direction from the earlier value to the reached one: `falls to 78.0`, 上升到 78.0.
pub(crate) fn towards(before: &str) -> Option<Direction> {
    let near = before.trim_end_matches([' ', '约', '了', '$', '*']);
    let is_reached = ["到", "至", " to"].iter().any(|end| near.ends_with(end));
    let clause = clause_before(near, VERB);
    // `from 46.9% to 5.4%` and the verb before both.
    if !is_reached { None } else { direction(clause, "") }
}

/// On which side of a figure the value is that the words around it bound: 低于 20 度, `above 15`.
pub(crate) fn bound(before: &str, behind: &str) -> Option<Direction> {
    const ABOVE: [&str; 19] = [
        "超过",
        "逾",
        "高于",
        "大于",
        "多于",
        "长于",
        "more than",
        "over",
        "above",
        "exceeding",
        "exceeds",
        "exceed",
        "greater than",
        "higher than",
        "larger than",
        "longer than",
        "beyond",
        "\\geq",
        ">",
    ];
    const BELOW: [&str; 16] = [
        "低于",
        "小于",
        "少于",
        "短于",
        "不到",
        "不足",
        "less than",
        "under",
        "below",
        "fewer than",
        "lower than",
        "smaller than",
        "shorter than",
        "at most",
        "\\leq",
        "<",
    ];
    let near = before.trim_end_matches([' ', '\u{a0}', '$', '约', '~']).to_lowercase();
    let ends = |words: &[&str]| {
        words.iter().any(|word| {
            near.strip_suffix(word).is_some_and(|rest| {
                !word.starts_with(|c: char| c.is_ascii_alphabetic())
                    || !rest.ends_with(|c: char| c.is_ascii_alphabetic())
            })
        })
    };
    // 不高于 and `no more than` are the other side.
    let is_negated = || {
        let rest = near.trim_end_matches(|c: char| !matches!(c, '不' | '未' | ' '));
        rest.ends_with(['不', '未'])
            || ["no more than", "not over", "not more than", "no less than", "not less than"]
                .iter()
                .any(|not| near.ends_with(not))
    };
    let behind = behind.trim_start();
    if ends(&ABOVE) && !is_negated() || behind.starts_with("以上") {
        Some(Direction::Up)
    } else if ends(&BELOW) && !is_negated() || behind.starts_with("以下") {
        Some(Direction::Down)
    } else {
        None
    }
}

/// Where the first of two figures lies from the second by the words that compare them, where these
/// are all between them: `71.2, higher than the 69.8 of`, 71.2，高于 Y 的 69.8.
///
/// `before` is the text before the first.
pub(crate) fn turned_between(before: &str, between: &str) -> Option<Direction> {
    const AGAINST: [&str; 9] =
        ["against", "versus", "vs.", "vs", "compared with", "compared to", "对", "对比", "比"];
    let found = turns(between);
    if let [(at, turn)] = found.as_slice() {
        let rest = &between[*at..];
        let is_comparison = rest.contains("than")
            || ["于", "过"]
                .iter()
                .any(|end| rest.chars().nth(1).is_some_and(|c| end.starts_with(c)));
        return if is_comparison {
            of_turn(*turn, &format!("{before}{}", &between[..*at]), rest, None)
        } else {
            None
        };
    }
    if !found.is_empty() || !AGAINST.contains(&between.trim()) {
        return None;
    }
    // `more by X than by Y (11.9 against 19.3)`.
    let sentence = before.rsplit(". ").next().unwrap_or(before);
    let all = turns(sentence);
    let [(at, turn)] = all.as_slice() else { return None };
    sentence[*at..]
        .contains(" than ")
        .then(|| of_turn(*turn, &sentence[..*at], &sentence[*at..], None))
        .flatten()
}

/// Where a sentence says that something lies from another thing by name, when a text says the
/// opposite of the same thing: `slower than X` and `faster than X`.
pub(crate) fn is_contrary(sentence: &str, there: &str) -> Option<Direction> {
    let claimed_direction = comparison(sentence)?;
    let other = comparison(there)?;
    let is_opposite = same_or_opposite(claimed_direction.0, other.0) == Some(false);
    let is_same_thing = claimed_direction.1.iter().any(|name| other.1.contains(name));
    (is_opposite && is_same_thing).then_some(match claimed_direction.0 {
        Turn::Up | Turn::Better | Turn::Faster => Direction::Up,
        Turn::Down | Turn::Worse | Turn::Slower => Direction::Down,
    })
}

/// The only comparison of a text, with the names after it.
fn comparison(text: &str) -> Option<(Turn, Vec<&str>)> {
    /// How far after it names are read, in bytes.
    const NAMES: usize = 48;
    let mut found = turns(text).into_iter().filter_map(|(at, turn)| {
        let word = &text[at..];
        let behind = if word.starts_with(|c: char| c.is_ascii()) {
            let near = &word[..word.floor_char_boundary(24)];
            let than = near.find(" than ")?;
            &word[than..]
        } else {
            word.chars().nth(1).filter(|c| matches!(c, '于' | '过'))?;
            &word[word.ceil_char_boundary(6)..]
        };
        let near = &behind[..behind.floor_char_boundary(NAMES)];
        let names = near
            .split(|c: char| !c.is_ascii_alphanumeric())
            .filter(|word| word.len() > 2 && word.starts_with(|c: char| c.is_ascii_uppercase()));
        let names: Vec<&str> = names.collect();
        (!names.is_empty()).then_some((turn, names))
    });
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

/// How the thing before lies from the one that is named here: `lower than X`, 低于 X, 比 X 更低.
pub(crate) fn turn_beside(text: &str, named: &std::ops::Range<usize>) -> Option<Turn> {
    /// How far from the name its word is, in bytes.
    const BESIDE: usize = 24;
    let before = text[..named.start].trim_end();
    let near = &before[before.ceil_char_boundary(before.len().saturating_sub(BESIDE))..];
    if let Some(than) = near
        .strip_suffix("than that of")
        .or_else(|| near.strip_suffix("than the"))
        .or_else(|| near.strip_suffix("than"))
    {
        return turns(than).pop().map(|(_, turn)| turn);
    }
    if near.ends_with(['于', '过']) {
        let (at, turn) = turns(near).pop()?;
        return (near.len() - at <= 6).then_some(turn);
    }
    if !near.ends_with('比') {
        return None;
    }
    let behind = text[named.end..].trim_start_matches([' ', '的', '更', '还', '要', '略', '稍']);
    let near = &behind[..behind.floor_char_boundary(BESIDE / 2)];
    let first = near.chars().next()?;
    turn_at_end(&near[..first.len_utf8()])
        .or_else(|| turns(near).into_iter().find(|(at, _)| *at == 0).map(|(_, turn)| turn))
}

/// What a sentence calls a figure among all: the highest, the lowest, the best.
pub(crate) fn superlative(before: &str, behind: &str) -> Option<Turn> {
    const WORDS: [(&str, Turn); 30] = [
        ("最高", Turn::Up),
        ("最大", Turn::Up),
        ("最多", Turn::Up),
        ("最长", Turn::Up),
        ("最低", Turn::Down),
        ("最小", Turn::Down),
        ("最少", Turn::Down),
        ("最短", Turn::Down),
        ("最好", Turn::Better),
        ("最佳", Turn::Better),
        ("最优", Turn::Better),
        ("最差", Turn::Worse),
        ("最快", Turn::Faster),
        ("最慢", Turn::Slower),
        ("highest", Turn::Up),
        ("largest", Turn::Up),
        ("greatest", Turn::Up),
        ("longest", Turn::Up),
        ("the most", Turn::Up),
        ("lowest", Turn::Down),
        ("smallest", Turn::Down),
        ("shortest", Turn::Down),
        ("fewest", Turn::Down),
        ("the least", Turn::Down),
        ("the best", Turn::Better),
        ("the worst", Turn::Worse),
        ("fastest", Turn::Faster),
        ("slowest", Turn::Slower),
        ("strongest", Turn::Better),
        ("weakest", Turn::Worse),
    ];
    // 最高，为 148: the figure may come after a comma; with another figure between it is that one's.
    let near = &before[before.ceil_char_boundary(before.len().saturating_sub(WINDOW_BYTES))..];
    let near = near.rsplit(|c: char| c.is_ascii_digit()).next().unwrap_or(near);
    let near = near.rsplit(['。', '；', ';']).next().unwrap_or(near);
    let clause = clause_behind(behind, WINDOW_BYTES);
    let mut found = WORDS
        .iter()
        .filter(|(word, _)| near.contains(word) || clause.contains(word))
        .map(|(_, turn)| *turn);
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Direction::{Down, Up};

    #[test]
    fn a_figure_bounds_values_on_one_side() {
        for (before, expected) in [
            ("小于 ", Some(Down)),
            ("greater than ", Some(Up)),
            ("above ", Some(Up)),
            ("不高于 ", None),
            ("no more than ", None),
            ("约为 ", None),
        ] {
            assert_eq!(bound(before, ""), expected, "{before}");
        }
    }

    #[test]
    fn words_compare_two_figures() {
        for (before, between, expected) in [
            ("It emits more by bubbles than by diffusion (", " against ", Some(Up)),
            ("X needs ", " GB, less than the ", Some(Down)),
            ("X 为 ", "，高于 Y 的 ", Some(Up)),
            ("X reaches ", " and Y ", None),
        ] {
            assert_eq!(turned_between(before, between), expected, "{before}…{between}");
        }
    }

    #[test]
    fn two_sentences_are_contrary_of_one_thing() {
        let there = "X is faster than the Cirpka algorithm for rates higher than 15 dB.";
        assert_eq!(is_contrary("X is slower than Cirpka above 15 dB.", there), Some(Down));
        assert_eq!(is_contrary("X is faster than Cirpka above 15 dB.", there), None);
        assert_eq!(is_contrary("X is slower than Bergen above 15 dB.", there), None);
    }
}
