//! The images that one device of the user's fetched, on their other devices.

use super::{OF_PAPER, PAPER, PAPER_COLUMNS, place_unknown, shared_paper};
use crate::columns::{key_of, moment};
use crate::images::{ImageKey, insert};
use crate::{ImageRequest, NewImage, SharedImage, Store, StoreError};
use paperboy_paper::{ImageProblem, PaperId};
use paperboy_sync::Device;
use rusqlite::{Row, params};

/// The largest file that is sent, in bytes.
const MAX_BYTES: i64 = 1 << 20;
/// The fewest bytes that are counted for an image, so that no file has thousands of them.
const MIN_COUNTED: usize = 8 << 10;

/// Which images were fetched on this device after the one with a number.
const OWN: &str = "i.number > ?1 AND i.device IS NULL AND i.text IS NOT NULL AND i.article IS NOT NULL AND i.bytes <= ?2
    AND EXISTS (SELECT 1 FROM day_paper WHERE paper = i.paper)";

impl Store {
    /// The images that were fetched on this device after the one with this number, of about so many
    /// bytes as text at most, but always one; then the last number, and whether there are more.
    pub fn images_after(
        &self,
        number: i64,
        bytes: usize,
    ) -> Result<(Vec<SharedImage>, i64, bool), StoreError> {
        let sql = format!(
            "SELECT {PAPER}, i.number, i.bytes, i.text, i.source, i.fetched, i.article, iif(f.card = i.source, coalesce(f.caption, ''), NULL)
             FROM image i CROSS JOIN paper p ON p.key = i.paper LEFT JOIN figures f ON f.paper = i.paper {OF_PAPER} WHERE {OWN} ORDER BY i.number"
        );
        let (rows, last, has_more) = self.read(|connection| {
            let mut statement = connection.prepare_cached(&sql)?;
            let mut rows = statement.query(params![number, MAX_BYTES])?;
            let (mut images, mut last, mut taken) = (Vec::new(), number, 0);
            while let Some(row) = rows.next()? {
                if taken >= bytes {
                    return Ok((images, last, true));
                }
                last = row.get(PAPER_COLUMNS)?;
                // In base64, three bytes are four.
                let size =
                    usize::try_from(row.get::<_, u32>(PAPER_COLUMNS + 1)?).unwrap_or_default();
                taken += (size / 3 * 4).max(MIN_COUNTED);
                // A damaged row of the cache is fetched again when that is noticed.
                images.extend(shared(row).ok().flatten());
            }
            Ok((images, last, false))
        })?;
        let mut images = Vec::with_capacity(rows.len());
        for (key, image) in rows {
            images.extend(self.image_bytes(&key)?.map(|file| SharedImage { file, ..image }));
        }
        Ok((images, last, has_more))
    }

    /// How many images were fetched on this device after the one with this number.
    pub fn count_images_after(&self, number: i64) -> Result<u64, StoreError> {
        let sql = format!("SELECT count(*) FROM image i WHERE {OWN}");
        self.read(|connection| {
            connection
                .prepare_cached(&sql)?
                .query_row(params![number, MAX_BYTES], |row| row.get(0))
                .map(i64::cast_unsigned)
        })
    }

    /// Whether there is none of this name yet. One that was removed to save space is not wanted.
    pub fn lacks_image(&self, id: &PaperId, source: &str) -> Result<bool, StoreError> {
        let sql = "SELECT 1 FROM image i JOIN paper p ON p.key = i.paper
                   WHERE p.id = ?1 AND i.source = ?2 AND (i.text IS NOT NULL OR i.problem = ?3)";
        self.read(|connection| {
            let mut statement = connection.prepare_cached(sql)?;
            let removed = ImageProblem::Removed.key();
            Ok(!statement.exists(params![id.as_str(), source, removed])?)
        })
    }

    /// Takes the image of another device that was made again of its file. A paper that is not here
    /// comes with it. Where there is one already, that one stays; whether it was taken.
    pub fn take_image(
        &self,
        shared: &SharedImage,
        image: &NewImage,
        device: Device,
    ) -> Result<bool, StoreError> {
        let SharedImage { paper, source, fetched, article, card, file: _ } = shared;
        let id = &paper.paper.id;
        self.write(|connection| place_unknown(connection, std::iter::once(paper)))?;
        self.put_image_files(image)?;
        let is_taken = self.write_cache(|connection| {
            let Some(key) = key_of(connection, id)? else { return Ok(false) };
            let is_here = connection
                .prepare_cached("SELECT 1 FROM image WHERE paper = ?1 AND source = ?2 AND text IS NOT NULL")?
                .exists(params![key, source])?;
            if is_here {
                return Ok(false);
            }
            let asked = ImageRequest { article, at: *fetched };
            insert(connection, key, source, image, asked, Some(device))?;
            if let Some(caption) = card {
                connection
                    .prepare_cached(
                        "INSERT INTO figures (paper, card, caption, complete) VALUES (?1, ?2, ?3, 0)
                         ON CONFLICT (paper) DO UPDATE SET card = excluded.card, caption = excluded.caption WHERE card IS NULL",
                    )?
                    .execute(params![key, source, caption])?;
            }
            Ok(true)
        })?;
        // Another program may have swept the files before there was an image that has them.
        self.put_image_files(image)?;
        Ok(is_taken)
    }
}

/// `None`: a name of no file.
fn shared(row: &Row<'_>) -> rusqlite::Result<Option<(ImageKey, SharedImage)>> {
    let at = |column: usize| PAPER_COLUMNS + column;
    let key: String = row.get(at(2))?;
    let (Some(key), Some(fetched)) = (ImageKey::parse(&key), moment(row, at(4))?) else {
        return Ok(None);
    };
    let image = SharedImage {
        paper: shared_paper(row)?,
        source: row.get(at(3))?,
        fetched,
        article: row.get(at(5))?,
        card: row.get(at(6))?,
        file: Vec::new(),
    };
    Ok(Some((key, image)))
}
