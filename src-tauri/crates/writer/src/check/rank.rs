//! Which of several places says a claim best.

use super::claim::Wanted;
use super::lookup::Hit;
use super::passage::Spots;
use super::term::Terms;
use std::borrow::Cow;
use std::cmp::Reverse;
use std::ops::Range;

/// Of how many places the words are read.
const READ: usize = 24;

/// For each claim the place that shares most with the claim's own sentence: its other figures and names, then its words. Results
/// come before other sections where that is equal, and the earlier place before the later.
pub(super) fn best(wanted: &[Wanted], hits: &[Cow<[Hit]>], spots: &Spots) -> Vec<Option<Hit>> {
    let mut terms: Vec<Option<Terms>> = vec![None; spots.all.len()];
    let mut shared = Shared { spots: vec![0; spots.all.len()], blocks: vec![0; spots.around.len()] };
    let mut best = Vec::with_capacity(hits.len());
    for sentence in wanted.chunk_by(|a, b| a.sentence == b.sentence) {
        let here = best.len()..best.len() + sentence.len();
        let others: Vec<&[Hit]> = here.clone().filter(|n| is_first(wanted, &here, *n)).map(|n| &*hits[n]).collect();
        shared.count(&others, spots, 1);
        for n in here.clone() {
            let own = wanted[n].terms;
            let scored = hits[n].iter().map(|hit| (shared.score(hit, spots), hit));
            let read = most(scored.collect()).into_iter().map(|(score, hit)| {
                let of_spot = *terms[hit.spot].get_or_insert_with(|| {
                    let spot = &spots.all[hit.spot];
                    Terms::of(&spot.text).and(Terms::of(&spots.around[spot.block as usize]))
                });
                (score + of_spot.shares(own).min(6), hit)
            });
            best.push(read.max_by_key(|(score, hit)| (*score, Reverse(hit.spot))).map(|(_, hit)| hit.clone()));
        }
        shared.count(&others, spots, -1);
    }
    best
}

/// Whether a sentence's claim is the first with its text.
fn is_first(wanted: &[Wanted], sentence: &Range<usize>, n: usize) -> bool {
    !wanted[sentence.start..n].iter().any(|before| before.claim.text == wanted[n].claim.text)
}

/// The places of the highest scores.
fn most(mut scored: Vec<(u32, &Hit)>) -> Vec<(u32, &Hit)> {
    if scored.len() > READ {
        scored.select_nth_unstable_by_key(READ, |(score, hit)| (Reverse(*score), hit.spot));
        scored.truncate(READ);
    }
    scored
}

/// How many of a sentence's claims each spot and each block has.
struct Shared {
    spots: Vec<i32>,
    blocks: Vec<i32>,
}

impl Shared {
    /// Counts each claim once for each of its places, or takes it away again.
    fn count(&mut self, claims: &[&[Hit]], spots: &Spots, by: i32) {
        for hits in claims {
            let (mut spot, mut block) = (None, None);
            for hit in *hits {
                let of = spots.all[hit.spot].block;
                if spot.replace(hit.spot) != Some(hit.spot) {
                    self.spots[hit.spot] += by;
                }
                if block.replace(of) != Some(of) {
                    self.blocks[of as usize] += by;
                }
            }
        }
    }

    fn score(&self, hit: &Hit, spots: &Spots) -> u32 {
        let spot = &spots.all[hit.spot];
        let here = self.spots[hit.spot].clamp(0, 5) as u32;
        let near = self.blocks[spot.block as usize].clamp(0, 4) as u32;
        4 * here + near + 3 * hit.strength + spot.weight
    }
}
