//! What follows from the figures of one sentence of the paper.

use super::claimed::ClaimedFigure;
use super::{Operand, Where, share};
use crate::Outcome;
use crate::SumKind;
use crate::claim::{Figures, Sentence, Wanted};
use crate::figure::Figure;
use crate::index::Hit;
use crate::judge::Judge;
use crate::source::{Figures as Placed, Source};
use crate::unit::Dimension;
use crate::words;

/// The number of following figures that a figure is compared with.
const MAX_FIGURES_APART: usize = 2;

/// What follows from figures of one sentence of the paper: `from 46.9% to 5.4%`, `six of nine`.
pub(crate) fn from_prose(
    judge: &Judge,
    want: &Wanted,
    figures: &Figures,
    sentence: &Sentence,
) -> Option<Outcome> {
    let text = sentence.text.as_str();
    let claimed_direction = if figures.is_change {
        words::direction(&text[..want.range.start], &text[want.range.end..])
    } else {
        None
    };
    let claimed = ClaimedFigure::of(figures, want, claimed_direction)?;
    let is_share = claimed.dimension() == Dimension::Percent;
    let source = judge.source;
    if !figures.is_change && !is_share {
        let is_total = super::says_total(text);
        let pairs = judge.pairs.get_or_init(|| pairs(source)).iter().filter(|_| is_total);
        return pairs
            .filter(|pair| claimed.is(pair.values.0 + pair.values.1))
            .find_map(|pair| total(judge, &claimed, pair, sentence));
    }
    if figures.is_change {
        // For most pairs their values alone exclude it.
        let changed = judge
            .pairs
            .get_or_init(|| pairs(source))
            .iter()
            .filter(|pair| claimed.may_be_of(pair.values.0, pair.values.1))
            .find_map(|pair| changed(judge, &claimed, pair, sentence));
        if changed.is_some() {
            return changed;
        }
    }
    if !is_share || claimed.is_points() {
        return None;
    }
    source.figures.iter().filter(|of| of.cell.is_none()).find_map(|of| {
        if !may_hold_share(&claimed, of) {
            return None;
        }
        let common = judge.rank.common(&hit(of, of.all.first()?), sentence);
        let operands: Vec<Operand> = of.all.iter().map(|figure| operand(of, figure)).collect();
        let there = &source.all[of.spot as usize].text;
        let outcome = share::of_sentence(judge, &claimed, there, &operands, text)?;
        let is_about = common.labels + common.words + words::shared(there, text) > 1;
        is_about.then_some(outcome)
    })
}

/// Whether the figures of a sentence can give the claimed share at all; quick, for there are many.
fn may_hold_share(claimed: &ClaimedFigure, of: &Placed) -> bool {
    let values = || of.values.iter().copied();
    let is_share = |part: f64, whole: f64| whole > 0.0 && claimed.is(part / whole * 100.0);
    // The part, or the others of the whole.
    let is_pair = || {
        values().zip(values().skip(1)).any(|(a, b)| {
            let (part, whole) = (a.min(b), a.max(b));
            is_share(part, whole) || is_share(whole - part, whole)
        })
    };
    let is_of_all = || {
        let sum: f64 = values().sum();
        of.all.len() > 2 && values().any(|part| is_share(part, sum))
    };
    let leaves_rest = || {
        let is_per_cent = |figure: &Figure| figure.measure.dimension == Dimension::Percent;
        let per_cents = of.all.iter().zip(values()).filter(|(figure, _)| is_per_cent(figure));
        let sum: f64 = per_cents.map(|(_, value)| value).sum();
        sum > 0.0 && claimed.is(100.0 - sum)
    };
    is_pair() || is_of_all() || leaves_rest()
}

/// Two figures of one sentence of the paper that may be set against one another.
pub(crate) struct Pair {
    /// The sentence's figures, among all.
    figures: u32,
    first: u32,
    second: u32,
    /// What they count in one unit.
    values: (f64, f64),
}

/// All pairs of a paper; every change that is not in the paper is looked up among them.
fn pairs(source: &Source) -> Vec<Pair> {
    let mut found = Vec::new();
    let in_prose = source.figures.iter().enumerate().filter(|(_, of)| of.cell.is_none());
    for (figures, of) in in_prose {
        for (n, first) in of.all.iter().enumerate() {
            for (m, second) in of.all.iter().enumerate().skip(n + 1).take(MAX_FIGURES_APART) {
                let is_half_bare = second.is_bare() != first.is_bare();
                let fits = second.measure.fits(first.measure)
                    || is_half_bare && second.measure.dimension == first.measure.dimension;
                if !fits {
                    continue;
                }
                let values = if is_half_bare {
                    (first.number.float(), second.number.float())
                } else {
                    (of.values[n], of.values[m])
                };
                found.push(Pair {
                    figures: figures as u32,
                    first: n as u32,
                    second: m as u32,
                    values,
                });
            }
        }
    }
    found
}

