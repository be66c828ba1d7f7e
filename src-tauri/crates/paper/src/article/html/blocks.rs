//! The walk through an article: every element once, by its role.

use super::super::text::TextBuilder;
use super::super::{Article, Block, Caption, Code, Item, List, Part, Section, Span, Text};
use super::look::{Colour, Look};
use super::math::formula;
use super::role::{Role, role};
use crate::dom::{Dom, Element, NodeId};

/// Blocks stand in one another at most this deep; deeper ones stand side by side.
const NESTING: usize = 24;
/// How much of a hidden text is looked at.
const HIDDEN_BYTES: usize = 4 * super::super::Hidden::CHARS;

pub(super) struct Reader<'a> {
    pub(super) dom: &'a Dom,
    pub(super) article: Article,
    /// The section that is being read.
    section: Section,
    /// Finished blocks: those of the section, then those of each block that is still open.
    open: Vec<Vec<Block>>,
    /// The captions of the floats that are still open.
    captions: Vec<Option<Caption>>,
    /// The running text that is being read.
    pub(super) line: TextBuilder,
    /// Everything becomes running text: a heading, a caption, a cell, a note.
    pub(super) inline: bool,
    in_note: bool,
    keep_tags: bool,
    part: Part,
    /// The darkest shape of the picture that is being read.
    darkest: Option<Colour>,
}

