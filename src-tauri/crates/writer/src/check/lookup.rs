//! Where a source says what a report claims.

use super::candidate::{Candidate, MOST_PLACES};
use super::claim::{Figures, Wanted, What};
use super::figure::{self, Figure};
use super::number::Number;
use super::passage::{Cell, Spot, Spots};
use super::{Passage, name, rank};
use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

/// How long a range may be that is marked with both its ends, in bytes.
const SIDE_BY_SIDE: usize = 80;

/// A place that says a claim, or one end of a range.
#[derive(Debug, Clone)]
pub(super) struct Hit {
    pub(super) spot: usize,
    pub(super) range: Range<usize>,
    /// How sure it is: its unit stands there, or is told by what stands around.
    pub(super) strength: u32,
}

/// A figure that is looked for.
pub(super) struct Part<'a> {
    pub(super) figures: &'a Figures,
    pub(super) figure: &'a Figure,
    /// Its place in the list of hits.
    hits: usize,
}

/// Looks all claims up, and keeps with each the passage that says it best.
pub(super) fn look_up(wanted: &mut [Wanted], spots: &Spots) {
    let search = Search::of(wanted);
    let mut hits: Vec<Vec<Hit>> = vec![Vec::new(); search.count];
    let figures = ByValue::of(&search.parts);
    for (n, spot) in spots.all.iter().enumerate() {
        let bytes = spot.text.as_bytes();
        for start in name::word_starts(bytes) {
            for (at, key) in &search.names[usize::from(bytes[start].to_ascii_lowercase())] {
                if hits[*at].len() < MOST_PLACES
                    && let Some(end) = key.end_at(bytes, start)
                {
                    hits[*at].push(Hit { spot: n, range: start..end, strength: 3 });
                }
            }
        }
        figures.look_in(n, spot, &mut hits);
    }
    let together: Vec<Cow<[Hit]>> = search.of_claims.iter().map(|of| all_parts(&hits[of.clone()], spots)).collect();
    for (n, best) in rank::best(wanted, &together, spots).into_iter().enumerate() {
        wanted[n].claim.found = best.map(|hit| passage(&hit, spots));
    }
}

/// What is looked for, and which lists of hits are whose.
struct Search<'a> {
    parts: Vec<Part<'a>>,
    /// Names with their lists of hits, by the byte they begin with.
    names: Vec<Vec<(usize, &'a name::Key)>>,
    /// The lists of hits of each claim: one for each end of a range. A name has one list, however often it is claimed.
    of_claims: Vec<Range<usize>>,
    /// How many lists there are.
    count: usize,
}

impl<'a> Search<'a> {
    fn of(wanted: &'a [Wanted]) -> Self {
        let mut search = Self { parts: Vec::new(), names: vec![Vec::new(); 256], of_claims: Vec::new(), count: 0 };
        let mut known = HashMap::new();
        for want in wanted {
            let next = search.count;
            let lists = match &want.what {
                What::Name(key, in_full) => {
                    let list = *known.entry(want.claim.text.as_str()).or_insert(next);
                    if list == next {
                        for key in [Some(key), in_full.as_ref()].into_iter().flatten() {
                            search.names[usize::from(key.first())].push((list, key));
                        }
                    }
                    list..list + 1
                }
                What::Figures(figures) => {
                    // Of a product the first factor is looked for, and the others behind it.
                    let looked_for = if figures.is_product { 1 } else { figures.parts.len() };
                    let parts = figures.parts[..looked_for].iter().enumerate();
                    search.parts.extend(parts.map(|(n, figure)| Part { figures, figure, hits: next + n }));
                    next..next + looked_for
                }
            };
            search.count = next.max(lists.end);
            search.of_claims.push(lists);
        }
        search
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
            by_value.entry(part.figure.value()).or_default().push(n);
        }
        Self { parts, by_value }
    }

    fn look_in(&self, n: usize, spot: &Spot, hits: &mut [Vec<Hit>]) {
        if self.parts.is_empty() {
            return;
        }
        let mut look = |range: Range<usize>, cell: Option<&Cell>| {
            let text = &spot.text[range.clone()];
            let found = figure::figures(text);
            for at in 0..found.len() {
                let candidate = Candidate::new(text, &found[at..], cell, spot);
                candidate.readings(|reading| {
                    for &part in self.by_value.get(&reading.value).into_iter().flatten() {
                        let part = &self.parts[part];
                        candidate.add(part, &reading, (n, range.start), &mut hits[part.hits]);
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
}

/// Where all parts of a claim stand in one passage; else where the first stands, when the others stand in the same block.
fn all_parts<'a>(parts: &'a [Vec<Hit>], spots: &Spots) -> Cow<'a, [Hit]> {
    let Some((first, others)) = parts.split_first() else { return Cow::Borrowed(&[]) };
    if others.is_empty() {
        return Cow::Borrowed(first);
    }
    let mut found = Vec::new();
    for hit in first {
        let mut whole = hit.clone();
        let all = others.iter().all(|other| {
            let near = other
                .iter()
                .filter(|part| part.spot == hit.spot && part.range != hit.range)
                .min_by_key(|part| part.range.start.abs_diff(hit.range.end));
            if let Some(near) = near {
                let both = whole.range.start.min(near.range.start)..whole.range.end.max(near.range.end);
                // Both ends are marked where they stand side by side.
                if both.len() <= SIDE_BY_SIDE {
                    whole.range = both;
                }
                whole.strength = whole.strength.min(near.strength);
            }
            near.is_some()
        });
        if all {
            found.push(whole);
        }
    }
    if !found.is_empty() {
        return Cow::Owned(found);
    }
    let block = |hit: &Hit| spots.all[hit.spot].block;
    let in_block = first.iter().filter(|hit| others.iter().all(|other| other.iter().any(|part| block(part) == block(hit))));
    Cow::Owned(in_block.cloned().collect())
}

/// What is shown of a place.
fn passage(hit: &Hit, spots: &Spots) -> Passage {
    let spot = &spots.all[hit.spot];
    let chars = |text: &str| text.chars().count() as u32;
    let start = chars(&spot.text[..hit.range.start]);
    Passage { place: spot.place, text: spot.text.clone(), highlight: (start, start + chars(&spot.text[hit.range.clone()])) }
}
