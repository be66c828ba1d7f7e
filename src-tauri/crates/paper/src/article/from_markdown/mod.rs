//! Hugging Face's Markdown of a paper, read into an [`Article`].
//!
//! It is what a web reader made of a page, below a head that names the page. Only arXiv's HTML of
//! the paper is taken: where arXiv has none, Hugging Face sends its own page about the paper, with
//! menus and the comments of strangers.

mod formula;
mod head;
mod names;
mod page;
mod parts;
mod reading;
mod signs;
mod tex;
mod web_page;

pub use web_page::is_of_web_page;

use super::text::TextBuilder;
use super::text::is_of_thanks;
use super::{
    Article, Block, Caption, Code, Item, List, NoText, NotThePaper, Part, Reading, Section, Span,
    Table, Text, html,
};
use crate::{MAX_PAGE_BYTES, PaperId};
use comrak::nodes::{AstNode, ListType, NodeValue};
use comrak::{Arena, Options};
use head::{Head, Source};
use parts::{is_table_of_contents, labelled};
use std::borrow::Cow;
use std::cell::Cell;
use std::collections::HashMap;

/// Rises with each change after which stored articles should be read again. Version 1 accepted any
/// page as a paper, version 2 a page without a head that begins with a site's menu.
pub const VERSION: u32 = 3;

/// The largest depth of a paper's blocks; deeper blocks become flat.
const MAX_NESTING: usize = 24;

/// Reads the Markdown that was received for a paper. Never fails and never panics.
///
/// A web page in its place is recognised, and so is the Markdown of a page that is not arXiv's HTML
/// of the paper. Markdown without a head does not name its paper.
pub fn read_for(bytes: &[u8], requested: &PaperId) -> Reading {
    match Head::of(&beginning(bytes)).map(|head| head.source) {
        Some(Source::ArxivHtml(Some(other))) if other != *requested => {
            Reading::NotThePaper(NotThePaper::OtherPaper(other))
        }
        _ => read(bytes),
    }
}

/// As much of a text as a head may take.
fn beginning(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(8192)]);
    text.trim_start_matches('\u{feff}').trim_start().to_owned()
}

/// Reads Markdown as [`read_for`] does, for any paper.
pub fn read(bytes: &[u8]) -> Reading {
    if bytes.len() > MAX_PAGE_BYTES {
        return Reading::NoText(NoText::TooLarge);
    }
    let text = String::from_utf8_lossy(bytes);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let start = text.get(..15).unwrap_or(text).to_ascii_lowercase();
    if start.starts_with("<!doctype") || start.starts_with("<html") || start.starts_with("{\"") {
        return Reading::NotThePaper(NotThePaper::Foreign);
    }
    let head = Head::of(text);
    match head.as_ref().map(|head| &head.source) {
        Some(Source::OtherPage) => return Reading::NoText(NoText::OtherPage),
        _ if head.as_ref().is_some_and(|head| head.title.starts_with("No HTML for")) => {
            return Reading::NoText(NoText::NotConverted);
        }
        _ => {}
    }
    let Some(article) = article(text, head) else { return Reading::NoText(NoText::TooLarge) };
    match article.text_len() {
        0 => Reading::NoText(NoText::Blank),
        1..NoText::MIN_ARTICLE_CHARS => Reading::NoText(NoText::TooShort),
        _ if is_of_web_page(&article) => Reading::NoText(NoText::OtherPage),
        _ if html::is_raw_latex(&article) => Reading::NoText(NoText::RawLatex),
        _ => Reading::Article(Box::new(article)),
    }
}

