//! Whether two sentences say the opposite of one thing: `slower than X` and `faster than X`, 范围扩大
//! and `the range shrinks`.

use super::direction::{of_turn, same_or_opposite};
use super::relation::is_negated;
use super::turn::{Turn, turns};
use super::{clause_before, clause_behind};
use crate::Direction;
use crate::term::Terms;
use crate::vocabulary::{self, Concept};
use std::ops::Range;
use std::sync::LazyLock;

/// How much of a clause is read before and behind a figure, in bytes.
const CLAUSE_BYTES: usize = 160;

/// What a sentence says of a figure with its only word of change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Statement {
    turn: Turn,
    /// Where it goes, as far as a measure tells.
    goes: Option<Direction>,
    /// Whether it is what happens without something.
    is_without: bool,
}

impl Statement {
    /// The statement of a figure: the only turn of its clause, or else of a clause of its sentence
    /// that has no figure of its own. A bound and the ends of a change are none.
    pub(crate) fn of(text: &str, figure: &Range<usize>) -> Option<Self> {
        let before = &text[..figure.start];
        if is_end_of_change(before) {
            return None;
        }
        // What a bracket holds is said of the words before it.
        let bracket = before.rfind(['(', '（']).filter(|at| !before[*at..].contains([')', '）']));
        let clause = clause_around(text, bracket.unwrap_or(figure.start), figure.end);
        let found = said(text, clause.clone())?;
        let (at, turn) = match found {
            Some((at, turn)) => {
                let is_ours = bracket.is_some() || !belongs_to_another(text, at, figure, &clause);
                is_ours.then_some((at, turn))?
            }
            None => {
                let (at, turn) = said(text, 0..text.len())??;
                let own = clause_around(text, at, at);
                // The year of a citation is no figure.
                let own = text[own].split(['(', '（']).next().unwrap_or_default();
                let has_figure = own.contains(|c: char| c.is_ascii_digit());
                (!has_figure).then_some((at, turn))?
            }
        };
        (!is_negated(&text[..at])).then(|| Self {
            turn,
            goes: of_turn(turn, &text[..at], &text[at..], None),
            is_without: is_without(text),
        })
    }

    /// Where this statement goes, when another one says the opposite.
    pub(crate) fn against(self, other: Self) -> Option<Direction> {
        let is_opposite = match same_or_opposite(self.turn, other.turn) {
            Some(is_same) => !is_same,
            None => self.goes.zip(other.goes).is_some_and(|(own, other)| own != other),
        };
        (is_opposite && self.is_without == other.is_without).then_some(match self.turn {
            Turn::Up | Turn::Better | Turn::Faster => Direction::Up,
            Turn::Down | Turn::Worse | Turn::Slower => Direction::Down,
        })
    }
}

/// The clause between two places of a text, with the words around them.
fn clause_around(text: &str, start: usize, end: usize) -> Range<usize> {
    let (before, behind) = (&text[..start], &text[end..]);
    before.len() - clause_before(before, CLAUSE_BYTES).len()
        ..end + clause_behind(behind, CLAUSE_BYTES).len()
}

/// The only turn of a part of a text; `None` when there are several. Bounds such as `more than 50`
/// and what comes after `than` are none.
fn said(text: &str, range: Range<usize>) -> Option<Option<(usize, Turn)>> {
    let part = &text[range.clone()];
    let than = part.find(" than ").unwrap_or(part.len());
    let is_bound = |at: usize| {
        let behind = &part[at..];
        let behind = match behind.find("than ").filter(|than| *than < 12) {
            Some(than) => &behind[than + "than ".len()..],
            None => match behind.chars().nth(1) {
                Some('于' | '过' | '出') => &behind[behind.ceil_char_boundary(4)..],
                _ => return false,
            },
        };
        behind.trim_start_matches([' ', '$', '~', '约']).starts_with(|c: char| c.is_ascii_digit())
    };
    let found: Vec<(usize, Turn)> =
        turns(part).into_iter().filter(|(at, _)| *at < than && !is_bound(*at)).collect();
    match found.as_slice() {
        [] => Some(None),
        [(at, turn)] => Some(Some((range.start + at, *turn))),
        _ => None,
    }
}

/// Whether a turn is said of another figure of its clause: of the first one behind it, or of one
/// right before it.
fn belongs_to_another(text: &str, at: usize, figure: &Range<usize>, clause: &Range<usize>) -> bool {
    let digit = |c: char| c.is_ascii_digit();
    let behind = text[at..clause.end].find(digit).map(|n| at + n);
    let is_ours = |place: usize| figure.start <= place && place < figure.end;
    if let Some(behind) = behind {
        return !is_ours(behind);
    }
    // `0.3 points higher`.
    let before = text[clause.start..at].rfind(digit).map(|n| clause.start + n);
    before.is_some_and(|before| !is_ours(before))
}

