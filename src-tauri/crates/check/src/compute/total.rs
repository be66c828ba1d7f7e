//! Totals of a table's columns.

use super::claimed::ClaimedFigure;
use super::table::{Named, operand};
use super::{MAX_COLUMNS, Operand};
use crate::claim::{Figures, Wanted};
use crate::judge::Judge;
use crate::source::grid::Grid;
use crate::words::Hedge;
use crate::{Outcome, SumKind};

/// How many rows a table has that is added up.
const ROWS: std::ops::RangeInclusive<usize> = 2..=30;
/// The fewest digits of a total that is hardly a coincidence.
const MIN_TOTAL_DIGITS: u32 = 2;

/// A figure that all cells of a column add up to.
pub(super) fn total(judge: &Judge, want: &Wanted, figures: &Figures) -> Option<Outcome> {
    let claimed = ClaimedFigure::of(figures, want, None)?;
    if claimed.digits() < MIN_TOTAL_DIGITS || figures.hedge != Hedge::None {
        return None;
    }
    let of_columns = judge.source.grids.iter().filter(|grid| ROWS.contains(&grid.rows().len()));
    let of_column = of_columns.clone().find_map(|grid| {
        grid.columns()
            .skip(1)
            .take(MAX_COLUMNS)
            .find_map(|column| of_column(judge, grid, column, &claimed))
    });
    // A table may have what is added up side by side.
    of_column.or_else(|| of_columns.into_iter().find_map(|grid| of_row(judge, grid, &claimed)))
}

/// A figure that the cells of a row add up to, where that is hardly chance.
fn of_row(judge: &Judge, grid: &Grid, claimed: &ClaimedFigure) -> Option<Outcome> {
    if !claimed.is_significant_among(grid.rows().len()) {
        return None;
    }
    grid.rows().find_map(|row| row_total(judge, grid, row, claimed))
}

fn row_total(judge: &Judge, grid: &Grid, row: u32, claimed: &ClaimedFigure) -> Option<Outcome> {
    let columns = grid.columns().skip(1).take(MAX_COLUMNS);
    let operands: Vec<Operand> =
        columns.filter_map(|column| operand(judge, grid, row, column)).collect();
    // A column that has no such number says something else.
    let counts = operands.iter().take_while(|operand| is_whole(operand)).count();
    sum(judge, claimed, &operands[..counts])
}

fn is_whole(operand: &Operand) -> bool {
    operand.value >= 0.0 && operand.value.fract() == 0.0 && !operand.is_percent()
}

/// What the rows that a sentence names have together in a column, or its columns in a row.
pub(super) fn of_named(table: &Named, claimed: &ClaimedFigure) -> Option<Outcome> {
    let rows: Vec<u32> = table.rows.iter().map(|line| line.at).collect();
    let columns: Vec<u32> = table.columns.iter().map(|line| line.at).collect();
    let of = |cells: Vec<(u32, u32)>| {
        let operands: Vec<Operand> =
            cells.into_iter().filter_map(|(row, column)| table.operand(row, column)).collect();
        sum(table.judge, claimed, &operands)
    };
    let in_column = || {
        let columns = table.candidates();
        let is_significant =
            table.is_known() || claimed.is_significant_among_columns(columns.len());
        if rows.len() < 2 || !is_significant {
            return None;
        }
        columns.iter().find_map(|column| of(rows.iter().map(|row| (*row, *column)).collect()))
    };
    let in_row = || {
        if columns.len() < 2 {
            return None;
        }
        // What is added up without a name is of all.
        let all = table.grid.rows().find(|row| {
            let labels = table.grid.row_labels(*row);
            labels.iter().any(|(_, label)| table.judge.source.labels.is_total(*label))
        });
        let rows = if rows.is_empty() { all.into_iter().collect() } else { rows.clone() };
        rows.iter().find_map(|row| of(columns.iter().map(|column| (*row, *column)).collect()))
    };
    // 两组合计: what a row that is named has in all its columns that count.
    let in_named_row = || {
        if rows.is_empty() || !columns.is_empty() || !claimed.is_significant_among(rows.len()) {
            return None;
        }
        rows.iter().find_map(|row| row_total(table.judge, table.grid, *row, claimed))
    };
    in_column().or_else(in_row).or_else(in_named_row)
}

fn of_column(judge: &Judge, grid: &Grid, column: u32, claimed: &ClaimedFigure) -> Option<Outcome> {
    let operands: Vec<Operand> =
        grid.rows().filter_map(|row| operand(judge, grid, row, column)).collect();
    sum(judge, claimed, &operands)
}

/// All operands together, where they make the figure.
fn sum(judge: &Judge, claimed: &ClaimedFigure, operands: &[Operand]) -> Option<Outcome> {
    let fits = operands.len() > 1
        && operands.iter().all(|operand| {
            !operand.is_percent()
                && match operand.measure {
                    Some(measure) => claimed.figure.measure.fits(measure),
                    None => !claimed.is_of_a_quantity(),
                }
        });
    let sum = |value: fn(&Operand) -> f64| operands.iter().map(value).sum::<f64>();
    let is_sum = claimed.is(sum(|operand| operand.value))
        || claimed.is_written(&operands.iter().collect::<Vec<_>>(), sum(|operand| operand.written));
    if !fits || !is_sum {
        return None;
    }
    claimed.outcome_of_all(judge, SumKind::Total, operands)
}
