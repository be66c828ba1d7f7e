//! Tables: of data, of equations, and for layout alone.

use super::super::{Block, Caption, Span, Table, Text};
use super::blocks::HtmlReader;
use super::role::{Role, role};
use crate::dom::{Dom, Element, NodeId};
use crate::look::Look;

/// A table with more columns is taken as text.
const MAX_COLUMNS: usize = 256;
/// A table with more cells, those between cells included, is taken as text.
const MAX_CELLS: usize = 200_000;
/// A cell over several rows or columns is repeated when it has at most this many characters.
const MAX_REPEATED_CHARS: usize = 200;

struct Cell {
    id: NodeId,
    column: usize,
    columns: usize,
    rows: usize,
    /// Whether it has words or formulas.
    filled: bool,
    /// Whether it has images.
    pictured: bool,
}

impl Cell {
    fn is_empty(&self) -> bool {
        !self.filled && !self.pictured
    }
}

#[derive(Default)]
struct Row {
    cells: Vec<Cell>,
    head: bool,
}

struct Grid {
    rows: Vec<Row>,
    width: usize,
}

impl HtmlReader<'_> {
    pub(super) fn table(&mut self, id: NodeId, look: Look) {
        if self.inline {
            return self.inline_table(id, look);
        }
        self.flush();
        let dom = self.dom;
        let grid = Grid::of(dom, id);
        if grid.rows.is_empty() {
            return self.apart(|reader| reader.inside(id, look));
        }
        let columns = grid.filled_columns();
        if !grid.is_of_data() {
            // A frame around text, or panels beside one another.
            for cell in grid.rows.iter().flat_map(|row| &row.cells).filter(|cell| !cell.is_empty())
            {
                self.apart(|reader| reader.cell(cell.id, look));
            }
            return;
        }
        let own = dom
            .children(id)
            .find(|&child| dom.element(child).is_some_and(|element| element.tag() == "caption"));
        let caption =
            own.map(|own| Caption { label: None, text: self.text_of(own, look).unbroken() });
        let mut head = grid.head(dom);
        let around = self.cell_images.replace(Vec::new());
        let mut rows = self.texts(&grid, &columns, head, look);
        let images = std::mem::replace(&mut self.cell_images, around).unwrap_or_default();
        rows.retain(|(_, row)| row.iter().any(|cell| !cell.is_empty()));
        head = rows.iter().filter(|(n, _)| *n < head).count();
        let mut rows = rows.into_iter().map(|(_, row)| row);
        let mut header: Vec<Text> = vec![Text::default(); columns.len()];
        for row in rows.by_ref().take(head) {
            for (name, cell) in header.iter_mut().zip(row) {
                // A heading over several rows is in each of them.
                if *name != cell && !cell.is_empty() {
                    name.join(" / ", cell);
                }
            }
        }
        let rows: Vec<Vec<Text>> = rows.collect();
        let table = (!rows.is_empty() || header.iter().any(|name| !name.is_empty()))
            .then_some(Block::Table(Table { caption, header, rows }));
        self.emit_with_images(table, images);
    }

    /// The text of each cell, with the number of its row; spanned cells repeated.
    fn texts(
        &mut self,
        grid: &Grid,
        columns: &[usize],
        head: usize,
        look: Look,
    ) -> Vec<(usize, Vec<Text>)> {
        let mut texts: Vec<(usize, Vec<Text>)> =
            (0..grid.rows.len()).map(|n| (n, vec![Text::default(); columns.len()])).collect();
        for (n, row) in grid.rows.iter().enumerate() {
            for cell in row.cells.iter().filter(|cell| !cell.is_empty()) {
                let text = self.running(|reader| reader.cell(cell.id, look));
                if text.is_empty() {
                    continue;
                }
                let whole = cell.columns >= grid.width && n >= head;
                let short = !whole
                    && text.0.len() < 8
                    && text.plain().chars().count() <= MAX_REPEATED_CHARS;
                let mut places = columns.iter().enumerate().filter(|(_, column)| {
                    (cell.column..cell.column + cell.columns).contains(column)
                });
                let Some((first, _)) = places.next() else { continue };
                let more: Vec<usize> =
                    if short { places.map(|(place, _)| place).collect() } else { Vec::new() };
                let last = if short { (n + cell.rows).min(texts.len()) } else { n + 1 };
                for (_, row) in &mut texts[n + 1..last.max(n + 1)] {
                    for &place in std::iter::once(&first).chain(&more) {
                        row[place] = text.clone();
                    }
                }
                for &place in &more {
                    texts[n].1[place] = text.clone();
                }
                texts[n].1[first] = text;
            }
        }
        texts
    }

    fn cell(&mut self, id: NodeId, look: Look) {
        // A row may hide its cells, or lend them its background.
        let row = self.dom.parent(id).and_then(|row| Some((row, self.dom.element(row)?)));
        let cell = self.dom.element(id).map(|cell| (id, cell));
        match row
            .into_iter()
            .chain(cell)
            .try_fold(look, |look, (id, element)| self.look(look, id, element))
        {
            Ok(look) => self.inside(id, look),
            Err(how) => self.report(how, id),
        }
    }

    /// A table within running text: lines of cells.
    pub(super) fn inline_table(&mut self, id: NodeId, look: Look) {
        let grid = Grid::of(self.dom, id);
        if grid.rows.is_empty() {
            return self.inside(id, look);
        }
        if !self.inline && grid.is_of_data() {
            return self.table(id, look);
        }
        let lines = grid.rows.len() > 1;
        for row in &grid.rows {
            if lines {
                self.flush();
            }
            for cell in &row.cells {
                self.line.space();
                self.cell(cell.id, look);
            }
        }
        if lines {
            self.flush();
        }
        self.line.space();
    }

    /// A displayed formula or a group of them: a table of LaTeXML's own.
    pub(super) fn equation(&mut self, id: NodeId, look: Look) {
        let dom = self.dom;
        let mut lines: Vec<Vec<String>> = Vec::new();
        let mut nodes = dom.below(id);
        let mut number = None;
        let mut rows = 0;
        // The number of further rows that the last number belongs to.
        let mut left: usize = 0;
        while let Some(row) = nodes.next() {
            let Some(element) = dom.element(row) else { continue };
            if element.has_class("ltx_tag_equationgroup") {
                number = Some(self.plain_number(row, look));
                nodes.skip_inside(row);
                continue;
            }
            if !element.has_class("ltx_eqn_row") && element.tag() != "tr" {
                continue;
            }
            nodes.skip_inside(row);
            rows += 1;
            let Ok(look) = self.look(look, row, element) else {
                self.report(super::super::Hiding::Display, row);
                continue;
            };
            if !element.has_class("ltx_equation")
                && !element.has_class("ltx_equationgroup")
                && !has_formula(dom, row)
            {
                self.end_equation(&mut lines, number.take());
                self.apart(|reader| reader.inside(row, look));
                continue;
            }
            let (cells, tag) = self.equation_row(row, look);
            if !cells.is_empty() {
                lines.push(cells);
            }
            if let Some((own, spanned)) = tag {
                (number, left) = (Some(own), spanned);
            }
            left = left.saturating_sub(1);
            if left == 0 && number.is_some() {
                self.end_equation(&mut lines, number.take());
            }
        }
        if rows == 0 {
            // No table inside: LaTeXML writes `div.ltx_equation` for some.
            let (cells, tag) = self.equation_row(id, look);
            lines.push(cells);
            number = number.or(tag.map(|(number, _)| number));
        }
        self.end_equation(&mut lines, number);
    }

    /// The formulas of a row, cell by cell, and its number with the count of its rows.
    fn equation_row(&mut self, row: NodeId, look: Look) -> (Vec<String>, Option<(String, usize)>) {
        let dom = self.dom;
        let mut number = None;
        let mut cells = Vec::new();
        for cell in dom.children(row) {
            let tag = dom.find(cell, |element| element.has_class("ltx_tag"));
            let is_tag = dom.element(cell).is_some_and(|element| element.has_class("ltx_tag"));
            if let Some(tag) = tag.or(is_tag.then_some(cell)) {
                let spanned = dom
                    .element(cell)
                    .and_then(|cell| cell.attribute("rowspan")?.parse().ok())
                    .unwrap_or(1);
                let own = self.plain_number(tag, look);
                if number.is_none() && !own.is_empty() {
                    number = Some((own, spanned));
                }
                if dom
                    .element(cell)
                    .is_some_and(|element| is_tag || element.has_class("ltx_eqn_eqno"))
                {
                    continue;
                }
            }
            let text = self.running(|reader| reader.node(cell, look)).unbroken();
            let tex = tex_of(&text);
            if !tex.is_empty() {
                cells.push(tex);
            }
        }
        (cells, number)
    }

    fn plain_number(&mut self, tag: NodeId, look: Look) -> String {
        self.seen_text(tag, look, 100).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn end_equation(&mut self, lines: &mut Vec<Vec<String>>, number: Option<String>) {
        let mut lines = std::mem::take(lines);
        lines.retain(|line| !line.is_empty());
        let number = number.filter(|number| !number.is_empty());
        if self.inline {
            lines.into_iter().flatten().for_each(|tex| self.line.span(Span::Math(tex)));
            return;
        }
        let tex = match lines.as_slice() {
            [] => return,
            [line] => line.join(" "),
            several => {
                let rows: Vec<String> = several
                    .iter()
                    .map(|line| {
                        format!("{} & {}", line[0], line[1..].join(" ")).trim_end().to_owned()
                    })
                    .collect();
                format!("\\begin{{aligned}} {} \\end{{aligned}}", rows.join(" \\\\ "))
            }
        };
        self.emit(Block::Equation { tex, number });
    }
}

