//! Whether what is found goes the way that the sentence says.

use super::{Judge, beside};
use crate::claim::{Figures, Sentence, Wanted};
use crate::index::Hit;
use crate::rank::Common;
use crate::source::At;
use crate::words::{self, Turn};
use crate::{Direction, How, Outcome};
use std::ops::Range;

/// How many rows of a column are read for their signs.
const MAX_ROWS: usize = 60;
/// How many sentences of the paper are read for the contrary.
const MAX_PLACES: usize = 12;
/// How many longer words two sentences have in common that speak of the same.
pub(super) const MIN_SHARED: u32 = 2;

/// What a text says of where a figure lies.
#[derive(Debug, Clone, Copy)]
struct Said {
    goes: Direction,
    turn: Option<Turn>,
}

impl Said {
    /// Whether this is said of the other side; `turn` counts where both have one.
    fn opposes(self, other: Self) -> bool {
        let turns = self.turn.zip(other.turn);
        turns
            .and_then(|(a, b)| words::same_or_opposite(a, b))
            .map_or(self.goes != other.goes, |is_same| !is_same)
    }
}

impl Judge<'_> {
    /// Found, or found as a change in the other direction.
    pub(super) fn in_direction(
        &self,
        want: &Wanted,
        figures: &Figures,
        sentence: &Sentence,
        own: Vec<(Hit, Common)>,
        how: Option<How>,
    ) -> Outcome {
        let claimed_direction = claimed_direction(&sentence.text, &want.range, figures.is_change)
            .or_else(|| bounded(&sentence.text, &want.range));
        if let Some(claimed_direction) = claimed_direction {
            let of = |hit: &Hit| match hit.cell {
                Some(cell) => {
                    let at = self.source.all[hit.spot as usize].cells[cell as usize].at;
                    if figures.is_change && !figures.parts[0].minus {
                        self.signed(hit, at)
                    } else {
                        None
                    }
                }
                None => {
                    let text = &self.source.all[hit.spot as usize].text;
                    self::claimed_direction(text, &hit.range, figures.is_change)
                        .or_else(|| bounded(text, &hit.range))
                }
            };
            let agrees = own
                .iter()
                .any(|(hit, _)| of(hit).is_some_and(|there| !claimed_direction.opposes(there)));
            let opposing = |(hit, _): &&(Hit, Common)| {
                of(hit).is_some_and(|there| {
                    claimed_direction.opposes(there) && self.is_of_same_case(hit, want, sentence)
                })
            };
            let opposes =
                own.iter().find(|(hit, _)| of(hit).is_some()).is_some_and(|place| opposing(&place));
            if opposes && !agrees {
                let against: Vec<(Hit, Common)> = own.iter().filter(opposing).cloned().collect();
                if let Some(passages) = self.passages(&against) {
                    return Outcome::AnotherDirection {
                        claimed_direction: claimed_direction.goes,
                        passages,
                    };
                }
            }
        }
        // Beside a sentence of the paper, a cell must have something of what is named.
        let is_prose = own.iter().any(|(hit, _)| hit.cell.is_none());
        let cell =
            own.iter().find(|(hit, common)| hit.cell.is_some() && (!is_prose || common.labels > 0));
        if !figures.is_change
            && let Some((hit, _)) = cell
            && let Some(outcome) = self
                .against_others(want, sentence, hit)
                .or_else(|| self.reached(want, sentence, hit))
        {
            return outcome;
        }
        if let Some(outcome) = self.contrary(want, sentence, &own) {
            return outcome;
        }
        self.outcome_of(&own, |judge, hit| how.unwrap_or_else(|| judge.how(hit, figures, want)))
            .unwrap_or(Outcome::NotFound)
    }

    /// Whether a place is in a sentence of the paper's text: a comment in a program says nothing.
    fn is_said(&self, hit: &Hit) -> bool {
        hit.cell.is_none() && self.source.all[hit.spot as usize].weight > 0
    }

    /// Whether a sentence of the paper gives the amount of a change as one in the other direction,
    /// although it also names something else.
    pub(super) fn opposite_change(
        &self,
        want: &Wanted,
        figures: &Figures,
        sentence: &Sentence,
        sorted: &[(Hit, Common)],
    ) -> Option<Outcome> {
        let claimed = figures
            .is_change
            .then(|| claimed_direction(&sentence.text, &want.range, true))
            .flatten()?;
        let opposing = |(hit, common): &&(Hit, Common)| {
            let there = &self.source.all[hit.spot as usize].text;
            self.is_said(hit)
                && (common.labels > 0 || words::names_same(&sentence.text, there))
                && self.is_of_same_case(hit, want, sentence)
                && claimed_direction(there, &hit.range, true)
                    .is_some_and(|there| claimed.opposes(there))
        };
        let against: Vec<(Hit, Common)> = sorted.iter().filter(opposing).cloned().collect();
        Some(Outcome::AnotherDirection {
            claimed_direction: claimed.goes,
            passages: self.passages(&against)?,
        })
    }

    /// Whether a place and the sentence both say what happens with something, or both without it.
    fn is_of_same_case(&self, hit: &Hit, want: &Wanted, sentence: &Sentence) -> bool {
        let there = &self.source.all[hit.spot as usize].text;
        hit.cell.is_some()
            || words::is_without(there, &hit.range)
                == words::is_without(&sentence.text, &want.range)
    }

    /// The opposite of what the sentence says of its figure, when a sentence of the paper that has
    /// it says that of the same things.
    fn contrary(
        &self,
        want: &Wanted,
        sentence: &Sentence,
        own: &[(Hit, Common)],
    ) -> Option<Outcome> {
        let claimed = words::Statement::of(&sentence.text, &want.range);
        let claimed_end = beside::claimed(&sentence.text, &want.range);
        let mut against: Vec<(Hit, Common)> = Vec::new();
        let mut claimed_direction = None;
        for (hit, common) in own.iter().filter(|(hit, _)| self.is_said(hit)).take(MAX_PLACES) {
            let there = &self.source.all[hit.spot as usize].text;
            let said = words::Statement::of(there, &hit.range);
            let is_about = || {
                common.labels > 0 || common.claims > 1 || words::names_same(&sentence.text, there)
            };
            let both = claimed.as_ref().zip(said.as_ref());
            let beside = claimed_end
                .and_then(|claimed| self.contradicts_beside(claimed, sentence, hit))
                .filter(|_| self.is_of_same_case(hit, want, sentence));
            let speaks_of_same = || words::shared(&sentence.text, there) >= MIN_SHARED;
            // The values tell more than the words around them.
            if beside.is_some_and(|(_, is_against)| !is_against) {
                if speaks_of_same() {
                    return None;
                }
                continue;
            }
            let opposes = beside
                .map(|(direction, _)| direction)
                .or_else(|| both.and_then(|(claimed, said)| claimed.against(said)))
                .or_else(|| words::is_opposite(&sentence.text, there));
            match opposes {
                Some(direction) if is_about() => {
                    claimed_direction = claimed_direction.or(Some(direction));
                    against.push((hit.clone(), *common));
                }
                // Another place says it as the sentence does.
                None if both.is_some_and(|(claimed, said)| claimed.is_same(said) == Some(true))
                    && (against.is_empty() || speaks_of_same()) =>
                {
                    return None;
                }
                _ => {}
            }
        }
        Some(Outcome::AnotherDirection {
            claimed_direction: claimed_direction?,
            passages: self.passages(&against)?,
        })
    }

    /// Where a cell's change goes by its sign, in a column that has signs; a cell without one says
    /// nothing.
    fn signed(&self, hit: &Hit, at: At) -> Option<Said> {
        let grid = self.source.grids.get(at.grid as usize)?;
        let is_minus =
            |text: &str| text.trim_start_matches(['$', ' ', '(']).starts_with(['-', '−']);
        let written = |row: u32| {
            let (spot, cell) = grid.spot(row, at.column)?;
            let spot = &self.source.all[spot as usize];
            spot.cells.get(cell as usize).map(|cell| &spot.text[cell.range.clone()])
        };
        let goes = if is_minus(&self.source.all[hit.spot as usize].text[hit.range.clone()]) {
            Direction::Down
        } else if grid.rows().take(MAX_ROWS).filter_map(written).any(is_minus) {
            Direction::Up
        } else {
            return None;
        };
        // What is lost is written with a minus, too.
        let heading = grid.lowest_heading(at.column).unwrap_or_default();
        let is_of_loss = words::turn_of(heading, "").is_some_and(|turn| turn != Turn::Up);
        (!is_of_loss).then_some(Said { goes, turn: None })
    }
}

/// What a text says of where the change goes that a figure is, or from where it is reached.
fn claimed_direction(text: &str, range: &Range<usize>, is_change: bool) -> Option<Said> {
    let (before, behind) = (&text[..range.start], &text[range.end..]);
    if !is_change {
        return words::towards(before).map(|goes| Said { goes, turn: None });
    }
    let turn = words::turn_of(before, behind)?;
    let goes = words::direction(before, behind).unwrap_or(match turn {
        Turn::Up | Turn::Better | Turn::Faster => Direction::Up,
        Turn::Down | Turn::Worse | Turn::Slower => Direction::Down,
    });
    Some(Said { goes, turn: Some(turn) })
}

/// What a text says of the side on which the values are that a figure bounds.
fn bounded(text: &str, range: &Range<usize>) -> Option<Said> {
    let goes = words::bound(&text[..range.start], &text[range.end..])?;
    Some(Said { goes, turn: None })
}

/// The direction from one value to another.
pub(crate) fn direction_between(from: f64, to: f64) -> Option<Direction> {
    match to.partial_cmp(&from)? {
        std::cmp::Ordering::Greater => Some(Direction::Up),
        std::cmp::Ordering::Less => Some(Direction::Down),
        std::cmp::Ordering::Equal => None,
    }
}
