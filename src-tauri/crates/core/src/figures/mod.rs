//! Papers' figures: where they are in the text, what came of each image, and how much space they
//! take.

mod fetch;
mod html;

pub(crate) use html::sections_html;

use crate::reading::{narrow, paper_id};
use crate::wire::{CardFigure, FigureImage, FigureSettings};
use crate::{App, Error};
use paperboy_paper::article::{Image, ImageSource};
use paperboy_paper::{Article, ImageProblem, PaperId, ReadingSource};
use paperboy_store::{CardImage, ImageKey, StoredImage};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::fmt::Write;

/// A figure on a card that is not fetched yet takes this space.
const CARD_WIDTH: u32 = 480;
const CARD_HEIGHT: u32 = 320;

/// The papers whose figures are fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FetchedFigures {
    /// The card's figure of each fetched paper, and all figures of papers that are starred, kept for
    /// later or opened.
    All,
    /// All figures of papers that are starred, kept for later or opened.
    Kept,
    /// None.
    None,
}

impl App {
    /// What came of each image of a paper's article, in the order of the article.
    pub fn figures(&self, id: &str) -> Result<Vec<FigureImage>, Error> {
        let id = paper_id(id)?;
        let Some(article) = self.article_with_figures(&id)? else { return Ok(Vec::new()) };
        let stored = self.images_by_source(&id)?;
        Ok(article
            .images()
            .into_iter()
            .map(|image| shown(stored.get(&source_key(image))))
            .collect())
    }

    /// A file of an image by its key; `None` when there is no such file.
    pub fn image(&self, key: &str) -> Result<Option<Vec<u8>>, Error> {
        match ImageKey::parse(key) {
            Some(key) => Ok(self.store().image_bytes(&key)?),
            None => Ok(None),
        }
    }

    /// Which figures are fetched, and how much space they take.
    pub fn figure_settings(&self) -> Result<FigureSettings, Error> {
        Ok(FigureSettings {
            fetched: self.setting("figures.fetch")?,
            space_mb: narrow(self.figure_space()? >> 20),
            used_kb: narrow(self.store().image_size()?.div_ceil(1024)),
        })
    }

    /// Removes the images of all figures. Everything else stays as it is.
    pub fn delete_figures(&self) -> Result<FigureSettings, Error> {
        self.store().delete_images()?;
        self.background.wake();
        self.figure_settings()
    }

    fn figures_to_fetch(&self) -> Result<FetchedFigures, Error> {
        Ok(match self.setting("figures.fetch")?.as_str() {
            "all" => FetchedFigures::All,
            "kept" => FetchedFigures::Kept,
            _ => FetchedFigures::None,
        })
    }

    /// How many bytes images may take.
    fn figure_space(&self) -> Result<u64, Error> {
        let megabytes: u64 = self.setting("figures.space_mb")?.parse().unwrap_or(2048);
        Ok(megabytes << 20)
    }

    /// The article of a paper whose figures are on arXiv.
    fn article_with_figures(&self, id: &PaperId) -> Result<Option<Article>, Error> {
        match self.intact_article(id)? {
            Some(stored) if stored.source == ReadingSource::Html => {
                crate::article::parsed(id, &stored).map(Some)
            }
            _ => Ok(None),
        }
    }

    fn images_by_source(&self, id: &PaperId) -> Result<HashMap<String, StoredImage>, Error> {
        let images = self.store().images(id)?.into_iter();
        Ok(images.map(|image| (image.source.clone(), image)).collect())
    }

    /// The figures on the cards of papers.
    pub(crate) fn card_figures(
        &self,
        ids: &[PaperId],
    ) -> Result<HashMap<PaperId, CardFigure>, Error> {
        let figures = self.store().card_images(ids)?.into_iter();
        Ok(figures.map(|(id, card)| (id, card_figure(card))).collect())
    }
}

fn card_figure(CardImage { caption, image }: CardImage) -> CardFigure {
    match image {
        Some(file) => CardFigure {
            caption,
            key: Some(file.key.to_string()),
            width: file.width,
            height: file.height,
        },
        None => CardFigure { caption, key: None, width: CARD_WIDTH, height: CARD_HEIGHT },
    }
}

fn shown(stored: Option<&StoredImage>) -> FigureImage {
    match stored.map(|stored| &stored.image) {
        Some(Ok(shown)) => FigureImage {
            key: Some(shown.text.key.to_string()),
            width: shown.text.width,
            height: shown.text.height,
            problem: None,
        },
        Some(Err(problem)) => FigureImage { problem: Some(*problem), ..FigureImage::default() },
        None => FigureImage { problem: Some(ImageProblem::Waiting), ..FigureImage::default() },
    }
}

/// The name of an image among those of its paper. A drawing has none of its own: it is its digest.
fn source_key(image: &Image) -> String {
    match &image.source {
        ImageSource::File(path) => path.clone(),
        ImageSource::Drawing(svg) => {
            Sha256::digest(svg).iter().fold("drawing:".to_owned(), |mut key, byte| {
                // Writing to a text can't fail.
                let _ = write!(key, "{byte:02x}");
                key
            })
        }
    }
}
