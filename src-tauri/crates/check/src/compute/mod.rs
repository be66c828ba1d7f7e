//! Figures that follow from others: differences, ratios, changes in per cent and means.

mod table;

use super::claim::{Figures, Sentence, Wanted, What};
use super::index::Hit;
use super::judge::{Judge, direction_between};
use super::unit::Dimension;
use super::words::{self, Hedge};
use super::{ClaimKind, Direction, Outcome, Passage, Passages, Sum, SumKind};
use table::Named;

/// How many rows and columns that a sentence names are taken together.
const MOST_NAMED: usize = 8;
/// How many columns are looked at when the sentence names none.
const MOST_COLUMNS: usize = 24;
/// How many rows are compared with the best of the others.
const MOST_ROWS: usize = 60;

/// A figure with its value, and where it is.
#[derive(Clone)]
struct Operand {
    value: f64,
    is_percent: bool,
    place: Where,
}

/// Where an operand is: what is shown of it is made only when something is computed from it.
#[derive(Clone)]
enum Where {
    /// In the paper.
    Paper(Hit),
    /// In the sentence itself, whose figure was found.
    Sentence { written: String, passage: Box<Passage> },
}

impl Operand {
    fn written(&self, judge: &Judge) -> String {
        match &self.place {
            Where::Paper(hit) => {
                judge.source.all[hit.spot as usize].text[hit.range.clone()].to_owned()
            }
            Where::Sentence { written, .. } => written.clone(),
        }
    }

    fn passage(&self, judge: &Judge) -> Passage {
        match &self.place {
            Where::Paper(hit) => judge.passage(hit),
            Where::Sentence { passage, .. } => (**passage).clone(),
        }
    }
}

/// What two operands give.
struct OfTwo {
    kind: SumKind,
    /// Whether the second comes first in the sum.
    is_swapped: bool,
    /// Where the first lies from the second.
    goes: Option<Direction>,
}

/// What a claim may be computed as.
struct Asked<'a> {
    figures: &'a Figures,
    value: f64,
    /// How far off the result may be.
    slack: f64,
    written: String,
    said: Option<Direction>,
}

impl<'a> Asked<'a> {
    fn of(figures: &'a Figures, want: &Wanted, said: Option<Direction>) -> Option<Self> {
        let [figure] = figures.parts.as_slice() else { return None };
        let value = figure.value().float();
        let step = figure.step();
        let slack = if figures.hedge == Hedge::None { step * 0.5001 } else { step * 1.0001 };
        (value > 0.0).then(|| Self { figures, value, slack, written: want.text.clone(), said })
    }

    fn dimension(&self) -> Dimension {
        self.figures.parts[0].measure.dimension
    }

    fn is(&self, result: f64) -> bool {
        (result - self.value).abs() <= self.slack
    }

    /// Whether two values can give the claimed figure at all; quick, for there are many.
    fn may_be_of(&self, a: f64, b: f64) -> bool {
        let (large, small) = (a.max(b), a.min(b));
        let difference = large - small;
        let in_hundreds = difference * 100.0;
        self.is(difference)
            || self.is(in_hundreds)
            || small > 0.0
                && (self.is(large / small)
                    || self.is(in_hundreds / small)
                    || self.is(in_hundreds / large))
    }

    /// How two operands give the claimed figure; the first is what the sentence is about.
    fn of_two(&self, a: &Operand, b: &Operand) -> Option<OfTwo> {
        let of = |kind, is_swapped| {
            Some(OfTwo { kind, is_swapped, goes: direction_between(b.value, a.value) })
        };
        let difference = (a.value - b.value).abs();
        match self.dimension() {
            Dimension::Times => {
                let (large, small) = (a.value.max(b.value), a.value.min(b.value));
                if small > 0.0 && self.is(large / small) {
                    of(SumKind::Ratio, a.value < b.value)
                } else {
                    None
                }
            }
            Dimension::Percent | Dimension::Point => {
                let is_share = !a.is_percent && !b.is_percent && a.value <= 1.0 && b.value <= 1.0;
                let points = if is_share { difference * 100.0 } else { difference };
                if points <= 100.0 && self.is(points) {
                    of(SumKind::Difference, a.value < b.value)
                } else if b.value > 0.0 && self.is(difference / b.value * 100.0) {
                    of(SumKind::Change, false)
                } else {
                    None
                }
            }
            _ if self.is(difference) => of(SumKind::Difference, a.value < b.value),
            _ => None,
        }
    }

