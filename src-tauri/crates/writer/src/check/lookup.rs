//! Where a source says what a report claims.

use super::claim::{Figures, Wanted, What};
use super::figure::{self, Bound, Figure, Link};
use super::number::Number;
use super::passage::{Cell, Spot, Spots};
use super::unit::{Dimension, Measure};
use super::{ClaimKind, Passage, header, name, rank, term::Terms};
use std::collections::HashMap;
use std::ops::Range;

/// How many places of one figure or name are weighed against one another; the first ones where there are more.
const MOST_PLACES: usize = 400;
/// How far around a figure words are looked at that say its unit, in bytes.
const WORDS_BEFORE: usize = 48;
const WORDS_BEHIND: usize = 24;

/// A place that says a claim, or one end of a range.
#[derive(Debug, Clone)]
pub(super) struct Hit {
    pub(super) spot: usize,
    pub(super) range: Range<usize>,
    /// How sure it is: its unit stands there, or is told by what stands around.
    pub(super) strength: u32,
}

/// A figure that is looked for.
struct Part<'a> {
    figures: &'a Figures,
    figure: &'a Figure,
    /// Its place in the list of hits.
    hits: usize,
}

/// Looks all claims up, and keeps with each the passage that says it best.
pub(super) fn look_up(wanted: &mut [Wanted], spots: &Spots) {
    let mut first_hits = Vec::new();
    let mut count = 0;
    let mut parts: Vec<Part> = Vec::new();
    let mut names: Vec<Vec<(usize, &name::Key)>> = (0..256).map(|_| Vec::new()).collect();
    for want in wanted.iter() {
        first_hits.push(count);
        match &want.what {
            What::Name(key) => {
                names[usize::from(key.first())].push((count, key));
                count += 1;
            }
            What::Figures(figures) => {
                // Of a product the first factor is looked for, and the others behind it.
                let looked_for = if figures.is_product { 1 } else { figures.parts.len() };
                for figure in &figures.parts[..looked_for] {
                    parts.push(Part { figures, figure, hits: count });
                    count += 1;
                }
            }
        }
    }
    first_hits.push(count);
    let mut hits: Vec<Vec<Hit>> = vec![Vec::new(); count];
    let figures = ByValue::of(&parts);
    for (n, spot) in spots.all.iter().enumerate() {
        for start in name::word_starts(spot.text.as_bytes()) {
            for (at, key) in &names[usize::from(spot.text.as_bytes()[start].to_ascii_lowercase())] {
                if hits[*at].len() < MOST_PLACES
                    && let Some(end) = key.end_at(spot.text.as_bytes(), start)
                {
                    hits[*at].push(Hit { spot: n, range: start..end, strength: 3 });
                }
            }
        }
        figures.look_in(n, spot, &mut hits);
    }
    let together: Vec<Vec<Hit>> = first_hits.windows(2).map(|of| all_parts(&hits[of[0]..of[1]], spots)).collect();
    for (n, best) in rank::best(wanted, &together, spots).into_iter().enumerate() {
        wanted[n].claim.found = best.map(|hit| passage(&hit, spots, wanted[n].claim.kind));
    }
}

/// The figures that are looked for, by their values.
struct ByValue<'a> {
    parts: &'a [Part<'a>],
    by_value: HashMap<Number, Vec<usize>>,
}

impl<'a> ByValue<'a> {
    fn of(parts: &'a [Part<'a>]) -> Self {
        let mut by_value: HashMap<Number, Vec<usize>> = HashMap::new();
        for (n, part) in parts.iter().enumerate() {
            let mut add = |value| {
                let list = by_value.entry(value).or_default();
                if list.last() != Some(&n) {
                    list.push(n);
                }
            };
            add(part.figure.value());
            if let Some(shared) = part.figure.shared {
                add(part.figure.number.scaled(shared.times, shared.exponent));
            }
        }
        Self { parts, by_value }
    }

    fn look_in(&self, n: usize, spot: &Spot, hits: &mut [Vec<Hit>]) {
        if self.parts.is_empty() {
            return;
        }
        let mut look = |text: Range<usize>, cell: Option<&Cell>| {
            let start = text.start;
            let found = figure::figures(&spot.text[text.clone()]);
            for at in 0..found.len() {
                let place = Place { text: &spot.text[text.clone()], figures: &found[at..], cell, spot };
                self.look_at(&place, |part, strength, range| {
                    let hits = &mut hits[part.hits];
                    if hits.len() < MOST_PLACES && hits.last().is_none_or(|last| last.spot != n || last.range.start != start + range.start)
                    {
                        hits.push(Hit { spot: n, range: start + range.start..start + range.end, strength });
                    }
                });
            }
        };
        if spot.cells.is_empty() {
            look(0..spot.text.len(), None);
        }
        for cell in &spot.cells {
            look(cell.range.clone(), Some(cell));
        }
    }

    /// Tells of every part that a figure of the source says.
    fn look_at(&self, place: &Place, mut tell: impl FnMut(&Part, u32, Range<usize>)) {
        let figure = &place.figures[0];
        let mut reads = |value: Number, measure: Option<Measure>, strength: u32| {
            for &n in self.by_value.get(&value).into_iter().flatten() {
                let part = &self.parts[n];
                if let Some(strength) = place.says(part, value, measure, strength)
                    && let Some(range) = place.whole(part)
                {
                    tell(part, strength, range);
                }
            }
        };
        // A bare number in a column of milliseconds is no count.
        let is_measured = figure.is_bare() && place.cell.is_some_and(|cell| cell.is_measured);
        reads(figure.value(), (!is_measured).then_some(figure.measure), 3);
        if let Some(shared) = figure.shared {
            reads(figure.number.scaled(shared.times, shared.exponent), Some(shared), 3);
        }
        if !figure.is_bare() {
            reads(figure.number, None, 1);
            return;
        }
        let measure = place.cell.and_then(|cell| cell.measure);
        if let Some(measure) = measure {
            reads(figure.number.scaled(measure.times, measure.exponent), Some(measure), 2);
        }
        // 0.7147 of a rate is 71.47%.
        let percent = figure.number.scaled(1, 2);
        if figure.number.is_below_one() && self.by_value.contains_key(&percent) && place.is_rate() {
            reads(percent, Some(Measure::new(Dimension::Percent, 1, 0)), 1);
        }
        if measure.is_none()
            && self.by_value.contains_key(&figure.number)
            && let Some(measure) = place.implied()
        {
            reads(figure.number, Some(measure), 1);
        }
    }
}

