//! A source as sentences, lists and tables.

use super::flat::Flat;
use super::sentence::Sentence;
use super::zone::{Zone, zone};
use super::{domain, voice};
use crate::Source;
use paperboy_paper::article::{Block, Caption, List, Section, Table, Text};
use paperboy_paper::sentence::{ATOM, sentences};

/// The most bytes of text that are read; long papers have 200,000 with their appendices.
const MAX_BYTES: usize = 400_000;
/// The most sentences that are read.
const MAX_SENTENCES: usize = 4_000;
/// The most tables that are read.
const MAX_TABLES: usize = 40;
/// The largest depth of nested lists or frames.
const MAX_DEPTH: usize = 24;

/// The content of a source in its order: the abstract, then the sections, then the appendices.
#[derive(Debug, Default)]
pub struct ArticleContent<'a> {
    /// Every sentence.
    pub sentences: Vec<Sentence>,
    /// The lists among them.
    pub lists: Vec<Listed<'a>>,
    /// The tables of data.
    pub tables: Vec<&'a Table>,
    references: usize,
    bytes: usize,
    zone: Option<Zone>,
    place: usize,
}

/// A list.
#[derive(Debug)]
pub struct Listed<'a> {
    /// The index of the sentence that it follows.
    pub lead: Option<usize>,
    /// Where it is.
    pub zone: Zone,
    /// Its items.
    pub items: Vec<ListedItem<'a>>,
}

/// An item: its label and the range of its sentences.
#[derive(Debug)]
pub struct ListedItem<'a> {
    /// The text that replaces its bullet.
    pub label: Option<&'a Text>,
    /// Indices of its sentences.
    pub sentences: std::ops::Range<usize>,
}

impl<'a> ArticleContent<'a> {
    /// Reads a source; `listed` is the abstract of the day's list.
    pub fn of(source: &Source<'a>, listed: Option<&'a Text>) -> Self {
        let mut content = Self::default();
        let Some(article) = source.article else {
            content.enter(Zone::Abstract);
            listed.iter().for_each(|text| content.paragraph(text, false));
            content.mark_name(source.title);
            return content;
        };
        content.references = article.references.len();
        content.enter(Zone::Abstract);
        match listed {
            Some(listed) if is_poorer(&article.abstract_blocks, listed) => {
                content.paragraph(listed, false)
            }
            _ => content.blocks(&article.abstract_blocks, 0),
        }
        if source.whole {
            let zones = zones(&article.sections);
            let each = || article.sections.iter().zip(&zones);
            each()
                .filter(|(_, zone)| !matches!(zone, Zone::Appendix | Zone::Aside))
                .for_each(|(section, &zone)| content.section(section, zone));
            each()
                .filter(|(_, zone)| **zone == Zone::Appendix)
                .for_each(|(section, &zone)| content.section(section, zone));
        }
        content.mark_name(source.title);
        content
    }

    /// Finds who acts in each sentence that may state the contribution.
    fn mark_name(&mut self, title: &str) {
        let name = domain::name_in_use(
            title,
            self.sentences.iter().filter(|sentence| sentence.zone == Zone::Abstract),
        );
        for sentence in &mut self.sentences {
            if matches!(sentence.zone, Zone::Abstract | Zone::Introduction | Zone::Conclusion) {
                sentence.voice = voice::voice(&sentence.plain, name.as_deref());
            }
        }
    }

    fn section(&mut self, section: &'a Section, zone: Zone) {
        self.enter(zone);
        self.blocks(&section.blocks, 0);
    }

    fn enter(&mut self, zone: Zone) {
        if self.zone.replace(zone) != Some(zone) {
            self.place = 0;
        }
    }