/// `None` when the text is made to exhaust the parser.
fn article(text: &str, head: Option<Head<'_>>) -> Option<Article> {
    let text: Cow<'_, str> = match &head {
        Some(head) => page::cleaned(head.content).into(),
        None => text.into(),
    };
    let text = &*text;
    let mut options = Options::default();
    options.extension.table = true;
    // Not `^[…]`: comrak looks for the end of each to the end of the paragraph, and a hostile text
    // takes minutes.
    options.extension.footnotes = true;
    options.extension.math_dollars = true;
    options.extension.autolink = true;
    // Called every 256 steps; a step is a line, a piece of a line or a node.
    let (steps, max_steps) = (Cell::new(0), text.len() / 8 + 10_000);
    let stop = || {
        steps.set(steps.get() + 1);
        steps.get() > max_steps
    };
    let arena = Arena::new();
    let root = comrak::try_parse_document(&arena, text, &options, &stop).ok()?;
    let mut reader = MarkdownReader {
        article: Article::default(),
        section: Section { part: Part::Front, ..Section::default() },
        notes: HashMap::new(),
        place: PageRegion::Text,
        part: Part::Body,
        of_page: head.is_some(),
    };
    if let Some(head) = &head {
        let (title, name) = (Text::words(head.title), head.title.strip_prefix('['));
        // `[2601.00001v1] Beans in Rows`
        let named = name
            .and_then(|rest| rest.split_once("] "))
            .filter(|(id, _)| PaperId::parse(id).is_some());
        reader.article.title = named.map_or(title, |(_, title)| Text::words(title));
    }
    for node in root.children() {
        if let NodeValue::FootnoteDefinition(definition) = &node.data.borrow().value {
            let mut text = Text::default();
            node.children().for_each(|child| text.join(" ", reader.text(child, 0)));
            reader.notes.insert(definition.name.clone(), text.unbroken());
        }
    }
    root.children().for_each(|node| reader.block(node));
    reader.end_section(Section::default());
    Some(reader.article)
}

#[derive(PartialEq, Eq)]
enum PageRegion {
    Text,
    Abstract,
    References,
    /// The parts of a page that do not belong to the paper.
    Furniture,
}

struct MarkdownReader {
    article: Article,
    section: Section,
    notes: HashMap<String, Text>,
    place: PageRegion,
    part: Part,
    /// The text was made of arXiv's HTML by a web reader.
    of_page: bool,
}