pub(super) fn read(dom: &Dom, top: NodeId) -> Article {
    let mut reader = Reader {
        dom,
        article: Article::default(),
        section: Section { part: Part::Front, ..Section::default() },
        open: vec![Vec::new()],
        captions: Vec::new(),
        line: TextBuilder::default(),
        inline: false,
        in_note: false,
        keep_tags: false,
        part: Part::Body,
        darkest: None,
    };
    reader.inside(top, Look::default());
    reader.end_section(Section::default());
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

impl Reader<'_> {
    pub(super) fn inside(&mut self, id: NodeId, look: Look) {
        let dom = self.dom;
        dom.children(id).for_each(|child| self.node(child, look));
    }

    pub(super) fn node(&mut self, id: NodeId, look: Look) {
        let dom = self.dom;
        if let Some(text) = dom.text(id) {
            self.line.words(text);
        } else if let Some(element) = dom.element(id) {
            let role = role(element);
            if role == Role::Drop {
                return;
            }
            match look.on(self.darkest).inside(element) {
                Ok(look) => self.element(id, element, role, look),
                Err(how) => self.report(how, id),
            }
        }
    }

    /// Notes text that no reader sees.
    pub(super) fn report(&mut self, how: super::super::Hiding, id: NodeId) {
        let text = self.dom.all_text(id, HIDDEN_BYTES);
        self.article.hidden.report(how, &text);
    }

    fn element(&mut self, id: NodeId, element: &Element, role: Role, look: Look) {
        match role {
            Role::Drop => {}
            Role::Tag if !self.keep_tags => {}
            Role::Inline if matches!(element.tag(), "code" | "tt" | "kbd" | "samp") => self.typed(id),
            Role::Tag | Role::Inline => self.inside(id, look),
            Role::Block => self.apart(|reader| reader.inside(id, look)),
            Role::Break => self.line.line_break(),
            Role::Math => self.math(id, element),
            Role::RenderedMath => self.formula(element.attribute("aria-label").unwrap_or_default(), false),
            Role::Link => self.link(id, element, look),
            Role::Superscript | Role::Subscript => self.script(id, role, look),
            Role::Note => self.note(id, element, look),
            Role::Verbatim if element.tag() == "pre" || element.tag() == "div" => self.verbatim(id),
            Role::Verbatim => self.typed(id),
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
            Role::Authors => self.authors(id),
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

    // Running text.

    /// Ends the paragraph, and puts it where it belongs.
    pub(super) fn flush(&mut self) {
        if self.inline {
            self.line.line_break();
            return;
        }
        if !self.line.shapeless.is_empty() {
            let text = std::mem::take(&mut self.line.shapeless);
            self.article.hidden.report(super::super::Hiding::Characters, &text);
        }
        let text = self.line.take();
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

    fn math(&mut self, id: NodeId, element: &Element) {
        let display = element.attribute("display") == Some("block");
        match element.attribute("alttext").filter(|tex| !tex.trim().is_empty()) {
            Some(tex) => self.formula(tex, display),
            None => {
                let tex = self.formula_of(id);
                self.formula(&tex, display);
            }
        }
    }

    /// The LaTeX of a formula without `alttext`: its annotation, else its letters.
    fn formula_of(&self, id: NodeId) -> String {
        let annotation =
            self.dom.find(id, |element| element.tag() == "annotation" && element.attribute("encoding") == Some("application/x-tex"));
        if let Some(annotation) = annotation {
            return self.dom.all_text(annotation, usize::MAX);
        }
        let mut letters = String::new();
        let mut nodes = self.dom.below(id);
        while let Some(id) = nodes.next() {
            if self.dom.element(id).is_some_and(|element| matches!(element.tag(), "annotation" | "annotation-xml" | "merror" | "mphantom"))
            {
                nodes.skip_inside(id);
            } else if let Some(text) = self.dom.text(id) {
                letters.push_str(text.trim());
            }
        }
        letters
    }

    fn formula(&mut self, tex: &str, display: bool) {
        let formula = formula(tex);
        self.article.hidden.report(super::super::Hiding::Phantom, &formula.hidden);
        if formula.tex.is_empty() {
            return;
        }
        if display && !self.inline {
            self.emit(Block::Equation { tex: formula.tex, number: None });
        } else {
            self.line.span(Span::Math(formula.tex));
        }
    }

    fn typed(&mut self, id: NodeId) {
        let text = self.dom.all_text(id, usize::MAX);
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if !text.is_empty() {
            self.line.span(Span::Code(text));
        }
    }

    fn link(&mut self, id: NodeId, element: &Element, look: Look) {
        let url = element.attribute("href").unwrap_or_default().trim();
        let out = (url.starts_with("http://") || url.starts_with("https://")) && url.len() <= 2000;
        // Within the page; LaTeXML 0.8 writes the whole address before the fragment.
        let within = url.contains("/html/") && url.contains('#');
        if !out || within || self.in_note && self.keep_tags {
            return self.inside(id, look);
        }
        let text = self.text_of(id, look);
        if text.0.iter().all(|span| matches!(span, Span::Text(_))) {
            let text = text.plain().replace('\n', " ");
            if !text.is_empty() {
                self.line.span(Span::Link { text, url: url.to_owned() });
            }
        } else {
            text.0.into_iter().for_each(|span| self.line.span(span));
        }
    }

    fn script(&mut self, id: NodeId, role: Role, look: Look) {
        let text = self.text_of(id, look);
        let power = role == Role::Superscript && self.line.ends_with(|c| c.is_ascii_digit());
        for (n, span) in text.0.into_iter().enumerate() {
            match span {
                Span::Text(words) if n == 0 && power && words.starts_with(|c: char| c.is_ascii_digit() || "+-−".contains(c)) => {
                    self.line.words(&format!("^{words}"));
                }
                Span::Text(words) => self.line.words(&words),
                span => self.line.span(span),
            }
        }
    }

    fn note(&mut self, id: NodeId, element: &Element, look: Look) {
        if element.has_class("ltx_role_footnotemark") {
            return;
        }
        let nested = std::mem::replace(&mut self.in_note, true);
        let text = self.text_of(id, look).unbroken();
        self.in_note = nested;
        if text.is_empty() {
        } else if nested {
            self.line.words(" (");
            text.0.into_iter().for_each(|span| self.line.span(span));
            self.line.words(")");
        } else if self.line.is_empty() && !self.inline {
            // A note without a mark, beside the text.
            self.front_note(text);
        } else {
            self.line.span(Span::Note(text));
        }
    }

    /// Thanks and dates stand with the title; further down, what has no place in a sentence is a paragraph.
    fn front_note(&mut self, note: Text) {
        if note.is_empty() {
        } else if self.article.sections.is_empty() && self.section.part == Part::Front {
            self.article.notes.push(note);
        } else {
            self.emit(Block::Paragraph(note));
        }
    }

    // Blocks.

    fn top(&mut self) -> &mut Vec<Block> {
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
        if self.open.len() >= NESTING {
            read(self);
            self.flush();
            return Vec::new();
        }
        self.open.push(Vec::new());
        read(self);
        self.flush();
        self.open.pop().unwrap_or_default()
    }

    fn verbatim(&mut self, id: NodeId) {
        let text = self.dom.all_text(id, usize::MAX);
        if self.inline {
            return self.line.words(&text);
        }
        let text = text.trim_matches('\n').trim_end().replace('\u{a0}', " ");
        if !text.is_empty() {
            self.emit(Block::Code(Code { text, ..Code::default() }));
        }
    }

    fn float(&mut self, id: NodeId, look: Look) {
        self.captions.push(None);
        let mut blocks = self.blocks(|reader| reader.inside(id, look));
        let own = self.captions.pop().flatten();
        if let [Block::Table(table)] = blocks.as_mut_slice()
            && table.caption.is_none()
        {
            table.caption = own;
        } else if let [Block::Code(code)] = blocks.as_mut_slice()
            && code.caption.is_none()
        {
            code.caption = own;
        } else if own.is_some() {
            return self.emit(Block::Figure { caption: own, blocks });
        }
        blocks.into_iter().for_each(|block| self.emit(block));
    }

    fn caption(&mut self, id: NodeId, look: Look) {
        self.flush();
        let tag = self.child_tag(id);
        let label = tag.map(|tag| self.plain_tag(tag)).filter(|label| !label.is_empty());
        let caption = Caption { label, text: self.text_of(id, look).unbroken() };
        match self.captions.last_mut() {
            _ if caption == Caption::default() => {}
            Some(slot) if slot.is_none() => *slot = Some(caption),
            _ => self.emit(Block::Figure { caption: Some(caption), blocks: Vec::new() }),
        }
    }

    /// The first tag inside that is not another element's.
    pub(super) fn child_tag(&self, id: NodeId) -> Option<NodeId> {
        let mut nodes = self.dom.below(id);
        for _ in 0..8 {
            let id = nodes.next()?;
            if self.dom.element(id).is_some_and(|element| element.has_class("ltx_tag") || element.has_class("ltx_bibtag")) {
                return Some(id);
            }
        }
        None
    }

    /// A number without its colon or last point.
    pub(super) fn plain_tag(&self, tag: NodeId) -> String {
        let text = self.dom.all_text(tag, 200);
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let text = text.trim_end_matches([':', '.', '：']).trim_end();
        text.chars().take(80).collect()
    }

    fn theorem(&mut self, id: NodeId, look: Look) {
        let dom = self.dom;
        let heading = dom.children(id).find(|&child| dom.element(child).is_some_and(|element| element.has_class("ltx_title")));
        let mut title = Text::default();
        if let Some(heading) = heading {
            let kept = std::mem::replace(&mut self.keep_tags, true);
            title = self.text_of(heading, look).unbroken();
            self.keep_tags = kept;
        }
        let blocks =
            self.blocks(|reader| dom.children(id).filter(|&child| Some(child) != heading).for_each(|child| reader.node(child, look)));
        if !blocks.is_empty() || !title.is_empty() {
            self.emit(Block::Theorem { title, blocks });
        }
    }

    fn list(&mut self, id: NodeId, element: &Element, look: Look) {
        let dom = self.dom;
        self.flush();
        let (mut items, mut numbers) = (Vec::new(), Vec::new());
        for child in dom.children(id) {
            let Some(item) = dom.element(child) else {
                self.node(child, look);
                continue;
            };
            let look = match look.inside(item) {
                Ok(look) => look,
                Err(how) => {
                    self.report(how, child);
                    continue;
                }
            };
            if role(item) == Role::ReferenceItem {
                self.reference(child, look);
                continue;
            }
            let tag = dom.children(child).find(|&id| dom.element(id).is_some_and(|element| element.has_class("ltx_tag")));
            let shown = tag.map(|tag| dom.all_text(tag, 200)).unwrap_or_default();
            let number = shown.trim().trim_start_matches('(').trim_end_matches(['.', ')']).parse::<u32>().ok();
            let label = match tag {
                Some(tag) if number.is_none() => self.label(tag, look),
                _ => None,
            };
            let blocks = self.blocks(|reader| reader.inside(child, look));
            if !blocks.is_empty() || label.is_some() {
                numbers.push(number);
                items.push(Item { label, blocks });
            }
        }
        let start = match (numbers.first(), element.tag()) {
            (Some(&Some(first)), _) if numbers.iter().zip(first..).all(|(&number, expected)| number == Some(expected)) => Some(first),
            (_, "ol") if numbers.iter().all(Option::is_none) && items.iter().all(|item| item.label.is_none()) => {
                Some(element.attribute("start").and_then(|start| start.parse().ok()).unwrap_or(1))
            }
            _ => {
                for (item, number) in items.iter_mut().zip(numbers) {
                    item.label = item.label.take().or_else(|| number.map(|number| Text::words(&format!("{number}."))));
                }
                None
            }
        };
        if !items.is_empty() {
            self.emit(Block::List(List { start, items }));
        }
    }

    /// What stands in place of a bullet, when it says something.
    fn label(&mut self, tag: NodeId, look: Look) -> Option<Text> {
        let text = self.text_of(tag, look).unbroken();
        let says = |words: &str| words.chars().any(char::is_alphanumeric);
        let meaningful = text.0.iter().any(|span| match span {
            // `\bullet`, `\diamond`, `\star` are drawn, not read.
            Span::Math(tex) => !tex.starts_with('\\') || tex.contains(|c: char| c.is_ascii_digit()),
            Span::Text(words) | Span::Code(words) | Span::Link { text: words, .. } => says(words),
            Span::Note(_) => false,
        });
        meaningful.then_some(text)
    }

    fn description(&mut self, id: NodeId, look: Look) {
        let dom = self.dom;
        self.flush();
        let mut items: Vec<Item> = Vec::new();
        for child in dom.children(id) {
            let Some(element) = dom.element(child) else {
                self.node(child, look);
                continue;
            };
            let look = match look.inside(element) {
                Ok(look) => look,
                Err(how) => {
                    self.report(how, child);
                    continue;
                }
            };
            if element.tag() == "dt" {
                let kept = std::mem::replace(&mut self.keep_tags, true);
                let label = self.text_of(child, look).unbroken();
                self.keep_tags = kept;
                items.push(Item { label: Some(label).filter(|label| !label.is_empty()), blocks: Vec::new() });
            } else {
                let blocks = self.blocks(|reader| reader.inside(child, look));
                match items.last_mut() {
                    Some(item) => item.blocks.extend(blocks),
                    None => items.push(Item { label: None, blocks }),
                }
            }
        }
        if !items.is_empty() {
            self.emit(Block::List(List { start: None, items }));
        }
    }

    fn picture(&mut self, id: NodeId, look: Look) {
        let outer = self.darkest.take();
        if self.inline {
            self.inside(id, look);
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

    // Sections.

    fn section(&mut self, id: NodeId, element: &Element, look: Look) {
        let dom = self.dom;
        let outer = self.part;
        if element.has_class("ltx_appendix") {
            self.part = Part::Appendix;
        }
        let heading = dom.children(id).find(|&child| dom.element(child).is_some_and(|element| role(element) == Role::Title));
        if let Some(heading) = heading {
            let level = dom.element(heading).and_then(heading_level).unwrap_or_else(|| class_level(element));
            self.begin_section(heading, level, look);
        }
        dom.children(id).filter(|&child| Some(child) != heading).for_each(|child| self.node(child, look));
        self.flush();
        self.part = outer;
    }

    fn begin_section(&mut self, heading: NodeId, level: u8, look: Look) {
        self.flush();
        let number = self.child_tag(heading).map(|tag| self.plain_tag(tag)).filter(|number| !number.is_empty());
        let title = self.text_of(heading, look).unbroken();
        if title.is_empty() && number.is_none() {
            return;
        }
        if self.open.len() > 1 {
            // A heading within a list, a quotation or a table.
            return self.emit(Block::Paragraph(title));
        }
        let thanks = title.plain().to_lowercase();
        let part = if self.part == Part::Body && level == 1 && (thanks.starts_with("acknowledg") || thanks.starts_with("致谢")) {
            Part::Acknowledgements
        } else {
            self.part
        };
        self.end_section(Section { level, number, title, part, blocks: Vec::new() });
    }

    /// Puts the section that is being read into the article, and begins the next.
    pub(super) fn end_section(&mut self, next: Section) {
        self.flush();
        let mut done = std::mem::replace(&mut self.section, next);
        while self.open.len() > 1 {
            let inner = self.open.pop().unwrap_or_default();
            self.top().extend(inner);
        }
        done.blocks = std::mem::take(self.top());
        // The heading alone, where the references stand in a section instead of a bibliography.
        let of_references = done.blocks.is_empty()
            && !self.article.references.is_empty()
            && matches!(done.title.plain().to_lowercase().as_str(), "references" | "bibliography");
        if !of_references && (done.level > 0 || !done.blocks.is_empty()) {
            self.article.sections.push(done);
        }
    }

    pub(super) fn begin_unnumbered(&mut self, title: Text, part: Part) {
        if self.open.len() == 1 {
            self.end_section(Section { level: 1, number: None, title, part, blocks: Vec::new() });
        }
    }

    /// A heading outside LaTeXML's sections, as in papers given as HTML.
    fn stray_title(&mut self, id: NodeId, element: &Element, look: Look) {
        match heading_level(element) {
            Some(0) if self.article.title.is_empty() => self.document_title(id, look),
            Some(level) if level < 5 && !element.has_class("ltx_runin") => self.begin_section(id, level.max(1), look),
            _ => self.apart(|reader| reader.inside(id, look)),
        }
    }
}

/// 1 for `h2` to 5 for `h6`, 0 for `h1`.
fn heading_level(element: &Element) -> Option<u8> {
    let digit = element.tag().strip_prefix('h')?.parse::<u8>().ok()?;
    (1..=6).contains(&digit).then(|| digit - 1)
}

fn class_level(element: &Element) -> u8 {
    element
        .classes()
        .find_map(|class| match class {
            "ltx_subsection" => Some(2),
            "ltx_subsubsection" => Some(3),
            "ltx_paragraph" => Some(4),
            "ltx_subparagraph" => Some(5),
            _ => None,
        })
        .unwrap_or(1)
}

/// The short labels of a drawing stand in one line.
fn join_labels(blocks: Vec<Block>) -> Vec<Block> {
    let mut joined: Vec<Block> = Vec::with_capacity(blocks.len());
    let mut short = false;
    for block in blocks {
        let label = matches!(&block, Block::Paragraph(text) if text.plain().len() < 60);
        match (joined.last_mut(), block) {
            (Some(Block::Paragraph(before)), Block::Paragraph(text)) if short && label => before.join(" · ", text),
            (_, block) => joined.push(block),
        }
        short = label;
    }
    joined
}
