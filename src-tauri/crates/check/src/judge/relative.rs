//! Changes in per cent of a value that a sentence gives as points: `by 18%`, 高出 18 个百分点.

use super::Judge;
use crate::claim::{Figures, Sentence, Wanted};
use crate::compute::cell_value;
use crate::index::Hit;
use crate::rank::Common;
use crate::unit::Dimension;
use crate::words;

/// How many rows of a column are set against one another.
const MAX_ROWS: usize = 60;

impl Judge<'_> {
    /// Whether the figures that the paper's sentences have beside a change show in a table that it is
    /// one in per cent, and no difference in points as the claim has it.
    pub(super) fn is_no_difference(
        &self,
        want: &Wanted,
        figures: &Figures,
        sentence: &Sentence,
        own: &[(Hit, Common)],
    ) -> bool {
        let [figure] = figures.parts.as_slice() else { return false };
        let is_points = ["百分点", "points"].iter().any(|points| want.text.contains(points));
        let (points, half) = (figure.number.float(), figure.step() / 2.0 * 1.001);
        figures.is_change
            && is_points
            && own.iter().all(|(hit, _)| {
                let there = &self.source.all[hit.spot as usize].text[hit.range.clone()];
                hit.cell.is_none()
                    && there.contains('%')
                    && self.figures_at(hit).is_some_and(|(all, n)| {
                        let others = all.iter().enumerate().filter(|(m, _)| *m != n);
                        let mut values = others.filter(|(_, other)| {
                            other.is_bare() || other.measure.dimension == Dimension::Percent
                        });
                        values.any(|(_, value)| {
                            self.is_only_relative(value.number.float(), (points, half), sentence)
                        })
                    })
            })
    }

    /// Whether a value is so many per cent off that of something that a sentence names, in a column
    /// with both, and off no other one by as many points.
    fn is_only_relative(
        &self,
        value: f64,
        (points, half): (f64, f64),
        sentence: &Sentence,
    ) -> bool {
        let mut is_relative = false;
        for grid in &self.source.grids {
            for column in grid.columns() {
                let cells = grid
                    .rows()
                    .take(MAX_ROWS)
                    .filter_map(|row| Some((row, cell_value(self, grid, row, column)?.0)));
                let cells: Vec<(u32, f64)> = cells.collect();
                if !cells.iter().any(|(_, there)| (there - value).abs() <= 1e-9 * value) {
                    continue;
                }
                for (row, there) in cells.iter().filter(|(_, there)| *there > 0.0) {
                    let difference = (value - there).abs();
                    if (difference - points).abs() <= half {
                        return false;
                    }
                    let is_change = (100.0 * difference / there - points).abs() <= half;
                    let is_named = || {
                        let mut names = grid.row_names(*row).iter();
                        names.any(|name| words::begins_with_name(name, &sentence.text))
                    };
                    is_relative |= is_change && is_named();
                }
            }
        }
        is_relative
    }
}