impl MarkdownReader {
    fn block<'a>(&mut self, node: &'a AstNode<'a>) {
        if let NodeValue::Heading(heading) = &node.data.borrow().value {
            let title = self.text(node, 0);
            return self.heading(heading.level, title);
        }
        let mut blocks = self.blocks(node, 0);
        if self.of_page {
            blocks.retain(|block| !self.is_furniture(block));
            if is_table_of_contents(node) {
                blocks.clear();
            }
        }
        match self.place {
            PageRegion::Text => blocks.into_iter().for_each(|block| self.place_block(block)),
            PageRegion::Furniture => {}
            PageRegion::Abstract => self.article.abstract_blocks.extend(blocks),
            PageRegion::References => {
                for block in blocks {
                    self.reference(block);
                }
            }
        }
    }

    /// Puts a block into the section: a caption goes to its table or becomes a figure.
    fn place_block(&mut self, block: Block) {
        let Block::Paragraph(text) = &block else {
            // A caption may be above its table.
            if let (Block::Table(table), Some(Block::Figure { caption, blocks, .. })) =
                (&block, self.section.blocks.last())
                && self.of_page
                && table.caption.is_none()
                && blocks.is_empty()
                && caption
                    .as_ref()
                    .and_then(|caption| caption.label.as_ref())
                    .is_some_and(|label| label.to_lowercase().starts_with("table"))
            {
                let table = Table { caption: caption.clone(), ..table.clone() };
                self.section.blocks.pop();
                return self.section.blocks.push(Block::Table(table));
            }
            return self.section.blocks.push(block);
        };
        let label = match text.0.first() {
            Some(Span::Text(first)) if self.of_page => page::caption(first)
                .or_else(|| page::caption_before_formula(first))
                .map(|(label, words)| (label.to_owned(), words.to_owned())),
            _ => None,
        };
        let Some((label, words)) = label else { return self.section.blocks.push(block) };
        let mut spans: Vec<Span> =
            if words.is_empty() { Vec::new() } else { vec![Span::Text(words)] };
        spans.extend(text.0.iter().skip(1).cloned());
        let of_table = label.to_lowercase().starts_with("table");
        let caption = Caption { label: Some(label), text: Text(spans) };
        match self.section.blocks.last_mut() {
            Some(Block::Table(table)) if of_table && table.caption.is_none() => {
                table.caption = Some(caption)
            }
            _ => self.section.blocks.push(Block::Figure {
                caption: Some(caption),
                images: Vec::new(),
                blocks: Vec::new(),
            }),
        }
    }

    /// Whether a block is arXiv's own rather than the paper's; the text of its watermark is kept.
    fn is_furniture(&mut self, block: &Block) -> bool {
        let Block::Paragraph(text) = block else { return false };
        let words = text.plain();
        if let Some((_, subject)) = page::watermark(&words) {
            self.article.subjects.extend(subject);
            return true;
        }
        page::is_furniture(&words)
    }

    fn reference(&mut self, block: Block) {
        match block {
            Block::Paragraph(text) => self.article.references.push(labelled(text)),
            Block::List(list) => {
                let first = list.start;
                for (item, n) in list.items.into_iter().zip(0..) {
                    let mut text = Text::default();
                    for block in item.blocks {
                        if let Block::Paragraph(paragraph) = block {
                            text.join(" ", paragraph);
                        }
                    }
                    let mut reference = labelled(text.unbroken());
                    reference.label = reference
                        .label
                        .or_else(|| first.map(|first| format!("[{}]", first.saturating_add(n))));
                    self.article.references.push(reference);
                }
            }
            other => self.section.blocks.push(other),
        }
    }

    fn heading(&mut self, level: u8, title: Text) {
        let plain = title.plain();
        let lower = plain.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let first = self.article.sections.is_empty() && self.section.level == 0;
        if level == 1 && self.article.title.is_empty() && first {
            self.article.title = title;
            return;
        }
        if self.of_page && first && level <= 2 && plain == self.article.title.plain() {
            // The title once more: the text before it belongs to the page, and the authors follow.
            self.section.blocks.clear();
            return;
        }
        self.place = match lower.as_str() {
            "abstract" => PageRegion::Abstract,
            "references" | "bibliography" => PageRegion::References,
            "report issue"
            | "report github issue"
            | "table of contents"
            | "instructions for reporting errors"
                if self.of_page =>
            {
                PageRegion::Furniture
            }
            _ => PageRegion::Text,
        };
        if self.place != PageRegion::Text {
            self.end_section(Section::default());
            return;
        }
        let (number, title) = split_number(title);
        let appendix = number.as_ref().is_some_and(|number| {
            number.starts_with(|c: char| c.is_alphabetic()) && !is_roman(number)
        }) || lower.starts_with("appendix")
            || lower.starts_with("appendices");
        let level = level.saturating_sub(1).max(1);
        if appendix {
            self.part = Part::Appendix;
        } else if level == 1 && number.is_some() {
            self.part = Part::Body;
        }
        let part = if is_of_thanks(&lower) { Part::Acknowledgements } else { self.part };
        self.end_section(Section { level, number, title, part, blocks: Vec::new() });
    }

    fn end_section(&mut self, next: Section) {
        let done = std::mem::replace(&mut self.section, next);
        if done.level > 0 || !done.blocks.is_empty() {
            self.article.sections.push(done);
        }
    }

    fn blocks<'a>(&mut self, node: &'a AstNode<'a>, depth: usize) -> Vec<Block> {
        let inner = |reader: &mut Self| -> Vec<Block> {
            if depth >= MAX_NESTING {
                let text = reader.text(node, depth);
                return if text.is_empty() { Vec::new() } else { vec![Block::Paragraph(text)] };
            }
            node.children().flat_map(|child| reader.blocks(child, depth + 1)).collect()
        };
        match &node.data.borrow().value {
            NodeValue::Paragraph | NodeValue::Heading(_) => {
                let text = self.text(node, depth);
                match text.0.as_slice() {
                    [] => Vec::new(),
                    [Span::Math(tex)] if is_display(node) => {
                        vec![Block::Equation { tex: tex.clone(), number: None }]
                    }
                    _ => vec![Block::Paragraph(text)],
                }
            }
            NodeValue::List(list) => {
                let start = (list.list_type == ListType::Ordered)
                    .then(|| u32::try_from(list.start).unwrap_or(1));
                let items = node
                    .children()
                    .map(|item| Item { label: None, blocks: self.blocks(item, depth + 1) });
                let items: Vec<Item> = items.filter(|item| !item.blocks.is_empty()).collect();
                if items.is_empty() { Vec::new() } else { vec![Block::List(List { start, items })] }
            }
            NodeValue::CodeBlock(code) => {
                let language = code
                    .info
                    .split_whitespace()
                    .next()
                    .map(|name| name.chars().filter(|c| c.is_ascii_alphanumeric()).collect());
                vec![Block::Code(Code {
                    caption: None,
                    language,
                    text: code.literal.trim_end_matches('\n').to_owned(),
                    has_formulas: false,
                })]
            }
            NodeValue::Table(_) => {
                let mut rows: Vec<Vec<Text>> = node
                    .children()
                    .map(|row| row.children().map(|cell| self.text(cell, depth)).collect())
                    .collect();
                if rows.is_empty() {
                    return Vec::new();
                }
                let header = rows.remove(0);
                rows.iter_mut().for_each(|row| row.resize(header.len(), Text::default()));
                vec![Block::Table(Table { caption: None, header, rows })]
            }
            NodeValue::BlockQuote => vec![Block::Quote(inner(self))],
            NodeValue::HtmlBlock(block) => {
                let inside = html::fragment(&block.literal);
                for hidden in inside.hidden.texts {
                    self.article.hidden.report(hidden.how, &hidden.text);
                }
                inside.sections.into_iter().flat_map(|section| section.blocks).collect()
            }
            NodeValue::FootnoteDefinition(_) | NodeValue::ThematicBreak => Vec::new(),
            _ => inner(self),
        }
    }

    fn text<'a>(&self, node: &'a AstNode<'a>, depth: usize) -> Text {
        let mut line = TextBuilder::default();
        self.inline(node, &mut line, depth);
        line.finish()
    }

    fn inline<'a>(&self, node: &'a AstNode<'a>, line: &mut TextBuilder, depth: usize) {
        match &node.data.borrow().value {
            NodeValue::Text(words) => line.words(words),
            NodeValue::SoftBreak => line.space(),
            NodeValue::LineBreak => line.line_break(),
            NodeValue::Code(code) => line.span(Span::Code(code.literal.clone())),
            NodeValue::Math(math) => {
                let tex = html::tex(&math.literal);
                if !tex.is_empty() {
                    line.span(Span::Math(tex));
                }
            }
            NodeValue::FootnoteReference(reference) => {
                if let Some(note) = self.notes.get(&reference.name) {
                    line.span(Span::Note(note.clone()));
                }
            }
            NodeValue::Link(link)
                if link.url.starts_with("http://") || link.url.starts_with("https://") =>
            {
                let mut inside = TextBuilder::default();
                if depth < 4 * MAX_NESTING {
                    node.children().for_each(|child| self.inline(child, &mut inside, depth + 1));
                }
                let text = inside.finish().unbroken().plain();
                // Within the page: a citation, or a reference to a figure.
                let within = link.url.contains("/html/") && link.url.contains('#');
                if !text.is_empty() && link.url.len() <= 2000 && !within {
                    line.span(Span::Link { text, url: link.url.clone() });
                } else {
                    line.words(&text);
                }
            }
            NodeValue::Image(_) | NodeValue::HtmlInline(_) | NodeValue::HtmlBlock(_) => {}
            NodeValue::CodeBlock(code) => line.span(Span::Code(code.literal.trim().to_owned())),
            _ if depth < 4 * MAX_NESTING => {
                node.children().for_each(|child| self.inline(child, line, depth + 1))
            }
            _ => {}
        }
    }
}

