//! Tables as tables: each cell knows the labels of its row, column, panel and caption, and the unit
//! of its numbers.

use super::column::{bare_name, is_time, kind, named_in_caption};
use super::head::{self, is_number};
use super::{At, Cell, MAX_SENTENCE_BYTES, Source, caption, in_words};
use crate::Place;
use crate::header;
use crate::mention::{AxisId, LabelId};
use crate::unit::{self, Dimension, Measure};
use paperboy_paper::article::Table;
use std::ops::Range;

/// The largest number of columns of a table that are read.
const MAX_COLUMNS: usize = 400;
/// The most rows of a table that are read.
const MAX_ROWS: usize = 20_000;

/// The most measures of a table whose units are in the words of its caption.
const MAX_NAMED_UNITS: usize = 8;

/// The longest heading of rows that are numbers, in bytes.
const MAX_KEY_BYTES: usize = 80;

/// A label on its axis.
pub(crate) type Placed = (AxisId, LabelId);

/// A table.
#[derive(Debug, Default)]
pub(crate) struct Grid {
    /// The table's label and caption.
    pub(crate) caption: String,
    rows: Vec<Row>,
    columns: Vec<Column>,
    of_caption: Vec<Placed>,
}

#[derive(Debug, Default)]
struct Row {
    labels: Vec<Placed>,
    texts: Vec<String>,
    panel: Option<String>,
    /// The spots that its cells are in, and for each column the cell in one of them.
    cells: Vec<Option<(u32, u32)>>,
}

#[derive(Debug, Default)]
struct Column {
    labels: Vec<Placed>,
    texts: Vec<String>,
    measure: Option<Measure>,
    kind: Kind,
}

/// What the bare numbers of a column can be where nothing names a unit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Anything.
    #[default]
    Plain,
    /// Between 0 and 1: shares.
    Share,
    /// Between 0 and 100 with decimals: perhaps per cents.
    Hundred,
    /// Years, numbers of rows: no figure.
    Ordinal,
}

impl Grid {
    /// The labels of a cell: of its row, its panel, its column and the caption.
    pub(crate) fn labels(&self, at: At) -> impl Iterator<Item = Placed> + '_ {
        let row = self.rows.get(at.row as usize).map_or(&[][..], |row| row.labels.as_slice());
        let column =
            self.columns.get(at.column as usize).map_or(&[][..], |column| column.labels.as_slice());
        row.iter().chain(column).chain(&self.of_caption).copied()
    }

    /// Whether a cell has one of these labels: its row's, its column's, its panel's or its
    /// caption's. What the caption names may be a row or a column of its own, and is then that one.
    pub(crate) fn has_label(&self, at: At, labels: &[LabelId]) -> bool {
        let has = |placed: &[Placed]| placed.iter().any(|(_, label)| labels.contains(label));
        has(self.row_labels(at.row))
            || has(self.column_labels(at.column))
            || has(&self.of_caption)
                && !self.rows.iter().any(|row| has(&row.labels))
                && !self.columns.iter().any(|column| has(&column.labels))
    }

    pub(crate) fn row_labels(&self, row: u32) -> &[Placed] {
        self.rows.get(row as usize).map_or(&[], |row| row.labels.as_slice())
    }

    pub(crate) fn column_labels(&self, column: u32) -> &[Placed] {
        self.columns.get(column as usize).map_or(&[], |column| column.labels.as_slice())
    }

    pub(crate) fn caption_labels(&self) -> &[Placed] {
        &self.of_caption
    }

    pub(crate) fn rows(&self) -> Range<u32> {
        0..self.rows.len() as u32
    }

    pub(crate) fn columns(&self) -> Range<u32> {
        0..self.columns.len() as u32
    }

    /// The spot of a cell and its place among the spot's cells.
    pub(crate) fn spot(&self, row: u32, column: u32) -> Option<(u32, u32)> {
        *self.rows.get(row as usize)?.cells.get(column as usize)?
    }

    pub(crate) fn measure(&self, column: u32) -> Option<Measure> {
        self.columns.get(column as usize).and_then(|column| column.measure)
    }

    /// The headings of a column, the uppermost first.
    pub(crate) fn headings(&self, column: u32) -> &[String] {
        self.columns.get(column as usize).map_or(&[], |column| column.texts.as_slice())
    }

    /// What is written in the cells of a row that name it.
    pub(crate) fn row_names(&self, row: u32) -> &[String] {
        self.rows.get(row as usize).map_or(&[], |row| row.texts.as_slice())
    }

    /// The lowest heading of a column.
    pub(crate) fn lowest_heading(&self, column: u32) -> Option<&str> {
        self.columns.get(column as usize)?.texts.last().map(String::as_str)
    }

    /// The lowest heading of a column that is more than the unit of the numbers below.
    pub(crate) fn name(&self, column: u32) -> Option<&str> {
        let is_unit = |heading: &&String| {
            let bare = heading.trim_matches(['(', ')', '[', ']', ' ']);
            unit::measure(bare).is_some_and(|(_, taken)| taken == bare.len())
        };
        let named = self.headings(column).iter().rev().find(|heading| !is_unit(heading));
        named.map(String::as_str).or_else(|| self.lowest_heading(column))
    }

    /// What is shown of a cell's labels.
    pub(crate) fn shown(&self, at: At, value: &str) -> crate::Cell {
        let row = self.rows.get(at.row as usize);
        crate::Cell {
            value: value.to_owned(),
            row: row.map(|row| row.texts.clone()).unwrap_or_default(),
            column: self
                .columns
                .get(at.column as usize)
                .map(|column| column.texts.clone())
                .unwrap_or_default(),
            panel: row.and_then(|row| row.panel.clone()),
            caption: self.caption.clone(),
        }
    }
}

