//! In which direction a figure lies, as the words around it say.

use super::turn::{Turn, turn_at_end, turns};
use super::{WINDOW_BYTES, clause_before, clause_behind, without_per};
use crate::Direction;
use crate::vocabulary::{self, Better};
use std::ops::Range;

/// The most bytes between a verb and its figure.
const MAX_VERB_BYTES: usize = 120;

/// How far before its word of change a measure is, in bytes: `latency also improves by`.
const NEAR_BYTES: usize = 12;
/// The most bytes between a figure and the measure after it: `3.2 points higher accuracy`.
const MAX_BEHIND_BYTES: usize = 24;

/// The direction of a change by the words around it; `None` also where these say that something got
/// better of what may be better either way.
pub(crate) fn direction(before: &str, behind: &str) -> Option<Direction> {
    of_turn(turn_of(before, behind)?, before, behind)
}

/// The word of a change that a figure is the amount of.
pub(crate) fn turn_of(before: &str, behind: &str) -> Option<Turn> {
    let (clause, after) =
        (clause_before(before, MAX_VERB_BYTES), clause_behind(behind, WINDOW_BYTES));
    let after = without_per(after.trim_start());
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
    // `3.4 points above X`.
    let over = ["above ", "below "].iter().position(|word| {
        first_words.find(word).is_some_and(|at| is_points(at) || between(at) <= 1)
    });
    let behind_turn = behind_turn.or(match over {
        Some(0) => Some(Turn::Up),
        Some(_) => Some(Turn::Down),
        None => None,
    });
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

/// Where a turn goes; for one to the better or the worse, the measure that it is said of must be
/// known.
fn of_turn(turn: Turn, before: &str, behind: &str) -> Option<Direction> {
    let better = || measured(before, behind);
    let is_up = match turn {
        Turn::Up => true,
        Turn::Down => false,
        Turn::Better | Turn::Faster => better()? == Better::Up,
        Turn::Worse | Turn::Slower => better()? == Better::Down,
    };
    Some(if is_up { Direction::Up } else { Direction::Down })
}

/// Which way is better of the measure that a change is one of: the one behind the verb or right
/// before it, or else the one right behind the figure. What does the change may be called after a
/// measure as well: `a memory of past tasks improves X`.
fn measured(before: &str, behind: &str) -> Option<Better> {
    let (clause, after) =
        (clause_before(before, MAX_VERB_BYTES), clause_behind(behind, WINDOW_BYTES));
    let joins = [" but ", " while ", " and ", "但", "而", "并"];
    let end = joins.iter().filter_map(|join| after.find(join)).min().unwrap_or(after.len());
    let after = after[..end].trim_start();
    let known = |text: &str| -> Vec<(Range<usize>, Better)> {
        let all = vocabulary::concepts(text).into_iter();
        all.filter_map(|(range, concept)| Some((range, concept.better()?))).collect()
    };
    // `loses 0.8 points of mIoU`.
    let unit = after.trim_start_matches(|c: char| c != ' ').trim_start();
    let unit = ["percentage points ", "points ", "point ", "点"]
        .iter()
        .find_map(|points| after.strip_prefix(points))
        .unwrap_or(unit);
    let behind = || known(after).into_iter().next();
    if after.starts_with("of ") || unit.starts_with("of ") {
        return behind().map(|(_, better)| better);
    }
    let verb = turns(clause).pop().map_or(clause.len(), |(at, _)| at);
    let of_verb = known(clause)
        .into_iter()
        .rev()
        .find(|(range, _)| range.start >= verb || verb.saturating_sub(range.end) <= NEAR_BYTES);
    let of_figure = || behind().filter(|(range, _)| range.start <= MAX_BEHIND_BYTES);
    of_verb.or_else(of_figure).map(|(_, better)| better)
}

/// Whether two words of change say the same or the opposite of one amount; `None` where only their
/// measures could tell.
pub(crate) fn same_or_opposite(a: Turn, b: Turn) -> Option<bool> {
    if a == b { Some(true) } else { (a.opposite() == b).then_some(false) }
}

/// The direction from the earlier value to the reached one: `falls to 78.0`, 上升到 78.0.
pub(crate) fn towards(before: &str) -> Option<Direction> {
    let (clause, turn) = reaching(before)?;
    of_turn(turn, clause, "")
}

/// The word of the change by which a value is reached.
pub(crate) fn reached(before: &str) -> Option<Turn> {
    reaching(before).map(|(_, turn)| turn)
}

/// The clause that a value is reached in, and the word of its change: `falls to`, 升至, `improves over
/// X, to`.
fn reaching(before: &str) -> Option<(&str, Turn)> {
    // `brings the error down to`, `pushes it up to`.
    const PUSHES: [&str; 7] = ["push", "bring", "drive", "drove", "brought", "take", "move"];
    const HEDGES: [&str; 7] =
        [" about", " only", " just", " nearly", " roughly", " around", " approximately"];
    /// Words after a comma by which the value before it is continued.
    const GOES_ON: [&str; 11] =
        ["to", "reaching", "reaches", "at", "达到", "为", "至", "到", "达", "仅为", "只有"];
    let near = before.trim_end_matches([' ', '约', '了', '仅', '$', '*']);
    let near = HEDGES.iter().find_map(|hedge| near.strip_suffix(hedge)).unwrap_or(near);
    let clause = clause_before(near, MAX_VERB_BYTES);
    if clause.ends_with(" down to") {
        return Some((clause, Turn::Down));
    }
    if clause.ends_with(" up to") && PUSHES.iter().any(|verb| clause.contains(verb)) {
        return Some((clause, Turn::Up));
    }
    if GOES_ON.contains(&clause.trim()) {
        let earlier = near[..near.len() - clause.len()].trim_end_matches([' ', ',', '，']);
        let earlier = clause_before(earlier, MAX_VERB_BYTES);
        return turns(earlier).pop().map(|(_, turn)| (earlier, turn));
    }
    let is_reached = ["到", "至", " to"].iter().any(|end| near.ends_with(end));
    // 降为, 恶化为.
    let is_turned = || {
        let stem = near.strip_suffix(['为', '成']);
        stem.is_some_and(|stem| turns_into(clause) || turn_at_end(stem).is_some())
    };
    // `from 46.9% to 5.4%` and the verb before both.
    if is_reached || is_turned() { turn_of(clause, "").map(|turn| (clause, turn)) } else { None }
}

/// Words that bound values from below.
const ABOVE: [&str; 24] = [
    "超过",
    "逾",
    "高于",
    "大于",
    "多于",
    "长于",
    "more than",
    "over",
    "above",
    "至少",
    "at least",
    "exceeded",
    "surpasses",
    "surpassed",
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
/// Words that bound values from above.
const BELOW: [&str; 19] = [
    "低于",
    "小于",
    "少于",
    "短于",
    "不到",
    "不足",
    "至多",
    "最多",
    "up to",
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

/// A text without the word of a bound at its end.
pub(crate) fn without_bound(before: &str) -> &str {
    let near = before.trim_end_matches([' ', '\u{a0}', '$', '约', '~']);
    let bound = ABOVE.iter().chain(&BELOW).filter(|word| {
        let start = near.len().checked_sub(word.len());
        let end = start.and_then(|start| near.get(start..));
        end.is_some_and(|end| end.eq_ignore_ascii_case(word))
    });
    bound
        .map(|word| &near[..near.len() - word.len()])
        .min_by_key(|rest| rest.len())
        .unwrap_or(before)
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
            of_turn(*turn, &format!("{before}{}", &between[..*at]), rest)
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
        .then(|| of_turn(*turn, &sentence[..*at], &sentence[*at..]))
        .flatten()
}

/// The same where the word that compares is before the first: `a higher energy (52.3) than X
/// (68.9)`.
pub(crate) fn turned_around(before: &str, between: &str) -> Option<Direction> {
    const MORE: [(&str, Turn); 10] = [
        ("higher", Turn::Up),
        ("larger", Turn::Up),
        ("greater", Turn::Up),
        ("longer", Turn::Up),
        ("more", Turn::Up),
        ("lower", Turn::Down),
        ("smaller", Turn::Down),
        ("shorter", Turn::Down),
        ("fewer", Turn::Down),
        ("less", Turn::Down),
    ];
    let is_than = [") than ", " than "].iter().any(|than| between.starts_with(than));
    let before = before.trim_end_matches(['(', ' ', '$']);
    let clause = clause_before(before, MAX_VERB_BYTES);
    let found = turns(clause);
    let [(at, turn)] = found.as_slice() else { return None };
    let word = clause[*at..].to_ascii_lowercase();
    let is_comparative = MORE.iter().any(|(more, of)| word.starts_with(more) && of == turn);
    match turn {
        Turn::Up if is_than && is_comparative => Some(Direction::Up),
        Turn::Down if is_than && is_comparative => Some(Direction::Down),
        _ => None,
    }
}

/// How a text says that a value is beside others, where it sets it right behind what it measures: `a
/// higher error (0.122)`, `fewer edges, 5.07`, 更高的误差（0.122）, 误差更高（0.122）. `None` where it also
/// says the opposite of something.
pub(crate) fn valued(before: &str, behind: &str) -> Option<Turn> {
    const MAX_MEASURED_BYTES: usize = 40;
    // Three characters: 略高于 is the longest.
    const MAX_CHINESE_BYTES: usize = 9;
    const WORDS: [&str; 12] = [
        "higher", "lower", "larger", "smaller", "greater", "longer", "shorter", "more", "fewer",
        "less", "better", "worse",
    ];
    let near = before.trim_end_matches([' ', '(', '（', ',', '，', '为', '$', '约']);
    let near = [" of", " at"].iter().find_map(|word| near.strip_suffix(word)).unwrap_or(near);
    let clause = clause_before(near, MAX_VERB_BYTES);
    let found = turns(clause);
    let [(at, turn)] = found.as_slice() else { return None };
    let word = &clause[*at..];
    let lower = word.to_ascii_lowercase();
    let measured = match WORDS.iter().find_map(|known| lower.strip_prefix(known)) {
        Some(rest) => rest,
        None if word.len() <= MAX_CHINESE_BYTES => "",
        None => word.split_once('的').filter(|(word, _)| word.len() <= MAX_CHINESE_BYTES)?.1,
    };
    let is_value = measured.len() <= MAX_MEASURED_BYTES
        && !measured.contains(|c: char| c.is_ascii_digit())
        && !measured.contains(" than");
    // A curve that drops says nothing against it.
    let is_opposed = |text: &str| {
        turns(text).into_iter().filter(|(_, other)| *other == turn.opposite()).any(|(at, _)| {
            let word = text[at..].to_ascii_lowercase();
            !word.is_char_boundary(1) || WORDS.iter().any(|known| word.starts_with(known))
        })
    };
    (is_value && !is_opposed(before) && !is_opposed(behind)).then_some(*turn)
}

/// Whether something turns into what follows: 恶化为.
pub(crate) fn turns_into(text: &str) -> bool {
    turns(text).into_iter().any(|(at, _)| {
        let word = &text[at..];
        let end = word.char_indices().nth(2).map_or(word.len(), |(end, _)| end);
        word[end..].starts_with(['为', '成'])
    })
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
    // 最多切换 46 次 is a bound.
    let is_meant = |text: &str, word: &str| {
        text.match_indices(word).any(|(at, _)| {
            let behind = text[at + word.len()..].trim_start();
            // `slowest` is not `lowest`.
            if word.is_ascii() && text[..at].ends_with(|c: char| c.is_ascii_alphabetic()) {
                return false;
            }
            !matches!(word, "最多" | "最少" | "最长" | "最短")
                || behind.is_empty()
                || behind.starts_with(['的', '，', ',', '为', '是', '、', '；', '。', '(', '（'])
        })
    };
    let mut found = WORDS
        .iter()
        .filter(|(word, _)| is_meant(near, word) || is_meant(clause, word))
        .map(|(_, turn)| *turn);
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Direction::{Down, Up};

    #[test]
    fn what_got_better_goes_up_or_down_only_where_its_measure_is_known() {
        for (before, expected) in [
            ("the model improves accuracy by ", Some(Up)),
            ("the latency improves by ", Some(Down)),
            ("the delay worsens by ", Some(Up)),
            ("a memory of past tasks improves PilotNet by ", None),
            ("the model improves PilotNet by ", None),
            ("the model raises PilotNet by ", Some(Up)),
        ] {
            assert_eq!(direction(before, ""), expected, "{before}");
        }
    }

    #[test]
    fn a_value_is_reached_by_the_last_change_before_it() {
        for (before, expected) in [
            ("the model improves the score over X, to ", Some(Turn::Better)),
            ("it leaves the score worse, at ", Some(Turn::Worse)),
            ("it drags the score down to ", Some(Turn::Down)),
            ("得分明显下滑，仅为 ", Some(Turn::Down)),
            ("得分反而低至 ", Some(Turn::Down)),
            ("it cuts the delay to about ", Some(Turn::Down)),
            ("the model improves by ", None),
            ("the score is ", None),
        ] {
            assert_eq!(reached(before), expected, "{before}");
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
}
