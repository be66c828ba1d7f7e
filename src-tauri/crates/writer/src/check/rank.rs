//! Which of several places says a claim best.

use super::claim::Wanted;
use super::lookup::Hit;
use super::passage::Spots;
use super::term::Terms;
use std::cmp::Reverse;

/// How many other claims of a sentence are compared with.
const NEIGHBOURS: usize = 12;
/// Of how many places the words are read.
const READ: usize = 24;

/// For each claim the place that shares most with the claim's own sentence: its other figures and names, then its words. Results
/// come before other sections where that is equal, and the earlier place before the later.
pub(super) fn best(wanted: &[Wanted], hits: &[Vec<Hit>], spots: &Spots) -> Vec<Option<Hit>> {
    let places: Vec<(Vec<usize>, Vec<u32>)> = hits.iter().map(|hits| places(hits, spots)).collect();
    let mut terms: Vec<Option<Terms>> = vec![None; spots.all.len()];
    let mut best = Vec::with_capacity(hits.len());
    for (n, hits) in hits.iter().enumerate() {
        let same = |other: &usize| {
            *other != n && wanted[*other].sentence == wanted[n].sentence && wanted[*other].claim.text != wanted[n].claim.text
        };
        let from = (0..n).rev().take_while(|other| wanted[*other].sentence == wanted[n].sentence).take(NEIGHBOURS / 2);
        let to = (n + 1..wanted.len()).take_while(|other| wanted[*other].sentence == wanted[n].sentence).take(NEIGHBOURS / 2);
        let neighbours: Vec<&(Vec<usize>, Vec<u32>)> = from.chain(to).filter(same).map(|other| &places[other]).collect();
        let mut scored: Vec<(u32, &Hit)> = hits
            .iter()
            .map(|hit| {
                let spot = &spots.all[hit.spot];
                let here = neighbours.iter().filter(|(spots, _)| spots.binary_search(&hit.spot).is_ok()).count();
                let near = neighbours.iter().filter(|(_, blocks)| blocks.binary_search(&spot.block).is_ok()).count();
                let around = neighbours.len().min(3).min(near) as u32;
                (4 * here.min(4) as u32 + around + 3 * hit.strength + spot.weight, hit)
            })
            .collect();
        scored.sort_by_key(|(score, hit)| (Reverse(*score), hit.spot));
        scored.truncate(READ);
        let read = scored.into_iter().map(|(score, hit)| {
            let of_spot = *terms[hit.spot].get_or_insert_with(|| {
                let spot = &spots.all[hit.spot];
                Terms::of(&format!("{} {}", spot.text, spots.around.get(spot.block as usize).map_or("", String::as_str)))
            });
            (score + of_spot.shares(wanted[n].terms).min(6), hit)
        });
        best.push(read.max_by_key(|(score, hit)| (*score, Reverse(hit.spot))).map(|(_, hit)| hit.clone()));
    }
    best
}

/// The spots and blocks of hits, each in order and once.
fn places(hits: &[Hit], spots: &Spots) -> (Vec<usize>, Vec<u32>) {
    let mut at: Vec<usize> = hits.iter().map(|hit| hit.spot).collect();
    at.dedup();
    let mut blocks: Vec<u32> = at.iter().map(|spot| spots.all[*spot].block).collect();
    blocks.dedup();
    (at, blocks)
}
