//! The claimed figure, and whether other figures lead to it.

use super::Operand;
use crate::claim::{Figures, Wanted};
use crate::figure::{Figure, Form, PART_STEP};
use crate::judge::{Judge, direction_between};
use crate::unit::Dimension;
use crate::words::{Hedge, Turn};
use crate::{Direction, Outcome, Passages, Sum, SumKind};

/// What two operands give.
pub(super) struct OfTwo {
    pub(super) kind: SumKind,
    /// Whether the second comes first in the sum.
    is_swapped: bool,
    /// Where the first lies from the second.
    goes: Option<Direction>,
}

/// What a claim may be computed as.
pub(super) struct ClaimedFigure<'a> {
    pub(super) figure: &'a Figure,
    value: f64,
    /// How far off the result may be, in the figure's own unit.
    slack: f64,
    text: String,
    claimed_direction: Option<Direction>,
    /// The word of change, whose way may depend on what a column measures.
    turn: Option<Turn>,
    /// Whether it is in points, which are a difference and no change in per cent.
    is_points: bool,
}

impl<'a> ClaimedFigure<'a> {
    pub(super) fn of(
        figures: &'a Figures,
        want: &Wanted,
        claimed_direction: Option<Direction>,
    ) -> Option<Self> {
        let [figure] = figures.parts.as_slice() else { return None };
        let value = figure.value().float();
        // A third is meant about as exactly in a sum as it is on its own.
        let is_part = figure.form == Form::Part && figure.number.significant() > 1;
        let step = if is_part { PART_STEP } else { figure.step() };
        let slack = if figures.hedge == Hedge::None { step * 0.5001 } else { step * 0.7501 };
        let is_points = ["百分点", "point", "pp"].iter().any(|points| want.text.contains(points));
        let text = want.text.clone();
        let turn = None;
        (value > 0.0).then_some(Self {
            figure,
            value,
            slack,
            text,
            claimed_direction,
            turn,
            is_points,
        })
    }

    /// The same with the sentence's word of change.
    pub(super) fn with_turn(self, turn: Option<Turn>) -> Self {
        Self { turn, ..self }
    }

    /// Where the sentence says that a cell lies from another one of its column.
    fn direction_at(&self, judge: &Judge, cell: &Operand) -> Option<Direction> {
        self.claimed_direction.or_else(|| {
            let hit = cell.hit().filter(|hit| hit.cell.is_some())?;
            judge.direction_at(
                hit,
                self.turn?,
                matches!(self.dimension(), Dimension::Percent | Dimension::Point),
            )
        })
    }

    pub(super) fn is_points(&self) -> bool {
        self.is_points
    }

