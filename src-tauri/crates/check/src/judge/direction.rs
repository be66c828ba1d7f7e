//! Whether a found figure changes in the direction that the sentence gives.

use super::{Judge, beside};
use crate::claim::{Figures, Sentence, Wanted};
use crate::index::Hit;
use crate::rank::Common;
use crate::source::At;
use crate::words::{self, Hedge, Turn};
use crate::{Direction, How, Outcome};
use std::ops::Range;

/// The most rows of a column whose signs are read.
const MAX_ROWS: usize = 60;
/// The most sentences of the paper that are searched for the contrary.
const MAX_PLACES: usize = 12;

/// The direction that a text gives for a figure.
#[derive(Debug, Clone, Copy)]
struct Said {
    /// Whether it says that of a value beside others: `a lower error (0.122)`.
    is_beside: bool,
    /// The word of the change that the figure is the amount of.
    turn: Option<Turn>,
    /// The direction, as far as it is known.
    goes: Option<Direction>,
}

impl Said {
    /// What a text says of where the change goes that a figure is, or from where it is reached.
    fn of(text: &str, range: &Range<usize>, is_change: bool) -> Option<Self> {
        let (before, behind) = (&text[..range.start], &text[range.end..]);
        if !is_change {
            let reached = words::towards(before).map(Self::going);
            let beside = || {
                let turn = words::valued(before, behind)?;
                Some(Self { is_beside: true, turn: Some(turn), goes: None })
            };
            return reached.or_else(beside);
        }
        let turn = words::turn_of(before, behind)?;
        let goes = words::direction(before, behind);
        Some(Self { is_beside: false, turn: Some(turn), goes })
    }

    fn going(goes: Direction) -> Self {
        Self { is_beside: false, turn: None, goes: Some(goes) }
    }

    /// Whether another text gives the same direction or the opposite one; `None`: that is unknown.
    fn is_same(self, other: Self) -> Option<bool> {
        if self.is_beside != other.is_beside {
            return None;
        }
        let turns = self.turn.zip(other.turn);
        turns
            .and_then(|(a, b)| words::same_or_opposite(a, b))
            .or_else(|| self.goes.zip(other.goes).map(|(a, b)| a == b))
    }

    /// The direction; without a known measure, better counts as more.
    fn shown(self) -> Direction {
        self.goes.unwrap_or(match self.turn {
            Some(Turn::Down | Turn::Worse | Turn::Slower) => Direction::Down,
            _ => Direction::Up,
        })
    }
}

