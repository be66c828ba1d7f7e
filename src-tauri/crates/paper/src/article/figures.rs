//! The figures of an article, and which of them is shown on the paper's card.

use super::{Article, Block, Caption, Image, Item, Part, Section};

/// The beginning of a caption in which it says what its figure is, in characters.
const MAX_TITLE_CHARS: usize = 240;

/// Words of a caption that show the paper as a whole.
const OVERVIEWS: [&str; 9] = [
    "overview",
    "overviews",
    "framework",
    "pipeline",
    "pipelines",
    "teaser",
    "architecture",
    "architectures",
    "workflow",
];
const CHINESE_OVERVIEWS: [&str; 7] = ["概览", "总览", "框架", "流程", "架构", "总体", "示意"];

/// A figure with images, its panels included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure<'a> {
    /// The caption.
    pub caption: Option<&'a Caption>,
    /// Each image with its number among all images of the article.
    pub images: Vec<(usize, &'a Image)>,
    /// Whether it is in the paper proper.
    pub in_body: bool,
}

impl Article {
    /// The images of all figures in the order of the page.
    pub fn images(&self) -> Vec<&Image> {
        self.figures()
            .into_iter()
            .flat_map(|figure| figure.images.into_iter().map(|(_, image)| image))
            .collect()
    }

    /// The figures that have images, in the order of the page.
    pub fn figures(&self) -> Vec<Figure<'_>> {
        let mut walk = ImageWalk { figures: Vec::new(), images: 0, in_body: false };
        walk.blocks(&self.abstract_blocks);
        for Section { part, blocks, .. } in &self.sections {
            walk.in_body = matches!(part, Part::Front | Part::Body);
            walk.blocks(blocks);
        }
        walk.figures
    }

    /// The figures that may be shown on the paper's card, the best first: one that shows the
    /// whole of it by its caption, then Figure 1, then the others of the paper proper. Algorithms,
    /// listings and tables are left out.
    pub fn card_figures(&self) -> Vec<Figure<'_>> {
        let mut figures: Vec<Figure<'_>> = self
            .figures()
            .into_iter()
            .filter(|figure| figure.in_body && figure.is_figure())
            .collect();
        // The sort is stable: of equals, the first on the page comes first.
        figures.sort_by_key(|figure| match (figure.is_overview(), figure.number()) {
            (true, _) => 0,
            (false, Some(1)) => 1,
            _ => 2,
        });
        figures
    }
}

impl Block {
    /// How many images are in it, those of figures within it included.
    pub fn image_count(&self) -> usize {
        let mut walk = ImageWalk { figures: Vec::new(), images: 0, in_body: false };
        walk.blocks(std::slice::from_ref(self));
        walk.images
    }
}

impl Caption {
    /// Whether its label says that it is of a figure, and not of a table, an algorithm or a part.
    pub(super) fn is_of_figure(&self) -> bool {
        let label = self.label.as_deref().unwrap_or_default().trim().to_lowercase();
        ["fig", "图", "圖", "scheme", "abbildung", "teaser"]
            .iter()
            .any(|word| label.starts_with(word))
    }
}

impl Figure<'_> {
    /// The caption as plain text, its label first: `Figure 1: An overview.`
    pub fn text(&self) -> String {
        let Some(caption) = self.caption else { return String::new() };
        let text = caption.text.plain();
        match &caption.label {
            Some(label) if text.is_empty() => label.clone(),
            Some(label) => format!("{label}: {text}"),
            None => text,
        }
    }

    fn is_figure(&self) -> bool {
        self.caption.is_none_or(|caption| caption.label.is_none() || caption.is_of_figure())
    }

    /// The number of its label: 3 for `Figure 3`.
    fn number(&self) -> Option<u32> {
        let label = self.caption?.label.as_deref()?;
        let digits = label.trim_start_matches(|c: char| !c.is_ascii_digit());
        let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
        digits[..end].parse().ok()
    }

    fn is_overview(&self) -> bool {
        let Some(caption) = self.caption else { return false };
        let text: String = caption.text.plain().chars().take(MAX_TITLE_CHARS).collect();
        let text = text.to_lowercase();
        CHINESE_OVERVIEWS.iter().any(|word| text.contains(word))
            || text.split(|c: char| !c.is_alphanumeric()).any(|word| OVERVIEWS.contains(&word))
    }
}

/// What is found on a walk through blocks. Blocks are nested no deeper than the elements of the page
/// that they are read from, and than JSON that can be read.
struct ImageWalk<'a> {
    figures: Vec<Figure<'a>>,
    /// How many images were met.
    images: usize,
    in_body: bool,
}

impl<'a> ImageWalk<'a> {
    fn blocks(&mut self, blocks: &'a [Block]) {
        for block in blocks {
            match block {
                Block::Figure { caption, blocks, .. } => {
                    let caption = caption.as_ref().or(match blocks.as_slice() {
                        // A table with images in its cells has the caption.
                        [Block::Table(table)] => table.caption.as_ref(),
                        _ => None,
                    });
                    let mut images = Vec::new();
                    self.panels(block, &mut images);
                    if !images.is_empty() {
                        let in_body = self.in_body;
                        self.figures.push(Figure { caption, images, in_body });
                    }
                }
                block => within(block).for_each(|blocks| self.blocks(blocks)),
            }
        }
    }

    /// The images of a figure, then those of the panels in it, wherever they are.
    fn panels(&mut self, block: &'a Block, images: &mut Vec<(usize, &'a Image)>) {
        if let Block::Figure { images: own, .. } = block {
            for image in own {
                images.push((self.images, image));
                self.images += 1;
            }
        }
        for blocks in within(block) {
            blocks.iter().for_each(|block| self.panels(block, images));
        }
    }
}

/// The blocks within a block.
fn within(block: &Block) -> impl Iterator<Item = &[Block]> {
    let (items, blocks): (&[Item], &[Block]) = match block {
        Block::List(list) => (&list.items, &[]),
        Block::Figure { blocks, .. } | Block::Theorem { blocks, .. } | Block::Quote(blocks) => {
            (&[], blocks)
        }
        Block::Paragraph(_) | Block::Equation { .. } | Block::Table(_) | Block::Code(_) => {
            (&[], &[])
        }
    };
    items.iter().map(|item| item.blocks.as_slice()).chain([blocks])
}