    /// As the sentence gives it.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    pub(super) fn dimension(&self) -> Dimension {
        self.figure.measure.dimension
    }

    pub(super) fn is_of_a_quantity(&self) -> bool {
        self.figure.is_of_a_quantity()
    }

    /// How many digits are written of it.
    pub(super) fn digits(&self) -> u32 {
        let digits = (self.value / self.figure.step() + 1e-9).log10().floor();
        if digits < 0.0 { 1 } else { digits as u32 + 1 }
    }

    /// Whether a match among this number of pairs of figures is hardly a coincidence.
    pub(super) fn is_significant_among(&self, pairs: usize) -> bool {
        /// How many pairs of two digits are few: all of four rows.
        const FEW: usize = 6;
        2 * pairs <= 10usize.pow(self.digits().saturating_sub(1).min(4))
            || self.digits() == 2 && pairs <= FEW
    }

    /// The same where the sentence names the compared rows and only the column is unknown.
    pub(super) fn is_significant_among_columns(&self, columns: usize) -> bool {
        columns <= 10usize.pow(self.digits().saturating_sub(1).min(4))
    }

    pub(super) fn is(&self, result: f64) -> bool {
        (result - self.value).abs() <= self.slack
    }

    /// The same for operands without a unit: the claim may have another scale.
    pub(super) fn is_written(&self, operands: &[&Operand], result: f64) -> bool {
        let figure = self.figure;
        figure.measure.exponent != 0
            && operands.iter().all(|operand| operand.measure.is_none())
            && self.dimension() == Dimension::Count
            && (result - figure.number.float()).abs() <= 10f64.powi(i32::from(figure.last)) * 0.5001
    }

    /// Whether two values can give the claimed figure at all; quick, for there are many.
    pub(super) fn may_be_of(&self, a: f64, b: f64) -> bool {
        let (large, small) = (a.max(b), a.min(b));
        let difference = large - small;
        let in_hundreds = difference * 100.0;
        self.is(difference)
            || self.is_written(&[], difference)
            || self.is(in_hundreds)
            || small > 0.0
                && (self.is(large / small)
                    || self.is(in_hundreds / small)
                    || self.is(in_hundreds / large))
    }

    /// How far from the claimed value the nearest result of two operands is, in slacks: a number up
    /// to one is it.
    ///
    /// Values alone exclude most pairs, so their units are compared last.
    pub(super) fn distance(&self, a: &Operand, b: &Operand, most: f64) -> f64 {
        let of = |result: f64| (result - self.value).abs() / self.slack;
        let (large, small) = (a.value.abs().max(b.value.abs()), a.value.abs().min(b.value.abs()));
        let difference = (a.value - b.value).abs();
        let is_near = match self.dimension() {
            Dimension::Times => of(large / small) <= most,
            Dimension::Percent | Dimension::Point => {
                of(difference) <= most
                    || of(difference * 100.0) <= most
                    || of(difference / small * 100.0) <= most
                    || of(difference / large * 100.0) <= most
            }
            _ => of(difference) <= most,
        };
        if !is_near {
            return f64::INFINITY;
        }
        if a.measure.zip(b.measure).is_some_and(|(first, second)| !first.fits(second)) {
            return f64::INFINITY;
        }
        let has_unit = |operand: &Operand| {
            operand.measure.is_some_and(|measure| !self.figure.measure.fits(measure))
        };
        match self.dimension() {
            Dimension::Times if small > 0.0 => of(large / small),
            Dimension::Times => f64::INFINITY,
            Dimension::Percent | Dimension::Point => {
                let is_share = !a.is_percent() && !b.is_percent() && large <= 1.0;
                let points = if is_share { difference * 100.0 } else { difference };
                let of_points = if has_unit(a) || has_unit(b) { f64::INFINITY } else { of(points) };
                let of_change = if self.is_points || small == 0.0 {
                    f64::INFINITY
                } else {
                    of(difference / small * 100.0).min(of(difference / large * 100.0))
                };
                of_points.min(of_change)
            }
            _ if self.is_of_a_quantity() && (has_unit(a) || has_unit(b)) => f64::INFINITY,
            _ => of(difference),
        }
    }

    /// Which part of the values that are at most so many slacks from the claimed one are it.
    pub(super) fn part_of_window(&self, slacks: f64) -> f64 {
        let width = self.slack * slacks + (self.slack * slacks).min(self.value);
        2.0 * self.slack / width
    }

    /// How two operands give the claimed figure; the first is what the sentence is about.
    pub(super) fn of_two(&self, a: &Operand, b: &Operand) -> Option<OfTwo> {
        let of = |kind, is_swapped| {
            Some(OfTwo { kind, is_swapped, goes: direction_between(b.value, a.value) })
        };
        if let (Some(first), Some(second)) = (a.measure, b.measure)
            && !first.fits(second)
        {
            return None;
        }
        let difference = (a.value - b.value).abs();
        let has_unit = |operand: &Operand| {
            operand.measure.is_some_and(|measure| !self.figure.measure.fits(measure))
        };
        match self.dimension() {
            Dimension::Times => {
                let (a, b) = (a.value.abs(), b.value.abs());
                let (large, small) = (a.max(b), a.min(b));
                if small > 0.0 && self.is(large / small) { of(SumKind::Ratio, a < b) } else { None }
            }
            Dimension::Percent | Dimension::Point => {
                let is_share =
                    !a.is_percent() && !b.is_percent() && a.value <= 1.0 && b.value <= 1.0;
                let points = if is_share { difference * 100.0 } else { difference };
                if points <= 100.0 && self.is(points) && !has_unit(a) && !has_unit(b) {
                    of(SumKind::Difference, a.value < b.value)
                } else if !self.is_points && b.value > 0.0 && self.is(difference / b.value * 100.0)
                {
                    of(SumKind::Change, false)
                } else {
                    None
                }
            }
            _ if self.is_of_a_quantity() && (has_unit(a) || has_unit(b)) => None,
            _ if self.is(difference) || self.is_written(&[a, b], (a.written - b.written).abs()) => {
                of(SumKind::Difference, a.value < b.value)
            }
            _ => None,
        }
    }

    /// The outcome for two operands that give the figure, with their order where it matters.
    pub(super) fn outcome_of_two(
        &self,
        judge: &Judge,
        (a, b): (&Operand, &Operand),
        of: &OfTwo,
        is_ordered: bool,
    ) -> Option<Outcome> {
        let passages = Passages::of(vec![a.passage(judge), b.passage(judge)])?;
        if is_ordered
            && let (Some(claimed_direction), Some(goes)) = (self.direction_at(judge, a), of.goes)
            && claimed_direction != goes
            && of.kind != SumKind::Ratio
        {
            return Some(Outcome::AnotherDirection { claimed_direction, passages });
        }
        let (first, second) = if of.is_swapped { (b, a) } else { (a, b) };
        let parts = vec![first.text(judge), second.text(judge)];
        Some(Outcome::Computed {
            sum: Sum { kind: of.kind, parts, result: self.text.clone() },
            passages,
        })
    }

    /// The outcome for more than two operands, or for a part of a whole.
    pub(super) fn outcome_of_all(
        &self,
        judge: &Judge,
        kind: SumKind,
        operands: &[Operand],
    ) -> Option<Outcome> {
        let passages =
            Passages::of(operands.iter().map(|operand| operand.passage(judge)).collect())?;
        let parts = operands.iter().map(|operand| operand.text(judge)).collect();
        Some(Outcome::Computed { sum: Sum { kind, parts, result: self.text.clone() }, passages })
    }
}