/// Reads the caption and the rows of a table; `around` replaces a missing caption.
pub(super) fn read(source: &mut Source, table: &Table, place: Place, weight: u32, around: &str) {
    source.caption(&table.caption, place, weight, around);
    let caption = table.caption.as_ref().map(in_words).unwrap_or_else(|| around.to_owned());
    let split = head::split(table);
    let width = split.columns.len().min(MAX_COLUMNS);
    let names: Vec<String> =
        split.columns.iter().take(width).map(|levels| levels.join(" / ")).collect();
    let units = names
        .iter()
        .position(|name| matches!(name.trim().to_lowercase().as_str(), "unit" | "units" | "单位"));
    let units_in_caption = header::in_caption(&caption);
    let named = |(n, name): (usize, &String)| {
        if n == 0 { None } else { named_in_caption(name, &units_in_caption) }
    };
    let named_in_caption: Vec<Option<Measure>> = names.iter().enumerate().map(named).collect();
    // Several units, and one whose words name some of the columns, are of those alone.
    let is_several = units_in_caption.windows(2).any(|pair| pair[0].1 != pair[1].1);
    let is_named = named_in_caption.iter().any(Option::is_some);
    let is_of_all = named_in_caption.iter().skip(1).all(Option::is_some);
    let of_caption =
        if is_several || is_named && !is_of_all { None } else { header::of_caption(&caption) };
    // The same heading has the same unit in a later table.
    let named = names.iter().zip(&named_in_caption).filter_map(|(name, measure)| {
        Some((bare_name(name).to_owned(), (*measure)?)).filter(|(name, _)| caption.contains(name))
    });
    source.named_units.extend(named.take(MAX_NAMED_UNITS));
    let block = source.block(&format!("{caption} {}", names.join(" ")));
    let number = source.grids.len() as u32;
    let mut grid = Grid { caption, ..Grid::default() };
    grid.read_columns(source, &split, width);
    let captions = source.labels.captions();
    grid.of_caption = caption::names(&grid.caption)
        .iter()
        .filter_map(|name| Some((captions, source.labels.add(captions, name)?)))
        .collect();
    let axes: Vec<AxisId> = (0..width).map(|_| source.labels.axis()).collect();
    let panels = source.labels.axis();
    let mut panel: Option<(String, Option<LabelId>)> = None;
    let mut above: Option<String> = None;
    for (n, texts) in split.rows.iter().take(MAX_ROWS).enumerate() {
        let texts = &texts[..texts.len().min(width)];
        let filled = texts.iter().filter(|cell| !cell.is_empty()).count();
        let first = texts.first().map_or("", String::as_str);
        let is_panel = filled > 0
            && texts.iter().all(|cell| cell.is_empty() || cell == first)
            && !is_number(first)
            && width > 1
            && (filled == 1 || filled == width);
        let mut row = Row::default();
        if is_panel {
            panel = Some((first.to_owned(), source.labels.add(panels, first)));
            above = None;
        } else {
            row.panel = panel.as_ref().map(|(text, _)| text.clone());
            row.labels.extend(panel.as_ref().and_then(|(_, label)| Some((panels, (*label)?))));
            let has_numbers = texts.iter().any(|cell| is_number(cell));
            // `Step` above 200 makes the row's name: step 200.
            if is_number(first)
                && let Some(name) =
                    names.first().filter(|name| !name.is_empty() && name.len() < MAX_KEY_BYTES)
            {
                let label = format!("{name} {first}");
                let label = source.labels.add(axes[0], &label);
                row.labels.extend(label.map(|label| (axes[0], label)));
                if let Some(label) = label {
                    source.labels.number(label, first, name);
                }
            }
            let kind = names.first().map_or("", |name| name.trim());
            for (column, cell) in texts
                .iter()
                .enumerate()
                .filter(|(column, cell)| !cell.is_empty() && (*column == 0 || !is_number(cell)))
            {
                row.texts.push(cell.clone());
                // A unit of its own column names no row.
                let is_unit = || unit::measure(cell).is_some_and(|(_, taken)| taken == cell.len());
                if Some(column) == units || column > 0 && is_unit() {
                    continue;
                }
                let label = source.labels.add(axes[column], cell);
                row.labels.extend(label.map(|label| (axes[column], label)));
                if let Some(label) = label {
                    source.labels.number(label, cell, "");
                }
                if let Some(label) = label.filter(|_| column == 0) {
                    source.labels.set_kind(label, kind);
                }
            }
            // The name of a group is only in its first row.
            if first.is_empty()
                && has_numbers
                && let Some(above) = &above
            {
                row.texts.insert(0, above.clone());
                row.labels.extend(source.labels.add(axes[0], above).map(|label| (axes[0], label)));
            } else if !first.is_empty() {
                above = Some(first.to_owned());
            }
        }
        let of_row = {
            let unit = units
                .and_then(|n| texts.get(n))
                .and_then(|unit| unit::measure(unit))
                .map(|(measure, _)| measure);
            unit.or_else(|| {
                header::of_row(first).filter(|measure| measure.dimension != Dimension::Count)
            })
        };
        for (_, label) in &row.labels {
            source.labels.set_measure(*label, of_row);
        }
        // Where each row is of another measure, its numbers show what they can be.
        let of_numbers = kind(
            std::slice::from_ref(&first.to_owned()),
            texts.iter().skip(1).filter(|cell| is_number(cell)).map(String::as_str),
        );
        row.cells = vec![None; width];
        let mut text = String::new();
        let mut cells: Vec<Cell> = Vec::new();
        for (column, cell) in texts.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            if text.len() > MAX_SENTENCE_BYTES {
                // The subject of a row is in its first cell, and the other cells repeat it at their
                // beginning.
                source.push(
                    std::mem::replace(&mut text, first.to_owned()),
                    place,
                    block,
                    weight,
                    std::mem::take(&mut cells),
                );
            }
            if !text.is_empty() {
                text.push_str("; ");
            }
            if let Some(name) = names.get(column).filter(|name| !name.is_empty() && *name != cell) {
                text.push_str(name);
                text.push_str(": ");
            }
            let start = text.len();
            text.push_str(cell);
            let of_column =
                grid.columns[column].measure.or(named_in_caption.get(column).copied().flatten());
            let own = of_column.or(of_row);
            row.cells[column] = Some((source.all.len() as u32, cells.len() as u32));
            cells.push(Cell {
                range: start..text.len(),
                at: At { grid: number, row: n as u32, column: column as u32 },
                measure: own.or(of_caption.filter(|measure| {
                    // Rates below one are parts of one where the caption has no sign of per cent.
                    grid.columns[column].kind != Kind::Share
                        || measure.dimension != Dimension::Percent
                        || grid.caption.contains(['%', '％'])
                })),
                is_measured: own.is_some(),
                column: match grid.columns[column].kind {
                    Kind::Plain if of_numbers == Kind::Hundred => Kind::Hundred,
                    kind => kind,
                },
            });
        }
        if !text.is_empty() {
            source.push(text, place, block, weight, cells);
        }
        // What is beyond all that is read is in no spot.
        let stored = source.all.len() as u32;
        for cell in &mut row.cells {
            *cell = cell.filter(|(spot, _)| *spot < stored);
        }
        grid.rows.push(row);
    }
    // What the caption lists and a row or column is called is not of all cells.
    let is_of_line = |label: LabelId| {
        let rows = grid.rows.iter().flat_map(|row| &row.labels);
        let columns = grid.columns.iter().flat_map(|column| &column.labels);
        rows.chain(columns).any(|(_, other)| *other == label)
    };
    let of_caption =
        grid.of_caption.iter().copied().filter(|(_, label)| !is_of_line(*label)).collect();
    grid.of_caption = of_caption;
    source.grids.push(grid);
}

