//! A report as a Markdown table: a row, or a column, for each of the five sections.

use super::candidate;
use super::structured::Row;

/// The tables of a text: where the first begins, and the sections they name.
pub fn rows(text: &str) -> (usize, Vec<Row>) {
    let mut at = 0;
    let start = text.split_inclusive('\n').find_map(|line| {
        at += line.len();
        line.trim_start().starts_with('|').then_some(at - line.len())
    });
    start.map_or((0, Vec::new()), |start| (start, named_cells(&text[start..])))
}

fn named_cells(text: &str) -> Vec<Row> {
    let lines: Vec<Vec<String>> = text.lines().map(str::trim).filter(|line| line.starts_with('|')).map(cells).collect();
    let by_row: Vec<Row> = lines.iter().filter_map(|cells| in_row(cells)).collect();
    if by_row.len() >= 2 {
        return by_row;
    }
    // The names as the head of the table, the texts below.
    let Some(head) = lines.first().filter(|head| head.iter().filter(|cell| name(cell).is_some()).count() >= 2) else { return Vec::new() };
    let Some(body) = lines.iter().skip(1).find(|cells| !is_delimiter(cells)) else { return Vec::new() };
    head.iter().zip(body).filter_map(|(head, text)| Some(Row { text: text.clone(), ..name(head)? })).collect()
}

/// A row that names a section in one of its first two cells.
fn in_row(cells: &[String]) -> Option<Row> {
    let (at, row) = cells.iter().take(2).enumerate().find_map(|(at, cell)| Some((at, name(cell)?)))?;
    let text = cells[at + 1..].join(" | ");
    // Of a table with the names as its head the next cell is a name too.
    let is_head = cells.get(at + 1).is_none_or(|cell| name(cell).is_some());
    (!is_head).then_some(Row { text, ..row })
}

fn name(cell: &str) -> Option<Row> {
    let (opening, ..) = candidate::read(cell.trim()).filter(|(opening, ..)| opening.rest.is_empty())?;
    Some(Row { section: opening.section, is_english: cell.is_ascii(), text: String::new() })
}

/// The cells of a row, with `<br>` as a line's end and escaped bars as bars.
fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let (mut escaped, mut in_math, mut in_code) = (false, false, false);
    for c in line.trim_matches('|').chars() {
        let cell = cells.last_mut();
        match (c, cell) {
            ('|', _) if !escaped && !in_math && !in_code => cells.push(String::new()),
            ('|', Some(cell)) if escaped => {
                cell.pop();
                cell.push('|');
            }
            (c, Some(cell)) => {
                in_math ^= c == '$' && !escaped;
                in_code ^= c == '`' && !escaped;
                cell.push(c);
            }
            (_, None) => {}
        }
        escaped = c == '\\' && !escaped;
    }
    cells.into_iter().map(|cell| with_line_ends(&cell)).collect()
}

fn with_line_ends(cell: &str) -> String {
    let text = ["<br>", "<br/>", "<br />", "<BR>"].iter().fold(cell.to_owned(), |text, mark| text.replace(mark, "\n"));
    text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n").trim().to_owned()
}

fn is_delimiter(cells: &[String]) -> bool {
    cells.iter().all(|cell| !cell.is_empty() && cell.chars().all(|c| matches!(c, '-' | ':' | ' ')))
}
