//! Totals of a table's columns.

use super::asked::Asked;
use super::table::operand;
use super::{MOST_COLUMNS, Operand};
use crate::claim::{Figures, Wanted};
use crate::judge::Judge;
use crate::source::grid::Grid;
use crate::words::Hedge;
use crate::{Outcome, SumKind};

/// How many rows a table has that is added up.
const ROWS: std::ops::RangeInclusive<usize> = 2..=30;
/// How many digits a total has at least that is hardly one by chance.
const DIGITS: u32 = 2;

/// A figure that all cells of a column add up to.
pub(super) fn total(judge: &Judge, want: &Wanted, figures: &Figures) -> Option<Outcome> {
    let asked = Asked::of(figures, want, None)?;
    if asked.digits() < DIGITS || figures.hedge != Hedge::None {
        return None;
    }
    judge.source.grids.iter().filter(|grid| ROWS.contains(&grid.rows().len())).find_map(|grid| {
        grid.columns()
            .skip(1)
            .take(MOST_COLUMNS)
            .find_map(|column| of_column(judge, grid, column, &asked))
    })
}

fn of_column(judge: &Judge, grid: &Grid, column: u32, asked: &Asked) -> Option<Outcome> {
    let operands: Vec<Operand> =
        grid.rows().filter_map(|row| operand(judge, grid, row, column)).collect();
    let fits = operands.len() > 1
        && operands.iter().all(|operand| {
            !operand.is_percent()
                && match operand.measure {
                    Some(measure) => asked.figure.measure.fits(measure),
                    None => !asked.is_of_a_quantity(),
                }
        });
    let sum = |value: fn(&Operand) -> f64| operands.iter().map(value).sum::<f64>();
    let is_sum = asked.is(sum(|operand| operand.value))
        || asked.is_written(&operands.iter().collect::<Vec<_>>(), sum(|operand| operand.written));
    if !fits || !is_sum {
        return None;
    }
    asked.outcome_of_all(judge, SumKind::Total, &operands)
}
