//! What a sentence says of a figure with its words of change, and whether another one says the
//! opposite of it.

use super::contrary::is_without;
use super::direction::{of_turn, same_or_opposite, superlative};
use super::relation::is_negated;
use super::turn::{Turn, turns};
use super::{clause_before, clause_behind, topic};
use crate::Direction;
use crate::lexicon::Word;
use std::ops::Range;

/// How much of a clause is read before and behind a figure, in bytes.
const CLAUSE_BYTES: usize = 160;
/// How many words of change a statement has at most: a sentence with more says several things.
const MAX_TURNS: usize = 4;

/// A word of change.
#[derive(Debug, Clone)]
struct Said {
    turn: Turn,
    /// Where it goes, as far as a measure tells.
    goes: Option<Direction>,
    /// The words around it.
    topics: Vec<Word>,
}

impl Said {
    /// Whether another one says the same or the opposite; `None` where that can't be told.
    fn is_same(&self, other: &Self) -> Option<bool> {
        same_or_opposite(self.turn, other.turn)
            .or_else(|| self.goes.zip(other.goes).map(|(own, other)| own == other))
    }

    fn is_of_same(&self, other: &Self) -> bool {
        self.topics.iter().any(|own| other.topics.iter().any(|it| topic::is_same(own, it)))
    }
}

/// What a sentence says of a figure with its words of change.
#[derive(Debug, Clone)]
pub(crate) struct Statement {
    said: Vec<Said>,
    /// Whether it is said in the figure's own clause.
    is_near: bool,
    /// Whether it is what happens without something.
    is_without: bool,
}

impl Statement {
    /// The statement of a figure: the turns of its clause, or else of a clause of its sentence that
    /// has no figure of its own, or what it is called among all. A bound and the ends of a change
    /// are none.
    pub(crate) fn of(text: &str, figure: &Range<usize>) -> Option<Self> {
        let before = &text[..figure.start];
        if is_end_of_change(before) {
            return None;
        }
        // What a bracket holds is said of the words before it.
        let bracket = before.rfind(['(', '（']).filter(|at| !before[*at..].contains([')', '）']));
        let clause = clause_around(text, bracket.unwrap_or(figure.start), figure.end);
        let in_clause = said(text, clause.clone());
        let is_ours =
            |at: usize| bracket.is_some() || !belongs_to_another(text, at, figure, &clause);
        let mut found: Vec<(usize, Turn)> =
            in_clause.iter().copied().filter(|(at, _)| is_ours(*at)).collect();
        if in_clause.is_empty() {
            found = said(text, 0..text.len());
            // The year of a citation is no figure.
            found.retain(|(at, _)| {
                let own = text[clause_around(text, *at, *at)].split(['(', '（']).next();
                !own.unwrap_or_default().contains(|c: char| c.is_ascii_digit())
            });
        }
        if found.is_empty() {
            let called = superlative(before, &text[figure.end..]);
            found.extend(called.map(|turn| (figure.start, turn)));
        }
        let is_denied = found.iter().any(|(at, _)| is_negated(&text[..*at]));
        (!found.is_empty() && found.len() <= MAX_TURNS && !is_denied).then(|| Self {
            said: found
                .into_iter()
                .map(|(at, turn)| Said {
                    turn,
                    goes: of_turn(turn, &text[..at], &text[at..], None),
                    topics: topics(text, at),
                })
                .collect(),
            is_near: !in_clause.is_empty(),
            is_without: is_without(text, figure),
        })
    }

    /// Where this statement goes, when another one says the opposite.
    pub(crate) fn against(&self, other: &Self) -> Option<Direction> {
        let is_opposite = self.is_same(other) == Some(false) && self.is_without == other.is_without;
        is_opposite.then_some(match self.said[0].turn {
            Turn::Up | Turn::Better | Turn::Faster => Direction::Up,
            Turn::Down | Turn::Worse | Turn::Slower => Direction::Down,
        })
    }

    /// Whether two statements say the same or the opposite: with the words that are said of the same
    /// things, or else with all, where those of each go one way.
    pub(crate) fn is_same(&self, other: &Self) -> Option<bool> {
        let pairs = || self.said.iter().flat_map(|own| other.said.iter().map(move |it| (own, it)));
        let mut of_same: Vec<bool> = pairs()
            .filter(|(own, it)| own.is_of_same(it))
            .filter_map(|(own, it)| own.is_same(it))
            .collect();
        let is_near = self.is_near || other.is_near;
        if of_same.is_empty() && is_near && self.goes_one_way() && other.goes_one_way() {
            of_same = pairs().filter_map(|(own, it)| own.is_same(it)).collect();
        }
        let first = *of_same.first()?;
        of_same.iter().all(|is_same| *is_same == first).then_some(first)
    }

    fn goes_one_way(&self) -> bool {
        self.said.iter().all(|said| self.said[0].is_same(said) != Some(false))
    }
}

/// The words around a word of change, up to the next mark or conjunction.
fn topics(text: &str, at: usize) -> Vec<Word> {
    const BREAKS: [&str; 17] = [
        "，",
        "；",
        "。",
        "：",
        ", ",
        "; ",
        ". ",
        " while ",
        " but ",
        " whereas ",
        " and ",
        "而",
        "但",
        "(",
        "（",
        ")",
        "）",
    ];
    let last =
        |part: &str| BREAKS.iter().filter_map(|it| part.rfind(it).map(|at| at + it.len())).max();
    let start = last(&text[..at]).unwrap_or(0);
    let end =
        BREAKS.iter().filter_map(|it| text[at..].find(it)).min().map_or(text.len(), |n| at + n);
    topic::topics(&text[start..end])
}

/// The clause between two places of a text, with the words around them.
fn clause_around(text: &str, start: usize, end: usize) -> Range<usize> {
    let (before, behind) = (&text[..start], &text[end..]);
    before.len() - clause_before(before, CLAUSE_BYTES).len()
        ..end + clause_behind(behind, CLAUSE_BYTES).len()
}

/// The turns of a part of a text. Bounds such as `more than 50` and what comes after `than` are none.
fn said(text: &str, range: Range<usize>) -> Vec<(usize, Turn)> {
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
    let found = turns(part).into_iter().filter(|(at, _)| *at < than && !is_bound(*at));
    found.map(|(at, turn)| (range.start + at, turn)).collect()
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

/// Whether a text ends where the start of a change follows: `from`.
fn is_end_of_change(before: &str) -> bool {
    const ENDS: [&str; 5] = [" from", "From", "从", "由", "自"];
    let near = before.trim_end_matches([' ', '约', '$', '~']);
    ENDS.iter().any(|end| near.ends_with(end))
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
        claimed.against(&Statement::of(there, &at(there))?)
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
}
