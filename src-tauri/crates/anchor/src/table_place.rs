//! A quote within a row of a table: it is where the row and the columns are the same.

use crate::home::Home;
use crate::layout::Row;
use crate::text::Text;

impl Text {
    /// Where the cells of a quote are; `Some(None)`: it is of a table, and its cells are nowhere,
    /// or its place is unknown. `None`: it is of no table.
    pub(crate) fn table_place(&self, home: &Home) -> Option<Option<(usize, usize)>> {
        let old = home.text.row(home.quote, home.is_cut)?;
        let rows = self.rows.get_or_init(|| self.read_rows());
        let keys = |row: &Row| row.cells.iter().map(|(keys, _)| keys.clone()).collect::<Vec<_>>();
        let is_same = |new: &&Row| {
            keys(new) == keys(&old) && (old.headings.is_none() || new.headings == old.headings)
        };
        let same: Vec<&Row> = rows.iter().filter(is_same).collect();
        let found: Vec<(usize, usize)> = match same[..] {
            [] => rows.iter().filter_map(|new| self.cells_in(home, &old, new)).collect(),
            _ => same
                .iter()
                .map(|new| self.cells_at(home, &old, new, (old.from, old.to - 1)))
                .collect(),
        };
        if let [only] = found[..] { Some(Some(only)) } else { Some(None) }
    }

    fn cells_in(&self, home: &Home, old: &Row, new: &Row) -> Option<(usize, usize)> {
        let label = |row: &Row| row.cells.first().map(|(keys, _)| keys.clone());
        if label(old)? != label(new)? {
            return None;
        }
        // Where a quote has cells, and which they are now.
        let places: Vec<usize> = (old.from..old.to)
            .map(|column| match (&old.headings, &new.headings) {
                (Some(old), Some(new)) => {
                    let mut same = (0..new.len()).filter(|at| new[*at] == old[column]);
                    same.next().filter(|_| same.next().is_none())
                }
                // Without headings, the whole row has to be the same.
                _ => {
                    let is_row = old.cells.len() == new.cells.len()
                        && old.cells.iter().zip(&new.cells).all(|(old, new)| old.0 == new.0);
                    is_row.then_some(column)
                }
            })
            .collect::<Option<_>>()?;
        let is_same = |(column, at): (usize, &usize)| old.cells[column].0 == new.cells[*at].0;
        if !(old.from..old.to).zip(&places).all(is_same) {
            return None;
        }
        let (first, last) = (*places.iter().min()?, *places.iter().max()?);
        if last - first + 1 != places.len() {
            return None;
        }
        Some(self.cells_at(home, old, new, (first, last)))
    }

    /// The range of a quote's cells in a row.
    fn cells_at(
        &self,
        home: &Home,
        old: &Row,
        new: &Row,
        (first, last): (usize, usize),
    ) -> (usize, usize) {
        let mut place = (new.cells[first].1.0, new.cells[last].1.1);
        // A part of a cell stays the same part of it.
        if old.to - old.from == 1 {
            let cell = old.cells[old.from].1;
            let [was, is] = [
                home.text.slice(cell.0, cell.1.min(home.text.len())),
                self.slice(place.0, place.1),
            ];
            let quote = home.text.slice(home.quote.0.max(cell.0), home.quote.1.min(cell.1));
            if was != is || quote != was {
                let mut parts = is.match_indices(quote);
                let begin = parts.next().filter(|_| parts.next().is_none());
                if let Some((byte, _)) = begin {
                    let from = place.0 + is[..byte].chars().count();
                    place = (from, from + quote.chars().count());
                }
            }
        } else if home.quote.0 < old.cells[old.from].1.0 && place.0 > 0 {
            // The signs at the edges of a row belong to it.
            let is_sign = |at: usize| self.slice(at, at + 1) == "|";
            if is_sign(place.0 - 1) {
                place.0 -= 1;
            }
            if place.1 < self.len() && is_sign(place.1) {
                place.1 += 1;
            }
        }
        place
    }
}
