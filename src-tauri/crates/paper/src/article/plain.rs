//! An article as plain text.

use super::{Article, Block, Caption, Span, Text};

/// Where plain text goes: into a text, or only counted.
pub(super) trait Out {
    fn add(&mut self, text: &str);
}

impl Out for String {
    fn add(&mut self, text: &str) {
        self.push_str(text);
    }
}

/// Counts the characters that are no white space between pieces.
#[derive(Default)]
pub(super) struct Count(pub(super) usize);

impl Out for Count {
    fn add(&mut self, text: &str) {
        self.0 += text.chars().filter(|&c| c != '\n').count();
    }
}

pub(super) fn blocks(blocks: &[Block]) -> String {
    let mut out = String::new();
    for each in blocks {
        block(each, &mut out);
    }
    out.truncate(out.trim_end().len());
    out
}

/// The title, abstract and sections; with `all` the notes beside the title and the references too.
pub(super) fn article(article: &Article, all: bool, out: &mut impl Out) {
    line(&article.title, out);
    if all {
        article.notes.iter().for_each(|note| line(note, out));
    }
    out.add("\n");
    for each in &article.abstract_blocks {
        block(each, out);
    }
    for section in &article.sections {
        if section.level > 0 {
            out.add(&section.heading());
            out.add("\n\n");
        }
        for each in &section.blocks {
            block(each, out);
        }
    }
    if all {
        for reference in &article.references {
            if let Some(label) = &reference.label {
                out.add(label);
                out.add(" ");
            }
            line(&reference.text, out);
        }
    }
}

pub(super) fn text(text: &Text, out: &mut impl Out) {
    for span in &text.0 {
        match span {
            Span::Text(words)
            | Span::Math(words)
            | Span::Code(words)
            | Span::Link { text: words, .. } => out.add(words),
            Span::Note(note) => {
                out.add(" (");
                self::text(note, out);
                out.add(")");
            }
        }
    }
}

fn line(line: &Text, out: &mut impl Out) {
    text(line, out);
    out.add("\n");
}

fn paragraph(paragraph: &Text, out: &mut impl Out) {
    text(paragraph, out);
    out.add("\n\n");
}

fn caption(caption: &Option<Caption>, out: &mut impl Out) {
    let Some(caption) = caption else { return };
    if let Some(label) = &caption.label {
        out.add(label);
        out.add(": ");
    }
    paragraph(&caption.text, out);
}

fn block(block: &Block, out: &mut impl Out) {
    let inner =
        |blocks: &[Block], out: &mut _| blocks.iter().for_each(|each| self::block(each, out));
    match block {
        Block::Paragraph(text) => paragraph(text, out),
        Block::Equation { tex, number } => {
            out.add(tex);
            if let Some(number) = number {
                out.add(" ");
                out.add(number);
            }
            out.add("\n\n");
        }
        Block::List(list) => {
            for item in &list.items {
                if let Some(label) = &item.label {
                    text(label, out);
                    out.add(" ");
                }
                inner(&item.blocks, out);
            }
        }
        Block::Table(table) => {
            caption(&table.caption, out);
            for row in std::iter::once(&table.header).chain(&table.rows) {
                for (n, cell) in row.iter().enumerate() {
                    if n > 0 {
                        out.add("\t");
                    }
                    text(cell, out);
                }
                out.add("\n");
            }
            out.add("\n");
        }
        Block::Code(code) => {
            caption(&code.caption, out);
            out.add(&code.text);
            out.add("\n\n");
        }
        Block::Figure { caption: own, blocks, .. } => {
            inner(blocks, out);
            caption(own, out);
        }
        Block::Theorem { title, blocks } => {
            text(title, out);
            out.add(" ");
            inner(blocks, out);
        }
        Block::Quote(blocks) => inner(blocks, out),
    }
}
