//! Papers' figures: their places in the text, the outcome of fetching each image, and the space
//! that they take. And the files that are kept beside them: papers' PDFs.

mod begun;
mod due;
mod fetch;
mod html;
mod outcome;
mod pdf;
mod queue;
mod turn;

pub(crate) use begun::Begun;
pub(crate) use html::sections_html;
pub(crate) use outcome::new_image;
pub(crate) use queue::FigureWork;

use crate::article::{parsed, stamp};
use crate::reading::{narrow, paper_id};
use crate::wire::{
    ArticleFigures, CardFigure, Change, FetchedFigures, FigureImage, FigureSettings, ValueCause,
};
use crate::{App, Error};
use paperboy_image::Pixels;
use paperboy_paper::article::{Image, ImageSource};
use paperboy_paper::{Article, ImageProblem, PaperId, ReadingSource};
use paperboy_store::{CardImage, ChosenFigure, ImageKey, StoredImage};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::fmt::Write;
use std::path::Path;

/// A figure on a card that is not fetched yet takes this space.
const CARD_WIDTH: u32 = 480;
const CARD_HEIGHT: u32 = 320;

impl App {
    /// Each image of a paper's article, or why there is none.
    pub fn figures(&self, id: &str) -> Result<ArticleFigures, Error> {
        let id = paper_id(id)?;
        let Some(kept) = self.intact_article(&id)? else { return Ok(ArticleFigures::default()) };
        let stamp = stamp(&kept.body);
        if kept.source != ReadingSource::Html {
            return Ok(ArticleFigures { stamp, ..ArticleFigures::default() });
        }
        let article = parsed(&id, &kept)?;
        let stored = self.images_by_source(&id)?;
        let card = self.store().card_images(std::slice::from_ref(&id))?.remove(&id);
        let card = card.and_then(|card| card.image).map(|file| file.key);
        let chosen = self.store().chosen_figure(&id)?.is_some();
        let images = article.images().into_iter();
        let images = images.map(|image| shown(stored.get(&source_key(image)), card.as_ref()));
        Ok(ArticleFigures { stamp, images: images.collect(), chosen })
    }

    /// Has the figure with this image of a paper's article shown on its card; `None`: the one that is
    /// chosen automatically. `stamp`: that of the article in which it has this number.
    pub fn choose_card_figure(
        &self,
        id: &str,
        image: Option<u32>,
        stamp: &str,
    ) -> Result<Change, Error> {
        let id = paper_id(id)?;
        let figure = match image {
            Some(number) => Some(self.figure_at(&id, number, stamp)?),
            None => None,
        };
        let change = self.store().choose_figure(&id, figure.as_ref(), self.now())?;
        Ok(self.changed(change).change)
    }

    fn figure_at(&self, id: &PaperId, number: u32, stamp: &str) -> Result<ChosenFigure, Error> {
        let article = self.article_of_stamp(id, stamp)?;
        let figures = article.figures();
        let found = figures.iter().find_map(|figure| {
            let (_, image) = figure.images.iter().find(|(at, _)| *at == number as usize)?;
            Some(ChosenFigure { source: source_key(image), caption: figure.text() })
        });
        found.ok_or_else(|| no_image(id.as_str(), number))
    }

    /// The pixels of an image of a paper's article, as its text shows it. `stamp`: that of the article
    /// in which it has this number.
    pub fn figure_pixels(&self, id: &str, number: u32, stamp: &str) -> Result<Pixels, Error> {
        let file = self.figure_file(&paper_id(id)?, number, stamp)?;
        paperboy_image::pixels(&file).map_err(|_| no_image(id, number))
    }

    /// The name under which an image of a paper's article is saved: that of its figure or table, as
    /// far as it has one, and which of its images it is where it has several. `stamp`: that of the
    /// article in which it has this number.
    pub fn figure_name(&self, id: &str, number: u32, stamp: &str) -> Result<String, Error> {
        let id = paper_id(id)?;
        let article = self.article_of_stamp(&id, stamp)?;
        let name = named_image(&article, number as usize)
            .unwrap_or_else(|| format!("image {}", u64::from(number) + 1));
        Ok(format!("{} {name}.png", id.as_str().replace('/', "-")))
    }

    /// Writes an image of a paper's article, as its text shows it, to where the user's path leads: as
    /// PNG. `stamp`: that of the article in which it has this number.
    pub fn save_figure(
        &self,
        id: &str,
        number: u32,
        stamp: &str,
        path: &Path,
    ) -> Result<(), Error> {
        let file = self.figure_file(&paper_id(id)?, number, stamp)?;
        let png = paperboy_image::png(&file).map_err(|_| no_image(id, number))?;
        self.write_out(path, &png)
    }

