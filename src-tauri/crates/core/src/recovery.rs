//! A damaged library: made whole, and what that cost.

use crate::import::kept;
use crate::wire::{Event, Recovery};
use crate::{App, Error};
use paperboy_store::{NewDocument, OpenEvent, Store};
use std::path::{Path, PathBuf};

/// There until the documents of a library that was made whole were read again; holds the number of the last one that was.
const REREAD: &str = "recovery.reread";

impl App {
    /// Takes a library found damaged out of use: its file is moved aside, and what can be made of it takes its place.
    pub(crate) fn recover(&self) -> Result<(), Error> {
        let mut store = self.replaceable_store();
        let event = paperboy_store::set_aside_and_recover(&self.places.library, self.now())?;
        let opening = Store::open(&self.places.library, self.now())?;
        *store = std::sync::Arc::new(opening.store);
        drop(store);
        self.indexing.forget();
        // It is damaged no longer.
        self.notices().retain(|notice| notice.kind != "damaged");
        self.tell(event);
        self.emit(&Event::Changed);
        self.put_back_from_documents()
    }

    /// Remembers that a library was made whole at some cost: its documents may say what was lost.
    pub(crate) fn remember_to_reread(&self, event: &OpenEvent) {
        let OpenEvent::Recovered { recovery, .. } = event else { return };
        if recovery.lost_rows + recovery.lost_pages > 0 && self.store().set_setting(REREAD, Some("0")).is_err() {
            tracing::warn!("the documents will not be read again");
        }
    }

    /// Puts back the papers and reports that a damaged library lost and its documents still hold. A kill in between is made up for by the
    /// next start.
    pub(crate) fn put_back_from_documents(&self) -> Result<(), Error> {
        let store = self.store();
        let Some(mut last) = store.setting(REREAD)?.and_then(|number| number.parse::<i64>().ok()) else { return Ok(()) };
        let mut put_back = 0;
        while let Some((number, date, raw)) = store.document_after(last)? {
            let report = paperboy_report::read(&raw);
            let papers = kept(&report, &mut Vec::new());
            let document = NewDocument { date, source_url: report.source_url, raw, papers };
            put_back += store.complete_document(number, &document, self.now())?;
            last = number;
        }
        store.set_setting(REREAD, None)?;
        tracing::info!(put_back, "reports were put back from their documents");
        self.background.wake();
        Ok(())
    }

    /// Adds what is readable in a damaged library, such as one that was moved aside, and missing here. What stood here is backed up first;
    /// the path of that backup is given back.
    pub fn salvage_from(&self, damaged: &Path) -> Result<(PathBuf, Recovery), Error> {
        let (kept, recovery) = self.store().salvage(damaged, self.now())?;
        self.indexing.forget();
        self.background.wake();
        Ok((kept, Recovery::from(&recovery)))
    }
}
