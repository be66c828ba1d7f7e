//! Images of papers' figures: a cache whose rows are in the database and whose files are beside it.
//!
//! A file is named by the digest of its bytes and compared with it when it is read, so that no part
//! of a file is ever taken for an image. It is written before the row that names it.

mod budget;
mod chosen;
mod files;

pub use chosen::ChosenFigure;
pub(crate) use chosen::chosen_figure;
pub use files::ImageKey;

use crate::columns::{key_of, paper_id};
use crate::{Store, StoreError};
use jiff::Timestamp;
use paperboy_paper::{ImageProblem, PaperId};
use rusqlite::{Connection, OptionalExtension, Row, params};
use std::collections::HashMap;

/// An image to keep, in the sizes that are shown.
#[derive(Debug, Clone)]
pub struct NewImage {
    /// The width of the original in pixels.
    pub width: u32,
    /// The height of the original in pixels.
    pub height: u32,
    /// For the paper's text.
    pub text: NewImageFile,
    /// For its card.
    pub card: NewImageFile,
}

/// A file of an image to keep.
#[derive(Debug, Clone)]
pub struct NewImageFile {
    /// The file.
    pub bytes: Vec<u8>,
    /// The width in pixels.
    pub width: u32,
    /// The height in pixels.
    pub height: u32,
}

/// A file of an image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImageFile {
    /// Its name.
    pub key: ImageKey,
    /// The width in pixels.
    pub width: u32,
    /// The height in pixels.
    pub height: u32,
}

/// An image that can be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownImage {
    /// The width of the original in pixels.
    pub width: u32,
    /// The height of the original in pixels.
    pub height: u32,
    /// For the paper's text.
    pub text: ImageFile,
    /// For its card.
    pub card: ImageFile,
}

/// An image that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredImage {
    /// Where it is from: see the schema.
    pub source: String,
    /// The image, or why there is none.
    pub image: Result<ShownImage, ImageProblem>,
    /// How often it was tried.
    pub tries: u32,
}

/// The image on a paper's card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardImage {
    /// The caption of its figure.
    pub caption: String,
    /// The image; `None`: it is still to come.
    pub image: Option<ImageFile>,
}

const IMAGE: &str = "SELECT i.source, i.problem, i.tries, i.width, i.height, i.text, i.text_width, i.text_height, i.card, i.card_width, i.card_height
    FROM image i";

impl Store {
    /// The images of a paper that were asked for, in no order. One whose file is gone is left out:
    /// it is to be fetched again.
    pub fn images(&self, id: &PaperId) -> Result<Vec<StoredImage>, StoreError> {
        let sql = format!("{IMAGE} JOIN paper p ON p.key = i.paper WHERE p.id = ?1");
        let images: Vec<StoredImage> = self.read(|connection| {
            let mut statement = connection.prepare_cached(&sql)?;
            let rows = statement.query_map([id.as_str()], stored)?;
            Ok(rows.filter_map(|row| row.ok().flatten()).collect())
        })?;
        let is_there = |image: &StoredImage| {
            image.image.as_ref().map_or(true, |shown| {
                self.has_image(&shown.text.key) && self.has_image(&shown.card.key)
            })
        };
        Ok(images.into_iter().filter(is_there).collect())
    }

    /// Keeps an image of a paper.
    pub fn put_image(
        &self,
        id: &PaperId,
        source: &str,
        image: &NewImage,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let (text, card) =
            (self.put_image_file(&image.text.bytes)?, self.put_image_file(&image.card.bytes)?);
        let bytes = (image.text.bytes.len() + image.card.bytes.len()) as u64;
        self.write(|connection| {
            let Some(key) = key_of(connection, id)? else { return Ok(false) };
            connection
                .prepare_cached(
                    "INSERT OR REPLACE INTO image (paper, source, problem, fetched, tries, width, height, text, text_width, text_height,
                       card, card_width, card_height, bytes) VALUES (?1, ?2, NULL, ?3, 1, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
                )?
                .execute(params![
                    key,
                    source,
                    now.as_millisecond(),
                    image.width,
                    image.height,
                    text.as_str(),
                    image.text.width,
                    image.text.height,
                    card.as_str(),
                    image.card.width,
                    image.card.height,
                    bytes.cast_signed()
                ])
                .map(|_| true)
        })
        .and_then(|known| self.known(known, id))
    }