    /// The result for two operands that give the figure, with their order where it matters.
    fn told(
        &self,
        judge: &Judge,
        (a, b): (&Operand, &Operand),
        of: &OfTwo,
        is_ordered: bool,
    ) -> Option<Outcome> {
        let passages = Passages::of(vec![a.passage(judge), b.passage(judge)])?;
        if is_ordered
            && let (Some(said), Some(goes)) = (self.said, of.goes)
            && said != goes
            && of.kind != SumKind::Ratio
        {
            return Some(Outcome::AnotherDirection { said, passages });
        }
        let (first, second) = if of.is_swapped { (b, a) } else { (a, b) };
        let parts = vec![first.written(judge), second.written(judge)];
        Some(Outcome::Computed {
            sum: Sum { kind: of.kind, parts, result: self.written.clone() },
            passages,
        })
    }

    /// The result for more than two operands.
    fn told_of_all(&self, judge: &Judge, kind: SumKind, operands: &[Operand]) -> Option<Outcome> {
        let passages =
            Passages::of(operands.iter().map(|operand| operand.passage(judge)).collect())?;
        let parts = operands.iter().map(|operand| operand.written(judge)).collect();
        Some(Outcome::Computed { sum: Sum { kind, parts, result: self.written.clone() }, passages })
    }
}

/// What follows from the other figures of the claim's own sentence, which the paper says.
pub(super) fn from_sentence(
    judge: &Judge,
    claims: &[Wanted],
    outcomes: &[Outcome],
    n: usize,
    figures: &Figures,
) -> Option<Outcome> {
    if !figures.is_change {
        return None;
    }
    let asked = Asked::of(figures, &claims[n], None)?;
    let mut others: Vec<Operand> = Vec::new();
    for (want, outcome) in
        claims.iter().zip(outcomes).filter(|(want, _)| want.kind == ClaimKind::Figure)
    {
        let (What::Figures(other), Outcome::Found { passages, .. }) = (&want.what, outcome) else {
            continue;
        };
        if other.is_change {
            continue;
        }
        for part in &other.parts {
            others.push(Operand {
                value: part.value().float(),
                is_percent: part.measure.dimension == Dimension::Percent,
                place: Where::Sentence {
                    written: want.text.clone(),
                    passage: Box::new(passages.all().first()?.clone()),
                },
            });
        }
    }
    others.truncate(MOST_NAMED);
    for (at, a) in others.iter().enumerate() {
        for b in &others[at + 1..] {
            for (a, b) in [(b, a), (a, b)] {
                if let Some(of) = asked.of_two(a, b) {
                    return asked.told(judge, (a, b), &of, false);
                }
            }
        }
    }
    None
}

