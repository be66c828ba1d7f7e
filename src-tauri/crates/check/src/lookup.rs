//! The places of a source that have the figures and names of claims.

use super::claim::{ClaimContent, Figures, Wanted};
use super::index::{Hit, Index, MAX_PLACES};
use super::name::{self, Key};
use super::source::Source;
use std::collections::HashMap;

/// The longest range that is marked with both its ends, in bytes.
const MAX_RANGE_BYTES: usize = 80;

/// The places of each claim, figures by their values, names by their letters.
pub(super) fn hits(wanted: &[Wanted], source: &Source, index: &Index) -> Vec<Vec<Hit>> {
    let names = names(wanted, source);
    let of = |wanted: &Wanted| match &wanted.content {
        ClaimContent::Name(..) => names.get(wanted.text.as_str()).cloned().unwrap_or_default(),
        ClaimContent::Figures(figures) => of_figures(figures, source, index),
    };
    wanted.iter().map(of).collect()
}

fn of_figures(figures: &Figures, source: &Source, index: &Index) -> Vec<Hit> {
    // Of a product the first factor is looked for, and the others after it.
    let looked_for = if figures.is_product { 1 } else { figures.parts.len() };
    let parts: Vec<Vec<Hit>> =
        figures.parts[..looked_for].iter().map(|part| index.hits(source, figures, part)).collect();
    together(parts, source)
}

/// The places of all names.
fn names<'a>(wanted: &'a [Wanted], source: &Source) -> HashMap<&'a str, Vec<Hit>> {
    let mut known: HashMap<&str, usize> = HashMap::new();
    let mut by_first: Vec<Vec<(usize, &Key)>> = vec![Vec::new(); 256];
    for want in wanted {
        let ClaimContent::Name(key, also) = &want.content else { continue };
        let n = known.len();
        if known.contains_key(want.text.as_str()) {
            continue;
        }
        known.insert(&want.text, n);
        for key in std::iter::once(key).chain(also) {
            by_first[usize::from(key.first())].push((n, key));
        }
    }
    let mut hits: Vec<Vec<Hit>> = vec![Vec::new(); known.len()];
    if known.is_empty() {
        return HashMap::new();
    }
    for (n, spot) in source.all.iter().enumerate() {
        let bytes = spot.text.as_bytes();
        for start in name::word_starts(bytes) {
            for (name, key) in &by_first[usize::from(bytes[start].to_ascii_lowercase())] {
                let Some(end) = key.end_at(bytes, start) else { continue };
                if hits[*name].len() < MAX_PLACES {
                    let cell = spot
                        .cells
                        .iter()
                        .position(|cell| cell.range.start <= start && end <= cell.range.end);
                    hits[*name].push(Hit {
                        spot: n as u32,
                        range: start..end,
                        strength: 3,
                        cell: cell.map(|cell| cell as u32),
                    });
                }
            }
        }
    }
    known.into_iter().map(|(text, n)| (text, std::mem::take(&mut hits[n]))).collect()
}

/// Where all parts of a claim are in one passage; else where the first is, when the others are in
/// the same block.
fn together(mut parts: Vec<Vec<Hit>>, source: &Source) -> Vec<Hit> {
    if parts.len() < 2 {
        return parts.pop().unwrap_or_default();
    }
    let (first, others) = (&parts[0], &parts[1..]);
    let mut hits = Vec::new();
    for hit in first {
        let mut whole = hit.clone();
        let all = others.iter().all(|other| {
            let near = other
                .iter()
                .filter(|part| part.spot == hit.spot && part.range != hit.range)
                .min_by_key(|part| part.range.start.abs_diff(hit.range.end));
            if let Some(near) = near {
                let both =
                    whole.range.start.min(near.range.start)..whole.range.end.max(near.range.end);
                // Both ends are marked where they are side by side.
                if both.len() <= MAX_RANGE_BYTES {
                    whole.range = both;
                }
                whole.strength = whole.strength.min(near.strength);
            }
            near.is_some()
        });
        if all {
            hits.push(whole);
        }
    }
    if !hits.is_empty() {
        return hits;
    }
    let block = |hit: &Hit| source.all[hit.spot as usize].block;
    let in_block = first.iter().filter(|hit| {
        others.iter().all(|other| other.iter().any(|part| block(part) == block(hit)))
    });
    in_block.cloned().collect()
}
