//! Claims that round a figure of the paper, or give a bound that it keeps.

use super::Judge;
use crate::How;
use crate::candidate::MAYBE;
use crate::claim::{Figures, Sentence, Wanted};
use crate::figure::{Figure, Form, PART_STEP};
use crate::index::Hit;
use crate::rank::Common;
use crate::words::Hedge;

/// The largest relative distance between a bound and the figure that is meant.
const NEAR_BOUND: f64 = 0.1;
/// The same for `more than`, and for `less than` with a figure in words, which are less exact.
const FAR_BOUND: f64 = 0.2;
/// From this value on, a count is hardly near another count by chance.
const LARGE: f64 = 1_000.0;

impl Judge<'_> {
    /// A figure with more digits that is rounded to the claimed one, or keeps to the claimed bound.
    ///
    /// Returns its places, and in which form they have it.
    pub(super) fn rounded(
        &self,
        want: &Wanted,
        figures: &Figures,
        sentence: &Sentence,
    ) -> Option<(Vec<(Hit, Common)>, How)> {
        let [figure] = figures.parts.as_slice() else { return None };
        let value = figure.value().float();
        let is_part = figure.form == Form::Part;
        let is_hedged = figures.hedge != Hedge::None || is_part;
        let is_large_count = figures.is_count && value >= LARGE;
        if value == 0.0
            || figures.is_product
            || figures.thing.is_some()
            || !is_hedged && figure.number.significant() < 2
        {
            return None;
        }
        let (low, high) = bounds(figure, figures.hedge);
        let how = match figures.hedge {
            Hedge::None | Hedge::About => How::Rounded,
            Hedge::Above | Hedge::Below => How::Bound,
        };
        let near = self.index.near(self.source, figures, figure, low, high);
        let near: Vec<Hit> = near
            .into_iter()
            .filter(|hit| hit.strength != MAYBE || figures.hedge != Hedge::None && figures.is_count)
            .collect();
        let mentioned = sentence.mentions.iter().filter(|mention| mention.is_sure).count() as u32;
        let accepted: Vec<(Hit, Common)> = self
            .rank
            .sorted(near, sentence)
            .into_iter()
            .filter(|(hit, common)| {
                let is_meant = match (is_hedged, hit.cell) {
                    (true, _) => {
                        let digits = figure.number.significant();
                        common.labels + common.words + common.claims > 0
                            || hit.strength == 3
                            || digits >= 3
                            || digits == 2 && (!figure.is_bare() || is_large_count)
                            || figure.is_of_a_quantity()
                    }
                    (false, Some(_)) => common.labels > 0 && common.labels >= mentioned.min(2),
                    (false, None) => {
                        common.words >= 3
                            || common.labels > 0 && common.words > 0
                            || figure.is_of_a_quantity()
                                && common.claims > 1
                                && figure.number.significant() > 1
                    }
                };
                is_meant
                    && !self.is_chance(figures, &(hit.clone(), *common))
                    && self.another_owner(hit, want, sentence).is_none()
            })
            .collect();
        (!accepted.is_empty()).then_some((accepted, how))
    }
}

/// The smallest and the largest value that round to the claimed figure or keep its bound.
fn bounds(figure: &Figure, hedge: Hedge) -> (f64, f64) {
    let value = figure.value().float();
    let is_part = figure.form == Form::Part;
    let mut step = figure.step();
    if is_part && figure.number.significant() > 1 {
        step = PART_STEP;
    } else if (hedge != Hedge::None || is_part) && figure.last >= 0 {
        // `about 12,000` may be rounded to thousands.
        let digits = (value / step).abs().log10().floor() as i32 + 1;
        step *= 10f64.powi((digits - figure.number.significant() as i32).max(0));
    }
    // `about 10` does not match 14, whatever its digits.
    let step =
        step.min(2.0 * value * NEAR_BOUND).max(if hedge == Hedge::None { step } else { 0.0 });
    let slack = step * 1e-6;
    let half = step / 2.0 + slack;
    match hedge {
        Hedge::None => (value - half, value + half),
        // The figure may be cut off instead of rounded: `about 12.3` for 12.39.
        Hedge::About if !is_part => (value - half, value + step.min(value * NEAR_BOUND) + slack),
        Hedge::About => (value - half, value + half),
        Hedge::Above => (value, value + step.max(figure.step()).min(value * FAR_BOUND) + slack),
        Hedge::Below => {
            let far = if figure.form == Form::Digits { NEAR_BOUND } else { FAR_BOUND };
            (value - step.max(figure.step()).min(value * far) - slack, value)
        }
    }
}
