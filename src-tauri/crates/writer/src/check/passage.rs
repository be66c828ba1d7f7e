//! What a report is looked up in: the source as sentences, captions and rows of tables.

mod table;

use super::Place;
use super::unit::Measure;
use crate::Source;
use crate::extract::split;
use paperboy_paper::article::{Block, Caption, Part, Section, Text};
use std::ops::Range;

/// How much text of a source is read, in bytes. No paper has as much.
const MOST_TEXT: usize = 4_000_000;
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
    /// Whether the column or row names it: the number is then no count of anything.
    pub(super) is_measured: bool,
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
        for (n, block) in blocks.iter().enumerate() {
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
                Block::Table(table) => {
                    let beside =
                        [n.checked_sub(1), Some(n + 1)].into_iter().flatten().filter_map(|n| blocks.get(n)).find_map(caption_in_text);
                    table::read(self, table, place, weight, beside.as_deref().unwrap_or(around));
                }
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
}

/// A table's caption that stands as a paragraph beside it, as in Markdown.
fn caption_in_text(block: &Block) -> Option<String> {
    let Block::Paragraph(text) = block else { return None };
    let text = text.plain();
    ["Table", "TABLE", "Tab.", "表"].iter().any(|label| text.starts_with(label)).then_some(text)
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

/// The sentences of a text, none of them over a line's end or much longer than [`LONGEST`].
pub(super) fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        for sentence in split::sentences(line) {
            let mut rest = start + sentence.start..start + sentence.end;
            while rest.len() > LONGEST {
                let end = rest.start + LONGEST;
                let end = text[rest.start..text.floor_char_boundary(end)]
                    .rfind(' ')
                    .map_or(text.ceil_char_boundary(end), |space| rest.start + space + 1);
                found.push(rest.start..end);
                rest.start = end;
            }
            found.push(rest);
        }
        start += line.len() + 1;
    }
    found.retain(|range| !text[range.clone()].trim().is_empty());
    found
}
