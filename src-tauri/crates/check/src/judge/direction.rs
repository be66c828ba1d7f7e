//! Whether what is found goes the way that the sentence says.

use super::Judge;
use crate::claim::{Figures, Sentence, Wanted};
use crate::index::Hit;
use crate::rank::Common;
use crate::source::At;
use crate::words::{self, Turn};
use crate::{Direction, Outcome};
use std::ops::Range;

/// How many rows of a column are read for their signs.
const MAX_ROWS: usize = 60;

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
            let opposes = own
                .iter()
                .find_map(|(hit, _)| of(hit))
                .is_some_and(|there| claimed_direction.opposes(there));
            if opposes && !agrees {
                let against: Vec<(Hit, Common)> = own
                    .iter()
                    .filter(|(hit, _)| {
                        of(hit).is_some_and(|there| claimed_direction.opposes(there))
                    })
                    .cloned()
                    .collect();
                if let Some(passages) = self.passages(&against) {
                    return Outcome::AnotherDirection {
                        claimed_direction: claimed_direction.goes,
                        passages,
                    };
                }
            }
        }
        if !figures.is_change
            && let Some((hit, _)) = own.first()
            && own.iter().all(|(hit, _)| hit.cell.is_some())
            && let Some(outcome) = self.against_others(want, sentence, hit)
        {
            return outcome;
        }
        // Where one thing is compared with another the paper may say the contrary.
        let is_contrary = |(hit, _): &(Hit, Common)| {
            let there = &self.source.all[hit.spot as usize].text;
            if hit.cell.is_some() { None } else { words::is_contrary(&sentence.text, there) }
        };
        if !figures.is_change
            && let Some(claimed_direction) = own.first().and_then(is_contrary)
            && own.iter().all(|place| is_contrary(place).is_some() || place.1.labels == 0)
            && let Some(passages) = self.passages(&own)
        {
            return Outcome::AnotherDirection { claimed_direction, passages };
        }
        self.outcome_of(&own, |judge, hit| judge.how(hit, figures, want))
            .unwrap_or(Outcome::NotFound)
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
