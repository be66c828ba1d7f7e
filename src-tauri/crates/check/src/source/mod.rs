//! The source in which claims are looked up: the paper as sentences, captions and rows of tables, with the
//! labels of its tables.

mod caption;
mod column;
mod defined;
pub(super) mod grid;
mod head;

pub(super) use head::is_number;

use super::figure::{self, Figure};
use super::mention::{LabelId, Labels, Mention};
use super::unit::Measure;
use super::{Paper, Place};
use grid::Grid;
use paperboy_paper::article::{Block, Caption, Part, Section, Text};
use paperboy_paper::sentence;
use std::cell::OnceCell;
use std::ops::Range;

/// The most bytes of a source that are read. No paper has as many.
const MAX_TEXT_BYTES: usize = 4_000_000;
/// The longest sentence or row of a table, in bytes; a longer one is shown in pieces.
const MAX_SENTENCE_BYTES: usize = 1_200;
/// The largest depth of nested blocks that are read.
const MAX_NESTING: usize = 32;
/// The most figures of a source that are read.
const MAX_FIGURES: usize = 200_000;

/// A sentence, caption or row.
#[derive(Debug)]
pub(super) struct Spot {
    pub(super) place: Place,
    pub(super) text: String,
    /// Sentences of one paragraph and rows of one table are neighbours.
    pub(super) block: u32,
    /// The rank of its section among several places: results come before others.
    pub(super) weight: u32,
    /// In a row of a table its cells; else empty.
    pub(super) cells: Vec<Cell>,
    /// The labels that it names: read only when a figure of it is looked for.
    mentions: OnceCell<Vec<Mention>>,
}

/// A cell in a row's text.
#[derive(Debug)]
pub(super) struct Cell {
    pub(super) range: Range<usize>,
    /// Where it is in the table.
    pub(super) at: At,
    /// The unit of its bare numbers, as column, row or caption name it.
    pub(super) measure: Option<Measure>,
    /// Whether the column or row names it: the number is then no count of anything.
    pub(super) is_measured: bool,
    /// What its column looks like where nothing names a unit.
    pub(super) column: grid::Kind,
}

/// A cell's place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct At {
    pub(super) grid: u32,
    pub(super) row: u32,
    pub(super) column: u32,
}

/// The figures of a sentence or of a cell.
#[derive(Debug)]
pub(super) struct Figures {
    pub(super) spot: u32,
    /// In a row of a table the cell.
    pub(super) cell: Option<u32>,
    /// Where the text that was read begins in the spot's.
    pub(super) range: Range<usize>,
    pub(super) all: Vec<Figure>,
    /// Their values in their dimensions' own units; every claim is compared with them.
    pub(super) values: Vec<f64>,
}

/// The paper as it is looked up in.
#[derive(Debug, Default)]
pub(super) struct Source {
    pub(super) all: Vec<Spot>,
    /// By block: a table's caption and column names, a section's heading.
    pub(super) around: Vec<String>,
    pub(super) grids: Vec<Grid>,
    pub(super) labels: Labels,
    pub(super) figures: Vec<Figures>,
    /// Abbreviations that the paper defines, with their full forms.
    pub(super) defined: Vec<(String, String)>,
    /// Headings of columns with the unit that the words of a caption give them.
    named_units: Vec<(String, Measure)>,
    /// Tables that are pictures.
    pub(super) pictured: u32,
    bytes: usize,
}

impl Source {
    pub(super) fn of(paper: &Paper) -> Self {
        let mut source = Self::default();
        // Texts of the list have formulas between dollar signs, and amounts of money too.
        let words = |text: &str| Text::with_formulas(text).plain();
        source.prose(&words(paper.title), Place::Title, 0, "");
        if let Some(article) = paper.article {
            let title = article.title.plain();
            if title != paper.title {
                source.prose(&title, Place::Title, 0, "");
            }
            source.blocks(&article.abstract_blocks, Place::Abstract, 2, "", 0);
        }
        if let Some(text) = paper
            .abstract_text
            .filter(|text| paper.article.is_none_or(|article| article.abstract_text() != *text))
        {
            source.prose(&words(text), Place::Abstract, 2, "");
        }
        let mut above: Vec<(u8, bool)> = Vec::new();
        for (n, section) in paper.article.iter().flat_map(|article| &article.sections).enumerate() {
            let title = section.title.plain();
            above.retain(|(level, _)| *level < section.level);
            let of_results =
                above.last().is_some_and(|(_, results)| *results) || is_of_results(&title);
            above.push((section.level, of_results));
            let weight = weight(section, of_results);
            source.prose(&title, Place::Section(n), 0, "");
            source.blocks(&section.blocks, Place::Section(n), weight, &title, 0);
        }
        source.read_figures();
        let own = defined::own_names(&source.all);
        source.labels.own_names(own.iter().map(String::as_str));
        source.defined = defined::abbreviations(&source.all);
        source.labels.define(&source.defined);
        source
    }

    /// Whether there is anything but a title.
    pub(super) fn is_empty(&self) -> bool {
        self.all.iter().all(|spot| spot.place == Place::Title)
    }

    pub(super) fn cell(&self, figures: &Figures) -> Option<&Cell> {
        self.all[figures.spot as usize].cells.get(figures.cell? as usize)
    }

    /// The labels that a sentence or caption names.
    pub(super) fn mentions(&self, spot: u32) -> &[Mention] {
        let spot = &self.all[spot as usize];
        spot.mentions.get_or_init(|| self.labels.mentions(&spot.text))
    }

