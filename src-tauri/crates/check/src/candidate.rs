//! A figure of the source: the ways to read it, and whether it says what is looked for.

use super::claim::Figures as Claimed;
use super::figure::{Bound, Figure, Link};
use super::number::Number;
use super::source::grid::Kind;
use super::source::is_number;
use super::source::{Cell, Figures, Source, Spot};
use super::unit::{Dimension, Measure};
use super::words::counted_noun;
use super::{header, name, term::Terms};
use std::ops::Range;

/// How far around a figure words are looked at that say its unit, in bytes.
const WORDS_BEFORE: usize = 48;
const WORDS_BEHIND: usize = 24;

/// A figure of the source and what is around it.
pub(super) struct Candidate<'a> {
    text: &'a str,
    /// The figure and those behind it.
    pub(super) figures: &'a [Figure],
    /// The figure before it, when it is joined to this one.
    joined: Option<Link>,
    /// The cell it is in.
    cell: Option<&'a Cell>,
    spot: &'a Spot,
}

/// One way to read a figure of the source.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reading {
    pub(super) value: Number,
    pub(super) unit: Unit,
    /// How sure the unit is.
    pub(super) strength: u32,
}

/// The unit of a reading.
#[derive(Debug, Clone, Copy)]
pub(super) enum Unit {
    Known(Measure),
    /// Left away: the number may be claimed without one.
    Any,
    /// What the words around the figure say; they are read only when something of that value is
    /// looked for.
    Implied,
    /// A part of one, perhaps of a whole.
    Share,
}

const PERCENT: Measure = Measure::new(Dimension::Percent, 1, 0);

impl<'a> Candidate<'a> {
    pub(super) fn new(source: &'a Source, figures: &'a Figures, n: usize) -> Self {
        let spot = &source.all[figures.spot as usize];
        let joined = n.checked_sub(1).map(|before| figures.all[before].link);
        Self {
            text: &spot.text[figures.range.clone()],
            figures: &figures.all[n..],
            joined,
            cell: source.cell(figures),
            spot,
        }
    }

    /// All ways to read the figure.
    pub(super) fn readings(&self, mut tell: impl FnMut(Reading)) {
        let figure = &self.figures[0];
        let mut tell = |value, unit, strength| tell(Reading { value, unit, strength });
        if !figure.is_bare() {
            tell(figure.value(), Unit::Known(figure.measure), 3);
            tell(figure.number, Unit::Any, 1);
            if figure.measure == PERCENT {
                tell(figure.number.scaled(1, -2), Unit::Any, 1);
            }
            return;
        }
        // A bare number in a column of milliseconds is no count.
        let is_measured = self.cell.is_some_and(|cell| cell.is_measured);
        tell(figure.number, if is_measured { Unit::Any } else { Unit::Known(Measure::BARE) }, 3);
        match self.cell.and_then(|cell| cell.measure) {
            Some(measure) => {
                tell(
                    figure.number.scaled(measure.times, measure.exponent),
                    Unit::Known(measure),
                    2,
                );
                if measure == PERCENT {
                    tell(figure.number.scaled(1, -2), Unit::Any, 2);
                }
            }
            None => tell(figure.number, Unit::Implied, 1),
        }
        let kind = self.cell.map(|cell| cell.column).filter(|_| !is_measured);
        if kind == Some(Kind::Hundred) {
            tell(figure.number, Unit::Known(PERCENT), 1);
            tell(figure.number.scaled(1, -2), Unit::Any, 1);
        }
        // 0.7147 of a rate is 71.47%.
        if figure.number.is_below_one() {
            tell(figure.number.scaled(1, 2), Unit::Implied, 1);
            if kind == Some(Kind::Share) || self.cell.is_none() {
                tell(figure.number.scaled(1, 2), Unit::Share, 1);
            }
        }
    }

