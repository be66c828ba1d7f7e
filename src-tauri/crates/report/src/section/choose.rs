//! Which of a text's candidates open its sections.
//!
//! The usual form always does. Any other form is accepted when the headings support each other:
//! several lines of one form name several sections in their order. A near name never counts alone.

use super::Section;
use super::candidate::{Candidate, Sureness};
use super::decoration::{Container, Decoration, Mark};
use crate::reasoning::MIN_SECTIONS;

/// Keeps the candidates that open sections.
pub fn chosen(candidates: Vec<Candidate>) -> Vec<Candidate> {
    if candidates.iter().all(|candidate| candidate.sureness == Sureness::Usual) {
        return candidates;
    }
    let mut kept: Vec<bool> =
        candidates.iter().map(|candidate| candidate.sureness == Sureness::Usual).collect();
    let form = main_decoration(&candidates);
    if let Some((decoration, chain)) = &form {
        drop_usual_within(&candidates, &mut kept, chain);
        take(&candidates, &mut kept, chain);
        // A section of the same form may come twice or out of order: it is taken and reported, as
        // in the usual form.
        let is_again = |candidate: &Candidate| {
            candidate.sureness == Sureness::Decorated
                && candidate.decoration == *decoration
                && candidate.opening.rest.is_empty()
                && candidate.has_text
        };
        let opened = opened(&candidates, &kept);
        for (at, candidate) in candidates.iter().enumerate() {
            let is_of_chain = opened[candidate.opening.section as usize]
                .is_some_and(|first| candidates[first].decoration == *decoration);
            kept[at] |=
                is_again(candidate) && decoration.container == Container::None && is_of_chain;
        }
    }
    // The exact names in mixed forms.
    let mixed = chain(&candidates, |candidate| {
        candidate.sureness >= Sureness::Decorated
            && candidate.decoration.container == Container::None
    });
    if mixed.len() >= MIN_SECTIONS {
        take(&candidates, &mut kept, &mixed);
    }
    // A line with heading marks needs no other headings when its name is exact, and those of a
    // whole report when it is near.
    let mut opened = opened(&candidates, &kept);
    for least in [Sureness::Decorated, Sureness::Near] {
        for (at, candidate) in candidates.iter().enumerate() {
            let section = candidate.opening.section as usize;
            let is_heading = candidate.decoration.mark == Mark::Heading
                && candidate.decoration.container == Container::None;
            if is_heading
                && candidate.sureness >= least
                && candidate.opening.rest.is_empty()
                && fits(&opened, section, at, least)
            {
                kept[at] = true;
                opened[section] = Some(at);
            }
        }
    }
    candidates
        .into_iter()
        .zip(kept)
        .filter_map(|(candidate, kept)| kept.then_some(candidate))
        .collect()
}

/// The decoration that names the most sections in their order, where one names enough of them.
fn main_decoration(candidates: &[Candidate]) -> Option<(Decoration, Vec<usize>)> {
    let mut decorations: Vec<Decoration> = Vec::new();
    for candidate in candidates.iter().filter(|candidate| candidate.sureness < Sureness::Usual) {
        if !decorations.contains(&candidate.decoration) {
            decorations.push(candidate.decoration);
        }
    }
    let mut best: Option<(Decoration, Vec<usize>)> = None;
    for decoration in decorations {
        let chain = chain(candidates, |candidate| candidate.decoration == decoration);
        if chain.len() >= MIN_SECTIONS
            && best.as_ref().is_none_or(|(_, other)| chain.len() > other.len())
        {
            best = Some((decoration, chain));
        }
    }
    best
}

/// The candidates that name the most different sections in their order; of those that name as many,
/// the surer ones with text.
fn chain(candidates: &[Candidate], of: impl Fn(&Candidate) -> bool) -> Vec<usize> {
    // For each section: the weight of the best chain that ends in it, and the last candidate of
    // that chain.
    let mut best: [Option<(usize, usize)>; 5] = [None; 5];
    let mut before: Vec<Option<usize>> = vec![None; candidates.len()];
    for (at, candidate) in candidates.iter().enumerate().filter(|(_, candidate)| of(candidate)) {
        let section = candidate.opening.section as usize;
        let previous = best[..section].iter().flatten().max_by_key(|(weight, _)| *weight).copied();
        let sureness = match candidate.sureness {
            Sureness::Near => 0,
            Sureness::Decorated => 4,
            Sureness::Usual => 6,
        };
        let weight = 100
            + sureness
            + usize::from(candidate.has_text)
            + previous.map_or(0, |(weight, _)| weight);
        if best[section].is_none_or(|(other, _)| weight > other) {
            best[section] = Some((weight, at));
            before[at] = previous.map(|(_, at)| at);
        }
    }
    let mut chain = Vec::new();
    let mut next = best.iter().flatten().max_by_key(|(weight, _)| *weight).map(|(_, at)| *at);
    while let Some(at) = next {
        chain.push(at);
        next = before[at];
    }
    chain.reverse();
    chain
}

/// The first kept candidate of each section.
fn opened(candidates: &[Candidate], kept: &[bool]) -> [Option<usize>; 5] {
    let mut opened = [None; 5];
    for (at, candidate) in candidates.iter().enumerate().filter(|(at, _)| kept[*at]) {
        opened[candidate.opening.section as usize].get_or_insert(at);
    }
    opened
}

/// Keeps the candidates of a chain whose sections nothing else opens.
fn take(candidates: &[Candidate], kept: &mut [bool], chain: &[usize]) {
    let opened = opened(candidates, kept);
    for &at in chain {
        kept[at] |= opened[candidates[at].opening.section as usize].is_none();
    }
}

/// `实验效果：提升 5%` below `【实验效果】` is that section's text, unless such lines are the
/// report's own form.
fn drop_usual_within(candidates: &[Candidate], kept: &mut [bool], form: &[usize]) {
    let is_line_of_text = |candidate: &Candidate| {
        candidate.decoration.container == Container::None
            && candidate.decoration.mark == Mark::None
            && !candidate.decoration.is_numbered
            && !candidate.opening.rest.is_empty()
    };
    if chain(candidates, |candidate| {
        candidate.sureness == Sureness::Usual && is_line_of_text(candidate)
    })
    .len()
        >= MIN_SECTIONS
    {
        return;
    }
    let covered: Vec<Section> = form.iter().map(|&at| candidates[at].opening.section).collect();
    for (at, candidate) in candidates.iter().enumerate() {
        if is_line_of_text(candidate)
            && covered.contains(&candidate.opening.section)
            && !form.contains(&at)
        {
            kept[at] = false;
        }
    }
}

/// Whether a heading opens a section that nothing opens, in its order; for a near name among enough
/// others.
fn fits(opened: &[Option<usize>; 5], section: usize, at: usize, least: Sureness) -> bool {
    let is_enough = least == Sureness::Decorated || opened.iter().flatten().count() >= MIN_SECTIONS;
    let in_order = opened
        .iter()
        .enumerate()
        .all(|(other, first)| first.is_none_or(|first| (other < section) == (first < at)));
    opened[section].is_none() && is_enough && in_order
}