/// A figure of the source and what stands around it.
struct Place<'a> {
    text: &'a str,
    /// The figure and those behind it.
    figures: &'a [Figure],
    /// The cell it stands in.
    cell: Option<&'a Cell>,
    spot: &'a Spot,
}

impl Place<'_> {
    /// Whether the figure, read with a unit (`None`: without its own), says what is wanted, and how surely.
    fn says(&self, part: &Part, value: Number, measure: Option<Measure>, strength: u32) -> Option<u32> {
        let (wanted, figure) = (part.figure, &self.figures[0]);
        if wanted.minus && !figure.minus || wanted.bound.is_some_and(|bound| !self.is_bounded(bound)) {
            return None;
        }
        let units = [(wanted.value(), wanted.measure)]
            .into_iter()
            .chain(wanted.shared.map(|shared| (wanted.number.scaled(shared.times, shared.exponent), shared)));
        let mut best = None;
        for (of_value, unit) in units {
            if of_value != value {
                continue;
            }
            let is_bare = unit == Measure::BARE && !part.figures.is_count && part.figures.thing.is_none();
            let found = match measure {
                Some(measure) if unit.dimension == Dimension::Count && unit.fits(measure) => {
                    self.counts(part.figures, value, unit).map(|sure| sure.min(strength))
                }
                Some(measure) if unit.fits(measure) => Some(strength),
                // A score without a unit is what it is in whatever unit, when there are digits enough to tell it.
                None if is_bare && (strength > 1 || value.significant() >= 3) => Some(1),
                _ => None,
            };
            best = best.max(found);
        }
        best
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
        let (counted, _) = Terms::behind(behind);
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
        header::implied(before).or_else(|| header::implied(behind))
    }

    fn is_rate(&self) -> bool {
        self.cell.and_then(|cell| cell.measure).or_else(|| self.implied()).is_some_and(|measure| measure.dimension == Dimension::Percent)
    }
}

/// Where all parts of a claim stand in one passage; else where the first stands, when the others stand in the same block.
fn all_parts(parts: &[Vec<Hit>], spots: &Spots) -> Vec<Hit> {
    let Some((first, others)) = parts.split_first() else { return Vec::new() };
    let mut found = Vec::new();
    for hit in first {
        let mut whole = hit.clone();
        let all = others.iter().all(|other| {
            let near = other
                .iter()
                .filter(|part| part.spot == hit.spot && part.range != hit.range)
                .min_by_key(|part| part.range.start.abs_diff(hit.range.end));
            if let Some(near) = near {
                whole.range = whole.range.start.min(near.range.start)..whole.range.end.max(near.range.end);
                whole.strength = whole.strength.min(near.strength);
            }
            near.is_some()
        });
        if all {
            found.push(whole);
        }
    }
    if !found.is_empty() || others.is_empty() {
        return found;
    }
    let block = |hit: &Hit| spots.all[hit.spot].block;
    first.iter().filter(|hit| others.iter().all(|other| other.iter().any(|part| block(part) == block(hit)))).cloned().collect()
}

/// What is shown of a place.
fn passage(hit: &Hit, spots: &Spots, kind: ClaimKind) -> Passage {
    let spot = &spots.all[hit.spot];
    // Both ends of a range are marked as one where they stand side by side.
    let range = if kind == ClaimKind::Figure && hit.range.len() > 80 {
        hit.range.start..spot.text.floor_char_boundary(hit.range.start + 80)
    } else {
        hit.range.clone()
    };
    let chars = |text: &str| text.chars().count() as u32;
    let start = chars(&spot.text[..range.start]);
    Passage { place: spot.place, text: spot.text.clone(), highlight: (start, start + chars(&spot.text[range])) }
}
