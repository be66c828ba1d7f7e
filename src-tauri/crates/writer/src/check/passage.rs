//! What a report is looked up in: the source as sentences, captions and rows of tables.

use super::unit::{self, Dimension, Measure};
use super::{Place, header};
use crate::Source;
use paperboy_paper::article::{Block, Caption, Part, Section, Table, Text};
use std::ops::Range;

/// How much text of a source is read, in bytes. No paper has as much.
const MOST_TEXT: usize = 8_000_000;
/// A longer sentence is shown in pieces, a longer row of a table as several; in bytes.
const LONGEST: usize = 1_200;
/// No block lies deeper in others than this.
const NESTING: usize = 32;

/// A sentence, caption or row.
#[derive(Debug)]
pub(super) struct Spot {
    pub(super) place: Place,
    pub(super) text: String,
    /// Sentences of one paragraph and rows of one table are neighbours.
    pub(super) block: u32,
    /// How much its place counts among several: results before others.
    pub(super) weight: u32,
    /// In a row of a table its cells; else empty.
    pub(super) cells: Vec<Cell>,
}

/// A cell in a row's text.
#[derive(Debug)]
pub(super) struct Cell {
    pub(super) range: Range<usize>,
    /// The unit of its bare numbers, as column, row or caption name it.
    pub(super) measure: Option<Measure>,
}

/// What stands around the spots of one block: a table's caption and column names, a section's heading.
#[derive(Debug, Default)]
pub(super) struct Spots {
    pub(super) all: Vec<Spot>,
    /// By block.
    pub(super) around: Vec<String>,
    bytes: usize,
}

impl Spots {
    pub(super) fn of(source: &Source) -> Self {
        let mut spots = Self::default();
        // What comes from the list has its formulas between dollar signs, and money too.
        let words = |text: &str| Text::with_formulas(text).plain();
        spots.prose(&words(source.title), Place::Title, 0, "");
        if let Some(article) = source.article {
            let title = article.title.plain();
            if title != source.title {
                spots.prose(&title, Place::Title, 0, "");
            }
            spots.blocks(&article.abstract_blocks, Place::Abstract, 2, "", 0);
        }
        if let Some(text) = source.abstract_text.filter(|text| source.article.is_none_or(|article| article.abstract_text() != *text)) {
            spots.prose(&words(text), Place::Abstract, 2, "");
        }
        let mut above: Vec<(u8, bool)> = Vec::new();
        for (n, section) in source.article.iter().flat_map(|article| &article.sections).enumerate() {
            let title = section.title.plain();
            above.retain(|(level, _)| *level < section.level);
            let of_results = above.last().is_some_and(|(_, results)| *results) || is_of_results(&title);
            above.push((section.level, of_results));
            let weight = weight(section, of_results);
            spots.prose(&title, Place::Section(n), 0, "");
            spots.blocks(&section.blocks, Place::Section(n), weight, &title, 0);
        }
        spots
    }

    /// Whether there is anything but a title.
    pub(super) fn is_empty(&self) -> bool {
        self.all.iter().all(|spot| spot.place == Place::Title)
    }

    fn block(&mut self, around: &str) -> u32 {
        self.around.push(around.to_owned());
        self.around.len() as u32 - 1
    }

    fn prose(&mut self, text: &str, place: Place, weight: u32, around: &str) {
        let block = self.block(around);
        for sentence in sentences(text) {
            self.push(Spot { place, text: text[sentence].to_owned(), block, weight, cells: Vec::new() });
        }
    }

    fn push(&mut self, spot: Spot) {
        self.bytes += spot.text.len();
        if self.bytes <= MOST_TEXT {
            self.all.push(spot);
        }
    }

    fn blocks(&mut self, blocks: &[Block], place: Place, weight: u32, around: &str, depth: usize) {
        if depth > NESTING || self.bytes > MOST_TEXT {
            return;
        }
        for block in blocks {
            match block {
                Block::Paragraph(text) => self.prose(&text.plain(), place, weight, around),
                Block::Equation { .. } => {}
                Block::List(list) => {
                    for item in &list.items {
                        if let Some(label) = &item.label {
                            self.prose(&label.plain(), place, weight, around);
                        }
                        self.blocks(&item.blocks, place, weight, around, depth + 1);
                    }
                }
                Block::Table(table) => self.table(table, place, weight, around),
                Block::Code(code) => {
                    self.caption(&code.caption, place, weight, around);
                    code.text.lines().for_each(|line| self.prose(line, place, 0, around));
                }
                Block::Figure { caption, blocks } => {
                    self.caption(caption, place, weight, around);
                    let around = caption.as_ref().map(told);
                    self.blocks(blocks, place, weight, around.as_deref().unwrap_or_default(), depth + 1);
                }
                Block::Theorem { title, blocks } => {
                    self.prose(&title.plain(), place, weight, around);
                    self.blocks(blocks, place, weight, around, depth + 1);
                }
                Block::Quote(blocks) => self.blocks(blocks, place, weight, around, depth + 1),
            }
        }
    }

