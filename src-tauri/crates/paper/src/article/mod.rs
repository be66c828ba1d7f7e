//! A paper's text as a value: what arXiv's HTML, Hugging Face's Markdown, the text of a PDF and
//! arXiv's abstract page are read into.

mod figures;
pub mod from_markdown;
pub mod from_pdf;
pub mod html;
mod markdown;
mod outcome;
mod plain;
mod sound;
mod text;

pub use figures::Figure;
pub use outcome::{NoText, NotThePaper, Reading};
pub use text::{Span, Text, is_shapeless};

use serde::{Deserialize, Serialize};

/// The text of one paper.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// The title as the page has it; the metadata of the list is the better source. Empty when the
    /// page has none.
    pub title: Text,
    /// The authors as far as the page separates them; the metadata of the list is the better
    /// source.
    pub authors: Vec<String>,
    /// The abstract.
    #[serde(rename = "abstract")]
    pub abstract_blocks: Vec<Block>,
    /// The authors' own keywords.
    pub keywords: Vec<String>,
    /// arXiv's categories as the page names them, the primary one first: `Information Retrieval
    /// (cs.IR)`, or `cs.IR` alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub subjects: Vec<String>,
    /// Thanks, dates and classification that are beside the title.
    pub notes: Vec<Text>,
    /// All sections in the order of the page, subsections after the section they belong to.
    pub sections: Vec<Section>,
    /// What the paper cites.
    pub references: Vec<Reference>,
    /// Text that the page holds and does not show.
    pub hidden: Hidden,
    /// Part of the page was left unread because it was too deep or too large.
    pub cut_short: bool,
    /// The licence of the paper as arXiv names it: `CC BY 4.0`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence: Option<String>,
    /// Of an article of arXiv's HTML the [`html::VERSION`] that read it; 0: one without images.
    #[serde(default)]
    pub version: u32,
}

/// A section with its own blocks.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// 1 for a section, 2 for a subsection, to 5; 0 for text before the first heading.
    pub level: u8,
    /// The number as the page shows it: `3.1`, `IV`, `Appendix A`.
    pub number: Option<String>,
    /// The heading without its number.
    pub title: Text,
    /// What part of the paper it belongs to.
    pub part: Part,
    /// Its content, up to the next heading.
    pub blocks: Vec<Block>,
}

/// The parts of a paper.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// Text before the first heading.
    Front,
    /// The paper proper.
    #[default]
    Body,
    /// Thanks to people and funders.
    Acknowledgements,
    /// What is in an appendix.
    Appendix,
}

/// One piece of text below a heading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Block {
    /// Running text.
    Paragraph(Text),
    /// A displayed formula.
    Equation {
        /// LaTeX without dollar signs; several lines are in `aligned`.
        tex: String,
        /// The number as the page shows it: `(16)`.
        number: Option<String>,
    },
    /// A list of any kind.
    List(List),
    /// A table of data.
    Table(Table),
    /// A program, an algorithm or text set as it was typed.
    Code(Code),
    /// A figure, or another thing with a caption: what text it holds.
    Figure {
        /// The caption.
        caption: Option<Caption>,
        /// Its images in the order of the page, those of its panels left out.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        images: Vec<Image>,
        /// Its panels, text in the picture, tables that are only layout.
        blocks: Vec<Block>,
    },
    /// A theorem, lemma, definition, remark or proof.
    Theorem {
        /// `Theorem 2.2 (Approximation).`
        title: Text,
        /// The content.
        blocks: Vec<Block>,
    },
    /// A quotation or a framed box.
    Quote(Vec<Block>),
}

/// A list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct List {
    /// The number of the first item when the items are numbered.
    pub start: Option<u32>,
    /// Its items.
    pub items: Vec<Item>,
}

/// An item of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// What is in place of a bullet or number: `(a)`, `RQ1`, the word that is described.
    pub label: Option<Text>,
    /// The content of the item.
    pub blocks: Vec<Block>,
}

/// A table of data. All rows are as long as the header.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// The caption.
    pub caption: Option<Caption>,
    /// One name for each column; rows of headings above one another are joined.
    pub header: Vec<Text>,
    /// The rows; a cell over several rows is repeated in each.
    pub rows: Vec<Vec<Text>>,
}

/// A program or an algorithm.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Code {
    /// The caption.
    pub caption: Option<Caption>,
    /// The language, in lower case, if the page names it.
    pub language: Option<String>,
    /// The text, lines ending in LF, without a last one.
    pub text: String,
    /// Whether formulas are in it, between dollar signs, as in an algorithm.
    #[serde(default)]
    pub has_formulas: bool,
}