    /// Whether the figure, read so, says what is wanted, and how surely; its value is not compared.
    pub(super) fn says(
        &self,
        claimed: &Claimed,
        wanted: &Figure,
        reading: &Reading,
    ) -> Option<u32> {
        let strength = reading.strength;
        if wanted.minus && !self.figures[0].minus
            || wanted.bound.is_some_and(|bound| !self.is_bounded(bound))
        {
            return None;
        }
        let measure = match reading.unit {
            Unit::Known(measure) => measure,
            Unit::Implied => {
                let measure = self.cell.and_then(|cell| cell.measure).or_else(|| self.implied())?;
                let is_percent = measure.dimension == Dimension::Percent;
                let is_as_written = reading.value == self.figures[0].number;
                // Only rates are given as parts of one, and only plain units by words.
                return (wanted.measure.fits(measure)
                    && (is_as_written || is_percent && !self.is_parameter()))
                .then_some(strength);
            }
            Unit::Share => {
                let is_telling =
                    self.figures[0].number.significant() >= 2 && wanted.measure.fits(PERCENT);
                return (is_telling && !self.is_parameter()).then_some(strength);
            }
            Unit::Any => {
                let is_bare = wanted.is_bare() && !claimed.is_count && claimed.thing.is_none();
                // A score without a unit is what it is in whatever unit, when there are digits
                // enough to tell it.
                let is_share = claimed.is_share && reading.value.is_below_one();
                return (is_bare && (strength > 1 || is_share || reading.value.significant() >= 3))
                    .then_some(1);
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

    /// Whether the figure counts what is wanted.
    fn counts(&self, wanted: &Claimed, value: Number, unit: Measure) -> Option<u32> {
        let behind = &self.text[self.figures[0].range.end..];
        if let Some(thing) = &wanted.thing {
            let near = &behind.as_bytes()[..behind.floor_char_boundary(40)];
            let word =
                |start: usize| near[start..].iter().take_while(|byte| byte.is_ascii_alphanumeric());
            // Behind another device's name is what there is so many of there.
            let is_there = |start| {
                thing
                    .end_at(near, start)
                    .map(|_| true)
                    .or_else(|| word(start).any(u8::is_ascii_digit).then_some(false))
            };
            return name::word_starts(near).find_map(is_there).filter(|there| *there).map(|_| 3);
        }
        if !wanted.is_count && wanted.counted.is_empty() {
            return Some(3);
        }
        if self.is_no_count(value, behind) {
            return None;
        }
        if let (Some(wanted), Some(noun)) = (&wanted.noun, counted_noun(behind))
            && *wanted == noun
        {
            return Some(3);
        }
        // What a cell's number counts is named at the head of its column.
        if let (Some(noun), Some(heading)) = (&wanted.noun, self.heading())
            && heading.contains(noun.as_str())
        {
            return Some(3);
        }
        let counted = Terms::behind(behind).terms;
        // Large numbers, and those with a scale such as `B`, are rarely there by chance; words for
        // what is counted differ.
        let is_large = value.significant() >= 3
            || value.whole().is_some_and(|value| value >= 100)
            || unit != Measure::BARE;
        let is_small = value.whole().is_some_and(|value| value <= 12);
        let around = || match self.heading() {
            Some(heading) => Terms::of(&heading).shares(wanted.counted) > 0,
            None => Terms::of(&self.spot.text).shares(wanted.counted) > 0,
        };
        if counted.shares(wanted.counted) > 0 {
            Some(3)
        } else if !counted.is_empty() && !wanted.counted.is_empty() {
            // Something else is counted.
            is_large.then_some(1)
        } else if let (Some(claimed), Some(_)) = (&wanted.noun, next_word(behind)) {
            // Both are English: what is counted is named near, or it is something else.
            let stem = &claimed[..claimed.floor_char_boundary(5.min(claimed.len()))];
            self.spot.text.to_lowercase().contains(stem).then_some(if is_small { MAYBE } else { 2 })
        } else if self.is_in_text_cell() {
            // `CC BY 4.0` counts nothing.
            None
        } else if wanted.counted.is_empty() {
            // A small number of something that has no name here may be of the same.
            Some(if is_small { MAYBE } else { 2 })
        } else if around()
            || value.whole().is_some_and(|value| value >= 1_000)
            || unit != Measure::BARE
        {
            Some(2)
        } else {
            // The source counts something that has no name here.
            counted_noun(behind).map(|_| if is_small { MAYBE } else { 1 })
        }
    }

    fn is_in_text_cell(&self) -> bool {
        self.cell.is_some_and(|cell| !is_number(&self.spot.text[cell.range.clone()]))
    }

    /// Of a cell the name of its column and of its row, in lower case.
    fn heading(&self) -> Option<String> {
        let cell = self.cell?;
        let before = &self.spot.text[..cell.range.start];
        let name = before.rsplit("; ").next().unwrap_or_default();
        let row = self.spot.cells.first().filter(|first| first.range != cell.range);
        let row = row.map_or("", |first| &self.spot.text[first.range.clone()]);
        Some(format!("{name} {row}").to_lowercase())
    }

    /// Whether the number is a year, a date or a size, which counts nothing.
    fn is_no_count(&self, value: Number, behind: &str) -> bool {
        let figure = &self.figures[0];
        if self.cell.is_some_and(|cell| cell.column == Kind::Ordinal) {
            return true;
        }
        if figure.link == Link::Product || self.joined == Some(Link::Product) {
            return true;
        }
        let before = self.text[..figure.range.start].trim_end_matches([' ', '\u{a0}']);
        let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let behind = behind.trim_start_matches([' ', '\u{a0}']);
        let next = behind.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let is_small = value.whole().is_some_and(|day| day <= 31);
        if is_small
            && (is_month(word)
                || is_month(next)
                || behind.starts_with("of ")
                    && is_month(behind[3..].split(' ').next().unwrap_or_default()))
        {
            return true;
        }
        let written = &self.text[figure.digits..figure.range.end];
        let is_year = figure.is_bare()
            && written.len() == 4
            && value.whole().is_some_and(|year| (1900..2100).contains(&year));
        let in_time = matches!(
            word.to_ascii_lowercase().as_str(),
            "in" | "since"
                | "by"
                | "from"
                | "until"
                | "before"
                | "after"
                | "during"
                | "year"
                | "of"
                | "to"
                | "and"
        ) || is_month(word)
            || before.ends_with([',', '(', '\'', '’', '，', '（', '-', '–', '['])
            || behind.starts_with([')', '）', ']', '年', ';', '–']);
        // `SFB 382` is a name.
        let is_acronym = word.len() >= 2
            && word.bytes().all(|byte| byte.is_ascii_uppercase())
            && before.ends_with(word)
            && self.cell.is_none();
        let counts_next = next.len() > 3 && next.ends_with('s');
        is_year && in_time && !counts_next || is_acronym && !counts_next && figure.is_bare()
    }

    /// Whether the words before say that the number is a setting or a p-value and no share.
    fn is_parameter(&self) -> bool {
        let before = self.before().to_lowercase();
        let near = before.rsplit([',', ';', '.']).next().unwrap_or_default();
        [
            "learning rate",
            "threshold",
            "temperature",
            "weight",
            "momentum",
            "p <",
            "p=",
            "lr",
            "\\alpha",
            "\\lambda",
            "\\beta",
            "dropout",
        ]
        .iter()
        .any(|word| near.contains(word))
    }

    /// The range of all that is wanted, when the factors of a product are here too.
    pub(super) fn whole(&self, claimed: &Claimed) -> Option<Range<usize>> {
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

/// The word right behind a figure.
fn next_word(behind: &str) -> Option<&str> {
    let word = behind.trim_start_matches([' ', '-']);
    let end = word.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(word.len());
    (end > 0).then(|| &word[..end])
}

/// The strength of a count that may be another one.
pub(super) const MAYBE: u32 = 0;

fn is_month(word: &str) -> bool {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    const WHOLE: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let lower = word.to_lowercase();
    word.starts_with(|c: char| c.is_uppercase())
        && (MONTHS.contains(&lower.as_str()) || WHOLE.contains(&lower.as_str()))
}