/// What follows from two figures of one sentence of the paper: `from 46.9% to 5.4%`.
pub(super) fn from_prose(
    judge: &Judge,
    want: &Wanted,
    figures: &Figures,
    sentence: &Sentence,
) -> Option<Outcome> {
    if !figures.is_change || figures.parts.first()?.number.significant() < 2 {
        return None;
    }
    let said =
        words::direction(&sentence.text[..want.range.start], &sentence.text[want.range.end..]);
    let asked = Asked::of(figures, want, said)?;
    let source = judge.source;
    for of in source.figures.iter().filter(|of| of.cell.is_none() && of.all.len() > 1) {
        let text = &source.all[of.spot as usize].text;
        for (n, first) in of.all.iter().enumerate() {
            for second in of
                .all
                .iter()
                .skip(n + 1)
                .take(2)
                .filter(|second| second.measure.fits(first.measure))
            {
                let (low, high) = (first.value().float(), second.value().float());
                if !asked.may_be_of(low, high) {
                    continue;
                }
                let operand = |figure: &super::figure::Figure| Operand {
                    value: figure.value().float(),
                    is_percent: figure.measure.dimension == Dimension::Percent,
                    place: Where::Paper(Hit {
                        spot: of.spot,
                        range: figure.range.clone(),
                        strength: 3,
                        cell: None,
                    }),
                };
                let (a, b) = (operand(second), operand(first));
                let Some(two) = asked.of_two(&a, &b) else { continue };
                let before = text[..first.range.start].trim_end();
                let is_from =
                    before.ends_with("from") || before.ends_with('从') || before.ends_with('由');
                let common = judge.rank.common(
                    &Hit { spot: of.spot, range: first.range.clone(), strength: 3, cell: None },
                    sentence,
                );
                let is_same_quantity =
                    first.is_of_a_quantity() && first.measure.fits(figures.parts[0].measure);
                if common.labels > 0 && common.words > 1
                    || (is_from || is_same_quantity) && two.kind == SumKind::Difference
                {
                    return asked.told(judge, (&a, &b), &two, is_from);
                }
            }
        }
    }
    None
}

/// What follows from cells of one table whose rows and columns the sentence names.
pub(super) fn from_tables(
    judge: &Judge,
    want: &Wanted,
    figures: &Figures,
    sentence: &Sentence,
) -> Option<Outcome> {
    let is_mean = ["平均", "均值", "average", "mean", "on average"]
        .iter()
        .any(|word| sentence.text.contains(word));
    let is_total = !figures.is_change
        && ["共", "总计", "合计", "total", "altogether", "in all"]
            .iter()
            .any(|word| sentence.text.contains(word));
    if is_total && let Some(outcome) = total(judge, want, figures) {
        return Some(outcome);
    }
    if !figures.is_change && !is_mean || sentence.mentions.is_empty() {
        return None;
    }
    let said = if figures.is_change {
        words::direction(&sentence.text[..want.range.start], &sentence.text[want.range.end..])
    } else {
        None
    };
    let asked = Asked::of(figures, want, said)?;
    let mut opposite = None;
    for grid in &judge.source.grids {
        let Some(table) = Named::of(judge, grid, sentence) else { continue };
        let found = if figures.is_change { table.differences(&asked) } else { None };
        let found = found.or_else(|| if is_mean { table.means(&asked) } else { None });
        match found {
            Some(outcome @ Outcome::Computed { .. }) => return Some(outcome),
            Some(outcome) => opposite = opposite.or(Some(outcome)),
            None => {}
        }
    }
    opposite
}

/// A count that all cells of a column add up to.
fn total(judge: &Judge, want: &Wanted, figures: &Figures) -> Option<Outcome> {
    let asked = Asked::of(figures, want, None)?;
    let is_count = figures.parts[0].number.whole().is_some_and(|value| value >= 20)
        && figures.hedge == Hedge::None;
    if !is_count {
        return None;
    }
    judge.source.grids.iter().filter(|grid| (2..=30).contains(&grid.rows().len())).find_map(
        |grid| {
            let table = Named { judge, grid, text: "", rows: Vec::new(), columns: Vec::new() };
            grid.columns().skip(1).take(MOST_COLUMNS).find_map(|column| {
                let operands: Vec<Operand> =
                    grid.rows().filter_map(|row| table.operand(row, column)).collect();
                let is_whole = operands.len() > 1
                    && operands
                        .iter()
                        .all(|operand| operand.value.fract() == 0.0 && !operand.is_percent);
                if !is_whole
                    || operands.iter().map(|operand| operand.value).sum::<f64>() != asked.value
                {
                    return None;
                }
                asked.told_of_all(judge, SumKind::Total, &operands)
            })
        },
    )
}
