//! Figures that follow from others: differences, ratios, changes in per cent and means.

use super::claim::{Figures, Sentence, Wanted, What};
use super::index::Hit;
use super::judge::{Judge, direction_between};
use super::mention::Mention;
use super::source::grid::Grid;
use super::unit::Dimension;
use super::words::{self, Hedge};
use super::{ClaimKind, Direction, Outcome, Passage, Passages, Sum, SumKind};

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
            Where::Paper(hit) => judge.source.all[hit.spot as usize].text[hit.range.clone()].to_owned(),
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
            || small > 0.0 && (self.is(large / small) || self.is(in_hundreds / small) || self.is(in_hundreds / large))
    }

    /// How two operands give the claimed figure; the first is what the sentence is about.
    fn of_two(&self, a: &Operand, b: &Operand) -> Option<OfTwo> {
        let of = |kind, is_swapped| Some(OfTwo { kind, is_swapped, goes: direction_between(b.value, a.value) });
        let difference = (a.value - b.value).abs();
        match self.dimension() {
            Dimension::Times => {
                let (large, small) = (a.value.max(b.value), a.value.min(b.value));
                if small > 0.0 && self.is(large / small) { of(SumKind::Ratio, a.value < b.value) } else { None }
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

    /// What is told of two operands that give the figure; of their order where it counts.
    fn told(&self, judge: &Judge, (a, b): (&Operand, &Operand), of: &OfTwo, is_ordered: bool) -> Option<Outcome> {
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
        Some(Outcome::Computed { sum: Sum { kind: of.kind, parts, result: self.written.clone() }, passages })
    }

    /// What is told of many.
    fn told_of_all(&self, judge: &Judge, kind: SumKind, operands: &[Operand]) -> Option<Outcome> {
        let passages = Passages::of(operands.iter().map(|operand| operand.passage(judge)).collect())?;
        let parts = operands.iter().map(|operand| operand.written(judge)).collect();
        Some(Outcome::Computed { sum: Sum { kind, parts, result: self.written.clone() }, passages })
    }
}

/// What follows from the other figures of the claim's own sentence, which the paper says.
pub(super) fn from_sentence(judge: &Judge, claims: &[Wanted], outcomes: &[Outcome], n: usize, figures: &Figures) -> Option<Outcome> {
    if !figures.is_change {
        return None;
    }
    let asked = Asked::of(figures, &claims[n], None)?;
    let mut others: Vec<Operand> = Vec::new();
    for (want, outcome) in claims.iter().zip(outcomes).filter(|(want, _)| want.kind == ClaimKind::Figure) {
        let (What::Figures(other), Outcome::Found { passages, .. }) = (&want.what, outcome) else { continue };
        if other.is_change {
            continue;
        }
        for part in &other.parts {
            others.push(Operand {
                value: part.value().float(),
                is_percent: part.measure.dimension == Dimension::Percent,
                place: Where::Sentence { written: want.text.clone(), passage: Box::new(passages.all().first()?.clone()) },
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
pub(super) fn from_prose(judge: &Judge, want: &Wanted, figures: &Figures, sentence: &Sentence) -> Option<Outcome> {
    if !figures.is_change || figures.parts.first()?.number.significant() < 2 {
        return None;
    }
    let said = words::direction(&sentence.text[..want.range.start], &sentence.text[want.range.end..]);
    let asked = Asked::of(figures, want, said)?;
    let source = judge.source;
    for of in source.figures.iter().filter(|of| of.cell.is_none() && of.all.len() > 1) {
        let text = &source.all[of.spot as usize].text;
        for (n, first) in of.all.iter().enumerate() {
            for second in of.all.iter().skip(n + 1).take(2).filter(|second| second.measure.fits(first.measure)) {
                let (low, high) = (first.value().float(), second.value().float());
                if !asked.may_be_of(low, high) {
                    continue;
                }
                let operand = |figure: &super::figure::Figure| Operand {
                    value: figure.value().float(),
                    is_percent: figure.measure.dimension == Dimension::Percent,
                    place: Where::Paper(Hit { spot: of.spot, range: figure.range.clone(), strength: 3, cell: None }),
                };
                let (a, b) = (operand(second), operand(first));
                let Some(two) = asked.of_two(&a, &b) else { continue };
                let before = text[..first.range.start].trim_end();
                let is_from = before.ends_with("from") || before.ends_with('从') || before.ends_with('由');
                let common = judge.rank.common(&Hit { spot: of.spot, range: first.range.clone(), strength: 3, cell: None }, sentence);
                let is_same_quantity = first.is_of_a_quantity() && first.measure.fits(figures.parts[0].measure);
                if common.labels > 0 && common.words > 1 || (is_from || is_same_quantity) && two.kind == SumKind::Difference {
                    return asked.told(judge, (&a, &b), &two, is_from);
                }
            }
        }
    }
    None
}

/// What follows from cells of one table whose rows and columns the sentence names.
pub(super) fn from_tables(judge: &Judge, want: &Wanted, figures: &Figures, sentence: &Sentence) -> Option<Outcome> {
    let is_mean = ["平均", "均值", "average", "mean", "on average"].iter().any(|word| sentence.text.contains(word));
    let is_total =
        !figures.is_change && ["共", "总计", "合计", "total", "altogether", "in all"].iter().any(|word| sentence.text.contains(word));
    if is_total && let Some(outcome) = total(judge, want, figures) {
        return Some(outcome);
    }
    if !figures.is_change && !is_mean || sentence.mentions.is_empty() {
        return None;
    }
    let said =
        if figures.is_change { words::direction(&sentence.text[..want.range.start], &sentence.text[want.range.end..]) } else { None };
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
    let is_count = figures.parts[0].number.whole().is_some_and(|value| value >= 20) && figures.hedge == Hedge::None;
    if !is_count {
        return None;
    }
    judge.source.grids.iter().filter(|grid| (2..=30).contains(&grid.rows().len())).find_map(|grid| {
        let table = Named { judge, grid, text: "", rows: Vec::new(), columns: Vec::new() };
        grid.columns().skip(1).take(MOST_COLUMNS).find_map(|column| {
            let operands: Vec<Operand> = grid.rows().filter_map(|row| table.operand(row, column)).collect();
            let is_whole = operands.len() > 1 && operands.iter().all(|operand| operand.value.fract() == 0.0 && !operand.is_percent);
            if !is_whole || operands.iter().map(|operand| operand.value).sum::<f64>() != asked.value {
                return None;
            }
            asked.told_of_all(judge, SumKind::Total, &operands)
        })
    })
}

/// The rows and columns of a table that a sentence names.
struct Named<'a> {
    judge: &'a Judge<'a>,
    grid: &'a Grid,
    text: &'a str,
    rows: Vec<Line<'a>>,
    columns: Vec<Line<'a>>,
}

/// A row or column that a sentence names.
struct Line<'a> {
    at: u32,
    mentions: Vec<&'a Mention>,
}

impl<'a> Line<'a> {
    /// What names this line and not the other.
    fn apart(&self, other: &Self) -> Option<&'a Mention> {
        self.mentions.iter().find(|mention| !other.mentions.contains(mention)).copied()
    }
}

impl<'a> Named<'a> {
    fn of(judge: &'a Judge<'a>, grid: &'a Grid, sentence: &'a Sentence) -> Option<Self> {
        // A row or column must have all that the sentence says of rows or columns, as far as one does.
        let named = |at: u32, labels: &[(u32, u32)]| {
            let means = |mention: &&Mention| labels.iter().any(|(_, label)| mention.means(*label));
            let mentions: Vec<&Mention> = sentence.mentions.iter().filter(means).collect();
            (!mentions.is_empty()).then_some(Line { at, mentions })
        };
        let fullest = |all: Vec<Line<'a>>| {
            let most = all.iter().map(|line| line.mentions.len()).max().unwrap_or(0);
            all.into_iter().filter(|line| line.mentions.len() == most).take(MOST_NAMED).collect::<Vec<_>>()
        };
        let rows = fullest(grid.rows().filter_map(|row| named(row, grid.row_labels(row))).collect());
        let columns = fullest(grid.columns().filter_map(|column| named(column, grid.column_labels(column))).collect());
        (!rows.is_empty() || !columns.is_empty()).then_some(Self { judge, grid, text: &sentence.text, rows, columns })
    }

    fn operand(&self, row: u32, column: u32) -> Option<Operand> {
        let source = self.judge.source;
        let (spot, cell) = self.grid.spot(row, column)?;
        let figures = source.figures.iter().skip(source.figures.partition_point(|figures| figures.spot < spot));
        let figures = figures.take_while(|figures| figures.spot == spot).find(|figures| figures.cell == Some(cell))?;
        let figure = figures.all.first()?;
        let measure = if figure.is_bare() { self.grid.measure(column) } else { Some(figure.measure) };
        let value = match measure {
            Some(measure) if figure.is_bare() => figure.number.scaled(measure.times, measure.exponent).float(),
            _ => figure.value().float(),
        };
        let range = figures.range.start + figure.range.start..figures.range.start + figure.range.end;
        let value = if figure.minus { -value } else { value };
        let is_percent = measure.is_some_and(|measure| measure.dimension == Dimension::Percent);
        Some(Operand { value, is_percent, place: Where::Paper(Hit { spot, range, strength: 3, cell: Some(cell) }) })
    }

    /// A difference, ratio or change between two cells.
    fn differences(&self, asked: &Asked) -> Option<Outcome> {
        let columns: Vec<u32> = if self.columns.is_empty() {
            self.grid.columns().take(MOST_COLUMNS).collect()
        } else {
            self.columns.iter().map(|column| column.at).collect()
        };
        let mut opposite = None;
        let mut look = |a: Option<Operand>, b: Option<Operand>, is_ordered: bool| -> Option<Outcome> {
            let (a, b) = (a?, b?);
            let of = asked.of_two(&a, &b)?;
            // A difference is the same both ways; only a change in per cent is not.
            if !is_ordered && of.kind != SumKind::Change {
                return None;
            }
            match asked.told(self.judge, (&a, &b), &of, is_ordered)? {
                outcome @ Outcome::Computed { .. } => Some(outcome),
                outcome => {
                    opposite = opposite.take().or(Some(outcome));
                    None
                }
            }
        };
        // Two rows that the sentence names, in one column.
        for (n, a) in self.rows.iter().enumerate() {
            for b in &self.rows[n + 1..] {
                // The one that is compared with is the second.
                let Some((a, b)) = self.ordered(a, b) else { continue };
                for column in &columns {
                    if let Some(outcome) = look(self.operand(a, *column), self.operand(b, *column), true) {
                        return Some(outcome);
                    }
                    // A change in per cent is one of the second.
                    if let Some(outcome) = look(self.operand(b, *column), self.operand(a, *column), false) {
                        return Some(outcome);
                    }
                }
            }
        }
        // Two columns that the sentence names, in one row.
        for (n, a) in self.columns.iter().enumerate() {
            for b in &self.columns[n + 1..] {
                let Some((a, b)) = self.ordered(a, b) else { continue };
                let rows: Vec<u32> =
                    if self.rows.is_empty() { self.grid.rows().take(4).collect() } else { self.rows.iter().map(|row| row.at).collect() };
                for row in rows {
                    if let Some(outcome) = look(self.operand(row, a), self.operand(row, b), true)
                        .or_else(|| look(self.operand(row, b), self.operand(row, a), false))
                    {
                        return Some(outcome);
                    }
                }
            }
        }
        // One row against the best of the others, or against the row that is nobody's variant.
        if let [Line { at: row, .. }] = self.rows.as_slice() {
            let says_best = [
                "最强",
                "最佳",
                "最好",
                "最优",
                "次优",
                "次佳",
                "best",
                "strongest",
                "second",
                "SOTA",
                "state-of-the-art",
                "runner-up",
                "previous",
                "此前",
                "先前",
                "基线",
                "baseline",
            ];
            let is_best = says_best.iter().any(|word| self.text.contains(word));
            let named = if self.columns.is_empty() { &columns[..columns.len().min(4)] } else { columns.as_slice() };
            for column in named {
                let mut others: Vec<Operand> = self
                    .grid
                    .rows()
                    .take(MOST_ROWS)
                    .filter(|other| other != row)
                    .filter_map(|other| self.operand(other, *column))
                    .collect();
                others.sort_by(|a, b| a.value.total_cmp(&b.value));
                let few = others.len() <= 2;
                let ends = if others.is_empty() { Vec::new() } else { vec![others.len() - 1, 0] };
                // With digits enough any other row of a small table.
                let is_telling = asked.figures.parts[0].number.significant() >= 3 && !self.columns.is_empty() && others.len() <= 12;
                let picked: Vec<usize> = if is_telling {
                    (0..others.len()).collect()
                } else if is_best || few {
                    ends
                } else {
                    Vec::new()
                };
                for at in picked {
                    if let Some(outcome) = look(self.operand(*row, *column), others.get(at).cloned(), true) {
                        return Some(outcome);
                    }
                }
            }
        }
        opposite
    }

    /// Two lines with what is compared with behind the other; `None` when the same words name both.
    fn ordered(&self, a: &Line, b: &Line) -> Option<(u32, u32)> {
        match (a.apart(b), b.apart(a)) {
            (Some(of_a), Some(of_b)) if self.is_second(of_a, of_b) => Some((b.at, a.at)),
            (Some(_), Some(_)) => Some((a.at, b.at)),
            _ => None,
        }
    }

    /// Whether the first of two mentions is what the other is compared with.
    fn is_second(&self, a: &Mention, b: &Mention) -> bool {
        let is_compared = |mention: &Mention| {
            let before = self.text[..mention.range.start].trim_end();
            [
                "比",
                "较",
                "相比",
                "than",
                "over",
                "相较于",
                "相对",
                "相对于",
                "与",
                "和",
                "对比",
                "compared to",
                "compared with",
                "from",
                "从",
                "relative to",
                "versus",
                "vs.",
                "vs",
                "of",
                "低于",
                "高于",
                "优于",
                "超过",
                "outperforms",
                "to the",
            ]
            .iter()
            .any(|word| before.ends_with(word))
        };
        match (is_compared(a), is_compared(b)) {
            (true, false) => true,
            (false, true) => false,
            _ => b.range.start < a.range.start,
        }
    }

    /// The mean of a row's cells, or of a column's.
    fn means(&self, asked: &Asked) -> Option<Outcome> {
        let mean = |operands: Vec<Operand>| {
            if operands.len() < 2 {
                return None;
            }
            let mean = operands.iter().map(|operand| operand.value).sum::<f64>() / operands.len() as f64;
            if !asked.is(mean) {
                return None;
            }
            asked.told_of_all(self.judge, SumKind::Mean, &operands)
        };
        for Line { at: row, .. } in &self.rows {
            let all: Vec<u32> = self.grid.columns().skip(1).take(MOST_COLUMNS).collect();
            let named: Vec<u32> = self.columns.iter().map(|column| column.at).collect();
            for columns in [named, all] {
                if let Some(outcome) = mean(columns.iter().filter_map(|column| self.operand(*row, *column)).collect()) {
                    return Some(outcome);
                }
            }
        }
        for Line { at: column, .. } in &self.columns {
            let named: Vec<u32> = self.rows.iter().map(|row| row.at).collect();
            for rows in [named, self.grid.rows().take(MOST_ROWS).collect()] {
                if let Some(outcome) = mean(rows.iter().filter_map(|row| self.operand(*row, *column)).collect()) {
                    return Some(outcome);
                }
            }
        }
        None
    }
}
