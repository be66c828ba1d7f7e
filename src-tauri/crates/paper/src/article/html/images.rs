//! Images of figures: files on arXiv, and drawings in the page.

use super::super::{Block, Image, ImageSource, is_image_path};
use super::blocks::HtmlReader;
use super::drawing;
use crate::PaperId;
use crate::dom::{Dom, Element, NodeId};
use crate::look::Look;
use url::Url;

/// The most images of a paper that are kept.
const MAX_IMAGES: usize = 400;
/// The most bytes of all drawings of a paper.
const MAX_DRAWING_BYTES: usize = 4 << 20;
/// The longest path of a file that is kept.
const MAX_PATH_BYTES: usize = 512;
/// Outside of a figure, a narrower image is a sign within the text.
const MIN_FREE_WIDTH: u32 = 120;
/// In a cell with or beside words, a narrower image is a sign, such as a tick.
const MIN_CELL_WIDTH: u32 = 40;
/// How wide the text of a page is, in the pixels of its images' sizes.
const PAGE_WIDTH: u32 = 598;
/// The most panels that are put side by side.
const MAX_IN_ROW: u32 = 4;
/// The deepest place of an image below the cell of its panel.
const MAX_DEPTH_IN_CELL: usize = 5;
/// The largest width or height in which a page shows an image.
const MAX_SIZE: u32 = 20_000;
/// The hosts that a paper's files are on.
const HOSTS: [&str; 3] = ["arxiv.org", "www.arxiv.org", "export.arxiv.org"];

/// Where the files of a paper's page are.
pub(super) struct Files {
    /// The address that theirs are relative to.
    base: Url,
    paper: PaperId,
}

impl Files {
    pub(super) fn of(dom: &Dom, requested: &PaperId) -> Option<Self> {
        let page = Url::parse(&format!("https://arxiv.org/html/{requested}")).ok()?;
        let of_page = dom
            .find(Dom::ROOT, |element| {
                element.tag() == "base" && element.attribute("href").is_some()
            })
            .and_then(|base| dom.element(base)?.attribute("href"));
        let base = match of_page {
            Some(href) => page.join(href.trim()).ok()?,
            None => page,
        };
        Some(Self { base, paper: requested.clone() })
    }

    /// The path below `/html/` of a file on arXiv; `None` for any other address.
    fn path(&self, address: &str) -> Option<String> {
        let address = Some(address.trim()).filter(|address| !address.is_empty())?;
        let url = self.base.join(address).ok()?;
        let is_arxiv = url.scheme().starts_with("http")
            && url.host_str().is_some_and(|host| HOSTS.contains(&host))
            && url.port().is_none()
            && url.username().is_empty()
            && url.password().is_none()
            && url.query().is_none();
        let path = url.path().strip_prefix("/html/")?;
        let path = match path.contains('/') {
            true => path.to_owned(),
            // Beside the folders of papers arXiv has no files: the page does not say where its own
            // are.
            false => format!("{}/{path}", self.paper),
        };
        (is_arxiv && is_image_path(&path) && path.len() <= MAX_PATH_BYTES).then_some(path)
    }
}

/// What is known of a page's images while it is read.
pub(super) struct Images {
    files: Option<Files>,
    count: usize,
    drawing_bytes: usize,
}

impl Images {
    pub(super) fn new(files: Option<Files>) -> Self {
        Self { files, count: 0, drawing_bytes: 0 }
    }

    fn is_full(&self) -> bool {
        self.files.is_none() || self.count >= MAX_IMAGES
    }
}

/// A size in CSS pixels: `598`, `598.4`, `598px`.
fn size(attribute: Option<&str>) -> Option<u32> {
    let text = attribute?.trim();
    let text = text.strip_suffix("px").unwrap_or(text);
    let pixels: f64 = text.parse().ok()?;
    // In these bounds the number is exact enough.
    (pixels >= 1.0 && pixels <= f64::from(MAX_SIZE)).then(|| pixels.round() as u32)
}

