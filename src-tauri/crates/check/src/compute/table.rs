//! The rows and columns of a table that a sentence names, and the figures of their cells.

use super::claimed::ClaimedFigure;
use super::{MAX_COLUMNS, MAX_NAMED_LINES, Operand, Where};
use crate::claim::Sentence;
use crate::figure::Figure;
use crate::index::Hit;
use crate::judge::Judge;
use crate::mention::{LabelId, Mention};
use crate::source::grid::Grid;
use crate::unit::{Dimension, Measure};

/// The most rows of a table that is searched although no row is named.
const MAX_UNNAMED_ROWS: usize = 12;

/// The rows and columns of a table that a sentence names.
pub(super) struct Named<'a> {
    pub(super) judge: &'a Judge<'a>,
    pub(super) grid: &'a Grid,
    pub(super) text: &'a str,
    pub(super) rows: Vec<Line<'a>>,
    /// Rows that have some of the labels that the sentence names.
    pub(super) partial: Vec<Line<'a>>,
    pub(super) columns: Vec<Line<'a>>,
    /// Columns in the claim's own unit, when the sentence names none.
    pub(super) in_unit: Vec<u32>,
    /// Whether the sentence names a column that other tables have and this one lacks.
    is_elsewhere: bool,
}

/// A row or column that a sentence names.
pub(super) struct Line<'a> {
    pub(super) at: u32,
    pub(super) mentions: Vec<&'a Mention>,
}

impl<'a> Line<'a> {
    /// The labels that name this line and not the other.
    pub(super) fn apart(&self, other: &Self) -> Option<&'a Mention> {
        self.mentions.iter().find(|mention| !other.mentions.contains(mention)).copied()
    }
}

impl<'a> Named<'a> {
    pub(super) fn of(
        judge: &'a Judge<'a>,
        grid: &'a Grid,
        sentence: &'a Sentence,
        claimed: &ClaimedFigure,
    ) -> Option<Self> {
        // A row or column must have all the labels of the sentence that belong to rows or columns,
        // as far as any line has them.
        let named = |at: u32, labels: &[(u32, LabelId)]| {
            let means = |mention: &&Mention| labels.iter().any(|(_, label)| mention.means(*label));
            let mentions: Vec<&Mention> = sentence.mentions.iter().filter(means).collect();
            (!mentions.is_empty()).then_some(Line { at, mentions })
        };
        let all: Vec<Line> =
            grid.rows().filter_map(|row| named(row, grid.row_labels(row))).collect();
        let max_mentions = all.iter().map(|line| line.mentions.len()).max().unwrap_or(0);
        let (rows, partial): (Vec<Line>, Vec<Line>) =
            all.into_iter().partition(|line| line.mentions.len() == max_mentions);
        let (rows, partial) = (rows.into_iter().take(MAX_NAMED_LINES).collect::<Vec<_>>(), partial);
        let fits = |column: u32| {
            grid.measure(column).is_none_or(|measure| claimed.figure.measure.fits(measure))
        };
        let of_unit = |column: u32| {
            grid.measure(column).is_some_and(|measure| claimed.figure.measure.fits(measure))
        };
        let columns: Vec<Line> = grid
            .columns()
            .filter(|column| !claimed.is_of_a_quantity() || fits(*column))
            .filter_map(|column| named(column, grid.column_labels(column)))
            .collect();
        let columns = fullest(columns);
        let in_unit: Vec<u32> = if columns.is_empty() && claimed.is_of_a_quantity() {
            grid.columns().filter(|column| of_unit(*column)).take(MAX_NAMED_LINES).collect()
        } else {
            Vec::new()
        };
        let labels = &judge.source.labels;
        let is_here = |mention: &Mention| {
            let at_rows = grid.rows().flat_map(|row| grid.row_labels(row));
            let at_columns = grid.columns().flat_map(|column| grid.column_labels(column));
            at_rows.chain(at_columns).any(|(_, label)| mention.means(*label))
        };
        let is_elsewhere = columns.is_empty()
            && sentence.mentions.iter().any(|mention| {
                mention.is_sure
                    && mention.labels.iter().all(|label| labels.is_heading(*label))
                    && !is_here(mention)
            });
        (!rows.is_empty() || !columns.is_empty() || !in_unit.is_empty()).then_some(Self {
            is_elsewhere,
            judge,
            grid,
            text: &sentence.text,
            rows,
            partial: partial.into_iter().take(MAX_NAMED_LINES).collect(),
            columns,
            in_unit,
        })
    }