    fn blocks(&mut self, blocks: &'a [Block], depth: usize) {
        if depth > MAX_DEPTH {
            return;
        }
        for block in blocks {
            if self.is_full() {
                return;
            }
            match block {
                Block::Paragraph(text) => self.paragraph(text, false),
                Block::List(list) => self.list(list, depth),
                Block::Table(table) => {
                    if self.tables.len() < MAX_TABLES && self.zone != Some(Zone::Appendix) {
                        self.tables.push(table);
                    }
                    self.caption(table.caption.as_ref());
                }
                Block::Figure { caption, blocks, .. } => {
                    // Panels and text in pictures are no running text; a table set as a figure is
                    // one.
                    self.tables.extend(
                        blocks
                            .iter()
                            .filter_map(|block| {
                                if let Block::Table(table) = block { Some(table) } else { None }
                            })
                            .take(4),
                    );
                    self.tables.truncate(MAX_TABLES);
                    self.caption(caption.as_ref());
                }
                Block::Theorem { .. } | Block::Equation { .. } | Block::Code(_) => {}
                Block::Quote(blocks) => self.blocks(blocks, depth + 1),
            }
        }
    }

    fn list(&mut self, list: &'a List, depth: usize) {
        let lead = self.sentences.len().checked_sub(1);
        let mut items = Vec::new();
        for item in list.items.iter().take(200) {
            let start = self.sentences.len();
            for block in &item.blocks {
                match block {
                    Block::Paragraph(text) => self.paragraph(text, true),
                    _ => self.blocks(std::slice::from_ref(block), depth + 1),
                }
            }
            items.push(ListedItem {
                label: item.label.as_ref(),
                sentences: start..self.sentences.len(),
            });
        }
        self.lists.push(Listed { lead, zone: self.zone.unwrap_or(Zone::Method), items });
    }

    fn caption(&mut self, caption: Option<&'a Caption>) {
        if let Some(caption) = caption {
            let zone = self.zone.replace(Zone::Aside);
            self.paragraph(&caption.text, true);
            self.zone = zone;
        }
    }

    fn paragraph(&mut self, text: &'a Text, loose: bool) {
        if self.is_full() {
            return;
        }
        let flat = Flat::of(text, self.references);
        self.bytes += flat.text.len();
        let (mut atoms, mut read) = (0, 0);
        for range in sentences(&flat.text) {
            atoms += flat.text[read..range.start].matches(ATOM).count();
            let part = &flat.text[range.clone()];
            let sentence = Sentence::of(
                flat.piece(part, atoms),
                self.zone.unwrap_or(Zone::Method),
                loose,
                self.place,
            );
            self.sentences.push(sentence);
            self.place += 1;
            atoms += part.matches(ATOM).count();
            read = range.end;
        }
        // A note holds no further notes.
        for note in flat.notes {
            let flat = Flat::of(note, self.references);
            let zone = self.zone.unwrap_or(Zone::Method);
            self.bytes += flat.text.len();
            self.sentences.push(Sentence::of(
                flat.piece(flat.text.trim(), 0),
                zone,
                true,
                self.place,
            ));
        }
    }

    fn is_full(&self) -> bool {
        self.bytes > MAX_BYTES || self.sentences.len() > MAX_SENTENCES
    }
}

/// Whether an abstract lacks what the list's has: text, or formulas that were set as formulas.
fn is_poorer(blocks: &[Block], listed: &Text) -> bool {
    use paperboy_paper::article::Span;
    let (mut length, mut formulas) = (0, 0);
    for block in blocks {
        if let Block::Paragraph(text) = block {
            length += text
                .0
                .iter()
                .map(|span| if let Span::Text(words) = span { words.len() } else { 10 })
                .sum::<usize>();
            formulas += text.0.iter().filter(|span| matches!(span, Span::Math(_))).count();
        }
    }
    let has = |text: &Text| text.0.iter().filter(|span| matches!(span, Span::Math(_))).count();
    length < 200 || formulas < has(listed)
}

/// The zone of each section and of its subsections.
fn zones(sections: &[Section]) -> Vec<Zone> {
    let mut above: [Option<Zone>; 8] = [None; 8];
    let mut zones = Vec::with_capacity(sections.len());
    for section in sections {
        let level = usize::from(section.level).min(7);
        let parent = above[..level].iter().rev().find_map(|zone| *zone);
        let here = zone(section, parent);
        above[level..].fill(None);
        above[level] = Some(here);
        zones.push(here);
    }
    zones
}
