//! Hugging Face's Markdown of a paper, read into an [`Article`].

use super::text::TextBuilder;
use super::{Article, Block, Code, Item, List, NoText, NotThePaper, Part, Reading, Reference, Section, Span, Table, Text, html};
use crate::MAX_PAGE;
use comrak::nodes::{AstNode, ListType, NodeValue};
use comrak::{Arena, Options};
use std::cell::Cell;
use std::collections::HashMap;

/// Nothing of a paper is deeper than this; what is comes out flat.
const NESTING: usize = 24;

/// Reads Markdown that was given for a paper. Never fails and never panics.
///
/// A web page in its place is recognised; the Markdown itself does not say whose it is.
pub fn read(bytes: &[u8]) -> Reading {
    if bytes.len() > MAX_PAGE {
        return Reading::NoText(NoText::TooLarge);
    }
    let text = String::from_utf8_lossy(bytes);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let start = text.get(..15).unwrap_or(text).to_ascii_lowercase();
    if start.starts_with("<!doctype") || start.starts_with("<html") || start.starts_with("{\"") {
        return Reading::NotThePaper(NotThePaper::Foreign);
    }
    let Some(article) = article(text) else { return Reading::NoText(NoText::TooLarge) };
    match article.text_len() {
        0 => Reading::NoText(NoText::Blank),
        1..NoText::ENOUGH => Reading::NoText(NoText::TooShort),
        _ if html::is_raw_latex(&article) => Reading::NoText(NoText::RawLatex),
        _ => Reading::Article(Box::new(article)),
    }
}

/// `None` when the text is made to exhaust the parser.
fn article(text: &str) -> Option<Article> {
    let mut options = Options::default();
    options.extension.table = true;
    // Not `^[…]`: comrak looks for the end of each to the end of the paragraph, and a hostile text takes minutes.
    options.extension.footnotes = true;
    options.extension.math_dollars = true;
    options.extension.autolink = true;
    // Asked every 256 steps; a step is a line, a piece of a line or a node.
    let (asked, most) = (Cell::new(0), text.len() / 8 + 10_000);
    let stop = || {
        asked.set(asked.get() + 1);
        asked.get() > most
    };
    let arena = Arena::new();
    let root = comrak::try_parse_document(&arena, text, &options, &stop).ok()?;
    let mut reader = Reader {
        article: Article::default(),
        section: Section { part: Part::Front, ..Section::default() },
        notes: HashMap::new(),
        place: Place::Text,
        part: Part::Body,
    };
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
enum Place {
    Text,
    Abstract,
    References,
}

struct Reader {
    article: Article,
    section: Section,
    notes: HashMap<String, Text>,
    place: Place,
    part: Part,
}

impl Reader {
    fn block<'a>(&mut self, node: &'a AstNode<'a>) {
        if let NodeValue::Heading(heading) = &node.data.borrow().value {
            let title = self.text(node, 0);
            return self.heading(heading.level, title);
        }
        let blocks = self.blocks(node, 0);
        match self.place {
            Place::Text => self.section.blocks.extend(blocks),
            Place::Abstract => self.article.abstract_blocks.extend(blocks),
            Place::References => {
                for block in blocks {
                    self.reference(block);
                }
            }
        }
    }

    fn reference(&mut self, block: Block) {
        match block {
            Block::Paragraph(text) => self.article.references.push(Reference { label: None, text }),
            Block::List(list) => {
                let first = list.start;
                for (item, n) in list.items.into_iter().zip(0..) {
                    let mut text = Text::default();
                    for block in item.blocks {
                        if let Block::Paragraph(paragraph) = block {
                            text.join(" ", paragraph);
                        }
                    }
                    let label = first.map(|first| format!("[{}]", first.saturating_add(n)));
                    self.article.references.push(Reference { label, text: text.unbroken() });
                }
            }
            other => self.section.blocks.push(other),
        }
    }

    fn heading(&mut self, level: u8, title: Text) {
        let plain = title.plain();
        let lower = plain.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        if level == 1 && self.article.title.is_empty() && self.article.sections.is_empty() && self.section.level == 0 {
            self.article.title = title;
            return;
        }
        self.place = match lower.as_str() {
            "abstract" => Place::Abstract,
            "references" | "bibliography" => Place::References,
            _ => Place::Text,
        };
        if self.place != Place::Text {
            self.end_section(Section::default());
            return;
        }
        let (number, title) = split_number(title);
        let appendix = number.as_ref().is_some_and(|number| number.starts_with(|c: char| c.is_alphabetic()) && !is_roman(number))
            || lower.starts_with("appendix")
            || lower.starts_with("appendices");
        let level = level.saturating_sub(1).max(1);
        if appendix {
            self.part = Part::Appendix;
        } else if level == 1 && number.is_some() {
            self.part = Part::Body;
        }
        let part = if lower.starts_with("acknowledg") { Part::Acknowledgements } else { self.part };
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
            if depth >= NESTING {
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
                    [Span::Math(tex)] if is_display(node) => vec![Block::Equation { tex: tex.clone(), number: None }],
                    _ => vec![Block::Paragraph(text)],
                }
            }
            NodeValue::List(list) => {
                let start = (list.list_type == ListType::Ordered).then(|| u32::try_from(list.start).unwrap_or(1));
                let items = node.children().map(|item| Item { label: None, blocks: self.blocks(item, depth + 1) }).collect();
                vec![Block::List(List { start, items })]
            }
            NodeValue::CodeBlock(code) => {
                let language = code.info.split_whitespace().next().map(|name| name.chars().filter(|c| c.is_ascii_alphanumeric()).collect());
                vec![Block::Code(Code { caption: None, language, text: code.literal.trim_end_matches('\n').to_owned() })]
            }
            NodeValue::Table(_) => {
                let mut rows: Vec<Vec<Text>> =
                    node.children().map(|row| row.children().map(|cell| self.text(cell, depth)).collect()).collect();
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
            NodeValue::Link(link) if link.url.starts_with("http://") || link.url.starts_with("https://") => {
                let mut inside = TextBuilder::default();
                if depth < 4 * NESTING {
                    node.children().for_each(|child| self.inline(child, &mut inside, depth + 1));
                }
                let text = inside.finish().unbroken().plain();
                if !text.is_empty() && link.url.len() <= 2000 {
                    line.span(Span::Link { text, url: link.url.clone() });
                } else {
                    line.words(&text);
                }
            }
            NodeValue::Image(_) | NodeValue::HtmlInline(_) | NodeValue::HtmlBlock(_) => {}
            NodeValue::CodeBlock(code) => line.span(Span::Code(code.literal.trim().to_owned())),
            _ if depth < 4 * NESTING => node.children().for_each(|child| self.inline(child, line, depth + 1)),
            _ => {}
        }
    }
}

