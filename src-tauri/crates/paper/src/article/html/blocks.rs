//! The walk through an article: every element once, by its role.

use super::super::text::TextBuilder;
use super::super::{Article, Block, Caption, Code, Hiding, Image, Part, Section, Span, Text};
use super::images::{Files, Images};
use super::leftovers::box_options;
use super::role::{Role, role};
use super::table::has_content;
use crate::dom::{Dom, Element, NodeId};
use crate::look::{Colour, Look, Styles};
use std::collections::HashMap;

/// Blocks are nested at most this deep; deeper ones become siblings.
const MAX_NESTING: usize = 24;
/// A drawing with less text, within a sentence, is part of it.
const MAX_SIGN_CHARS: usize = 40;
/// The most bytes of a hidden text that are read.
pub(super) const MAX_HIDDEN_BYTES: usize = 4 * super::super::Hidden::MAX_CHARS;

pub(super) struct HtmlReader<'a> {
    pub(super) dom: &'a Dom,
    pub(super) styles: &'a Styles<'a>,
    /// Hidden text that is being read: it is reported where it ends.
    pub(super) unseen: Option<(Hiding, String)>,
    pub(super) article: Article,
    /// The section that is being read.
    pub(super) section: Section,
    /// Finished blocks: those of the section, then those of each block that is still open.
    pub(super) open: Vec<Vec<Block>>,
    /// The captions of the floats that are still open.
    pub(super) captions: Vec<Option<Caption>>,
    /// The images of the page, and those of the floats that are still open.
    pub(super) images: Images,
    pub(super) open_images: Vec<Vec<Image>>,
    /// The images in the cells of the table that is being read.
    pub(super) cell_images: Option<Vec<Image>>,
    /// The running text that is being read.
    pub(super) line: TextBuilder,
    /// Everything becomes running text: a heading, a caption, a cell, a note.
    pub(super) inline: bool,
    pub(super) in_note: bool,
    pub(super) keep_tags: bool,
    /// Letters are capitals, whatever the source has.
    pub(super) in_capitals: bool,
    pub(super) part: Part,
    /// Sections have `h1` headings, and their parts `h2`.
    pub(super) sections_are_h1: bool,
    /// An unknown command came last: its options may follow as text.
    pub(super) after_error: bool,
    /// The darkest shape of the picture that is being read.
    pub(super) darkest: Option<Colour>,
    /// The numbers that works are cited by, by the ids of their entries in the bibliography.
    pub(super) cited: HashMap<String, String>,
}

/// Reads what is below `top`. `files`: where those of images are; `None`: no image is of interest.
pub(super) fn read<'a>(
    dom: &'a Dom,
    top: NodeId,
    styles: &'a Styles<'a>,
    files: Option<Files>,
) -> Article {
    let mut reader = HtmlReader {
        dom,
        styles,
        unseen: None,
        article: Article::default(),
        section: Section { part: Part::Front, ..Section::default() },
        open: vec![Vec::new()],
        captions: Vec::new(),
        images: Images::new(files),
        open_images: Vec::new(),
        cell_images: None,
        line: TextBuilder::default(),
        inline: false,
        in_note: false,
        keep_tags: false,
        in_capitals: false,
        part: Part::Body,
        sections_are_h1: false,
        after_error: false,
        darkest: None,
        cited: HashMap::new(),
    };
    let around = styles.around(top);
    match dom.element(top).map_or(Ok(around), |element| styles.inside(around, top, element)) {
        Ok(look) => reader.inside(top, look),
        Err(how) => reader.report(how, top),
    }
    reader.end_section(Section::default());
    reader.end_unseen();
    let mut article = reader.article;
    if article.title.is_empty()
        && let Some(title) = dom.find(Dom::ROOT, |element| element.tag() == "title")
    {
        let title = dom.all_text(title, 1000);
        if title.trim() != "Untitled Document" {
            article.title = Text::words(&title);
        }
    }
    article
}