impl HtmlReader<'_> {
    /// Keeps an image that is a file.
    pub(super) fn image(&mut self, id: NodeId, element: &Element, look: Look) {
        let address = match element.tag() {
            "img" => element.attribute("src"),
            "object" if element.attribute("type").is_none_or(|kind| kind.starts_with("image/")) => {
                element.attribute("data")
            }
            _ => return,
        };
        if self.images.is_full() || element.attribute("aria-hidden") == Some("true") {
            return;
        }
        let path = self.images.files.as_ref().zip(address).and_then(|(files, at)| files.path(at));
        if let Some(path) = path
            && self.look(look, id, element).is_ok()
        {
            let (width, height) = self.within_cell(
                id,
                size(element.attribute("width")),
                size(element.attribute("height")),
            );
            self.keep(Image { source: ImageSource::File(path), width, height });
        }
    }

    /// The size in which a page shows an image: no wider than its cell, where it is one of several in
    /// a row, whatever the image itself says.
    fn within_cell(
        &self,
        id: NodeId,
        width: Option<u32>,
        height: Option<u32>,
    ) -> (Option<u32>, Option<u32>) {
        let cells = self.in_row(id);
        let widest = PAGE_WIDTH / cells;
        match width.zip(height) {
            Some((wide, high)) if cells > 1 && wide > widest => {
                // At most as high as before.
                let high = u64::from(high) * u64::from(widest) / u64::from(wide);
                (Some(widest), Some((high as u32).max(1)))
            }
            _ => (width, height),
        }
    }

    /// How many cells are in the row that a node is in; 1: it is in none.
    fn in_row(&self, id: NodeId) -> u32 {
        let mut above = self.dom.parent(id);
        for _ in 0..MAX_DEPTH_IN_CELL {
            let Some(element) = above.and_then(|node| self.dom.element(node)) else { return 1 };
            let cells = element.classes().find_map(|class| class.strip_prefix("ltx_flex_size_"));
            if let Some(cells) = cells {
                return cells.parse().map_or(MAX_IN_ROW, |cells: u32| cells.clamp(1, MAX_IN_ROW));
            }
            above = above.and_then(|node| self.dom.parent(node));
        }
        1
    }

    /// Keeps a drawing in the page.
    pub(super) fn drawing(&mut self, id: NodeId) {
        let is_svg = self.dom.element(id).is_some_and(|element| element.tag() == "svg");
        if !is_svg || self.images.is_full() || self.is_within_drawing(id) {
            return;
        }
        let Some(svg) = drawing::svg(self.dom, id) else { return };
        if self.images.drawing_bytes + svg.len() > MAX_DRAWING_BYTES {
            return;
        }
        let attribute = |name: &str| {
            self.dom.drawn(id).find(|(known, _)| *known == name).map(|(_, value)| value)
        };
        // Where the size is not in pixels, the drawing's own is in its box.
        let of_box = |at: usize| size(attribute("viewBox")?.split_whitespace().nth(at));
        let image = Image {
            width: size(attribute("width")).or_else(|| of_box(2)),
            height: size(attribute("height")).or_else(|| of_box(3)),
            source: ImageSource::Drawing(svg),
        };
        if let ImageSource::Drawing(svg) = &image.source {
            self.images.drawing_bytes += svg.len();
        }
        self.keep(image);
    }

    fn is_within_drawing(&self, id: NodeId) -> bool {
        let mut above = self.dom.parent(id);
        while let Some(node) = above {
            match self.dom.element(node).map(Element::tag) {
                Some("svg") => return true,
                Some("figure" | "article" | "body") => return false,
                _ => above = self.dom.parent(node),
            }
        }
        false
    }

    /// Puts an image into its figure. One outside of every figure is a figure of its own, unless it
    /// is a sign within the text.
    fn keep(&mut self, image: Image) {
        if let Some(images) = &mut self.cell_images {
            if image.width.is_none_or(|width| width >= MIN_CELL_WIDTH) {
                images.push(image);
                self.images.count += 1;
            }
        } else if let Some(open) = self.open_images.last_mut() {
            if !self.inline {
                open.push(image);
                self.images.count += 1;
            }
        } else if !self.inline
            && self.line.is_empty()
            && image.width.is_none_or(|width| width >= MIN_FREE_WIDTH)
        {
            self.images.count += 1;
            self.emit(Block::Figure { caption: None, images: vec![image], blocks: Vec::new() });
        }
    }

    /// Puts a table with the images of its cells into its figure, or makes one of them.
    pub(super) fn emit_with_images(&mut self, table: Option<Block>, mut images: Vec<Image>) {
        if let Some(open) = self.open_images.last_mut() {
            open.append(&mut images);
        } else {
            images.retain(|image| image.width.is_none_or(|width| width >= MIN_FREE_WIDTH));
        }
        if images.is_empty() {
            table.into_iter().for_each(|table| self.emit(table));
        } else {
            let blocks = table.into_iter().collect();
            self.emit(Block::Figure { caption: None, images, blocks });
        }
    }
}
