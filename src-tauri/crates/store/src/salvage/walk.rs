//! All rows of a table that can be read, whatever is damaged around them.

use super::pages::{Cell, PageKind, PageNumber, Pages};
use super::record::values;
use rusqlite::types::Value;
use std::collections::HashSet;

/// A row: its number (0 in tables without one) and its values in the order in which they are
/// stored.
pub(super) type Row = (i64, Vec<Value>);

/// What a walk through a b-tree could not read.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Lost {
    /// Rows of which only the place is known.
    pub(super) rows: u64,
    /// Pages, each followed by an unknown number of rows.
    pub(super) pages: u64,
}

impl Lost {
    pub(super) fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}

/// A reader of tables that remembers which pages it has met, so that no damaged pointer makes it
/// read one twice.
pub(super) struct Walk {
    pages: Pages,
    met: HashSet<PageNumber>,
}

impl Walk {
    pub(super) fn new(mut pages: Pages) -> Self {
        let met = pages.free().into_iter().collect();
        Self { pages, met }
    }

    /// Passes every readable row below a root to `take`, which returns whether it is a row of that
    /// table.
    pub(super) fn rows(
        &mut self,
        root: PageNumber,
        is_table: bool,
        take: &mut dyn FnMut(Row) -> bool,
    ) -> Lost {
        let mut lost = Lost::default();
        let mut waiting = vec![root];
        while let Some(number) = waiting.pop() {
            let page = if self.met.insert(number) { self.pages.tree_page(number) } else { None };
            let Some(page) = page.filter(|page| {
                matches!(page.kind, PageKind::TableLeaf | PageKind::TableInterior) == is_table
            }) else {
                lost.pages += 1;
                continue;
            };
            lost.pages += u64::from(page.is_damaged);
            let is_interior =
                matches!(page.kind, PageKind::TableInterior | PageKind::IndexInterior);
            if is_interior {
                waiting.push(page.last_child);
            }
            let (mut taken, mut refused) = (0_u64, 0_u64);
            for cell in self.pages.cells(&page) {
                match cell.map(|cell| self.cell(cell, &mut waiting, take)) {
                    Some(true) => taken += 1,
                    Some(false) | None => refused += 1,
                }
            }
            if taken == 0 && refused > 0 && !is_interior {
                // A damaged pointer led into another table: its own walk must still find this page.
                self.met.remove(&number);
                lost.pages += 1;
            } else {
                lost.rows += refused;
            }
        }
        lost
    }

    /// Whether the cell's row was taken. In the interior of tables there are no rows.
    fn cell(
        &mut self,
        cell: Cell,
        waiting: &mut Vec<PageNumber>,
        take: &mut dyn FnMut(Row) -> bool,
    ) -> bool {
        self.met.extend(&cell.overflow);
        waiting.extend(cell.child);
        let Some(payload) = cell.payload else { return true };
        values(&payload).is_some_and(|values| take((cell.rowid, values)))
    }

    /// Passes the rows of the leaves that were not visited to `take`: no readable page leads to
    /// them.
    pub(super) fn unlinked_rows(&mut self, is_table: bool, take: &mut dyn FnMut(Row) -> bool) {
        let wanted = if is_table { PageKind::TableLeaf } else { PageKind::IndexLeaf };
        for number in 1..=self.pages.count() {
            if self.met.contains(&number) {
                continue;
            }
            let Some(page) =
                self.pages.tree_page(number).filter(|page| page.kind == wanted && !page.is_damaged)
            else {
                continue;
            };
            for cell in self.pages.cells(&page).into_iter().flatten() {
                self.met.extend(&cell.overflow);
                if let Some(values) = cell.payload.as_deref().and_then(values) {
                    take((cell.rowid, values));
                }
            }
        }
    }
}
