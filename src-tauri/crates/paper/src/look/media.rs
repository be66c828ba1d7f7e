//! Media queries: whether a rule holds in the window in which papers are read.

use super::number::{Measure, PAGE_TEXT, number};
use super::value::{self, Piece};
use cssparser::Parser;

/// Whether a condition holds in the window a person reads a paper in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    Yes,
    No,
    Perhaps,
}

impl Holds {
    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::No, _) | (_, Self::No) => Self::No,
            (Self::Yes, Self::Yes) => Self::Yes,
            _ => Self::Perhaps,
        }
    }

    fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Yes, _) | (_, Self::Yes) => Self::Yes,
            (Self::No, Self::No) => Self::No,
            _ => Self::Perhaps,
        }
    }

    fn not(self) -> Self {
        match self {
            Self::Yes => Self::No,
            Self::No => Self::Yes,
            Self::Perhaps => Self::Perhaps,
        }
    }
}

pub(super) fn media_query(input: &mut Parser<'_>) -> Holds {
    let Some(pieces) = value::all(input) else { return Holds::Perhaps };
    value::at_commas(&pieces).map(one_query).reduce(Holds::or).unwrap_or(Holds::Yes)
}

fn one_query(query: &[Piece]) -> Holds {
    let (mut holds, mut negated, mut either) = (Holds::Yes, false, None);
    for piece in query {
        let next = match piece {
            Piece::Word(word) => match &**word {
                "not" => {
                    negated = true;
                    continue;
                }
                "and" | "only" => continue,
                "or" => {
                    either = Some(either.map_or(holds, |before: Holds| before.or(holds)));
                    holds = Holds::Yes;
                    continue;
                }
                "screen" | "all" => Holds::Yes,
                // A browser knows no other medium today.
                _ => Holds::No,
            },
            Piece::Function(name, inside) if name.is_empty() => feature(inside),
            _ => Holds::Perhaps,
        };
        holds = holds.and(next);
    }
    let holds = either.map_or(holds, |before| before.or(holds));
    if negated { holds.not() } else { holds }
}

fn feature(inside: &[Piece]) -> Holds {
    let measure = Measure { em: PAGE_TEXT * 1.2, whole: 1.0 };
    let holds = |it: bool| if it { Holds::Yes } else { Holds::No };
    match inside {
        [Piece::Word(name), value] => {
            // `name: value`; the colon is no piece.
            let length = number(value, measure);
            match (&**name, length, value) {
                ("min-width" | "min-device-width", Some(least), _) => holds(least <= 1280.0),
                ("max-width" | "max-device-width", Some(bound), _) => holds(bound >= 1280.0),
                ("min-height" | "min-device-height", Some(least), _) => holds(least <= 800.0),
                ("max-height" | "max-device-height", Some(bound), _) => holds(bound >= 800.0),
                ("prefers-color-scheme", _, Piece::Word(word)) => holds(&**word == "light"),
                ("orientation", _, Piece::Word(word)) => holds(&**word == "landscape"),
                ("hover" | "any-hover", _, Piece::Word(word)) => holds(&**word == "hover"),
                ("pointer" | "any-pointer", _, Piece::Word(word)) => holds(&**word == "fine"),
                (
                    "prefers-reduced-motion"
                    | "prefers-contrast"
                    | "prefers-reduced-data"
                    | "prefers-reduced-transparency",
                    _,
                    Piece::Word(word),
                ) => holds(&**word == "no-preference"),
                ("forced-colors" | "inverted-colors", _, Piece::Word(word)) => {
                    holds(&**word == "none")
                }
                _ => Holds::Perhaps,
            }
        }
        [Piece::Function(name, inner)] if name.is_empty() => feature(inner),
        _ => Holds::Perhaps,
    }
}