fn has_formula(dom: &Dom, row: NodeId) -> bool {
    dom.find(row, |element| matches!(role(element), Role::Math | Role::RenderedMath)).is_some()
}

/// A cell of a formula: its LaTeX, words between formulas as `\text`.
fn tex_of(text: &Text) -> String {
    let mut tex = String::new();
    for span in &text.0 {
        match span {
            Span::Math(part) => tex.push_str(part),
            Span::Text(words) | Span::Code(words) | Span::Link { text: words, .. } => {
                if !words.trim().is_empty() {
                    let words: String =
                        words.chars().filter(|c| !"{}\\$%#&_^~".contains(*c)).collect();
                    tex.push_str(&format!("\\text{{{words}}}"));
                }
            }
            Span::Note(_) => {}
        }
        tex.push(' ');
    }
    tex.trim_end().to_owned()
}

impl Grid {
    fn of(dom: &Dom, table: NodeId) -> Self {
        let mut grid = Self { rows: Vec::new(), width: 0 };
        // Up to which row each column is taken by a cell from above.
        let mut taken: Vec<usize> = Vec::new();
        let mut nodes = dom.below(table);
        while let Some(id) = nodes.next() {
            let Some(element) = dom.element(id) else { continue };
            if is_cell(element) {
                if grid.rows.is_empty() {
                    grid.rows.push(Row::default());
                }
                nodes.skip_inside(id);
                grid.place(dom, id, element, &mut taken);
            } else if element.tag() == "tr" || element.has_class("ltx_tr") {
                let head = dom
                    .parent(id)
                    .and_then(|parent| dom.element(parent))
                    .is_some_and(|parent| parent.tag() == "thead");
                grid.rows.push(Row { cells: Vec::new(), head });
            } else if matches!(
                role(element),
                Role::Table | Role::InlineTable | Role::Equation | Role::Drop
            ) || element.tag() == "caption"
            {
                nodes.skip_inside(id);
            }
        }
        for row in &mut grid.rows {
            row.head |= !row.cells.is_empty()
                && row.cells.iter().all(|cell| {
                    dom.element(cell.id)
                        .is_some_and(|cell| cell.tag() == "th" || cell.has_class("ltx_th"))
                });
        }
        grid
    }

