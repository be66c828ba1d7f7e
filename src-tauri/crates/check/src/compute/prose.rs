//! What follows from the figures of one sentence of the paper.

use super::asked::Asked;
use super::{Operand, Where, share};
use crate::Outcome;
use crate::SumKind;
use crate::claim::{Figures, Sentence, Wanted};
use crate::figure::Figure;
use crate::index::Hit;
use crate::judge::Judge;
use crate::source::Figures as Placed;
use crate::unit::Dimension;
use crate::words;

/// How many figures behind another it is set against.
const NEAR: usize = 2;

/// What follows from figures of one sentence of the paper: `from 46.9% to 5.4%`, `six of nine`.
pub(crate) fn from_prose(
    judge: &Judge,
    want: &Wanted,
    figures: &Figures,
    sentence: &Sentence,
) -> Option<Outcome> {
    let text = sentence.text.as_str();
    let said = if figures.is_change {
        words::known_direction(&text[..want.range.start], &text[want.range.end..])
    } else {
        None
    };
    let asked = Asked::of(figures, want, said)?;
    let is_share = asked.dimension() == Dimension::Percent;
    if !figures.is_change && !is_share {
        return None;
    }
    let source = judge.source;
    source.figures.iter().filter(|of| of.cell.is_none()).find_map(|of| {
        let changed = if figures.is_change && of.all.len() > 1 {
            changed(judge, &asked, of, sentence)
        } else {
            None
        };
        changed.or_else(|| {
            let is_about = || {
                let hit = hit(of, of.all.first()?);
                let common = judge.rank.common(&hit, sentence);
                let shared = words::shared(&source.all[of.spot as usize].text, text);
                (common.labels + common.words + shared > 0).then_some(())
            };
            if !is_share || !may_hold_share(&asked, of) {
                return None;
            }
            let operands: Vec<Operand> = of.all.iter().map(|figure| operand(of, figure)).collect();
            let there = &source.all[of.spot as usize].text;
            let outcome = share::of_sentence(judge, &asked, there, &operands, text)?;
            is_about().map(|()| outcome)
        })
    })
}

/// Whether the figures of a sentence can give the claimed share at all; quick, for there are many.
fn may_hold_share(asked: &Asked, of: &Placed) -> bool {
    let values = || of.values.iter().copied();
    let is_share = |part: f64, whole: f64| whole > 0.0 && asked.is(part / whole * 100.0);
    let is_pair = || values().zip(values().skip(1)).any(|(a, b)| is_share(a.min(b), a.max(b)));
    let is_of_all = || {
        let sum: f64 = values().sum();
        of.all.len() > 2 && values().any(|part| is_share(part, sum))
    };
    let leaves_rest = || {
        let is_per_cent = |figure: &Figure| figure.measure.dimension == Dimension::Percent;
        let per_cents = of.all.iter().zip(values()).filter(|(figure, _)| is_per_cent(figure));
        let sum: f64 = per_cents.map(|(_, value)| value).sum();
        sum > 0.0 && asked.is(100.0 - sum)
    };
    is_pair() || is_of_all() || leaves_rest()
}

/// A difference, ratio or change between two figures that the sentence sets against one another.
fn changed(judge: &Judge, asked: &Asked, of: &Placed, sentence: &Sentence) -> Option<Outcome> {
    let text = &judge.source.all[of.spot as usize].text;
    for (n, first) in of.all.iter().enumerate() {
        let fits = |(_, second): &(usize, &Figure)| {
            second.measure.fits(first.measure)
                || second.measure.dimension == first.measure.dimension
                    && (second.is_bare() || first.is_bare())
        };
        for (m, second) in of.all.iter().enumerate().skip(n + 1).take(NEAR).filter(fits) {
            // Most can't, which their values say alone.
            let may_be = asked.may_be_of(of.values[n], of.values[m])
                || first.is_bare() != second.is_bare()
                    && asked.may_be_of(first.number.float(), second.number.float());
            if !may_be {
                continue;
            }
            // `41 s, down from 66 s` names what was before behind.
            let is_reversed = ends_in_from(&text[..second.range.start]);
            let (before, after) = if is_reversed { (second, first) } else { (first, second) };
            let (mut a, mut b) = (operand(of, after), operand(of, before));
            // The scale of one may hold for both: `36.5 thousand where … 52.6`.
            if before.is_bare() != after.is_bare() {
                (a.value, b.value) = (a.written, b.written);
                (a.measure, b.measure) = (None, None);
            }
            let Some(two) = asked.of_two(&a, &b) else { continue };
            let is_from = is_reversed || ends_in_from(&text[..first.range.start]);
            let common = judge.rank.common(&hit(of, first), sentence);
            let is_same_quantity =
                first.is_of_a_quantity() && first.measure.fits(asked.figure.measure);
            let digits = asked.digits();
            let shared = common.words + common.labels + words::shared(text, &sentence.text);
            let is_about = common.labels > 0 && common.words > 1 && digits > 1
                || common.labels > 1 && digits > 1
                || is_from && (digits > 2 || digits > 1 && shared > 0 || shared > 1)
                || is_same_quantity && two.kind == SumKind::Difference && digits > 1;
            if is_about {
                return asked.outcome_of_two(judge, (&a, &b), &two, is_from);
            }
        }
    }
    None
}

/// Whether a text says right before its end that a change begins there.
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
