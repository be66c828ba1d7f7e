//! Chooses the place that supports a claim best.

use super::candidate::MAYBE;
use super::claim::{Sentence, Wanted};
use super::header;
use super::index::Hit;
use super::scope::{self, Placed};
use super::source::Source;
use super::term::Terms;
use super::words;
use std::cell::OnceCell;
use std::collections::HashMap;

/// Of how many places the words are read.
const MAX_RANKED_PLACES: usize = 48;

/// The number of axes on which a label's neighbours are looked for: tables that repeat one another
/// add nothing.
const MAX_AXES: usize = 6;

/// What a place has in common with the claim's own sentence.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Common {
    /// How many of the labels that the sentence names the place has.
    pub(super) labels: u32,
    /// How many common words.
    pub(super) words: u32,
    /// How many of the sentence's other figures and names.
    pub(super) claims: u32,
}

/// Weighs places.
pub(super) struct Rank<'a> {
    source: &'a Source,
    terms: Vec<OnceCell<Terms>>,
    /// The words around each block.
    around: Vec<OnceCell<Terms>>,
    spots: HashMap<u32, u32>,
    blocks: HashMap<u32, u32>,
}

impl<'a> Rank<'a> {
    pub(super) fn of(source: &'a Source) -> Self {
        Self {
            source,
            terms: vec![OnceCell::new(); source.all.len()],
            around: vec![OnceCell::new(); source.around.len()],
            spots: HashMap::new(),
            blocks: HashMap::new(),
        }
    }

    /// Begins a sentence: how many of its claims each spot and each block has.
    pub(super) fn begin(&mut self, wanted: &[Wanted], hits: &[Vec<Hit>]) {
        self.spots.clear();
        self.blocks.clear();
        for (n, hits) in hits.iter().enumerate() {
            // A repeated text adds nothing.
            if wanted[..n].iter().any(|before| before.text == wanted[n].text) {
                continue;
            }
            let (mut spot, mut block) = (None, None);
            for hit in hits.iter().filter(|hit| hit.strength != MAYBE) {
                let of = self.source.all[hit.spot as usize].block;
                if spot.replace(hit.spot) != Some(hit.spot) {
                    *self.spots.entry(hit.spot).or_default() += 1;
                }
                if block.replace(of) != Some(of) {
                    *self.blocks.entry(of).or_default() += 1;
                }
            }
        }
    }

    /// The places in the order of what they share with the sentence: its other figures and names,
    /// the labels it names, then its words. Results come before other sections where that is equal,
    /// and the earlier place before the later.
    pub(super) fn sorted(&self, hits: Vec<Hit>, sentence: &Sentence) -> Vec<(Hit, Common)> {
        let mut scored: Vec<(u32, Hit)> =
            hits.into_iter().map(|hit| (self.rough(&hit), hit)).collect();
        scored.sort_by_key(|(score, hit)| (std::cmp::Reverse(*score), hit.spot));
        let mut read: Vec<(u32, Hit, Common)> = scored
            .into_iter()
            .take(MAX_RANKED_PLACES)
            .map(|(rough, hit)| {
                let common = self.common(&hit, sentence);
                (rough + 5 * common.labels.min(4) + common.words.min(6), hit, common)
            })
            .collect();
        read.sort_by_key(|(score, hit, _)| (std::cmp::Reverse(*score), hit.spot));
        read.into_iter().map(|(_, hit, common)| (hit, common)).collect()
    }

    fn rough(&self, hit: &Hit) -> u32 {
        let spot = &self.source.all[hit.spot as usize];
        let here = self.spots.get(&hit.spot).map_or(0, |count| (*count).min(5));
        let near = self.blocks.get(&spot.block).map_or(0, |count| (*count).min(4));
        4 * here + near + 3 * hit.strength + spot.weight
    }

