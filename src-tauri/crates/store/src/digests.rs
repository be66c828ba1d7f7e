//! Days of other digests: their papers, and the digest's texts about them.

use crate::columns::touch;
use crate::documents::{Text, head, version};
use crate::listing::{Precedence, place_listed};
use crate::versions::show_latest;
use crate::{Added, NewDigest, Store, StoreError};
use jiff::Timestamp;

impl Store {
    /// Stores a digest's day, or nothing of it: its papers as those of a list that fills in what is
    /// not known yet, and each text as a version of its paper, which is shown where the paper has
    /// no report.
    pub fn add_digest(&self, digest: &NewDigest, now: Timestamp) -> Result<Added, StoreError> {
        let NewDigest { listing, writer, texts } = digest;
        let now = now.as_millisecond();
        self.write(|connection| {
            let listed = place_listed(connection, listing, Precedence::Known)?;
            let mut has_new_text = false;
            for report in texts {
                let head = head(connection, &report.id, &report.title)?;
                let text = Text {
                    writer,
                    source: report.reading_source,
                    title: &report.title,
                    body: &report.body,
                };
                let rows = connection.total_changes();
                let number = version(connection, head.key, &text, now)?;
                has_new_text |= connection.total_changes() > rows;
                if head.shown.is_none() {
                    show_latest(connection, head.key, number)?;
                    touch(connection, head.key)?;
                }
            }
            Ok(match (listed.added.is_empty(), listed.is_changed || has_new_text) {
                (false, _) => Added::Added,
                (true, true) => Added::Updated,
                (true, false) => Added::Unchanged,
            })
        })
    }
}
