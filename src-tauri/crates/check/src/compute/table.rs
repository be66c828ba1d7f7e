//! Sums of a table's cells.

use super::{Asked, MOST_COLUMNS, MOST_NAMED, MOST_ROWS, Operand, Where};
use crate::claim::Sentence;
use crate::index::Hit;
use crate::judge::Judge;
use crate::mention::Mention;
use crate::source::grid::Grid;
use crate::unit::Dimension;
use crate::{Outcome, SumKind};

/// The rows and columns of a table that a sentence names.
pub(super) struct Named<'a> {
    pub(super) judge: &'a Judge<'a>,
    pub(super) grid: &'a Grid,
    pub(super) text: &'a str,
    pub(super) rows: Vec<Line<'a>>,
    pub(super) columns: Vec<Line<'a>>,
}

/// A row or column that a sentence names.
pub(super) struct Line<'a> {
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
    pub(super) fn of(judge: &'a Judge<'a>, grid: &'a Grid, sentence: &'a Sentence) -> Option<Self> {
        // A row or column must have all that the sentence says of rows or columns, as far as one
        // does.
        let named = |at: u32, labels: &[(u32, u32)]| {
            let means = |mention: &&Mention| labels.iter().any(|(_, label)| mention.means(*label));
            let mentions: Vec<&Mention> = sentence.mentions.iter().filter(means).collect();
            (!mentions.is_empty()).then_some(Line { at, mentions })
        };
        let fullest = |all: Vec<Line<'a>>| {
            let most = all.iter().map(|line| line.mentions.len()).max().unwrap_or(0);
            all.into_iter()
                .filter(|line| line.mentions.len() == most)
                .take(MOST_NAMED)
                .collect::<Vec<_>>()
        };
        let rows =
            fullest(grid.rows().filter_map(|row| named(row, grid.row_labels(row))).collect());
        let columns = fullest(
            grid.columns().filter_map(|column| named(column, grid.column_labels(column))).collect(),
        );
        (!rows.is_empty() || !columns.is_empty()).then_some(Self {
            judge,
            grid,
            text: &sentence.text,
            rows,
            columns,
        })
    }

    pub(super) fn operand(&self, row: u32, column: u32) -> Option<Operand> {
        let source = self.judge.source;
        let (spot, cell) = self.grid.spot(row, column)?;
        let figures = source
            .figures
            .iter()
            .skip(source.figures.partition_point(|figures| figures.spot < spot));
        let figures = figures
            .take_while(|figures| figures.spot == spot)
            .find(|figures| figures.cell == Some(cell))?;
        let figure = figures.all.first()?;
        let measure =
            if figure.is_bare() { self.grid.measure(column) } else { Some(figure.measure) };
        let value = match measure {
            Some(measure) if figure.is_bare() => {
                figure.number.scaled(measure.times, measure.exponent).float()
            }
            _ => figure.value().float(),
        };
        let range =
            figures.range.start + figure.range.start..figures.range.start + figure.range.end;
        let value = if figure.minus { -value } else { value };
        let is_percent = measure.is_some_and(|measure| measure.dimension == Dimension::Percent);
        Some(Operand {
            value,
            is_percent,
            place: Where::Paper(Hit { spot, range, strength: 3, cell: Some(cell) }),
        })
    }

    /// A difference, ratio or change between two cells.
    pub(super) fn differences(&self, asked: &Asked) -> Option<Outcome> {
        let columns: Vec<u32> = if self.columns.is_empty() {
            self.grid.columns().take(MOST_COLUMNS).collect()
        } else {
            self.columns.iter().map(|column| column.at).collect()
        };
        let mut opposite = None;
        let mut look =
            |a: Option<Operand>, b: Option<Operand>, is_ordered: bool| -> Option<Outcome> {
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
                    if let Some(outcome) =
                        look(self.operand(a, *column), self.operand(b, *column), true)
                    {
                        return Some(outcome);
                    }
                    // A change in per cent is one of the second.
                    if let Some(outcome) =
                        look(self.operand(b, *column), self.operand(a, *column), false)
                    {
                        return Some(outcome);
                    }
                }
            }
        }
        // Two columns that the sentence names, in one row.
        for (n, a) in self.columns.iter().enumerate() {
            for b in &self.columns[n + 1..] {
                let Some((a, b)) = self.ordered(a, b) else { continue };
                let rows: Vec<u32> = if self.rows.is_empty() {
                    self.grid.rows().take(4).collect()
                } else {
                    self.rows.iter().map(|row| row.at).collect()
                };
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
            let named = if self.columns.is_empty() {
                &columns[..columns.len().min(4)]
            } else {
                columns.as_slice()
            };
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
                let is_telling = asked.figures.parts[0].number.significant() >= 3
                    && !self.columns.is_empty()
                    && others.len() <= 12;
                let picked: Vec<usize> = if is_telling {
                    (0..others.len()).collect()
                } else if is_best || few {
                    ends
                } else {
                    Vec::new()
                };
                for at in picked {
                    if let Some(outcome) =
                        look(self.operand(*row, *column), others.get(at).cloned(), true)
                    {
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
    pub(super) fn means(&self, asked: &Asked) -> Option<Outcome> {
        let mean = |operands: Vec<Operand>| {
            if operands.len() < 2 {
                return None;
            }
            let mean =
                operands.iter().map(|operand| operand.value).sum::<f64>() / operands.len() as f64;
            if !asked.is(mean) {
                return None;
            }
            asked.told_of_all(self.judge, SumKind::Mean, &operands)
        };
        for Line { at: row, .. } in &self.rows {
            let all: Vec<u32> = self.grid.columns().skip(1).take(MOST_COLUMNS).collect();
            let named: Vec<u32> = self.columns.iter().map(|column| column.at).collect();
            for columns in [named, all] {
                if let Some(outcome) =
                    mean(columns.iter().filter_map(|column| self.operand(*row, *column)).collect())
                {
                    return Some(outcome);
                }
            }
        }
        for Line { at: column, .. } in &self.columns {
            let named: Vec<u32> = self.rows.iter().map(|row| row.at).collect();
            for rows in [named, self.grid.rows().take(MOST_ROWS).collect()] {
                if let Some(outcome) =
                    mean(rows.iter().filter_map(|row| self.operand(*row, *column)).collect())
                {
                    return Some(outcome);
                }
            }
        }
        None
    }
}
