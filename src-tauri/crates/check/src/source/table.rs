//! The rows of tables, each with its column names and the units of its cells.

use super::{Cell, LONGEST, Place, Spot, Spots, told};
use crate::header;
use crate::unit::{self, Dimension, Measure};
use paperboy_paper::article::{Table, Text};

/// What a table says of its columns.
struct Columns {
    names: Vec<String>,
    measures: Vec<Option<Measure>>,
    /// The column that holds the units of the rows.
    units: Option<usize>,
    of_caption: Option<Measure>,
}

/// Takes the caption and the rows of a table; `around` stands in for a caption that it lacks.
pub(super) fn read(spots: &mut Spots, table: &Table, place: Place, weight: u32, around: &str) {
    spots.caption(&table.caption, place, weight, around);
    let caption = table.caption.as_ref().map(told).unwrap_or_else(|| around.to_owned());
    let names: Vec<String> = table.header.iter().map(on_one_line).collect();
    let columns = Columns {
        measures: names.iter().map(|name| header::measure(name)).collect(),
        units: names.iter().position(|name| matches!(name.trim().to_lowercase().as_str(), "unit" | "units" | "单位")),
        of_caption: header::measure(&caption),
        names,
    };
    let block = spots.block(&format!("{caption} {}", columns.names.join(" ")));
    let begin = |text: String| Spot { place, block, weight, text, cells: Vec::new() };
    for row in &table.rows {
        let texts: Vec<String> = row.iter().map(on_one_line).collect();
        let of_row = columns.of_row(&texts);
        let mut line = begin(String::new());
        for (n, cell) in texts.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            if line.text.len() > LONGEST {
                // What a row is of stands in its first cell, which the rest begins with again.
                spots.push(std::mem::replace(&mut line, begin(texts[0].clone())));
            }
            columns.add(&mut line, n, cell, of_row);
        }
        if !line.text.is_empty() {
            spots.push(line);
        }
    }
}

fn on_one_line(cell: &Text) -> String {
    cell.plain().replace('\n', " ")
}

impl Columns {
    /// The unit of a row: what its column of units says, or its first cell.
    fn of_row(&self, texts: &[String]) -> Option<Measure> {
        let unit = self.units.and_then(|n| texts.get(n)).and_then(|unit| unit::measure(unit)).map(|(measure, _)| measure);
        unit.or_else(|| texts.first().and_then(|first| header::measure(first)).filter(|measure| measure.dimension != Dimension::Count))
    }

    /// Puts a cell with its column's name at the end of a row.
    fn add(&self, line: &mut Spot, n: usize, cell: &str, of_row: Option<Measure>) {
        if !line.text.is_empty() {
            line.text.push_str("; ");
        }
        if let Some(name) = self.names.get(n).filter(|name| !name.is_empty() && *name != cell) {
            line.text.push_str(name);
            line.text.push_str(": ");
        }
        let start = line.text.len();
        line.text.push_str(cell);
        let own = self.measures.get(n).copied().flatten().or(of_row);
        line.cells.push(Cell { range: start..line.text.len(), measure: own.or(self.of_caption), is_measured: own.is_some() });
    }
}
