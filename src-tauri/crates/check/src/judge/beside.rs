//! Sentences of the paper that set a figure beside another one: `from 5.2 to 3.8`, `5.4 h instead of
//! 1.9 h`, `6.1%, than in the control schools, 8.8%`. Which of the two is more is read from the
//! values, whatever the words.

use super::direction::MIN_SHARED;
use super::turned::ends_in_from;
use super::{Judge, direction_between};
use crate::Direction;
use crate::claim::Sentence;
use crate::figure::Figure;
use crate::index::Hit;
use crate::words;
use std::ops::Range;

/// How far apart two figures are that are set beside one another, in bytes.
const MAX_GAP_BYTES: usize = 90;

/// What a sentence says of a figure beside another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// What it was at first.
    First,
    /// What it became, or what is said of the thing that the sentence is about.
    Last,
    /// One of two that are set against one another.
    Either,
}

/// A figure beside another one.
#[derive(Debug, Clone, Copy)]
struct Beside {
    end: End,
    /// Where it lies from the other one.
    lies: Direction,
    /// Whether the two are only listed.
    is_list: bool,
}

impl Judge<'_> {
    /// Whether a place of the paper has the figure beside another one in a way that contradicts what
    /// the sentence says of it; `Some(false)` where both say the same.
    pub(super) fn contradicts_beside(
        &self,
        (end, lies): (End, Direction),
        sentence: &Sentence,
        hit: &Hit,
    ) -> Option<(Direction, bool)> {
        let there = self.beside_in_text(hit)?;
        let text = &self.source.all[hit.spot as usize].text;
        if there.is_list && words::shared(&sentence.text, text) < MIN_SHARED {
            return None;
        }
        let is_turned =
            matches!((end, there.end), (End::First, End::Last) | (End::Last, End::First));
        let goes = if end == End::First { opposite(lies) } else { lies };
        Some((goes, there.lies != lies || is_turned && !there.is_list))
    }

    /// The figure at a place beside the one before or behind it.
    fn beside_in_text(&self, hit: &Hit) -> Option<Beside> {
        let figures = &self.source.figures;
        let at = figures.partition_point(|of| of.spot < hit.spot);
        let of = figures.get(at).filter(|of| of.spot == hit.spot && of.cell.is_none())?;
        let text = self.source.all[hit.spot as usize].text.as_str();
        let n = of.all.iter().position(|figure| figure.range.start == hit.range.start)?;
        // Another figure may be between: `38 euros, less than half of the 85 euros`.
        let pair = |a: usize, b: usize| beside(text, of.all.get(a)?, of.all.get(b)?);
        let as_first = || pair(n, n + 1).or_else(|| pair(n, n + 2));
        let as_second = || {
            let (end, lies, is_list) =
                pair(n.checked_sub(1)?, n).or_else(|| pair(n.checked_sub(2)?, n))?;
            let end = match end {
                End::First => End::Last,
                End::Last => End::First,
                End::Either => End::Either,
            };
            Some((end, opposite(lies), is_list))
        };
        let (end, lies, is_list) = as_first().or_else(as_second)?;
        Some(Beside { end, lies, is_list })
    }
}

fn opposite(direction: Direction) -> Direction {
    match direction {
        Direction::Up => Direction::Down,
        Direction::Down => Direction::Up,
    }
}

/// What the first of two figures of a sentence is, and where it lies from the second.
fn beside(text: &str, a: &Figure, b: &Figure) -> Option<(End, Direction, bool)> {
    const AGAINST: [&str; 10] = [
        "instead of",
        "rather than",
        "against",
        "versus",
        "vs",
        "compared",
        " than ",
        "in contrast",
        "而非",
        "而不是",
    ];
    const LISTS: [&str; 7] = [" and ", " while ", " whereas ", " but ", "而", "与", "和"];
    let between = text.get(a.range.end..b.range.start)?;
    let is_year = |figure: &Figure| {
        figure.is_bare() && figure.number.whole().is_some_and(|year| (1900..2100).contains(&year))
    };
    let is_change = |figure: &Figure| {
        words::is_change(&text[..figure.range.start], &text[figure.range.end..], figure.measure)
    };
    // `38 euros per pupil, less than half of the 85 euros`.
    let is_same = a.measure.fits(b.measure) && a.is_bare() == b.is_bare()
        || a.measure.is_money() && a.measure.dimension == b.measure.dimension;
    let fits = is_same || a.is_bare() && between.len() <= " to about ".len();
    if between.len() > MAX_GAP_BYTES || !fits || is_year(a) || is_year(b) || between.contains(';') {
        return None;
    }
    // `from 88.4 to 41.5 GB` has its unit behind.
    let (from, to) = if is_same {
        (a.value().float(), b.value().float())
    } else {
        (a.number.float(), b.number.float())
    };
    let lies = direction_between(to, from)?;
    let before = &text[..a.range.start];
    if ends_in_from(before) && (between.contains(" to ") || between.contains('→')) {
        return Some((End::First, lies, false));
    }
    if ends_in_from(between) && between.contains("from") {
        return Some((End::Last, lies, false));
    }
    if is_change(a) {
        return None;
    }
    if ["instead of", "rather than"].iter().any(|word| between.contains(word)) {
        return Some((End::Last, lies, false));
    }
    if AGAINST.iter().any(|word| between.contains(word)) {
        return Some((End::Either, lies, false));
    }
    if is_change(b) {
        return None;
    }
    let is_quantity = a.is_of_a_quantity() && b.is_of_a_quantity();
    (is_quantity && LISTS.iter().any(|word| between.contains(word))).then_some((
        End::Either,
        lies,
        true,
    ))
}

/// What a sentence says of a figure: which end of a change it is, or where it lies from another one.
pub(super) fn claimed(text: &str, figure: &Range<usize>) -> Option<(End, Direction)> {
    let (before, behind) = (&text[..figure.start], &text[figure.end..]);
    if let Some(goes) = words::towards(before) {
        return Some((End::Last, goes));
    }
    if ends_in_from(before) {
        let goes = words::direction(words::clause_before(before, MAX_GAP_BYTES), "")?;
        return Some((End::First, opposite(goes)));
    }
    words::compared_side(text, before, behind).map(|lies| (End::Either, lies))
}