/// Whether a text says what happens without something: `without X`, 去掉 X.
pub(crate) fn is_without(text: &str) -> bool {
    const WITHOUT: [&str; 20] = [
        "without ",
        "w/o ",
        "removing ",
        "removal of",
        "dropping ",
        "disabling ",
        "ablating ",
        "leaving out",
        "leaving away",
        "instead of",
        "去掉",
        "移除",
        "去除",
        "没有",
        "不用",
        "不使用",
        "删除",
        "关闭",
        "缺少",
        "禁用",
    ];
    let lower = text.to_lowercase();
    WITHOUT.iter().any(|word| lower.contains(word))
}

/// Whether two sentences, perhaps of two languages, name something that is the same: a measure, a
/// term of the field, or a word that both write alike.
pub(crate) fn names_same(sentence: &str, there: &str) -> bool {
    const SHORTEST: usize = 3;
    const COMMON: [&str; 22] = [
        "the", "and", "for", "with", "than", "from", "that", "are", "was", "were", "its", "has",
        "not", "our", "which", "this", "these", "when", "only", "more", "less", "per",
    ];
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_ascii_alphabetic())
            .filter(|word| word.len() >= SHORTEST)
            .map(str::to_ascii_lowercase)
            .filter(|word| !COMMON.contains(&word.as_str()) && turns(word).is_empty())
            .collect()
    };
    let concepts = |text: &str| -> Vec<Concept> {
        vocabulary::concepts(text).into_iter().map(|(_, concept)| concept).collect()
    };
    let (own, others) = (words(sentence), words(there));
    let (measures, measured) = (concepts(sentence), concepts(there));
    own.iter().any(|word| others.contains(word))
        || measures.iter().any(|measure| measured.contains(measure))
        || Terms::of(sentence).topics().shares(Terms::of(there)) > 0
}

/// Whether a text ends where an end of a change follows: `from`, `falls to`.
fn is_end_of_change(before: &str) -> bool {
    const ENDS: [&str; 8] = [" from", "From", " to", "从", "由", "自", "到", "至"];
    let near = before.trim_end_matches([' ', '约', '$', '~']);
    ENDS.iter().any(|end| near.ends_with(end))
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

    fn contrary(sentence: &str, there: &str, figure: &str) -> Option<Direction> {
        let at = |text: &str| {
            let start = text.find(figure).unwrap();
            start..start + figure.len()
        };
        let claimed = Statement::of(sentence, &at(sentence))?;
        claimed.against(Statement::of(there, &at(there))?)
    }

    #[test]
    fn two_sentences_are_contrary_of_one_thing() {
        let there = "X is faster than the Cirpka algorithm at SNRs of 15 dB.";
        for (sentence, there, figure, expected) in [
            ("X is slower than Cirpka at 15 dB.", there, "15 dB", Some(Direction::Down)),
            ("X is faster than Cirpka at 15 dB.", there, "15 dB", None),
            (
                "延迟为 8.5 ms 时,分布范围突然扩大。",
                "At 8.5 ms the distribution suddenly shrinks.",
                "8.5 ms",
                Some(Direction::Up),
            ),
            // Without something the contrary holds.
            ("The cache raises it (47%).", "Without the cache it falls (47%).", "47%", None),
            ("It does not rise (47%).", "It falls (47%).", "47%", None),
            ("It rises from 47%.", "It falls (47%).", "47%", None),
            ("More than 47% are new.", "It is less, 47%.", "47%", None),
            (
                "X is slower than Y for rates above 15 dB.",
                "X is faster than the Y (2007) method for rates higher than 15 dB.",
                "15 dB",
                Some(Direction::Down),
            ),
            (
                "The effect was smaller in the young (−7.1) than in older ones.",
                "The effect was larger in the young (−7.1) than in older ones (−4.2).",
                "−7.1",
                Some(Direction::Down),
            ),
            // The words of change are of other figures.
            (
                "On the 40 classes it drops from 31 to 22.",
                "On 40 classes it rises to 31.",
                "40",
                None,
            ),
            ("It costs 45 euros and rises by 64%.", "Tested for 45 euros, it fell.", "45", None),
        ] {
            assert_eq!(contrary(sentence, there, figure), expected, "{sentence}");
        }
    }

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
