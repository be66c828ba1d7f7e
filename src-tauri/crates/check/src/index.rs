//! All figures of a source by their values.

use super::candidate::{Candidate, FigureReading};
use super::claim::Figures as Claimed;
use super::figure::Figure;
use super::number::Number;
use super::source::Source;
use std::ops::Range;

/// The most places of one figure or name that are compared; of more, the first ones.
pub(super) const MAX_PLACES: usize = 400;

/// A place that supports a claim, or one end of a range.
#[derive(Debug, Clone)]
pub(super) struct Hit {
    pub(super) spot: u32,
    pub(super) range: Range<usize>,
    /// How certain it is: the unit is written there, or follows from the context.
    pub(super) strength: u32,
    /// The cell's place among the spot's cells.
    pub(super) cell: Option<u32>,
}

/// The readings of all figures, by value.
#[derive(Debug)]
pub(super) struct Index {
    entries: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    value: f64,
    figures: u32,
    n: u32,
    reading: FigureReading,
}

impl Index {
    pub(super) fn of(source: &Source) -> Self {
        let mut entries = Vec::new();
        for (figures, of) in source.figures.iter().enumerate() {
            for n in 0..of.all.len() {
                Candidate::new(source, of, n).readings(|reading| {
                    entries.push(Entry {
                        value: reading.value.float(),
                        figures: figures as u32,
                        n: n as u32,
                        reading,
                    });
                });
            }
        }
        // Of one value the places come in the order of the paper.
        entries.sort_unstable_by(|a: &Entry, b: &Entry| {
            a.value.total_cmp(&b.value).then(a.figures.cmp(&b.figures)).then(a.n.cmp(&b.n))
        });
        Self { entries }
    }

    fn between(&self, low: f64, high: f64) -> &[Entry] {
        let start = self.entries.partition_point(|entry| entry.value < low);
        let end = start + self.entries[start..].partition_point(|entry| entry.value <= high);
        &self.entries[start..end]
    }

    /// The places with a figure, at most in another spelling or unit.
    pub(super) fn hits(&self, source: &Source, claimed: &Claimed, wanted: &Figure) -> Vec<Hit> {
        let value = wanted.value();
        let float = value.float();
        let same = self.between(float, float).iter().filter(|entry| entry.reading.value == value);
        hits_of(source, claimed, wanted, same)
    }

    /// The places with these digits, whatever unit they are in.
    pub(super) fn written(&self, source: &Source, number: Number) -> Vec<Hit> {
        let value = number.float();
        let mut hits: Vec<Hit> = Vec::new();
        for entry in self.between(value, value) {
            let figures = &source.figures[entry.figures as usize];
            let figure = &figures.all[entry.n as usize];
            let start = figures.range.start;
            let range = start + figure.range.start..start + figure.range.end;
            let is_known =
                hits.last().is_some_and(|last| last.spot == figures.spot && last.range == range);
            if figure.number == number && !is_known && hits.len() < MAX_PLACES {
                hits.push(Hit { spot: figures.spot, range, strength: 1, cell: figures.cell });
            }
        }
        hits
    }

    /// The places whose figure lies in a range of values and has more digits than the one that is
    /// looked for.
    pub(super) fn near(
        &self,
        source: &Source,
        claimed: &Claimed,
        wanted: &Figure,
        low: f64,
        high: f64,
    ) -> Vec<Hit> {
        let finer =
            self.between(low, high).iter().filter(|entry| entry.reading.value != wanted.value());
        hits_of(source, claimed, wanted, finer)
    }
}

fn hits_of<'a>(
    source: &Source,
    claimed: &Claimed,
    wanted: &Figure,
    entries: impl Iterator<Item = &'a Entry>,
) -> Vec<Hit> {
    let mut hits: Vec<Hit> = Vec::new();
    for entry in entries {
        if hits.len() >= MAX_PLACES {
            break;
        }
        let figures = &source.figures[entry.figures as usize];
        let candidate = Candidate::new(source, figures, entry.n as usize);
        let Some(strength) = candidate.strength_for(claimed, wanted, &entry.reading) else {
            continue;
        };
        let Some(range) = candidate.matched_range(claimed) else { continue };
        let range = figures.range.start + range.start..figures.range.start + range.end;
        match hits.last_mut().filter(|last| last.spot == figures.spot && last.range == range) {
            Some(same) => same.strength = same.strength.max(strength),
            None => hits.push(Hit { spot: figures.spot, range, strength, cell: figures.cell }),
        }
    }
    hits
}
