//! A figure of the source: the ways to read it, and whether it supports a claim.

mod counts;

use crate::claim::Figures as Claimed;
use crate::figure::{Bound, Figure, Form, Link};
use crate::header;
use crate::number::Number;
use crate::source::grid::{Grid, Kind};
use crate::source::{Cell, Figures, Source, Spot};
use crate::unit::{Dimension, Measure};
use crate::words;
use std::ops::Range;

/// The number of bytes before a figure in which its unit, bound and setting are looked for.
const BYTES_BEFORE: usize = 48;
/// The number of bytes after a figure in which the words that imply its unit are looked for.
const BYTES_AFTER: usize = 24;

/// A figure of the source and its context.
pub(crate) struct Candidate<'a> {
    text: &'a str,
    /// The figure and those after it.
    pub(crate) figures: &'a [Figure],
    /// Those before it.
    earlier: &'a [Figure],
    /// The figure before it, when it is joined to this one.
    joined: Option<Link>,
    /// The cell it is in.
    cell: Option<&'a Cell>,
    /// The table it is in.
    grid: Option<&'a Grid>,
    spot: &'a Spot,
    /// The text around its block: a table's caption.
    around: &'a str,
}

/// One way to read a figure of the source.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FigureReading {
    pub(crate) value: Number,
    pub(crate) unit: Unit,
    /// How sure the unit is: 3 as written, 2 by the table's headings, 1 by other evidence, 0
    /// ([`MAYBE`]) a count of perhaps another thing.
    pub(crate) strength: u32,
}

/// The unit of a reading.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Unit {
    Known(Measure),
    /// The figure has no unit: a claim without a unit may match too.
    Any,
    /// The unit that the words around the figure imply. They are read only when a claim has this
    /// value.
    Implied,
    /// The number is below one and may be a share: 0.7147 of 71.47%.
    Share,
}

const PERCENT: Measure = Measure::new(Dimension::Percent, 1, 0);

impl<'a> Candidate<'a> {
    pub(crate) fn new(source: &'a Source, figures: &'a Figures, n: usize) -> Self {
        let spot = &source.all[figures.spot as usize];
        let joined = n.checked_sub(1).map(|before| figures.all[before].link);
        Self {
            text: &spot.text[figures.range.clone()],
            figures: &figures.all[n..],
            earlier: &figures.all[..n],
            joined,
            cell: source.cell(figures),
            grid: source.cell(figures).and_then(|cell| source.grids.get(cell.at.grid as usize)),
            spot,
            around: source.around.get(spot.block as usize).map_or("", String::as_str),
        }
    }

    /// All ways to read the figure.
    pub(crate) fn readings(&self, mut add: impl FnMut(FigureReading)) {
        let figure = &self.figures[0];
        let mut add = |value, unit, strength| add(FigureReading { value, unit, strength });
        if !figure.is_bare() {
            add(figure.value(), Unit::Known(figure.measure), 3);
            add(figure.number, Unit::Any, 1);
            if figure.measure.dimension == Dimension::Percent {
                // `3.1 out of a million` is 3.1e-6 and hardly anything else.
                let strength = if figure.measure.exponent < 0 { 2 } else { 1 };
                add(figure.value().scaled(1, -2), Unit::Any, strength);
            }
            return;
        }
        // A bare number in a column of milliseconds is no count.
        let is_measured = self.cell.is_some_and(|cell| cell.is_measured);
        add(figure.number, if is_measured { Unit::Any } else { Unit::Known(Measure::BARE) }, 3);
        match self.cell.and_then(|cell| cell.measure) {
            Some(measure) => {
                add(figure.number.scaled(measure.times, measure.exponent), Unit::Known(measure), 2);
                if measure == PERCENT {
                    add(figure.number.scaled(1, -2), Unit::Any, 2);
                }
            }
            // `four classes` counts, whatever the words around it name.
            None if figure.form == Form::Words => {}
            None => add(figure.number, Unit::Implied, 1),
        }
        if let Some(measure) = self.unit_of_range() {
            add(figure.number.scaled(measure.times, measure.exponent), Unit::Known(measure), 1);
        }
        let kind = self.cell.map(|cell| cell.column).filter(|_| !is_measured);
        if kind == Some(Kind::Hundred) {
            add(figure.number, Unit::Known(PERCENT), 1);
            add(figure.number.scaled(1, -2), Unit::Any, 1);
        }
        // 0.7147 of a rate is 71.47%.
        if figure.number.is_below_one() {
            add(figure.number.scaled(1, 2), Unit::Implied, 1);
            if kind == Some(Kind::Share) || self.cell.is_none() {
                add(figure.number.scaled(1, 2), Unit::Share, 1);
            }
        }
    }

