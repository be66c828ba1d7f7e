//! Pages in reading order: columns, running heads and page numbers, rows.

use super::join::cleaned;
use super::{PdfLine, PdfPage, PdfText};
use std::collections::HashMap;

/// How much of a page's height its head and its foot take at most.
const MARGIN: f32 = 0.1;
/// The least part of a page's letters that each of two columns has.
const MIN_COLUMN_SHARE: f32 = 0.12;
/// The largest part of the lines that are drawn above the one before them or in the other column,
/// where the order in which a page draws them is the order in which they are read.
const MAX_BACKWARD_SHARE: f32 = 0.15;

/// A row of a page: lines beside one another.
#[derive(Debug, Clone, Default)]
pub(super) struct Row {
    pub(super) page: usize,
    /// Where the page's height is one.
    pub(super) height: f32,
    pub(super) column: Column,
    /// What is on it, from left to right.
    pub(super) cells: Vec<String>,
    pub(super) left: f32,
    pub(super) right: f32,
    pub(super) base: f32,
    pub(super) size: f32,
    pub(super) font: u32,
    /// Where the lines of its column begin and end.
    pub(super) bounds: (f32, f32),
}

impl Row {
    pub(super) fn text(&self) -> String {
        self.cells.join(" ")
    }

    pub(super) fn is_indented(&self) -> bool {
        self.left > self.bounds.0 + self.size * 0.7
    }

    /// Whether there is much place at its end.
    pub(super) fn is_short(&self) -> bool {
        self.right < self.bounds.1 - self.size * 3.0
    }
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Column {
    /// Over the whole page.
    #[default]
    Whole,
    Left,
    Right,
}

/// All rows of a text in reading order, and what its running text looks like.
pub(super) struct Sheets {
    pub(super) rows: Vec<Row>,
    /// The size of the running text, and its font.
    pub(super) size: f32,
    pub(super) font: u32,
    /// The distance of its lines in sizes.
    pub(super) leading: f32,
    pub(super) words: super::join::Words,
}

pub(super) fn sheets(text: &PdfText) -> Sheets {
    let running = Running::of(&text.pages);
    let mut rows = Vec::new();
    for (number, page) in text.pages.iter().enumerate() {
        rows.extend(rows_of(number, page, &running));
    }
    let (size, font) = running_text(&rows);
    let leading = leading(&rows, size);
    Sheets { rows, size, font, leading, words: super::join::Words::of(text) }
}

fn is_sound(line: &PdfLine) -> bool {
    [line.left, line.right, line.base, line.size].iter().all(|number| number.is_finite())
        && line.size > 0.0
}

/// What is repeated in the margins of pages.
struct Running {
    seen: HashMap<(i32, String), usize>,
    pages: usize,
}

impl Running {
    fn of(pages: &[PdfPage]) -> Self {
        let mut seen = HashMap::new();
        for page in pages {
            let mut keys: Vec<_> = page.lines.iter().filter_map(|line| key(page, line)).collect();
            keys.sort();
            keys.dedup();
            for key in keys {
                *seen.entry(key).or_insert(0) += 1;
            }
        }
        Self { seen, pages: pages.len() }
    }

