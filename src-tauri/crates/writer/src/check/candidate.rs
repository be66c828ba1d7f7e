//! A figure of the source: the ways to read it, and whether it says what is looked for.

use super::claim::Figures;
use super::figure::{Bound, Figure, Link};
use super::lookup::{Hit, Part};
use super::number::Number;
use super::passage::{Cell, Spot};
use super::unit::{Dimension, Measure};
use super::{header, name, term::Terms};
use std::cell::OnceCell;
use std::ops::Range;

/// How many places of one figure or name are weighed against one another; the first ones where there are more.
pub(super) const MOST_PLACES: usize = 400;
/// How far around a figure words are looked at that say its unit, in bytes.
const WORDS_BEFORE: usize = 48;
const WORDS_BEHIND: usize = 24;

/// A figure of the source and what stands around it.
pub(super) struct Candidate<'a> {
    text: &'a str,
    /// The figure and those behind it.
    figures: &'a [Figure],
    /// The cell it stands in.
    cell: Option<&'a Cell>,
    spot: &'a Spot,
    implied: OnceCell<Option<Measure>>,
    counted: OnceCell<Terms>,
}

/// One way to read a figure of the source.
pub(super) struct Reading {
    pub(super) value: Number,
    pub(super) unit: Unit,
    /// How sure the unit is.
    pub(super) strength: u32,
}

/// The unit of a reading.
#[derive(Clone, Copy)]
pub(super) enum Unit {
    Known(Measure),
    /// Left away: the number may be claimed without one.
    Any,
    /// What the words around the figure say; they are read only when something of that value is looked for.
    Implied,
}

impl<'a> Candidate<'a> {
    pub(super) fn new(text: &'a str, figures: &'a [Figure], cell: Option<&'a Cell>, spot: &'a Spot) -> Self {
        Self { text, figures, cell, spot, implied: OnceCell::new(), counted: OnceCell::new() }
    }

    /// Tells all ways to read the figure.
    pub(super) fn readings(&self, mut tell: impl FnMut(Reading)) {
        let figure = &self.figures[0];
        let mut tell = |value, unit, strength| tell(Reading { value, unit, strength });
        if !figure.is_bare() {
            tell(figure.value(), Unit::Known(figure.measure), 3);
            return tell(figure.number, Unit::Any, 1);
        }
        // A bare number in a column of milliseconds is no count.
        let is_measured = self.cell.is_some_and(|cell| cell.is_measured);
        tell(figure.number, if is_measured { Unit::Any } else { Unit::Known(Measure::BARE) }, 3);
        match self.cell.and_then(|cell| cell.measure) {
            Some(measure) => tell(figure.number.scaled(measure.times, measure.exponent), Unit::Known(measure), 2),
            None => tell(figure.number, Unit::Implied, 1),
        }
        // 0.7147 of a rate is 71.47%.
        if figure.number.is_below_one() {
            tell(figure.number.scaled(1, 2), Unit::Implied, 1);
        }
    }

    /// Adds a hit when the figure, read so, says what is wanted. `at` is the spot and where this text begins in it.
    pub(super) fn add(&self, part: &Part, reading: &Reading, at: (usize, usize), hits: &mut Vec<Hit>) {
        let (spot, offset) = at;
        if hits.len() >= MOST_PLACES {
            return;
        }
        if let Some(strength) = self.says(part, reading)
            && let Some(range) = self.whole(part)
        {
            let range = offset + range.start..offset + range.end;
            match hits.last_mut().filter(|last| last.spot == spot && last.range == range) {
                Some(same) => same.strength = same.strength.max(strength),
                None => hits.push(Hit { spot, range, strength }),
            }
        }
    }

    /// Whether the figure, read so, says what is wanted, and how surely.
    fn says(&self, part: &Part, reading: &Reading) -> Option<u32> {
        let (wanted, strength) = (part.figure, reading.strength);
        if wanted.minus && !self.figures[0].minus || wanted.bound.is_some_and(|bound| !self.is_bounded(bound)) {
            return None;
        }
        let measure = match reading.unit {
            Unit::Known(measure) => measure,
            Unit::Implied => {
                let measure = self.cell.and_then(|cell| cell.measure).or_else(|| *self.implied.get_or_init(|| self.implied()))?;
                let is_percent = measure.dimension == Dimension::Percent;
                // Only rates are told as parts of one, and only plain units by words.
                return (wanted.measure.fits(measure) && (is_percent || reading.value == self.figures[0].number)).then_some(strength);
            }
            Unit::Any => {
                let is_bare = wanted.is_bare() && !part.figures.is_count && part.figures.thing.is_none();
                // A score without a unit is what it is in whatever unit, when there are digits enough to tell it.
                return (is_bare && (strength > 1 || reading.value.significant() >= 3)).then_some(1);
            }
        };
        if !wanted.measure.fits(measure) {
            None
        } else if wanted.measure.dimension == Dimension::Count {
            self.counts(part.figures, reading.value, wanted.measure).map(|sure| sure.min(strength))
        } else {
            Some(strength)
        }
    }

    /// Whether the figure counts what is wanted.
    fn counts(&self, wanted: &Figures, value: Number, unit: Measure) -> Option<u32> {
        let behind = &self.text[self.figures[0].range.end..];
        if let Some(thing) = &wanted.thing {
            let near = &behind.as_bytes()[..behind.floor_char_boundary(40)];
            let word = |start: usize| near[start..].iter().take_while(|byte| byte.is_ascii_alphanumeric());
            // Behind another device's name stands what there is so many of there.
            let is_there = |start| thing.end_at(near, start).map(|_| true).or_else(|| word(start).any(u8::is_ascii_digit).then_some(false));
            return name::word_starts(near).find_map(is_there).filter(|there| *there).map(|_| 3);
        }
        if !wanted.is_count && wanted.counted.is_empty() {
            return Some(3);
        }
        let counted = *self.counted.get_or_init(|| Terms::behind(behind).terms);
        // Large numbers, and those with a scale such as `B`, are rarely there by chance; words for what is counted differ.
        let is_large = value.significant() >= 3 || value.whole().is_some_and(|value| value >= 100) || unit != Measure::BARE;
        let is_small = value.whole().is_some_and(|value| value <= 12);
        if counted.shares(wanted.counted) > 0 {
            Some(3)
        } else if !counted.is_empty() {
            // Something else is counted, or something that has no name here.
            is_large.then_some(1)
        } else if !is_small || wanted.counted.is_empty() {
            Some(2)
        } else {
            let around = Terms::of(&self.spot.text).shares(wanted.counted) > 0;
            around.then_some(2)
        }
    }

    /// The range of all that is wanted, when the factors of a product stand here too.
    fn whole(&self, part: &Part) -> Option<Range<usize>> {
        let first = &self.figures[0];
        if !part.figures.is_product {
            return Some(first.range.clone());
        }
        let count = part.figures.parts.len();
        let here = self.figures.get(..count)?;
        let same = here.iter().zip(&part.figures.parts).all(|(here, wanted)| here.number == wanted.number);
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
        &self.text[self.text.ceil_char_boundary(start.saturating_sub(WORDS_BEFORE))..start]
    }

    /// The unit that the words around a bare figure imply.
    fn implied(&self) -> Option<Measure> {
        let end = self.figures[0].range.end;
        let behind = &self.text[end..self.text.floor_char_boundary(end + WORDS_BEHIND)];
        // The word that stands nearest counts.
        let before = self.before();
        let before = before.rsplit_once(". ").map_or(before, |(_, before)| before);
        header::implied_last(before).or_else(|| header::implied(behind))
    }
}
