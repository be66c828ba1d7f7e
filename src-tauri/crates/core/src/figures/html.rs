//! A section with figures as HTML. It holds the numbers of images and no address: the page asks for
//! the images by these numbers and puts them in.

use paperboy_paper::article::{Block, blocks_markdown};
use paperboy_report::html;
use std::fmt::Write;

/// The HTML of a section's blocks. `images`: how many images the article has before it; it is raised
/// by those in these blocks.
pub(crate) fn sections_html(blocks: &[Block], images: &mut usize) -> String {
    let mut out = Out { html: String::new(), images };
    out.blocks(blocks);
    out.html
}

struct Out<'a> {
    html: String,
    images: &'a mut usize,
}

impl Out<'_> {
    fn blocks(&mut self, blocks: &[Block]) {
        // What is between figures is written all at once, because numbered lists and the like depend
        // on each other.
        let mut from = 0;
        for (at, block) in blocks.iter().enumerate() {
            let within = block.image_count();
            if within == 0 {
                continue;
            }
            if matches!(block, Block::Figure { .. }) {
                self.write(&blocks[from..at]);
                self.figure(block);
            } else {
                // Figures within a list or a theorem follow it.
                self.write(&blocks[from..=at]);
                self.html.push_str("<figure>");
                (0..within).for_each(|_| self.image(None, None));
                self.html.push_str("</figure>\n");
            }
            from = at + 1;
        }
        self.write(&blocks[from..]);
    }

    fn figure(&mut self, figure: &Block) {
        let Block::Figure { caption, images, blocks } = figure else { return };
        self.html.push_str("<figure>");
        for image in images {
            self.image(image.width, image.height);
        }
        self.blocks(blocks);
        if caption.is_some() {
            self.html.push_str("<figcaption>");
            self.write(&[Block::Figure {
                caption: caption.clone(),
                images: Vec::new(),
                blocks: Vec::new(),
            }]);
            self.html.push_str("</figcaption>");
        }
        self.html.push_str("</figure>\n");
    }

    /// The place of the next image, with the size in which its page shows it.
    fn image(&mut self, width: Option<u32>, height: Option<u32>) {
        let size = width.zip(height).map_or_else(String::new, |(width, height)| {
            format!(r#" data-width="{width}" data-height="{height}""#)
        });
        let number = *self.images;
        *self.images += 1;
        // Writing to a text can't fail.
        let _ = write!(self.html, r#"<span data-image="{number}"{size}></span>"#);
    }

    fn write(&mut self, blocks: &[Block]) {
        if !blocks.is_empty() {
            self.html.push_str(&html(&blocks_markdown(blocks)));
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use paperboy_paper::Article;
    use paperboy_paper::article::{Caption, Image, ImageSource, Item, List, Section, Text};
    use paperboy_report::shown_text;

    fn text(words: &str) -> Block {
        Block::Paragraph(Text::words(words))
    }

    fn figure(label: &str, images: usize, blocks: Vec<Block>) -> Block {
        let image = Image {
            source: ImageSource::File("2601.00001v1/\"><script>.png".into()),
            width: Some(598),
            height: Some(336),
        };
        let label = Some(label.to_owned());
        let caption = Some(Caption { label, text: Text::words("<b>What</b> it shows.") });
        Block::Figure { caption, images: vec![image; images], blocks }
    }

    #[test]
    fn figures_have_numbers_in_order_and_no_word_of_an_address() {
        let within = Block::List(List {
            start: None,
            items: vec![Item {
                label: None,
                blocks: vec![text("item"), figure("Figure 4", 1, vec![])],
            }],
        });
        let panels =
            figure("Figure 2", 0, vec![figure("(a)", 1, vec![]), figure("(b)", 1, vec![])]);
        let blocks = [text("before"), figure("Figure 1", 1, vec![]), panels, within, text("after")];
        let mut images = 3;
        let html = sections_html(&blocks, &mut images);
        assert_eq!(images, 7);
        let places: Vec<usize> =
            (3..7).map(|n| html.find(&format!(r#"<span data-image="{n}""#)).unwrap()).collect();
        assert!(places.is_sorted(), "{html}");
        assert!(!html.contains("script") && !html.contains("2601"), "{html}");
        assert_eq!(html.matches("<figcaption><p><strong>").count(), 4, "{html}");
        assert_eq!(html.matches("<figure>").count(), html.matches("</figure>").count());
    }

    #[test]
    fn each_image_of_an_article_has_its_place_wherever_its_figure_is() {
        let list = |blocks: Vec<Block>| {
            Block::List(List { start: None, items: vec![Item { label: None, blocks }] })
        };
        let quote = Block::Quote(vec![list(vec![figure("(c)", 1, vec![])])]);
        let nested =
            (0..40).fold(figure("(z)", 1, vec![]), |within, _| figure("(y)", 0, vec![within]));
        let blocks = vec![
            figure("Figure 1", 1, vec![list(vec![text("item"), figure("(a)", 2, vec![])]), quote]),
            nested,
            list(vec![figure("Figure 2", 1, vec![])]),
            figure("Figure 3", 1, vec![]),
        ];
        let mut images = 0;
        sections_html(&blocks, &mut images);
        let section = Section { blocks, ..Section::default() };
        let article = Article { sections: vec![section], ..Article::default() };
        assert_eq!(images, article.images().len());
    }

    #[test]
    fn a_figure_changes_nothing_in_what_the_text_says() {
        let blocks = [text("before"), figure("Figure 1", 2, vec![text("inside")]), text("after")];
        let without: Vec<Block> = blocks
            .iter()
            .map(|block| match block {
                Block::Figure { caption, blocks, .. } => Block::Figure {
                    caption: caption.clone(),
                    images: Vec::new(),
                    blocks: blocks.clone(),
                },
                block => block.clone(),
            })
            .collect();
        let said = |html: &str| shown_text(html).split_whitespace().collect::<String>();
        assert_eq!(said(&sections_html(&blocks, &mut 0)), said(&sections_html(&without, &mut 0)));
    }
}