impl HtmlReader<'_> {
    pub(super) fn inside(&mut self, id: NodeId, look: Look) {
        let dom = self.dom;
        let cover = dom.children(id).find(|&child| {
            dom.element(child).is_some_and(|element| self.styles.covers(look, child, element))
        });
        if let Some(cover) = cover {
            // Nothing under it is visible.
            dom.children(id)
                .filter(|&child| child != cover)
                .for_each(|child| self.report_all(Hiding::Display, child));
            return self.node(cover, look);
        }
        dom.children(id).for_each(|child| self.node(child, look));
    }

    pub(super) fn node(&mut self, id: NodeId, look: Look) {
        let dom = self.dom;
        if let Some(text) = dom.text(id) {
            self.words(text, look);
        } else if let Some(element) = dom.element(id) {
            let role = role(element);
            if role == Role::Drop {
                self.image(id, element, look);
                return self.dropped(id, element);
            }
            match self.look(look.on(self.darkest), id, element) {
                Ok(look) => self.element(id, element, role, look),
                Err(how) => self.report(how, id),
            }
        }
    }

    fn element(&mut self, id: NodeId, element: &Element, role: Role, look: Look) {
        match role {
            Role::Drop => {}
            Role::Tag if !self.keep_tags => {}
            Role::Inline if matches!(element.tag(), "code" | "tt" | "kbd" | "samp") => {
                self.typed(id, look)
            }
            Role::Inline if element.has_class("ltx_font_smallcaps") => {
                self.small_capitals(id, look)
            }
            Role::Tag | Role::Inline => self.inside(id, look),
            Role::Phantom => {}
            Role::Closed => self.closed(id, look),
            Role::Block => self.apart(|reader| reader.inside(id, look)),
            Role::Break => self.line.line_break(),
            Role::Math => self.math(id, element, look),
            Role::RenderedMath => self.rendered_math(id, element, look),
            Role::Link => self.link(id, element, look),
            Role::Superscript | Role::Subscript => self.script(id, role, look),
            Role::Note => self.note(id, element, look),
            Role::Verbatim if element.tag() == "pre" || element.tag() == "div" => {
                self.verbatim(id, look)
            }
            Role::Verbatim => self.typed(id, look),
            Role::Listing if !self.inline => self.listing(id, element, look),
            Role::Listing => self.apart(|reader| reader.inside(id, look)),
            Role::Equation => self.equation(id, look),
            Role::Table => self.table(id, look),
            Role::InlineTable => self.inline_table(id, look),
            Role::Picture => self.picture(id, look),
            Role::PictureText => self.apart(|reader| reader.inside(id, look)),
            Role::Shape => self.shape(look),
            _ if self.inline => self.apart(|reader| reader.inside(id, look)),
            Role::Section => self.section(id, element, look),
            Role::Title => self.stray_title(id, element, look),
            Role::Float => self.float(id, look),
            Role::Caption => self.caption(id, look),
            Role::List => self.list(id, element, look),
            Role::Description => self.description(id, look),
            Role::Theorem => self.theorem(id, look),
            Role::Quote => {
                let blocks = self.blocks(|reader| reader.inside(id, look));
                if !blocks.is_empty() {
                    self.emit(Block::Quote(blocks));
                }
            }
            Role::DocumentTitle => self.document_title(id, look),
            Role::Authors => self.authors(id, look),
            Role::Abstract => self.summary(id, look),
            Role::Keywords => self.keywords(id, look),
            Role::FrontNote => {
                let note = self.text_of(id, look).unbroken();
                self.front_note(note);
            }
            Role::Acknowledgements => self.acknowledgements(id, look),
            Role::Bibliography => self.bibliography(id, element, look),
            Role::ReferenceItem => self.reference(id, look),
        }
    }

    /// Ends the paragraph, and puts it where it belongs.
    pub(super) fn flush(&mut self) {
        if self.inline {
            self.line.line_break();
            return;
        }
        if !self.line.shapeless.is_empty() {
            let text = std::mem::take(&mut self.line.shapeless);
            self.article.hidden.report(Hiding::Characters, &text);
        }
        let text = self.line.take();
        if text.is_empty()
            || matches!(text.0.as_slice(), [Span::Text(words)] if box_options(words) == Some(words.len()))
        {
            return;
        }
        let text = self.thanks_of(text);
        if !text.is_empty() {
            self.top().push(Block::Paragraph(text));
        }
    }

    pub(super) fn apart(&mut self, read: impl FnOnce(&mut Self)) {
        self.flush();
        read(self);
        self.flush();
    }

    /// All of an element as running text.
    pub(super) fn text_of(&mut self, id: NodeId, look: Look) -> Text {
        self.running(|reader| reader.inside(id, look))
    }

    pub(super) fn running(&mut self, read: impl FnOnce(&mut Self)) -> Text {
        let line = std::mem::take(&mut self.line);
        let inline = std::mem::replace(&mut self.inline, true);
        read(self);
        self.inline = inline;
        let mut read = std::mem::replace(&mut self.line, line);
        self.line.shapeless.push_str(&read.shapeless);
        read.take()
    }

    pub(super) fn top(&mut self) -> &mut Vec<Block> {
        if self.open.is_empty() {
            self.open.push(Vec::new());
        }
        let last = self.open.len() - 1;
        &mut self.open[last]
    }

    pub(super) fn emit(&mut self, block: Block) {
        self.flush();
        self.top().push(block);
    }

    /// The blocks that `read` comes upon, apart from those before.
    pub(super) fn blocks(&mut self, read: impl FnOnce(&mut Self)) -> Vec<Block> {
        self.flush();
        if self.open.len() >= MAX_NESTING {
            read(self);
            self.flush();
            return Vec::new();
        }
        self.open.push(Vec::new());
        read(self);
        self.flush();
        let mut blocks = self.open.pop().unwrap_or_default();
        blocks.shrink_to_fit();
        blocks
    }

    pub(super) fn verbatim(&mut self, id: NodeId, look: Look) {
        let text = self.seen_text(id, look, usize::MAX);
        if self.inline {
            return self.line.words(&text);
        }
        let text = text.trim_matches('\n').trim_end().replace('\u{a0}', " ");
        if !text.is_empty() {
            self.emit(Block::Code(Code { text, ..Code::default() }));
        }
    }

    /// A part of the page that opens on a click: its summary is seen.
    fn closed(&mut self, id: NodeId, look: Look) {
        let dom = self.dom;
        let summary = dom
            .children(id)
            .find(|&child| dom.element(child).is_some_and(|element| element.tag() == "summary"));
        if let Some(summary) = summary {
            self.apart(|reader| reader.node(summary, look));
        }
        let mut hidden = String::new();
        for child in dom.children(id).filter(|&child| Some(child) != summary) {
            hidden.push_str(dom.text(child).unwrap_or_default());
            hidden.push_str(&dom.all_text(child, MAX_HIDDEN_BYTES));
        }
        self.article.hidden.report(Hiding::Display, &hidden);
    }

    fn float(&mut self, id: NodeId, look: Look) {
        self.captions.push(None);
        self.open_images.push(Vec::new());
        let mut blocks = self.blocks(|reader| reader.inside(id, look));
        let own = self.captions.pop().flatten();
        let images = self.open_images.pop().unwrap_or_default();
        if !images.is_empty() && !matches!(blocks.as_slice(), [Block::Code(_)]) {
            let mut caption = own;
            if let [Block::Table(table)] = blocks.as_mut_slice()
                && table.caption.is_none()
                && !caption.as_ref().is_some_and(Caption::is_of_figure)
            {
                // A table with images in its cells stays what its caption calls it.
                table.caption = caption.take();
            }
            return self.emit(Block::Figure { caption, images, blocks });
        }
        if let [Block::Table(table)] = blocks.as_mut_slice()
            && table.caption.is_none()
        {
            table.caption = own;
        } else if let [Block::Code(code)] = blocks.as_mut_slice()
            && code.caption.is_none()
        {
            code.caption = own;
        } else if own.is_some() {
            return self.emit(Block::Figure { caption: own, images, blocks });
        }
        blocks.into_iter().for_each(|block| self.emit(block));
    }

    fn caption(&mut self, id: NodeId, look: Look) {
        self.flush();
        let tag = self.child_tag(id);
        let label = tag.map(|tag| self.plain_tag(tag, look)).filter(|label| !label.is_empty());
        let caption = Caption { label, text: self.text_of(id, look).unbroken() };
        match self.captions.last_mut() {
            _ if caption == Caption::default() => {}
            Some(slot) if slot.is_none() => *slot = Some(caption),
            _ => self.emit(Block::Figure {
                caption: Some(caption),
                images: Vec::new(),
                blocks: Vec::new(),
            }),
        }
    }

    /// The first tag inside that is not another element's.
    pub(super) fn child_tag(&self, id: NodeId) -> Option<NodeId> {
        let mut nodes = self.dom.below(id);
        for _ in 0..8 {
            let id = nodes.next()?;
            if self.dom.element(id).is_some_and(|element| {
                element.has_class("ltx_tag") || element.has_class("ltx_bibtag")
            }) {
                return Some(id);
            }
        }
        None
    }

    /// A number without its colon or last point.
    pub(super) fn plain_tag(&mut self, tag: NodeId, look: Look) -> String {
        let text = match self.dom.element(tag).map(|element| self.look(look, tag, element)) {
            Some(Ok(look)) => self.seen_text(tag, look, 200),
            _ => String::new(),
        };
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let text = text.trim_end_matches([':', '.', '：']).trim_end();
        text.chars().take(80).collect()
    }

    fn theorem(&mut self, id: NodeId, look: Look) {
        let dom = self.dom;
        let heading = dom.children(id).find(|&child| {
            dom.element(child).is_some_and(|element| element.has_class("ltx_title"))
        });
        let mut title = Text::default();
        if let Some(heading) = heading {
            let keep_tags_before = std::mem::replace(&mut self.keep_tags, true);
            title = self.text_of(heading, look).unbroken();
            self.keep_tags = keep_tags_before;
        }
        let blocks = self.blocks(|reader| {
            dom.children(id)
                .filter(|&child| Some(child) != heading)
                .for_each(|child| reader.node(child, look))
        });
        if !blocks.is_empty() || !title.is_empty() {
            self.emit(Block::Theorem { title, blocks });
        }
    }

    fn picture(&mut self, id: NodeId, look: Look) {
        self.drawing(id);
        if !has_content(self.dom, id) {
            return;
        }
        let outer = self.darkest.take();
        if self.inline {
            self.inside(id, look);
        } else if !self.line.is_empty()
            && self.dom.all_text(id, MAX_SIGN_CHARS).trim().len() < MAX_SIGN_CHARS
        {
            // A sign drawn within a sentence.
            let sign = self.text_of(id, look).unbroken();
            self.line.space();
            sign.0.into_iter().for_each(|span| self.line.span(span));
            self.line.space();
        } else {
            let blocks = self.blocks(|reader| reader.inside(id, look));
            join_labels(blocks).into_iter().for_each(|block| self.emit(block));
        }
        self.darkest = outer;
    }

    fn shape(&mut self, look: Look) {
        let sum = |colour: Colour| colour.iter().map(|&part| u16::from(part)).sum::<u16>();
        if let Some(fill) = look.fill()
            && self.darkest.is_none_or(|darkest| sum(fill) < sum(darkest))
        {
            self.darkest = Some(fill);
        }
    }
}

/// The short labels of a drawing are in one line.
fn join_labels(blocks: Vec<Block>) -> Vec<Block> {
    let mut joined: Vec<Block> = Vec::with_capacity(blocks.len());
    let mut short = false;
    for block in blocks {
        let label = matches!(&block, Block::Paragraph(text) if text.plain().len() < 60);
        match (joined.last_mut(), block) {
            (Some(Block::Paragraph(before)), Block::Paragraph(text)) if short && label => {
                before.join(" · ", text)
            }
            (_, block) => joined.push(block),
        }
        short = label;
    }
    joined
}