/// A difference, ratio or change between two figures that the sentence sets against one another.
fn changed(
    judge: &Judge,
    claimed: &ClaimedFigure,
    pair: &Pair,
    sentence: &Sentence,
) -> Option<Outcome> {
    let of = &judge.source.figures[pair.figures as usize];
    let text = &judge.source.all[of.spot as usize].text;
    let (first, second) = (&of.all[pair.first as usize], &of.all[pair.second as usize]);
    // `41 s, down from 66 s` names the earlier value after the later one.
    let is_reversed = ends_in_from(&text[..second.range.start]);
    let (before, after) = if is_reversed { (second, first) } else { (first, second) };
    let (mut a, mut b) = (operand(of, after), operand(of, before));
    // The scale of one may hold for both: `36.5 thousand where … 52.6`.
    if before.is_bare() != after.is_bare() {
        (a.value, b.value) = (a.written, b.written);
        (a.measure, b.measure) = (None, None);
    }
    let two = claimed.of_two(&a, &b)?;
    let is_from = is_reversed || ends_in_from(&text[..first.range.start]);
    let common = judge.rank.common(&hit(of, first), sentence);
    let is_same_quantity = first.is_of_a_quantity() && first.measure.fits(claimed.figure.measure);
    let digits = claimed.digits();
    let topics = words::shared(text, &sentence.text);
    let shared = common.words + common.labels + topics;
    let is_per_cent = |figure: &Figure| figure.measure.dimension == Dimension::Percent;
    let is_about = common.labels > 0 && common.words > 1 && digits > 1
        // Three digits of a difference of two per cents are hardly chance.
        || claimed.is_points()
            && two.kind == SumKind::Difference
            && digits > 2
            && is_per_cent(first)
            && is_per_cent(second)
        || is_from && common.claims > 0 && digits > 1
        // One of the two is in the claim's own sentence.
        || common.claims > 0 && digits > 1 && two.kind == SumKind::Ratio
        || common.labels > 1 && digits > 1
        || topics > 2 || topics > 1 && digits > 1
        || is_from && (digits > 2 || digits > 1 && shared > 0 || shared > 1)
        || is_same_quantity && two.kind == SumKind::Difference && digits > 1;
    if is_about { claimed.outcome_of_two(judge, (&a, &b), &two, is_from) } else { None }
}

/// Two amounts of one sentence together, where the sentences speak of the same.
fn total(
    judge: &Judge,
    claimed: &ClaimedFigure,
    pair: &Pair,
    sentence: &Sentence,
) -> Option<Outcome> {
    let of = &judge.source.figures[pair.figures as usize];
    let text = &judge.source.all[of.spot as usize].text;
    let (first, second) = (&of.all[pair.first as usize], &of.all[pair.second as usize]);
    let is_amount = |figure: &Figure| {
        figure.measure.dimension != Dimension::Percent
            && if figure.is_of_a_quantity() {
                figure.measure.fits(claimed.figure.measure)
            } else {
                !claimed.is_of_a_quantity()
            }
    };
    let is_about = claimed.digits() > 1
        && is_amount(first)
        && is_amount(second)
        && words::names_same(text, &sentence.text);
    let operands = [operand(of, first), operand(of, second)];
    is_about.then(|| claimed.outcome_of_all(judge, SumKind::Total, &operands)).flatten()
}

/// Whether the end of a text announces the start value of a change.
fn ends_in_from(before: &str) -> bool {
    let before = before.trim_end_matches([' ', '约', '$', '~']);
    ["from", "From", "从", "由", "自"].iter().any(|from| before.ends_with(from))
}

fn hit(of: &Placed, figure: &Figure) -> Hit {
    Hit { spot: of.spot, range: figure.range.clone(), strength: 3, cell: None }
}

fn operand(of: &Placed, figure: &Figure) -> Operand {
    Operand {
        value: figure.value().float(),
        written: figure.number.float(),
        measure: (!figure.is_bare()).then_some(figure.measure),
        place: Where::Paper(hit(of, figure)),
    }
}