    pub(super) fn operand(&self, row: u32, column: u32) -> Option<Operand> {
        operand(self.judge, self.grid, row, column)
    }

    pub(super) fn operands(&self, row: u32, column: u32) -> [Option<Operand>; 2] {
        operands(self.judge, self.grid, row, column)
    }

    /// All rows of a small table whose sentence names none of them, where a match among that many
    /// is hardly a coincidence.
    pub(super) fn unnamed(&self, claimed: &ClaimedFigure, each: usize) -> Vec<u32> {
        let rows: Vec<u32> = self.grid.rows().take(MAX_UNNAMED_ROWS + 1).collect();
        let is_small =
            rows.len() <= MAX_UNNAMED_ROWS && claimed.is_significant_among(rows.len() * each);
        if self.rows.is_empty() && self.is_known() && is_small { rows } else { Vec::new() }
    }

    /// The columns to which the claim may belong: the named ones, or those in its unit, or all if the
    /// sentence names no column of another table.
    pub(super) fn candidates(&self) -> Vec<u32> {
        if !self.columns.is_empty() {
            self.columns.iter().map(|column| column.at).collect()
        } else if !self.in_unit.is_empty() {
            self.in_unit.clone()
        } else if self.is_elsewhere {
            Vec::new()
        } else {
            self.grid.columns().take(MAX_COLUMNS).collect()
        }
    }

    /// Whether it is known to which columns the claim may belong.
    pub(super) fn is_known(&self) -> bool {
        !self.columns.is_empty() || !self.in_unit.is_empty()
    }
}

/// The lines with the most named labels.
fn fullest(all: Vec<Line>) -> Vec<Line> {
    let max_mentions = all.iter().map(|line| line.mentions.len()).max().unwrap_or(0);
    all.into_iter()
        .filter(|line| line.mentions.len() == max_mentions)
        .take(MAX_NAMED_LINES)
        .collect()
}

/// The first figure of a cell.
pub(super) fn operand(judge: &Judge, grid: &Grid, row: u32, column: u32) -> Option<Operand> {
    figure_of(judge, grid, row, column, <[Figure]>::first)
}

/// The figures of a cell that are compared with those of others: of `1056 (66.00%)` both.
pub(super) fn operands(judge: &Judge, grid: &Grid, row: u32, column: u32) -> [Option<Operand>; 2] {
    let is_share = |figure: &Figure| figure.measure.dimension == Dimension::Percent;
    let second = figure_of(judge, grid, row, column, |figures| {
        figures.iter().skip(1).find(|figure| is_share(figure))
    });
    [operand(judge, grid, row, column), second]
}

/// A figure of a cell.
fn figure_of(
    judge: &Judge,
    grid: &Grid,
    row: u32,
    column: u32,
    choose: impl Fn(&[Figure]) -> Option<&Figure>,
) -> Option<Operand> {
    let source = judge.source;
    let (spot, cell) = grid.spot(row, column)?;
    let at = source.figures.partition_point(|figures| figures.spot < spot);
    let figures = source.figures[at..]
        .iter()
        .take_while(|figures| figures.spot == spot)
        .find(|figures| figures.cell == Some(cell))?;
    let figure = choose(&figures.all)?;
    let known = &source.all[spot as usize].cells[cell as usize];
    // A scale that the caption gives may be another column's.
    let of_heading = known.measure.filter(|measure| {
        known.is_measured || measure.dimension != Dimension::Count || *measure == Measure::BARE
    });
    let measure = if figure.is_bare() { of_heading } else { Some(figure.measure) };
    let sign = if figure.minus { -1.0 } else { 1.0 };
    let value = match measure {
        Some(measure) => figure.number.scaled(measure.times, measure.exponent).float(),
        None => figure.number.float(),
    };
    let range = figures.range.start + figure.range.start..figures.range.start + figure.range.end;
    Some(Operand {
        value: sign * value,
        written: sign * figure.number.float(),
        measure,
        place: Where::Paper(Hit { spot, range, strength: 3, cell: Some(cell) }),
    })
}
