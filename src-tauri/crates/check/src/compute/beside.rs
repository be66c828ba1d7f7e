//! One named cell against the other cells of its row.

use super::claimed::ClaimedFigure;
use super::difference::Pair;
use super::table::Named;

/// How many columns of a row are set against one that is named.
const MAX_COLUMNS: usize = 8;

/// How many rows a table has at most that need no name.
const MAX_UNNAMED_ROWS: usize = 2;

impl Named<'_> {
    /// The cell of a named row and a named column against those of the other columns of its unit:
    /// of `X was 4.8 points more common with Y`, the one that is not Y.
    pub(super) fn against_columns(&self, claimed: &ClaimedFigure) -> Vec<Pair> {
        let [named] = self.columns.as_slice() else { return Vec::new() };
        let rows: Vec<u32> = match self.rows.as_slice() {
            [row] => vec![row.at],
            // The only rows need no name.
            [] if self.grid.rows().len() <= MAX_UNNAMED_ROWS => self.grid.rows().collect(),
            _ => return Vec::new(),
        };
        let others = self.grid.columns().skip(1).filter(|column| {
            *column != named.at && self.grid.measure(*column) == self.grid.measure(named.at)
        });
        let others: Vec<u32> = others.take(MAX_COLUMNS).collect();
        if !claimed.is_telling_among(others.len() * rows.len()) {
            return Vec::new();
        }
        let mut pairs = Vec::new();
        for row in rows {
            let own = self.operands(row, named.at);
            for other in &others {
                let cells = own.clone().into_iter().zip(self.operands(row, *other));
                pairs.extend(cells.flat_map(|(first, second)| Pair::in_any_order(first, second)));
            }
        }
        pairs
    }
}