    /// Notes that an image of a paper is about to be read. It counts as a try: one that ends the
    /// program is not read for ever.
    pub fn image_begun(
        &self,
        id: &PaperId,
        source: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.image_failed(id, source, ImageProblem::Interrupted, now)
    }

    /// Notes why an image of a paper can't be shown. With [`image_begun`](Self::image_begun) before
    /// it, both are one try.
    pub fn image_failed(
        &self,
        id: &PaperId,
        source: &str,
        problem: ImageProblem,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.write(|connection| {
            let Some(key) = key_of(connection, id)? else { return Ok(false) };
            connection
                .prepare_cached(
                    "INSERT INTO image (paper, source, problem, fetched, tries, bytes) VALUES (?1, ?2, ?3, ?4, 1, 0)
                     ON CONFLICT (paper, source) DO UPDATE SET problem = excluded.problem, fetched = excluded.fetched,
                       tries = tries + (image.problem IS NOT ?5 OR excluded.problem = ?5), text = NULL, card = NULL, bytes = 0",
                )?
                .execute(params![
                    key,
                    source,
                    problem.key(),
                    now.as_millisecond(),
                    ImageProblem::Interrupted.key()
                ])
                .map(|_| true)
        })
        .and_then(|known| self.known(known, id))
    }

    /// Sets which image is on a paper's card, and the caption of its figure; `None`: none fits.
    /// `complete`: whether all of the paper's images were asked for.
    pub fn set_figures(
        &self,
        id: &PaperId,
        card: Option<(&str, &str)>,
        complete: bool,
    ) -> Result<(), StoreError> {
        let (source, caption) = card.unzip();
        self.write(|connection| {
            let Some(key) = key_of(connection, id)? else { return Ok(false) };
            connection
                .prepare_cached("INSERT OR REPLACE INTO figures (paper, card, caption, complete) VALUES (?1, ?2, ?3, ?4)")?
                .execute(params![key, source, caption, complete])
                .map(|_| true)
        })
        .and_then(|known| self.known(known, id))
    }

    /// Notes that all images of a paper were asked for.
    pub fn complete_images(&self, id: &PaperId) -> Result<(), StoreError> {
        self.write(|connection| {
            let Some(key) = key_of(connection, id)? else { return Ok(()) };
            connection
                .prepare_cached(
                    "INSERT INTO figures (paper, complete) VALUES (?1, 1) ON CONFLICT (paper) DO UPDATE SET complete = 1",
                )?
                .execute([key])
                .map(drop)
        })
    }

    /// Forgets the images of a paper that are no more in its article; their files go with the next
    /// [`sweep_images`](Self::sweep_images).
    pub fn forget_other_images(&self, id: &PaperId, sources: &[String]) -> Result<(), StoreError> {
        self.write(|connection| {
            let Some(key) = key_of(connection, id)? else { return Ok(()) };
            let json = serde_json::to_string(sources).unwrap_or_default();
            connection
                .prepare_cached("DELETE FROM image WHERE paper = ?1 AND source NOT IN (SELECT value FROM json_each(?2))")?
                .execute(params![key, json])
                .map(drop)
        })
    }

    /// The images on the cards of papers; those without one are left out.
    pub fn card_images(&self, ids: &[PaperId]) -> Result<HashMap<PaperId, CardImage>, StoreError> {
        let found = self.read(|connection| {
            ids.iter()
                .filter_map(|id| {
                    Some(card_image(connection, id).transpose()?.map(|card| (id.clone(), card)))
                })
                .collect::<rusqlite::Result<HashMap<_, _>>>()
        })?;
        let there = |(id, mut card): (PaperId, CardImage)| {
            card.image = card.image.filter(|file| self.has_image(&file.key));
            (id, card)
        };
        Ok(found.into_iter().map(there).collect())
    }

