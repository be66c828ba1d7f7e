//! Figures in running text, Chinese or English, with or without LaTeX.

mod fraction;
mod join;
mod measure;
mod scan;
mod signs;
mod words;

use super::number::Number;
use super::unit::Measure;
use std::ops::Range;

/// A figure in a text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Figure {
    /// From its sign to the end of its unit.
    pub(super) range: Range<usize>,
    /// Where the digits begin.
    pub(super) digits: usize,
    /// The number as it is written.
    pub(super) number: Number,
    /// The power of ten of its last digit as it is written: -2 for 71.40.
    pub(super) last: i16,
    /// The scale and unit after it, or after a later figure of its list or range: `10-20%`.
    pub(super) measure: Measure,
    pub(super) minus: bool,
    pub(super) bound: Option<Bound>,
    pub(super) form: Form,
    /// How the next figure is joined to it.
    pub(super) link: Link,
    /// Whether the next one is smaller.
    pub(super) is_falling: bool,
}

/// How a figure is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Digits,
    /// In words or Chinese characters.
    Words,
    /// As a part of a whole in words: a quarter, 三分之一, 四成. It is often a rounded one.
    Part,
}

/// How exact a quarter or a third is meant, in points of per cent.
pub(super) const PART_STEP: f64 = 4.0;

/// The meaning of a sign before a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bound {
    Below,
    Above,
}

/// The text between two figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Link {
    None,
    /// A comma, a slash, a word such as `and`.
    List,
    /// `10-20`, `10 to 20`, 10至20.
    Range,
    /// `10 ± 2`.
    Spread,
    /// `224 × 224`, `16:9`.
    Product,
}

impl Figure {
    /// The number in its dimension's own unit.
    pub(super) fn value(&self) -> Number {
        self.number.scaled(self.measure.times, self.measure.exponent)
    }

    /// What its last written digit counts in its dimension's own unit.
    pub(super) fn step(&self) -> f64 {
        10f64.powi(i32::from(self.last) + i32::from(self.measure.exponent))
            * f64::from(self.measure.times)
    }

    /// Whether it has a unit of its own, and is no count, score or part.
    pub(super) fn is_of_a_quantity(&self) -> bool {
        use super::unit::Dimension::{Count, Percent, Point, Times};
        !matches!(self.measure.dimension, Count | Percent | Point | Times)
    }

    pub(super) fn is_bare(&self) -> bool {
        self.measure == Measure::BARE
    }
}

/// Finds the figures of a text in their order. Numbers in names, labels, list marks, citations,
/// dates and versions are not figures.
pub(super) fn figures(text: &str) -> Vec<Figure> {
    let mut figures = scan::scan(text);
    join::join(text, &mut figures);
    figures
}

/// The power of a factor such as `×10^{6}` or `\times 10^6` that a text begins with, and what is
/// after it.
pub(super) fn factor(text: &str) -> Option<(i16, &str)> {
    let times = text.trim_start_matches([' ', '\\', '$', '(']);
    let ten = ["times", "cdot", "×", "·", "x"]
        .iter()
        .find_map(|sign| times.strip_prefix(sign))
        .unwrap_or(times);
    let behind = ten.trim_start_matches([' ', '$', '{']).strip_prefix("10")?;
    signs::power(behind).map(|(power, length)| (power, &behind[length..]))
}