fn is_display<'a>(node: &'a AstNode<'a>) -> bool {
    node.children().any(|child| matches!(&child.data.borrow().value, NodeValue::Math(math) if math.display_math))
}

fn is_roman(number: &str) -> bool {
    number.len() > 1 && number.chars().all(|c| "IVX".contains(c)) || matches!(number, "I" | "V" | "X")
}

/// Parts `3.1 Results`, `A.2 Proofs`, `IV Method` and `Appendix B Data` into number and title.
fn split_number(title: Text) -> (Option<String>, Text) {
    let Some(Span::Text(first)) = title.0.first() else { return (None, title) };
    let (head, rest) = first.strip_prefix("Appendix ").map_or(("", first.as_str()), |rest| ("Appendix ", rest));
    let Some((number, words)) = rest.split_once(' ') else { return (None, title) };
    let number = number.trim_end_matches(['.', ':']);
    let mut parts = number.split('.');
    let leading = parts.next().unwrap_or_default();
    let letter = leading.len() == 1 && leading.chars().all(|c| c.is_ascii_uppercase());
    let digits = |part: &str| !part.is_empty() && part.len() <= 3 && part.bytes().all(|byte| byte.is_ascii_digit());
    // `A Study of …` is no appendix: a lone letter needs the word before it, or a number behind it.
    let numbered = digits(leading) || is_roman(leading) && leading != "I" || letter && (!head.is_empty() || number.contains('.'));
    if !numbered || !parts.all(digits) {
        return (None, title);
    }
    let number = format!("{head}{number}");
    let mut spans = vec![Span::Text(words.to_owned())];
    spans.extend(title.0.into_iter().skip(1));
    (Some(number), Text(spans))
}