    /// Whether all images of a paper were asked for.
    pub fn images_are_complete(&self, id: &PaperId) -> Result<bool, StoreError> {
        let sql =
            "SELECT f.complete FROM figures f JOIN paper p ON p.key = f.paper WHERE p.id = ?1";
        let complete = self.read(|connection| {
            connection.prepare_cached(sql)?.query_row([id.as_str()], |row| row.get(0)).optional()
        })?;
        Ok(complete.unwrap_or(false))
    }

    /// Papers that are starred or kept for later and whose images were not all asked for, the newest
    /// first.
    pub fn papers_to_complete(&self, limit: u32) -> Result<Vec<PaperId>, StoreError> {
        // Few papers have these marks; CROSS JOIN keeps the order.
        let sql = "SELECT p.id FROM mark m CROSS JOIN paper p ON p.id = m.paper_id
                   JOIN article a ON a.paper = p.key AND a.source = 'html'
                   LEFT JOIN figures f ON f.paper = p.key
                   WHERE (m.starred IS NOT NULL OR m.later IS NOT NULL) AND coalesce(f.complete, 0) = 0
                   ORDER BY p.key DESC LIMIT ?1";
        self.read(|connection| {
            connection.prepare_cached(sql)?.query_map([limit], |row| paper_id(row, 0))?.collect()
        })
    }
}

fn card_image(connection: &Connection, id: &PaperId) -> rusqlite::Result<Option<CardImage>> {
    // What the user chose goes first, as far as it is there.
    let sql = "SELECT c.caption, i.card, i.card_width, i.card_height, i.problem FROM paper p
               JOIN card_figure c ON c.paper_id = p.id
               JOIN image i ON i.paper = p.key AND i.source = c.source AND i.card IS NOT NULL WHERE p.id = ?1
               UNION ALL
               SELECT f.caption, i.card, i.card_width, i.card_height, i.problem FROM paper p
               JOIN figures f ON f.paper = p.key AND f.card IS NOT NULL
               LEFT JOIN image i ON i.paper = p.key AND i.source = f.card WHERE p.id = ?1 LIMIT 1";
    let card = connection.prepare_cached(sql)?.query_row([id.as_str()], |row| {
        // A damaged row of the cache takes no list down.
        let has_failed = row.get::<_, Option<String>>(4).map_or(true, |problem| {
            // One that is being read is still to come.
            let comes = [ImageProblem::Waiting, ImageProblem::Interrupted];
            problem.is_some_and(|key| !comes.iter().any(|problem| problem.key() == key))
        });
        let card = CardImage {
            caption: row.get::<_, Option<String>>(0).unwrap_or_default().unwrap_or_default(),
            image: file(row, 1).unwrap_or_default(),
        };
        Ok((!has_failed).then_some(card))
    });
    Ok(card.optional()?.flatten())
}

fn file(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<ImageFile>> {
    let name: Option<String> = row.get(column)?;
    let (width, height): (Option<u32>, Option<u32>) = (row.get(column + 1)?, row.get(column + 2)?);
    let key = name.and_then(|name| ImageKey::parse(&name));
    Ok(key.zip(width).zip(height).map(|((key, width), height)| ImageFile { key, width, height }))
}

/// A row that makes no sense is no image: it is fetched again.
fn stored(row: &Row<'_>) -> rusqlite::Result<Option<StoredImage>> {
    let problem: Option<String> = row.get(1)?;
    let (width, height): (Option<u32>, Option<u32>) = (row.get(3)?, row.get(4)?);
    let image = match problem {
        Some(key) => ImageProblem::from_key(&key).map(Err),
        None => match (width, height, file(row, 5)?, file(row, 8)?) {
            (Some(width), Some(height), Some(text), Some(card)) => {
                Some(Ok(ShownImage { width, height, text, card }))
            }
            _ => None,
        },
    };
    let (source, tries) = (row.get(0)?, row.get(2)?);
    Ok(image.map(|image| StoredImage { source, image, tries }))
}
