//! Lists below a line, and rows and columns of tables.

use crate::text::{Placed, Text};
use crate::words::{Kind, tokens};

/// A cell that has more words is text and no value.
const MAX_CELL_WORDS: usize = 12;
/// The most lines above a line among which its heading is looked for.
const MAX_LINES: usize = 300;

/// What a text says, as far as it counts.
pub(crate) type Keys = Vec<String>;

/// What a cell says, and its visible characters.
pub(crate) type Cell = (Keys, (usize, usize));

/// The part of a row of a table in which a range is.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) cells: Vec<Cell>,
    /// The headings of the columns, where they are known.
    pub(crate) headings: Option<Vec<Keys>>,
    /// The cells of the range, from the first to behind the last.
    pub(crate) from: usize,
    pub(crate) to: usize,
}

/// What counts of a text.
pub(crate) fn keys(text: &str) -> Keys {
    tokens(text).into_iter().filter(|it| it.kind != Kind::Filler).map(|it| it.key).collect()
}

fn is_row(line: &str) -> bool {
    cells(line).len() > 1
}

/// Whether a line only parts the headings of a table from its rows.
fn is_rule(line: &str) -> bool {
    line.contains('-') && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
}

/// The cells of a line with the bytes at which they begin.
fn cells(line: &str) -> Vec<(usize, &str)> {
    let trimmed = line.trim_end();
    let sign = if trimmed.trim_start().starts_with('|') && trimmed.len() > 1 {
        '|'
    } else if trimmed.trim_start_matches('\t').contains('\t') {
        '\t'
    } else {
        return Vec::new();
    };
    let mut at = 0;
    let mut cells = Vec::new();
    for cell in line.split(sign) {
        if !cell.trim().is_empty() {
            cells.push((at, cell));
        }
        at += cell.len() + 1;
    }
    cells
}

/// A line of a section that is not empty.
pub(crate) struct Line {
    /// Its bytes in the section.
    begin: usize,
    end: usize,
    /// Its visible characters in the whole text.
    from: usize,
    to: usize,
}

/// The lines of a section whose first visible character has this number.
pub(crate) fn lines(text: &str, mut from: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut begin = 0;
    for line in text.split('\n') {
        let to = from + line.chars().filter(|c| !c.is_whitespace()).count();
        if from < to {
            lines.push(Line { begin, end: begin + line.len(), from, to });
        }
        (from, begin) = (to, begin + line.len() + 1);
    }
    lines
}

impl Placed {
    fn text_of(&self, line: &Line) -> &str {
        &self.source()[line.begin..line.end]
    }

    fn row_of(&self, line: &Line) -> Option<Vec<Cell>> {
        row_of(self.text_of(line), line.from)
    }
}

impl Text {
    /// The row of a table that a range is in; `None`: it is in none, or its cells are text.
    /// `is_cut`: there was more text before this one.
    pub(crate) fn row(&self, (from, to): (usize, usize), is_cut: bool) -> Option<Row> {
        let section = self.section_at(from);
        let lines = &section.lines;
        let at = lines.partition_point(|line| line.to <= from);
        let is_known = |line: &&Line| !is_cut || line.from > section.from;
        let line = lines.get(at).filter(|line| to <= line.to).filter(is_known)?;
        let row = section.row_of(line)?;
        if row.iter().any(|(keys, _)| keys.len() > MAX_CELL_WORDS) {
            return None;
        }
        let is_here = |cell: &Cell| cell.1.1 > from && cell.1.0 < to;
        let first = row.iter().position(is_here)?;
        let last = row.iter().rposition(is_here)?;
        let above = lines[..at]
            .iter()
            .rev()
            .take(MAX_LINES)
            .take_while(|line| is_row(section.text_of(line)));
        let heading = above.last().filter(is_known).and_then(|line| section.row_of(line));
        let headings: Option<Vec<Keys>> =
            heading.map(|cells| cells.into_iter().map(|(keys, _)| keys).collect());
        Some(Row {
            headings: headings.filter(|it| it.len() == row.len()),
            cells: row,
            from: first,
            to: last + 1,
        })
    }

    /// All rows of tables, those of headings among them.
    pub(crate) fn read_rows(&self) -> Vec<Row> {
        let mut rows = Vec::new();
        for section in &self.sections {
            let mut headings: Option<Vec<Keys>> = None;
            let mut is_table = false;
            for line in &section.lines {
                if is_rule(section.text_of(line)) {
                    continue;
                }
                let Some(cells) = section.row_of(line) else {
                    (headings, is_table) = (None, false);
                    continue;
                };
                if !is_table {
                    headings = Some(cells.iter().map(|(keys, _)| keys.clone()).collect());
                    is_table = true;
                }
                let own = headings.clone().filter(|it| it.len() == cells.len());
                let to = cells.len();
                rows.push(Row { cells, headings: own, from: 0, to });
            }
        }
        rows
    }

    /// What the line says below which the line of a place is listed.
    pub(crate) fn heading_line(&self, at: usize) -> Option<Keys> {
        let section = self.section_at(at);
        let lines = &section.lines;
        let own = lines.partition_point(|line| line.to <= at);
        let line = section.text_of(lines.get(own)?);
        for above in lines[..own].iter().rev().take(MAX_LINES) {
            let above = section.text_of(above);
            let introduces = above.trim_end().ends_with(['：', ':']);
            if depth(above) < depth(line) || (introduces && !(is_item(line) && is_item(above))) {
                return Some(keys(above));
            }
            // A paragraph ends the list.
            if is_item(line) && !is_item(above) && !is_row(above) {
                return None;
            }
        }
        None
    }
}

/// The cells of a line that is a row and whose first visible character has this number.
fn row_of(line: &str, from: usize) -> Option<Vec<Cell>> {
    let cells = cells(line);
    if cells.len() < 2 {
        return None;
    }
    let visible = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
    let (mut at, mut byte) = (from, 0);
    let ranges = cells.into_iter().map(|(begin, cell)| {
        at += visible(&line[byte..begin]);
        byte = begin;
        (keys(cell), (at, at + visible(cell)))
    });
    Some(ranges.collect())
}

fn depth(line: &str) -> usize {
    line.chars().take_while(|c| matches!(c, ' ' | '\u{a0}')).count()
}

fn is_item(line: &str) -> bool {
    let line = line.trim_start();
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    line.starts_with(['-', '*', '+', '•', '·'])
        || (digits > 0 && line[digits..].starts_with(['.', ')', '、']))
}