    fn figure_file(&self, id: &PaperId, number: u32, stamp: &str) -> Result<Vec<u8>, Error> {
        let article = self.article_of_stamp(id, stamp)?;
        let images = article.images();
        let stored = match images.get(number as usize) {
            Some(image) => self.images_by_source(id)?.remove(&source_key(image)),
            None => None,
        };
        let file = match stored.and_then(|stored| stored.image.ok()) {
            Some(shown) => self.store().image_bytes(&shown.text.key)?,
            None => None,
        };
        file.ok_or_else(|| no_image(id.as_str(), number))
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
            fetched: self.figures_to_fetch()?,
            exported: self.exported_figures()?,
            space_mb: narrow(self.figure_space()? >> 20),
            used_kb: narrow(self.store().image_size()?.div_ceil(1024)),
        })
    }

    /// Removes the images of all figures. Everything else stays as it is.
    pub fn delete_figures(&self) -> Result<FigureSettings, Error> {
        // Files of no image are removed with them, unless a fetch is writing some.
        let lock = self.lock_figures();
        self.store().delete_images()?;
        if lock.is_some() {
            self.store().sweep_images()?;
        }
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

    /// Has the card of a paper keep a place for the figure of an article that was just read: it is
    /// fetched after all articles, and nothing moves when it comes.
    pub(crate) fn keep_card_place(&self, id: &PaperId, article: &Article) -> Result<(), Error> {
        let store = self.store();
        if self.figures_to_fetch()? != FetchedFigures::All
            || store.card_images(std::slice::from_ref(id))?.contains_key(id)
        {
            return Ok(());
        }
        let chosen = store.chosen_figure(id)?.map(|chosen| chosen.source);
        if let Some(first) = due::candidates(article, chosen.as_deref()).first() {
            store.set_card_figure(id, Some((&first.source, &first.caption)))?;
        }
        Ok(())
    }

    /// Removes images that take more space than they may; where there is more space than there was,
    /// those that were removed are asked for again, with the next fetch or when their paper is opened.
    pub(crate) fn fit_figures(&self) -> Result<(), Error> {
        if self.store().fit_images(self.figure_space()?)? > 0 {
            self.background.wake();
            return Ok(());
        }
        Ok(self.store().restore_removed_images()?)
    }

    /// How many bytes images may take.
    pub(crate) fn figure_space(&self) -> Result<u64, Error> {
        let megabytes: u64 = self.setting("figures.space_mb")?.parse().unwrap_or(2048);
        Ok(megabytes << 20)
    }

    /// The article of a paper whose figures are on arXiv, and its stamp.
    pub(crate) fn article_with_figures(
        &self,
        id: &PaperId,
    ) -> Result<Option<(Article, String)>, Error> {
        match self.intact_article(id)? {
            Some(kept) if kept.source == ReadingSource::Html => {
                Ok(Some((parsed(id, &kept)?, stamp(&kept.body))))
            }
            _ => Ok(None),
        }
    }

    /// The article that has this stamp; one that was read since has other images.
    fn article_of_stamp(&self, id: &PaperId, expected: &str) -> Result<Article, Error> {
        let other = || ValueCause::OtherArticle { id: id.to_string() };
        match self.intact_article(id)? {
            Some(kept) if stamp(&kept.body) == expected => parsed(id, &kept),
            _ => Err(other().into()),
        }
    }

    pub(crate) fn images_by_source(
        &self,
        id: &PaperId,
    ) -> Result<HashMap<String, StoredImage>, Error> {
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

/// What an image of an article is called: `Figure 3`, `Table 2 b`; `None`: its figure has no label.
pub(crate) fn named_image(article: &Article, number: usize) -> Option<String> {
    let figures = article.figures();
    let figure = figures.iter().find(|figure| figure.images.iter().any(|(at, _)| *at == number))?;
    let label = figure.caption?.label.as_deref()?;
    // No file system forbids these.
    let label: String =
        label.chars().map(|c| if c.is_alphanumeric() || c == '.' { c } else { ' ' }).collect();
    let mut label = label.split_whitespace().collect::<Vec<_>>().join(" ");
    label.truncate(label.char_indices().nth(40).map_or(label.len(), |(at, _)| at));
    let place = figure.images.iter().position(|(at, _)| *at == number)?;
    match (label.is_empty(), figure.images.len()) {
        (true, _) => None,
        (false, 1) => Some(label),
        (false, _) => Some(format!("{label} {}", place + 1)),
    }
}

fn no_image(id: &str, number: u32) -> Error {
    ValueCause::NoImage { id: id.to_owned(), number }.into()
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

fn shown(stored: Option<&StoredImage>, card: Option<&ImageKey>) -> FigureImage {
    let interrupted = stored.map_or(0, |stored| stored.interrupted);
    match stored.map(|stored| &stored.image) {
        Some(Ok(shown)) => FigureImage {
            key: Some(shown.text.key.to_string()),
            width: shown.text.width,
            height: shown.text.height,
            problem: None,
            on_card: card == Some(&shown.card.key),
        },
        // It is being read, or will be once more.
        Some(Err(ImageProblem::Interrupted)) if interrupted < due::MAX_INTERRUPTED => {
            FigureImage { problem: Some(ImageProblem::Waiting), ..FigureImage::default() }
        }
        Some(Err(problem)) => FigureImage { problem: Some(*problem), ..FigureImage::default() },
        None => FigureImage { problem: Some(ImageProblem::Waiting), ..FigureImage::default() },
    }
}

/// The name of an image among those of its paper. A drawing has none of its own: it is its digest.
pub(crate) fn source_key(image: &Image) -> String {
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