    fn read_figures(&mut self) {
        let mut count = 0;
        for (n, spot) in self.all.iter().enumerate() {
            let whole = (0..spot.text.len(), None);
            let cells =
                spot.cells.iter().enumerate().map(|(n, cell)| (cell.range.clone(), Some(n as u32)));
            let parts: Vec<_> = if spot.cells.is_empty() { vec![whole] } else { cells.collect() };
            for (range, cell) in parts {
                let all = figure::figures(&spot.text[range.clone()]);
                count += all.len();
                if !all.is_empty() && count <= MAX_FIGURES {
                    let values = all.iter().map(|figure| figure.value().float()).collect();
                    self.figures.push(Figures { spot: n as u32, cell, range, all, values });
                }
            }
        }
    }

    fn block(&mut self, around: &str) -> u32 {
        self.around.push(around.to_owned());
        self.around.len() as u32 - 1
    }

    fn prose(&mut self, text: &str, place: Place, weight: u32, around: &str) {
        let block = self.block(around);
        for sentence in sentences(text) {
            self.push(text[sentence].to_owned(), place, block, weight, Vec::new());
        }
    }

    fn push(&mut self, text: String, place: Place, block: u32, weight: u32, cells: Vec<Cell>) {
        self.bytes += text.len();
        if self.bytes <= MAX_TEXT_BYTES {
            self.all.push(Spot { place, text, block, weight, cells, mentions: OnceCell::new() });
        }
    }

    fn blocks(&mut self, blocks: &[Block], place: Place, weight: u32, around: &str, depth: usize) {
        if depth > MAX_NESTING || self.bytes > MAX_TEXT_BYTES {
            return;
        }
        for (n, block) in blocks.iter().enumerate() {
            match block {
                Block::Paragraph(text) => self.prose(&text.plain(), place, weight, around),
                // A value may be given in a displayed formula alone.
                Block::Equation { tex, .. } => {
                    if tex.contains('.') && tex.bytes().any(|byte| byte.is_ascii_digit()) {
                        self.prose(tex, place, 0, around);
                    }
                }
                Block::List(list) => {
                    for item in &list.items {
                        if let Some(label) = &item.label {
                            self.prose(&label.plain(), place, weight, around);
                        }
                        self.blocks(&item.blocks, place, weight, around, depth + 1);
                    }
                }
                Block::Table(table) => {
                    let beside = [n.checked_sub(1), Some(n + 1)]
                        .into_iter()
                        .flatten()
                        .filter_map(|n| blocks.get(n))
                        .find_map(caption_in_text);
                    grid::read(self, table, place, weight, beside.as_deref().unwrap_or(around));
                }
                Block::Code(code) => {
                    self.caption(&code.caption, place, weight, around);
                    code.text.lines().for_each(|line| self.prose(line, place, 0, around));
                }
                Block::Figure { caption, blocks, .. } => {
                    self.caption(caption, place, weight, around);
                    let is_table = caption
                        .as_ref()
                        .and_then(|caption| caption.label.as_deref())
                        .is_some_and(is_table_label);
                    self.pictured += u32::from(
                        is_table
                            && !blocks
                                .iter()
                                .any(|block| matches!(block, Block::Table(_) | Block::Code(_))),
                    );
                    let around = caption.as_ref().map(in_words);
                    self.blocks(
                        blocks,
                        place,
                        weight,
                        around.as_deref().unwrap_or_default(),
                        depth + 1,
                    );
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
            self.prose(&in_words(caption), place, weight, around);
        }
    }

    /// Whether a cell has one of these labels; see [`Grid::has_label`].
    pub(super) fn has_label(&self, at: At, labels: &[LabelId]) -> bool {
        self.grids.get(at.grid as usize).is_some_and(|grid| grid.has_label(at, labels))
    }
}

fn is_table_label(label: &str) -> bool {
    ["Table", "TABLE", "Tab.", "表"].iter().any(|start| label.starts_with(start))
}

/// A table's caption that is a paragraph beside it, as in Markdown.
fn caption_in_text(block: &Block) -> Option<String> {
    let Block::Paragraph(text) = block else { return None };
    let text = text.plain();
    is_table_label(&text).then_some(text)
}

fn in_words(caption: &Caption) -> String {
    let text = caption.text.plain();
    match &caption.label {
        Some(label) if text.is_empty() => label.clone(),
        Some(label) => format!("{label}: {text}"),
        None => text,
    }
}

fn is_of_results(title: &str) -> bool {
    const WORDS: [&str; 11] = [
        "experiment",
        "result",
        "evaluation",
        "ablation",
        "comparison",
        "benchmark",
        "performance",
        "实验",
        "结果",
        "评测",
        "评估",
    ];
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

/// The sentences of a text, none of them over a line's end or much longer than [`MAX_SENTENCE_BYTES`].
pub(super) fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        for sentence in sentence::sentences(line) {
            let mut rest = start + sentence.start..start + sentence.end;
            while rest.len() > MAX_SENTENCE_BYTES {
                let end = rest.start + MAX_SENTENCE_BYTES;
                let end = text[rest.start..text.floor_char_boundary(end)]
                    .rfind(' ')
                    .map_or(text.ceil_char_boundary(end), |space| rest.start + space + 1);
                sentences.push(rest.start..end);
                rest.start = end;
            }
            sentences.push(rest);
        }
        start += line.len() + 1;
    }
    sentences.retain(|range| !text[range.clone()].trim().is_empty());
    sentences
}