    /// Whether a line is a running head or foot, or a page's number.
    fn has(&self, page: &PdfPage, line: &PdfLine) -> bool {
        let Some(key) = key(page, line) else { return false };
        // Heads of left and right pages differ.
        let least = (self.pages / 3).max(2);
        is_page_number(&line.text) || self.seen.get(&key).is_some_and(|times| *times >= least)
    }
}

/// What is the same about a line in the margin on each page; `None`: it is in no margin.
fn key(page: &PdfPage, line: &PdfLine) -> Option<(i32, String)> {
    let place = line.base / page.height.max(1.0);
    if (MARGIN..1.0 - MARGIN).contains(&place) || !place.is_finite() {
        return None;
    }
    let mut text = String::new();
    for c in line.text.chars().filter(|c| !c.is_whitespace()).take(120) {
        match c.is_ascii_digit() {
            true if text.ends_with('#') => {}
            true => text.push('#'),
            false => text.extend(c.to_lowercase()),
        }
    }
    Some((line.base.round() as i32, text))
}

fn is_page_number(text: &str) -> bool {
    let text = text.trim().trim_matches(['-', '–', '—', ' ']);
    let is_number = |text: &str| {
        !text.is_empty() && text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let is_roman = !text.is_empty() && text.len() <= 5 && text.chars().all(|c| "ivxlc".contains(c));
    let lower = text.to_lowercase();
    let of = lower.strip_prefix("page").map(str::trim).unwrap_or(&lower);
    is_roman
        || is_number(of)
        || of
            .split_once("of")
            .or_else(|| of.split_once('/'))
            .is_some_and(|(n, all)| is_number(n.trim()) && is_number(all.trim()))
}

fn rows_of(number: usize, page: &PdfPage, running: &Running) -> Vec<Row> {
    let mut lines: Vec<PdfLine> = page
        .lines
        .iter()
        .filter(|line| is_sound(line) && !running.has(page, line))
        .map(|line| PdfLine { text: cleaned(&line.text), ..line.clone() })
        .filter(|line| !line.text.is_empty())
        .collect();
    let middle = two_columns(&lines);
    let column = |line: &PdfLine| match middle {
        Some(middle) if line.right <= middle + line.size => Column::Left,
        Some(middle) if line.left >= middle - line.size => Column::Right,
        _ => Column::Whole,
    };
    if !is_in_order(&lines, column) {
        in_order(&mut lines, column);
    }
    let mut rows: Vec<Row> = Vec::new();
    for line in lines {
        let of = column(&line);
        match rows.last_mut() {
            Some(row) if is_beside(row, &line) => {
                row.cells.push(line.text);
                row.right = row.right.max(line.right);
                if row.column != of {
                    row.column = Column::Whole;
                }
            }
            _ => rows.push(Row {
                page: number,
                height: page.height.max(1.0),
                column: of,
                cells: vec![line.text],
                left: line.left,
                right: line.right,
                base: line.base,
                size: line.size,
                font: line.font,
                bounds: (0.0, 0.0),
            }),
        }
    }
    for column in [Column::Whole, Column::Left, Column::Right] {
        let bounds = bounds(rows.iter().filter(|row| row.column == column));
        for row in rows.iter_mut().filter(|row| row.column == column) {
            row.bounds = bounds;
        }
    }
    rows
}

fn is_beside(row: &Row, line: &PdfLine) -> bool {
    (row.base - line.base).abs() < line.size.min(row.size) * 0.35 && line.left >= row.right - 1.0
}

/// Where most lines begin, and where the longest end.
fn bounds<'a>(rows: impl Iterator<Item = &'a Row>) -> (f32, f32) {
    let mut lefts: HashMap<i32, (usize, f32)> = HashMap::new();
    let mut rights: Vec<f32> = Vec::new();
    for row in rows {
        let entry = lefts.entry(row.left.round() as i32).or_insert((0, row.left));
        entry.0 += 1;
        entry.1 = entry.1.min(row.left);
        rights.push(row.right);
    }
    let most = lefts.values().map(|(count, _)| *count).max().unwrap_or(0);
    let left = lefts
        .values()
        // Of two that are nearly as frequent, the further left: the other one is indented.
        .filter(|(count, _)| *count * 3 >= most)
        .map(|(_, left)| *left)
        .fold(f32::INFINITY, f32::min);
    rights.sort_by(f32::total_cmp);
    let right = rights.get(rights.len() * 9 / 10).copied().unwrap_or(0.0);
    (if left.is_finite() { left } else { 0.0 }, right)
}

/// The middle between two columns, if a page has two.
fn two_columns(lines: &[PdfLine]) -> Option<f32> {
    let left = lines.iter().map(|line| line.left).fold(f32::INFINITY, f32::min);
    let right = lines.iter().map(|line| line.right).fold(f32::NEG_INFINITY, f32::max);
    let middle = (left + right) / 2.0;
    let weight = |line: &PdfLine| line.text.len() as f32;
    let all: f32 = lines.iter().map(weight).sum();
    let (mut in_left, mut in_right, mut over) = (0.0, 0.0, 0.0);
    for line in lines {
        match () {
            () if line.right <= middle + line.size => in_left += weight(line),
            () if line.left >= middle - line.size => in_right += weight(line),
            () => over += weight(line),
        }
    }
    let is_two = in_left >= all * MIN_COLUMN_SHARE
        && in_right >= all * MIN_COLUMN_SHARE
        && over <= all * 0.6
        && middle.is_finite();
    is_two.then_some(middle)
}

/// Whether the order in which a page draws its lines is that in which they are read: it goes down in
/// each column, and does not change between them from line to line.
fn is_in_order(lines: &[PdfLine], column: impl Fn(&PdfLine) -> Column) -> bool {
    let mut last: HashMap<Column, f32> = HashMap::new();
    let (mut backward, mut changes) = (0.0, 0.0);
    let mut side = Column::Whole;
    for line in lines {
        let of = column(line);
        let before = last.insert(of, line.base);
        if before.is_some_and(|before| line.base < before - line.size * 0.8) {
            backward += 1.0;
        }
        if of != Column::Whole {
            changes += if side != Column::Whole && side != of { 1.0 } else { 0.0 };
            side = of;
        }
    }
    backward + changes <= lines.len() as f32 * MAX_BACKWARD_SHARE + 3.0
}

/// From the top to the bottom; between lines over the whole page first the left column.
fn in_order(lines: &mut [PdfLine], column: impl Fn(&PdfLine) -> Column) {
    lines.sort_by(|a, b| a.base.total_cmp(&b.base).then(a.left.total_cmp(&b.left)));
    let mut from = 0;
    while from < lines.len() {
        let is_whole = column(&lines[from]) == Column::Whole;
        let len = lines[from..]
            .iter()
            .take_while(|line| (column(line) == Column::Whole) == is_whole)
            .count();
        lines[from..from + len].sort_by_key(|line| column(line));
        from += len.max(1);
    }
    // Lines on one baseline may differ by a hair.
    let mut at = 0;
    while at < lines.len() {
        let base = lines[at].base;
        let of = column(&lines[at]);
        let len = lines[at..]
            .iter()
            .take_while(|line| (line.base - base).abs() < line.size * 0.3 && column(line) == of)
            .count()
            .max(1);
        lines[at..at + len].sort_by(|a, b| a.left.total_cmp(&b.left));
        at += len;
    }
}

/// The size and the font of most letters.
fn running_text(rows: &[Row]) -> (f32, u32) {
    let mut sizes: HashMap<(i32, u32), usize> = HashMap::new();
    let mut by_size: HashMap<i32, usize> = HashMap::new();
    for row in rows {
        let (size, letters) = ((row.size * 2.0).round() as i32, row.text().len());
        *sizes.entry((size, row.font)).or_default() += letters;
        *by_size.entry(size).or_default() += letters;
    }
    let size = by_size.into_iter().max_by_key(|(size, count)| (*count, *size));
    let size = size.map_or(20, |(size, _)| size);
    let fonts = sizes.into_iter().filter(|((of, _), _)| *of == size);
    let font =
        fonts.max_by_key(|((_, font), count)| (*count, *font)).map_or(0, |((_, font), _)| font);
    (size as f32 / 2.0, font)
}

/// The most frequent distance of two lines, in sizes.
fn leading(rows: &[Row], size: f32) -> f32 {
    let mut gaps: HashMap<i32, usize> = HashMap::new();
    for pair in rows.windows(2) {
        let [before, row] = pair else { continue };
        let gap = (row.base - before.base) / size.max(1.0);
        let is_running = (row.size - size).abs() < 0.6 && (before.size - size).abs() < 0.6;
        if row.page == before.page && is_running && (0.9..3.0).contains(&gap) {
            *gaps.entry((gap * 20.0).round() as i32).or_default() += 1;
        }
    }
    let gap = gaps.into_iter().max_by_key(|(gap, count)| (*count, -gap));
    gap.map_or(1.2, |(gap, _)| gap as f32 / 20.0)
}