    pub(super) fn common(&self, hit: &Hit, sentence: &Sentence) -> Common {
        let spot = &self.source.all[hit.spot as usize];
        let terms = self.terms[hit.spot as usize].get_or_init(|| {
            let block = spot.block as usize;
            let around = self.around[block].get_or_init(|| Terms::of(&self.source.around[block]));
            Terms::of(&spot.text).and(*around)
        });
        let labels = match hit.cell {
            Some(cell) => {
                let at = spot.cells[cell as usize].at;
                sentence
                    .mentions
                    .iter()
                    .filter(|mention| self.source.has_label(at, &mention.labels))
                    .count()
            }
            None => {
                let here = self.source.mentions(hit.spot);
                let is_here = |labels: &[u32]| {
                    here.iter().any(|other| labels.iter().any(|label| other.means(*label)))
                };
                sentence.mentions.iter().filter(|mention| is_here(&mention.labels)).count()
            }
        };
        let claims = self.spots.get(&hit.spot).copied().unwrap_or(0);
        Common { labels: labels as u32, words: terms.shares(sentence.terms), claims }
    }

    /// The labels that a place's figure has, by axis: its cell's, or those that its sentence gives
    /// to it.
    pub(super) fn labels(&self, hit: &Hit, sentence: &Sentence) -> Vec<(u32, Vec<u32>)> {
        let spot = &self.source.all[hit.spot as usize];
        let mut axes: Vec<(u32, Vec<u32>)> = Vec::new();
        if let Some(cell) = hit.cell {
            let at = spot.cells[cell as usize].at;
            let heading = self.source.grids[at.grid as usize].lowest_heading(at.column);
            let is_statistic = heading.is_some_and(header::is_statistic);
            for (axis, label) in self.source.grids[at.grid as usize].labels(at) {
                // What is said of two groups together is no third one.
                if is_statistic && self.source.labels.is_heading(label) {
                    continue;
                }
                // Names that other tables set beside this one exclude it as well.
                let beside = self.source.labels.axes_with(label).iter().copied();
                let beside = beside.filter(|axis| !self.source.labels.is_of_captions(*axis));
                // The caption comes last: what it names is not beside what the cell's row is.
                let is_of_caption = self.source.labels.is_of_captions(axis);
                for beside in beside.take(MAX_AXES).chain([axis]) {
                    match axes.iter_mut().find(|(known, _)| *known == beside) {
                        Some(_) if is_of_caption && beside != axis => {}
                        Some((_, labels)) => labels.push(label),
                        None => axes.push((beside, vec![label])),
                    }
                }
            }
            return axes;
        }
        let here = self.source.mentions(hit.spot);
        if here.is_empty() {
            return axes;
        }
        let figures = self.figures(hit.spot);
        for axis in self.source.labels.axes_of(&sentence.mentions) {
            let on = |mention: &super::mention::Mention| {
                mention.labels.iter().any(|label| self.source.labels.is_on(axis, *label))
            };
            let of = scope::mentions(&spot.text, here, &figures, &hit.range, on);
            // A word that is set against what the sentence names in the passage itself means a
            // label.
            let names_claimed = || {
                here.iter().any(|other| {
                    on(other)
                        && sentence.mentions.iter().any(|claimed| claimed.labels == other.labels)
                        && !of.contains(&other)
                })
            };
            if !of.is_empty() && (of.iter().all(|mention| mention.is_firm) || names_claimed()) {
                axes.push((
                    axis,
                    of.iter().flat_map(|mention| mention.labels.iter().copied()).collect(),
                ));
            }
        }
        axes
    }

    /// The figures of a sentence of the paper.
    fn figures(&self, spot: u32) -> Vec<Placed> {
        let at = self.source.figures.partition_point(|figures| figures.spot < spot);
        let Some(figures) = self.source.figures.get(at).filter(|figures| figures.spot == spot)
        else {
            return Vec::new();
        };
        let text = &self.source.all[spot as usize].text;
        let placed = |figure: &super::figure::Figure| Placed {
            range: figure.range.clone(),
            is_change: words::is_change(
                &text[..figure.range.start],
                &text[figure.range.end..],
                figure.measure,
            ),
        };
        figures.all.iter().map(placed).collect()
    }
}