    fn place(&mut self, dom: &Dom, id: NodeId, element: &Element, taken: &mut Vec<usize>) {
        let n = self.rows.len() - 1;
        let span = |name: &str| {
            element.attribute(name).and_then(|span| span.trim().parse::<usize>().ok()).unwrap_or(1)
        };
        let mut column = self.rows[n].cells.last().map_or(0, |cell| cell.column + cell.columns);
        while taken.get(column).is_some_and(|&until| until > n) {
            column += 1;
        }
        let columns = span("colspan").clamp(1, MAX_COLUMNS.saturating_sub(column).max(1));
        let rows = span("rowspan").clamp(1, 1000);
        if taken.len() < column + columns {
            taken.resize(column + columns, 0);
        }
        taken[column..column + columns].fill(n + rows);
        self.width = self.width.max(column + columns);
        let (filled, pictured) = (has_content(dom, id), has_image(dom, id));
        self.rows[n].cells.push(Cell { id, column, columns, rows, filled, pictured });
    }

    /// Whether it has columns and rows, and not too many.
    fn is_of_data(&self) -> bool {
        let rows = self.rows.iter().filter(|row| row.cells.iter().any(|cell| cell.filled)).count();
        rows > 1
            && self.filled_columns().len() > 1
            && self.rows.len().saturating_mul(self.width) <= MAX_CELLS
    }