/// What is written below or above a figure or table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Caption {
    /// `Figure 3`, `Table 1`, `(a)`; without the colon.
    pub label: Option<String>,
    /// The caption itself.
    pub text: Text,
}

/// An image of a figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Image {
    /// Where it is.
    pub source: ImageSource,
    /// How wide the page shows it, in CSS pixels.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub width: Option<u32>,
    /// How high the page shows it, in CSS pixels.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub height: Option<u32>,
}

/// Where an image is.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ImageSource {
    /// A file on arXiv, by its path below `/html/`: `2512.23576v1/x1.png`.
    File(String),
    /// A drawing in the page: SVG without scripts and without references to anything outside it.
    Drawing(String),
}

/// Blocks as Markdown.
pub fn blocks_markdown(blocks: &[Block]) -> String {
    markdown::blocks(blocks)
}

/// Whether this is a path below `/html/` at which arXiv may have a file, such as
/// `2512.23576v1/x1.png`: it has no query and leads nowhere else.
pub fn is_image_path(path: &str) -> bool {
    !path.is_empty()
        && !path.contains(['?', '#', '\\'])
        && path.split('/').all(|part| !matches!(part, "" | "." | ".."))
}

/// A work that is cited.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reference {
    /// How the text names it: `[12]`, `Doe and Wei [2023]`.
    pub label: Option<String>,
    /// Authors, title, place and year, as the page has them.
    pub text: Text,
}

/// Text in a page that is not visible. It has been used to give orders to language
/// models.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hidden {
    /// The first of them, each shortened.
    pub texts: Vec<HiddenText>,
    /// How many there are.
    pub count: u32,
}

/// One hidden text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HiddenText {
    /// How it is hidden.
    pub how: Hiding,
    /// The content, at most [`Hidden::MAX_CHARS`] characters.
    pub text: String,
}

/// The ways text is hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Hiding {
    /// In the colour of its background.
    Colour,
    /// Too small to read.
    Size,
    /// Not displayed, transparent, outside the page or for screen readers only.
    Display,
    /// Kept for its width only (`\phantom`).
    Phantom,
    /// In characters that have no shape.
    Characters,
}

impl Hidden {
    /// The most hidden texts that are kept.
    pub const MAX_TEXTS: usize = 20;
    /// The most characters of each that are kept.
    pub const MAX_CHARS: usize = 500;

    pub(crate) fn report(&mut self, how: Hiding, text: &str) {
        let shown: String = text
            .split_whitespace()
            .flat_map(|word| [word, " "])
            .flat_map(str::chars)
            .take(Self::MAX_CHARS)
            .collect();
        let shown = shown.trim_end();
        if shown.is_empty() {
            return;
        }
        self.count = self.count.saturating_add(1);
        if self.texts.len() < Self::MAX_TEXTS {
            self.texts.push(HiddenText { how, text: shown.to_owned() });
        }
    }
}

impl Article {
    /// The abstract as plain text, its paragraphs apart by an empty line.
    pub fn abstract_text(&self) -> String {
        plain::blocks(&self.abstract_blocks)
    }

    /// How many characters the title, abstract and sections have as plain text, references left
    /// out.
    pub fn text_len(&self) -> usize {
        let mut count = plain::Count::default();
        plain::article(self, false, &mut count);
        count.0
    }

    /// The whole article as plain text: no Markdown, formulas as LaTeX without dollar signs.
    pub fn plain(&self) -> String {
        let mut text = String::new();
        plain::article(self, true, &mut text);
        text
    }

    /// The whole article as one Markdown text: `#` for the title, `##` for sections, `$…$` and
    /// `$$…$$` for formulas, footnotes in brackets where they are referred to, pipe tables. Literal
    /// text of the page is escaped.
    pub fn markdown(&self) -> String {
        markdown::article(self)
    }
}

impl Section {
    /// The section as Markdown, its heading first.
    pub fn markdown(&self) -> String {
        markdown::section(self)
    }

    /// What is in the section, as plain text without its heading.
    pub fn plain(&self) -> String {
        plain::blocks(&self.blocks)
    }

    /// The heading with its number, as plain text: `3.1 Results`.
    pub fn heading(&self) -> String {
        let title = self.title.plain();
        match &self.number {
            Some(number) if title.is_empty() => number.clone(),
            Some(number) => format!("{number} {title}"),
            None => title,
        }
    }
}
