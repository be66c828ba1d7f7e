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

use crate::columns::{key_of, moment, paper_id};
use crate::{Store, StoreError};
use jiff::Timestamp;
use paperboy_paper::{ImageProblem, PaperId};
use paperboy_sync::Device;
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
    /// How the server names this version of the file.
    pub etag: Option<String>,
    /// When the server last changed it, as it says.
    pub last_modified: Option<String>,
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
    /// How often it was asked for in vain since it last came.
    pub tries: u32,
    /// How often in a row the program ended while it was read.
    pub interrupted: u32,
    /// When it was last asked for.
    pub asked: Timestamp,
    /// The digest of the article for which it was last asked for, if that is known.
    pub article: Option<String>,
    /// How the server names the version that is kept.
    pub etag: Option<String>,
    /// When the server last changed it, as it says.
    pub last_modified: Option<String>,
}

/// What is known of a paper's figures as a whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KnownFigures {
    /// The source of the image on the paper's card, and the caption of its figure.
    pub card: Option<(String, String)>,
    /// Whether nothing is to come of all the images that the paper's article has.
    pub complete: bool,
}

/// For which article an image was asked for, and when.
#[derive(Debug, Clone, Copy)]
pub struct ImageRequest<'a> {
    /// The digest of the article.
    pub article: &'a str,
    /// When.
    pub at: Timestamp,
}

/// The image on a paper's card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardImage {
    /// The caption of its figure.
    pub caption: String,
    /// The image; `None`: it is still to come.
    pub image: Option<ImageFile>,
}

