//! Figures whose digits the paper has in another unit: a change of 18% as 18 points, a score of 0.40
//! as 0.40%.

use super::Judge;
use crate::claim::{Figures, Sentence, Wanted};
use crate::compute::cell_value;
use crate::figure;
use crate::index::Hit;
use crate::rank::Common;
use crate::unit::{Dimension, Measure};
use crate::words;

/// The most rows of a column that are compared with one another.
const MAX_ROWS: usize = 60;

impl Judge<'_> {
    /// Whether the paper has the digits in another unit, for more of the things that the sentence names.
    pub(super) fn is_in_another_unit(
        &self,
        want: &Wanted,
        figures: &Figures,
        sentence: &Sentence,
        own: &[(Hit, Common)],
    ) -> bool {
        let [figure] = figures.parts.as_slice() else { return false };
        if figure.is_bare() || figures.is_change {
            return false;
        }
        let is_percent = figure.measure.dimension == Dimension::Percent;
        let most = own.iter().map(|(_, common)| common.labels).max().unwrap_or(0);
        let has_more = |hit: &Hit| {
            let spot = &self.source.all[hit.spot as usize];
            let Some(cell) = hit.cell.and_then(|cell| spot.cells.get(cell as usize)) else {
                return false;
            };
            let written = figure::figures(&spot.text[hit.range.clone()]);
            let unit = written.first().map(|there| there.measure).filter(|it| *it != Measure::BARE);
            let is_other = match unit.or(cell.measure) {
                Some(measure) => !figure.measure.fits(measure),
                // 0.40 of one is 40%.
                None => is_percent && figure.number.is_below_one(),
            };
            is_other
                && self.rank.common(hit, sentence).labels > most.max(1)
                && self.another_owner(hit, want, sentence).is_none()
        };
        self.index.written(self.source, figure.number).iter().any(has_more)
    }

    /// Whether the paper's sentences give a change in points that the claim gives in per cent.
    pub(super) fn is_only_in_points(
        &self,
        want: &Wanted,
        figures: &Figures,
        own: &[(Hit, Common)],
    ) -> bool {
        const POINTS: [&str; 4] = ["point", "pp", "pts", "百分点"];
        let is_in_points = |text: &str| POINTS.iter().any(|points| text.contains(points));
        figures.is_change
            && want.text.contains('%')
            && own.iter().all(|(hit, _)| {
                let there = &self.source.all[hit.spot as usize].text[hit.range.clone()];
                hit.cell.is_none() && is_in_points(there)
            })
    }

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