fn is_display<'a>(node: &'a AstNode<'a>) -> bool {
    node.children().any(
        |child| matches!(&child.data.borrow().value, NodeValue::Math(math) if math.display_math),
    )
}

fn is_roman(number: &str) -> bool {
    number.len() > 1 && number.chars().all(|c| "IVX".contains(c))
        || matches!(number, "I" | "V" | "X")
}

/// Parts `3.1 Results`, `A.2 Proofs`, `IV Method` and `Appendix B Data` into number and title.
fn split_number(title: Text) -> (Option<String>, Text) {
    let Some(Span::Text(first)) = title.0.first() else { return (None, title) };
    let (head, rest) =
        first.strip_prefix("Appendix ").map_or(("", first.as_str()), |rest| ("Appendix ", rest));
    let Some((number, words)) = rest.split_once(' ') else { return (None, title) };
    let number = number.trim_end_matches(['.', ':']);
    let mut parts = number.split('.');
    let leading = parts.next().unwrap_or_default();
    let letter = leading.len() == 1 && leading.chars().all(|c| c.is_ascii_uppercase());
    let digits = |part: &str| {
        !part.is_empty() && part.len() <= 3 && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    // `A Study of …` is no appendix: a lone letter needs the word before it, or a number after it.
    let numbered = digits(leading)
        || is_roman(leading) && leading != "I"
        || letter && (!head.is_empty() || number.contains('.'));
    if !numbered || !parts.all(digits) {
        return (None, title);
    }
    let number = format!("{head}{number}");
    let mut spans = vec![Span::Text(words.to_owned())];
    spans.extend(title.0.into_iter().skip(1));
    (Some(number), Text(spans))
}