const IMAGE: &str = "SELECT i.source, i.problem, i.tries, i.width, i.height, i.text, i.text_width, i.text_height, i.card, i.card_width, i.card_height,
    i.interrupted, i.fetched, i.article, i.etag, i.last_modified
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
        Ok(images.into_iter().filter(|image| self.has_files_of(image)).collect())
    }

    /// An image of a paper, as [`images`](Self::images) has it.
    pub fn stored_image(
        &self,
        id: &PaperId,
        source: &str,
    ) -> Result<Option<StoredImage>, StoreError> {
        let sql =
            format!("{IMAGE} JOIN paper p ON p.key = i.paper WHERE p.id = ?1 AND i.source = ?2");
        let image = self.read(|connection| {
            let mut statement = connection.prepare_cached(&sql)?;
            statement
                .query_row([id.as_str(), source], |row| Ok(stored(row).ok().flatten()))
                .optional()
        })?;
        Ok(image.flatten().filter(|image| self.has_files_of(image)))
    }

    fn has_files_of(&self, image: &StoredImage) -> bool {
        image.image.as_ref().map_or(true, |shown| {
            self.has_image(&shown.text.key) && self.has_image(&shown.card.key)
        })
    }

    /// Keeps an image of a paper.
    pub fn put_image(
        &self,
        id: &PaperId,
        source: &str,
        image: &NewImage,
        asked: ImageRequest<'_>,
    ) -> Result<(), StoreError> {
        self.put_image_files(image)?;
        self.write_cache(|connection| {
            let Some(key) = key_of(connection, id)? else { return Ok(false) };
            insert(connection, key, source, image, asked, None).map(|()| true)
        })
        .and_then(|known| self.known(known, id))
    }

    /// Writes both files of an image.
    pub(crate) fn put_image_files(&self, image: &NewImage) -> Result<(), StoreError> {
        self.put_image_file(&image.text.bytes)?;
        self.put_image_file(&image.card.bytes)?;
        Ok(())
    }

    /// Notes that an image of a paper is still what the server has.
    pub fn image_unchanged(
        &self,
        id: &PaperId,
        source: &str,
        asked: ImageRequest<'_>,
    ) -> Result<(), StoreError> {
        self.write_cache(|connection| {
            let Some(key) = key_of(connection, id)? else { return Ok(false) };
            connection
                .prepare_cached(
                    "UPDATE image SET article = ?3, fetched = ?4, tries = 0, interrupted = 0 WHERE paper = ?1 AND source = ?2",
                )?
                .execute(params![key, source, asked.article, asked.at.as_millisecond()])
                .map(|_| true)
        })
        .and_then(|known| self.known(known, id))
    }

    /// Notes that an image of a paper is about to be read: one that ends the program is not read for
    /// ever. Any outcome takes it back, and [`image_not_begun`](Self::image_not_begun).
    pub fn image_begun(
        &self,
        id: &PaperId,
        source: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.write_cache(|connection| {
            let Some(key) = key_of(connection, id)? else { return Ok(false) };
            // What is shown stays until another one is there.
            connection
                .prepare_cached(
                    "INSERT INTO image (paper, source, problem, fetched, tries, bytes, interrupted) VALUES (?1, ?2, ?4, ?3, 0, 0, 1)
                     ON CONFLICT (paper, source) DO UPDATE SET interrupted = interrupted + 1, problem = iif(text IS NULL, ?4, NULL)",
                )?
                .execute(params![
                    key,
                    source,
                    now.as_millisecond(),
                    ImageProblem::Interrupted.key()
                ])
                .map(|_| true)
        })
        .and_then(|known| self.known(known, id))
    }

    /// Takes back that an image of a paper was begun: the program ends in order, or could not store
    /// the outcome.
    pub fn image_not_begun(&self, id: &PaperId, source: &str) -> Result<(), StoreError> {
        self.write_cache(|connection| {
            let Some(key) = key_of(connection, id)? else { return Ok(()) };
            connection
                .prepare_cached(
                    "UPDATE image SET interrupted = max(interrupted - 1, 0) WHERE paper = ?1 AND source = ?2",
                )?
                .execute(params![key, source])
                .map(drop)
        })
    }

    /// Notes why an image of a paper can't be shown. One that could not be fetched again for now
    /// stays as it is.
    pub fn image_failed(
        &self,
        id: &PaperId,
        source: &str,
        problem: ImageProblem,
        asked: ImageRequest<'_>,
    ) -> Result<(), StoreError> {
        let (at, key_of_problem) = (asked.at.as_millisecond(), problem.key());
        let sql = if problem == ImageProblem::NotFetched {
            "INSERT INTO image (paper, source, problem, fetched, tries, bytes, article) VALUES (?1, ?2, ?3, ?4, 1, 0, ?5)
             ON CONFLICT (paper, source) DO UPDATE SET fetched = excluded.fetched, tries = tries + 1, interrupted = 0,
               problem = iif(text IS NULL, excluded.problem, NULL), article = iif(text IS NULL, excluded.article, article)"
        } else {
            "INSERT INTO image (paper, source, problem, fetched, tries, bytes, article) VALUES (?1, ?2, ?3, ?4, 1, 0, ?5)
             ON CONFLICT (paper, source) DO UPDATE SET fetched = excluded.fetched, tries = tries + 1, interrupted = 0,
               problem = excluded.problem, article = excluded.article, text = NULL, card = NULL, bytes = 0, etag = NULL, last_modified = NULL"
        };
        self.write_cache(|connection| {
            let Some(key) = key_of(connection, id)? else { return Ok(false) };
            connection
                .prepare_cached(sql)?
                .execute(params![key, source, key_of_problem, at, asked.article])
                .map(|_| true)
        })
        .and_then(|known| self.known(known, id))
    }

    /// Has those images of a paper asked for again that could not be had: the user asks for it.
    pub fn ask_for_images_again(&self, id: &PaperId) -> Result<(), StoreError> {
        self.write_cache(|connection| {
            let Some(key) = key_of(connection, id)? else { return Ok(()) };
            connection
                .prepare_cached("DELETE FROM image WHERE paper = ?1 AND problem IS NOT NULL AND interrupted = 0")?
                .execute([key])?;
            connection.prepare_cached("UPDATE figures SET complete = 0 WHERE paper = ?1")?.execute([key]).map(drop)
        })
    }

    /// What is known of a paper's figures as a whole.
    pub fn known_figures(&self, id: &PaperId) -> Result<KnownFigures, StoreError> {
        let sql = "SELECT f.card, f.caption, f.complete FROM figures f JOIN paper p ON p.key = f.paper WHERE p.id = ?1";
        let known = self.read(|connection| {
            let read = |row: &Row<'_>| {
                let card: Option<String> = row.get(0)?;
                let caption: Option<String> = row.get(1)?;
                Ok(KnownFigures {
                    card: card.map(|card| (card, caption.unwrap_or_default())),
                    complete: row.get(2)?,
                })
            };
            connection.prepare_cached(sql)?.query_row([id.as_str()], read).optional()
        })?;
        Ok(known.unwrap_or_default())
    }

    /// Sets which image is on a paper's card, and the caption of its figure; `None`: none fits.
    pub fn set_card_figure(
        &self,
        id: &PaperId,
        card: Option<(&str, &str)>,
    ) -> Result<(), StoreError> {
        let known = self.known_figures(id)?;
        let before =
            known.card.as_ref().map(|(source, caption)| (source.as_str(), caption.as_str()));
        if card.is_some() && card == before {
            return Ok(());
        }
        let (source, caption) = card.unzip();
        self.write_cache(|connection| {
            let Some(key) = key_of(connection, id)? else { return Ok(false) };
            connection
                .prepare_cached(
                    "INSERT INTO figures (paper, card, caption, complete) VALUES (?1, ?2, ?3, 0)
                     ON CONFLICT (paper) DO UPDATE SET card = excluded.card, caption = excluded.caption",
                )?
                .execute(params![key, source, caption])
                .map(|_| true)
        })
        .and_then(|known| self.known(known, id))
    }

    /// Notes that nothing is to come of a paper's images any more.
    pub fn complete_images(&self, id: &PaperId) -> Result<(), StoreError> {
        self.write_cache(|connection| {
            let Some(key) = key_of(connection, id)? else { return Ok(()) };
            connection
                .prepare_cached(
                    "INSERT INTO figures (paper, complete) VALUES (?1, 1) ON CONFLICT (paper) DO UPDATE SET complete = 1",
                )?
                .execute([key])
                .map(drop)
        })
    }

    /// Notes when those images of a paper that lack were looked at: others go first the next time.
    pub fn images_tried(&self, id: &PaperId, now: Timestamp) -> Result<(), StoreError> {
        self.write_cache(|connection| {
            let Some(key) = key_of(connection, id)? else { return Ok(()) };
            connection
                .prepare_cached(
                    "INSERT INTO figures (paper, complete, tried) VALUES (?1, 0, ?2) ON CONFLICT (paper) DO UPDATE SET tried = excluded.tried",
                )?
                .execute([key, now.as_millisecond()])
                .map(drop)
        })
    }

    /// Forgets the images of a paper that are no more in its article; their files go with the next
    /// [`sweep_images`](Self::sweep_images).
    pub fn forget_other_images(&self, id: &PaperId, sources: &[String]) -> Result<(), StoreError> {
        let json = serde_json::to_string(sources).unwrap_or_default();
        let others = "paper = ?1 AND source NOT IN (SELECT value FROM json_each(?2))";
        let has_others = self.read(|connection| {
            let Some(key) = key_of(connection, id)? else { return Ok(false) };
            let sql = format!("SELECT 1 FROM image WHERE {others}");
            connection.prepare_cached(&sql)?.exists(params![key, json])
        })?;
        if !has_others {
            return Ok(());
        }
        self.write_cache(|connection| {
            let Some(key) = key_of(connection, id)? else { return Ok(()) };
            let sql = format!("DELETE FROM image WHERE {others}");
            connection.prepare_cached(&sql)?.execute(params![key, json]).map(drop)
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

    /// Papers that are starred or kept for later and of whose images some are to come: those that were
    /// not tried for the longest time first, and the newest of them.
    pub fn papers_to_complete(&self, limit: u32) -> Result<Vec<PaperId>, StoreError> {
        // Few papers have these marks; CROSS JOIN keeps the order.
        let sql = "SELECT p.id FROM mark m CROSS JOIN paper p ON p.id = m.paper_id
                   JOIN article a ON a.paper = p.key AND a.source = 'html'
                   LEFT JOIN figures f ON f.paper = p.key
                   WHERE (m.starred IS NOT NULL OR m.later IS NOT NULL) AND coalesce(f.complete, 0) = 0
                   ORDER BY coalesce(f.tried, 0), p.key DESC LIMIT ?1";
        self.read(|connection| {
            connection.prepare_cached(sql)?.query_map([limit], |row| paper_id(row, 0))?.collect()
        })
    }
}

/// Stores an image whose files are there. `device`: the other one that it comes from.
pub(crate) fn insert(
    connection: &Connection,
    key: i64,
    source: &str,
    image: &NewImage,
    asked: ImageRequest<'_>,
    device: Option<Device>,
) -> rusqlite::Result<()> {
    let bytes = (image.text.bytes.len() + image.card.bytes.len()) as u64;
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO image (paper, source, problem, fetched, tries, width, height, text, text_width, text_height,
               card, card_width, card_height, bytes, article, etag, last_modified, device)
             VALUES (?1, ?2, NULL, ?3, 0, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
        )?
        .execute(params![
            key,
            source,
            asked.at.as_millisecond(),
            image.width,
            image.height,
            ImageKey::of(&image.text.bytes).as_str(),
            image.text.width,
            image.text.height,
            ImageKey::of(&image.card.bytes).as_str(),
            image.card.width,
            image.card.height,
            bytes.cast_signed(),
            asked.article,
            image.etag,
            image.last_modified,
            device.map(|device| device.0)
        ])
        .map(drop)
}

fn card_image(connection: &Connection, id: &PaperId) -> rusqlite::Result<Option<CardImage>> {
    // What the user chose goes first, as far as it is there, with the caption that it has in the article.
    let sql = "SELECT coalesce((SELECT f.caption FROM figures f WHERE f.paper = p.key AND f.card = c.source), c.caption), i.card, i.card_width, i.card_height, i.problem FROM paper p
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
    let (source, tries, interrupted) = (row.get(0)?, row.get(2)?, row.get(11)?);
    let Some(asked) = moment(row, 12)? else { return Ok(None) };
    let (article, etag, last_modified) = (row.get(13)?, row.get(14)?, row.get(15)?);
    Ok(image.map(|image| StoredImage {
        source,
        image,
        tries,
        interrupted,
        asked,
        article,
        etag,
        last_modified,
    }))
}
