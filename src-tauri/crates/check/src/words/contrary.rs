//! Words of opposite sides, and what happens without something.

use super::relation::is_negated;
use super::{clause_before, clause_behind};
use crate::Direction;
use std::ops::Range;
use std::sync::LazyLock;

/// How much of a clause is read before and behind a figure, in bytes.
const CLAUSE_BYTES: usize = 160;

/// Words before what is left away.
pub(crate) const WITHOUT: [&str; 29] = [
    "without",
    "w/o",
    "removing",
    "remove",
    "removal of",
    "dropping",
    "disabling",
    "ablating",
    "leaving out",
    "leaving away",
    "switching off",
    "turning off",
    "taking away",
    "去掉",
    "移除",
    "去除",
    "不用",
    "不使用",
    "没有",
    "删除",
    "去掉了",
    "移除了",
    "关闭",
    "缺少",
    "禁用",
    "取消",
    "停用",
    "拿掉",
    "剔除",
];
/// The same behind it.
const LEFT_OUT: [&str; 6] =
    [" switched off", " turned off", " disabled", " removed", " left out", " taken away"];

/// Whether a text says of a figure that it is so without something: in its own clause, or in the
/// words that the sentence opens with.
pub(crate) fn is_without(text: &str, figure: &Range<usize>) -> bool {
    let lower = text.to_ascii_lowercase();
    let says = |part: &str| WITHOUT.iter().chain(&LEFT_OUT).any(|word| part.contains(word));
    let (before, behind) = (&lower[..figure.start], &lower[figure.end..]);
    // What a bracket holds is said of the words before it.
    let before = before.trim_end_matches(['(', '（', ' ']);
    let opening =
        before.split([',', '，', ':', '：', ';']).next().filter(|it| it.len() < before.len());
    says(clause_before(before, CLAUSE_BYTES))
        || says(clause_behind(behind, CLAUSE_BYTES))
        || opening.is_some_and(|it| {
            let has_figure = it.contains(|c: char| c.is_ascii_digit());
            says(it) && (!has_figure || WITHOUT.iter().any(|word| it.starts_with(word)))
        })
}

/// Pairs of words of opposite sides.
static OPPOSITES: LazyLock<Vec<[Vec<&'static str>; 2]>> = LazyLock::new(|| {
    let words = |side: &'static str| side.split(',').map(str::trim).collect();
    include_str!("opposites.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('|'))
        .map(|(one, other)| [words(one), words(other)])
        .collect()
});

/// Where a sentence uses only the words of one side and another text only those of the other side.
pub(crate) fn is_opposite(sentence: &str, there: &str) -> Option<Direction> {
    let (sentence, there) = (sentence.to_lowercase(), there.to_lowercase());
    let found = OPPOSITES.iter().find_map(|pair| {
        let (claimed, said) = (side(&sentence, pair)?, side(&there, pair)?);
        (claimed != said).then_some(claimed)
    });
    found.map(|is_first| if is_first { Direction::Up } else { Direction::Down })
}

/// Whether the words of a pair that a text has are those of the first side; `None` for both, none or
/// a negated one.
fn side(text: &str, [first, second]: &[Vec<&str>; 2]) -> Option<bool> {
    let whole = |at: usize, word: &str| {
        let (before, behind) = (&text[..at], &text[at + word.len()..]);
        !word.is_ascii()
            || !before.ends_with(|c: char| c.is_ascii_alphabetic())
                && !behind.starts_with(|c: char| c.is_ascii_alphabetic())
    };
    let places = |words: &[&str]| -> Vec<Range<usize>> {
        let all = words.iter().flat_map(|word| text.match_indices(*word));
        all.filter(|(at, word)| whole(*at, word)).map(|(at, word)| at..at + word.len()).collect()
    };
    let (first, second) = (places(first), places(second));
    let is_within = |place: &Range<usize>, others: &[Range<usize>]| {
        others.iter().any(|other| {
            other.start <= place.start && place.end <= other.end && other.len() > place.len()
        })
    };
    let only = |own: &[Range<usize>], others: &[Range<usize>]| {
        let mut own = own.iter().filter(|place| !is_within(place, others)).peekable();
        own.peek().is_some().then(|| own.all(|place| !is_negated(&text[..place.start])))
    };
    match (only(&first, &second), only(&second, &first)) {
        (Some(true), None) => Some(true),
        (None, Some(true)) => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_opposite_sides_are_opposite() {
        for (sentence, there, expected) in [
            ("该反应吸热", "The reaction gives off heat", Some(Direction::Down)),
            ("该反应放热", "The reaction gives off heat", None),
            ("The mode is stable", "the mode becomes unstable", Some(Direction::Up)),
            ("The mode is not stable", "the mode becomes unstable", None),
            ("stable and unstable modes", "unstable modes", None),
            ("The result is significant", "it was not significant", Some(Direction::Up)),
        ] {
            assert_eq!(is_opposite(sentence, there), expected, "{sentence}");
        }
    }
}
