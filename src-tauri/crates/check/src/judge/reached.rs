//! The cells of a table that a value may have been reached from, as the sentence says that it went up
//! or down to it.

use super::better::concepts;
use super::compared::{CLAUSE_BYTES, Cells, MAX_ROWS, MIN_OTHER_CELLS, Relation};
use super::{Judge, direction_between};
use crate::claim::{Sentence, Wanted};
use crate::compute::cell_value;
use crate::figure;
use crate::header;
use crate::index::Hit;
use crate::mention::Mention;
use crate::source::{At, grid::Grid};
use crate::words;
use std::ops::Range;

/// What ends a clause, whatever is in brackets.
const CLAUSE_ENDS: [char; 5] = ['，', '；', '。', ',', ';'];

impl Judge<'_> {
    /// What the sentence says of a cell beside those that its value was reached from.
    pub(super) fn reached_from(
        &self,
        want: &Wanted,
        sentence: &Sentence,
        grid: &Grid,
        at: At,
    ) -> Option<Relation> {
        let text = sentence.text.as_str();
        let before = &text[..want.range.start];
        let turn = words::reached(before)?;
        let claimed_direction =
            words::towards(before).or_else(|| self.side(turn, grid, at, text))?;
        let others = self
            .along(before, grid, at)
            .or_else(|| self.without_part(sentence, grid, at))
            .or_else(|| self.other_named(want, sentence, grid, at))
            .or_else(|| self.of_bare_name(grid, at))
            .or_else(|| self.in_setting(sentence, grid, at))
            .or_else(|| self.all_others(want, sentence, grid, at))?;
        Some(Relation::of(claimed_direction, others))
    }

    /// The cells of a column where another column is not yet what the sentence says that it has
    /// become: `as the load rises to 40, the rate grows to 3.1`, `from 4 to 8 GPUs`.
    fn along(&self, before: &str, grid: &Grid, at: At) -> Option<Cells> {
        let figures = figure::figures(before);
        let is = |row: u32, column: u32, value: f64| {
            let there = cell_value(self, grid, row, column);
            there.is_some_and(|(there, _)| (there - value).abs() <= value.abs() * 1e-9)
        };
        let column_of = |value: f64| {
            let mut columns = grid.columns().filter(|column| *column != at.column);
            columns.find(|column| is(at.row, *column, value))
        };
        let earlier = |is_earlier: &dyn Fn(u32) -> bool| -> Cells {
            let rows = grid.rows().take(MAX_ROWS).filter(|row| is_earlier(*row));
            rows.filter_map(|row| cell_value(self, grid, row, at.column)).collect()
        };
        let from_to = figures.windows(2).rev().find_map(|pair| {
            let between = before.get(pair[0].range.end..pair[1].range.start)?.trim();
            let (from, to) = (pair[0].value().float(), pair[1].value().float());
            let column = column_of(to).filter(|_| ["to", "到", "至"].contains(&between))?;
            Some(earlier(&|row| is(row, column, from)))
        });
        if let Some(start) = from_to.filter(|start| !start.is_empty()) {
            return Some(start);
        }
        let (column, goes, reached) = figures.iter().rev().find_map(|figure| {
            let goes = words::towards(&before[..figure.range.start])?;
            let value = figure.value().float();
            Some((column_of(value)?, goes, value))
        })?;
        let all = earlier(&|row| {
            cell_value(self, grid, row, column)
                .is_some_and(|(there, _)| direction_between(there, reached) == Some(goes))
        });
        (all.len() >= MIN_OTHER_CELLS).then_some(all)
    }

    /// The cells of what else the sentence names, which has no figure of its own there: 把 X 换成 Y
    /// 后升至 57.5, `Y drops to 57.5 compared with X`.
    fn other_named(
        &self,
        want: &Wanted,
        sentence: &Sentence,
        grid: &Grid,
        at: At,
    ) -> Option<Cells> {
        let text = sentence.text.as_str();
        let is_start = |mention: &&Mention| {
            let (before, behind) = (&text[..mention.range.start], &text[mention.range.end..]);
            let clause = before.rfind(CLAUSE_ENDS).unwrap_or(0)
                ..behind.find(CLAUSE_ENDS).map_or(text.len(), |at| mention.range.end + at);
            let has_figure = sentence.figures.iter().any(|figure| {
                figure.range != want.range
                    && clause.contains(&figure.range.start)
                    && !sentence.is_named(&figure.range)
            });
            !grid.has_label(at, &mention.labels)
                && (clause.contains(&want.range.start) || !has_figure)
                && !words::is_set_apart(text, mention.range.start, want.range.start)
        };
        let mut others: Cells = self
            .things(sentence)
            .filter(is_start)
            .flat_map(|mention| self.beside_named(grid, at, mention))
            .filter(|(_, hit)| self.is_of_same_measure(grid, at, hit))
            .collect();
        // `from 50% to 100% of the data` names rows by their numbers.
        let numbers = sentence.figures.iter().map(|figure| &text[figure.range.clone()]);
        let (own, other): (Vec<&str>, Vec<&str>) =
            numbers.partition(|number| names(grid, at.row, number));
        if !own.is_empty() {
            let is_other = |row: &u32| other.iter().any(|number| names(grid, *row, number));
            let rows = grid.rows().take(MAX_ROWS).filter(is_other);
            others.extend(rows.filter_map(|row| cell_value(self, grid, row, at.column)));
        }
        (!others.is_empty()).then_some(others)
    }

    /// The paper's own cells with all parts, where the claimed one is without a part that the
    /// sentence leaves away.
    fn without_part(&self, sentence: &Sentence, grid: &Grid, at: At) -> Option<Cells> {
        let known = &self.source.labels;
        let is_left_away = grid.row_labels(at.row).iter().any(|(_, label)| {
            sentence.mentions.iter().any(|it| it.is_left_away && it.means(*label))
        });
        let is_full = |row: &[(u32, u32)]| {
            row.iter().any(|(_, label)| known.is_full(*label) || known.is_own(*label))
                && !row.iter().any(|(_, label)| known.is_ablation(*label))
        };
        is_left_away.then(|| self.beside(grid, at, is_full)).filter(|full| !full.is_empty())
    }

    /// The cells of the row whose name the claimed one's adds something to: of Tern where one speaks
    /// of `Tern (one finger)`.
    fn of_bare_name(&self, grid: &Grid, at: At) -> Option<Cells> {
        let own = grid.row_names(at.row);
        let is_added = |bare: &String, name: &String| {
            let rest = name.strip_prefix(bare.as_str()).filter(|_| bare.len() > 1);
            rest.is_some_and(|rest| rest.trim_start().starts_with(['(', '+', '（']))
        };
        let is_bare = |row: &u32| {
            let names = grid.row_names(*row);
            let mut others = names.iter().zip(own).filter(|(bare, name)| bare != name).peekable();
            names.len() == own.len()
                && others.peek().is_some()
                && others.all(|(bare, name)| is_added(bare, name))
        };
        let rows = grid.rows().take(MAX_ROWS).filter(is_bare);
        let others: Cells = rows.filter_map(|row| cell_value(self, grid, row, at.column)).collect();
        (!others.is_empty()).then_some(others)
    }

    /// The cells of the rows that differ from one in nothing but switches that the sentence names: that
    /// of ✓ where one speaks of ×.
    fn in_setting(&self, sentence: &Sentence, grid: &Grid, at: At) -> Option<Cells> {
        let is_value = |column: &u32| cell_value(self, grid, at.row, *column).is_some();
        let settings: Vec<u32> = grid.columns().filter(|column| !is_value(column)).collect();
        let is_named = |column: u32| {
            let heading = grid.lowest_heading(column).unwrap_or_default();
            let labels = grid.column_labels(column);
            self.written(grid, at.row, column).is_none_or(is_switch)
                && (words::has_word(&sentence.text, heading)
                    || labels.iter().any(|(_, label)| {
                        sentence.mentions.iter().any(|mention| mention.means(*label))
                    }))
        };
        let differs_in_named = |row: &u32| {
            let is_other = |column: &&u32| {
                self.written(grid, *row, **column) != self.written(grid, at.row, **column)
            };
            let mut others = settings.iter().filter(is_other).peekable();
            others.peek().is_some() && others.all(|column| is_named(*column))
        };
        let rows = grid.rows().take(MAX_ROWS).filter(differs_in_named);
        let others: Cells = rows.filter_map(|row| cell_value(self, grid, row, at.column)).collect();
        (!others.is_empty()).then_some(others)
    }

    /// What a cell has in it.
    pub(super) fn written(&self, grid: &Grid, row: u32, column: u32) -> Option<&str> {
        let (spot, cell) = grid.spot(row, column)?;
        let spot = &self.source.all[spot as usize];
        spot.cells.get(cell as usize).map(|cell| spot.text[cell.range.clone()].trim())
    }

    /// All cells that a value may have been reached from where the sentence names only what it is
    /// reached by: those of the other rows, or columns, that are most alike.
    fn all_others(&self, want: &Wanted, sentence: &Sentence, grid: &Grid, at: At) -> Option<Cells> {
        // From what the sentence gives itself: 从 512 降到 330.
        let text = sentence.text.as_str();
        let before = &text[..want.range.start];
        let clause = before.len() - words::clause_before(before, CLAUSE_BYTES).len();
        let is_start = |figure: &Range<usize>| {
            clause <= figure.start
                && figure.end <= want.range.start
                && !sentence.is_named(figure)
                && !grid.rows().any(|row| names(grid, row, &text[figure.clone()]))
        };
        if sentence.figures.iter().any(|figure| is_start(&figure.range)) {
            return None;
        }
        let is_before = |mention: &&Mention| mention.range.end <= want.range.start;
        let agents: Vec<&Mention> = self.things(sentence).filter(is_before).collect();
        let means = |labels: &[(u32, u32)]| {
            agents.iter().any(|agent| labels.iter().any(|(_, label)| agent.means(*label)))
        };
        let is_alike = |(_, hit): &(f64, Hit)| self.is_of_same_measure(grid, at, hit);
        // Columns of data sets are no settings of one another.
        let lowest = grid.lowest_heading(at.column).into_iter();
        let mut names = lowest.chain(grid.row_names(at.row).iter().map(String::as_str));
        let mut others = self.columns_beside(grid, at, |_| true);
        others.retain(is_alike);
        if !names.any(names_measure) {
            others.clear();
        }
        let is_of_column = means(grid.column_labels(at.column)) && !others.is_empty();
        // Another column of the unit may be what it was before: `time without help (s)`.
        let unit = grid.measure(at.column);
        let has_unit = |column: u32| column != at.column && grid.measure(column) == unit;
        let is_alone = unit.is_none() || !grid.columns().any(has_unit);
        let is_of_row = means(grid.row_labels(at.row)) && (is_of_column || is_alone);
        if is_of_row {
            let rows = self.rows_beside(grid, at, |_| true);
            others.extend(rows.into_iter().filter(is_alike));
        }
        (!others.is_empty() && (is_of_row || is_of_column)).then_some(others)
    }

    /// Whether two cells give the same measure of different things.
    fn is_of_same_measure(&self, grid: &Grid, at: At, hit: &Hit) -> bool {
        let cells = &self.source.all[hit.spot as usize].cells;
        let Some(other) = hit.cell.and_then(|cell| cells.get(cell as usize)) else { return false };
        // Each row is of another measure where the columns are of none.
        let mut headings = grid.columns().flat_map(|column| grid.headings(column));
        if !headings.any(|text| names_measure(text))
            && grid.row_names(at.row).iter().any(|name| names_measure(name))
        {
            return other.at.row == at.row;
        }
        other.at.column == at.column
            || grid.lowest_heading(other.at.column) == grid.lowest_heading(at.column)
    }
}

/// Whether a text names a measure.
fn names_measure(text: &str) -> bool {
    !concepts(text).is_empty() || header::measure(text).is_some()
}

/// Whether a number is a word of a row's name: `50% Ours`.
fn names(grid: &Grid, row: u32, number: &str) -> bool {
    let number = number.trim();
    grid.row_names(row).iter().any(|name| {
        name.split_whitespace().count() > 1 && name.split_whitespace().any(|word| word == number)
    })
}

/// Whether a cell says that something is on or off.
fn is_switch(text: &str) -> bool {
    const WORDS: [&str; 10] = ["yes", "no", "y", "n", "on", "off", "x", "true", "false", "是"];
    !text.contains(char::is_alphanumeric) || WORDS.contains(&text.to_ascii_lowercase().as_str())
}