impl Grid {
    fn read_columns(&mut self, source: &mut Source, split: &head::Split, width: usize) {
        let depth = split.columns.iter().map(Vec::len).max().unwrap_or(0).min(6);
        let axes: Vec<AxisId> = (0..depth).map(|_| source.labels.axis()).collect();
        for (n, levels) in split.columns.iter().take(width).enumerate() {
            // What heads marks and words is no measure of the other columns' kind.
            let is_of_numbers =
                split.rows.iter().filter_map(|row| row.get(n)).any(|cell| is_number(cell));
            let labels: Vec<Placed> = if n == 0 || !is_of_numbers {
                Vec::new()
            } else {
                levels
                    .iter()
                    .zip(&axes)
                    .filter_map(|(text, axis)| {
                        let label = source.labels.add_heading(*axis, text)?;
                        source.labels.number(label, text, "");
                        Some((*axis, label))
                    })
                    .collect()
            };
            // The lowest heading that names a unit counts, with the scale that another one gives.
            // `Year` above 2024 is no unit of what is below.
            let is_axis = |at: usize| at + 1 < levels.len() && is_time(&levels[at]);
            let mut measures = levels
                .iter()
                .enumerate()
                .rev()
                .filter(|(at, _)| !is_axis(*at))
                .filter_map(|(_, level)| header::measure(level));
            let measure = measures.next().map(|measure| {
                let scale = measures.next().filter(|other| {
                    other.dimension == Dimension::Count && measure.dimension != Dimension::Count
                });
                let power = scale.map_or(0, |scale| scale.exponent);
                Measure { exponent: measure.exponent.saturating_add(power), ..measure }
            });
            let numbers = split
                .rows
                .iter()
                .take(200)
                .filter_map(|row| row.get(n))
                .filter(|cell| is_number(cell));
            // Only newtons have decimals: `Resolution (N)`; elsewhere N is how many.
            let is_newtons = measure.is_none()
                && levels
                    .last()
                    .is_some_and(|level| level.ends_with("(N)") || level.ends_with("[N]"))
                && numbers.clone().any(|cell| cell.contains('.'));
            let measure =
                if is_newtons { Some(Measure::new(Dimension::Newtons, 1, 0)) } else { measure };
            let is_kelvin = measure == Some(Measure::new(Dimension::Count, 1, 3))
                && header::is_temperature(&levels.join(" "));
            let measure =
                if is_kelvin { Some(Measure::new(Dimension::Kelvin, 1, 0)) } else { measure };
            let kind = kind(levels, numbers.map(String::as_str));
            // A rate of 0.957 is a fraction of one, unless its heading has per cent.
            let is_part = kind == Kind::Share
                && measure == Some(Measure::new(Dimension::Percent, 1, 0))
                && !levels
                    .iter()
                    .any(|level| level.contains(['%', '％']) || level.contains("percent"));
            let measure = measure.filter(|_| !is_part);
            let of_name = || {
                let name = bare_name(levels.last()?);
                let mut named = source.named_units.iter();
                named.find(|(word, _)| word == name).map(|(_, measure)| *measure)
            };
            let measure = if is_part { None } else { measure.or_else(of_name) };
            if let Some((_, lowest)) = labels.last() {
                source.labels.set_measure(*lowest, measure);
            }
            self.columns.push(Column { labels, texts: levels.clone(), measure, kind });
        }
    }
}