/// Where a change in brackets goes by its sign: `a minimal overhead (+1.09%)`.
fn signed_in_prose(before: &str, figure: &str) -> Option<Direction> {
    let with_sign = |text: &str| {
        let sign = text.trim_end_matches('$').chars().next_back();
        match sign? {
            '+' => Some(Direction::Up),
            '-' | '−' | '–' => Some(Direction::Down),
            _ => None,
        }
    };
    let sign = figure.char_indices().nth(1).and_then(|(end, _)| with_sign(&figure[..end]));
    let opens = |text: &str| text.trim_end_matches('$').ends_with(['(', '（']);
    match sign {
        Some(goes) => opens(before).then_some(goes),
        None => with_sign(before).filter(|_| opens(before.trim_end_matches(['+', '-', '−', '–']))),
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
        if let Some(claimed) = Said::of(&sentence.text, &want.range, figures.is_change) {
            let is_same = |hit: &Hit| self.says_same(claimed, figures, sentence, hit);
            let is_against = |(hit, common): &&(Hit, Common)| {
                is_same(hit) == Some(Some(false)) && self.is_about(want, sentence, hit, common)
            };
            // The best place that says where the figure goes must say the opposite, and none may say
            // the same, or what can't be compared.
            let first = own.iter().find(|(hit, _)| is_same(hit).is_some());
            let agrees =
                own.iter().any(|(hit, _)| is_same(hit).is_some_and(|same| same != Some(false)));
            if first.is_some_and(|place| is_against(&place)) && !agrees {
                let against: Vec<(Hit, Common)> = own.iter().filter(is_against).cloned().collect();
                if let Some(passages) = self.passages(&against) {
                    return Outcome::AnotherDirection {
                        claimed_direction: claimed.shown(),
                        passages,
                    };
                }
            }
        }
        if let Some(outcome) = self.other_bound(want, figures, sentence, &own) {
            return outcome;
        }
        // Beside a sentence of the paper, a cell must have something of what is named.
        let is_prose = own.iter().any(|(hit, _)| hit.cell.is_none());
        let cell =
            own.iter().find(|(hit, common)| hit.cell.is_some() && (!is_prose || common.labels > 0));
        if !figures.is_change
            && !sentence.is_in_name(&want.range)
            && let Some((hit, _)) = cell
            && let Some(outcome) = self.against_others(want, sentence, hit)
        {
            return outcome;
        }
        if let Some(outcome) = self
            .set_against(want, sentence, &own)
            .or_else(|| self.against_value(want, figures, sentence, &own))
        {
            return outcome;
        }
        self.outcome_of(&own, |judge, hit| how.unwrap_or_else(|| judge.how(hit, figures, want)))
            .unwrap_or(Outcome::NotFound)
    }

    /// The opposite of the bound that the claim has, where the paper's sentences give the figure as a
    /// bound of the other kind: `more than 5% are`, `fewer than 5% are`.
    fn other_bound(
        &self,
        want: &Wanted,
        figures: &Figures,
        sentence: &Sentence,
        own: &[(Hit, Common)],
    ) -> Option<Outcome> {
        // "Good up to 10" and "bad from 10 on" mean the same.
        if words::is_condition(&sentence.text, &want.range) {
            return None;
        }
        let (claimed_direction, opposite) = match figures.hedge {
            Hedge::Above => (Direction::Up, Hedge::Below),
            Hedge::Below => (Direction::Down, Hedge::Above),
            Hedge::None | Hedge::About => return None,
        };
        let is_opposite = |(hit, _): &(Hit, Common)| {
            let text = &self.source.all[hit.spot as usize].text;
            let (before, behind) = (&text[..hit.range.start], &text[hit.range.end..]);
            hit.cell.is_none() && words::hedge(before, behind) == opposite
        };
        if !own.iter().all(is_opposite) {
            return None;
        }
        Some(Outcome::AnotherDirection { claimed_direction, passages: self.passages(own)? })
    }

    /// Whether a place says the same as the sentence of where a figure goes: `None` where it says
    /// nothing of that, `Some(None)` where the two can't be compared.
    fn says_same(
        &self,
        claimed: Said,
        figures: &Figures,
        sentence: &Sentence,
        hit: &Hit,
    ) -> Option<Option<bool>> {
        let Some(cell) = hit.cell else {
            let text = &self.source.all[hit.spot as usize].text;
            let signed = || {
                signed_in_prose(&text[..hit.range.start], &text[hit.range.clone()])
                    .filter(|_| figures.is_change && words::names_same(&sentence.text, text))
                    .map(Said::going)
            };
            let there = Said::of(text, &hit.range, figures.is_change).or_else(signed)?;
            let is_turned = words::is_turned_round(&sentence.text, text);
            return Some(claimed.is_same(there).map(|is_same| is_same != is_turned));
        };
        if !figures.is_change || figures.parts[0].minus {
            return None;
        }
        let at = self.source.all[hit.spot as usize].cells[cell as usize].at;
        let goes = self.signed(hit, at)?;
        Some(claimed.is_same(Said::going(goes)))
    }

    /// Whether a place speaks of what the sentence speaks of, in the same case.
    fn is_about(&self, want: &Wanted, sentence: &Sentence, hit: &Hit, common: &Common) -> bool {
        let there = &self.source.all[hit.spot as usize].text;
        let is_about = common.labels > 0
            || common.claims > 1
            || words::names_same(&sentence.text, there)
            || words::shares_name(&sentence.text, there);
        is_about && self.is_of_same_case(hit, want, sentence)
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
        if !figures.is_change {
            return None;
        }
        let claimed = Said::of(&sentence.text, &want.range, true)?;
        let is_against = |(hit, common): &&(Hit, Common)| {
            self.is_said(hit)
                && self.says_same(claimed, figures, sentence, hit) == Some(Some(false))
                && self.is_about(want, sentence, hit, common)
        };
        let against: Vec<(Hit, Common)> = sorted.iter().filter(is_against).cloned().collect();
        Some(Outcome::AnotherDirection {
            claimed_direction: claimed.shown(),
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

    /// The opposite of what the sentence says of its figure, when sentences of the paper set it
    /// against another one so that the values show the contrary, and none the same.
    fn set_against(
        &self,
        want: &Wanted,
        sentence: &Sentence,
        own: &[(Hit, Common)],
    ) -> Option<Outcome> {
        let claimed = beside::claimed(&sentence.text, &want.range)?;
        let mut against: Vec<(Hit, Common)> = Vec::new();
        for (hit, common) in own.iter().filter(|(hit, _)| self.is_said(hit)).take(MAX_PLACES) {
            if !self.is_of_same_case(hit, want, sentence) {
                continue;
            }
            match self.contradicts_beside(claimed, hit) {
                Some(true) if self.is_about(want, sentence, hit, common) => {
                    against.push((hit.clone(), *common));
                }
                Some(false) => return None,
                _ => {}
            }
        }
        Some(Outcome::AnotherDirection {
            claimed_direction: claimed.goes,
            passages: self.passages(&against)?,
        })
    }

    /// Where a cell's change goes by its sign, in a column that has signs; a cell without one says
    /// nothing.
    fn signed(&self, hit: &Hit, at: At) -> Option<Direction> {
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
        (!is_of_loss).then_some(goes)
    }
}

/// The direction from one value to another.
pub(crate) fn direction_between(from: f64, to: f64) -> Option<Direction> {
    match to.partial_cmp(&from)? {
        std::cmp::Ordering::Greater => Some(Direction::Up),
        std::cmp::Ordering::Less => Some(Direction::Down),
        std::cmp::Ordering::Equal => None,
    }
}
