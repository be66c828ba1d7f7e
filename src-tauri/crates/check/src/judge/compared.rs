//! Whether a table bears out what a sentence says of a cell beside others: that it is the highest,
//! or lower than another one that the sentence names.

use super::{Judge, direction_between};
use crate::claim::{Sentence, Wanted};
use crate::compute::cell_value;
use crate::index::Hit;
use crate::source::{At, grid::Grid};
use crate::vocabulary::{self, Better};
use crate::words::{self, Turn};
use crate::{Direction, Outcome, Passages};

/// How many rows are compared.
const MAX_ROWS: usize = 60;
/// How many cells a column has at least of which one is the highest.
const LEAST: usize = 3;

impl Judge<'_> {
    /// The opposite of what the sentence says of a cell beside the others of its column.
    pub(super) fn against_others(
        &self,
        want: &Wanted,
        sentence: &Sentence,
        hit: &Hit,
    ) -> Option<Outcome> {
        let at = self.source.all[hit.spot as usize].cells[hit.cell? as usize].at;
        let grid = self.source.grids.get(at.grid as usize)?;
        let (claimed_direction, others) = self
            .named_beside(want, sentence, grid, at)
            .or_else(|| self.extreme(want, sentence, grid, at))?;
        let mut passages = vec![self.passage(hit)];
        passages.extend(others.iter().map(|hit| self.passage(hit)));
        Some(Outcome::AnotherDirection { claimed_direction, passages: Passages::of(passages)? })
    }

    /// A row that the sentence compares the cell's with, when it lies on the other side.
    fn named_beside(
        &self,
        want: &Wanted,
        sentence: &Sentence,
        grid: &Grid,
        at: At,
    ) -> Option<(Direction, Vec<Hit>)> {
        let own = cell_value(self, grid, at.row, at.column)?.0;
        let compared = sentence.mentions.iter().filter(|mention| {
            mention.is_sure && !mention.is_measure && mention.range.start > want.range.end
        });
        for mention in compared {
            let Some(turn) = words::turn_beside(&sentence.text, &mention.range) else { continue };
            let Some(claimed_direction) = self.side(turn, grid, at.column) else { continue };
            let is_named = |row: &u32| {
                *row != at.row
                    && grid.row_labels(*row).iter().any(|(_, label)| mention.means(*label))
            };
            let mut rows = grid.rows().take(MAX_ROWS).filter(is_named);
            let (Some(row), None) = (rows.next(), rows.next()) else { continue };
            let Some((other, hit)) = cell_value(self, grid, row, at.column) else { continue };
            if direction_between(other, own).is_some_and(|lies| lies != claimed_direction) {
                return Some((claimed_direction, vec![hit]));
            }
        }
        None
    }

    /// The highest of a column that the sentence calls the lowest, or the other way round.
    fn extreme(
        &self,
        want: &Wanted,
        sentence: &Sentence,
        grid: &Grid,
        at: At,
    ) -> Option<(Direction, Vec<Hit>)> {
        let text = sentence.text.as_str();
        let turn = words::superlative(&text[..want.range.start], &text[want.range.end..])?;
        let claimed_direction = self.side(turn, grid, at.column)?;
        let own = cell_value(self, grid, at.row, at.column)?.0;
        let all = grid.rows().take(MAX_ROWS).filter(|row| *row != at.row);
        let others: Vec<(f64, Hit)> =
            all.filter_map(|row| cell_value(self, grid, row, at.column)).collect();
        let is_beyond =
            |(other, _): &(f64, Hit)| direction_between(*other, own) != Some(claimed_direction);
        let is_equal = |(other, _): &(f64, Hit)| direction_between(*other, own).is_none();
        let is_opposite = others.len() + 1 >= LEAST
            && others.iter().all(is_beyond)
            && !others.iter().any(is_equal);
        is_opposite
            .then(|| (claimed_direction, others.into_iter().map(|(_, hit)| hit).take(2).collect()))
    }

    /// Where what is better, or more, lies in a column.
    fn side(&self, turn: Turn, grid: &Grid, column: u32) -> Option<Direction> {
        let better = || {
            let heading = grid.lowest_heading(column)?;
            vocabulary::concepts(heading).iter().find_map(|(_, concept)| concept.better())
        };
        let up = match turn {
            Turn::Up => true,
            Turn::Down => false,
            Turn::Better | Turn::Faster => better()? == Better::Up,
            Turn::Worse | Turn::Slower => better()? == Better::Down,
        };
        Some(if up { Direction::Up } else { Direction::Down })
    }
}
