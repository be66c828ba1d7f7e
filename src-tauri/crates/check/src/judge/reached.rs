//! Whether a table bears out which way a value is reached: without a part, or while another column
//! changes.

use super::{Judge, direction_between};
use crate::Direction;
use crate::claim::{Sentence, Wanted};
use crate::compute::cell_value;
use crate::figure;
use crate::index::Hit;
use crate::source::{At, grid::Grid};
use crate::words;

/// How many rows are compared.
const MAX_ROWS: usize = 60;
/// How many other rows must show the contrary at least.
const LEAST: usize = 2;

impl Judge<'_> {
    /// The paper's own cells with all parts, where the sentence says where the claimed one went
    /// without a part, and these show the contrary: `without the cache, latency drops to 512 ms`.
    pub(super) fn without_part(
        &self,
        want: &Wanted,
        sentence: &Sentence,
        grid: &Grid,
        at: At,
    ) -> Option<(Direction, Vec<Hit>)> {
        let claimed_direction = words::towards(&sentence.text[..want.range.start])?;
        let known = &self.source.labels;
        let is_left_away = |row: &[(u32, u32)]| {
            row.iter().any(|(_, label)| {
                sentence.mentions.iter().any(|it| it.is_left_away && it.means(*label))
            })
        };
        if !is_left_away(grid.row_labels(at.row)) {
            return None;
        }
        let own = cell_value(self, grid, at.row, at.column)?.0;
        let others = self.beside(grid, at, |row| {
            row.iter().any(|(_, label)| known.is_full(*label) || known.is_own(*label))
                && !row.iter().any(|(_, label)| known.is_ablation(*label))
        });
        let is_opposite = |(other, _): &(f64, Hit)| {
            direction_between(*other, own).is_some_and(|lies| lies != claimed_direction)
        };
        (!others.is_empty() && others.iter().all(is_opposite))
            .then(|| (claimed_direction, others.into_iter().map(|(_, hit)| hit).take(2).collect()))
    }

    /// The cells of a column that lie on the other side where the sentence says that its figure is
    /// reached as another one of its row is: `as the load rises to 40, the rate grows to 3.1`.
    pub(super) fn along(
        &self,
        want: &Wanted,
        sentence: &Sentence,
        grid: &Grid,
        at: At,
    ) -> Option<(Direction, Vec<Hit>)> {
        let text = sentence.text.as_str();
        let claimed_direction = words::towards(&text[..want.range.start])?;
        let own = cell_value(self, grid, at.row, at.column)?.0;
        let figures = figure::figures(&text[..want.range.start]);
        let (column, from, reached) = figures.iter().rev().find_map(|figure| {
            let goes = words::towards(&text[..figure.range.start])?;
            let value = figure.value().float();
            let is_there = |column: &u32| {
                let there = cell_value(self, grid, at.row, *column).map(|(there, _)| there);
                *column != at.column
                    && there.is_some_and(|there| (there - value).abs() <= value.abs() * 1e-9)
            };
            Some((grid.columns().find(is_there)?, goes, value))
        })?;
        let before: Vec<(f64, Hit)> = grid
            .rows()
            .take(MAX_ROWS)
            .filter(|row| {
                cell_value(self, grid, *row, column)
                    .is_some_and(|(there, _)| direction_between(there, reached) == Some(from))
            })
            .filter_map(|row| cell_value(self, grid, row, at.column))
            .collect();
        let is_opposite = |(other, _): &(f64, Hit)| {
            direction_between(*other, own).is_some_and(|lies| lies != claimed_direction)
        };
        (before.len() >= LEAST && before.iter().all(is_opposite)).then(|| {
            let nearest = before.into_iter().map(|(_, hit)| hit);
            (claimed_direction, nearest.take(2).collect())
        })
    }
}