    /// The columns in which a cell with words begins.
    fn filled_columns(&self) -> Vec<usize> {
        let mut filled = vec![false; self.width];
        for cell in self.rows.iter().flat_map(|row| &row.cells).filter(|cell| cell.filled) {
            filled[cell.column] = true;
        }
        (0..self.width).filter(|&column| filled[column]).collect()
    }

    /// How many rows at the top name the columns.
    fn head(&self, dom: &Dom) -> usize {
        const MAX_HEADING_ROWS: usize = 4;
        let mut head = self.first_head();
        let numbers =
            |row: &Row| row.cells.iter().any(|cell| cell.filled && is_number(dom, cell.id));
        let filled = |row: &Row| row.cells.iter().filter(|cell| cell.filled).count();
        // Nothing names the rows beside it: it is no row of data.
        let nameless =
            |row: &Row| row.cells.first().is_some_and(|cell| cell.column == 0 && !cell.filled);
        let groups = |row: &Row| row.cells.iter().any(|cell| cell.filled && cell.columns > 1);
        while head < MAX_HEADING_ROWS && head + 1 < self.rows.len() {
            let (above, row) = (&self.rows[head - 1], &self.rows[head]);
            let more = nameless(row) && filled(row) > 1
                || nameless(above) && groups(above) && filled(row) > filled(above);
            if !more || numbers(row) {
                break;
            }
            head += row
                .cells
                .iter()
                .filter(|cell| cell.filled && cell.rows <= 3)
                .map(|cell| cell.rows)
                .max()
                .unwrap_or(1);
        }
        head.min(self.rows.len().saturating_sub(1)).max(1)
    }

    fn first_head(&self) -> usize {
        let stated_rows = self
            .rows
            .iter()
            .take_while(|row| row.head || row.cells.iter().all(|cell| !cell.filled))
            .count();
        if stated_rows > 0
            && stated_rows < self.rows.len()
            && self.rows[..stated_rows].iter().any(|row| row.head)
        {
            return stated_rows;
        }
        // The first row with words, and as many rows as its tallest cell covers.
        let first =
            self.rows.iter().position(|row| row.cells.iter().any(|cell| cell.filled)).unwrap_or(0);
        let tall = self.rows[first].cells.iter().map(|cell| cell.rows).max().unwrap_or(1);
        (first + if tall > 3 { 1 } else { tall }).min(self.rows.len().saturating_sub(1)).max(1)
    }
}

/// Whether a cell is a figure: of a row of data.
fn is_number(dom: &Dom, cell: NodeId) -> bool {
    let mut text = dom.all_text(cell, 100);
    if text.trim().is_empty() {
        let math =
            dom.find(cell, |element| element.tag() == "math").and_then(|math| dom.element(math));
        text = math.and_then(|math| math.attribute("alttext")).unwrap_or_default().to_owned();
    }
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    // A year, as headings name it, is none.
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    digits > 0
        && !(digits == 4
            && (text.starts_with("19") || text.starts_with("20"))
            && text.trim_end().len() == 4)
}

fn is_cell(element: &Element) -> bool {
    matches!(element.tag(), "td" | "th") || element.has_class("ltx_td")
}

/// Whether an element shows images.
fn has_image(dom: &Dom, cell: NodeId) -> bool {
    dom.find(cell, |element| matches!(element.tag(), "img" | "object" | "svg")).is_some()
}

/// Whether an element shows words or formulas.
pub(super) fn has_content(dom: &Dom, cell: NodeId) -> bool {
    let mut nodes = dom.below(cell);
    while let Some(id) = nodes.next() {
        if dom
            .text(id)
            .is_some_and(|text| text.contains(|c: char| !c.is_whitespace() && c != '\u{200b}'))
        {
            return true;
        }
        if let Some(element) = dom.element(id) {
            match role(element) {
                Role::Math | Role::RenderedMath => return true,
                Role::Drop => nodes.skip_inside(id),
                _ => {}
            }
        }
    }
    false
}