    /// How strongly this reading of the figure supports the claim. The value is not compared here.
    pub(crate) fn strength_for(
        &self,
        claimed: &Claimed,
        wanted: &Figure,
        reading: &FigureReading,
    ) -> Option<u32> {
        let strength = reading.strength;
        if wanted.minus && !self.figures[0].minus
            || wanted.bound.is_some_and(|bound| !self.is_bounded(bound))
        {
            return None;
        }
        // Nobody writes a share of one in per mille.
        let is_finer = wanted.measure.exponent < 0;
        let measure = match reading.unit {
            Unit::Known(measure) => measure,
            Unit::Implied => {
                let measure = self.cell.and_then(|cell| cell.measure).or_else(|| self.implied())?;
                let is_percent = measure.dimension == Dimension::Percent;
                let is_as_written = reading.value == self.figures[0].number;
                // Only rates are written as fractions of one, and only simple units as words.
                return (wanted.measure.fits(measure)
                    && (is_as_written || is_percent && !is_finer && !self.is_parameter(claimed)))
                .then_some(strength);
            }
            Unit::Share => {
                let is_distinctive = wanted.measure.fits(PERCENT)
                    && !is_finer
                    && (self.figures[0].number.significant() >= 2
                        || claimed.is_share
                        || claimed.setting.is_some()
                            && claimed.setting == words::setting(self.before()));
                return (is_distinctive && !self.is_parameter(claimed)).then_some(strength);
            }
            Unit::Any => {
                let is_bare = wanted.is_bare() && !claimed.is_count && claimed.thing.is_none();
                // A score without a unit matches in any unit when it has enough digits to be
                // distinctive.
                let is_share = claimed.is_share && reading.value.is_below_one();
                // A share of 0.37 is 37%.
                let is_percent = self.figures[0].measure.dimension == Dimension::Percent;
                if is_share && is_percent && reading.value == self.figures[0].number {
                    return None;
                }
                let is_sure = strength > 1 || is_share || reading.value.significant() >= 3;
                let may_be = is_sure || reading.value == self.figures[0].number;
                return (is_bare && may_be).then_some(if is_sure { 1 } else { MAYBE });
            }
        };
        if !wanted.measure.fits(measure) {
            None
        } else if wanted.measure.dimension == Dimension::Count {
            self.counts(claimed, reading.value, wanted.measure).map(|sure| sure.min(strength))
        } else {
            Some(strength)
        }
    }

    /// Whether the words before name the number as a setting or a p-value that is no share and is
    /// not the claimed one.
    fn is_parameter(&self, claimed: &Claimed) -> bool {
        words::setting(self.before()).is_some_and(|setting| claimed.setting != Some(setting))
    }

    /// The range of the figure; of a claimed product, the range of all its factors, `None` when one
    /// is missing here.
    pub(crate) fn matched_range(&self, claimed: &Claimed) -> Option<Range<usize>> {
        let first = &self.figures[0];
        if !claimed.is_product {
            return Some(first.range.clone());
        }
        let count = claimed.parts.len();
        let here = self.figures.get(..count)?;
        let same =
            here.iter().zip(&claimed.parts).all(|(here, wanted)| here.number == wanted.number);
        let linked = here[..count - 1].iter().all(|figure| figure.link == Link::Product);
        (same && linked).then(|| first.range.start..here[count - 1].range.end)
    }

    fn is_bounded(&self, bound: Bound) -> bool {
        let figure = &self.figures[0];
        if figure.bound.is_some() {
            return figure.bound == Some(bound);
        }
        let words: &[&str] = match bound {
            Bound::Below => &[
                "less than",
                "under",
                "below",
                "at most",
                "fewer than",
                "within",
                "up to",
                "no more than",
                "smaller than",
                "lower than",
                "不到",
                "低于",
                "小于",
                "以内",
            ],
            Bound::Above => &[
                "more than",
                "over",
                "above",
                "exceed",
                "at least",
                "greater than",
                "larger than",
                "higher than",
                "beyond",
                "超过",
                "高于",
                "大于",
                "以上",
            ],
        };
        let before = self.before().to_lowercase();
        words.iter().any(|word| before.contains(word))
    }

    fn before(&self) -> &str {
        let start = self.figures[0].range.start;
        &self.text[self.text.ceil_char_boundary(start.saturating_sub(BYTES_BEFORE))..start]
    }

    /// The unit of a bare figure that is one end of the range of an earlier value: `0.38 Tg, with a
    /// range from 0.21 to 0.59`.
    fn unit_of_range(&self) -> Option<Measure> {
        const RANGES: [&str; 10] = [
            "range",
            "between",
            "from",
            "interval",
            "confidence",
            " CI",
            "范围",
            "区间",
            "介于",
            "从",
        ];
        let before = self.earlier.iter().rev().find(|figure| !figure.is_bare())?;
        let between = self.text.get(before.range.end..self.figures[0].range.start)?;
        let is_range =
            before.is_of_a_quantity() && RANGES.iter().any(|word| between.contains(word));
        (is_range && between.len() <= 2 * BYTES_BEFORE).then_some(before.measure)
    }

    /// The unit that the words around a bare figure imply.
    fn implied(&self) -> Option<Measure> {
        let end = self.figures[0].range.end;
        let behind = &self.text[end..self.text.floor_char_boundary(end + BYTES_AFTER)];
        // The nearest word counts.
        let before = self.before();
        let before = before.rsplit_once(". ").map_or(before, |(_, before)| before);
        header::implied_last(before).or_else(|| header::implied(behind))
    }
}

/// The strength of a count whose counted thing may be another one.
pub(crate) const MAYBE: u32 = 0;
