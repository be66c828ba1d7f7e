//! Means of a table's cells.

use super::claimed::ClaimedFigure;
use super::table::Named;
use super::{MAX_COLUMNS, MAX_NAMED_LINES, MAX_ROWS, Operand, Reach};
use crate::source::grid::Grid;
use crate::{Outcome, SumKind};

/// The mean of a row's cells, or of a column's.
///
/// `may_be_of` returns whether the sentence may give the figure to a row.
pub(super) fn mean(
    table: &Named,
    claimed: &ClaimedFigure,
    reach: Reach,
    may_be_of: impl Fn(u32) -> bool,
) -> Option<Outcome> {
    let grid = table.grid;
    let named: Vec<u32> = table.columns.iter().map(|column| column.at).collect();
    let all: Vec<u32> = grid.columns().skip(1).take(MAX_COLUMNS).collect();
    for line in &table.rows {
        let mut groups = vec![named.clone()];
        if is_alike(grid, &all) {
            groups.push(all.clone());
        }
        groups.extend(named.iter().chain(&all).take(MAX_NAMED_LINES).map(|column| {
            let heading = grid.lowest_heading(*column);
            let alike = |other: &u32| heading.is_some() && grid.lowest_heading(*other) == heading;
            all.iter().copied().filter(alike).collect()
        }));
        if reach == Reach::Any && names_two(table.text) {
            groups.extend(pairs(&all, claimed));
        }
        for columns in groups {
            let operands = columns.iter().filter_map(|column| table.operand(line.at, *column));
            if let Some(outcome) = of(table, claimed, operands.collect()) {
                return may_be_of(line.at).then_some(outcome);
            }
        }
    }
    // `the mean of the two accuracies of X` in a table of few rows, whose columns are X's.
    if table.rows.is_empty() && named.len() > 1 && claimed.is_significant_among(grid.rows().len()) {
        for row in grid.rows().take(MAX_NAMED_LINES) {
            let operands = named.iter().filter_map(|column| table.operand(row, *column));
            if let Some(outcome) = of(table, claimed, operands.collect()) {
                return Some(outcome);
            }
        }
    }
    let rows: Vec<u32> = grid.rows().take(MAX_ROWS).collect();
    for column in named.iter().chain(&table.in_unit) {
        let of_named: Vec<u32> = table.rows.iter().map(|row| row.at).collect();
        let rows = if of_named.is_empty() { &rows } else { &of_named };
        let operands = rows.iter().filter_map(|row| table.operand(*row, *column));
        if let Some(outcome) = of(table, claimed, operands.collect()) {
            return Some(outcome);
        }
    }
    None
}

fn of(table: &Named, claimed: &ClaimedFigure, operands: Vec<Operand>) -> Option<Outcome> {
    let fits = |operand: &Operand| {
        !claimed.is_of_a_quantity()
            || operand.measure.is_none_or(|measure| claimed.figure.measure.fits(measure))
    };
    if operands.len() < 2 || !operands.iter().all(fits) {
        return None;
    }
    let mean = |value: fn(&Operand) -> f64| {
        operands.iter().map(value).sum::<f64>() / operands.len() as f64
    };
    let is_mean = claimed.is(mean(|operand| operand.value))
        || claimed
            .is_written(&operands.iter().collect::<Vec<_>>(), mean(|operand| operand.written));
    if !is_mean {
        return None;
    }
    claimed.outcome_of_all(table.judge, SumKind::Mean, &operands)
}

/// Whether columns hold numbers of one kind.
fn is_alike(grid: &Grid, columns: &[u32]) -> bool {
    columns.windows(2).all(|pair| grid.measure(pair[0]) == grid.measure(pair[1]))
}

fn names_two(text: &str) -> bool {
    ["两", "二者", "both", "two"].iter().any(|two| text.contains(two))
}

/// Any two columns, where a match is hardly chance.
fn pairs(columns: &[u32], claimed: &ClaimedFigure) -> Vec<Vec<u32>> {
    let count = columns.len() * columns.len().saturating_sub(1) / 2;
    if !claimed.is_significant_among(count) {
        return Vec::new();
    }
    let pairs = columns
        .iter()
        .enumerate()
        .flat_map(|(n, a)| columns[n + 1..].iter().map(|b| vec![*a, *b]).collect::<Vec<_>>());
    pairs.collect()
}
