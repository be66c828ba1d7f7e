//! How much space images take, and which go first.

use super::{ImageKey, files};
use crate::{Store, StoreError};
use paperboy_paper::ImageProblem;
use rusqlite::{Connection, OptionalExtension};

impl Store {
    /// How many bytes the files of images take.
    pub fn image_size(&self) -> Result<u64, StoreError> {
        self.read(size).map(i64::cast_unsigned)
    }

    /// Removes images until the others take at most `budget` bytes: those fetched first go first, and
    /// those of papers that are starred or kept for later go last. Returns how many were removed.
    pub fn fit_images(&self, budget: u64) -> Result<u64, StoreError> {
        let budget = i64::try_from(budget).unwrap_or(i64::MAX);
        if self.read(size)? <= budget {
            return Ok(0);
        }
        // Files that are gone take no space.
        self.forget_gone_images()?;
        let (removed, unused) = self.write_cache(|connection| {
            let mut left = size(connection)?;
            if left <= budget {
                return Ok((0, Vec::new()));
            }
            let rows: Vec<(i64, String, i64)> = connection
                .prepare(
                    "SELECT i.paper, i.source, i.bytes FROM image i JOIN paper p ON p.key = i.paper LEFT JOIN mark m ON m.paper_id = p.id
                     WHERE i.text IS NOT NULL
                     ORDER BY m.starred IS NOT NULL OR m.later IS NOT NULL, i.fetched, i.paper, i.source",
                )?
                .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
                .collect::<Result<_, _>>()?;
            let (mut removed, mut unused) = (0, Vec::new());
            for (paper, source, bytes) in rows {
                if left <= budget {
                    break;
                }
                unused.extend(forget(connection, paper, &source)?);
                left -= bytes;
                removed += 1;
            }
            Ok((removed, unused))
        })?;
        self.remove_image_files(&unused);
        Ok(removed)
    }

    /// Has images asked for again that were removed to save space: there is more now.
    pub fn restore_removed_images(&self) -> Result<(), StoreError> {
        self.write_cache(|connection| {
            connection
                .prepare_cached(
                    "UPDATE figures SET complete = 0, tried = NULL WHERE complete = 1 AND paper IN (SELECT paper FROM image WHERE problem = ?1)",
                )?
                .execute([ImageProblem::Removed.key()])
                .map(drop)
        })
    }

    /// Removes all images. Papers, articles and what the user did stay as they are.
    pub fn delete_images(&self) -> Result<(), StoreError> {
        let keys = self.write_cache(|connection| {
            let keys: Vec<String> = connection
                .prepare(files::KEYS)?
                .query_map([], |row| row.get(0))?
                .collect::<Result<_, _>>()?;
            connection.execute_batch("DELETE FROM image; DELETE FROM figures;").map(|()| keys)
        })?;
        // A fetch that is under way may be writing other files.
        let keys: Vec<ImageKey> = keys.iter().filter_map(|key| ImageKey::parse(key)).collect();
        self.remove_image_files(&keys);
        Ok(())
    }
}

fn size(connection: &Connection) -> rusqlite::Result<i64> {
    connection.query_row("SELECT coalesce(sum(bytes), 0) FROM image", [], |row| row.get(0))
}

/// Forgets the files of an image; returns those that no other image has.
fn forget(connection: &Connection, paper: i64, source: &str) -> rusqlite::Result<Vec<ImageKey>> {
    let keys: Vec<Option<String>> = connection
        .prepare_cached("SELECT text, card FROM image WHERE paper = ?1 AND source = ?2")?
        .query_row((paper, source), |row| Ok(vec![row.get(0)?, row.get(1)?]))?;
    connection
        .prepare_cached(
            "UPDATE image SET problem = ?3, text = NULL, card = NULL, bytes = 0 WHERE paper = ?1 AND source = ?2",
        )?
        .execute((paper, source, ImageProblem::Removed.key()))?;
    let mut unused = Vec::new();
    for key in keys.into_iter().flatten().filter_map(|key| ImageKey::parse(&key)) {
        let sql = "SELECT 1 FROM image WHERE text = ?1 UNION ALL SELECT 1 FROM image WHERE card = ?1 LIMIT 1";
        let used = connection
            .prepare_cached(sql)?
            .query_row([key.as_str()], |_| Ok(()))
            .optional()?
            .is_some();
        if !used {
            unused.push(key);
        }
    }
    Ok(unused)
}
