//! Whether an article that came as a value is one that a reader of pages can have made.

use super::{Article, Block, Image, ImageSource, Item, Table, is_image_path};

impl Article {
    /// Whether everything holds on which those rely who show it: tables have no gaps, images are on
    /// arXiv, and there is something to read.
    pub fn is_sound(&self) -> bool {
        let mut parts = self.sections.iter().map(|section| &section.blocks);
        are_sound(&self.abstract_blocks)
            && parts.all(|blocks| are_sound(blocks))
            && self.text_len() > 0
    }
}

fn are_sound(blocks: &[Block]) -> bool {
    blocks.iter().all(|block| match block {
        Block::Table(Table { header, rows, .. }) => {
            !header.is_empty() && rows.iter().all(|row| row.len() == header.len())
        }
        Block::Figure { images, blocks, .. } => {
            images.iter().all(has_sound_source) && are_sound(blocks)
        }
        Block::List(list) => list.items.iter().all(|Item { blocks, .. }| are_sound(blocks)),
        Block::Theorem { blocks, .. } | Block::Quote(blocks) => are_sound(blocks),
        Block::Paragraph(_) | Block::Equation { .. } | Block::Code(_) => true,
    })
}

fn has_sound_source(image: &Image) -> bool {
    match &image.source {
        ImageSource::File(path) => is_image_path(path),
        // It is made safe when it is drawn.
        ImageSource::Drawing(_) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Section, Text};
    use super::*;

    fn article(block: Block) -> Article {
        let blocks = vec![Block::Paragraph(Text::words("Words.")), Block::Quote(vec![block])];
        Article { sections: vec![Section { blocks, ..Section::default() }], ..Article::default() }
    }

    fn table(cells: usize) -> Block {
        let cell = || Text::words("1");
        Block::Table(Table {
            caption: None,
            header: vec![cell(), cell()],
            rows: vec![vec![cell(); cells]],
        })
    }

    fn figure(path: &str) -> Block {
        let source = ImageSource::File(path.to_owned());
        let images = vec![Image { source, width: None, height: None }];
        Block::Figure { caption: None, images, blocks: Vec::new() }
    }

    #[test]
    fn gaps_in_tables_and_images_elsewhere_are_not_sound() {
        for (block, is_sound) in [
            (table(2), true),
            (table(1), false),
            (table(0), false),
            (figure("2601.00001v1/x1.png"), true),
            (figure("../abs/2601.00001"), false),
            (figure("2601.00001v1/x1.png?to=elsewhere"), false),
        ] {
            assert_eq!(article(block.clone()).is_sound(), is_sound, "{block:?}");
        }
        assert!(!Article::default().is_sound(), "nothing to read");
    }
}
