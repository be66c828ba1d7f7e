//! The heading of a table: its rows of names, also those that a page sets as rows of data, and data
//! that a page sets as heading.

use crate::unit;
use paperboy_paper::article::Table;

/// A table's texts: the levels of heading above each column, and the rows.
pub(super) struct Split {
    /// By column, the uppermost heading first.
    pub(super) columns: Vec<Vec<String>>,
    pub(super) rows: Vec<Vec<String>>,
}

/// The most rows below the heading that may belong to it.
const MAX_HEADING_ROWS: usize = 3;

pub(super) fn split(table: &Table) -> Split {
    let text =
        |text: &paperboy_paper::article::Text| text.plain().replace('\n', " ").trim().to_owned();
    let mut rows: Vec<Vec<String>> =
        table.rows.iter().map(|row| row.iter().map(text).collect()).collect();
    let mut columns: Vec<Vec<String>> = table
        .header
        .iter()
        .map(|name| {
            text(name)
                .split(" / ")
                .map(|part| part.trim().to_owned())
                .filter(|part| !part.is_empty())
                .collect()
        })
        .collect();
    // A first row that the page sets into the head.
    while let Some(row) = row_in_heading(&columns) {
        for column in &mut columns {
            column.pop();
        }
        rows.insert(0, row);
    }
    let mut taken = 0;
    while taken < MAX_HEADING_ROWS
        && rows.get(taken).is_some_and(|row| {
            is_heading(row, &rows[taken + 1..]) || taken == 0 && is_of_units(row)
        })
    {
        taken += 1;
    }
    for row in rows.drain(..taken) {
        for (column, cell) in columns.iter_mut().zip(row) {
            if !cell.is_empty() && column.last() != Some(&cell) {
                column.push(cell);
            }
        }
    }
    Split { columns, rows }
}

/// The last level of a heading when it is a row of data: a name, then numbers.
fn row_in_heading(columns: &[Vec<String>]) -> Option<Vec<String>> {
    let (first, others) = columns.split_first()?;
    let is_row = !others.is_empty()
        && first.len() > 1
        && !is_number(first.last()?)
        && others.iter().all(|column| column.len() > 1)
        && others.iter().all(|column| column.last().is_some_and(|cell| is_number(cell) || matches!(cell.as_str(), "-" | "–" | "—")))
        // Years and sizes head columns too.
        && others.iter().any(|column| column.last().is_some_and(|cell| cell.contains('.')));
    is_row
        .then(|| columns.iter().map(|column| column.last().cloned().unwrap_or_default()).collect())
}

/// Whether a row of data is one of headings: no numbers in it, and numbers below.
fn is_heading(row: &[String], below: &[Vec<String>]) -> bool {
    let others = row.iter().skip(1);
    let filled = others.clone().filter(|cell| !cell.is_empty()).count();
    let has_numbers_below =
        below.iter().take(3).any(|row| row.iter().skip(1).any(|cell| is_number(cell)));
    let is_panel = row.iter().all(|cell| cell == &row[0]) || filled == 0;
    // Marks and words in all rows are data: `✓`, `yes`.
    let first_is_open = row.first().is_none_or(|first| first.is_empty() || is_heading_word(first));
    filled > 0
        && !is_panel
        && first_is_open
        && has_numbers_below
        && !row.iter().skip(1).any(|cell| is_number(cell))
}

/// Whether a row has nothing but the units of its columns.
fn is_of_units(row: &[String]) -> bool {
    let is_unit = |cell: &String| {
        let bare = cell.trim_matches(['(', ')', '[', ']', '（', '）', '$', ' ']);
        bare.is_empty()
            || matches!(bare, "-" | "–" | "—")
            || unit::measure(bare).is_some_and(|(_, length)| length == bare.len())
    };
    let units = row.iter().filter(|cell| cell.chars().any(char::is_alphabetic)).count();
    units > 1 && row.iter().all(is_unit)
}

fn is_heading_word(text: &str) -> bool {
    let lower = text.to_lowercase();
    [
        "model",
        "method",
        "models",
        "methods",
        "system",
        "approach",
        "name",
        "dataset",
        "方法",
        "模型",
        "数据集",
        "metric",
        "setting",
        "variant",
    ]
    .contains(&lower.as_str())
}

/// Whether a cell is a number, with its unit, spread and marks.
pub(crate) fn is_number(cell: &str) -> bool {
    let mut digits = 0_u32;
    let mut letters = 0_u32;
    let mut first = None;
    let mut rest = cell;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            '\\' => rest = rest.trim_start_matches(|c: char| c.is_ascii_alphabetic()),
            '{' | '}' | '$' | ' ' | '\u{a0}' | '^' | '_' | '*' | '†' | '‡' | '(' | '+' | '-'
            | '−' | '±' | '~' | '<' | '>' | '↑' | '↓' | '–' | '∼' => {}
            '0'..='9' => {
                digits += 1;
                first = first.or(Some(true));
            }
            c if c.is_alphabetic() => {
                letters += 1;
                first = first.or(Some(false));
            }
            _ => {}
        }
    }
    first == Some(true) && letters <= digits.max(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_no_names() {
        for number in [
            "71.2",
            "$\\mathbf{71.2}$",
            "-3.1%",
            "12 ms",
            "(+2.8)",
            "71.2±0.3",
            "2,048",
            "\\underline{0.5}",
            "12.5M",
        ] {
            assert!(is_number(number), "{number}");
        }
        for name in ["", "AlphaNet", "T = 3", "GPT-4o", "✓", "-", "Top-1", "w/o CRF"] {
            assert!(!is_number(name), "{name}");
        }
    }
}