    fn caption(&mut self, caption: &Option<Caption>, place: Place, weight: u32, around: &str) {
        if let Some(caption) = caption {
            self.prose(&told(caption), place, weight, around);
        }
    }

    fn table(&mut self, table: &Table, place: Place, weight: u32, around: &str) {
        self.caption(&table.caption, place, weight, around);
        let caption = table.caption.as_ref().map(told).unwrap_or_else(|| around.to_owned());
        let names: Vec<String> = table.header.iter().map(|name| name.plain().replace('\n', " ")).collect();
        let measures: Vec<Option<Measure>> = names.iter().map(|name| header::measure(name)).collect();
        let of_caption = header::measure(&caption);
        let units = names.iter().position(|name| matches!(name.trim().to_lowercase().as_str(), "unit" | "units" | "单位"));
        let block = self.block(&format!("{caption} {}", names.join(" ")));
        let row = |texts: &[String], spots: &mut Self| {
            // A column of units is for its whole row.
            let of_units = units.and_then(|n| texts.get(n)).and_then(|unit| unit::measure(unit)).map(|(measure, _)| measure);
            let of_row = texts.first().and_then(|first| header::measure(first)).filter(|measure| measure.dimension != Dimension::Count);
            let begin = |text: String| Spot { place, block, weight, text, cells: Vec::new() };
            let mut line = begin(String::new());
            for (n, cell) in texts.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
                if line.text.len() > LONGEST {
                    // What a row is of stands in its first cell, which the rest begins with again.
                    spots.push(std::mem::replace(&mut line, begin(texts[0].clone())));
                }
                if !line.text.is_empty() {
                    line.text.push_str("; ");
                }
                if let Some(name) = names.get(n).filter(|name| !name.is_empty() && *name != cell) {
                    line.text.push_str(name);
                    line.text.push_str(": ");
                }
                let start = line.text.len();
                line.text.push_str(cell);
                let measure = measures.get(n).copied().flatten().or(of_units).or(of_row).or(of_caption);
                line.cells.push(Cell { range: start..line.text.len(), measure });
            }
            if !line.text.is_empty() {
                spots.push(line);
            }
        };
        for texts in &table.rows {
            let texts: Vec<String> = texts.iter().map(|cell| cell.plain().replace('\n', " ")).collect();
            row(&texts, self);
        }
    }
}

fn told(caption: &Caption) -> String {
    let text = caption.text.plain();
    match &caption.label {
        Some(label) if text.is_empty() => label.clone(),
        Some(label) => format!("{label}: {text}"),
        None => text,
    }
}

fn is_of_results(title: &str) -> bool {
    const WORDS: [&str; 11] =
        ["experiment", "result", "evaluation", "ablation", "comparison", "benchmark", "performance", "实验", "结果", "评测", "评估"];
    let title = title.to_lowercase();
    WORDS.iter().any(|word| title.contains(word))
}

fn weight(section: &Section, of_results: bool) -> u32 {
    match section.part {
        Part::Front | Part::Acknowledgements => 0,
        Part::Appendix => 1,
        Part::Body if of_results => 3,
        Part::Body => 2,
    }
}

/// The sentences of a text. None is longer than [`LONGEST`].
pub(super) fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let end = at + c.len_utf8();
        let next = chars.peek().map(|(_, c)| *c);
        let ends = match c {
            '。' | '！' | '？' | '\n' => true,
            '.' | '!' | '?' => next.is_none_or(char::is_whitespace) && !is_abbreviation(&text[start..at], &text[end..]),
            _ => end - start > LONGEST && c.is_whitespace() || end - start > 2 * LONGEST,
        };
        if ends {
            push(text, start..end, &mut found);
            start = end;
        }
    }
    push(text, start..text.len(), &mut found);
    found
}

fn push(text: &str, range: Range<usize>, found: &mut Vec<Range<usize>>) {
    let piece = text[range.clone()].trim_start();
    let start = range.end - piece.len();
    if !piece.trim_end().is_empty() {
        found.push(start..start + piece.trim_end().len());
    }
}

/// Whether a full stop ends a word and not a sentence.
fn is_abbreviation(before: &str, behind: &str) -> bool {
    const SHORT: [&str; 20] = [
        "e.g", "i.e", "al", "fig", "figs", "eq", "eqs", "sec", "tab", "vs", "cf", "resp", "approx", "no", "dr", "prof", "ref", "refs",
        "w.r.t", "acc",
    ];
    let word = before.rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '[')).next().unwrap_or_default();
    let next = behind.trim_start().chars().next();
    next.is_some_and(char::is_lowercase) || next.is_some() && word.len() < 7 && SHORT.iter().any(|short| short.eq_ignore_ascii_case(word))
}
